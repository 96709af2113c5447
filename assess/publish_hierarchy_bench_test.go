package assess_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// randomParts returns a state with the given numbers of schools, districts and counties. As
// in practice, a school has few leaders and community members.
func randomParts(schools, districts, counties int) []assess.Part {
	rng := rand.New(rand.NewPCG(1, 1))
	r := cei.Latest()
	stages, competencies := r.Spectrum().Len(), r.CompetencyCount()
	parts := []assess.Part{{ID: "state"}}
	for i := range counties {
		parts = append(parts, assess.Part{ID: fmt.Sprint("county-", i), Parent: "state"})
	}
	for i := range districts {
		parts = append(parts, assess.Part{ID: fmt.Sprint("district-", i), Parent: fmt.Sprint("county-", i%counties)})
	}
	for i := range schools {
		t := &assess.Tally{Rubric: r.Ref(), Stages: stages, Competencies: competencies, Groups: make(map[string]*assess.GroupCounts)}
		for g, most := range []int{200, 150, 40, 5, 12} {
			n := rng.IntN(most)
			if n == 0 {
				continue
			}
			group := &assess.GroupCounts{Raters: uint64(n), Counts: make([]uint64, competencies*(stages+4))}
			for c := range competencies {
				for range n {
					answer := rng.IntN(stages)
					if rng.IntN(10) == 0 {
						answer = rng.IntN(stages + 4)
					}
					group.Counts[c*(stages+4)+answer]++
				}
			}
			t.Groups[allConstituencies[g]] = group
		}
		parts = append(parts, assess.Part{ID: fmt.Sprint("school-", i), Parent: fmt.Sprint("district-", i%districts), Tally: t})
	}
	return parts
}

// BenchmarkPublishHierarchy publishes every school, district and county of a state the
// size of California:
//
//	go test ./assess -run '^$' -bench PublishHierarchy -cpu 1 -benchtime 1x
//
// It reports the time of deciding what is hidden and of making all summaries, the share
// of cells that are shown, that of schools which show everyone, that of schools which show
// a result of ShownRaters, and the memory in use in addition to the tallies.
func BenchmarkPublishHierarchy(b *testing.B) {
	parts := randomParts(10_000, 1000, 58)
	for _, merged := range [][]string{nil, {"leader", "community"}} {
		b.Run(fmt.Sprint("merged=", len(merged)), func(b *testing.B) {
			var before, after runtime.MemStats
			for b.Loop() {
				runtime.GC()
				runtime.ReadMemStats(&before)
				h, err := assess.PublishHierarchy(cei.Latest(), slices.Values(parts), assess.Policy{}, &assess.HierarchyOptions{Merged: merged})
				if err != nil {
					b.Fatal(err)
				}
				runtime.GC()
				runtime.ReadMemStats(&after)
				schools, everyone, some := 0, 0, 0
				for part, err := range h.All() {
					if err != nil {
						b.Fatal(err)
					}
					if !strings.HasPrefix(part.ID, "school") {
						continue
					}
					schools++
					if !part.Published.Raters(assess.AllRaters).Hidden {
						everyone++
					}
					if !part.Published.Raters(assess.ShownRaters).Hidden {
						some++
					}
				}
				b.ReportMetric(100*float64(everyone)/float64(schools), "%schools-everyone")
				b.ReportMetric(100*float64(some)/float64(schools), "%schools-shown-groups")
				s := h.Shown()
				b.ReportMetric(100*float64(s.Shown)/float64(s.Cells), "%shown")
				b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-held")
			}
		})
	}
}
