package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/assess/internal/window"
	"github.com/waymark-go/waymark/rubric/problem"
)

// maxColumns is the most columns that a sheet may have.
const maxColumns = 4096

// rowReader splits a sheet into rows. It is not encoding/csv because a row whose
// quotation marks do not match must not take the following rows with it: it is reported,
// and the next line is read as a row. Tests compare it with encoding/csv.
type rowReader struct {
	in         window.Window
	delim, eol byte
	file       string // name to report positions with
	limit      int    // bytes of a row
	lines      int    // lines taken
	number     int    // rows taken, blank ones included
	taken      int64  // bytes taken
	revisited  int64  // bytes that were read twice
	row        row
}

// row is a row of cells. Its bytes are valid until the next one is read.
type row struct {
	file   string
	line   int // the first of its lines, from 1
	number int // as spreadsheet programs number it, from 1
	raw    []byte
	eol    byte
	cells  []cell
	above  [][]byte         // by column: what an empty cell means, nil for nothing
	broken *problem.Problem // why the row cannot be split into cells
}

// cell is where a cell is in its row.
type cell struct {
	at, from, to int  // offsets in the row: where it starts, and its text
	doubled      bool // quotation marks in the text are doubled
}

// next reads a row. It returns false at the end and after the reader's error.
func (r *rowReader) next() bool {
	r.in.Take(0)
	if _, ok := r.in.At(0); !ok {
		return false
	}
	r.number++
	r.row = row{file: r.file, line: r.lines + 1, number: r.number, eol: r.eol, cells: r.row.cells[:0]}
	n, bad := r.scan()
	switch {
	case bad != nil:
		r.row.broken = bad
		r.row.cells = r.row.cells[:0]
		r.resume(n)
		return true
	case r.in.Err() != nil && n == len(r.in.Rest()) && r.in.Rest()[n-1] != r.eol:
		return false // only the beginning of a row
	}
	r.row.raw = r.in.Rest()[:n]
	if r.row.broken = checkText(&r.row); r.row.broken != nil {
		r.row.cells = r.row.cells[:0]
	}
	r.lines += bytes.Count(r.row.raw, []byte{r.eol})
	r.taken += int64(n)
	r.in.Advance(n) // the next call takes it
	return true
}

// start returns the first position of the file.
func (r *rowReader) start() problem.Pos { return problem.Pos{File: r.file, Line: 1, Column: 1} }

// resume goes on after a broken row of n bytes. It goes on with the second line of the
// row, because a missing quotation mark must not cost the following rows. If a hostile
// input has too many bytes read twice that way, it goes on after the row.
func (r *rowReader) resume(n int) {
	first := bytes.IndexByte(r.in.Rest()[:n], r.eol)
	if first >= 0 && r.revisited <= 8*(r.taken+int64(r.limit)) {
		r.revisited += int64(n)
		n = first + 1
	} else {
		r.lines += bytes.Count(r.in.Rest()[:n], []byte{r.eol})
		for { // the rest of the line
			i := bytes.IndexByte(r.in.Rest()[n:], r.eol)
			if i >= 0 {
				n += i + 1
				break
			}
			r.taken += int64(len(r.in.Rest()))
			r.in.Drop()
			n = 0
			if !r.in.Fill() {
				return
			}
		}
	}
	r.lines++
	r.taken += int64(n)
	r.in.Take(n)
}

// scan finds the cells of the next row. It returns the number of bytes of the row, or the
// number that was read and the problem.
func (r *rowReader) scan() (n int, bad *problem.Problem) {
	i := 0
	for {
		c := cell{at: i}
		j := r.blanks(i)
		if b, ok := r.in.At(j); ok && b == '"' {
			c.at = j
			i, bad = r.quoted(&c, j+1)
		} else {
			i, bad = r.plain(&c, i)
		}
		if bad != nil {
			return i, bad
		}
		if len(r.row.cells) >= maxColumns {
			return i, r.issue(c.at, problem.TooMany, fmt.Sprintf("more than %d cells in a row", maxColumns), "")
		}
		r.row.cells = append(r.row.cells, c)
		b, ok := r.in.At(i)
		if !ok {
			return i, nil
		}
		if i++; b == r.eol {
			return i, nil
		}
	}
}

// blanks returns the offset after spaces, and tabs unless they separate cells.
func (r *rowReader) blanks(i int) int {
	for {
		c, ok := r.in.At(i)
		if !ok || c != ' ' && (c != '\t' || r.delim == '\t') {
			return i
		}
		i++
	}
}

// plain finds the end of a cell without quotation marks around it.
func (r *rowReader) plain(c *cell, i int) (end int, bad *problem.Problem) {
	c.from = i
	for {
		rest := r.in.Rest()[i:]
		k := 0
		for k < len(rest) && rest[k] != r.delim && rest[k] != r.eol {
			k++
		}
		i += k
		if i > r.limit {
			return r.limit, r.tooLong()
		}
		if k < len(rest) || !r.in.Fill() {
			break
		}
	}
	c.to = i
	if b, ok := r.in.At(i); (!ok || b == '\n') && i > c.from && r.in.Rest()[i-1] == '\r' {
		c.to--
	}
	return i, nil
}

