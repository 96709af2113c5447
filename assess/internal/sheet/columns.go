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
	columnPerson  // who answered, such as an e-mail address: only compared
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
	columnIgnored: "ignore", columnPerson: "person", columnRubric: "rubric", columnID: "id", columnOrganization: "organization", columnConstituency: "constituency",
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
	full   string // as it is in the sheet

	rule    *ColumnRule // what a mapping says of it, or nil
	skip    []SkipRule  // which of its cells exclude their row
	words   *words      // of its cells, nil for those of the sheet
	guessed bool        // it has notes by its place or its words
	shared  bool        // another column has the same meaning
	special bool        // its cells are not those of the other columns of its kind
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
	shared  bool                     // two columns have one meaning; no row has both
	texts   []string                 // of the header row
	noDay   []string                 // beginnings of timestamps that are not a day

	idByTime  bool // rows with one timestamp are a response
	organized bool // some of the first rows name an organization
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

// idColumn returns the index of the column with the id of a response.
func (l *layout) idColumn() int {
	if l.idByTime {
		return l.find(columnTimestamp)
	}
	return l.find(columnID)
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
	for k := range max(len(l.texts), len(r.cells)) {
		text := ""
		if k < len(l.texts) {
			text = l.texts[k]
		}
		if string(r.text(k)) != text {
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
