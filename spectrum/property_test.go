package spectrum_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

// trials is how many random inputs each property is tried on.
const trials = 3000

// sampler draws random inputs that are the same in every run.
type sampler struct {
	*rand.Rand
	spectra []*spectrum.Spectrum // by length; nil below 2
}

func newSampler(t *testing.T) sampler {
	s := sampler{rand.New(rand.NewPCG(1, 2)), make([]*spectrum.Spectrum, spectrum.MaxStages+1)}
	for n := 2; n <= spectrum.MaxStages; n++ {
		s.spectra[n] = mustNew(t, sized(n))
	}
	return s
}

// size returns a number of stages, min or more.
func (s sampler) size(min int) int { return min + s.IntN(spectrum.MaxStages+1-min) }

// counts returns k counts below max, not all 0. It adds zeros and ties more often than
// chance would.
func (s sampler) counts(k int, max uint64) []uint64 {
	counts := make([]uint64, k)
	for i := range counts {
		switch s.IntN(4) {
		case 0: // stays 0
		case 1:
			counts[i] = counts[s.IntN(i+1)]
		default:
			counts[i] = s.Uint64N(max)
		}
	}
	if i := s.IntN(k); slices.Max(counts) == 0 {
		counts[i] = 1 + s.Uint64N(max-1)
	}
	return counts
}

// maxCount is a bound on counts: small ones, or as large as k stages allow.
func (s sampler) maxCount(k int) uint64 {
	return []uint64{3, 20, 1 << 20, 1 << 40, (1<<64 - 1) / uint64(k)}[s.IntN(5)]
}

func TestAgreementProperties(t *testing.T) {
	s := newSampler(t)
	for range trials {
		k := s.size(3)
		counts := s.counts(k, s.maxCount(k))
		a, ok := mustDist(t, s.spectra[k], counts...).Agreement()
		if !ok || a < -1 || a > 1 {
			t.Fatalf("Agreement of %d = %v, %v", counts, a, ok)
		}
		if want := nearest(agreementByTriples(counts)); a != want {
			t.Fatalf("Agreement of %d = %v, want %v", counts, a, want)
		}
		reversed := slices.Clone(counts)
		slices.Reverse(reversed)
		if r, _ := mustDist(t, s.spectra[k], reversed...).Agreement(); r != a {
			t.Fatalf("Agreement of %d = %v, reversed %v", counts, a, r)
		}
		scaled := slices.Clone(counts)
		var n uint64
		for _, c := range counts {
			n += c
		}
		factor := 1 + s.Uint64N(min(1<<30, (1<<64-1)/n))
		for i := range scaled {
			scaled[i] *= factor
		}
		if r, _ := mustDist(t, s.spectra[k], scaled...).Agreement(); r != a {
			t.Fatalf("Agreement of %d = %v, times %d %v", counts, a, factor, r)
		}
	}
}

// agreementByTriples is van der Eijk's A by the formula of the paper, in rational
// numbers.
func agreementByTriples(counts []uint64) *big.Rat {
	k := len(counts)
	rest := make([]*big.Int, k)
	n := new(big.Int)
	for i, c := range counts {
		rest[i] = new(big.Int).SetUint64(c)
		n.Add(n, rest[i])
	}
	a := new(big.Rat)
	for {
		var height *big.Int
		in := make([]bool, k)
		s := 0
		for i, r := range rest {
			if r.Sign() == 0 {
				continue
			}
			in[i] = true
			s++
			if height == nil || r.Cmp(height) < 0 {
				height = new(big.Int).Set(r)
			}
		}
		if s == 0 {
			return a
		}
		for i := range rest {
			if in[i] {
				rest[i].Sub(rest[i], height)
			}
		}
		weight := new(big.Rat).SetFrac(height.Mul(height, big.NewInt(int64(s))), n)
		layer := new(big.Rat).Mul(unimodality(in), big.NewRat(int64(k-s), int64(k-1)))
		a.Add(a, weight.Mul(weight, layer))
	}
}

// unimodality is van der Eijk's U of one layer.
func unimodality(in []bool) *big.Rat {
	k := len(in)
	var tu, tdu int
	for i := range k {
		for j := i + 1; j < k; j++ {
			for l := j + 1; l < k; l++ {
				switch [3]bool{in[i], in[j], in[l]} {
				case [3]bool{true, true, false}, [3]bool{false, true, true}:
					tu++
				case [3]bool{true, false, true}:
					tdu++
				}
			}
		}
	}
	if tu+tdu == 0 {
		return big.NewRat(1, 1)
	}
	return big.NewRat(int64((k-2)*tu-(k-1)*tdu), int64((k-2)*(tu+tdu)))
}

