package sheet

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/waymark-go/waymark/assess/internal/charset"
	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/window"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// headerRows is the number of rows at the top among which the header row is searched for.
const headerRows = 30

// delimiters are the possible delimiters, in the order of preference.
const delimiters = ",;\t|"

// headerReader finds the header row of a sheet and what its columns are.
type headerReader struct {
	rubric   *rubric.Rubric
	opt      *Options
	headings *headings
	rows     *rowReader

	layout   layout
	places   []problem.Pos // of the headers
	problems problems

	words     *words
	decoder   *charset.Reader
	seenTwice string     // an example of text that was encoded twice
	bareNA    bool       // NA is without quotation marks among texts with them
	profile   *profile   // of the tool that wrote the sheet, or nil
	skip      []SkipRule // which rows do not count
	head      []headRow  // the first rows after the headers, for samples
	header    int        // number of the header row
	notices   Notices
	unclear   *problem.Problem // the encoding is not known; the rows are only counted
}

// read reads the header row. It returns the problems for which the sheet is refused, and
// whether the input can be read on.
func (h *headerReader) read() (refused problem.List, readable bool) {
	header, bad := h.open()
	if bad != nil {
		return refusal(problem.List{*bad}, 0), false
	}
	var found problem.List
	switch {
	case header > 0:
		found = h.readHeader(header)
	case h.unclear == nil:
		found = h.noHeader()
	}
	if h.unclear != nil {
		found = problem.List{*h.unclear}
		if header == 0 {
			return refusal(found, 0), false
		}
	}
	if len(found) == 0 {
		return nil, true
	}
	h.notices = Notices{} // of columns of which none is read
	rows := 0
	for first := true; h.rows.next(); first = false {
		if !h.rows.row.isBlank() && !(first && h.rows.row.isImportRow()) {
			rows++
		}
	}
	return refusal(found, rows), true
}

// refusal returns the problems of a sheet of which no row is read.
func refusal(found problem.List, rows int) problem.List {
	found.Sort()
	if rows == 0 {
		found[0].Err = record.NotRead(0)
		return found
	}
	found.Add(problem.Problem{
		Pos: found[len(found)-1].Pos, Code: problem.NotRead, Err: record.NotRead(rows),
		Msg: record.NotRead(rows).Error() + " because of the problems of the columns",
	})
	return found
}

// noHeader reports a sheet without headers, at its first row that is not blank.
func (h *headerReader) noHeader() problem.List {
	if bad := h.aggregatedRows(); bad != nil {
		return problem.List{*bad}
	}
	for h.rows.next() {
		row := &h.rows.row
		if row.broken != nil {
			return problem.List{*row.broken}
		}
		if !row.isBlank() {
			return problem.List{{
				Pos: row.cellAt(row.first()), Code: problem.NoHeader,
				Msg:  fmt.Sprintf("none of the first %d rows names a competency of %s or a field of a response", headerRows, h.rubric.Ref()),
				Hint: "headers may be ids, codes or titles of competencies",
			}}
		}
	}
	return problem.List{{Pos: h.rows.start(), Code: problem.Empty, Msg: "the sheet is empty"}}
}

