package spectrum_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

func TestQuartiles(t *testing.T) {
	const max = math.MaxUint64 // 3 more than a multiple of 4
	tests := []struct {
		counts       []uint64
		lower, upper int
	}{
		{[]uint64{3, 14, 16, 4}, 2, 3},
		{[]uint64{1, 1, 1, 1}, 1, 3},
		{[]uint64{2, 1, 1, 1}, 1, 3},
		{[]uint64{1, 2, 1, 1}, 2, 3},
		{[]uint64{1, 0}, 1, 1},
		{[]uint64{0, 2}, 2, 2},
		{[]uint64{1, 1}, 1, 2},
		{[]uint64{1, 2}, 1, 2},
		{[]uint64{1, 3}, 1, 2},
		{[]uint64{1, 4}, 2, 2},
		{[]uint64{3, 1}, 1, 1},
		{[]uint64{5, 0, 0, 5}, 1, 4},
		// Four times the cumulative count overflows here.
		{[]uint64{max/4 + 1, max/2 + 1, max / 4}, 1, 2},
		{[]uint64{max / 4, max/2 + 2, max / 4}, 2, 2},
		{[]uint64{max/4 + 1, max / 2, max/4 + 1}, 1, 3},
		{[]uint64{0, max, 0}, 2, 2},
	}
	for _, tt := range tests {
		lower, upper := dist(t, tt.counts...).Quartiles()
		if lower.Rank() != tt.lower || upper.Rank() != tt.upper {
			t.Errorf("Quartiles of %d = %d, %d, want %d, %d", tt.counts, lower.Rank(), upper.Rank(), tt.lower, tt.upper)
		}
	}
}

// Most values are from the R package agrmt.
func TestDispersion(t *testing.T) {
	tests := []struct {
		counts []uint64
		want   float64
	}{
		{[]uint64{30, 40, 210, 130, 530, 50, 10}, 0.2866666666666667},
		{[]uint64{10, 40, 40, 10}, 7. / 15}, // 0.4666667
		{[]uint64{3, 12, 7, 2}, 7. / 18},    // 0.3888889
		{[]uint64{5, 0, 0, 5}, 1},
		{[]uint64{3, 3, 3, 3}, 2. / 3},
		{[]uint64{5, 0, 5, 0}, 2. / 3}, // two camps as far as an even spread
		{[]uint64{0, 7, 0, 0}, 0},
		{[]uint64{1, 1}, 1},
		{[]uint64{3, 1}, 0.5},
		{[]uint64{15: math.MaxUint64}, 0},
		{[]uint64{0: math.MaxUint64 / 2, 15: math.MaxUint64 / 2}, 1},
		{[]uint64{math.MaxUint64 - 1, 1}, 0x1p-63},
	}
	for _, tt := range tests {
		got, ok := dist(t, tt.counts...).Dispersion()
		if got != tt.want || !ok {
			t.Errorf("Dispersion of %d = %v, %v, want %v, true", tt.counts, got, ok, tt.want)
		}
	}
}

func TestPercentAgreement(t *testing.T) {
	tests := []struct {
		counts []uint64
		want   float64
		ok     bool
	}{
		{[]uint64{3, 12, 7, 2}, 182. / 552, true},
		{[]uint64{0, 2}, 1, true},
		{[]uint64{1, 1}, 0, true},
		{[]uint64{1, 1, 1, 1}, 0, true},
		{[]uint64{2, 1}, 1. / 3, true},
		{[]uint64{0, math.MaxUint64}, 1, true},
		{[]uint64{1, math.MaxUint64 - 1}, 1, true}, // less by 2^-63
		{[]uint64{1, 0}, 0, false},
		{[]uint64{0, 0}, 0, false},
	}
	for _, tt := range tests {
		got, ok := dist(t, tt.counts...).PercentAgreement()
		if got != tt.want || ok != tt.ok {
			t.Errorf("PercentAgreement of %d = %v, %v, want %v, %v", tt.counts, got, ok, tt.want, tt.ok)
		}
	}
}

