package assess

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"sync"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// SummaryOptions are the options of [Tally.Summarize]. The zero value, or nil, means the
// defaults.
type SummaryOptions struct {
	// MinGapRaters is the number of raters that each of two constituencies needs to have
	// rated a competency for a gap between them to be stated; default 10.
	MinGapRaters int
	// Assumption, if set, adds the mean rank and the interpolated median of each cell to
	// the summary document, for sorting and plots. With [spectrum.EqualSteps] these
	// assume equal steps between stages, which nothing in the ratings supports; the
	// document names the assumption.
	Assumption spectrum.Assumption
	// Exclusions, if set, says which records are not in the tally. What is published shows it
	// as far as the policy allows.
	Exclusions *Exclusions
	// Invited is how many people were invited. It gives response rates; nil if unknown.
	Invited Invitations
	// LevelStage and LevelPercent say when a competency is in place, for rubrics whose
	// competencies name maturity levels: if at least LevelPercent of 100 ratings are at the
	// stage with the id LevelStage or above it. The defaults are the highest stage and 50.
	// See [Published.Levels].
	LevelStage   string
	LevelPercent int
}

// defaultMinGapRaters is the default of SummaryOptions.MinGapRaters.
const defaultMinGapRaters = 10

// AllRaters, instead of the id of a constituency, means all constituencies together.
const AllRaters = ""

// ShownRaters, instead of the id of a constituency, means those constituencies together
// that have raters and of which the number of raters is shown. It equals AllRaters if none
// is hidden, and is a result for nearly everyone where that for everyone is hidden. It is a
// sum of what is shown, and tells nothing more. A result of it is hidden if that of one of
// these constituencies is, so that all of its results are of the same people.
const ShownRaters = "*"

// Summary is the results of a tally before disclosure control. It is for code that may
// see everything. Publish it before it is shown to people.
//
// It never changes and is safe for concurrent use.
type Summary struct {
	table        table
	minGapRaters uint64
	exclusions   *Exclusions

	// Computed on first use by derived: a published summary has its own.
	once     sync.Once
	gaps     []ConstituencyGap
	warnings []ResultWarning
}

// derived computes the gaps and the warnings if nobody asked for them before.
func (s *Summary) derived() *Summary {
	s.once.Do(func() {
		if s.table.rubric != nil {
			s.gaps = s.table.gaps(s.minGapRaters)
			s.warnings = s.table.warnings(s.minGapRaters)
		}
	})
	return s
}

// ResultCell is the result for one strand, domain or competency and one group of raters.
//
// A hidden cell has no other data: its counts are zero and have no meaning.
type ResultCell struct {
	Hidden bool
	// NotAsked means that the constituency is not asked the competency, or no competency of
	// the domain or strand. The counts are zero. A cell that is not asked is never hidden, because the
	// rubric says so.
	NotAsked bool
	// Stages has the number of ratings at each stage. For a domain or strand it pools the
	// ratings of its competencies.
	Stages spectrum.Distribution
	// NonAnswers counts the ratings that name no stage.
	NonAnswers NonAnswers
}

// Rated returns the number of ratings that name a stage.
func (c ResultCell) Rated() uint64 { return c.Stages.N() }

// Asked returns the number of raters who are asked a competency, including those who do
// not name a stage. For a domain it counts a rater once for each competency. It is 0 for a
// hidden cell.
func (c ResultCell) Asked() uint64 { return c.Rated() + c.NonAnswers.Total() }

// RaterCount is a number of raters, unless it is hidden.
type RaterCount struct {
	N      uint64
	Hidden bool
}

// ConstituencyGap is a difference between the ratings of two constituencies on a
// competency.
type ConstituencyGap struct {
	Competency *rubric.Competency
	// Between are the two constituencies, in the rubric's order.
	Between [2]rubric.Constituency
	// Delta is Cliff's delta of the first against the second, from -1 to 1. A negative
	// delta means that the first rates lower. See [spectrum.Dominance].
	Delta float64
	// N is the number of ratings of each.
	N     [2]uint64
	cells [2]*ResultCell // of a table that no longer changes
}

