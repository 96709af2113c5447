package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// community is the raters of a rubric and what each answered.
type community struct {
	rubric *rubric.Rubric
	groups []string
	raters []rater
}

type rater struct {
	group   int
	answers []int // by competency: a stage, lowest first, or a non-answer after those, or notAsked
}

const notAsked = -1

// newRubric returns a small rubric. Half of the rubrics ask each competency of some groups
// only. Ids of groups sort in its order.
func newRubric(rng *rand.Rand) (*rubric.Rubric, error) {
	text := func(s string) rubric.TextEntry { return rubric.TextEntry{Text: s} }
	d := rubric.EditionDocument{
		ID: "random", Edition: "1", Title: text("Random"), Language: "en",
		Spectrum: rubric.SpectrumEntry{ID: "stages"},
	}
	for i := range 2 + rng.IntN(4) {
		d.Spectrum.Stages = append(d.Spectrum.Stages, rubric.StageEntry{ID: fmt.Sprint("stage-", i+1), Title: text(fmt.Sprint("Stage ", i+1))})
	}
	for i := range 2 + rng.IntN(5) {
		d.Constituencies = append(d.Constituencies, rubric.ConstituencyEntry{ID: fmt.Sprint("group-", i+1), Title: text(fmt.Sprint("Group ", i+1))})
	}
	for i := range 2 + rng.IntN(2) {
		dom := rubric.DomainEntry{ID: fmt.Sprint("domain-", i+1), Title: text(fmt.Sprint("Domain ", i+1))}
		// Half of the domains have a single competency, whose counts are the domain's.
		for j := range []int{1, 1, 1, 2, 2, 3}[rng.IntN(6)] {
			dom.Competencies = append(dom.Competencies, rubric.CompetencyEntry{
				ID: fmt.Sprintf("competency-%d-%d", i+1, j+1), Title: text(fmt.Sprintf("Competency %d %d", i+1, j+1)),
			})
		}
		d.Domains = append(d.Domains, dom)
	}
	if rng.IntN(2) == 0 {
		for i := range d.Domains {
			for j := range d.Domains[i].Competencies {
				d.Domains[i].Competencies[j].Asked = randomAudience(rng, d.Constituencies)
			}
		}
	}
	d.Strands = strandsOf(&d)
	return rubric.New(d)
}

// randomAudience returns some of the constituencies, or nil for everyone.
func randomAudience(rng *rand.Rand, all []rubric.ConstituencyEntry) []string {
	var asked []string
	for _, x := range all {
		if rng.IntN(3) > 0 {
			asked = append(asked, x.ID)
		}
	}
	return asked
}

// kinds are the kinds of community, by how many raters the groups have.
var kinds = []struct {
	name string
	size func(rng *rand.Rand, minGroup, group int) int
}{
	{"tiny", func(rng *rand.Rand, _, _ int) int { return rng.IntN(6) }},
	{"around the minimum", func(rng *rand.Rand, minGroup, _ int) int { return minGroup - 2 + rng.IntN(5) }},
	{"unbalanced", func(rng *rand.Rand, minGroup, group int) int {
		if group == 0 {
			return 40 + rng.IntN(160)
		}
		return rng.IntN(minGroup + 3)
	}},
	{"one small", func(rng *rand.Rand, minGroup, group int) int {
		if group == 0 {
			return 1 + rng.IntN(minGroup)
		}
		return minGroup + rng.IntN(40)
	}},
	{"two together at the minimum", func(rng *rand.Rand, minGroup, group int) int {
		if group < 2 {
			return minGroup/2 + rng.IntN(2)
		}
		return minGroup + rng.IntN(30)
	}},
	{"many empty", func(rng *rand.Rand, minGroup, _ int) int { return max(0, rng.IntN(4*minGroup)-2*minGroup) }},
	{"mixed", func(rng *rand.Rand, minGroup, _ int) int { return rng.IntN(3 * minGroup) }},
	{"large", func(rng *rand.Rand, minGroup, _ int) int { return minGroup + rng.IntN(50) }},
}

// newCommunity returns a random community of a kind.
func newCommunity(rng *rand.Rand, kind, minGroup int) (*community, error) {
	r, err := newRubric(rng)
	if err != nil {
		return nil, err
	}
	return newCommunityOf(r, rng, kind, minGroup), nil
}

