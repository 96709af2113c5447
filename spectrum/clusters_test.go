package spectrum_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/spectrum"
)

// clusters returns the sums over raters with the given counts.
func clusters(t testing.TB, raters ...[]uint64) *spectrum.Clusters {
	t.Helper()
	var c spectrum.Clusters
	for _, counts := range raters {
		if err := c.Add(counts...); err != nil {
			t.Fatal(err)
		}
	}
	return &c
}

// raters returns n raters with counts below max on k stages.
func (s sampler) raters(n, k int, max uint64) [][]uint64 {
	raters := make([][]uint64, n)
	for i := range raters {
		raters[i] = s.counts(k, max)
	}
	return raters
}

func TestClusters(t *testing.T) {
	got := clusters(t, []uint64{1, 2, 0}, []uint64{0, 0, 0}, []uint64{0, 3, 4})
	want := &spectrum.Clusters{
		Stages: 3, Raters: 2,
		Counts:   []uint64{1, 5, 4},
		Products: []uint64{1, 2, 0, 13, 12, 16},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("clusters (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(&spectrum.Clusters{}, clusters(t, []uint64{0, 0})); diff != "" {
		t.Errorf("clusters without a rating (-want +got):\n%s", diff)
	}
}

func TestClustersLaws(t *testing.T) {
	s := newSampler(t)
	merge := func(parts ...*spectrum.Clusters) *spectrum.Clusters {
		t.Helper()
		var sum spectrum.Clusters
		for _, p := range parts {
			if err := sum.Merge(p); err != nil {
				t.Fatal(err)
			}
		}
		return &sum
	}
	same := func(name string, want, got *spectrum.Clusters) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", name, diff)
		}
	}
	for range trials / 10 {
		k := s.size(2)
		raters := s.raters(3+s.IntN(10), k, 1+s.maxCountSquared())
		a, b, c := clusters(t, raters[:1]...), clusters(t, raters[1:2]...), clusters(t, raters[2:]...)
		all := clusters(t, raters...)
		same("identity", a, merge(&spectrum.Clusters{}, a))
		same("identity", a, merge(a, &spectrum.Clusters{}))
		same("commutative", merge(a, b), merge(b, a))
		same("associative", merge(merge(a, b), c), merge(a, merge(b, c)))
		same("merged parts", all, merge(c, a, b))
		s.Shuffle(len(raters), func(i, j int) { raters[i], raters[j] = raters[j], raters[i] })
		same("order", all, clusters(t, raters...))
		extra := s.counts(k, 100)
		before := merge(all)
		if err := all.Add(extra...); err != nil {
			t.Fatal(err)
		}
		if err := all.Remove(extra...); err != nil {
			t.Fatal(err)
		}
		same("Add then Remove", before, all)
		for _, counts := range raters {
			if err := all.Remove(counts...); err != nil {
				t.Fatal(err)
			}
		}
		same("everything removed", &spectrum.Clusters{}, all)
	}
}

// maxCountSquared is a bound on counts whose squares can be added up.
func (s sampler) maxCountSquared() uint64 { return []uint64{2, 8, 1 << 20}[s.IntN(3)] }

