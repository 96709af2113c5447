package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// The numbers of competencies that the summary names.
const (
	maxFoundHighlights  = 3
	maxFoundDifferences = 2
)

// findingBuilder builds the summary at the top of a report from what the other builders found. The
// fields are nil or empty if there is nothing of the kind.
type findingBuilder struct {
	*builder
	domainResults []DomainSection
	highlighted   highlights
	differences   ComparisonList
	progress      *ProgressSection
	targets       *TargetsSection
	conversations ConversationsSection
}

func (b *findingBuilder) findings() FindingsSection {
	var out FindingsSection
	for _, one := range []func() Finding{
		b.standing, b.strongest, b.weakest, b.talk, b.apart, b.moved, b.goals, b.participation, b.hidden,
	} {
		if f := one(); len(f.Sentences) > 0 {
			if !b.has(f.Section) {
				f.Section = ""
			}
			out.Items = append(out.Items, f)
		}
	}
	return out
}

// say adds a sentence, unless it is empty.
func (f *Finding) say(text TaggedText, cells ...FindingCell) {
	if text != nil {
		f.Sentences = append(f.Sentences, FindingSentence{Text: text, Cells: cells})
	}
}

// name adds a competency to those that the sentences name.
func (f *Finding) name(id string) {
	if !slices.Contains(f.Competencies, id) {
		f.Competencies = append(f.Competencies, id)
	}
}

// upper is the stage that the summary counts ratings from, and whether it is the highest.
func (b *findingBuilder) upper() (stage spectrum.Stage, highest bool) {
	stage = upperHalf(b.rubric.Spectrum())
	_, more := stage.Next()
	return stage, !more
}

// share returns the ratings of everyone at a stage or above.
func (b *findingBuilder) share(id string, d spectrum.Distribution, stage spectrum.Stage) FindingCell {
	return shareCell(id, b.everyone, d, stage)
}

func shareCell(id, constituency string, d spectrum.Distribution, stage spectrum.Stage) FindingCell {
	c := FindingCell{ID: id, Constituency: constituency, Stage: stage.ID()}
	c.Count, c.Of = d.AtOrAbove(stage)
	return c
}

// foundDomain is a domain and everyone's ratings of it.
type foundDomain struct {
	domain *rubric.Domain
	stages spectrum.Distribution
}

// standing says which share of all ratings is in the upper half of the stages, and in which domains
// that share is the largest and the smallest.
func (b *findingBuilder) standing() Finding {
	f := Finding{Kind: FindingStanding, Heading: b.phrases.Findings.StandingHeading, Section: SectionOverview}
	if b.oneDomain {
		f.Section = SectionDomains
	}
	stage, highest := b.upper()
	var all spectrum.Distribution
	var domains []foundDomain
	complete := true
	for d := range b.domains() {
		cell, ok := b.published.Cell(d.ID(), b.everyone)
		if !ok || cell.Hidden {
			complete = false
			continue
		}
		if cell.Rated() == 0 {
			continue
		}
		sum, err := all.Add(cell.Stages)
		complete = complete && err == nil
		all = sum
		domains = append(domains, foundDomain{d, cell.Stages})
	}
	if complete && all.N() > 0 {
		c := b.share("", all, stage)
		text := b.phrases.Findings.standing(c.Count, b.phrases.Results.ofRatings(c.Of), b.title(stage), highest)
		f.say(b.text(text), c)
	}
	if len(domains) > 1 {
		b.extremes(&f, domains, stage)
	}
	return f
}

