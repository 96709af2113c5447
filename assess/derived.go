package assess

import (
	"slices"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// EqualVoiceResult is the result for a strand, domain or competency with the same weight for each
// constituency, whatever the number of its raters.
type EqualVoiceResult struct {
	// Voices has the shares and the median; see [spectrum.EqualVoice].
	Voices spectrum.Voices
	// Constituencies are those that are counted, in the order of the rubric. Hidden
	// constituencies and those without ratings are not counted.
	Constituencies []rubric.Constituency
	// Differs means that the median differs from that of AllRaters, in which each
	// person has the same weight.
	Differs bool
}

// EqualVoice returns the result for a strand, domain or competency with the same weight for each
// shown constituency. ok is false if fewer than two constituencies are shown and have
// ratings, or there is no such id. It uses only shown cells.
func (p *Published) EqualVoice(id string) (e EqualVoiceResult, ok bool) {
	t := &p.table
	row, found := t.rows[id]
	if !found || t.at(row, 0).Hidden {
		return EqualVoiceResult{}, false
	}
	groups := make([]spectrum.Distribution, 0, len(t.columns)-1)
	e.Constituencies = make([]rubric.Constituency, 0, len(t.columns)-1)
	for column, c := range t.columns {
		if cell := t.at(row, column); column > 0 && !cell.Hidden && cell.Rated() > 0 {
			groups = append(groups, cell.Stages)
			e.Constituencies = append(e.Constituencies, c)
		}
	}
	if len(groups) < 2 {
		return EqualVoiceResult{}, false
	}
	if e.Voices, ok = spectrum.EqualVoice(groups...); !ok {
		return EqualVoiceResult{}, false
	}
	low, high := e.Voices.Median()
	everyoneLow, everyoneHigh := t.at(row, 0).Stages.Median()
	e.Differs = !low.Equal(everyoneLow) || !high.Equal(everyoneHigh)
	return e, true
}

// Reliability measures how far the raters of a constituency, AllRaters or ShownRaters agree on
// all competencies: Krippendorff's alpha, ordinal, with the competencies as its units, and
// percent agreement. If ok is false, the Reason of the result says why there is no alpha;
// it is "" if a cell that it needs is hidden.
func (p *Published) Reliability(constituency string) (r spectrum.Reliability, ok bool) {
	t := &p.table
	cell, known := t.lookup(constituency)
	if !known {
		return spectrum.Reliability{}, false
	}
	units := make([]spectrum.Distribution, 0, t.rubric.CompetencyCount())
	for c := range t.rubric.Competencies() {
		unit := cell(t.rows[c.ID()])
		if unit.Hidden {
			return spectrum.Reliability{}, false
		}
		units = append(units, unit.Stages)
	}
	return spectrum.Alpha(slices.Values(units), spectrum.Ordinal)
}
