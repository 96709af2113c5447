package report

import (
	"errors"
	"slices"
	"strconv"

	"github.com/waymark-go/waymark/report/internal/clean"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Build makes the view of a published summary: everything that a report says.
// The error says that there is no summary, or that an option does not go with it.
func Build(p *assess.Published, opt *Options) (*View, error) {
	if p == nil {
		return nil, errors.New("report: no published summary")
	}
	b := newBuilder(p, opt.withDefaults())
	if err := b.checkOptions(); err != nil {
		return nil, err
	}
	if err := b.checkSelection(); err != nil {
		return nil, err
	}
	v := &View{
		Language:  b.languages.page,
		Direction: b.words.Direction(),
		Labels:    b.labels,
		OneDomain: b.oneDomain,
		Published: p,
		Options:   b.opt,
		words:     b.words,
	}
	v.Stages = b.viewStages()
	v.Head, v.About = headBuilder{b}.head(), aboutBuilder{b}.about()
	var err error
	if v.Head.Logo, err = b.opt.logo(); err != nil {
		return nil, err
	}
	v.Groups = b.raters()
	switch everyone := p.Raters(assess.Everyone); {
	case everyone.Hidden:
		v.Message = b.phrases.Head.AllHidden
	case everyone.N == 0:
		v.Message = b.phrases.Head.Nobody
	}
	b.shown = b.sections(v.Message != "")
	v.Sections = b.shown
	if b.has(SectionConsensus) {
		v.Consensus = consensusBuilder{b}.consensus()
		v.Head.Internal = b.grammar.sentences(v.Consensus.FreeTextWarning, v.Head.Internal)
	}
	if v.Message != "" {
		return v, nil
	}
	if err := b.results(v); err != nil {
		return nil, err
	}
	v.Pictures = pictureBuilder{b}.pictures(v)
	v.Head.Marks = b.marks()
	return v, nil
}

// results fills in the sections that are there when people took part. Domains are
// there always: other sections and pictures are about them.
func (b *builder) results(v *View) error {
	for d := range b.rubric.Domains() {
		v.Domains = append(v.Domains, domainBuilder{b}.domain(d))
	}
	strengths, edges, conversations := highlightBuilder{b}.highlights()
	if b.has(SectionStrengths) {
		v.Strengths = strengths
	}
	if b.has(SectionEdges) {
		v.Edges = edges
	}
	if b.has(SectionDifferences) {
		v.Differences = comparisonBuilder{b}.differences()
	}
	if b.has(SectionProgress) {
		v.Progress = progressBuilder{b}.progress()
	}
	if b.has(SectionTargets) {
		var err error
		if v.Targets, err = (targetBuilder{b}).targets(); err != nil {
			return err
		}
	}
	if b.has(SectionConversations) {
		v.Conversations = conversationBuilder{b}.conversations(conversations)
	}
	if b.has(SectionMethods) {
		v.Methods = methodsBuilder{b}.methods()
	}
	return nil
}

// has says whether a section is in the report.
func (b *builder) has(s Section) bool { return slices.Contains(b.shown, s) }

// builder holds what the parts of a view are made from. While it works, texts are
// strings with marks for their language; text makes a [TaggedText] of the finished ones.
type builder struct {
	published *assess.Published // nil for what is made from the rubric alone
	rubric    *rubric.Rubric
	opt       Options
	words     *Words
	phrases   *wordsDocument // of words
	grammar   *grammar       // of words
	labels    Labels
	languages languages
	oneDomain bool
	minRated  uint64                // for a competency to be compared with others
	stages    []string              // titles, lowest first
	letters   []string              // of the stages
	groups    []rubric.Constituency // those to show, titles made safe
	shown     []Section

	// Whether a mark has been used, for the legend to explain it.
	someHidden, someNone bool
}

func newBuilder(p *assess.Published, opt Options) *builder {
	b := newRubricBuilder(p.Rubric(), opt)
	b.published, b.minRated = p, uint64(p.Policy().MinGroup)
	for _, c := range p.Constituencies() {
		if len(opt.Constituencies) == 0 || slices.Contains(opt.Constituencies, c.ID) {
			b.groups = append(b.groups, b.constituency(c))
		}
	}
	return b
}

// newRubricBuilder returns a builder for what is made from a rubric alone.
func newRubricBuilder(r *rubric.Rubric, opt Options) *builder {
	b := &builder{rubric: r, opt: opt}
	language := opt.Language
	if language == "" {
		language = b.rubric.Language()
	}
	b.words = opt.Words
	if b.words == nil || b.words.grammar.plural == nil {
		b.words = wordsFor(language)
	}
	b.phrases, b.grammar = &b.words.doc, &b.words.grammar
	b.labels = b.phrases.Labels
	b.languages = newLanguages(b.rubric, b.words)
	for s := range b.rubric.Spectrum().Stages() {
		title := b.wording(s.ID(), "title", s.Title())
		if title == "" {
			title = s.ID()
		}
		b.stages = append(b.stages, title)
	}
	domains := 0
	for range b.rubric.Domains() {
		domains++
	}
	b.oneDomain = domains == 1
	return b
}

// constituency makes the title of a constituency safe.
func (b *builder) constituency(c rubric.Constituency) rubric.Constituency {
	return rubric.Constituency{ID: c.ID, Title: b.wording(c.ID, "title", c.Title)}
}

func (b *builder) viewStages() []StageLegend {
	marks := marksFor(b.stages)
	stages := make([]StageLegend, 0, len(b.stages))
	titles := make([]string, 0, len(b.stages))
	for s := range b.rubric.Spectrum().Stages() {
		stage := marks[s.Rank()-1]
		stage.ID, stage.Title = s.ID(), b.text(b.title(s))
		stage.Summary = b.text(b.wording(s.ID(), "summary", s.Summary()))
		stage.Messages = b.text(b.messages(s))
		stages = append(stages, stage)
		titles = append(titles, stage.Title.String())
	}
	b.letters = stageLetters(titles)
	for i := range stages {
		stages[i].Letters = b.letters[i]
	}
	return stages
}

// messages lists what a stage tells people. A message that is a sentence loses its
// period, which would stand before a comma.
func (b *builder) messages(s spectrum.Stage) string {
	var messages []string
	for m := range s.Messages() {
		messages = append(messages, b.wording(s.ID(), numbered("messages", len(messages)), unclosed(clean.Line(m))))
	}
	return b.grammar.list(messages)
}

// numbered is the name of a text in a list, as in messages[0].
func numbered(field string, i int) string { return field + "[" + strconv.Itoa(i) + "]" }

func (b *builder) raters() []GroupColumn {
	groups := make([]GroupColumn, len(b.groups))
	for i, c := range b.groups {
		groups[i] = GroupColumn{ID: c.ID, Title: b.text(c.Title)}
		if n := b.published.Raters(c.ID); n.Hidden {
			groups[i].Raters = b.hiddenFigure()
		} else {
			groups[i].Raters = b.figure(n.N)
		}
	}
	return groups
}

// none returns the mark for what cannot be stated.
func (b *builder) none() string {
	b.someNone = true
	return b.labels.NoneMark
}

// marks explains the marks that have been used.
func (b *builder) marks() []LegendMark {
	var marks []LegendMark
	if b.someHidden {
		marks = append(marks, LegendMark{b.labels.HiddenMark, b.labels.Hidden})
	}
	if b.someNone {
		marks = append(marks, LegendMark{b.labels.NoneMark, b.labels.None})
	}
	return marks
}

func (b *builder) label(c *rubric.Competency) string {
	return labeled(clean.Line(c.Code()), b.wording(c.ID(), "title", c.Title()))
}

func (b *builder) domainLabel(d *rubric.Domain) string {
	return labeled(clean.Line(d.Code()), b.wording(d.ID(), "title", d.Title()))
}

// besides is the label of a domain that something else stands out in; it would only
// be said again and again where there is no other.
func (b *builder) otherDomain(d *rubric.Domain) TaggedText {
	if b.oneDomain {
		return nil
	}
	return b.text(b.domainLabel(d))
}

func (b *builder) title(s spectrum.Stage) string { return b.stages[s.Rank()-1] }
