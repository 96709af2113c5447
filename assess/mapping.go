package assess

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// MappingFormat is the first key's value in a mapping document.
const MappingFormat = "mapping/1"

// MappingDocument is a mapping in its editable form: what the columns and rows of a
// spreadsheet are, key by key. [ProposeMapping] makes one from a sheet.
type MappingDocument struct {
	// Says what the document is.
	Format string `json:"format" enum:"mapping/1"`
	// The edition that the sheet has responses to, such as cei@2023.2.
	Rubric string `json:"rubric,omitzero" rule:"ref"`
	// The form tool that wrote the sheet, none for no tool. Without it, the headers show the tool.
	Tool string `json:"tool,omitzero" enum:"none,qualtrics,surveymonkey,limesurvey,redcap,typeform,jotform,microsoft-forms,kobotoolbox,odk,surveyjs,nextcloud,airtable,google-forms"`
	// How the file is encoded. Without it, UTF-8 or what the file clearly is.
	Encoding string `json:"encoding,omitzero" enum:"utf-8,utf-16,utf-16le,utf-16be,windows-1252,iso-8859-1,macintosh"`
	// What separates the cells. Without it, what splits the headers best.
	Delimiter string `json:"delimiter,omitzero" enum:"comma,semicolon,tab,pipe"`
	// The number of the row with the headers, as spreadsheet programs number rows. Without it, the row among the first ones that names the most columns.
	Header int `json:"header,omitzero" range:"1,1000"`
	// How dates and timestamps are written, such as DD/MM/YYYY.
	DateLayout string `json:"date_layout,omitzero" rule:"name"`
	// Whether numbers are ranks of stages, 1 for the lowest: 3, 3.0, (3), Level 3.
	Ranks bool `json:"ranks,omitzero"`
	// The constituency of all rows, by id, if the sheet has no column for it.
	Constituency string `json:"constituency,omitzero" rule:"id"`
	// The organization of all rows, if the sheet has no column for it.
	Organization string `json:"organization,omitzero" rule:"name"`
	// The calendar day of all rows, YYYY-MM-DD, if the sheet has no column for it.
	Date string `json:"date,omitzero" rule:"date"`
	// The language of all rows, as a BCP 47 tag, if the sheet has no column for it.
	Language string `json:"language,omitzero" rule:"language"`
	// What is put before the number of the row to make ids, if the sheet has no column for them.
	IDPrefix string `json:"id_prefix,omitzero" rule:"code"`
	// What columns are. Columns that are not listed keep what their headers mean.
	Columns []ColumnEntry `json:"columns,omitempty"`
	// What words in cells mean: a stage, constituency, non-answer, language tag or option of a background question by the word.
	Words map[string]string `json:"words,omitempty" keys:"name" rule:"name"`
	// Which rows do not count, beside those that the form tool marks.
	Skip []SkipEntry `json:"skip,omitempty"`
	// The reasons for which the form tool marks rows that are to count all the same, such as unfinished.
	Count []string `json:"count,omitempty" rule:"name" items:"0-100"`
	// What to do if someone has answered more than once. Without it, all responses count.
	Repeats *RepeatsEntry `json:"repeats,omitempty"`
}

// ColumnEntry says, in a document, what a column is. It names the column by its header, by
// a pattern or by its position.
type ColumnEntry struct {
	// The header. Letter case, accents and punctuation make no difference.
	Header string `json:"header,omitzero" rule:"title" oneof:"true"`
	// A pattern of headers, in which * matches any text.
	Pattern string `json:"pattern,omitzero" rule:"title" oneof:"true"`
	// The number of the column, 1 for the first.
	Position int `json:"position,omitzero" range:"1,4096" oneof:"true"`
	// What the column is: id, person, organization, constituency, date, timestamp, language, ignore, the id of a competency, or ID.note or ID.evidence, or background.ID for a background question; in a sheet with a row for each rating also competency, rating, note and evidence.
	Is string `json:"is,omitzero" rule:"name"`
	// What words in cells of this column mean, over those of the sheet.
	Words map[string]string `json:"words,omitempty" keys:"name" rule:"name"`
	// Whether numbers in this column are ranks of stages.
	Ranks bool `json:"ranks,omitzero"`
	// How dates in this column are written.
	DateLayout string `json:"date_layout,omitzero" rule:"name"`
	// Whether an empty cell means the same as the one above it, as where cells were merged.
	FillDown bool `json:"fill_down,omitzero"`
}

