package assess

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// sheetColumn is a column of a sheet.
type sheetColumn struct {
	meaning
	header string // as it stands in the sheet
}

// headerRows is how many rows from the top may be the one with the headers.
const headerRows = 10

// delimiters are what may separate cells, in the order of preference.
const delimiters = ",;\t|"

// open looks at the first rows: the encoding, the line ends, the delimiter and
// where the headers are. header is the number of the row with the headers, 0 when
// no row has a header that means anything.
func (s *sheet) open() (header int, bad *problem.Problem) {
	in := &s.rows.window
	for enough := false; !enough; {
		lines := max(bytes.Count(in.buf, []byte{'\n'}), bytes.Count(in.buf, []byte{'\r'}))
		enough = lines >= 256 || len(in.buf) >= s.rows.limit || !in.fill()
	}
	if bad := checkBytes(s.rows.start(), in.buf); bad != nil {
		return 0, bad
	}
	if bytes.HasPrefix(in.buf, byteOrderMark) {
		in.pos = len(byteOrderMark)
	}
	s.rows.eol = '\n'
	if bytes.IndexByte(in.buf, '\n') < 0 && bytes.IndexByte(in.buf, '\r') >= 0 {
		s.rows.eol = '\r' // as Excel on a Mac writes "CSV (Macintosh)"
	}
	list := delimiters
	if d := s.separatorLine(); d != 0 {
		list = string(rune(d))
	} else if s.opt.Delimiter != 0 {
		list = string(s.opt.Delimiter)
	}
	s.rows.delim = list[0]
	best, cells := 0, 1
	for i := range len(list) {
		number, score, widest := s.try(list[i])
		if score > best || best == 0 && widest > cells {
			header, best, cells = number, max(score, best), widest
			s.rows.delim = list[i]
		}
	}
	if best == 0 {
		return 0, nil
	}
	return header, nil
}

// separatorLine takes the line "sep=;" with which Excel is told the delimiter.
func (s *sheet) separatorLine() byte {
	in := &s.rows.window
	line := in.buf[in.pos:]
	end := bytes.IndexByte(line, s.rows.eol)
	if end < 0 || end > 10 {
		return 0
	}
	text := strings.Trim(string(line[:end]), "\"\r")
	if len(text) != 5 || !strings.EqualFold(text[:4], "sep=") || !strings.Contains(delimiters, text[4:]) {
		return 0
	}
	in.pos += end + 1
	s.rows.lines++
	return text[4]
}

// try splits the first rows at a delimiter. It returns the number of the row that
// looks most like the headers, how much so, and how many cells the widest row has.
func (s *sheet) try(delim byte) (header, score, widest int) {
	first := s.rows.window
	whole := first.ended != nil
	first.ended = io.EOF
	rows := rowReader{window: first, file: s.rows.file, delim: delim, eol: s.rows.eol, limit: s.rows.limit}
	for seen := 0; seen < headerRows && rows.next(); {
		if !whole && rows.pos == len(rows.buf) {
			break // the row may go on
		}
		if rows.row.isBlank() {
			continue
		}
		seen++
		widest = max(widest, len(rows.row.cells))
		if n := s.score(&rows.row); n > score {
			header, score = rows.row.number, n
		}
	}
	return header, score, widest
}

// score says how much a row looks like the one with the headers. Columns that
// make a sheet what it is count more than any number of others.
func (s *sheet) score(row *sheetRow) int {
	ratings, fields, long := 0, 0, 0
	for k := range row.cells {
		text := row.text(k)
		if len(text) == 0 {
			continue
		}
		found := s.index.find(string(text))
		if len(found) == 0 {
			continue
		}
		fields++
		switch m := found[0]; {
		case m.comp >= 0:
			ratings++
		case m.kind == columnCompetency || m.kind == columnRating:
			long |= 1 << (m.kind - columnCompetency)
		}
	}
	if long == 3 && ratings == 0 {
		ratings = maxColumns
	}
	return ratings*2*maxColumns + fields
}

// checkBytes tells a file that is no text in UTF-8 by its first bytes.
func checkBytes(at problem.Pos, data []byte) *problem.Problem {
	for _, kind := range [...]struct{ magic, name string }{
		{"PK\x03\x04", "an Excel workbook or another zip archive"},
		{"\xd0\xcf\x11\xe0", "an Excel workbook of the old format"},
		{"%PDF", "a PDF document"},
	} {
		if bytes.HasPrefix(data, []byte(kind.magic)) {
			return &problem.Problem{
				Pos: at, Code: problem.UnknownFormat,
				Msg: "the file is " + kind.name + ", not CSV", Hint: `save the sheet as "CSV UTF-8"`,
			}
		}
	}
	head := data[:min(len(data), 1024)]
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) || bytes.Count(head, []byte{0}) > len(head)/4 {
		return &problem.Problem{
			Pos: at, Code: problem.Encoding,
			Msg: "the file is UTF-16, not UTF-8", Hint: `save the sheet as "CSV UTF-8"; Excel's "Unicode Text" is UTF-16`,
		}
	}
	return nil
}

