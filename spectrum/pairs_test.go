package spectrum_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

func TestPairsWithin(t *testing.T) {
	const half = 1 << 63
	tests := []struct {
		counts []uint64
		k      int
		want   float64
		ok     bool
	}{
		{[]uint64{20, 61, 81, 65}, 0, 14680. / 51302, true},
		{[]uint64{20, 61, 81, 65}, 1, (14680. + 2*(20*61+61*81+81*65)) / 51302, true},
		{[]uint64{5, 0, 0, 5}, 1, 40. / 90, true},
		{[]uint64{5, 0, 0, 5}, 2, 40. / 90, true},
		{[]uint64{5, 0, 0, 5}, 3, 1, true},
		{[]uint64{1, 1, 1, 1}, 0, 0, true},
		{[]uint64{1, 1, 1, 1}, 1, 0.5, true},
		{[]uint64{1, 1}, math.MaxInt, 1, true},
		{[]uint64{2, 0}, 0, 1, true},
		{[]uint64{0, 1}, 1, 0, false},
		{[]uint64{0, 0, 0}, 1, 0, false},
		{[]uint64{4, 4, 4}, -1, 0, false},
		// Products of these have 128 bits.
		{[]uint64{half, 0, half - 1}, 1, 0.5, true},
		{[]uint64{half, half - 1, 0}, 1, 1, true},
	}
	for _, tt := range tests {
		got, ok := dist(t, tt.counts...).PairsWithin(tt.k)
		if ok != tt.ok || got != tt.want {
			t.Errorf("PairsWithin(%d) of %d = %v, %v, want %v, %v", tt.k, tt.counts, got, ok, tt.want, tt.ok)
		}
	}
	if got, ok := (spectrum.Distribution{}).PairsWithin(1); got != 0 || ok {
		t.Errorf("PairsWithin of the zero Distribution = %v, %v", got, ok)
	}
}

// pairsByEnumeration counts the pairs of ratings at most k stages apart one by one.
func pairsByEnumeration(counts []uint64, k int) (within, all int) {
	var ratings []int
	for stage, n := range counts {
		ratings = append(ratings, slices.Repeat([]int{stage}, int(n))...)
	}
	for i, x := range ratings {
		for _, y := range ratings[:i] {
			if all++; x-y <= k {
				within++
			}
		}
	}
	return within, all
}

// exactPairs is the definition in exact rational numbers.
func exactPairs(counts []uint64, k int) *big.Rat {
	sum, n := new(big.Int), new(big.Int)
	for i, c := range counts {
		x := new(big.Int).SetUint64(c)
		n.Add(n, x)
		for j, other := range counts {
			y := new(big.Int).SetUint64(other)
			if i == j {
				y.Sub(y, big.NewInt(1))
			}
			if max(i, j)-min(i, j) <= k {
				sum.Add(sum, y.Mul(y, x))
			}
		}
	}
	return new(big.Rat).SetFrac(sum, new(big.Int).Mul(n, new(big.Int).Sub(n, big.NewInt(1))))
}

func TestPairsWithinProperties(t *testing.T) {
	s := newSampler(t)
	for range trials {
		n := s.size(2)
		counts := s.counts(n, s.maxCount(n))
		d := mustDist(t, s.spectra[n], counts...)
		reversed := slices.Clone(counts)
		slices.Reverse(reversed)
		mirror := mustDist(t, s.spectra[n], reversed...)
		last := 0.0
		for k := range n {
			got, ok := d.PairsWithin(k)
			if ok != (d.N() > 1) {
				t.Fatalf("PairsWithin(%d) of %d reports %v", k, counts, ok)
			}
			if !ok {
				continue
			}
			if want := nearest(exactPairs(counts, k)); got != want {
				t.Fatalf("PairsWithin(%d) of %d = %v, want %v", k, counts, got, want)
			}
			if d.N() < 60 {
				if within, all := pairsByEnumeration(counts, k); got != float64(within)/float64(all) {
					t.Fatalf("PairsWithin(%d) of %d = %v, but %d of %d pairs", k, counts, got, within, all)
				}
			}
			if back, _ := mirror.PairsWithin(k); back != got {
				t.Fatalf("PairsWithin(%d) of %d = %v, reversed %v", k, counts, got, back)
			}
			if got < last || got > 1 || k == n-1 && got != 1 {
				t.Fatalf("PairsWithin(%d) of %d = %v after %v", k, counts, got, last)
			}
			last = got
		}
		if same, ok := d.PairsWithin(0); ok {
			if want, _ := d.PercentAgreement(); same != want {
				t.Fatalf("PairsWithin(0) of %d = %v, PercentAgreement %v", counts, same, want)
			}
		}
	}
}

// Two ratings that are even over all stages are within k stages with the documented probability.
func TestEvenSpread(t *testing.T) {
	for n := 2; n <= spectrum.MaxStages; n++ {
		for k := range n {
			within := 0
			for i := range n {
				for j := range n {
					if max(i, j)-min(i, j) <= k {
						within++
					}
				}
			}
			if want := n*n - (n-k)*(n-k-1); within != want {
				t.Errorf("of %d pairs of %d stages %d are within %d, want %d", n*n, n, within, k, want)
			}
		}
	}
}

