package report

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// NarrativeKind names what a narrative is written for.
type NarrativeKind string

// The kinds of narratives.
const (
	// NarrativeGeneral is for any purpose and any rubric.
	NarrativeGeneral NarrativeKind = "general"
	// NarrativePriority3 is for the local indicator of Priority 3, Parental Involvement and Family
	// Engagement, of California's Local Control Funding Formula. It is available for editions
	// 2023.1 and 2023.2 of the rubric cei.
	NarrativePriority3 NarrativeKind = "lcff-priority-3"
)

// Narrative is a draft of a text about the results, to paste into another document and to edit.
// It has published numbers and blanks for what only the readers know, such as their plans.
//
// Like a [View] it has every text and has made every decision. Its texts follow the same rules. It
// must not be changed while it is rendered.
type Narrative struct {
	Kind      NarrativeKind
	Language  string // BCP 47 tag of the language of the fixed words
	Direction string // of that language's script, "ltr" or "rtl"
	Labels    Labels
	// Head is the top of the draft. Policy is the sharing rule; HowToRead, Participation and Marks
	// are empty.
	Head TitleBlock
	// Use says how to use the draft, one paragraph each. It is not meant to be pasted.
	Use []TaggedText
	// Message says why there are no results. If it is not "", there are no parts.
	Message string
	Parts   []NarrativePart
	About   AboutSection
}

// NarrativePart is a part of a narrative with its heading.
type NarrativePart struct {
	Heading    string
	Paragraphs []NarrativeParagraph
}

// NarrativeParagraph is a paragraph. Heading may be "". Text is all sentences.
type NarrativeParagraph struct {
	Heading   string
	Text      TaggedText
	Sentences []NarrativeSentence
}

// NarrativeSentence is a sentence, or a few that belong together.
type NarrativeSentence struct {
	Text TaggedText
	// Blank reports whether the sentence is a place to fill in. It is in square brackets and has no
	// numbers.
	Blank bool
	// Counts are the numbers in Text in the order in which they occur. Other numbers in it belong
	// to titles of the rubric.
	Counts []NarrativeCount
}

// CountKind says what a [NarrativeCount] counts.
type CountKind string

// The kinds of counts, with the methods of assess.Published that return them.
const (
	CountRaters    CountKind = "raters"      // people who took part: Raters
	CountInvited   CountKind = "invited"     // people who were invited: Invited
	CountRated     CountKind = "rated"       // ratings that name a stage: Rated of Cell
	CountAtOrAbove CountKind = "at-or-above" // ratings at a stage or above: Stages.AtOrAbove of Cell
)

// NarrativeCount is a published number that a sentence rests on.
type NarrativeCount struct {
	Kind CountKind
	// ID is the strand, domain or competency. It is "" for people, and for the whole rubric.
	ID string
	// Constituency is the group, [assess.AllRaters] or [assess.ShownRaters].
	Constituency string
	// Stage is the id of the stage of CountAtOrAbove, and "" for others.
	Stage string
	// Earlier reports whether the number is that of the earlier wave, which Options.Progress has.
	Earlier bool
	N       uint64
}

// Narratives returns the kinds of narratives that are available for the rubric of the view.
func (v *View) Narratives() []NarrativeKind {
	kinds := []NarrativeKind{NarrativeGeneral}
	if v.Published != nil && hasPriority3(v.Published.Rubric()) {
		kinds = append(kinds, NarrativePriority3)
	}
	return kinds
}

