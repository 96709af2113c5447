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
	"github.com/waymark-go/waymark/rubric"
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
	// Cells are the published numbers in Text, in their order. Other numbers in it belong to titles
	// of the rubric.
	Cells []FindingCell
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
	b := narrativeBuilder{&findingBuilder{builder: newBuilder(v.Published, v.Options)}, v}
	for _, stage := range v.Stages {
		b.letters = append(b.letters, stage.Letters)
	}
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
	*findingBuilder
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

// sentence returns a sentence with its numbers.
func (b narrativeBuilder) sentence(text string, cells ...FindingCell) NarrativeSentence {
	return NarrativeSentence{Text: b.text(text), Cells: cells}
}

// blank returns a place to fill in.
func (b narrativeBuilder) blank(text string) NarrativeSentence {
	return NarrativeSentence{Text: b.text("[" + text + "]"), Blank: true}
}

// general returns the parts of a narrative for any rubric.
func (b narrativeBuilder) general() []NarrativePart {
	w, v := &b.phrases.Narrative, b.view
	parts := []NarrativePart{b.part(b.labels.Who, b.source(true))}
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
	good := b.list(w.Furthest, noStrengths, strengths, narrativeHighlights)
	if len(strengths) > 0 {
		good = append(good, b.blank(w.Possible))
	}
	add(SectionStrengths, good)
	add(SectionEdges, b.list(w.MostRoom, noEdges, edges, narrativeHighlights), w.Next)
	add(SectionDifferences, b.gaps(func(rubric.Constituency, *rubric.Competency) bool { return true }, narrativeDifferences), w.Listen)
	add(SectionProgress, b.changes())
	add(SectionTargets, b.goalShares())
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

// source says what the results come from, how many people took part, of how many invited if that is
// known, and, if byGroup is true, how many of each group.
func (b narrativeBuilder) source(byGroup bool) []NarrativeSentence {
	w, everyone := &b.phrases.Narrative, b.tookPart(b.everyone)
	sentences := []NarrativeSentence{b.sentence(w.rests(b.wording("", "title", b.rubric.Title())))}
	if everyone.Of > 0 {
		sentences = append(sentences, b.sentence(b.phrases.Head.invited(everyone.Count, everyone.Of), everyone))
	} else {
		sentences = append(sentences, b.sentence(b.phrases.Head.participation(everyone.Count), everyone))
	}
	var groups []string
	var cells []FindingCell
	for _, c := range b.groups {
		if n := b.published.Raters(c.ID); byGroup && !n.Hidden && n.N > 0 {
			groups = append(groups, b.phrases.Results.stageCount(c.Title, n.N))
			cells = append(cells, FindingCell{Constituency: c.ID, Count: n.N})
		}
	}
	if len(groups) > 0 {
		sentences = append(sentences, b.sentence(w.byGroup(groups), cells...))
	}
	return sentences
}

// domainShares says how many ratings of each domain are in the upper half of the stages.
func (b narrativeBuilder) domainShares() []NarrativeSentence {
	stage, highest := b.upper()
	var sentences []NarrativeSentence
	for d := range b.domains() {
		cell, ok := b.published.Cell(d.ID(), b.everyone)
		if !ok || cell.Hidden || cell.Rated() == 0 {
			continue
		}
		share := b.share(d.ID(), cell.Stages, stage)
		text := b.phrases.Narrative.domain(b.wording(d.ID(), "title", d.Title()), share.Count, b.phrases.Results.ofRatings(share.Of), b.title(stage), highest)
		sentences = append(sentences, b.sentence(text, share))
	}
	return sentences
}

// list says how many people rated some competencies in the upper half of the stages, at most a
// number of them, after a lead. Without competencies it says why.
func (b narrativeBuilder) list(lead string, empty TaggedText, all []rankedCompetency, most int) []NarrativeSentence {
	if len(all) == 0 {
		return []NarrativeSentence{{Text: empty}}
	}
	sentences := []NarrativeSentence{b.sentence(lead)}
	stage, highest := b.upper()
	for _, s := range all[:min(len(all), most)] {
		share := b.share(s.competency.ID(), s.stages, stage)
		text := b.phrases.Narrative.competency(b.titleAlone(s.competency), share.Count, b.phrases.StandOut.ofPeople(share.Of), b.title(stage), highest)
		sentences = append(sentences, b.sentence(text, share))
	}
	return sentences
}

// gaps says where two groups differ most, on at most a number of the competencies that has
// selects. They are in the order of the report, and differences of the same competency are named once.
func (b narrativeBuilder) gaps(has func(lower rubric.Constituency, c *rubric.Competency) bool, most int) []NarrativeSentence {
	var sentences []NarrativeSentence
	named := make(map[string]bool)
	for g := range b.published.Gaps() {
		if len(sentences) == most || deltaLevel(g.Delta) == 0 {
			break
		}
		lower := g.Between[0]
		if g.Delta > 0 {
			lower = g.Between[1]
		}
		if named[g.Competency.ID()] || !has(lower, g.Competency) || !b.selected(g.Competency) || !b.shows(g.Between[0].ID) || !b.shows(g.Between[1].ID) {
			continue
		}
		if c, ok := (comparisonBuilder{b.builder}).difference(g, nil); ok {
			sentences = append(sentences, NarrativeSentence{Text: b.following(c.Sentence, c.Detail), Cells: b.sides(&c)})
			named[c.Competency] = true
		}
	}
	return sentences
}

// sides returns the numbers in the detail of a difference between two groups.
func (b narrativeBuilder) sides(c *Comparison) []FindingCell {
	stage, _ := b.rubric.Spectrum().Stage(c.Stage)
	var cells []FindingCell
	for _, side := range c.Sides {
		cell, _ := b.published.Cell(c.Competency, side.Constituency)
		cells = append(cells, shareCell(c.Competency, side.Constituency, cell.Stages, stage))
	}
	return cells
}

// changes says which domains, and then which competencies, are rated higher or lower than before, the
// largest changes first.
func (b narrativeBuilder) changes() []NarrativeSentence {
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
	detail, stage := progressBuilder{b.builder}.detail(m.change)
	text := b.grammar.sentences(b.phrases.Narrative.moved(m.title, m.change.Delta > 0), detail)
	return b.sentence(text, waveCells(m.id, m.change, stage)...)
}

// goalShares says how many ratings are at each goal or above.
func (b narrativeBuilder) goalShares() []NarrativeSentence {
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
		share := b.share(t.ID, pooled, goal)
		reached := b.phrases.Targets.reached(share.Count, b.phrases.Results.ofRatings(share.Of))
		text := b.phrases.Narrative.goal(b.goalTitle(t.ID), b.title(goal))
		if t.ID == assess.AllDomains {
			text = b.phrases.Narrative.GoalWhole.fill(b.title(goal))
		}
		sentences = append(sentences, b.sentence(b.grammar.sentences(text, reached), share))
	}
	return sentences
}
