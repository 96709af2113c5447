package contract

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// aimed yields documents that break one keyword of a schema and, as far as possible, nothing else:
// changed values at the sites of the keyword, then changes around it at a few sites, for choices
// and conditions, which depend on several keywords at once.
func (t *tracer) aimed(o occurrence) iter.Seq[any] {
	schema, _ := at(t.root, o.at).(map[string]any)
	sites := t.sites[strings.Join(o.at, "/")]
	return func(yield func(any) bool) {
		for _, s := range sites[:min(len(sites), 6)] { // which may be refused then
			if !yield(s.document) {
				return
			}
		}
		for _, s := range sites {
			for v := range t.breaking(o, schema, s) {
				if document, ok := s.with(v); ok && !yield(document) {
					return
				}
			}
		}
		var around []func() (any, bool)
		if i := slices.Index(o.at, "if"); i >= 0 {
			sites = t.sites[strings.Join(o.at[:i], "/")] // a condition shows in what it requires
		}
		for _, s := range sites {
			next, stop := iter.Pull(t.around(o, schema, s))
			defer stop()
			around = append(around, next)
		}
		for left := true; left; { // a change at each site in turn
			left = false
			for i, next := range around {
				v, ok := next()
				if !ok {
					continue
				}
				left = true
				if document, ok := sites[i].with(v); ok && !yield(document) {
					return
				}
			}
		}
	}
}

// breaking yields values that break a keyword.
func (t *tracer) breaking(o occurrence, schema map[string]any, s site) iter.Seq[any] {
	v := s.value()
	limit := numberOf(schema[o.keyword])
	switch o.keyword {
	case "type", "$ref":
		return otherValues(v)
	case "const", "enum", "pattern":
		return t.otherTexts(v)
	case "minLength", "maxLength":
		return lengthened(v, o.keyword, int(limit))
	case "minimum", "maximum":
		return slices.Values([]any{number(limit - 1), number(limit + 1), number(limit - 0.5), number(limit + 0.5)})
	case "minItems", "maxItems", "uniqueItems":
		return t.resized(schema, v, o.keyword, int(limit))
	case "minProperties", "maxProperties":
		return t.refilled(schema, v, o.keyword, int(limit))
	case "required":
		return lacking(v, o.name)
	case "additionalProperties", "unevaluatedProperties", "patternProperties":
		return extended(v)
	case "propertyNames":
		return renamed(v, t.names)
	case "items":
		return withItems(v)
	}
	return func(func(any) bool) {}
}

// around yields values that break something near a keyword: those for choices and conditions,
// which depend on several keywords at once.
func (t *tracer) around(o occurrence, schema map[string]any, s site) iter.Seq[any] {
	return func(yield func(any) bool) {
		v := s.value()
		for _, list := range []iter.Seq[any]{
			otherValues(v), lackingOne(v), doubled(v), oneBelow(v, lackingOne), oneBelow(v, doubled), oneBelow(v, t.choices), t.parts(o, schema, v), withItems(v), t.renamedBadly(v),
			oneBelow(v, otherValues), extended(v), t.otherTexts(v), oneBelow(v, extended), oneBelow(v, t.otherTexts), oneBelow(v, t.renamedBadly),
		} {
			for w := range list {
				if !yield(w) {
					return
				}
			}
		}
	}
}

// oneBelow yields objects with a change of one value.
func oneBelow(old any, changes func(any) iter.Seq[any]) iter.Seq[any] {
	return func(yield func(any) bool) {
		object, _ := old.(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(object)) {
			for w := range changes(object[key]) {
				more := maps.Clone(object)
				more[key] = w
				if !yield(more) {
					return
				}
			}
		}
	}
}

