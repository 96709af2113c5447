package assess_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// pairModel works out what of some pairs may be shown.
type pairModel struct {
	r             *rubric.Rubric
	policy        assess.Policy
	before, after []*assess.Response
	twice         [][2]*assess.Response
	was, is       *assess.Published
}

// randomPairs returns raters of the rubric, of whom some answered twice. Groups are about as
// large as the minimum of the policy, and some questions are answered in one way only.
func randomPairs(t testing.TB, r *rubric.Rubric, policy assess.Policy, rng *rand.Rand) *pairModel {
	t.Helper()
	m := &pairModel{r: r, policy: policy}
	groups := m.groups()
	id := 0
	answer := func(group string, wave int, alike map[string]int) *assess.Response {
		id++
		d := assess.ResponseDocument{ID: fmt.Sprint("r", id), Constituency: group, Ratings: make(map[string]assess.RatingEntry)}
		for c := range r.Competencies() {
			rank := 1 + rng.IntN(r.Spectrum().Len())
			if n := alike[fmt.Sprint(wave, c.ID(), group)]; n > 0 {
				rank = n
			}
			s, _ := r.Spectrum().At(rank)
			if c.Asks(group) && rng.IntN(12) > 0 {
				d.Ratings[c.ID()] = assess.RatingEntry{Stage: s.ID()}
			}
		}
		return respond(t, r, d)
	}
	some := func(alike map[string]int) {
		for wave := range 2 {
			for c := range r.Competencies() {
				for _, g := range groups {
					if rng.IntN(20) == 0 {
						alike[fmt.Sprint(wave, c.ID(), g)] = 1 + rng.IntN(r.Spectrum().Len())
					}
				}
			}
		}
	}
	// Some groups agree on one of the competencies in each wave, so that their results are hidden.
	unanimous := make(map[string]int)
	agreed := rng.IntN(m.r.CompetencyCount())
	for c := range r.Competencies() {
		for _, g := range groups {
			if c.Index() == agreed && rng.IntN(2) == 0 {
				for wave := range 2 {
					unanimous[fmt.Sprint(wave, c.ID(), g)] = 1 + rng.IntN(r.Spectrum().Len())
				}
			}
		}
	}
	// Most numbers of raters are none or enough, because a single other one hides all.
	number := func() int {
		if rng.IntN(12) == 0 {
			return rng.IntN(policy.MinGroup + 2)
		}
		return []int{0, policy.MinGroup, policy.MinGroup + 1, policy.MinGroup + 3}[rng.IntN(4)]
	}
	left, came := rng.IntN(2), rng.IntN(2) // 0 if nobody answered in one wave alone
	for _, g := range groups {
		alike, alone := make(map[string]int), make(map[string]int)
		some(alike)
		some(alone)
		maps.Copy(alike, unanimous)
		maps.Copy(alone, unanimous)
		for range number() {
			from := g
			if rng.IntN(60) == 0 {
				from = groups[rng.IntN(len(groups))]
			}
			p, q := answer(from, 0, alike), answer(g, 1, alike)
			m.before, m.after, m.twice = append(m.before, p), append(m.after, q), append(m.twice, [2]*assess.Response{p, q})
		}
		for range number() * left {
			m.before = append(m.before, answer(g, 0, alone))
		}
		for range number() * came {
			m.after = append(m.after, answer(g, 1, alone))
		}
	}
	// An answer may have been edited in one of the waves alone.
	if n := len(m.twice); n > 0 && rng.IntN(5) == 0 {
		wave, at := [][]*assess.Response{m.before, m.after}[rng.IntN(2)], rng.IntN(n)
		k := slices.IndexFunc(wave, func(p *assess.Response) bool { return p == m.twice[at][0] || p == m.twice[at][1] })
		wave[k] = answer(wave[k].Constituency(), 0, nil)
	}
	m.was, m.is = publishedOf(t, r, m.before, policy), publishedOf(t, r, m.after, policy)
	return m
}

// protects reports whether the policy hides anything.
func (m *pairModel) protects() bool {
	return m.policy.MinGroup > 1 || m.policy.MinOutside > 0 || m.policy.RoundTo > 1
}

// groups returns the ids of the constituencies; the one of everyone if there are none.
func (m *pairModel) groups() []string {
	var all []string
	for g := range m.r.Constituencies() {
		all = append(all, g.ID)
	}
	if all == nil {
		all = []string{""}
	}
	return all
}

// known divides constituencies into those that are shown, each by itself, and the hidden ones.
func known(groups []string, hidden func(group string) bool) [][]string {
	var sets [][]string
	var together []string
	for _, g := range groups {
		if hidden(g) {
			together = append(together, g)
		} else {
			sets = append(sets, []string{g})
		}
	}
	if together != nil {
		sets = append(sets, together)
	}
	return sets
}

