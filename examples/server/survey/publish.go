package survey

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
)

// ErrNoAnswers is the error of a publication of an assessment that nobody has finished.
var ErrNoAnswers = errors.New("nobody has finished an answer")

// counter counts finished answers by leaf.
type counter struct {
	survey  *Survey
	tallies map[string]*assess.Tally
}

// counter returns a counter in which every leaf has a tally.
func (s *Survey) counter() counter {
	c := counter{s, map[string]*assess.Tally{}}
	for _, leaf := range s.leaves() {
		c.tallies[leaf] = new(assess.Tally)
	}
	return c
}

func (c counter) add(r *store.Rater) error {
	if !r.Finished {
		return nil // Add would count it in Drafts, which is stored with a publication
	}
	p, err := c.survey.Response(r)
	if err != nil {
		return err
	}
	return c.tallies[c.survey.leafOf(r.SchoolID, p)].Add(p)
}

// documents returns the tallies as they are stored.
func (c counter) documents() (map[string][]byte, error) {
	all := map[string][]byte{}
	for leaf, t := range c.tallies {
		data, err := json.Marshal(t)
		if err != nil {
			return nil, err
		}
		all[leaf] = data
	}
	return all, nil
}

// Tallies counts the finished answers of each school, by its id, or of each group of it, by both.
// Every one has a tally.
func (s *Survey) Tallies(ctx context.Context, st *store.Store) (map[string]*assess.Tally, error) {
	c := s.counter()
	if !s.AnswersDeleted {
		return c.tallies, st.EachRater(ctx, s.ID, c.add)
	}
	kept, err := st.KeptTallies(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	for id, data := range kept {
		if c.tallies[id] == nil {
			return nil, fmt.Errorf("kept tally: the rubric has no group %s", id)
		}
		if err := json.Unmarshal(data, c.tallies[id]); err != nil {
			return nil, fmt.Errorf("kept tally: %w", err)
		}
	}
	return c.tallies, nil
}

// hierarchy publishes tallies together. Groups are parts of their school, so that they add up to
// nothing else.
func (s *Survey) hierarchy(tallies map[string]*assess.Tally, earlier iter.Seq2[assess.PublishedPart, error]) (*assess.Hierarchy, error) {
	var parts []assess.Part
	invited := map[string]assess.Invitations{}
	for _, school := range s.Schools {
		for _, group := range s.Groups() {
			parts = append(parts, assess.Part{ID: school.Title + "/" + group, Parent: school.Title, Tally: tallies[school.ID+"/"+group]})
		}
		parts = append(parts, assess.Part{ID: school.Title, Parent: s.root(), Tally: tallies[school.ID]})
		if len(school.Invited) > 0 {
			invited[school.Title] = school.Invited
		}
	}
	return assess.PublishHierarchy(s.rubric, slices.Values(parts), s.Policy(), &assess.HierarchyOptions{Invited: invited, Earlier: earlier})
}

// root returns the part that all others belong to. One school alone is the organization.
func (s *Survey) root() string {
	if len(s.Schools) == 1 {
		return s.Schools[0].Title
	}
	return s.Organization
}

// Publish publishes all schools and the organization together, as the next publication. The
// error is a *assess.RepublishError if the difference to what was published before would show
// what the policy hides, or ErrNoAnswers.
func (s *Survey) Publish(ctx context.Context, st *store.Store, now time.Time) (*store.Publication, error) {
	tallies, err := s.Tallies(ctx, st)
	if err != nil {
		return nil, err
	}
	if empty(tallies) {
		return nil, ErrNoAnswers
	}
	before, err := st.Publications(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	var earlier iter.Seq2[assess.PublishedPart, error]
	if len(before) > 0 {
		earlier = s.published(ctx, st, before[len(before)-1].ID)
	}
	h, err := s.hierarchy(tallies, earlier)
	if err != nil {
		return nil, err
	}
	p := &store.Publication{AssessmentID: s.ID, Number: len(before) + 1, Day: Day(now)}
	if p.Nodes, err = s.nodes(h); err != nil {
		return nil, err
	}
	return p, st.AddPublication(ctx, p)
}

func empty(tallies map[string]*assess.Tally) bool {
	for _, t := range tallies {
		if len(t.Groups) > 0 {
			return false
		}
	}
	return true
}

// published yields the summaries of a publication.
func (s *Survey) published(ctx context.Context, st *store.Store, id string) iter.Seq2[assess.PublishedPart, error] {
	return func(yield func(assess.PublishedPart, error) bool) {
		nodes, err := st.Nodes(ctx, id)
		if err != nil {
			yield(assess.PublishedPart{}, err)
			return
		}
		for _, n := range nodes {
			p, err := assess.LoadPublished(s.rubric, "publication "+id, n.Summary, nil)
			if !yield(assess.PublishedPart{Published: p}, err) || err != nil {
				return
			}
		}
	}
}

// nodes returns the documents of a hierarchy.
func (s *Survey) nodes(h *assess.Hierarchy) ([]store.Node, error) {
	byPart := map[string]string{s.Organization: ""}
	for _, school := range s.Schools {
		byPart[school.Title] = s.node(school.ID)
		for _, group := range s.Groups() {
			byPart[school.Title+"/"+group] = s.node(school.ID + "/" + group)
		}
	}
	var nodes []store.Node
	for part, err := range h.All() {
		if err != nil {
			return nil, err
		}
		n := store.Node{SchoolID: byPart[part.ID]}
		if n.Summary, err = json.Marshal(part.Published); err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
	}
	return nodes, nil
}

// DeleteAnswers deletes the raw answers and keeps their tallies, from which results can still be
// published.
func (s *Survey) DeleteAnswers(ctx context.Context, st *store.Store) error {
	c := s.counter()
	return st.KeepTallies(ctx, s.ID, c.add, c.documents)
}
