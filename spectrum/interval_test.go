package spectrum_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

// The rows with four digits are from prop.test in R, without correction. The others
// follow from the formula: there, one end is 0 or 1 and the other a simple root.
func TestWilson(t *testing.T) {
	tests := []struct {
		k, n         uint64
		lower, upper float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
		{20, 20, 0.8389, 1},
		{0, 1, 0, 0.7935},
		{1, 2, 0.0945, 0.9055},
	}
	for _, tt := range tests {
		got, ok := spectrum.Wilson(tt.k, tt.n, 0.95)
		if math.Abs(got.Lower-tt.lower) > 5e-5 || math.Abs(got.Upper-tt.upper) > 5e-5 || got.Level != 0.95 || !ok {
			t.Errorf("Wilson(%d, %d) = %+v, %v, want %v to %v", tt.k, tt.n, got, ok, tt.lower, tt.upper)
		}
	}
}

func TestWilsonDoesNotExist(t *testing.T) {
	for _, level := range []float64{0, 1, -0.5, 95, math.NaN(), math.Inf(1)} {
		if got, ok := spectrum.Wilson(1, 2, level); got != (spectrum.Interval{}) || ok {
			t.Errorf("Wilson at level %v = %v, %v, want none", level, got, ok)
		}
		d := dist(t, 1, 2, 3)
		if got, ok := spectrum.DominanceInterval(d, d, level); got != (spectrum.Interval{}) || ok {
			t.Errorf("DominanceInterval at level %v = %v, %v, want none", level, got, ok)
		}
	}
	for _, kn := range [][2]uint64{{0, 0}, {1, 0}, {3, 2}} {
		if got, ok := spectrum.Wilson(kn[0], kn[1], 0.95); got != (spectrum.Interval{}) || ok {
			t.Errorf("Wilson(%d) = %v, %v, want none", kn, got, ok)
		}
	}
}

func TestWilsonProperties(t *testing.T) {
	s := newSampler(t)
	for range trials {
		n := 1 + s.Uint64N([]uint64{10, 1000, 1 << 40, math.MaxUint64 - 1}[s.IntN(4)])
		k := s.Uint64N(n) + s.Uint64N(2)
		level := 1e-6 + 0.999998*s.Float64()
		in, ok := spectrum.Wilson(k, n, level)
		p := float64(k) / float64(n)
		if !ok || !(0 <= in.Lower && in.Lower <= p && p <= in.Upper && in.Upper <= 1) {
			t.Fatalf("Wilson(%d, %d, %v) = %+v, %v", k, n, level, in, ok)
		}
		if (in.Lower == 0) != (k == 0) || (in.Upper == 1) && k != n && n < 1<<40 {
			t.Fatalf("Wilson(%d, %d, %v) = %+v", k, n, level, in)
		}
		// The same as Wilson writes it.
		z, f := math.Sqrt2*math.Erfinv(level), float64(n)
		mid, half := p+z*z/(2*f), z*math.Sqrt(p*(1-p)/f+z*z/(4*f*f))
		lower, upper := (mid-half)/(1+z*z/f), (mid+half)/(1+z*z/f)
		if math.Abs(in.Lower-lower) > 1e-14 || math.Abs(in.Upper-upper) > 1e-14 {
			t.Fatalf("Wilson(%d, %d, %v) = %+v, want %v to %v", k, n, level, in, lower, upper)
		}
		mirror, _ := spectrum.Wilson(n-k, n, level)
		if math.Abs(mirror.Lower-(1-in.Upper)) > 1e-15 || math.Abs(mirror.Upper-(1-in.Lower)) > 1e-15 {
			t.Fatalf("Wilson(%d, %d, %v) = %+v, of the rest %+v", k, n, level, in, mirror)
		}
		if wider, _ := spectrum.Wilson(k, n, (1+level)/2); wider.Lower > in.Lower || wider.Upper < in.Upper {
			t.Fatalf("Wilson(%d, %d, %v) = %+v, at a higher level %+v", k, n, level, in, wider)
		}
	}
}

func TestAtOrAboveInterval(t *testing.T) {
	d := dist(t, 3, 14, 16, 4)
	for st := range d.Spectrum().Stages() {
		k, n := d.AtOrAbove(st)
		want, _ := spectrum.Wilson(k, n, 0.9)
		if got, ok := d.AtOrAboveInterval(st, 0.9); got != want || !ok {
			t.Errorf("AtOrAboveInterval(%v) = %v, %v, want %v", st, got, ok, want)
		}
	}
	other, _ := dist(t, 1, 2).Spectrum().At(1)
	for _, st := range []spectrum.Stage{{}, other} {
		if got, ok := d.AtOrAboveInterval(st, 0.9); got != (spectrum.Interval{}) || ok {
			t.Errorf("AtOrAboveInterval(%v) = %v, %v, want none", st, got, ok)
		}
	}
}

