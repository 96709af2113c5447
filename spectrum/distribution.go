package spectrum

import (
	"errors"
	"fmt"
	"iter"
	"math/bits"
)

// errManyRatings is wrapped with the name of the function.
var errManyRatings = errors.New("more ratings than a uint64 can count")

// Distribution is the number of ratings on each stage of a [Spectrum], including
// stages without ratings. It is an immutable value and safe for concurrent use.
// [Distribution.Equal] compares two distributions across translations; == is true
// only for distributions on one *Spectrum.
//
// Make one with [Spectrum.Distribution]. The zero Distribution has no spectrum
// and no ratings; it is the identity of [Distribution.Add].
type Distribution struct {
	spectrum *Spectrum
	// The first spectrum.Len() counts are used, the others are 0. Their total
	// fits a uint64: all functions that make a Distribution check it.
	counts [MaxStages]uint64
}

// Spectrum returns the spectrum that the ratings were made on, nil for the
// zero Distribution.
func (d Distribution) Spectrum() *Spectrum { return d.spectrum }

// N returns the number of ratings on all stages. It never overflows.
func (d Distribution) N() uint64 {
	var n uint64
	for _, c := range d.counts {
		n += c
	}
	return n
}

// Count returns the number of ratings on s, 0 for the zero Distribution. It panics
// if s is not a stage of d's spectrum.
func (d Distribution) Count(s Stage) uint64 {
	s.mustBeOf(d.spectrum, "Distribution.Count")
	return d.counts[s.rank-1]
}

// Counts returns an iterator over every stage and its number of ratings, lowest
// stage first. It includes stages without ratings, so that the bars of a chart
// keep their positions. The zero Distribution has no stages.
func (d Distribution) Counts() iter.Seq2[Stage, uint64] {
	return func(yield func(Stage, uint64) bool) {
		for i := range d.spectrum.Len() {
			if !yield(d.spectrum.at(i), d.counts[i]) {
				return
			}
		}
	}
}

// Equal reports whether d and e have [Spectrum.Equal] spectra and the same counts.
func (d Distribution) Equal(e Distribution) bool {
	return d.counts == e.counts && d.spectrum.Equal(e.spectrum)
}

// Add returns the distribution of the ratings of d and e together. Adding is
// associative and commutative with the zero Distribution as its identity, so
// parts can be added in any order. If d and e are on translations of one
// spectrum, the result is on that of d. It is an error if d and e have different
// spectra or if they have more than [math.MaxUint64] ratings together.
func (d Distribution) Add(e Distribution) (Distribution, error) {
	switch {
	case d.spectrum == nil:
		return e, nil
	case e.spectrum == nil:
		return d, nil
	case !d.spectrum.Equal(e.spectrum):
		return Distribution{}, fmt.Errorf("spectrum: Distribution.Add: distributions on different spectra, %q and %q", d.spectrum.ID(), e.spectrum.ID())
	}
	// If the totals fit together, so does every sum below.
	if _, carry := bits.Add64(d.N(), e.N(), 0); carry != 0 {
		return Distribution{}, fmt.Errorf("spectrum: Distribution.Add: %w", errManyRatings)
	}
	for i, c := range e.counts {
		d.counts[i] += c
	}
	return d, nil
}

// AtOrAbove returns the number k of d's ratings on s or a higher stage, and the
// number n of all its ratings. The share is k/n; it does not exist if n is 0.
// AtOrAbove panics if s is not a stage of d's spectrum.
func (d Distribution) AtOrAbove(s Stage) (k, n uint64) {
	s.mustBeOf(d.spectrum, "Distribution.AtOrAbove")
	for _, c := range d.counts[s.rank-1:] {
		k += c
	}
	return k, d.N()
}

// String returns every stage's id and number of ratings, lowest stage first, such
// as "not-evident: 3, developing: 14"; "" for the zero Distribution.
func (d Distribution) String() string {
	var b []byte
	for s, n := range d.Counts() {
		if len(b) > 0 {
			b = append(b, ", "...)
		}
		b = fmt.Appendf(b, "%s: %d", s, n)
	}
	return string(b)
}

// fits reports whether the total of counts fits a uint64.
func fits(counts *[MaxStages]uint64) bool {
	var n, carry uint64
	for _, c := range counts {
		if n, carry = bits.Add64(n, c, 0); carry != 0 {
			return false
		}
	}
	return true
}
