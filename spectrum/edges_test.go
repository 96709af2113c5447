package spectrum_test

import (
	"math"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

// extremeLevels are levels at the ends of what a float64 between 0 and 1 can be,
// with usual ones between them.
func extremeLevels() []float64 {
	return []float64{
		math.SmallestNonzeroFloat64, 1e-300, 1e-160, 1e-17, 1e-9, 0.5, 0.8, 0.85, math.Nextafter(0.85, 1),
		0.95, 0.999999, 1 - 1e-16, math.Nextafter(1, 0),
	}
}

// extremeCounts returns counts on k stages: none, one, and as many as there can be.
func extremeCounts(k int) [][]uint64 {
	first, last, ends, even := make([]uint64, k), make([]uint64, k), make([]uint64, k), make([]uint64, k)
	first[0], last[k-1] = math.MaxUint64, math.MaxUint64
	ends[0], ends[k-1] = 1, math.MaxUint64-1
	for i := range even {
		even[i] = math.MaxUint64 / uint64(k)
	}
	one, two, pair := make([]uint64, k), make([]uint64, k), make([]uint64, k)
	one[k-1], two[0], pair[0], pair[k-1] = 1, 2, 1, 1
	return [][]uint64{make([]uint64, k), one, two, pair, first, last, ends, even}
}

// contains reports whether an interval is within lo and hi, contains the
// estimate and has its level.
func contains(in spectrum.Interval, lo, estimate, hi, level float64) bool {
	return lo <= in.Lower && in.Lower <= estimate && estimate <= in.Upper && in.Upper <= hi && in.Level == level
}

func TestWilsonExtremes(t *testing.T) {
	ns := []uint64{1, 2, 3, 1000, 1<<53 + 1, 1 << 63, math.MaxUint64 - 1, math.MaxUint64}
	for _, n := range ns {
		for _, k := range append(ns, 0, n/2, n-1) {
			for _, level := range extremeLevels() {
				if k > n {
					continue
				}
				in, ok := spectrum.Wilson(k, n, level)
				if p := float64(k) / float64(n); !ok || !contains(in, 0, p, 1, level) || in.Lower == in.Upper {
					t.Errorf("Wilson(%d, %d, %v) = %v, %v", k, n, level, in, ok)
				}
			}
		}
	}
}

// Every measure of every extreme input is either in its range, or 0 and reported as
// missing.
func TestMeasuresExtremes(t *testing.T) {
	for _, k := range []int{2, 3, spectrum.MaxStages} {
		s := mustNew(t, sized(k))
		for _, xs := range extremeCounts(k) {
			x := mustDist(t, s, xs...)
			for name, m := range map[string]struct {
				measure func() (float64, bool)
				lo, hi  float64
			}{
				"Agreement":          {x.Agreement, -1, 1},
				"Dispersion":         {x.Dispersion, 0, 1},
				"PercentAgreement":   {x.PercentAgreement, 0, 1},
				"PairsWithin":        {func() (float64, bool) { return x.PairsWithin(1) }, 0, 1},
				"Mean":               {func() (float64, bool) { return x.Mean(spectrum.EqualSteps) }, 1, float64(k)},
				"InterpolatedMedian": {func() (float64, bool) { return x.InterpolatedMedian(spectrum.EqualSteps) }, 0.5, float64(k) + 0.5},
			} {
				if v, ok := m.measure(); ok && !(m.lo <= v && v <= m.hi) || !ok && v != 0 {
					t.Errorf("%s of %d = %v, %v", name, xs, v, ok)
				}
			}
			for st := range s.Stages() {
				for _, level := range extremeLevels() {
					in, ok := x.AtOrAboveInterval(st, level)
					c, n := x.AtOrAbove(st)
					if ok != (n > 0) || ok && !contains(in, 0, float64(c)/float64(n), 1, level) {
						t.Errorf("AtOrAboveInterval of %d at %v = %v, %v", xs, st, in, ok)
					}
				}
			}
			for _, ys := range extremeCounts(k) {
				y := mustDist(t, s, ys...)
				delta, exists := spectrum.Dominance(x, y)
				for _, level := range extremeLevels() {
					in, ok := spectrum.DominanceInterval(x, y, level)
					if ok && !(exists && contains(in, -1, delta, 1, level)) {
						t.Errorf("DominanceInterval(%d, %d, %v) = %v, delta %v", xs, ys, level, in, delta)
					}
					if mirror, _ := spectrum.DominanceInterval(y, x, level); mirror.Lower != -in.Upper || mirror.Upper != -in.Lower {
						t.Errorf("DominanceInterval(%d, %d, %v) = %v, swapped %v", xs, ys, level, in, mirror)
					}
				}
			}
		}
	}
}