// Stages returns the ratings of the two constituencies.
func (g ConstituencyGap) Stages() [2]spectrum.Distribution {
	if g.cells[0] == nil {
		return [2]spectrum.Distribution{}
	}
	return [2]spectrum.Distribution{g.cells[0].Stages, g.cells[1].Stages}
}

// Interval returns the 95 % interval of Delta by Feng and Cliff (2004). It treats the two
// groups as independent samples of larger ones. ok is false if one of them has a single
// rating.
func (g ConstituencyGap) Interval() (i spectrum.Interval, ok bool) {
	stages := g.Stages()
	return spectrum.DominanceInterval(stages[0], stages[1], intervalLevel)
}

// Summarize computes the results of a tally. r is the rubric that was rated, or a
// translation of it. It returns an error if the tally is of another rubric or its counts
// are inconsistent. opt may be nil.
func (t *Tally) Summarize(r *rubric.Rubric, opt *SummaryOptions) (*Summary, error) {
	if err := given.Rubric("assess.Tally.Summarize", "r", r); err != nil {
		return nil, err
	}
	if t.Rubric != (rubric.Ref{}) && t.Rubric != r.Ref() {
		return nil, fmt.Errorf("summarize: the tally is of %s, not of %s", t.Rubric, describe(r.Ref(), t.Rubric))
	}
	if t.Rubric != (rubric.Ref{}) || len(t.Groups) > 0 {
		if err := t.fits(r); err != nil {
			return nil, fmt.Errorf("summarize: %w", err)
		}
	}
	s := &Summary{minGapRaters: defaultMinGapRaters}
	if opt == nil {
		opt = &SummaryOptions{}
	}
	if opt.MinGapRaters < 0 {
		return nil, fmt.Errorf("summarize: MinGapRaters is negative: %d", opt.MinGapRaters)
	}
	if opt.MinGapRaters > 0 {
		s.minGapRaters = uint64(opt.MinGapRaters)
	}
	if opt.Assumption != "" && opt.Assumption != spectrum.EqualSteps {
		return nil, fmt.Errorf("summarize: no assumption %q", opt.Assumption)
	}
	var err error
	if s.table, err = newTable(r, t); err != nil {
		return nil, fmt.Errorf("summarize: %w", err)
	}
	s.table.assumption = opt.Assumption
	if opt.Exclusions != nil {
		s.exclusions = &Exclusions{}
		s.exclusions.Merge(opt.Exclusions)
	}
	if s.table.invited, err = opt.Invited.columns(s.table.columns); err != nil {
		return nil, fmt.Errorf("summarize: %w", err)
	}
	if s.table.levels, err = newLevelRule(r, opt.LevelStage, opt.LevelPercent); err != nil {
		return nil, fmt.Errorf("summarize: %w", err)
	}
	return s, nil
}

// Rubric returns the rubric that was rated.
func (s *Summary) Rubric() *rubric.Rubric { return s.table.rubric }

// Constituencies returns the constituencies in the rubric's order.
func (s *Summary) Constituencies() []rubric.Constituency { return s.table.constituencies() }

// Raters returns the number of raters of a constituency, or of all for AllRaters. The
// count of an unknown constituency is hidden.
func (s *Summary) Raters(constituency string) RaterCount { return s.table.ratersOf(constituency) }

// Cell returns the result for a strand, domain or competency and a constituency or
// AllRaters; ok is false if the rubric has no such id.
func (s *Summary) Cell(id, constituency string) (c ResultCell, ok bool) {
	return s.table.cell(id, constituency)
}

// Gaps yields the differences of view between every two constituencies on every
// competency, the largest first; of equals, in the rubric's order.
func (s *Summary) Gaps() iter.Seq[ConstituencyGap] { return slices.Values(s.derived().gaps) }

// Warnings yields what a reader should know.
func (s *Summary) Warnings() iter.Seq[ResultWarning] { return slices.Values(s.derived().warnings) }

// table is the results by row (domains, then competencies, then strands) and column
// (everyone, then the constituencies).
type table struct {
	rubric  *rubric.Rubric
	columns []rubric.Constituency // columns[0] is everyone
	raters  []RaterCount          // by column
	invited invited               // by column
	rows    map[string]int        // by domain, competency or strand id
	ids     []string              // by row
	cells   []ResultCell          // row by row

	assumption spectrum.Assumption // what documents may assume, "" for nothing

	withoutStrands bool // the document was written without strands
	levels         levelRule
}

