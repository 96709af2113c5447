package disclose

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// counts is a table in memory: by leaf, group and row.
type counts [][][][]uint64

func (c counts) table(tree *Tree, merged []bool) *Table {
	var groups, rows, width int
	for _, leaf := range c {
		for _, g := range leaf {
			groups, rows, width = len(leaf), len(g), len(g[0])
		}
	}
	return &Table{
		Tree: tree, Groups: groups, Rows: rows, Stages: width - 1, Merged: merged,
		Raters: func(leaf, g int) uint64 {
			var n uint64
			for _, count := range c[leaf][g][0] {
				n += count
			}
			return n
		},
		Counts: func(leaf, g, row int) []uint64 { return c[leaf][g][row] },
	}
}

// randomTree returns a tree of at most so many levels.
func randomTree(rng *rand.Rand, levels int) *Tree {
	var parent []int
	var build func(level int) int
	build = func(level int) int {
		var parts []int
		if level < levels {
			for range rng.IntN(4) {
				parts = append(parts, build(level+1))
			}
		}
		at := len(parent)
		parent = append(parent, -1)
		for _, p := range parts {
			parent[p] = at
		}
		return at
	}
	build(1)
	t, err := NewTree(parent)
	if err != nil {
		panic(err)
	}
	return t
}

func randomCounts(rng *rand.Rand, tree *Tree, groups, rows int) counts {
	c := make(counts, len(tree.Parent))
	most := []int{4, 12, 25, 60}[rng.IntN(4)]
	for v := range c {
		if !tree.Leaf(v) {
			continue
		}
		for range groups {
			n := max(0, rng.IntN(most+3)-3)
			other := rng.Float64()
			var g [][]uint64
			for range rows {
				row := make([]uint64, 4)
				for range n {
					k := 0
					if rng.Float64() < other {
						k = rng.IntN(4)
					}
					row[k]++
				}
				g = append(g, row)
			}
			c[v] = append(c[v], g)
		}
	}
	return c
}

// span is the rational row space of some vectors, in echelon form.
type span struct {
	rows   [][]*big.Rat
	pivots []int
}

func (s *span) reduce(v []int) []*big.Rat {
	r := make([]*big.Rat, len(v))
	for i, x := range v {
		r[i] = big.NewRat(int64(x), 1)
	}
	for i, row := range s.rows {
		f := new(big.Rat).Set(r[s.pivots[i]])
		if f.Sign() == 0 {
			continue
		}
		for j := range r {
			r[j].Sub(r[j], new(big.Rat).Mul(f, row[j]))
		}
	}
	return r
}

func (s *span) has(v []int) bool {
	return !slices.ContainsFunc(s.reduce(v), func(x *big.Rat) bool { return x.Sign() != 0 })
}

func (s *span) add(v []int) {
	r := s.reduce(v)
	at := slices.IndexFunc(r, func(x *big.Rat) bool { return x.Sign() != 0 })
	if at < 0 {
		return
	}
	f := new(big.Rat).Inv(r[at])
	for j := range r {
		r[j].Mul(r[j], f)
	}
	s.rows, s.pivots = append(s.rows, r), append(s.pivots, at)
}

// TestNothingFollows compares what can be added and subtracted of shown cells with the
// blocks: every sum of blocks at most, and no hidden cell.
func TestNothingFollows(t *testing.T) {
	rule := Rule{MinRaters: 10, MinRated: 10, MinOutside: 1}
	hidden, shown := 0, 0
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 1))
		tree := randomTree(rng, 1+rng.IntN(4))
		groups := 1 + rng.IntN(4)
		c := randomCounts(rng, tree, groups, 2)
		var merged []bool
		if groups > 2 && rng.IntN(3) == 0 {
			merged = make([]bool, groups)
			merged[0], merged[groups-1] = true, true
		}
		table := c.table(tree, merged)
		p := Hide(table, rule)
		for row := raters; row < table.Rows; row++ {
			h, s := checkRow(t, fmt.Sprintf("seed %d row %d", seed, row), p, c, row, rule)
			hidden, shown = hidden+h, shown+s
		}
	}
	if hidden < 1000 || shown < 1000 {
		t.Errorf("%d cells hidden and %d shown", hidden, shown)
	}
}

