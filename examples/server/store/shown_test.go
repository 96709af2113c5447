package store

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// No number that was shown falls, each group by itself.
func TestRaiseShown(t *testing.T) {
	databases(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		u, a := sample(t, s)
		school := a.Schools[0].ID
		families := func(finished, begun uint64) GroupCount { return GroupCount{school, "family", finished, begun} }
		students := func(finished, begun uint64) GroupCount {
			return GroupCount{school, "student", finished, begun}
		}
		for _, step := range []struct{ counts, want []GroupCount }{
			{nil, nil},
			{[]GroupCount{families(0, 11)}, []GroupCount{families(0, 11)}},
			{[]GroupCount{families(11, 22), students(0, 11)}, []GroupCount{families(11, 22), students(0, 11)}},
			{[]GroupCount{families(0, 22)}, []GroupCount{families(11, 22), students(0, 11)}},
			{nil, []GroupCount{families(11, 22), students(0, 11)}},
			{[]GroupCount{families(22, 11), students(11, 11)}, []GroupCount{families(22, 22), students(11, 11)}},
		} {
			got, err := s.RaiseShown(ctx, a.ID, step.counts)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(step.want, got); d != "" {
				t.Errorf("after %v (-want +got):\n%s", step.counts, d)
			}
		}
		other := &Assessment{Title: "Other", Rubric: []byte("{}"), Languages: a.Languages, Schools: []School{{Title: "Lincoln"}}}
		if err := s.AddAssessment(ctx, other, u.ID); err != nil {
			t.Fatal(err)
		}
		if got, err := s.RaiseShown(ctx, other.ID, nil); err != nil || len(got) > 0 {
			t.Errorf("another assessment: %v, %v", got, err)
		}
	})
}

// Requests at the same time leave the largest number, and none shows less than it stored.
func TestRaiseShownTogether(t *testing.T) {
	databases(t, func(t *testing.T, s *Store) {
		_, a := sample(t, s)
		var wg sync.WaitGroup
		for i := range uint64(12) {
			wg.Go(func() {
				mine := GroupCount{a.Schools[0].ID, "family", 11 * (i * 5 % 12), 11 * (i * 7 % 12)}
				got, err := s.RaiseShown(t.Context(), a.ID, []GroupCount{mine})
				if err != nil || len(got) > 1 || len(got) == 1 && (got[0].Finished < mine.Finished || got[0].Begun < mine.Begun) {
					t.Errorf("%v: %v, %v", mine, got, err)
				}
			})
		}
		wg.Wait()
		got, err := s.RaiseShown(t.Context(), a.ID, nil)
		if d := cmp.Diff([]GroupCount{{a.Schools[0].ID, "family", 121, 121}}, got); d != "" || err != nil {
			t.Errorf("at the end: %v (-want +got):\n%s", err, d)
		}
	})
}
