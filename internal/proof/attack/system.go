package main

import (
	"fmt"
	"slices"
	"strconv"
)

// system is what published figures say about what they hide: unknown whole numbers,
// none below zero, and equations between them.
type system struct {
	n         int // number of unknowns
	equations []equation
	zero      []bool // unknowns that an equation leaves nothing for
	targets   []target
	sizes     []size
	same      map[string]int // the unknown of a size that waves share, -1 before there is one
}

// equation states that a sum of unknowns is a number.
type equation struct {
	terms []term
	sum   int
}

type term struct{ unknown, factor int }

// target is a hidden figure that somebody may want to know: the answers of one kind
// that a set of hidden groups gave on a row together, or, where row is "", their
// raters.
type target struct {
	wave     int
	row      string
	code     string
	groups   []string
	unknowns []int
	with     *target // another target that this one is together with, if any
	fact     int     // of a system of pairs, which of its facts it is
	constant int     // added to the unknowns, which are counted from their least value
}

// size is the number of raters of a hidden group.
type size struct {
	wave     int
	group    string
	unknown  int
	minGroup int
}

// value is a number that is known, or a sum of unknowns.
type value struct {
	unknowns []int
	known    int
}

func (s *system) add() int {
	s.n++
	return s.n - 1
}

// equate adds the equation that some values add up to a sum. minus is an unknown to
// subtract, or -1.
func (s *system) equate(values []value, minus, sum int) {
	var e equation
	for _, v := range values {
		for _, u := range v.unknowns {
			e.terms = append(e.terms, term{u, 1})
		}
		sum -= v.known
	}
	if minus >= 0 {
		e.terms = append(e.terms, term{minus, -1})
	}
	e.sum = sum
	if len(e.terms) > 0 {
		s.equations = append(s.equations, e)
	}
}

// newSystem writes down what the documents say, and that some groups have as many
// raters in every wave, which no document says.
func newSystem(docs []*document, constant []string) (*system, error) {
	s := &system{same: make(map[string]int)}
	for _, g := range constant {
		s.same[g] = -1
	}
	for wave, d := range docs {
		if d.Raters.All.hidden {
			continue // it shows no figure at all
		}
		if err := s.addWave(wave, d); err != nil {
			return nil, err
		}
	}
	for _, d := range docs {
		for g, n := range d.Raters.By {
			// Sizes are counted from one.
			if u, ok := s.same[g]; ok && u >= 0 && !n.hidden {
				s.equate([]value{{unknowns: []int{u}}}, -1, n.n-1)
			}
		}
	}
	s.findZeros()
	return s, nil
}

// addWave adds the unknowns and equations of one document.
func (s *system) addWave(wave int, d *document) error {
	sizes := s.addSizes(wave, d)
	codes := d.codes()
	domains := make(map[string]map[string][]value)
	for _, dom := range d.Domains {
		pooled := make(map[string][]value) // of a group, by code
		for _, g := range d.groups() {
			pooled[g] = make([]value, len(codes))
		}
		for _, comp := range dom.Competencies {
			values, err := s.counts(d, comp, codes, sizes)
			if err != nil {
				return err
			}
			for g, ofGroup := range values {
				for i, v := range ofGroup {
					p := &pooled[g][i]
					p.unknowns = append(p.unknowns, v.unknowns...)
					p.known += v.known
				}
			}
			s.addRow(wave, d, comp, codes, values)
		}
		for _, g := range d.groups() {
			if c := dom.By[g]; !c.Hidden {
				for i, code := range codes {
					s.equate([]value{pooled[g][i]}, -1, c.count(code))
				}
			}
		}
		s.addRow(wave, d, dom.row, codes, pooled)
		domains[dom.ID] = pooled
	}
	s.addStrands(wave, d, codes, domains)
	return nil
}

// addSizes adds the sizes of the hidden groups and returns their unknowns. A hidden
// group has one rater at least, so its size is counted from one.
func (s *system) addSizes(wave int, d *document) map[string]int {
	sizes := make(map[string]int)
	var together []value
	var names []string
	for _, g := range d.groups() {
		if !d.Raters.By[g].hidden {
			together = append(together, value{known: d.Raters.By[g].n})
			continue
		}
		u, constant := s.same[g]
		if !constant || u < 0 {
			u = s.add()
		}
		if constant {
			s.same[g] = u
		}
		sizes[g] = u
		names = append(names, g)
		together = append(together, value{unknowns: []int{u}, known: 1})
		s.sizes = append(s.sizes, size{wave, g, u, d.Policy.MinGroup})
	}
	s.equate(together, -1, d.Raters.All.n)
	for set := range subsets(names) {
		t := target{wave: wave, groups: set, constant: len(set)}
		for _, g := range set {
			t.unknowns = append(t.unknowns, sizes[g])
		}
		s.targets = append(s.targets, t)
	}
	return sizes
}

