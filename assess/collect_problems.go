package assess

import (
	"cmp"
	"slices"

	"github.com/waymark-go/waymark/rubric/problem"
)

// problemList keeps the first problems in the order of the inputs and counts all.
type problemList struct {
	limit int // of problems that are kept
	count uint64
	kept  []refusedRecord
	size  int // problems kept
}

// refusedRecord is what is wrong with a record, with what says where it stands among
// the others: the input, the block of the input, and then the order in the list.
type refusedRecord struct {
	input, block int
	problems     problem.List
}

func (l *problemList) add(input, block int, ps problem.List) {
	l.count += uint64(len(ps))
	l.kept = append(l.kept, refusedRecord{input, block, ps})
	if l.size += len(ps); l.size > 2*l.limit+problem.Max {
		l.prune()
	}
}

// prune lets go of all problems but the first ones.
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

func (l *problemList) merge(m *problemList) {
	l.count += m.count
	l.kept = append(l.kept, m.kept...)
	l.size += m.size
	l.prune()
}

// list returns the problems that were kept.
func (l *problemList) list() problem.List {
	l.prune()
	var all problem.List
	for _, r := range l.kept {
		all = append(all, r.problems...)
	}
	return all
}
