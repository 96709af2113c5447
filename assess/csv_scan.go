package assess

import (
	"bytes"
	"io"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/scan"
	"github.com/waymark-go/waymark/rubric/problem"
)

// rowScanner reads the rows of a wide sheet for one goroutine. Rows in the usual form
// it reads without taking them apart first. All others it leaves to the sheet, whose
// verdict is the only one.
type rowScanner struct {
	*sheet
	of             *sheet // from which it has the columns
	ref            string // of the rubric
	constituencies []string
	runs           []int                          // by column: how many columns from it on are read at a time
	known          [columnEvidence + 1]*scan.Memo // by kind of column: what short cells mean; nil for kinds with other cells
	tags           [][]byte                       // languages that cells mean, nil for none
	organizations  map[string]struct{}
	dates          recentDays
	noted          []int // competencies with a note or evidence in the row
	id             []byte
	given          Header // what holds for the whole sheet
	constituency   int    // likewise
	digits         bool   // a word for a non-answer has a digit
}

// recentDays remembers which days some texts mean.
type recentDays [16]struct{ text, day []byte }

// lookup returns the day that a text means, which is not empty. It asks only when it does
// not remember.
func (r *recentDays) lookup(text []byte, ask func([]byte) ([]byte, bool)) (day []byte, ok bool) {
	n := len(text)
	slot := &r[(n+int(text[0])+3*int(text[n/2])+4*int(text[n-1]))%len(r)]
	if bytes.Equal(slot.text, text) {
		return slot.day, true
	}
	if day, ok = ask(text); ok {
		slot.text, slot.day = append(slot.text[:0], text...), day
	}
	return day, ok
}

// maxOrganizations is how many organizations are remembered.
const maxOrganizations = 1 << 15

func newRowScanner(of *sheet) *rowScanner {
	own := *of
	own.rows.ended = io.EOF
	words := *of.words
	words.seen = make(map[string]*word)
	own.words = &words
	s := &rowScanner{
		sheet: &own, of: of, ref: of.rubric.Ref().String(), constituencies: constituencyIDs(of.rubric), constituency: -1,
		runs: columnRuns(of.columns), organizations: make(map[string]struct{}),
	}
	for _, col := range of.columns {
		s.expect(col.kind)
	}
	for i, id := range s.constituencies {
		if id == s.opt.Constituency {
			s.constituency = i
		}
	}
	p := s.blank(&sheetRow{})
	s.given = Header{Organization: bytesOrNil(p.organization), Date: bytesOrNil(p.date), Language: bytesOrNil(p.language)}
	for key, w := range words.known {
		s.digits = s.digits || w.isNonAnswer() && hasDigit([]byte(key))
	}
	return s
}

// expect gets ready for cells of a kind of column.
func (s *rowScanner) expect(kind columnKind) {
	if s.known[kind] != nil {
		return
	}
	switch kind {
	case columnRating, columnRubric, columnConstituency, columnLanguage:
		s.known[kind] = scan.NewMemo(s.rows.delim)
	}
	switch kind {
	case columnRating:
		s.known[kind].Put(nil, byte(NotAnswered))
	case columnRubric:
		s.known[kind].Put([]byte(s.ref), 0)
	}
}

// columnRuns says for each column how many columns from it on are read at a time: those
// with the ratings of competencies that follow each other. The last column, which ends
// otherwise, is not among them.
func columnRuns(columns []sheetColumn) []int {
	runs := make([]int, len(columns))
	for k := len(columns) - 2; k >= 0; k-- {
		runs[k] = 1
		if col, next := columns[k], columns[k+1]; col.kind == columnRating && next.kind == columnRating && next.comp == col.comp+1 {
			runs[k] += runs[k+1]
		}
	}
	return runs
}

// next has the sheet read the row where its window is. There is neither a response nor
// an issue where the row is blank.
func (s *rowScanner) next() (*Response, problem.List) {
	if !s.rows.next() || s.rows.row.isBlank() {
		return nil, nil
	}
	p := s.response(&s.rows.row)
	return p, s.takeProblems()
}

// scannedRow is a row that is being scanned. The caller says where its header and its
// ratings go.
type scannedRow struct {
	header       *Header
	ratings      []byte
	constituency int // index, -1 for none
	end          int // the position after it
	lines        int
}

