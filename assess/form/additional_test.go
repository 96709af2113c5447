package form_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
)

const shared = `
format: rubric/1
id: circle
edition: "2026"
title: Our reading circle
language: en
spectrum: {id: growth, stages: [{id: seed, title: Seed}, {id: tree, title: Tree}]}
domains:
  - id: talk
    title: Talk
    references: [{framework: State priorities, id: "3"}]
    competencies:
      - id: listening
        title: Engagement
        guidance: [Think of last week.]
        links: [{title: More, url: "https://example.org"}]
        references:
          - {framework: NIST CSF 2.0, id: GV.OC-01, relation: narrower}
          - {framework: CASE, id: 9a2f2c3c-4a45-11ee-be56-0242ac120002, title: Listens}
  - id: read
    title: Read
    competencies:
      - {id: reading, title: engagement!}
`

func sharedTitles(t *testing.T) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load("r.yaml", []byte(shared), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCASECarriesReferences(t *testing.T) {
	data, losses, err := form.CASE(sharedTitles(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		CFRubricCriteria []struct {
			CFItemURI  map[string]string
			Extensions map[string]any
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	first, second := doc.CFRubricCriteria[0], doc.CFRubricCriteria[1]
	item := map[string]string{
		"title": "Listens", "identifier": "9a2f2c3c-4a45-11ee-be56-0242ac120002", "uri": "urn:uuid:9a2f2c3c-4a45-11ee-be56-0242ac120002",
	}
	if diff := cmp.Diff(item, first.CFItemURI); diff != "" {
		t.Error(diff)
	}
	extensions := map[string]any{
		"guidance": []any{"Think of last week."},
		"links":    []any{map[string]any{"title": "More", "url": "https://example.org"}},
		"references": []any{
			map[string]any{"framework": "NIST CSF 2.0", "id": "GV.OC-01", "relation": "narrower"},
			map[string]any{"framework": "State priorities", "id": "3"},
		},
	}
	if diff := cmp.Diff(extensions, first.Extensions); diff != "" {
		t.Error(diff)
	}
	if second.CFItemURI != nil || second.Extensions != nil {
		t.Errorf("a criterion without references has %+v", second)
	}
	for _, l := range losses {
		if l.Reason == form.OmissionText || l.Reason == form.OmissionStructure {
			t.Errorf("loss %+v", l)
		}
	}
}

// Forms distinguish competencies with the same title by their domain, and sheets are read back.
func TestSharedTitlesInForms(t *testing.T) {
	r := sharedTitles(t)
	sheet, err := form.EmptySheet(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Engagement (Talk),engagement! (Read)\n"; !strings.HasSuffix(string(sheet), want) {
		t.Errorf("headers %s, want %s", sheet, want)
	}
	for p, err := range assess.CSV(r, "a.csv", strings.NewReader(string(sheet)+"r1,,,,seed,tree\n"), nil) {
		if err != nil {
			t.Fatal(err)
		}
		c, _ := r.Competency("reading")
		if s, _ := p.Stage(c); s.ID() != "tree" {
			t.Errorf("reading is at %s", s)
		}
	}
	survey, losses, err := form.SurveyJS(r, nil)
	if err != nil || !strings.Contains(string(survey), "Engagement (Talk)") || !strings.Contains(string(survey), "engagement! (Read)") {
		t.Errorf("survey (error %v)\n%s", err, survey)
	}
	told := false
	for _, l := range losses {
		told = told || l.Reason == form.OmissionStructure && l.Where[0] == "references"
	}
	if !told {
		t.Errorf("the losses do not name the references: %v", losses)
	}
}
