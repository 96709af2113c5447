package assess_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

const garden = `
format: rubric/1
id: garden
edition: "1"
title: Garden
language: en
spectrum:
  id: growth
  stages: [{id: seed, title: A}, {id: sprout, title: A+}, {id: average, title: Average}]
domains:
  - id: beds
    title: Beds
    competencies:
      - {id: planting, code: "1", title: Date}
      - {id: water, code: "2", title: Email, descriptors: {average: Water when it is dry.}}
      - {id: soil, code: "3", title: Evidence}
`

// The titles of a rubric can be words that have another meaning by default.
func TestCSVOwnRubric(t *testing.T) {
	r, err := rubric.Load("garden.yaml", []byte(garden), nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, in string
		want     []string
	}{
		{"no constituencies, codes", "id,1,2\nr,A,A+\n", []string{`{"format":"response/1","rubric":"garden@1","id":"r","ratings":{"planting":"seed","water":"sprout"}}`}},
		{"title over noise", "id,Email,Evidence\nr,seed,sprout\n", []string{`{"format":"response/1","rubric":"garden@1","id":"r","ratings":{"soil":"sprout","water":"seed"}}`}},
		{"title like a field", "id,Date\nr,seed\n", []string{"1:4: ambiguous-column: Date", "1:4: not-read"}},
		{"question number like a code", "id,3. Email\nr,seed\n", []string{"1:4: ambiguous-column: 3. Email", "1:4: not-read"}},
		{"number of no code", "id,7. Email\nr,seed\n", []string{`{"format":"response/1","rubric":"garden@1","id":"r","ratings":{"water":"seed"}}`}},
		{"constituency", "id,role,2\nr,family,A\n", []string{"1:4: unknown-column: role", "1:4: not-read"}},
		{"stage that starts a row of totals", "2,1\nAverage,A\n", []string{`{"format":"response/1","rubric":"garden@1","id":"row-2","ratings":{"planting":"seed","water":"average"}}`}},
		{"descriptor", "id,2\nr,Average: water when it is dry\n", []string{`{"format":"response/1","rubric":"garden@1","id":"r","ratings":{"water":"average"}}`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := collect(t, assess.CSV(r, "s", strings.NewReader(tt.in), nil))
			if diff := cmp.Diff(tt.want, got.lines); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCSVLimits(t *testing.T) {
	long := strings.Repeat("x", 300)
	in := "id,role,4.3,4.3 note\n1,family,maturing," + long + "\n2,family,maturing,\"" + long + "\"\n3,family,maturing,\n"
	got := collect(t, assess.CSV(cei.Latest(), "s", strings.NewReader(in), &assess.ReadOptions{Limits: assess.ResponseLimits{Bytes: 200}}))
	if diff := cmp.Diff([]string{"2:1: too-large", "3:1: too-large", "R"}, codes(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	in = "id,role,competency,rating\n" + strings.Repeat("1,family,4.3,maturing\n", 20) + "2,family,4.3,maturing\n"
	got = collect(t, assess.CSV(cei.Latest(), "s", strings.NewReader(in), &assess.ReadOptions{Limits: assess.ResponseLimits{Bytes: 60}}))
	if diff := cmp.Diff([]string{"3:10: duplicate-rating: competency", "4:1: too-large", "R"}, codes(got)); diff != "" {
		t.Errorf("long (-want +got):\n%s", diff)
	}
	in = "id,role,4.3,4.3 note\n1,family,maturing," + strings.Repeat("é", 20_001) + "\n" + strings.Repeat("y", 201) + ",family,,\n"
	got = collect(t, assess.CSV(cei.Latest(), "s", strings.NewReader(in), nil))
	if diff := cmp.Diff([]string{"2:19: too-long: 4.3 note", "3:1: too-long: id"}, codes(got)); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}
