package sheet

import (
	"bytes"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Repeats says what to do if someone has answered more than once. The zero value counts all
// responses.
type Repeats struct {
	// Keep is first, last (by the order of the rows), latest (by the date) or none, which
	// refuses all of them.
	Keep string
	// By is id or person. Empty means person if the sheet has such a column, otherwise id.
	By string
}

// keptRecord is a record that may be superseded.
type keptRecord struct {
	rec      *record.Record // nil for problems
	problems problem.List
	at       problem.Pos
}

// readKept reads all rows before it yields those that are kept.
func (s *Sheet) readKept(yield func(*record.Record, problem.List) bool) bool {
	var all []keptRecord
	read := s.readWide
	if s.layout.long {
		read = s.readLong
	}
	read(func(rec *record.Record, problems problem.List) bool {
		kept := keptRecord{problems: problems, at: problem.Pos{File: s.rows.file, Line: s.rows.row.line, Column: 1}}
		switch {
		case len(problems) > 0:
		case len(all) >= maxResponses:
			kept.problems = problem.List{{Pos: kept.at, Code: problem.TooMany, Msg: "too many responses to compare", Hint: "split the sheet, or count repeated responses"}}
		default:
			kept.rec = rec.Clone()
		}
		all = append(all, kept)
		return true
	})
	s.resolve(all)
	for _, k := range all {
		if (k.rec == nil || !k.rec.NotCounted) && !yield(k.rec, k.problems) {
			return false
		}
	}
	return true
}

// resolve marks the records that others supersede.
func (s *Sheet) resolve(all []keptRecord) {
	by := s.opt.Repeats.By
	if by == "" {
		by = "id"
		if s.layout.has[columnPerson] {
			by = "person"
		}
	}
	first := make(map[string][]int)
	for i, k := range all {
		if k.rec == nil {
			continue
		}
		key := k.rec.ID
		if by == "person" {
			key = k.rec.Person
		}
		if len(key) > 0 {
			first[string(key)] = append(first[string(key)], i)
		}
	}
	for i, k := range all {
		if k.rec == nil {
			continue
		}
		key := k.rec.ID
		if by == "person" {
			key = k.rec.Person
		}
		same := first[string(key)]
		if len(key) == 0 || len(same) < 2 {
			continue
		}
		if s.opt.Repeats.Keep == "none" {
			all[i].rec, all[i].problems = nil, problem.List{{Pos: k.at, Path: by, Code: problem.DuplicateID, Msg: "another response has the same " + by, Hint: "keep one of them (-keep last, or repeats: {keep: last} in a mapping)"}}
		} else if i != kept(all, same, s.opt.Repeats.Keep) {
			k.rec.NotCounted = true
			s.notices.add(noticeKey{file: k.at.File, code: problem.Superseded}, func() Notice {
				return Notice{NotCounted: true, Reason: string(problem.Superseded), Problem: problem.Problem{Pos: k.at, Path: by, Code: problem.Superseded, Msg: "not counted: another response has the same " + by + " and the " + s.opt.Repeats.Keep + " one is kept"}}
			})
		}
	}
}

// kept returns the index of the record to keep among those of someone, which are in the
// order of the rows.
func kept(all []keptRecord, same []int, keep string) int {
	switch keep {
	case "first":
		return same[0]
	case "latest":
		best := same[0]
		for _, i := range same[1:] {
			if bytes.Compare(all[i].rec.Date, all[best].rec.Date) >= 0 {
				best = i
			}
		}
		return best
	}
	return same[len(same)-1]
}