// tableColumns returns the columns of a table: everyone, then the constituencies.
func tableColumns(r *rubric.Rubric) []rubric.Constituency {
	return slices.AppendSeq([]rubric.Constituency{{}}, r.Constituencies())
}

func newTable(r *rubric.Rubric, t *Tally) (table, error) {
	tab := table{rubric: r, columns: tableColumns(r), rows: make(map[string]int)}
	tab.raters = make([]RaterCount, len(tab.columns))
	domains := 0
	for d := range r.Domains() {
		tab.addRow(d.ID())
		domains++
	}
	for c := range r.Competencies() {
		tab.addRow(c.ID())
	}
	for s := range r.Strands() {
		tab.addRow(s.ID())
	}
	tab.cells = make([]ResultCell, len(tab.ids)*len(tab.columns))
	empty, err := r.Spectrum().Distribution(make([]uint64, r.Spectrum().Len())...)
	if err != nil {
		return table{}, err
	}
	for i := range tab.cells {
		tab.cells[i].Stages = empty
	}
	tab.markNotAsked()
	counted := 0
	for column, c := range tab.columns {
		// Of a rubric without constituencies the one group is everyone.
		g := t.Groups[c.ID]
		if g == nil || column == 0 && len(tab.columns) > 1 {
			continue
		}
		counted++
		if err := tab.fill(t, g, column); err != nil {
			return table{}, err
		}
	}
	if counted != len(t.Groups) {
		return table{}, fmt.Errorf("the tally has a constituency that %s does not name", r.Ref())
	}
	if tab.levels, err = newLevelRule(r, "", 0); err != nil {
		return table{}, err
	}
	return tab, tab.addStrands()
}

// markNotAsked marks the cells of constituencies that are not asked.
func (t *table) markNotAsked() {
	if t.rubric.AsksEveryone() {
		return
	}
	for column, x := range t.columns[1:] {
		for d := range t.rubric.Domains() {
			t.at(t.rows[d.ID()], column+1).NotAsked = !d.Asks(x.ID)
			for c := range d.Competencies() {
				t.at(t.rows[c.ID()], column+1).NotAsked = !c.Asks(x.ID)
			}
		}
	}
}

func (t *table) addRow(id string) {
	t.rows[id] = len(t.ids)
	t.ids = append(t.ids, id)
}

