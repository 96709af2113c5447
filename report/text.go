package report

import (
	"bufio"
	"io"
	"strings"
)

// WriteText writes the report as plain text, at most Options.Width columns wide.
func (v *View) WriteText(w io.Writer) error {
	t := newTextWriter(w, v)
	t.head()
	for _, section := range v.Sections {
		t.section(section)
	}
	t.about()
	return flush(t.out)
}

// textWriter lays a view out in lines.
type textWriter struct {
	*View
	out      *bufio.Writer
	width    int
	barWidth int
	colors   []string // escape sequences by stage; none without color
}

func newTextWriter(w io.Writer, v *View) *textWriter {
	t := &textWriter{View: v, out: bufio.NewWriter(w), width: v.Options.withDefaults().Width}
	t.barWidth = min(max(t.width/4, 12), 32)
	if v.Options.Color {
		t.colors = ansiRamp(len(v.Stages))
	}
	return t
}

func (t *textWriter) section(s Section) {
	switch s {
	case SectionOverview:
		t.overview()
	case SectionDomains:
		for i := range t.Domains {
			t.domain(&t.Domains[i])
		}
	case SectionStrengths:
		t.highlights(t.Labels.Strengths, t.Strengths)
	case SectionEdges:
		t.highlights(t.Labels.Edges, t.Edges)
	case SectionDifferences:
		t.differences()
	case SectionProgress:
		t.progress()
	case SectionConsensus:
		t.consensus()
	case SectionTargets:
		t.targets()
	case SectionConversations:
		t.conversations()
	case SectionMethods:
		t.methods()
	}
}

func (t *textWriter) head() {
	h := &t.Head
	t.titles()
	t.line("")
	if t.Message != "" {
		t.para(0, t.Message)
		t.line("")
		t.para(0, h.Policy)
		return
	}
	t.para(0, h.Participation)
	t.who()
	t.line("")
	t.para(0, h.Policy)
	t.heading(t.Labels.HowToRead)
	for _, p := range h.HowToRead {
		t.para(0, p.String())
		t.line("")
	}
	t.legend()
	for _, m := range h.Marks {
		t.hang(2, pad(m.Sign, 6), 6, m.Text)
	}
}

// titles writes the top of any document.
func (t *textWriter) titles() {
	h := &t.Head
	t.title(h.Title.String())
	if line := joined(" · ", h.Organization, h.Date); line != "" {
		t.para(0, line)
	}
	if h.Instrument != nil {
		t.para(0, t.Labels.BasedOn+": "+h.Instrument.String())
	}
	if h.Translation != nil {
		t.line("")
		t.para(0, h.Translation.String())
	}
	if h.Internal != "" {
		t.line("")
		t.para(0, "! "+h.Internal)
	}
}

// legend explains the stages and what stands for them in bars.
func (t *textWriter) legend() {
	for i, s := range t.Stages {
		t.hang(2, t.block(i, 4)+"  ", 6, joined(": ", s.Title.String(), s.Messages.String()))
		if s.Summary != nil {
			t.para(8, s.Summary.String())
		}
	}
}

// who lists the groups and how many of each took part, the numbers in a column.
func (t *textWriter) who() {
	names, numbers := 0, 0
	for _, g := range t.Groups {
		names = max(names, textWidth(g.Title.String()))
		numbers = max(numbers, textWidth(g.Raters.Text))
	}
	names = min(names, t.width-numbers-4)
	for _, g := range t.Groups {
		lines := wrap(g.Title.String(), names)
		for _, l := range lines[:len(lines)-1] {
			t.line("  " + l)
		}
		t.line("  " + pad(lines[len(lines)-1], names) + "  " +
			strings.Repeat(" ", numbers-textWidth(g.Raters.Text)) + g.Raters.Text)
	}
}

func (t *textWriter) overview() {
	t.heading(t.Labels.Overview)
	for i, d := range t.Domains {
		if i > 0 {
			t.line("")
		}
		t.strong(0, d.Label.String())
		t.barLine(2, d.Result.Bar, joined(" · ", d.Result.Median.Text.String(), d.Result.RatedText))
		t.besides(d.EqualVoice)
		if len(t.Groups) > 1 {
			t.para(2, joined(": ", t.Labels.Apart, joined(" · ", d.Apart.Text, d.Apart.Detail.String())))
		}
	}
}

func (t *textWriter) domain(d *DomainSection) {
	t.heading(d.Label.String())
	if d.Summary != nil {
		t.para(0, d.Summary.String())
		t.line("")
	}
	if d.Share != nil {
		t.para(0, d.Share.String())
		t.line("")
	}
	if t.OneDomain && d.EqualVoice != nil {
		t.para(0, d.EqualVoice.String())
		t.line("")
	}
	for i := range d.Competencies {
		if i > 0 {
			t.line("")
		}
		t.competency(&d.Competencies[i])
	}
}

