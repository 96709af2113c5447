package text

import (
	"io"
	"strings"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/report/internal/layout"
)

// WriteHandout writes a handout to w. It returns an error if w fails, an argument is nil or a zero value,
// or the width is too small.
func WriteHandout(w io.Writer, h *report.Handout, opt *Options) error {
	if err := arguments.Handout("text.WriteHandout", w, h); err != nil {
		return err
	}
	return write(w, layout.Handout(h, layout.Lines), h.Stages, opt)
}

// brief writes a block of a handout, which takes few lines.
func (w *writer) brief(b layout.Block) {
	switch b := b.(type) {
	case layout.Topic:
		w.space(false)
		if b.Heading != "" {
			w.strong(0, b.Heading)
		}
		for _, s := range b.Sentences {
			w.hang(0, "- ", 2, s)
		}
	case layout.Grid:
		w.paragraph(0, b.Caption+":")
		for _, row := range b.Rows {
			cells := make([]string, len(row)-1)
			for i, c := range row[1:] {
				cells[i] = b.Columns[i+1] + ": " + c
			}
			w.hang(0, "- ", 2, row[0]+": "+strings.Join(cells, " · "))
		}
	}
}
