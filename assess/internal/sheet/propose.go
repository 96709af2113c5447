package sheet

import (
	"slices"

	"github.com/waymark-go/waymark/rubric/problem"
)

// ColumnGuess is what a column most likely is, for a mapping that a person edits.
type ColumnGuess struct {
	Position int // from 1
	Header   string
	Repeated bool   // another column has the same header
	Is       string // as in a mapping; "" if there is no guess
	Sure     bool   // the reader takes the column as that without a mapping
	Reason   string
	Samples  []string // different cells of the first rows, a few
	Unknown  []string // those of them that mean nothing in such a column
	Numbers  bool     // all of these are numbers
	Fills    bool     // an empty cell means the same as the one above it
	Gaps     bool     // some cells are empty, perhaps because they were merged
}

// Guess is what a sheet most likely is.
type Guess struct {
	Tool      string // its name in mappings, "" for none
	Title     string // of the tool
	Header    int    // number of the header row, 0 if there is none
	Encoding  string
	Delimiter rune
	Columns   []ColumnGuess
	Problems  problem.List // for which the sheet is refused
}

// maxSamples is how many cells of a column are shown.
const maxSamples = 4

// Guess returns what the sheet most likely is, by its headers and first rows.
func (s *Sheet) Guess() Guess {
	g := Guess{Header: s.header, Delimiter: rune(s.rows.delim), Problems: s.refused}
	g.Encoding, _ = s.decoder.Decoded()
	if p := s.headings.profile; p != nil {
		g.Tool, g.Title = p.name, p.title
	}
	count := make(map[string]int)
	for k := range s.layout.columns {
		count[s.layout.columns[k].full]++
	}
	hasRole := s.layout.has[columnConstituency]
	for k := range s.layout.columns {
		col := &s.layout.columns[k]
		c := ColumnGuess{Position: k + 1, Header: col.full, Repeated: count[col.full] > 1}
		s.guess(&c, k, hasRole)
		if col.kind != columnUnnamed || len(c.Samples) > 0 {
			g.Columns = append(g.Columns, c)
		}
	}
	return g
}

// guess fills in what a column is, why, and samples.
func (s *Sheet) guess(c *ColumnGuess, k int, hasRole bool) {
	col := &s.layout.columns[k]
	c.Sure = col.kind != columnUnknown
	switch {
	case col.kind == columnUnknown || col.kind == columnUnnamed:
		c.Is, c.Reason = s.likely(col)
	case col.guessed:
		c.Is, c.Reason = s.headings.name(col.meaning), "free text that goes with the rating before it or in its header"
	case s.headings.profile.meaningOf(col.full) != "":
		c.Is, c.Reason = s.headings.name(col.meaning), "a column that "+s.headings.profile.title+" writes"
	case col.comp >= 0:
		c.Is, c.Reason = s.headings.name(col.meaning), "the header names the competency"
	case col.kind.isBackground():
		c.Is, c.Reason = s.headings.name(col.meaning), "the header names the background question"
	case col.kind == columnIgnored:
		c.Is, c.Reason = columnNames[columnIgnored], "the header is neither a competency nor a field"
	default:
		c.Is, c.Reason = s.headings.name(col.meaning), "the header is a usual one"
	}
	if len(col.skip) > 0 {
		c.Reason += "; it says which rows do not count"
	}
	c.Fills = col.fills
	roles, filled := 0, 0
	c.Numbers = true
	for _, r := range s.head {
		if k >= len(r.texts) || r.texts[k] == "" {
			c.Gaps = c.Gaps || filled > 0 && (col.kind == columnConstituency || col.kind == columnOrganization)
			continue
		}
		text := r.texts[k]
		filled++
		w := s.wordsOf(col).lookup([]byte(text))
		if w.constituency != "" {
			roles++
		}
		if !slices.Contains(c.Samples, text) && len(c.Samples) < maxSamples {
			c.Samples = append(c.Samples, shorten(text))
		}
		known := col.kind == columnRating && w.rated || col.kind == columnConstituency && w.constituency != ""
		if col.kind.isBackground() {
			_, known = newCellReader(s).answer(k, col.kind, []byte(text))
		}
		if (col.kind == columnRating || col.kind == columnConstituency || col.kind.isBackground()) && !known && !slices.Contains(c.Unknown, text) && len(c.Unknown) < 12 {
			c.Unknown = append(c.Unknown, text)
			_, number := parseRank(text)
			c.Numbers = c.Numbers && number && !col.kind.isBackground()
		}
	}
	if !hasRole && filled > 0 && roles == filled && (col.kind == columnIgnored || col.kind == columnUnknown) {
		c.Is, c.Sure, c.Reason = columnNames[columnConstituency], false, "its cells are constituencies"
	}
}

// wordsOf returns the words of the cells of a column.
func (s *Sheet) wordsOf(col *column) *words {
	if col.words != nil {
		return col.words
	}
	return s.words
}

// likely returns what a column is whose header means nothing for sure.
func (s *Sheet) likely(col *column) (is, reason string) {
	if found := s.headings.find(col.full); len(found) > 1 {
		return s.headings.name(found[0]), "the header can mean " + s.headings.describe(found)
	}
	if near := s.headings.resembles(col.full); near != "" {
		if found := s.headings.find(near); len(found) == 1 && found[0].comp >= 0 {
			return s.headings.name(found[0]), "the header resembles it; check"
		}
		return columnNames[columnIgnored], "the header resembles the domain " + near + "; say which competency it is, or ignore it"
	}
	return columnNames[columnIgnored], "the header means nothing; if its cells are ratings, put the id of the competency here"
}