func TestClustersErrors(t *testing.T) {
	const max = math.MaxUint64
	const sums = "spectrum: the sums over these raters do not fit a uint64"
	full := clusters(t, []uint64{1<<32 - 1, 0})
	tests := []struct {
		name string
		call func(c *spectrum.Clusters) error
		want string
	}{
		{"no counts", func(c *spectrum.Clusters) error { return c.Add() }, "spectrum: Clusters.Add: 0 counts, want 2 to 16"},
		{"too many counts", func(c *spectrum.Clusters) error { return c.Add(make([]uint64, 17)...) }, "spectrum: Clusters.Add: 17 counts, want 2 to 16"},
		{"other stages", func(c *spectrum.Clusters) error { return c.Add(1, 2, 3) }, "spectrum: Clusters.Add: 3 counts for 2 stages"},
		{"counts overflow", func(c *spectrum.Clusters) error { return c.Add(max, 1) }, sums},
		{"squares overflow", func(c *spectrum.Clusters) error { return c.Add(1<<31, 1<<31) }, sums},
		{"not added", func(c *spectrum.Clusters) error { return c.Remove(0, 2) }, "spectrum: Clusters.Remove: no rater with these counts was added"},
		{"not added, large", func(c *spectrum.Clusters) error { return c.Remove(1<<32, 1<<32) }, "spectrum: Clusters.Remove: no rater with these counts was added"},
		{"remove other stages", func(c *spectrum.Clusters) error { return c.Remove(0, 2, 0) }, "spectrum: Clusters.Remove: 3 counts for 2 stages"},
		{"merge other stages", func(c *spectrum.Clusters) error { return c.Merge(clusters(t, []uint64{1, 0, 0})) }, "spectrum: Clusters.Merge: clusters of 2 stages and of 3"},
		{"merge overflow", func(c *spectrum.Clusters) error {
			return c.Merge(clusters(t, []uint64{1<<32 - 1, 0}, []uint64{92681, 0}, []uint64{408, 0}, []uint64{18, 0}))
		}, sums},
		{"merge nil", func(c *spectrum.Clusters) error { return c.Merge(nil) }, "spectrum: Clusters.Merge: nil *Clusters"},
	}
	for _, tt := range tests {
		c := clusters(t, []uint64{1, 0}, []uint64{2, 5})
		err := tt.call(c)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
		if diff := cmp.Diff(clusters(t, []uint64{1, 0}, []uint64{2, 5}), c); diff != "" {
			t.Errorf("%s: a failed call changed it:\n%s", tt.name, diff)
		}
	}
	// (2^32-1)² leaves 2^33-1 squares.
	if err := full.Add(0, 92681); err != nil {
		t.Errorf("Add just below the limit: %v", err)
	}
	if err := full.Add(1, 92681); err == nil || err.Error() != sums {
		t.Errorf("Add above the limit: error %v", err)
	}
}

func TestClustersContradictions(t *testing.T) {
	for _, c := range []spectrum.Clusters{
		{Stages: 1, Raters: 1, Counts: []uint64{1}, Products: []uint64{1}},
		{Stages: -1},
		{Stages: 17, Counts: make([]uint64, 17), Products: make([]uint64, 17*9)},
		{Raters: 1},
		{Stages: 2, Raters: 1, Counts: []uint64{1}, Products: []uint64{1, 0, 0}},
		{Stages: 2, Raters: 1, Counts: []uint64{1, 0}, Products: []uint64{1, 0}},
		{Stages: 2, Raters: 0, Counts: []uint64{1, 0}, Products: []uint64{1, 0, 0}},
		{Stages: 2, Raters: 2, Counts: []uint64{1, 0}, Products: []uint64{1, 0, 0}},
		{Stages: 2, Raters: 1, Counts: []uint64{2, 0}, Products: []uint64{1, 0, 0}},
		{Stages: 2, Raters: 2, Counts: []uint64{3, 0}, Products: []uint64{4, 0, 0}},
		{Stages: 2, Raters: 1, Counts: []uint64{2, 0}, Products: []uint64{2, 0, 0}},
		{Stages: 2, Raters: 1, Counts: []uint64{1, 1}, Products: []uint64{1, 0, 1}},
		{Stages: 2, Raters: 1, Counts: []uint64{0, 0}, Products: []uint64{0, math.MaxUint64, 0}},
	} {
		var sum spectrum.Clusters
		if err := sum.Merge(&c); err == nil {
			t.Errorf("%v can be merged", c)
		}
		if diff := cmp.Diff(spectrum.Clusters{}, sum); diff != "" {
			t.Errorf("a failed Merge changed it:\n%s", diff)
		}
		if err := c.Merge(&sum); err == nil {
			t.Errorf("nothing can be merged into %v", c)
		}
		if err := c.Add(1, 2); err == nil {
			t.Errorf("Add to %v", c)
		}
		if in, ok := c.DominanceInterval(&c, 0.95); ok {
			t.Errorf("DominanceInterval of %v = %v", c, in)
		}
	}
}