// extremes names the domains with the largest and the smallest share, unless they differ by less
// than what a report calls a difference.
func (b *findingBuilder) extremes(f *Finding, domains []foundDomain, stage spectrum.Stage) {
	byShare := func(x, y foundDomain) int { return compareShares(x.stages, y.stages, stage) }
	least := slices.MinFunc(domains, byShare)
	most := domains[0]
	for _, d := range domains[1:] {
		if byShare(d, most) > 0 {
			most = d
		}
	}
	high, low := b.share(most.domain.ID(), most.stages, stage), b.share(least.domain.ID(), least.stages, stage)
	if delta, ok := spectrum.Dominance(most.stages, least.stages); !ok || deltaLevel(delta) == 0 {
		f.say(b.text(b.phrases.Findings.DomainsAlike), high, low)
		return
	}
	title := func(d *rubric.Domain) string { return b.wording(d.ID(), "title", d.Title()) }
	f.say(b.text(b.phrases.Findings.furthest(title(most.domain), high.Count, high.Of)), high)
	f.say(b.text(b.phrases.Findings.least(title(least.domain), low.Count, low.Of)), low)
}

func (b *findingBuilder) strongest() Finding {
	f := Finding{Kind: FindingStrengths, Heading: b.labels.Strengths, Section: SectionStrengths}
	b.named(&f, b.highlighted.strong, b.highlighted.strengths.Empty)
	return f
}

// weakest names growing edges. If nothing stands out for the reason that strengths has given, it is
// empty.
func (b *findingBuilder) weakest() Finding {
	f := Finding{Kind: FindingEdges, Heading: b.labels.Edges, Section: SectionEdges}
	if none := b.highlighted.edges.Empty; none == nil || none.String() != b.highlighted.strengths.Empty.String() {
		b.named(&f, b.highlighted.growing, none)
	}
	return f
}

// named says of each of the first competencies how many people rated it in the upper half. Only the
// first sentence names the stage.
func (b *findingBuilder) named(f *Finding, all []rankedCompetency, empty TaggedText) {
	f.say(empty)
	stage, _ := b.upper()
	for i, s := range all[:min(len(all), maxFoundHighlights)] {
		cell := b.share(s.competency.ID(), s.stages, stage)
		text := b.phrases.Findings.namedNext(b.titleAlone(s.competency), cell.Count, cell.Of)
		if i == 0 {
			text = b.phrases.Findings.Named.fill(b.titleAlone(s.competency), b.inUpperHalf(s))
		}
		f.say(b.text(text), cell)
		f.name(s.competency.ID())
	}
}

// talk says where to begin a conversation, and with which question.
func (b *findingBuilder) talk() Finding {
	f := Finding{Kind: FindingConversations, Heading: b.labels.Conversations, Section: SectionConversations}
	if len(b.highlighted.growing) == 0 {
		return f
	}
	stage, _ := b.upper()
	first := b.highlighted.growing[0]
	id := first.competency.ID()
	f.say(b.text(b.phrases.Findings.Start.fill(b.titleAlone(first.competency))), b.share(id, first.stages, stage))
	f.name(id)
	if q := b.firstQuestion(); q != nil {
		f.say(b.following(plain(b.phrases.Findings.Question), q.Flat()))
	}
	return f
}

// firstQuestion returns the first question on the domains of the growing edges or, if there is none,
// on their stages.
func (b *findingBuilder) firstQuestion() TaggedText {
	for _, c := range b.conversations.Items {
		if len(c.Questions) > 0 {
			return c.Questions[0].Items[0]
		}
	}
	for _, c := range b.conversations.Stages {
		if len(c.Questions) > 0 {
			return c.Questions[0].Items[0]
		}
	}
	return nil
}

// apart says where groups differ most. It is empty if no groups can be compared.
func (b *findingBuilder) apart() Finding {
	f := Finding{Kind: FindingDifferences, Heading: b.labels.Differences, Section: SectionDifferences}
	d := &b.differences
	if len(b.groups) < 2 || d.Empty == b.phrases.Differences.TooFewGroups {
		return f
	}
	f.say(plain(d.Empty))
	for _, c := range d.Items[:min(len(d.Items), maxFoundDifferences)] {
		var cells []FindingCell
		stage, _ := b.rubric.Spectrum().Stage(c.Stage)
		for _, side := range c.Sides {
			cell, _ := b.published.Cell(c.Competency, side.Constituency)
			cells = append(cells, shareCell(c.Competency, side.Constituency, cell.Stages, stage))
		}
		f.say(b.following(c.Sentence, c.Detail), cells...)
		f.name(c.Competency)
	}
	return f
}

