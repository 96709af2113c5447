package sheet

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess/internal/window"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// headRow is one of the first rows of a sheet.
type headRow struct {
	number int
	texts  []string
	quoted []bool // the cells that have quotation marks
}

// sampleRows is how many rows after the headers are looked at to find out what columns are.
const sampleRows = 25

// look returns the first rows of the sheet up to some after the header row. A row that may
// not be complete is left out.
func (h *headerReader) look(header int) []headRow {
	var list []headRow
	complete := h.rows.in.Ended()
	rows := rowReader{in: window.Of(h.rows.in.Rest()), file: h.rows.file, delim: h.rows.delim, eol: h.rows.eol, limit: h.rows.limit}
	for rows.number < header+sampleRows && rows.next() {
		if !complete && len(rows.in.Rest()) == 0 {
			break
		}
		if rows.row.broken != nil || rows.row.isBlank() {
			continue
		}
		r := headRow{number: rows.number, texts: rows.row.texts(), quoted: make([]bool, 0, len(rows.row.cells))}
		for k := range rows.row.cells {
			r.quoted = append(r.quoted, rows.row.cells[k].from > rows.row.cells[k].at)
		}
		list = append(list, r)
	}
	return list
}

// readHeader reads the rows up to the last one with headers and finds out what the columns
// are. Number is the row whose headers count first. A header that means nothing there is
// looked for in the other rows of headers.
func (h *headerReader) readHeader(number int) problem.List {
	h.head = h.look(number)
	h.useProfile(number)
	first, last := h.headerBlock(number)
	var block []headRow
	var header row
	for h.rows.number < max(number, last) {
		if !h.rows.next() {
			return nil // for the reader's error
		}
		block = append(block, headRow{number: h.rows.number, texts: h.rows.row.texts()})
		if h.rows.number == number {
			header = h.rows.row
			header.raw, header.cells = bytes.Clone(header.raw), append([]cell(nil), header.cells...)
		}
	}
	h.header = number
	h.bareNA = isBareNA(h.head, number)
	for len(h.head) > 0 && h.head[0].number <= max(number, last) {
		h.head = h.head[1:]
	}
	h.layout.texts = headerTexts(block, number)
	width := len(header.cells)
	for _, r := range block {
		if r.number >= first {
			width = max(width, lastText(r.texts)+1)
		}
	}
	for k := range width {
		h.addColumn(header.cellAt(k), h.candidates(block, k, number, first))
	}
	h.addPositionalNotes()
	h.limitCompletion()
	h.findEvents()
	for k := range h.layout.columns {
		col := &h.layout.columns[k]
		if col.kind != columnOrganization {
			continue
		}
		for _, r := range h.head {
			h.layout.organized = h.layout.organized || k < len(r.texts) && r.texts[k] != ""
		}
	}
	h.checkColumns(header.position(0))
	return h.problems.take()
}

// lastText returns the index of the last text that is not empty, or -1.
func lastText(texts []string) int {
	for k := len(texts) - 1; k >= 0; k-- {
		if texts[k] != "" {
			return k
		}
	}
	return -1
}

// headerTexts returns the texts of the header row, by which rows that repeat it are found.
func headerTexts(block []headRow, number int) []string {
	for _, r := range block {
		if r.number == number {
			return r.texts
		}
	}
	return nil
}

// useProfile finds the tool that wrote the sheet.
func (h *headerReader) useProfile(number int) {
	switch h.opt.Tool {
	case "":
		var rows [][]string
		for _, r := range h.head {
			if r.number <= number+1 {
				rows = append(rows, r.texts)
			}
		}
		h.profile = findProfile(rows)
	default:
		h.profile = profileNamed(h.opt.Tool) // nil for none
	}
	h.headings.useProfile(h.profile)
	h.skip = h.opt.Skip
	if h.profile == nil {
		return
	}
	h.layout.noDay = h.profile.noDay
	for _, rule := range h.profile.skip {
		if !slices.Contains(h.opt.CountAll, rule.Reason) {
			h.skip = append(h.skip[:len(h.skip):len(h.skip)], rule)
		}
	}
}

