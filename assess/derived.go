package assess

import (
	"iter"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// EqualVoice is a domain or competency in the eyes of a community in which each
// constituency counts the same, however many of its people answered.
type EqualVoice struct {
	// Voices has the shares and the median; see [spectrum.EqualVoice].
	Voices spectrum.Voices
	// Constituencies are those that are counted, in the rubric's order. Hidden
	// ones, and those of which nobody rated, have no voice in it.
	Constituencies []rubric.Constituency
	// Differs says that the median is another than that of AllRaters, where each
	// person counts the same.
	Differs bool
}

// EqualVoice returns a domain or competency with each shown constituency counting
// the same. Ok is false when fewer than two constituencies are shown and have
// ratings, or when there is no such id. It is made of shown cells alone.
func (p *Published) EqualVoice(id string) (e EqualVoice, ok bool) {
	t := &p.table
	row, found := t.rows[id]
	if !found || t.at(row, 0).Hidden {
		return EqualVoice{}, false
	}
	var groups []spectrum.Distribution
	for column, c := range t.columns {
		if cell := t.at(row, column); column > 0 && !cell.Hidden && cell.Rated() > 0 {
			groups = append(groups, cell.Stages)
			e.Constituencies = append(e.Constituencies, c)
		}
	}
	if len(groups) < 2 {
		return EqualVoice{}, false
	}
	if e.Voices, ok = spectrum.EqualVoice(groups...); !ok {
		return EqualVoice{}, false
	}
	low, high := e.Voices.Median()
	everyoneLow, everyoneHigh := t.at(row, 0).Stages.Median()
	e.Differs = low != everyoneLow || high != everyoneHigh
	return e, true
}

// Reliability returns how far the raters of a constituency, or AllRaters, agree on
// where the competencies stand: Krippendorff's alpha, ordinal, with the competencies
// as its units, and percent agreement beside it. When ok is false, the Reason of the
// result says why there is no alpha; it is "" when a cell that it takes is hidden.
func (p *Published) Reliability(constituency string) (r spectrum.Reliability, ok bool) {
	t := &p.table
	column, known := t.column(constituency)
	if !known {
		return spectrum.Reliability{}, false
	}
	for c := range t.rubric.Competencies() {
		if t.at(t.rows[c.ID()], column).Hidden {
			return spectrum.Reliability{}, false
		}
	}
	return spectrum.Alpha(t.units(column), spectrum.Ordinal)
}

// units yields the competencies' distributions of one column.
func (t *table) units(column int) iter.Seq[spectrum.Distribution] {
	return func(yield func(spectrum.Distribution) bool) {
		for c := range t.rubric.Competencies() {
			if !yield(t.at(t.rows[c.ID()], column).Stages) {
				return
			}
		}
	}
}
