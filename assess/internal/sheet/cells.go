package sheet

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// cellReader interprets the cells of a row. It is the only one that says what is wrong
// with a row: [Scanner] hands every row to it that is not in the usual form. It is for
// one goroutine.
type cellReader struct {
	rubric         *rubric.Rubric
	constituencies []string // ids
	opt            *Options
	words          *words
	answers        []answers // by background question
	layout         *layout
	given          record.Record // what the options give for the sheet
	problems       problems      // of the row or, in a long sheet, of the rows of a response
	notices        Notices
	headings       *headings
	columnWords    []*words // by column, nil for those of the sheet
	later          int      // the line of a later header row under which the rows are, or 0
	found          int      // the line of such a row that was found, or 0
	blank          blankCells
	notAsked       record.NotAsked
	file           string

	above        [][]byte // by column: the last text of those that are filled, nil if none is
	text         []byte   // memory of the texts of a record
	organization string   // the last valid one, which many rows share
}

func newCellReader(s *Sheet) *cellReader {
	c := &cellReader{rubric: s.rubric, constituencies: constituencyIDs(s.rubric), opt: &s.opt, words: s.words.forGoroutine(), answers: s.answers, layout: s.layout}
	c.given, c.notAsked = c.fromOptions(), NotAsked(s.rubric)
	c.headings, c.file = s.headings.forGoroutine(), s.rows.file
	c.columnWords = make([]*words, len(s.layout.columns))
	for k := range s.layout.columns {
		if own := s.layout.columns[k].words; own != nil {
			c.columnWords[k] = own.forGoroutine()
		}
	}
	return c
}

// response reads a row of a wide sheet into a record. The record is valid if there are no
// problems, until the next call.
func (c *cellReader) response(rec *record.Record, row *row) problem.List {
	rec.NotCounted, rec.Constituency, rec.Language = false, -1, nil
	if c.later > 0 && row.broken == nil {
		c.underLater(row)
		return c.problems.take()
	}
	if !c.wellFormed(row) {
		return c.problems.take()
	}
	c.begin(rec, row)
	if c.skip(row) {
		rec.NotCounted = true
		return nil
	}
	noted := false
	for k := range c.layout.columns {
		switch col := &c.layout.columns[k]; col.kind {
		case columnRating:
			c.rate(rec, row, k, col.comp)
		case columnNote, columnEvidence:
			noted = c.remark(rec, row, k, col.comp) || noted
		default:
			c.field(rec, row, k)
		}
	}
	if noted {
		c.checkRemarks(rec, row)
	}
	c.checkAsked(rec, row)
	if c.layout.shared && rec.Constituency < 0 && len(c.constituencies) > 0 && len(c.problems.list) == 0 {
		k := c.layout.find(columnConstituency)
		c.cellProblem(row, k, problem.Blank, "the cell is empty, but every response needs its "+columnNames[columnConstituency], "")
	}
	if len(c.problems.list) > 0 {
		c.checkHeader(row)
	} else {
		c.noticeBlanks(rec, row.line)
		c.noticeEvents(row)
	}
	return c.problems.take()
}

func (c *cellReader) repeatedHeader(row *row) {
	c.problems.add(row.position(0), "", problem.RepeatedHeader, "the row repeats the headers", "remove it; it may have come from joining sheets")
}

// wellFormed reports whether the row can be a response by the number of its cells and
// its first cell.
func (c *cellReader) wellFormed(row *row) bool {
	if row.broken != nil {
		c.problems.list = append(c.problems.list, *row.broken)
		c.noticeEncoding(row.broken)
		return false
	}
	columns := c.layout.columns
	if k := row.first(); c.isTotals(row.text(k), k) || c.mayBeTotals(row.text(k)) && !c.hasStage(row) {
		c.problems.add(row.cellAt(k), c.layout.header(k), problem.TotalsRow, source.Quote(string(row.text(k)))+" starts a row of totals, which is no response", "remove the row")
		return false
	}
	for k := range row.cells {
		if (k >= len(columns) || columns[k].kind == columnUnnamed) && len(row.text(k)) > 0 {
			c.problems.add(row.cellAt(k), "", problem.ExtraCell, "the cell "+source.Quote(string(row.text(k)))+" is under no header", c.extraHint(row))
			return false
		}
	}
	for k := len(row.cells); k < len(columns); k++ {
		if kind := columns[k].kind; kind >= columnRubric && kind <= columnRating {
			c.problems.add(row.position(0), "", problem.MissingCell, fmt.Sprintf("the row has %d cells, the headers are %d", len(row.cells), len(columns)), "the row may have been cut off; empty cells need their delimiters too")
			return false
		}
	}
	c.fill(row)
	return true
}

