package assess

import (
	"errors"
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Progress compares two published waves of an assessment. It is made of what both
// show and of nothing else, so it exposes nobody that they do not. It never changes
// once it is made and is safe for concurrent use.
//
// The two waves are taken for the answers of different people: intervals assume
// independent samples. Where the raters are the same, a [PairTally] says more.
type Progress struct {
	before, after *Published
	crosswalk     *rubric.Crosswalk // nil for one edition
	changes       []Change          // by row and column of after's table
}

// Change is what moved between two waves for one domain or competency and one group
// of raters.
type Change struct {
	// Before and After are the two results, Before on the spectrum of the later
	// edition.
	Before, After Cell
	// Comparable says how far the two can be compared; Note is the crosswalk's, or
	// "".
	Comparable rubric.Comparability
	Note       string
	// Reason says why there is no change to speak of, "" when there is.
	Reason ChangeReason
	// Delta is Cliff's delta of the later wave against the earlier, from -1 to 1:
	// positive means that the later one rates higher. It means nothing when there
	// is a Reason.
	Delta float64
	// Interval is the 95 % interval of Delta by Feng and Cliff (2004), the zero
	// value when a wave has fewer than two ratings.
	Interval spectrum.Interval
}

// ChangeReason says why two results are not compared. Reasons are stable.
type ChangeReason string

// The reasons.
const (
	ChangeHidden     ChangeReason = "hidden"         // one of the two is hidden
	ChangeNoRatings  ChangeReason = "no-ratings"     // in one of the two nobody rated it
	ChangeAdded      ChangeReason = "added"          // the earlier edition does not have it
	ChangeSplit      ChangeReason = "split"          // it is a part of what the earlier edition has
	ChangeMerged     ChangeReason = "merged"         // it is several things of the earlier edition
	ChangeNot        ChangeReason = "not-comparable" // it asks for something else than before
	ChangeStage      ChangeReason = "stage"          // ratings before are at a stage that is no more
	ChangeMembership ChangeReason = "membership"     // the domain has other competencies than before
	ChangeGroup      ChangeReason = "constituency"   // the earlier edition does not name the constituency
)

// intervalLevel is the confidence level of the intervals in results.
const intervalLevel = 0.95

var errLaxer = errors.New("the earlier wave is published under a policy that hides less than that of the later one; publish it again under the later policy")

// Compare says what moved between two published waves. The crosswalk leads from the
// edition of the earlier one to that of the later one; it is nil, and only then,
// when they are the same. Competencies are compared where the crosswalk leads from
// one to one and says that they are comparable; a domain where it has the same
// competencies in both editions and all are.
//
// The error says that the crosswalk does not lead from one to the other, or that the
// earlier wave was published under a policy that hides less than that of the later one:
// what it shows would undo what the later one hides. Publish the earlier wave again.
func Compare(before, after *Published, x *rubric.Crosswalk) (*Progress, error) {
	from, to := before.table.rubric.Ref(), after.table.rubric.Ref()
	switch {
	case x == nil && from != to:
		return nil, fmt.Errorf("compare: from %s to %s it takes a crosswalk", from, describe(to, from))
	case x != nil && (x.From().Ref() != from || x.To().Ref() != to):
		return nil, fmt.Errorf("compare: the crosswalk leads from %s to %s, the waves are of %s and %s", x.From().Ref(), x.To().Ref(), from, to)
	}
	if before.policy.laxer(after.policy) {
		return nil, fmt.Errorf("compare: %w", errLaxer)
	}
	p := &Progress{before: before, after: after, crosswalk: x}
	t := &after.table
	origins := p.origins()
	for row, id := range t.ids {
		for column := range t.columns {
			p.changes = append(p.changes, p.change(origins[id], row, column))
		}
	}
	return p, nil
}

// Before returns the earlier wave.
func (p *Progress) Before() *Published { return p.before }

// After returns the later wave.
func (p *Progress) After() *Published { return p.after }

// Change returns what moved for a domain or competency of the later edition and a
// constituency or Everyone; ok is false when the later edition has no such id.
func (p *Progress) Change(id, constituency string) (c Change, ok bool) {
	t := &p.after.table
	row, found := t.rows[id]
	column, known := t.column(constituency)
	if !found || !known {
		return Change{}, false
	}
	return p.changes[row*len(t.columns)+column], true
}

// origin is what a row of the later edition is compared with.
type origin struct {
	id         string // in the earlier edition, "" for nothing
	comparable rubric.Comparability
	note       string
	reason     ChangeReason
}

// origins finds the origin of every domain and competency of the later edition.
func (p *Progress) origins() map[string]origin {
	found := make(map[string]origin)
	for c := range p.after.table.rubric.Competencies() {
		found[c.ID()] = origin{id: c.ID(), comparable: rubric.Fully}
	}
	if p.crosswalk != nil {
		for link := range p.crosswalk.Links() {
			for _, c := range link.To {
				found[c.ID()] = competencyOrigin(link)
			}
		}
	}
	for d := range p.after.table.rubric.Domains() {
		found[d.ID()] = p.domainOrigin(d, found)
	}
	return found
}

func competencyOrigin(link rubric.Link) origin {
	o := origin{comparable: rubric.Not, note: link.Note, reason: ChangeReason(obstacle(link))}
	if o.reason == "" {
		o.comparable, o.id = link.Comparable, link.From[0].ID()
	}
	return o
}

// domainOrigin compares a domain only with one of the same id whose competencies
// all lead to its own: pooled ratings of other things would show a change where
// there is none.
func (p *Progress) domainOrigin(d *rubric.Domain, found map[string]origin) origin {
	was, ok := p.before.table.rubric.Domain(d.ID())
	if !ok {
		return origin{comparable: rubric.Not, reason: ChangeAdded}
	}
	o := origin{id: d.ID(), comparable: rubric.Fully}
	for c := range d.Competencies() {
		from := found[c.ID()]
		old, ok := p.before.table.rubric.Competency(from.id)
		if !ok || old.Domain() != was {
			return origin{comparable: rubric.Not, reason: ChangeMembership}
		}
		if from.comparable == rubric.Partly {
			o.comparable = rubric.Partly
		}
	}
	if was.CompetencyCount() != d.CompetencyCount() {
		return origin{comparable: rubric.Not, reason: ChangeMembership}
	}
	return o
}

func (p *Progress) change(o origin, row, column int) Change {
	t := &p.after.table
	c := Change{After: *t.at(row, column), Comparable: o.comparable, Note: o.note, Reason: o.reason}
	if o.reason != "" {
		return c
	}
	before, ok := p.before.Cell(o.id, t.columns[column].ID)
	if !ok {
		c.Comparable, c.Reason = rubric.Not, ChangeGroup
		return c
	}
	if before.Hidden || c.After.Hidden {
		c.Before, c.Reason = Cell{Hidden: true}, ChangeHidden
		return c
	}
	if c.Before, ok = p.moveCell(before); !ok {
		c.Before, c.Comparable, c.Reason = Cell{}, rubric.Not, ChangeStage
		return c
	}
	delta, ok := spectrum.Dominance(c.After.Stages, c.Before.Stages)
	if !ok {
		c.Reason = ChangeNoRatings
		return c
	}
	c.Delta = delta
	c.Interval, _ = spectrum.DominanceInterval(c.After.Stages, c.Before.Stages, intervalLevel)
	return c
}

// moveCell puts a cell of the earlier edition on the spectrum of the later one; ok
// is false when it has ratings at a stage that is no more.
func (p *Progress) moveCell(c Cell) (moved Cell, ok bool) {
	to := p.after.table.rubric.Spectrum()
	counts := make([]uint64, to.Len())
	for s, n := range c.Stages.Counts() {
		rank := s.Rank()
		if p.crosswalk != nil {
			target, ok := p.crosswalk.Stage(s)
			if !ok && n > 0 {
				return Cell{}, false
			}
			rank = target.Rank()
		}
		if n > 0 {
			counts[rank-1] += n
		}
	}
	stages, err := to.Distribution(counts...)
	return Cell{Stages: stages, NonAnswers: c.NonAnswers}, err == nil
}

// Wave is a published wave and the crosswalk that leads to its edition from that of
// the wave before it, nil where that is the same.
type Wave struct {
	Published *Published
	Crosswalk *rubric.Crosswalk
}

// TrendPoint is a domain or competency in one wave of several.
type TrendPoint struct {
	// ID is the id in the wave's own edition; it is "" where it had none.
	ID   string
	Cell Cell
	// Break says why the point cannot be compared with the one before it, "" when
	// it can and for the first. A line drawn through the points ends here and
	// starts anew.
	Break ChangeReason
	// Delta is Cliff's delta against the point before, when there is no Break.
	Delta float64
}

// Trend follows a domain or competency of the newest wave, and a constituency or
// Everyone, back through earlier ones. Waves are in the order of time. The points
// start at the earliest wave that can be followed to; a point with a Break is not
// comparable with the one before. The error says that the waves do not follow each
// other or that the newest has no such id.
func Trend(waves []Wave, id, constituency string) ([]TrendPoint, error) {
	if len(waves) == 0 {
		return nil, fmt.Errorf("trend: no waves")
	}
	last := waves[len(waves)-1].Published
	cell, ok := last.Cell(id, constituency)
	if !ok {
		return nil, fmt.Errorf("trend: %s has no domain or competency %q or no constituency %q", last.Rubric().Ref(), id, constituency)
	}
	points := []TrendPoint{{ID: id, Cell: cell}}
	for i := len(waves) - 1; i > 0; i-- {
		progress, err := Compare(waves[i-1].Published, waves[i].Published, waves[i].Crosswalk)
		if err != nil {
			return nil, fmt.Errorf("trend: wave %d: %w", i+1, err)
		}
		change, _ := progress.Change(id, constituency)
		newest := &points[len(points)-1]
		newest.Break, newest.Delta = change.Reason, change.Delta
		before := progress.origins()[id].id
		if before == "" {
			break
		}
		cell, ok := waves[i-1].Published.Cell(before, constituency)
		if !ok {
			break
		}
		id = before
		points = append(points, TrendPoint{ID: id, Cell: cell})
	}
	slices.Reverse(points)
	return points, nil
}
