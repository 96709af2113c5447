package assess

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/scan"
	"github.com/waymark-go/waymark/internal/source"
)

// rowScanner reads the rows of a wide sheet for one goroutine. Rows in the usual form
// it reads without taking them apart first. All others it leaves to the sheet, whose
// verdict is the only one.
type rowScanner struct {
	*sheet
	of             *sheet // from which it has the columns
	ref            string // of the rubric
	constituencies []string
	runs           []int // by column: how many columns from it on have the ratings of competencies in their order
	ratings        *scan.Memo
	organizations  map[string]struct{}
	groups         recent[int]    // constituencies by what they are called
	dates          recent[[]byte] // days, nil for none
	languages      recent[[]byte] // tags, nil for none
	noted          []int          // competencies with a note or evidence in the row
	id             []byte
	given          Header // what holds for the whole sheet
	constituency   int    // likewise
	digits         bool   // a word for a non-answer has a digit
}

// recent remembers what some texts mean of which a column has few.
type recent[T any] struct {
	slots [16]struct {
		text    []byte // nil for none
		meaning T
	}
}

// lookup returns what a text means that is not empty. It asks only when it does not
// remember.
func (r *recent[T]) lookup(text []byte, ask func([]byte) (T, bool)) (meaning T, ok bool) {
	n := len(text)
	slot := &r.slots[(n+int(text[0])+3*int(text[n/2])+4*int(text[n-1]))%len(r.slots)]
	if bytes.Equal(slot.text, text) {
		return slot.meaning, true
	}
	if meaning, ok = ask(text); ok {
		slot.text, slot.meaning = append(slot.text[:0], text...), meaning
	}
	return meaning, ok
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
		ratings: scan.NewMemo(of.rows.delim), organizations: make(map[string]struct{}),
	}
	s.ratings.Put(nil, byte(NotAnswered))
	s.runs = ratingRuns(s.columns)
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

// ratingRuns says for each column how many columns from it on have the ratings of
// competencies that follow each other. The last column, which ends otherwise, has none.
func ratingRuns(columns []sheetColumn) []int {
	runs := make([]int, len(columns))
	for k := len(columns) - 2; k >= 0; k-- {
		if col, next := columns[k], columns[k+1]; col.kind == columnRating {
			runs[k] = 1
			if next.comp == col.comp+1 {
				runs[k] += runs[k+1]
			}
		}
	}
	return runs
}

// next has the sheet read the row where its window is. There is neither a response nor
// an issue where the row is blank.
func (s *rowScanner) next() (*Response, []source.Issue) {
	if !s.rows.next() || s.rows.row.isBlank() {
		return nil, nil
	}
	p := s.response(&s.rows.row)
	return p, s.takeIssues()
}

// scannedRow is what there is to know of a row beside its header and its ratings.
type scannedRow struct {
	end          int // the position after it
	lines        int
	constituency int // index, -1 for none
}

// scan reads the row that starts at a position, which ends with a line end. It returns ok
// false where the sheet is to read it.
func (s *rowScanner) scan(buf []byte, at int, h *Header, ratings []byte) (row scannedRow, ok bool) {
	if s.rows.eol != '\n' {
		return row, false
	}
	*h, row.constituency = s.given, s.constituency
	clear(ratings)
	s.noted = s.noted[:0]
	c := scannedCell{next: at, delim: s.rows.delim}
	says := false
	for k := 0; k < len(s.columns); k++ {
		col := &s.columns[k]
		if run := s.runs[k]; run > 0 && says { // the usual case, without much ado
			var n int
			n, c.next = s.ratings.Run(buf, c.next, ratings[col.comp:col.comp+run])
			if n > 0 {
				k += n - 1
				continue
			}
		}
		if !c.read(buf) || c.last != (k == len(s.columns)-1) || (c.doubled || c.breaks > 0) && !(says && col.isFree()) {
			return row, false
		}
		text := buf[c.from:c.to]
		if len(text) == 0 {
			if col.kind == columnID || col.kind == columnConstituency {
				return row, false
			}
			continue
		}
		if !says {
			if says = true; s.isTotals(text, k) {
				return row, false
			}
		}
		switch col.kind {
		case columnConstituency:
			row.constituency, ok = s.groups.lookup(text, s.constituencyOf)
		case columnRating:
			ratings[col.comp], ok = s.rating(buf, &c)
		case columnEvidence:
			ok = c.breaks < maxEvidence && s.field(h, col, text)
		default:
			ok = s.field(h, col, text)
		}
		if !ok {
			return row, false
		}
	}
	if !s.has[columnID] {
		s.id = strconv.AppendInt(append(s.id[:0], s.opt.IDPrefix...), int64(s.rows.number+1), 10)
		h.ID = s.id
	}
	row.end, row.lines = c.next, c.lines
	return row, says && c.next-at <= s.rows.limit && s.isRated(ratings) && (c.high == 0 || utf8.Valid(buf[at:c.next]))
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

// rating returns what a cell says in the column of a competency. It remembers the cell,
// which may come again.
func (s *rowScanner) rating(buf []byte, c *scannedCell) (rating byte, ok bool) {
	w := s.words.lookup(buf[c.from:c.to])
	if w.rated && !c.last {
		if cell := buf[c.start : c.next-1]; bytes.IndexByte(cell, c.delim) < 0 && utf8.Valid(cell) {
			s.ratings.Put(cell, byte(w.rating))
		}
	}
	return byte(w.rating), w.rated
}

// constituencyOf returns the index of the constituency that a text names.
func (s *rowScanner) constituencyOf(text []byte) (constituency int, ok bool) {
	i := slices.Index(s.constituencies, s.words.lookup(text).constituency)
	return i, i >= 0
}

// field reads a cell of any other column. It returns false where the sheet is to look at
// the cell.
func (s *rowScanner) field(h *Header, col *sheetColumn, text []byte) (ok bool) {
	switch col.kind {
	case columnIgnored:
		return true
	case columnRubric:
		return string(text) == s.ref
	case columnNote, columnEvidence:
		s.noted = append(s.noted, col.comp)
		return len(text) <= maxFree
	case columnID:
		h.ID = text
		return isPlainName(text)
	case columnOrganization:
		h.Organization = text
		return s.isOrganization(text)
	case columnLanguage:
		h.Language, ok = s.languages.lookup(text, s.languageOf)
		return ok
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

func (s *rowScanner) languageOf(text []byte) (tag []byte, ok bool) {
	w := s.words.lookup(text)
	if w.language != "" || w.isNonAnswer() {
		return bytesOrNil(w.language), true
	}
	return bytes.Clone(text), isLanguageTag(string(text))
}
