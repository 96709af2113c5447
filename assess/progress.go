package assess

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Progress compares two published waves of an assessment. It uses only what both show, so
// it exposes nobody whom they do not expose. It never changes and is safe for concurrent
// use.
//
// It treats the two waves as answers of different people: intervals assume independent
// samples. If the raters are the same, a [PairTally] says more.
type Progress struct {
	after    *Published
	baseline Baseline
	changes  []ResultChange // by row and column of after's table
}

// Baseline is what a [Progress] knows of the earlier wave as a complete one.
type Baseline struct {
	rubric  *rubric.Rubric
	policy  Policy
	columns []rubric.Constituency // columns[0] is everyone
	raters  []RaterCount          // by column
}

// Rubric returns the edition that was rated in the earlier wave.
func (b Baseline) Rubric() *rubric.Rubric { return b.rubric }

// Policy returns the policy that the earlier wave was published under.
func (b Baseline) Policy() Policy { return b.policy }

// Raters returns how many raters of the earlier wave speak from a constituency or,
// for AllRaters, in all. The count of an unknown constituency is hidden.
func (b Baseline) Raters(constituency string) RaterCount {
	for i, c := range b.columns {
		if c.ID == constituency {
			return b.raters[i]
		}
	}
	return RaterCount{Hidden: true}
}

// ResultChange is the change between two waves for one strand, domain or competency and one
// group of raters.
type ResultChange struct {
	// Before and After are the two results, Before on the spectrum of the later
	// edition.
	Before, After ResultCell
	// Comparable says how far the two can be compared. Note is that of the crosswalk,
	// or "".
	Comparable rubric.Comparability
	Note       string
	// Reason says why the two are not compared, "" if they are.
	Reason ChangeReason
	// Delta is Cliff's delta of the later wave against the earlier, from -1 to 1:
	// positive means that the later one rates higher. It has no meaning if there is
	// a Reason.
	Delta float64
	// Interval is the 95 % interval of Delta by Feng and Cliff (2004). It is the zero value
	// if a wave has fewer than two ratings, and for domains and strands, because the ratings
	// of one rater are not independent of each other.
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
	ChangeStage      ChangeReason = "stage"          // the earlier ratings are at a stage that the later spectrum lacks
	ChangeMembership ChangeReason = "membership"     // the domain has other competencies than before
	ChangeGroup      ChangeReason = "constituency"   // the earlier edition does not name the constituency
	ChangeNotAsked   ChangeReason = "not-asked"      // in one of the two the constituency is not asked
	ChangeAsked      ChangeReason = "asked"          // the two do not ask the same constituencies, or not the same of one
	ChangeParts      ChangeReason = "domains"        // the strand has other domains than before, or one that cannot be compared
)

// intervalLevel is the confidence level of the intervals in results.
const intervalLevel = 0.95

var errLaxer = errors.New("the earlier wave is published under a policy that hides less than that of the later one; publish it again under the later policy")

// Comparable returns the error that [Compare] would return for a later wave of the rubric r that is
// published under the policy p, whatever its results will be, or an error if p is not valid. It returns
// nil if the two can be compared. A program can thus refuse the summary of an earlier wave when
// somebody names it, before anybody has answered. x is as in Compare.
func Comparable(before *Published, r *rubric.Rubric, p Policy, x *rubric.Crosswalk) error {
	const function = "assess.Comparable"
	if err := cmp.Or(checkPublished(function, "before", before), given.Rubric(function, "r", r)); err != nil {
		return err
	}
	p, err := p.WithDefaults()
	if err != nil {
		return err
	}
	return checkComparable(function, before, r, p, x)
}

// checkComparable is [Comparable] for a policy with its defaults.
func checkComparable(function string, before *Published, r *rubric.Rubric, p Policy, x *rubric.Crosswalk) error {
	if x != nil && x.From() == nil {
		return given.Crosswalk(function, "x", x)
	}
	from, to := before.table.rubric.Ref(), r.Ref()
	switch {
	case x == nil && from != to:
		return fmt.Errorf("compare: from %s to %s it takes a crosswalk", from, describe(to, from))
	case x != nil && (x.From().Ref() != from || x.To().Ref() != to):
		return fmt.Errorf("compare: the crosswalk leads from %s to %s, the waves are of %s and %s", x.From().Ref(), x.To().Ref(), from, to)
	case before.policy.laxer(p):
		return fmt.Errorf("compare: %w", errLaxer)
	}
	return nil
}

