package spectrum

import (
	"errors"
	"fmt"
	"math/bits"
)

// Transitions is the number of ratings that moved from each stage to each stage
// between two times, for the same raters rating the same thing. Two distributions
// do not show this: if three ratings rise and three fall, they can stay the same.
//
// The counts are exact and mergeable: parts can be merged in any order. The zero
// Transitions is empty and ready to use. It takes the number of stages from the
// first spectrum added. It is not safe for concurrent use with Add or Merge.
//
// The fields are exported for encoding. If they contradict each other, methods
// with an error return it, those with a second result report false and the others
// panic. To check fields that come from outside, merge them into a zero
// Transitions.
type Transitions struct {
	// Stages is the number of stages, 2 to [MaxStages], or 0 for no ratings.
	Stages int `json:"stages"`
	// Counts has Stages·Stages counts. The count from the stage of rank i to that
	// of rank j has the index (i-1)·Stages + j-1. Their total fits a uint64.
	Counts []uint64 `json:"counts"`
}

// Add adds n ratings that moved from one stage to another, or stayed on one.
// Stages are paired by rank and may be of two spectra, such as those of two
// editions; the caller knows whether their ranks mean the same. It is an error,
// and t is not changed, if a stage is the zero Stage, if the spectra and t have
// different numbers of stages or if there are more than [math.MaxUint64] ratings
// in total.
func (t *Transitions) Add(from, to Stage, n uint64) error {
	k := from.spectrum.Len()
	switch {
	case from.IsZero() || to.IsZero():
		return fmt.Errorf("spectrum: Transitions.Add: from %q to %q, want two stages", from, to)
	case to.spectrum.Len() != k:
		return fmt.Errorf("spectrum: Transitions.Add: from one of %d stages to one of %d", k, to.spectrum.Len())
	}
	if err := t.grow("Add", k, n); err != nil {
		return err
	}
	t.Counts[int(from.rank-1)*k+int(to.rank-1)] += n
	return nil
}

// Remove takes back n ratings that [Transitions.Add] added. It is an error, and t is not
// changed, if t has fewer of them, if a stage is not one of t's or if the fields of t
// contradict each other.
func (t *Transitions) Remove(from, to Stage, n uint64) error {
	if t == nil {
		return errors.New("spectrum: Transitions.Remove: nil *Transitions")
	}
	if _, err := t.sums(); err != nil {
		return fmt.Errorf("spectrum: Transitions.Remove: %w", err)
	}
	for _, s := range []Stage{from, to} {
		if k := s.spectrum.Len(); k == 0 || k != t.Stages {
			return fmt.Errorf("spectrum: Transitions.Remove: %s is not one of %d stages", s.describe(), t.Stages)
		}
	}
	if have := t.Count(from, to); have < n {
		return fmt.Errorf("spectrum: Transitions.Remove: %d from %q to %q, there are %d", n, from, to, have)
	}
	t.Counts[int(from.rank-1)*t.Stages+int(to.rank-1)] -= n
	return nil
}

// Merge adds the counts of o to t. Merging is associative and commutative with
// the zero Transitions as its identity. It is an error, and t is not changed,
// if t and o have different numbers of stages, if they have more than
// [math.MaxUint64] ratings together or if the fields of either contradict each
// other.
func (t *Transitions) Merge(o *Transitions) error {
	if t == nil || o == nil {
		return errors.New("spectrum: Transitions.Merge: nil *Transitions")
	}
	sums, err := o.sums()
	if err != nil {
		return fmt.Errorf("spectrum: Transitions.Merge: %w", err)
	}
	if o.Stages == 0 {
		if _, err := t.sums(); err != nil {
			return fmt.Errorf("spectrum: Transitions.Merge: %w", err)
		}
		return nil
	}
	if err := t.grow("Merge", o.Stages, sums.n); err != nil {
		return err
	}
	for i, c := range o.Counts {
		t.Counts[i] += c
	}
	return nil
}

