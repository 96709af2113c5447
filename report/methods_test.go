package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func methodNames(v *report.View) []string {
	var names []string
	for _, m := range v.Methods.Items {
		names = append(names, m.Name)
	}
	return names
}

// The methods are those of the results that the report shows.
func TestMethodsFollowTheReport(t *testing.T) {
	every := []string{"Middle rating", "At a stage or above"}
	last := []string{"Agreement among raters", "What is not shown", "Rounding"}
	with := func(middle ...string) []string {
		before := append(append([]string(nil), every...), middle...)
		return append(before, last...)
	}
	whole := everyOption(t, cei.Latest(), assess.Public(), report.Options{})
	want := []string{
		"Middle rating", "At a stage or above", "Agreement", "Strengths and growing edges", "Differences between groups", "Domains",
		"If each group counted the same", "Agreement among raters", "Since last time", "What the team agreed", "Goals",
		"What is not shown", "Rounding",
	}
	if diff := cmp.Diff(want, methodNames(whole)); diff != "" {
		t.Errorf("everything (-want +got):\n%s", diff)
	}
	for _, tt := range []struct {
		sections []report.Section
		groups   []string
		want     []string
	}{
		{sections: []report.Section{report.SectionMethods}, want: with()},
		{sections: []report.Section{report.SectionMethods, report.SectionEdges}, want: with("Strengths and growing edges")},
		{sections: []report.Section{report.SectionMethods, report.SectionDomains}, want: with("Agreement", "If each group counted the same")},
		{sections: []report.Section{report.SectionMethods, report.SectionOverview}, groups: []string{"family", "leader"}, want: with("Differences between groups", "Domains")},
		{sections: []report.Section{report.SectionMethods, report.SectionOverview}, groups: []string{"family"}, want: with("Domains")},
	} {
		opt := whole.Options
		opt.Sections, opt.Constituencies = tt.sections, tt.groups
		v, err := report.Build(whole.Published, &opt)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, methodNames(v)); diff != "" {
			t.Errorf("%v of %v (-want +got):\n%s", tt.sections, tt.groups, diff)
		}
	}
}

// The complete policy is stated in plain words, at the head and in the methods.
func TestPolicyInPlainWords(t *testing.T) {
	s := reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson")
	const (
		small   = "groups of fewer than %d people are not shown"
		alike   = "If fewer than 2 of a group’s answers to something differ from all its other answers to it, nobody’s answers to it are shown."
		rounded = "Counts are rounded to the nearest multiple of 5."
	)
	for _, tt := range []struct {
		policy assess.Policy
		want   []string
		not    []string
	}{
		{assess.Policy{}, []string{fmt.Sprintf(small, 10)}, []string{alike, rounded}},
		{assess.Policy{MinGroup: 12, MinOutside: 2}, []string{fmt.Sprintf(small, 12), alike}, []string{rounded}},
		{assess.Policy{RoundTo: 5}, []string{fmt.Sprintf(small, 10), rounded}, []string{alike}},
		{assess.Policy{MinGroup: 1, MinOutside: 2, RoundTo: 5}, []string{"every group is shown", alike, rounded}, []string{"not shown"}},
		{assess.Policy{RoundTo: 1}, []string{fmt.Sprintf(small, 10)}, []string{"rounded"}},
	} {
		v := build(t, s, tt.policy, nil)
		var methods string
		for _, m := range v.Methods.Items {
			methods += m.Text + " "
		}
		for _, want := range tt.want {
			if !strings.Contains(v.Head.Policy, want) {
				t.Errorf("%+v: %q does not say %q", tt.policy, v.Head.Policy, want)
			}
		}
		for _, not := range tt.not {
			if strings.Contains(v.Head.Policy, not) {
				t.Errorf("%+v: %q says %q", tt.policy, v.Head.Policy, not)
			}
		}
		for _, rule := range []string{alike, rounded} {
			if strings.Contains(methods, rule) != strings.Contains(v.Head.Policy, rule) {
				t.Errorf("%+v: the head and the methods differ on %q", tt.policy, rule)
			}
		}
	}
}

// If a competency has changed, the note of the crosswalk is next to it, in the language of
// the crosswalk.
func TestCrosswalkNotes(t *testing.T) {
	before := newRubric(t, 4, 2, 1, 4, nil)
	after := newRubric(t, 4, 2, 1, 6, func(doc *rubric.EditionDocument) { doc.Edition = "2" })
	x, err := rubric.LoadCrosswalk("x.yaml", []byte(`format: crosswalk/1
from: test@1
to: test@2
competencies:
  - {from: [c-1-1], to: [c-1-1], relation: same, comparable: fully, note: A comma less}
  - {from: [c-1-2], to: [c-1-2], relation: reworded, comparable: partly, note: It now speaks of families}
  - {from: [c-1-3], to: [c-1-3, c-1-4], relation: split, comparable: not, note: Two things were one}
  - {from: [c-1-4], to: [c-1-5], relation: reworded, comparable: not, note: Another question.}
  - {to: [c-1-6], relation: added, comparable: not}
`), before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	was := published(t, summary(t, before, randomTally(before, 1, 40, 30)), assess.Public())
	now := published(t, summary(t, after, randomTally(after, 2, 40, 30)), assess.Public())
	p, err := assess.Compare(was, now, x)
	if err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(now, &report.Options{Progress: p, Language: "es"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"", "", "It now speaks of families.", "Two things were one.", "Two things were one.", "Another question.", ""}
	for i, row := range v.Progress.Rows {
		var got string
		for _, part := range row.Why {
			if part.Language == "en" {
				got += part.Text
			}
		}
		if got != want[i] {
			t.Errorf("%s: the note is %q in %v, want %q", row.Label, got, row.Why, want[i])
		}
		if want[i] == "" {
			continue
		}
		for _, f := range formats[:3] {
			if !strings.Contains(output(t, v, f.write), strings.TrimSuffix(want[i], ".")) {
				t.Errorf("%s does not say %q", f.name, want[i])
			}
		}
	}
}