// Compare compares two published waves. The crosswalk leads from the edition of the
// earlier wave to that of the later one. It must be nil if the editions are the same, and
// only then. A competency is compared if the crosswalk leads from one to one and calls
// the two comparable. A domain is compared if it has the same competencies in both
// editions and all of them are compared, and a strand if it has the same domains in both and
// all of these are compared.
//
// The error says that the crosswalk does not lead from one to the other, or that the
// earlier wave was published under a policy that hides less than that of the later one:
// what it shows would undo what the later one hides. Publish the earlier wave again.
// [Comparable] tells this before there are results.
func Compare(before, after *Published, x *rubric.Crosswalk) (*Progress, error) {
	if err := cmp.Or(checkPublished("assess.Compare", "before", before), checkPublished("assess.Compare", "after", after)); err != nil {
		return nil, err
	}
	if err := checkComparable("assess.Compare", before, after.table.rubric, after.policy, x); err != nil {
		return nil, err
	}
	p := &Progress{after: after, baseline: baselineOf(before)}
	t := &after.table
	c := comparison{before: before, after: after, crosswalk: x}
	origins := c.origins()
	for row, id := range t.ids {
		if _, ok := t.rubric.Strand(id); ok {
			continue
		}
		for column := range t.columns {
			p.changes = append(p.changes, c.change(origins[id], row, column))
		}
	}
	if err := p.addStrands(); err != nil {
		return nil, fmt.Errorf("compare: %w", err)
	}
	return p, nil
}

func baselineOf(p *Published) Baseline {
	return Baseline{rubric: p.table.rubric, policy: p.policy, columns: p.table.columns, raters: p.table.raters}
}

// After returns the later wave.
func (p *Progress) After() *Published { return p.after }

// Baseline returns what is known of the earlier wave.
func (p *Progress) Baseline() Baseline { return p.baseline }

// Change returns the change of a strand, domain or competency of the later edition for a
// constituency or AllRaters; ok is false if the later edition has no such id.
func (p *Progress) Change(id, constituency string) (c ResultChange, ok bool) {
	t := &p.after.table
	row, found := t.rows[id]
	column, known := t.column(constituency)
	if !found || !known {
		return ResultChange{}, false
	}
	return p.changes[row*len(t.columns)+column], true
}

// comparison compares two waves.
type comparison struct {
	before, after *Published
	crosswalk     *rubric.Crosswalk // nil for one edition
}

// origin is what a row of the later edition is compared with.
type origin struct {
	id         string // in the earlier edition, "" for nothing
	comparable rubric.Comparability
	note       string
	reason     ChangeReason
	pairs      [][2]*rubric.Competency // earlier and later, if the crosswalk allows a comparison
}

// origins finds the origin of every domain and competency of the later edition, and the id of
// the strands that the earlier one has.
func (c *comparison) origins() map[string]origin {
	found := make(map[string]origin)
	for known := range c.after.table.rubric.Competencies() {
		found[known.ID()] = origin{id: known.ID(), comparable: rubric.FullyComparable}
	}
	if c.crosswalk != nil {
		for link := range c.crosswalk.Links() {
			for _, to := range link.To {
				found[to.ID()] = competencyOrigin(link, to)
			}
		}
	}
	for d := range c.after.table.rubric.Domains() {
		found[d.ID()] = c.domainOrigin(d, found)
	}
	for s := range c.before.table.rubric.Strands() {
		found[s.ID()] = origin{id: s.ID()}
	}
	return found
}

func competencyOrigin(link rubric.CrosswalkLink, to *rubric.Competency) origin {
	o := origin{comparable: rubric.NotComparable, note: link.Note, reason: ChangeReason(obstacle(link))}
	if o.reason == "" {
		o.comparable, o.id = link.Comparable, link.From[0].ID()
		o.pairs = [][2]*rubric.Competency{{link.From[0], to}}
	}
	return o
}

// domainOrigin compares a domain only with one of the same id whose competencies
// all lead to its own: pooled ratings of other things would show a change where
// there is none.
func (c *comparison) domainOrigin(d *rubric.Domain, found map[string]origin) origin {
	was, ok := c.before.table.rubric.Domain(d.ID())
	if !ok {
		return origin{comparable: rubric.NotComparable, reason: ChangeAdded}
	}
	o := origin{id: d.ID(), comparable: rubric.FullyComparable}
	for competency := range d.Competencies() {
		from := found[competency.ID()]
		old, ok := c.before.table.rubric.Competency(from.id)
		if !ok || old.Domain() != was {
			return origin{comparable: rubric.NotComparable, reason: ChangeMembership}
		}
		o.pairs = append(o.pairs, from.pairs...)
		if from.comparable == rubric.PartlyComparable {
			o.comparable = rubric.PartlyComparable
		}
	}
	if was.CompetencyCount() != d.CompetencyCount() {
		return origin{comparable: rubric.NotComparable, reason: ChangeMembership}
	}
	return o
}

