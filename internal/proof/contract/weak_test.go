package contract

import (
	"encoding/json"
	"testing"
)

// TestWeakSchemasAreFound removes one keyword at a time from a schema. The documents must
// show that it is missing.
func TestWeakSchemasAreFound(t *testing.T) {
	subs := mustSubjects(t)
	keywords := map[string][]string{
		"rubric.*": {
			"type", "const", "enum", "pattern", "maxLength", "not", "required", "additionalProperties", "propertyNames",
			"minItems", "maxItems", "oneOf", "allOf", "$ref",
		},
		"crosswalk.everything": {"uniqueItems", "oneOf"},
		"response.[el]*": {
			"const", "oneOf", "allOf", "pattern", "maxItems", "minProperties", "required", "additionalProperties",
			"if", "else", "then", "propertyNames", "unevaluatedProperties",
		},
	}
	for _, s := range subs {
		limits := append(rare(&s), boundaries(&s)...)
		for _, keyword := range keywords[s.name] {
			if !findsWeak(t, &s, keyword, limits) {
				t.Errorf("no document shows that the schema %s lacks %s", s.name, keyword)
			}
		}
	}
}

// findsWeak reports whether the documents show that the schema lacks a keyword.
func findsWeak(t *testing.T, s *subject, keyword string, limits [][]byte) bool {
	t.Helper()
	weak, err := without(s.schema, keyword)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := compile("urn:waymark:contract", weak)
	if err != nil {
		t.Fatalf("without %s: %v", keyword, err)
	}
	m := newMutator(*seed, s.seeds)
	for i := range 5_000 {
		documents := [][]byte{m.next()}
		if i < len(limits) {
			documents = append(documents, limits[i])
		}
		for _, d := range documents {
			if disagreement(s, d, accepts(compiled, d)) != "" {
				return true
			}
		}
	}
	return false
}

// without returns a schema from which all occurrences of a keyword are removed.
func without(schema []byte, keyword string) ([]byte, error) {
	var v any
	if err := json.Unmarshal(schema, &v); err != nil {
		return nil, err
	}
	strip(v, keyword, false)
	return json.Marshal(v)
}

// strip removes a keyword. If named is true, the keys are names and not keywords.
func strip(v any, keyword string, named bool) {
	switch v := v.(type) {
	case map[string]any:
		if !named {
			delete(v, keyword)
		}
		for key, value := range v {
			strip(value, keyword, !named && (key == "properties" || key == "$defs"))
		}
	case []any:
		for _, value := range v {
			strip(value, keyword, false)
		}
	}
}
