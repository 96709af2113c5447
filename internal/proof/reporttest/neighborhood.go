package reporttest

import (
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Neighborhood returns the rubric that has everything a rubric file can say about who is asked
// what, levels, lists in texts, guidance, links, references and keys of one's own, in English or,
// with "es", in Spanish.
func Neighborhood(t testing.TB, language string) *rubric.Rubric {
	t.Helper()
	return Translated(t, "neighborhood", language)
}

// NeighborhoodView is a report on the rubric of [Neighborhood]. One of its constituencies is
// too small to be shown, so another one is hidden with it. It has goals and numbers of people invited.
func NeighborhoodView(t testing.TB, language string) *report.View {
	t.Helper()
	r := Neighborhood(t, language)
	// By competency, how many raters of each stage.
	counts := map[string][][]uint64{
		"child":    {{2, 4, 9, 9}, nil, {5, 9, 6, 3}, {10, 8, 4, 2}, nil, nil, {1, 3, 12, 8}, {2, 2, 8, 12}},
		"parent":   {{3, 7, 12, 7}, {8, 10, 9, 3}, {6, 12, 9, 2}, {4, 8, 12, 5}, {9, 12, 6, 2}, nil, {2, 6, 14, 8}, {4, 9, 11, 6}},
		"neighbor": {{2, 8, 18, 12}, {6, 12, 14, 6}, {4, 14, 14, 6}, {6, 12, 15, 7}, {10, 15, 9, 4}, {16, 12, 8, 2}, {3, 9, 17, 11}, nil},
		"staff":    {{0, 1, 3, 9}, {1, 3, 6, 3}, {0, 2, 7, 4}, {0, 2, 5, 6}, {1, 5, 5, 2}, {2, 4, 5, 2}, {0, 1, 4, 8}, nil},
		"shop":     {{1, 1, 1, 0}, {1, 1, 1, 0}, {0, 2, 1, 0}, {1, 1, 1, 0}, {2, 1, 0, 0}, {1, 1, 0, 1}, {0, 1, 2, 0}, nil},
	}
	people := map[string]uint64{"child": 24, "parent": 30, "neighbor": 40, "staff": 13, "shop": 3}
	for _, rows := range counts {
		for i := range rows {
			if rows[i] == nil {
				rows[i] = make([]uint64, r.Spectrum().Len())
			}
		}
	}
	summary, err := Tally(r, people, counts).Summarize(r, &assess.SummaryOptions{
		LevelStage: "steady",
		Invited:    assess.Invitations{"child": 60, "parent": 75, "neighbor": 200, "staff": 15, "shop": 9},
	})
	if err != nil {
		t.Fatal(err)
	}
	return Build(t, summary, assess.Policy{}, &report.Options{
		Organization: "Friends of the park", Date: "2026-10",
		Targets: map[string]spectrum.Stage{"together": Stage(t, r, "steady"), "care": Stage(t, r, "lasting")},
	})
}
