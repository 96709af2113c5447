package report_test

import (
	"io"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// A selection of competencies leaves out the strands and domains without any of them, in the
// sections on strands, levels, goals and change too.
func TestSelectedCompetenciesInStrands(t *testing.T) {
	const doc = `
format: rubric/1
id: circle
edition: "1"
title: Our reading circle
language: en
spectrum: {id: growth, stages: [{id: seed, title: Seed}, {id: tree, title: Tree}]}
strands:
  - {id: first, title: First strand, domains: [talk, walk]}
  - {id: second, title: Second strand, domains: [read, write]}
domains:
  - {id: talk, title: Talk, competencies: [{id: listening, title: Listening, level: 1}]}
  - {id: walk, title: Walk, competencies: [{id: walking, title: Walking, level: 1}]}
  - {id: read, title: Read, competencies: [{id: reading, title: Reading, level: 2}]}
  - {id: write, title: Write, competencies: [{id: writing, title: Writing, level: 1}]}
`
	r, err := rubric.Load("r.yaml", []byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	tally := reporttest.Tally(r, map[string]uint64{assess.AllRaters: 20}, map[string][][]uint64{assess.AllRaters: {{19, 1}, {5, 15}, {2, 18}, {7, 13}}})
	top, _ := r.Spectrum().Stage("tree")
	v := reporttest.Build(t, reporttest.Summarize(t, r, tally), assess.Internal(), &report.Options{
		Competencies: []string{"writing"},
		Targets:      map[string]spectrum.Stage{"first": top, "second": top},
	})
	if len(v.Strands.Rows) != 1 || v.Domains[v.Strands.Rows[0].Domains[0]].ID != "write" {
		t.Errorf("strands %+v of %d domains", v.Strands.Rows, len(v.Domains))
	}
	for name, write := range map[string]func(io.Writer) error{
		"text":  func(w io.Writer) error { return text.Write(w, v, nil) },
		"HTML":  func(w io.Writer) error { return html.Write(w, v, nil) },
		"guide": func(w io.Writer) error { return text.WriteGuide(w, v.Guide(), nil) },
	} {
		out, _, _ := strings.Cut(reporttest.Written(t, write), "About this report")
		for _, other := range []string{"First strand", "Talk", "Walk"} {
			if strings.Contains(out, other) {
				t.Errorf("%s mentions %s:\n%s", name, other, out)
			}
		}
	}
}