// headerBlock returns the numbers of the first and the last row with headers around the
// header row.
func (h *headerReader) headerBlock(number int) (first, last int) {
	first, last = number, number
	if h.profile == nil {
		return first, last
	}
	for _, r := range h.head {
		if r.number < number && findProfile([][]string{r.texts}) == h.profile {
			first = r.number
			break
		}
	}
	for _, r := range h.head {
		if r.number <= number || r.number > number+3 {
			continue
		}
		switch h.profile.subheaders {
		case importRow:
			if k := firstText(r.texts); k >= 0 && strings.HasPrefix(r.texts[k], `{"ImportId":`) {
				return first, r.number
			}
			if r.number == number+1 && h.meanings(r.texts) >= 3 {
				last = r.number
			}
		case blankID:
			id := h.idColumn(first)
			if r.number == number+1 && first == number && id >= 0 && id < len(r.texts) && r.texts[id] == "" {
				last = r.number
			}
		}
	}
	return first, last
}

// idColumn returns the column of a header row with the id of the response, or -1.
func (h *headerReader) idColumn(number int) int {
	for _, r := range h.head {
		if r.number != number {
			continue
		}
		return slices.IndexFunc(r.texts, func(t string) bool {
			found := h.headings.find(t)
			return len(found) == 1 && found[0].kind == columnID
		})
	}
	return -1
}

// meanings returns how many texts are headers with a meaning.
func (h *headerReader) meanings(texts []string) (n int) {
	for _, t := range texts {
		if t != "" && len(h.headings.find(t)) > 0 {
			n++
		}
	}
	return n
}

func firstText(texts []string) int {
	return slices.IndexFunc(texts, func(t string) bool { return t != "" })
}

// candidates returns the headers of a column, those that count first before the others.
func (h *headerReader) candidates(block []headRow, k, number, first int) (texts []string) {
	at := func(r headRow) string {
		if k < len(r.texts) {
			return r.texts[k]
		}
		return ""
	}
	i := slices.IndexFunc(block, func(r headRow) bool { return r.number == number })
	texts = append(texts, at(block[i]))
	for j := i - 1; j >= 0; j-- {
		texts = append(texts, at(block[j]))
		if h.profile != nil && h.profile.subheaders == blankID && block[j].number == first {
			// SurveyMonkey writes a question once and its rows or choices below.
			if !isFreeAnswer(texts[0]) {
				texts = append(texts, carried(block[j].texts, k))
			}
		}
	}
	if h.profile == nil {
		return texts
	}
	for _, r := range block[i+1:] {
		if h.profile.subheaders == blankID && at(r) != "" && texts[0] == "" && !isFreeAnswer(at(r)) {
			texts = append(texts, carried(block[i].texts, k))
		}
		if t := at(r); !strings.HasPrefix(t, "{") {
			texts = append(texts, t)
		}
	}
	return texts
}

// isGenericSubheader reports whether a text is what SurveyMonkey writes below the only column
// of a question.
func (h *headerReader) isGenericSubheader(text string) bool {
	if h.profile == nil || h.profile.subheaders != blankID {
		return false
	}
	key := fold(text)
	return key == "response" || key == "respuesta" || key == "reponse" || key == "antwort"
}

// isFreeAnswer reports whether a subheader of SurveyMonkey is that of free text beside the
// choices of a question.
func isFreeAnswer(subheader string) bool {
	key := fold(subheader)
	for _, start := range [...]string{"other", "otro", "otra", "open ended", "respuesta abierta", "comment", "comentario"} {
		if strings.HasPrefix(key, start) {
			return true
		}
	}
	return false
}

// carried returns the text of a column, or else the nearest one to its left.
func carried(texts []string, k int) string {
	for k = min(k, len(texts)-1); k >= 0; k-- {
		if texts[k] != "" {
			return texts[k]
		}
	}
	return ""
}

