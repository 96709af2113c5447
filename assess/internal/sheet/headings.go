package sheet

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/waymark-go/waymark/rubric"
)

// headings knows what headers mean.
type headings struct {
	rubric *rubric.Rubric
	exact  map[string]meaning   // from the options, by header
	given  map[string][]meaning // the same by wordKey
	known  map[string][]meaning
	parts  map[string]columnKind // words for rating, note and evidence
	names  []string              // for hints
	seen   map[string][]meaning

	profile   *profile // of the tool that wrote the sheet, or nil
	rules     []ColumnRule
	meanings  []meaning           // of the rules, columnUnknown for none
	compact   map[string][]string // keys of known without spaces
	domains   []string            // folded ids of domains
	resembled []resembled
	common    map[string]int // how many names have a word
}

func newHeadings(rubrics []*rubric.Rubric, opt *Options) (*headings, error) {
	h := &headings{
		rubric: rubrics[0], exact: make(map[string]meaning), given: make(map[string][]meaning), known: make(map[string][]meaning, 2*len(defaultHeaders())),
		parts: make(map[string]columnKind), seen: make(map[string][]meaning),
	}
	if err := h.addGiven(opt); err != nil {
		return nil, err
	}
	if err := h.addRules(opt.Rules); err != nil {
		return nil, err
	}
	h.compact = make(map[string][]string)
	h.addResembled(rubrics)
	for d := range rubrics[0].Domains() {
		h.domains = append(h.domains, fold(d.ID()))
	}
	for _, r := range rubrics {
		for c := range r.Competencies() {
			m := meaning{columnRating, c.Index()}
			for _, name := range []string{c.ID(), c.Code(), c.Title(), c.Label(), "ratings." + c.ID()} {
				h.know(name, m)
			}
			for x := range c.Asked() {
				if wording, ok := c.Wording(x.ID); ok {
					h.know(wording, m)
				}
			}
			h.names = append(h.names, c.ID(), c.Title())
			key := fold(c.ID())
			h.compact[strings.ReplaceAll(key, " ", "")] = []string{key}
		}
	}
	for _, r := range rubrics {
		h.addBackground(r)
	}
	for _, d := range defaultHeaders() {
		if len(h.known[d.key]) == 0 || d.kind.isField() {
			h.knowKey(d.key, meaning{d.kind, -1})
		}
		h.part(d.fold, d.kind)
	}
	for kind := columnRubric; kind <= columnLanguage; kind++ {
		h.names = append(h.names, columnNames[kind])
	}
	return h, nil
}

// defaultHeaders returns the default headers, sorted. They are folded once, because every
// sheet needs them.
var defaultHeaders = sync.OnceValue(func() []defaultHeader {
	var headers []defaultHeader
	columns := DefaultColumns()
	for _, header := range slices.Sorted(maps.Keys(columns)) {
		kind := columnKind(slices.Index(columnNames[:], columns[header]))
		headers = append(headers, defaultHeader{wordKey(header), fold(header), kind})
	}
	return headers
})

type defaultHeader struct {
	key, fold string
	kind      columnKind
}

func (h *headings) know(header string, m meaning) { h.knowKey(wordKey(header), m) }

func (h *headings) knowKey(key string, m meaning) {
	if key != "" && !slices.Contains(h.known[key], m) {
		h.known[key] = append(h.known[key], m)
	}
}

// part adds a folded word for a part of the data on a competency.
func (h *headings) part(word string, kind columnKind) {
	if kind == columnRating || kind == columnNote || kind == columnEvidence {
		h.parts[word] = kind
	}
}

// addGiven adds the meanings in the options, which take precedence over all others.
func (h *headings) addGiven(opt *Options) error {
	for _, header := range slices.Sorted(maps.Keys(opt.Columns)) {
		m, ok := h.parse(opt.Columns[header])
		if !ok {
			return fmt.Errorf("CSVOptions.Columns[%q]: %q is no field and no competency of %s", header, opt.Columns[header], h.rubric.Ref())
		}
		h.give(header, m)
		h.part(fold(header), m.kind)
	}
	for _, header := range opt.Ignore {
		m := meaning{columnIgnored, -1}
		if first, twice := h.exact[header]; twice && first != m {
			return fmt.Errorf("CSVOptions.Ignore: %q has a meaning in Columns", header)
		}
		h.give(header, m)
	}
	return nil
}

func (h *headings) give(header string, m meaning) {
	h.exact[header] = m
	if key := wordKey(header); !slices.Contains(h.given[key], m) {
		h.given[key] = append(h.given[key], m)
	}
}

