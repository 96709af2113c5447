package assess

import (
	"bytes"

	"github.com/waymark-go/waymark/internal/source"
)

// nextRows reads a block of whole rows of a wide sheet. Where rows end only the row
// reader knows, since line ends may stand within quotation marks, which may not match.
// Rows that have no such line ends are handed out without it, all others one by one as
// it finds them. A row that it cannot take apart ends the block.
func (in *openInput) nextRows(b *block) (ok bool, err error) {
	rows := in.rows
	b.lines, b.row, b.broken, b.end = rows.lines, rows.number, nil, 0
	one := in.blocks == 1 // the first row may not be one of the sheet's
	for len(b.data) < in.c.blockSize && b.broken == nil {
		if !one {
			rows.take(0)
			for len(rows.buf)-rows.pos < in.c.blockSize && rows.fill() {
			}
			next := rows.buf[rows.pos:]
			if n := wholeRows(next[:min(len(next), in.c.blockSize)], rows.delim, rows.eol); n > 0 {
				b.data = append(b.data, next[:n]...)
				lines := bytes.Count(next[:n], []byte{rows.eol})
				rows.lines += lines
				rows.number += lines
				rows.taken += n
				rows.pos += n
				continue
			}
		}
		if !rows.next() {
			if err = rows.err(); err != nil {
				return false, err
			}
			break
		}
		if one && rows.row.isImportRow() {
			b.lines, b.row = rows.lines, rows.number
		} else {
			b.addRow(&rows.row)
		}
		one = false
	}
	ok = len(b.data) > 0 || b.broken != nil || in.blocks == 1
	b.end = len(b.data)
	b.data = append(b.data, linePadding[1:]...)
	return ok, nil
}

// addRow adds a row that the row reader has found.
func (b *block) addRow(row *sheetRow) {
	if row.broken != nil {
		b.broken = row.broken
		return
	}
	b.data = append(b.data, row.raw...)
	if row.raw[len(row.raw)-1] != row.eol {
		b.data = append(b.data, row.eol) // at the end of the sheet
	}
}

// wholeRows returns how many bytes at the beginning of the data are rows that end where
// their line ends.
func wholeRows(data []byte, delim, eol byte) int {
	end := bytes.LastIndexByte(data, eol) + 1
	for pos := 0; ; {
		open := bytes.IndexByte(data[pos:end], '"')
		if open < 0 {
			return end
		}
		open += pos
		if !opensCell(data[:open], delim, eol) {
			pos = open + 1
			continue
		}
		shut := closingMark(data[:end], open)
		if shut < 0 || bytes.IndexByte(data[open:shut], eol) >= 0 {
			return bytes.LastIndexByte(data[:open], eol) + 1
		}
		for pos = shut + 1; data[pos] == ' ' || data[pos] == '\t' && delim != '\t'; pos++ {
		}
		if data[pos] == '\r' && eol == '\n' {
			pos++
		}
		if data[pos] != delim && data[pos] != eol { // the row is broken
			pos += bytes.IndexByte(data[pos:end], eol)
		}
		pos++
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
func (w *worker) rows(b *block) error {
	if w.sheet == nil || w.sheet.of != b.sheet {
		w.sheet = newRowScanner(b.sheet)
	}
	s := w.sheet
	s.rows.lines, s.rows.number = b.lines, b.row
	for at := 0; at < b.end; {
		line := s.rows.lines + 1
		end, constituency, ok := s.scan(b.data, at, &w.header, w.batch.next())
		var err error
		if ok {
			s.rows.lines++
			s.rows.number++
			w.count(b, line, constituency)
		} else {
			s.rows.buf, s.rows.pos = b.data[:b.end], at
			if p, issues := s.next(); len(issues) > 0 {
				err = w.take(b, line, nil, problems(s.name, issues, 0))
			} else if p != nil {
				err = w.take(b, line, p, nil)
			}
			end = s.rows.pos
		}
		if err != nil {
			return err
		}
		at = end
	}
	if b.broken != nil {
		return w.take(b, 0, nil, problems(s.name, []source.Issue{*b.broken}, 0))
	}
	return nil
}
