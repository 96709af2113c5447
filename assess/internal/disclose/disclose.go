package disclose

import "fmt"

// MaxWidth is the most counts that a row can have.
const MaxWidth = 20

// Everyone is the column of all groups together. Column g+1 is group g.
const Everyone = 0

// Tree is the nodes of a hierarchy. Parent holds, for each node, the index of its
// parent, which is greater than that of the node; the last node is the root, with -1.
type Tree struct {
	Parent []int
	parts  [][]int
}

// NewTree returns the tree with these parents. Parts are taken in the order of their
// indexes.
func NewTree(parent []int) (*Tree, error) {
	t := &Tree{Parent: parent, parts: make([][]int, len(parent))}
	for v, p := range parent {
		last := v == len(parent)-1
		if last != (p == -1) || !last && (p <= v || p >= len(parent)) {
			return nil, fmt.Errorf("tree: node %d has the parent %d", v, p)
		}
		if p >= 0 {
			t.parts[p] = append(t.parts[p], v)
		}
	}
	if len(parent) == 0 {
		return nil, fmt.Errorf("tree: no nodes")
	}
	return t, nil
}

// Leaf reports whether a node has no parts.
func (t *Tree) Leaf(v int) bool { return len(t.parts[v]) == 0 }

func (t *Tree) root() int { return len(t.Parent) - 1 }

// Table is the counts of the leaves of a tree. The functions are called for leaves only.
type Table struct {
	Tree   *Tree
	Groups int
	Rows   int
	// Stages is how many counts of a row, the first ones, are ratings. The others are
	// non-answers.
	Stages int
	Raters func(leaf, group int) uint64
	// Counts returns the counts of a row, at most MaxWidth, or nil for a group without
	// raters. They add up to its raters.
	Counts func(leaf, group, row int) []uint64
	// Asks reports whether a group is asked a row. A group that is not asked has no cell on
	// the row. Which groups these are is known to everyone. Nil means that all are asked.
	Asks func(group, row int) bool
	// Merged names the groups that are counted together in one block at every leaf, and
	// never shown apart. It is nil or has a flag for each group.
	Merged []bool
}

// Rule is what a cell or a block needs to be shown.
type Rule struct {
	// MinRaters is the fewest raters. With 1, no size is hidden.
	MinRaters uint64
	// MinRated is the fewest ratings on a row, unless nobody rated it.
	MinRated uint64
	// MinOutside is the fewest answers other than the commonest one, unless nobody rated
	// the row.
	MinOutside uint64
}

// Pattern says which cells are hidden.
type Pattern struct {
	table *Table
	sizes *grid
	rows  []*grid
}

// grid is flags by node and column.
type grid struct {
	columns int
	flags   []bool
	units   [][]bool // by unit and node, whether the unit is in a block with others
}

func newGrid(nodes, columns int) *grid {
	return &grid{columns: columns, flags: make([]bool, nodes*columns)}
}

func (g *grid) at(node, column int) bool { return g.flags[node*g.columns+column] }

// set hides a cell if hidden is true. It never shows one.
func (g *grid) set(node, column int, hidden bool) {
	if hidden {
		g.flags[node*g.columns+column] = true
	}
}

// HidesSize reports whether the number of raters is hidden.
func (p *Pattern) HidesSize(node, column int) bool { return p.sizes.at(node, column) }

// Hides reports whether the cell of a row is hidden.
func (p *Pattern) Hides(node, column, row int) bool { return p.rows[row].at(node, column) }

// Hide returns the pattern for a table. Time is linear in the counts; memory is a byte
// for each cell of the result, without the counts.
func Hide(t *Table, rule Rule) *Pattern {
	p := &Pattern{table: t}
	p.sizes = hideRow(&sheet{table: t, rule: rule, row: raters}, nil)
	for row := range t.Rows {
		p.rows = append(p.rows, hideRow(&sheet{table: t, rule: rule, row: row}, p.sizes))
	}
	return p
}

// Shown returns how many cells of rows are shown, of those of everyone and of groups that
// have raters.
func (p *Pattern) Shown() (shown, cells int) {
	t := p.table
	has := newGrid(len(t.Tree.Parent), t.Groups+1)
	for v, parent := range t.Tree.Parent {
		for g := range t.Groups {
			if t.Tree.Leaf(v) {
				has.set(v, g+1, t.Raters(v, g) > 0)
			}
			has.set(v, Everyone, has.at(v, g+1))
			if parent >= 0 {
				has.set(parent, g+1, has.at(v, g+1))
			}
		}
		for column := range t.Groups + 1 {
			if !has.at(v, column) {
				continue
			}
			for row := range t.Rows {
				if column != Everyone && !t.asks(column-1, row) {
					continue
				}
				cells++
				if !p.Hides(v, column, row) {
					shown++
				}
			}
		}
	}
	return shown, cells
}
