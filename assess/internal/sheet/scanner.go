package sheet

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/scan"
	"github.com/waymark-go/waymark/assess/internal/window"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Scanner reads blocks of rows of a wide sheet, for one goroutine. It reads rows in the
// usual form without splitting them into cells first, and leaves all others to a
// cellReader.
type Scanner struct {
	of    *Sheet
	cells *cellReader

	block  *Block
	at     int       // in the data of the block
	rows   rowReader // has the numbers of lines and rows before it
	broken bool      // the row after the block is still to be returned

	ref           string                         // of the rubric
	runs          []int                          // by column: the number of columns from it on that are read together
	known         [columnEvidence + 1]*scan.Memo // by kind of column: what short cells mean; nil for kinds with other cells
	tags          [][]byte                       // languages that cells mean, nil for none
	organizations map[string]struct{}
	dates         recentDays
	noted         []int // competencies with a note or evidence in the row
	remarks       bool  // notes and evidence are read, not only checked
	id            []byte
	competencies  int
	person        []byte
	dateLayout    string
}

// recentDays stores the days of some recent texts.
type recentDays [16]struct{ text, day []byte }

// lookup returns the day of a text that is not empty. It calls ask for texts that are not
// stored.
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

// maxOrganizations is the number of organizations that are stored.
const maxOrganizations = 1 << 15

// Scanner returns a new scanner for blocks of the sheet, which must be divisible.
func (s *Sheet) Scanner() *Scanner {
	sc := &Scanner{
		of: s, cells: newCellReader(s), ref: s.rubric.Ref().String(), competencies: s.rubric.CompetencyCount(),
		runs: columnRuns(s.layout.columns), organizations: make(map[string]struct{}),
	}
	sc.rows = rowReader{file: s.rows.file, delim: s.rows.delim, eol: s.rows.eol, limit: s.rows.limit}
	sc.dateLayout = s.opt.DateLayout
	for k, col := range s.layout.columns {
		sc.expect(col.kind)
		if col.kind == columnDate || col.kind == columnTimestamp && !s.layout.has[columnDate] {
			sc.dateLayout = sc.cells.dateLayout(k)
		}
	}
	return sc
}

// IsOf reports whether the scanner is for blocks of a sheet.
func (s *Scanner) IsOf(sheet *Sheet) bool { return s.of == sheet }

// ReadRemarks makes the scanner read notes and evidence into the records. It takes longer.
func (s *Scanner) ReadRemarks() { s.remarks = true }

// expect prepares for cells of a kind of column.
func (s *Scanner) expect(kind columnKind) {
	if s.known[kind] != nil {
		return
	}
	switch kind {
	case columnRating, columnRubric, columnConstituency, columnLanguage:
		s.known[kind] = scan.NewMemo(s.rows.delim)
	default:
		if kind.isBackground() {
			s.known[kind] = scan.NewMemo(s.rows.delim)
		}
	}
	switch kind {
	case columnRating:
		s.known[kind].Put(nil, record.NotAnswered)
	case columnRubric:
		s.known[kind].Put([]byte(s.ref), 0)
	}
}

// Start goes to the beginning of a block.
func (s *Scanner) Start(b *Block) {
	s.block, s.at, s.broken = b, 0, b.broken != nil
	s.rows.lines, s.rows.number = b.lines, b.row
	s.cells.later, s.cells.found = 0, 0
}

// StartUnder goes to the beginning of a block whose rows are under later headers, on a
// line of an earlier block. None of them is read.
func (s *Scanner) StartUnder(b *Block, line int) {
	s.Start(b)
	s.cells.later = line
}

// Later returns the line of the later headers that were found in the block, or 0.
func (s *Scanner) Later() int { return s.cells.found }

// TakeNotices returns the notices of the rows that were read since the last call.
func (s *Scanner) TakeNotices() Notices { return s.cells.takeNotices() }

// Next reads the next row that is not blank into a record, whose texts are valid until
// the next call, or returns its problems. Line is the first line of the row. It returns
// false at the end of the block.
func (s *Scanner) Next(rec *record.Record) (line int, problems problem.List, ok bool) {
	rows := &s.rows
	for s.at < s.block.end {
		line = rows.lines + 1
		if s.cells.later == 0 && s.scan(rec) {
			return line, nil, true
		}
		rows.in = window.Of(s.block.Data[s.at:s.block.end])
		more := rows.next()
		s.at = s.block.end - len(rows.in.Rest())
		if more && !rows.row.isBlank() {
			if problems = s.cells.response(rec, &rows.row); len(problems) > 0 || !rec.NotCounted {
				return line, problems, true
			}
		}
	}
	if s.broken {
		s.broken = false
		s.cells.noticeEncoding(s.block.broken)
		return s.block.broken.Pos.Line, problem.List{*s.block.broken}, true
	}
	return 0, nil, false
}

