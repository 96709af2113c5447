package assess

import (
	"cmp"
	"iter"
	"slices"
)

// figures are the counts that can be worked out from what is shown of a node, in two
// publications of one wave. They are the numbers of raters and the counts of every
// competency, by column: those of each shown constituency and, under column 0, what the
// shown constituencies leave of everyone.
//
// For a node with parts compare replaces the figures of the parts by those of the node. What
// a figure has in addition to those of the parts is checked, which is the sum of cells that the
// parts hide. All that can be worked out from all nodes by adding and subtracting is a sum of
// differences that were checked.
type figures struct {
	columns, width int
	before, after  []uint64 // by row, column and count
}

// newFigures returns the figures of a node without parts.
func (p *Published) newFigures() *figures {
	f := &figures{columns: len(p.table.columns), width: p.table.rubric.Spectrum().Len() + nonAnswers}
	n := (1 + p.table.rubric.CompetencyCount()) * f.columns * f.width
	f.before, f.after = make([]uint64, n), make([]uint64, n)
	return f
}

// add adds the figures of another part of the same node.
func (f *figures) add(other *figures) {
	for i := range f.before {
		f.before[i] += other.before[i]
		f.after[i] += other.after[i]
	}
}

// at returns the counts of a row and a column in the two publications.
func (f *figures) at(row, column int) (before, after []uint64) {
	i := (row*f.columns + column) * f.width
	return f.before[i:][:f.width], f.after[i:][:f.width]
}

// compare says why a publication of a node cannot be shown beside an earlier one. Before the call f
// has the figures of the parts, and after it those of the node.
func (f *figures) compare(before, after *Published) *RepublishError {
	raters := func(p *Published) func(int) ResultCell {
		return func(column int) ResultCell {
			n := p.table.raters[column]
			return ResultCell{Hidden: n.Hidden, NonAnswers: NonAnswers{NotAnswered: n.N}}
		}
	}
	if err := f.compareRow("raters", 0, raters(before), raters(after), after); err != nil {
		return err
	}
	for c := range after.table.rubric.Competencies() {
		cells := func(p *Published) func(int) ResultCell {
			row := p.table.rows[c.ID()]
			return func(column int) ResultCell { return *p.table.at(row, column) }
		}
		if err := f.compareRow(c.ID(), 1+c.Index(), cells(before), cells(after), after); err != nil {
			return err
		}
	}
	return nil
}

// compareRow compares the cells of one row. before and after return the cell of a column.
func (f *figures) compareRow(id string, row int, before, after func(column int) ResultCell, p *Published) *RepublishError {
	stages := f.width - nonAnswers
	all := after(0)
	if before(0).Hidden != all.Hidden {
		return &RepublishError{Reason: RepublishHidden, Path: id + ".all"}
	}
	wasLeft, left := f.counts(before(0)), f.counts(all)
	rest := id + ".all"
	for column := 1; column < f.columns; column++ {
		was, is, path := before(column), after(column), id+".by."+p.table.columns[column].ID
		if was.Hidden != is.Hidden {
			return &RepublishError{Reason: RepublishHidden, Path: path}
		}
		if is.Hidden {
			rest = id + ".hidden"
			continue
		}
		from, to := f.counts(was), f.counts(is)
		subtract(wasLeft, from)
		subtract(left, to)
		if err := f.replace(row, column, from, to, p.policy, stages, path); err != nil {
			return err
		}
	}
	if all.Hidden {
		return nil
	}
	return f.replace(row, 0, wasLeft, left, p.policy, stages, rest)
}

// replace checks what the counts of a node add to the sums of its parts, and replaces these sums by
// the counts.
func (f *figures) replace(row, column int, from, to []uint64, p Policy, stages int, path string) *RepublishError {
	before, after := f.at(row, column)
	wasAlone, alone := slices.Clone(from), slices.Clone(to)
	subtract(wasAlone, before)
	subtract(alone, after)
	if e := p.late(wasAlone, alone, stages); e != nil {
		e.Path = path
		return e
	}
	copy(before, from)
	copy(after, to)
	return nil
}

