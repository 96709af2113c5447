package spectrum_test

import (
	"math"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

func TestDominates(t *testing.T) {
	const max = math.MaxUint64
	tests := []struct {
		x, y []uint64
		want bool
	}{
		{[]uint64{1, 5, 9, 6}, []uint64{3, 12, 7, 2}, true},
		{[]uint64{3, 12, 7, 2}, []uint64{1, 5, 9, 6}, false},
		{[]uint64{1, 2, 3}, []uint64{1, 2, 3}, false},
		{[]uint64{1, 2, 3}, []uint64{10, 20, 30}, false}, // the same shares
		{[]uint64{0, 1}, []uint64{1, 0}, true},
		{[]uint64{5, 0, 0, 5}, []uint64{0, 5, 5, 0}, false},
		{[]uint64{0, 5, 5, 0}, []uint64{5, 0, 0, 5}, false},
		{[]uint64{0, 5, 0, 5}, []uint64{5, 0, 5, 0}, true},
		{[]uint64{0, 0}, []uint64{1, 0}, false},
		{[]uint64{0, 1}, []uint64{0, 0}, false},
		// Shares that are equal as float64s.
		{[]uint64{1 << 62, 1<<62 + 1}, []uint64{1 << 62, 1 << 62}, true},
		{[]uint64{1 << 62, 1 << 62}, []uint64{1 << 62, 1<<62 + 1}, false},
		{[]uint64{1, max - 1}, []uint64{2, max - 2}, true},
	}
	for _, tt := range tests {
		if got := spectrum.Dominates(dist(t, tt.x...), dist(t, tt.y...)); got != tt.want {
			t.Errorf("Dominates(%d, %d) = %v, want %v", tt.x, tt.y, got, tt.want)
		}
	}
	if spectrum.Dominates(spectrum.Distribution{}, spectrum.Distribution{}) {
		t.Error("the zero Distribution dominates itself")
	}
}

func TestDominatesProperties(t *testing.T) {
	s := newSampler(t)
	found := 0
	for range trials {
		k := 2 + s.IntN(4)
		x := mustDist(t, s.spectra[k], s.counts(k, s.maxCount(k))...)
		y := mustDist(t, s.spectra[k], s.counts(k, s.maxCount(k))...)
		if spectrum.Dominates(x, x) {
			t.Fatalf("%v dominates itself", x)
		}
		if !spectrum.Dominates(x, y) {
			continue
		}
		found++
		if spectrum.Dominates(y, x) {
			t.Fatalf("%v and %v dominate each other", x, y)
		}
		if delta, _ := spectrum.Dominance(x, y); delta <= 0 {
			t.Fatalf("%v dominates %v with a delta of %v", x, y, delta)
		}
		xLo, xHi := x.Median()
		if yLo, yHi := y.Median(); xLo.Compare(yLo) < 0 || xHi.Compare(yHi) < 0 {
			t.Fatalf("%v dominates %v with a lower median", x, y)
		}
		mx, _ := x.Mean(spectrum.EqualSteps)
		if my, _ := y.Mean(spectrum.EqualSteps); mx < my {
			t.Fatalf("%v dominates %v with a lower mean", x, y)
		}
	}
	if found < trials/20 {
		t.Errorf("only %d pairs to look at", found)
	}
}
