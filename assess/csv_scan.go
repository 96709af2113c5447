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
	constituencies []string
	comps          []int // by column but the last: the competency that it has the ratings of, or -1
	ratings        scan.Memo
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
		sheet: &own, of: of, constituencies: constituencyIDs(of.rubric), constituency: -1,
		organizations: make(map[string]struct{}),
	}
	for k, col := range s.columns {
		comp := -1
		if col.kind == columnRating && k < len(s.columns)-1 {
			comp = col.comp
		}
		s.comps = append(s.comps, comp)
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

// next has the sheet read the row where its window is. There is neither a response nor
// an issue where the row is blank.
func (s *rowScanner) next() (*Response, []source.Issue) {
	if !s.rows.next() || s.rows.row.isBlank() {
		return nil, nil
	}
	p := s.response(&s.rows.row)
	return p, s.takeIssues()
}

// scan reads the row that starts at a position, which ends with a line end. It returns
// the position after it, or ok false where the sheet is to read it.
func (s *rowScanner) scan(buf []byte, at int, h *Header, ratings []byte) (end, constituency int, ok bool) {
	if s.rows.eol != '\n' {
		return 0, 0, false
	}
	*h, constituency = s.given, s.constituency
	clear(ratings)
	s.noted = s.noted[:0]
	c := scannedCell{next: at}
	says := false
	for k := range s.columns {
		if comp := s.comps[k]; comp >= 0 && says { // the usual case, without much ado
			if buf[c.next] == s.rows.delim {
				c.next++
				continue
			}
			if rating, next, ok := s.ratings.Next(buf, c.next, s.rows.delim); ok {
				ratings[comp], c.next = rating, next
				continue
			}
		}
		if c, ok = s.cell(buf, c.next, c.high); !ok || c.last != (k == len(s.columns)-1) {
			return 0, 0, false
		}
		text := buf[c.from:c.to]
		if c.doubled && (!says || !s.columns[k].isFree()) {
			return 0, 0, false
		}
		if !says && len(text) > 0 && s.isTotals(text, k) {
			return 0, 0, false
		}
		says = says || len(text) > 0
		switch col := &s.columns[k]; {
		case len(text) == 0:
			ok = col.kind != columnID && col.kind != columnConstituency
		case col.kind == columnConstituency:
			constituency, ok = s.groups.lookup(text, s.constituencyOf)
		case col.kind == columnRating:
			ratings[col.comp], ok = s.rating(buf, c)
		default:
			ok = s.field(h, k, text)
		}
		if !ok {
			return 0, 0, false
		}
	}
	if !s.has[columnID] {
		s.id = strconv.AppendInt(append(s.id[:0], s.opt.IDPrefix...), int64(s.rows.number+1), 10)
		h.ID = s.id
	}
	return c.next, constituency, says && c.next-at <= s.rows.limit && s.isRated(ratings) && (c.high == 0 || utf8.Valid(buf[at:c.next]))
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
	start          int
	from, to, next int    // the text, and where the next cell starts
	last           bool   // of the row
	doubled        bool   // quotation marks in the text are doubled
	high           uint64 // not 0 where there was a byte beyond ASCII in the row so far
}

// cell passes over a cell.
func (s *rowScanner) cell(buf []byte, at int, high uint64) (c scannedCell, ok bool) {
	c.start, c.from = at, at
	if buf[at] == '"' {
		c.from++
		c.to, c.high = scan.Cell(buf, at+1, '"', high)
		for buf[c.to] == '"' && buf[c.to+1] == '"' {
			c.doubled = true
			c.to, c.high = scan.Cell(buf, c.to+2, '"', c.high)
		}
		if buf[c.to] != '"' {
			return c, false
		}
		at = c.to + 1
	} else {
		c.to, c.high = scan.Cell(buf, at, s.rows.delim, high)
		at = c.to
	}
	c.next = at + 1
	switch buf[at] {
	case s.rows.delim:
	case '\n':
		c.last = true
	case '\r':
		c.last = true
		if c.next++; buf[at+1] != '\n' {
			return c, false
		}
	default:
		return c, false
	}
	text := buf[c.from:c.to]
	return c, len(text) == 0 || text[0] != '=' && len(trimCell(text)) == len(text)
}

// rating returns what a cell says in the column of a competency. It remembers the cell,
// which may come again.
func (s *rowScanner) rating(buf []byte, c scannedCell) (rating byte, ok bool) {
	w := s.words.lookup(buf[c.from:c.to])
	if !w.rated || c.last {
		return byte(w.rating), w.rated
	}
	cell := buf[c.start : c.next-1]
	for _, b := range cell {
		if b >= 0x7f || b < ' ' || b == s.rows.delim {
			return byte(w.rating), true
		}
	}
	s.ratings.Put(cell, byte(w.rating))
	return byte(w.rating), true
}

// constituencyOf returns the index of the constituency that a text names.
func (s *rowScanner) constituencyOf(text []byte) (constituency int, ok bool) {
	i := slices.Index(s.constituencies, s.words.lookup(text).constituency)
	return i, i >= 0
}

// field reads a cell of any other column. It returns false where the sheet is to look at
// the cell.
func (s *rowScanner) field(h *Header, k int, text []byte) (ok bool) {
	switch col := &s.columns[k]; col.kind {
	case columnIgnored:
		return true
	case columnRubric:
		return string(text) == s.rubric.Ref().String()
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