// moved says how many competencies are rated higher and lower than before, and which one moved most.
// It is empty if none can be compared.
func (b *findingBuilder) moved() Finding {
	f := Finding{Kind: FindingProgress, Heading: b.labels.Progress, Section: SectionProgress}
	if b.progress == nil {
		return f
	}
	f.say(plain(b.progress.Empty))
	stage, _ := b.upper()
	var cells []FindingCell
	var most string // id of the competency that moved most
	var largest float64
	count := make(map[int]int)
	for i := range b.progress.Rows {
		row := &b.progress.Rows[i]
		if row.IsDomain || !row.Compared {
			continue
		}
		count[row.Direction]++
		change, _ := b.opt.Progress.Change(row.ID, assess.AllRaters)
		cells = append(cells, waveCells(row.ID, change, stage)...)
		if row.Direction != 0 && math.Abs(change.Delta) > math.Abs(largest) {
			most, largest = row.ID, change.Delta
		}
	}
	if len(cells) == 0 {
		return f
	}
	f.say(b.text(b.phrases.Findings.compared(count[1], count[-1], count[0])), cells...)
	if c, ok := b.rubric.Competency(most); ok {
		change, _ := b.opt.Progress.Change(most, assess.AllRaters)
		detail, at := progressBuilder{b.builder}.detail(change)
		f.say(b.text(b.phrases.Findings.MovedMost.fill(b.titleAlone(c), detail)), waveCells(most, change, at)...)
		f.name(most)
	}
	return f
}

// waveCells returns everyone's ratings before and now.
func waveCells(id string, c assess.ResultChange, stage spectrum.Stage) []FindingCell {
	before := shareCell(id, assess.AllRaters, c.Before.Stages, stage)
	before.Earlier = true
	return []FindingCell{before, shareCell(id, assess.AllRaters, c.After.Stages, stage)}
}

// goals says how many goals are reached and which is the farthest.
func (b *findingBuilder) goals() Finding {
	f := Finding{Kind: FindingTargets, Heading: b.labels.Targets, Section: SectionTargets}
	if b.targets == nil {
		return f
	}
	var goals, left []foundGoal
	hidden := 0
	for i := range b.targets.Items {
		t := &b.targets.Items[i]
		switch {
		case t.Hidden:
			hidden++
			continue
		case t.Current.Low < 0:
			continue // nobody rated it
		}
		g := foundGoal{TargetRow: t}
		g.stages, _, _ = targetBuilder{b.builder}.pooled(t.ID)
		g.stage, _ = b.rubric.Spectrum().At(t.Goal.Low + 1)
		goals = append(goals, g)
		if t.Current.Low < t.Goal.Low {
			left = append(left, g)
		}
	}
	if len(goals) > 0 {
		var cells []FindingCell
		for _, g := range goals {
			cells = append(cells, b.share(g.ID, g.stages, g.stage))
		}
		f.say(b.text(b.phrases.Findings.goalsReached(len(goals)-len(left), len(goals))), cells...)
	}
	if len(left) > 0 {
		g := slices.MinFunc(left, compareGoals)
		f.say(b.text(b.phrases.Findings.Farthest.fill(b.goalTitle(g.ID), g.Reached)), b.share(g.ID, g.stages, g.stage))
		if _, ok := b.rubric.Competency(g.ID); ok {
			f.name(g.ID)
		}
	}
	if hidden > 0 {
		f.say(b.text(b.grammar.count(&b.phrases.Findings.GoalsHidden, uint64(hidden))))
	}
	return f
}

