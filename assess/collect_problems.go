package assess

import (
	"cmp"
	"slices"

	"github.com/waymark-go/waymark/rubric/problem"
)

// problemList counts problems and keeps the first ones in the order of the inputs.
type problemList struct {
	limit int // problems to keep
	count uint64
	kept  []refusedRecord
	size  int // problems in kept
}

// refusedRecord is the problems of a record. Records are in the order of their inputs, then
// of the blocks of an input; those of a block are in the order in which they were added.
type refusedRecord struct {
	input, block int
	problems     problem.List
}

// add adds the problems of a record.
func (l *problemList) add(input, block int, ps problem.List) {
	l.count += uint64(len(ps))
	l.kept = append(l.kept, refusedRecord{input, block, ps})
	if l.size += len(ps); l.size > 2*l.limit+problem.Max {
		l.prune()
	}
}

// prune forgets all problems but the first ones.
func (l *problemList) prune() {
	slices.SortStableFunc(l.kept, func(a, b refusedRecord) int {
		return cmp.Or(cmp.Compare(a.input, b.input), cmp.Compare(a.block, b.block))
	})
	l.size = 0
	for i := range l.kept {
		ps := &l.kept[i].problems
		if l.size+len(*ps) > l.limit {
			*ps = slices.Clone((*ps)[:l.limit-l.size])
			clear(l.kept[i+1:])
			l.kept = l.kept[:i+1]
		}
		if l.size += len(*ps); l.size == l.limit {
			clear(l.kept[i+1:])
			l.kept = l.kept[:i+1]
			return
		}
	}
}

// merge adds the problems of another list.
func (l *problemList) merge(m *problemList) {
	l.count += m.count
	l.kept = append(l.kept, m.kept...)
	l.size += m.size
	l.prune()
}

// list returns the first problems.
func (l *problemList) list() problem.List {
	l.prune()
	var all problem.List
	for _, r := range l.kept {
		all = append(all, r.problems...)
	}
	return all
}
