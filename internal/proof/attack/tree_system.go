package main

import (
	"fmt"
	"slices"
)

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
	pooled := make(map[string][][][]value)
	for dom := range docs[0].Domains {
		pooled[docs[0].Domains[dom].ID] = s.addDomain(dom, sizes)
	}
	s.addStrands(pooled)
	s.findZeros()
	return s
}

// addDomain adds the rows of a domain and returns its counts by code, leaf and group.
func (s *treeSystem) addDomain(dom int, sizes [][]value) [][][]value {
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
	return pooled
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