// Narrative returns a draft of a text about the results of a report: who took part, where the work
// is, strengths, growing edges, the largest differences of view, what moved and goals. It follows the
// sections, constituencies and competencies that the report shows.
//
// Every number is one of the published results, and [NarrativeSentence] says which. Nothing is said
// about reasons or plans: the draft has blanks in square brackets for these.
//
// It returns an error if the kind is not one of [View.Narratives], or if the view does not come from
// [Build].
func (v *View) Narrative(kind NarrativeKind) (*Narrative, error) {
	if err := given.Made("report.View.Narrative", "v", false, func() bool { return v.Published == nil }, "report.Build"); err != nil {
		return nil, err
	}
	if kinds := v.Narratives(); !slices.Contains(kinds, kind) {
		names := make([]string, len(kinds))
		for i, k := range kinds {
			names[i] = string(k)
		}
		return nil, errors.New(joined("; ", fmt.Sprintf("report: no narrative %q for %s", kind, v.Published.Rubric().Ref()), source.DidYouMean(string(kind), names)))
	}
	b := narrativeBuilder{newBuilder(v.Published, v.Options), v}
	w := &b.phrases.Narrative
	n := &Narrative{
		Kind: kind, Language: v.Language, Direction: v.Direction, Labels: b.labels,
		Head:  headBuilder{b.builder}.titles(w.title(kind)),
		Use:   b.texts([]string{w.Use}),
		About: aboutBuilder{b.builder}.imprint(false),
	}
	n.Labels.About = w.Labels.About
	n.Head.Policy, n.Head.Selection = v.Head.Policy, v.Head.Selection
	if b.published.Policy().MinGroup <= 1 {
		n.Head.Internal = w.Internal
	}
	if kind == NarrativePriority3 {
		n.About.Sources = append(n.About.Sources, priority3Source())
		n.Use = append(n.Use, b.text(w.Areas))
		if unused := b.unused(); len(unused) > 0 {
			n.Use = append(n.Use, b.text(w.unused(unused)))
		}
	}
	switch {
	case v.Message != "":
		n.Message = v.Message
		if b.published.Raters(b.everyone).Hidden {
			n.Message = w.AllHidden
		}
	case kind == NarrativePriority3:
		n.Parts = b.priority3()
	default:
		n.Parts = b.general()
	}
	return n, nil
}

// narrativeBuilder builds a narrative.
type narrativeBuilder struct {
	*builder
	view *View
}

// The numbers of sentences in a narrative.
const (
	narrativeHighlights  = 3 // strengths, and growing edges
	narrativeDifferences = 3
	narrativeMoves       = 5
	areaHighlights       = 2 // of an area
	areaDifferences      = 1
)

// sentence returns a sentence with its counts.
func (b narrativeBuilder) sentence(text string, counts ...NarrativeCount) NarrativeSentence {
	return NarrativeSentence{Text: b.text(text), Counts: counts}
}

// blank returns a place to fill in.
func (b narrativeBuilder) blank(text string) NarrativeSentence {
	return NarrativeSentence{Text: b.text("[" + text + "]"), Blank: true}
}

// general returns the parts of a narrative for any rubric.
func (b narrativeBuilder) general() []NarrativePart {
	w, v := &b.phrases.Narrative, b.view
	parts := []NarrativePart{b.part(b.labels.Who, b.tookPart(true))}
	add := func(s Section, sentences []NarrativeSentence, blanks ...string) {
		if v.Has(s) && len(sentences) > 0 {
			for _, text := range blanks {
				sentences = append(sentences, b.blank(text))
			}
			parts = append(parts, b.part(b.labels.SectionTitle(s), sentences))
		}
	}
	var strengths, edges []rankedCompetency
	noStrengths, noEdges := b.text(w.NoneShown), b.text(w.NoneShown)
	if all := (highlightBuilder{b.builder}).ranked(); len(all) > 1 {
		strengths, edges = strongestAndWeakest(all)
		noStrengths, noEdges = v.Strengths.Empty, v.Edges.Empty
	}
	add(SectionOverview, b.domainShares())
	good := b.highlights(w.Furthest, noStrengths, strengths, narrativeHighlights)
	if len(strengths) > 0 {
		good = append(good, b.blank(w.Possible))
	}
	add(SectionStrengths, good)
	add(SectionEdges, b.highlights(w.MostRoom, noEdges, edges, narrativeHighlights), w.Next)
	add(SectionDifferences, b.differences(func(*assess.ConstituencyGap) bool { return true }, narrativeDifferences), w.Listen)
	add(SectionProgress, b.moved())
	add(SectionTargets, b.goals())
	return parts
}

