package assess

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// PairTally counts, for raters who answered in two waves, from which stage to which
// each rating went. Like a [Tally] it holds integers only, merges exactly in any
// order, is ready to use as the zero value, and has exported fields for encoding.
//
// A PairTally is not safe for concurrent use.
type PairTally struct {
	// Rubric is what was rated, empty until the first pair.
	Rubric rubric.Ref `json:"rubric,omitzero"`
	// Groups are the counts by the constituency in the later wave; "" where the
	// rubric names none.
	Groups map[string]*PairGroup `json:"groups,omitempty"`
}

// PairGroup is the counts of one constituency: how many raters answered in both
// waves and, for each competency in printed order, where their ratings went.
type PairGroup struct {
	Pairs        uint64                 `json:"pairs"`
	Competencies []spectrum.Transitions `json:"competencies"`
}

// Add counts the responses of one rater in the earlier and the later wave. Both are
// to the same edition; move the earlier one with [MigrateResponse] where it is not. A
// competency counts when both rate it at a stage. Who the same rater is, is for the
// caller to know: response ids name responses. It returns an error if one of the two is
// a draft.
func (t *PairTally) Add(before, after *Response) error {
	if err := cmp.Or(checkResponse("assess.PairTally.Add", "before", before), checkResponse("assess.PairTally.Add", "after", after)); err != nil {
		return err
	}
	if before.draft || after.draft {
		return fmt.Errorf("pair: a response is a draft: pair it when it is finished")
	}
	ref := after.rubric.Ref()
	if before.rubric.Ref() != ref {
		return fmt.Errorf("pair: the responses are to %s and %s", describe(before.rubric.Ref(), ref), ref)
	}
	if t.Rubric == (rubric.Ref{}) {
		t.Rubric = ref
	}
	if t.Rubric != ref {
		return fmt.Errorf("pair: %s does not go with the %s counted so far", describe(ref, t.Rubric), t.Rubric)
	}
	g := t.group(after.constituency, len(after.ratings))
	if len(g.Competencies) != len(after.ratings) {
		return fmt.Errorf("pair: the counts of %q are not those of %s", after.constituency, ref)
	}
	spec := after.rubric.Spectrum()
	for i := range after.ratings {
		from, rated := before.ratings[i].Stage(spec)
		to, again := after.ratings[i].Stage(spec)
		if !rated || !again {
			continue
		}
		if err := g.Competencies[i].Add(from, to, 1); err != nil {
			return fmt.Errorf("pair: %w", err)
		}
	}
	g.Pairs++
	return nil
}

// Remove takes back a pair that was counted; it is the inverse of [PairTally.Add]. It
// returns an error, and changes nothing, if the pair cannot be one of those that were
// counted.
func (t *PairTally) Remove(before, after *Response) error {
	if err := cmp.Or(checkResponse("assess.PairTally.Remove", "before", before), checkResponse("assess.PairTally.Remove", "after", after)); err != nil {
		return err
	}
	if before.draft || after.draft {
		return fmt.Errorf("pair: remove %q: drafts are not counted", after.id)
	}
	g := t.Groups[after.constituency]
	if ref := after.rubric.Ref(); before.rubric.Ref() != ref || t.Rubric != ref || g == nil || g.Pairs == 0 {
		return fmt.Errorf("pair: remove %q: no pair of %q to %s was counted", after.id, after.constituency, ref)
	}
	if err := g.check(after.rubric); err != nil {
		return fmt.Errorf("pair: remove %q: the counts of %q: %w", after.id, after.constituency, err)
	}
	left := slices.Clone(g.Competencies)
	spec := after.rubric.Spectrum()
	for i := range left {
		from, rated := before.ratings[i].Stage(spec)
		to, again := after.ratings[i].Stage(spec)
		if rated && again {
			left[i].Counts = slices.Clone(left[i].Counts)
			if left[i].Remove(from, to, 1) != nil {
				return fmt.Errorf("pair: remove %q: no pair from %s to %s of competency %d was counted", after.id, from.ID(), to.ID(), i+1)
			}
		}
		switch n := left[i].N(); {
		case n == 0:
			left[i] = spectrum.Transitions{}
		case n == g.Pairs:
			return fmt.Errorf("pair: remove %q: each of the %d pairs of %q that were counted rates competency %d", after.id, n, after.constituency, i+1)
		}
	}
	g.Competencies = left
	if g.Pairs--; g.Pairs == 0 {
		delete(t.Groups, after.constituency)
	}
	if len(t.Groups) == 0 {
		*t = PairTally{}
	}
	return nil
}

