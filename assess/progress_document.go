package assess

import (
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/spectrum"
)

// Document returns the later wave as data, with the baseline beside its rubric and
// the change in each cell that is shown.
func (p *Progress) Document() SummaryDocument {
	d := p.after.Document()
	baseline, policy := p.baseline.rubric.Ref(), PolicyEntry(p.baseline.policy)
	raters := ratersEntry(p.baseline.columns, p.baseline.raters)
	d.Baseline, d.BaselinePolicy, d.BaselineRaters = &baseline, &policy, &raters
	for i := range d.Strands {
		p.addChanges(d.Strands[i].ID, &d.Strands[i].All, d.Strands[i].By)
	}
	for i := range d.Domains {
		dom := &d.Domains[i]
		p.addChanges(dom.ID, &dom.All, dom.By)
		for j := range dom.Competencies {
			c := &dom.Competencies[j]
			p.addChanges(c.ID, &c.All, c.By)
		}
	}
	return d
}

// MarshalJSON writes the summary/1 document of the later wave with what moved.
func (p *Progress) MarshalJSON() ([]byte, error) { return source.Marshal(p.Document()) }

func (p *Progress) addChanges(id string, all *CellEntry, by map[string]CellEntry) {
	all.Change = p.changeEntry(id, AllRaters, all.Hidden)
	for group, cell := range by {
		cell.Change = p.changeEntry(id, group, cell.Hidden)
		by[group] = cell
	}
}

func (p *Progress) changeEntry(id, group string, hidden bool) *ChangeEntry {
	c, ok := p.Change(id, group)
	if !ok || hidden || c.After.NotAsked {
		return nil
	}
	e := &ChangeEntry{Comparable: string(c.Comparable), Reason: string(c.Reason), Note: c.Note}
	if c.beforeKnown() {
		non := c.Before.NonAnswers
		e.CountsBefore, e.NonAnswersBefore = stageCounts(c.Before.Stages), &non
	}
	if c.Reason != "" {
		return e
	}
	e.N = &[2]uint64{c.Before.Rated(), c.After.Rated()}
	low, high := c.Before.Stages.Median()
	e.MedianBefore = &[2]string{low.ID(), high.ID()}
	delta := round4(c.Delta)
	e.Delta = &delta
	if c.Interval != (spectrum.Interval{}) {
		e.Interval = &[2]float64{round4(c.Interval.Lower), round4(c.Interval.Upper)}
	}
	return e
}

// beforeKnown reports whether Before is a result, shown and on the later spectrum.
func (c *ResultChange) beforeKnown() bool { return c.Reason == "" || c.Reason == ChangeNoRatings }