// scan reads the row that starts at a position, which ends with a line end. It returns
// false where the sheet is to read it.
func (s *rowScanner) scan(buf []byte, at int, row *scannedRow) (ok bool) {
	if s.rows.eol != '\n' {
		return false
	}
	*row.header, row.constituency = s.given, s.constituency
	clear(row.ratings)
	s.noted = s.noted[:0]
	c := scannedCell{next: at, delim: s.rows.delim}
	says := false
	for k := 0; k < len(s.columns); k++ {
		col := &s.columns[k]
		if says && s.known[col.kind] != nil { // the usual case, without much ado
			n, next := s.readKnown(buf, c.next, k, row)
			if n > 0 {
				k, c.next = k+n-1, next
				continue
			}
		}
		if !c.read(buf) || c.last != (k == len(s.columns)-1) || (c.doubled || c.breaks > 0) && !(says && col.isFree()) {
			return false
		}
		if c.from == c.to {
			if col.kind == columnID || col.kind == columnConstituency {
				return false
			}
			continue
		}
		if !says {
			if says = true; s.isTotals(buf[c.from:c.to], k) {
				return false
			}
		}
		if !s.take(buf, &c, col, row) {
			return false
		}
	}
	if !s.has[columnID] {
		s.id = strconv.AppendInt(append(s.id[:0], s.opt.IDPrefix...), int64(s.rows.number+1), 10)
		row.header.ID = s.id
	}
	row.end, row.lines = c.next, c.lines
	return says && c.next-at <= s.rows.limit && s.isRated(row.ratings) && (c.high == 0 || utf8.Valid(buf[at:c.next]))
}

// readKnown reads cells from a column on that are known. It returns how many there were
// and the position after them.
func (s *rowScanner) readKnown(buf []byte, pos, k int, row *scannedRow) (n, next int) {
	col, run := &s.columns[k], s.runs[k]
	if col.kind == columnRating {
		return s.known[columnRating].Run(buf, pos, row.ratings[col.comp:col.comp+run])
	}
	var value [1]byte
	if n, next = s.known[col.kind].Run(buf, pos, value[:run]); n == 0 {
		return 0, pos
	}
	switch col.kind {
	case columnConstituency:
		row.constituency = int(value[0])
	case columnLanguage:
		row.header.Language = s.tags[value[0]]
	}
	return n, next
}

// take takes what a cell says that is not empty. What short cells mean it remembers. It
// returns false where the sheet is to look at the cell.
func (s *rowScanner) take(buf []byte, c *scannedCell, col *sheetColumn, row *scannedRow) (ok bool) {
	text := buf[c.from:c.to]
	value := 0
	switch col.kind {
	case columnRating:
		w := s.words.lookup(text)
		row.ratings[col.comp], value, ok = byte(w.rating), int(w.rating), w.rated
	case columnConstituency:
		value = slices.Index(s.constituencies, s.words.lookup(text).constituency)
		row.constituency, ok = value, value >= 0
	case columnLanguage:
		if value, ok = s.language(text); ok {
			row.header.Language = s.tags[value]
		}
	default:
		return s.field(row.header, col, c, text)
	}
	cell := buf[c.start : c.next-1]
	if ok && !c.last && 0 <= value && value <= math.MaxUint8 && utf8.Valid(cell) {
		s.known[col.kind].Put(cell, byte(value))
	}
	return ok
}

// isFree reports whether a column has texts that are not looked at for what they say.
func (c *sheetColumn) isFree() bool {
	return c.kind == columnNote || c.kind == columnEvidence || c.kind == columnIgnored
}

// isRated reports whether all remarks go with a rating.
func (s *rowScanner) isRated(ratings []byte) bool {
	for _, comp := range s.noted {
		if ratings[comp] == byte(NotAnswered) {
			return false
		}
	}
	return true
}

// scannedCell is a cell of a row that is being scanned.
type scannedCell struct {
	delim          byte
	start          int
	from, to, next int    // the text, and where the next cell starts
	last           bool   // of the row
	doubled        bool   // quotation marks in the text are doubled
	breaks         int    // line ends in the text, where one may be counted as two
	lines          int    // of the row so far
	high           uint64 // not 0 where there was a byte beyond ASCII in the row so far
}

