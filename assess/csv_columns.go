package assess

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
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

// columnNames are the kinds by the names that [CSVOptions] knows them by.
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

// headerIndex finds out what headers mean.
type headerIndex struct {
	rubric *rubric.Rubric
	exact  map[string]meaning   // what the caller says, by header
	given  map[string][]meaning // the same by wordKey
	known  map[string][]meaning
	parts  map[string]columnKind // words for rating, note and evidence
	names  []string              // for hints
	seen   map[string][]meaning
}

func newHeaderIndex(rubrics []*rubric.Rubric, opt *CSVOptions) (*headerIndex, error) {
	x := &headerIndex{
		rubric: rubrics[0], exact: make(map[string]meaning), given: make(map[string][]meaning), known: make(map[string][]meaning),
		parts: make(map[string]columnKind), seen: make(map[string][]meaning),
	}
	if err := x.addGiven(opt); err != nil {
		return nil, err
	}
	for _, r := range rubrics {
		for c := range r.Competencies() {
			m := meaning{columnRating, c.Index()}
			for _, name := range []string{c.ID(), c.Code(), c.Title(), "ratings." + c.ID()} {
				x.know(name, m)
			}
			x.names = append(x.names, c.ID(), c.Title())
		}
	}
	for header, name := range DefaultColumns() {
		kind := columnKind(slices.Index(columnNames[:], name))
		if len(x.known[wordKey(header)]) == 0 || kind.isField() {
			x.know(header, meaning{kind, -1})
		}
		x.part(header, kind)
	}
	for kind := columnRubric; kind <= columnLanguage; kind++ {
		x.names = append(x.names, columnNames[kind])
	}
	return x, nil
}

func (x *headerIndex) know(header string, m meaning) {
	if key := wordKey(header); key != "" && !slices.Contains(x.known[key], m) {
		x.known[key] = append(x.known[key], m)
	}
}

func (x *headerIndex) part(header string, kind columnKind) {
	if kind == columnRating || kind == columnNote || kind == columnEvidence {
		x.parts[fold(header)] = kind
	}
}

// addGiven adds what the caller says of headers, which goes before all else.
func (x *headerIndex) addGiven(opt *CSVOptions) error {
	for _, header := range slices.Sorted(maps.Keys(opt.Columns)) {
		m, ok := x.parse(opt.Columns[header])
		if !ok {
			return fmt.Errorf("CSVOptions.Columns[%q]: %q is no field and no competency of %s", header, opt.Columns[header], x.rubric.Ref())
		}
		x.give(header, m)
		x.part(header, m.kind)
	}
	for _, header := range opt.Ignore {
		m := meaning{columnIgnored, -1}
		if first, twice := x.exact[header]; twice && first != m {
			return fmt.Errorf("CSVOptions.Ignore: %q has a meaning in Columns", header)
		}
		x.give(header, m)
	}
	return nil
}

func (x *headerIndex) give(header string, m meaning) {
	x.exact[header] = m
	if key := wordKey(header); !slices.Contains(x.given[key], m) {
		x.given[key] = append(x.given[key], m)
	}
}

// parse reads a meaning as CSVOptions.Columns gives it.
func (x *headerIndex) parse(name string) (meaning, bool) {
	if name == "" {
		return meaning{columnUnknown, -1}, true
	}
	if kind := slices.Index(columnNames[:], name); kind >= 0 {
		return meaning{columnKind(kind), -1}, true
	}
	kind := columnRating
	name, rated := strings.CutPrefix(name, "ratings.")
	if id, ok := strings.CutSuffix(name, ".note"); ok {
		name, kind = id, columnNote
	} else if id, ok := strings.CutSuffix(name, ".evidence"); ok {
		name, kind = id, columnEvidence
	} else if rated {
		name = strings.TrimSuffix(name, ".stage")
	}
	c, ok := x.rubric.Competency(name)
	if !ok {
		return meaning{}, false
	}
	return meaning{kind, c.Index()}, true
}

// find returns what a header can mean: nothing, one thing or several.
func (x *headerIndex) find(header string) []meaning {
	if found, ok := x.seen[header]; ok {
		return found
	}
	found := x.lookup(header)
	if len(x.seen) >= maxSeen {
		clear(x.seen)
	}
	if len(header) <= 2000 {
		x.seen[strings.Clone(header)] = found
	}
	return found
}

func (x *headerIndex) lookup(header string) []meaning {
	if m, ok := x.exact[header]; ok {
		return known(m)
	}
	key := wordKey(header)
	if given, ok := x.given[key]; ok {
		return known(given...)
	}
	if len(key) > 2*maxTitle || key == "" {
		return nil
	}
	if found := x.known[key]; len(found) > 0 {
		return found
	}
	if found := x.bilingual(header); len(found) > 0 {
		return found
	}
	var found []meaning
	add := func(more []meaning) {
		for _, m := range more {
			if !slices.Contains(found, m) {
				found = append(found, m)
			}
		}
	}
	if rest, number := cutNumber(key); number {
		for _, m := range x.known[rest] {
			first, _, _ := strings.Cut(key, " ")
			if m.comp < 0 && (m.kind < columnCompetency || len(x.known[first]) == 0) {
				add([]meaning{m})
			}
		}
	}
	add(x.competencies(key, columnUnknown))
	for _, p := range x.pieces(header) {
		add(x.competencies(fold(p.text), p.part))
	}
	return found
}

