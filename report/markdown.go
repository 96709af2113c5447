package report

import (
	"bufio"
	"io"
	"strings"
)

// WriteMarkdown writes the report as GitHub Flavored Markdown.
func (v *View) WriteMarkdown(w io.Writer) error {
	m := &markdownWriter{View: v, out: bufio.NewWriter(w)}
	m.head()
	for _, section := range v.Sections {
		m.section(section)
	}
	m.about()
	return flush(m.out)
}

type markdownWriter struct {
	*View
	out *bufio.Writer
}

// barColumns is how long a bar in a table is.
const barColumns = 20

func (m *markdownWriter) section(s Section) {
	switch s {
	case SectionOverview:
		m.overview()
	case SectionDomains:
		for i := range m.Domains {
			m.domain(&m.Domains[i])
		}
	case SectionStrengths:
		m.highlights(m.Labels.Strengths, m.Strengths)
	case SectionEdges:
		m.highlights(m.Labels.Edges, m.Edges)
	case SectionDifferences:
		m.differences()
	case SectionProgress:
		m.progress()
	case SectionConsensus:
		m.consensus()
	case SectionTargets:
		m.targets()
	case SectionConversations:
		m.conversations()
	case SectionMethods:
		m.methods()
	}
}

func (m *markdownWriter) head() {
	h := &m.Head
	m.titles()
	if m.Message != "" {
		m.block(escapeMarkdown(m.Message))
		m.block(escapeMarkdown(h.Policy))
		return
	}
	m.block(bold(h.Participation))
	if len(m.Groups) > 0 {
		m.table([]string{m.Labels.Group, m.Labels.TookPart}, 1, 2)
		for _, g := range m.Groups {
			m.row(escapeText(g.Title), escapeMarkdown(g.Raters.Text))
		}
		m.block("")
	}
	m.block(escapeMarkdown(h.Policy))
	m.block("## " + escapeMarkdown(m.Labels.HowToRead))
	for _, p := range h.HowToRead {
		m.block(escapeText(p))
	}
	m.legend()
	for _, mark := range h.Marks {
		m.row(escapeMarkdown(mark.Sign), escapeMarkdown(mark.Text), "")
	}
	m.block("")
}

// titles writes the top of any document.
func (m *markdownWriter) titles() {
	h := &m.Head
	m.block("# " + escapeText(h.Title))
	if h.Organization != "" || h.Date != "" {
		m.block(joined(" · ", bold(h.Organization), escapeMarkdown(h.Date)))
	}
	if h.Instrument != nil {
		m.block(escapeMarkdown(m.Labels.BasedOn + ": " + h.Instrument.String()))
	}
	if h.Translation != nil {
		m.block("> " + escapeText(h.Translation))
	}
	if h.Internal != "" {
		m.block("> " + bold(h.Internal))
	}
}

// legend explains the stages and what stands for them in bars; the table is left
// open for other marks.
func (m *markdownWriter) legend() {
	m.table([]string{m.Labels.Bar, m.Labels.Stage, m.Labels.Message}, 0, 0)
	for _, s := range m.Stages {
		title := escapeText(s.Title)
		if s.Summary != nil {
			title += ": " + escapeText(s.Summary)
		}
		m.row(code(strings.Repeat(m.mark(s), 4)), title, escapeText(s.Messages))
	}
}

func (m *markdownWriter) overview() {
	m.block("## " + escapeMarkdown(m.Labels.Overview))
	l := &m.Labels
	columns := []string{l.Domain, l.Bar, l.Median, l.Ratings}
	if len(m.Groups) > 1 {
		columns = append(columns, l.Apart)
	}
	m.table(columns, 3, 4)
	for i := range m.Domains {
		d := &m.Domains[i]
		cells := []string{bold(d.Label.String()), m.bar(d.Result.Bar), m.middle(d.Result.Median, d.EqualVoice), escapeMarkdown(d.Result.Rated.Text)}
		if len(m.Groups) > 1 {
			cells = append(cells, escapeMarkdown(joined(": ", d.Apart.Text, d.Apart.Detail.String())))
		}
		m.row(cells...)
	}
	m.block("")
}