// readHeader reads the rows up to the one with the headers and finds out what the
// columns are. A header that means nothing is looked for in the rows above it,
// where it stands when cells were merged.
func (s *sheet) readHeader(number int) problem.List {
	var above []sheetRow
	for s.rows.number < number {
		if !s.rows.next() {
			return nil // for the reader's error
		}
		row := s.rows.row
		row.raw, row.cells = bytes.Clone(row.raw), append([]sheetCell(nil), row.cells...)
		above = append(above, row)
	}
	row := &above[len(above)-1]
	above = above[:len(above)-1]
	s.headerRow = row.line
	for k := range row.cells {
		text := string(row.text(k))
		found := s.index.find(text)
		for i := len(above) - 1; i >= 0 && len(found) == 0; i-- {
			if higher := string(above[i].text(k)); higher != "" {
				if found = s.index.find(higher); len(found) > 0 {
					text = higher
				}
			}
		}
		s.addColumn(row.cellAt(k), text, found)
	}
	s.checkColumns(row.position(0))
	return s.takeProblems()
}

// addColumn adds a column, whatever is wrong with it, so that the columns after it
// keep their places.
func (s *sheet) addColumn(at problem.Pos, header string, found []meaning) {
	col := sheetColumn{meaning: meaning{columnUnknown, -1}, header: shorten(header)}
	switch {
	case len(found) == 1:
		col.meaning = found[0]
	case header == "":
		col.kind = columnUnnamed
	case len(found) > 1:
		s.add(at, col.header, problem.AmbiguousColumn, "the header "+source.Quote(header)+" can mean "+s.index.describe(found), "say which of them it is")
	default:
		hint := ""
		if s.unknown++; s.unknown <= maxHints {
			hint = s.index.hint(header)
		}
		s.add(at, col.header, problem.UnknownColumn, "the header "+source.Quote(header)+" is no competency of "+s.rubric.Ref().String()+" and no field of a response", hint)
	}
	s.columns = append(s.columns, col)
	s.places = append(s.places, at)
}

// maxHints is for how many headers a similar name is looked for.
const maxHints = 20

// checkColumns checks that the columns go together.
func (s *sheet) checkColumns(at problem.Pos) {
	first := make(map[meaning]int)
	for k, col := range s.columns {
		if col.kind <= columnUnnamed {
			continue
		}
		if i, twice := first[col.meaning]; twice {
			s.add(s.places[k], col.header, problem.DuplicateColumn,
				fmt.Sprintf("this column means the same as column %d, %s", i+1, source.Quote(s.columns[i].header)), "keep one of the two, or ignore one")
			continue
		}
		first[col.meaning] = k
	}
	rated := false
	for _, col := range s.columns {
		s.has[col.kind] = s.has[col.kind] || col.comp < 0
		rated = rated || col.kind == columnRating && col.comp >= 0
	}
	s.long = !rated && s.has[columnCompetency] && s.has[columnRating]
	if !rated && !s.long && !s.has[columnUnknown] {
		s.add(at, "", problem.MissingColumn, "no column is a competency of "+s.rubric.Ref().String(), "headers may be ids, codes or titles of competencies")
	}
	s.checkPlace(rated)
	if s.long && !s.has[columnID] && !s.has[columnUnknown] {
		s.add(at, "", problem.MissingColumn, "a sheet with one rating a row needs a column with the id of the response", "")
	}
	named := s.hasConstituencies()
	if named && !s.has[columnConstituency] && s.opt.Constituency == "" && !s.has[columnUnknown] {
		s.add(at, "", problem.MissingColumn, "no column says which constituency the raters speak from", "name the column, or give one constituency for the whole sheet")
	}
	if i, ok := first[meaning{columnConstituency, -1}]; ok && !named {
		s.add(s.places[i], s.columns[i].header, problem.UnknownColumn, "the rubric names no constituencies", "ignore the column")
	}
}

// checkPlace refuses the columns that the other kind of sheet has.
func (s *sheet) checkPlace(rated bool) {
	for k, col := range s.columns {
		if col.kind < columnCompetency {
			continue
		}
		if !s.long && col.comp < 0 && (rated || col.kind > columnRating) {
			s.add(s.places[k], col.header, problem.UnknownColumn,
				"the header "+source.Quote(col.header)+" does not say of which competency", "name the competency in it, or ignore the column")
		}
		if s.long && col.comp >= 0 {
			s.add(s.places[k], col.header, problem.UnknownColumn, "a column of one competency in a sheet with one rating a row", "ignore it")
		}
	}
}

func (s *sheet) hasConstituencies() bool {
	for range s.rubric.Constituencies() {
		return true
	}
	return false
}

// maxHeader is how many characters of a header are shown.
const maxHeader = 80

// shorten returns a header for a problem's path: on one line, cut when long.
func shorten(header string) string {
	header = strings.Join(strings.Fields(header), " ")
	if utf8.RuneCountInString(header) > maxHeader {
		header = string([]rune(header)[:maxHeader]) + "…"
	}
	return header
}
