package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/report/internal/clean"
)

// WriteJSON writes the summary/1 document to w, indented by two spaces; with Options.Progress, the
// one with a baseline and changes. It is stable output: package assess documents its shape.
// Control characters, bidirectional overrides and angle brackets are written as JSON escapes, so
// that the document is safe to print and to embed.
//
// It returns an error if w fails or if the view has no published summary.
func (v *View) WriteJSON(w io.Writer) error {
	if w == nil {
		return given.NotNil("report.View.WriteJSON", "w", true)
	}
	if v.Published == nil {
		return errors.New("report: the view has no published summary")
	}
	marshal := v.Published.MarshalJSON
	if v.Options.Progress != nil {
		marshal = v.Options.Progress.MarshalJSON
	}
	data, err := marshal()
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, data, "", "  "); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	out := bufio.NewWriter(w)
	writeEscaped(out, indented.Bytes())
	out.WriteByte('\n')
	return flush(out)
}

// writeEscaped writes JSON with escapes for characters that are not safe to print or to embed.
// Outside of strings, JSON has none of those except line breaks.
func writeEscaped(out *bufio.Writer, data []byte) {
	done := 0
	for i := 0; i < len(data); {
		r, size := rune(data[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(data[i:])
		}
		if r != '\n' && (r == '<' || r == '>' || clean.IsControl(r)) {
			out.Write(data[done:i])
			fmt.Fprintf(out, `\u%04x`, r)
			done = i + size
		}
		i += size
	}
	out.Write(data[done:])
}

// flush writes what is buffered. A bufio.Writer keeps the first error of all writes.
func flush(w *bufio.Writer) error {
	if err := w.Flush(); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}
