package sheet

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// wordsOf returns the words of the cells of a column.
func (c *cellReader) wordsOf(k int) *words {
	if own := c.columnWords[k]; own != nil {
		return own
	}
	return c.words
}

// dateLayout returns the layout of the days of a column.
func (c *cellReader) dateLayout(k int) string {
	if rule := c.layout.columns[k].rule; rule != nil && rule.DateLayout != "" {
		return rule.DateLayout
	}
	return c.opt.DateLayout
}

// takeNotices returns the notices so far and forgets them.
func (c *cellReader) takeNotices() Notices {
	n := c.notices
	c.blank.report(&n, c)
	c.notices, c.blank = Notices{}, blankCells{}
	return n
}

// drop reports that a field of a response is not read. The response counts without it.
func (c *cellReader) drop(row *row, k int, code problem.Code, msg, hint string) {
	key := noticeKey{file: row.file, code: code, column: k, kind: "dropped"}
	c.notices.add(key, func() Notice {
		return Notice{Problem: problem.Problem{Pos: row.cellAt(k), Path: c.layout.columns[k].header, Code: code, Msg: msg + "; left out", Hint: hint}}
	})
}

// skip reports whether the form tool marks a row as not counting, which it notes.
func (c *cellReader) skip(row *row) bool {
	for k := range c.layout.columns {
		col := &c.layout.columns[k]
		if len(col.skip) == 0 {
			continue
		}
		text := row.text(k)
		for i := range col.skip {
			if rule := &col.skip[i]; rule.excludes(text) && !(rule.unrated && c.hasRating(row)) {
				c.noticeSkipped(row, k, rule, text)
				return true
			}
		}
	}
	return false
}

// hasRating reports whether a row has a text in a column of ratings.
func (c *cellReader) hasRating(row *row) bool {
	for k := range c.layout.columns {
		if c.layout.columns[k].kind == columnRating && len(row.text(k)) > 0 {
			return true
		}
	}
	return false
}

func (c *cellReader) noticeSkipped(row *row, k int, rule *SkipRule, text []byte) {
	col, reason := &c.layout.columns[k], rule.Reason
	hint := "as skip in the mapping says (-skip)"
	if rule.ofTool {
		hint = "to count such rows, ignore the column (-ignore " + source.Quote(col.full) + ", or count: [" + reason + "] in a mapping)"
	}
	c.notices.add(noticeKey{file: row.file, code: problem.NotCounted, column: k, kind: reason}, func() Notice {
		said := "empty"
		if len(text) > 0 {
			said = source.Quote(string(text))
		}
		return Notice{NotCounted: true, Reason: reason, Problem: problem.Problem{
			Pos: row.cellAt(k), Path: col.header, Code: problem.NotCounted, Msg: "not counted (" + reason + "): " + col.header + " is " + said,
			Hint: hint,
		}}
	})
}

// checkHeader looks for headers in a row that is not a response: those of the sheet once more,
// or others, after which no row can be read.
func (c *cellReader) checkHeader(row *row) {
	if c.hasStage(row) {
		return
	}
	if c.layout.isHeader(row) {
		c.problems.list = nil
		c.repeatedHeader(row)
		return
	}
	rated, known, texts := 0, 0, 0
	same := true
	for k := range row.cells {
		text := row.text(k)
		if len(text) == 0 {
			continue
		}
		texts++
		if len(text) > 2*maxTitle {
			continue
		}
		if w := c.words.lookup(text); w.rated || w.constituency != "" {
			continue
		}
		found := c.headings.find(string(text))
		if len(found) != 1 {
			continue
		}
		known++
		if found[0].kind == columnRating && found[0].comp >= 0 {
			rated++
			same = same && k < len(c.layout.columns) && c.layout.columns[k].meaning == found[0]
		}
	}
	if rated == 0 || known < 2 || 2*known <= texts {
		return
	}
	c.problems.list = nil
	if same {
		c.repeatedHeader(row)
		return
	}
	c.found, c.later = row.line, row.line
	c.problems.add(row.position(0), "", problem.LaterHeader, "the row has other headers than the sheet, so that no row after it is read", splitThere)
}

const splitThere = "put the rows from there on into a file of their own"

// underLater refuses a row under later headers.
func (c *cellReader) underLater(row *row) {
	c.problems.add(row.position(0), "", problem.LaterHeader, fmt.Sprintf("the row is under the headers of line %d, which are in another order", c.later), splitThere)
}

// mayBeTotals reports whether the first cell of a row begins with a word for totals, such
// as "Total responses: 12". A word with digits, such as most ids, is none.
func (c *cellReader) mayBeTotals(text []byte) bool {
	if len(text) > 100 {
		return false
	}
	i := 0
	for i < len(text) && text[i] != ' ' && text[i] != ':' && text[i] != '=' {
		if '0' <= text[i] && text[i] <= '9' {
			return false
		}
		i++
	}
	if i == 0 || i == len(text) {
		return false
	}
	return c.words.lookup(text[:i]).totals
}

// hasStage reports whether a row has a stage.
func (c *cellReader) hasStage(row *row) bool {
	for k := range c.layout.columns {
		if c.layout.columns[k].kind == columnRating {
			if w := c.wordsOf(k).lookup(row.text(k)); w.rated && !w.isNonAnswer() {
				return true
			}
		}
	}
	return false
}

