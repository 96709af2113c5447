package flat

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"
)

// The limits of structured output. The package documentation has their source.
const (
	maxProperties = 5000
	maxDepth      = 10
	maxValues     = 1000
	maxCharacters = 120_000
)

// writer writes the flat form of a schema.
type writer struct {
	shapes                         map[string]*shape // by the name of their definition
	properties, values, characters int
}

// document returns the schema of a document, with the definitions that are in use.
func (w *writer) document(s *shape) []byte {
	dst := w.shape(nil, s, s.description)
	var names []string
	for name := range maps.Keys(w.shapes) {
		if w.shapes[name].name == name && used(s, w.shapes[name], make(map[*shape]bool)) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return dst
	}
	slices.Sort(names)
	dst = append(dst[:len(dst)-1], `,"$defs":{`...)
	for _, name := range names {
		w.characters += utf8.RuneCountInString(name)
		dst = w.shape(appendKey(dst, name), w.shapes[name], w.shapes[name].description)
	}
	return append(dst, "}}"...)
}

// used reports whether a shape contains another one.
func used(s, other *shape, seen map[*shape]bool) bool {
	if s == nil || seen[s] {
		return false
	}
	seen[s] = true
	if s == other || used(s.item, other, seen) {
		return true
	}
	for _, f := range s.fields {
		if used(f.shape, other, seen) {
			return true
		}
	}
	return slices.ContainsFunc(s.branches, func(b *shape) bool { return used(b, other, seen) })
}

// described appends a description as the last member of an object.
func described(dst []byte, description string) []byte {
	if description != "" {
		dst = appendText(appendKey(dst, "description"), description)
	}
	return append(dst, '}')
}

// shape appends the schema of a shape.
func (w *writer) shape(dst []byte, s *shape, description string) []byte {
	dst = append(dst, '{')
	switch s.kind {
	case scalar:
		dst = appendText(appendKey(dst, "type"), s.scalar)
	case choice:
		dst = append(dst, `"type":"string","enum":[`...)
		for i, v := range s.values {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendText(dst, v)
			w.characters += utf8.RuneCountInString(v)
		}
		w.values += len(s.values)
		dst = append(dst, ']')
	case list:
		dst = w.inner(append(dst, `"type":"array","items":`...), s.item, s.item.description, false)
	case pairs:
		dst = append(dst, `"type":"array","items":`...)
		dst = w.object(append(dst, '{'), []field{
			{"key", "The key.", true, &shape{scalar: "string"}},
			{"value", s.item.description, true, s.item},
		})
		dst = append(dst, '}')
	case object:
		dst = w.object(dst, s.fields)
	case union:
		dst = append(dst, `"anyOf":[`...)
		for i, b := range s.branches {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = w.inner(dst, b, b.description, false)
		}
		dst = append(dst, ']')
	}
	return described(dst, description)
}

// inner appends the schema of a shape within another one: a reference if it has a name.
func (w *writer) inner(dst []byte, s *shape, description string, nullable bool) []byte {
	ref := func(dst []byte) []byte { return append(appendText(append(dst, `{"$ref":`...), "#/$defs/"+s.name), '}') }
	switch same := description == s.description; {
	case !nullable && s.name == "":
		return w.shape(dst, s, description)
	case !nullable && same:
		return ref(dst)
	}
	dst = append(dst, `{"anyOf":[`...)
	if s.name != "" {
		dst = ref(dst)
	} else {
		dst = w.shape(dst, s, "")
	}
	if nullable {
		dst = append(dst, `,{"type":"null"}`...)
	}
	return described(append(dst, ']'), description)
}

// object appends the members of the schema of an object.
func (w *writer) object(dst []byte, fields []field) []byte {
	dst = append(dst, `"type":"object","properties":{`...)
	for _, f := range fields {
		w.properties++
		w.characters += utf8.RuneCountInString(f.name)
		dst = w.inner(appendKey(dst, f.name), f.shape, f.description, !f.required)
	}
	dst = append(dst, `},"required":[`...)
	for i, f := range fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendText(dst, f.name)
	}
	return append(dst, `],"additionalProperties":false`...)
}

// exceeds returns an error if what was written exceeds a limit.
func (w *writer) exceeds(s *shape) error {
	for _, l := range []struct {
		have, most int
		of         string
	}{
		{w.properties, maxProperties, "properties"},
		{w.values, maxValues, "values of enums"},
		{w.characters, maxCharacters, "characters in names and values"},
		{s.depth(make(map[*shape]int)), maxDepth, "levels of objects and lists"},
	} {
		if l.have > l.most {
			return fmt.Errorf("there are %d %s, the limit of structured output is %d", l.have, l.of, l.most)
		}
	}
	return nil
}

// depth returns how deep objects and lists are nested. Definitions do not refer to themselves.
func (s *shape) depth(known map[*shape]int) int {
	if s == nil {
		return 0
	}
	if d, ok := known[s]; ok {
		return d
	}
	inner := s.item.depth(known)
	for _, f := range s.fields {
		inner = max(inner, f.shape.depth(known))
	}
	for _, b := range s.branches {
		inner = max(inner, b.depth(known))
	}
	switch s.kind {
	case object, list:
		inner++
	case pairs:
		inner += 2
	}
	known[s] = inner
	return inner
}
