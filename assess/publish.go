package assess

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/waymark-go/waymark/rubric"
)

// DefaultMinGroup is the number of raters below which the zero [Policy] hides a
// group.
const DefaultMinGroup = 10

// Policy says what may be shown. The zero value is the safe one.
//
// A policy is a safeguard, not a promise of compliance with any law: which rule
// applies is for those who publish to say.
type Policy struct {
	// Name is printed with the results; "" is "public" for the zero value.
	Name string
	// MinGroup is the least number of raters that a group needs to be shown; 0
	// means DefaultMinGroup and 1 hides nothing.
	MinGroup int
	// MinOutside hides the competencies on which a shown group is all but of one
	// mind, because then everybody knows what each of its members answered: those
	// where fewer than MinOutside of its answers (non-answers included) differ
	// from the commonest. Such a row is hidden for everyone, with the row of its
	// domain, from which it could be worked out. 0 hides none.
	MinOutside int
	// RoundTo makes every shown count a multiple of it, the nearest one and of two
	// the higher; medians, shares and gaps then follow from the rounded counts. 0
	// and 1 leave the counts as they are.
	RoundTo int
}

// Public returns the policy for everyone's eyes, the zero Policy spelled out:
// groups under ten raters are hidden.
func Public() Policy { return Policy{Name: "public", MinGroup: DefaultMinGroup} }

// Internal returns the policy for the few who may see every answer: nothing is
// hidden.
func Internal() Policy { return Policy{Name: "internal", MinGroup: 1} }

func (p Policy) withDefaults() (Policy, error) {
	if p.MinGroup < 0 || p.MinOutside < 0 || p.RoundTo < 0 {
		return Policy{}, fmt.Errorf("policy: a negative number: %+v", p)
	}
	if p.MinGroup == 0 {
		p.MinGroup = DefaultMinGroup
	}
	if p.Name == "" {
		switch {
		case p == Policy{MinGroup: DefaultMinGroup}:
			p.Name = "public"
		case p == Policy{MinGroup: 1}:
			p.Name = "internal"
		default:
			p.Name = "custom"
		}
	}
	return p, nil
}

// Published is a summary after disclosure control, the only thing that renderers
// accept. It never changes once it is made and is safe for concurrent use.
type Published struct {
	policy   Policy
	table    table
	gaps     []Gap
	warnings []Warning
}

// Publish hides what the policy does not let be shown. See the package
// documentation for the rules and for what they hold against.
func (s *Summary) Publish(p Policy) (*Published, error) {
	p, err := p.withDefaults()
	if err != nil {
		return nil, err
	}
	tab := s.table
	tab.raters = slices.Clone(tab.raters)
	tab.cells = slices.Clone(tab.cells)
	for _, column := range hiddenColumns(tab.raters, make([]bool, len(tab.columns)), uint64(p.MinGroup)) {
		tab.hideColumn(column)
	}
	if p.MinOutside > 0 {
		tab.hideUniformRows(uint64(p.MinOutside))
	}
	if p.RoundTo > 1 {
		if err := tab.round(uint64(p.RoundTo)); err != nil {
			return nil, fmt.Errorf("publish: %w", err)
		}
	}
	return &Published{
		policy: p, table: tab,
		gaps:     tab.gaps(s.minGapRaters),
		warnings: tab.warnings(s.minGapRaters),
	}, nil
}

// hiddenColumns returns the columns that must not be shown, given how many raters
// each has (the first is everyone) and which must be hidden whatever their size: the
// groups that are too small, and with them the smallest others that it takes to keep
// them hidden.
//
// What the shown groups leave of everyone is the hidden ones together. Of k hidden
// groups that have n raters together, each has from 1 to n-k+1, since nobody hides
// an empty group. These must be minGroup numbers or more, which a single hidden
// group never gives. Any row of the hidden groups can then be exchanged between
// them, so no count above zero is certain either.
func hiddenColumns(raters []Count, must []bool, minGroup uint64) []int {
	all := make([]int, len(raters))
	for i := range all {
		all[i] = i
	}
	if must[0] || raters[0].N > 0 && raters[0].N < minGroup {
		return all
	}
	var hidden, shown []int
	var together uint64
	for i := 1; i < len(raters); i++ {
		switch n := raters[i].N; {
		case must[i] || n > 0 && n < minGroup:
			hidden = append(hidden, i)
			together += n
		case n > 0:
			shown = append(shown, i)
		}
	}
	slices.SortStableFunc(shown, func(a, b int) int { return cmp.Compare(raters[a].N, raters[b].N) })
	for len(hidden) > 0 && !safe(uint64(len(hidden)), together, minGroup) {
		if len(shown) == 0 {
			return all // there is no other group to hide them behind
		}
		hidden = append(hidden, shown[0])
		together += raters[shown[0]].N
		shown = shown[1:]
	}
	return hidden
}

