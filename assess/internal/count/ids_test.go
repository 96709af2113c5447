package count_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/internal/count"
)

// placedID is an id as text, at a place.
type placedID struct {
	id string
	at count.Place
}

// randomIDs returns n ids, some of them the same, in the order of their places.
func randomIDs(d *rand.Rand, n, different int) []placedID {
	ids := make([]placedID, n)
	for i := range ids {
		ids[i] = placedID{fmt.Sprint("r-", d.IntN(different)), count.Place{Input: i / 100, Number: 1 + i%100*3}}
	}
	return ids
}

// repeats finds the ids that are the same as an earlier one in the list.
func repeats(ids []placedID) (all []count.Repeat) {
	first := make(map[string]count.Place)
	for _, id := range ids {
		if at, ok := first[id.id]; ok {
			all = append(all, count.Repeat{Place: id.at, First: at})
		} else {
			first[id.id] = id.at
		}
	}
	return all
}

// compareIDs adds ids in a random order from several goroutines.
func compareIDs(d *rand.Rand, ids []placedID, limit, maxRepeats, goroutines int) count.Repeats {
	found := count.NewIDs(limit, maxRepeats)
	var parts [][]count.ID
	shuffled := make([]count.ID, len(ids))
	for i, k := range d.Perm(len(ids)) {
		shuffled[i] = count.IDAt([]byte(ids[k].id), ids[k].at)
	}
	for part := range slices.Chunk(shuffled, 37) {
		parts = append(parts, part)
	}
	var wait sync.WaitGroup
	for w := range goroutines {
		wait.Go(func() {
			for i := w; i < len(parts); i += goroutines {
				found.Add(parts[i])
			}
		})
	}
	wait.Wait()
	return found.Repeats()
}

// The repeats are those that reading in order finds, for any order and any number of
// goroutines.
func TestIDs(t *testing.T) {
	d := rand.New(rand.NewPCG(1, 2))
	for _, different := range []int{1, 10, 1000, 100_000} {
		ids := randomIDs(d, 3000, different)
		all := repeats(ids)
		for _, maxRepeats := range []int{0, 1, 31, 10_000, math.MaxInt} {
			for _, goroutines := range []int{1, 4} {
				got := compareIDs(d, ids, math.MaxInt, maxRepeats, goroutines)
				want := count.Repeats{Count: uint64(len(all)), Share: 1, First: all[:min(len(all), maxRepeats)]}
				if len(want.First) == 0 {
					want.First = nil
				}
				if diff := gocmp.Diff(want, got); diff != "" {
					t.Fatalf("%d ids, %d repeats, %d goroutines (-want +got):\n%s", different, maxRepeats, goroutines, diff)
				}
			}
		}
	}
}

// If there are more ids than the limit, a share of them is compared, always the same share.
func TestIDsAboveTheLimit(t *testing.T) {
	d := rand.New(rand.NewPCG(3, 4))
	ids := randomIDs(d, 20_000, 8000)
	want := compareIDs(d, ids, 1000, 10, 1)
	if want.Share > 1.0/8 || want.Share < 1.0/32 || want.First != nil {
		t.Errorf("%+v", want)
	}
	estimate, all := float64(want.Count)/want.Share, float64(len(repeats(ids)))
	if math.Abs(estimate-all) > all/4 {
		t.Errorf("%.0f repeats estimated, want about %.0f", estimate, all)
	}
	for _, goroutines := range []int{1, 2, 8} {
		if diff := gocmp.Diff(want, compareIDs(d, ids, 1000, 10, goroutines)); diff != "" {
			t.Errorf("%d goroutines (-want +got):\n%s", goroutines, diff)
		}
	}
}

// Places are ordered by input, then by number, also if these are large.
func TestPlaces(t *testing.T) {
	var places []count.Place
	for _, input := range []int{0, 1, 255, 1 << 20} {
		for _, number := range []int{0, 1, 1 << 16, math.MaxInt32} {
			places = append(places, count.Place{Input: input, Number: number})
		}
	}
	ids := count.NewIDs(10, 100)
	for _, p := range slices.Backward(places) {
		ids.Add([]count.ID{count.IDAt([]byte("r"), p)})
	}
	var got []count.Place
	for _, r := range ids.Repeats().First {
		if r.First != places[0] {
			t.Errorf("first place %v, want %v", r.First, places[0])
		}
		got = append(got, r.Place)
	}
	if diff := gocmp.Diff(places[1:], got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	ids.Add([]count.ID{count.IDAt([]byte("r"), count.Place{Input: 3, Number: math.MinInt32})})
	if r := ids.Repeats(); !slices.ContainsFunc(r.First, func(r count.Repeat) bool { return r.Place.Input == 3 }) {
		t.Errorf("a negative number changes the input: %v", r.First)
	}
}

func BenchmarkIDs(b *testing.B) {
	d := rand.New(rand.NewPCG(5, 6))
	ids := randomIDs(d, 10_000, 9000)
	slices.SortFunc(ids, func(a, b placedID) int { return cmp.Compare(a.at.Number, b.at.Number) })
	b.ReportAllocs()
	for b.Loop() {
		found := count.NewIDs(100_000, 1000)
		var part []count.ID
		for _, id := range ids {
			if part = append(part, count.IDAt([]byte(id.id), id.at)); len(part) == 500 {
				found.Add(part)
				part = part[:0]
			}
		}
		found.Add(part)
	}
}
