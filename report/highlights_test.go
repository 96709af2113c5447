package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
)

func labels(hs report.HighlightList) []string {
	var out []string
	for _, h := range hs.Items {
		out = append(out, strings.TrimPrefix(h.Label.String(), "Competency c-1-"))
	}
	return out
}

// highlightsTest has the highlights of a rubric on four stages. Each row has the counts of a
// competency, and the wanted results are numbers of competencies, from 1.
type highlightsTest struct {
	name             string
	min              int
	rows             [][]uint64
	strengths, edges []string
	emptyStrengths   string // how the sentences begin
	emptyEdges       string
}

func testHighlights(t *testing.T, tests []highlightsTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRubric(t, 4, 0, 1, len(tt.rows), nil)
			ta := tally(r, map[string]uint64{"": 21}, map[string][][]uint64{"": tt.rows})
			v := build(t, summary(t, r, ta), assess.Policy{MinGroup: tt.min}, nil)
			if diff := cmp.Diff(tt.strengths, labels(v.Strengths)); diff != "" {
				t.Errorf("strengths (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.edges, labels(v.Edges)); diff != "" {
				t.Errorf("growing edges (-want +got):\n%s", diff)
			}
			for _, check := range []struct{ want, got string }{{tt.emptyStrengths, v.Strengths.Empty.String()}, {tt.emptyEdges, v.Edges.Empty.String()}} {
				if !strings.HasPrefix(check.got, check.want) || (check.want == "") != (check.got == "") {
					t.Errorf("in place of a list: %q, want %q", check.got, check.want)
				}
			}
		})
	}
}

func TestHighlightsAreOrdered(t *testing.T) {
	testHighlights(t, []highlightsTest{
		{
			name: "by median", min: 10,
			rows:      [][]uint64{{20, 0, 0, 0}, {0, 0, 20, 0}, {0, 20, 0, 0}, {0, 0, 0, 20}},
			strengths: []string{"4"}, edges: []string{"1"},
		},
		{
			name: "a median between two stages is above the lower", min: 10,
			rows:      [][]uint64{{0, 20, 0, 0}, {0, 10, 10, 0}},
			strengths: []string{"2"}, edges: []string{"1"},
		},
		{
			name: "equal medians, by the upper half", min: 10,
			rows:      [][]uint64{{0, 15, 5, 0}, {0, 11, 9, 0}},
			strengths: []string{"2"}, edges: []string{"1"},
		},
		{
			name: "then by the highest stage", min: 10,
			rows:      [][]uint64{{0, 12, 8, 0}, {0, 12, 0, 8}},
			strengths: []string{"2"}, edges: []string{"1"},
		},
		{
			name: "then by the lowest", min: 10,
			rows:      [][]uint64{{8, 12, 0, 0}, {0, 20, 0, 0}},
			strengths: []string{"2"}, edges: []string{"1"},
		},
	})
}

func TestHighlightsAreFew(t *testing.T) {
	testHighlights(t, []highlightsTest{
		{
			name: "a third at most", min: 10,
			rows: [][]uint64{
				{20, 0, 0, 0},
				{0, 20, 0, 0},
				{0, 18, 2, 0},
				{0, 15, 5, 0},
				{0, 11, 9, 0},
				{0, 0, 20, 0},
				{0, 0, 15, 5},
				{0, 0, 0, 20},
			},
			strengths: []string{"8", "7"}, edges: []string{"1", "2"},
		},
		{
			name: "the middle one is neither", min: 10,
			rows:      [][]uint64{{0, 20, 0, 0}, {0, 0, 20, 0}, {0, 0, 0, 20}},
			strengths: []string{"3"}, edges: []string{"1"},
		},
		{
			name: "five at most, equals in the rubric's order", min: 10,
			rows:      slices.Concat(slices.Repeat([][]uint64{{0, 20, 0, 0}}, 9), slices.Repeat([][]uint64{{0, 0, 20, 0}}, 9)),
			strengths: []string{"10", "11", "12", "13", "14"}, edges: []string{"1", "2", "3", "4", "5"},
		},
	})
}

func TestNothingStandsOut(t *testing.T) {
	testHighlights(t, []highlightsTest{
		{
			name: "all alike", min: 10,
			rows:           [][]uint64{{0, 20, 0, 0}, {0, 10, 0, 0}, {0, 15, 0, 0}},
			emptyStrengths: "Nothing stands out: people see all", emptyEdges: "Nothing stands out: people see all",
		},
		{
			name: "equals where the lists meet are in neither", min: 10,
			rows:      [][]uint64{{0, 20, 0, 0}, {0, 20, 0, 0}, {0, 20, 0, 0}, {0, 20, 0, 0}, {0, 20, 0, 0}, {0, 0, 20, 0}},
			strengths: []string{"6"}, emptyEdges: "Nothing stands out: people see most",
		},
		{
			name: "and not only at the lowest stage", min: 10,
			rows:           [][]uint64{{0, 20, 0, 0}, {0, 20, 0, 0}, {0, 20, 0, 0}, {0, 20, 0, 0}, {0, 20, 0, 0}, {20, 0, 0, 0}},
			emptyStrengths: "Nothing stands out: people see most", edges: []string{"6"},
		},
		{
			name: "too few rated", min: 10,
			rows:           [][]uint64{{0, 20, 0, 0}, {0, 0, 9, 0}, {0, 0, 0, 0}},
			emptyStrengths: "It is too early to say", emptyEdges: "It is too early to say",
		},
		{
			name: "no strength at the lowest stage", min: 10,
			rows:           [][]uint64{{20, 0, 0, 0}, {15, 5, 0, 0}},
			emptyStrengths: "Nothing stands out yet", edges: []string{"1"},
		},
		{
			name: "no growing edge at the highest", min: 10,
			rows:      [][]uint64{{0, 0, 0, 20}, {0, 0, 5, 15}},
			strengths: []string{"1"}, emptyEdges: "Nothing stands out",
		},
	})
}

