package report

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

// checkOptions returns an error if an option does not fit the summary.
func (b *builder) checkOptions() error {
	ref := b.rubric.Ref()
	if p := b.opt.Progress; p != nil {
		if p.After() == nil {
			return errors.New("report: Options.Progress is a zero value; make it with assess.Compare")
		}
		if p.After() != b.published {
			return errors.New("report: Options.Progress does not end with the summary to report on")
		}
		if weaker(p.Baseline().Policy(), b.published.Policy()) {
			return errors.New("report: the policy of the earlier wave in Options.Progress hides less than that of the later one")
		}
	}
	if k := b.opt.Consensus; k != nil && k.Rubric() == nil {
		return errors.New("report: Options.Consensus is a zero value; make it with assess.LoadConsensus")
	}
	if k := b.opt.Consensus; k != nil && k.Rubric().Ref() != ref {
		return fmt.Errorf("report: the consensus is on %s, the summary on %s", k.Rubric().Ref(), ref)
	}
	if err := b.checkComments(); err != nil {
		return err
	}
	if err := b.opt.checkWording(); err != nil {
		return err
	}
	switch b.opt.ScoreRule {
	case assess.PooledMedian, assess.MedianOfCompetencies, assess.Floor, assess.ShareAtTarget:
	default:
		return fmt.Errorf("report: unknown score rule %q", b.opt.ScoreRule)
	}
	for _, id := range slices.Sorted(maps.Keys(b.opt.Targets)) {
		if _, ok := b.published.Cell(id, assess.AllRaters); !ok && id != assess.AllDomains {
			return fmt.Errorf("report: target for %q, which is not a strand, domain or competency of %s", id, ref)
		}
		if stage := b.opt.Targets[id]; stage.IsZero() || !stage.Spectrum().Equal(b.rubric.Spectrum()) {
			return fmt.Errorf("report: target %q for %q is not a stage of %s", stage, id, ref)
		}
	}
	return nil
}

// weaker reports whether policy p shows something that policy than would hide.
func weaker(p, than assess.Policy) bool {
	return p.MinGroup < than.MinGroup || p.MinOutside < than.MinOutside || max(p.RoundTo, 1) < max(than.RoundTo, 1)
}

// targetBuilder builds the section on the distance to the goals.
type targetBuilder struct{ *builder }

// targets returns the distance to each goal: everything together first, then strands, then domains
// and competencies in the rubric's order. It is nil without goals.
func (b targetBuilder) targets() (*TargetsSection, error) {
	if len(b.opt.Targets) == 0 {
		return nil, nil
	}
	out := &TargetsSection{Intro: b.phrases.Targets.targetsIntro(b.opt.ScoreRule)}
	whole, everywhere := b.opt.Targets[assess.AllDomains]
	add := func(id, label string, isDomain bool, goal spectrum.Stage) error {
		t, err := b.target(id, goal)
		t.Label, t.IsDomain = b.text(label), isDomain
		out.Items = append(out.Items, t)
		return err
	}
	if everywhere {
		if err := add(assess.AllDomains, b.phrases.Targets.Whole, true, whole); err != nil {
			return nil, err
		}
	}
	for s := range b.strands() {
		if goal, ok := b.opt.Targets[s.ID()]; ok {
			if err := add(s.ID(), b.strandTitle(s), true, goal); err != nil {
				return nil, err
			}
		}
	}
	for d := range b.domains() {
		goal, ok := b.opt.Targets[d.ID()]
		if !ok && everywhere && !b.oneDomain {
			goal, ok = whole, true
		}
		if ok {
			if err := add(d.ID(), b.domainLabel(d), true, goal); err != nil {
				return nil, err
			}
		}
		for c := range b.selectedOf(d.Competencies()) {
			if goal, ok := b.opt.Targets[c.ID()]; ok {
				if err := add(c.ID(), b.label(c), false, goal); err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}

func (b targetBuilder) target(id string, goal spectrum.Stage) (TargetRow, error) {
	t := TargetRow{ID: id, Goal: b.between(goal, goal)}
	score, ok, err := b.published.Score(b.opt.ScoreRule, id, b.everyone, goal)
	if err != nil {
		return t, fmt.Errorf("report: %w", err)
	}
	pooled, shown, err := b.pooled(id)
	if err != nil {
		return t, fmt.Errorf("report: %w", err)
	}
	switch {
	case !shown || !ok && pooled.N() > 0:
		t.Hidden = true
		t.Current, t.Distance, t.Reached = b.hiddenMedian(), b.labels.HiddenMark, b.labels.HiddenMark
		t.Bar = StageBar{Label: b.text(b.labels.Hidden)}
		return t, nil
	case !ok:
		t.Current, t.Distance, t.Reached = b.between(score.Low, score.High), b.none(), b.none()
		t.Bar = b.bar(pooled)
		return t, nil
	}
	t.Current, t.Bar = b.between(score.Low, score.High), b.bar(pooled)
	low, high, _ := score.Distance()
	t.Distance = b.phrases.Targets.distance(low, high)
	t.Reached = b.phrases.Targets.reached(score.Reached, b.phrases.Results.ofRatings(score.Rated))
	return t, nil
}

// pooled returns everyone's ratings of a strand, a domain, a competency or the whole rubric, and whether
// they are shown.
func (b targetBuilder) pooled(id string) (all spectrum.Distribution, shown bool, err error) {
	if id != assess.AllDomains {
		cell, ok := b.published.Cell(id, b.everyone)
		return cell.Stages, ok && !cell.Hidden, nil
	}
	for d := range b.rubric.Domains() {
		cell, ok := b.published.Cell(d.ID(), b.everyone)
		if !ok || cell.Hidden {
			return spectrum.Distribution{}, false, nil
		}
		if all, err = all.Add(cell.Stages); err != nil {
			return all, false, err
		}
	}
	return all, true, nil
}

// hidesGroups reports whether the report leaves out constituencies.
func (b *builder) hidesGroups() bool { return len(b.groups) < len(b.published.Constituencies()) }
