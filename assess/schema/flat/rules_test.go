package flat_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric/cei"
)

// rules are what structured output allows, as OpenAI publishes it ("Structured model outputs",
// section "Supported schemas"), less what other services lack: in the strictest of them an
// object has no limits of lengths and numbers either.
var rules = struct {
	keywords                              []string
	types                                 []string
	properties, depth, values, characters int
}{
	keywords:   []string{"type", "properties", "required", "additionalProperties", "items", "enum", "anyOf", "$ref", "$defs", "description"},
	types:      []string{"object", "array", "string", "number", "integer", "boolean", "null"},
	properties: 5000, depth: 10, values: 1000, characters: 120_000,
}

// census checks one schema after another.
type census struct {
	root                           map[string]any
	wrong                          []string
	properties, values, characters int
}

func (c *census) schema(s map[string]any, path string) {
	complain := func(format string, args ...any) { c.wrong = append(c.wrong, path+": "+fmt.Sprintf(format, args...)) }
	for key, v := range s {
		if !slices.Contains(rules.keywords, key) {
			complain("keyword %s", key)
		}
		switch key {
		case "$ref":
			name, ok := strings.CutPrefix(v.(string), "#/$defs/")
			if _, known := c.root["$defs"].(map[string]any)[name]; !ok || !known || len(s) != 1 {
				complain("reference %v among %d keywords", v, len(s))
			}
		case "type":
			if !slices.Contains(rules.types, fmt.Sprint(v)) {
				complain("type %v", v)
			}
		case "enum":
			c.values += len(v.([]any))
			for _, value := range v.([]any) {
				c.characters += len([]rune(value.(string)))
			}
		case "items":
			c.schema(v.(map[string]any), path+"[]")
		case "anyOf":
			for i, branch := range v.([]any) {
				c.schema(branch.(map[string]any), fmt.Sprintf("%s|%d", path, i))
			}
		case "properties", "$defs":
			for name, inner := range v.(map[string]any) {
				c.characters += len([]rune(name))
				if key == "properties" {
					c.properties++
				}
				c.schema(inner.(map[string]any), path+"."+name)
			}
		}
	}
	if s["type"] == nil && s["anyOf"] == nil && s["$ref"] == nil {
		complain("neither a type nor a choice")
	}
	if s["type"] != "object" {
		return
	}
	if s["additionalProperties"] != false {
		complain("an open object")
	}
	var names []string
	for name := range s["properties"].(map[string]any) {
		names = append(names, name)
	}
	var required []string
	for _, name := range s["required"].([]any) {
		required = append(required, name.(string))
	}
	slices.Sort(names)
	slices.Sort(required)
	if diff := cmp.Diff(names, required); diff != "" {
		complain("not all properties are required:\n%s", diff)
	}
}

// depth returns how deep objects and arrays are nested, and -1 if there is no end.
func (c *census) depth(s map[string]any, within int) int {
	if within > 50 {
		return -1
	}
	if ref, ok := s["$ref"].(string); ok {
		return c.depth(c.root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), within+1)
	}
	deepest := 0
	add := func(v any) {
		d := c.depth(v.(map[string]any), within+1)
		if d < 0 || deepest < 0 {
			deepest = -1
			return
		}
		deepest = max(deepest, d)
	}
	for _, v := range asMap(s["properties"]) {
		add(v)
	}
	if s["items"] != nil {
		add(s["items"])
	}
	branches, _ := s["anyOf"].([]any)
	for _, b := range branches {
		add(b)
	}
	if deepest >= 0 && (s["type"] == "object" || s["type"] == "array") {
		deepest++
	}
	return deepest
}

func asMap(v any) map[string]any { m, _ := v.(map[string]any); return m }

func TestSchemasKeepTheRules(t *testing.T) {
	for name, f := range compiled(t) {
		var root map[string]any
		if err := json.Unmarshal(f.JSON(), &root); err != nil {
			t.Fatal(err)
		}
		c := census{root: root}
		c.schema(root, "$")
		for _, wrong := range c.wrong {
			t.Errorf("%s: %s", name, wrong)
		}
		if root["type"] != "object" || root["anyOf"] != nil {
			t.Errorf("%s: the root is not a plain object", name)
		}
		depth := c.depth(root, 0)
		t.Logf("%s: %d properties, %d levels, %d values, %d characters, %d bytes", name, c.properties, depth, c.values, c.characters, len(f.JSON()))
		if c.properties > rules.properties || depth < 1 || depth > rules.depth || c.values > rules.values || c.characters > rules.characters {
			t.Errorf("%s: %d properties, %d levels, %d values, %d characters", name, c.properties, depth, c.values, c.characters)
		}
	}
}

// What the usual schema says about a key is said to the model too.
func TestDescriptionsStay(t *testing.T) {
	f := compiled(t)["cei"]
	r := cei.Latest()
	s := string(f.JSON())
	for c := range r.Competencies() {
		quoted, _ := json.Marshal(c.Label())
		if !strings.Contains(s, strings.Trim(string(quoted), `"`)) {
			t.Errorf("the schema does not say %s", c.Label())
		}
	}
	for _, want := range []string{"not-evident: Not Evident", "dont-know: ", "family: Families", `"description":"`} {
		if !strings.Contains(s, want) {
			t.Errorf("the schema does not say %q", want)
		}
	}
}
