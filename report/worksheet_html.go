package report

import (
	"html/template"
	"io"
)

// WriteHTML writes the worksheet as one self-contained page, made to be printed, that
// keeps the same rules as that of a report.
func (s *Worksheet) WriteHTML(w io.Writer) error {
	p := &worksheetPage{page: newPage(s.shared(), styleSheet(0, false)+paperStyleSource), Worksheet: s}
	p.Patterns = "" // nothing has a color
	return writePage(w, "worksheet", p)
}

// shared is what a worksheet has in common with a report, for the renderers of both.
func (s *Worksheet) shared() *View {
	return &View{
		Language: s.Language, Direction: s.Direction, Labels: s.Labels, Head: s.Head,
		Stages: s.Stages, About: s.About, Options: s.Options, words: s.words,
	}
}

// worksheetPage is what the template of a worksheet sees.
type worksheetPage struct {
	*page
	Worksheet *Worksheet
}

// boxHTML writes a box to mark, and for those who do not see it what it stands for.
func boxHTML(c WorksheetChoice) template.HTML {
	return `<span class="box" aria-hidden="true">☐</span><span class="vh">` + textHTML(c.Label) + `</span>`
}
