package assess

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric/problem"
)

// window is the part of an input between what was taken and what was read, so
// that a reader can look ahead and think again.
type window struct {
	in    io.Reader
	buf   []byte
	pos   int   // buf[pos:] is not taken yet
	kept  int   // buf[:kept] stays where it is, whatever is taken
	ended error // io.EOF or the reader's own error, once it came
}

const windowStep = 64 << 10

// fill reads more; it reports whether there was any.
func (w *window) fill() bool {
	if w.ended != nil {
		return false
	}
	if cap(w.buf)-len(w.buf) < windowStep {
		w.buf = slices.Grow(w.buf, max(windowStep, len(w.buf)))
	}
	return w.read(cap(w.buf))
}

// read reads on until at most so many bytes are there; it reports whether there were any.
func (w *window) read(size int) bool {
	for range 100 {
		n, err := w.in.Read(w.buf[len(w.buf):size])
		w.buf, w.ended = w.buf[:len(w.buf)+n], err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	w.ended = io.ErrNoProgress
	return false
}

// at returns the byte at an offset from what was taken.
func (w *window) at(i int) (c byte, ok bool) {
	for w.pos+i >= len(w.buf) {
		if !w.fill() {
			return 0, false
		}
	}
	return w.buf[w.pos+i], true
}

// take gives up n bytes. Their room is used again once it is more than what is
// left.
func (w *window) take(n int) {
	w.pos += n
	if left := len(w.buf) - w.pos; w.kept == 0 && w.ended == nil && w.pos > windowStep && w.pos > left {
		copy(w.buf, w.buf[w.pos:])
		w.buf, w.pos = w.buf[:left], 0
	}
}

// err returns the reader's error, nil at the end of the input.
func (w *window) err() error {
	if w.ended == nil || w.ended == io.EOF {
		return nil
	}
	return w.ended
}

// maxColumns is the most columns that a sheet may have.
const maxColumns = 4096

// rowReader splits a sheet into rows. It is not encoding/csv because a row whose
// quotation marks do not match must not take the rows after it along: it is
// reported and the next line is read as a row.
type rowReader struct {
	window
	delim, eol byte
	file       string // name to report positions with
	limit      int    // bytes of a row
	lines      int    // lines taken
	number     int    // rows taken, those that are blank too
	taken      int    // bytes taken
	again      int    // bytes that were looked at and given back
	row        sheetRow
}

// sheetRow is a row. Its bytes are valid until the next one is read.
type sheetRow struct {
	file   string
	line   int // the first of its lines, from 1
	number int // as spreadsheet programs number it, from 1
	raw    []byte
	eol    byte
	cells  []sheetCell
	broken *problem.Problem // why the cells cannot be made out
}

type sheetCell struct {
	at, from, to int  // offsets in the row: where it starts, and its text
	doubled      bool // quotation marks in the text are doubled
}

// next reads a row. It returns false at the end and after the reader's error.
func (s *rowReader) next() bool {
	s.take(0)
	if _, ok := s.at(0); !ok {
		return false
	}
	s.number++
	s.row = sheetRow{file: s.file, line: s.lines + 1, number: s.number, eol: s.eol, cells: s.row.cells[:0]}
	n, bad := s.scan()
	switch {
	case bad != nil:
		s.row.broken = bad
		s.row.cells = s.row.cells[:0]
		s.resume(n)
		return true
	case s.err() != nil && s.pos+n == len(s.buf) && s.buf[s.pos+n-1] != s.eol:
		return false // only the beginning of a row
	}
	s.row.raw = s.buf[s.pos : s.pos+n]
	if s.row.broken = checkText(&s.row); s.row.broken != nil {
		s.row.cells = s.row.cells[:0]
	}
	s.lines += bytes.Count(s.row.raw, []byte{s.eol})
	s.taken += n
	s.pos += n // taken for good by the next call
	return true
}

// start returns the first position of the file.
func (s *rowReader) start() problem.Pos { return problem.Pos{File: s.file, Line: 1, Column: 1} }

// resume goes on after a row that was given up after n bytes: with the line after
// its first one, since a quotation mark that is missing must not cost the rows
// that follow. Where a hostile input has bytes looked at over and over, it goes on
// after all of them.
func (s *rowReader) resume(n int) {
	first := bytes.IndexByte(s.buf[s.pos:s.pos+n], s.eol)
	if first >= 0 && s.again <= 8*(s.taken+s.limit) {
		s.again += n
		n = first + 1
	} else {
		s.lines += bytes.Count(s.buf[s.pos:s.pos+n], []byte{s.eol})
		for { // the rest of the line
			i := bytes.IndexByte(s.buf[s.pos+n:], s.eol)
			if i >= 0 {
				n += i + 1
				break
			}
			s.taken += len(s.buf) - s.pos
			s.buf, s.pos, n = s.buf[:s.kept], s.kept, 0
			if !s.fill() {
				return
			}
		}
	}
	s.lines++
	s.taken += n
	s.take(n)
}

// scan finds the cells of the row that starts here. It returns how many bytes the
// row has, or how many were looked at and what is wrong.
func (s *rowReader) scan() (n int, bad *problem.Problem) {
	i := 0
	for {
		cell := sheetCell{at: i}
		j := s.blanks(i)
		if c, ok := s.at(j); ok && c == '"' {
			cell.at = j
			i, bad = s.quoted(&cell, j+1)
		} else {
			i, bad = s.plain(&cell, i)
		}
		if bad != nil {
			return i, bad
		}
		if len(s.row.cells) >= maxColumns {
			return i, s.issue(cell.at, problem.TooMany, fmt.Sprintf("more than %d cells in a row", maxColumns), "")
		}
		s.row.cells = append(s.row.cells, cell)
		c, ok := s.at(i)
		if !ok {
			return i, nil
		}
		if i++; c == s.eol {
			return i, nil
		}
	}
}

// blanks returns the offset after spaces, and tabs unless they separate cells.
func (s *rowReader) blanks(i int) int {
	for {
		c, ok := s.at(i)
		if !ok || c != ' ' && (c != '\t' || s.delim == '\t') {
			return i
		}
		i++
	}
}

// plain finds the end of a cell without quotation marks around it.
func (s *rowReader) plain(cell *sheetCell, i int) (end int, bad *problem.Problem) {
	cell.from = i
	for {
		rest := s.buf[s.pos+i:]
		k := 0
		for k < len(rest) && rest[k] != s.delim && rest[k] != s.eol {
			k++
		}
		i += k
		if i > s.limit {
			return s.limit, s.tooLong()
		}
		if k < len(rest) || !s.fill() {
			break
		}
	}
	cell.to = i
	if c, ok := s.at(i); (!ok || c == '\n') && i > cell.from && s.buf[s.pos+i-1] == '\r' {
		cell.to--
	}
	return i, nil
}

// quoted finds the end of a cell from after its opening quotation mark.
func (s *rowReader) quoted(cell *sheetCell, i int) (end int, bad *problem.Problem) {
	cell.from = i
	for {
		k := bytes.IndexByte(s.buf[s.pos+i:], '"')
		if k < 0 {
			i = len(s.buf) - s.pos
			if i > s.limit || !s.fill() {
				return min(i, s.limit), s.unclosed(cell.at)
			}
			continue
		}
		if i += k + 1; i > s.limit {
			return s.limit, s.unclosed(cell.at)
		}
		if c, ok := s.at(i); ok && c == '"' {
			cell.doubled = true
			i++
			continue
		}
		cell.to = i - 1
		i = s.blanks(i)
		c, ok := s.at(i)
		if ok && c == '\r' && s.eol == '\n' {
			i++
			c, ok = s.at(i)
		}
		if ok && c != s.delim && c != s.eol {
			return i, s.issue(cell.at, problem.Syntax, "text follows the closing quotation mark of the cell", "write quotation marks within quoted text twice")
		}
		return i, nil
	}
}

func (s *rowReader) tooLong() *problem.Problem {
	return s.issue(0, problem.TooLarge, fmt.Sprintf("the row has more than %d bytes", s.limit), "")
}

// unclosed tells a missing quotation mark from a line that is too long.
func (s *rowReader) unclosed(at int) *problem.Problem {
	if seen := s.buf[s.pos:]; len(seen) > s.limit && bytes.IndexByte(seen[:s.limit], s.eol) < 0 {
		return s.tooLong()
	}
	return s.issue(at, problem.Syntax, "the quotation mark that opens the cell is not closed", "write quotation marks within quoted text twice")
}

func (s *rowReader) issue(at int, code problem.Code, msg, hint string) *problem.Problem {
	row := sheetRow{file: s.file, line: s.row.line, raw: s.buf[s.pos:], eol: s.eol}
	return &problem.Problem{Pos: row.position(at), Code: code, Msg: msg, Hint: hint}
}

// position returns the place of an offset in the row.
func (r *sheetRow) position(at int) problem.Pos {
	before := r.raw[:min(at, len(r.raw))]
	start := bytes.LastIndexByte(before, r.eol) + 1
	return problem.Pos{
		File:   r.file,
		Line:   r.line + bytes.Count(before, []byte{r.eol}),
		Column: 1 + utf8.RuneCount(before[start:]),
	}
}

// text returns a cell's text without the white space around it, nothing for a
// cell that the row does not have.
func (r *sheetRow) text(k int) []byte {
	if k >= len(r.cells) {
		return nil
	}
	c := r.cells[k]
	text := trimCell(r.raw[c.from:c.to])
	if c.doubled {
		text = bytes.ReplaceAll(text, []byte(`""`), []byte(`"`))
	}
	// Spreadsheets keep the zeros of 007 by writing ="007".
	if n := len(text); n > 3 && text[0] == '=' && text[1] == '"' && text[n-1] == '"' {
		text = trimCell(text[2 : n-1])
	}
	return text
}

// cellAt returns the place of a cell, or of the row's end for a cell that it does
// not have.
func (r *sheetRow) cellAt(k int) problem.Pos {
	if k < len(r.cells) {
		return r.position(r.cells[k].at)
	}
	return r.position(len(bytes.TrimRight(r.raw, "\r\n")))
}

// isBlank reports whether no cell says anything.
func (r *sheetRow) isBlank() bool {
	return r.broken == nil && r.first() == len(r.cells)
}

// first returns the index of the first cell that says something.
func (r *sheetRow) first() int {
	for k := range r.cells {
		if len(r.text(k)) > 0 {
			return k
		}
	}
	return len(r.cells)
}

// checkText refuses what is not UTF-8 and control characters.
func checkText(r *sheetRow) *problem.Problem {
	for i, c := range r.raw {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f {
			return &problem.Problem{
				Pos: r.position(i), Code: problem.ControlCharacter,
				Msg: fmt.Sprintf("control character U+%04X", c), Hint: "remove it",
			}
		}
	}
	if utf8.Valid(r.raw) {
		return nil
	}
	i := 0
	for i < len(r.raw) {
		c, size := utf8.DecodeRune(r.raw[i:])
		if c == utf8.RuneError && size == 1 {
			break
		}
		i += size
	}
	return &problem.Problem{
		Pos: r.position(i), Code: problem.Encoding,
		Msg:  fmt.Sprintf("byte 0x%02X is not valid UTF-8; in Windows-1252 it is %q", r.raw[i], windows1252(r.raw[i])),
		Hint: `save the sheet as UTF-8 (in Excel, "CSV UTF-8")`,
	}
}

// windows1252 returns the character that a byte stands for in the encoding that
// spreadsheets on Windows write when they are not asked for UTF-8.
func windows1252(c byte) rune {
	if c >= 0x80 && c < 0xa0 {
		return []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")[c-0x80]
	}
	return rune(c)
}