func (b narrativeBuilder) part(heading string, sentences []NarrativeSentence) NarrativePart {
	return NarrativePart{Heading: heading, Paragraphs: []NarrativeParagraph{b.paragraph("", sentences)}}
}

func (b narrativeBuilder) paragraph(heading string, sentences []NarrativeSentence) NarrativeParagraph {
	p := NarrativeParagraph{Heading: heading, Sentences: sentences}
	for i, s := range sentences {
		if i == 0 {
			p.Text = slices.Clone(s.Text)
		} else {
			p.Text = b.following(p.Text, s.Text)
		}
	}
	return p
}

// tookPart says what the results come from, how many people took part, of how many invited if that is
// known, and how many of each group.
func (b narrativeBuilder) tookPart(byGroup bool) []NarrativeSentence {
	p := b.published
	counts := []NarrativeCount{{Kind: CountRaters, Constituency: b.everyone, N: p.Raters(b.everyone).N}}
	var sentences []NarrativeSentence
	if invited := b.invited(b.everyone, b.phrases.Head.invited); invited != "" {
		all, _ := p.Invited(b.everyone)
		sentences = append(sentences, b.sentence(invited, counts[0], NarrativeCount{Kind: CountInvited, Constituency: b.everyone, N: all.N}))
	}
	var groups []string
	for _, c := range b.groups {
		if n := p.Raters(c.ID); byGroup && !n.Hidden && n.N > 0 {
			groups = append(groups, b.phrases.Results.stageCount(c.Title, n.N))
			counts = append(counts, NarrativeCount{Kind: CountRaters, Constituency: c.ID, N: n.N})
		}
	}
	switch {
	case len(counts) > 1 && len(sentences) > 0:
		sentences = append(sentences, b.sentence(b.phrases.Narrative.byGroup(groups), counts[1:]...))
	case len(counts) > 1:
		said := guideBuilder{conversationBuilder{b.builder}}.whoTookPart()
		sentences = append(sentences, NarrativeSentence{Text: said, Counts: counts})
	case len(sentences) == 0:
		sentences = append(sentences, b.sentence(b.phrases.Head.participation(counts[0].N), counts[0]))
	}
	return append([]NarrativeSentence{b.sentence(b.phrases.Narrative.rests(b.wording("", "title", b.rubric.Title())))}, sentences...)
}

// domainShares says how many ratings of each domain are in the upper half of the stages.
func (b narrativeBuilder) domainShares() []NarrativeSentence {
	stage := upperHalf(b.rubric.Spectrum())
	var sentences []NarrativeSentence
	for d := range b.domains() {
		cell, ok := b.published.Cell(d.ID(), b.everyone)
		if !ok || cell.Hidden || cell.Rated() == 0 {
			continue
		}
		k, n := cell.Stages.AtOrAbove(stage)
		_, more := stage.Next()
		text := b.phrases.Narrative.domain(b.wording(d.ID(), "title", d.Title()), k, b.phrases.Results.ofRatings(n), b.title(stage), !more)
		sentences = append(sentences, b.sentence(text, b.atOrAbove(d.ID(), b.everyone, stage, k, n)...))
	}
	return sentences
}

// atOrAbove returns the two counts of a share.
func (b narrativeBuilder) atOrAbove(id, constituency string, s spectrum.Stage, k, n uint64) []NarrativeCount {
	return []NarrativeCount{
		{Kind: CountAtOrAbove, ID: id, Constituency: constituency, Stage: s.ID(), N: k},
		{Kind: CountRated, ID: id, Constituency: constituency, N: n},
	}
}