// parts yields a value of each part of a choice, and, of every part, one that lacks a property or
// has one of another part.
func (t *tracer) parts(o occurrence, schema map[string]any, v any) iter.Seq[any] {
	return func(yield func(any) bool) {
		owner, choice := choiceOf(t.root, o, schema)
		for i := range choice {
			w, ok := t.instance(owner, i, 0)
			if !ok {
				continue
			}
			list := []any{w}
			if object, ok := w.(map[string]any); ok {
				list = slices.AppendSeq(list, lackingOne(w))
				list = slices.AppendSeq(list, extended(w))
				for _, key := range slices.Sorted(maps.Keys(object)) {
					for u := range otherValues(object[key]) {
						more := maps.Clone(object)
						more[key] = u
						list = append(list, more)
					}
					for u := range doubled(object[key]) {
						more := maps.Clone(object)
						more[key] = u
						list = append(list, more)
					}
				}
				properties, _ := owner["properties"].(map[string]any)
				for _, name := range slices.Sorted(maps.Keys(properties)) {
					if u, ok := t.instance(properties[name], 0, 0); ok {
						more := maps.Clone(object)
						more[name] = u
						list = append(list, more)
					}
				}
			}
			for _, u := range list {
				if !yield(u) {
					return
				}
			}
		}
	}
}

// choiceOf returns the nearest schema around a keyword that has a choice.
func choiceOf(root any, o occurrence, schema map[string]any) (owner map[string]any, choice []any) {
	if choice, ok := schema["oneOf"].([]any); ok {
		return schema, choice
	}
	for i := len(o.at) - 1; i >= 0; i-- {
		if o.at[i] == "oneOf" {
			owner, _ = at(root, o.at[:i]).(map[string]any)
			choice, _ = owner["oneOf"].([]any)
			return owner, choice
		}
	}
	return nil, nil
}

// otherValues yields values of every type.
func otherValues(old any) iter.Seq[any] {
	list := []any{nil, true, false, number(0), number(1), number(-1), json.Number("1.5"), "aaa", "", []any{}, map[string]any{}, []any{"aaa"}, []any{nil}, map[string]any{"aaa": "aaa"}}
	if text, ok := old.(string); ok {
		list = append(list, []any{text}, map[string]any{"stage": text})
	}
	return slices.Values(list)
}

// otherTexts yields texts that differ from a text in one respect, and texts with a meaning
// elsewhere.
func (t *tracer) otherTexts(old any) iter.Seq[any] {
	text, _ := old.(string)
	list := []any{"aaa", "Bad Key!", " ", "", "-", "A", "\u0001\n", text + " ", text + "\n", text + "-", strings.ToUpper(text), "\x7f", text + "\x7f", "2026-1-001", "?", "a b", "a--b", "declined", "not-answered", "x-a", "0"}
	for _, word := range slices.Concat(t.words, t.names, words) {
		list = append(list, word)
	}
	return slices.Values(list)
}

// choices yields the texts of enums and constants.
func (t *tracer) choices(old any) iter.Seq[any] {
	return func(yield func(any) bool) {
		if _, ok := old.(string); !ok {
			return
		}
		for _, word := range t.words {
			if !yield(word) {
				return
			}
		}
	}
}

// lengthened yields texts just beyond a limit, of the same kind as the old one as far as that is
// possible.
func lengthened(old any, keyword string, limit int) iter.Seq[any] {
	return func(yield func(any) bool) {
		text, _ := old.(string)
		size := limit + 1
		if keyword == "minLength" {
			size = limit - 1
		}
		if size >= 0 {
			for _, s := range []string{grow(text, size), grow("en", size), grow("https://example.org/", size), strings.Repeat("a", size), strings.Repeat("1", size)} {
				if !yield(s) {
					return
				}
			}
		}
	}
}

// resized yields lists just beyond a limit, with equal and with different items.
func (t *tracer) resized(schema map[string]any, old any, keyword string, limit int) iter.Seq[any] {
	return func(yield func(any) bool) {
		items, _ := old.([]any)
		sizes := []int{limit + 1}
		switch keyword {
		case "minItems":
			sizes = []int{limit - 1}
		case "uniqueItems":
			sizes = []int{2, 3}
			if len(items) > 0 && !yield([]any{items[0], items[0]}) {
				return
			}
		}
		for _, size := range sizes {
			start := items[:min(len(items), size)]
			last := any("aaa")
			if len(items) > 0 {
				last = items[len(items)-1]
			}
			small, _ := t.instance(schema["items"], 0, 0)
			for _, next := range []func(i int) any{
				func(int) any { return small },
				func(i int) any { return fmt.Sprintf("k%d", i) },
				func(int) any { return last },
				func(i int) any { v, _ := t.instance(schema["items"], i, 0); return v },
			} {
				list := slices.Clone(start)
				for len(list) < size {
					list = append(list, next(len(list)))
				}
				if !yield(list) {
					return
				}
			}
		}
	}
}

