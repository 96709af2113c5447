package assess

import (
	"fmt"
	"iter"
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
}

// Public returns the policy for everyone's eyes, the zero Policy spelled out:
// groups under ten raters are hidden.
func Public() Policy { return Policy{Name: "public", MinGroup: DefaultMinGroup} }

// Internal returns the policy for the few who may see every answer: nothing is
// hidden.
func Internal() Policy { return Policy{Name: "internal", MinGroup: 1} }

func (p Policy) withDefaults() (Policy, error) {
	if p.MinGroup < 0 {
		return Policy{}, fmt.Errorf("policy: the least group is %d, below 0", p.MinGroup)
	}
	if p.MinGroup == 0 {
		p.MinGroup = DefaultMinGroup
	}
	if p.Name == "" {
		switch p.MinGroup {
		case DefaultMinGroup:
			p.Name = "public"
		case 1:
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

// Publish hides what the policy does not let be shown.
//
// A group (a constituency, or everyone) with fewer raters than the policy's
// minimum is hidden in every row. What is hidden could be worked out from the
// rest when it is the only thing missing from a total, so more groups are hidden,
// the smallest first, until at least two are and those together have the minimum.
// A group without any rater stays: there is nobody to expose.
func (s *Summary) Publish(p Policy) (*Published, error) {
	p, err := p.withDefaults()
	if err != nil {
		return nil, err
	}
	tab := s.table
	tab.raters = slices.Clone(tab.raters)
	tab.cells = slices.Clone(tab.cells)
	for _, column := range tab.hiddenColumns(uint64(p.MinGroup)) {
		tab.raters[column] = Count{Hidden: true}
		for row := range tab.ids {
			*tab.at(row, column) = Cell{Hidden: true}
		}
	}
	return &Published{
		policy: p, table: tab,
		gaps:     tab.gaps(s.minGapRaters),
		warnings: tab.warnings(s.minGapRaters),
	}, nil
}

// hiddenColumns returns the columns that must not be shown.
func (t *table) hiddenColumns(minGroup uint64) []int {
	if everyone := t.raters[0].N; everyone > 0 && everyone < minGroup {
		all := make([]int, len(t.columns))
		for i := range all {
			all[i] = i
		}
		return all
	}
	var bySize []int // of the columns that have raters, smallest first
	for i := 1; i < len(t.columns); i++ {
		if t.raters[i].N > 0 {
			bySize = append(bySize, i)
		}
	}
	slices.SortStableFunc(bySize, func(a, b int) int {
		switch {
		case t.raters[a].N < t.raters[b].N:
			return -1
		case t.raters[a].N > t.raters[b].N:
			return 1
		}
		return 0
	})
	hidden := 0
	var raters uint64
	for _, column := range bySize {
		n := t.raters[column].N
		small := n < minGroup
		exposed := hidden == 1 || hidden > 0 && raters < minGroup
		if !small && !exposed {
			break
		}
		hidden++
		raters += n
	}
	return bySize[:hidden]
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
