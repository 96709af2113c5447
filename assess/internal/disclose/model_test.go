package disclose

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// model is the rule of the package documentation, written with sets of cells for small
// tables.
type model struct {
	table *Table
	rule  Rule
	units []unit
	row   int
	sizes *model // nil for the sizes themselves

	hidden map[atom]bool
	block  map[atom][]atom // the cells of leaves that are in one block at a node
	large  map[atom]int    // how many parts of the block have the minimum of raters
	known  [][]atom        // the blocks of several cells of which the sum is known
	secret []atom          // the block at the root of which not even the sum is known
}

// atom is a unit at a node.
type atom struct{ node, unit int }

func newModel(table *Table, rule Rule, row int, sizes *model) *model {
	m := &model{
		table: table, rule: rule, row: row, sizes: sizes,
		hidden: make(map[atom]bool), block: make(map[atom][]atom), large: make(map[atom]int),
	}
	var merged unit
	for g := range table.Groups {
		if table.Merged != nil && table.Merged[g] {
			merged = append(merged, g)
		} else {
			m.units = append(m.units, unit{g})
		}
	}
	if len(merged) > 0 {
		m.units = append(m.units, merged)
	}
	for u := range m.units {
		m.close(m.root(), u)
	}
	m.closeRoot()
	for v := range table.Tree.Parent {
		for u := range m.units {
			if at := (atom{v, u}); !m.hidden[at] && len(m.block[at]) > 0 && !m.leaf(v) {
				m.known = append(m.known, m.block[at])
			}
		}
	}
	return m
}

func (m *model) root() int { return len(m.table.Tree.Parent) - 1 }

func (m *model) leaf(v int) bool { return !slices.Contains(m.table.Tree.Parent, v) }

func (m *model) below(v, node int) bool {
	for node >= 0 && node != v {
		node = m.table.Tree.Parent[node]
	}
	return node == v
}

func (m *model) asks(group int) bool {
	return m.row == raters || m.table.Asks == nil || m.table.Asks(group, m.row)
}

// partly reports whether some groups of a unit are not asked the row.
func (m *model) partly(u int) bool {
	return slices.ContainsFunc(m.units[u], func(g int) bool { return !m.asks(g) })
}

// cells returns the cells of leaves that have raters who are asked the row.
func (m *model) cells(v, u int) []atom {
	var all []atom
	for leaf := range m.table.Tree.Parent {
		if m.leaf(leaf) && m.below(v, leaf) && m.pool(atom{leaf, u}).Cells > 0 {
			all = append(all, atom{leaf, u})
		}
	}
	return all
}

// pool adds up cells of leaves.
func (m *model) pool(cells ...atom) *Pool {
	p := &Pool{}
	for _, a := range cells {
		for _, g := range m.units[a.unit] {
			n := m.table.Raters(a.node, g)
			if n == 0 || !m.asks(g) {
				continue
			}
			p.Cells++
			p.Raters += n
			for i := 0; m.row != raters && i < len(m.table.Counts(a.node, g, m.row)); i++ {
				n := m.table.Counts(a.node, g, m.row)[i]
				p.counts[i] += n
				if i < m.table.Stages {
					p.Rated += n
				}
			}
		}
	}
	return p
}

// unfit reports whether a sum must not be known.
func (m *model) unfit(p *Pool) bool {
	if m.row == raters {
		return p.Raters < m.rule.MinRaters+p.Cells-1
	}
	var answers uint64
	for _, n := range p.counts {
		answers += n
	}
	return p.Rated > 0 && (p.Rated < m.rule.MinRated || answers-slices.Max(p.counts[:]) < m.rule.MinOutside)
}

// suffices reports whether the sum of cells of so many parts may be known. First tells that
// the cell to add first is one of them.
func (m *model) suffices(cells []atom, parts, large int, first bool) bool {
	p := m.pool(cells...)
	if p.Cells < 2 {
		return false
	}
	if m.row != raters {
		return !m.unfit(p)
	}
	n, k, least := int(p.Raters), int(p.Cells), int(m.rule.MinRaters)
	switch {
	case large > 0:
		return n >= (large+1)*least+k-large-2
	case first && m.root() == 0 && m.table.Merged == nil:
		return n >= least+k-2
	case first:
		return n >= least+k-1
	}
	return n >= least+k-1 && n-k <= (least-2)*(parts-1)
}

