package survey

import (
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
)

// Count is a number of people, as exact as the policy lets it be shown.
type Count struct {
	N     uint64
	Exact bool // otherwise N or more, and fewer than N plus Step
	Step  uint64
}

// Group is how many people of a school and a constituency have answered.
type Group struct {
	Constituency    string
	Invited         uint64 // 0 if it is unknown
	Finished, Begun Count
}

// SchoolProgress is how many people of a school have answered.
type SchoolProgress struct {
	School   store.School
	Groups   []Group
	Finished Count
}

// Progress is how many people have answered so far.
type Progress struct {
	Schools  []SchoolProgress
	Finished Count
}

// Progress returns how many people have answered. Under every policy but the internal one,
// numbers are rounded down to multiples of the smallest group, all of them alike: no sum or
// difference of them is more exact than they are, and a count that grows by one person
// usually looks as it did before.
func (s *Survey) Progress(counts []store.GroupCount) Progress {
	byGroup := map[[2]string]store.GroupCount{}
	for _, c := range counts {
		byGroup[[2]string{c.SchoolID, c.Constituency}] = c
	}
	var p Progress
	var all uint64
	for _, school := range s.Schools {
		sp := SchoolProgress{School: school}
		var finished uint64
		for _, c := range s.Constituencies("") {
			n := byGroup[[2]string{school.ID, c.ID}]
			finished += n.Finished
			sp.Groups = append(sp.Groups, Group{
				Constituency: c.ID, Invited: school.Invited[c.ID],
				Finished: s.count(n.Finished), Begun: s.count(n.Begun),
			})
		}
		all += finished
		sp.Finished = s.count(finished)
		p.Schools = append(p.Schools, sp)
	}
	p.Finished = s.count(all)
	return p
}

func (s *Survey) count(n uint64) Count {
	if s.Internal() {
		return Count{N: n, Exact: true, Step: 1}
	}
	step := uint64(max(s.MinGroup, assess.DefaultMinGroup))
	return Count{N: n - n%step, Step: step}
}
