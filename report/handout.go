package report

import (
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/spectrum"
)

// Handout is a report in brief for a board packet: one printed page, on Letter and on A4 paper, or two
// if the report has progress or goals. It says only what the report says.
//
// It fits because it is cut: sentences and titles that are too long end with "…", and a part has fewer
// sentences if more do not fit. [View.Handout] documents the limits.
//
// Like a [View] it has every text and has made every decision. Its texts follow the same rules, and
// each is one paragraph. It must not be changed while it is rendered.
type Handout struct {
	Language  string // BCP 47 tag of the language of the handout's fixed words
	Direction string // of that language's script, "ltr" or "rtl"
	// Labels are the labels of a report, changed where they name the document.
	Labels Labels
	// Head is the top of the handout. Policy, HowToRead, Missing and Marks are empty, and Participation
	// is a field of the handout.
	Head TitleBlock
	// Participation says how many people took part. Message says why there are no results; if it is
	// not "", there are no parts.
	Participation []TaggedText
	Message       string
	Stages        []StageLegend // lowest first
	// Standing is where the work is, and Bars are the picture that goes with it.
	Standing HandoutPart
	Bars     HandoutBars
	Parts    []HandoutPart
	// Progress and Targets are the second page. They are nil without their sections.
	Progress, Targets *HandoutTable
	// Made says how the numbers were made, where the complete report is, and what was rated.
	Made []TaggedText
}

// HandoutPart is a heading and sentences. It is empty if the report has nothing of the kind.
type HandoutPart struct {
	Kind      FindingKind
	Heading   string
	Sentences []TaggedText
}

// HandoutBars is the picture of the findings, as bars in a table. It has no rows if the handout does not
// show it.
type HandoutBars struct {
	Caption TaggedText
	// Row and Column are the heads of the labels and of the shares.
	Row    string
	Column TaggedText
	Rows   []HandoutBar
	More   string // says how many more the report has; may be ""
}

// HandoutBar is the bar of a domain, competency or strand. Share says how many of its ratings are in the
// upper half of the stages, or it is the mark for a hidden or missing value.
type HandoutBar struct {
	Label TaggedText
	Bar   StageBar
	Share string
}

// HandoutTable is a part with a table. Each row has a text for each column; the first column is the
// label of the row.
type HandoutTable struct {
	HandoutPart
	Caption TaggedText
	Columns []string
	Rows    [][]TaggedText
	More    string // says how many more rows the report has; may be ""
}

// handoutLabels are the fixed words that only a handout has.
type handoutLabels struct {
	About         string `json:"about" rule:"name"`
	SkipToContent string `json:"skip_to_content" rule:"name"`
}

// brief is what Build prepares for a handout.
type brief struct {
	title    TaggedText
	findings FindingsSection // all that were made, whatever the report shows of them
	shares   Picture         // that of the findings
}

// Handout returns the report in brief, from what the report has computed already.
//
// Options.Sections selects the parts as it selects those of the report. A handout has no section of its
// own: [SectionFindings] selects all sentences, [SectionOverview] where the work is and the bars, and
// the other sections the sentences about them. The title, the sharing rule and the lines on how the
// numbers were made are in every handout, and so is the warning of an internal one.
//
// The first page has up to three sentences for each part, of at most 280 characters each, and up to
// twelve bars. The second page has the domains of the progress section and the goals of strands and domains,
// up to twelve of each. A wide character counts as two. If that is still too much for a page, the last
// sentences of the longest parts are left out.
//
// It panics if the view does not come from [Build].
func (v *View) Handout() *Handout {
	given.Must(given.Made("report.View.Handout", "v", false, func() bool { return v.Published == nil }, "report.Build"))
	b := handoutBuilder{v, &v.Words().doc.Handout}
	h := &Handout{
		Language: v.Language, Direction: v.Direction, Labels: v.Labels,
		Head: b.head(), Message: v.Message, Stages: b.stages(), Made: b.made(),
	}
	h.Labels.About, h.Labels.SkipToContent = b.words.Labels.About, b.words.Labels.SkipToContent
	if v.Message != "" {
		if v.Message == v.Words().doc.Head.AllHidden {
			h.Message = b.words.AllHidden
		}
		return h
	}
	b.parts(h)
	b.fit(h)
	return h
}

// handoutBuilder builds a handout from a view.
type handoutBuilder struct {
	view  *View
	words *handoutWords
}

// The limits of a handout. Lengths are in columns, as measured by columnsOf.
const (
	handoutTitle    = 120
	handoutName     = 60 // organization, date, stage
	handoutNote     = 210
	handoutSentence = 280
	handoutLabel    = 110
	handoutRows     = 12
	handoutPerPart  = 3
)

func (b handoutBuilder) head() TitleBlock {
	v := b.view
	h := TitleBlock{
		Title: cutText(v.brief.title, handoutTitle), Organization: cutLine(v.Head.Organization, handoutTitle), Date: cutLine(v.Head.Date, handoutName),
		Logo: v.Head.Logo, Instrument: cutText(v.Head.Instrument, handoutTitle), Translation: cutText(v.Head.Translation, handoutNote),
		Selection: v.Head.Selection, Sharing: v.Head.Sharing,
	}
	if v.Published.Policy().MinGroup <= 1 {
		h.Internal = b.words.Internal
	}
	return h
}

// stages returns the stages with titles that fit into a legend.
func (b handoutBuilder) stages() []StageLegend {
	stages := slices.Clone(b.view.Stages)
	for i := range stages {
		stages[i].Title = cutText(stages[i].Title, handoutName)
		stages[i].Summary, stages[i].Messages = nil, nil
	}
	return stages
}