// addColumn adds a column, whatever is wrong with it, so that the columns after it keep
// their places.
func (h *headerReader) addColumn(at problem.Pos, texts []string) {
	k := len(h.layout.columns)
	header, found := texts[0], []meaning(nil)
	if m, ok := h.headings.byRule(texts, k); ok {
		found = known(m)
		for _, t := range texts {
			if t != "" && len(h.headings.find(t)) > 0 {
				header = t
				break
			}
		}
	} else {
		for i, t := range texts {
			if t == "" || h.isGenericSubheader(t) || i > 0 && h.profile == nil && header != "" && len(h.headings.find(t)) == 0 {
				continue
			}
			if found = h.headings.find(t); len(found) > 0 {
				header = t
				break
			}
		}
	}
	if header == "" && h.profile != nil {
		if i := firstText(texts); i >= 0 {
			header = texts[i]
		}
	}
	if h.isGenericSubheader(header) && len(texts) > 1 {
		for _, t := range texts[1:] {
			if t != "" {
				header = t
				break
			}
		}
	}
	col := column{meaning: meaning{columnUnknown, -1}, header: shorten(header), full: header}
	if !h.headings.isGivenAny(texts) {
		col.skip = skipOf(h.skip, texts...)
	}
	if rule := h.headings.ruleOf(texts, k); rule != nil {
		col.rule = rule
	}
	switch {
	case len(found) == 1:
		col.meaning = found[0]
	case header == "":
		col.kind = columnUnnamed
		if len(h.headings.given[""]) > 0 {
			col.kind = columnIgnored
		}
	case len(found) > 1:
		h.problems.add(at, col.header, problem.AmbiguousColumn, "the header "+source.Quote(header)+" can mean "+h.headings.describe(found),
			"say which of them it is ("+wayOut(h.headings.name(found[0]), header)+")")
	default:
		col.asksWho = slices.ContainsFunc(texts, asksWho)
		h.classify(at, k, &col)
	}
	h.layout.columns = append(h.layout.columns, col)
	h.places = append(h.places, at)
}

// classify decides about a column whose header means nothing. A column that may be one
// with ratings refuses the sheet, because a mistyped header would otherwise lose a
// competency. Any other column is ignored, which is reported.
func (h *headerReader) classify(at problem.Pos, k int, col *column) {
	header := col.full
	rated, filled := h.sampled(k)
	if comp := h.headings.commentOn(header); comp >= 0 && rated == 0 {
		col.meaning = meaning{columnNote, comp}
		col.guessed = true
		h.notices.set(noticeKey{file: at.File, code: problem.GuessedColumn, column: k}, Notice{Problem: problem.Problem{
			Pos: at, Path: col.header, Code: problem.GuessedColumn, Msg: "the column is read as notes on " + h.headings.name(meaning{columnRating, comp}),
			Hint: "if it is not, ignore it (" + wayOut("ignore", header) + ")",
		}})
		return
	}
	if comp, rating, ok := h.choiceOf(header); ok {
		h.addChoice(at, k, col, comp, rating)
		return
	}
	near := h.headings.resembles(header)
	switch {
	case near != "":
		h.problems.add(at, col.header, problem.UnknownColumn, "the header "+source.Quote(header)+" is no competency of "+h.rubric.Ref().String()+" and no field of a response",
			"did you mean "+source.Quote(near)+"? Then say so (-column "+source.Quote(header+"="+h.nearID(near))+"); if not, ignore it ("+wayOut("ignore", header)+")")
	case rated > 0 && rated == filled:
		h.problems.add(at, col.header, problem.UnknownColumn, "the cells under "+source.Quote(header)+" are stages, but the header names no competency of "+h.rubric.Ref().String(),
			"say which competency it is ("+wayOut("ID", header)+") or ignore it ("+wayOut("ignore", header)+")")
	default:
		col.kind = columnIgnored
		h.notices.set(noticeKey{file: at.File, code: problem.IgnoredColumn, column: k}, Notice{Problem: problem.Problem{
			Pos: at, Path: col.header, Code: problem.IgnoredColumn, Msg: "the column is ignored: its header is no competency and no field of a response",
		}})
	}
}

// nearID returns what a header may be that resembles a name: the id of the competency, or ID.
func (h *headerReader) nearID(near string) string {
	if found := h.headings.find(near); len(found) == 1 && found[0].comp >= 0 {
		return h.headings.name(found[0])
	}
	return "ID"
}

// wayOut names a flag of the example programs and the keys of a mapping that say what a
// column is.
func wayOut(is, header string) string {
	flag := "-column " + source.Quote(header+"="+is)
	if is == columnNames[columnIgnored] {
		flag = "-ignore " + source.Quote(header)
	}
	return flag + ", or header: " + source.Quote(header) + ", is: " + is + " in a mapping"
}

