package sheet

import (
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/assess/internal/record"
)

// columnKind is what the cells of a column mean.
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
	columnBackground            // of the first background question; the others follow
	columnCompetency columnKind = iota + record.MaxBackground - 1
	columnRating
	columnNote
	columnEvidence
)

const columnLastBackground = columnCompetency - 1

// columnNames are the names of the kinds in [Options].
var columnNames = [...]string{
	columnIgnored: "ignore", columnPerson: "person", columnRubric: "rubric", columnID: "id", columnOrganization: "organization", columnConstituency: "constituency",
	columnDate: "date", columnTimestamp: "timestamp", columnLanguage: "language", columnCompetency: "competency",
	columnRating: "rating", columnNote: "note", columnEvidence: "evidence",
}

// isField reports whether a column is about the response and not about a rating.
func (k columnKind) isField() bool { return k >= columnRubric && k <= columnLanguage }

// meaning is what a header means: a field, or a part of the data on a competency (rating,
// note or evidence). comp is the index of the competency, or -1 if the header names none.
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
	answers answers     // of its cells to a background question, nil for those of the sheet
	guessed bool        // it has notes by its place or its words
	shared  bool        // another column has the same meaning
	asksWho bool        // its header asks people who they are
	fills   bool        // an empty cell means the same as the one above it
	special bool        // its cells are not those of the other columns of its kind
}

// isFree reports whether the texts of a column are not interpreted.
func (c *column) isFree() bool {
	return c.kind == columnNote || c.kind == columnEvidence || c.kind == columnIgnored
}

// layout is what the columns of a sheet mean. It does not change after the header row was
// read, so that goroutines can share it.
type layout struct {
	columns []column
	has     [columnEvidence + 1]bool // kinds of columns that name no competency
	long    bool                     // a rating a row
	shared  bool                     // two columns have one meaning; no row has both
	texts   []string                 // of the header row
	noDay   []string                 // beginnings of timestamps that are not a day

	fills     bool // a column is filled down
	events    events
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

// maxHeader is the number of characters of a header that problems show.
const maxHeader = 80

// shorten returns a header for the path of a problem: on one line, truncated if long.
func shorten(header string) string {
	header = strings.Join(strings.Fields(header), " ")
	if utf8.RuneCountInString(header) > maxHeader {
		header = string([]rune(header)[:maxHeader]) + "…"
	}
	return header
}