// fill adds a group's counts to its column, to everyone's, and to the domains'.
func (t *table) fill(tally *Tally, g *GroupCounts, column int) error {
	columns := []int{0}
	if column > 0 {
		columns = append(columns, column)
	}
	for _, col := range columns {
		if t.raters[col].N > math.MaxUint64-g.Raters {
			return fmt.Errorf("the number of raters overflows")
		}
		t.raters[col].N += g.Raters
	}
	width := tally.width()
	for c := range t.rubric.Competencies() {
		counts := g.Counts[c.Index()*width : (c.Index()+1)*width]
		stages, err := t.rubric.Spectrum().Distribution(counts[:tally.Stages]...)
		if err != nil {
			return err
		}
		non := counts[tally.Stages:]
		add := ResultCell{Stages: stages, NonAnswers: NonAnswers{non[0], non[1], non[2], non[3]}}
		for _, row := range []int{t.rows[c.ID()], t.rows[c.Domain().ID()]} {
			for _, col := range columns {
				if err := t.at(row, col).add(add); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (c *ResultCell) add(d ResultCell) error {
	var err error
	if c.Stages, err = c.Stages.Add(d.Stages); err != nil {
		return err
	}
	c.NonAnswers.NotAnswered += d.NonAnswers.NotAnswered
	c.NonAnswers.NotApplicable += d.NonAnswers.NotApplicable
	c.NonAnswers.DontKnow += d.NonAnswers.DontKnow
	c.NonAnswers.Declined += d.NonAnswers.Declined
	return nil
}

func (t *table) at(row, column int) *ResultCell { return &t.cells[row*len(t.columns)+column] }

func (t *table) column(constituency string) (int, bool) {
	if constituency == AllRaters {
		return 0, true
	}
	i := slices.IndexFunc(t.columns, func(c rubric.Constituency) bool { return c.ID == constituency })
	return i, i > 0
}

func (t *table) cell(id, constituency string) (ResultCell, bool) {
	row, ok := t.rows[id]
	if ok && constituency == ShownRaters {
		return t.ofShown(row), true
	}
	column, known := t.column(constituency)
	if !ok || !known {
		return ResultCell{}, false
	}
	return *t.at(row, column), true
}

// lookup returns the results of a constituency, AllRaters or ShownRaters by row.
func (t *table) lookup(constituency string) (cell func(row int) ResultCell, ok bool) {
	if constituency == ShownRaters {
		return t.ofShown, true
	}
	column, ok := t.column(constituency)
	return func(row int) ResultCell { return *t.at(row, column) }, ok
}

// shown returns the columns that are in ShownRaters.
func (t *table) shown() []int {
	if len(t.columns) == 1 {
		return []int{0}
	}
	var shown []int
	for column := 1; column < len(t.columns); column++ {
		if n := t.raters[column]; !n.Hidden && n.N > 0 {
			shown = append(shown, column)
		}
	}
	return shown
}

// ofShown returns the result of ShownRaters.
func (t *table) ofShown(row int) ResultCell {
	columns := t.shown()
	if len(columns) == 0 {
		return *t.at(row, 0) // hidden, or of nobody
	}
	sum := *t.at(row, columns[0])
	for _, column := range columns[1:] {
		cell := t.at(row, column)
		if sum.Hidden || cell.Hidden || sum.add(*cell) != nil {
			return ResultCell{Hidden: true}
		}
		sum.NotAsked = sum.NotAsked && cell.NotAsked
	}
	return sum
}

func (t *table) constituencies() []rubric.Constituency { return slices.Clone(t.columns[1:]) }

func (t *table) ratersOf(constituency string) RaterCount {
	if constituency == ShownRaters {
		columns := t.shown()
		if len(columns) == 0 {
			return t.raters[0]
		}
		var sum RaterCount
		for _, column := range columns {
			sum.N += t.raters[column].N // which is a part of everyone, and cannot overflow
			sum.Hidden = t.raters[column].Hidden
		}
		return sum
	}
	column, ok := t.column(constituency)
	if !ok {
		return RaterCount{Hidden: true}
	}
	return t.raters[column]
}

// gaps compares every two columns that are shown and have enough raters. The widest gaps come first,
// equal ones in the rubric's order.
func (t *table) gaps(minRaters uint64) []ConstituencyGap {
	pairs := (len(t.columns) - 1) * (len(t.columns) - 2) / 2
	// Sort small values: moving gaps would cost more than comparing them.
	type place struct {
		order, competency, first, second int
		delta                            float64
	}
	places := make([]place, 0, pairs*t.rubric.CompetencyCount())
	competencies := slices.Collect(t.rubric.Competencies())
	for k, c := range competencies {
		cells := t.cells[t.rows[c.ID()]*len(t.columns):][:len(t.columns)]
		for i := 1; i < len(cells); i++ {
			if cells[i].Hidden || cells[i].Rated() < minRaters {
				continue
			}
			for j := i + 1; j < len(cells); j++ {
				if cells[j].Hidden || cells[j].Rated() < minRaters {
					continue
				}
				if delta, ok := spectrum.Dominance(cells[i].Stages, cells[j].Stages); ok {
					places = append(places, place{len(places), k, i, j, delta})
				}
			}
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		if c := cmp.Compare(math.Abs(b.delta), math.Abs(a.delta)); c != 0 {
			return c
		}
		return a.order - b.order
	})
	gaps := make([]ConstituencyGap, len(places))
	for i, p := range places {
		c := competencies[p.competency]
		x, y := t.at(t.rows[c.ID()], p.first), t.at(t.rows[c.ID()], p.second)
		gaps[i] = ConstituencyGap{
			Competency: c, Between: [2]rubric.Constituency{t.columns[p.first], t.columns[p.second]},
			Delta: p.delta, N: [2]uint64{x.Rated(), y.Rated()}, cells: [2]*ResultCell{x, y},
		}
	}
	return gaps
}