// open finds the encoding, the line ends, the delimiter and the header row from the first
// rows. header is the number of the header row, or 0 if no row has a header with a
// meaning.
func (h *headerReader) open() (header int, bad *problem.Problem) {
	in := &h.rows.in
	for enough := false; !enough; {
		lines := max(bytes.Count(in.Rest(), []byte{'\n'}), bytes.Count(in.Rest(), []byte{'\r'}))
		enough = lines >= 256 || len(in.Rest()) >= h.rows.limit || !in.Fill()
	}
	if bad := checkBytes(h.rows.start(), in.Rest()); bad != nil {
		return 0, bad
	}
	if name, _ := h.decoder.Decoded(); name != charset.UTF8 && isJSON(in.Rest()) {
		return 0, &problem.Problem{Pos: h.rows.start(), Code: problem.Encoding, Msg: "the document is " + name + ", not UTF-8", Hint: "save it as UTF-8"}
	}
	if h.decoder.Unknown() {
		h.unclear = &problem.Problem{
			Pos: h.rows.start(), Code: problem.Encoding, Msg: "the file is not UTF-8, and it is not clear which encoding it has",
			Hint: `save the sheet as "CSV UTF-8", or name the encoding (-encoding windows-1252, or encoding: windows-1252 in a mapping)`,
		}
	}
	if seen, meant := charset.EncodedTwice(in.Rest()); seen != "" {
		h.seenTwice = source.Quote(seen) + " instead of " + source.Quote(meant)
	}
	if source.HasByteOrderMark(in.Rest()) {
		in.Advance(len(source.ByteOrderMark))
	}
	h.rows.eol = '\n'
	if bytes.IndexByte(in.Rest(), '\n') < 0 && bytes.IndexByte(in.Rest(), '\r') >= 0 {
		h.rows.eol = '\r' // as Excel on a Mac writes "CSV (Macintosh)"
	}
	list := delimiters
	if d := h.separatorLine(); d != 0 {
		list = string(rune(d))
	} else if h.opt.Delimiter != 0 {
		list = string(h.opt.Delimiter)
	}
	h.rows.delim = list[0]
	if h.opt.Header > 0 {
		return h.givenHeader(list), nil
	}
	best, cells := 0, 1
	for i := range len(list) {
		number, score, widest := h.try(list[i])
		if score > best || best == 0 && widest > cells {
			header, best, cells = number, max(score, best), widest
			h.rows.delim = list[i]
		}
	}
	if best == 0 {
		return 0, nil
	}
	return header, nil
}

// separatorLine reads the line "sep=;" that tells Excel the delimiter, if it is there.
func (h *headerReader) separatorLine() byte {
	line := h.rows.in.Rest()
	end := bytes.IndexByte(line, h.rows.eol)
	if end < 0 || end > 10 {
		return 0
	}
	text := strings.Trim(string(line[:end]), "\"\r")
	if len(text) != 5 || !strings.EqualFold(text[:4], "sep=") || !strings.Contains(delimiters, text[4:]) {
		return 0
	}
	h.rows.in.Advance(end + 1)
	h.rows.lines++
	return text[4]
}

// try splits the first rows at a delimiter. It returns the number of the row that matches
// the most columns, its score, and the number of cells of the widest row.
func (h *headerReader) try(delim byte) (header, score, widest int) {
	whole := h.rows.in.Ended()
	rows := rowReader{in: window.Of(h.rows.in.Rest()), file: h.rows.file, delim: delim, eol: h.rows.eol, limit: h.rows.limit}
	best := 0 // the row with the score, among those that were seen
	for seen := 0; seen < headerRows && rows.next(); {
		if !whole && len(rows.in.Rest()) == 0 {
			break // the row may go on
		}
		if rows.row.isBlank() {
			continue
		}
		seen++
		widest = max(widest, len(rows.row.cells))
		if n := h.score(&rows.row); n > score {
			header, score, best = rows.row.number, n, seen
		} else if score >= 2*maxColumns && seen > best+3 {
			break // the competencies were found
		}
	}
	return header, score, widest
}