// highlights says how many people rated some competencies in the upper half of the stages, at most a
// number of them, after a lead. Without competencies it says why.
func (b narrativeBuilder) highlights(lead string, empty TaggedText, list []rankedCompetency, most int) []NarrativeSentence {
	if len(list) == 0 {
		return []NarrativeSentence{{Text: empty}}
	}
	sentences := []NarrativeSentence{b.sentence(lead)}
	for _, s := range list[:min(len(list), most)] {
		stage := upperHalf(s.stages.Spectrum())
		k, n := s.stages.AtOrAbove(stage)
		_, more := stage.Next()
		text := b.phrases.Narrative.competency(b.titleAlone(s.competency), k, b.phrases.StandOut.ofPeople(n), b.title(stage), !more)
		sentences = append(sentences, b.sentence(text, b.atOrAbove(s.competency.ID(), b.everyone, stage, k, n)...))
	}
	return sentences
}

// differences says where two groups differ most, on at most a number of the competencies that has
// selects. They are in the order of the report, and differences of the same competency are named once.
func (b narrativeBuilder) differences(has func(*assess.ConstituencyGap) bool, most int) []NarrativeSentence {
	var sentences []NarrativeSentence
	named := make(map[string]bool)
	for g := range b.published.Gaps() {
		if len(sentences) == most || deltaLevel(g.Delta) == 0 {
			break
		}
		id := g.Competency.ID()
		if named[id] || !has(&g) || !b.selected(g.Competency) || !b.shows(g.Between[0].ID) || !b.shows(g.Between[1].ID) {
			continue
		}
		if s, ok := b.difference(g); ok {
			sentences = append(sentences, s)
			named[id] = true
		}
	}
	return sentences
}

// sidesOf returns the group that rates lower and the other one.
func sidesOf(g *assess.ConstituencyGap) (lower, higher rubric.Constituency) {
	if g.Delta > 0 {
		return g.Between[1], g.Between[0]
	}
	return g.Between[0], g.Between[1]
}

func (b narrativeBuilder) difference(g assess.ConstituencyGap) (NarrativeSentence, bool) {
	lower, higher := sidesOf(&g)
	id := g.Competency.ID()
	low, ok := b.published.Cell(id, lower.ID)
	high, also := b.published.Cell(id, higher.ID)
	if !ok || !also || low.Hidden || high.Hidden {
		return NarrativeSentence{}, false
	}
	names := [2]string{b.wording(lower.ID, "title", lower.Title), b.wording(higher.ID, "title", higher.Title)}
	stage := widestStage(low.Stages, high.Stages)
	lk, ln := low.Stages.AtOrAbove(stage)
	hk, hn := high.Stages.AtOrAbove(stage)
	_, more := stage.Next()
	w := &b.phrases.Differences
	text := b.grammar.sentences(
		w.difference(names[0], names[1], b.titleAlone(g.Competency), deltaLevel(g.Delta)),
		w.differenceDetail(b.title(stage), !more, [2]string{w.ofGroup(lk, ln, names[0]), w.ofGroup(hk, hn, names[1])}),
	)
	return b.sentence(text, slices.Concat(b.atOrAbove(id, lower.ID, stage, lk, ln), b.atOrAbove(id, higher.ID, stage, hk, hn))...), true
}

// moved says which domains, and then which competencies, are rated higher or lower than before, the
// largest changes first.
func (b narrativeBuilder) moved() []NarrativeSentence {
	p, w := b.view.Progress, &b.phrases.Narrative
	if p == nil {
		return nil
	}
	if p.Empty != "" {
		return []NarrativeSentence{b.sentence(p.Empty)}
	}
	var sentences []NarrativeSentence
	for _, m := range b.moves() {
		if len(sentences) < narrativeMoves {
			sentences = append(sentences, b.move(m))
		}
	}
	switch {
	case len(sentences) > 0:
		return sentences
	case slices.ContainsFunc(p.Rows, func(r ProgressRow) bool { return r.Direction != 0 }):
		return []NarrativeSentence{b.sentence(w.FewMoved)}
	case slices.ContainsFunc(p.Rows, func(r ProgressRow) bool { return r.Compared }):
		return []NarrativeSentence{b.sentence(w.NothingMoved)}
	}
	return []NarrativeSentence{b.sentence(w.NotCompared)}
}