// read passes over the next cell. It returns false where the cell is not in the usual
// form.
func (c *scannedCell) read(buf []byte) bool {
	c.start, c.from = c.next, c.next
	c.last, c.doubled, c.breaks = false, false, 0
	end := c.next
	if buf[end] == '"' {
		if !c.readQuoted(buf) {
			return false
		}
		end = c.to + 1
	} else {
		end, c.high = scan.Cell(buf, end, c.delim, c.high)
		c.to = end
	}
	c.next = end + 1
	if buf[end] != c.delim {
		if buf[end] == '\r' {
			c.next++
			end++
		}
		if buf[end] != '\n' {
			return false
		}
		c.last = true
		c.lines++
	}
	text := buf[c.from:c.to]
	return len(text) == 0 || text[0] != '=' && len(trimCell(text)) == len(text)
}

// readQuoted passes over the text of a cell up to the quotation mark that closes it.
func (c *scannedCell) readQuoted(buf []byte) bool {
	c.from++
	for pos := c.from; ; pos++ {
		pos, c.high = scan.Cell(buf, pos, '"', c.high)
		switch buf[pos] {
		case '"':
			if buf[pos+1] != '"' {
				c.to = pos
				return true
			}
			c.doubled = true
			pos++
		case '\n': // not the last one, after which nothing is text
			c.breaks++
			c.lines++
		case '\r':
			c.breaks++
		default:
			return false
		}
	}
}

// field reads a cell of any other column. It returns false where the sheet is to look at
// the cell.
func (s *rowScanner) field(h *Header, col *sheetColumn, c *scannedCell, text []byte) (ok bool) {
	switch col.kind {
	case columnIgnored:
		return true
	case columnRubric:
		return string(text) == s.ref
	case columnNote, columnEvidence:
		s.noted = append(s.noted, col.comp)
		return len(text) <= maxFree && c.breaks < maxEvidence
	case columnID:
		h.ID = text
		return isPlainName(text)
	case columnOrganization:
		h.Organization = text
		return s.isOrganization(text)
	case columnTimestamp:
		if s.has[columnDate] || s.opt.Date != "" {
			return true
		}
		return s.date(h, text)
	case columnDate:
		return s.date(h, text)
	}
	return false
}

// date reads a day, with or without a time of day.
func (s *rowScanner) date(h *Header, text []byte) (ok bool) {
	const n = len("2006-01-02")
	if s.opt.DateLayout == "" && len(text) >= n && scan.IsDate(text[:n]) && startsTime(string(text[n:])) {
		h.Date = text[:n]
		return true
	}
	h.Date, ok = s.dates.lookup(text, s.dayOf)
	return ok
}

// maxFree is how many bytes a free text may have without its characters being counted.
const maxFree = 20_000

// isPlainName reports whether a text is surely a name by its bytes. Control characters
// were found before.
func isPlainName(text []byte) bool {
	return len(text) <= 200 && bytes.IndexByte(text, '+') < 0 // see isShortened
}

// isOrganization reports whether a text is surely the name of an organization, and no
// word for there being none.
func (s *rowScanner) isOrganization(text []byte) bool {
	if !isPlainName(text) {
		return false
	}
	if !s.digits && hasDigit(text) {
		return true
	}
	if _, known := s.organizations[string(text)]; known {
		return true
	}
	if !utf8.Valid(text) || s.words.lookup(text).isNonAnswer() {
		return false
	}
	if len(s.organizations) >= maxOrganizations {
		clear(s.organizations)
	}
	s.organizations[string(text)] = struct{}{}
	return true
}

func (s *rowScanner) dayOf(text []byte) (day []byte, ok bool) {
	d, code, _ := s.parseDay(string(text))
	return bytesOrNil(d), code == ""
}

// language returns the index among the tags of the language that a text names. It returns
// false where the text names none or where there are too many.
func (s *rowScanner) language(text []byte) (index int, ok bool) {
	w := s.words.lookup(text)
	tag := w.language
	ok = tag != "" || w.isNonAnswer()
	if !ok {
		tag = string(text)
	}
	index = slices.IndexFunc(s.tags, func(known []byte) bool { return string(known) == tag })
	if index >= 0 {
		return index, true
	}
	if len(s.tags) > math.MaxUint8 || !ok && !isLanguageTag(tag) {
		return 0, false
	}
	s.tags = append(s.tags, bytesOrNil(tag))
	return len(s.tags) - 1, true
}
