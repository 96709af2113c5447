package assess

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// readWide reads the rows of a sheet with one response a row.
func (s *sheet) readWide(yield func(*Response, error) bool) bool {
	for first := true; s.rows.next(); first = false {
		row := &s.rows.row
		if row.isBlank() || first && row.isImportRow() {
			continue
		}
		p := s.response(row)
		if problems := s.takeProblems(); len(problems) > 0 {
			if !yield(nil, problems) {
				return false
			}
		} else if !yield(p, nil) {
			return false
		}
	}
	return true
}

// isImportRow reports whether a row is the third row of headers that Qualtrics
// writes, with the names of the questions in JSON.
func (r *sheetRow) isImportRow() bool {
	return r.broken == nil && bytes.HasPrefix(r.text(r.first()), []byte(`{"ImportId":`))
}

// response reads a row of a wide sheet.
func (s *sheet) response(row *sheetRow) *Response {
	if !s.wellFormed(row) {
		return nil
	}
	p := s.blank(row)
	noted := false
	for k := range s.columns {
		switch col := &s.columns[k]; col.kind {
		case columnRating:
			s.rate(p, row, k, col.comp)
		case columnNote, columnEvidence:
			noted = s.remark(p, row, k, col.comp) || noted
		default:
			s.field(p, row, k)
		}
	}
	if noted {
		s.checkRemarks(p, row)
	}
	if len(s.problems) > 1 && s.repeatsHeader(row) {
		s.problems = nil
		s.add(row.position(0), "", problem.RepeatedHeader, "the row repeats the headers", "remove it; it may have come from joining sheets")
	}
	return p
}

// wellFormed reports whether the row's cells can be those of a response at all.
func (s *sheet) wellFormed(row *sheetRow) bool {
	if row.broken != nil {
		s.problems = append(s.problems, *row.broken)
		return false
	}
	if k := row.first(); s.isTotals(row.text(k), k) {
		s.add(row.cellAt(k), s.header(k), problem.TotalsRow, source.Quote(string(row.text(k)))+" starts a row of totals, which is no response", "remove the row")
		return false
	}
	for k := range row.cells {
		if (k >= len(s.columns) || s.columns[k].kind == columnUnnamed) && len(row.text(k)) > 0 {
			s.add(row.cellAt(k), "", problem.ExtraCell, "the cell "+source.Quote(string(row.text(k)))+" stands under no header", "a cell that holds the delimiter needs quotation marks around it")
			return false
		}
	}
	for k := len(row.cells); k < len(s.columns); k++ {
		if kind := s.columns[k].kind; kind >= columnRubric && kind <= columnRating {
			s.add(row.position(0), "", problem.MissingCell, fmt.Sprintf("the row has %d cells, the headers are %d", len(row.cells), len(s.columns)), "the row may have been cut off; empty cells need their delimiters too")
			return false
		}
	}
	return true
}

// isTotals reports whether the first cell of a row that says anything, the one at index
// k, says that totals follow. Cells with digits, such as most ids, do not.
func (s *sheet) isTotals(text []byte, k int) bool {
	if len(text) > 40 || hasDigit(text) {
		return false
	}
	w := s.words.lookup(text)
	return w.totals && (k >= len(s.columns) || s.columns[k].kind != columnRating || !w.rated)
}

// hasDigit reports whether an ASCII digit is in a text.
func hasDigit(text []byte) bool {
	for _, c := range text {
		if isDigit(rune(c)) {
			return true
		}
	}
	return false
}

func (s *sheet) header(k int) string {
	if k < len(s.columns) {
		return s.columns[k].header
	}
	return ""
}

func (s *sheet) repeatsHeader(row *sheetRow) bool {
	for k := range s.columns {
		if shorten(string(row.text(k))) != s.columns[k].header {
			return false
		}
	}
	return true
}

