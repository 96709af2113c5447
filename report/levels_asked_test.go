package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/rubric"
)

// A group that is asked nothing of a level is said not to be asked.
func TestLevelsNotAsked(t *testing.T) {
	const doc = `
format: rubric/1
id: circle
edition: "1"
title: Our reading circle
language: en
constituencies: [{id: student, title: Students}, {id: family, title: Families}, {id: guest, title: Guests}]
spectrum: {id: growth, stages: [{id: seed, title: Seed}, {id: tree, title: Tree}]}
domains:
  - id: talk
    title: Talk
    competencies:
      - {id: listening, title: Listening, level: 1, asked: [student]}
      - {id: asking, title: Asking, level: 2, asked: [student, family]}
      - {id: waiting, title: Waiting}
`
	r, err := rubric.Load("r.yaml", []byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	var tally assess.Tally
	for group, ratings := range map[string]map[string]assess.RatingEntry{
		"student": {"listening": {Stage: "tree"}, "asking": {Stage: "tree"}},
		"family":  {"asking": {Stage: "tree"}},
		"guest":   {},
	} {
		resp, err := assess.NewResponse(r, assess.ResponseDocument{ID: group, Constituency: group, Ratings: ratings})
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			if err := tally.Add(resp); err != nil {
				t.Fatal(err)
			}
		}
	}
	v := reporttest.Build(t, reporttest.Summarize(t, r, &tally), assess.Internal(), nil)
	var got [][]string
	for _, row := range v.Levels.Groups {
		cells := []string{row.ID, row.Reached}
		for _, c := range row.Cells {
			cells = append(cells, c.Text+"/"+c.Detail)
		}
		got = append(got, cells)
	}
	want := [][]string{
		{"student", "Level 2", "Reached/1 of 1 in place", "Reached/1 of 1 in place"},
		{"family", "Level 2", "Not asked/", "Reached/1 of 1 in place"},
		{"guest", "Not asked", "Not asked/", "Not asked/"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