func checkRow(t *testing.T, name string, p *Pattern, c counts, row int, rule Rule) (hidden, shown int) {
	t.Helper()
	table := p.table
	tree := table.Tree
	g := p.sizes
	if row != raters {
		g = p.rows[row]
	}
	atoms := len(tree.Parent) * table.Groups
	indicator := func(v, column int) []int {
		x := make([]int, atoms)
		for leaf := range tree.Parent {
			under := leaf
			for under >= 0 && under < v {
				under = tree.Parent[under]
			}
			for group := range table.Groups {
				if tree.Leaf(leaf) && under == v && (column == Everyone || column == group+1) && table.Raters(leaf, group) > 0 {
					x[leaf*table.Groups+group] = 1
				}
			}
		}
		return x
	}
	var known span
	for v := range tree.Parent {
		for column := range table.Groups + 1 {
			if !g.at(v, column) {
				known.add(indicator(v, column))
				shown++
			}
		}
	}
	for v := range tree.Parent {
		for column := range table.Groups + 1 {
			x := indicator(v, column)
			if !g.at(v, column) || !slices.Contains(x, 1) {
				continue
			}
			hidden++
			if known.has(x) && table.Merged == nil && column != Everyone && tree.Leaf(v) {
				t.Errorf("%s: node %d column %d can be worked out", name, v, column)
			}
		}
	}
	sums := 0
	for block, pool := range p.Blocks(table) {
		if block.Row != row || pool.Cells == 0 {
			continue
		}
		sums++
		if row == raters && pool.Raters < rule.MinRaters || row != raters && pool.Rated > 0 && (pool.Rated < rule.MinRated || pool.outside() < rule.MinOutside) {
			t.Errorf("%s: block %+v has %d raters, %d ratings, %d others", name, block, pool.Raters, pool.Rated, pool.outside())
		}
	}
	if len(known.rows) > sums {
		t.Errorf("%s: %d independent figures are known of %d blocks", name, len(known.rows), sums)
	}
	return hidden, shown
}

func TestBlocksAreAsKnown(t *testing.T) {
	// The leaders of two schools are pooled: three and twelve.
	tree, err := NewTree([]int{2, 2, -1})
	if err != nil {
		t.Fatal(err)
	}
	even := func(n uint64) [][]uint64 { return [][]uint64{{n / 2, n - n/2, 0, 0}} }
	c := counts{{even(40), even(12)}, {even(50), even(7)}, nil}
	p := Hide(c.table(tree, nil), Rule{10, 10, 1})
	for _, tt := range []struct {
		node, column int
		hidden       bool
	}{
		{0, 0, true},
		{0, 1, false},
		{0, 2, true},
		{1, 0, true},
		{1, 1, false},
		{1, 2, true},
		{2, 0, false},
		{2, 1, false},
		{2, 2, false},
	} {
		if got := p.HidesSize(tt.node, tt.column); got != tt.hidden {
			t.Errorf("node %d column %d: hidden %t", tt.node, tt.column, got)
		}
	}
}

