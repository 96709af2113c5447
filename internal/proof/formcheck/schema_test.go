package formcheck

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// unlikeItself are the places of a form that survey-core reads and writes in another way than its own
// schema describes, with the reason. at is a pattern of instance locations.
var unlikeItself = []struct{ at, why string }{
	{`/cells$`, "the schema calls the texts of cells a text; survey-core reads and writes an object by row and column"},
}

// TestSurveyJSSchema validates the forms by the JSON Schema that survey-core generates.
func TestSurveyJSSchema(t *testing.T) {
	schemaOf := surveySchema(t)
	original := cei.Latest()
	overlay, err := cei.Overlay(original.Edition(), "es")
	if err != nil {
		t.Fatal(err)
	}
	spanish, _ := original.Localize(overlay)
	workshop, err := rubric.LoadFS(os.DirFS("../../../examples/customrubric"), "rubric.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	audiences, err := rubric.LoadFS(os.DirFS("../../../testdata/good/rubrics"), "audiences.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	excused := make(map[string]int)
	for _, f := range []struct {
		r   *rubric.Rubric
		opt *form.Options
	}{{original, nil}, {original, &form.Options{Translations: []*rubric.Rubric{spanish}}}, {workshop, nil}, {audiences, nil}} {
		survey, _, err := form.SurveyJS(f.r, f.opt)
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(survey))
		if err != nil {
			t.Fatal(err)
		}
		var refused []string
		for name, values := range elements(document, map[string][]any{"": {document}}) {
			for _, v := range values {
				refused = append(refused, deepest(schemaOf(name).Validate(v))...)
			}
		}
		for _, at := range refused {
			known := false
			for _, u := range unlikeItself {
				if regexp.MustCompile(u.at).MatchString(at) {
					excused[u.at]++
					known = true
				}
			}
			if !known {
				t.Errorf("%s: the schema of survey-core refuses %s", f.r.Ref(), at)
			}
		}
	}
	for _, u := range unlikeItself {
		if excused[u.at] == 0 {
			t.Errorf("no form needs the excuse for %s: %s", u.at, u.why)
		}
	}
	broken := []byte(`{"pages":[{"name":"a","elements":[{"type":"text","name":7}]}],"showQuestionNumbers":[]}`)
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(broken))
	if err != nil || schemaOf("").Validate(document) == nil {
		t.Errorf("the schema accepts %s", broken)
	}
}

// elements adds the elements of a form by type. The schema of the form lets an element be of any
// type, so each has to be validated by its own definition.
func elements(v any, all map[string][]any) map[string][]any {
	switch v := v.(type) {
	case map[string]any:
		list, _ := v["elements"].([]any)
		for _, e := range list {
			if element, ok := e.(map[string]any); ok {
				name, _ := element["type"].(string)
				all[name] = append(all[name], element)
			}
		}
		for _, w := range v {
			elements(w, all)
		}
	case []any:
		for _, w := range v {
			elements(w, all)
		}
	}
	return all
}

// surveySchema returns a function that compiles the definition with a name, or for "" the schema of a
// form. References name definitions by their $id, also from within definitions with another $id, so
// the $id are removed and references name the place of the definition.
func surveySchema(t *testing.T) func(definition string) *jsonschema.Schema {
	t.Helper()
	data, err := exec.Command("node", "schema.mjs").Output()
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	local(document)
	c := jsonschema.NewCompiler()
	if err := c.AddResource("https://example.org/survey.json", document); err != nil {
		t.Fatal(err)
	}
	return func(definition string) *jsonschema.Schema {
		address := "https://example.org/survey.json"
		if definition != "" {
			address += "#/definitions/" + definition
		}
		schema, err := c.Compile(address)
		if err != nil {
			t.Fatal(err)
		}
		return schema
	}
}

// local removes the $id of definitions, and makes references name the place of a definition.
func local(v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, ok := v["$id"].(string); ok {
			delete(v, "$id")
		}
		if ref, ok := v["$ref"].(string); ok && !strings.HasPrefix(ref, "#") {
			v["$ref"] = "#/definitions/" + ref
		}
		for _, w := range v {
			local(w)
		}
	case []any:
		for _, w := range v {
			local(w)
		}
	}
}

// deepest returns the locations of the problems.
func deepest(err error) []string {
	var e *jsonschema.ValidationError
	if !errors.As(err, &e) {
		return nil
	}
	if len(e.Causes) == 0 {
		return []string{"/" + strings.Join(e.InstanceLocation, "/")}
	}
	var all []string
	for _, c := range e.Causes {
		all = append(all, deepest(c)...)
	}
	return all
}