func (m *markdownWriter) domain(d *DomainSection) {
	m.block("## " + escapeText(d.Label))
	if d.Summary != nil {
		m.block(escapeText(d.Summary))
	}
	if d.Share != nil {
		m.block(escapeText(d.Share))
	}
	if m.OneDomain && d.EqualVoice != nil {
		m.block(escapeText(d.EqualVoice))
	}
	l := &m.Labels
	columns := []string{l.Competency, l.Bar, l.Median}
	for _, s := range m.Stages {
		columns = append(columns, s.Title.String())
	}
	columns = append(columns, l.Rated, l.Agreement, l.NonAnswers)
	m.table(columns, 3, 4+len(m.Stages))
	for i := range d.Competencies {
		m.competency(&d.Competencies[i])
	}
	m.block("")
	if len(m.Groups) == 0 {
		return
	}
	m.block(bold(l.MedianBy))
	columns = []string{l.Competency}
	for _, g := range m.Groups {
		columns = append(columns, g.Title.String())
	}
	m.table(columns, 0, 0)
	for i := range d.Competencies {
		cells := []string{escapeText(d.Competencies[i].Label)}
		for _, by := range d.Competencies[i].By {
			cells = append(cells, escapeText(by.Median.Text))
		}
		m.row(cells...)
	}
	m.block("")
}

// middle is a median and what it would be with an equal voice for each group.
func (m *markdownWriter) middle(median MedianCell, equal TaggedText) string {
	return joined("<br>", escapeText(median.Text), escapeText(equal))
}

func (m *markdownWriter) competency(c *CompetencyRow) {
	r := &c.Result
	label := escapeText(c.Label)
	if c.Summary != nil {
		label += "<br>" + escapeText(c.Summary)
	}
	cells := []string{label, m.bar(r.Bar), m.middle(r.Median, c.EqualVoice)}
	for _, n := range r.Counts {
		cells = append(cells, escapeMarkdown(n.Text))
	}
	non := r.NonAnswers.Text
	if len(r.Reasons) > 0 {
		non += " (" + m.spoken().list(r.Reasons) + ")"
	}
	m.row(append(cells, escapeMarkdown(r.Rated.Text), escapeMarkdown(r.Agreement), escapeMarkdown(non))...)
}

func (m *markdownWriter) highlights(title string, hs HighlightList) {
	m.block("## " + escapeMarkdown(title))
	if hs.Empty != nil {
		m.block(escapeText(hs.Empty))
		return
	}
	m.block(escapeMarkdown(hs.Intro))
	for _, h := range hs.Items {
		m.line("- " + bold(h.Label.String()) + besides(h.Domain) + "<br>")
		m.line("  " + m.bar(h.Bar) + " " + escapeText(h.Sentence))
	}
	m.line("")
}

func besides(domain TaggedText) string {
	if domain == nil {
		return ""
	}
	return " (" + escapeText(domain) + ")"
}

func (m *markdownWriter) differences() {
	m.block("## " + escapeMarkdown(m.Labels.Differences))
	m.comparisons(&m.Differences)
}

func (m *markdownWriter) comparisons(ds *ComparisonList) {
	if ds.Empty != "" {
		m.block(escapeMarkdown(ds.Empty))
		return
	}
	m.block(escapeMarkdown(ds.Intro))
	for i := range ds.Items {
		d := &ds.Items[i]
		m.line("- " + bold(d.Sentence.String()) + besides(d.Domain) + "<br>")
		for _, s := range d.Sides {
			side := joined(" · ", s.Group.String()+": "+s.Result.Median.Text.String(), s.Result.RatedText)
			m.line("  " + m.bar(s.Result.Bar) + " " + escapeMarkdown(side) + "<br>")
		}
		m.line("  " + escapeText(d.Detail))
	}
	m.line("")
}