// counts returns the counts of each group on a competency. Those of a hidden cell add up
// to the size of the group.
func (s *system) counts(d *document, comp row, codes []string, sizes map[string]int) (map[string][]value, error) {
	values := make(map[string][]value)
	for _, g := range d.groups() {
		c, ok := comp.By[g]
		if !ok {
			return nil, fmt.Errorf("%s has no cell of %s", comp.ID, g)
		}
		values[g] = s.cell(c, codes)
		if c.Hidden {
			size, minus := d.Raters.By[g].n, -1
			if u, ok := sizes[g]; ok {
				size, minus = 1, u
			}
			s.equate(values[g], minus, size)
		}
	}
	return values, nil
}

// cell returns the counts of a cell, unknown where it is hidden.
func (s *system) cell(c cell, codes []string) []value {
	values := make([]value, len(codes))
	for i, code := range codes {
		if c.Hidden {
			values[i].unknowns = []int{s.add()}
		} else {
			values[i].known = c.count(code)
		}
	}
	return values
}

// addRow adds that everyone's counts are those of the groups together, where they
// are shown, and makes the hidden counts targets.
func (s *system) addRow(wave int, d *document, r row, codes []string, values map[string][]value) {
	var hidden []string
	for _, g := range d.groups() {
		if n := d.Raters.By[g]; r.By[g].Hidden && (n.hidden || n.n > 0) {
			hidden = append(hidden, g)
		}
	}
	for i, code := range codes {
		if !r.All.Hidden {
			var sum []value
			for _, g := range d.groups() {
				sum = append(sum, values[g][i])
			}
			s.equate(sum, -1, r.All.count(code))
		}
		for set := range subsets(hidden) {
			t := target{wave: wave, row: r.ID, code: code, groups: set}
			for _, g := range set {
				t.unknowns = append(t.unknowns, values[g][i].unknowns...)
				t.constant += values[g][i].known
			}
			s.targets = append(s.targets, t)
		}
	}
}

// subsets yields every set of some of the names that is not empty.
func subsets(names []string) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		for mask := 1; mask < 1<<len(names); mask++ {
			var set []string
			for i, name := range names {
				if mask>>i&1 == 1 {
					set = append(set, name)
				}
			}
			if !yield(set) {
				return
			}
		}
	}
}

// findZeros marks the unknowns of sums that are zero.
func (s *system) findZeros() {
	s.zero = append(s.zero, make([]bool, s.n-len(s.zero))...)
	for again := true; again; {
		again = false
		for i := range s.equations {
			e := &s.equations[i]
			// Terms are shared with the systems that this one was made from.
			e.terms = slices.DeleteFunc(slices.Clone(e.terms), func(t term) bool { return s.zero[t.unknown] })
			if e.sum != 0 || len(e.terms) == 0 || slices.ContainsFunc(e.terms, func(t term) bool { return t.factor < 0 }) {
				continue
			}
			for _, t := range e.terms {
				s.zero[t.unknown] = true
				again = true
			}
		}
	}
}

// stated returns the sums that an equation states outright.
func (s *system) stated() map[string]int {
	sums := make(map[string]int)
	for _, e := range s.equations {
		var unknowns []int
		for _, t := range e.terms {
			if t.factor != 1 {
				unknowns = nil
				break
			}
			unknowns = append(unknowns, t.unknown)
		}
		if unknowns != nil {
			sums[key(unknowns)] = e.sum
		}
	}
	return sums
}

// key names a set of unknowns.
func key(unknowns []int) string {
	unknowns = slices.Sorted(slices.Values(unknowns))
	var b []byte
	for _, u := range unknowns {
		b = append(strconv.AppendInt(b, int64(u), 36), ' ')
	}
	return string(b)
}

// with returns the system with an equation more; fresh is how many new unknowns it
// has.
func (s *system) with(e equation, fresh int) *system {
	t := *s
	t.n += fresh
	t.zero = slices.Clone(s.zero)
	t.equations = append(slices.Clone(s.equations), e)
	t.findZeros()
	return &t
}

// atMost returns the system in which an unknown is limited.
func (s *system) atMost(unknown, limit int) *system {
	return s.with(equation{[]term{{unknown, 1}, {s.n, 1}}, limit}, 1)
}

// atLeast returns the system in which an unknown has a least value.
func (s *system) atLeast(unknown, least int) *system {
	return s.with(equation{[]term{{unknown, 1}, {s.n, -1}}, least}, 1)
}

// fits reports whether numbers are a solution, computed in integers.
func (s *system) fits(x []int) bool {
	for u, n := range x {
		if n < 0 || s.zero[u] && n != 0 {
			return false
		}
	}
	for _, e := range s.equations {
		sum := 0
		for _, t := range e.terms {
			sum += t.factor * x[t.unknown]
		}
		if sum != e.sum {
			return false
		}
	}
	return true
}