// showsPairs reports whether any pairs may be shown.
func (m *pairModel) showsPairs() bool {
	if !m.protects() {
		return true
	}
	if m.policy.RoundTo > 1 || m.is.Raters(assess.AllRaters).Hidden {
		return false
	}
	for _, g := range append(m.groups(), assess.AllRaters) {
		if m.was.Raters(g).Hidden != m.is.Raters(g).Hidden {
			return false
		}
	}
	for _, set := range known(m.groups(), func(g string) bool { return m.is.Raters(g).Hidden }) {
		count := func(list []*assess.Response) (n int) {
			for _, p := range list {
				if slices.Contains(set, p.Constituency()) {
					n++
				}
			}
			return n
		}
		twice := 0
		for _, pair := range m.twice {
			twice += count(pair[1:])
		}
		for _, n := range []int{twice, count(m.before) - twice, count(m.after) - twice} {
			if n != 0 && n < m.policy.MinGroup {
				return false
			}
		}
	}
	return true
}

// showsRow reports whether the pairs of a competency may be shown, if any may.
func (m *pairModel) showsRow(c *rubric.Competency) bool {
	if !m.protects() {
		return true
	}
	hidden := func(p *assess.Published, group string) bool {
		cell, _ := p.Cell(c.ID(), group)
		return cell.Hidden
	}
	for _, g := range append(m.groups(), assess.AllRaters) {
		if hidden(m.was, g) != hidden(m.is, g) {
			return false
		}
	}
	if hidden(m.is, assess.AllRaters) {
		return false
	}
	var asked []string
	for _, g := range m.groups() {
		if c.Asks(g) {
			asked = append(asked, g)
		}
	}
	for _, set := range known(asked, func(g string) bool { return hidden(m.is, g) }) {
		if !m.showsSet(c, set) {
			return false
		}
	}
	return true
}

// showsSet reports whether those of some constituencies who rated a competency twice, or once,
// are nobody, or enough who do not all agree.
func (m *pairModel) showsSet(c *rubric.Competency, set []string) bool {
	spec := m.r.Spectrum()
	count := func(list []*assess.Response) []int {
		n := make([]int, spec.Len())
		for _, p := range list {
			if s, ok := p.Stage(c); ok && slices.Contains(set, p.Constituency()) {
				n[s.Rank()-1]++
			}
		}
		return n
	}
	from, to := make([]int, spec.Len()), make([]int, spec.Len())
	for _, pair := range m.twice {
		s, rated := pair[0].Stage(c)
		u, again := pair[1].Stage(c)
		if rated && again && slices.Contains(set, pair[1].Constituency()) {
			from[s.Rank()-1]++
			to[u.Rank()-1]++
		}
	}
	was, is := count(m.before), count(m.after)
	for i := range spec.Len() {
		was[i] -= from[i]
		is[i] -= to[i]
	}
	for _, counts := range [][]int{from, to, was, is} {
		sum := 0
		for _, n := range counts {
			if n < 0 {
				return false
			}
			sum += n
		}
		if sum > 0 && (sum < m.policy.MinGroup || sum-slices.Max(counts) < m.outside()) {
			return false
		}
	}
	return true
}

// outside is the least number of ratings other than the commonest one.
func (m *pairModel) outside() int {
	if m.policy.MinGroup > 1 {
		return max(1, m.policy.MinOutside)
	}
	return m.policy.MinOutside
}