// safe says whether so many hidden groups with so many raters together keep each
// other hidden.
func safe(groups, raters, minGroup uint64) bool {
	return groups >= 2 && raters+1 >= minGroup+groups
}

func (t *table) hideColumn(column int) {
	t.raters[column] = Count{Hidden: true}
	for row := range t.ids {
		*t.at(row, column) = Cell{Hidden: true}
	}
}

func (t *table) hideRow(row int) {
	for column := range t.columns {
		*t.at(row, column) = Cell{Hidden: true}
	}
}

// hideUniformRows hides the competencies on which a shown group is nearly of one
// mind, and their domains.
func (t *table) hideUniformRows(minOutside uint64) {
	for c := range t.rubric.Competencies() {
		row := t.rows[c.ID()]
		for column := range t.columns {
			if cell := t.at(row, column); !cell.Hidden && cell.outside() < minOutside && t.raters[column].N > 0 {
				t.hideRow(row)
				t.hideRow(t.rows[c.Domain().ID()])
				break
			}
		}
	}
}

// outside returns how many answers are not the commonest one.
func (c *Cell) outside() uint64 {
	n := c.NonAnswers
	most := max(n.NotAnswered, n.NotApplicable, n.DontKnow, n.Declined)
	for _, count := range c.Stages.Counts() {
		most = max(most, count)
	}
	return c.Rated() + n.Total() - most
}

// round rounds every shown count.
func (t *table) round(base uint64) error {
	for i := range t.raters {
		t.raters[i].N = roundTo(t.raters[i].N, base)
	}
	for i := range t.cells {
		c := &t.cells[i]
		if c.Hidden {
			continue
		}
		var counts []uint64
		for _, n := range c.Stages.Counts() {
			counts = append(counts, roundTo(n, base))
		}
		var err error
		if c.Stages, err = t.rubric.Spectrum().Distribution(counts...); err != nil {
			return err
		}
		n := &c.NonAnswers
		for _, count := range []*uint64{&n.NotAnswered, &n.NotApplicable, &n.DontKnow, &n.Declined} {
			*count = roundTo(*count, base)
		}
	}
	return nil
}

func roundTo(n, base uint64) uint64 {
	rest := n % base
	if rest >= base-rest && n-rest <= math.MaxUint64-base {
		return n - rest + base
	}
	return n - rest
}

// Policy returns the policy in force, defaults filled in.
func (p *Published) Policy() Policy { return p.policy }

// Rubric returns the rubric that was rated.
func (p *Published) Rubric() *rubric.Rubric { return p.table.rubric }

// Constituencies returns the constituencies in the rubric's order, hidden ones too.
func (p *Published) Constituencies() []rubric.Constituency { return p.table.constituencies() }

// Raters returns how many raters speak from a constituency, or, for Everyone, in
// all. The count of an unknown constituency is hidden.
func (p *Published) Raters(constituency string) Count { return p.table.ratersOf(constituency) }

// Cell returns the result for a domain or competency and a constituency or
// Everyone; ok is false when the rubric has no such id.
func (p *Published) Cell(id, constituency string) (c Cell, ok bool) {
	return p.table.cell(id, constituency)
}

// Gaps yields the differences of view between every two shown constituencies on
// every competency, the largest first; of equals, in the rubric's order.
func (p *Published) Gaps() iter.Seq[Gap] { return slices.Values(p.gaps) }

// Warnings yields what a reader should know.
func (p *Published) Warnings() iter.Seq[Warning] { return slices.Values(p.warnings) }
