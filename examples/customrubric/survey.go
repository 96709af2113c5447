package main

import (
	"math/rand/v2"
	"time"

	"github.com/waymark-go/waymark/rubric"
)

// A sheet is what one person filled in, in the form that an app might keep it:
// a row of a table of its own.
type sheet struct {
	number int
	group  string
	date   time.Time
	marks  map[string]int // by competency: 1 for the lowest stage, or cannotTell
}

const cannotTell = 0

// survey makes up the sheets. The seed is fixed, so they are always the same.
func survey(r *rubric.Rubric) []sheet {
	groups := []struct {
		id     string
		people int
		lean   float64 // how much higher the group rates than the middle
	}{
		{"members", 44, 0},
		{"tutors", 12, 0.5},
		{"keyholders", 11, 1},
		{"visitors", 23, -0.5},
	}
	rng := rand.New(rand.NewPCG(5, 11))
	level := make(map[string]float64)
	for c := range r.Competencies() {
		level[c.ID()] = 2 + 2*rng.Float64()
	}
	first := time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)
	var sheets []sheet
	for _, g := range groups {
		for range g.people {
			s := sheet{
				number: len(sheets) + 1,
				group:  g.id,
				date:   first.AddDate(0, 0, rng.IntN(14)),
				marks:  make(map[string]int),
			}
			for c := range r.Competencies() {
				switch n := rng.IntN(20); {
				case n == 0: // left empty
				case n <= 2:
					s.marks[c.ID()] = cannotTell
				default:
					mark := int(level[c.ID()] + g.lean + rng.NormFloat64() + 0.5)
					s.marks[c.ID()] = min(max(mark, 1), r.Spectrum().Len())
				}
			}
			sheets = append(sheets, s)
		}
	}
	return sheets
}
