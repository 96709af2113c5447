package spectrum

import (
	"fmt"
	"math/bits"
)

// Transitions is how many ratings went from each stage to each stage, between
// two times, of the same raters on the same thing. Two distributions cannot
// tell that: three who rose and three who fell leave them as they were.
//
// It is exact and mergeable: parts counted apart can be merged in any order.
// The zero Transitions is empty and ready to use; it takes the length of the
// first spectrum it meets. It is not safe for concurrent use with Add or Merge.
//
// The fields are there for encoding. A Transitions whose fields do not fit
// together is refused by Add and Merge and counts as empty everywhere else, so
// what came from outside is checked by merging it into a zero Transitions.
type Transitions struct {
	// Stages is the number of stages, 0 or 2 to [MaxStages].
	Stages int
	// Counts has Stages·Stages counts: that from the stage of rank i to that of
	// rank j has the index (i-1)·Stages + j-1. Their total fits a uint64.
	Counts []uint64
}

// Add adds n ratings that went from one stage to another, or stayed on one.
// Stages are taken by rank and may have two spectra, such as those of two
// editions; that their ranks mean the same is the caller's to know. It is an
// error, and t is not changed, if a stage is the zero Stage, if the spectra and
// t have different numbers of stages or if there are more than
// [math.MaxUint64] ratings in all.
func (t *Transitions) Add(from, to Stage, n uint64) error {
	k := from.spectrum.Len()
	switch {
	case from.IsZero() || to.IsZero():
		return fmt.Errorf("spectrum: transition from %q to %q, want two stages", from, to)
	case to.spectrum.Len() != k:
		return fmt.Errorf("spectrum: transition from one of %d stages to one of %d", k, to.spectrum.Len())
	}
	if err := t.grow(k, n); err != nil {
		return err
	}
	t.Counts[int(from.rank-1)*k+int(to.rank-1)] += n
	return nil
}

// Remove takes back n ratings that [Transitions.Add] added. It is an error, and t is not
// changed, if t has fewer of them.
func (t *Transitions) Remove(from, to Stage, n uint64) error {
	if have := t.Count(from, to); have < n {
		return fmt.Errorf("spectrum: remove %d transitions from %q to %q: there are %d", n, from, to, have)
	}
	if n > 0 {
		t.Counts[int(from.rank-1)*t.Stages+int(to.rank-1)] -= n
	}
	return nil
}

// Merge adds the counts of o to t. Merging is associative and commutative with
// the zero Transitions as its identity. It is an error, and t is not changed,
// if t and o have different numbers of stages, if they hold more than
// [math.MaxUint64] ratings together or if the fields of either do not fit
// together.
func (t *Transitions) Merge(o *Transitions) error {
	sums, err := o.sums()
	if err != nil {
		return err
	}
	if o.Stages == 0 {
		_, err := t.sums()
		return err
	}
	if err := t.grow(o.Stages, sums.n); err != nil {
		return err
	}
	for i, c := range o.Counts {
		t.Counts[i] += c
	}
	return nil
}

// Count returns the number of ratings that went from one stage to another; 0
// when either is not a stage of a spectrum of t's length.
func (t *Transitions) Count(from, to Stage) uint64 {
	k := t.Stages
	if from.IsZero() || to.IsZero() || from.spectrum.Len() != k || to.spectrum.Len() != k || t.known().n == 0 {
		return 0
	}
	return t.Counts[int(from.rank-1)*k+int(to.rank-1)]
}

// N returns the number of ratings.
func (t *Transitions) N() uint64 { return t.known().n }

// Up returns the number of ratings that went to a higher stage.
func (t *Transitions) Up() uint64 { return t.known().up }

// Same returns the number of ratings that stayed on their stage.
func (t *Transitions) Same() uint64 {
	s := t.known()
	return s.n - s.up - s.down
}

// Down returns the number of ratings that went to a lower stage.
func (t *Transitions) Down() uint64 { return t.known().down }

// Change returns the share of ratings that went up less the share that went
// down, from -1 to 1. It reports false when it does not exist: when there are
// no ratings. How far a rating went makes no difference. The result is the
// float64 nearest to the true value, whatever the counts.
func (t *Transitions) Change() (float64, bool) {
	s := t.known()
	if s.n == 0 {
		return 0, false
	}
	return signedRatio(uint128{lo: s.up}, uint128{lo: s.down}, uint128{lo: s.n}), true
}

// SignTest returns the two-sided p of the sign test: the probability that as
// many ratings or more, of those that changed, would have gone one way if up
// and down were equally likely for each. It is 1 when as many went up as down.
// It reports false when it does not exist: when no rating changed.
//
// It is the exact binomial test of up against up + down with the probability
// 1/2. Up to 64 changes it is the float64 nearest to the true value; from there
// on it is within 1e-12 of it, in proportion, unless it is below 1e-300. It
// supposes raters who do not follow each other; many ratings of one rater are
// not independent.
func (t *Transitions) SignTest() (p float64, ok bool) {
	s := t.known()
	if s.up+s.down == 0 {
		return 0, false
	}
	return signTest(min(s.up, s.down), s.up+s.down), true
}

// sums is the counts of a Transitions, added up.
type sums struct{ n, up, down uint64 }

// sums returns an error if the fields of t do not fit together.
func (t *Transitions) sums() (s sums, err error) {
	k := t.Stages
	if k != 0 && k < minStages || k > MaxStages || len(t.Counts) != k*k {
		return sums{}, fmt.Errorf("spectrum: %d transitions between %d stages", len(t.Counts), k)
	}
	for i, c := range t.Counts {
		var carry uint64
		if s.n, carry = bits.Add64(s.n, c, 0); carry != 0 {
			return sums{}, errTotal
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

// mustSums returns the sums, those of nothing when there is an error.
func (t *Transitions) known() sums {
	s, _ := t.sums()
	return s
}

// grow makes t ready for n more ratings between k stages.
func (t *Transitions) grow(k int, n uint64) error {
	s, err := t.sums()
	if err != nil {
		return err
	}
	if t.Stages != 0 && t.Stages != k {
		return fmt.Errorf("spectrum: transitions between %d stages and between %d", t.Stages, k)
	}
	if _, carry := bits.Add64(s.n, n, 0); carry != 0 {
		return errTotal
	}
	if t.Stages == 0 {
		t.Stages, t.Counts = k, make([]uint64, k*k)
	}
	return nil
}
