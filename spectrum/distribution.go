package spectrum

import (
	"errors"
	"fmt"
	"iter"
	"math/bits"
)

var errTotal = errors.New("spectrum: more ratings than a uint64 can count")

// Distribution is how many ratings fell on each stage of a [Spectrum], stages
// without any included. It is an immutable, comparable value: two distributions
// are equal, by ==, when they have one spectrum and the same counts. It is safe
// for concurrent use.
//
// Make one with [Spectrum.Distribution]. The zero Distribution has no spectrum
// and no ratings; it is the identity of [Distribution.Add].
type Distribution struct {
	spectrum *Spectrum
	// The first spectrum.Len() counts are used, the others are 0. Their total
	// fits a uint64: every way to make a Distribution sees to that.
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

// Count returns the number of ratings on s, 0 when s is not a stage of d's
// spectrum.
func (d Distribution) Count(s Stage) uint64 {
	if !d.has(s) {
		return 0
	}
	return d.counts[s.rank-1]
}

// Counts returns an iterator over every stage and its number of ratings,
// lowest stage first. Stages without ratings are there with 0, so that the
// places of a chart never shift; the zero Distribution has no stages.
func (d Distribution) Counts() iter.Seq2[Stage, uint64] {
	return func(yield func(Stage, uint64) bool) {
		for i := range d.spectrum.Len() {
			if !yield(d.spectrum.at(i), d.counts[i]) {
				return
			}
		}
	}
}

// Add returns the distribution of the ratings of d and e together. Adding is
// associative and commutative with the zero Distribution as its identity, so
// parts can be added in any order. It is an error if d and e have different
// spectra or if they hold more than [math.MaxUint64] ratings together.
func (d Distribution) Add(e Distribution) (Distribution, error) {
	switch {
	case d.spectrum == nil:
		return e, nil
	case e.spectrum == nil:
		return d, nil
	case d.spectrum != e.spectrum:
		return Distribution{}, fmt.Errorf("spectrum: distributions of different spectra, %q and %q", d.spectrum.ID(), e.spectrum.ID())
	}
	// If the totals fit together, so does every sum below.
	if _, carry := bits.Add64(d.N(), e.N(), 0); carry != 0 {
		return Distribution{}, errTotal
	}
	for i, c := range e.counts {
		d.counts[i] += c
	}
	return d, nil
}

// AtOrAbove returns how many of d's ratings, k, are on s or a higher stage,
// and how many there are, n. The share is k/n; it does not exist when n is 0,
// which is so when d is empty and when s is not a stage of d's spectrum.
func (d Distribution) AtOrAbove(s Stage) (k, n uint64) {
	if !d.has(s) {
		return 0, 0
	}
	for _, c := range d.counts[s.rank-1:] {
		k += c
	}
	return k, d.N()
}

// has reports whether s is a stage of d's spectrum.
func (d Distribution) has(s Stage) bool {
	return !s.IsZero() && s.spectrum == d.spectrum
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
