package sheet

import (
	"bytes"

	"github.com/waymark-go/waymark/assess/internal/scan"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Block is consecutive rows of a wide sheet, for a [Scanner].
type Block struct {
	Data []byte // the memory of the block, which the next block may use again

	end    int              // of the rows in Data
	lines  int              // before the block
	row    int              // rows before it
	broken *problem.Problem // what is wrong with the row after it, if anything
}

// Next reads a block of complete rows, of about size bytes. It uses the memory of b again,
// or gives it to the sheet. It returns false if there are no more rows. The error is the
// reader's. Only one goroutine may call Next at a time; the blocks are independent.
//
// Only the row reader knows where rows end, because line ends may be within quotation
// marks, which may not match. Next finds the rows that are beyond doubt without it, and
// all others one by one with it. A row that cannot be split into cells ends the block.
//
// Goroutines wait for each other here. So the block takes the memory that was read into,
// and the row reader goes on with that of an earlier block.
func (s *Sheet) Next(b *Block, size int) (ok bool, err error) {
	rows := &s.rows
	s.blocks++
	first := s.blocks == 1 // its first row may belong to the headers
	b.lines, b.row, b.broken = rows.lines, rows.number, nil
	rows.in.Take(0)
	rows.in.FillTo(size, scan.Padding)
	start := rows.in.Pos()
	for one := first; b.broken == nil && rows.in.Pos() < start+size; {
		if !one {
			rest := rows.in.Rest()
			find := wholeRows{data: rest[:min(len(rest), start+size-rows.in.Pos())], delim: rows.delim, eol: rows.eol, limit: rows.limit}
			n, inner, whole := find.find()
			rows.pass(n, inner)
			if !whole && rows.in.Pos() > start {
				break // the rest goes into the next block, which has more of it
			}
		}
		rows.in.Keep()
		if !rows.next() {
			if err = rows.in.Err(); err != nil {
				return false, err
			}
			break
		}
		if one && rows.row.isImportRow() {
			b.lines, b.row, start = rows.lines, rows.number, rows.in.Pos()
		}
		b.broken = rows.row.broken
		one = false
	}
	end := rows.in.Pos()
	if b.broken != nil {
		end = rows.in.Kept()
	}
	b.Data = rows.in.HandOver(start, end, b.Data)
	if n := len(b.Data); n > 0 && b.Data[n-1] != rows.eol {
		b.Data = append(b.Data, rows.eol) // at the end of the sheet
	}
	b.end = len(b.Data)
	var padding [scan.Padding]byte
	b.Data = append(b.Data, padding[:]...)
	return b.end > 0 || b.broken != nil || first, nil
}

// pass takes n bytes that are complete rows with inner line ends within cells.
func (r *rowReader) pass(n, inner int) {
	lines := bytes.Count(r.in.Rest()[:n], []byte{r.eol})
	r.lines += lines
	r.number += lines - inner
	r.taken += int64(n)
	r.in.Advance(n)
}

// wholeRows finds the rows at the beginning of data that the row reader would find too.
type wholeRows struct {
	data       []byte
	delim, eol byte
	limit      int // bytes of a row

	// The last row that has line ends in its cells.
	row   int // where it starts
	from  int // after the last such cell
	inner int // line ends in its cells so far
	outer int // line ends in the cells of rows before it
}

// find returns the number of bytes that are complete rows, the number of line ends in their
// cells, and whether the next row is complete as well.
func (w *wholeRows) find() (n, inner int, whole bool) {
	end := bytes.LastIndexByte(w.data, w.eol) + 1
	for pos := 0; ; {
		open := bytes.IndexByte(w.data[pos:end], '"')
		if open < 0 {
			return end, w.outer + w.inner, false
		}
		open += pos
		if !opensCell(w.data[:open], w.delim, w.eol) {
			pos = open + 1
			continue
		}
		shut := closingMark(w.data[:end], open)
		if shut < 0 {
			w.begin(open)
			return w.row, w.outer, false
		}
		if k := bytes.Count(w.data[open:shut], []byte{w.eol}); k > 0 {
			w.begin(open)
			w.from = shut
			w.inner += k
			if line := bytes.IndexByte(w.data[shut:end], w.eol); len(w.data) > w.limit || shut+line-w.row > maxColumns {
				return w.row, w.outer, true // it may have too many bytes or cells
			}
		}
		for pos = shut + 1; w.data[pos] == ' ' || w.data[pos] == '\t' && w.delim != '\t'; pos++ {
		}
		if w.data[pos] == '\r' && w.eol == '\n' {
			pos++
		}
		if w.data[pos] != w.delim && w.data[pos] != w.eol { // the row is broken
			if w.begin(shut); w.inner > 0 {
				return w.row, w.outer, true
			}
			pos += bytes.IndexByte(w.data[pos:end], w.eol)
		}
		pos++
	}
}

// begin moves to the beginning of the row that contains a position.
func (w *wholeRows) begin(pos int) {
	if i := bytes.LastIndexByte(w.data[w.from:pos], w.eol); i >= 0 {
		w.row, w.from = w.from+i+1, w.from+i+1
		w.outer += w.inner
		w.inner = 0
	}
}

// opensCell reports whether a quotation mark after the data is the first character of a
// cell.
func opensCell(before []byte, delim, eol byte) bool {
	for i := len(before) - 1; i >= 0; i-- {
		switch c := before[i]; {
		case c == delim || c == eol:
			return true
		case c != ' ' && c != '\t':
			return false
		}
	}
	return true
}

// closingMark returns the offset of the quotation mark that closes a cell, or -1.
func closingMark(data []byte, open int) int {
	for i := open + 1; ; i += 2 {
		k := bytes.IndexByte(data[i:], '"')
		if k < 0 {
			return -1
		}
		if i += k; i+1 == len(data) || data[i+1] != '"' {
			return i
		}
	}
}