func subtract(from, counts []uint64) {
	for i, n := range counts {
		from[i] -= n
	}
}

// counts returns the counts of a cell as in a [GroupCounts], zeros if it is hidden.
func (f *figures) counts(c ResultCell) []uint64 {
	counts := make([]uint64, 0, f.width)
	for _, n := range c.Stages.Counts() {
		counts = append(counts, n)
	}
	// A number of raters has no stages. It counts like answers that name none.
	counts = append(counts, make([]uint64, f.width-nonAnswers-len(counts))...)
	n := c.NonAnswers
	return append(counts, n.NotAnswered, n.NotApplicable, n.DontKnow, n.Declined)
}

// checkEarlier says why a hierarchy cannot be published after an earlier publication of the
// same wave.
func (h *Hierarchy) checkEarlier(earlier iter.Seq2[PublishedPart, error]) error {
	e := &earlierParts{h: h, seen: make([]bool, len(h.nodes)), parts: make(map[string]*Published)}
	next, stop := iter.Pull2(earlier)
	e.next = next
	defer stop()
	open := make(map[int]*figures) // the sums over the parts of a node so far
	at := 0
	for part, err := range h.All() {
		if err != nil {
			return err
		}
		before, err := e.of(part.ID)
		if err != nil {
			return err
		}
		if err := part.Published.sameOptions(before); err != nil {
			return err
		}
		f := open[at]
		delete(open, at)
		if f == nil {
			f = part.Published.newFigures()
		}
		if late := f.compare(before, part.Published); late != nil {
			late.Path = part.ID + ": " + late.Path
			return cmp.Or[error](e.finish(), late) // another shape explains the difference
		}
		if parent := h.nodes[at].parent; open[parent] == nil {
			open[parent] = f
		} else {
			open[parent].add(f)
		}
		at++
	}
	return e.finish()
}

// earlierParts finds the nodes of an earlier publication. If they come in the order of
// [Hierarchy.All], it keeps one at a time.
type earlierParts struct {
	h     *Hierarchy
	next  func() (PublishedPart, error, bool)
	seen  []bool                // by node
	parts map[string]*Published // those that came early
}

// of returns the earlier publication of a node.
func (e *earlierParts) of(id string) (*Published, error) {
	for e.parts[id] == nil {
		more, err := e.read()
		if err != nil {
			return nil, err
		}
		if !more {
			return nil, &RepublishError{Reason: RepublishParts, Path: id}
		}
	}
	p := e.parts[id]
	delete(e.parts, id)
	return p, nil
}

// read reads one node.
func (e *earlierParts) read() (more bool, err error) {
	part, err, ok := e.next()
	if !ok || err != nil {
		return false, err
	}
	if err := checkPublished("assess.PublishHierarchy", "opt.Earlier", part.Published); err != nil {
		return false, err
	}
	last := len(e.h.nodes) - 1
	place, ok := part.Published.Place()
	if !ok && last == 0 {
		place.ID = e.h.nodes[0].id // one node is like a summary by itself
	}
	at, ok := e.h.index[place.ID]
	if !ok {
		return false, &RepublishError{Reason: RepublishParts, Path: e.h.nodes[last].id}
	}
	var parent string
	if at != last {
		parent = e.h.nodes[e.h.nodes[at].parent].id
	}
	if e.seen[at] || place.Parent != parent {
		return false, &RepublishError{Reason: RepublishParts, Path: place.ID}
	}
	e.seen[at], e.parts[place.ID] = true, part.Published
	return true, nil
}

// finish reads the rest. It returns an error if the nodes are not those of the hierarchy.
func (e *earlierParts) finish() error {
	for {
		more, err := e.read()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		clear(e.parts)
	}
	if at := slices.Index(e.seen, false); at >= 0 {
		return &RepublishError{Reason: RepublishParts, Path: e.h.nodes[at].id}
	}
	return nil
}