func TestHighlightsAreDisjoint(t *testing.T) {
	r := newRubric(t, 4, 2, 3, 3, nil)
	for seed := range uint64(200) {
		v := build(t, summary(t, r, randomTally(r, seed, 11, 12)), assess.Policy{}, nil)
		strengths := labels(v.Strengths)
		for _, e := range labels(v.Edges) {
			if slices.Contains(strengths, e) {
				t.Fatalf("seed %d: %s is a strength and a growing edge", seed, e)
			}
		}
	}
}

func TestApart(t *testing.T) {
	r := newRubric(t, 4, 2, 1, 2, nil)
	tests := []struct {
		first, second []uint64
		level         int
		detail        string
	}{
		{[]uint64{0, 20, 0, 0}, []uint64{0, 20, 0, 0}, 0, ""},
		{[]uint64{0, 17, 3, 0}, []uint64{0, 20, 0, 0}, 1, "Rated lower by “Group 2” than by “Group 1”"},
		{[]uint64{0, 20, 0, 0}, []uint64{0, 12, 8, 0}, 2, "Rated lower by “Group 1” than by “Group 2”"},
		{[]uint64{20, 0, 0, 0}, []uint64{0, 0, 0, 20}, 3, "Rated lower by “Group 1” than by “Group 2”"},
		{[]uint64{9, 0, 0, 0}, []uint64{0, 0, 0, 20}, -1, "Too few people in the groups so far"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.first, tt.second), func(t *testing.T) {
			ta := tally(r, map[string]uint64{"group-1": 20, "group-2": 20}, map[string][][]uint64{
				"group-1": {tt.first, tt.first}, "group-2": {tt.second, tt.second},
			})
			v := build(t, summary(t, r, ta), assess.Internal(), nil)
			got := v.Domains[0].Apart
			if got.Level != tt.level || got.Detail.String() != tt.detail {
				t.Errorf("Apart = %+v, want level %d, %q", got, tt.level, tt.detail)
			}
		})
	}
}

func TestDifferences(t *testing.T) {
	r := newRubric(t, 4, 2, 1, 1, nil)
	view := func(first, second []uint64) *report.View {
		ta := tally(r, map[string]uint64{"group-1": 40, "group-2": 20}, map[string][][]uint64{"group-1": {first}, "group-2": {second}})
		return build(t, summary(t, r, ta), assess.Policy{}, nil)
	}
	v := view([]uint64{0, 10, 30, 0}, []uint64{10, 8, 1, 1})
	if len(v.Differences.Items) != 1 {
		t.Fatalf("%d differences, want 1: %+v", len(v.Differences.Items), v.Differences)
	}
	d := v.Differences.Items[0]
	if want := "“Competency c-1-1” is rated much lower by “Group 2” than by “Group 1”."; d.Sentence.String() != want {
		t.Errorf("sentence %q, want %q", d.Sentence, want)
	}
	if want := "Rated Stage 3 or above: 2 of 20 in “Group 2”; 30 of 40 in “Group 1”."; d.Detail.String() != want {
		t.Errorf("detail %q, want %q", d.Detail, want)
	}
	if d.Sides[0].Group.String() != "Group 2" {
		t.Errorf("first side %q, want the one that rates lower", d.Sides[0].Group)
	}
	if v := view([]uint64{0, 20, 20, 0}, []uint64{0, 10, 10, 0}); !strings.Contains(v.Differences.Empty, "much the same way") {
		t.Errorf("no difference: %+v", v.Differences)
	}
	if v := view([]uint64{0, 20, 20, 0}, []uint64{0, 0, 0, 9}); !strings.Contains(v.Differences.Empty, "not the case yet") {
		t.Errorf("too few: %+v", v.Differences)
	}
}

func TestCells(t *testing.T) {
	bar := func(counts ...uint64) report.StageBar {
		var b report.StageBar
		for _, n := range counts {
			b.Segments = append(b.Segments, report.BarSegment{N: n})
		}
		return b
	}
	huge := ^uint64(0)
	tests := []struct {
		bar   report.StageBar
		width int
		want  []int
	}{
		{bar(), 10, nil},
		{bar(0, 0), 10, nil},
		{bar(1, 1), 0, nil},
		{bar(1, 1), 10, []int{5, 5}},
		{bar(1, 1, 1), 10, []int{4, 3, 3}},
		{bar(1, 0, 0), 10, []int{10, 0, 0}},
		{bar(1000, 1), 10, []int{9, 1}},
		{bar(1, 1, 1), 2, []int{1, 1, 0}},
		{bar(huge/2, huge/2), 1000, []int{500, 500}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, tt.bar.Cells(tt.width)); diff != "" {
			t.Errorf("Cells of %v in %d (-want +got):\n%s", tt.bar, tt.width, diff)
		}
	}
}
