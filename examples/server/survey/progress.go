package survey

import (
	"context"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
)

// Group is how many people of a school and a constituency have answered.
type Group struct {
	Constituency string
	Invited      uint64           // 0 if it is unknown
	Finished     assess.LiveCount // sent their answers
	Begun        assess.LiveCount // whether they sent them or not
}

// SchoolProgress is how many people of a school have answered.
type SchoolProgress struct {
	School   store.School
	Groups   []Group
	Finished assess.LiveCount
}

// Progress is how many people have answered so far.
type Progress struct {
	// Ended reports that results are published: all numbers are missing, because results with hidden
	// groups and live numbers of the same groups tell more than each.
	Ended bool
	// Unavailable reports that the database cannot be written to at the moment: all numbers are missing,
	// because one that is not stored before it is shown could fall later.
	Unavailable bool

	Schools  []SchoolProgress
	Finished assess.LiveCount
}

// Progress returns how many people have answered, as exactly as the policy lets it be shown. Sums are
// those of what is shown, which tell no more. Unless the policy is internal, no number falls when an
// answer is deleted, and there are none after a publication. Reading it writes if a number rises.
func (s *Survey) Progress(ctx context.Context, st *store.Store) (*Progress, error) {
	if s.Internal() {
		counts, err := st.CountRaters(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		return s.progress(counts, nil)
	}
	published, err := st.Publications(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	if len(published) > 0 {
		p, err := s.progress(nil, nil)
		if err == nil {
			p.Ended = true
		}
		return p, err
	}
	counts, err := st.CountRaters(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	rounded, err := s.rounded(counts)
	if err != nil {
		return nil, err
	}
	shown, err := st.RaiseShown(ctx, s.ID, rounded)
	if store.IsUnavailable(err) {
		p, err := s.progress(nil, nil)
		if err == nil {
			p.Unavailable = true
		}
		return p, err
	}
	if err != nil {
		return nil, err
	}
	return s.progress(counts, shown)
}

// Counted reports whether there are numbers.
func (p *Progress) Counted() bool { return !p.Ended && !p.Unavailable }

// rounded returns counts as they are shown if nothing was shown before.
func (s *Survey) rounded(counts []store.GroupCount) ([]store.GroupCount, error) {
	var all []store.GroupCount
	for _, c := range counts {
		finished, err := s.Policy().LiveCount(c.Finished)
		if err != nil {
			return nil, err
		}
		begun, err := s.Policy().LiveCount(c.Begun)
		if err != nil {
			return nil, err
		}
		if c.Finished, c.Begun = finished.AtLeast, begun.AtLeast; c.Begun > 0 {
			all = append(all, c)
		}
	}
	return all, nil
}

// progress returns what is shown of counts after other numbers were shown.
func (s *Survey) progress(counts, shown []store.GroupCount) (*Progress, error) {
	now, before := byGroup(counts), byGroup(shown)
	p := &Progress{}
	for _, school := range s.Schools {
		sp := SchoolProgress{School: school}
		for _, c := range s.Constituencies("") {
			key := [2]string{school.ID, c.ID}
			g := Group{Constituency: c.ID, Invited: school.Invited[c.ID]}
			var err error
			if g.Finished, err = s.live(now[key].Finished, before[key].Finished); err != nil {
				return nil, err
			}
			if g.Begun, err = s.live(now[key].Begun, before[key].Begun); err != nil {
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

func byGroup(counts []store.GroupCount) map[[2]string]store.GroupCount {
	m := map[[2]string]store.GroupCount{}
	for _, c := range counts {
		m[[2]string{c.SchoolID, c.Constituency}] = c
	}
	return m
}

// live returns what is shown of a number after another number, a rounded one, was shown.
func (s *Survey) live(now, shown uint64) (assess.LiveCount, error) {
	before, err := s.Policy().LiveCount(shown)
	if err != nil {
		return assess.LiveCount{}, err
	}
	c, err := s.Policy().LiveCount(now)
	return c.After(before), err
}
