package schema_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/schema"
)

func TestForYAML(t *testing.T) {
	for name, tt := range map[string][2]string{
		"any text":             {`{"type":"string"}`, `{"type":["string","number","boolean"]}`},
		"an id":                {`{"type":"string","pattern":"^[a-z0-9]+$"}`, `{"type":["string","integer","boolean"],"pattern":"^[a-z0-9]+$","minimum":0}`},
		"an edition":           {`{"type":"string","pattern":"^[0-9.]+$"}`, `{"type":["string","number"],"pattern":"^[0-9.]+$","minimum":0}`},
		"a day":                {`{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}`, `{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}`},
		"a hash":               {`{"type":"string","minLength":12,"maxLength":12,"pattern":"^[0-9a-f]*$"}`, `{"type":["string","integer"],"minLength":12,"maxLength":12,"pattern":"^[0-9a-f]*$","minimum":0}`},
		"numbers to choose":    {`{"type":"string","enum":["a","1","2.5","true","01","null"]}`, `{"type":["boolean","number","string"],"enum":["a","1","2.5","true","01","null",1,2.5,true]}`},
		"one number":           {`{"type":"string","const":"3","title":"Three"}`, `{"type":["number","string"],"title":"Three","enum":["3",3]}`},
		"one word":             {`{"type":"string","const":"a"}`, `{"type":"string","const":"a"}`},
		"keys stay texts":      {`{"type":"object","propertyNames":{"type":"string"}}`, `{"type":"object","propertyNames":{"type":"string"}}`},
		"examples stay":        {`{"examples":[{"type":"string"}],"items":{"type":"string"}}`, `{"examples":[{"type":"string"}],"items":{"type":["string","number","boolean"]}}`},
		"a property type":      {`{"properties":{"type":{"type":"string"},"items":{"type":"integer"}}}`, `{"properties":{"type":{"type":["string","number","boolean"]},"items":{"type":"integer"}}}`},
		"another id":           {`{"$id":"https://example.org/a"}`, `{"$id":"https://example.org/a/yaml"}`},
		"conditions and parts": {`{"if":{"type":"string"},"else":{"type":"string"},"oneOf":[true,{"type":"string"}]}`, `{"if":{"type":"string"},"else":{"type":["string","number","boolean"]},"oneOf":[true,{"type":["string","number","boolean"]}]}`},
	} {
		got, err := schema.ForYAML([]byte(tt[0]))
		if err != nil || string(got) != tt[1] {
			t.Errorf("%s: %s, want %s (%v)", name, got, tt[1], err)
		}
	}
	for _, s := range []string{``, `{`, `[]`, `{"type":"string","pattern":"("}`, `{"type":"string","minLength":-0.5}`} {
		if got, err := schema.ForYAML([]byte(s)); err == nil {
			t.Errorf("%s gives %s", s, got)
		}
	}
}

// Apart from its id and from what texts can be, the schema for YAML is the same.
func TestForYAMLKeepsTheRest(t *testing.T) {
	data := schema.Rubric()
	got, err := schema.ForYAML(data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(data, schema.Rubric()) {
		t.Error("the argument has changed")
	}
	words := func(data []byte) (all []string) {
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		var collect func(v any)
		collect = func(v any) {
			if m, ok := v.(map[string]any); ok {
				for _, key := range []string{"title", "description", "pattern"} {
					if s, ok := m[key].(string); ok {
						all = append(all, s)
					}
				}
				for _, key := range []string{"properties", "$defs"} {
					inner, _ := m[key].(map[string]any)
					for _, name := range slices.Sorted(maps.Keys(inner)) {
						collect(inner[name])
					}
				}
			}
		}
		collect(v)
		return all
	}
	if diff := cmp.Diff(words(data), words(got)); diff != "" || len(words(got)) < 200 {
		t.Errorf("%d words (-want +got):\n%s", len(words(got)), diff)
	}
	if !strings.Contains(string(got), `rubric/1/yaml"`) {
		t.Error("the schema has the same id")
	}
}
