package reporttest

import (
	"os"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// RepairCafe is a report on the repair café of testdata: a rubric with strands, a domain without a
// strand, and three levels. Two competencies are hidden for the hosts, who answered them alike,
// and nobody rated one competency of level 3. It compares with an earlier wave and has goals.
func RepairCafe(t testing.TB) *report.View {
	t.Helper()
	data, err := os.ReadFile(Testdata(t, "good/rubrics/repair-cafe.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Load("repair-cafe.yaml", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	before, after := repairWave(t, r, 0), repairWave(t, r, 3)
	progress, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(after, &report.Options{
		Organization: "Repair café on the hill", Date: "2026-10", Progress: progress,
		Targets: map[string]spectrum.Stage{"people": Stage(t, r, "always"), "safety": Stage(t, r, "always")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// repairWave is a wave in which more raters answered always than in the first.
func repairWave(t testing.TB, r *rubric.Rubric, more uint64) *assess.Published {
	t.Helper()
	// How many of ten visitors, fixers and hosts answer always.
	always := map[string][3]uint64{
		"greeting": {7, 6, 8}, "languages": {4, 5, 7}, "invitations": {1, 2, 2}, "hands-on": {6, 8, 8}, "explaining": {6, 7, 6},
		"tools": {5, 4, 6}, "parts": {3, 3, 5}, "unplugging": {7, 9, 9}, "testing": {2, 6, 7}, "donations": {8, 4, 5}, "accounts": {1, 2, 5},
	}
	people, counts := make(map[string]uint64), make(map[string][][]uint64)
	at := 0
	for g := range r.Constituencies() {
		n := []uint64{40, 20, 12}[at]
		people[g.ID] = n
		for c := range r.Competencies() {
			row := make([]uint64, 4)
			if share, ok := always[c.ID()]; ok {
				row[3] = min(n-3, n*share[at]/10+more)
				row[0], row[1] = (n-row[3])/4, (n-row[3])/3
				row[2] = n - row[0] - row[1] - row[3]
			}
			if g.ID == "host" && c.ID() == "unplugging" {
				row = []uint64{0, 0, 0, n}
			}
			counts[g.ID] = append(counts[g.ID], row)
		}
		at++
	}
	return Publish(t, Summarize(t, r, Tally(r, people, counts)), assess.Public())
}