// parts returns the parts of a node that have cells.
func (m *model) parts(v, u int) (parts []int) {
	for part, parent := range m.table.Tree.Parent {
		if parent == v && len(m.cells(part, u)) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// close makes the blocks of a unit below a node.
func (m *model) close(v, u int) {
	at := atom{v, u}
	cells := m.cells(v, u)
	if len(cells) == 0 {
		return
	}
	// What the sizes hide is hidden, and merged groups of which some are not asked are.
	must := m.sizes != nil && m.sizes.hidden[at] || m.partly(u)
	if m.leaf(v) {
		p := m.pool(cells...)
		if must || m.unfit(p) || p.Cells == 1 && len(m.units[u]) > 1 {
			m.hidden[at], m.block[at] = true, cells
		}
		return
	}
	parts := m.parts(v, u)
	for part, parent := range m.table.Tree.Parent {
		if parent == v {
			m.close(part, u)
		}
	}
	var shown []int
	for _, part := range parts {
		if m.hidden[atom{part, u}] {
			m.join(at, atom{part, u})
		} else {
			shown = append(shown, part)
		}
	}
	m.hidden[at] = must
	for !m.hidden[at] && len(shown) < len(parts) {
		first := m.hidden[atom{parts[0], u}] && m.leaf(parts[0])
		if m.suffices(m.block[at], len(parts)-len(shown), m.large[at], first) {
			break
		}
		if len(shown) == 0 {
			m.hidden[at] = true
			break
		}
		m.force(atom{shown[0], u}, -1)
		m.join(at, atom{shown[0], u})
		shown = shown[1:]
	}
}

// join adds the block of a part to that of its parent.
func (m *model) join(at, part atom) {
	m.block[at] = append(slices.Clone(m.block[at]), m.block[part]...)
	m.large[at] += m.large[part]
}

// force hides a node that is shown, which has the minimum of raters, and a leaf of it: the
// one toward or the first.
func (m *model) force(at atom, toward int) {
	m.hidden[at] = true
	if m.leaf(at.node) {
		m.block[at] = []atom{at}
		return
	}
	if len(m.block[at]) == 0 {
		parts := m.parts(at.node, at.unit)
		part := parts[0]
		for _, p := range parts {
			if toward >= 0 && m.below(p, toward) {
				part = p
			}
		}
		m.force(atom{part, at.unit}, toward)
		m.join(at, atom{part, at.unit})
	}
	m.large[at] = max(m.large[at], 1)
}

// divides reports whether the row is asked of a part of the cells of which only the sum
// of sizes is known.
func (m *model) divides() bool {
	if m.sizes == nil {
		return false
	}
	asked, notAsked := false, false
	for u := range m.units {
		has := len(m.cells(m.root(), u)) > 0
		if has && m.partly(u) {
			return true
		}
		if m.sizes.hidden[atom{m.root(), u}] {
			asked, notAsked = asked || has, notAsked || m.partly(u)
		}
	}
	return asked && notAsked
}

// closeRoot makes a block of the units that are hidden at the root.
func (m *model) closeRoot() {
	var block []atom
	var shown []int
	parts, large, toward, last := 0, 0, -1, -1
	for u := range m.units {
		at := atom{m.root(), u}
		if len(m.cells(m.root(), u)) == 0 {
			continue
		}
		last = u
		if !m.hidden[at] {
			shown = append(shown, u)
			continue
		}
		parts++
		large += m.large[at]
		block = append(block, m.block[at]...)
		toward = -1
		for _, a := range m.cells(m.root(), u) {
			if m.hidden[a] && toward < 0 {
				toward = a.node
			}
		}
	}
	if parts == 0 {
		return
	}
	for !m.divides() {
		if m.suffices(block, parts, large, m.hidden[atom{m.root(), last}] && m.root() == 0) {
			m.known = append(m.known, block)
			return
		}
		if len(shown) == 0 {
			break
		}
		at := atom{m.root(), shown[len(shown)-1]}
		shown = shown[:len(shown)-1]
		m.force(at, toward)
		parts++
		large += m.large[at]
		block = append(block, m.block[at]...)
	}
	m.secret = block
}

// crosses reports whether a block is only partly among some cells.
func (m *model) crosses(among func(atom) bool) bool {
	for _, b := range m.known {
		if slices.ContainsFunc(b, among) && !slices.ContainsFunc(b, func(a atom) bool { return !among(a) }) {
			continue
		}
		if slices.ContainsFunc(b, among) {
			return true
		}
	}
	return slices.ContainsFunc(m.secret, among)
}

// hides reports whether a cell is not a union of blocks, or tells too much beside the sizes.
func (m *model) hides(v, column int) bool {
	if m.sizes != nil && m.sizes.hides(m.root(), Everyone) && v == m.root() {
		return true
	}
	// If not even everyone is known at the root, neither are empty groups.
	if v == m.root() && len(m.secret) > 0 && !m.divides() {
		return true
	}
	if column != Everyone {
		u := slices.IndexFunc(m.units, func(u unit) bool { return slices.Contains(u, column-1) })
		return len(m.units[u]) > 1 || m.hidden[atom{v, u}] || m.crosses(func(a atom) bool { return a.unit == u && m.below(v, a.node) })
	}
	if m.crosses(func(a atom) bool { return m.below(v, a.node) }) {
		return true
	}
	if m.sizes == nil || !m.sizes.hides(v, Everyone) {
		return false
	}
	// The total of the row has sizes that are hidden.
	for u := range m.units {
		asked := slices.ContainsFunc(m.units[u], m.asks)
		if asked && m.sizes.crosses(func(a atom) bool { return a.unit == u && m.below(v, a.node) }) {
			return true
		}
	}
	return false
}

// TestRuleIsThatOfTheModel compares what is hidden in random tables with the model. Sizes
// are near the minimum.
func TestRuleIsThatOfTheModel(t *testing.T) {
	hidden, shown := 0, 0
	for seed := range uint64(3000) {
		rng := rand.New(rand.NewPCG(seed, 3))
		tree := randomTree(rng, 1+rng.IntN(4))
		if len(tree.Parent) > 16 {
			continue
		}
		groups := 1 + rng.IntN(4)
		rule := Rule{MinRaters: uint64(1 + rng.IntN(6)), MinRated: uint64(rng.IntN(7)), MinOutside: uint64(rng.IntN(4))}
		c := make(counts, len(tree.Parent))
		for v := range c {
			for range groups {
				n := max(0, rng.IntN(int(rule.MinRaters)+5+rng.IntN(6))-rng.IntN(3))
				c[v] = append(c[v], randomRows(rng, n))
			}
		}
		table := c.table(tree, nil)
		if groups > 1 && rng.IntN(3) == 0 {
			table.Merged = make([]bool, groups)
			for _, g := range rng.Perm(groups)[:2+rng.IntN(groups-1)] {
				table.Merged[g] = true
			}
		}
		if rng.IntN(2) == 0 {
			table.Asks = randomAsks(rng, groups, table.Rows)
		}
		p := Hide(table, rule)
		sizes := newModel(table, rule, raters, nil)
		for row := raters; row < table.Rows; row++ {
			m, g := sizes, p.sizes
			if row != raters {
				m, g = newModel(table, rule, row, sizes), p.rows[row]
			}
			for v := range tree.Parent {
				for column := range groups + 1 {
					got, want := g.at(v, column), m.hides(v, column)
					if got != want {
						t.Fatalf("seed %d: %v, rule %+v, merged %v\n%v\nrow %d of node %d, column %d: hidden %t, want %t",
							seed, tree.Parent, rule, table.Merged, c, row, v, column, got, want)
					}
					if got {
						hidden++
					} else {
						shown++
					}
				}
			}
		}
	}
	if hidden < 5000 || shown < 5000 {
		t.Errorf("%d cells are hidden and %d shown", hidden, shown)
	}
}

// randomRows returns two rows of the answers of so many raters, the last of which are no
// ratings.
func randomRows(rng *rand.Rand, n int) [][]uint64 {
	var rows [][]uint64
	for range 2 {
		row := make([]uint64, 4)
		usual := rng.IntN(4)
		for range n {
			if k := usual; rng.IntN(3) > 0 {
				row[k]++
			} else {
				row[rng.IntN(4)]++
			}
		}
		rows = append(rows, row)
	}
	return rows
}
