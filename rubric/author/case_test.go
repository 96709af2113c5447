package author_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

func TestReadCASE(t *testing.T) {
	r, omitted, err := author.ReadCASE("package.json", readFile(t, "package.case.json"), nil)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "package.case.yaml", written(t, r.WriteYAML))
	want := []string{
		"CFAssociations of the type isRelatedTo", "CFDefinitions.CFSubjects", "CFDocument.adoptionStatus", "CFRubricCriteria[].weight", "CFRubricCriterionLevels[].feedback",
	}
	if diff := cmp.Diff(want, omitted); diff != "" {
		t.Errorf("omitted (-want +got):\n%s", diff)
	}
}

// Without a CFRubric, the items are the competencies and the stages come from elsewhere.
func TestReadCASEItems(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(readFile(t, "package.case.json"), &doc); err != nil {
		t.Fatal(err)
	}
	delete(doc, "CFRubrics")
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := author.ReadCASE("items.json", data, nil); err == nil || !strings.Contains(err.Error(), "name the stages") {
		t.Errorf("without stages: %v", err)
	}
	stages := []rubric.StageEntry{{Title: rubric.TextEntry{Text: "Not yet"}}, {Title: rubric.TextEntry{Text: "Done"}}}
	r, _, err := author.ReadCASE("items.json", data, &author.CASEOptions{Document: rubric.EditionDocument{Spectrum: rubric.SpectrumEntry{Stages: stages}}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for c := range r.Competencies() {
		strand := ""
		if s := c.Domain().Strand(); s != nil {
			strand = s.Title()
		}
		got = append(got, fmt.Sprintf("%s|%s|%s %s", strand, c.Domain().Title(), c.Code(), c.Title()))
	}
	want := []string{"Ground|Soil|1.1 We make compost", "Ground|Soil|1.2 We cover the ground", "|Water|2.1 We collect rain"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("competencies (-want +got):\n%s", diff)
	}
}

// What package form writes is read back: the same titles, codes, stages and descriptors.
func TestReadCASEFromForm(t *testing.T) {
	for _, r := range []*rubric.Rubric{cei.Latest(), load(t, "garden1.yaml")} {
		data, _, err := form.CASE(r, &form.CASEOptions{Changed: "2026-01-02", Score: true})
		if err != nil {
			t.Fatal(err)
		}
		back, _, err := author.ReadCASE("case.json", data, &author.CASEOptions{Document: rubric.EditionDocument{ID: r.ID(), Edition: r.Edition(), Language: "en"}})
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := form.CASE(back, &form.CASEOptions{Score: true})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(withoutIDs(t, data), withoutIDs(t, again)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", r.Ref(), diff)
		}
		stages := func(r *rubric.Rubric) (titles []string) {
			for s := range r.Spectrum().Stages() {
				titles = append(titles, s.Title())
			}
			return titles
		}
		if !slices.Equal(stages(r), stages(back)) {
			t.Errorf("%s: stages %q", r.Ref(), stages(back))
		}
	}
}

// withoutIDs returns CASE without its identifiers, which depend on ids.
func withoutIDs(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	var remove func(v any)
	remove = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, key := range []string{"identifier", "uri", "rubricId", "rubricCriterionId"} {
				delete(v, key)
			}
			for _, inner := range v {
				remove(inner)
			}
		case []any:
			for _, inner := range v {
				remove(inner)
			}
		}
	}
	remove(v)
	return v
}

func TestReadCASERefuses(t *testing.T) {
	level := func(quality string) string { return `{"quality":"` + quality + `"}` }
	rubricOf := func(criteria string) string {
		return `{"title":"T","lastChangeDateTime":"2026-01-01T00:00:00Z","CFRubricCriteria":[` + criteria + `]}`
	}
	const rest = `"language":"en","lastChangeDateTime":"2026-01-01T00:00:00Z"}`
	for _, tt := range []struct{ name, doc, want string }{
		{"no JSON", `{`, "syntax"},
		{"a list", `[]`, "wrong-type"},
		{"another document", `{"format":"rubric/1"}`, "unknown-format"},
		{"no criteria", rubricOf(""), "too-few"},
		{"a text for criteria", `{"CFRubricCriteria":"x"}`, "wrong-type"},
		{"other levels", rubricOf(`{"category":"d","description":"a","CFRubricCriterionLevels":[` + level("A") + "," + level("B") + `]},{"category":"d","description":"b","CFRubricCriterionLevels":[` + level("C") + `]}`), "unknown-stage"},
		{"levels in another order", rubricOf(`{"category":"d","description":"a","CFRubricCriterionLevels":[` + level("A") + "," + level("B") + `]},{"category":"d","description":"b","CFRubricCriterionLevels":[` + level("B") + "," + level("A") + `]}`), "stage-order"},
		{"one level", rubricOf(`{"category":"d","description":"a","CFRubricCriterionLevels":[` + level("A") + `]}`), "missing-key too-few"},
		{"two rubrics", `{"CFRubrics":[{"title":"A"},{"title":"B"}]}`, "bad-value"},
		{"no items", `{"CFDocument":{"title":"T",` + rest + `}`, "too-few"},
		{"an item twice", `{"CFDocument":{"title":"T",` + rest + `,"CFItems":[{"identifier":"a"},{"identifier":"a"}]}`, "duplicate-id"},
		{"a cycle", `{"CFDocument":{"title":"T",` + rest + `,"CFItems":[{"identifier":"a"},{"identifier":"b"}],"CFAssociations":[` +
			`{"associationType":"isChildOf","originNodeURI":{"identifier":"a"},"destinationNodeURI":{"identifier":"b"}},` +
			`{"associationType":"isChildOf","originNodeURI":{"identifier":"b"},"destinationNodeURI":{"identifier":"a"}}]}`, "bad-value"},
	} {
		_, _, err := author.ReadCASE("c.json", []byte(tt.doc), nil)
		problems, ok := problem.Of(err)
		var codes []string
		for _, p := range problems {
			codes = append(codes, string(p.Code))
			if p.Pos.Line == 0 {
				t.Errorf("%s: %v has no position", tt.name, p)
			}
		}
		if got := strings.Join(codes, " "); !ok || got != tt.want {
			t.Errorf("%s: %s, want %s (%v)", tt.name, got, tt.want, err)
		}
	}
}

// FuzzReadCASE checks that a rubric that is read loads when it is written.
func FuzzReadCASE(f *testing.F) {
	f.Add(readFile(f, "package.case.json"))
	data, _, err := form.CASE(load(f, "garden1.yaml"), &form.CASEOptions{Changed: "2026-01-02"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(data))
	stages := []rubric.StageEntry{{Title: rubric.TextEntry{Text: "Not yet"}}, {Title: rubric.TextEntry{Text: "Done"}}}
	opt := &author.CASEOptions{Document: rubric.EditionDocument{ID: "x", Edition: "1", Language: "en", Spectrum: rubric.SpectrumEntry{Stages: stages}}}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, _, err := author.ReadCASE("c.json", data, opt)
		if err != nil {
			if _, ok := problem.Of(err); !ok {
				t.Errorf("%v is not a list of problems", err)
			}
			return
		}
		back, err := rubric.Load("r.yaml", written(t, r.WriteYAML), nil)
		if err != nil || back.Ref() != r.Ref() {
			t.Errorf("not the same rubric: %v", err)
		}
	})
}
