package spectrum_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/spectrum"
)

// TestClustersContradictionsInOnePlace merges fields that contradict each other in one place.
func TestClustersContradictionsInOnePlace(t *testing.T) {
	for _, test := range []struct {
		name string
		c    spectrum.Clusters
		want string // in the error
	}{
		{
			// Two raters with a rating on each of two stages have at least the cross product 2.
			"a cross product too small",
			spectrum.Clusters{Raters: 2, Stages: 3, Counts: []uint64{0, 2, 2}, Products: []uint64{0, 0, 0, 2, 1, 2}},
			"4 ratings and the sum of squares 6",
		},
		{
			"squares whose sum does not fit",
			spectrum.Clusters{Raters: 4, Stages: 2, Counts: []uint64{2, 2}, Products: []uint64{1 << 63, 2, 1 << 63}},
			"64",
		},
		{
			"a square that is odd",
			spectrum.Clusters{Raters: 2, Stages: 3, Counts: []uint64{0, 2, 0}, Products: []uint64{0, 0, 0, 3, 0, 0}},
			"2 ratings on stage 2 and the sum of squares 3",
		},
		{
			"more raters than ratings",
			spectrum.Clusters{Raters: 3, Stages: 2, Counts: []uint64{1, 1}, Products: []uint64{1, 0, 1}},
			"3 raters with 2 ratings",
		},
	} {
		var sum spectrum.Clusters
		err := sum.Merge(&test.c)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.name, err, test.want)
		}
		if !cmp.Equal(sum, spectrum.Clusters{}) {
			t.Errorf("%s: the sum changed: %+v", test.name, sum)
		}
	}
}

func TestClustersRemoveFromEmpty(t *testing.T) {
	for _, counts := range [][]uint64{{1, 2}, {0, 1, 0}, {1 << 32, 0}, {1 << 63, 1 << 62}} {
		var c spectrum.Clusters
		if err := c.Remove(counts...); err == nil || !cmp.Equal(c, spectrum.Clusters{}) {
			t.Errorf("Remove(%v): error %v, clusters %+v", counts, err, c)
		}
	}
	var c spectrum.Clusters
	if err := c.Add(1, 0, 2); err != nil {
		t.Fatal(err)
	}
	before := c
	for _, counts := range [][]uint64{{1 << 32, 0, 0}, {2, 0, 1}, {1, 1, 1}, {1, 0, 3}} {
		if err := c.Remove(counts...); err == nil || !cmp.Equal(c, before) {
			t.Errorf("Remove(%v): error %v, clusters %+v", counts, err, c)
		}
	}
}

// TestSeparatedGroups compares groups that have no stage in common, of one rating a rater,
// with the interval for independent ratings.
func TestSeparatedGroups(t *testing.T) {
	s := mustNew(t, sized(3))
	var c, o spectrum.Clusters
	for range 10 {
		if err := c.Add(1, 0, 0); err != nil {
			t.Fatal(err)
		}
		if err := o.Add(0, 0, 1); err != nil {
			t.Fatal(err)
		}
	}
	x := mustDist(t, s, 10, 0, 0)
	y := mustDist(t, s, 0, 0, 10)
	got, ok1 := c.DominanceInterval(&o, 0.95)
	want, ok2 := spectrum.DominanceInterval(x, y, 0.95)
	if !ok1 || !ok2 || !cmp.Equal(got, want) {
		t.Errorf("the interval is %+v %t, of independent ratings %+v %t", got, ok1, want, ok2)
	}
}