func TestTwoCamps(t *testing.T) {
	const half = 1 << 63
	tests := []struct {
		counts []uint64
		want   bool
	}{
		{[]uint64{5, 0, 0, 5}, true},
		{[]uint64{0, 5, 0, 5}, true},
		{[]uint64{3, 0, 3}, true},
		{[]uint64{2, 0, 2}, false},             // by chance
		{[]uint64{0, 9, 3, 10}, true},          // 6² = 36 against 32.4
		{[]uint64{0, 8, 4, 9}, false},          // 4² = 16 against 32.4
		{[]uint64{0, 9, 5, 10}, false},         // more than half of 9
		{[]uint64{40, 20, 20, 40}, true},       // exactly half
		{[]uint64{40, 21, 21, 40}, false},      // a little more
		{[]uint64{1000, 100, 0, 300}, false},   // not a quarter above
		{[]uint64{900, 100, 0, 334}, true},     // a quarter above: 334 of 1334 against 333.5
		{[]uint64{900, 100, 0, 333}, false},    // 333 of 1333 against 333.25
		{[]uint64{66, 81, 50, 23}, false},      // one hump
		{[]uint64{10, 10, 10, 10}, false},      // even
		{[]uint64{0, 100, 0, 0}, false},        // one stage
		{[]uint64{50, 50}, false},              // nothing is between two stages
		{[]uint64{10, 0, 10, 0, 10}, true},     // more than two
		{[]uint64{12, 12, 0, 0, 12, 12}, true}, // each camp on two stages
		{[]uint64{half, 0, half - 1}, true},
		{[]uint64{half / 2, half / 2, half / 2}, false},
	}
	for _, tt := range tests {
		reversed := slices.Clone(tt.counts)
		slices.Reverse(reversed)
		for _, counts := range [][]uint64{tt.counts, reversed} {
			if got := dist(t, counts...).TwoCamps(); got != tt.want {
				t.Errorf("TwoCamps of %d = %v, want %v", counts, got, tt.want)
			}
		}
	}
	if (spectrum.Distribution{}).TwoCamps() {
		t.Error("the zero Distribution is in two camps")
	}
}

// campsByDefinition looks for a stage between two camps as the documentation defines it.
func campsByDefinition(counts []uint64) bool {
	number := func(n uint64) *big.Int { return new(big.Int).SetUint64(n) }
	sum := func(ns []uint64) *big.Int {
		total := new(big.Int)
		for _, n := range ns {
			total.Add(total, number(n))
		}
		return total
	}
	times := func(x *big.Int, n int64) *big.Int { return new(big.Int).Mul(x, big.NewInt(n)) }
	for gap := 1; gap < len(counts)-1; gap++ {
		m, g := number(min(slices.Max(counts[:gap]), slices.Max(counts[gap+1:]))), number(counts[gap])
		less, total := new(big.Int).Sub(m, g), sum(counts)
		if times(g, 2).Cmp(m) <= 0 && m.Sign() > 0 &&
			times(new(big.Int).Mul(less, less), 10).Cmp(times(new(big.Int).Add(m, g), 27)) >= 0 &&
			times(sum(counts[:gap]), 4).Cmp(total) >= 0 && times(sum(counts[gap+1:]), 4).Cmp(total) >= 0 {
			return true
		}
	}
	return false
}

func TestTwoCampsProperties(t *testing.T) {
	s := newSampler(t)
	for range trials {
		n := s.size(2)
		counts := s.counts(n, s.maxCount(n))
		got := mustDist(t, s.spectra[n], counts...).TwoCamps()
		if want := campsByDefinition(counts); got != want {
			t.Fatalf("TwoCamps of %d = %v, want %v", counts, got, want)
		}
		reversed := slices.Clone(counts)
		slices.Reverse(reversed)
		if mustDist(t, s.spectra[n], reversed...).TwoCamps() != got {
			t.Fatalf("TwoCamps of %d = %v, reversed not", counts, got)
		}
	}
}

// drawn returns n ratings on stages with the given weights.
func drawn(r *rand.Rand, weights []int, n int) []uint64 {
	total := 0
	for _, w := range weights {
		total += w
	}
	counts := make([]uint64, len(weights))
	for range n {
		at, stage := r.IntN(total), 0
		for at >= weights[stage] {
			at -= weights[stage]
			stage++
		}
		counts[stage]++
	}
	return counts
}

// TestTwoCampsOfPopulations makes sure that samples of populations with one hump are rarely in two
// camps, and those of two camps mostly.
func TestTwoCampsOfPopulations(t *testing.T) {
	tests := []struct {
		name     string
		weights  []int
		n        int
		min, max float64
	}{
		{"even", []int{1, 1, 1, 1}, 10, 0.05, 0.12},
		{"even", []int{1, 1, 1, 1}, 30, 0.02, 0.08},
		{"even", []int{1, 1, 1, 1}, 200, 0, 0.005},
		{"weak hump", []int{1, 2, 2, 1}, 10, 0, 0.04},
		{"weak hump", []int{1, 2, 2, 1}, 30, 0, 0.01},
		{"weak hump", []int{1, 2, 2, 1}, 200, 0, 0.001},
		{"binomial", []int{1, 3, 3, 1}, 10, 0, 0.02},
		{"camps", []int{4, 1, 1, 4}, 10, 0.4, 0.6},
		{"camps", []int{4, 1, 1, 4}, 30, 0.7, 0.9},
		{"camps", []int{1, 4, 1, 4}, 200, 0.98, 1},
		{"seven stages even", []int{1, 1, 1, 1, 1, 1, 1}, 200, 0, 0.1},
		{"seven stages hump", []int{1, 6, 15, 20, 15, 6, 1}, 200, 0, 0.001},
	}
	r := rand.New(rand.NewPCG(18, 4))
	times := repeats(500, 20000)
	for _, tt := range tests {
		split := 0
		for range times {
			if dist(t, drawn(r, tt.weights, tt.n)...).TwoCamps() {
				split++
			}
		}
		share, slack := float64(split)/float64(times), 2/math.Sqrt(float64(times))/2
		if share < tt.min-slack || share > tt.max+slack {
			t.Errorf("%s, %d ratings: %.3f of the samples are in two camps, want %v to %v", tt.name, tt.n, share, tt.min, tt.max)
		}
	}
}
