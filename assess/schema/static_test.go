package schema_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// object is the part of a schema that the tests use.
type object struct {
	Schema      string `json:"$schema"`
	Ref         string `json:"$ref"`
	Title       string
	Description string
	Type        string
	Additional  json.RawMessage `json:"additionalProperties"`
	Properties  map[string]object
	Items       *object
	OneOf       []object
	Defs        map[string]object `json:"$defs"`
}

// UnmarshalJSON reads a schema. true and false are empty objects.
func (o *object) UnmarshalJSON(data []byte) error {
	type plain object
	if data[0] != '{' {
		return nil
	}
	return json.Unmarshal(data, (*plain)(o))
}

func schemas() map[string]json.RawMessage {
	return map[string]json.RawMessage{
		"rubric": schema.Rubric(), "overlay": schema.Overlay(), "crosswalk": schema.Crosswalk(),
		"companion": schema.Companion(), "consensus": schema.Consensus(), "mapping": schema.Mapping(), "comments": schema.Comments(), "summary": schema.Summary(), "response": schema.Response(cei.Latest()),
	}
}

func TestPropertiesAreDescribed(t *testing.T) {
	for name, data := range schemas() {
		var o object
		if err := json.Unmarshal(data, &o); err != nil {
			t.Fatal(err)
		}
		if o.Schema != "https://json-schema.org/draft/2020-12/schema" {
			t.Errorf("%s is a schema of %s", name, o.Schema)
		}
		checkDescribed(t, name, o, true)
	}
}

// checkDescribed checks a part of a schema, and its title if it needs one.
func checkDescribed(t *testing.T, path string, o object, titled bool) {
	t.Helper()
	if titled && (o.Title == "" || o.Description == "") {
		t.Errorf("%s has the title %q and the description %q", path, o.Title, o.Description)
	}
	if o.Properties != nil && string(o.Additional) != "false" && o.Type == "object" {
		t.Errorf("%s lets other keys through", path)
	}
	for key, p := range o.Properties {
		checkDescribed(t, path+"."+key, p, true)
	}
	for key, p := range o.Defs {
		checkDescribed(t, path+"#"+key, p, true)
	}
	for _, p := range o.OneOf {
		if o.Properties != nil {
			continue // it only narrows the properties beside oneOf
		}
		checkDescribed(t, path, p, false)
	}
	if o.Items != nil {
		checkDescribed(t, path+"[]", *o.Items, false)
	}
}

func TestStaticSchemasAreTheCallers(t *testing.T) {
	for _, get := range []func() json.RawMessage{schema.Rubric, schema.Overlay, schema.Crosswalk, schema.Companion, schema.Consensus, schema.Comments, schema.Summary} {
		first := get()
		first[0] = 'x'
		if get()[0] != '{' {
			t.Error("changing the bytes changes the schema")
		}
	}
}

func TestLoaderRules(t *testing.T) {
	for _, format := range []string{"rubric/1", "overlay/1", "crosswalk/1", "companion/1", "consensus/1", "comments/1", "response/1"} {
		seen := make(map[problem.Code]bool)
		for _, r := range schema.LoaderRules(format) {
			if r.Reason == "" || seen[r.Code] {
				t.Errorf("%s: %s has the reason %q, or stands twice", format, r.Code, r.Reason)
			}
			seen[r.Code] = true
		}
		if !seen[problem.DuplicateKey] || seen[problem.MissingKey] {
			t.Errorf("%s: only the loader knows %v", format, seen)
		}
	}
}

// TestCoreDoesNotLinkSchemas makes sure that programs without schemas do not link the
// generator of schemas and its dependencies.
func TestCoreDoesNotLinkSchemas(t *testing.T) {
	const module = "github.com/waymark-go/waymark/"
	core := []string{"spectrum", "rubric", "rubric/cei", "assess", "report"}
	args := []string{"list", "-deps"}
	for _, p := range core {
		args = append(args, module+p)
	}
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.FieldsSeq(string(out)) {
		for _, heavy := range []string{
			"github.com/invopop/", "go.yaml.in/yaml/v4", "github.com/pb33f/ordered-map", "github.com/bahlo/generic-list-go",
			"github.com/buger/jsonparser", module + "assess/schema",
		} {
			if strings.HasPrefix(dep, heavy) {
				t.Errorf("a core package depends on %s", dep)
			}
		}
	}
	schemas, err := exec.Command("go", "list", "-deps", module+"assess/schema").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(schemas), "github.com/invopop/jsonschema") {
		t.Error("assess/schema does not depend on invopop/jsonschema, so this test looks for the wrong package")
	}
}
