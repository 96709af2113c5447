package schema_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

var update = flag.Bool("update", false, "write the goldens anew")

func spanish(t testing.TB) *rubric.Rubric {
	t.Helper()
	r := cei.Latest()
	o, err := cei.Overlay(r.Edition(), "es")
	if err != nil {
		t.Fatal(err)
	}
	es, problems := r.Localize(o)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return es
}

func workshop(t testing.TB) *rubric.Rubric {
	t.Helper()
	r, err := rubric.LoadFS(os.DirFS("../../examples/customrubric"), "rubric.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestUIGoldens(t *testing.T) {
	for name, r := range map[string]*rubric.Rubric{
		"cei-2023.2/response.ui.json": cei.Latest(), "cei-2023.2/response.es.ui.json": spanish(t),
		"makers-workshop-1/response.ui.json": workshop(t),
	} {
		data := schema.UI(r)
		if !bytes.Equal(data, schema.UI(r)) {
			t.Errorf("%s: two calls give different bytes", name)
		}
		var got bytes.Buffer
		if err := json.Indent(&got, data, "", "  "); err != nil {
			t.Fatal(err)
		}
		got.WriteByte('\n')
		path, text := abridged(filepath.Join("../../testdata/golden/forms", name), got.Bytes())
		if *update {
			if err := os.WriteFile(path, text, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("%v; go test ./assess/schema -update writes it", err)
		}
		if diff := cmp.Diff(string(want), string(text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

// abridged returns the golden file of a document and its path. For a large document it is
// a small file .head with the first lines and a digest of all bytes. The golden files of
// the workshop are complete.
func abridged(path string, data []byte) (string, []byte) {
	const most = 60_000
	if len(data) <= most {
		return path, data
	}
	head := data[:bytes.LastIndexByte(data[:most/3], '\n')+1]
	return path + ".head", fmt.Appendf(bytes.Clone(head), "... %d bytes, SHA-256 %x\n", len(data), sha256.Sum256(data))
}

// TestUIFitsTheSchema checks that the UI schema orders exactly the fields of the response
// schema, and hides no field that a rater must fill in.
func TestUIFitsTheSchema(t *testing.T) {
	noConstituencies, err := rubric.Load("small.yaml", []byte(`{format: rubric/1, id: small, edition: "1", title: Small, language: en,
  spectrum: {id: s, stages: [{id: low, title: Low}, {id: high, title: High}]},
  domains: [{id: d, title: D, competencies: [{id: b, title: B, summary: About B}, {id: a, title: A}]}]}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []*rubric.Rubric{cei.Latest(), spanish(t), workshop(t), noConstituencies} {
		var s struct{ Properties map[string]json.RawMessage }
		var ratings struct{ Properties map[string]json.RawMessage }
		var ui map[string]json.RawMessage
		for data, into := range map[*json.RawMessage]any{ptr(schema.Response(r)): &s, ptr(schema.UI(r)): &ui} {
			if err := json.Unmarshal(*data, into); err != nil {
				t.Fatal(err)
			}
		}
		if err := json.Unmarshal(s.Properties["ratings"], &ratings); err != nil {
			t.Fatal(err)
		}
		sameKeys(t, r.Ref().String(), ui, s.Properties)
		var inner map[string]json.RawMessage
		if err := json.Unmarshal(ui["ratings"], &inner); err != nil {
			t.Fatal(err)
		}
		sameKeys(t, r.Ref().String()+" ratings", inner, ratings.Properties)
		var order []string
		for c := range r.Competencies() {
			order = append(order, c.ID())
		}
		if got := orderOf(t, inner); !slices.Equal(got, order) {
			t.Errorf("%s: order %q, want the rubric's, %q", r.Ref(), got, order)
		}
		for name, value := range ui {
			hidden := strings.Contains(string(value), `"ui:widget":"hidden"`)
			if given := slices.Contains([]string{"format", "rubric", "id", "draft", "language", "$schema"}, name); hidden != given {
				t.Errorf("%s: %s is hidden: %t", r.Ref(), name, hidden)
			}
		}
	}
}

func ptr[T any](v T) *T { return &v }

func orderOf(t *testing.T, ui map[string]json.RawMessage) []string {
	t.Helper()
	var order []string
	if err := json.Unmarshal(ui["ui:order"], &order); err != nil {
		t.Fatal(err)
	}
	return order
}

func sameKeys(t *testing.T, what string, ui, properties map[string]json.RawMessage) {
	t.Helper()
	var want []string
	for name := range properties {
		want = append(want, name)
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, slices.Sorted(slices.Values(orderOf(t, ui)))); diff != "" {
		t.Errorf("%s: fields in ui:order (-schema +ui):\n%s", what, diff)
	}
	for name := range ui {
		if _, ok := properties[name]; !ok && !strings.HasPrefix(name, "ui:") {
			t.Errorf("%s: the UI schema lays out %s, which the schema does not have", what, name)
		}
	}
}

// TestResponseInSpanish checks that a localized rubric makes a localized schema: all titles
// and descriptions differ from the English ones, and nothing else does.
func TestResponseInSpanish(t *testing.T) {
	var en, es any
	for data, into := range map[*json.RawMessage]*any{ptr(schema.Response(cei.Latest())): &en, ptr(schema.Response(spanish(t))): &es} {
		if err := json.Unmarshal(*data, into); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "$", en, es)
}

func same(t *testing.T, path string, en, es any) {
	t.Helper()
	switch a := en.(type) {
	case map[string]any:
		b, _ := es.(map[string]any)
		if len(a) != len(b) {
			t.Errorf("%s: %v and %v", path, en, es)
		}
		for key := range a {
			if path+key == "$$id" {
				continue // which names the language
			}
			text, isText := a[key].(string)
			if (key == "title" || key == "description") && isText {
				if b[key] == text && text != "" {
					t.Errorf("%s.%s is in English: %q", path, key, text)
				}
				continue
			}
			same(t, path+"."+key, a[key], b[key])
		}
	case []any:
		b, _ := es.([]any)
		if len(a) != len(b) {
			t.Errorf("%s: %v and %v", path, en, es)
			return
		}
		for i := range a {
			same(t, fmt.Sprintf("%s[%d]", path, i), a[i], b[i])
		}
	default:
		if en != es {
			t.Errorf("%s: %v and %v", path, en, es)
		}
	}
}

func ExampleUI() {
	var ui struct {
		Constituency struct {
			Title string `json:"ui:title"`
		}
		Ratings struct {
			Options struct {
				Groups []struct {
					Title  string
					Fields []string
				}
			} `json:"ui:options"`
		}
	}
	if err := json.Unmarshal(schema.UI(cei.Latest()), &ui); err != nil {
		fmt.Println(err)
	}
	fmt.Println(ui.Constituency.Title)
	for _, g := range ui.Ratings.Options.Groups[:2] {
		fmt.Println(g.Title, len(g.Fields))
	}
	// Output:
	// Your part of the community
	// 1 Building Relationships 5
	// 2 Building Collective Efficacy 5
}

func BenchmarkUI(b *testing.B) {
	r := cei.Latest()
	b.ReportAllocs()
	for b.Loop() {
		schema.UI(r)
	}
}
