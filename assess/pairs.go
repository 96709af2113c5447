package assess

import (
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// PairTally counts, for raters who answered in two waves, from which stage to which
// each rating went. Like a [Tally] it holds integers only, merges exactly in any
// order, is ready to use as the zero value, and has exported fields for encoding.
//
// A PairTally is not safe for concurrent use.
type PairTally struct {
	// Rubric is what was rated, empty until the first pair.
	Rubric rubric.Ref `json:"rubric,omitzero"`
	// Groups are the counts by the constituency in the later wave; "" where the
	// rubric names none.
	Groups map[string]*PairGroup `json:"groups,omitempty"`
}

// PairGroup is the counts of one constituency: how many raters answered in both
// waves and, for each competency in printed order, where their ratings went.
type PairGroup struct {
	Pairs        uint64                 `json:"pairs"`
	Competencies []spectrum.Transitions `json:"competencies"`
}

// Add counts the responses of one rater in the earlier and the later wave. Both are
// to the same edition; move the earlier one with [MigrateResponse] where it is not. A
// competency counts when both rate it at a stage. Who the same rater is, is for the
// caller to know: response ids name responses. It returns an error if one of the two is
// a draft.
func (t *PairTally) Add(before, after *Response) error {
	if before.draft || after.draft {
		return fmt.Errorf("pair: a response is a draft: pair it when it is finished")
	}
	ref := after.rubric.Ref()
	if before.rubric.Ref() != ref {
		return fmt.Errorf("pair: the responses are to %s and %s", describe(before.rubric.Ref(), ref), ref)
	}
	if t.Rubric == (rubric.Ref{}) {
		t.Rubric = ref
	}
	if t.Rubric != ref {
		return fmt.Errorf("pair: %s does not go with the %s counted so far", describe(ref, t.Rubric), t.Rubric)
	}
	g := t.group(after.constituency, len(after.ratings))
	if len(g.Competencies) != len(after.ratings) {
		return fmt.Errorf("pair: the counts of %q are not those of %s", after.constituency, ref)
	}
	spec := after.rubric.Spectrum()
	for i := range after.ratings {
		from, rated := before.ratings[i].Stage(spec)
		to, again := after.ratings[i].Stage(spec)
		if !rated || !again {
			continue
		}
		if err := g.Competencies[i].Add(from, to, 1); err != nil {
			return fmt.Errorf("pair: %w", err)
		}
	}
	g.Pairs++
	return nil
}

// Remove takes back a pair that was counted; it is the inverse of [PairTally.Add]. It
// returns an error, and changes nothing, if the pair cannot be one of those that were
// counted.
func (t *PairTally) Remove(before, after *Response) error {
	if before == nil || after == nil || before.rubric == nil || after.rubric == nil {
		return fmt.Errorf("pair: no response")
	}
	if before.draft || after.draft {
		return fmt.Errorf("pair: remove %q: drafts are not counted", after.id)
	}
	g := t.Groups[after.constituency]
	if ref := after.rubric.Ref(); before.rubric.Ref() != ref || t.Rubric != ref || g == nil || g.Pairs == 0 || len(g.Competencies) != len(after.ratings) {
		return fmt.Errorf("pair: remove %q: no pair of %q to %s was counted", after.id, after.constituency, ref)
	}
	moves := make([][2]spectrum.Stage, len(after.ratings))
	spec := after.rubric.Spectrum()
	for i := range after.ratings {
		from, rated := before.ratings[i].Stage(spec)
		to, again := after.ratings[i].Stage(spec)
		if !rated || !again {
			continue
		}
		if g.Competencies[i].Stages != spec.Len() || g.Competencies[i].Count(from, to) == 0 {
			return fmt.Errorf("pair: remove %q: no pair from %s to %s of competency %d was counted", after.id, from.ID(), to.ID(), i+1)
		}
		moves[i] = [2]spectrum.Stage{from, to}
	}
	for i, move := range moves {
		if move[0].IsZero() {
			continue
		}
		if err := g.Competencies[i].Remove(move[0], move[1], 1); err != nil {
			return fmt.Errorf("pair: %w", err)
		}
		if g.Competencies[i].N() == 0 {
			g.Competencies[i] = spectrum.Transitions{}
		}
	}
	if g.Pairs--; g.Pairs == 0 {
		delete(t.Groups, after.constituency)
	}
	if len(t.Groups) == 0 {
		*t = PairTally{}
	}
	return nil
}

func (t *PairTally) group(constituency string, competencies int) *PairGroup {
	g := t.Groups[constituency]
	if g == nil {
		if t.Groups == nil {
			t.Groups = make(map[string]*PairGroup)
		}
		g = &PairGroup{Competencies: make([]spectrum.Transitions, competencies)}
		t.Groups[constituency] = g
	}
	return g
}

// Merge adds the counts of another tally, which is left as it was. The error says
// that the two do not go together; t may then hold a part of the other and is to be
// thrown away.
func (t *PairTally) Merge(u *PairTally) error {
	if u.Rubric == (rubric.Ref{}) && len(u.Groups) == 0 {
		return nil
	}
	if t.Rubric == (rubric.Ref{}) {
		t.Rubric = u.Rubric
	}
	if t.Rubric != u.Rubric {
		return fmt.Errorf("merge pairs: %s does not go with %s", describe(u.Rubric, t.Rubric), t.Rubric)
	}
	for id, g := range u.Groups {
		mine := t.group(id, len(g.Competencies))
		if len(mine.Competencies) != len(g.Competencies) || mine.Pairs+g.Pairs < mine.Pairs {
			return fmt.Errorf("merge pairs: the counts of %q do not go together", id)
		}
		mine.Pairs += g.Pairs
		for i := range g.Competencies {
			if err := mine.Competencies[i].Merge(&g.Competencies[i]); err != nil {
				return fmt.Errorf("merge pairs: %w", err)
			}
		}
	}
	return nil
}

// PublishedPairs is a [PairTally] after disclosure control. It is safe for
// concurrent use.
type PublishedPairs struct {
	after       *Published
	pairs       []RaterCount // by column of after's table
	transitions [][]spectrum.Transitions
}

// Publish hides what the policy of the later wave does not let be shown. Hidden are
// the constituencies that are hidden in either wave; those of which fewer raters
// than the minimum, but some, answered in one of the waves alone, because these
// could be told from the difference; and as many others as it takes so that the
// hidden ones keep each other, and those of them who answered once, hidden. When that holds for everyone together, all is
// hidden. The error says that the counts are not of the later wave's edition.
func (t *PairTally) Publish(before, after *Published) (*PublishedPairs, error) {
	tab := &after.table
	if t.Rubric != (rubric.Ref{}) && t.Rubric != tab.rubric.Ref() {
		return nil, fmt.Errorf("publish pairs: they are of %s, the wave is of %s", t.Rubric, describe(tab.rubric.Ref(), t.Rubric))
	}
	p := &PublishedPairs{after: after, pairs: make([]RaterCount, len(tab.columns))}
	p.transitions = make([][]spectrum.Transitions, len(tab.columns))
	for i := range p.transitions {
		p.transitions[i] = make([]spectrum.Transitions, len(tab.ids))
	}
	for id, g := range t.Groups {
		if err := p.fill(id, g); err != nil {
			return nil, err
		}
	}
	minGroup := uint64(after.policy.MinGroup)
	h := hiding{raters: p.pairs, minGroup: minGroup, must: make([]bool, len(tab.columns))}
	for i, c := range tab.columns {
		h.must[i] = exposesOthers(before.Raters(c.ID), p.pairs[i].N, minGroup) || exposesOthers(tab.raters[i], p.pairs[i].N, minGroup)
	}
	h.also = func(hidden []int) bool {
		return !exposesOthers(p.together(before, hidden), p.sum(hidden), minGroup) && !exposesOthers(p.together(after, hidden), p.sum(hidden), minGroup)
	}
	for _, column := range h.columns() {
		p.pairs[column] = RaterCount{Hidden: true}
		p.transitions[column] = nil
	}
	return p, nil
}

// together returns how many raters of a wave the columns have together, which is
// what the others leave of everyone.
func (p *PublishedPairs) together(wave *Published, columns []int) RaterCount {
	left := wave.Raters(AllRaters)
	for i, c := range p.after.table.columns {
		if i == 0 || slices.Contains(columns, i) {
			continue
		}
		n := wave.Raters(c.ID)
		if n.Hidden || left.Hidden {
			return RaterCount{Hidden: true}
		}
		left.N -= n.N
	}
	return left
}

func (p *PublishedPairs) sum(columns []int) uint64 {
	var n uint64
	for _, column := range columns {
		n += p.pairs[column].N
	}
	return n
}

// exposesOthers says whether the raters of a wave who are in no pair are few enough
// to be told by subtracting.
func exposesOthers(wave RaterCount, pairs, minGroup uint64) bool {
	return wave.Hidden || wave.N < pairs || wave.N > pairs && wave.N-pairs < minGroup
}

func (p *PublishedPairs) fill(id string, g *PairGroup) error {
	tab := &p.after.table
	column, ok := tab.column(id)
	if !ok || len(g.Competencies) != tab.rubric.CompetencyCount() {
		return fmt.Errorf("publish pairs: the counts of %q are not those of %s", id, tab.rubric.Ref())
	}
	columns := []int{0}
	if column > 0 {
		columns = append(columns, column)
	}
	for _, col := range columns {
		p.pairs[col].N += g.Pairs
		for c := range tab.rubric.Competencies() {
			for _, row := range []int{tab.rows[c.ID()], tab.rows[c.Domain().ID()]} {
				if err := p.transitions[col][row].Merge(&g.Competencies[c.Index()]); err != nil {
					return fmt.Errorf("publish pairs: %w", err)
				}
			}
		}
	}
	return nil
}

// Pairs returns how many raters of a constituency, or of AllRaters, answered in both
// waves.
func (p *PublishedPairs) Pairs(constituency string) RaterCount {
	column, ok := p.after.table.column(constituency)
	if !ok {
		return RaterCount{Hidden: true}
	}
	return p.pairs[column]
}

// Transitions returns where the ratings of a domain or competency went; those of a
// domain pool its competencies'. Ok is false when they are hidden or there is no
// such id. See [spectrum.Transitions.SignTest] for whether more went up than down.
func (p *PublishedPairs) Transitions(id, constituency string) (t spectrum.Transitions, ok bool) {
	tab := &p.after.table
	row, found := tab.rows[id]
	column, known := tab.column(constituency)
	if !found || !known || p.transitions[column] == nil {
		return spectrum.Transitions{}, false
	}
	t = p.transitions[column][row]
	t.Counts = slices.Clone(t.Counts)
	return t, true
}
