package sheet

import (
	"strings"
	"unicode/utf8"
)

// columnKind says what the cells of a column are.
type columnKind uint8

const (
	columnUnknown columnKind = iota
	columnIgnored
	columnUnnamed // without a header; its cells must be empty
	columnRubric
	columnID
	columnOrganization
	columnConstituency
	columnDate
	columnTimestamp
	columnLanguage
	columnCompetency
	columnRating
	columnNote
	columnEvidence
)

// columnNames are the kinds by the names that [Options] knows them by.
var columnNames = [...]string{
	columnIgnored: "ignore", columnRubric: "rubric", columnID: "id", columnOrganization: "organization", columnConstituency: "constituency",
	columnDate: "date", columnTimestamp: "timestamp", columnLanguage: "language", columnCompetency: "competency",
	columnRating: "rating", columnNote: "note", columnEvidence: "evidence",
}

// isField reports whether a column says something of the whole response.
func (k columnKind) isField() bool { return k >= columnRubric && k <= columnLanguage }

// meaning is what a header says: a field, or a part of what is said of a
// competency (its rating, note or evidence). comp is the competency's index, -1
// where the header names none.
type meaning struct {
	kind columnKind
	comp int
}

// column is a column of a sheet.
type column struct {
	meaning
	header string // as it is in the sheet, shortened
}

// isFree reports whether the texts of a column are not looked at for what they say.
func (c *column) isFree() bool {
	return c.kind == columnNote || c.kind == columnEvidence || c.kind == columnIgnored
}

// layout is what the columns of a sheet are. It does not change after the header row was
// read, so that goroutines share it.
type layout struct {
	columns []column
	has     [columnEvidence + 1]bool // kinds of columns that name no competency
	long    bool                     // a rating a row
}

// find returns the index of the first column of a kind, or the number of columns if
// there is none.
func (l *layout) find(kind columnKind) int {
	for k := range l.columns {
		if l.columns[k].kind == kind {
			return k
		}
	}
	return len(l.columns)
}

// header returns the header of a column, or "" for one that the sheet does not have.
func (l *layout) header(k int) string {
	if k < len(l.columns) {
		return l.columns[k].header
	}
	return ""
}

// isHeader reports whether a row repeats the headers.
func (l *layout) isHeader(r *row) bool {
	for k := range l.columns {
		if shorten(string(r.text(k))) != l.columns[k].header {
			return false
		}
	}
	return true
}

// maxHeader is how many characters of a header are shown.
const maxHeader = 80

// shorten returns a header for a problem's path: on one line, cut when long.
func shorten(header string) string {
	header = strings.Join(strings.Fields(header), " ")
	if utf8.RuneCountInString(header) > maxHeader {
		header = string([]rune(header)[:maxHeader]) + "…"
	}
	return header
}
