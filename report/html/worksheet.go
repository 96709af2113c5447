package html

import (
	"html/template"
	"io"

	"github.com/waymark-go/waymark/report"
)

// WriteHTML writes the worksheet as one self-contained page, made to be printed, that
// keeps the same rules as that of a report.
func WriteWorksheet(w io.Writer, s *report.Worksheet, _ *Options) error {
	p := &worksheetPage{page: newPage(worksheetView(s), styleSheet(0, false)+paperStyleSource), Worksheet: s}
	p.Patterns = "" // nothing has a color
	return writePage(w, "worksheet", p)
}

// shared is what a worksheet has in common with a report, for the renderers of both.
func worksheetView(s *report.Worksheet) *report.View {
	return &report.View{
		Language: s.Language, Direction: s.Direction, Labels: s.Labels, Head: s.Head,
		Stages: s.Stages, About: s.About,
	}
}

// worksheetPage is what the template of a worksheet sees.
type worksheetPage struct {
	*page
	Worksheet *report.Worksheet
}

// boxHTML writes a box to mark, and for those who do not see it what it stands for.
func boxHTML(c report.WorksheetChoice) template.HTML {
	return `<span class="box" aria-hidden="true">☐</span><span class="vh">` + textHTML(c.Label) + `</span>`
}
