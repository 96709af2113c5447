package survey

import (
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
)

// Group is how many people of a school and a constituency have answered.
type Group struct {
	Constituency    string
	Invited         uint64 // 0 if it is unknown
	Finished, Begun assess.LiveCount
}

// SchoolProgress is how many people of a school have answered.
type SchoolProgress struct {
	School   store.School
	Groups   []Group
	Finished assess.LiveCount
}

// Progress is how many people have answered so far.
type Progress struct {
	Schools  []SchoolProgress
	Finished assess.LiveCount
}

// Progress returns how many people have answered, as exactly as the policy lets it be shown. Sums are
// those of what is shown, which tell no more. A deleted answer can take a number back by a step, because the
// server does not keep what it has shown.
func (s *Survey) Progress(counts []store.GroupCount) (*Progress, error) {
	byGroup := map[[2]string]store.GroupCount{}
	for _, c := range counts {
		byGroup[[2]string{c.SchoolID, c.Constituency}] = c
	}
	p := &Progress{}
	policy := s.Policy()
	for _, school := range s.Schools {
		sp := SchoolProgress{School: school}
		for _, c := range s.Constituencies("") {
			n := byGroup[[2]string{school.ID, c.ID}]
			g := Group{Constituency: c.ID, Invited: school.Invited[c.ID]}
			var err error
			if g.Finished, err = policy.LiveCount(n.Finished); err != nil {
				return nil, err
			}
			if g.Begun, err = policy.LiveCount(n.Begun); err != nil {
				return nil, err
			}
			sp.Groups = append(sp.Groups, g)
			sp.Finished = sp.Finished.Add(g.Finished)
		}
		p.Schools = append(p.Schools, sp)
		p.Finished = p.Finished.Add(sp.Finished)
	}
	return p, nil
}
