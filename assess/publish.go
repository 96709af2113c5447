package assess

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"math/bits"
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
	// MinOutside hides the competencies on which a shown group, or the hidden ones
	// together, are all but of one mind, because then everybody knows what each of
	// its members answered: those where fewer than MinOutside of its answers (non-answers included) differ
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
	gaps     []ConstituencyGap
	warnings []ResultWarning

	minGapRaters uint64
	generator    string // of a summary that was read, "" for this library
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
	hidden := hiding{raters: tab.raters, minGroup: uint64(p.MinGroup)}.columns()
	for _, column := range hidden {
		tab.hideColumn(column)
	}
	if p.MinOutside > 0 {
		if err := tab.hideUniformRows(uint64(p.MinOutside), &s.table, hidden); err != nil {
			return nil, fmt.Errorf("publish: %w", err)
		}
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

		minGapRaters: s.minGapRaters,
	}, nil
}

// hiding is the choice of the columns that must not be shown: the groups that are too
// small, and with them the smallest others that it takes to keep them hidden.
type hiding struct {
	raters   []RaterCount // by column, the first is everyone; none is hidden yet
	minGroup uint64
	must     []bool // by column, those to hide whatever their size; nil for none
	// also, when there is one, is a further condition on the hidden columns.
	also func(hidden []int) bool
}

// columns returns the columns to hide.
func (h hiding) columns() []int {
	all := make([]int, len(h.raters))
	for i := range all {
		all[i] = i
	}
	if n := h.raters[0].N; h.must != nil && h.must[0] || n > 0 && n < h.minGroup {
		return all
	}
	var hidden, shown []int
	for i := 1; i < len(h.raters); i++ {
		switch n := h.raters[i].N; {
		case h.must != nil && h.must[i] || n > 0 && n < h.minGroup:
			hidden = append(hidden, i)
		case n > 0:
			shown = append(shown, i)
		}
	}
	slices.SortStableFunc(shown, func(a, b int) int { return cmp.Compare(h.raters[a].N, h.raters[b].N) })
	for len(hidden) > 0 && !h.holds(hidden, shown) {
		if len(shown) == 0 {
			return all // there is no other group to hide them behind
		}
		hidden = append(hidden, shown[0])
		shown = shown[1:]
	}
	return hidden
}

// holds says whether the hidden groups keep each other hidden.
//
// What the shown groups leave of everyone is the hidden ones together. Of k hidden
// groups that have n raters together, each has from 1 to n-k+1, since nobody hides
// an empty group. These must be minGroup numbers or more, which a single hidden group
// never gives. Any row of the hidden groups can then be exchanged between them, so no
// count above zero is certain either.
//
// Who knows this code knows also that one hidden group is small, and that none that
// was hidden for its sake is larger than the smallest shown, nor as large when it
// stands after it. That must leave as many sizes. Where groups are hidden whatever
// their size, there is no such thing to know.
func (h hiding) holds(hidden, shown []int) bool {
	k := uint64(len(hidden))
	var together uint64
	for _, column := range hidden {
		together += h.raters[column].N
	}
	largest := together
	if len(shown) > 0 {
		largest = min(largest, h.raters[shown[0]].N-1)
	}
	return k >= 2 && together+1 >= h.minGroup+k &&
		(h.must != nil || possibleSizes(k, together, largest, h.minGroup) >= h.minGroup) &&
		(h.also == nil || h.also(hidden))
}

// possibleSizes returns how many sizes each of k groups can have, if they have so
// many raters together, none is empty or larger than largest, and at least one is
// smaller than minGroup.
func possibleSizes(k, together, largest, minGroup uint64) uint64 {
	less := func(n, groups uint64) uint64 { // n less what so many groups can have at the most
		hi, lo := bits.Mul64(groups, largest)
		if hi > 0 || lo >= n {
			return 0
		}
		return n - lo
	}
	highest := min(largest, together-(k-1))
	// The group is the small one, or another is.
	small := span(max(1, less(together, k-1)), min(minGroup-1, highest))
	other := span(max(minGroup, less(together-min(together, minGroup-1), k-2)), highest)
	return small + other
}

// span returns how many numbers there are from lo to hi.
func span(lo, hi uint64) uint64 {
	if hi < lo {
		return 0
	}
	return hi - lo + 1
}

func (t *table) hideColumn(column int) {
	t.raters[column] = RaterCount{Hidden: true}
	for row := range t.ids {
		*t.at(row, column) = ResultCell{Hidden: true}
	}
}

func (t *table) hideRow(row int) {
	for column := range t.columns {
		*t.at(row, column) = ResultCell{Hidden: true}
	}
}

// hideUniformRows hides the competencies on which a shown group is nearly of one mind,
// or the hidden ones together, which are what the others leave of everyone; and their
// domains. Full is the table before anything was hidden.
func (t *table) hideUniformRows(minOutside uint64, full *table, hidden []int) error {
	for c := range t.rubric.Competencies() {
		row := t.rows[c.ID()]
		groups := []ResultCell{{}} // the first is the hidden ones together
		for _, column := range hidden {
			if err := groups[0].add(*full.at(row, column)); err != nil {
				return err
			}
		}
		for column := range t.columns {
			if cell := t.at(row, column); !cell.Hidden {
				groups = append(groups, *cell)
			}
		}
		for _, g := range groups {
			if answers := g.Rated() + g.NonAnswers.Total(); answers > 0 && g.outside() < minOutside {
				t.hideRow(row)
				t.hideRow(t.rows[c.Domain().ID()])
				break
			}
		}
	}
	return nil
}

// outside returns how many answers are not the commonest one.
func (c *ResultCell) outside() uint64 {
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

// Raters returns how many raters speak from a constituency, or, for AllRaters, in
// all. The count of an unknown constituency is hidden.
func (p *Published) Raters(constituency string) RaterCount { return p.table.ratersOf(constituency) }

// Cell returns the result for a domain or competency and a constituency or
// AllRaters; ok is false when the rubric has no such id.
func (p *Published) Cell(id, constituency string) (c ResultCell, ok bool) {
	return p.table.cell(id, constituency)
}

// Gaps yields the differences of view between every two shown constituencies on
// every competency, the largest first; of equals, in the rubric's order.
func (p *Published) Gaps() iter.Seq[ConstituencyGap] { return slices.Values(p.gaps) }

// Warnings yields what a reader should know.
func (p *Published) Warnings() iter.Seq[ResultWarning] { return slices.Values(p.warnings) }