// newCommunityOf returns a random community that rates a rubric.
func newCommunityOf(r *rubric.Rubric, rng *rand.Rand, kind, minGroup int) *community {
	c := &community{rubric: r}
	for g := range r.Constituencies() {
		c.groups = append(c.groups, g.ID)
	}
	// The groups with a part of their own are not always the first.
	part := rng.Perm(len(c.groups))
	answer := c.answers(rng)
	for g := range c.groups {
		for range kinds[kind].size(rng, minGroup, part[g]) {
			c.raters = append(c.raters, rater{g, answer(g)})
		}
	}
	return c
}

// answers returns how the raters of a community answer: at random, mostly not at
// all, nearly alike, or all alike, and each group in its own way or not.
func (c *community) answers(rng *rand.Rand) func(group int) []int {
	stages, competencies := c.rubric.Spectrum().Len(), c.rubric.CompetencyCount()
	favourite := make([][]int, len(c.groups))
	alike := rng.IntN(2) == 0
	for g := range favourite {
		for i := range competencies {
			f := rng.IntN(stages)
			if g > 0 && alike {
				f = favourite[0][i]
			}
			favourite[g] = append(favourite[g], f)
		}
	}
	other := []float64{0.9, 0.5, 0.1, 0.03, 0}[rng.IntN(5)]
	silent := []float64{0, 0.1, 0.8, 0.97}[rng.IntN(4)]
	return func(group int) []int {
		answers := slices.Clone(favourite[group])
		for i := range answers {
			if rng.Float64() < other {
				answers[i] = rng.IntN(stages + len(nonAnswers))
			}
			if rng.Float64() < silent {
				answers[i] = stages // not answered
			}
			if comp, _ := c.rubric.CompetencyAt(i); !comp.Asks(c.groups[group]) {
				answers[i] = notAsked
			}
		}
		return answers
	}
}

// later returns the community at the next wave. A few answers changed, and, where
// moved, a few raters left and joined.
func (c *community) later(rng *rand.Rand, moved bool) *community {
	next := &community{rubric: c.rubric, groups: c.groups}
	answer := c.answers(rng)
	for _, r := range c.raters {
		if moved && rng.Float64() < 0.07 {
			continue
		}
		answers := slices.Clone(r.answers)
		if rng.Float64() < 0.2 {
			i := rng.IntN(len(answers))
			answers[i] = answer(r.group)[i]
		}
		next.raters = append(next.raters, rater{r.group, answers})
		if moved && rng.Float64() < 0.07 {
			next.raters = append(next.raters, rater{r.group, answer(r.group)})
		}
	}
	return next
}

// exchanged returns a community in which the raters of the named groups have
// exchanged their answers at random, competency by competency. Only the counts of
// these groups differ.
func (c *community) exchanged(rng *rand.Rand, groups []string) *community {
	next := &community{rubric: c.rubric, groups: c.groups}
	var among []int
	for i, r := range c.raters {
		next.raters = append(next.raters, rater{r.group, slices.Clone(r.answers)})
		if slices.Contains(groups, c.groups[r.group]) {
			among = append(among, i)
		}
	}
	for q := range c.rubric.CompetencyCount() {
		asked := slices.DeleteFunc(slices.Clone(among), func(i int) bool { return next.raters[i].answers[q] == notAsked })
		rng.Shuffle(len(asked), func(i, j int) {
			x, y := next.raters[asked[i]].answers, next.raters[asked[j]].answers
			x[q], y[q] = y[q], x[q]
		})
	}
	return next
}

// sizes returns how many raters each group has.
func (c *community) sizes() map[string]int {
	sizes := make(map[string]int)
	for _, r := range c.raters {
		sizes[c.groups[r.group]]++
	}
	return sizes
}

// count returns how many raters of some groups gave an answer on a strand, domain or
// competency, or how many raters they have where row is "".
func (c *community) count(row, code string, groups []string) int {
	n := 0
	for _, r := range c.raters {
		if !slices.Contains(groups, c.groups[r.group]) {
			continue
		}
		if row == "" {
			n++
			continue
		}
		for comp := range c.rubric.Competencies() {
			a := r.answers[comp.Index()]
			strand := comp.Domain().Strand()
			in := comp.ID() == row || comp.Domain().ID() == row || strand != nil && strand.ID() == row
			if in && a != notAsked && c.code(a) == code {
				n++
			}
		}
	}
	return n
}

