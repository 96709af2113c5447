package assess

import (
	"fmt"

	"github.com/waymark-go/waymark/spectrum"
)

// ScoreRule is a rule that summarizes a domain, or all domains, as one place on the
// spectrum. Each rule is ordinal: none assumes equal steps between stages.
type ScoreRule string

// The rules.
const (
	// PooledMedian is the median of all ratings of all competencies. Competencies with
	// more ratings weigh more.
	PooledMedian ScoreRule = "pooled-median"
	// MedianOfCompetencies is the median of the medians of the competencies: each
	// competency counts the same. A median between two stages counts half at each.
	MedianOfCompetencies ScoreRule = "median-of-competencies"
	// Floor is the lowest of the competencies' medians (of the lower stage, where
	// one falls between two): the highest stage that every competency has reached.
	Floor ScoreRule = "floor"
	// ShareAtTarget is the share of all ratings that are at or above the target.
	// Its stages are those of the pooled median.
	ShareAtTarget ScoreRule = "share-at-target"
)

// ResultScore is the place of a domain, or of all domains, on the spectrum by a rule. It
// includes the rule, because another rule may give another result.
type ResultScore struct {
	Rule ScoreRule
	// Low and High are the stages between which the score lies. They are equal if it is
	// one stage.
	Low, High spectrum.Stage
	// Reached of Rated ratings are at or above the target, if there is one.
	Reached, Rated uint64
	// Target is the stage that the score is compared with, or the zero Stage.
	Target spectrum.Stage
}

// Distance returns the number of stages from the target to the lower and to the higher
// end of the score: negative below the target, 0 at it. ok is false without a target.
func (s ResultScore) Distance() (low, high int, ok bool) {
	if s.Target.IsZero() || s.Low.IsZero() {
		return 0, 0, false
	}
	return s.Low.Rank() - s.Target.Rank(), s.High.Rank() - s.Target.Rank(), true
}

// AllDomains, instead of the id of a domain, means all domains together.
const AllDomains = ""

// Score returns the score of a strand, a domain, a competency or AllDomains for a constituency,
// AllRaters or ShownRaters. Target may be the zero Stage, except for [ShareAtTarget]. ok is false if a
// cell that it needs is hidden or has no ratings. It returns an error if the rule or the
// id is unknown or the target belongs to another spectrum.
func (p *Published) Score(rule ScoreRule, id, constituency string, target spectrum.Stage) (s ResultScore, ok bool, err error) {
	spec := p.table.rubric.Spectrum()
	if !target.IsZero() && !target.Spectrum().Equal(spec) {
		return ResultScore{}, false, fmt.Errorf("score: the target %s is no stage of %s", target, p.table.rubric.Ref())
	}
	at, known := p.table.lookup(constituency)
	rows, found := p.table.rowsOf(id)
	if !known || !found {
		return ResultScore{}, false, fmt.Errorf("score: %s has no strand, domain or competency %q or no constituency %q", p.table.rubric.Ref(), id, constituency)
	}
	var pooled, medians spectrum.Distribution
	s = ResultScore{Rule: rule, Target: target}
	for _, row := range rows {
		cell := at(row)
		if cell.Hidden {
			return ResultScore{}, false, nil
		}
		if pooled, err = pooled.Add(cell.Stages); err != nil {
			return ResultScore{}, false, fmt.Errorf("score: %w", err)
		}
		low, high := cell.Stages.Median()
		if low.IsZero() {
			continue
		}
		if medians, err = addStages(medians, spec, low, high); err != nil {
			return ResultScore{}, false, fmt.Errorf("score: %w", err)
		}
		if s.Low.IsZero() || low.Compare(s.Low) < 0 {
			s.Low = low
		}
	}
	if pooled.N() == 0 {
		return ResultScore{}, false, nil
	}
	if s.Rated = pooled.N(); !target.IsZero() {
		s.Reached, _ = pooled.AtOrAbove(target)
	}
	switch rule {
	case PooledMedian:
		s.Low, s.High = pooled.Median()
	case MedianOfCompetencies:
		s.Low, s.High = medians.Median()
	case Floor:
		s.High = s.Low
	case ShareAtTarget:
		if target.IsZero() {
			return ResultScore{}, false, fmt.Errorf("score: the rule %s needs a target", rule)
		}
		s.Low, s.High = pooled.Median()
	default:
		return ResultScore{}, false, fmt.Errorf("score: no rule %q", rule)
	}
	return s, true, nil
}

// rowsOf returns the rows of the competencies that an id means.
func (t *table) rowsOf(id string) ([]int, bool) {
	if c, ok := t.rubric.Competency(id); ok {
		return []int{t.rows[c.ID()]}, true
	}
	var rows []int
	for c := range t.rubric.Competencies() {
		if s := c.Domain().Strand(); id == AllDomains || c.Domain().ID() == id || s != nil && s.ID() == id {
			rows = append(rows, t.rows[c.ID()])
		}
	}
	return rows, len(rows) > 0
}

// addStages adds one rating at each of the stages.
func addStages(d spectrum.Distribution, spec *spectrum.Spectrum, stages ...spectrum.Stage) (spectrum.Distribution, error) {
	counts := make([]uint64, spec.Len())
	for _, s := range stages {
		counts[s.Rank()-1]++
	}
	one, err := spec.Distribution(counts...)
	if err != nil {
		return d, err
	}
	return d.Add(one)
}
