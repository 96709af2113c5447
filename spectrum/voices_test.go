package spectrum_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

func TestEqualVoice(t *testing.T) {
	s := mustNew(t, sized(3))
	const max = math.MaxUint64
	tests := []struct {
		name          string
		groups        [][]uint64
		shares, above [3]float64
		lo, hi, n     int
	}{
		{"one", [][]uint64{{1, 2, 1}}, [3]float64{0.25, 0.5, 0.25}, [3]float64{1, 0.75, 0.25}, 2, 2, 1},
		{"large and small", [][]uint64{{1000, 0, 0}, {0, 0, 1}}, [3]float64{0.5, 0, 0.5}, [3]float64{1, 0.5, 0.5}, 1, 3, 2},
		{
			"an empty one",
			[][]uint64{{0, 0, 0}, {2, 0, 0}, {0, 7, 0}, {0, 0, 3}},
			[3]float64{1. / 3, 1. / 3, 1. / 3},
			[3]float64{1, 2. / 3, 1. / 3},
			2, 2, 3,
		},
		// The shares of the first stage are 1/3, 1/6 and 1: half, exactly.
		{"thirds", [][]uint64{{1, 2, 0}, {1, 0, 5}, {9, 0, 0}}, [3]float64{0.5, 2. / 9, 5. / 18}, [3]float64{1, 0.5, 5. / 18}, 1, 2, 3},
		// One rating of 2^64 is above half.
		{"large", [][]uint64{{1<<63 - 1, 1 << 63, 0}, {1, 1, 0}}, [3]float64{0.5, 0.5, 0}, [3]float64{1, 0.5, 0}, 2, 2, 2},
		{"brim", [][]uint64{{0, 0, max}, {0, 0, max - 1}}, [3]float64{0, 0, 1}, [3]float64{1, 1, 1}, 3, 3, 2},
	}
	for _, tt := range tests {
		var groups []spectrum.Distribution
		for _, g := range tt.groups {
			groups = append(groups, mustDist(t, s, g...))
		}
		v, ok := spectrum.EqualVoice(groups...)
		if !ok || v.Spectrum() != s || v.Groups() != tt.n {
			t.Errorf("%s: %v, %d groups, want %d", tt.name, ok, v.Groups(), tt.n)
		}
		if lo, hi := v.Median(); lo.Rank() != tt.lo || hi.Rank() != tt.hi {
			t.Errorf("%s: median %v to %v, want %d to %d", tt.name, lo, hi, tt.lo, tt.hi)
		}
		for st, share := range v.Shares() {
			i := st.Rank() - 1
			if share != tt.shares[i] || v.Share(st) != share || v.AtOrAbove(st) != tt.above[i] {
				t.Errorf("%s: share of %v = %v, %v, above %v, want %v, above %v",
					tt.name, st, share, v.Share(st), v.AtOrAbove(st), tt.shares[i], tt.above[i])
			}
		}
	}
}

func TestEqualVoiceDoesNotExist(t *testing.T) {
	s := mustNew(t, sized(3))
	empty, full := mustDist(t, s, 0, 0, 0), mustDist(t, s, 1, 2, 3)
	other := mustDist(t, mustNew(t, engagement()), 1, 2, 3, 0)
	for _, groups := range [][]spectrum.Distribution{nil, {{}}, {empty, empty}, {full, other}, {empty, other, full}} {
		if v, ok := spectrum.EqualVoice(groups...); v != (spectrum.Voices{}) || ok {
			t.Errorf("EqualVoice(%v) = %v, %v, want none", groups, v, ok)
		}
	}
	if v, ok := spectrum.EqualVoice(empty, other); v.Groups() != 1 || !ok {
		t.Errorf("an empty group of another spectrum: %v, %v", v, ok)
	}
	v, _ := spectrum.EqualVoice(full)
	low, _ := s.At(1)
	for range v.Shares() {
		break // must end the iterator, or range panics
	}
	var zero spectrum.Voices
	lo, hi := zero.Median()
	if !lo.IsZero() || !hi.IsZero() || zero.Groups() != 0 || zero.Spectrum() != nil || zero.Share(low) != 0 || zero.AtOrAbove(low) != 0 {
		t.Errorf("not empty: %v", zero)
	}
	for st, share := range zero.Shares() {
		t.Errorf("Shares has %v, %v", st, share)
	}
}

func TestEqualVoiceProperties(t *testing.T) {
	s := newSampler(t)
	for range trials / 3 {
		k := s.size(2)
		groups := make([]spectrum.Distribution, 1+s.IntN(5))
		scaled := make([]spectrum.Distribution, len(groups))
		sum := make([]*big.Rat, k)
		for i := range sum {
			sum[i] = new(big.Rat)
		}
		limit := s.maxCount(k)
		for g := range groups {
			counts := s.counts(k, limit)
			groups[g] = mustDist(t, s.spectra[k], counts...)
			n := groups[g].N()
			factor := 1 + s.Uint64N(min(100, math.MaxUint64/n))
			for i, c := range counts {
				sum[i].Add(sum[i], new(big.Rat).SetFrac(whole(c), whole(n)))
				counts[i] *= factor
			}
			scaled[g] = mustDist(t, s.spectra[k], counts...)
		}
		v, ok := spectrum.EqualVoice(groups...)
		if !ok {
			t.Fatalf("EqualVoice(%v) does not exist", groups)
		}
		testShares(t, v, sum)
		if w, _ := spectrum.EqualVoice(scaled...); w != v {
			t.Fatalf("EqualVoice(%v) = %v, with more ratings %v", groups, v, w)
		}
		twice, _ := spectrum.EqualVoice(append(scaled, groups...)...)
		testShares(t, twice, sum)
		if len(groups) == 1 {
			testOneVoice(t, v, groups[0])
		}
	}
}

// testShares checks v against the sums of the shares of a stage in all groups.
func testShares(t *testing.T, v spectrum.Voices, sum []*big.Rat) {
	t.Helper()
	total := new(big.Rat)
	for _, x := range sum {
		total.Add(total, x)
	}
	below := new(big.Rat)
	lo, hi := v.Median()
	for st, share := range v.Shares() {
		x := sum[st.Rank()-1]
		if want := nearest(new(big.Rat).Quo(x, total)); share != want {
			t.Fatalf("share of %v = %v, want %v", st, share, want)
		}
		above := new(big.Rat).Sub(total, below)
		if want := nearest(above.Quo(above, total)); v.AtOrAbove(st) != want {
			t.Fatalf("share at or above %v = %v, want %v", st, v.AtOrAbove(st), want)
		}
		below.Add(below, x)
		half := new(big.Rat).Add(below, below).Cmp(total)
		if (half >= 0) != (st.Compare(lo) >= 0) || (half > 0) != (st.Compare(hi) >= 0) {
			t.Fatalf("median %v to %v with %v of %v at or below %v", lo, hi, below, total, st)
		}
	}
}

// testOneVoice checks that one group has the shares of its distribution.
func testOneVoice(t *testing.T, v spectrum.Voices, d spectrum.Distribution) {
	t.Helper()
	vLo, vHi := v.Median()
	if lo, hi := d.Median(); vLo != lo || vHi != hi {
		t.Fatalf("median %v to %v, of the one group %v to %v", vLo, vHi, lo, hi)
	}
	for st, share := range v.Shares() {
		k, n := d.AtOrAbove(st)
		if share != fraction(whole(d.Count(st)), whole(n)) || v.AtOrAbove(st) != fraction(whole(k), whole(n)) {
			t.Fatalf("shares of %v are not those of %v", v, d)
		}
	}
}