// TestTransitionsRemove takes ratings back.
func TestTransitionsRemove(t *testing.T) {
	three := mustNew(t, sized(3))
	two := mustNew(t, sized(2))
	at := func(s *spectrum.Spectrum, rank int) spectrum.Stage {
		st, ok := s.At(rank)
		if !ok {
			t.Fatalf("no stage %d", rank)
		}
		return st
	}
	full := func() *spectrum.Transitions {
		tr := &spectrum.Transitions{Stages: 3, Counts: []uint64{0, 1, 2, 3, 4, 5, 6, 7, 8}}
		return tr
	}
	for from := 1; from <= 3; from++ {
		for to := 1; to <= 3; to++ {
			tr, i := full(), 3*(from-1)+to-1
			if err := tr.Remove(at(three, from), at(three, to), uint64(i)); err != nil {
				t.Errorf("from %d to %d: %v", from, to, err)
			}
			want := full()
			want.Counts[i] = 0
			if !cmp.Equal(tr, want) {
				t.Errorf("from %d to %d: %v, want %v", from, to, tr.Counts, want.Counts)
			}
			if err := tr.Remove(at(three, from), at(three, to), 1); err == nil || !cmp.Equal(tr, want) {
				t.Errorf("from %d to %d: one more: %v, %v", from, to, err, tr.Counts)
			}
		}
	}
	tr := full()
	for _, pair := range [][2]spectrum.Stage{
		{{}, at(three, 1)},
		{at(three, 1), {}},
		{at(two, 1), at(three, 1)},
		{at(three, 1), at(two, 1)},
	} {
		if err := tr.Remove(pair[0], pair[1], 0); err == nil || !cmp.Equal(tr, full()) {
			t.Errorf("from %s to %s: %v, %v", pair[0], pair[1], err, tr.Counts)
		}
	}
	if err := (&spectrum.Transitions{Stages: 3}).Remove(at(three, 1), at(three, 1), 0); err == nil {
		t.Error("contradictory fields are no error")
	}
	if err := (*spectrum.Transitions)(nil).Remove(at(three, 1), at(three, 1), 0); err == nil {
		t.Error("nil is no error")
	}
}

// TestCountOfNoStage asks a zero Transitions for stages that do not exist.
func TestCountOfNoStage(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Count of no stage does not panic")
		}
	}()
	new(spectrum.Transitions).Count(spectrum.Stage{}, spectrum.Stage{})
}

// TestEqualNeedsBoth compares distributions that differ in their counts or in their spectra
// only.
func TestEqualNeedsBoth(t *testing.T) {
	a := mustNew(t, sized(3))
	other := sized(3)
	other.Stages[2].ID = "other"
	b := mustNew(t, other)
	x := mustDist(t, a, 1, 2, 3)
	for _, y := range []spectrum.Distribution{mustDist(t, a, 1, 2, 4), mustDist(t, b, 1, 2, 3), {}} {
		if x.Equal(y) || y.Equal(x) {
			t.Errorf("%v equals %v", x, y)
		}
	}
	if spectrum.Dominates(spectrum.Distribution{}, x) || spectrum.Dominates(x, spectrum.Distribution{}) {
		t.Error("a distribution dominates an empty one, or the other way round")
	}
}

// TestVoicesNearTheLimit gives groups whose shares have denominators around 2^53, and one
// without ratings.
func TestVoicesNearTheLimit(t *testing.T) {
	s := mustNew(t, sized(3))
	for _, totals := range [][2]uint64{
		{1<<26 + 1, 1<<25 - 1},
		{1<<26 + 1, 1<<26 - 1},
		{1<<26 + 1, 1<<26 + 3},
		{1<<27 + 1, 1<<26 - 1},
		{1<<27 - 1, 1<<26 + 3},
		{1<<27 + 3, 1<<27 - 1},
		{1<<40 + 1, 1<<40 - 1},
	} {
		var groups []spectrum.Distribution
		want := new(big.Rat)
		for _, n := range totals {
			k := n/3 + 1
			d := mustDist(t, s, k, n-k, 0)
			groups = append(groups, d, spectrum.Distribution{})
			want.Add(want, new(big.Rat).SetFrac(new(big.Int).SetUint64(k), new(big.Int).SetUint64(2*n)))
		}
		v, ok := spectrum.EqualVoice(groups...)
		lowest, _ := s.At(1)
		share, _ := want.Float64()
		if got := v.Share(lowest); !ok || got != share {
			t.Errorf("%v: %.17g, want %.17g", totals, got, share)
		}
	}
	d := mustDist(t, s, 1, 0, 1)
	v, _ := spectrum.EqualVoice(d)
	if got, want := v.String(), "s1: 0.5, s2: 0, s3: 0.5"; got != want {
		t.Errorf("String is %q, want %q", got, want)
	}
}
