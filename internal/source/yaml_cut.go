package source

import (
	"bytes"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/waymark-go/waymark/internal/source/yamlmistake"
	"github.com/waymark-go/waymark/rubric/problem"
)

// cutTexts looks for the comments of a document that were meant as text. It is
// asked in document order and reads each byte at most a few times.
type cutTexts struct {
	data   []byte
	line   int // number of the line that begins at offset, or 0 before the first
	offset int
}

// from returns the rest of a line from a column on. It returns nil for a line before
// one that was asked for earlier.
func (c *cutTexts) from(line, column int) []byte {
	if c.line == 0 {
		c.line = 1
	}
	for c.line < line {
		i := bytes.IndexByte(c.data[c.offset:], '\n')
		if i < 0 {
			return nil
		}
		c.offset += i + 1
		c.line++
	}
	if c.line > line {
		return nil
	}
	rest := c.data[c.offset:]
	for ; column > 1 && len(rest) > 0; column-- {
		_, size := utf8.DecodeRune(rest)
		rest = rest[size:]
	}
	return rest
}

// cut reports a comment that cuts a plain text short: one whose # is followed by
// something other than a space, as in "Room #5". Other comments are accepted.
func (r *yamlReader) cut(y *yaml.Node) {
	if !yamlmistake.CutsText(y.LineComment) || r.lines != nil {
		return
	}
	rest := r.cuts.from(y.Line, y.Column)
	// A plain text contains no " #", so the first one after its beginning is the comment.
	// A text of several lines contains its words and at least as much white space as they need.
	hash := 0
	for ; hash < len(rest); hash++ {
		if rest[hash] == '#' && (hash == 0 || bytes.IndexByte([]byte(" \t\n"), rest[hash-1]) >= 0) {
			break
		}
	}
	if hash == len(rest) {
		return
	}
	at := position(r.pos(y), rest, hash)
	r.add(at, problem.CutText, yamlmistake.CutMessage, yamlmistake.CutHint)
}