// check returns an error if g has no counts of pairs of responses to r, which a group that was
// put together elsewhere need not have.
func (g *PairGroup) check(r *rubric.Rubric) error {
	if g == nil || len(g.Competencies) != r.CompetencyCount() {
		return fmt.Errorf("they are not those of %s", r.Ref())
	}
	for i := range g.Competencies {
		c := &g.Competencies[i]
		if err := new(spectrum.Transitions).Merge(c); err != nil {
			return fmt.Errorf("competency %d: %w", i+1, err)
		}
		if c.Stages != 0 && c.Stages != r.Spectrum().Len() {
			return fmt.Errorf("competency %d has %d stages, those of %s have %d", i+1, c.Stages, r.Ref(), r.Spectrum().Len())
		}
		if n := c.N(); n > g.Pairs {
			return fmt.Errorf("competency %d has %d ratings of %d pairs", i+1, n, g.Pairs)
		}
	}
	return nil
}

func (t *PairTally) group(constituency string, competencies int) *PairGroup {
	g := t.Groups[constituency]
	if g == nil {
		if t.Groups == nil {
			t.Groups = make(map[string]*PairGroup)
		}
		g = &PairGroup{Competencies: make([]spectrum.Transitions, competencies)}
		t.Groups[constituency] = g
	}
	return g
}

// Merge adds the counts of another tally, which is left as it was. The error says
// that the two do not go together; t may then hold a part of the other and is to be
// thrown away.
func (t *PairTally) Merge(u *PairTally) error {
	if err := given.NotNil("assess.PairTally.Merge", "u", u == nil); err != nil {
		return err
	}
	if u.Rubric == (rubric.Ref{}) && len(u.Groups) == 0 {
		return nil
	}
	if t.Rubric == (rubric.Ref{}) {
		t.Rubric = u.Rubric
	}
	if t.Rubric != u.Rubric {
		return fmt.Errorf("merge pairs: %s does not go with %s", describe(u.Rubric, t.Rubric), t.Rubric)
	}
	for id, g := range u.Groups {
		if g == nil {
			return fmt.Errorf("merge pairs: the counts of %q are nil", id)
		}
		mine := t.group(id, len(g.Competencies))
		if len(mine.Competencies) != len(g.Competencies) || mine.Pairs+g.Pairs < mine.Pairs {
			return fmt.Errorf("merge pairs: the counts of %q do not go together", id)
		}
		mine.Pairs += g.Pairs
		for i := range g.Competencies {
			if err := mine.Competencies[i].Merge(&g.Competencies[i]); err != nil {
				return fmt.Errorf("merge pairs: %w", err)
			}
		}
	}
	return nil
}

// PublishedPairs is a [PairTally] after disclosure control. It is safe for
// concurrent use.
type PublishedPairs struct {
	after       *Published
	pairs       []RaterCount // by column of after's table
	transitions [][]spectrum.Transitions
	hidden      []bool // by row
}

// Publish hides what the policy of the later wave does not let be shown, given what the
// two waves show. The difference between a wave and the pairs is the raters who answered
// in that wave alone, so that these are protected too:
//
//   - Pairs are shown only if both waves show and hide the same constituencies, and
//     everyone is shown.
//   - In each shown constituency, and in the hidden ones together, nobody or at least the
//     minimum of raters answered twice, in the earlier wave alone, and in the later wave
//     alone. Otherwise all pairs are hidden.
//   - The same holds on a row for those who rated it in both waves, and for the ratings
//     of each wave that are in no pair. None of these may be unanimous. Otherwise, or if
//     the waves hide different cells of the row, the row, its domain and its strand are
//     hidden.
//   - With rounded counts the differences are not known, so that all pairs are hidden.
//
// This holds for waves that were published by themselves. A wave that was published as a node
// of a [Hierarchy] is refused, the root too: where all raters of a district answered twice
// and none moved, what is new at one of its schools would be the answers of those who came.
// To show pairs, publish both waves of the district by [Summary.Publish], without its schools.
//
// It returns an error if a wave is a node of a hierarchy, if the counts are not of the later
// wave's edition or contradict each other, if the waves are of two editions (publish the earlier
// one again after [MigrateTally]), or if the earlier wave was published under a laxer policy.
func (t *PairTally) Publish(before, after *Published) (*PublishedPairs, error) {
	if err := cmp.Or(checkPublished("assess.PairTally.Publish", "before", before), checkPublished("assess.PairTally.Publish", "after", after)); err != nil {
		return nil, err
	}
	tab := &after.table
	if t.Rubric != (rubric.Ref{}) && t.Rubric != tab.rubric.Ref() {
		return nil, fmt.Errorf("publish pairs: they are of %s, the wave is of %s", t.Rubric, describe(tab.rubric.Ref(), t.Rubric))
	}
	if ref := before.table.rubric.Ref(); ref != tab.rubric.Ref() {
		return nil, fmt.Errorf("publish pairs: the waves are of %s and %s", ref, describe(tab.rubric.Ref(), ref))
	}
	if before.policy.laxer(after.policy) {
		return nil, fmt.Errorf("publish pairs: %w", errLaxer)
	}
	if after.protects() {
		for _, wave := range []*Published{before, after} {
			if place, ok := wave.Place(); ok {
				return nil, fmt.Errorf("publish pairs: a wave was published as %q of a hierarchy, and what its parts or the nodes above it show could be subtracted from the pairs: publish both waves of one node by themselves, and of no other node", place.ID)
			}
		}
	}
	p := &PublishedPairs{after: after, pairs: make([]RaterCount, len(tab.columns)), hidden: make([]bool, len(tab.ids))}
	p.transitions = make([][]spectrum.Transitions, len(tab.columns))
	for i := range p.transitions {
		p.transitions[i] = make([]spectrum.Transitions, len(tab.ids))
	}
	for id, g := range t.Groups {
		if err := p.fill(id, g); err != nil {
			return nil, err
		}
	}
	if after.protects() {
		p.hide(before)
	}
	return p, nil
}