// Count returns the number of ratings that moved from one stage to another, 0 for
// a zero Transitions. It panics if a stage is not of a spectrum with t's number of
// stages.
func (t *Transitions) Count(from, to Stage) uint64 {
	t.mustSums("Count")
	for _, s := range []Stage{from, to} {
		if k := s.spectrum.Len(); k == 0 || t.Stages != 0 && t.Stages != k {
			panic(fmt.Sprintf("spectrum: Transitions.Count: %s is not one of %d stages", s.describe(), t.Stages))
		}
	}
	if t.Stages == 0 {
		return 0
	}
	return t.Counts[int(from.rank-1)*t.Stages+int(to.rank-1)]
}

// N returns the number of ratings.
func (t *Transitions) N() uint64 { return t.mustSums("N").n }

// Up returns the number of ratings that moved to a higher stage.
func (t *Transitions) Up() uint64 { return t.mustSums("Up").up }

// Same returns the number of ratings that stayed on their stage.
func (t *Transitions) Same() uint64 {
	s := t.mustSums("Same")
	return s.n - s.up - s.down
}

// Down returns the number of ratings that moved to a lower stage.
func (t *Transitions) Down() uint64 { return t.mustSums("Down").down }

// Change returns the share of ratings that moved up less the share that moved
// down, from -1 to 1. It reports false if there are no ratings. How far a rating
// moved makes no difference. The result is the float64 nearest to the true value,
// whatever the counts.
func (t *Transitions) Change() (change float64, ok bool) {
	s, err := t.sums()
	if err != nil || s.n == 0 {
		return 0, false
	}
	return signedRatio(uint128{lo: s.up}, uint128{lo: s.down}, uint128{lo: s.n}), true
}

// SignTest returns the two-sided p of the sign test: the probability that, of the
// ratings that changed, at least as many would have moved in one direction if up
// and down were equally likely for each. It is 1 if as many moved up as down. It
// reports false if no rating changed.
//
// It is the exact binomial test of up against up + down with the probability
// 1/2. Up to 64 changes it is the float64 nearest to the true value. With more
// changes its relative error is below 1e-12, unless it is below 1e-300. It
// assumes independent ratings; several ratings of one rater are not independent.
func (t *Transitions) SignTest() (p float64, ok bool) {
	s, err := t.sums()
	if err != nil || s.up+s.down == 0 {
		return 0, false
	}
	return signTest(min(s.up, s.down), s.up+s.down), true
}

// sums is the totals of the counts of a Transitions.
type sums struct{ n, up, down uint64 }

// sums returns an error if t is nil or its fields contradict each other.
func (t *Transitions) sums() (s sums, err error) {
	if t == nil {
		return sums{}, errors.New("nil *Transitions")
	}
	k := t.Stages
	if k != 0 && k < minStages || k > MaxStages || len(t.Counts) != k*k {
		return sums{}, fmt.Errorf("%d counts of transitions between %d stages", len(t.Counts), k)
	}
	for i, c := range t.Counts {
		var carry uint64
		if s.n, carry = bits.Add64(s.n, c, 0); carry != 0 {
			return sums{}, errManyRatings
		}
		switch from, to := i/k, i%k; {
		case from < to:
			s.up += c
		case from > to:
			s.down += c
		}
	}
	return s, nil
}

// mustSums returns the sums. It panics, naming the method, if there is an error.
func (t *Transitions) mustSums(method string) sums {
	s, err := t.sums()
	if err != nil {
		panic(fmt.Sprintf("spectrum: Transitions.%s: %v", method, err))
	}
	return s
}

// grow prepares t for n more ratings between k stages.
func (t *Transitions) grow(method string, k int, n uint64) error {
	s, err := t.sums()
	if err != nil {
		return fmt.Errorf("spectrum: Transitions.%s: %w", method, err)
	}
	if t.Stages != 0 && t.Stages != k {
		return fmt.Errorf("spectrum: Transitions.%s: transitions between %d stages and between %d", method, t.Stages, k)
	}
	if _, carry := bits.Add64(s.n, n, 0); carry != 0 {
		return fmt.Errorf("spectrum: Transitions.%s: %w", method, errManyRatings)
	}
	if t.Stages == 0 {
		t.Stages, t.Counts = k, make([]uint64, k*k)
	}
	return nil
}
