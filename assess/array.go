package assess

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/window"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Array reads responses to a rubric from one JSON array, an element at a time, so that a
// file of any length takes the memory of one response. opt may be nil.
//
// For every element it yields either a response or a [problem.List] with lines and
// columns, and goes on. If an element has no proper end, because of a missing brace for
// example, it goes on with the next line that starts an object with no more indentation
// than the line of that element. Problems of the array itself (a comma, the end) are
// yielded as well; they stand for no response (see [Refused]). Any other error is the
// reader's own, and the last result.
func Array(r *rubric.Rubric, name string, in io.Reader, opt *ReadOptions) iter.Seq2[*Response, error] {
	if err := checkReader("assess.Array", r, in, opt); err != nil {
		return failed(err)
	}
	return responses(r, limited(name, arrayRecords(r, name, newLimitedReader(in, opt), opt.limits()), opt))
}

func arrayRecords(r *rubric.Rubric, name string, in io.Reader, lim source.Limits) records {
	return func(yield func(*record.Record, error) bool) {
		a := arrayReader{in: window.New(in), strict: strictReader{rubric: r, lim: lim}, name: name, pos: problem.Pos{File: name, Line: 1, Column: 1}}
		if !a.read(yield) {
			return
		}
		if err := a.in.Err(); err != nil {
			yield(nil, fmt.Errorf("read %s: %w", problem.FileName(name), err))
		}
	}
}

// arrayReader splits an array into its elements.
type arrayReader struct {
	in        window.Window
	strict    strictReader
	name      string
	pos       problem.Pos // of the next byte
	indent    int         // columns before the first character of its line
	inText    bool        // the line so far has a character other than white space
	before    separator
	nest      nesting
	taken     int64 // bytes taken
	revisited int64 // bytes that were read twice
}

// read reads the array. It returns false if yield has.
func (a *arrayReader) read(yield func(*record.Record, error) bool) bool {
	if c, ok := a.open(); !ok || c != '[' {
		if a.in.Err() != nil {
			return true
		}
		if !ok {
			return yield(nil, a.problem(problem.Empty, "the document is empty", ""))
		}
		return yield(nil, a.problem(problem.WrongType, "expected a list of responses", ""))
	}
	a.advance(1)
	for first := true; ; {
		c, ok := a.skip()
		switch {
		case !ok:
			return a.in.Err() != nil || a.before == afterBroken ||
				yield(nil, a.problem(problem.Syntax, "the list is not closed", "the file may have been cut off"))
		case c == ']':
			if !first && a.before == afterComma && !yield(nil, a.problem(problem.Syntax, "nothing follows the last comma of the list", "remove the comma")) {
				return false
			}
			a.advance(1)
			if _, more := a.skip(); more {
				return yield(nil, a.problem(problem.MultipleDocuments, "more follows the end of the list", "keep one JSON value in a document"))
			}
			return true
		case c == ',':
			if a.before == afterComma && !yield(nil, a.problem(problem.Syntax, "nothing stands before the comma", "remove the comma")) {
				return false
			}
			a.before = afterComma
			a.advance(1)
		default:
			first = false
			p, err := a.element()
			if _, ok := a.in.At(0); !ok && a.in.Err() != nil && a.before == afterBroken {
				return true // it may only have been cut off by the error
			}
			if !yield(p, err) {
				return false
			}
		}
	}
}

// separator is what is before an element.
type separator uint8

const (
	afterComma    separator = iota // or at the beginning
	afterResponse                  // without a comma
	afterBroken                    // anything is allowed
)

// open skips a byte order mark and returns the first character.
func (a *arrayReader) open() (c byte, ok bool) {
	if _, ok := a.in.At(len(source.ByteOrderMark)); ok && source.HasByteOrderMark(a.in.Rest()) {
		a.in.Take(len(source.ByteOrderMark))
	}
	return a.skip()
}

// skip skips white space and returns the next character.
func (a *arrayReader) skip() (c byte, ok bool) {
	for {
		c, ok = a.in.At(0)
		if !ok || c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return c, ok
		}
		a.advance(1)
	}
}

// advance takes bytes and keeps count of the position.
func (a *arrayReader) advance(n int) {
	for _, c := range a.in.Rest()[:n] {
		switch {
		case c == '\n':
			a.pos.Line++
			a.pos.Column, a.indent, a.inText = 1, 0, false
			continue
		case utf8.RuneStart(c):
			a.pos.Column++
		}
		a.inText = a.inText || c != ' ' && c != '\t'
		if !a.inText {
			a.indent++
		}
	}
	a.taken += int64(n)
	a.in.Take(n)
}

