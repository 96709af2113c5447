package markdown

import (
	"io"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/report/internal/layout"
)

// WriteNarrative writes a narrative to w. It returns an error if w fails, or if an argument is nil or
// a zero value.
func WriteNarrative(w io.Writer, n *report.Narrative, opt *Options) error {
	if err := arguments.Narrative("markdown.WriteNarrative", w, n); err != nil {
		return err
	}
	return write(w, layout.Narrative(n), nil, opt)
}