// narrativeMove is a domain or competency that everyone rates higher or lower than before.
type narrativeMove struct {
	id, title string
	isDomain  bool
	change    assess.ResultChange
}

// moves returns what moved: domains before competencies, each with the largest change first. It skips
// what few people rated.
func (b narrativeBuilder) moves() []narrativeMove {
	p := b.opt.Progress
	var all []narrativeMove
	add := func(id, title string, isDomain, few bool) {
		if c, ok := p.Change(id, assess.AllRaters); ok && c.Reason == "" && !few && deltaLevel(c.Delta) > 0 {
			all = append(all, narrativeMove{id, title, isDomain, c})
		}
	}
	for d := range b.domains() {
		if !b.oneDomain {
			add(d.ID(), b.wording(d.ID(), "title", d.Title()), true, fewIn(p, slices.Collect(d.Competencies())))
		}
		for c := range b.selectedOf(d.Competencies()) {
			change, _ := p.Change(c.ID(), assess.AllRaters)
			add(c.ID(), b.titleAlone(c), false, few(change))
		}
	}
	slices.SortStableFunc(all, func(x, y narrativeMove) int {
		switch {
		case x.isDomain != y.isDomain && x.isDomain:
			return -1
		case x.isDomain != y.isDomain:
			return 1
		}
		return cmp.Compare(math.Abs(y.change.Delta), math.Abs(x.change.Delta))
	})
	return all
}

// move says how something moved, in words and in numbers before and now.
func (b narrativeBuilder) move(m narrativeMove) NarrativeSentence {
	c := &m.change
	lower, upper := c.Before.Stages, c.After.Stages
	if c.Delta < 0 {
		lower, upper = upper, lower
	}
	stage := widestStage(lower, upper)
	bk, bn := c.Before.Stages.AtOrAbove(stage)
	nk, nn := c.After.Stages.AtOrAbove(stage)
	_, more := stage.Next()
	d := &b.phrases.Differences
	text := b.grammar.sentences(
		b.phrases.Narrative.moved(m.title, c.Delta > 0),
		d.differenceDetail(b.title(stage), !more, [2]string{d.ofTime(bk, bn, b.labels.Before), d.ofTime(nk, nn, b.labels.Now)}),
	)
	counts := slices.Concat(b.atOrAbove(m.id, assess.AllRaters, stage, bk, bn), b.atOrAbove(m.id, assess.AllRaters, stage, nk, nn))
	counts[0].Earlier, counts[1].Earlier = true, true
	return b.sentence(text, counts...)
}

// goals says how many ratings are at each goal or above.
func (b narrativeBuilder) goals() []NarrativeSentence {
	if b.view.Targets == nil {
		return nil
	}
	var sentences []NarrativeSentence
	for _, t := range b.view.Targets.Items {
		goal, err := b.rubric.Spectrum().At(t.Goal.Low + 1)
		if t.Hidden || t.Current.Low < 0 || !err {
			continue
		}
		pooled, shown, _ := targetBuilder{b.builder}.pooled(t.ID)
		if !shown {
			continue
		}
		k, n := pooled.AtOrAbove(goal)
		text := b.grammar.sentences(b.phrases.Narrative.goal(b.goalTitle(t.ID), b.title(goal)), b.phrases.Targets.reached(k, b.phrases.Results.ofRatings(n)))
		sentences = append(sentences, b.sentence(text, b.atOrAbove(t.ID, b.everyone, goal, k, n)...))
	}
	return sentences
}

// goalTitle returns the title of a strand, domain, competency or the whole rubric.
func (b narrativeBuilder) goalTitle(id string) string {
	if c, ok := b.rubric.Competency(id); ok {
		return b.titleAlone(c)
	}
	for d := range b.rubric.Domains() {
		if d.ID() == id {
			return b.wording(id, "title", d.Title())
		}
	}
	for s := range b.rubric.Strands() {
		if s.ID() == id {
			return b.strandTitle(s)
		}
	}
	return clean.Line(b.phrases.Targets.Whole)
}