func TestEqualSteps(t *testing.T) {
	tests := []struct {
		counts       []uint64
		mean, median float64
	}{
		{[]uint64{3, 12, 7, 2}, 56. / 24, 2.25},
		{[]uint64{1, 2, 1, 5, 1}, 3.3, 3.7},
		{[]uint64{1, 0}, 1, 1},
		{[]uint64{0, 1}, 2, 2},
		{[]uint64{1, 1}, 1.5, 1.5},
		{[]uint64{5, 0, 0, 5}, 2.5, 2.5},
		{[]uint64{2, 3, 0, 5}, 2.8, 3},
		{[]uint64{0, 3, 1}, 2.25, 2 + 1./6},
		{[]uint64{15: math.MaxUint64}, 16, 16},
		{[]uint64{14: math.MaxUint64 / 2, 15: math.MaxUint64/2 + 1}, 15.5, 15.5},
	}
	for _, tt := range tests {
		d := dist(t, tt.counts...)
		if got, ok := d.Mean(spectrum.EqualSteps); got != tt.mean || !ok {
			t.Errorf("Mean of %d = %v, %v, want %v, true", tt.counts, got, ok, tt.mean)
		}
		if got, ok := d.InterpolatedMedian(spectrum.EqualSteps); got != tt.median || !ok {
			t.Errorf("InterpolatedMedian of %d = %v, %v, want %v, true", tt.counts, got, ok, tt.median)
		}
		for _, a := range []spectrum.Assumption{"", "Equal-Steps", "equal steps"} {
			if got, ok := d.Mean(a); got != 0 || ok {
				t.Errorf("Mean of %d under %q = %v, %v, want 0, false", tt.counts, a, got, ok)
			}
			if got, ok := d.InterpolatedMedian(a); got != 0 || ok {
				t.Errorf("InterpolatedMedian of %d under %q = %v, %v, want 0, false", tt.counts, a, got, ok)
			}
		}
	}
}

// A measure that is a fraction is rounded to the nearest float64.
func TestOrdinalProperties(t *testing.T) {
	s := newSampler(t)
	for range trials {
		k := s.size(2)
		counts := s.counts(k, s.maxCount(k))
		d := mustDist(t, s.spectra[k], counts...)
		n := whole(d.N())
		var spread, ranks, alike, cum big.Int
		for i, c := range counts {
			ranks.Add(&ranks, mul(whole(uint64(i+1)), whole(c)))
			alike.Add(&alike, mul(whole(c), sub(whole(c), whole(1))))
			cum.Add(&cum, whole(c))
			if rest := sub(n, &cum); rest.Cmp(&cum) < 0 {
				spread.Add(&spread, rest)
			} else {
				spread.Add(&spread, &cum)
			}
		}
		want := fraction(spread.Lsh(&spread, 1), mul(n, whole(uint64(k-1))))
		if got, ok := d.Dispersion(); got != want || !ok {
			t.Fatalf("Dispersion of %d = %v, %v, want %v", counts, got, ok, want)
		}
		if got, ok := d.Mean(spectrum.EqualSteps); got != fraction(&ranks, n) || !ok {
			t.Fatalf("Mean of %d = %v, %v, want %v", counts, got, ok, fraction(&ranks, n))
		}
		if d.N() > 1 {
			want := fraction(&alike, mul(n, sub(n, whole(1))))
			if got, ok := d.PercentAgreement(); got != want || !ok {
				t.Fatalf("PercentAgreement of %d = %v, %v, want %v", counts, got, ok, want)
			}
		}
		lo, hi := d.Median()
		m, ok := d.InterpolatedMedian(spectrum.EqualSteps)
		if !ok || m < float64(lo.Rank())-0.5 || m > float64(hi.Rank())+0.5 {
			t.Fatalf("InterpolatedMedian of %d = %v, %v, median %v to %v", counts, m, ok, lo, hi)
		}
		reversed := slices.Clone(counts)
		slices.Reverse(reversed)
		r := mustDist(t, s.spectra[k], reversed...)
		a, _ := d.Dispersion()
		if b, _ := r.Dispersion(); a != b {
			t.Fatalf("Dispersion of %d = %v, reversed %v", counts, a, b)
		}
		if b, _ := r.InterpolatedMedian(spectrum.EqualSteps); math.Abs(m+b-float64(k+1)) > 1e-12 {
			t.Fatalf("InterpolatedMedian of %d = %v, reversed %v", counts, m, b)
		}
	}
}

func TestQuartileProperties(t *testing.T) {
	s := newSampler(t)
	for range trials {
		k := s.size(2)
		counts := s.counts(k, 12)
		lower, upper := mustDist(t, s.spectra[k], counts...).Quartiles()
		ranks := sample(counts)
		n := len(ranks)
		if want := ranks[(n+3)/4-1]; lower.Rank() != want {
			t.Fatalf("lower quartile of %d = %d, want %d", counts, lower.Rank(), want)
		}
		if want := ranks[(3*n+3)/4-1]; upper.Rank() != want {
			t.Fatalf("upper quartile of %d = %d, want %d", counts, upper.Rank(), want)
		}
	}
}

// whole, mul, sub and fraction are short names for arithmetic with large numbers.
func whole(x uint64) *big.Int    { return new(big.Int).SetUint64(x) }
func mul(x, y *big.Int) *big.Int { return new(big.Int).Mul(x, y) }
func sub(x, y *big.Int) *big.Int { return new(big.Int).Sub(x, y) }

func fraction(num, den *big.Int) float64 { return nearest(new(big.Rat).SetFrac(num, den)) }
