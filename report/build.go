package report

import (
	"slices"
	"strconv"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/report/internal/clean"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Build returns the view of a published summary, which has everything that a report says. opt may
// be nil.
//
// It returns an error if p is nil or a zero value, or if an option does not fit p: a progress or a consensus on
// another summary or rubric, words that were not
// loaded, an unknown target, section or constituency, or a logo that cannot be
// used. p is not changed and may be used by several goroutines at a time.
func Build(p *assess.Published, opt *Options) (*View, error) {
	if err := given.Made("report.Build", "p", p == nil, func() bool { return p.Rubric() == nil }, "Summary.Publish"); err != nil {
		return nil, err
	}
	if err := opt.checkWords("report.Build"); err != nil {
		return nil, err
	}
	b := newBuilder(p, opt.withDefaults())
	b.abridge()
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
	v.brief.title = headBuilder{b}.titles(b.phrases.Handout.title).Title
	var err error
	if v.Head.Logo, err = b.opt.logo(); err != nil {
		return nil, err
	}
	v.Groups = b.raters()
	switch everyone := p.Raters(b.everyone); {
	case everyone.Hidden:
		v.Message = b.phrases.Head.AllHidden
	case everyone.N == 0:
		v.Message = b.phrases.Head.Nobody
	}
	b.shown = b.sections(v.Message != "")
	v.Sections = b.shown
	if b.has(SectionConsensus) {
		v.Consensus = consensusBuilder{b}.consensus()
		v.Head.Internal = b.grammar.sentences(v.Head.Internal, v.Consensus.FreeTextWarning)
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

// results fills in the sections of a view with results. Strands and domains are always filled in, because
// other sections and the pictures use them.
func (b *builder) results(v *View) error {
	for d := range b.domains() {
		v.Domains = append(v.Domains, domainBuilder{b}.domain(d))
	}
	if b.hasStrands() {
		v.Strands = domainBuilder{b}.strandsSection()
	}
	if b.has(SectionLevels) {
		v.Levels = levelBuilder{b}.levels()
	}
	found, err := b.found(v.Domains)
	if err != nil {
		return err
	}
	v.brief.findings = found.findings()
	if b.has(SectionFindings) {
		v.Findings = v.brief.findings
	}
	if b.has(SectionStrengths) {
		v.Strengths = found.highlighted.strengths
	}
	if b.has(SectionEdges) {
		v.Edges = found.highlighted.edges
	}
	if b.has(SectionDifferences) {
		v.Differences = found.differences
	}
	if b.has(SectionProgress) {
		v.Progress = found.progress
	}
	if b.has(SectionComments) {
		v.Comments = b.commentsSection()
		if v.Consensus == nil || v.Consensus.FreeTextWarning == "" {
			v.Head.Internal = b.grammar.sentences(v.Head.Internal, v.Comments.FreeTextWarning)
		}
	}
	if b.has(SectionTargets) {
		v.Targets = found.targets
	}
	if b.has(SectionConversations) {
		v.Conversations = found.conversations
	}
	if b.has(SectionMethods) {
		v.Methods = methodsBuilder{b}.methods()
	}
	return nil
}

// found returns the results that stand out. The summary rests on them, so they are complete if the
// report has it, and otherwise only those of the sections in the report.
func (b *builder) found(domains []DomainSection) (*findingBuilder, error) {
	f := &findingBuilder{builder: b, domainResults: domains, highlighted: highlightBuilder{b}.highlights()}
	needs := func(s Section) bool {
		return b.has(s) || len(b.opt.Sections) == 0 || slices.Contains(b.opt.Sections, SectionFindings)
	}
	if needs(SectionDifferences) {
		f.differences = comparisonBuilder{b}.differences(domains)
	}
	if needs(SectionProgress) {
		f.progress = progressBuilder{b}.progress()
	}
	if needs(SectionTargets) {
		var err error
		if f.targets, err = (targetBuilder{b}).targets(); err != nil {
			return nil, err
		}
	}
	if needs(SectionConversations) {
		f.conversations = conversationBuilder{b}.conversations(f.highlighted.growing)
	}
	return f, nil
}

// has reports whether the report has a section.
func (b *builder) has(s Section) bool { return slices.Contains(b.shown, s) }

// builder has what the sections of a view are built from. While sentences are put together, texts
// are strings that contain marks for their language; text turns the finished ones into a
// [TaggedText].
type builder struct {
	published *assess.Published // nil for a worksheet, which needs only the rubric
	rubric    *rubric.Rubric
	opt       Options
	words     *Words
	phrases   *wordsDocument // of words
	grammar   *grammar       // of words
	labels    Labels
	languages languages
	oneDomain bool
	minRated  uint64                // ratings that a competency needs to be compared with others
	stages    []string              // titles, lowest first
	letters   []string              // of the stages
	groups    []rubric.Constituency // the constituencies to show, with cleaned titles
	everyone  string                // whose ratings stand for everyone: AllRaters or ShownRaters
	shown     []Section

	comments map[string][]CommentGroup // that may be shown, by competency; nil for none

	wordingRule Wording // how much wording is repeated; "" is WordingFull

	scratch []byte   // to put texts together
	labeled []string // the labels of the competencies that were needed so far

	// Memory of the view.
	parts    slab[TextPart]
	segments slab[BarSegment]
	numbers  slab[NumberCell]
	strings  stringSlab

	// Whether a hidden value, a missing one and a group that is not asked occurred, so that the
	// legend explains their marks.
	someHidden, someNone, someNotAsked bool
}

func newBuilder(p *assess.Published, opt Options) *builder {
	b := newRubricBuilder(p.Rubric(), opt)
	b.published, b.minRated = p, uint64(p.Policy().MinGroup)
	if p.Raters(assess.AllRaters).Hidden && !p.Raters(assess.ShownRaters).Hidden {
		b.everyone = assess.ShownRaters
	}
	for _, c := range p.Constituencies() {
		if len(opt.Constituencies) == 0 || slices.Contains(opt.Constituencies, c.ID) {
			b.groups = append(b.groups, b.constituency(c))
		}
	}
	b.comments = b.gatherComments()
	return b
}

// newRubricBuilder returns a builder for a document that needs only the rubric.
func newRubricBuilder(r *rubric.Rubric, opt Options) *builder {
	b := &builder{rubric: r, opt: opt, wordingRule: opt.Wording}
	language := opt.Language
	if language == "" {
		language = b.rubric.Language()
	}
	b.words = opt.Words
	if b.words == nil {
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

// constituency returns c with a cleaned title.
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
		stage.Summary = b.text(b.prose(s.ID(), "summary", s.Summary()))
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

// messages lists the messages of a stage. A message that is a sentence loses its period, because a
// comma follows it.
func (b *builder) messages(s spectrum.Stage) string {
	var messages []string
	for m := range s.Messages() {
		messages = append(messages, b.wording(s.ID(), numbered("messages", len(messages)), unclosed(clean.Line(m))))
	}
	return b.grammar.list(messages)
}

// numbered returns the key of a text in a list, such as messages[0].
func numbered(field string, i int) string { return field + "[" + strconv.Itoa(i) + "]" }

func (b *builder) raters() []GroupColumn {
	groups := make([]GroupColumn, len(b.groups))
	for i, c := range b.groups {
		groups[i] = GroupColumn{ID: c.ID, Title: b.text(c.Title)}
		if n := b.published.Raters(c.ID); n.Hidden {
			groups[i].Raters = b.hiddenFigure()
		} else {
			groups[i].Raters = b.figure(n.N)
			groups[i].Invited = b.invited(c.ID, b.phrases.Head.invitedOfGroup)
		}
	}
	return groups
}

// invited says how many of the people invited took part, in the words of say. It is empty if
// there is no response rate.
func (b *builder) invited(constituency string, say func(raters, invited uint64) string) string {
	if _, ok := b.published.ResponseRate(constituency); !ok {
		return ""
	}
	n, _ := b.published.Invited(constituency)
	return say(b.published.Raters(constituency).N, n.N)
}

// none returns the mark for a missing value.
func (b *builder) none() string {
	b.someNone = true
	return b.labels.NoneMark
}

// marks returns the marks that the report uses and what they mean.
func (b *builder) marks() []LegendMark {
	var marks []LegendMark
	if b.someHidden {
		marks = append(marks, LegendMark{b.labels.HiddenMark, b.labels.Hidden})
	}
	if b.someNone {
		marks = append(marks, LegendMark{b.labels.NoneMark, b.labels.None})
	}
	if b.someNotAsked {
		marks = append(marks, LegendMark{b.labels.NotAsked, b.labels.AskedOthers})
	}
	return marks
}

func (b *builder) label(c *rubric.Competency) string {
	if b.labeled == nil {
		b.labeled = make([]string, b.rubric.CompetencyCount())
	}
	label := &b.labeled[c.Index()]
	if *label == "" {
		*label = labeled(clean.Line(c.Code()), b.wording(c.ID(), "title", c.Title()))
	}
	return *label
}

// titleAlone returns the title of a competency for a place that does not show its domain: with the
// code or the domain if another competency has the same title.
func (b *builder) titleAlone(c *rubric.Competency) string {
	if c.SharesTitle() {
		return b.wording(c.ID(), "title", c.Label())
	}
	return b.wording(c.ID(), "title", c.Title())
}

func (b *builder) domainLabel(d *rubric.Domain) string {
	return labeled(clean.Line(d.Code()), b.wording(d.ID(), "title", d.Title()))
}

// otherDomain returns the label of the domain that a result belongs to. It is empty if the rubric
// has only one domain.
func (b *builder) otherDomain(d *rubric.Domain) TaggedText {
	if b.oneDomain {
		return nil
	}
	return b.text(b.domainLabel(d))
}

func (b *builder) title(s spectrum.Stage) string { return b.stages[s.Rank()-1] }