// fill puts the text above into the empty cells of the columns that a mapping says are filled.
func (c *cellReader) fill(row *row) {
	for k := range c.layout.columns {
		if !c.layout.columns[k].fills {
			continue
		}
		if c.above == nil {
			c.above = make([][]byte, len(c.layout.columns))
		}
		if text := row.text(k); len(text) > 0 {
			c.above[k] = append(c.above[k][:0], text...)
		}
	}
	row.above = c.above
}

// emptyHint helps with an empty cell of a column that may be empty throughout, or in which cells
// may have been merged.
func (c *cellReader) emptyHint(k int) string {
	col := &c.layout.columns[k]
	if col.kind == columnID {
		return "number the rows, or delete the column if it is empty"
	}
	if col.fills || col.kind != columnConstituency || c.headings.profile != nil {
		return ""
	}
	return "if cells were merged, fill them down (-fill " + source.Quote(col.full) + ", or header: " + source.Quote(col.full) + ", fill_down: true in a mapping)"
}

// isTotals reports whether a row is one of totals by the text of its first cell that is
// not empty, at index k. Cells with digits, such as most ids, never start such a row.
func (c *cellReader) isTotals(text []byte, k int) bool {
	if len(text) > 40 || hasDigit(text) {
		return false
	}
	w := c.words.lookup(text)
	columns := c.layout.columns
	return w.totals && (k >= len(columns) || columns[k].kind != columnRating || !w.rated)
}

// hasDigit reports whether a text has an ASCII digit.
func hasDigit(text []byte) bool {
	for _, c := range text {
		if isDigit(rune(c)) {
			return true
		}
	}
	return false
}

// begin empties the record and sets the fields that the options give for the sheet.
func (c *cellReader) begin(rec *record.Record, row *row) {
	rec.Reset(c.rubric.CompetencyCount())
	c.text = c.text[:0]
	rec.Organization, rec.Date, rec.Language, rec.Constituency = c.given.Organization, c.given.Date, c.given.Language, c.given.Constituency
	if !c.layout.has[columnID] {
		c.text = strconv.AppendInt(append(c.text, c.opt.IDPrefix...), int64(row.number), 10)
		rec.ID = c.text
	}
}

// fromOptions returns a record with the fields that the options give for the sheet, because it
// has no column for them.
func (c *cellReader) fromOptions() record.Record {
	text := func(kind columnKind, s string) []byte {
		if c.layout.has[kind] || s == "" {
			return nil
		}
		return []byte(s)
	}
	rec := record.Record{
		Organization: text(columnOrganization, c.opt.Organization),
		Date:         text(columnDate, c.opt.Date),
		Language:     text(columnLanguage, c.opt.Language),
		Constituency: -1,
	}
	if !c.layout.has[columnConstituency] {
		rec.Constituency = slices.Index(c.constituencies, c.opt.Constituency)
	}
	return rec
}

// keep returns a copy of a text in the memory of the record's texts.
func (c *cellReader) keep(text []byte) []byte {
	from := len(c.text)
	c.text = append(c.text, text...)
	return c.text[from:len(c.text):len(c.text)]
}

// field reads a cell of a column that is about the response. In a long sheet an empty
// cell leaves what an earlier row has said.
func (c *cellReader) field(rec *record.Record, row *row, k int) {
	c.fieldOf(rec, row, k, c.layout.columns[k].kind)
}

// fieldOf reads a cell of a column as one of another kind, because a sheet with an answer a
// row has the fields of a response among the answers.
func (c *cellReader) fieldOf(rec *record.Record, row *row, k int, kind columnKind) {
	text := row.text(k)
	if len(text) == 0 {
		if !c.layout.long && (kind == columnID || kind == columnConstituency && !c.layout.columns[k].shared) {
			c.cellProblem(row, k, problem.Blank, "the cell is empty, but every response needs its "+columnNames[kind], c.emptyHint(k))
		}
		return
	}
	switch kind {
	case columnRubric:
		if ref := c.rubric.Ref().String(); string(text) != ref {
			c.cellProblem(row, k, problem.WrongEdition, "the response is to "+source.Quote(string(text))+", expected "+ref, "")
		}
	case columnID:
		if text[0] == '\'' { // as spreadsheets mark text
			text = text[1:]
		}
		if c.checkName(row, k, text) {
			c.checkDayID(row, k, text)
			c.set(row, k, &rec.ID, text)
		}
	case columnPerson:
		if !isAnonymous(text) {
			rec.Person = c.keep(bytes.ToLower(text))
		}
	case columnOrganization:
		c.setOrganization(rec, row, k, text)
	case columnConstituency:
		c.constituency(rec, row, k, text)
	case columnDate:
		c.date(rec, row, k, text)
	case columnTimestamp:
		if !c.layout.has[columnDate] && c.opt.Date == "" {
			c.date(rec, row, k, text)
		}
	case columnLanguage:
		c.language(rec, row, k, text)
	default:
		if kind.isBackground() {
			c.background(rec, row, k, kind, text)
		}
	}
}