// sampled returns how many cells of a column in the first rows are stages, and how many
// are not empty and no non-answer.
func (h *headerReader) sampled(k int) (rated, filled int) {
	for _, r := range h.head {
		if k >= len(r.texts) || r.texts[k] == "" {
			continue
		}
		w := h.words.lookup([]byte(r.texts[k]))
		if w.isNonAnswer() {
			continue
		}
		filled++
		if w.rated {
			rated++
		}
	}
	return rated, filled
}

// addPositionalNotes makes notes of columns that are called "Comments" or the like and
// come after ratings. There must be two at least: a single one is about the complete form.
func (h *headerReader) addPositionalNotes() {
	var found []int
	columns := h.layout.columns
	for k := 1; k < len(columns); k++ {
		if columns[k-1].kind == columnRating && columns[k-1].comp >= 0 && h.isCommentColumn(k) {
			found = append(found, k)
		}
	}
	rated := slices.ContainsFunc(columns, func(c column) bool { return c.kind == columnRating && c.comp >= 0 })
	for k := range columns {
		if !rated || !h.isCommentColumn(k) {
			continue
		}
		key := noticeKey{file: h.places[k].File, code: problem.IgnoredColumn, column: k}
		if len(found) >= 2 && slices.Contains(found, k) {
			comp := columns[k-1].comp
			columns[k].meaning, columns[k].guessed = meaning{columnNote, comp}, true
			key.code = problem.GuessedColumn
			delete(h.notices.list, noticeKey{file: key.file, code: problem.IgnoredColumn, column: k})
			h.notices.set(key, Notice{Problem: problem.Problem{
				Pos: h.places[k], Path: columns[k].header, Code: problem.GuessedColumn, Msg: "the column is read as notes on " + h.headings.name(meaning{columnRating, comp}) + ", which it follows",
				Hint: "if it is not, ignore it (" + wayOut("ignore", columns[k].full) + ")",
			}})
			continue
		}
		columns[k].kind = columnIgnored
		h.notices.set(key, Notice{Problem: problem.Problem{
			Pos: h.places[k], Path: columns[k].header, Code: problem.IgnoredColumn, Msg: "the column is ignored: its header does not say on which competency the notes are",
		}})
	}
}

// isCommentColumn reports whether a column has notes and its header does not say on what.
func (h *headerReader) isCommentColumn(k int) bool {
	col := &h.layout.columns[k]
	if col.comp >= 0 || col.rule != nil || h.profile.meaningOf(col.full) != "" {
		return false
	}
	switch col.kind {
	case columnNote, columnEvidence:
		return true
	case columnIgnored:
		kind, ok := h.headings.parts[strings.TrimRight(fold(col.full), " .0123456789")]
		return ok && kind == columnNote && !h.headings.isGiven(col.full)
	}
	return false
}

// coalesce decides about a column that means the same as an earlier one. It reports
// whether both can be read: no sampled row has both.
func (h *headerReader) coalesce(i, k int) bool {
	if len(h.head) == 0 {
		return false
	}
	for _, r := range h.head {
		if i < len(r.texts) && k < len(r.texts) && r.texts[i] != "" && r.texts[k] != "" {
			return false
		}
	}
	kind := h.layout.columns[k].kind
	same := h.layout.columns[i].full == h.layout.columns[k].full
	switch kind {
	case columnRating, columnConstituency, columnNote, columnEvidence:
	case columnOrganization, columnDate, columnLanguage:
		if !same {
			return false
		}
	default:
		if !kind.isBackground() {
			return false
		}
	}
	h.layout.columns[i].shared, h.layout.columns[k].shared = true, true
	h.layout.shared = true
	h.notices.set(noticeKey{file: h.places[k].File, code: problem.DuplicateColumn, column: k}, Notice{Problem: problem.Problem{
		Pos: h.places[k], Path: h.layout.columns[k].header, Code: problem.DuplicateColumn,
		Msg: fmt.Sprintf("the column is read together with column %d, %s: no row of the first ones has both", i+1, source.Quote(h.layout.columns[i].header)),
	}})
	return true
}
