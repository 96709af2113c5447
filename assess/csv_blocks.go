package assess

import (
	"bytes"
	"slices"

	"github.com/waymark-go/waymark/internal/scan"
	"github.com/waymark-go/waymark/rubric/problem"
)

// nextRows reads a block of whole rows of a wide sheet. Where rows end only the row
// reader knows, since line ends may stand within quotation marks, which may not match.
// Rows about which there is no doubt are handed out without it, all others one by one as
// it finds them. A row that it cannot take apart ends the block.
//
// Workers wait for each other here, so that as little as can be is done: the block gets
// the memory that was read into, and the row reader goes on with that of a block before.
func (in *openInput) nextRows(b *block) (ok bool, err error) {
	rows, size := in.rows, in.c.blockSize
	b.lines, b.row, b.broken = rows.lines, rows.number, nil
	rows.take(0)
	rows.fillTo(size)
	start := rows.pos
	one := in.blocks == 1 // the first row may not be one of the sheet's
	for b.broken == nil && rows.pos < start+size {
		if !one {
			find := wholeRows{data: rows.buf[rows.pos:min(len(rows.buf), start+size)], delim: rows.delim, eol: rows.eol, limit: rows.limit}
			n, inner, whole := find.find()
			rows.pass(n, inner)
			if !whole && rows.pos > start {
				break // the rest goes into the next block, which has more of it
			}
		}
		rows.kept = rows.pos
		if !rows.next() {
			if err = rows.err(); err != nil {
				return false, err
			}
			break
		}
		if one && rows.row.isImportRow() {
			b.lines, b.row, start = rows.lines, rows.number, rows.pos
		}
		b.broken = rows.row.broken
		one = false
	}
	end := rows.pos
	if b.broken != nil {
		end = rows.kept
	}
	b.data = rows.handOver(start, end, b.data)
	if n := len(b.data); n > 0 && b.data[n-1] != rows.eol {
		b.data = append(b.data, rows.eol) // at the end of the sheet
	}
	b.end = len(b.data)
	b.data = append(b.data, linePadding[1:]...)
	return b.end > 0 || b.broken != nil || in.blocks == 1, nil
}

// pass takes bytes that are whole rows with some line ends within cells.
func (s *rowReader) pass(n, inner int) {
	lines := bytes.Count(s.buf[s.pos:s.pos+n], []byte{s.eol})
	s.lines += lines
	s.number += lines - inner
	s.taken += n
	s.pos += n
}

// fillTo reads until there is so much that is not taken, or there is no more.
func (w *window) fillTo(size int) {
	if room := w.pos + size + scan.Padding; cap(w.buf) < room {
		w.buf = slices.Grow(w.buf, room-len(w.buf))
	}
	for len(w.buf) < w.pos+size && w.ended == nil {
		w.read(w.pos + size)
	}
}

// handOver gives away a part of what was taken: with the memory where it is, going on
// with other memory, or else as a copy, whichever copies less. After a row that is broken
// there may be much more left than was taken.
func (w *window) handOver(start, end int, other []byte) (data []byte) {
	w.kept = 0
	if left := len(w.buf) - w.pos; left > end-start {
		return append(other[:0], w.buf[start:end]...)
	}
	data = w.buf[start:end]
	w.buf, w.pos = append(other[:0], w.buf[w.pos:]...), 0
	return data
}

// wholeRows finds rows at the beginning of data that the row reader would find too.
type wholeRows struct {
	data       []byte
	delim, eol byte
	limit      int // bytes of a row

	// The last row with line ends in its cells.
	row   int // where it starts
	from  int // after the last such cell
	inner int // line ends in its cells so far
	outer int // line ends in the cells of rows before it
}

// find returns how many bytes are whole rows, how many line ends are in their cells, and
// whether the next row is all there as well.
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

// begin finds the beginning of the row that a position is in.
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

// rows counts the responses on rows.
func (w *worker) rows(b *block) {
	if w.sheet == nil || w.sheet.of != b.sheet {
		w.sheet = newRowScanner(b.sheet)
	}
	s := w.sheet
	s.rows.lines, s.rows.number = b.lines, b.row
	row := scannedRow{header: &w.header}
	for at := 0; at < b.end; {
		line := s.rows.lines + 1
		row.ratings = w.batch.Ratings()
		if s.scan(b.data, at, &row) {
			s.rows.lines += row.lines
			s.rows.number++
			w.count(b, line, row.constituency)
		} else {
			s.rows.buf, s.rows.pos = b.data[:b.end], at
			if p, problems := s.next(); len(problems) > 0 {
				w.refuse(b, problems)
			} else if p != nil {
				w.add(b, line, p)
			}
			row.end = s.rows.pos
		}
		at = row.end
	}
	if b.broken != nil {
		w.refuse(b, problem.List{*b.broken})
	}
}
