package contract

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// mutator derives documents from valid ones. With the same seed it always derives
// the same ones.
type mutator struct {
	*rand.Rand
	seeds []*node
}

func newMutator(seed uint64, seeds []*node) *mutator {
	return &mutator{Rand: rand.New(rand.NewPCG(seed, 0)), seeds: seeds}
}

// next returns a document that differs from a seed in one to three places.
func (m *mutator) next() []byte {
	doc := pick(m, m.seeds).clone()
	for range 1 + m.IntN(6)/3*(1+m.IntN(2)) {
		all := doc.nodes(nil)
		n := pick(m, all)
		if m.IntN(4) == 0 {
			n = pick(m, doc.top()) // which large lists further down would leave little of
		}
		switch {
		case n.kind == object && m.IntN(4) > 0:
			pick(m, objectMutations)(m, n)
		case n.kind == list && m.IntN(4) > 0:
			pick(m, listMutations)(m, n)
		case m.IntN(3) > 0 && m.change(n):
		default:
			*n = *pick(m, replacements)(m, n, all)
		}
	}
	return doc.appendTo(nil)
}

func pick[T any](m *mutator, list []T) T { return list[m.IntN(len(list))] }

// change changes a text a little.
func (m *mutator) change(n *node) bool {
	s, ok := n.asText()
	if !ok {
		return false
	}
	if m.IntN(12) == 0 {
		n.raw = pick(m, rawTexts)(n.raw)
		return true
	}
	*n = *text(pick(m, textMutations)(m, s))
	return true
}

// rawTexts are texts that need escapes, or that JSON has only just.
var rawTexts = []func(string) string{
	func(s string) string { return s[:len(s)-1] + `\u0000"` },
	func(s string) string { return s[:len(s)-1] + `\ud800"` },
	func(s string) string { return `"\udc00` + s[1:] },
	func(s string) string { return s[:len(s)-1] + `\ud83c\udf31"` },
	func(s string) string { return s[:len(s)-1] + `\ufffd"` },
	func(s string) string { return s[:len(s)-1] + `\u007f"` },
	func(s string) string { return s[:len(s)-1] + "\u007f\"" },
	func(s string) string { return s[:len(s)-1] + `\/"` },
	func(s string) string {
		if c := s[1]; c >= 'a' && c <= 'z' {
			return `"\u00` + hex(c) + s[2:]
		}
		return s
	},
}

func hex(c byte) string { return string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]) }

var objectMutations = []func(*mutator, *node){
	func(m *mutator, n *node) {
		m.onField(n, func(i int) { n.fields = append(n.fields[:i], n.fields[i+1:]...) })
	},
	func(m *mutator, n *node) {
		m.onField(n, func(i int) { n.fields = append(n.fields[:i], n.fields[i+1:]...) })
	},
	func(m *mutator, n *node) { n.fields = append(n.fields, field{quote(pick(m, words)), m.value()}) },
	func(m *mutator, n *node) { n.fields = append(n.fields, field{quote(pick(m, keys)), m.value()}) },
	func(m *mutator, n *node) { m.onField(n, func(i int) { n.fields = append(n.fields, n.fields[i]) }) },
	func(m *mutator, n *node) {
		m.onField(n, func(i int) { n.fields = append(n.fields, field{n.fields[i].key, m.value()}) })
	},
	func(m *mutator, n *node) { m.onField(n, func(i int) { n.fields[i].key = m.rename(n.fields[i].key) }) },
	func(m *mutator, n *node) { m.onField(n, func(i int) { n.fields[i].key = quote(pick(m, words)) }) },
	func(m *mutator, n *node) { m.onField(n, func(i int) { n.fields[i].key = quote(pick(m, keys)) }) },
	func(m *mutator, n *node) {
		m.onField(n, func(i int) { j := m.IntN(len(n.fields)); n.fields[i].value = n.fields[j].value.clone() })
	},
	func(m *mutator, n *node) {
		m.Shuffle(len(n.fields), func(i, j int) { n.fields[i], n.fields[j] = n.fields[j], n.fields[i] })
	},
	func(m *mutator, n *node) { n.fields = nil },
	func(m *mutator, n *node) { m.onField(n, func(i int) { n.fields[i].value = &node{raw: "null"} }) },
	func(m *mutator, n *node) { m.onField(n, func(i int) { n.fields[i].key = quote(n.fields[i].key) }) },
	func(m *mutator, n *node) {
		m.onField(n, func(i int) {
			for size := pick(m, sizes); len(n.fields) < size; {
				n.fields = append(n.fields, field{quote("k" + strings.Repeat("0", len(n.fields)%90) + hex(byte(len(n.fields)/90))), n.fields[i].value})
			}
		})
	},
}

