package main

import (
	"fmt"
	"slices"
)

// fact is a hidden figure of pairs, and what it is in truth.
type fact struct {
	name   string
	value  int
	breach bool // it must not become certain
}

// pairSystem is what the documents of two waves and the pairs say together: unknowns for the
// sizes and counts of both waves, for the numbers of pairs and the transitions, and for those
// who are in one wave alone.
type pairSystem struct {
	*system
	w      *twoWaves
	docs   []*document
	shown  shownPairs
	groups []string
	sizes  [2][]value // by wave and group
	pairs  []value    // by group
	facts  []fact
}

// newPairSystem returns nil if a document or the pairs show nothing to start from.
func newPairSystem(w *twoWaves, before, after *document, shown shownPairs) *pairSystem {
	s := &pairSystem{system: &system{same: make(map[string]int)}, w: w, docs: []*document{before, after}, shown: shown, groups: before.groups()}
	if before.Raters.All.hidden || after.Raters.All.hidden || !shown.pairs("") {
		return nil
	}
	for wave, d := range s.docs {
		var all []value
		for _, g := range s.groups {
			v := value{known: d.Raters.By[g].n}
			if d.Raters.By[g].hidden {
				v = value{unknowns: []int{s.add()}, known: 1}
				s.system.sizes = append(s.system.sizes, size{wave, g, v.unknowns[0], d.Policy.MinGroup})
			}
			s.sizes[wave] = append(s.sizes[wave], v)
			all = append(all, v)
		}
		s.equate(all, -1, d.Raters.All.n)
	}
	s.addPairs()
	for _, r := range competencies(before) {
		s.addCompetency(r.ID)
	}
	s.findZeros()
	return s
}

// within adds that the sum of some values is at most another one, and returns the difference.
func (s *pairSystem) within(values []value, whole value) value {
	if all := together(values); len(all.unknowns) == 0 && len(whole.unknowns) == 0 {
		return value{known: whole.known - all.known}
	}
	left := value{unknowns: []int{s.add()}}
	s.equals(append(slices.Clone(values), left), whole)
	return left
}

// equals adds that some values add up to another one.
func (s *pairSystem) equals(values []value, whole value) {
	e := equation{sum: whole.known}
	for _, v := range values {
		for _, u := range v.unknowns {
			e.terms = append(e.terms, term{u, 1})
		}
		e.sum -= v.known
	}
	for _, u := range whole.unknowns {
		e.terms = append(e.terms, term{u, -1})
	}
	if len(e.terms) > 0 {
		s.equations = append(s.equations, e)
	}
}

// aim makes the sum of some values a target.
func (s *pairSystem) aim(f fact, values ...value) {
	t := target{fact: len(s.facts)}
	for _, v := range values {
		t.unknowns = append(t.unknowns, v.unknowns...)
		t.constant += v.known
	}
	if len(t.unknowns) > 0 {
		s.targets = append(s.targets, t)
		s.facts = append(s.facts, f)
	}
}

// addPairs adds the numbers of pairs, and of those who answered in one wave alone.
func (s *pairSystem) addPairs() {
	minGroup := s.docs[0].Policy.MinGroup
	twice := 0
	var once [2][]value
	for i, g := range s.groups {
		_, n := s.w.raters(0, []string{g})
		v := value{known: n}
		if !s.shown.pairs(g) {
			v = value{unknowns: []int{s.add()}}
		}
		twice += n
		s.pairs = append(s.pairs, v)
		for wave := range once {
			once[wave] = append(once[wave], s.within([]value{v}, s.sizes[wave][i]))
		}
	}
	s.equate(s.pairs, -1, twice)
	for set := range subsets(s.groups) {
		hidden := len(set) == 1 && !s.shown.pairs(set[0])
		_, n := s.w.raters(0, set)
		s.aim(fact{fmt.Sprintf("pairs of %v", set), n, hidden || few(n, minGroup)}, s.of(set, s.pairs)...)
		for wave := range once {
			n, _ := s.w.raters(wave, set)
			s.aim(fact{fmt.Sprintf("raters of %v in wave %d alone", set, wave+1), n, few(n, minGroup)}, s.of(set, once[wave])...)
		}
	}
}

// of returns the values of some groups.
func (s *pairSystem) of(set []string, values []value) []value {
	var of []value
	for i, g := range s.groups {
		if slices.Contains(set, g) {
			of = append(of, values[i])
		}
	}
	return of
}

