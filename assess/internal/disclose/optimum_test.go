package disclose

import (
	"math/bits"
	"math/rand/v2"
	"testing"
)

// TestShareOfOptimum compares how many sizes the rule shows with the most that any choice
// of cells could show, found by trying all choices on small trees. A choice is safe if the
// documents leave each hidden size of a leaf as many candidates as the minimum, and no sum
// of cells under the minimum is certain. Nothing is assumed about what the reader knows of
// the way the choice was made, so that the optimum protects less than the rule does.
func TestShareOfOptimum(t *testing.T) {
	if testing.Short() {
		t.Skip("tries all choices")
	}
	const m, most = 3, 8
	for _, tt := range []struct {
		name   string
		parent []int
		groups int
		least  int // of the optimum, in percent
	}{
		{"one node, three groups", []int{-1}, 3, 60},
		{"three parts", []int{3, 3, 3, -1}, 1, 60},
		{"two parts, two groups", []int{2, 2, -1}, 2, 40},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 1))
			shown, optimum, cells, small := 0, 0, 0, 0
			for range 40 {
				o := newOptimum(t, tt.parent, tt.groups, m, most, rng)
				p := Hide(o.table, Rule{MinRaters: m})
				ours := 0
				for i, c := range o.cells {
					if !p.HidesSize(c.Node, c.Column) {
						ours |= 1 << i
					}
				}
				if !o.safe(ours) {
					t.Errorf("%v: the rule shows %b", o.sizes, ours)
				}
				best := 0
				alone := 0
				for i := range o.cells {
					if n := o.sum(i, o.sizes); n == 0 || n >= m {
						alone++
					}
				}
				for choice := range 1 << len(o.cells) {
					if n := bits.OnesCount(uint(choice)); n > best && o.safe(choice) {
						best = n
					}
				}
				shown += bits.OnesCount(uint(ours))
				optimum += best
				small += alone
				cells += len(o.cells)
			}
			t.Logf("of %d sizes the rule shows %d, the best choice %d, hiding small ones alone %d", cells, shown, optimum, small)
			if 100*shown < tt.least*optimum {
				t.Errorf("%d of %d are less than %d %%", shown, optimum, tt.least)
			}
		})
	}
}

// optimum is a tree with sizes, and the tables that a reader has to choose from.
type optimum struct {
	table  *Table
	cells  []Block
	atoms  []int // for each cell, the sizes that it is the sum of, as bits
	sizes  []int
	m      int
	tables [][]int
}

func newOptimum(t *testing.T, parent []int, groups, m, most int, rng *rand.Rand) *optimum {
	t.Helper()
	tree, err := NewTree(parent)
	if err != nil {
		t.Fatal(err)
	}
	o := &optimum{m: m}
	at := make(map[[2]int]int)
	c := make(counts, len(parent))
	for v := range parent {
		for g := range groups {
			if !tree.Leaf(v) {
				continue
			}
			at[[2]int{v, g}] = len(o.sizes)
			n := rng.IntN(most - 1)
			o.sizes = append(o.sizes, n)
			c[v] = append(c[v], [][]uint64{{uint64(n), 0, 0, 0}})
		}
	}
	o.table = c.table(tree, nil)
	o.table.Groups, o.table.Rows = groups, 0
	for v := range parent {
		for column := range groups + 1 {
			mask := 0
			for leaf := range parent {
				under := leaf
				for under >= 0 && under < v {
					under = parent[under]
				}
				for g := range groups {
					if tree.Leaf(leaf) && under == v && (column == Everyone || column == g+1) {
						mask |= 1 << at[[2]int{leaf, g}]
					}
				}
			}
			o.cells = append(o.cells, Block{Node: v, Column: column})
			o.atoms = append(o.atoms, mask)
		}
	}
	table := make([]int, len(o.sizes))
	var try func(i int)
	try = func(i int) {
		if i == len(table) {
			o.tables = append(o.tables, append([]int(nil), table...))
			return
		}
		for n := range most + 1 {
			table[i] = n
			try(i + 1)
		}
	}
	try(0)
	return o
}

func (o *optimum) sum(cell int, table []int) int { return add(o.atoms[cell], table) }

func add(mask int, table []int) int {
	n := 0
	for i, size := range table {
		if mask>>i&1 == 1 {
			n += size
		}
	}
	return n
}

// safe reports whether a choice of cells may be shown.
func (o *optimum) safe(choice int) bool {
	var shown []int
	visible := 0
	for i := range o.cells {
		if choice>>i&1 == 0 {
			continue
		}
		if n := o.sum(i, o.sizes); n > 0 && n < o.m {
			return false
		}
		shown = append(shown, i)
		if bits.OnesCount(uint(o.atoms[i])) == 1 {
			visible |= o.atoms[i]
		}
	}
	sets := 1 << len(o.sizes)
	values := make([]map[int]bool, sets)
	for _, table := range o.tables {
		fits := true
		for _, i := range shown {
			if fits = o.sum(i, table) == o.sum(i, o.sizes); !fits {
				break
			}
		}
		if !fits {
			continue
		}
		for set := 1; set < sets; set++ {
			if values[set] == nil {
				values[set] = make(map[int]bool)
			}
			values[set][add(set, table)] = true
		}
	}
	for set := 1; set < sets; set++ {
		n := add(set, o.sizes)
		switch {
		case n > 0 && n < o.m && len(values[set]) < 2:
			return false
		case n > 0 && bits.OnesCount(uint(set)) == 1 && set&visible == 0 && len(values[set]) < o.m:
			return false
		}
	}
	return true
}
