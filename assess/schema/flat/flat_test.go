package flat_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/assess/schema/flat"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
	samples "github.com/waymark-go/waymark/testdata"
)

func everything(t testing.TB) *rubric.Rubric {
	t.Helper()
	return loadRubric(t, "../../../internal/proof/contract/testdata/rubric.everything.json")
}

func loadRubric(t testing.TB, file string) *rubric.Rubric {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Load(file, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// schemas are the schemas of the documents that a model can write.
func schemas(t testing.TB) map[string]json.RawMessage {
	t.Helper()
	return map[string]json.RawMessage{
		"rubric": schema.Rubric(), "overlay": schema.Overlay(), "consensus": schema.Consensus(), "comments": schema.Comments(),
		"crosswalk": schema.Crosswalk(), "mapping": schema.Mapping(), "companion": schema.Companion(),
		"response": schema.Response(everything(t)), "cei": schema.Response(cei.Latest()),
	}
}

// compiled are the flat forms of schemas.
func compiled(t testing.TB) map[string]*flat.Schema {
	t.Helper()
	all := make(map[string]*flat.Schema)
	for name, s := range schemas(t) {
		f, err := flat.New(s)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = f
	}
	return all
}

// documents are valid documents by the name of their schema.
func documents(t testing.TB) map[string][][]byte {
	t.Helper()
	all := make(map[string][][]byte)
	add := func(name string, data []byte) { all[name] = append(all[name], data) }
	read := func(pattern string, add func(file string, data []byte)) {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			add(file, data)
		}
	}
	read("../../../internal/proof/contract/testdata/*.json", func(file string, data []byte) {
		name, rest, _ := strings.Cut(filepath.Base(file), ".")
		if name == "response" && rest == "small.json" {
			return // to another rubric
		}
		add(name, data)
	})
	read("../../../testdata/good/rubrics/*", func(file string, _ []byte) {
		data, err := loadRubric(t, file).MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		add("rubric", data)
	})
	read("../../../testdata/good/overlays/*", func(file string, data []byte) {
		o, err := rubric.LoadOverlay(file, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		if data, err = o.MarshalJSON(); err != nil {
			t.Fatal(err)
		}
		add("overlay", data)
	})
	for _, version := range cei.Editions() {
		r, err := cei.Edition(version)
		if err != nil {
			t.Fatal(err)
		}
		data, err := r.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		add("rubric", data)
	}
	for line := range bytes.Lines(samples.District) {
		add("cei", bytes.TrimSpace(line))
	}
	for name, s := range schemas(t) {
		var doc struct{ Examples []json.RawMessage }
		if err := json.Unmarshal(s, &doc); err != nil {
			t.Fatal(err)
		}
		for _, e := range doc.Examples {
			add(name, e)
		}
	}
	return all
}

// value decodes JSON with exact numbers, without the keys that flat documents lack.
func value(t testing.TB, data []byte, drop bool) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	if drop {
		strip(v)
	}
	return v
}

func strip(v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if strings.HasPrefix(key, "x-") || key == "$schema" {
				delete(v, key)
			}
			strip(inner)
		}
	case []any:
		for _, inner := range v {
			strip(inner)
		}
	}
}

// Every document is the same after it was flat, and its flat form is of the flat schema.
func TestDocumentsAreRestored(t *testing.T) {
	all := compiled(t)
	for name, list := range documents(t) {
		f := all[name]
		var s map[string]any
		if err := json.Unmarshal(f.JSON(), &s); err != nil {
			t.Fatal(err)
		}
		for i, document := range list {
			data, omitted, err := f.Flatten(document)
			if err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			if wrong := mismatch(s, s, value(t, data, false), "$"); wrong != "" {
				t.Errorf("%s %d: %s", name, i, wrong)
			}
			back, err := f.Restore(data)
			if err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			if diff := cmp.Diff(value(t, document, true), value(t, back, false)); diff != "" {
				t.Errorf("%s %d (-want +got):\n%s", name, i, diff)
			}
			if complete := cmp.Equal(value(t, document, false), value(t, back, false)); complete == (len(omitted) > 0) {
				t.Errorf("%s %d: %q omitted, and the document is complete: %v", name, i, omitted, complete)
			}
			again, _, err := f.Flatten(back)
			if err != nil || !bytes.Equal(again, data) {
				t.Errorf("%s %d: another flat form the second time: %v", name, i, err)
			}
		}
	}
}

// mismatch returns where a value differs from a flat schema.
func mismatch(root, s map[string]any, v any, path string) string {
	if ref, ok := s["$ref"].(string); ok {
		return mismatch(root, root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), v, path)
	}
	if branches, ok := s["anyOf"].([]any); ok {
		wrong := ""
		for _, b := range branches {
			if wrong = mismatch(root, b.(map[string]any), v, path); wrong == "" {
				return ""
			}
		}
		return wrong
	}
	kinds := map[string]func() bool{
		"null":    func() bool { return v == nil },
		"string":  func() bool { _, ok := v.(string); return ok },
		"boolean": func() bool { _, ok := v.(bool); return ok },
		"integer": func() bool { n, ok := v.(json.Number); return ok && !strings.Contains(n.String(), ".") },
		"number":  func() bool { _, ok := v.(json.Number); return ok },
		"array":   func() bool { _, ok := v.([]any); return ok },
		"object":  func() bool { _, ok := v.(map[string]any); return ok },
	}
	if !kinds[s["type"].(string)]() {
		return fmt.Sprintf("%s: %v is not %v", path, v, s["type"])
	}
	if enum, ok := s["enum"].([]any); ok && !slices.Contains(enum, v) {
		return fmt.Sprintf("%s: %v is not one of %v", path, v, enum)
	}
	switch v := v.(type) {
	case []any:
		for i, item := range v {
			if wrong := mismatch(root, s["items"].(map[string]any), item, fmt.Sprintf("%s[%d]", path, i)); wrong != "" {
				return wrong
			}
		}
	case map[string]any:
		properties := s["properties"].(map[string]any)
		for key, inner := range v {
			p, ok := properties[key].(map[string]any)
			if !ok {
				return path + ": the key " + key
			}
			if wrong := mismatch(root, p, inner, path+"."+key); wrong != "" {
				return wrong
			}
		}
		if len(v) != len(properties) {
			return path + ": keys are missing"
		}
	}
	return ""
}