// known returns the meanings that are not switched off.
func known(given ...meaning) []meaning {
	return slices.DeleteFunc(slices.Clone(given), func(m meaning) bool { return m.kind == columnUnknown })
}

// bilingual returns what all parts of a header in several languages mean.
func (x *headerIndex) bilingual(header string) (found []meaning) {
	parts := strings.FieldsFunc(header, func(r rune) bool { return r == '/' || r == '|' || r == '\n' })
	for i, part := range parts {
		same := x.known[wordKey(part)]
		if len(same) != 1 || i > 0 && same[0] != found[0] {
			return nil
		}
		found = same
	}
	return found
}

// maxTitle is the most characters of a title in a rubric, and a bound on what a
// form tool puts before it.
const maxTitle = 1000

// competencies returns the competencies that a folded text names. A number in
// front is let go, unless it is another competency's code: then the text names
// both. Words for a part ("note on ...", "... evidence") are let go as well, where
// the part is not known already.
func (x *headerIndex) competencies(key string, part columnKind) []meaning {
	kind := max(part, columnRating)
	var found []meaning
	take := func(key string) {
		for _, m := range x.known[key] {
			if m.comp >= 0 {
				found = append(found, meaning{kind, m.comp})
			}
		}
	}
	take(key)
	if rest, number := cutNumber(key); number {
		if take(rest); len(found) > 0 {
			first, _, _ := strings.Cut(key, " ")
			take(first)
		}
	}
	if len(found) > 0 || part != columnUnknown {
		return found
	}
	for word, kind := range x.parts {
		rest, ok := cutWords(key, word)
		if !ok {
			continue
		}
		for _, joint := range [...]string{"for ", "of ", "on ", "about ", "de ", "del ", "para ", "sobre "} {
			rest = strings.TrimPrefix(rest, joint)
		}
		found = append(found, x.competencies(rest, kind)...)
	}
	return found
}

// cutNumber removes the number of a question ("1.1", "Q7", "Pregunta 3", "#2")
// from the front of a folded text.
func cutNumber(key string) (rest string, ok bool) {
	first, rest, more := strings.Cut(key, " ")
	switch first {
	case "q", "p", "question", "pregunta", "item", "#":
		first, rest, more = strings.Cut(rest, " ")
	default:
		first = strings.TrimLeft(first, "#qp")
	}
	first = strings.TrimRight(first, "abcdefgh")
	if !more || first == "" || strings.Trim(first, "0123456789.") != "" {
		return key, false
	}
	return rest, true
}

// piece is a part of a header that may name a competency.
type piece struct {
	text string
	part columnKind // what the rest of the header says that it is of
}

// pieces takes a header apart as form tools put it together: "Question [Row]" in
// grids, "Question - Row" and "group/row" elsewhere, "ratings.row.note" where JSON
// was made flat.
func (x *headerIndex) pieces(header string) []piece {
	var list []piece
	split := func(before, after string, inBrackets bool) {
		if kind, ok := x.parts[fold(after)]; ok {
			list = append(list, piece{before, kind})
		} else if kind, ok := x.parts[fold(before)]; ok {
			list = append(list, piece{after, kind})
		} else {
			list = append(list, piece{after, columnUnknown})
			if inBrackets {
				list = append(list, piece{before, columnUnknown})
			}
		}
	}
	if i, j := strings.LastIndexByte(header, '['), strings.LastIndexByte(header, ']'); i >= 0 && i < j && fold(header[j:]) == "" {
		split(header[:i], header[i+1:j], true)
		return list
	}
	for _, sep := range [...]string{" - ", " – ", " — ", ": ", " | ", " > ", "\n", "/", "."} {
		if sep == "." && strings.ContainsAny(header, " \t\n") {
			continue
		}
		i := strings.LastIndex(header, sep)
		if i < 0 || strings.IndexFunc(header[i:], unicode.IsLetter) < 0 {
			continue // 1.1 has nothing to do with 1
		}
		split(header[:i], header[i+len(sep):], false)
	}
	return list
}

// hint helps with a header that means nothing.
func (x *headerIndex) hint(header string) string {
	texts := []string{header}
	for _, p := range x.pieces(header) {
		texts = append(texts, p.text)
	}
	if rest, ok := cutNumber(fold(header)); ok {
		texts = append(texts, rest)
	}
	for _, text := range texts {
		if near := source.Nearest(trimCell(text), x.names); near != "" {
			return "did you mean " + source.Quote(near) + "? If not, say what the column is, or that it is to be ignored"
		}
	}
	return "say what the column is, or that it is to be ignored"
}

// describe says what a header can mean.
func (x *headerIndex) describe(found []meaning) string {
	var list []string
	for _, m := range found {
		name := columnNames[m.kind]
		if c, ok := x.rubric.CompetencyAt(m.comp); ok {
			name = c.ID()
			if m.kind != columnRating {
				name += "." + columnNames[m.kind]
			}
		}
		list = append(list, name)
	}
	slices.Sort(list)
	return strings.Join(list, " and ")
}
