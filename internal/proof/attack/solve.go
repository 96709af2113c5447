package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

const (
	tolerance = 1e-9
	// slack is how far a bound of the solver may be from the true one.
	slack = 1e-6
)

var errInfeasible = errors.New("the system has no solution")

// problem is a system in the form that the solver takes: one linear program for
// each part of the system that shares no unknown with the rest.
type problem struct {
	s     *system
	parts []*part
	of    []int // the part of an unknown, -1 when it is zero
	at    []int // its column there
	calls int
}

// part is a linear program whose equations are independent, with a vertex to start
// from.
type part struct {
	unknowns []int
	a        *mat.Dense
	b        []float64
	x        []float64 // the vertex
	basis    []int
}

// newProblem splits a system, drops the equations that follow from others and finds
// a first solution of what is left.
func newProblem(s *system) (*problem, error) { return newProblemAt(s, nil) }

// newProblemAt is newProblem for when a vertex is known.
func newProblemAt(s *system, vertex []float64) (*problem, error) {
	p := &problem{s: s, of: make([]int, s.n), at: make([]int, s.n)}
	p.split()
	rows, err := p.rows()
	if err != nil {
		return nil, err
	}
	for i, part := range p.parts {
		if err := part.equate(rows[i]); err != nil {
			return nil, err
		}
		if vertex == nil {
			if err := p.start(part); err != nil {
				return nil, err
			}
		} else {
			for _, u := range part.unknowns {
				part.x = append(part.x, vertex[u])
			}
		}
		part.basis = part.complete()
	}
	return p, nil
}

// split puts the unknowns into parts: those that an equation has in common into one.
func (p *problem) split() {
	root := make([]int, p.s.n)
	for u := range root {
		root[u] = u
	}
	find := func(u int) int {
		for root[u] != u {
			root[u] = root[root[u]]
			u = root[u]
		}
		return u
	}
	for _, e := range p.s.equations {
		for _, t := range e.terms {
			root[find(t.unknown)] = find(e.terms[0].unknown)
		}
	}
	index := make(map[int]int)
	for u := range p.s.n {
		p.of[u] = -1
		if p.s.zero[u] {
			continue
		}
		r := find(u)
		i, ok := index[r]
		if !ok {
			i = len(p.parts)
			index[r] = i
			p.parts = append(p.parts, &part{})
		}
		p.of[u], p.at[u] = i, len(p.parts[i].unknowns)
		p.parts[i].unknowns = append(p.parts[i].unknowns, u)
	}
}

// rows returns the equations of each part: the factors of its unknowns, and the sum.
func (p *problem) rows() ([][][]float64, error) {
	rows := make([][][]float64, len(p.parts))
	for _, e := range p.s.equations {
		if len(e.terms) == 0 {
			if e.sum != 0 {
				return nil, errInfeasible
			}
			continue
		}
		i := p.of[e.terms[0].unknown]
		r := make([]float64, len(p.parts[i].unknowns)+1)
		for _, t := range e.terms {
			r[p.at[t.unknown]] += float64(t.factor)
		}
		r[len(r)-1] = float64(e.sum)
		rows[i] = append(rows[i], r)
	}
	return rows, nil
}

// equate gives a part its equations.
func (part *part) equate(rows [][]float64) error {
	kept, err := independent(rows)
	if err != nil {
		return err
	}
	n := len(part.unknowns)
	part.a = mat.NewDense(len(kept), n, nil)
	for j, r := range kept {
		// The first basis is of artificial unknowns, so no sum may be negative.
		sign := 1.0
		if r[n] < 0 {
			sign = -1
		}
		for k, f := range r[:n] {
			part.a.Set(j, k, sign*f)
		}
		part.b = append(part.b, sign*r[n])
	}
	return nil
}

// independent returns the rows that do not follow from those before them. The
// solver needs the equations to be independent, and those of domains, everyone and
// the groups are not.
func independent(rows [][]float64) ([][]float64, error) {
	var kept, reduced [][]float64
	var pivots []int
	for _, r := range rows {
		v := append([]float64(nil), r...)
		for i, q := range reduced {
			if f := v[pivots[i]]; f != 0 {
				for k := range v {
					v[k] -= f * q[k]
				}
			}
		}
		n := len(v) - 1
		pivot := largest(v[:n])
		if math.Abs(v[pivot]) < slack {
			if math.Abs(v[n]) > slack {
				return nil, errInfeasible
			}
			continue
		}
		f := v[pivot]
		for k := range v {
			v[k] /= f
		}
		kept, reduced, pivots = append(kept, r), append(reduced, v), append(pivots, pivot)
	}
	return kept, nil
}

func largest(v []float64) int {
	at := 0
	for i, f := range v {
		if math.Abs(f) > math.Abs(v[at]) {
			at = i
		}
	}
	return at
}

// start finds a vertex. The solver finds one itself, but so slowly
// that most of its time would go there.
func (p *problem) start(part *part) error {
	m, n := part.a.Dims()
	wide := mat.NewDense(m, n+m, nil)
	wide.Slice(0, m, 0, n).(*mat.Dense).Copy(part.a)
	costs := make([]float64, n+m)
	var basis []int
	for i := range m {
		wide.Set(i, n+i, 1)
		costs[n+i] = 1
		basis = append(basis, n+i)
	}
	p.calls++
	left, x, err := simplex(costs, wide, part.b, basis)
	if err != nil {
		return fmt.Errorf("find a first solution: %w", err)
	}
	if left > slack {
		return errInfeasible
	}
	part.x = x[:n]
	return nil
}