// code names an answer.
func (c *community) code(answer int) string {
	if stage, ok := c.rubric.Spectrum().At(answer + 1); ok {
		return stage.ID()
	}
	return nonAnswers[answer-c.rubric.Spectrum().Len()]
}

// tally counts the community.
func (c *community) tally() *assess.Tally {
	width := c.rubric.Spectrum().Len() + len(nonAnswers)
	t := &assess.Tally{
		Rubric: c.rubric.Ref(), Stages: c.rubric.Spectrum().Len(), Competencies: c.rubric.CompetencyCount(),
		Groups: make(map[string]*assess.GroupCounts),
	}
	for _, r := range c.raters {
		id := c.groups[r.group]
		g := t.Groups[id]
		if g == nil {
			g = &assess.GroupCounts{Counts: make([]uint64, len(r.answers)*width)}
			t.Groups[id] = g
		}
		g.Raters++
		for i, a := range r.answers {
			if a != notAsked {
				g.Counts[i*width+a]++
			}
		}
	}
	return t
}

// summarize counts the community and says what the counts say.
func (c *community) summarize() (*assess.Summary, error) {
	return c.tally().Summarize(c.rubric, nil)
}

// publish returns the published summary and its document.
func (c *community) publish(p assess.Policy) (*assess.Published, []byte, error) {
	s, err := c.summarize()
	if err != nil {
		return nil, nil, err
	}
	pub, err := s.Publish(p)
	if err != nil {
		return nil, nil, err
	}
	data, err := json.Marshal(pub)
	return pub, data, err
}

// sizeAlone is group-size hiding alone: it hides the groups with fewer raters than the
// minimum and nothing with them.
func sizeAlone(sizes []int, minGroup int) (hidden []bool, all bool) {
	hidden = make([]bool, len(sizes))
	for g, n := range sizes {
		hidden[g] = n > 0 && n < minGroup
	}
	return hidden, false
}

// control publishes by another rule than the library's, which says from the sizes of the
// groups which are hidden.
func (c *community) control(minGroup int, rule func(sizes []int, minGroup int) (hidden []bool, all bool)) ([]byte, error) {
	s, err := c.summarize()
	if err != nil {
		return nil, err
	}
	d := document{}
	d.Policy.MinGroup = minGroup
	d.Raters.All = number{n: len(c.raters)}
	d.Raters.By = make(map[string]number)
	var sizes []int
	for _, g := range c.groups {
		sizes = append(sizes, int(s.Raters(g).N))
	}
	hidden, all := rule(sizes, minGroup)
	d.Raters.All.hidden = all
	for i, g := range c.groups {
		d.Raters.By[g] = number{n: sizes[i], hidden: all || hidden[i]}
	}
	entry := func(id, group string) cell {
		result, _ := s.Cell(id, group)
		if result.NotAsked {
			return cell{NotAsked: true}
		}
		e := cell{Hidden: all || d.Raters.By[group].hidden}
		if e.Hidden {
			return e
		}
		e.Rated, e.Counts = int(result.Rated()), make(map[string]int)
		for s, n := range result.Stages.Counts() {
			e.Counts[s.ID()] = int(n)
		}
		n := result.NonAnswers
		e.NonAnswers = map[string]int{
			nonAnswers[0]: int(n.NotAnswered), nonAnswers[1]: int(n.NotApplicable),
			nonAnswers[2]: int(n.DontKnow), nonAnswers[3]: int(n.Declined),
		}
		return e
	}
	entries := func(id string) row {
		r := row{ID: id, All: entry(id, assess.AllRaters), By: make(map[string]cell)}
		for _, g := range c.groups {
			r.By[g] = entry(id, g)
		}
		return r
	}
	for stage := range c.rubric.Spectrum().Stages() {
		d.Spectrum = append(d.Spectrum, stage.ID())
	}
	for dom := range c.rubric.Domains() {
		dr := domainRow{row: entries(dom.ID())}
		for comp := range dom.Competencies() {
			dr.Competencies = append(dr.Competencies, entries(comp.ID()))
		}
		d.Domains = append(d.Domains, dr)
	}
	return json.Marshal(d)
}