// protects reports whether the policy hides anything.
func (p *Published) protects() bool {
	return p.policy.minOutside() > 0 || p.policy.RoundTo > 1
}

// hide hides what the two waves and the pairs together would expose.
func (p *PublishedPairs) hide(before *Published) {
	tab := &p.after.table
	blocks, shown := p.blocks(before)
	if !shown || before.policy.RoundTo > 1 { // a later wave that is rounded follows one that is
		for column := range p.pairs {
			p.pairs[column] = RaterCount{Hidden: true}
			p.transitions[column] = nil
		}
		return
	}
	for c := range tab.rubric.Competencies() {
		if !p.safe(before, blocks, c) {
			for _, row := range tab.rowsWith(c) {
				p.hidden[row] = true
			}
		}
	}
	for column := range p.pairs {
		if tab.raters[column].Hidden {
			p.pairs[column], p.transitions[column] = RaterCount{Hidden: true}, nil
		}
	}
}

// blocks returns the columns that are known apart: each shown one, that of everyone too, and the
// hidden ones together. Ok is false if pairs would expose raters who are in no pair.
func (p *PublishedPairs) blocks(before *Published) (blocks [][]int, ok bool) {
	tab := &p.after.table
	if tab.raters[0].Hidden {
		return nil, false
	}
	var hidden []int
	for column, n := range tab.raters {
		switch {
		case n.Hidden != before.table.raters[column].Hidden:
			return nil, false
		case n.Hidden:
			hidden = append(hidden, column)
		default:
			blocks = append(blocks, []int{column})
		}
	}
	if hidden != nil {
		blocks = append(blocks, hidden)
	}
	minGroup := uint64(p.after.policy.MinGroup)
	for _, block := range blocks {
		var twice uint64
		for _, column := range block {
			twice += p.pairs[column].N
		}
		if twice > 0 && twice < minGroup || !leaves(before.table.together(block), twice, minGroup) || !leaves(tab.together(block), twice, minGroup) {
			return nil, false
		}
	}
	return blocks, true
}

// together returns how many raters some columns have, which the hidden ones have of what
// the others leave.
func (t *table) together(block []int) uint64 {
	if !t.raters[block[0]].Hidden {
		return t.raters[block[0]].N
	}
	left := t.raters[0].N
	for _, n := range t.raters[1:] {
		left -= n.N
	}
	return left
}

// leaves reports whether a part of n is all of it, or leaves at least the minimum.
func leaves(n, part, minimum uint64) bool {
	left := n - part
	return n >= part && (left == 0 || left >= minimum)
}