func (m *markdownWriter) conversations() {
	cs := &m.Conversations
	m.block("## " + escapeMarkdown(m.Labels.Conversations))
	if cs.Empty != "" {
		m.block(escapeMarkdown(cs.Empty))
		return
	}
	m.block(escapeMarkdown(cs.Intro))
	for _, c := range cs.Items {
		if c.Domain != nil {
			m.block("### " + escapeText(c.Domain))
		}
		for _, e := range c.Edges {
			m.block(bold(m.spoken().closed(e.Label.String())) + " " + escapeText(e.Standing))
			if e.Descriptor != nil {
				m.block("> " + escapeMarkdown(e.Next.String()+" "+e.Descriptor.String()))
			}
		}
		m.questions(c.Questions)
	}
	for _, s := range cs.Stages {
		m.block("### " + escapeText(s.Heading))
		if s.Message != nil {
			m.block(escapeText(s.Message))
		}
		m.questions(s.Questions)
	}
}

func (m *markdownWriter) questions(sets []QuestionSet) {
	if len(sets) > 0 {
		m.block(escapeMarkdown(m.Labels.Questions + ":"))
	}
	for _, set := range sets {
		if set.Title != nil {
			m.block(bold(set.Title.String()))
		}
		for _, q := range set.Items {
			m.line("- " + escapeText(q))
		}
		m.line("")
		if set.More != "" {
			m.block(escapeMarkdown(set.More))
		}
	}
}

func (m *markdownWriter) methods() {
	ms := &m.Methods
	m.block("## " + escapeMarkdown(m.Labels.Methods))
	m.block(escapeMarkdown(ms.Intro))
	for _, item := range ms.Items {
		m.block(bold(item.Name+".") + " " + escapeMarkdown(item.Text))
		m.line("- " + escapeMarkdown(m.Labels.Limits+": "+item.Limits))
		m.line("- " + escapeMarkdown(m.Labels.Source+": "+item.Source+"."))
		m.line("")
	}
	if len(ms.Notes) > 0 {
		m.block(bold(m.Labels.Notes + ":"))
		for _, n := range ms.Notes {
			m.line("- " + escapeText(n))
		}
		m.line("")
	}
}

func (m *markdownWriter) about() {
	a := &m.About
	m.block("## " + escapeMarkdown(m.Labels.About))
	for _, f := range a.Facts {
		m.line("- " + escapeMarkdown(f.Name+": "+f.Text.String()))
	}
	if len(a.Sources) > 0 {
		m.line("")
		m.block(bold(m.Labels.Sources + ":"))
	}
	for _, s := range a.Sources {
		text := escapeMarkdown(joined(", ", s.Title, s.Publisher))
		if s.URL != "" {
			text += ", <" + s.URL + ">"
		}
		m.line("- " + text)
	}
	if len(a.Notes) > 0 {
		m.line("")
		m.block(bold(m.Labels.EditionNotes + ":"))
	}
	for _, n := range a.Notes {
		m.line("- " + escapeText(n))
	}
}

func (m *markdownWriter) line(s string) {
	m.out.WriteString(s)
	m.out.WriteByte('\n')
}

// block writes a line and, since blocks are apart, an empty one.
func (m *markdownWriter) block(s string) {
	if s != "" {
		m.line(s)
	}
	m.line("")
}

// table begins a table. Its columns from one place up to another hold numbers,
// which stand to the right.
func (m *markdownWriter) table(columns []string, from, to int) {
	heads := make([]string, len(columns))
	rules := make([]string, len(columns))
	for i, c := range columns {
		heads[i], rules[i] = escapeMarkdown(c), "---"
		if i >= from && i < to {
			rules[i] = "---:"
		}
	}
	m.row(heads...)
	m.row(rules...)
}

func (m *markdownWriter) row(cells ...string) { m.line("| " + strings.Join(cells, " | ") + " |") }

func (m *markdownWriter) mark(s StageLegend) string {
	if m.Options.ASCII {
		return s.ASCIIMark
	}
	return s.Mark
}

func (m *markdownWriter) bar(b StageBar) string {
	cells := b.Cells(barColumns)
	if cells == nil {
		return ""
	}
	var s strings.Builder
	for i, n := range cells {
		s.WriteString(strings.Repeat(m.mark(m.Stages[i]), n))
	}
	return code(s.String())
}

// code is for the library's own marks only, which have no backquote.
func code(s string) string { return "`" + s + "`" }

func bold(s string) string {
	if s == "" {
		return ""
	}
	return "**" + escapeMarkdown(s) + "**"
}
