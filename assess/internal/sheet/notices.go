package sheet

import (
	"cmp"
	"slices"

	"github.com/waymark-go/waymark/rubric/problem"
)

// Notice is something that the reader did which neither a record nor a problem shows:
// what it ignored, dropped, converted or did not count. The position is the first one.
type Notice struct {
	problem.Problem
	Count      uint64 // cells or rows, 0 if the notice is about a column or the file
	NotCounted bool   // Count rows are not counted because of it
	Reason     string // why they are not counted, such as preview
}

// Notices collects notices. Notices of one kind about one column are one, so that the
// memory does not grow with the rows. The zero value is empty.
type Notices struct {
	list map[noticeKey]*Notice
}

type noticeKey struct {
	file, path, kind string
	code             problem.Code
	column           int
}

// add adds one to the count of a notice. It calls describe only if the notice is new.
func (n *Notices) add(key noticeKey, describe func() Notice) {
	if old, ok := n.list[key]; ok {
		old.Count++
		return
	}
	if n.list == nil {
		n.list = make(map[noticeKey]*Notice)
	}
	notice := describe()
	notice.Count = 1
	n.list[key] = &notice
}

// set adds a notice about a column or the file, which has no count.
func (n *Notices) set(key noticeKey, notice Notice) {
	if n.list == nil {
		n.list = make(map[noticeKey]*Notice)
	}
	n.list[key] = &notice
}

// Merge adds the notices of m. Of two notices of one kind the earlier one in the file
// is kept, with the sum of both counts.
func (n *Notices) Merge(m Notices) {
	for key, notice := range m.list {
		old, ok := n.list[key]
		if !ok {
			if n.list == nil {
				n.list = make(map[noticeKey]*Notice)
			}
			copied := *notice
			n.list[key] = &copied
			continue
		}
		sum := old.Count + notice.Count
		if before(notice.Pos, old.Pos) {
			*old = *notice
		}
		old.Count = sum
	}
}

// List returns the notices in the order of the file.
func (n *Notices) List() []Notice {
	type entry struct {
		key    noticeKey
		notice *Notice
	}
	var entries []entry
	for key, notice := range n.list {
		if notice.Code != "" {
			entries = append(entries, entry{key, notice})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(
			cmp.Compare(a.notice.Pos.File, b.notice.Pos.File), cmp.Compare(a.notice.Pos.Line, b.notice.Pos.Line),
			cmp.Compare(a.notice.Pos.Column, b.notice.Pos.Column), cmp.Compare(a.key.column, b.key.column),
			cmp.Compare(a.key.code, b.key.code), cmp.Compare(a.key.path, b.key.path), cmp.Compare(a.key.kind, b.key.kind),
		)
	})
	var list []Notice
	for _, e := range entries {
		list = append(list, *e.notice)
	}
	return list
}

// NotCounted returns how many rows are not counted.
func (n *Notices) NotCounted() (rows uint64) {
	for _, notice := range n.list {
		if notice.NotCounted {
			rows += notice.Count
		}
	}
	return rows
}

func before(a, b problem.Pos) bool {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) < 0
}
