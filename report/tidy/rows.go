package tidy

import (
	"bufio"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rowWriter writes rows as encoding/csv does, but faster: most cells of the table are
// numbers or ids. Cells must not have line breaks, which [cellText] removes.
type rowWriter struct {
	out *bufio.Writer // which keeps the first error of all writes
	row []byte
}

// write writes a row.
func (w *rowWriter) write(row []string) {
	b := w.row[:0]
	for i, cell := range row {
		if i > 0 {
			b = append(b, ',')
		}
		if !needsQuotes(cell) {
			b = append(b, cell...)
			continue
		}
		b = append(b, '"')
		b = append(b, strings.ReplaceAll(cell, `"`, `""`)...)
		b = append(b, '"')
	}
	w.row = append(b, '\r', '\n')
	w.out.Write(w.row)
}

// needsQuotes follows the rules of encoding/csv.
func needsQuotes(cell string) bool {
	if cell == "" {
		return false
	}
	for i := range len(cell) {
		if c := cell[i]; c == ',' || c == '"' {
			return true
		}
	}
	if '0' <= cell[0] && cell[0] <= 'z' && cell[0] != '\\' {
		return false
	}
	first, _ := utf8.DecodeRuneInString(cell)
	return unicode.IsSpace(first) || cell == `\.`
}

// flush writes what is buffered.
func (w *rowWriter) flush() error {
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("tidy: %w", err)
	}
	return nil
}