// score rates how many columns a row matches. Columns of competencies count more than any
// number of other columns.
func (h *headerReader) score(row *row) int {
	ratings, fields, long, values := 0, 0, 0, 0
	if len(row.cells) == 1 && len(row.raw) > maxTitle/4 {
		return 0 // a row that another delimiter splits
	}
	for k := range row.cells {
		text := row.text(k)
		if len(text) == 0 {
			continue
		}
		found := h.headings.find(string(text))
		if len(found) == 0 {
			if w := h.words.lookup(text); w.rated && !w.isNonAnswer() || len(bytes.Trim(text, "0123456789.,%")) == 0 {
				values++
			}
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
	if values > 0 && values >= fields {
		return 0 // a row of answers, or of counts by stage
	}
	if long == 3 && ratings == 0 {
		ratings = maxColumns
	}
	return ratings*2*maxColumns + fields
}

// checkBytes recognizes files that are not UTF-8 text by their first bytes.
func checkBytes(at problem.Pos, data []byte) *problem.Problem {
	for _, kind := range [...]struct{ magic, name string }{
		{"PK\x03\x04", "an Excel workbook or another zip archive"},
		{"\xd0\xcf\x11\xe0", "an Excel workbook of the old format"},
		{"%PDF", "a PDF document"},
	} {
		if bytes.HasPrefix(data, []byte(kind.magic)) {
			return &problem.Problem{
				Pos: at, Code: problem.UnknownFormat,
				Msg: "the file is " + kind.name + ", not CSV", Hint: `save the sheet as "CSV UTF-8"; an .xlsx is read by go -C examples/office run . "$PWD/` + at.File + `"`,
			}
		}
	}
	head := bytes.ToLower(bytes.TrimLeft(source.TrimByteOrderMark(data[:min(len(data), 1024)]), " \t\r\n"))
	for _, tag := range [...]string{"<html", "<!doctype html", "<table", "<?xml", "<meta", "<head", "<style"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return &problem.Problem{
				Pos: at, Code: problem.UnknownFormat,
				Msg: "the file is a web page (HTML or XML), not CSV", Hint: `open it in a spreadsheet program and save the sheet as "CSV UTF-8"`,
			}
		}
	}
	return nil
}

// checkColumns checks that the columns are complete and consistent.
func (h *headerReader) checkColumns(at problem.Pos) {
	if h.checkAggregated(at) {
		return
	}
	h.guessConstituency()
	first := h.checkDuplicates()
	rated := false
	for _, col := range h.layout.columns {
		h.layout.has[col.kind] = h.layout.has[col.kind] || col.comp < 0
		rated = rated || col.kind == columnRating && col.comp >= 0
	}
	h.layout.long = !rated && h.layout.has[columnCompetency] && h.layout.has[columnRating]
	if !rated && !h.layout.long && !h.layout.has[columnUnknown] {
		h.problems.add(at, "", problem.MissingColumn, "no column is a competency of "+h.rubric.Ref().String(), "headers may be ids, codes or titles of competencies; say what others are (-column HEADER=ID, or is: ID in a mapping)")
	}
	h.checkPlace(rated)
	h.layout.idByTime = h.layout.long && !h.layout.has[columnID] && h.layout.has[columnTimestamp] && h.profile != nil && h.profile.name == "nextcloud"
	if h.layout.long && !h.layout.has[columnID] && !h.layout.idByTime && !h.layout.has[columnUnknown] {
		h.problems.add(at, "", problem.MissingColumn, "a sheet with one rating a row needs a column with the id of the response", "")
	}
	named := hasConstituencies(h.rubric)
	if named && !h.layout.has[columnConstituency] && !h.constituencyAmongAnswers() && h.opt.Constituency == "" && !h.layout.has[columnUnknown] {
		h.problems.add(at, "", problem.MissingColumn, "no column says which constituency the raters speak from", h.constituencyHint())
	}
	if i, ok := first[meaning{columnConstituency, -1}]; ok && !named {
		h.problems.add(h.places[i], h.layout.columns[i].header, problem.UnknownColumn, "the rubric names no constituencies", "ignore it ("+wayOut("ignore", h.layout.columns[i].full)+")")
	}
}

// checkPlace refuses columns that belong in the other kind of sheet, wide or long.
func (h *headerReader) checkPlace(rated bool) {
	for k, col := range h.layout.columns {
		if col.kind < columnCompetency {
			continue
		}
		if !h.layout.long && col.comp < 0 && (rated || col.kind > columnRating) {
			if n, filled := h.sampled(k); n == 0 || n < filled {
				h.layout.columns[k].kind = columnIgnored
				h.notices.set(noticeKey{file: h.places[k].File, code: problem.IgnoredColumn, column: k}, Notice{Problem: problem.Problem{
					Pos: h.places[k], Path: col.header, Code: problem.IgnoredColumn, Msg: "the column is ignored: its header does not say of which competency",
				}})
				continue
			}
			h.problems.add(h.places[k], col.header, problem.UnknownColumn, "the header "+source.Quote(col.header)+" does not say of which competency",
				"say which it is ("+wayOut("ID", col.full)+") or ignore it ("+wayOut("ignore", col.full)+")")
		}
		if h.layout.long && col.comp >= 0 {
			h.problems.add(h.places[k], col.header, problem.UnknownColumn, "a column of one competency in a sheet with one rating a row", "ignore it ("+wayOut("ignore", col.full)+")")
		}
	}
}

// isJSON reports whether an input begins like a JSON document.
func isJSON(head []byte) bool {
	head = bytes.TrimLeft(source.TrimByteOrderMark(head), " \t\r\n")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[')
}
