package assess

import (
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/waymark-go/waymark/assess/internal/disclose"
	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/rubric"
)

// Published is a summary after disclosure control, the only thing that renderers
// accept. It never changes once it is made and is safe for concurrent use.
type Published struct {
	policy   Policy
	table    table
	gaps     []ConstituencyGap
	warnings []ResultWarning

	minGapRaters uint64
	generator    string           // of a summary that was read, "" for this library
	place        *Place           // nil for a summary that was published by itself
	excluded     *ExclusionsEntry // nil if no record is known to be missing
}

// Publish hides what the policy does not let be shown. It protects one summary by
// itself: for schools and their district use [PublishHierarchy], and for a summary that
// was published before use [Summary.PublishAgain]. See the package documentation for
// the rules and for what they hold against.
func (s *Summary) Publish(p Policy) (*Published, error) {
	p, err := p.WithDefaults()
	if err != nil {
		return nil, err
	}
	tree, err := disclose.NewTree([]int{-1})
	if err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	t := &s.table
	groups := t.groupCounts()
	pattern := disclose.Hide(&disclose.Table{
		Tree: tree, Groups: len(groups), Rows: t.rubric.CompetencyCount(), Stages: t.rubric.Spectrum().Len(),
		Raters: func(_, g int) uint64 { return groups[g].Raters },
		Counts: func(_, g, row int) []uint64 { return groups[g].row(row, t.rubric) },
		Asks:   asks(t.rubric),
	}, p.rule())
	published, err := t.publish(p, pattern, 0, s.minGapRaters)
	if err != nil {
		return nil, err
	}
	published.excluded = s.exclusions.publish(p, &published.table, t)
	return published, nil
}

// asks returns a function that reports whether the constituency with an index is asked the
// competency with an index, or nil if everyone is asked everything.
func asks(r *rubric.Rubric) func(group, competency int) bool {
	notAsked := sheet.NotAsked(r)
	if notAsked == nil {
		return nil
	}
	return func(group, competency int) bool { return !slices.Contains(notAsked[group], competency) }
}

// groupCounts returns the counts of each constituency, or of everyone if the rubric names
// none.
func (t *table) groupCounts() []*GroupCounts {
	var groups []*GroupCounts
	columns := t.columns
	for column := range columns {
		if column == 0 && len(columns) > 1 {
			continue
		}
		width := t.rubric.Spectrum().Len() + nonAnswers
		g := &GroupCounts{Raters: t.raters[column].N, Counts: make([]uint64, 0, t.rubric.CompetencyCount()*width)}
		for c := range t.rubric.Competencies() {
			cell := t.at(t.rows[c.ID()], column)
			for _, n := range cell.Stages.Counts() {
				g.Counts = append(g.Counts, n)
			}
			non := cell.NonAnswers
			g.Counts = append(g.Counts, non.NotAnswered, non.NotApplicable, non.DontKnow, non.Declined)
		}
		groups = append(groups, g)
	}
	return groups
}

// row returns the counts of one competency.
func (g *GroupCounts) row(competency int, r *rubric.Rubric) []uint64 {
	width := r.Spectrum().Len() + nonAnswers
	return g.Counts[competency*width:][:width]
}

// publish returns what a pattern shows of the table, which is that of a node.
func (t *table) publish(p Policy, pattern *disclose.Pattern, node int, minGapRaters uint64) (*Published, error) {
	tab := *t
	tab.raters, tab.invited = slices.Clone(tab.raters), slices.Clone(tab.invited)
	tab.cells = slices.Clone(tab.cells)
	for column := range tab.columns {
		if pattern.HidesSize(node, column) {
			tab.raters[column] = RaterCount{Hidden: true}
			if tab.invited != nil {
				tab.invited[column].RaterCount = RaterCount{Hidden: true}
			}
		}
		for c := range tab.rubric.Competencies() {
			if pattern.Hides(node, column, c.Index()) && !tab.at(tab.rows[c.ID()], column).NotAsked {
				*tab.at(tab.rows[c.ID()], column) = ResultCell{Hidden: true}
				// The domain would give it away.
				*tab.at(tab.rows[c.Domain().ID()], column) = ResultCell{Hidden: true}
			}
		}
	}
	if p.RoundTo > 1 {
		if err := tab.round(uint64(p.RoundTo)); err != nil {
			return nil, fmt.Errorf("publish: %w", err)
		}
	}
	if err := tab.addStrands(); err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	return &Published{
		policy: p, table: tab, minGapRaters: minGapRaters,
		gaps: tab.gaps(minGapRaters), warnings: tab.warnings(minGapRaters),
	}, nil
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

// Place returns where in a hierarchy the summary was published. ok is false if it was
// published by itself.
func (p *Published) Place() (place Place, ok bool) {
	if p.place == nil {
		return Place{}, false
	}
	return *p.place, true
}

// Rubric returns the rubric that was rated.
func (p *Published) Rubric() *rubric.Rubric { return p.table.rubric }

// Constituencies returns the constituencies in the rubric's order, hidden ones too.
func (p *Published) Constituencies() []rubric.Constituency { return p.table.constituencies() }

// Raters returns how many raters speak from a constituency, or, for AllRaters, in
// all, or, for ShownRaters, from the constituencies that are shown. The count of an unknown
// constituency is hidden.
func (p *Published) Raters(constituency string) RaterCount { return p.table.ratersOf(constituency) }

// Cell returns the result for a strand, domain or competency and a constituency,
// AllRaters or ShownRaters; ok is false when the rubric has no such id.
func (p *Published) Cell(id, constituency string) (c ResultCell, ok bool) {
	return p.table.cell(id, constituency)
}

// Gaps yields the differences of view between every two shown constituencies on
// every competency, the largest first; of equals, in the rubric's order.
func (p *Published) Gaps() iter.Seq[ConstituencyGap] { return slices.Values(p.gaps) }

// Warnings yields what a reader should know.
func (p *Published) Warnings() iter.Seq[ResultWarning] { return slices.Values(p.warnings) }