// SkipEntry says, in a document, which rows do not count.
type SkipEntry struct {
	// The header of the column to look at, in which * matches any text.
	Header string `json:"header" rule:"title"`
	// The cells that exclude their row.
	Values []string `json:"values,omitempty" rule:"name" items:"0-1000"`
	// Whether an empty cell excludes its row.
	Blank bool `json:"blank,omitzero"`
	// What is reported as the reason, such as preview.
	Reason string `json:"reason,omitzero" rule:"name"`
}

// RepeatsEntry says, in a document, what to do if someone has answered more than once. All
// rows are read before any is counted.
type RepeatsEntry struct {
	// Which response to keep: the first or last one in the sheet, the latest by date, or none.
	Keep string `json:"keep" enum:"first,last,latest,none"`
	// What is compared: the id, or the column that says who answered. Without it, that column if there is one.
	By string `json:"by,omitzero" enum:"id,person"`
}

// Mapping says what the columns and rows of a sheet are. It never changes and is safe for
// concurrent use.
type Mapping struct {
	doc    MappingDocument
	rubric rubric.Ref
}

// LoadMapping reads a mapping for responses to a rubric, YAML or JSON, as strictly as other
// documents. The limits are those of a rubric document. opt may be nil. The error is a
// [problem.List], unless an argument is invalid.
func LoadMapping(r *rubric.Rubric, name string, data []byte, opt *rubric.LoadOptions) (*Mapping, error) {
	if err := cmp.Or(given.Rubric("assess.LoadMapping", "r", r), given.Limits("assess.LoadMapping", opt)); err != nil {
		return nil, err
	}
	m := &Mapping{rubric: r.Ref()}
	check := func(root *source.Node, unread map[string]bool) problem.List { return m.check(r, root, unread) }
	if err := loadDocument(name, data, MappingFormat, documentLimits(opt), &m.doc, check); err != nil {
		return nil, err
	}
	return m, nil
}

// NewMapping returns the mapping of a document for responses to a rubric. The error is a
// [problem.List] without positions, unless r is nil or the zero Rubric.
func NewMapping(r *rubric.Rubric, doc MappingDocument) (*Mapping, error) {
	if err := given.Rubric("assess.NewMapping", "r", r); err != nil {
		return nil, err
	}
	doc.Format = MappingFormat
	data, err := source.Marshal(doc)
	if err != nil {
		return nil, err
	}
	return LoadMapping(r, "mapping", data, nil)
}

// check looks up what the document names in the rubric.
func (m *Mapping) check(r *rubric.Rubric, root *source.Node, unread map[string]bool) problem.List {
	c := &checker{rubric: r, root: root, unread: unread}
	if m.doc.Rubric != "" && c.wrongEdition(m.doc.Rubric) {
		return c.problems
	}
	c.date("date", m.doc.Date)
	if m.doc.Constituency != "" {
		if _, ok := r.Constituency(m.doc.Constituency); !ok && !unread["constituency"] {
			c.add("constituency", problem.UnknownConstituency, source.Quote(m.doc.Constituency)+" is not a constituency", source.DidYouMean(m.doc.Constituency, constituencyIDs(r)))
		}
	}
	words := func(path string, words map[string]string) {
		for _, text := range slices.Sorted(maps.Keys(words)) {
			at := source.JoinPath(path, text)
			if !unread[at] && !sheet.IsMeaning(r, words[text]) {
				c.add(at, problem.BadValue, source.Quote(words[text])+" is not a stage, constituency, non-answer, language tag or option of a background question", "")
			}
		}
	}
	words("words", m.doc.Words)
	for i, column := range m.doc.Columns {
		path := "columns[" + strconv.Itoa(i) + "]"
		words(path+".words", column.Words)
		if column.Is != "" && !unread[path+".is"] && !sheet.IsColumn(r, column.Is) {
			c.add(path+".is", problem.UnknownCompetency, source.Quote(column.Is)+" is neither a field nor a competency of "+r.Ref().String(), source.DidYouMean(column.Is, append(competencyIDs(r), backgroundColumns(r)...)))
		}
	}
	return c.problems
}