// The results agree with the formulas of the documentation, computed rater by rater in
// rational numbers.
func TestClustersFormulas(t *testing.T) {
	s := newSampler(t)
	square := func(r *big.Rat) *big.Rat { return new(big.Rat).Mul(r, r) }
	count := func(n uint64) *big.Rat { return new(big.Rat).SetInt(whole(n)) }
	total := func(counts []uint64) (n uint64) {
		for _, c := range counts {
			n += c
		}
		return n
	}
	// variance is g/(g-1) · sum residual² / total².
	variance := func(raters [][]uint64, residual func(counts []uint64) *big.Rat) *big.Rat {
		var n uint64
		sum := new(big.Rat)
		for _, counts := range raters {
			n += total(counts)
			sum.Add(sum, square(residual(counts)))
		}
		g := int64(len(raters))
		return sum.Mul(sum.Quo(sum, square(count(n))), big.NewRat(g, g-1))
	}
	for range repeats(trials/40, trials/10) {
		k := s.size(2)
		xs, ys := s.raters(10+s.IntN(20), k, 6), s.raters(10+s.IntN(20), k, 6)
		x, y := clusters(t, xs...), clusters(t, ys...)
		for from := range k {
			m := total(x.Counts)
			p := big.NewRat(int64(total(x.Counts[from:])), int64(m))
			want := variance(xs, func(counts []uint64) *big.Rat {
				r := count(total(counts))
				return r.Sub(count(total(counts[from:])), r.Mul(r, p))
			})
			if got := spectrum.ShareVariance(x, from); !near(got, nearest(want), 1e-15) {
				t.Fatalf("variance of the share of %d in %d = %v, want %v", from, xs, got, nearest(want))
			}
		}
		delta := dominanceByCells(x.Counts, y.Counts)
		part := func(raters [][]uint64, against []uint64, delta *big.Rat) *big.Rat {
			return variance(raters, func(counts []uint64) *big.Rat {
				sum := new(big.Rat)
				for a, n := range counts {
					one := make([]uint64, k)
					one[a] = 1
					d := dominanceByCells(one, against)
					sum.Add(sum, d.Mul(d.Sub(d, delta), count(n)))
				}
				return sum
			})
		}
		want := part(xs, y.Counts, delta)
		want.Add(want, part(ys, x.Counts, new(big.Rat).Neg(delta)))
		if got := spectrum.DeltaVariance(x, y); !near(got, nearest(want), 1e-15) {
			t.Fatalf("variance of the delta of %d and %d = %v, want %v", xs, ys, got, nearest(want))
		}
	}
}

func TestClustersIntervalProperties(t *testing.T) {
	s := newSampler(t)
	for range trials / 3 {
		k := s.size(2)
		x, y := clusters(t, s.raters(10+s.IntN(20), k, 1+s.maxCountSquared())...), clusters(t, s.raters(10+s.IntN(20), k, 4)...)
		level := extremeLevels()[s.IntN(len(extremeLevels()))]
		d := mustDist(t, s.spectra[k], x.Counts...)
		for st := range s.spectra[k].Stages() {
			in, ok := x.AtOrAboveInterval(st, level)
			c, n := d.AtOrAbove(st)
			if ok && (!contains(in, 0, float64(c)/float64(n), 1, level) || in.Lower == in.Upper) {
				t.Fatalf("AtOrAboveInterval of %v at %v = %v, share %v", x, level, in, float64(c)/float64(n))
			}
		}
		delta, _ := spectrum.Dominance(d, mustDist(t, s.spectra[k], y.Counts...))
		in, ok := x.DominanceInterval(y, level)
		if ok && !contains(in, -1, delta, 1, level) {
			t.Fatalf("DominanceInterval of %v and %v at %v = %v, delta %v", x, y, level, in, delta)
		}
		if mirror, _ := y.DominanceInterval(x, level); mirror.Lower != -in.Upper || mirror.Upper != -in.Lower {
			t.Fatalf("DominanceInterval of %v and %v at %v = %v, swapped %v", x, y, level, in, mirror)
		}
	}
}