// blank returns a response with what holds for the whole sheet.
func (s *sheet) blank(row *sheetRow) *Response {
	p := &Response{rubric: s.rubric, ratings: make([]Rating, s.rubric.CompetencyCount())}
	if !s.has[columnID] {
		p.id = s.opt.IDPrefix + strconv.Itoa(row.number)
	}
	if !s.has[columnOrganization] {
		p.organization = s.opt.Organization
	}
	if !s.has[columnConstituency] {
		p.constituency = s.opt.Constituency
	}
	if !s.has[columnDate] {
		p.date = s.opt.Date
	}
	if !s.has[columnLanguage] {
		p.language = s.opt.Language
	}
	return p
}

// field reads a cell of a column that speaks of the whole response. In a long
// sheet an empty cell leaves what an earlier row has said.
func (s *sheet) field(p *Response, row *sheetRow, k int) {
	text := row.text(k)
	kind := s.columns[k].kind
	if len(text) == 0 {
		if !s.long && (kind == columnID || kind == columnConstituency) {
			s.cellIssue(row, k, problem.Blank, "the cell is empty, but every response needs its "+columnNames[kind], "")
		}
		return
	}
	switch kind {
	case columnRubric:
		if ref := s.rubric.Ref().String(); string(text) != ref {
			s.cellIssue(row, k, problem.WrongEdition, "the response is to "+source.Quote(string(text))+", expected "+ref, "")
		}
	case columnID:
		s.setName(row, k, text, &p.id)
	case columnOrganization:
		if string(text) == s.org { // checked already
			s.set(row, k, &p.organization, s.org)
		} else if !s.words.lookup(text).isNonAnswer() && s.setName(row, k, text, &p.organization) {
			s.org = p.organization
		}
	case columnConstituency:
		s.constituency(p, row, k, text)
	case columnDate:
		s.date(p, row, k, string(text))
	case columnTimestamp:
		if !s.has[columnDate] && s.opt.Date == "" {
			s.date(p, row, k, string(text))
		}
	case columnLanguage:
		s.language(p, row, k, text)
	}
}

func (s *sheet) cellIssue(row *sheetRow, k int, code problem.Code, msg, hint string) {
	s.add(row.cellAt(k), s.columns[k].header, code, msg, hint)
}

// set sets a field, unless an earlier row of the response has set it to something
// else.
func (s *sheet) set(row *sheetRow, k int, field *string, value string) {
	if *field != "" && *field != value {
		s.cellIssue(row, k, problem.Conflict, source.Quote(value)+" differs from "+source.Quote(*field)+" in an earlier row of the response", "")
		return
	}
	*field = value
}

// setName sets a field that keeps the rule for names.
func (s *sheet) setName(row *sheetRow, k int, text []byte, field *string) bool {
	code, msg, hint := checkName(string(text))
	if code != "" {
		s.cellIssue(row, k, code, msg, hint)
		return false
	}
	s.set(row, k, field, string(text))
	return *field == string(text)
}

// checkName checks an id or organization like the rule name of documents does. It
// also refuses the short form that spreadsheets give to long numbers, which has
// lost their last digits.
func checkName(text string) (code problem.Code, msg, hint string) {
	rule, _ := source.RuleNamed("name")
	switch {
	case trimCell(text) == "":
		return problem.Blank, "the text is blank", ""
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return problem.BadFormat, source.Quote(text) + " is not on one line", ""
	case utf8.RuneCountInString(text) > rule.Max:
		return problem.TooLong, fmt.Sprintf("has more than %d characters", rule.Max), ""
	case isShortened(text):
		return problem.BadValue, source.Quote(text) + " is a long number that the spreadsheet has shortened", "give the column the format text and enter the number anew"
	}
	return "", "", ""
}

// isShortened reports whether a text is like 1.96473E+13.
func isShortened(text string) bool {
	i := strings.IndexAny(text, "eE")
	return i > 0 && i+1 < len(text) && text[i+1] == '+' && strings.Trim(text[:i], "0123456789.,") == "" && strings.Trim(text[i+2:], "0123456789") == ""
}