// The first two intervals are from the R package effsize, with its seven digits. The
// others follow from the formulas with t from a table.
func TestDominanceInterval(t *testing.T) {
	tests := []struct {
		x, y                   []uint64
		variance, lower, upper float64
	}{
		{[]uint64{3, 12, 7, 2}, []uint64{1, 5, 9, 6}, 0.0226856, -0.6452119, -0.0632121},
		{[]uint64{2, 3, 3, 1, 1}, []uint64{1, 1, 1, 2, 1}, 0.0980556, -0.7265846, 0.3890062},
		// All tied: the estimate is 0, the least allowed 1/15, and t 2.4469119.
		{[]uint64{4, 0}, []uint64{4, 0}, 1. / 15, -0.5341205, 0.5341205},
		// Two disjoint groups: t is 2.1009220 with 18 degrees of freedom and
		// 2.7764451 with 4.
		{[]uint64{0, 10}, []uint64{10, 0}, 0, 0.3875521, 1},
		{[]uint64{10, 0}, []uint64{0, 10}, 0, -1, -0.3875521},
		{[]uint64{0, 2}, []uint64{4, 0}, 0, -0.5879962, 1},
	}
	for _, tt := range tests {
		x, y := dist(t, tt.x...), dist(t, tt.y...)
		if s2, ok := spectrum.DominanceVariance(x, y); math.Abs(s2-tt.variance) > 5e-8 || !ok {
			t.Errorf("DominanceVariance(%d, %d) = %v, %v, want %v", tt.x, tt.y, s2, ok, tt.variance)
		}
		got, ok := spectrum.DominanceInterval(x, y, 0.95)
		if math.Abs(got.Lower-tt.lower) > 5e-8 || math.Abs(got.Upper-tt.upper) > 5e-8 || got.Level != 0.95 || !ok {
			t.Errorf("DominanceInterval(%d, %d) = %+v, %v, want %v to %v", tt.x, tt.y, got, ok, tt.lower, tt.upper)
		}
	}
}

func TestDominanceVarianceDoesNotExist(t *testing.T) {
	one, two := dist(t, 0, 1), dist(t, 1, 1)
	for _, p := range [][2]spectrum.Distribution{
		{one, two},
		{two, one},
		{two, dist(t, 0, 0)},
		{two, dist(t, 1, 1, 1)},
		{two, {}},
		{{}, {}},
	} {
		if got, ok := spectrum.DominanceVariance(p[0], p[1]); got != 0 || ok {
			t.Errorf("DominanceVariance(%v) = %v, %v, want 0, false", p, got, ok)
		}
		if got, ok := spectrum.DominanceInterval(p[0], p[1], 0.95); got != (spectrum.Interval{}) || ok {
			t.Errorf("DominanceInterval(%v) = %v, %v, want none", p, got, ok)
		}
	}
}

func TestDominanceIntervalProperties(t *testing.T) {
	s := newSampler(t)
	for range trials / 3 {
		k := s.size(2)
		xs, ys := s.counts(k, s.maxCount(k)), s.counts(k, s.maxCount(k))
		x, y := mustDist(t, s.spectra[k], xs...), mustDist(t, s.spectra[k], ys...)
		if x.N() < 2 || y.N() < 2 {
			continue
		}
		s2, ok := spectrum.DominanceVariance(x, y)
		if want := nearest(varianceByRatings(xs, ys)); s2 != want || !ok {
			t.Fatalf("DominanceVariance(%d, %d) = %v, %v, want %v", xs, ys, s2, ok, want)
		}
		if r, _ := spectrum.DominanceVariance(y, x); r != s2 {
			t.Fatalf("DominanceVariance(%d, %d) = %v, swapped %v", xs, ys, s2, r)
		}
		level := 0.5 + s.Float64()/2
		delta, _ := spectrum.Dominance(x, y)
		in, ok := spectrum.DominanceInterval(x, y, level)
		if !ok || !(-1 <= in.Lower && in.Lower <= delta && delta <= in.Upper && in.Upper <= 1) {
			t.Fatalf("DominanceInterval(%d, %d, %v) = %+v, %v, delta %v", xs, ys, level, in, ok, delta)
		}
		if r, _ := spectrum.DominanceInterval(y, x, level); r.Lower != -in.Upper || r.Upper != -in.Lower {
			t.Fatalf("DominanceInterval(%d, %d, %v) = %+v, swapped %+v", xs, ys, level, in, r)
		}
	}
}

// varianceByRatings is Cliff's estimate, or the least allowed value, computed by his
// formula in rational numbers.
func varianceByRatings(xs, ys []uint64) *big.Rat {
	rat := func(num, den *big.Int) *big.Rat { return new(big.Rat).SetFrac(num, den) }
	n, m, ties := new(big.Int), new(big.Int), new(big.Int)
	for i := range xs {
		n.Add(n, whole(xs[i]))
		m.Add(m, whole(ys[i]))
		ties.Add(ties, mul(whole(xs[i]), whole(ys[i])))
	}
	nm := mul(n, m)
	delta := dominanceByCells(xs, ys)
	squares := func(a, b []uint64, weight *big.Int, delta *big.Rat) *big.Rat {
		sum := new(big.Rat)
		for i, c := range a {
			if c == 0 {
				continue
			}
			one := make([]uint64, len(a))
			one[i] = 1
			d := dominanceByCells(one, b)
			d.Sub(d, delta)
			sum.Add(sum, d.Mul(d.Mul(d, d), rat(whole(c), whole(1))))
		}
		return sum.Mul(sum, rat(mul(weight, weight), whole(1)))
	}
	d2 := new(big.Rat).Mul(delta, delta)
	s2 := squares(xs, ys, m, delta)
	s2.Add(s2, squares(ys, xs, n, new(big.Rat).Neg(delta)))
	s2.Sub(s2, rat(sub(nm, ties), whole(1)))
	s2.Add(s2, new(big.Rat).Mul(d2, rat(nm, whole(1))))
	s2.Quo(s2, rat(mul(nm, mul(sub(n, whole(1)), sub(m, whole(1)))), whole(1)))
	least := new(big.Rat).Sub(big.NewRat(1, 1), d2)
	least.Quo(least, rat(sub(nm, whole(1)), whole(1)))
	if s2.Cmp(least) < 0 {
		return least
	}
	return s2
}