// parse reads a meaning as Options.Columns gives it.
func (h *headings) parse(name string) (meaning, bool) {
	if name == "" {
		return meaning{columnUnknown, -1}, true
	}
	if kind := slices.Index(columnNames[:], name); kind >= 0 {
		return meaning{columnKind(kind), -1}, true
	}
	if m, ok := h.parseBackground(name); ok {
		return m, true
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
	c, ok := h.rubric.Competency(name)
	if !ok {
		return meaning{}, false
	}
	return meaning{kind, c.Index()}, true
}

// find returns the meanings that a header can have: none, one or several.
func (h *headings) find(header string) []meaning {
	if found, ok := h.seen[header]; ok {
		return found
	}
	found := h.lookup(header)
	if len(h.seen) >= maxSeen {
		clear(h.seen)
	}
	if len(header) <= 2000 {
		h.seen[strings.Clone(header)] = found
	}
	return found
}

func (h *headings) lookup(header string) []meaning {
	if m, ok := h.exact[header]; ok {
		return known(m)
	}
	key := wordKey(header)
	if given, ok := h.given[key]; ok {
		return known(given...)
	}
	if name := h.profile.meaningOf(header); name != "" {
		m, _ := h.parse(name)
		return known(m)
	}
	if len(key) > 2*maxTitle || key == "" {
		return nil
	}
	if plain := withoutPictures(key); plain != key {
		key = plain
	}
	if found := h.known[key]; len(found) > 0 {
		return found
	}
	if found := h.bilingual(header); len(found) > 0 {
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
		for _, m := range h.known[rest] {
			first, _, _ := strings.Cut(key, " ")
			if m.comp < 0 && (m.kind < columnCompetency || len(h.known[first]) == 0) {
				add([]meaning{m})
			}
		}
	}
	add(h.competencies(key, columnUnknown))
	for _, p := range h.pieces(header) {
		add(h.competencies(fold(p.text), p.part))
	}
	if plain := withoutInstruction(header); plain != header && len(found) == 0 {
		return h.lookup(plain)
	}
	if h.profile != nil && h.profile.name == "limesurvey" && len(found) == 0 {
		if _, text, ok := strings.Cut(header, ". "); ok { // a code and the text of the question
			return h.lookup(text)
		}
	}
	return found
}

// withoutInstruction returns a header without an instruction in parentheses at its end: that an
// answer is required, or what numbers mean.
func withoutInstruction(header string) string {
	text := strings.TrimRight(header, " *")
	i := strings.LastIndexByte(text, '(')
	if i <= 0 || !strings.HasSuffix(text, ")") {
		return header
	}
	inner := text[i+1 : len(text)-1]
	switch fold(inner) {
	case "required", "optional", "select one", "choose one", "pick one", "mark only one", "obligatorio", "obligatoria", "opcional", "elija uno", "elija una", "seleccione uno", "seleccione una", "marque una":
		return text[:i]
	}
	if strings.ContainsRune(inner, '=') {
		return text[:i]
	}
	return header
}

// known returns the meanings that are not switched off.
func known(given ...meaning) []meaning {
	return slices.DeleteFunc(slices.Clone(given), func(m meaning) bool { return m.kind == columnUnknown })
}

// bilingual returns the common meaning of all parts of a header in several languages.
func (h *headings) bilingual(header string) (found []meaning) {
	parts := strings.FieldsFunc(header, func(r rune) bool { return r == '/' || r == '|' || r == '\n' })
	for i, part := range parts {
		same := h.known[wordKey(part)]
		if len(same) != 1 || i > 0 && same[0] != found[0] {
			return nil
		}
		found = same
	}
	return found
}

// maxTitle is the most characters of a title in a rubric. It also bounds the text that a
// form tool puts before the title.
const maxTitle = 1000

// competencies returns the competencies that a folded text names. A number at the front
// is ignored, unless it is the code of another competency: then the text names both.
// Words for a part ("note on ...", "... evidence") are ignored as well, unless the part
// is known already.
func (h *headings) competencies(key string, part columnKind) []meaning {
	kind := max(part, columnRating)
	var found []meaning
	take := func(key string) {
		for _, m := range h.known[key] {
			if m.comp >= 0 {
				found = append(found, meaning{kind, m.comp})
			}
		}
	}
	take(key)
	if !strings.Contains(key, " ") {
		for _, name := range h.compact[key] {
			if name != key {
				take(name)
			}
		}
	}
	if rest, number := cutNumber(key); number {
		if take(rest); len(found) > 0 {
			first, _, _ := strings.Cut(key, " ")
			take(first)
		}
	}
	for _, domain := range h.domains {
		if rest, ok := strings.CutPrefix(key, domain+" "); ok && len(found) == 0 {
			found = append(found, h.competencies(rest, part)...)
		}
	}
	if len(found) > 0 || part != columnUnknown {
		return found
	}
	for word, kind := range h.parts {
		rest, ok := cutWords(key, word)
		if !ok {
			continue
		}
		for _, joint := range [...]string{"for ", "of ", "on ", "about ", "de ", "del ", "para ", "sobre "} {
			rest = strings.TrimPrefix(rest, joint)
		}
		found = append(found, h.competencies(rest, kind)...)
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
	part columnKind // the meaning of the rest of the header
}

// pieces splits a header that a form tool has composed: "Question [Row]" in grids,
// "Question - Row" and "group/row" elsewhere, "ratings.row.note" for flattened JSON.
func (h *headings) pieces(header string) []piece {
	var list []piece
	split := func(before, after string, inBrackets bool) {
		if kind, ok := h.parts[fold(after)]; ok {
			list = append(list, piece{before, kind})
		} else if kind, ok := h.parts[fold(before)]; ok {
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
	for _, sep := range [...]string{" >> ", "? ", " - ", " – ", " — ", ": ", " | ", " > ", "\n", "/", "."} {
		if sep == "." && strings.ContainsAny(header, " \t\n") {
			continue
		}
		if sep == "? " && asksForComment(header) {
			continue
		}
		i := strings.LastIndex(header, sep)
		if i < 0 || strings.IndexFunc(header[i:], unicode.IsLetter) < 0 {
			continue // 1.1 is not a part of 1
		}
		split(header[:i], header[i+len(sep):], false)
	}
	return list
}

// competencyNames returns the names of competencies, for hints.
func (h *headings) competencyNames() []string { return h.names[:len(h.names)-fieldNames] }

// fieldNames is how many names of fields follow those of competencies.
const fieldNames = int(columnLanguage-columnRubric) + 1

// describe lists meanings for a message.
func (h *headings) describe(found []meaning) string {
	var list []string
	for _, m := range found {
		list = append(list, h.name(m))
	}
	slices.Sort(list)
	return strings.Join(list, " and ")
}