func (t *textWriter) competency(c *CompetencyRow) {
	t.strong(0, c.Label.String())
	if c.Summary != nil {
		t.para(2, c.Summary.String())
	}
	r := &c.Result
	if r.Hidden {
		t.para(2, t.Labels.HiddenMark+" "+t.Labels.Hidden)
		return
	}
	t.barLine(2, r.Bar, joined(" · ", r.Median.Text.String(), r.RatedText))
	t.besides(c.EqualVoice)
	t.para(2, joined(" · ", t.counts(r), t.Labels.Agreement+": "+r.Agreement))
	if len(r.Reasons) > 0 {
		t.para(2, t.Labels.NonAnswers+": "+r.NonAnswers.Text+" ("+t.spoken().list(r.Reasons)+")")
	}
	if len(c.By) > 0 {
		medians := make([]string, len(c.By))
		for j, by := range c.By {
			medians[j] = t.Groups[j].Title.String() + ": " + by.Median.Text.String()
		}
		t.para(2, t.Labels.MedianBy+": "+strings.Join(medians, " · "))
	}
}

// counts lists the number of ratings at each stage.
func (t *textWriter) counts(r *ResultCell) string {
	parts := make([]string, len(r.Counts))
	for i, n := range r.Counts {
		parts[i] = t.Stages[i].Title.String() + ": " + n.Text
	}
	return strings.Join(parts, " · ")
}

func (t *textWriter) highlights(title string, hs HighlightList) {
	t.heading(title)
	if hs.Empty != nil {
		t.para(0, hs.Empty.String())
		return
	}
	t.para(0, hs.Intro)
	for _, h := range hs.Items {
		t.line("")
		t.strong(0, h.Label.String())
		t.besides(h.Domain)
		t.barLine(2, h.Bar, h.Sentence.String())
	}
}

// besides writes a line that may be missing.
func (t *textWriter) besides(s TaggedText) {
	if s != nil {
		t.para(2, s.String())
	}
}

func (t *textWriter) differences() {
	t.heading(t.Labels.Differences)
	t.comparisons(&t.Differences)
}

func (t *textWriter) comparisons(ds *ComparisonList) {
	if ds.Empty != "" {
		t.para(0, ds.Empty)
		return
	}
	t.para(0, ds.Intro)
	for i := range ds.Items {
		d := &ds.Items[i]
		t.line("")
		t.strong(0, d.Sentence.String())
		t.besides(d.Domain)
		for _, s := range d.Sides {
			t.barLine(2, s.Result.Bar, joined(" · ", s.Group.String()+": "+s.Result.Median.Text.String(), s.Result.RatedText))
		}
		t.para(2, d.Detail.String())
	}
}

func (t *textWriter) conversations() {
	cs := &t.Conversations
	t.heading(t.Labels.Conversations)
	if cs.Empty != "" {
		t.para(0, cs.Empty)
		return
	}
	t.para(0, cs.Intro)
	for _, c := range cs.Items {
		t.line("")
		if c.Domain != nil {
			t.strong(0, c.Domain.String())
		}
		for _, e := range c.Edges {
			t.hang(2, "- ", 2, e.Label.String())
			t.para(4, e.Standing.String())
			if e.Descriptor != nil {
				t.para(4, e.Next.String()+" "+e.Descriptor.String())
			}
		}
		if len(c.Questions) > 0 {
			t.line("")
			t.questions(c.Questions)
		}
	}
	for _, s := range cs.Stages {
		t.line("")
		t.strong(0, s.Heading.String())
		if s.Message != nil {
			t.para(2, s.Message.String())
		}
		t.questions(s.Questions)
	}
}

func (t *textWriter) questions(sets []QuestionSet) {
	if len(sets) > 0 {
		t.para(2, t.Labels.Questions+":")
	}
	for _, set := range sets {
		if set.Title != nil {
			t.para(2, set.Title.String())
		}
		for _, q := range set.Items {
			t.hang(2, "? ", 2, q.String())
		}
		if set.More != "" {
			t.para(4, set.More)
		}
	}
}

func (t *textWriter) methods() {
	m := &t.Methods
	t.heading(t.Labels.Methods)
	t.para(0, m.Intro)
	for _, item := range m.Items {
		t.line("")
		t.para(0, item.Name+": "+item.Text)
		t.para(2, t.Labels.Limits+": "+item.Limits)
		t.para(2, t.Labels.Source+": "+item.Source)
	}
	if len(m.Notes) > 0 {
		t.line("")
		t.para(0, t.Labels.Notes+":")
		for _, n := range m.Notes {
			t.hang(2, "- ", 2, n.String())
		}
	}
}

func (t *textWriter) about() {
	a := &t.About
	t.heading(t.Labels.About)
	for _, f := range a.Facts {
		t.para(0, f.Name+": "+f.Text.String())
	}
	if len(a.Sources) > 0 {
		t.line("")
		t.para(0, t.Labels.Sources+":")
	}
	for _, s := range a.Sources {
		t.hang(2, "- ", 2, joined(", ", s.Title, s.Publisher, s.URL))
	}
	if len(a.Notes) > 0 {
		t.line("")
		t.para(0, t.Labels.EditionNotes+":")
	}
	for _, n := range a.Notes {
		t.hang(2, "- ", 2, n.String())
	}
}

// joined joins the parts that are not empty.
func joined(separator string, parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(separator)
		}
		b.WriteString(p)
	}
	return b.String()
}
