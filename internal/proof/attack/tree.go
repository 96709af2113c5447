package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// forest is the communities of the parts of a tree, and of the nodes above them.
type forest struct {
	rubric *rubric.Rubric
	parent []int // parts before their parents
	nodes  []*community
	leaf   []bool
	merged []string // groups that are never shown apart, and may be empty
}

// newForest returns a random tree of so many levels. Its communities are of one rubric and
// of various kinds, mostly with a few small groups.
func newForest(rng *rand.Rand, levels, minGroup int) (*forest, error) {
	r, err := smallRubric(rng)
	if err != nil {
		return nil, err
	}
	f := &forest{rubric: r}
	var build func(level int) int
	build = func(level int) int {
		var parts []int
		if level < levels {
			n := 1 + rng.IntN(3)
			if levels > 3 {
				n = 1 + rng.IntN(2)
			}
			for range n {
				parts = append(parts, build(level+1))
			}
		}
		at := len(f.parent)
		f.parent = append(f.parent, -1)
		f.leaf = append(f.leaf, parts == nil)
		for _, p := range parts {
			f.parent[p] = at
		}
		return at
	}
	build(1)
	f.populate(rng, minGroup)
	if groups := f.nodes[0].groups; len(groups) > 2 && rng.IntN(4) == 0 {
		f.merged = groups[1:3]
	}
	return f, nil
}

// smallRubric returns a rubric of up to four groups and four competencies, which keeps the
// systems of a tree small.
func smallRubric(rng *rand.Rand) (*rubric.Rubric, error) {
	for {
		r, err := newRubric(rng)
		if err != nil {
			return nil, err
		}
		if len(slices.Collect(r.Constituencies())) <= 4 && r.CompetencyCount() <= 4 && r.Spectrum().Len() <= 3 {
			return r, nil
		}
	}
}

// populate makes the communities of the leaves and adds them up.
func (f *forest) populate(rng *rand.Rand, minGroup int) {
	var groups []string
	for g := range f.rubric.Constituencies() {
		groups = append(groups, g.ID)
	}
	kind := rng.IntN(len(kinds))
	f.nodes = make([]*community, len(f.parent))
	for v := range f.nodes {
		f.nodes[v] = &community{rubric: f.rubric, groups: groups}
	}
	answer := f.nodes[0].answers(rng)
	part := rng.Perm(len(groups))
	for v, c := range f.nodes {
		if f.leaf[v] {
			for g := range groups {
				for range kinds[kind].size(rng, minGroup, part[g]) {
					c.raters = append(c.raters, rater{g, answer(g)})
				}
			}
		}
	}
	f.addUp()
}

// addUp gives every node above the leaves the raters of its parts.
func (f *forest) addUp() {
	for v, p := range f.parent {
		if p < 0 {
			continue
		}
		if f.leaf[v] {
			for u := p; u >= 0; u = f.parent[u] {
				f.nodes[u].raters = append(f.nodes[u].raters, f.nodes[v].raters...)
			}
		}
	}
}

func nodeID(v int) string { return fmt.Sprintf("node-%04d", v) }

// parts returns the tree as the library takes it.
func (f *forest) parts() []assess.Part {
	var parts []assess.Part
	for v, p := range f.parent {
		part := assess.Part{ID: nodeID(v)}
		if p >= 0 {
			part.Parent = nodeID(p)
		}
		if f.leaf[v] {
			part.Tally = f.nodes[v].tally()
		}
		parts = append(parts, part)
	}
	return parts
}

// publish returns the documents of all nodes, published together.
func (f *forest) publish(p assess.Policy, opt *assess.HierarchyOptions) (*assess.Hierarchy, []*document, error) {
	h, err := assess.PublishHierarchy(f.rubric, slices.Values(f.parts()), p, opt)
	if err != nil {
		return nil, nil, err
	}
	docs := make([]*document, len(f.nodes))
	for v := range f.nodes {
		published, _, err := h.Node(nodeID(v))
		if err != nil {
			return nil, nil, err
		}
		data, err := json.Marshal(published)
		if err != nil {
			return nil, nil, err
		}
		if docs[v], err = parse(data); err != nil {
			return nil, nil, err
		}
		if err := checkDerived(docs[v], nil); err != nil {
			return nil, nil, err
		}
	}
	return h, docs, nil
}