func TestDominanceProperties(t *testing.T) {
	s := newSampler(t)
	for range trials {
		k := s.size(2)
		xs, ys := s.counts(k, s.maxCount(k)), s.counts(k, s.maxCount(k))
		x, y := mustDist(t, s.spectra[k], xs...), mustDist(t, s.spectra[k], ys...)
		delta, ok := spectrum.Dominance(x, y)
		if !ok || delta < -1 || delta > 1 {
			t.Fatalf("Dominance(%d, %d) = %v, %v", xs, ys, delta, ok)
		}
		if r, _ := spectrum.Dominance(y, x); r != -delta {
			t.Fatalf("Dominance(%d, %d) = %v, swapped %v", xs, ys, delta, r)
		}
		if want := nearest(dominanceByCells(xs, ys)); delta != want {
			t.Fatalf("Dominance(%d, %d) = %v, want %v", xs, ys, delta, want)
		}
		if d, _ := spectrum.Dominance(x, x); d != 0 {
			t.Fatalf("Dominance(%d, itself) = %v", xs, d)
		}
	}
}

// dominanceByCells is Cliff's delta, cell by cell, in rational numbers.
func dominanceByCells(xs, ys []uint64) *big.Rat {
	sum, pairs := new(big.Int), new(big.Int)
	for i, x := range xs {
		for j, y := range ys {
			c := new(big.Int).Mul(new(big.Int).SetUint64(x), new(big.Int).SetUint64(y))
			pairs.Add(pairs, c)
			switch {
			case i > j:
				sum.Add(sum, c)
			case i < j:
				sum.Sub(sum, c)
			}
		}
	}
	return new(big.Rat).SetFrac(sum, pairs)
}

// By the definition, each rating is compared with every other one, without a histogram.
func TestDominanceOfSamples(t *testing.T) {
	s := newSampler(t)
	for range 500 {
		k := s.size(2)
		xs, ys := s.counts(k, 8), s.counts(k, 8)
		var sum, pairs int64
		for _, a := range sample(xs) {
			for _, b := range sample(ys) {
				pairs++
				if a > b {
					sum++
				} else if a < b {
					sum--
				}
			}
		}
		want := float64(sum) / float64(pairs)
		got, _ := spectrum.Dominance(mustDist(t, s.spectra[k], xs...), mustDist(t, s.spectra[k], ys...))
		if got != want {
			t.Fatalf("Dominance(%d, %d) = %v, want %v", xs, ys, got, want)
		}
	}
}

func TestMedianProperties(t *testing.T) {
	s := newSampler(t)
	for range trials {
		k := s.size(2)
		counts := s.counts(k, 12)
		lo, hi := mustDist(t, s.spectra[k], counts...).Median()
		ranks := sample(counts)
		if n := len(ranks); lo.Rank() != ranks[(n-1)/2] || hi.Rank() != ranks[n/2] {
			t.Fatalf("Median of %d = %d, %d, want %d, %d", counts, lo.Rank(), hi.Rank(), ranks[(n-1)/2], ranks[n/2])
		}
		for st := range s.spectra[k].Stages() {
			more := slices.Clone(counts)
			more[st.Rank()-1]++
			newLo, newHi := mustDist(t, s.spectra[k], more...).Median()
			if st.Compare(hi) >= 0 && (newLo.Compare(lo) < 0 || newHi.Compare(hi) < 0) {
				t.Fatalf("Median of %d went down by a rating on %v", counts, st)
			}
			if st.Compare(lo) <= 0 && (newLo.Compare(lo) > 0 || newHi.Compare(hi) > 0) {
				t.Fatalf("Median of %d went up by a rating on %v", counts, st)
			}
		}
	}
}

// sample returns the ratings with the given counts, as ranks in order.
func sample(counts []uint64) []int {
	var ranks []int
	for i, c := range counts {
		for range c {
			ranks = append(ranks, i+1)
		}
	}
	return ranks
}

func TestAddProperties(t *testing.T) {
	s := newSampler(t)
	add := func(d, e spectrum.Distribution) spectrum.Distribution {
		t.Helper()
		sum, err := d.Add(e)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	for range trials {
		k := s.size(2)
		var d [3]spectrum.Distribution // at times the zero one
		for i := range d {
			if s.IntN(5) > 0 {
				d[i] = mustDist(t, s.spectra[k], s.counts(k, 1<<58)...)
			}
		}
		if add(d[0], d[1]) != add(d[1], d[0]) {
			t.Fatalf("not commutative: %v", d)
		}
		if add(add(d[0], d[1]), d[2]) != add(d[0], add(d[1], d[2])) {
			t.Fatalf("not associative: %v", d)
		}
		if add(d[0], spectrum.Distribution{}) != d[0] {
			t.Fatalf("zero is not an identity: %v", d[0])
		}
		if sum := add(d[0], d[1]); sum.N() != d[0].N()+d[1].N() {
			t.Fatalf("N of a sum = %d, want %d", sum.N(), d[0].N()+d[1].N())
		}
	}
}

// nearest returns the float64 nearest to r.
func nearest(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}
