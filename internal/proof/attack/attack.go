package main

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// result is what an attacker works out.
type result struct {
	figures  bool      // anything is shown at all
	derived  []derived // hidden figures that have one possible value
	sizes    []sizeRange
	unknowns int
	calls    int // of the solver
	branches int // splits that it took to find whole numbers
}

// derived is a hidden figure that can be worked out.
type derived struct {
	wave   int
	row    string
	code   string
	groups []string
	with   *target
	value  int
	fact   int
}

// sizeRange is how many numbers of raters are possible for a hidden group. Counting
// stops at what the policy asks for.
type sizeRange struct {
	wave   int
	group  string
	values int
	need   int
}

// span is what is known of a target: values that solutions have.
type span struct {
	target
	least, most int
}

// attacker solves the system of some documents.
type attacker struct {
	*result
	s     *system
	p     *problem
	cases map[int]*problem // by the unknown of the group that is small
	plain bool             // does not know that a group is small
	open  []*span          // targets of which it is not known if they have one value
}

// attack works out what the documents taken together give away.
//
// Solutions of a system are communities that would have led to the same figures. A
// hidden figure is safe when two of them differ in it; each is checked in whole
// numbers, so nothing is called safe on the word of the solver. For what is left the
// solver gives the least and the greatest value, in fractions and, where these leave
// room, in whole numbers. What it cannot solve is an error.
//
// Beside the figures the attacker knows what the documentation says: no hidden group
// is empty, and one of a wave's at least has no more raters than the policy's minimum.
//
// Constant are groups of which the attacker believes that they have as many raters in
// every wave; the library promises nothing against what is known from elsewhere.
func attack(docs []*document, constant ...string) (*result, error) {
	s, err := newSystem(docs, constant)
	if err != nil {
		return nil, err
	}
	a := &attacker{result: &result{unknowns: s.n}, s: s, cases: make(map[int]*problem)}
	for _, d := range docs {
		a.figures = a.figures || !d.Raters.All.hidden
	}
	if s.n == 0 {
		return a.result, nil
	}
	if a.p, err = newProblem(s); err != nil {
		return nil, err
	}
	if err := a.solveTargets(); err != nil {
		return nil, err
	}
	if err := a.solveSizes(); err != nil {
		return nil, err
	}
	a.calls = a.p.calls
	for _, p := range a.cases {
		if p != nil {
			a.calls += p.calls
		}
	}
	return a.result, nil
}

// smallGroup returns the problem in which a group is smaller than the minimum, nil
// when it cannot be.
func (a *attacker) smallGroup(z size) (*problem, error) {
	p, known := a.cases[z.unknown]
	if known {
		return p, nil
	}
	// Sizes are counted from one, so that up to ten is at most nine. A vertex at
	// which the group is smallest is one with this limit too.
	limit := z.minGroup - 1
	least, x, err := a.p.bound([]int{z.unknown}, 1)
	if err != nil {
		return nil, err
	}
	if least < float64(limit)+slack {
		if p, err = newProblemAt(a.s.atMost(z.unknown, limit), append(x, float64(limit)-least)); err != nil {
			return nil, err
		}
	}
	a.cases[z.unknown] = p
	return p, nil
}

// casesOf returns a problem for each group of a wave that may be the small one; when
// the wave hides none, the problem without such a group.
func (a *attacker) casesOf(wave int) ([]*problem, error) {
	if a.plain {
		return []*problem{a.p}, nil
	}
	var ps []*problem
	any := false
	for _, z := range a.s.sizes {
		if z.wave != wave {
			continue
		}
		any = true
		p, err := a.smallGroup(z)
		if err != nil {
			return nil, err
		}
		if p != nil {
			ps = append(ps, p)
		}
	}
	if !any {
		ps = append(ps, a.p)
	}
	return ps, nil
}

// possible says whether a solution has a small group in a wave, if that hides any. Waves that
// share the size of a group must all have one.
func (a *attacker) possible(x []int, wave int) bool {
	if a.plain {
		return true
	}
	small := make(map[int]bool)
	for _, z := range a.s.sizes {
		if z.wave == wave || len(a.s.same) > 0 {
			small[z.wave] = small[z.wave] || x[z.unknown] < z.minGroup
		}
	}
	for _, ok := range small {
		if !ok {
			return false
		}
	}
	return true
}

// derive takes note of a figure. What is shown of a domain in some of its competencies, and
// zero in the others, is no news.
func (a *attacker) derive(t target, value int) {
	if t.row != "" && value == 0 {
		return
	}
	if value += t.constant; value > 0 {
		a.derived = append(a.derived, derived{t.wave, t.row, t.code, t.groups, t.with, value, t.fact})
	}
}