// TestRuleIsNoHint runs the rule on every way in which the hidden cells can share their
// raters, and counts the sizes that would have given the same outcome.
func TestRuleIsNoHint(t *testing.T) {
	for _, tt := range []struct {
		name         string
		parent       []int
		groups, most int
		m            uint64
	}{
		{"one node, two groups", []int{-1}, 2, 40, 5},
		{"one node, three groups", []int{-1}, 3, 22, 5},
		{"one node, four groups", []int{-1}, 4, 14, 5},
		{"three parts", []int{3, 3, 3, -1}, 1, 22, 5},
		{"four parts", []int{4, 4, 4, 4, -1}, 1, 14, 4},
		{"two parts, two groups", []int{2, 2, -1}, 2, 14, 4},
		{"two levels", []int{2, 2, 5, 5, 6, 6, -1}, 1, 14, 4},
		{"two districts of two", []int{2, 2, 6, 5, 5, 6, -1}, 1, 16, 4},
		{"two districts of two and three", []int{2, 2, 7, 6, 6, 6, 7, -1}, 1, 11, 3},
		{"two parts, three groups", []int{2, 2, -1}, 3, 8, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tree, err := NewTree(tt.parent)
			if err != nil {
				t.Fatal(err)
			}
			var leaves []int
			for v := range tt.parent {
				if tree.Leaf(v) {
					leaves = append(leaves, v)
				}
			}
			if !*long && len(leaves)*tt.groups > 4 {
				t.Skip("tries many sizes")
			}
			fewest, checked := candidates(tree, leaves, tt.groups, tt.most, tt.m)
			if checked == 0 || fewest < int(tt.m)-1 {
				t.Errorf("%d candidates at the fewest, of %d sizes; want %d", fewest, checked, tt.m-1)
			}
		})
	}
}

// candidates returns the fewest sizes of a hidden cell that give one outcome, over all
// outcomes of which every way was tried.
func candidates(tree *Tree, leaves []int, groups, most int, m uint64) (fewest, checked int) {
	c := make(counts, len(tree.Parent))
	for _, v := range leaves {
		for range groups {
			c[v] = append(c[v], [][]uint64{{0, 0, 0, 0}})
		}
	}
	table := c.table(tree, nil)
	table.Groups, table.Rows = groups, 0
	type outcome struct {
		sizes  []map[uint64]bool
		hidden []bool
		total  uint64
	}
	outcomes := make(map[string]*outcome)
	var key []byte
	look := func() {
		p := Hide(table, Rule{MinRaters: m})
		if p.HidesSize(tree.root(), Everyone) {
			return
		}
		key = key[:0]
		sums := make([][]uint64, len(tree.Parent))
		var total uint64
		for v, parent := range tree.Parent {
			if sums[v] == nil {
				sums[v] = make([]uint64, groups+1)
			}
			if tree.Leaf(v) {
				for g := range groups {
					n := c[v][g][0][0]
					sums[v][g+1] = n
					sums[v][0] += n
				}
				total += sums[v][0]
			}
			for column, n := range sums[v] {
				if p.HidesSize(v, column) {
					key = append(key, 255)
				} else {
					key = append(key, byte(n))
				}
			}
			if parent >= 0 {
				if sums[parent] == nil {
					sums[parent] = make([]uint64, groups+1)
				}
				for column, n := range sums[v] {
					sums[parent][column] += n
				}
			}
		}
		o := outcomes[string(key)]
		if o == nil {
			o = &outcome{total: total}
			for _, v := range leaves {
				for g := range groups {
					o.sizes = append(o.sizes, make(map[uint64]bool))
					o.hidden = append(o.hidden, p.HidesSize(v, g+1))
				}
			}
			outcomes[string(key)] = o
		}
		for i, v := range leaves {
			for g := range groups {
				o.sizes[i*groups+g][c[v][g][0][0]] = true
			}
		}
	}
	var try func(i int)
	try = func(i int) {
		if i == len(leaves)*groups {
			look()
			return
		}
		cell := c[leaves[i/groups]][i%groups][0]
		for n := range most {
			cell[0] = uint64(n)
			try(i + 1)
		}
		cell[0] = 0
	}
	try(0)
	fewest = most
	for _, o := range outcomes {
		if o.total >= uint64(most) {
			continue
		}
		for i, hidden := range o.hidden {
			if hidden {
				checked++
				fewest = min(fewest, len(o.sizes[i]))
			}
		}
	}
	return fewest, checked
}

func TestRefusesTrees(t *testing.T) {
	for _, parent := range [][]int{{}, {0}, {1}, {-1, -1}, {1, 0}, {2, 0, -1}, {0, -1}, {2, -1}, {-2, -1}, {1, 1}, {1, 2, 1, -1}} {
		if _, err := NewTree(parent); err == nil {
			t.Errorf("%v is accepted", parent)
		}
	}
}