func (c *comparison) change(o origin, row, column int) ResultChange {
	t := &c.after.table
	after := *t.at(row, column)
	if after.NotAsked {
		return ResultChange{After: after, Comparable: rubric.NotComparable, Reason: ChangeNotAsked}
	}
	if after.Hidden {
		return ResultChange{Before: ResultCell{Hidden: true}, After: after, Comparable: rubric.NotComparable, Reason: ChangeHidden}
	}
	change := ResultChange{After: after, Comparable: o.comparable, Note: o.note, Reason: o.reason}
	if o.reason != "" {
		return change
	}
	before, ok := c.before.Cell(o.id, t.columns[column].ID)
	if !ok {
		change.Comparable, change.Reason = rubric.NotComparable, ChangeGroup
		return change
	}
	if before.NotAsked {
		change.Before, change.Comparable, change.Reason = before, rubric.NotComparable, ChangeNotAsked
		return change
	}
	if c.asksOthers(o, t.columns[column].ID) {
		change.Comparable, change.Reason = rubric.NotComparable, ChangeAsked
		return change
	}
	if before.Hidden {
		change.Before, change.Reason = ResultCell{Hidden: true}, ChangeHidden
		return change
	}
	if change.Before, ok = c.moveCell(before); !ok {
		change.Before, change.Comparable, change.Reason = ResultCell{}, rubric.NotComparable, ChangeStage
		return change
	}
	_, pooled := t.rubric.Domain(t.ids[row])
	change.measure(pooled)
	return change
}

// asksOthers reports whether a constituency, or for AllRaters any one that both editions
// name, is asked a competency in one of the two editions only.
func (c *comparison) asksOthers(o origin, constituency string) bool {
	for _, pair := range o.pairs {
		for x := range c.after.table.rubric.Constituencies() {
			_, named := c.before.table.rubric.Constituency(x.ID)
			if named && (constituency == AllRaters || constituency == x.ID) && pair[0].Asks(x.ID) != pair[1].Asks(x.ID) {
				return true
			}
		}
	}
	return false
}

// measure sets Delta and Interval if Before and After are shown. Pooled ratings have no
// interval: those of one rater are not independent of each other.
func (c *ResultChange) measure(pooled bool) {
	delta, ok := spectrum.Dominance(c.After.Stages, c.Before.Stages)
	if !ok {
		c.Reason = ChangeNoRatings
		return
	}
	c.Delta = delta
	if !pooled {
		c.Interval, _ = spectrum.DominanceInterval(c.After.Stages, c.Before.Stages, intervalLevel)
	}
}

// moveCell puts a cell of the earlier edition on the spectrum of the later one; ok
// is false when it has ratings at a stage that is no more.
func (c *comparison) moveCell(cell ResultCell) (moved ResultCell, ok bool) {
	to := c.after.table.rubric.Spectrum()
	counts := make([]uint64, to.Len())
	for s, n := range cell.Stages.Counts() {
		rank := s.Rank()
		if c.crosswalk != nil {
			target, ok := c.crosswalk.Stage(s)
			if !ok && n > 0 {
				return ResultCell{}, false
			}
			rank = target.Rank()
		}
		if n > 0 {
			counts[rank-1] += n
		}
	}
	stages, err := to.Distribution(counts...)
	return ResultCell{Stages: stages, NonAnswers: cell.NonAnswers}, err == nil
}

// Wave is a published wave and the crosswalk from the edition of the previous wave to its
// own, nil if they are the same.
type Wave struct {
	Published *Published
	Crosswalk *rubric.Crosswalk
}

// TrendPoint is a strand, domain or competency in one wave of several.
type TrendPoint struct {
	// ID is the id in the wave's own edition; it is "" where it had none.
	ID   string
	Cell ResultCell
	// Break says why the point cannot be compared with the previous one. It is "" if it
	// can, and for the first point. A line through the points is interrupted here.
	Break ChangeReason
	// Delta is Cliff's delta against the point before, when there is no Break.
	Delta float64
}

// Trend follows a strand, domain or competency of the newest wave, for a constituency or
// AllRaters, back through earlier waves. Waves are in the order of time. The points start
// at the earliest wave that has it; a point with a Break is not comparable with the
// previous one. It returns an error if the waves do not follow each other or the newest
// has no such id.
func Trend(waves []Wave, id, constituency string) ([]TrendPoint, error) {
	if len(waves) == 0 {
		return nil, fmt.Errorf("trend: no waves")
	}
	for i, w := range waves {
		if err := checkPublished("assess.Trend", fmt.Sprintf("waves[%d].Published", i), w.Published); err != nil {
			return nil, err
		}
	}
	last := waves[len(waves)-1].Published
	cell, ok := last.Cell(id, constituency)
	if !ok {
		return nil, fmt.Errorf("trend: %s has no strand, domain or competency %q or no constituency %q", last.Rubric().Ref(), id, constituency)
	}
	points := []TrendPoint{{ID: id, Cell: cell}}
	for i := len(waves) - 1; i > 0; i-- {
		c := comparison{before: waves[i-1].Published, after: waves[i].Published, crosswalk: waves[i].Crosswalk}
		progress, err := Compare(c.before, c.after, c.crosswalk)
		if err != nil {
			return nil, fmt.Errorf("trend: wave %d: %w", i+1, err)
		}
		change, _ := progress.Change(id, constituency)
		newest := &points[len(points)-1]
		newest.Break, newest.Delta = change.Reason, change.Delta
		before := c.origins()[id].id
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
