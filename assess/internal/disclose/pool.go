package disclose

// raters is the row of the numbers of raters.
const raters = -1

// Pool is what is known of some cells together.
type Pool struct {
	Cells  uint64 // how many, of groups that have raters
	Raters uint64
	Rated  uint64
	counts [MaxWidth]uint64
	large  uint64 // how many cells are known to have the minimum of raters
}

func (p *Pool) add(q *Pool) {
	p.Cells += q.Cells
	p.Raters += q.Raters
	p.Rated += q.Rated
	p.large += q.large
	for i, n := range q.counts {
		p.counts[i] += n
	}
}

// outside returns how many answers are not the commonest one.
func (p *Pool) outside() uint64 {
	var sum, most uint64
	for _, n := range p.counts {
		sum += n
		most = max(most, n)
	}
	return sum - most
}

// unit is a group, or the groups that are merged.
type unit []int

func (t *Table) units() []unit {
	var units []unit
	var merged unit
	for g := range t.Groups {
		if t.Merged != nil && t.Merged[g] {
			merged = append(merged, g)
		} else {
			units = append(units, unit{g})
		}
	}
	if merged != nil {
		units = append(units, merged)
	}
	return units
}

// single reports whether the table is that of one node, without merged groups.
func (t *Table) single() bool { return len(t.Tree.Parent) == 1 && t.Merged == nil }

// asks reports whether a group is asked a row.
func (t *Table) asks(group, row int) bool {
	return row == raters || t.Asks == nil || t.Asks(group, row)
}

// asked returns how many groups of a unit are asked the row.
func (s *sheet) asked(u unit) int {
	n := 0
	for _, g := range u {
		if s.table.asks(g, s.row) {
			n++
		}
	}
	return n
}

// sheet is one row of a table, or its numbers of raters.
type sheet struct {
	table *Table
	rule  Rule
	row   int
}

// cell returns what a leaf has of a unit.
func (s *sheet) cell(leaf int, u unit) Pool {
	var p Pool
	for _, g := range u {
		n := s.table.Raters(leaf, g)
		if n == 0 || !s.table.asks(g, s.row) {
			continue
		}
		p.Cells++
		p.Raters += n
		if s.row == raters {
			continue
		}
		for i, n := range s.table.Counts(leaf, g, s.row) {
			p.counts[i] += n
			if i < s.table.Stages {
				p.Rated += n
			}
		}
	}
	return p
}

// small reports whether the sum of some cells must not be shown.
func (s *sheet) small(p *Pool) bool {
	if p.Cells == 0 {
		return false
	}
	if s.row == raters {
		return p.Raters < s.rule.MinRaters+p.Cells-1
	}
	return p.Rated > 0 && (p.Rated < s.rule.MinRated || p.outside() < s.rule.MinOutside)
}

// enough reports whether the sum of some hidden cells may be known. They are of so many
// parts. First says that the first of the parts to choose from is a leaf and among them.
func (s *sheet) enough(p *Pool, members uint64, first bool) bool {
	m, k := s.rule.MinRaters, p.Cells
	switch {
	case k < 2:
		return false
	case s.row != raters:
		return !s.small(p)
	case p.large > 0:
		return p.Raters >= (p.large+1)*m+k-p.large-2
	case first && s.table.single():
		return p.Raters >= m+k-2
	default:
		return p.Raters >= m+k-1 && (first || p.Raters <= (m-2)*(members-1)+k)
	}
}
