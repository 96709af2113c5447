package disclose

import "iter"

// Block names a set of cells of which the sum can be worked out from what is shown.
type Block struct {
	// Row is the index of the row, or -1 for the numbers of raters.
	Row int
	// Node is the node at which the sum is shown, and Column its group, or Everyone for
	// several groups at the root.
	Node, Column int
}

// Blocks yields every block of the pattern and what a table has in it. The table has the
// shape of the one that the pattern was made for. Every figure that can be worked out is
// a sum of some of these.
func (p *Pattern) Blocks(t *Table) iter.Seq2[Block, *Pool] {
	return func(yield func(Block, *Pool) bool) {
		for row := raters; row < t.Rows; row++ {
			g := p.sizes
			if row != raters {
				g = p.rows[row]
			}
			if !g.blocks(&sheet{table: t, row: row}, yield) {
				return
			}
		}
	}
}

func (g *grid) blocks(s *sheet, yield func(Block, *Pool) bool) bool {
	t := s.table.Tree
	var atRoot Pool
	hidden := false
	open := make([]Pool, len(t.Parent))
	for i, u := range s.table.units() {
		clear(open)
		for v := range t.Parent {
			known := t.Leaf(v)
			if known {
				open[v] = s.cell(v, u)
			}
			for _, part := range t.parts[v] {
				if g.units[i][part] {
					known = true
					open[v].add(&open[part])
				}
			}
			if known && !g.units[i][v] && !yield(Block{s.row, v, u[0] + 1}, &open[v]) {
				return false
			}
		}
		if g.units[i][t.root()] {
			hidden = true
			atRoot.add(&open[t.root()])
		}
	}
	return !hidden || g.at(t.root(), Everyone) || yield(Block{s.row, t.root(), Everyone}, &atRoot)
}