// foundGoal is a goal, its stage, and everyone's ratings.
type foundGoal struct {
	*TargetRow
	stages spectrum.Distribution
	stage  spectrum.Stage
}

// compareGoals compares by the distance to the goal, the farthest first, and then by the share of
// ratings that have reached it.
func compareGoals(x, y foundGoal) int {
	if c := cmp.Or(
		cmp.Compare(x.Current.High-x.Goal.High, y.Current.High-y.Goal.High),
		cmp.Compare(x.Current.Low-x.Goal.Low, y.Current.Low-y.Goal.Low),
	); c != 0 {
		return c
	}
	xk, xn := x.stages.AtOrAbove(x.stage)
	yk, yn := y.stages.AtOrAbove(y.stage)
	return compareFractions(xk, xn, yk, yn)
}

// goalTitle names what a goal is for.
func (b *findingBuilder) goalTitle(id string) string {
	if c, ok := b.rubric.Competency(id); ok {
		return b.titleAlone(c)
	}
	for d := range b.rubric.Domains() {
		if d.ID() == id {
			return b.wording(id, "title", d.Title())
		}
	}
	if s, ok := b.rubric.Strand(id); ok {
		return b.strandTitle(s)
	}
	return b.phrases.Targets.Whole
}

// participation says how many people took part, and in which group the smallest share of those
// invited did.
func (b *findingBuilder) participation() Finding {
	f := Finding{Kind: FindingParticipation, Heading: b.labels.Who}
	n := b.published.Raters(assess.AllRaters)
	if n.Hidden {
		return f
	}
	f.say(plain(b.took(n.N)), b.tookPart(assess.AllRaters))
	var lowest, highest FindingCell
	var group string
	for _, g := range b.groups {
		if _, ok := b.published.ResponseRate(g.ID); !ok {
			continue
		}
		c := b.tookPart(g.ID)
		if lowest.Of == 0 || compareFractions(c.Count, c.Of, lowest.Count, lowest.Of) < 0 {
			lowest, group = c, b.phrases.Constituencies.inSentence(g.Title)
		}
		if highest.Of == 0 || compareFractions(c.Count, c.Of, highest.Count, highest.Of) > 0 {
			highest = c
		}
	}
	if lowest != highest && compareFractions(lowest.Count, lowest.Of, highest.Count, highest.Of) < 0 {
		f.say(b.text(b.phrases.Findings.lowestRate(group, lowest.Count, lowest.Of)), lowest)
	}
	return f
}

// tookPart returns how many people took part, of how many invited.
func (b *findingBuilder) tookPart(constituency string) FindingCell {
	c := FindingCell{Constituency: constituency, Count: b.published.Raters(constituency).N}
	if _, ok := b.published.ResponseRate(constituency); ok {
		n, _ := b.published.Invited(constituency)
		c.Of = n.N
	}
	return c
}

// hidden says how many results of competencies are not shown, and of which groups none are.
func (b *findingBuilder) hidden() Finding {
	f := Finding{Kind: FindingHidden, Heading: b.phrases.Findings.HiddenHeading}
	all, hidden := 0, 0
	count := func(r *ResultText) {
		if r.Median.NotAsked {
			return
		}
		all++
		if r.Hidden {
			hidden++
		}
	}
	for i := range b.domainResults {
		for j := range b.domainResults[i].Competencies {
			c := &b.domainResults[i].Competencies[j]
			count(&c.Result)
			for k := range c.By {
				count(&c.By[k])
			}
		}
	}
	if hidden == 0 {
		return f
	}
	f.say(b.text(b.phrases.Findings.hidden(hidden, all)))
	var groups []string
	for _, g := range b.groups {
		if b.published.Raters(g.ID).Hidden {
			groups = append(groups, b.phrases.Constituencies.inSentence(g.Title))
		}
	}
	if len(groups) > 0 {
		f.say(b.text(b.phrases.Findings.HiddenGroups.fill(b.grammar.list(groups))))
	}
	return f
}