// solveTargets finds the targets that have one possible value above zero.
func (a *attacker) solveTargets() error {
	stated := a.s.stated()
	for _, t := range a.s.targets {
		t.unknowns = slices.DeleteFunc(slices.Clone(t.unknowns), func(u int) bool { return a.s.zero[u] })
		if len(t.unknowns) == 0 {
			a.derive(t, 0)
		} else if sum, ok := stated[key(t.unknowns)]; ok {
			a.derive(t, sum)
		} else {
			a.open = append(a.open, &span{target: t, least: math.MaxInt, most: -1})
		}
	}
	if err := a.lookAround(); err != nil {
		return err
	}
	for len(a.open) > 0 {
		if err := a.settle(a.open[0]); err != nil {
			return err
		}
	}
	return nil
}

// learn closes the targets of which a solution says that they have another value too.
func (a *attacker) learn(x []int) {
	a.open = slices.DeleteFunc(a.open, func(t *span) bool { return a.possible(x, t.wave) && t.learn(x) })
}

// lookAround learns from solutions far from each other, which settle nearly everything.
func (a *attacker) lookAround() error {
	rng := rand.New(rand.NewPCG(uint64(a.s.n), uint64(len(a.s.equations))))
	for try := 0; try < 10 && len(a.open) > 0; try++ {
		costs := make([]float64, a.s.n)
		if try == 0 {
			for i := range costs {
				costs[i] = rng.Float64() - 0.5
			}
		}
		for _, t := range a.open {
			by := rng.Float64() - 0.5
			for _, u := range t.unknowns {
				costs[u] += by
			}
		}
		for range 2 {
			_, x, err := a.p.minimize(costs)
			if err != nil {
				return err
			}
			if y, ok := a.p.whole(x); ok {
				a.learn(y)
			}
			for i := range costs {
				costs[i] = -costs[i]
			}
		}
	}
	return nil
}

// settle closes t, the first of the open targets: by a solution with another value, or by
// working out that there is no other.
func (a *attacker) settle(t *span) error {
	cases, err := a.casesOf(t.wave)
	if err != nil {
		return err
	}
	least, most := math.MaxInt, -1
	for _, p := range cases {
		from, to, err := a.bounds(p, t.unknowns, a.learn)
		if err != nil {
			return fmt.Errorf("%s of %v: %w", t.row, t.groups, err)
		}
		least, most = min(least, from), max(most, to)
	}
	if len(a.open) == 0 || a.open[0] != t {
		return nil
	}
	if least != most {
		return fmt.Errorf("%s of %v: from %d to %d, but no two solutions in whole numbers were found", t.row, t.groups, least, most)
	}
	a.derive(t.target, least)
	a.open = a.open[1:]
	return nil
}

// bounds returns the least and the greatest whole value of a sum of unknowns, and has
// learn see the solutions.
func (a *attacker) bounds(p *problem, unknowns []int, learn func([]int)) (from, to int, err error) {
	var found [2]int
	for i, sign := range []float64{1, -1} {
		f, x, err := p.bound(unknowns, sign)
		if err != nil {
			return 0, 0, err
		}
		found[i] = int(math.Round(f))
		y, ok := p.whole(x)
		if !ok {
			branches := 0
			found[i], y, ok, err = wholeBound(p.s, unknowns, sign, &branches)
			a.branches += branches
			if err != nil || !ok {
				return 0, 0, cmp.Or(err, errInfeasible)
			}
		}
		learn(y)
	}
	return found[0], found[1], nil
}

// solveSizes counts how many numbers of raters each hidden group may have.
func (a *attacker) solveSizes() error {
	for _, z := range a.s.sizes {
		possible := make(map[int]bool)
		// The case that the group itself is the small one comes first, since it
		// gives nearly all numbers that are needed.
		others := []size{z}
		for _, o := range a.s.sizes {
			if o.wave == z.wave && o.unknown != z.unknown {
				others = append(others, o)
			}
		}
		for _, small := range others {
			if len(possible) >= z.minGroup {
				break
			}
			p := a.p
			if !a.plain {
				var err error
				if p, err = a.smallGroup(small); err != nil {
					return err
				}
			}
			if p == nil {
				continue
			}
			from, to, err := a.bounds(p, []int{z.unknown}, func([]int) {})
			if err != nil {
				return err
			}
			for n := from; n <= to; n++ {
				possible[n+1] = true
			}
			if a.plain {
				break
			}
		}
		a.sizes = append(a.sizes, sizeRange{z.wave, z.group, min(len(possible), z.minGroup), z.minGroup})
	}
	return nil
}

// learn takes note of a solution, and says whether another value was seen before.
func (t *span) learn(x []int) bool {
	n := 0
	for _, u := range t.unknowns {
		n += x[u]
	}
	t.least, t.most = min(t.least, n), max(t.most, n)
	return t.least < t.most
}
