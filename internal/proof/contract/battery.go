package contract

import (
	"bytes"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func decode(data []byte) (any, error) { return jsonschema.UnmarshalJSON(bytes.NewReader(data)) }

// battery yields the seeds of a subject, then each of them with one change at every place: other
// types, texts and lists at the limits of the schema and one beyond, keys that are missing,
// unknown or misnamed, and objects with too many keys.
func battery(s *subject, schema any) iter.Seq[[]byte] {
	limits, words := limitsOf(schema, nil), wordsOf(schema, nil)
	return func(yield func([]byte) bool) {
		for _, seed := range s.seeds {
			if !yield(seed.appendTo(nil)) {
				return
			}
		}
		for _, extra := range rare(s) {
			if !yield(extra) {
				return
			}
		}
		seen := make(map[string]bool)
		for _, seed := range s.seeds {
			places := seed.places("", nil) // in a large document, one of each kind
			for i, n := range seed.nodes(nil) {
				if seen[places[i]] && len(places) > 100 {
					continue
				}
				seen[places[i]] = true
				for _, change := range batteryChanges(n, limits, words) {
					doc := seed.clone()
					change(doc.nodes(nil)[i])
					if !yield(doc.appendTo(nil)) {
						return
					}
				}
			}
		}
	}
}

// places appends the path of every value of a document in the order of nodes, without indexes,
// and with the keys and the length of an object, since objects differ by them.
func (n *node) places(at string, all []string) []string {
	var keys strings.Builder
	for _, f := range n.fields {
		keys.WriteString(" " + f.key)
	}
	all = append(all, at+keys.String())
	for _, item := range n.items {
		all = item.places(at+"[]", all)
	}
	for _, f := range n.fields {
		all = f.value.places(at+"."+f.key, all)
	}
	return all
}

// limitsOf returns the numbers of a schema.
func limitsOf(v any, limits []int) []int {
	switch v := v.(type) {
	case map[string]any:
		for _, w := range v {
			limits = limitsOf(w, limits)
		}
	case []any:
		for _, w := range v {
			limits = limitsOf(w, limits)
		}
	case float64:
		if n := int(v); float64(n) == v && !slices.Contains(limits, n) && n >= 0 && n <= 100_000 {
			limits = append(limits, n)
		}
	}
	return limits
}

// wordsOf returns the texts of enums and consts.
func wordsOf(v any, words []string) []string {
	switch v := v.(type) {
	case map[string]any:
		for key, w := range v {
			choice, _ := w.([]any)
			if key == "const" {
				choice = []any{w}
			}
			for _, c := range choice {
				if text, ok := c.(string); ok && (key == "enum" || key == "const") && !slices.Contains(words, text) {
					words = append(words, text)
				}
			}
			words = wordsOf(w, words)
		}
	case []any:
		for _, w := range v {
			words = wordsOf(w, words)
		}
	}
	return words
}

// batteryChanges returns the changes of a value.
func batteryChanges(n *node, limits []int, words []string) []func(*node) {
	var changes []func(*node)
	set := func(raw string) { changes = append(changes, func(n *node) { *n = node{raw: raw} }) }
	for _, raw := range []string{
		"null", "true", "false", "0", "1", "-1", "2", "0.5", "-2", "1.5", "3", "4097", "1001", "9007199254740991", "9007199254740992",
		`"-"`, `""`, `" "`, `"Bad Key!"`, `"aaa"`, `"declined"`, `"not-answered"`, `"\u0001\n"`, "[]", "{}", "[[]]", `["a"]`,
	} {
		set(raw)
	}
	if old, ok := n.asText(); ok {
		for _, word := range words {
			set(quote(word))
		}
		set(`"2026-1-001"`)
		for _, size := range limits {
			if size > 20_000 {
				continue
			}
			changes = append(changes, func(n *node) { *n = *text(grow(old, size)) }, func(n *node) { *n = *text(grow(old, size+1)) })
		}
	}
	if n.kind == scalar && n.raw[0] != '"' {
		for _, limit := range limits {
			set(strconv.Itoa(limit))
			set(strconv.Itoa(limit + 1))
		}
	}
	switch {
	case n.kind == list && len(n.items) > 0:
		changes = append(changes, listChanges(n, limits)...)
	case n.kind == object:
		changes = append(changes, objectChanges(n, limits)...)
	}
	return changes
}

// listChanges returns changes of the length of a list, with equal and with different items.
func listChanges(n *node, limits []int) []func(*node) {
	var changes []func(*node)
	for _, size := range limits {
		if size > 10_000 && n.items[0].kind == scalar {
			continue
		}
		for _, size := range []int{size - 1, size, size + 1} {
			changes = append(changes, func(n *node) {
				n.items = n.items[:min(len(n.items), max(size, 0))]
				for len(n.items) < size {
					n.items = append(n.items, n.items[len(n.items)-1])
				}
			})
		}
	}
	changes = append(changes, func(n *node) { n.items = append(n.items, n.items[0]) }, func(n *node) { n.items = []*node{n.items[0], n.items[0]} })
	if _, ok := n.items[0].asText(); ok {
		for _, size := range limits {
			changes = append(changes, func(n *node) {
				for i := len(n.items); i <= size && size < 20_000; i++ {
					n.items = append(n.items, text("k"+strconv.Itoa(i)))
				}
			})
		}
	}
	return changes
}

// objectChanges returns changes of the keys of an object.
func objectChanges(n *node, limits []int) []func(*node) {
	changes := []func(*node){func(n *node) { n.fields = append(n.fields, field{`"unknown"`, text("aaa")}) }}
	for _, key := range []string{"$schema", "language", "fill_down"} { // which no seed has everywhere
		for _, raw := range []string{"{}", `"?"`, `"en"`, quote(grow("en", 35)), quote(grow("en", 36))} {
			changes = append(changes, func(n *node) { n.fields = append(n.fields, field{quote(key), &node{raw: raw}}) })
		}
	}
	for k := range n.fields {
		changes = append(
			changes,
			func(n *node) { n.fields = slices.Delete(n.fields, k, k+1) },
			func(n *node) { n.fields[k].key = `"Bad Key!"` },
			func(n *node) { n.fields[k].key = `" "` },
			func(n *node) { n.fields = n.fields[k : k+1] },
		)
	}
	if len(n.fields) == 0 {
		return changes
	}
	for _, size := range limits {
		if size > 10_000 {
			continue
		}
		changes = append(changes, func(n *node) {
			last := n.fields[len(n.fields)-1].value
			for i := len(n.fields); i <= size; i++ {
				n.fields = append(n.fields, field{`"k` + strings.Repeat("0", i%90) + hex(byte(i/90)) + `"`, last})
			}
		})
	}
	return changes
}

// grow returns a text of a size, of the same kind as far as that is possible: an id stays one,
// and so does a language tag.
func grow(old string, size int) string {
	runes := []rune(old)
	if len(runes) >= size {
		return string(runes[:size])
	}
	if isLanguage(old) {
		for len(old)+9 <= size {
			old += "-aaaaaaaa"
		}
		if rest := size - len(old); rest > 1 {
			old += "-" + strings.Repeat("a", rest-1)
		}
		return old
	}
	return old + strings.Repeat("a", size-len(runes))
}

func isLanguage(s string) bool {
	return slices.Contains([]string{"en", "es", "es-MX", "en-US"}, s)
}

// rare returns documents with mistakes that seldom occur by chance.
func rare(s *subject) [][]byte {
	valid := string(s.seeds[0].appendTo(nil))
	switch s.name {
	case "response.[el]*":
		return [][]byte{[]byte(strings.Replace(valid, `"constituency":"grower"`, `"constituency":"eater"`, 1))}
	case "rubric.*":
	default:
		return nil
	}
	return [][]byte{
		[]byte(strings.Replace(valid, `"wordings":{"eater"`, `"wordings":{"Eaters!"`, 1)),
		[]byte(strings.ReplaceAll(valid, `"harvest"`, `"declined"`)),
		[]byte(strings.Replace(valid, `"theme":"seasons"`, `"theme":"seasons","step":"dig"`, 1)),
		[]byte(strings.Replace(valid, `"theme":"seasons",`, ``, 1)),
	}
}
