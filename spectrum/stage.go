package spectrum

import (
	"cmp"
	"fmt"
	"iter"
)

// Stage is one stage of a [Spectrum]. The zero Stage means that there is no stage;
// all methods can be called on it. A Stage is immutable and safe for concurrent
// use.
//
// [Stage.Equal] compares two stages across translations. The operator == is true
// only for stages of one *Spectrum, such as that of a loaded rubric.
type Stage struct {
	spectrum *Spectrum
	rank     uint8 // from 1; 0 for the zero Stage
}

// ID returns the stage's id, unique in its spectrum; "" for the zero Stage.
func (s Stage) ID() string {
	if s.IsZero() {
		return ""
	}
	return s.spectrum.stages[s.rank-1].ID
}

// Title returns the stage's title for people, "" if it has none.
func (s Stage) Title() string {
	if s.IsZero() {
		return ""
	}
	return s.spectrum.stages[s.rank-1].Title
}

// Summary returns the description of the stage, "" if it has none.
func (s Stage) Summary() string {
	if s.IsZero() {
		return ""
	}
	return s.spectrum.stages[s.rank-1].Summary
}

// Rank returns the position of the stage, from 1 for the lowest to the number of
// stages for the highest; 0 for the zero Stage. Ranks are an order only: their
// differences and means have no meaning.
func (s Stage) Rank() int { return int(s.rank) }

// IsZero reports whether s is the zero Stage.
func (s Stage) IsZero() bool { return s.rank == 0 }

// Spectrum returns the spectrum that s is a stage of, nil for the zero Stage.
func (s Stage) Spectrum() *Spectrum { return s.spectrum }

// Messages returns an iterator over the messages that the stage sends to the
// community, in the order of the definition.
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

// Next returns the stage above s. It reports false, with the zero Stage, if s is
// the highest or the zero Stage.
func (s Stage) Next() (Stage, bool) {
	if s.IsZero() {
		return Stage{}, false
	}
	return s.spectrum.At(s.Rank() + 1)
}

// Prev returns the stage below s. It reports false, with the zero Stage, if s is
// the lowest or the zero Stage.
func (s Stage) Prev() (Stage, bool) {
	return s.spectrum.At(s.Rank() - 1)
}

// Equal reports whether s and t are the same stage: whether they have the same
// rank and [Spectrum.Equal] spectra. The zero Stage equals only itself.
func (s Stage) Equal(t Stage) bool { return s.rank == t.rank && s.spectrum.Equal(t.spectrum) }

// Compare returns -1 if the rank of s is below that of t, 0 if they are equal and
// +1 if it is above. The zero Stage is below every stage. Compare panics if s and
// t are stages of different spectra, whose ranks cannot be compared.
func (s Stage) Compare(t Stage) int {
	if !s.IsZero() && !t.IsZero() && !s.spectrum.Equal(t.spectrum) {
		panic(fmt.Sprintf("spectrum: Stage.Compare: %s and %s are stages of different spectra", s.describe(), t.describe()))
	}
	return cmp.Compare(s.rank, t.rank)
}

// describe returns s with its spectrum, for messages.
func (s Stage) describe() string {
	if s.IsZero() {
		return "the zero Stage"
	}
	return fmt.Sprintf("stage %q of spectrum %q", s.ID(), s.spectrum.ID())
}

// mustBeOf panics, naming the function, if s is not a stage of t. If t is nil, any
// stage except the zero Stage is accepted: zero values have no ratings on it.
func (s Stage) mustBeOf(t *Spectrum, function string) {
	if s.IsZero() || t != nil && !s.spectrum.Equal(t) {
		panic(fmt.Sprintf("spectrum: %s: %s is not a stage of spectrum %q", function, s.describe(), t.ID()))
	}
}

// String returns the stage's id, "" for the zero Stage.
func (s Stage) String() string { return s.ID() }
