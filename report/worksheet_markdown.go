package report

import (
	"bufio"
	"io"
)

// markdownBox is a box to mark. A task list would be one that a click marks, but
// stands in lists only.
const markdownBox = "☐"

// WriteMarkdown writes the worksheet as GitHub Flavored Markdown.
func (s *Worksheet) WriteMarkdown(w io.Writer) error {
	m := &markdownWriter{View: s.shared(), out: bufio.NewWriter(w)}
	m.titles()
	for _, f := range s.Fields {
		m.field(f)
	}
	m.howToUse(s.Own.HowToUse, s.Purpose, s.Steps)
	m.block("## " + escapeMarkdown(s.Own.Stages))
	for _, stage := range s.Stages {
		m.line("- " + joined(" ", bold(stage.Title.String()), escapeText(stage.Summary), escapeText(stage.Messages)))
	}
	m.line("")
	columns := []string{s.Labels.Competency}
	for _, c := range s.Choices {
		columns = append(columns, c.Title.String())
	}
	columns = append(columns, s.Own.Evidence)
	for i := range s.Domains {
		m.rate(columns, &s.Domains[i])
	}
	m.about()
	return flush(m.out)
}

func (m *markdownWriter) field(f WorksheetField) {
	if len(f.Choices) == 0 {
		m.block(bold(f.Name+":") + ` \_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_`)
		return
	}
	m.block(bold(f.Name + ":"))
	for _, c := range f.Choices {
		m.line("- " + markdownBox + " " + escapeText(c.Title))
	}
	m.line("")
}

func (m *markdownWriter) rate(columns []string, d *WorksheetDomain) {
	m.block("## " + escapeText(d.Label))
	if d.Summary != nil {
		m.block(escapeText(d.Summary))
	}
	m.table(columns, 0, 0)
	for _, c := range d.Competencies {
		label := bold(c.Label.String())
		if c.Summary != nil {
			label += "<br>" + escapeText(c.Summary)
		}
		cells := []string{label}
		for _, b := range c.Boxes {
			cells = append(cells, joined("<br>", markdownBox, escapeText(b.Descriptor)))
		}
		m.row(append(cells, "")...)
	}
	m.block("")
}
