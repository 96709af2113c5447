package schema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// examplesOf returns the examples in a schema.
func examplesOf(t *testing.T, data json.RawMessage) []json.RawMessage {
	t.Helper()
	var s struct{ Examples []json.RawMessage }
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	if len(s.Examples) == 0 {
		t.Fatal("no examples")
	}
	return s.Examples
}

// garden returns the rubric of the examples, and a later edition of it.
func garden(t *testing.T) (now, later *rubric.Rubric) {
	t.Helper()
	data := examplesOf(t, schema.Rubric())[0]
	now, err := rubric.Load("rubric.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.Replace(data, []byte(`"edition": "1"`), []byte(`"edition": "2"`), 1)
	data = bytes.Replace(data, []byte(`"id": "mulch"`), []byte(`"id": "cover", "title": "Cover"}, {"id": "mulch"`), 1)
	data = bytes.Replace(data, []byte(`"code": "1.2",`), nil, 1)
	later, err = rubric.Load("rubric.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return now, later
}

// loaders returns for each document a function that loads it with the rubric of the examples and
// returns it as Go writes it.
func loaders(t *testing.T) map[string]func(data []byte) (any, error) {
	t.Helper()
	now, later := garden(t)
	return map[string]func([]byte) (any, error){
		"rubric":    func(b []byte) (any, error) { return rubric.Load("x.json", b, nil) },
		"overlay":   func(b []byte) (any, error) { return rubric.LoadOverlay("x.json", b, nil) },
		"companion": func(b []byte) (any, error) { return rubric.LoadCompanion("x.json", b, nil) },
		"crosswalk": func(b []byte) (any, error) { return rubric.LoadCrosswalk("x.json", b, now, later, nil) },
		"consensus": func(b []byte) (any, error) { return assess.LoadConsensus(now, "x.json", b, nil) },
		"mapping":   func(b []byte) (any, error) { return assess.LoadMapping(now, "x.json", b, nil) },
		"comments":  func(b []byte) (any, error) { return assess.LoadComments(now, "x.json", b, nil) },
		"summary":   func(b []byte) (any, error) { return assess.LoadPublished(now, "x.json", b, nil) },
		"response":  func(b []byte) (any, error) { return assess.LoadResponse(now, "x.json", b, nil) },
		"response by line": func(b []byte) (any, error) {
			var line bytes.Buffer
			if err := json.Compact(&line, b); err != nil {
				return nil, err
			}
			next, stop := iter.Pull2(assess.NDJSON(now, "x.ndjson", &line, nil))
			defer stop()
			p, err, ok := next()
			if !ok {
				return nil, fmt.Errorf("no response or draft")
			}
			return p, err
		},
	}
}

// Go loads every example, with and without the name of a schema, which it does not write.
func TestExamples(t *testing.T) {
	now, _ := garden(t)
	all := map[string]json.RawMessage{"response": schema.Response(now), "response by line": schema.Response(now)}
	for name, data := range schemas() {
		if name != "response" {
			all[name] = data
		}
	}
	if *update {
		writeSummary(t, now)
	}
	load := loaders(t)
	for name, data := range all {
		for i, example := range examplesOf(t, data) {
			if name == "response by line" && bytes.Contains(example, []byte(`"draft":true`)) {
				continue
			}
			var plain map[string]json.RawMessage
			if err := json.Unmarshal(example, &plain); err != nil {
				t.Fatal(err)
			}
			delete(plain, "$schema")
			want := written(t, load[name], name, marshal(t, plain))
			plain["$schema"] = json.RawMessage(`"` + name + `.schema.json"`)
			if got := written(t, load[name], name, marshal(t, plain)); got != want || strings.Contains(got, "$schema") {
				t.Errorf("%s example %d is written as\n%s\nwith $schema, and without as\n%s", name, i, got, want)
			}
			for _, bad := range []string{"1", "null", "{}"} {
				plain["$schema"] = json.RawMessage(bad)
				if _, err := load[name](marshal(t, plain)); err == nil || !strings.Contains(err.Error(), "$schema") {
					t.Errorf("%s: $schema may be %s: %v", name, bad, err)
				}
			}
		}
	}
}

func written(t *testing.T, load func([]byte) (any, error), name string, data []byte) string {
	t.Helper()
	v, err := load(data)
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, data)
	}
	return string(marshal(t, v))
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// writeSummary writes the example of a summary: 24 responses to the rubric of the examples.
func writeSummary(t *testing.T, r *rubric.Rubric) {
	t.Helper()
	var tally assess.Tally
	for i := range 24 {
		who, stage := "grower", "seed"
		if i%2 == 0 {
			who = "eater"
		}
		if i%3 == 0 {
			stage = "harvest"
		}
		p, err := assess.NewResponse(r, assess.ResponseDocument{
			Format: assess.ResponseFormat, Rubric: r.Ref().String(), ID: fmt.Sprint(i), Constituency: who,
			Ratings: map[string]assess.RatingEntry{"compost": {Stage: stage}, "mulch": {Stage: "dont-know"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	s, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Publish(assess.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("examples", "summary.json"), append(marshal(t, p), '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Schemas have no character that cannot be seen, and patterns are ASCII: generators copy both
// into sources. Line ends in descriptions are escaped.
func TestVisible(t *testing.T) {
	all := schemas()
	for _, edition := range cei.Editions() {
		r, err := cei.Edition(edition)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range append(translations(t, r), r) {
			name := r.Ref().String() + "/" + r.Language()
			all["response "+name], all["UI "+name] = schema.Response(r), schema.UI(r)
		}
	}
	if len(all) != 9+2*3 {
		t.Errorf("only %d schemas", len(all))
	}
	for name, data := range all {
		for _, c := range string(data) {
			if c != '\n' && !unicode.IsPrint(c) {
				t.Errorf("%s has %U", name, c)
			}
		}
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		checkVisible(t, name, v)
	}
}

func checkVisible(t *testing.T, path string, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			checkVisible(t, path+"."+key, key)
			checkVisible(t, path+"."+key, value)
		}
	case []any:
		for _, value := range v {
			checkVisible(t, path, value)
		}
	case string:
		for _, c := range v {
			described := strings.Contains(path, "description") || strings.Contains(path, "ui:") || strings.Contains(path, "options")
			if !unicode.IsPrint(c) && !(described && (c == '\n' || c == '\u00a0')) || strings.HasSuffix(path, "pattern") && c > unicode.MaxASCII {
				t.Errorf("%s has %U", path, c)
			}
		}
	}
}

// translations returns the rubric in its other embedded languages.
func translations(t *testing.T, r *rubric.Rubric) []*rubric.Rubric {
	t.Helper()
	var list []*rubric.Rubric
	for _, language := range cei.Languages(r.Edition()) {
		o, err := cei.Overlay(r.Edition(), language)
		if err != nil {
			t.Fatal(err)
		}
		localized, _ := r.Localize(o)
		list = append(list, localized)
	}
	return list
}

// No two schemas have the same $id.
func TestIdentifiers(t *testing.T) {
	seen := make(map[string]string)
	all := schemas()
	r := cei.Latest()
	for _, r := range translations(t, r) {
		all["response in "+r.Language()] = schema.Response(r)
	}
	now, _ := garden(t)
	all["garden"] = schema.Response(now)
	for name, data := range all {
		var s struct {
			ID string `json:"$id"`
		}
		if err := json.Unmarshal(data, &s); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(s.ID, "https://github.com/waymark-go/waymark/schema/") || seen[s.ID] != "" {
			t.Errorf("%s and %q have the $id %s", name, seen[s.ID], s.ID)
		}
		seen[s.ID] = name
	}
}
