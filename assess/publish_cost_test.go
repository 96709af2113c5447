package assess_test

import (
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// shownCells returns how many cells of competencies are shown, and how many there are, of
// everyone and of constituencies with raters.
func shownCells(t testing.TB, tally *assess.Tally) (shown, cells int) {
	t.Helper()
	pub := publish(t, tally, assess.Policy{})
	for _, id := range append([]string{assess.AllRaters}, allConstituencies...) {
		if g := tally.Groups[id]; id != assess.AllRaters && (g == nil || g.Raters == 0) {
			continue
		}
		for c := range cei.Latest().Competencies() {
			cells++
			if cell, _ := pub.Cell(c.ID(), id); !cell.Hidden {
				shown++
			}
		}
	}
	return shown, cells
}

// TestShownCells fails if the zero policy hides more cells than before.
func TestShownCells(t *testing.T) {
	school := answering(t, []int{180, 90, 25, 3, 8}, 1, "not-evident", "developing", "developing", "maturing", "maturing", "advanced", "dont-know")
	district := answering(t, []int{900, 700, 250, 25, 60}, 1, "not-evident", "developing", "developing", "maturing", "maturing", "advanced", "dont-know")
	for _, tt := range []struct {
		name  string
		tally *assess.Tally
		least int
	}{
		{"the sample district", tally(t, responses(t)), 100},
		{"a school with few leaders and partners", school, 100},
		{"a district", district, 100},
	} {
		shown, cells := shownCells(t, tt.tally)
		t.Logf("%s: %d of %d cells are shown", tt.name, shown, cells)
		if shown < tt.least {
			t.Errorf("%s: %d of %d cells are shown, want %d", tt.name, shown, cells, tt.least)
		}
	}
}