// problem returns a problem that does not count as a response.
func (a *arrayReader) problem(code problem.Code, msg, hint string) error {
	return problem.List{{Pos: a.pos, Code: code, Msg: msg, Hint: hint, Err: record.NotRead(0)}}
}

// element reads an element.
func (a *arrayReader) element() (*record.Record, error) {
	at := a.pos
	n, whole := a.span()
	seen, indent, large := min(n, a.strict.lim.Bytes), a.indent, n > a.strict.lim.Bytes
	next := n
	if !whole {
		// Hostile input could have bytes read again and again.
		if next = 0; a.revisited <= 8*(a.taken+int64(a.strict.lim.Bytes)) {
			next = a.nextElement(seen, indent)
		}
		if next > 0 {
			large = false
			n = next
			a.revisited += int64(seen - next)
		}
		n = min(n, seen)
	}
	p, problems := a.load(at, a.in.Rest()[:n], whole, large)
	a.before = afterResponse
	switch {
	case next > 0:
		a.advance(next)
	case large:
		if whole = a.skipRest(); !whole {
			a.skipTo(indent)
		}
	default:
		a.advance(seen)
		a.skipTo(indent)
	}
	if !whole {
		a.before = afterBroken
	}
	return p, problems.Err()
}

// load reads the bytes of an element that begins at a position.
func (a *arrayReader) load(at problem.Pos, raw []byte, whole, large bool) (*record.Record, problem.List) {
	bad := problem.Problem{Pos: at}
	switch {
	case large:
		bad.Code, bad.Msg = problem.TooLarge, fmt.Sprintf("the response has more than %d bytes", a.strict.lim.Bytes)
	case a.before == afterResponse:
		bad.Code, bad.Msg = problem.Syntax, "a comma is missing before the response"
	case source.HasByteOrderMark(raw):
		bad.Code, bad.Msg, bad.Hint = problem.Encoding, "a byte order mark stands within the file", "remove it"
	default:
		if !whole {
			raw = bytes.TrimRight(raw, " \t\r\n,")
		}
		p, problems := a.strict.part(at, raw)
		if len(problems) > 0 || whole {
			return p, problems
		}
		bad.Code, bad.Msg = problem.Syntax, "the response does not end as it should"
	}
	return nil, problem.List{bad}
}

// span returns the number of bytes of the element that starts here. If the element has
// no end, or more bytes than a response may have, whole is false and n is the number of
// bytes that were looked at.
func (a *arrayReader) span() (n int, whole bool) {
	a.nest = nesting{open: a.nest.open[:0]}
	limit := a.strict.lim.Bytes
	for n <= limit {
		rest := a.in.Rest()
		for ; n < len(rest) && n <= limit; n++ {
			switch a.nest.next(rest[n]) {
			case endsBefore:
				return n, true
			case endsAfter:
				return n + 1, true
			case endsNot:
				return n, false
			}
		}
		if n <= limit && !a.in.Fill() {
			return n, a.nest.closed()
		}
	}
	return n, false
}

// skipRest skips the rest of an element that is too long. It reports whether the element
// has an end.
func (a *arrayReader) skipRest() bool {
	a.advance(a.strict.lim.Bytes + 1)
	for {
		if _, ok := a.in.At(0); !ok {
			return a.nest.closed()
		}
		rest := a.in.Rest()
		for i, c := range rest {
			end := a.nest.next(c)
			if end == goesOn && len(a.nest.open) <= a.strict.lim.Bytes {
				continue
			}
			if end == endsAfter {
				i++
			}
			a.advance(i)
			return end == endsAfter || end == endsBefore
		}
		a.advance(len(rest))
	}
}

// nextElement returns the offset of the first line, within the first seen bytes, on which
// the next element may start, or 0.
func (a *arrayReader) nextElement(seen, indent int) int {
	for i := 0; ; {
		end := bytes.IndexByte(a.in.Rest()[i:seen], '\n')
		if end < 0 {
			return 0
		}
		if i += end + 1; a.startsElement(i, indent) {
			return i
		}
	}
}

// skipTo skips everything up to the line on which the next element may start.
func (a *arrayReader) skipTo(indent int) {
	for {
		if _, ok := a.in.At(0); !ok {
			return
		}
		end := bytes.IndexByte(a.in.Rest(), '\n')
		if end < 0 {
			a.advance(len(a.in.Rest()))
			continue
		}
		if a.advance(end + 1); a.startsElement(0, indent) {
			return
		}
	}
}

// startsElement reports whether a line starts an object, with no more indentation than
// indent.
func (a *arrayReader) startsElement(i, indent int) bool {
	for width := 0; width <= indent; i++ {
		switch c, _ := a.in.At(i); c {
		case '{':
			return true
		case ' ', '\t':
			width++
		case ',':
		default:
			return false
		}
	}
	return false
}