// quoted finds the end of a cell from after its opening quotation mark.
func (r *rowReader) quoted(c *cell, i int) (end int, bad *problem.Problem) {
	c.from = i
	for {
		k := bytes.IndexByte(r.in.Rest()[i:], '"')
		if k < 0 {
			i = len(r.in.Rest())
			if i > r.limit || !r.in.Fill() {
				return min(i, r.limit), r.unclosed(c.at)
			}
			continue
		}
		if i += k + 1; i > r.limit {
			return r.limit, r.unclosed(c.at)
		}
		if b, ok := r.in.At(i); ok && b == '"' {
			c.doubled = true
			i++
			continue
		}
		c.to = i - 1
		i = r.blanks(i)
		b, ok := r.in.At(i)
		if ok && b == '\r' && r.eol == '\n' {
			i++
			b, ok = r.in.At(i)
		}
		if ok && b != r.delim && b != r.eol {
			return i, r.issue(c.at, problem.Syntax, "text follows the closing quotation mark of the cell", "write quotation marks within quoted text twice")
		}
		return i, nil
	}
}

func (r *rowReader) tooLong() *problem.Problem {
	return r.issue(0, problem.TooLarge, fmt.Sprintf("the row has more than %d bytes", r.limit), "")
}

// unclosed returns the problem of a missing quotation mark, or of a line that is too
// long.
func (r *rowReader) unclosed(at int) *problem.Problem {
	if seen := r.in.Rest(); len(seen) > r.limit && bytes.IndexByte(seen[:r.limit], r.eol) < 0 {
		return r.tooLong()
	}
	return r.issue(at, problem.Syntax, "the quotation mark that opens the cell is not closed", "write quotation marks within quoted text twice")
}

func (r *rowReader) issue(at int, code problem.Code, msg, hint string) *problem.Problem {
	around := row{file: r.file, line: r.row.line, raw: r.in.Rest(), eol: r.eol}
	return &problem.Problem{Pos: around.position(at), Code: code, Msg: msg, Hint: hint}
}

// position returns the place of an offset in the row.
func (r *row) position(at int) problem.Pos {
	before := r.raw[:min(at, len(r.raw))]
	start := bytes.LastIndexByte(before, r.eol) + 1
	return problem.Pos{
		File:   r.file,
		Line:   r.line + bytes.Count(before, []byte{r.eol}),
		Column: 1 + utf8.RuneCount(before[start:]),
	}
}

// text returns the text of a cell without the white space around it, or nothing if the
// row has no such cell.
func (r *row) text(k int) []byte {
	if k >= len(r.cells) {
		return nil
	}
	c := r.cells[k]
	text := trimCell(r.raw[c.from:c.to])
	if len(text) == 0 && r.above != nil && k < len(r.above) {
		return r.above[k]
	}
	if c.doubled {
		text = bytes.ReplaceAll(text, []byte(`""`), []byte(`"`))
	}
	// Spreadsheets keep the zeros of 007 by writing ="007".
	if n := len(text); n > 3 && text[0] == '=' && text[1] == '"' && text[n-1] == '"' {
		text = trimCell(text[2 : n-1])
	}
	return text
}

// texts returns copies of the texts of all cells, which are parts of one string.
func (r *row) texts() []string {
	var joined strings.Builder
	joined.Grow(len(r.raw))
	texts := make([]string, len(r.cells))
	for k := range texts {
		from := joined.Len()
		joined.Write(r.text(k))
		texts[k] = joined.String()[from:]
	}
	return texts
}

// cellAt returns the position of a cell, or of the end of the row if it has no such cell.
func (r *row) cellAt(k int) problem.Pos {
	if k < len(r.cells) {
		return r.position(r.cells[k].at)
	}
	return r.position(len(bytes.TrimRight(r.raw, "\r\n")))
}

// isBlank reports whether all cells are empty.
func (r *row) isBlank() bool {
	return r.broken == nil && r.first() == len(r.cells)
}

// first returns the index of the first cell that is not empty.
func (r *row) first() int {
	for k := range r.cells {
		if len(r.text(k)) > 0 {
			return k
		}
	}
	return len(r.cells)
}

// isImportRow reports whether a row is the third row of headers that Qualtrics writes,
// with the names of the questions in JSON.
func (r *row) isImportRow() bool {
	return r.broken == nil && bytes.HasPrefix(r.text(r.first()), []byte(`{"ImportId":`))
}

// checkText refuses control characters and bytes that are not UTF-8.
func checkText(r *row) *problem.Problem {
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
		Hint: `save the sheet as "CSV UTF-8", or name the encoding (-encoding windows-1252, or encoding: windows-1252 in a mapping)`,
	}
}

// windows1252 returns the character of a byte in Windows-1252, which spreadsheets on
// Windows write by default.
func windows1252(c byte) rune {
	if c >= 0x80 && c < 0xa0 {
		return []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")[c-0x80]
	}
	return rune(c)
}