// addCompetency adds the counts of a competency in both waves, its transitions, and the
// ratings of each wave that are in no pair.
func (s *pairSystem) addCompetency(id string) {
	stages, codes := len(s.docs[0].Spectrum), s.docs[0].codes()
	moves := make([][]value, stages*stages) // by transition and group
	var alone [2][][]value                  // by stage and group
	for wave := range alone {
		alone[wave] = make([][]value, stages)
	}
	truth := s.w.moves(id)
	var open []string
	all := make([][2][]value, len(codes))
	for i, g := range s.groups {
		var counts [2][]value
		if rowOf(s.docs[0], id).By[g].NotAsked {
			s.addNotAsked(moves, alone, all)
			continue
		}
		shown := s.shown.row(id, g)
		hidden := !shown
		for wave, d := range s.docs {
			r := rowOf(d, id)
			counts[wave] = s.cell(r.By[g], codes)
			for k, v := range counts[wave] {
				all[k][wave] = append(all[k][wave], v)
			}
			if r.By[g].Hidden {
				hidden = true
				s.equals(counts[wave], s.sizes[wave][i])
			}
		}
		if hidden {
			open = append(open, g)
		}
		var of []value
		for k := range moves {
			v := value{known: truth[g][k]}
			if !shown {
				v = value{unknowns: []int{s.add()}}
			}
			of = append(of, v)
			moves[k] = append(moves[k], v)
		}
		for k := range stages {
			var from, to []value
			for other := range stages {
				from, to = append(from, of[k*stages+other]), append(to, of[other*stages+k])
			}
			alone[0][k] = append(alone[0][k], s.within(from, counts[0][k]))
			alone[1][k] = append(alone[1][k], s.within(to, counts[1][k]))
		}
		// Who is in a pair and not in one of this row has not rated it in one of the waves.
		unrated := s.within(of, s.pairs[i])
		s.within([]value{unrated}, together(slices.Concat(counts[0][stages:], counts[1][stages:])))
	}
	for wave, d := range s.docs {
		if r := rowOf(d, id); !r.All.Hidden {
			for k, code := range codes {
				s.equate(all[k][wave], -1, r.All.count(code))
			}
		}
	}
	if s.shown.row(id, "") {
		for k := range moves {
			n := 0
			for _, g := range s.groups {
				n += truth[g][k]
			}
			s.equate(moves[k], -1, n)
		}
	}
	s.aimAt(id, open, moves, alone, truth)
}

// addNotAsked adds the zeros of a group that is not asked a competency.
func (s *pairSystem) addNotAsked(moves [][]value, alone [2][][]value, all [][2][]value) {
	for k := range moves {
		moves[k] = append(moves[k], value{})
	}
	for wave := range alone {
		for k := range alone[wave] {
			alone[wave][k] = append(alone[wave][k], value{})
		}
		for k := range all {
			all[k][wave] = append(all[k][wave], value{})
		}
	}
}

func together(values []value) value {
	var sum value
	for _, v := range values {
		sum.unknowns = append(sum.unknowns, v.unknowns...)
		sum.known += v.known
	}
	return sum
}

// aimAt makes the counts of all sets of the hidden groups targets.
func (s *pairSystem) aimAt(id string, hidden []string, moves [][]value, alone [2][][]value, truth map[string][]int) {
	minGroup := s.docs[0].Policy.MinGroup
	for set := range subsets(hidden) {
		counts := make([]int, len(moves))
		for _, g := range set {
			for k, n := range truth[g] {
				counts[k] += n
			}
		}
		one := len(set) == 1
		for k, n := range counts {
			s.aim(fact{fmt.Sprintf("transition %d on %s of %v", k, id, set), n, one || exposes(counts, minGroup)}, s.of(set, moves[k])...)
		}
		for wave := range alone {
			counts := s.w.alone(wave, id, set)
			one := one && rowOf(s.docs[wave], id).By[set[0]].Hidden // otherwise they are the shown ones, or fewer
			for k, n := range counts {
				s.aim(fact{fmt.Sprintf("stage %d on %s of %v in wave %d alone", k+1, id, set, wave+1), n, one || exposes(counts, minGroup)}, s.of(set, alone[wave][k])...)
			}
		}
	}
}

// exposes reports whether counts are of too few people.
func exposes(counts []int, minGroup int) bool {
	sum := 0
	for _, n := range counts {
		sum += n
	}
	return few(sum, minGroup)
}

func rowOf(d *document, id string) *row {
	for _, r := range competencies(d) {
		if r.ID == id {
			return &r
		}
	}
	return nil
}

// moves returns how many raters of each group went from one stage to another.
func (w *twoWaves) moves(id string) map[string][]int {
	comp, _ := w.before.rubric.Competency(id)
	stages := w.before.rubric.Spectrum().Len()
	moves := make(map[string][]int)
	for _, g := range w.before.groups {
		moves[g] = make([]int, stages*stages)
	}
	for i, r := range w.before.raters[:w.twice] {
		from, to := r.answers[comp.Index()], w.after.raters[i].answers[comp.Index()]
		if from != notAsked && to != notAsked && from < stages && to < stages {
			moves[w.before.groups[r.group]][from*stages+to]++
		}
	}
	return moves
}

// attackPairs works out what the documents of two waves and their pairs give away, and returns
// what must not be known.
func attackPairs(w *twoWaves, before, after *document, shown shownPairs) ([]string, error) {
	s := newPairSystem(w, before, after, shown)
	if s == nil || s.n == 0 {
		return nil, nil
	}
	a := &attacker{result: &result{unknowns: s.n}, s: s.system, cases: make(map[int]*problem), plain: true}
	var err error
	if a.p, err = newProblem(s.system); err != nil {
		return nil, err
	}
	if err := a.solveTargets(); err != nil {
		return nil, err
	}
	if err := a.solveSizes(); err != nil {
		return nil, err
	}
	var found []string
	for _, d := range a.derived {
		f := s.facts[d.fact]
		if f.value != d.value {
			return nil, fmt.Errorf("the attack says that %s is %d, and it is %d", f.name, d.value, f.value)
		}
		if f.breach {
			found = append(found, fmt.Sprintf("%s: %d", f.name, f.value))
		}
	}
	for _, z := range a.sizes {
		if z.values < z.need {
			found = append(found, fmt.Sprintf("%s in wave %d has %d possible sizes of %d", z.group, z.wave+1, z.values, z.need))
		}
	}
	return found, nil
}
