package text

import (
	"io"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/report/internal/layout"
)

// unwrapped is a width that no paragraph has.
const unwrapped = 1 << 30

// WriteNarrative writes a narrative to w. Each paragraph is one line, so that it can be pasted into a
// form, unless Options.Width is set. It returns an error if w fails, an argument is nil or a zero
// value, or the width is too small.
func WriteNarrative(w io.Writer, n *report.Narrative, opt *Options) error {
	if err := arguments.Narrative("text.WriteNarrative", w, n); err != nil {
		return err
	}
	var lines Options
	if opt != nil {
		lines = *opt
	}
	if lines.Width == 0 {
		lines.Width = unwrapped
	}
	return write(w, layout.Narrative(n), nil, &lines)
}
