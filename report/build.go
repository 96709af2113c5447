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
	v.Head, v.About = b.head(), b.about()
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
		v.Consensus = b.consensus()
		v.Head.Internal = b.grammar.sentences(v.Consensus.OwnWords, v.Head.Internal)
	}
	if v.Message != "" {
		return v, nil
	}
	if err := b.results(v); err != nil {
		return nil, err
	}
	v.Pictures = b.pictures(v)
	v.Head.Marks = b.marks()
	return v, nil
}

// results fills in the sections that are there when people took part. Domains are
// there always: other sections and pictures are about them.
func (b *builder) results(v *View) error {
	for d := range b.rubric.Domains() {
		v.Domains = append(v.Domains, b.domain(d))
	}
	strengths, edges, conversations := b.highlights()
	if b.has(SectionStrengths) {
		v.Strengths = strengths
	}
	if b.has(SectionEdges) {
		v.Edges = edges
	}
	if b.has(SectionDifferences) {
		v.Differences = b.differences()
	}
	if b.has(SectionProgress) {
		v.Progress = b.progress()
	}
	if b.has(SectionTargets) {
		var err error
		if v.Targets, err = b.targets(); err != nil {
			return err
		}
	}
	if b.has(SectionConversations) {
		v.Conversations = b.conversations(conversations)
	}
	if b.has(SectionMethods) {
		v.Methods = b.methods()
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

func (b *builder) figure(n uint64) NumberCell { return NumberCell{N: n, Text: b.grammar.number(n)} }

func (b *builder) hiddenFigure() NumberCell {
	b.someHidden = true
	return NumberCell{Hidden: true, Text: b.labels.HiddenMark}
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

func (b *builder) head() TitleBlock {
	policy := b.published.Policy()
	h := b.titles(func(title string) string { return title })
	h.Policy = b.policy(policy)
	h.HowToRead = b.texts(b.phrases.Head.howToRead(b.stages[0], b.stages[len(b.stages)-1]))
	if policy.MinGroup <= 1 {
		h.Internal = b.phrases.Head.Internal
	}
	if c := b.published.Raters(assess.Everyone); !c.Hidden && c.N > 0 {
		h.Participation = b.phrases.Head.participation(c.N)
	}
	return h
}

// titles is the top of a document, which is called by a title in a way of its own.
func (b *builder) titles(called func(title string) string) TitleBlock {
	title := b.wording("", "title", b.rubric.Title())
	h := TitleBlock{Title: b.text(called(title)), Organization: b.opt.Organization, Date: b.grammar.date(b.opt.Date)}
	if h.Organization == "" && h.Date != b.opt.Date {
		h.Date = titled(h.Date) // it begins the line
	}
	if b.opt.Title != "" && b.opt.Title != clean.Line(b.rubric.Title()) {
		h.Title, h.Instrument = b.text(called(b.opt.Title)), b.text(title)
	}
	if t, ok := b.rubric.Translation(); ok && !t.Official {
		h.Translation = b.text(b.languages.mark(clean.Line(t.Notice), clean.Line(t.Language)))
		if t.Notice == "" {
			h.Translation = b.text(b.phrases.Head.Unofficial)
		}
	}
	return h
}

// policy says in plain words what is not shown.
func (b *builder) policy(p assess.Policy) string {
	rules := []string{b.phrases.Head.policy(clean.Line(p.Name), p.MinGroup)}
	if p.MinOutside > 0 {
		rules = append(rules, b.phrases.Head.alike(p.MinOutside))
	}
	if p.RoundTo > 1 {
		rules = append(rules, b.phrases.Head.roundedTo(p.RoundTo))
	}
	return b.grammar.sentences(rules...)
}

func (b *builder) domain(d *rubric.Domain) DomainSection {
	label := b.domainLabel(d)
	out := DomainSection{
		ID: d.ID(), Code: clean.Line(d.Code()),
		Title:   b.text(b.wording(d.ID(), "title", d.Title())),
		Label:   b.text(label),
		Summary: b.text(b.wording(d.ID(), "summary", d.Summary())),
		Result:  b.result(d.ID(), assess.Everyone, b.phrases.Results.ratings),
		By:      b.by(d.ID(), b.phrases.Results.ratings),
		Apart:   b.apart(d),
		Share:   b.share(d.ID()), EqualVoice: b.equalVoice(d.ID()),
		Caption:   b.text(b.phrases.Results.domainCaption(label)),
		ByCaption: b.text(b.phrases.Results.byGroupCaption(label)),
	}
	for c := range d.Competencies() {
		out.Competencies = append(out.Competencies, CompetencyRow{
			ID: c.ID(), Code: clean.Line(c.Code()),
			Title:   b.text(b.wording(c.ID(), "title", c.Title())),
			Label:   b.text(b.label(c)),
			Summary: b.text(b.wording(c.ID(), "summary", c.Summary())),
			Result:  b.result(c.ID(), assess.Everyone, b.phrases.Results.rated),
			By:      b.by(c.ID(), b.phrases.Results.rated), EqualVoice: b.equalVoice(c.ID()),
		})
	}
	return out
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

func (b *builder) by(id string, unit func(uint64) string) []ResultCell {
	results := make([]ResultCell, len(b.groups))
	for i, g := range b.groups {
		results[i] = b.result(id, g.ID, unit)
	}
	return results
}

// result words the cell of a domain or competency and a group.
func (b *builder) result(id, group string, unit func(uint64) string) ResultCell {
	cell, ok := b.published.Cell(id, group)
	if !ok {
		return b.hiddenResult()
	}
	return b.cellResult(cell, unit)
}

func (b *builder) cellResult(cell assess.Cell, unit func(uint64) string) ResultCell {
	if cell.Hidden {
		return b.hiddenResult()
	}
	rated := cell.Rated()
	r := ResultCell{
		Rated: b.figure(rated), RatedText: unit(rated),
		Counts:     make([]NumberCell, 0, len(b.stages)),
		Median:     b.median(cell.Stages),
		Bar:        b.bar(cell.Stages),
		Agreement:  b.agreement(cell.Stages),
		NonAnswers: b.figure(cell.NonAnswers.Total()),
	}
	for _, n := range cell.Stages.Counts() {
		r.Counts = append(r.Counts, b.figure(n))
	}
	non := cell.NonAnswers
	r.Reasons = b.grammar.list(b.phrases.Results.nonAnswers(non.NotAnswered, non.NotApplicable, non.DontKnow, non.Declined))
	return r
}

func (b *builder) hiddenMedian() MedianCell {
	b.someHidden = true
	return MedianCell{Low: -1, High: -1, Hidden: true, Text: b.text(b.labels.HiddenMark), Letters: b.labels.HiddenMark}
}

func (b *builder) hiddenResult() ResultCell {
	mark := b.labels.HiddenMark
	r := ResultCell{
		Hidden: true, Rated: b.hiddenFigure(), RatedText: mark, Agreement: mark,
		NonAnswers: b.hiddenFigure(),
		Median:     b.hiddenMedian(),
		Bar:        StageBar{Label: b.text(b.labels.Hidden)},
	}
	for range b.stages {
		r.Counts = append(r.Counts, b.hiddenFigure())
	}
	return r
}

func (b *builder) median(d spectrum.Distribution) MedianCell {
	lo, hi := d.Median()
	return b.between(lo, hi)
}

// between is a median that is known already.
func (b *builder) between(lo, hi spectrum.Stage) MedianCell {
	if lo.IsZero() {
		return MedianCell{Low: -1, High: -1, Text: b.text(b.none()), Letters: b.labels.NoneMark}
	}
	m := MedianCell{Low: lo.Rank() - 1, High: hi.Rank() - 1}
	m.Letters = b.letters[m.Low]
	if m.Low != m.High {
		m.Letters += "–" + b.letters[m.High]
	}
	m.Text = b.text(b.phrases.Results.median(b.title(lo), b.title(hi)))
	return m
}

func (b *builder) bar(d spectrum.Distribution) StageBar {
	if d.N() == 0 {
		return StageBar{Label: b.text(b.phrases.Results.NoRatings)}
	}
	bar := StageBar{Segments: make([]BarSegment, 0, len(b.stages))}
	counts := make([]string, 0, len(b.stages))
	for s, n := range d.Counts() {
		bar.Segments = append(bar.Segments, BarSegment{N: n})
		counts = append(counts, b.phrases.Results.stageCount(b.title(s), n))
	}
	start := 0
	for i, width := range bar.Cells(1000) {
		bar.Segments[i].Start, bar.Segments[i].Width = start, width
		start += width
	}
	bar.Label = b.text(b.grammar.list(counts))
	return bar
}

// fewForAgreement is the number of ratings below which agreement is not put in
// words: one rating always agrees with itself.
const fewForAgreement = 3

// agreement words van der Eijk's A; the package documentation says why so.
func (b *builder) agreement(d spectrum.Distribution) string {
	a, ok := d.Agreement()
	switch {
	case !ok || d.N() < fewForAgreement:
		return b.none()
	case a >= 0.5:
		return b.phrases.Results.agreement(3)
	case a >= 0.2:
		return b.phrases.Results.agreement(2)
	case a >= 0:
		return b.phrases.Results.agreement(1)
	}
	return b.phrases.Results.agreement(0)
}