func (c *cellReader) cellProblem(row *row, k int, code problem.Code, msg, hint string) {
	c.problems.add(row.cellAt(k), c.layout.columns[k].header, code, msg, hint)
}

// set sets a field, unless an earlier row of the response has set it to something else.
func (c *cellReader) set(row *row, k int, field *[]byte, value []byte) {
	switch {
	case len(*field) == 0:
		*field = c.keep(value)
	case !bytes.Equal(*field, value):
		c.conflict(row, k, string(*field), string(value))
	}
}

func (c *cellReader) conflict(row *row, k int, earlier, value string) {
	c.cellProblem(row, k, problem.Conflict, source.Quote(value)+" differs from "+source.Quote(earlier)+" in an earlier row of the response", "")
}

func (c *cellReader) setOrganization(rec *record.Record, row *row, k int, text []byte) {
	if string(text) != c.organization {
		if c.words.isNonAnswer(text) {
			return
		}
		if code, msg, _ := checkName(text); code != "" {
			c.drop(row, k, code, msg, "")
			return
		}
		c.organization = string(text)
	}
	c.set(row, k, &rec.Organization, text)
}

// checkName reports whether a cell's text is a name, and adds a problem if not.
func (c *cellReader) checkName(row *row, k int, text []byte) bool {
	code, msg, hint := checkName(text)
	if code != "" {
		c.cellProblem(row, k, code, msg, hint)
	}
	return code == ""
}

// checkName checks an id or organization as the rule name of documents does. It also
// refuses the short form in which spreadsheets write long numbers, because it has lost
// their last digits.
func checkName(text []byte) (code problem.Code, msg, hint string) {
	rule, _ := source.RuleNamed("name")
	switch {
	case len(trimCell(text)) == 0:
		return problem.Blank, "the text is blank", ""
	case bytes.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return problem.BadFormat, source.Quote(string(text)) + " is not on one line", ""
	case utf8.RuneCount(text) > rule.Max:
		return problem.TooLong, fmt.Sprintf("has more than %d characters", rule.Max), ""
	case text[0] == '#':
		if name := string(text); strings.Trim(name, "#") == "" && len(name) > 1 || isErrorValue(name) {
			return problem.BadValue, source.Quote(name) + " is what a spreadsheet shows instead of a value", "widen the column, or enter the value as text"
		}
	case isShortened(text):
		return problem.BadValue, source.Quote(string(text)) + " is a long number that the spreadsheet has shortened", "give the column the format text and enter the number anew"
	}
	return "", "", ""
}

// isShortened reports whether a text is a number such as 1.96473E+13.
func isShortened(text []byte) bool {
	i := bytes.IndexAny(text, "eE")
	return i > 0 && i+1 < len(text) && text[i+1] == '+' && len(bytes.Trim(text[:i], "0123456789.,")) == 0 && len(bytes.Trim(text[i+2:], "0123456789")) == 0
}

func (c *cellReader) constituency(rec *record.Record, row *row, k int, text []byte) {
	i := slices.Index(c.constituencies, c.wordsOf(k).lookup(text).constituency)
	switch {
	case i < 0:
		var names []string
		for known := range c.rubric.Constituencies() {
			names = append(names, known.Title)
		}
		hint := source.DidYouMean(string(text), names)
		hint += "; say what it means (-word " + source.Quote(c.layout.columns[k].full+":"+string(text)) + "=ID, or words in a mapping)"
		c.cellProblem(row, k, problem.UnknownConstituency, source.Quote(string(text))+" is no constituency", strings.TrimPrefix(hint, "; "))
	case rec.Constituency >= 0 && rec.Constituency != i:
		c.conflict(row, k, c.constituencies[rec.Constituency], c.constituencies[i])
	default:
		rec.Constituency = i
	}
}

func (c *cellReader) language(rec *record.Record, row *row, k int, text []byte) {
	w := c.wordsOf(k).lookup(text)
	switch {
	case w.language != "":
		c.set(row, k, &rec.Language, []byte(w.language))
	case w.isNonAnswer():
	case source.IsLanguageTag(text):
		c.set(row, k, &rec.Language, text)
	default:
		c.drop(row, k, problem.UnknownLanguage, source.Quote(string(text))+" is neither a language tag such as es-MX nor the name of a known language", "say what it means (-word "+source.Quote(string(text))+"=TAG, or words in a mapping)")
	}
}