// made says how the numbers were made, where the report is, and what was rated.
func (b handoutBuilder) made() []TaggedText {
	w := b.words
	made := plain(w.grammar.sentences(w.Made, w.complete(cutLine(b.view.Options.Address, handoutTitle))))
	out := []TaggedText{made}
	for _, f := range b.view.About.Facts {
		if f.Name == b.view.Labels.Rubric || f.Name == b.view.Labels.Generator {
			text := append(plain(f.Name+": "), f.Text.Flat()...)
			out = append(out, cutText(text, handoutNote))
		}
	}
	return out
}

// selects reports whether a finding of the section s is in the handout. An empty s is for findings
// about the complete report.
func (b handoutBuilder) selects(s Section) bool {
	chosen := b.view.Options.Sections
	return len(chosen) == 0 || slices.Contains(chosen, SectionFindings) || s != "" && slices.Contains(chosen, s)
}

// sectionOf returns the section that a finding of a kind is about, or "".
func (b handoutBuilder) sectionOf(kind FindingKind) Section {
	switch kind {
	case FindingStanding:
		return SectionOverview
	case FindingStrengths:
		return SectionStrengths
	case FindingEdges:
		return SectionEdges
	case FindingConversations:
		return SectionConversations
	case FindingDifferences:
		return SectionDifferences
	case FindingProgress:
		return SectionProgress
	case FindingTargets:
		return SectionTargets
	}
	return ""
}

// parts fills in all parts that are selected.
func (b handoutBuilder) parts(h *Handout) {
	for i := range b.view.brief.findings.Items {
		f := &b.view.brief.findings.Items[i]
		if !b.selects(b.sectionOf(f.Kind)) {
			continue
		}
		p := HandoutPart{Kind: f.Kind, Heading: f.Heading}
		for _, s := range f.Sentences[:min(len(f.Sentences), handoutPerPart)] {
			p.Sentences = append(p.Sentences, cutText(s.Text.Flat(), handoutSentence))
		}
		switch {
		case f.Kind == FindingStanding:
			h.Standing = p
		case f.Kind == FindingParticipation:
			h.Participation = p.Sentences
		case f.Kind == FindingProgress && b.view.Progress != nil:
			h.Progress = b.progress(p)
		case f.Kind == FindingTargets && b.view.Targets != nil:
			h.Targets = b.targets(p)
		default:
			h.Parts = append(h.Parts, p)
		}
	}
	if b.selects(SectionOverview) {
		h.Bars = b.bars()
	}
}

// bars returns the picture of the findings as bars.
func (b handoutBuilder) bars() HandoutBars {
	p := &b.view.brief.shares
	out := HandoutBars{Caption: cutText(p.Title, handoutNote), Row: p.Labels.Row, Column: cutText(p.Labels.Share, handoutName)}
	for i := range p.Rows {
		r := &p.Rows[i]
		out.Rows = append(out.Rows, HandoutBar{Label: cutText(r.Label, handoutLabel), Bar: r.Result.Bar, Share: r.Share})
	}
	return out
}

// progress returns the part on progress with a row for each domain, or for each competency if the rubric
// has one domain. It says how many ratings were in the upper half of the stages and how many are.
func (b handoutBuilder) progress(p HandoutPart) *HandoutTable {
	v := b.view
	upper := upperHalf(v.Published.Rubric().Spectrum())
	t := &HandoutTable{HandoutPart: p, Caption: cutText(v.brief.shares.Labels.Share, handoutName), Columns: []string{v.Labels.Domain, v.Labels.Before, v.Labels.Now, v.Labels.Moved}}
	if v.OneDomain {
		t.Columns[0] = v.Labels.Competency
	}
	for i := range v.Progress.Rows {
		r := &v.Progress.Rows[i]
		if _, isStrand := v.Published.Rubric().Strand(r.ID); isStrand || r.IsDomain == v.OneDomain {
			continue
		}
		change, _ := v.Options.Progress.Change(r.ID, assess.AllRaters)
		before, now := b.wave(change.Before, upper), b.wave(change.After, upper)
		if r.BeforeRated.N == 0 {
			before = r.BeforeRated.Text // hidden, or nothing to compare with
		}
		t.add(r.Label, plain(before), plain(now), plain(r.Text))
	}
	return t
}

// wave returns how many ratings of one time are at a stage or above.
func (b handoutBuilder) wave(c assess.ResultCell, stage spectrum.Stage) string {
	if c.Hidden {
		return b.view.Labels.HiddenMark
	}
	return b.view.Words().doc.Findings.share(c.Stages.AtOrAbove(stage))
}

// targets returns the part on goals with a row for each goal of the complete rubric, a strand or a domain,
// or for each one if there are no others.
func (b handoutBuilder) targets(p HandoutPart) *HandoutTable {
	v := b.view
	t := &HandoutTable{HandoutPart: p, Caption: plain(v.Labels.TargetsCaption), Columns: []string{v.Labels.Domain, v.Labels.Standing, v.Labels.Goal, v.Labels.Distance}}
	ofDomains := slices.ContainsFunc(v.Targets.Items, func(r TargetRow) bool { return r.IsDomain })
	if !ofDomains {
		t.Columns[0] = v.Labels.Competency
	}
	for i := range v.Targets.Items {
		if r := &v.Targets.Items[i]; r.IsDomain == ofDomains {
			t.add(r.Label, r.Current.Text, r.Goal.Text, plain(r.Distance))
		}
	}
	return t
}

// add appends a row.
func (t *HandoutTable) add(label TaggedText, cells ...TaggedText) {
	row := []TaggedText{cutText(label, handoutLabel)}
	for _, c := range cells {
		row = append(row, cutText(c, handoutName))
	}
	t.Rows = append(t.Rows, row)
}
