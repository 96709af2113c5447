package spectrum

import (
	"cmp"
	"iter"
)

// Stage is one stage of a [Spectrum]. It is a comparable value: two stages are
// equal, by ==, when they have one spectrum and one rank. The zero Stage is no
// stage; all methods are safe on it. A Stage is safe for concurrent use.
type Stage struct {
	spectrum *Spectrum
	rank     uint8 // from 1; 0 for no stage
}

// ID returns the stage's id, unique in its spectrum; "" for no stage.
func (s Stage) ID() string {
	if s.IsZero() {
		return ""
	}
	return s.spectrum.stages[s.rank-1].ID
}

// Title returns the stage's title for people, "" when it has none.
func (s Stage) Title() string {
	if s.IsZero() {
		return ""
	}
	return s.spectrum.stages[s.rank-1].Title
}

// Summary says what the stage is, "" when the spectrum does not.
func (s Stage) Summary() string {
	if s.IsZero() {
		return ""
	}
	return s.spectrum.stages[s.rank-1].Summary
}

// Rank returns the stage's place, from 1 for the lowest to the spectrum's
// length for the highest; 0 for no stage. Ranks give an order and no more:
// differences and means of them say nothing.
func (s Stage) Rank() int { return int(s.rank) }

// IsZero reports whether s is no stage.
func (s Stage) IsZero() bool { return s.rank == 0 }

// Spectrum returns the spectrum that s is a stage of, nil for no stage.
func (s Stage) Spectrum() *Spectrum { return s.spectrum }

// Messages returns an iterator over what the stage tells the community, in
// the order of the definition.
func (s Stage) Messages() iter.Seq[string] {
	return func(yield func(string) bool) {
		if s.IsZero() {
			return
		}
		for _, m := range s.spectrum.stages[s.rank-1].Messages {
			if !yield(m) {
				return
			}
		}
	}
}

// Next returns the stage above s. It reports false, with the zero Stage, when
// s is the highest or no stage.
func (s Stage) Next() (Stage, bool) {
	if s.IsZero() {
		return Stage{}, false
	}
	return s.spectrum.At(s.Rank() + 1)
}

// Prev returns the stage below s. It reports false, with the zero Stage, when
// s is the lowest or no stage.
func (s Stage) Prev() (Stage, bool) {
	return s.spectrum.At(s.Rank() - 1)
}

// Compare returns -1, 0 or +1 as the rank of s is below, equal to or above
// that of t; no stage is below every stage. It is meaningful only within one
// spectrum: the ranks of different spectra have nothing to do with each other.
func (s Stage) Compare(t Stage) int { return cmp.Compare(s.rank, t.rank) }

// String returns the stage's id, "" for no stage.
func (s Stage) String() string { return s.ID() }