// complete returns a basis of the vertex: the columns that are not zero and as many
// others as it takes.
func (part *part) complete() []int {
	m, n := part.a.Dims()
	var basis []int
	var reduced [][]float64
	var pivots []int
	try := func(column int) {
		v := mat.Col(nil, column, part.a)
		for i, q := range reduced {
			if f := v[pivots[i]]; f != 0 {
				for k := range v {
					v[k] -= f * q[k]
				}
			}
		}
		pivot := largest(v)
		if math.Abs(v[pivot]) < slack {
			return
		}
		f := v[pivot]
		for k := range v {
			v[k] /= f
		}
		basis, reduced, pivots = append(basis, column), append(reduced, v), append(pivots, pivot)
	}
	for _, support := range []bool{true, false} {
		for column := 0; column < n && len(basis) < m; column++ {
			if part.x[column] > slack == support {
				try(column)
			}
		}
	}
	return basis
}

// simplex is lp.Simplex with its panics as errors.
func simplex(c []float64, a mat.Matrix, b []float64, basis []int) (f float64, x []float64, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("solver: %v", r)
		}
	}()
	return lp.Simplex(c, a, b, tolerance, basis)
}

// minimize returns a solution that makes the sum of the unknowns times their costs
// least, and that sum. Parts without a cost stay where they are.
func (p *problem) minimize(costs []float64) (sum float64, x []float64, err error) {
	x = make([]float64, p.s.n)
	for _, part := range p.parts {
		m, n := part.a.Dims()
		c := make([]float64, n)
		matters := false
		for i, u := range part.unknowns {
			c[i] = costs[u]
			matters = matters || c[i] != 0
		}
		solution := part.x
		if matters && m < n {
			p.calls++
			if _, solution, err = part.solve(c); err != nil {
				return 0, nil, err
			}
		}
		for i, u := range part.unknowns {
			x[u] = solution[i]
			sum += costs[u] * solution[i]
		}
	}
	return sum, x, nil
}

// solve solves one part. Where the solver stumbles over a vertex at which too many
// unknowns are zero it is tried again with the columns in another order.
func (part *part) solve(c []float64) (f float64, x []float64, err error) {
	f, x, err = simplex(c, part.a, part.b, part.basis)
	m, n := part.a.Dims()
	rng := rand.New(rand.NewPCG(uint64(m), uint64(n)))
	for try := 0; err != nil && try < 5; try++ {
		order := rng.Perm(n)
		a, costs, place := mat.NewDense(m, n, nil), make([]float64, n), make([]int, n)
		for to, from := range order {
			place[from], costs[to] = to, c[from]
			for i := range m {
				a.Set(i, to, part.a.At(i, from))
			}
		}
		basis := make([]int, m)
		for i, column := range part.basis {
			basis[i] = place[column]
		}
		var y []float64
		if f, y, err = simplex(costs, a, part.b, basis); err == nil {
			x = make([]float64, n)
			for from, to := range place {
				x[from] = y[to]
			}
		}
	}
	return f, x, err
}

// whole rounds a solution, and reports whether the result is a solution.
func (p *problem) whole(x []float64) ([]int, bool) {
	y := make([]int, len(x))
	for i, f := range x {
		y[i] = int(math.Round(f))
	}
	return y, p.s.fits(y)
}

// bound returns the least (sign 1) or greatest (sign -1) value of a sum of unknowns
// and a solution that has it. It is that of fractions: a bound for whole numbers,
// and the bound when the solution is whole.
func (p *problem) bound(unknowns []int, sign float64) (float64, []float64, error) {
	costs := make([]float64, p.s.n)
	for _, u := range unknowns {
		costs[u] += sign
	}
	f, x, err := p.minimize(costs)
	return sign * f, x, err
}

// maxBranches limits a search for integers.
const maxBranches = 200

// wholeBound is like bound for integers, by branch and bound. Ok is false if there is no
// solution.
func wholeBound(s *system, unknowns []int, sign float64, branches *int) (best int, x []int, ok bool, err error) {
	p, err := newProblem(s)
	if errors.Is(err, errInfeasible) {
		return 0, nil, false, nil
	}
	if err != nil {
		return 0, nil, false, err
	}
	_, y, err := p.bound(unknowns, sign)
	if err != nil {
		return 0, nil, false, err
	}
	if x, ok = p.whole(y); ok {
		for _, u := range unknowns {
			best += x[u]
		}
		return best, x, true, nil
	}
	if *branches++; *branches > maxBranches {
		return 0, nil, false, fmt.Errorf("no whole numbers after %d branches", maxBranches)
	}
	split := 0
	for u, f := range y {
		if distance(f) > distance(y[split]) {
			split = u
		}
	}
	below := int(math.Floor(y[split]))
	for _, half := range []*system{s.atMost(split, below), s.atLeast(split, below+1)} {
		f, z, found, err := wholeBound(half, unknowns, sign, branches)
		if err != nil {
			return 0, nil, false, err
		}
		if found && (!ok || sign*float64(f) < sign*float64(best)) {
			best, x, ok = f, z[:s.n], true
		}
	}
	return best, x, ok, nil
}

func distance(f float64) float64 { return math.Abs(f - math.Round(f)) }
