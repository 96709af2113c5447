package store

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Of requests that use an invitation at the same time one succeeds, and coordinators who remove each
// other leave one.
func TestUsersTogether(t *testing.T) {
	databases(t, func(t *testing.T, s *Store) {
		ctx, now := t.Context(), time.Unix(1_000_000, 0)
		ana, a := sample(t, s)
		if err := s.Invite(ctx, []byte("i"), Invitation{Assessment: a.ID, Role: Coordinator, Expires: now}); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		joined := make([]*User, 8)
		for i := range joined {
			wg.Go(func() {
				u := &User{Name: fmt.Sprint("Tom ", i)}
				switch err := s.Accept(ctx, []byte("i"), now, u); {
				case err == nil:
					joined[i] = u
				case !errors.Is(err, ErrNotFound):
					t.Error(err)
				}
			})
		}
		wg.Wait()
		joined = slices.DeleteFunc(joined, func(u *User) bool { return u == nil })
		if n, err := s.Users(ctx); len(joined) != 1 || n != 2 || err != nil {
			t.Fatalf("%d joined, %d users, %v", len(joined), n, err)
		}
		for _, id := range []string{ana.ID, joined[0].ID} {
			wg.Go(func() {
				if err := s.RemoveMember(ctx, a.ID, id); err != nil && !errors.Is(err, ErrConflict) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if left, err := s.Members(ctx, a.ID); len(left) != 1 || err != nil {
			t.Errorf("members: %v, %v", left, err)
		}
	})
}

// A rater is either counted in the tallies that are kept, or was deleted before.
func TestKeepTalliesTogether(t *testing.T) {
	databases(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		_, a := sample(t, s)
		var raters []*Rater
		for i := range 40 {
			raters = append(raters, addTestRater(t, s, a, fmt.Sprint(i)))
		}
		var wg sync.WaitGroup
		var deleted, counted, late atomic.Int64
		for _, r := range raters {
			wg.Go(func() {
				if err := s.DeleteRater(ctx, a.ID, r.ID); err == nil {
					deleted.Add(1)
				} else if !errors.Is(err, ErrNotFound) {
					t.Error(err)
				}
				n := *r
				n.ID, n.ResponseID = NewRaterID(), NewRaterID()
				if err := s.AddRater(ctx, &n, nil); errors.Is(err, ErrAnswersDeleted) {
					late.Add(1)
				} else if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Go(func() {
			count := func(*Rater) error { counted.Add(1); return nil }
			if err := s.KeepTallies(ctx, a.ID, count, func() (map[string][]byte, error) { return nil, nil }); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		if came := int64(2*len(raters)) - late.Load(); counted.Load()+deleted.Load() != came {
			t.Errorf("%d counted and %d deleted of %d", counted.Load(), deleted.Load(), came)
		}
		err := s.EachRater(ctx, a.ID, func(*Rater) error { return errors.New("a rater is left") })
		if err != nil {
			t.Error(err)
		}
	})
}