// moves counts the pairs of a constituency, or of everyone, on some competencies.
func (m *pairModel) moves(t testing.TB, group string, in func(*rubric.Competency) bool) (moved spectrum.Transitions, pairs uint64) {
	t.Helper()
	for _, pair := range m.twice {
		if group != assess.AllRaters && pair[1].Constituency() != group {
			continue
		}
		pairs++
		for c := range m.r.Competencies() {
			from, rated := pair[0].Stage(c)
			to, again := pair[1].Stage(c)
			if rated && again && in(c) {
				if err := moved.Add(from, to, 1); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return moved, pairs
}

// TestPairsFollowTheRule publishes random pairs and compares what is shown with the rule in the
// documentation of PairTally.Publish, worked out from the responses themselves.
func TestPairsFollowTheRule(t *testing.T) {
	asked := withStrand(t)
	rubrics := []*rubric.Rubric{asked, asked, asked, asked, clinic(t, "1", "a", "b"), clinic(t, "1", "a", "b"), small(t, "1", "a", "b"), oneConstituency(t)}
	two := assess.Policy{Name: "internal", MinGroup: 2}
	policies := []assess.Policy{
		two,
		two,
		two,
		two,
		{MinGroup: 1, MinOutside: 1},
		{MinGroup: 1, MinOutside: 1},
		{Name: "internal", MinGroup: 3, MinOutside: 2},
		{MinGroup: 5},
		assess.Public(),
		{MinGroup: 1},
		{MinGroup: 1, RoundTo: 1},
		{MinGroup: 1, RoundTo: 2},
		{Name: "internal", MinGroup: 2, RoundTo: 2},
	}
	seen := make(map[string]int)
	for seed := range uint64(repeats(500, 9000)) {
		rng := rand.New(rand.NewPCG(seed, 29))
		m := randomPairs(t, rubrics[seed%8], policies[rng.IntN(len(policies))], rng)
		var sum assess.PairTally
		for _, pair := range m.twice {
			if err := sum.Add(pair[0], pair[1]); err != nil {
				t.Fatal(err)
			}
		}
		got, err := sum.Publish(m.was, m.is)
		if err != nil {
			t.Fatal(err)
		}
		shows := m.showsPairs()
		seen[fmt.Sprintf("pairs %t", shows)]++
		shown := make(map[*rubric.Competency]bool)
		for c := range m.r.Competencies() {
			shown[c] = m.showsRow(c)
		}
		for _, group := range append(m.groups(), assess.AllRaters) {
			hidden := !shows || m.is.Raters(group).Hidden
			want := assess.RaterCount{Hidden: true}
			if _, n := m.moves(t, group, func(*rubric.Competency) bool { return false }); !hidden {
				want = assess.RaterCount{N: n}
			}
			if diff := cmp.Diff(want, got.Pairs(group)); diff != "" {
				t.Fatalf("seed %d: %+v: pairs of %q (-want +got):\n%s", seed, m.policy, group, diff)
			}
			for id, list := range competenciesByRow(m.r) {
				cell, _ := m.is.Cell(id, group)
				hiddenRow := hidden || cell.Hidden || slices.ContainsFunc(list, func(c *rubric.Competency) bool { return !shown[c] })
				var want spectrum.Transitions
				if !hiddenRow {
					want, _ = m.moves(t, group, func(c *rubric.Competency) bool { return slices.Contains(list, c) })
				}
				moved, ok := got.Transitions(id, group)
				if diff := cmp.Diff(want, moved); diff != "" || ok == hiddenRow {
					t.Fatalf("seed %d: %+v: %s of %q: shown %t, want %t (-want +got):\n%s", seed, m.policy, id, group, ok, !hiddenRow, diff)
				}
				if shows {
					seen[fmt.Sprintf("row %t", ok)]++
				}
				if all, _ := got.Transitions(id, assess.AllRaters); !hidden && m.protects() && cell.Hidden && shown[list[0]] && all.N() > 0 {
					seen["part of a row"]++
				}
			}
		}
	}
	for what, least := range map[string]int{"pairs true": 50, "pairs false": 50, "row true": 50, "row false": 50, "part of a row": 10} {
		if seen[what] < least {
			t.Errorf("%s: seen %d times, want %d", what, seen[what], least)
		}
	}
}

// TestPairTallyLaws merges the counts of parts and takes pairs back: what is left are the counts of
// the others.
func TestPairTallyLaws(t *testing.T) {
	rubrics := []*rubric.Rubric{withStrand(t), clinic(t, "1", "a", "b", "c"), small(t, "1", "a", "b")}
	for seed := range uint64(repeats(30, 500)) {
		rng := rand.New(rand.NewPCG(seed, 43))
		m := randomPairs(t, rubrics[seed%3], assess.Policy{MinGroup: 5}, rng)
		var all, parts, rest assess.PairTally
		var part [3]assess.PairTally
		add := func(sum *assess.PairTally, pair [2]*assess.Response) {
			if err := sum.Add(pair[0], pair[1]); err != nil {
				t.Fatal(err)
			}
		}
		var back [][2]*assess.Response
		for _, pair := range m.twice {
			add(&all, pair)
			add(&part[rng.IntN(3)], pair)
			if rng.IntN(2) == 0 {
				back = append(back, pair)
			} else {
				add(&rest, pair)
			}
		}
		for i := range part {
			if err := parts.Merge(&part[i]); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(all, parts); diff != "" {
			t.Errorf("seed %d: merged (-all +parts):\n%s", seed, diff)
		}
		for _, pair := range back {
			if err := all.Remove(pair[0], pair[1]); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(rest, all); diff != "" {
			t.Errorf("seed %d: removed (-want +got):\n%s", seed, diff)
		}
	}
}
