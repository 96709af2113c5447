package main

import "fmt"

// checkBounds compares the bounds that the solver finds for each hidden count of
// single groups, and for their sizes, with those that follow on paper, and returns
// how many.
//
// Of k hidden groups with n raters together, one has from 1 to n-k+1. With t answers of a kind from all of them it gave at the
// most t, or as many as it has raters at the most; and at the least what it has raters
// at the least beyond the n-t who answered something else. The count of a domain or strand is the
// sum over its competencies, and all of these are at their bounds at once.
//
// Every size in between is one that a solution has.
func checkBounds(d *document) (compared int, err error) {
	hidden := d.hiddenGroups()
	if d.Raters.All.hidden || len(hidden) == 0 {
		return 0, nil
	}
	for _, r := range d.rows() {
		for g, c := range r.By {
			if r.All.Hidden || c.Hidden != d.Raters.By[g].hidden {
				sizes := *d // hidden on this row, by another rule
				sizes.Domains, sizes.Strands = nil, nil
				return checkBounds(&sizes)
			}
		}
	}
	s, err := newSystem([]*document{d}, nil)
	if err != nil {
		return 0, err
	}
	p, err := newProblem(s)
	if err != nil {
		return 0, err
	}
	paper := newPaper(d)
	for _, t := range s.targets {
		if len(t.groups) > 1 {
			continue
		}
		least, _, err := p.bound(t.unknowns, 1)
		if err != nil {
			return 0, err
		}
		most, _, err := p.bound(t.unknowns, -1)
		if err != nil {
			return 0, err
		}
		from, to := paper.of(t.row, t.code, t.groups[0])
		least, most = least+float64(t.constant), most+float64(t.constant)
		if distance(least-float64(from)) > slack || int(least+0.5) != from || distance(most-float64(to)) > slack || int(most+0.5) != to {
			return 0, fmt.Errorf("%s %s of %v: %v to %v, on paper %d to %d", t.row, t.code, t.groups, least, most, from, to)
		}
		compared += 2
	}
	z := s.sizes[0]
	from, to := paper.sizes(z.group)
	for n := from; n <= to; n++ {
		p, err := newProblem(s.with(equation{[]term{{z.unknown, 1}}, n - 1}, 0))
		if err != nil {
			return 0, fmt.Errorf("%d raters of %s: %w", n, z.group, err)
		}
		if _, x, _ := p.minimize(make([]float64, s.n)); x != nil {
			if _, ok := p.whole(x); !ok {
				return 0, fmt.Errorf("%d raters of %s: no whole numbers", n, z.group)
			}
		}
	}
	return compared, nil
}

// paper has the counts of the hidden groups together.
type paper struct {
	groups, raters int
	left           map[[2]string]int // by row and code
	domains        map[string][]row  // the competencies by domain and strand
	largest        map[string]int    // size by hidden group
}

func newPaper(d *document) paper {
	p := paper{groups: len(d.hiddenGroups()), raters: d.Raters.All.n, left: make(map[[2]string]int), domains: make(map[string][]row), largest: make(map[string]int)}
	for _, n := range d.Raters.By {
		p.raters -= n.n
	}
	for _, r := range d.rows() {
		for _, code := range d.codes() {
			n := r.All.count(code)
			for _, c := range r.By {
				n -= c.count(code)
			}
			p.left[[2]string{r.ID, code}] = n
		}
	}
	for _, dom := range d.Domains {
		p.domains[dom.ID] = dom.Competencies
	}
	for _, s := range d.Strands {
		for _, id := range s.Domains {
			p.domains[s.ID] = append(p.domains[s.ID], p.domains[id]...)
		}
	}
	for _, g := range d.hiddenGroups() {
		p.largest[g] = p.raters
	}
	return p
}

func (p paper) sizes(group string) (from, to int) {
	from, to = p.raters, p.raters-p.groups+1
	for g, most := range p.largest {
		if g == group {
			to = min(to, most)
		} else {
			from -= most
		}
	}
	return max(from, 1), to
}

func (p paper) of(id, code, group string) (from, to int) {
	least, most := p.sizes(group)
	if id == "" {
		return least, most
	}
	for _, r := range p.domains[id] {
		f, t := p.of(r.ID, code, group)
		from, to = from+f, to+t
	}
	if len(p.domains[id]) > 0 {
		return from, to
	}
	t := p.left[[2]string{id, code}]
	return max(0, least-(p.raters-t)), min(t, most)
}