func TestRestoreLeavesMistakesToTheLoader(t *testing.T) {
	all := compiled(t)
	for _, tt := range []struct{ schema, flat, want string }{
		{"consensus", `{"format":null,"rubric":"a@1"}`, `{"format":null,"rubric":"a@1"}`},
		{"consensus", `{"unknown":null,"agreements":{"a":null}}`, `{"unknown":null,"agreements":{"a":null}}`},
		{"consensus", `{"agreements":[{"key":"a"}]}`, `{"agreements":[{"key":"a"}]}`},
		{"consensus", `{"agreements":[]}`, `{"agreements":{}}`},
		{"consensus", `[]`, `[]`},
		{"cei", `{"ratings":{"welcoming-culture":7,"language-access":null}}`, `{"ratings":{"welcoming-culture":7}}`},
		{"rubric", `{"title":{"text":"T","source":null,"language":"es"},"notes":["a",{"text":"b","source":null,"language":null}]}`, `{"title":{"text":"T","language":"es"},"notes":["a",{"text":"b"}]}`},
	} {
		got, err := all[tt.schema].Restore([]byte(tt.flat))
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: %s, want %s (%v)", tt.flat, got, tt.want, err)
		}
	}
	for doc, want := range map[string]problem.Code{
		`{"agreements":[{"key":"a","value":null},{"key":"a","value":null}]}`: problem.DuplicateKey,
		`{`: problem.Syntax, ``: problem.Empty,
		strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 100): problem.TooDeep,
	} {
		_, err := all["consensus"].Restore([]byte(doc))
		problems, ok := problem.Of(err)
		if !ok || len(problems) == 0 || problems[0].Code != want || problems[0].Pos.Line == 0 {
			t.Errorf("%.40s: %v, want %s", doc, err, want)
		}
	}
}

func TestFlattenRefuses(t *testing.T) {
	f := compiled(t)["consensus"]
	for doc, want := range map[string]problem.Code{
		`{"format":"consensus/1","unknown":1}`: problem.UnknownKey,
		`{"format":7}`:                         problem.WrongType,
		`{"format":"consensus/1"}`:             problem.MissingKey,
		`7`:                                    problem.WrongType,
	} {
		_, _, err := f.Flatten([]byte(doc))
		if problems, ok := problem.Of(err); !ok || problems[0].Code != want {
			t.Errorf("%s: %v, want %s", doc, err, want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	properties := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `"p%d":{"type":"string"},`, i)
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	deep := `{"type":"string"}`
	for range 11 {
		deep = `{"type":"object","properties":{"a":` + deep + `}}`
	}
	var values []string
	for i := range 1001 {
		values = append(values, fmt.Sprintf(`"v%d"`, i))
	}
	for name, s := range map[string]string{
		"no JSON":               `{`,
		"a list":                `{"type":"array","items":{"type":"string"}}`,
		"anything":              `{"type":"object","properties":{"a":true}}`,
		"a list of anything":    `{"type":"object","properties":{"a":{"type":"array"}}}`,
		"a choice of numbers":   `{"type":"object","properties":{"a":{"enum":[1]}}}`,
		"itself":                `{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"$defs":{"A":{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}}}}}`,
		"no definition":         `{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}}}`,
		"too many properties":   `{"type":"object","properties":{` + properties(5001) + `}}`,
		"too deep":              deep,
		"too many values":       `{"type":"object","properties":{"a":{"enum":[` + strings.Join(values, ",") + `]}}}`,
		"too many characters":   `{"type":"object","properties":{"` + strings.Repeat("a", 120_001) + `":{"type":"string"}}}`,
		"a schema of a summary": string(schema.Summary()),
	} {
		if _, err := flat.New([]byte(s)); err == nil {
			t.Errorf("%s has a flat form", name)
		}
	}
	if _, err := flat.New([]byte(`{"type":"object","properties":{` + properties(5000) + `}}`)); err != nil {
		t.Error(err)
	}
	var zero flat.Schema
	if _, err := zero.Restore([]byte("{}")); err == nil {
		t.Error("the zero Schema restores")
	}
	if _, _, err := (*flat.Schema)(nil).Flatten([]byte("{}")); err == nil || len((*flat.Schema)(nil).JSON()) > 0 {
		t.Error("a nil Schema flattens")
	}
}

// FuzzRestore checks that restoring does not fail in an unexpected way, and that a document
// which it returns and the flat form has is restored to itself.
func FuzzRestore(f *testing.F) {
	all := compiled(f)
	s := all["rubric"]
	for _, document := range documents(f)["rubric"] {
		if data, _, err := s.Flatten(document); err == nil && len(data) < 10_000 {
			f.Add([]byte(data))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		document, err := s.Restore(data)
		if err != nil {
			if _, ok := problem.Of(err); !ok {
				t.Errorf("%v is not a list of problems", err)
			}
			return
		}
		again, omitted, err := s.Flatten(document)
		if err != nil || len(omitted) > 0 {
			return // the document is not of the schema
		}
		back, err := s.Restore(again)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(value(t, document, false), value(t, back, false)); diff != "" {
			t.Error(diff)
		}
	})
}