// Raters with many ratings each, up to what the sums can hold.
func TestClustersIntervalExtremes(t *testing.T) {
	s := mustNew(t, sized(2))
	high, _ := s.At(2)
	const large = 1 << 29
	spread := make([][]uint64, 16)
	for i := range spread {
		spread[i] = []uint64{large * uint64(i) / 16, large - large*uint64(i)/16}
	}
	for name, c := range map[string]*spectrum.Clusters{
		"spread":   clusters(t, spread...),
		"lowest":   clusters(t, slices.Repeat([][]uint64{{large, 0}}, 16)...),
		"highest":  clusters(t, slices.Repeat([][]uint64{{0, large}}, 16)...),
		"millions": {Stages: 2, Raters: 1 << 62, Counts: []uint64{1 << 61, 1 << 61}, Products: []uint64{1 << 61, 0, 1 << 61}},
	} {
		for _, level := range extremeLevels() {
			n := c.Counts[0] + c.Counts[1]
			in, ok := c.AtOrAboveInterval(high, level)
			if !ok || !contains(in, 0, float64(c.Counts[1])/float64(n), 1, level) || in.Lower == in.Upper {
				t.Errorf("%s: AtOrAboveInterval at %v = %v, %v", name, level, in, ok)
			}
			if in, ok := c.DominanceInterval(c, level); ok && !contains(in, -1, 0, 1, level) {
				t.Errorf("%s: DominanceInterval at %v = %v", name, level, in)
			}
		}
	}
}

func TestClustersIntervalDoesNotExist(t *testing.T) {
	varied := func(n int) *spectrum.Clusters {
		raters := make([][]uint64, n)
		for i := range raters {
			raters[i] = []uint64{uint64(i % 3), 1, 1}
		}
		return clusters(t, raters...)
	}
	s := mustNew(t, sized(3))
	mid, _ := s.At(2)
	foreign, _ := mustNew(t, sized(4)).At(2)
	equal := clusters(t, slices.Repeat([][]uint64{{1, 2, 1}}, 20)...)
	tests := []struct {
		name  string
		c     *spectrum.Clusters
		stage spectrum.Stage
		level float64
		want  bool
	}{
		{"enough", varied(10), mid, 0.95, true},
		{"few raters", varied(9), mid, 0.95, false},
		{"zero", &spectrum.Clusters{}, mid, 0.95, false},
		{"nil", nil, mid, 0.95, false},
		{"zero stage", varied(10), spectrum.Stage{}, 0.95, false},
		{"other length", varied(10), foreign, 0.95, false},
		{"level", varied(10), mid, 1, false},
		{"no level", varied(10), mid, math.NaN(), false},
		{"equal raters", equal, mid, 0.95, false},
	}
	for _, tt := range tests {
		if in, ok := tt.c.AtOrAboveInterval(tt.stage, tt.level); ok != tt.want || !ok && in != (spectrum.Interval{}) {
			t.Errorf("%s: AtOrAboveInterval = %v, %v", tt.name, in, ok)
		}
		if tt.stage != mid {
			continue
		}
		if in, ok := tt.c.DominanceInterval(tt.c, tt.level); ok != tt.want || !ok && in != (spectrum.Interval{}) {
			t.Errorf("%s: DominanceInterval = %v, %v", tt.name, in, ok)
		}
	}
	// Everyone is above the lowest stage: a share of 1 has an interval.
	if in, ok := equal.AtOrAboveInterval(must(s.At(1)), 0.95); !ok || in.Upper != 1 || !near(in.Lower, 20/(20+2.093024054408263*2.093024054408263), 1e-14) {
		t.Errorf("AtOrAboveInterval of everyone = %v, %v", in, ok)
	}
	if in, ok := varied(10).DominanceInterval(clusters(t, slices.Repeat([][]uint64{{1, 1}}, 10)...), 0.95); ok {
		t.Errorf("DominanceInterval with another length = %v", in)
	}
}

// must returns the first of two results.
func must[T any](v T, _ bool) T { return v }