func (s *sheet) constituency(p *Response, row *sheetRow, k int, text []byte) {
	id := s.words.lookup(text).constituency
	if id == "" {
		var names []string
		for c := range s.rubric.Constituencies() {
			names = append(names, c.Title)
		}
		s.cellIssue(row, k, problem.UnknownConstituency, source.Quote(string(text))+" is no constituency", source.DidYouMean(string(text), names))
		return
	}
	s.set(row, k, &p.constituency, id)
}

func (s *sheet) language(p *Response, row *sheetRow, k int, text []byte) {
	w := s.words.lookup(text)
	switch {
	case w.language != "":
		s.set(row, k, &p.language, w.language)
	case w.isNonAnswer():
	case isLanguageTag(string(text)):
		s.set(row, k, &p.language, string(text))
	default:
		s.cellIssue(row, k, problem.BadFormat, source.Quote(string(text))+" is no language tag such as en or es-MX", "")
	}
}

// rate reads a rating.
func (s *sheet) rate(p *Response, row *sheetRow, k, comp int) {
	text := row.text(k)
	if len(text) == 0 {
		return
	}
	w := s.words.lookup(text)
	if !w.rated {
		s.cellIssue(row, k, problem.UnknownStage, source.Quote(string(text))+" is neither a stage nor a non-answer", s.words.stageHint(string(text)))
		return
	}
	p.ratings[comp] = w.rating
}

// remark reads a note or evidence; it reports whether there is any. A word for a
// non-answer in its place is none.
func (s *sheet) remark(p *Response, row *sheetRow, k, comp int) bool {
	text := row.text(k)
	if len(text) == 0 || s.words.lookup(text).isNonAnswer() {
		return false
	}
	free := strings.ReplaceAll(strings.ReplaceAll(string(text), "\r\n", "\n"), "\r", "\n")
	if rule, _ := source.RuleNamed("free"); utf8.RuneCountInString(free) > rule.Max {
		s.cellIssue(row, k, problem.TooLong, fmt.Sprintf("has more than %d characters", rule.Max), "")
		return false
	}
	i := slices.IndexFunc(p.remarks, func(m remark) bool { return m.index == comp })
	if i < 0 {
		i = len(p.remarks)
		p.remarks = append(p.remarks, remark{index: comp})
	}
	m := &p.remarks[i]
	if s.columns[k].kind == columnNote {
		m.note = free
		return true
	}
	for line := range strings.SplitSeq(free, "\n") {
		if line = trimCell(line); line != "" {
			m.evidence = append(m.evidence, line)
		}
	}
	if len(m.evidence) > maxEvidence {
		s.cellIssue(row, k, problem.TooMany, fmt.Sprintf("has more than %d pieces of evidence", maxEvidence), "")
	}
	return true
}

// maxEvidence is the most pieces of evidence for a rating in a document.
const maxEvidence = 100

// checkRemarks puts the remarks in order and refuses those that a response cannot
// hold, because they go with no rating.
func (s *sheet) checkRemarks(p *Response, row *sheetRow) {
	sortRemarks(p.remarks)
	for k, col := range s.columns {
		if col.kind != columnNote && col.kind != columnEvidence {
			continue
		}
		i := slices.IndexFunc(p.remarks, func(m remark) bool { return m.index == col.comp })
		if i < 0 || p.ratings[col.comp] != NotAnswered {
			continue
		}
		if text := row.text(k); len(text) > 0 && !s.unread(row, col.comp) && !s.words.lookup(text).isNonAnswer() {
			s.cellIssue(row, k, problem.NoteWithoutRating, "there is no rating for this to go with", "give one, or a non-answer such as declined")
		}
	}
}

// unread reports whether the row has a rating for a competency that could not be
// made out, which was reported already.
func (s *sheet) unread(row *sheetRow, comp int) bool {
	for k, col := range s.columns {
		if col.kind == columnRating && col.comp == comp {
			return len(row.text(k)) > 0 && !s.words.lookup(row.text(k)).rated
		}
	}
	return false
}