// columnRuns returns for each column the number of columns from it on that are read
// together: those with the ratings of consecutive competencies. The last column is never
// one of them, because a line end follows it.
func columnRuns(columns []column) []int {
	runs := make([]int, len(columns))
	for k := len(columns) - 2; k >= 0; k-- {
		runs[k] = 1
		if col, next := columns[k], columns[k+1]; col.kind == columnRating && next.kind == columnRating && next.comp == col.comp+1 && !col.special && !next.special {
			runs[k] += runs[k+1]
		}
	}
	return runs
}

// scan reads the row that starts here, which ends with a line end. It returns false if
// the row is not in the usual form; then the contents of the record are meaningless.
func (s *Scanner) scan(rec *record.Record) (ok bool) {
	layout, buf := s.of.layout, s.block.Data
	if s.rows.eol != '\n' || layout.shared {
		return false
	}
	given := &s.cells.given
	rec.Reset(s.competencies)
	rec.Organization, rec.Date, rec.Language, rec.Constituency = given.Organization, given.Date, given.Language, given.Constituency
	s.noted = s.noted[:0]
	c := scannedCell{next: s.at, delim: s.rows.delim}
	says := false // a cell is not empty
	for k := 0; k < len(layout.columns); k++ {
		col := &layout.columns[k]
		if says && s.known[col.kind] != nil && !col.special { // the usual case
			n, next := s.readKnown(buf, c.next, k, rec)
			if n > 0 {
				k, c.next = k+n-1, next
				continue
			}
		}
		if !c.read(buf) || c.last != (k == len(layout.columns)-1) || (c.doubled || c.breaks > 0) && !(says && col.isFree()) {
			return false
		}
		if col.special && (isExcluded(col, buf[c.from:c.to]) || layout.events.isOther(k, buf[c.from:c.to])) {
			return false
		}
		if c.from == c.to {
			if col.kind == columnID || col.kind == columnConstituency {
				return false
			}
			continue
		}
		if !says {
			if says = true; s.cells.isTotals(buf[c.from:c.to], k) || s.cells.mayBeTotals(buf[c.from:c.to]) {
				return false
			}
		}
		if !s.take(buf, &c, k, rec) {
			return false
		}
	}
	if !layout.has[columnID] {
		s.id = strconv.AppendInt(append(s.id[:0], s.of.opt.IDPrefix...), int64(s.rows.number+1), 10)
		rec.ID = s.id
	}
	if !says || c.next-s.at > s.rows.limit || !s.isRated(rec.Ratings) || c.high != 0 && !utf8.Valid(buf[s.at:c.next]) {
		return false
	}
	if s.cells.notAsked.Rated(rec) != nil {
		return false
	}
	s.at = c.next
	s.cells.noticeBlanks(rec, s.rows.lines+1)
	s.rows.lines += c.lines
	s.rows.number++
	return true
}

// readKnown reads known cells from a column on. It returns their number and the position
// after them.
func (s *Scanner) readKnown(buf []byte, pos, k int, rec *record.Record) (n, next int) {
	col, run := &s.of.layout.columns[k], s.runs[k]
	if col.kind == columnRating {
		return s.known[columnRating].Run(buf, pos, rec.Ratings[col.comp:col.comp+run])
	}
	var value [1]byte
	if n, next = s.known[col.kind].Run(buf, pos, value[:run]); n == 0 {
		return 0, pos
	}
	switch col.kind {
	case columnConstituency:
		rec.Constituency = int(value[0])
	case columnLanguage:
		rec.Language = s.tags[value[0]]
	default:
		if col.kind.isBackground() {
			rec.Background[col.kind.question()] = value[0]
		}
	}
	return n, next
}

// take reads a cell that is not empty, and stores the meaning of short ones. It returns
// false if the cell is for the cellReader.
func (s *Scanner) take(buf []byte, c *scannedCell, k int, rec *record.Record) (ok bool) {
	text, col := buf[c.from:c.to], &s.of.layout.columns[k]
	value := 0
	switch col.kind {
	case columnRating:
		w := s.cells.wordsOf(k).lookup(text)
		rec.Ratings[col.comp], value, ok = w.rating, int(w.rating), w.rated && (!w.ambiguous || w.rating == record.NotAnswered)
	case columnConstituency:
		value = slices.Index(s.cells.constituencies, s.cells.wordsOf(k).lookup(text).constituency)
		rec.Constituency, ok = value, value >= 0
	case columnLanguage:
		if value, ok = s.language(s.cells.wordsOf(k), text); ok {
			rec.Language = s.tags[value]
		}
	default:
		if !col.kind.isBackground() {
			return s.field(rec, col, c, text)
		}
		var answer uint8
		answer, ok = s.cells.answer(k, col.kind, text)
		rec.Background[col.kind.question()], value = answer, int(answer)
	}
	cell := buf[c.start : c.next-1]
	if ok && !col.special && !c.last && 0 <= value && value <= math.MaxUint8 && utf8.Valid(cell) {
		s.known[col.kind].Put(cell, byte(value))
	}
	return ok
}