// former returns the documents of all nodes, each published by itself by the rule that the
// library had before.
func (f *forest) former(minGroup int) ([]*document, error) {
	docs := make([]*document, len(f.nodes))
	for v, c := range f.nodes {
		data, err := c.control(minGroup, formerly)
		if err != nil {
			return nil, err
		}
		if docs[v], err = parse(data); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// largestPart is how many raters a group of a part has at the most, for all to know.
const largestPart = 1000

// treeSystem is what the documents of all nodes say of the leaves.
type treeSystem struct {
	*system
	f      *forest
	docs   []*document
	groups []string
	codes  []string
}

// newTreeSystem has an unknown for each leaf, group, competency and answer, and for each
// size, unless they are shown.
func newTreeSystem(f *forest, docs []*document, former bool) *treeSystem {
	s := &treeSystem{system: &system{same: make(map[string]int)}, f: f, docs: docs, groups: docs[0].groups(), codes: docs[0].codes()}
	minGroup := docs[0].Policy.MinGroup
	sizes := make([][]value, len(docs))
	for v, d := range docs {
		if !f.leaf[v] {
			continue
		}
		for _, g := range s.groups {
			n := d.Raters.By[g]
			val := value{known: n.n}
			if n.hidden {
				// A document that hides everything hides empty groups too.
				least := 1
				if d.Raters.All.hidden && (former || f.parent[v] < 0) || slices.Contains(f.merged, g) {
					least = 0
				}
				val = value{unknowns: []int{s.add()}, known: least}
				// Where nothing is shown, nothing else limits it.
				s.equate([]value{val, {unknowns: []int{s.add()}}}, -1, largestPart)
				if least == 1 {
					s.sizes = append(s.sizes, size{0, fmt.Sprintf("%d %s", v, g), val.unknowns[0], minGroup})
				}
			}
			sizes[v] = append(sizes[v], val)
		}
	}
	s.addFigures("", "", sizes, func(d *document, g int) (int, bool) {
		n := d.Raters.All
		if g >= 0 {
			n = d.Raters.By[s.groups[g]]
		}
		return n.n, n.hidden
	})
	for dom := range docs[0].Domains {
		s.addDomain(dom, sizes)
	}
	s.findZeros()
	return s
}

// addDomain adds the rows of a domain.
func (s *treeSystem) addDomain(dom int, sizes [][]value) {
	pooled := make([][][]value, len(s.codes)) // by code, leaf and group
	for i := range pooled {
		pooled[i] = make([][]value, len(s.docs))
		for v := range s.docs {
			pooled[i][v] = make([]value, len(s.groups))
		}
	}
	for comp := range s.docs[0].Domains[dom].Competencies {
		row := func(d *document) *row { return &d.Domains[dom].Competencies[comp] }
		counts := make([][][]value, len(s.codes))
		for i := range counts {
			counts[i] = make([][]value, len(s.docs))
		}
		for v, d := range s.docs {
			if !s.f.leaf[v] {
				continue
			}
			for g, id := range s.groups {
				values := s.cell(row(d).By[id], s.codes)
				if row(d).By[id].Hidden {
					size := sizes[v][g]
					if len(size.unknowns) > 0 {
						s.equate(values, size.unknowns[0], size.known)
					} else {
						s.equate(values, -1, size.known)
					}
				}
				for i, val := range values {
					counts[i][v] = append(counts[i][v], val)
					pooled[i][v][g].unknowns = append(pooled[i][v][g].unknowns, val.unknowns...)
					pooled[i][v][g].known += val.known
				}
			}
		}
		for i, code := range s.codes {
			s.addFigures(row(s.docs[0]).ID, code, counts[i], func(d *document, g int) (int, bool) { return figureOf(row(d), s.groups, g, code) })
		}
	}
	for i, code := range s.codes {
		s.addFigures(s.docs[0].Domains[dom].ID, code, pooled[i], func(d *document, g int) (int, bool) {
			return figureOf(&d.Domains[dom].row, s.groups, g, code)
		})
	}
}

func figureOf(r *row, groups []string, g int, code string) (int, bool) {
	c := r.All
	if g >= 0 {
		c = r.By[groups[g]]
	}
	return c.count(code), c.Hidden
}

// addFigures adds the figures of all nodes that are shown as equations, and those that are
// hidden as targets. Group -1 is everyone.
func (s *treeSystem) addFigures(id, code string, leaves [][]value, figure func(d *document, group int) (n int, hidden bool)) {
	var cells []target
	for v, d := range s.docs {
		for g := -1; g < len(s.groups); g++ {
			n, hidden := figure(d, g)
			t := target{wave: v, row: id, code: code}
			for leaf := range s.docs {
				if !s.f.leaf[leaf] || !s.f.within(leaf, v) {
					continue
				}
				for group, val := range leaves[leaf] {
					if g >= 0 && g != group {
						continue
					}
					t.unknowns = append(t.unknowns, val.unknowns...)
					t.constant += val.known
				}
			}
			if g < 0 {
				t.groups = s.groups
			} else {
				t.groups = s.groups[g : g+1]
			}
			if !hidden {
				s.equate([]value{{t.unknowns, t.constant}}, -1, n)
			} else if len(t.unknowns) > 0 {
				s.targets = append(s.targets, t)
				if s.f.leaf[v] && g >= 0 {
					cells = append(cells, t)
				}
			}
		}
	}
	// Two cells together, of any two leaves or groups.
	for i, t := range cells {
		for _, u := range cells[:i] {
			s.targets = append(s.targets, target{
				wave: t.wave, row: id, code: code, with: &u,
				groups: t.groups, unknowns: slices.Concat(t.unknowns, u.unknowns), constant: t.constant + u.constant,
			})
		}
	}
}

func (f *forest) within(leaf, v int) bool {
	for leaf >= 0 && leaf < v {
		leaf = f.parent[leaf]
	}
	return leaf == v
}

// attackTree works out what the documents of all nodes give away.
func attackTree(f *forest, docs []*document, former bool) (*result, error) {
	s := newTreeSystem(f, docs, former)
	a := &attacker{result: &result{unknowns: s.n}, s: s.system, cases: make(map[int]*problem), plain: true}
	if s.n == 0 {
		return a.result, nil
	}
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
	return a.result, nil
}

// treeTotals is what the attacks on trees came to.
type treeTotals struct {
	trees, nodes int
	a, b, c, d   int
	broken       int
	shown        share // hidden cells
	errs         int
}

// judgeTree compares what was worked out with the truth, and counts what must not be.
func (t *treeTotals) judgeTree(f *forest, docs []*document, res *result) ([]string, error) {
	t.trees++
	t.nodes += len(docs)
	minGroup := docs[0].Policy.MinGroup
	var found []string
	for _, d := range res.derived {
		got := f.nodes[d.wave].count(d.row, d.code, d.groups)
		raters := f.nodes[d.wave].count("", "", d.groups)
		if d.with != nil {
			got += f.nodes[d.with.wave].count(d.row, d.code, d.with.groups)
			raters += f.nodes[d.with.wave].count("", "", d.with.groups)
		}
		if got != d.value {
			return nil, fmt.Errorf("the attack says that %s %s of %v at %d is %d, and it is %d", d.row, d.code, d.groups, d.wave, d.value, got)
		}
		switch {
		case d.with == nil && len(d.groups) == 1 && f.leaf[d.wave]:
			t.a++
			found = append(found, fmt.Sprintf("(a) node %d %s %s of %v is %d", d.wave, d.row, d.code, d.groups, d.value))
		case raters < minGroup:
			t.c++
			found = append(found, fmt.Sprintf("(c) node %d %s %s of %v and %+v is %d, of %d raters", d.wave, d.row, d.code, d.groups, d.with, d.value, raters))
		}
	}
	for _, z := range res.sizes {
		if z.values < z.need {
			t.b++
			found = append(found, fmt.Sprintf("(b) %s has %d possible sizes of %d", z.group, z.values, z.need))
		}
	}
	for v, d := range docs {
		t.shown.add(d.hiddenShare(f.nodes[v].sizes()))
	}
	if len(found) > 0 {
		t.broken++
	}
	return found, nil
}

// tally counts the community.
func (c *community) tally() *assess.Tally {
	width := c.rubric.Spectrum().Len() + len(nonAnswers)
	t := &assess.Tally{
		Rubric: c.rubric.Ref(), Stages: c.rubric.Spectrum().Len(), Competencies: c.rubric.CompetencyCount(),
		Groups: make(map[string]*assess.Group),
	}
	for _, r := range c.raters {
		id := c.groups[r.group]
		g := t.Groups[id]
		if g == nil {
			g = &assess.Group{Counts: make([]uint64, len(r.answers)*width)}
			t.Groups[id] = g
		}
		g.Raters++
		for i, a := range r.answers {
			g.Counts[i*width+a]++
		}
	}
	return t
}

// formerEvery is how often the former rule is attacked. What it gives away takes the solver
// far longer than what is safe.
const formerEvery = 5

// treeRun is what attacks on trees that were published together came to, and on the same
// trees published node by node by the former rule.
type treeRun struct {
	now, before treeTotals
	breaches    []string
}

// runTrees attacks so many trees on all processors.
func runTrees(trees int, seed uint64) (*treeRun, error) {
	var run treeRun
	err := each(trees, func(i int, mu *sync.Mutex) error {
		now, before, breaches, err := tryTree(i, seed+uint64(i))
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			return fmt.Errorf("tree of seed %d: %w", seed+uint64(i), err)
		}
		run.now.add(now)
		run.before.add(before)
		for _, b := range breaches {
			run.breaches = append(run.breaches, fmt.Sprintf("tree of seed %d: %s", seed+uint64(i), b))
		}
		return nil
	})
	slices.Sort(run.breaches)
	return &run, err
}

// each calls a function for the numbers below n on all processors.
func each(n int, try func(i int, mu *sync.Mutex) error) error {
	var (
		errs []error
		mu   sync.Mutex
		wg   sync.WaitGroup
		next atomic.Int64
	)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := try(i, &mu); err != nil {
					mu.Lock()
					errs = append(errs, err)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// tryTree attacks one tree, published together and by the former rule.
func tryTree(i int, seed uint64) (now, before treeTotals, breaches []string, err error) {
	rng := rand.New(rand.NewPCG(seed, 1))
	policy := []assess.Policy{{}, {MinGroup: 5}, {MinGroup: 5, MinOutside: 2}}[i%3]
	minGroup := policy.MinGroup
	if minGroup == 0 {
		minGroup = assess.DefaultMinGroup
	}
	f, err := newForest(rng, 2+i%3, minGroup)
	if err != nil {
		return now, before, nil, err
	}
	_, docs, err := f.publish(policy, &assess.HierarchyOptions{Merged: f.merged})
	if err != nil {
		return now, before, nil, err
	}
	res, err := attackTree(f, docs, false)
	if err != nil {
		return now, before, nil, err
	}
	if breaches, err = now.judgeTree(f, docs, res); err != nil {
		return now, before, nil, err
	}
	for _, d := range docs {
		for _, w := range d.weak(max(1, policy.MinOutside)) {
			now.d++
			breaches = append(breaches, w)
		}
	}
	if i%formerEvery != 0 {
		return now, before, breaches, nil
	}
	if docs, err = f.former(minGroup); err != nil {
		return now, before, nil, err
	}
	if res, err = attackTree(f, docs, true); err != nil {
		return now, before, breaches, fmt.Errorf("former rule: %w", err)
	}
	_, err = before.judgeTree(f, docs, res)
	for _, d := range docs {
		before.d += len(d.weak(1))
	}
	return now, before, breaches, err
}

func (t *treeTotals) add(u treeTotals) {
	t.trees += u.trees
	t.nodes += u.nodes
	t.a += u.a
	t.b += u.b
	t.c += u.c
	t.d += u.d
	t.broken += u.broken
	t.errs += u.errs
	t.shown.add(u.shown)
}

// percent returns the share of cells that are shown.
func (t *treeTotals) percent() float64 {
	if t.shown.cells == 0 {
		return math.NaN()
	}
	return 100 * (1 - float64(t.shown.hidden)/float64(t.shown.cells))
}
