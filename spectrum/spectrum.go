package spectrum

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
)

// MaxStages is the largest number of stages that a spectrum can have. It keeps
// a [Distribution] a comparable value of fixed size.
const MaxStages = 16

// minStages is the smallest number of stages that have an order.
const minStages = 2

// Definition is the editable form of a [Spectrum].
type Definition struct {
	ID     string            `json:"id,omitempty"`    // may be empty
	Title  string            `json:"title,omitempty"` // for people; may be empty
	Stages []StageDefinition `json:"stages"`          // lowest first, 2 to MaxStages of them
}

// StageDefinition is the editable form of a [Stage].
type StageDefinition struct {
	ID       string   `json:"id"`                 // not empty, unique in its spectrum
	Title    string   `json:"title,omitempty"`    // for people; may be empty
	Summary  string   `json:"summary,omitempty"`  // description of the stage; may be empty
	Messages []string `json:"messages,omitempty"` // what the stage conveys to the community; may be empty
}

// Spectrum is an ordered set of stages, lowest first. It is immutable and safe
// for concurrent use. Make one with [New]; a nil *Spectrum and the zero
// Spectrum are empty and safe to use.
type Spectrum struct {
	id       string
	title    string
	stages   []StageDefinition // never returned to callers
	identity string            // equal for equal spectra, "" without stages
}

// New returns the spectrum that d describes. It copies d, so the caller may change
// d afterwards. It is an error if d has fewer than 2 or more than [MaxStages]
// stages, or if a stage id is empty or used by an earlier stage. The error joins
// an error for every such stage.
func New(d Definition) (*Spectrum, error) {
	if n := len(d.Stages); n < minStages || n > MaxStages {
		// Do not read a list that may be very long.
		return nil, fmt.Errorf("spectrum: New: %d stages, want %d to %d", n, minStages, MaxStages)
	}
	var errs []error
	ranks := make(map[string]int, len(d.Stages))
	stages := make([]StageDefinition, len(d.Stages))
	for i, sd := range d.Stages {
		switch rank, used := ranks[sd.ID]; {
		case sd.ID == "":
			errs = append(errs, fmt.Errorf("spectrum: New: stage %d has no id", i+1))
		case used:
			errs = append(errs, fmt.Errorf("spectrum: New: stage %d has the id %q of stage %d", i+1, sd.ID, rank))
		default:
			ranks[sd.ID] = i + 1
		}
		sd.Messages = slices.Clone(sd.Messages)
		stages[i] = sd
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return &Spectrum{id: d.ID, title: d.Title, stages: stages, identity: identity(d)}, nil
}

// identity returns a string that is the same for two definitions if and only if
// they have the same id and the same stage ids in the same order.
func identity(d Definition) string {
	b := strconv.AppendQuote(nil, d.ID)
	for _, s := range d.Stages {
		b = strconv.AppendQuote(append(b, ' '), s.ID)
	}
	return string(b)
}

// Equal reports whether s and t are the same spectrum: whether their ids are
// equal and they have the same stage ids in the same order. Titles, summaries and
// messages may differ, as those of a translation do. Spectra without stages are
// equal to each other, nil included.
func (s *Spectrum) Equal(t *Spectrum) bool {
	if s == t {
		return true
	}
	if s.Len() == 0 || t.Len() == 0 {
		return s.Len() == t.Len()
	}
	return s.identity == t.identity
}

// ID returns the spectrum's id, "" if it has none.
func (s *Spectrum) ID() string {
	if s == nil {
		return ""
	}
	return s.id
}

// Title returns the spectrum's title, "" if it has none.
func (s *Spectrum) Title() string {
	if s == nil {
		return ""
	}
	return s.title
}

// Definition returns a definition from which [New] makes the same spectrum. The
// caller may change it. It is the zero Definition for a nil or zero Spectrum.
func (s *Spectrum) Definition() Definition {
	if s.Len() == 0 {
		return Definition{}
	}
	d := Definition{ID: s.id, Title: s.title, Stages: slices.Clone(s.stages)}
	for i := range d.Stages {
		d.Stages[i].Messages = slices.Clone(d.Stages[i].Messages)
	}
	return d
}

// Len returns the number of stages: 2 to [MaxStages], or 0 for a nil or zero
// Spectrum.
func (s *Spectrum) Len() int {
	if s == nil {
		return 0
	}
	return len(s.stages)
}

// Stages returns an iterator over all stages, lowest first.
func (s *Spectrum) Stages() iter.Seq[Stage] {
	return func(yield func(Stage) bool) {
		for i := range s.Len() {
			if !yield(s.at(i)) {
				return
			}
		}
	}
}

// Stage returns the stage with the given id. It reports false, with the zero
// Stage, if there is none. Ids must match exactly.
func (s *Spectrum) Stage(id string) (Stage, bool) {
	for i := range s.Len() {
		if s.stages[i].ID == id {
			return s.at(i), true
		}
	}
	return Stage{}, false
}

// At returns the stage of a rank, from 1 for the lowest to [Spectrum.Len] for
// the highest. It reports false, with the zero Stage, for any other rank.
func (s *Spectrum) At(rank int) (Stage, bool) {
	if rank < 1 || rank > s.Len() {
		return Stage{}, false
	}
	return s.at(rank - 1), true
}

// Distribution returns the distribution with the given counts of ratings, one
// for each stage, lowest first. It is an error if there are more or fewer
// counts than stages or if their total is above [math.MaxUint64]. A spectrum
// without stages gives the zero Distribution.
func (s *Spectrum) Distribution(counts ...uint64) (Distribution, error) {
	if len(counts) != s.Len() {
		return Distribution{}, fmt.Errorf("spectrum: Spectrum.Distribution: %d counts for %d stages", len(counts), s.Len())
	}
	if len(counts) == 0 {
		return Distribution{}, nil
	}
	d := Distribution{spectrum: s}
	copy(d.counts[:], counts)
	if !fits(&d.counts) {
		return Distribution{}, fmt.Errorf("spectrum: Spectrum.Distribution: %w", errManyRatings)
	}
	return d, nil
}

// String returns the spectrum's id, "" if it has none.
func (s *Spectrum) String() string { return s.ID() }

// at returns the stage at a valid index, counted from 0.
func (s *Spectrum) at(i int) Stage {
	return Stage{spectrum: s, rank: uint8(i + 1)}
}
