package report_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/spectrum"
)

// TestGoalOfADomainWithoutRatings sets goals for everything, where nobody rated one domain and
// one competency of another. These rows say that there is nothing to compare, and the ratings of the
// others count for everything together.
func TestGoalOfADomainWithoutRatings(t *testing.T) {
	r := newRubric(t, 4, 0, 3, 2, nil)
	ta := tally(r, map[string]uint64{"": 20}, map[string][][]uint64{"": {
		{0, 20, 0, 0},
		{0, 0, 0, 0},
		{0, 0, 0, 0},
		{0, 0, 0, 0},
		{0, 0, 20, 0},
		{0, 0, 20, 0},
	}})
	after := published(t, summary(t, r, ta), assess.Internal())
	goal := stage(t, r, "stage-3")
	build := func(targets map[string]spectrum.Stage) map[string]string {
		v, err := report.Build(after, &report.Options{Targets: targets})
		if err != nil {
			t.Fatal(err)
		}
		rows := make(map[string]string)
		for _, g := range v.Targets.Items {
			if g.Hidden {
				t.Errorf("%q is hidden", g.ID)
			}
			rows[g.ID] = strings.Join([]string{g.Current.Text.String(), g.Distance, g.Reached}, "; ")
		}
		return rows
	}
	got := build(map[string]spectrum.Stage{"": goal, "c-1-2": goal, "c-2-1": goal})
	want := map[string]string{
		"":         "Stage 3; Reached; 40 of 60 ratings are at the goal or above.",
		"domain-1": "Stage 2; One stage to go; 0 of 20 ratings are at the goal or above.",
		"c-1-2":    "–; –; –",
		"domain-2": "–; –; –",
		"c-2-1":    "–; –; –",
		"domain-3": "Stage 3; Reached; 40 of 40 ratings are at the goal or above.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	// A goal for one domain alone gives one row.
	got = build(map[string]spectrum.Stage{"domain-2": goal})
	if ids := slices.Sorted(maps.Keys(got)); !slices.Equal(ids, []string{"domain-2"}) || got["domain-2"] != "–; –; –" {
		t.Errorf("rows %v", got)
	}
}

// TestGoalWithoutRounding compares waves whose policies round to one and not at all, which is
// the same.
func TestGoalWithoutRounding(t *testing.T) {
	r := newRubric(t, 4, 2, 2, 2, nil)
	s := summary(t, r, randomTally(r, 1, 20, 30))
	for _, tt := range []struct{ before, after int }{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {3, 2}} {
		policy := func(roundTo int) assess.Policy {
			p := assess.Public()
			p.RoundTo = roundTo
			return p
		}
		before, after := published(t, s, policy(tt.before)), published(t, s, policy(tt.after))
		p, err := assess.Compare(before, after, nil)
		if err != nil {
			t.Errorf("%d to %d: %v", tt.before, tt.after, err)
			continue
		}
		if _, err := report.Build(after, &report.Options{Progress: p}); err != nil {
			t.Errorf("%d to %d: %v", tt.before, tt.after, err)
		}
	}
}

// TestRoundToOneSaysNothing writes reports with a policy that rounds to one. They are as
// without rounding.
func TestRoundToOneSaysNothing(t *testing.T) {
	r := newRubric(t, 4, 2, 2, 2, nil)
	s := summary(t, r, randomTally(r, 1, 27, 33))
	pages := func(roundTo int) (pages []string) {
		p := assess.Public()
		p.RoundTo = roundTo
		v := build(t, s, p, nil)
		for _, f := range formats[:3] {
			pages = append(pages, output(t, v, f.write))
		}
		return pages
	}
	if diff := cmp.Diff(pages(0), pages(1)); diff != "" {
		t.Errorf("pages (-rounding to 0 +to 1):\n%s", diff)
	}
}

// TestDifferencesOfTheSameSize gives two competencies the same difference at two stages. The
// lowest stage is named, and the competencies are in printed order.
func TestDifferencesOfTheSameSize(t *testing.T) {
	r := newRubric(t, 4, 2, 1, 3, nil)
	ta := tally(r, map[string]uint64{"group-1": 20, "group-2": 20}, map[string][][]uint64{
		"group-1": {{20, 0, 0, 0}, {20, 0, 0, 0}, {0, 20, 0, 0}},
		"group-2": {{0, 0, 20, 0}, {0, 0, 20, 0}, {0, 0, 0, 20}},
	})
	v := build(t, summary(t, r, ta), assess.Internal(), nil)
	var got []string
	for _, d := range v.Differences.Items {
		got = append(got, d.Competency+" "+d.Stage)
	}
	want := []string{"c-1-1 stage-2", "c-1-2 stage-2", "c-1-3 stage-3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
}
