package spectrum

import (
	"cmp"
	"fmt"
	"iter"
	"math/big"
	"math/bits"
)

// Voices is several groups of ratings in which each group counts the same,
// however many ratings it has: the share of a stage is the mean, over the
// groups, of its shares in them. It is an immutable, comparable value and safe
// for concurrent use. Make one with [EqualVoice]; the zero Voices has no groups.
type Voices struct {
	spectrum *Spectrum
	groups   int
	lo, hi   Stage
	shares   [MaxStages]float64
	above    [MaxStages]float64 // at or above
}

// EqualVoice returns the groups with the same weight for each. Groups without a
// rating are ignored. It reports false if no group has a rating or if two groups
// with ratings have different spectra.
//
// The shares do not change if all counts of a group are multiplied by the same
// number or if every group is given twice. With one group they are the shares of
// that group. A group of few raters counts as much as one of many: show how many
// raters there are.
func EqualVoice(groups ...Distribution) (Voices, bool) {
	var v Voices
	for _, g := range groups {
		if g.N() == 0 {
			continue
		}
		if v.spectrum == nil {
			v.spectrum = g.spectrum
		}
		if !g.spectrum.Equal(v.spectrum) {
			return Voices{}, false
		}
		v.groups++
	}
	if v.groups == 0 {
		return Voices{}, false
	}
	if !v.fillSmall(groups) {
		v.fillLarge(groups)
	}
	return v, true
}

// maxExact is the limit below which float64 represents every whole number, so that a division of
// two of them gives the float64 nearest to the true quotient.
const maxExact = 1 << 53

// fillSmall sets the results of v if all numbers that occur are below maxExact. Otherwise it
// returns false and sets nothing. It allocates nothing.
func (v *Voices) fillSmall(groups []Distribution) bool {
	unit := uint64(1) // the least common multiple of the totals
	for _, g := range groups {
		n := g.N()
		if n == 0 {
			continue
		}
		n /= gcd64(unit, n)
		high, low := bits.Mul64(unit, n)
		if high != 0 || low >= maxExact/uint64(v.groups) {
			return false
		}
		unit = low
	}
	// In units of 1/unit of a group, every count is a whole number.
	var counts [MaxStages]uint64
	for _, g := range groups {
		n := g.N()
		if n == 0 {
			continue
		}
		for i, k := range g.counts {
			counts[i] += unit / n * k
		}
	}
	total := unit * uint64(v.groups)
	above, below := total, uint64(0)
	for i := range v.spectrum.Len() {
		v.shares[i] = float64(counts[i]) / float64(total)
		v.above[i] = float64(above) / float64(total)
		above -= counts[i]
		below += counts[i]
		v.setMedian(i, cmp.Compare(below, above))
	}
	return true
}

// gcd64 returns the greatest common divisor of x and y, neither of them 0.
func gcd64(x, y uint64) uint64 {
	for y != 0 {
		x, y = y, x%y
	}
	return x
}

// setMedian sets the limits of the median that are at stage i. It is called for the stages in order.
// half compares the ratings up to that stage with those above it.
func (v *Voices) setMedian(i, half int) {
	if v.lo.IsZero() && half >= 0 {
		v.lo = v.spectrum.at(i)
	}
	if v.hi.IsZero() && half > 0 {
		v.hi = v.spectrum.at(i)
	}
}

// fillLarge is like fillSmall for numbers of any size.
func (v *Voices) fillLarge(groups []Distribution) {
	unit := big.NewInt(1)
	for _, g := range groups {
		if n := g.N(); n != 0 {
			unit = lcm64(unit, n)
		}
	}
	var counts [MaxStages]big.Int
	weight, c := new(big.Int), new(big.Int)
	for _, g := range groups {
		n := g.N()
		if n == 0 {
			continue
		}
		weight.Div(unit, c.SetUint64(n))
		for i, k := range g.counts {
			if k != 0 {
				counts[i].Add(&counts[i], c.Mul(weight, c.SetUint64(k)))
			}
		}
	}
	v.fill(&counts, unit.Mul(unit, c.SetInt64(int64(v.groups))))
}

// fill sets the results of v from the count of every stage and their total.
func (v *Voices) fill(counts *[MaxStages]big.Int, total *big.Int) {
	share := new(big.Rat)
	above, below := new(big.Int).Set(total), new(big.Int)
	for i := range v.spectrum.Len() {
		v.shares[i], _ = share.SetFrac(&counts[i], total).Float64()
		v.above[i], _ = share.SetFrac(above, total).Float64()
		above.Sub(above, &counts[i])
		below.Add(below, &counts[i])
		v.setMedian(i, below.Cmp(above))
	}
}

// lcm64 returns the least common multiple of x and y, neither of them 0.
func lcm64(x *big.Int, y uint64) *big.Int {
	z := new(big.Int).SetUint64(y)
	// Taking x modulo y first keeps the rest of the work in one word.
	gcd := new(big.Int).Mod(x, z)
	gcd.GCD(nil, nil, gcd, z)
	return z.Mul(z.Div(z, gcd), x)
}

// Spectrum returns the spectrum that the ratings were made on, nil for the zero
// Voices.
func (v Voices) Spectrum() *Spectrum { return v.spectrum }

// Groups returns the number of groups that have a rating.
func (v Voices) Groups() int { return v.groups }

// Share returns the share of s, from 0 to 1; 0 for the zero Voices. It panics if s
// is not a stage of v's spectrum. It is the float64 nearest to the true value.
func (v Voices) Share(s Stage) float64 {
	s.mustBeOf(v.spectrum, "Voices.Share")
	return v.shares[s.rank-1]
}

// Shares returns an iterator over every stage and its share, lowest stage
// first, stages with a share of 0 included. The zero Voices has no stages.
func (v Voices) Shares() iter.Seq2[Stage, float64] {
	return func(yield func(Stage, float64) bool) {
		for i := range v.spectrum.Len() {
			if !yield(v.spectrum.at(i), v.shares[i]) {
				return
			}
		}
	}
}

// AtOrAbove returns the share of s and all higher stages, from 0 to 1; 0 for the
// zero Voices. It panics if s is not a stage of v's spectrum. It is the float64
// nearest to the true value, not a sum of rounded shares.
func (v Voices) AtOrAbove(s Stage) float64 {
	s.mustBeOf(v.spectrum, "Voices.AtOrAbove")
	return v.above[s.rank-1]
}

// Median returns the stages that the middle is on or between: lo is the lowest
// stage with a share of half or more at or below it, hi the lowest with more than
// half, as for [Distribution.Median]. The shares are compared as exact
// fractions. Both are the zero Stage for the zero Voices.
func (v Voices) Median() (lo, hi Stage) { return v.lo, v.hi }

// String returns every stage's id and share, lowest stage first, such as
// "not-evident: 0.25, developing: 0.75"; "" for the zero Voices.
func (v Voices) String() string {
	var b []byte
	for s, share := range v.Shares() {
		if len(b) > 0 {
			b = append(b, ", "...)
		}
		b = fmt.Appendf(b, "%s: %.4g", s, share)
	}
	return string(b)
}
