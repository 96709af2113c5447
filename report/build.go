package report

import (
	"errors"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Build makes the view of a published summary: everything that a report says.
// The error says that there is no summary.
func Build(p *assess.Published, opt *Options) (*View, error) {
	if p == nil {
		return nil, errors.New("report: no published summary")
	}
	b := newBuilder(p, opt.withDefaults())
	v := &View{
		Language:  clean(b.rubric.Language()),
		Direction: b.rubric.Direction(),
		Labels:    b.labels,
		Stages:    b.stages,
		Published: p,
		Options:   b.opt,
	}
	v.Head, v.Methods = b.head(), b.about()
	v.Groups = b.raters()
	switch everyone := p.Raters(assess.Everyone); {
	case everyone.Hidden:
		v.Message = b.words.allHidden()
		return v, nil
	case everyone.N == 0:
		v.Message = b.words.nobody()
		return v, nil
	}
	for d := range b.rubric.Domains() {
		v.Domains = append(v.Domains, b.domain(d))
	}
	edges := b.highlights(v)
	v.Differences = b.differences()
	v.Conversations = b.conversations(edges)
	b.methods(&v.Methods)
	v.Head.Marks = b.marks()
	return v, nil
}

// builder holds what the parts of a view are made from.
type builder struct {
	published *assess.Published
	rubric    *rubric.Rubric
	opt       Options
	words     catalogue
	labels    Labels
	minRated  uint64 // for a competency to be compared with others
	stages    []Stage
	groups    []rubric.Constituency // titles made safe

	// Whether a mark has been used, for the legend to explain it.
	someHidden, someNone bool
}

func newBuilder(p *assess.Published, opt Options) *builder {
	b := &builder{
		published: p, rubric: p.Rubric(), opt: opt, words: wordsFor(p.Rubric().Language()),
		minRated: uint64(p.Policy().MinGroup),
	}
	b.labels = b.words.labels()
	n := b.rubric.Spectrum().Len()
	for s := range b.rubric.Spectrum().Stages() {
		stage := drawing(s.Rank(), n)
		stage.ID, stage.Title = s.ID(), clean(s.Title())
		if stage.Title == "" {
			stage.Title = s.ID()
		}
		stage.Messages = b.messages(s)
		b.stages = append(b.stages, stage)
	}
	for _, c := range p.Constituencies() {
		b.groups = append(b.groups, rubric.Constituency{ID: c.ID, Title: clean(c.Title)})
	}
	return b
}

func (b *builder) messages(s spectrum.Stage) string {
	messages := slices.Collect(s.Messages())
	for i := range messages {
		messages[i] = clean(messages[i])
	}
	return b.words.list(messages)
}

func (b *builder) raters() []Group {
	groups := make([]Group, len(b.groups))
	for i, c := range b.groups {
		groups[i] = Group{ID: c.ID, Title: c.Title}
		if n := b.published.Raters(c.ID); n.Hidden {
			groups[i].Raters = b.hiddenFigure()
		} else {
			groups[i].Raters = b.figure(n.N)
		}
	}
	return groups
}

func (b *builder) figure(n uint64) Figure { return Figure{N: n, Text: b.words.number(n)} }

func (b *builder) hiddenFigure() Figure {
	b.someHidden = true
	return Figure{Hidden: true, Text: b.labels.HiddenMark}
}

// none returns the mark for what cannot be stated.
func (b *builder) none() string {
	b.someNone = true
	return b.labels.NoneMark
}

// marks explains the marks that have been used.
func (b *builder) marks() []Mark {
	var marks []Mark
	if b.someHidden {
		marks = append(marks, Mark{b.labels.HiddenMark, b.labels.Hidden})
	}
	if b.someNone {
		marks = append(marks, Mark{b.labels.NoneMark, b.labels.None})
	}
	return marks
}

func (b *builder) head() Head {
	policy := b.published.Policy()
	h := Head{
		Title: clean(b.rubric.Title()), Organization: b.opt.Organization, Date: b.opt.Date,
		Policy:    b.words.policy(clean(policy.Name), policy.MinGroup),
		HowToRead: b.words.howToRead(b.stages[0].Title, b.stages[len(b.stages)-1].Title),
	}
	if b.opt.Title != "" && b.opt.Title != h.Title {
		h.Title, h.Instrument = b.opt.Title, h.Title
	}
	if policy.MinGroup <= 1 {
		h.Internal = b.words.internal()
	}
	if c := b.published.Raters(assess.Everyone); !c.Hidden && c.N > 0 {
		h.Participation = b.words.participation(c.N)
	}
	return h
}

func (b *builder) domain(d *rubric.Domain) Domain {
	title := clean(d.Title())
	out := Domain{
		ID: d.ID(), Code: clean(d.Code()), Title: title,
		Summary: clean(d.Summary()),
		Result:  b.result(d.ID(), assess.Everyone, b.words.ratings),
		By:      b.by(d.ID(), b.words.ratings),
		Apart:   b.apart(d),
	}
	out.Label = b.words.labeled(out.Code, title)
	out.Caption = b.words.domainCaption(out.Label)
	out.ByCaption = b.words.byGroupCaption(out.Label)
	for c := range d.Competencies() {
		out.Competencies = append(out.Competencies, Competency{
			ID: c.ID(), Code: clean(c.Code()), Title: clean(c.Title()),
			Label:  b.label(c),
			Result: b.result(c.ID(), assess.Everyone, b.words.rated),
			By:     b.by(c.ID(), b.words.rated),
		})
	}
	return out
}

func (b *builder) label(c *rubric.Competency) string {
	return b.words.labeled(clean(c.Code()), clean(c.Title()))
}

func (b *builder) by(id string, unit func(uint64) string) []Result {
	results := make([]Result, len(b.groups))
	for i, g := range b.groups {
		results[i] = b.result(id, g.ID, unit)
	}
	return results
}

// result words the cell of a domain or competency and a group.
func (b *builder) result(id, group string, unit func(uint64) string) Result {
	cell, ok := b.published.Cell(id, group)
	if !ok || cell.Hidden {
		return b.hiddenResult()
	}
	rated := cell.Rated()
	r := Result{
		Rated: b.figure(rated), RatedText: unit(rated),
		Counts:     make([]Figure, 0, len(b.stages)),
		Median:     b.median(cell.Stages),
		Bar:        b.bar(cell.Stages),
		Agreement:  b.agreement(cell.Stages),
		NonAnswers: b.figure(cell.NonAnswers.Total()),
	}
	for _, n := range cell.Stages.Counts() {
		r.Counts = append(r.Counts, b.figure(n))
	}
	non := cell.NonAnswers
	r.Reasons = b.words.nonAnswers(non.NotAnswered, non.NotApplicable, non.DontKnow, non.Declined)
	return r
}

func (b *builder) hiddenResult() Result {
	mark := b.labels.HiddenMark
	r := Result{
		Hidden: true, Rated: b.hiddenFigure(), RatedText: mark, Agreement: mark,
		NonAnswers: b.hiddenFigure(),
		Median:     Median{Low: -1, High: -1, Hidden: true, Text: mark},
		Bar:        Bar{Label: b.labels.Hidden},
	}
	for range b.stages {
		r.Counts = append(r.Counts, b.hiddenFigure())
	}
	return r
}

func (b *builder) median(d spectrum.Distribution) Median {
	lo, hi := d.Median()
	if lo.IsZero() {
		return Median{Low: -1, High: -1, Text: b.none()}
	}
	m := Median{Low: lo.Rank() - 1, High: hi.Rank() - 1}
	m.Text = b.words.median(b.stages[m.Low].Title, b.stages[m.High].Title)
	return m
}

func (b *builder) bar(d spectrum.Distribution) Bar {
	if d.N() == 0 {
		return Bar{Label: b.words.noRatings()}
	}
	bar := Bar{Segments: make([]Segment, 0, len(b.stages))}
	counts := make([]string, 0, len(b.stages))
	for s, n := range d.Counts() {
		bar.Segments = append(bar.Segments, Segment{N: n})
		counts = append(counts, b.words.stageCount(b.stages[s.Rank()-1].Title, n))
	}
	start := 0
	for i, width := range bar.Cells(1000) {
		bar.Segments[i].Start, bar.Segments[i].Width = start, width
		start += width
	}
	bar.Label = strings.Join(counts, ", ")
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
		return b.words.agreement(3)
	case a >= 0.2:
		return b.words.agreement(2)
	case a >= 0:
		return b.words.agreement(1)
	}
	return b.words.agreement(0)
}

// shortDigest is how much of a digest is shown, enough to tell editions apart.
const shortDigest = len("sha256:") + 12

// about says what was rated, whatever the results.
func (b *builder) about() Methods {
	ref := b.rubric.Ref()
	return Methods{
		Rubric:    b.words.rubricRef(clean(b.rubric.Title()), clean(ref.String())),
		Digest:    ref.Digest[:min(len(ref.Digest), shortDigest)],
		Citation:  clean(b.rubric.Citation()),
		Notice:    clean(b.rubric.Notice()),
		Generator: b.published.Document().Generator,
	}
}

// methods says how the results were made and counts the warnings by code: there is
// one a cell, too many to list.
func (b *builder) methods(m *Methods) {
	m.Intro, m.Items = b.words.methodsIntro(), b.words.methods(len(b.groups) > 1)
	counts := make(map[assess.WarningCode]int)
	var first []assess.Warning
	for w := range b.published.Warnings() {
		if counts[w.Code]++; counts[w.Code] == 1 {
			first = append(first, w)
		}
	}
	for _, w := range first {
		m.Notes = append(m.Notes, b.words.warning(string(w.Code), counts[w.Code], clean(w.Msg)))
	}
}