// refilled yields objects with just enough and just too few or too many keys.
func (t *tracer) refilled(schema map[string]any, old any, keyword string, limit int) iter.Seq[any] {
	return func(yield func(any) bool) {
		object, ok := old.(map[string]any)
		if !ok {
			return
		}
		if keyword == "minProperties" {
			fewer := maps.Clone(object)
			for _, key := range slices.Sorted(maps.Keys(object)) {
				if len(fewer) >= limit {
					delete(fewer, key)
				}
			}
			yield(fewer)
			return
		}
		v, _ := t.instance(schema["additionalProperties"], 0, 0)
		for _, name := range []func(i int) string{
			func(i int) string { return fmt.Sprintf("k%d", i) },
			func(i int) string { return "aa-" + strings.ReplaceAll(fmt.Sprintf("%08d", i), "0", "a") },
		} {
			more := maps.Clone(object)
			for i := 0; len(more) <= limit; i++ {
				more[name(i)] = v
			}
			if !yield(more) {
				return
			}
		}
	}
}

// lacking yields an object without a key.
func lacking(old any, key string) iter.Seq[any] {
	return func(yield func(any) bool) {
		if object, ok := old.(map[string]any); ok {
			fewer := maps.Clone(object)
			delete(fewer, key)
			yield(fewer)
		}
	}
}

// lackingOne yields objects without each of the keys.
func lackingOne(old any) iter.Seq[any] {
	return func(yield func(any) bool) {
		object, _ := old.(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(object)) {
			for w := range lacking(old, key) {
				if !yield(w) {
					return
				}
			}
		}
		if object != nil {
			yield(map[string]any{})
		}
	}
}

// extended yields objects with another key.
func extended(old any) iter.Seq[any] {
	return func(yield func(any) bool) {
		object, ok := old.(map[string]any)
		if !ok {
			return
		}
		values := []any{"aaa", number(1), map[string]any{}, nil}
		for _, key := range slices.Sorted(maps.Keys(object)) {
			values = append(values, object[key])
			break
		}
		for _, key := range []string{"unknown", "x-a", "aa", "step", "theme", "draft", "fill_down", "language", "shade"} {
			for _, v := range values {
				if _, ok := object[key]; ok {
					continue
				}
				more := maps.Clone(object)
				more[key] = v
				if !yield(more) {
					return
				}
			}
		}
	}
}

// renamed yields objects in which the first key has another name.
func renamed(old any, names []string) iter.Seq[any] {
	return func(yield func(any) bool) {
		object, _ := old.(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(object)) {
			for _, name := range slices.Concat([]string{"Bad Key!", " ", "", "A", "unknown", "aa", strings.Repeat("a", 101), strings.Repeat("a", 201), "\x01"}, names) {
				if _, ok := object[name]; ok {
					continue
				}
				more := maps.Clone(object)
				delete(more, key)
				more[name] = object[key]
				if !yield(more) {
					return
				}
			}
			return
		}
	}
}

func (t *tracer) renamedBadly(old any) iter.Seq[any] { return renamed(old, nil) }

// withItems yields lists in which an item is of another type.
func withItems(old any) iter.Seq[any] {
	return func(yield func(any) bool) {
		items, ok := old.([]any)
		if !ok {
			return
		}
		for w := range otherValues(nil) {
			if len(items) > 0 && !yield(append([]any{w}, items[1:]...)) {
				return
			}
			if !yield(append(slices.Clone(items), w)) {
				return
			}
		}
	}
}

// doubled yields lists with an item more or less.
func doubled(old any) iter.Seq[any] {
	items, ok := old.([]any)
	if !ok {
		return func(func(any) bool) {}
	}
	list := []any{[]any{}}
	if len(items) > 0 {
		list = append(list, items[:1], append(slices.Clone(items), items[0]), items[:len(items)-1])
	}
	return slices.Values(append(list, append(slices.Clone(items), "aaa"), append(slices.Clone(items), "aaa", "bbb")))
}
