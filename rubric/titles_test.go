package rubric_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

func TestDuplicateTitles(t *testing.T) {
	const layout = `format: rubric/1
id: circle
edition: "1"
title: Circle
language: en
constituencies: [{id: readers, title: Readers}, {id: hosts, title: %s}]
spectrum:
  id: growth
  stages: [{id: seed, title: Seed}, {id: tree, title: %s}]
domains:
  - id: talk
    code: "1"
    title: Talk
    competencies: [{id: listening, code: "1.1", title: We listen}, {id: asking, title: %s}]
  - id: reading
%s    title: %s
    competencies: [{id: choosing,%s title: %s}]
`
	one := func(path, code string) []string { return []string{path + " " + code} }
	const duplicate = "duplicate-title"
	tests := []struct {
		name                                                  string
		constituency, stage, competency, code, domain, number string
		other                                                 string
		want                                                  []string
	}{
		{"all differ", "Hosts", "Tree", "We ask", "", "Reading", "", "We choose", nil},
		{"stages", "Hosts", "Seed", "We ask", "", "Reading", "", "We choose", one("spectrum.stages[1].title", duplicate)},
		{"stages, folded", "Hosts", "“SÉED”", "We ask", "", "Reading", "", "We choose", one("spectrum.stages[1].title", duplicate)},
		{"constituencies", "Readers", "Tree", "We ask", "", "Reading", "", "We choose", one("constituencies[1].title", duplicate)},
		{"competencies of a domain", "Hosts", "Tree", "we  listen.", "", "Reading", "", "We choose", one("domains[0].competencies[1].title", duplicate)},
		{"competencies of two domains with codes", "Hosts", "Tree", "We ask", "", "Reading", ` code: "2.1",`, "We listen", nil},
		{"competencies of two domains without codes", "Hosts", "Tree", "We ask", "", "Reading", "", "We ask", nil},
		{"domains with codes", "Hosts", "Tree", "We ask", "    code: \"2\"\n", "Talk", "", "We choose", nil},
		{"domains, one without a code", "Hosts", "Tree", "We ask", "", "Talk", "", "We choose", one("domains[1].title", duplicate)},
		{"a stage and a constituency", "Seed", "Tree", "We ask", "", "Reading", "", "We choose", nil},
	}
	for _, tt := range tests {
		data := fmt.Sprintf(layout, tt.constituency, tt.stage, tt.competency, tt.code, tt.domain, tt.number, tt.other)
		_, err := rubric.Load("circle.yaml", []byte(data), nil)
		var got []string
		ps, _ := problem.Of(err)
		for _, p := range ps {
			got = append(got, p.Path+" "+string(p.Code))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A copied entry has one problem: its id.
func TestDuplicateEntryIsOneProblem(t *testing.T) {
	_, err := rubric.Load("circle.yaml", []byte(`format: rubric/1
id: circle
edition: "1"
title: Circle
language: en
spectrum:
  id: growth
  stages: [{id: seed, title: Seed}, {id: seed, title: Seed}]
domains:
  - {id: talk, title: Talk, competencies: [{id: listening, title: We listen}]}
`), nil)
	ps, _ := problem.Of(err)
	if len(ps) != 1 || ps[0].Code != problem.DuplicateID {
		t.Errorf("problems: %v", ps)
	}
}

// Translations that make two titles the same are reported and not shown.
func TestLocalizeKeepsTitlesApart(t *testing.T) {
	r := mustLoad(t, full)
	var stages []string
	for s := range r.Spectrum().Stages() {
		stages = append(stages, s.ID())
	}
	low, _ := r.Spectrum().Stage(stages[0])
	high, _ := r.Spectrum().Stage(stages[1])
	o := mustLoadOverlay(t, "o.yaml", fmt.Sprintf(`format: overlay/1
rubric: %s
language: es
official: false
texts:
  %s.title: {text: Árbol, hash: %s}
  %s.title: {text: arbol, hash: %s}
`, r.Ref(), low.ID(), rubric.TextHash(low.Title()), high.ID(), rubric.TextHash(high.Title())))
	local, problems := r.Localize(o)
	found := 0
	for _, p := range problems {
		if p.Code == problem.DuplicateTitle {
			found++
			if p.Path != `texts["`+high.ID()+`.title"]` || p.Pos.Line != 7 {
				t.Errorf("problem at %s %s", p.Pos, p.Path)
			}
		}
	}
	if found != 1 {
		t.Errorf("%d problems of titles: %v", found, problems)
	}
	first, _ := local.Spectrum().Stage(low.ID())
	second, _ := local.Spectrum().Stage(high.ID())
	if first.Title() != "Árbol" || second.Title() != high.Title() {
		t.Errorf("titles %q and %q", first.Title(), second.Title())
	}
	for text := range local.Texts() {
		if text.Key == high.ID()+".title" && text.Language != r.Language() {
			t.Errorf("language of the title is %s", text.Language)
		}
	}
}

// A title that is unreadable is one problem, although another part has it too.
func TestUnreadableTitles(t *testing.T) {
	long := strings.Repeat("long ", 400)
	for _, tt := range []struct{ first, second string }{{long, long}, {long + "a", long}} {
		doc := strings.NewReplacer("title: Seed,", `title: "`+tt.first+`",`, "title: Tree}", `title: "`+tt.second+`"}`).Replace(small)
		_, err := rubric.Load("r.yaml", []byte(doc), nil)
		ps, _ := problem.Of(err)
		if n := codes(ps); len(ps) == 0 || n[problem.DuplicateTitle] > 0 {
			t.Errorf("%.10q and %.10q: error %v", tt.first, tt.second, err)
		}
	}
}