func (m *mutator) onField(n *node, do func(i int)) {
	if len(n.fields) > 0 {
		do(m.IntN(len(n.fields)))
	}
}

// rename changes a key a little.
func (m *mutator) rename(key string) string {
	s, _ := (&node{raw: key}).asText()
	return quote(pick(m, textMutations)(m, s))
}

var listMutations = []func(*mutator, *node){
	func(m *mutator, n *node) { n.items = nil },
	func(m *mutator, n *node) {
		m.onItem(n, func(i int) { n.items = append(n.items[:i], n.items[i+1:]...) })
	},
	func(m *mutator, n *node) { m.onItem(n, func(i int) { n.items = append(n.items, n.items[i].clone()) }) },
	func(m *mutator, n *node) { m.onItem(n, func(i int) { n.items = n.items[:i] }) },
	func(m *mutator, n *node) { n.items = append(n.items, m.value()) },
	func(m *mutator, n *node) {
		m.Shuffle(len(n.items), func(i, j int) { n.items[i], n.items[j] = n.items[j], n.items[i] })
	},
	func(m *mutator, n *node) {
		m.onItem(n, func(i int) { n.items[i] = &node{kind: list, items: []*node{n.items[i]}} })
	},
	func(m *mutator, n *node) {
		m.onItem(n, func(i int) {
			for size := pick(m, sizes); len(n.items) < size; {
				n.items = append(n.items, n.items[i])
			}
		})
	},
}

func (m *mutator) onItem(n *node, do func(i int)) {
	if len(n.items) > 0 {
		do(m.IntN(len(n.items)))
	}
}

// sizes are those around the limits of lists. The larger ones are rare, since such
// documents are large.
var sizes = []int{2, 3, 16, 16, 17, 17, 50, 50, 51, 51, 100, 100, 101, 101, 100, 101}

// replacements are other values for a value.
var replacements = []func(m *mutator, n *node, all []*node) *node{
	func(m *mutator, _ *node, _ []*node) *node { return m.value() },
	func(m *mutator, _ *node, all []*node) *node { return pick(m, all).clone() },
	func(m *mutator, _ *node, all []*node) *node { return pick(m, pick(m, m.seeds).nodes(nil)).clone() },
	func(_ *mutator, n *node, _ []*node) *node { return &node{kind: list, items: []*node{n.clone()}} },
	func(m *mutator, n *node, _ []*node) *node {
		return &node{kind: object, fields: []field{{quote(pick(m, keys)), n.clone()}}}
	},
	func(m *mutator, n *node, _ []*node) *node {
		return &node{kind: object, fields: []field{{`"text"`, n.clone()}, {`"source"`, text(pick(m, words))}}}
	},
	func(_ *mutator, n *node, _ []*node) *node {
		return &node{kind: object, fields: []field{{`"stage"`, n.clone()}}}
	},
	func(_ *mutator, n *node, _ []*node) *node {
		if n.kind == scalar {
			return text(n.raw) // a number, null, or a quoted text, as a text
		}
		return text(string(n.appendTo(nil)))
	},
	func(_ *mutator, n *node, _ []*node) *node {
		for len(n.items)+len(n.fields) > 0 {
			n = append(n.items, n)[0]
			if len(n.fields) > 0 {
				n = n.fields[0].value
			}
		}
		return n.clone()
	},
	func(m *mutator, n *node, _ []*node) *node {
		deep := n.clone()
		for range 1 + m.IntN(40) {
			deep = &node{kind: list, items: []*node{deep}}
		}
		return deep
	},
}

// value returns any value.
func (m *mutator) value() *node {
	switch m.IntN(4) {
	case 0:
		return &node{raw: pick(m, scalars)}
	case 1:
		return text(pick(m, words))
	case 2:
		return text(pick(m, textMutations)(m, pick(m, words)))
	}
	return pick(m, []*node{{kind: list}, {kind: object}, {kind: list, items: []*node{text("a")}}, {kind: object, fields: []field{{`"a"`, text("b")}}}}).clone()
}

var scalars = []string{"null", "true", "false", "0", "1", "-1", "2023.2", "1.0", "1e3", "12345678901234567890", "0.1", `""`, `" "`}

