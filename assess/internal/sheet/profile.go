package sheet

import (
	"cmp"
	"slices"
	"strings"
)

// profile is what is known about the exports of a form tool. [profiles] lists them.
type profile struct {
	name  string // in mappings
	title string // in notices

	// marks are headers that the tool writes, by alternatives. A sheet is the tool's if one
	// of its first rows has a header from each list.
	marks [][]string

	columns map[string][]string // headers by meaning, over those of DefaultColumns
	skip    []SkipRule

	exact    map[string]string // columns by normalized header
	patterns [][2]string       // columns by normalized pattern, longest first

	// noDay are beginnings of timestamps that the tool writes instead of a day.
	noDay []string
	// event and instance are headers of the columns with the event that a row is of and with
	// the number of the repeat in it.
	event, instance []string
	// subheaders says what rows follow the header row: more headers.
	subheaders subheaders
}

// subheaders says which rows after the first header row are headers too.
type subheaders uint8

const (
	noSubheaders subheaders = iota
	importRow               // all rows up to one with Qualtrics's ImportId
	blankID                 // a row without the id of a response, as SurveyMonkey writes it
)

// SkipRule says which rows do not count.
type SkipRule struct {
	Header string   // of the column, in which * matches any text
	Values []string // cells that exclude the row; letter case, accents and punctuation make no difference
	Blank  bool     // an empty cell excludes the row too
	Reason string   // shown with the count, such as "preview"

	unrated bool // only rows without a rating are excluded
	ofTool  bool // the form tool marks the rows
}

// excludes reports whether a cell excludes its row.
func (s *SkipRule) excludes(text []byte) bool {
	if len(text) == 0 {
		return s.Blank
	}
	for _, v := range s.Values {
		if strings.EqualFold(v, string(text)) {
			return true
		}
	}
	if len(text) > 100 {
		return false
	}
	key := wordKey(string(text))
	return slices.ContainsFunc(s.Values, func(v string) bool { return wordKey(v) == key })
}

// findProfile returns the profile of the tool that wrote some rows, or nil.
func findProfile(rows [][]string) *profile {
	for i, row := range rows {
		rows[i] = make([]string, len(row))
		for k, text := range row {
			rows[i][k] = normalSpace(text)
		}
	}
	for i := range profiles() {
		p := &profiles()[i]
		for _, row := range rows {
			if p.matches(row) {
				return p
			}
		}
	}
	return nil
}

// profileNamed returns the profile with a name, or nil.
func profileNamed(name string) *profile {
	for i := range profiles() {
		if p := &profiles()[i]; p.name == name {
			return p
		}
	}
	return nil
}

// Tools returns the names of the known tools.
func Tools() []string {
	var names []string
	for i := range profiles() {
		names = append(names, profiles()[i].name)
	}
	return names
}

// normalize prepares the headers of a profile for comparison.
func (p *profile) normalize() {
	for _, mark := range p.marks {
		for i := range mark {
			mark[i] = normalSpace(mark[i])
		}
	}
	for i := range p.skip {
		p.skip[i].ofTool = true
	}
	p.exact = make(map[string]string)
	for meaning, headers := range p.columns {
		for _, h := range headers {
			if h = normalSpace(h); strings.Contains(h, "*") {
				p.patterns = append(p.patterns, [2]string{h, meaning})
			} else if meaning != columnNames[columnIgnored] || p.exact[h] == "" {
				p.exact[h] = meaning
			}
		}
	}
	slices.SortFunc(p.patterns, func(a, b [2]string) int {
		return cmp.Or(len(b[0])-len(a[0]), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
}

// matches reports whether normalized headers are the tool's.
func (p *profile) matches(headers []string) bool {
	for _, mark := range p.marks {
		if !slices.ContainsFunc(headers, func(h string) bool {
			return slices.ContainsFunc(mark, func(m string) bool { return isLike(h, m) })
		}) {
			return false
		}
	}
	return true
}

// likePattern reports whether a text is like a pattern in which * matches any text.
// Letter case and white space make no difference.
func likePattern(text, pattern string) bool {
	return isLike(normalSpace(text), normalSpace(pattern))
}

// isLike is likePattern for normalized texts.
func isLike(text, pattern string) bool {
	first, rest, star := strings.Cut(pattern, "*")
	if !star {
		return text == pattern
	}
	if !strings.HasPrefix(text, first) {
		return false
	}
	text = text[len(first):]
	for {
		part, more, again := strings.Cut(rest, "*")
		if !again {
			return strings.HasSuffix(text, part)
		}
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text, rest = text[i+len(part):], more
	}
}

func normalSpace(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// meaningOf returns what the profile says of a header, or "".
func (p *profile) meaningOf(header string) string {
	if p == nil {
		return ""
	}
	if len(header) > maxTitle {
		return ""
	}
	header = normalSpace(header)
	if meaning, ok := p.exact[header]; ok {
		return meaning
	}
	for _, pattern := range p.patterns {
		if isLike(header, pattern[0]) {
			return pattern[1]
		}
	}
	return ""
}

// skipOf returns the rules for a column with one of some headers.
func skipOf(rules []SkipRule, headers ...string) (found []SkipRule) {
	for _, rule := range rules {
		if slices.ContainsFunc(headers, func(h string) bool { return h != "" && likePattern(h, rule.Header) }) {
			found = append(found, rule)
		}
	}
	return found
}