// date reads a day from a date or a timestamp.
func (c *cellReader) date(rec *record.Record, row *row, k int, text []byte) {
	layout := c.dateLayout(k)
	for _, start := range c.layout.noDay {
		if bytes.HasPrefix(text, []byte(start)) {
			c.drop(row, k, problem.BadDate, source.Quote(string(text))+" is what the form tool writes instead of a day", "")
			return
		}
	}
	day, code, msg := parseDay(string(text), layout)
	switch {
	case code == "":
		c.set(row, k, &rec.Date, []byte(day))
	case c.words.lookup(text).isNonAnswer():
	default:
		c.drop(row, k, code, msg, "say what the layout is, such as MM/DD/YYYY (date_layout in a mapping)")
	}
}

// rate reads a rating.
func (c *cellReader) rate(rec *record.Record, row *row, k, comp int) {
	text := row.text(k)
	if len(text) == 0 {
		return
	}
	v := c.wordsOf(k)
	w := v.lookup(text)
	switch {
	case !w.rated && w.stages > 1:
		c.cellProblem(row, k, problem.TwoAnswers, source.Quote(string(text))+" holds more than one answer", v.stageHint(string(text)))
	case !w.rated:
		c.cellProblem(row, k, problem.UnknownStage, source.Quote(string(text))+" is neither a stage nor a non-answer", v.stageHint(string(text)))
	case c.layout.columns[k].shared && rec.Ratings[comp] != record.NotAnswered && rec.Ratings[comp] != w.rating:
		c.cellProblem(row, k, problem.Conflict, "another column with the same meaning has another answer", "keep one of the two columns ("+wayOut("ignore", c.layout.columns[k].full)+")")
	case w.ambiguous:
		c.noticeNA(row, k, w)
		fallthrough
	default:
		if w.rating != record.NotAnswered || !c.layout.columns[k].shared {
			rec.Ratings[comp] = w.rating
		}
	}
}

// remark reads a note or evidence. It reports whether there is any: a word for a
// non-answer is none.
func (c *cellReader) remark(rec *record.Record, row *row, k, comp int) bool {
	text := row.text(k)
	if len(text) == 0 || c.words.lookup(text).isNonAnswer() {
		return false
	}
	free := text
	if bytes.IndexByte(text, '\r') >= 0 {
		free = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	if rule, _ := source.RuleNamed("free"); utf8.RuneCount(free) > rule.Max {
		c.cellProblem(row, k, problem.TooLong, fmt.Sprintf("has more than %d characters", rule.Max), "")
		return false
	}
	if c.layout.columns[k].kind == columnNote {
		if c.layout.columns[k].shared && slices.ContainsFunc(rec.Remarks, func(m record.Remark) bool { return m.Competency == comp && m.Note }) {
			c.cellProblem(row, k, problem.Conflict, "another column has a note on the same competency", "keep one of the two columns ("+wayOut("ignore", c.layout.columns[k].full)+")")
			return false
		}
		rec.Remarks = append(rec.Remarks, record.Remark{Competency: comp, Note: true, Text: free})
		return true
	}
	pieces := 0
	for line := range bytes.SplitSeq(free, []byte("\n")) {
		if line = trimCell(line); len(line) > 0 {
			pieces++
			rec.Remarks = append(rec.Remarks, record.Remark{Competency: comp, Text: line})
		}
	}
	if pieces > maxEvidence {
		c.cellProblem(row, k, problem.TooMany, fmt.Sprintf("has more than %d pieces of evidence", maxEvidence), "")
	}
	return true
}

// maxEvidence is the most pieces of evidence for a rating in a document.
const maxEvidence = 100

// checkRemarks refuses remarks on competencies that have no rating.
func (c *cellReader) checkRemarks(rec *record.Record, row *row) {
	for k, col := range c.layout.columns {
		if col.kind != columnNote && col.kind != columnEvidence || rec.Ratings[col.comp] != record.NotAnswered {
			continue
		}
		if !slices.ContainsFunc(rec.Remarks, func(m record.Remark) bool { return m.Competency == col.comp }) {
			continue
		}
		if text := row.text(k); col.guessed && len(text) > 0 {
			c.drop(row, k, problem.NoteWithoutRating, "there is no rating for this to go with", "")
			rec.Remarks = slices.DeleteFunc(rec.Remarks, func(m record.Remark) bool { return m.Competency == col.comp })
		} else if len(text) > 0 && !c.isUnread(row, col.comp) && !c.words.lookup(text).isNonAnswer() {
			c.cellProblem(row, k, problem.NoteWithoutRating, "there is no rating for this to go with", "give one, or a non-answer such as declined")
		}
	}
}

// isUnread reports whether the row has a rating of a competency that is not recognized,
// which is a problem already.
func (c *cellReader) isUnread(row *row, comp int) bool {
	for k, col := range c.layout.columns {
		if col.kind == columnRating && col.comp == comp {
			return len(row.text(k)) > 0 && !c.wordsOf(k).lookup(row.text(k)).rated
		}
	}
	return false
}