// isRated reports whether all remarks belong to a rating.
func (s *Scanner) isRated(ratings []byte) bool {
	for _, comp := range s.noted {
		if ratings[comp] == record.NotAnswered {
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
	breaks         int    // line ends in the text; CRLF counts as two
	lines          int    // of the row so far
	high           uint64 // not 0 if the row so far has a byte outside ASCII
}

// read reads the next cell. It returns false if the cell is not in the usual form.
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

// readQuoted reads a cell up to its closing quotation mark.
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
		case '\n': // never the last one of the block: what follows is padding
			c.breaks++
			c.lines++
		case '\r':
			c.breaks++
		default:
			return false
		}
	}
}

// field reads a cell of any other column. It returns false if the cell is for the
// cellReader.
func (s *Scanner) field(rec *record.Record, col *column, c *scannedCell, text []byte) (ok bool) {
	switch col.kind {
	case columnIgnored:
		return true
	case columnPerson:
		return s.takePerson(rec, text)
	case columnRubric:
		return string(text) == s.ref
	case columnNote, columnEvidence:
		s.noted = append(s.noted, col.comp)
		return !s.remarks && len(text) <= maxFree && c.breaks < maxEvidence
	case columnID:
		rec.ID = text
		return isPlainName(text) && text[0] != '\'' && !isDayID(text)
	case columnOrganization:
		rec.Organization = text
		return s.isOrganization(text)
	case columnTimestamp:
		if s.of.layout.has[columnDate] || s.of.opt.Date != "" {
			return true
		}
		return s.date(rec, text)
	case columnDate:
		return s.date(rec, text)
	}
	return false
}

// date reads a day, with or without a time of day.
func (s *Scanner) date(rec *record.Record, text []byte) (ok bool) {
	const n = len("2006-01-02")
	for _, start := range s.of.layout.noDay {
		if bytes.HasPrefix(text, []byte(start)) {
			return false
		}
	}
	if s.dateLayout == "" && len(text) >= n && source.IsDate(text[:n]) && startsTime(string(text[n:])) {
		rec.Date = text[:n]
		return true
	}
	rec.Date, ok = s.dates.lookup(text, s.dayOf)
	return ok
}

// maxFree is the number of bytes of a free text that is certainly not too long.
const maxFree = 20_000

// isPlainName reports whether a text is certainly a name. Control characters were
// excluded before.
func isPlainName(text []byte) bool {
	return len(text) <= 200 && text[0] != '#' && bytes.IndexByte(text, '+') < 0 // see checkName
}

// isOrganization reports whether a text is certainly the name of an organization and not
// a word for a non-answer.
func (s *Scanner) isOrganization(text []byte) bool {
	if !isPlainName(text) {
		return false
	}
	if !s.cells.words.digits && hasDigit(text) {
		return true
	}
	if _, known := s.organizations[string(text)]; known {
		return true
	}
	if !utf8.Valid(text) || s.cells.words.lookup(text).isNonAnswer() {
		return false
	}
	if len(s.organizations) >= maxOrganizations {
		clear(s.organizations)
	}
	s.organizations[string(text)] = struct{}{}
	return true
}

func (s *Scanner) dayOf(text []byte) (day []byte, ok bool) {
	d, code, _ := parseDay(string(text), s.dateLayout)
	return []byte(d), code == ""
}

// language returns the index in tags of the language that a text names. It returns false
// if the text names none or there are too many.
func (s *Scanner) language(words *words, text []byte) (index int, ok bool) {
	w := words.lookup(text)
	tag := w.language
	ok = tag != "" || w.isNonAnswer()
	if !ok {
		tag = string(text)
	}
	index = slices.IndexFunc(s.tags, func(known []byte) bool { return string(known) == tag })
	if index >= 0 {
		return index, true
	}
	if len(s.tags) > math.MaxUint8 || !ok && !source.IsLanguageTag(tag) {
		return 0, false
	}
	s.tags = append(s.tags, textOrNil(tag))
	return len(s.tags) - 1, true
}

func textOrNil(s string) []byte {
	if s == "" {
		return nil
	}
	return []byte(s)
}

// isExcluded reports whether a cell excludes its row.
func isExcluded(col *column, text []byte) bool {
	for i := range col.skip {
		if col.skip[i].excludes(text) {
			return true
		}
	}
	return false
}

// takePerson takes who answered. It returns false if the text is not ASCII.
func (s *Scanner) takePerson(rec *record.Record, text []byte) bool {
	if isAnonymous(text) {
		return true
	}
	s.person = s.person[:0]
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		s.person = append(s.person, c)
	}
	rec.Person = s.person
	return true
}