func competencyIDs(r *rubric.Rubric) (ids []string) {
	for c := range r.Competencies() {
		ids = append(ids, c.ID())
	}
	return ids
}

// backgroundColumns returns the meanings of columns with the answers to background
// questions.
func backgroundColumns(r *rubric.Rubric) (columns []string) {
	for q := range r.BackgroundQuestions() {
		columns = append(columns, "background."+q.ID)
	}
	return columns
}

// Document returns the mapping as a document.
func (m *Mapping) Document() MappingDocument {
	doc := m.doc
	doc.Columns, doc.Skip, doc.Count, doc.Words = slices.Clone(doc.Columns), slices.Clone(doc.Skip), slices.Clone(doc.Count), maps.Clone(doc.Words)
	return doc
}

// MarshalJSON writes the mapping as a mapping/1 document. [LoadMapping] reads an equal
// mapping from it.
func (m *Mapping) MarshalJSON() ([]byte, error) { return source.Marshal(m.doc) }

// checkFor returns an error if the mapping is zero or for another edition. A nil mapping is
// valid.
func (m *Mapping) checkFor(r *rubric.Rubric) error {
	switch {
	case m == nil:
		return nil
	case m.rubric == (rubric.Ref{}):
		return given.Made("CSVOptions", "Mapping", false, func() bool { return true }, "assess.LoadMapping")
	case m.rubric != r.Ref():
		return fmt.Errorf("CSVOptions.Mapping: the mapping is for %s, not for %s", m.rubric, describe(r.Ref(), m.rubric))
	}
	return nil
}

// addTo adds what the mapping says to options, which count before it.
func (m *Mapping) addTo(o *sheet.Options) {
	d := &m.doc
	set := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	set(&o.Encoding, d.Encoding)
	set(&o.DateLayout, d.DateLayout)
	set(&o.Constituency, d.Constituency)
	set(&o.Organization, d.Organization)
	set(&o.Date, d.Date)
	set(&o.Language, d.Language)
	set(&o.IDPrefix, d.IDPrefix)
	o.Tool, o.Header = d.Tool, d.Header
	o.Ranks = o.Ranks || d.Ranks
	if i := slices.Index([]string{"comma", "semicolon", "tab", "pipe"}, d.Delimiter); i >= 0 && o.Delimiter == 0 {
		o.Delimiter = []rune(",;\t|")[i]
	}
	for _, c := range d.Columns {
		rule := sheet.ColumnRule{Header: c.Header, Pattern: c.Pattern, Position: c.Position, Is: c.Is, Words: c.Words, Ranks: c.Ranks, DateLayout: c.DateLayout, FillDown: c.FillDown}
		o.Rules = append(o.Rules, rule)
	}
	words := maps.Clone(d.Words)
	if words == nil {
		words = o.Words
	} else {
		maps.Copy(words, o.Words)
	}
	o.Words = words
	for _, s := range d.Skip {
		reason := strings.TrimSpace(s.Reason)
		if reason == "" {
			reason = "skipped"
		}
		o.Skip = append(o.Skip, sheet.SkipRule{Header: s.Header, Values: s.Values, Blank: s.Blank, Reason: reason})
	}
	o.CountAll = d.Count
	if d.Repeats != nil {
		o.Repeats = sheet.Repeats{Keep: d.Repeats.Keep, By: d.Repeats.By}
	}
}
