package contract

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// complete adds, to copies of the documents, every optional property that none of them has, and
// every part of a choice, so that each place of the schema has a site.
func (t *tracer) complete(valid func(any) bool) {
	done := make(map[string]bool)
	for range 5 { // properties of properties
		for _, place := range slices.Sorted(maps.Keys(t.sites)) {
			for more := range t.enriched(place, done) {
				if valid(more.document) {
					t.add(more.document, more.path)
				}
			}
		}
	}
}

// enriched yields copies of the documents at a place with what none of them has.
func (t *tracer) enriched(place string, done map[string]bool) iter.Seq[site] {
	steps := split(place)
	schema, _ := at(t.root, steps).(map[string]any)
	return func(yield func(site) bool) {
		for _, s := range t.sites[place] {
			if s.name || s.off > 0 {
				continue
			}
			parts, _ := schema["oneOf"].([]any)
			for i := range parts {
				root, _ := s.document.(map[string]any)
				key := fmt.Sprint(place, i, slices.Sorted(maps.Keys(root)))
				if done[key] {
					continue
				}
				done[key] = true
				for _, full := range []bool{false, true} {
					t.full = full
					v, ok := t.instance(schema, i, 0)
					t.full = false
					if !ok {
						continue
					}
					if document, ok := s.with(v); ok && !yield(site{document: document, path: s.path}) {
						return
					}
				}
			}
			object, ok := s.value().(map[string]any)
			if !ok {
				continue
			}
			properties, _ := schema["properties"].(map[string]any)
			for _, name := range slices.Sorted(maps.Keys(properties)) {
				there := t.sites[strings.Join(append(steps, "properties", name), "/")]
				if _, ok := object[name]; ok || len(there) > 0 && there[0].off == 0 {
					continue
				}
				v, ok := t.instance(properties[name], 0, 0)
				if !ok {
					continue
				}
				list := []any{v}
				if v == true {
					list = append(list, false)
				}
				for _, v := range list {
					more := maps.Clone(object)
					more[name] = v
					if document, _ := s.with(more); !yield(site{document: document, path: s.path}) {
						return
					}
				}
			}
		}
	}
}

// instance returns a small value that a schema accepts, as far as that can be read from its
// keywords. It takes the part of a choice with the given number.
func (t *tracer) instance(v any, part, depth int) (any, bool) {
	schema, ok := v.(map[string]any)
	if !ok || depth > 12 {
		return "a", v == true
	}
	schema = t.merged(schema, part, 0)
	if c, ok := schema["const"]; ok {
		return c, true
	}
	if list, _ := schema["enum"].([]any); len(list) > 0 {
		return list[0], true
	}
	switch schema["type"] {
	case "null":
		return nil, true
	case "boolean":
		return true, true
	case "integer", "number":
		if n, ok := schema["minimum"].(float64); ok && n > 0 {
			return number(n), true
		}
		return number(1), true
	case "array":
		list := []any{}
		size := max(1, int(numberOf(schema["minItems"])))
		if most, ok := schema["maxItems"].(float64); ok {
			size = min(size, int(most))
		}
		for i := range size {
			item, ok := t.instance(schema["items"], i, depth+1)
			if !ok {
				return nil, false
			}
			if text, ok := item.(string); ok && i > 0 {
				item = text + strings.Repeat("b", i) // a different one
			}
			list = append(list, item)
		}
		return list, true
	case "object":
		return t.object(schema, depth)
	}
	pattern, _ := schema["pattern"].(string)
	for _, text := range []string{"a", "en", "https://example.org/", "2026-10-01", "garden@1", "0123456789ab", strings.Repeat("ab", 32)} {
		if pattern == "" || t.pattern(pattern).MatchString(text) {
			return text, true
		}
	}
	return nil, false
}

func (t *tracer) object(schema map[string]any, depth int) (any, bool) {
	object := make(map[string]any)
	properties, _ := schema["properties"].(map[string]any)
	required, _ := schema["required"].([]any)
	for _, name := range required {
		name := name.(string)
		v, ok := t.instance(properties[name], 0, depth+1)
		if !ok {
			return nil, false
		}
		object[name] = v
	}
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if v, ok := t.instance(properties[name], 0, depth+1); ok && (len(object) < int(numberOf(schema["minProperties"])) || t.full && depth == 0) {
			object[name] = v
		}
	}
	values, _ := schema["additionalProperties"].(map[string]any)
	if values == nil {
		return object, true
	}
	name, ok := "a", true
	if names, _ := schema["propertyNames"].(map[string]any); names != nil {
		v, _ := t.instance(names, 0, depth+1)
		name, ok = v.(string)
	}
	v, fits := t.instance(values, 0, depth+1)
	object[name] = v
	return object, ok && fits
}

// merged returns a schema with what its references, its parts and one part of its choice say.
func (t *tracer) merged(schema map[string]any, part, depth int) map[string]any {
	m := maps.Clone(schema)
	parts, _ := schema["allOf"].([]any)
	if ref, ok := schema["$ref"].(string); ok {
		parts = append(slices.Clone(parts), at(t.root, reference(ref)))
	}
	if choice, _ := schema["oneOf"].([]any); len(choice) > 0 {
		parts = append(slices.Clone(parts), choice[part%len(choice)])
	}
	for _, p := range parts {
		p, ok := p.(map[string]any)
		if !ok || depth > 8 {
			continue
		}
		for key, value := range t.merged(p, part, depth+1) {
			switch old := m[key].(type) {
			case map[string]any: // properties
				both := maps.Clone(old)
				add, _ := value.(map[string]any)
				for name, v := range add {
					switch {
					case both[name] == nil || both[name] == true:
						both[name] = v
					case v != true:
						both[name] = map[string]any{"allOf": []any{v, both[name]}}
					}
				}
				if key == "properties" {
					m[key] = both
				}
			case bool:
				if old {
					m[key] = value
				}
			case float64:
				if n := numberOf(value); strings.HasPrefix(key, "min") && n > old || strings.HasPrefix(key, "max") && n < old {
					m[key] = n
				}
			case []any:
				if add, _ := value.([]any); key == "required" {
					m[key] = append(slices.Clone(old), add...)
				}
			case nil:
				m[key] = value
			}
		}
	}
	delete(m, "oneOf")
	delete(m, "allOf")
	delete(m, "$ref")
	return m
}

func number(n float64) json.Number { return json.Number(fmt.Sprint(n)) }

func numberOf(v any) float64 {
	n, _ := v.(float64)
	return n
}
