package rubric_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

const additional = `
format: rubric/1
id: circle
edition: "1"
title: Our reading circle
language: en
spectrum: {id: growth, stages: [{id: seed, title: Seed}, {id: tree, title: Tree}]}
domains:
  - id: talk
    title: Talk
    guidance: [Ask two people.]
    links: [{title: How to talk, url: "https://example.org/talk"}]
    references: [{framework: State priorities, id: "3"}]
    competencies:
      - id: listening
        title: We listen
        guidance: [Think of last week., Then of last year.]
        links:
          - {title: Write to us, url: "mailto:team@example.org"}
        references:
          - {framework: NIST CSF 2.0, id: GV.OC-01, relation: narrower, title: Mission, url: "https://example.org/nist"}
          - {framework: CASE, id: 9a2f2c3c-4a45-11ee-be56-0242ac120002, relation: exact}
      - {id: asking, title: We ask}
  - id: read
    title: Read
    competencies:
      - {id: reading, title: We read, references: [{framework: nist csf 2.0, id: GV.OC-02}]}
`

func mustLoadText(t *testing.T, text string) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load("r.yaml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAdditionalData(t *testing.T) {
	r := mustLoadText(t, additional)
	c, _ := r.Competency("listening")
	if got := slices.Collect(c.Guidance()); !slices.Equal(got, []string{"Think of last week.", "Then of last year."}) {
		t.Errorf("guidance %q", got)
	}
	if got := slices.Collect(c.Links()); !slices.Equal(got, []rubric.Link{{Title: "Write to us", URL: "mailto:team@example.org"}}) {
		t.Errorf("links %v", got)
	}
	want := []rubric.Reference{
		{Framework: "NIST CSF 2.0", ID: "GV.OC-01", Relation: rubric.NarrowerReference, Title: "Mission", URL: "https://example.org/nist"},
		{Framework: "CASE", ID: "9a2f2c3c-4a45-11ee-be56-0242ac120002", Relation: rubric.ExactReference},
	}
	if diff := cmp.Diff(want, slices.Collect(c.References())); diff != "" {
		t.Error(diff)
	}
	if got := slices.Collect(r.Frameworks()); !slices.Equal(got, []string{"State priorities", "NIST CSF 2.0", "CASE"}) {
		t.Errorf("frameworks %q", got)
	}
	var keys []string
	for text := range r.Texts() {
		if strings.HasPrefix(text.Key, "listening.") {
			keys = append(keys, text.Key)
		}
	}
	if want := []string{"listening.title", "listening.guidance[0]", "listening.guidance[1]", "listening.links[0].title", "listening.references[0].title"}; !slices.Equal(keys, want) {
		t.Errorf("keys %q", keys)
	}
}

func TestAligned(t *testing.T) {
	r := mustLoadText(t, additional)
	for _, tt := range []struct {
		framework string
		ids       []string
		want      string
	}{
		{"State priorities", nil, "listening asking"},
		{"NIST CSF 2.0", nil, "listening reading"},
		{"Nist Csf 2.0", []string{"gv.oc-01"}, "listening"},
		{"NIST CSF 2.0", []string{"GV.OC-02", "GV.OC-01"}, "listening reading"},
		{"NIST CSF 2.0", []string{"GV"}, ""},
		{"NIST", nil, ""},
	} {
		var ids []string
		for c := range r.Aligned(tt.framework, tt.ids...) {
			ids = append(ids, c.ID())
		}
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("aligned with %s %v: %s, want %s", tt.framework, tt.ids, got, tt.want)
		}
	}
}

func TestAdditionalProblems(t *testing.T) {
	for _, tt := range []struct {
		old, new string
		code     problem.Code
	}{
		{"https://example.org/talk", "javascript:alert(1)", problem.BadFormat},
		{"https://example.org/talk", "data:text/html,a", problem.BadFormat},
		{"https://example.org/talk", "//example.org", problem.BadFormat},
		{"https://example.org/nist", "mailto:a@example.org", problem.BadFormat},
		{"relation: narrower", "relation: narrow", problem.BadValue},
		{", id: GV.OC-02", "", problem.MissingKey},
		{`{title: How to talk, url: "https://example.org/talk"}`, "https://example.org/talk", problem.WrongType},
		{"framework: CASE, id: 9a2f2c3c-4a45-11ee-be56-0242ac120002", "framework: nist csf 2.0, id: gv.oc-01", problem.DuplicateReference},
	} {
		_, err := rubric.Load("r.yaml", []byte(strings.Replace(additional, tt.old, tt.new, 1)), nil)
		ps, _ := problem.Of(err)
		if len(ps) != 1 || ps[0].Code != tt.code {
			t.Errorf("%s: problems %v, want one %s", tt.new, ps, tt.code)
		}
	}
}

func TestDiffOfAdditionalData(t *testing.T) {
	edit := strings.NewReplacer(
		"Think of last week.", "Think of this week.",
		", Then of last year.", "",
		"https://example.org/talk", "https://example.org/talking",
		"relation: narrower", "relation: broader",
		"{framework: CASE, id: 9a2f2c3c-4a45-11ee-be56-0242ac120002, relation: exact}", "{framework: ISO 27001, id: A.5.1}",
		"title: Write to us", "title: Write",
	)
	got := rubric.Diff(mustLoadText(t, additional), mustLoadText(t, edit.Replace(additional)))
	want := []rubric.EditionChange{
		{Kind: rubric.TextReworded, Key: "listening.guidance[0]", Before: "Think of last week.", After: "Think of this week."},
		{Kind: rubric.TextReworded, Key: "listening.links[0].title", Before: "Write to us", After: "Write"},
		{Kind: rubric.PartDropped, Key: "listening.guidance[1]", Before: "Then of last year."},
		{Kind: rubric.LinkChanged, Key: "talk.links[0]", Before: "https://example.org/talk", After: "https://example.org/talking"},
		{Kind: rubric.LinkChanged, Key: "listening.references", Before: "NIST CSF 2.0 GV.OC-01, narrower, https://example.org/nist", After: "NIST CSF 2.0 GV.OC-01, broader, https://example.org/nist"},
		{Kind: rubric.PartAdded, Key: "listening.references", After: "ISO 27001 A.5.1"},
		{Kind: rubric.PartDropped, Key: "listening.references", Before: "CASE 9a2f2c3c-4a45-11ee-be56-0242ac120002, exact"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
