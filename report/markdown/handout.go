package markdown

import (
	"io"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/report/internal/layout"
)

// WriteHandout writes a handout to w. It returns an error if w fails, or if an argument is nil or a zero
// value.
func WriteHandout(w io.Writer, h *report.Handout, opt *Options) error {
	if err := arguments.Handout("markdown.WriteHandout", w, h); err != nil {
		return err
	}
	return write(w, layout.Handout(h, layout.Columns), h.Stages, opt)
}

// brief writes a block of a handout.
func (w *writer) brief(b layout.Block) {
	switch b := b.(type) {
	case layout.Topic:
		if b.Heading != "" {
			w.paragraph("## " + escape(b.Heading))
		}
		w.space()
		for _, s := range b.Sentences {
			w.line("- " + escape(s))
		}
	case layout.Grid:
		w.paragraph(bold(b.Caption))
		columns := make([]layout.Column, len(b.Columns))
		for i, head := range b.Columns {
			columns[i].Head = head
		}
		w.head(columns)
		for _, row := range b.Rows {
			cells := make([]string, len(row))
			for i, c := range row {
				cells[i] = escape(c)
			}
			w.row(cells...)
		}
	}
}
