package html

import (
	"fmt"
	"html/template"
	"io"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
)

// WriteWorksheet writes a worksheet to w as one page that is made to be printed, or as a fragment of
// a page. It returns an error if w fails or an option is not valid.
func WriteWorksheet(w io.Writer, s *report.Worksheet, opt *Options) error {
	if err := arguments.Worksheet("html.WriteWorksheet", w, s); err != nil {
		return err
	}
	page, err := newPage(worksheetView(s), paperSheet, opt)
	if err != nil {
		return fmt.Errorf("html.WriteWorksheet: %w", err)
	}
	return page.execute(w, "worksheet", &worksheetPage{page: page, Worksheet: s})
}

// worksheetView returns what a worksheet has in common with a report.
func worksheetView(s *report.Worksheet) *report.View {
	return &report.View{
		Language: s.Language, Direction: s.Direction, Labels: s.Labels, Head: s.Head,
		Stages: s.Stages, About: s.About,
	}
}

// worksheetPage is the data of the template of a worksheet.
type worksheetPage struct {
	*page
	Worksheet *report.Worksheet
}

// boxHTML returns a box to mark, with its label for screen readers.
func boxHTML(c report.WorksheetChoice) template.HTML {
	return `<span class="box" aria-hidden="true">☐</span><span class="vh">` + textHTML(c.Label) + `</span>`
}