// safe reports whether the pairs of a competency may be shown.
func (p *PublishedPairs) safe(before *Published, blocks [][]int, c *rubric.Competency) bool {
	tab := &p.after.table
	row := tab.rows[c.ID()]
	for column := range tab.columns {
		if tab.at(row, column).Hidden != before.table.at(row, column).Hidden {
			return false
		}
	}
	if tab.at(row, 0).Hidden {
		return false
	}
	// The columns that are hidden on this row are known together.
	var known [][]int
	var together []int
	for _, block := range blocks {
		block = slices.DeleteFunc(slices.Clone(block), func(column int) bool { return tab.at(row, column).NotAsked })
		switch {
		case len(block) == 0:
		case tab.at(row, block[0]).Hidden:
			together = append(together, block...)
		default:
			known = append(known, block)
		}
	}
	if together != nil {
		known = append(known, together)
	}
	for _, block := range known {
		var moved spectrum.Transitions
		for _, column := range block {
			if moved.Merge(&p.transitions[column][row]) != nil {
				return false // not possible: everyone's counts have the same sum
			}
		}
		was, is := before.table.stages(row, block), tab.stages(row, block)
		if !p.safeBlock(&moved, was, is) {
			return false
		}
	}
	return true
}

// stages returns the ratings of some columns by stage.
func (t *table) stages(row int, block []int) []uint64 {
	counts := make([]uint64, t.rubric.Spectrum().Len())
	add := func(column int, sign uint64) {
		for s, n := range t.at(row, column).Stages.Counts() {
			counts[s.Rank()-1] += sign * n
		}
	}
	if !t.at(row, block[0]).Hidden {
		add(block[0], 1)
		return counts
	}
	add(0, 1)
	for column := 1; column < len(t.columns); column++ {
		add(column, math.MaxUint64) // minus one; hidden ones have no counts
	}
	return counts
}

// safeBlock reports whether those who rated twice, and those who rated in one wave alone,
// are enough and not unanimous.
func (p *PublishedPairs) safeBlock(moved *spectrum.Transitions, was, is []uint64) bool {
	from, to := make([]uint64, len(was)), make([]uint64, len(is))
	if moved.N() > 0 {
		for i := range was {
			for j := range is {
				n := moved.Counts[i*len(is)+j]
				from[i] += n
				to[j] += n
			}
		}
	}
	rule := p.after.policy.rule()
	for i := range was {
		if was[i] < from[i] || is[i] < to[i] {
			return false // raters who speak from another constituency than before
		}
		was[i] -= from[i]
		is[i] -= to[i]
	}
	for _, counts := range [][]uint64{from, to, was, is} {
		var sum, most uint64
		for _, n := range counts {
			sum += n
			most = max(most, n)
		}
		if sum > 0 && (sum < rule.MinRated || sum-most < rule.MinOutside) {
			return false
		}
	}
	return true
}

func (p *PublishedPairs) fill(id string, g *PairGroup) error {
	tab := &p.after.table
	column, ok := tab.column(id)
	if !ok || column == 0 && len(tab.columns) > 1 {
		return fmt.Errorf("publish pairs: %s has no constituency %q", tab.rubric.Ref(), id)
	}
	if err := g.check(tab.rubric); err != nil {
		return fmt.Errorf("publish pairs: the counts of %q: %w", id, err)
	}
	columns := []int{0}
	if column > 0 {
		columns = append(columns, column)
	}
	for _, col := range columns {
		if p.pairs[col].N > math.MaxUint64-g.Pairs {
			return fmt.Errorf("publish pairs: the number of pairs overflows")
		}
		p.pairs[col].N += g.Pairs
		for c := range tab.rubric.Competencies() {
			for _, row := range tab.rowsWith(c) {
				if err := p.transitions[col][row].Merge(&g.Competencies[c.Index()]); err != nil {
					return fmt.Errorf("publish pairs: %w", err)
				}
			}
		}
	}
	return nil
}

// Pairs returns how many raters of a constituency, or of AllRaters, answered in both
// waves.
func (p *PublishedPairs) Pairs(constituency string) RaterCount {
	column, ok := p.after.table.column(constituency)
	if !ok {
		return RaterCount{Hidden: true}
	}
	return p.pairs[column]
}

// Transitions returns where the ratings of a strand, domain or competency went; those of
// a strand or domain pool its competencies'. Ok is false when they are hidden or there is no
// such id. See [spectrum.Transitions.SignTest] for whether more went up than down.
func (p *PublishedPairs) Transitions(id, constituency string) (t spectrum.Transitions, ok bool) {
	tab := &p.after.table
	row, found := tab.rows[id]
	column, known := tab.column(constituency)
	if !found || !known || p.transitions[column] == nil || p.hidden[row] {
		return spectrum.Transitions{}, false
	}
	if p.after.table.at(row, column).Hidden {
		return spectrum.Transitions{}, false
	}
	t = p.transitions[column][row]
	t.Counts = slices.Clone(t.Counts)
	return t, true
}
