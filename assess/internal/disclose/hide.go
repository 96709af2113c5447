package disclose

// column is one unit of a sheet at all nodes.
type column struct {
	*sheet
	unit   unit
	hidden []bool
	empty  []bool
	block  []Pool // by node, its hidden cells that are in one block
}

// hideRow returns the flags of one row. Sizes are those of the numbers of raters, which
// are hidden on every row, or nil.
func hideRow(s *sheet, sizes *grid) *grid {
	t := s.table.Tree
	g := newGrid(len(t.Parent), s.table.Groups+1)
	units := s.table.units()
	columns := make([]*column, len(units))
	for i, u := range units {
		columns[i] = s.newColumn(u)
		some := s.asked(u) < len(u)
		columns[i].close(func(v int) bool { return some || sizes != nil && sizes.units[i][v] })
		g.units = append(g.units, columns[i].hidden) // shared: closeRoot may hide more
	}
	divided := sizes != nil && s.dividesRoot(columns, sizes)
	everyone := closeRoot(s, columns, divided)
	if everyone(t.root()) && !divided || sizes != nil && sizes.at(t.root(), Everyone) {
		for column := range g.columns {
			g.set(t.root(), column, true) // empty groups too
		}
	}
	for v := range t.Parent {
		for _, c := range columns {
			for _, group := range c.unit {
				g.set(v, group+1, c.hidden[v] || len(c.unit) > 1)
			}
		}
		g.set(v, Everyone, everyone(v) || sizes != nil && sizes.at(v, Everyone) && s.asksHidden(columns, sizes, v))
	}
	return g
}

// dividesRoot reports whether the row is asked of some, but not all, of the cells of which
// only the sum of sizes is known at the root. The total of the row, less those who are
// shown, would be the size of a part of them.
func (s *sheet) dividesRoot(columns []*column, sizes *grid) bool {
	root := s.table.Tree.root()
	asked, notAsked := false, false
	for i, c := range columns {
		n := s.asked(c.unit)
		if n < len(c.unit) && !c.empty[root] {
			return true
		}
		if sizes.units[i][root] {
			asked, notAsked = asked || !c.empty[root], notAsked || n < len(c.unit)
		}
	}
	return asked && notAsked
}

// asksHidden reports whether the row is asked of a unit whose size is hidden at a node.
// Otherwise the total of the row has sizes that are shown, whatever the total of all
// groups is.
func (s *sheet) asksHidden(columns []*column, sizes *grid, v int) bool {
	for i, c := range columns {
		if sizes.units[i][v] && s.asked(c.unit) > 0 {
			return true
		}
	}
	return false
}

func (s *sheet) newColumn(u unit) *column {
	n := len(s.table.Tree.Parent)
	return &column{sheet: s, unit: u, hidden: make([]bool, n), empty: make([]bool, n), block: make([]Pool, n)}
}

// close makes the blocks of a column from the leaves upwards. A node stays hidden when its
// parts do not suffice. If must is true, a node is hidden in any case.
func (c *column) close(must func(v int) bool) {
	t := c.table.Tree
	for v := range t.Parent {
		if t.Leaf(v) {
			p := c.cell(v, c.unit)
			c.empty[v] = p.Cells == 0
			if !c.empty[v] && (must(v) || c.small(&p) || c.alone(&p)) {
				c.hidden[v], c.block[v] = true, p
			}
			continue
		}
		c.hidden[v] = must(v)
		c.closeNode(v)
	}
}

// alone reports whether only one of several merged groups has raters, which would be known.
func (c *column) alone(p *Pool) bool { return len(c.unit) > 1 && p.Cells == 1 }

func (c *column) closeNode(v int) {
	c.empty[v] = true
	first := -1
	var members uint64
	for _, part := range c.table.Tree.parts[v] {
		if c.empty[part] {
			continue
		}
		c.empty[v] = false
		if first < 0 {
			first = part
		}
		if c.hidden[part] {
			members++
			c.block[v].add(&c.block[part])
		}
	}
	if c.empty[v] {
		c.hidden[v] = false // nobody is asked the row
		return
	}
	if members == 0 {
		return
	}
	for !c.hidden[v] && !c.enough(&c.block[v], members, c.hidden[first] && c.table.Tree.Leaf(first)) {
		next := c.next(v)
		if next < 0 {
			c.hidden[v] = true
			return
		}
		c.force(next, -1)
		members++
		c.block[v].add(&c.block[next])
	}
}

// next returns the first part that is shown and has raters, or -1.
func (c *column) next(v int) int {
	for _, part := range c.table.Tree.parts[v] {
		if !c.empty[part] && !c.hidden[part] {
			return part
		}
	}
	return -1
}

// force hides a node, and one of its leaves if none of them is hidden: the leaf toward, if
// that is below the node and has raters, or else the first one. The leaf has the minimum of
// raters, as the other cells of its parent show.
func (c *column) force(v, toward int) {
	c.hidden[v] = true
	t := c.table.Tree
	if t.Leaf(v) {
		c.block[v] = c.cell(v, c.unit)
		return
	}
	if c.block[v].Cells > 0 {
		c.block[v].large = max(1, c.block[v].large)
		return
	}
	part := c.next(v)
	for u := toward; u >= 0; u = t.Parent[u] {
		if t.Parent[u] == v && !c.empty[u] {
			part = u
		}
	}
	c.force(part, toward)
	c.block[v] = c.block[part]
	c.block[v].large = max(1, c.block[v].large)
}

// leaf returns a leaf that is hidden, or -1.
func (c *column) leaf() int {
	for v := range c.hidden {
		if c.hidden[v] && c.table.Tree.Leaf(v) {
			return v
		}
	}
	return -1
}

// closeRoot pools the columns that are hidden at the root, the last ones first, and
// returns whether everyone is hidden at a node. It pools none if the sum of those that are
// hidden must not be known in any case, because the row divides the sizes.
func closeRoot(s *sheet, columns []*column, divided bool) func(v int) bool {
	root := s.table.Tree.root()
	var block Pool
	var first, toward int
	var members uint64
	for i, c := range columns {
		if c.hidden[root] {
			members++
			block.add(&c.block[root])
			toward = c.leaf()
		}
		if !c.empty[root] {
			first = i
		}
	}
	enough := block.Cells == 0 && !divided
	for i := len(columns) - 1; !enough && !divided; {
		if enough = s.enough(&block, members, columns[first].hidden[root] && s.table.Tree.Leaf(root)); enough {
			break
		}
		for i >= 0 && (columns[i].empty[root] || columns[i].hidden[root]) {
			i--
		}
		if i < 0 {
			break
		}
		columns[i].force(root, toward)
		members++
		block.add(&columns[i].block[root])
	}
	return func(v int) bool {
		if v == root {
			return !enough
		}
		return crosses(columns, v, root, enough)
	}
}

// crosses reports whether a block has cells both inside and outside of a node.
func crosses(columns []*column, v, root int, enough bool) bool {
	inside := true // the block of the root is
	any := false
	for _, c := range columns {
		any = any || c.hidden[v]
		if c.hidden[v] && !c.hidden[root] {
			return true
		}
		inside = inside && (!c.hidden[root] || c.hidden[v] && c.block[v].Cells == c.block[root].Cells)
	}
	return any && !(inside && enough)
}