// extraHint helps with a row that has a cell under no header.
func (c *cellReader) extraHint(row *row) string {
	if row.eol == '\n' && bytes.IndexByte(bytes.TrimRight(row.raw, "\r\n"), '\r') >= 0 {
		return "the line has a carriage return without a line feed: two rows may be on it; save the sheet again with one kind of line ends"
	}
	return "a cell that holds the delimiter needs quotation marks around it"
}

// isErrorValue reports whether a text is an error that a spreadsheet shows.
func isErrorValue(text string) bool {
	switch strings.ToUpper(text) {
	case "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!", "#CALC!":
		return true
	}
	return false
}

// isDayID reports whether an id looks like a day that a spreadsheet made of it, such as
// 3-Oct.
func isDayID(text []byte) bool {
	if len(text) > 9 || len(text) < 5 {
		return false
	}
	a, b, ok := bytes.Cut(text, []byte("-"))
	if !ok || len(a) != 3 && len(b) != 3 {
		return false
	}
	if len(a) != 3 {
		a, b = b, a
	}
	if len(a) != 3 || len(b) == 0 || len(b) > 4 || len(bytes.Trim(b, "0123456789")) > 0 {
		return false
	}
	return strings.Contains(" jan feb mar apr may jun jul aug sep oct nov dec ene abr ago dic ", " "+strings.ToLower(string(a))+" ")
}

func (c *cellReader) checkDayID(row *row, k int, text []byte) {
	if !isDayID(text) {
		return
	}
	c.notices.add(noticeKey{file: row.file, code: problem.MangledID, column: k}, func() Notice {
		return Notice{Problem: problem.Problem{
			Pos: row.cellAt(k), Path: c.layout.columns[k].header, Code: problem.MangledID, Msg: "the id " + source.Quote(string(text)) + " looks like one that a spreadsheet has taken for a day",
			Hint: "give the column the format text and enter the ids anew",
		}}
	})
}

// isAnonymous reports whether a cell does not say who answered.
func isAnonymous(text []byte) bool {
	switch strings.ToLower(string(text)) {
	case "anonymous", "anonymous user", "anónimo", "n/a", "na", "-", "none":
		return true
	}
	return false
}

// noticeEncoding counts rows that are refused because the encoding of a sheet is not clear, if
// that is what is wrong with a row. That is known only once the first of them is read, when
// other rows count already.
func (c *cellReader) noticeEncoding(broken *problem.Problem) {
	if broken.Code != problem.Encoding {
		return
	}
	c.notices.add(noticeKey{file: c.file, code: problem.Encoding}, func() Notice {
		return Notice{Problem: problem.Problem{
			Pos: broken.Pos, Code: problem.Encoding,
			Msg:  "rows with characters of another encoding than UTF-8 are refused and all others are read, so that people with accents in their answers may be missing",
			Hint: `do not use the result; save the sheet as "CSV UTF-8", or name the encoding (-encoding windows-1252, or encoding: windows-1252 in a mapping)`,
		}}
	})
}

func (c *cellReader) noticeNA(row *row, k int, w *word) {
	if w.rating != record.NotApplicable {
		return
	}
	c.notices.add(noticeKey{file: row.file, code: problem.AmbiguousWord}, func() Notice {
		return Notice{Problem: problem.Problem{
			Pos: row.cellAt(k), Path: c.layout.columns[k].header, Code: problem.AmbiguousWord, Msg: "NA is read as not-applicable",
			Hint: "if it is R's mark of a missing value, say so (-word NA=not-answered, or words: {NA: not-answered} in a mapping)",
		}}
	})
}

// blankCells counts the responses in which something is missing.
type blankCells struct {
	organizations blankCount // responses without one
	answers       blankCount // responses without any rating
}

type blankCount struct {
	count uint64
	first int // line
}

func (b *blankCount) add(line int) {
	if b.count == 0 {
		b.first = line
	}
	b.count++
}

// noticeBlanks counts a response that counts.
func (c *cellReader) noticeBlanks(rec *record.Record, line int) {
	if isUnanswered(rec.Ratings) {
		c.blank.answers.add(line)
	}
	if c.layout.organized && rec.Organization == nil {
		c.blank.organizations.add(line)
	}
}

// isUnanswered reports whether no competency has a rating.
func isUnanswered(ratings []byte) bool {
	for _, r := range ratings {
		if r != record.NotAnswered {
			return false
		}
	}
	return true
}

// report adds notices of what was counted.
func (b *blankCells) report(n *Notices, c *cellReader) {
	file := c.file
	if b.answers.count > 0 {
		n.set(noticeKey{file: file, code: problem.NoAnswers}, Notice{Count: b.answers.count, Problem: problem.Problem{
			Pos: problem.Pos{File: file, Line: b.answers.first, Column: 1}, Code: problem.NoAnswers, Msg: "a response without any rating counts as not answered",
		}})
	}
	if b.organizations.count > 0 {
		k := c.layout.find(columnOrganization)
		n.set(noticeKey{file: file, code: problem.Blank, column: k}, Notice{Count: b.organizations.count, Problem: problem.Problem{
			Pos: problem.Pos{File: file, Line: b.organizations.first, Column: 1}, Path: c.layout.header(k), Code: problem.Blank,
			Msg: "the response names no organization although the sheet has a column for it", Hint: "where cells were merged, fill them down (-fill " + source.Quote(c.layout.columns[k].full) + ", or header: " + source.Quote(c.layout.columns[k].full) + ", fill_down: true in a mapping)",
		}})
	}
}