var textMutations = []func(*mutator, string) string{
	func(*mutator, string) string { return "" },
	func(m *mutator, _ string) string { return pick(m, words) },
	func(m *mutator, _ string) string { return pick(m, words) },
	func(_ *mutator, s string) string { return strings.ToUpper(s) },
	func(_ *mutator, s string) string { return strings.ToUpper(s[:min(1, len(s))]) + s[min(1, len(s)):] },
	func(m *mutator, s string) string { return s + pick(m, odd) },
	func(m *mutator, s string) string { return pick(m, odd) + s },
	func(m *mutator, s string) string { i := m.IntN(len(s) + 1); return s[:i] + pick(m, odd) + s[i:] },
	func(m *mutator, s string) string { i := m.IntN(len(s) + 1); return s[:i] + s[min(len(s), i+1):] },
	func(m *mutator, _ string) string { return strings.Repeat(pick(m, odd), 1+m.IntN(3)) },
	func(m *mutator, s string) string { return pad(s, "a", pick(m, lengths)) },
	func(m *mutator, s string) string { return pad(s, pick(m, odd), pick(m, lengths)) },
	func(m *mutator, s string) string { return pad(s, "\n", pick(m, lengths)) },
	func(_ *mutator, s string) string { return s + " " },
	func(_ *mutator, s string) string { return s + "\n" },
	func(_ *mutator, s string) string { return s + "\r\n" },
	func(_ *mutator, s string) string { return strings.TrimRight(s, "0123456789") },
	func(_ *mutator, s string) string {
		return strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return c - '0' + '\u0660' // Arabic-Indic digits
			}
			return c
		}, s)
	},
	func(_ *mutator, s string) string {
		return strings.Map(func(c rune) rune {
			if unicode.IsLower(c) && c <= 'z' {
				return c - 'a' + '\uff41' // full width
			}
			return c
		}, s)
	},
}

// pad makes a text as long as that, in characters.
func pad(s, with string, length int) string {
	n := len([]rune(s))
	for unit := len([]rune(with)); n < length; n += unit {
		s += with
	}
	return s
}

// lengths are those around the limits of texts. The larger ones are rarer.
var lengths = []int{
	1, 2, 3, 8, 10, 11, 12, 13, 35, 36, 40, 40, 41, 41, 100, 100, 101, 101, 141, 142, 200, 200, 201, 201,
	1000, 1001, 2000, 2001,
}

// odd are characters that programs are of several minds about.
var odd = []string{
	" ", "\t", "\n", "\r", "\v", "\f", "\u0001", "\u001f", "\u007f", "\u0085", "\u00a0", "\u1680", "\u180e", "\u2000", "\u200a",
	"\u200b", "\u200d", "\u2028", "\u2029", "\u202e", "\u202f", "\u205f", "\u2060", "\u3000", "\ufeff", "\ufffd", "\ufffe", "\U0010ffff",
	"\u00ad", "\u0301", "e\u0301", "é", "ß", "İ", "ſ", "K", "🌱", "👩🏽‍🌾", "ם", "-", "--", "_", ".", "..", "@", "/", ":", "%", "+", "<", "\\", "\"", "'", "$",
}

// words are values that mean something somewhere in a document.
var words = []string{
	"2026-10-01", "2024-02-29", "2023-02-29", "2026-02-30", "2026-13-01", "0000-00-00", "0000-01-01", "9999-12-31", "10000-01-01",
	"2026-1-1", "2026-10-01T00:00:00Z", "20261001", "en", "es-MX", "en_US", "EN", "english", "e", "en-", "en-abcdefghi", "zh-Hant-TW",
	"https://example.org/", "http://a", "https://", "http:/a", "HTTPS://EXAMPLE.ORG", "ftp://example.org", "https://exämple.org", "https://a b",
	"ltr", "rtl", "RTL", "same", "split", "merged", "dropped", "added", "fully", "partly", "not", "Not", "true", "null", "2023.2", "2023-2", "v1.0.0",
	"0123456789ab", "0123456789AB", "0123456789abc", "rubric/1", "rubric/2", "overlay/1", "crosswalk/1", "companion/1", "response/1", "consensus/1", "mapping/1", "comments/1", "summary/1",
	"cei@2023.2", "cei@", "@2023.2", "garden@1", "garden", "soil", "compost", "seed", "harvest", "grower", "not-answered", "not-applicable",
	"dont-know", "declined", "constructor", "__proto__", "toString", "a--b", "-a", "a-", "7.10", "1", "A",
}

// keys are those of documents, which may stand where they do not belong.
var keys = []string{
	"format", "id", "edition", "title", "language", "direction", "date", "notice", "source", "sources", "spectrum", "stages", "domains",
	"competencies", "code", "descriptors", "prompts", "domain", "stage", "step", "theme", "text", "hash", "from", "to", "relation",
	"comparable", "rubric", "constituency", "ratings", "evidence", "note", "draft", "agreements", "comments", "cleared", "public", "check", "who", "url", "file", "Id", "ID", "Title", "FORMAT",
	"", " ", "$schema", "$ref", "__proto__", "constructor", "unknown", "x-a", "x-", "X-a",
}
