package sheet

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
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
	layout         *layout
	given          record.Record // what the options give for the sheet
	problems       problems      // of the row or, in a long sheet, of the rows of a response

	text         []byte // memory of the texts of a record
	organization string // the last valid one, which many rows share
}

func newCellReader(s *Sheet) *cellReader {
	c := &cellReader{rubric: s.rubric, constituencies: constituencyIDs(s.rubric), opt: &s.opt, words: s.words.forGoroutine(), layout: s.layout}
	c.given = c.fromOptions()
	return c
}

// response reads a row of a wide sheet into a record. The record is valid if there are no
// problems, until the next call.
func (c *cellReader) response(rec *record.Record, row *row) problem.List {
	if !c.wellFormed(row) {
		return c.problems.take()
	}
	c.begin(rec, row)
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
	if len(c.problems.list) > 1 && c.layout.isHeader(row) {
		c.problems.list = nil
		c.repeatedHeader(row)
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
		return false
	}
	columns := c.layout.columns
	if k := row.first(); c.isTotals(row.text(k), k) {
		c.problems.add(row.cellAt(k), c.layout.header(k), problem.TotalsRow, source.Quote(string(row.text(k)))+" starts a row of totals, which is no response", "remove the row")
		return false
	}
	for k := range row.cells {
		if (k >= len(columns) || columns[k].kind == columnUnnamed) && len(row.text(k)) > 0 {
			c.problems.add(row.cellAt(k), "", problem.ExtraCell, "the cell "+source.Quote(string(row.text(k)))+" stands under no header", "a cell that holds the delimiter needs quotation marks around it")
			return false
		}
	}
	for k := len(row.cells); k < len(columns); k++ {
		if kind := columns[k].kind; kind >= columnRubric && kind <= columnRating {
			c.problems.add(row.position(0), "", problem.MissingCell, fmt.Sprintf("the row has %d cells, the headers are %d", len(row.cells), len(columns)), "the row may have been cut off; empty cells need their delimiters too")
			return false
		}
	}
	return true
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
	text := row.text(k)
	kind := c.layout.columns[k].kind
	if len(text) == 0 {
		if !c.layout.long && (kind == columnID || kind == columnConstituency) {
			c.cellProblem(row, k, problem.Blank, "the cell is empty, but every response needs its "+columnNames[kind], "")
		}
		return
	}
	switch kind {
	case columnRubric:
		if ref := c.rubric.Ref().String(); string(text) != ref {
			c.cellProblem(row, k, problem.WrongEdition, "the response is to "+source.Quote(string(text))+", expected "+ref, "")
		}
	case columnID:
		if c.checkName(row, k, text) {
			c.set(row, k, &rec.ID, text)
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
		if c.words.lookup(text).isNonAnswer() || !c.checkName(row, k, text) {
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
	i := slices.Index(c.constituencies, c.words.lookup(text).constituency)
	switch {
	case i < 0:
		var names []string
		for known := range c.rubric.Constituencies() {
			names = append(names, known.Title)
		}
		c.cellProblem(row, k, problem.UnknownConstituency, source.Quote(string(text))+" is no constituency", source.DidYouMean(string(text), names))
	case rec.Constituency >= 0 && rec.Constituency != i:
		c.conflict(row, k, c.constituencies[rec.Constituency], c.constituencies[i])
	default:
		rec.Constituency = i
	}
}

func (c *cellReader) language(rec *record.Record, row *row, k int, text []byte) {
	w := c.words.lookup(text)
	switch {
	case w.language != "":
		c.set(row, k, &rec.Language, []byte(w.language))
	case w.isNonAnswer():
	case source.IsLanguageTag(text):
		c.set(row, k, &rec.Language, text)
	default:
		c.cellProblem(row, k, problem.BadFormat, source.Quote(string(text))+" is no language tag such as en or es-MX", "")
	}
}

// date reads a day from a date or a timestamp.
func (c *cellReader) date(rec *record.Record, row *row, k int, text []byte) {
	unasked := c.layout.columns[k].kind == columnTimestamp && c.opt.DateLayout == ""
	day, code, msg := parseDay(string(text), c.opt.DateLayout)
	switch {
	case code == "":
		c.set(row, k, &rec.Date, []byte(day))
	case unasked && code != problem.BadDate:
		// The form tool added the timestamp, and it does not say which day it is.
	case c.words.lookup(text).isNonAnswer():
	default:
		hint := "write days as 2026-10-01"
		if code == problem.AmbiguousDate {
			hint += ", or say what the layout is"
		}
		c.cellProblem(row, k, code, msg, hint)
	}
}

// rate reads a rating.
func (c *cellReader) rate(rec *record.Record, row *row, k, comp int) {
	text := row.text(k)
	if len(text) == 0 {
		return
	}
	w := c.words.lookup(text)
	if !w.rated {
		c.cellProblem(row, k, problem.UnknownStage, source.Quote(string(text))+" is neither a stage nor a non-answer", c.words.stageHint(string(text)))
		return
	}
	rec.Ratings[comp] = w.rating
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
		if text := row.text(k); len(text) > 0 && !c.isUnread(row, col.comp) && !c.words.lookup(text).isNonAnswer() {
			c.cellProblem(row, k, problem.NoteWithoutRating, "there is no rating for this to go with", "give one, or a non-answer such as declined")
		}
	}
}

// isUnread reports whether the row has a rating of a competency that is not recognized,
// which is a problem already.
func (c *cellReader) isUnread(row *row, comp int) bool {
	for k, col := range c.layout.columns {
		if col.kind == columnRating && col.comp == comp {
			return len(row.text(k)) > 0 && !c.words.lookup(row.text(k)).rated
		}
	}
	return false
}
