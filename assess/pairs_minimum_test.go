package assess_test

import (
	"math"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

// TestPairsAtTheMinimum publishes pairs of waves in which just as many raters as the minimum, or
// one fewer, answered twice or once. Those who answered twice are the first of each wave.
func TestPairsAtTheMinimum(t *testing.T) {
	mixed := stages("developing", "maturing")
	// after returns the stages of the first n raters, and after them others.
	after := func(n int, first, others func(int) string) func(int) string {
		return func(i int) string {
			if i < n {
				return first(i)
			}
			return others(i)
		}
	}
	one := stages("advanced")
	for _, tt := range []struct {
		name                  string
		then, now, twice      int
		thenStages, nowStages func(int) string
		pairs, row            bool // are shown
	}{
		{"ten twice and ten once", 20, 20, 10, mixed, mixed, true, true},
		{"nine twice", 20, 20, 9, mixed, mixed, false, false},
		{"nine once", 20, 20, 11, mixed, mixed, false, false},
		{"all twice", 20, 20, 20, mixed, mixed, true, true},
		{"nobody twice", 20, 20, 0, mixed, mixed, true, true},
		{"nine came", 20, 29, 20, mixed, mixed, false, false},
		{"ten came", 20, 30, 20, mixed, mixed, true, true},
		{"nine left", 29, 20, 20, mixed, mixed, false, false},
		{"ten left", 30, 20, 20, mixed, mixed, true, true},
		{"those who came agree", 20, 30, 20, mixed, after(20, mixed, one), true, false},
		{"those who left agree", 30, 20, 20, after(20, mixed, one), mixed, true, false},
		{"those who answered twice agreed", 30, 30, 20, after(20, one, mixed), mixed, true, false},
		{"those who answered twice agree", 30, 30, 20, mixed, after(20, one, mixed), true, false},
	} {
		before, later := wave(t, "family", tt.then, tt.thenStages), wave(t, "family", tt.now, tt.nowStages)
		var sum assess.PairTally
		pairUp(t, &sum, before, later, tt.twice)
		pub, err := sum.Publish(publish(t, tally(t, before), assess.Policy{}), publish(t, tally(t, later), assess.Policy{}))
		if err != nil {
			t.Fatal(err)
		}
		moved, row := pub.Transitions("language-access", "family")
		if n := pub.Pairs("family"); n.Hidden == tt.pairs || row != tt.row || row && (n.N != uint64(tt.twice) || moved.N() != n.N) {
			t.Errorf("%s: pairs %+v, row %t with %d; want shown %t, row %t", tt.name, n, row, moved.N(), tt.pairs, tt.row)
		}
	}
}

// TestPairsRemoved takes pairs back and compares the counts with those that never had them.
func TestPairsRemoved(t *testing.T) {
	before, after := wave(t, "family", 6, stages("developing", "maturing", "advanced")), wave(t, "family", 6, stages("maturing", "maturing"))
	students := wave(t, "student", 2, stages("advanced", "developing"))
	for removed := range 6 {
		var got, want assess.PairTally
		pairUp(t, &got, before, after, 6)
		pairUp(t, &got, students, students, 2)
		pairUp(t, &want, students, students, 2)
		for i := range 6 {
			if i == removed {
				continue
			}
			if err := want.Add(before[i], after[i]); err != nil {
				t.Fatal(err)
			}
		}
		if err := got.Remove(before[removed], after[removed]); err != nil {
			t.Fatal(err)
		}
		if g, w := encode(t, &got), encode(t, &want); g != w {
			t.Errorf("without %d: %s, want %s", removed, g, w)
		}
	}
	var got assess.PairTally
	pairUp(t, &got, students, students, 2)
	full := encode(t, &got)
	// A pair that was not counted, in a group that was.
	moved := wave(t, "student", 1, stages("not-evident"))[0]
	if err := got.Remove(students[0], moved); err == nil || encode(t, &got) != full {
		t.Errorf("a move that was not counted: %v, %s", err, encode(t, &got))
	}
	// Both pairs that were counted rate the competency, so that one without a rating is another.
	without := respond(t, cei.Latest(), assess.ResponseDocument{Constituency: "student"})
	for _, pair := range [][2]*assess.Response{{without, without}, {students[0], without}, {without, students[0]}} {
		if err := got.Remove(pair[0], pair[1]); err == nil || encode(t, &got) != full {
			t.Errorf("a pair without a rating: %v, %s", err, encode(t, &got))
		}
	}
	for _, pair := range [][2]*assess.Response{{without, without}, {students[0], without}, {without, students[0]}} {
		if err := got.Add(pair[0], pair[1]); err != nil {
			t.Fatal(err)
		}
		if err := got.Remove(pair[0], pair[1]); err != nil || encode(t, &got) != full {
			t.Errorf("a pair without a rating that was counted: %v, %s", err, encode(t, &got))
		}
	}
	for _, p := range students {
		if err := got.Remove(p, p); err != nil {
			t.Fatal(err)
		}
	}
	if s := encode(t, &got); s != "{}" {
		t.Errorf("all removed: %s", s)
	}
	if err := got.Remove(students[0], students[0]); err == nil {
		t.Error("removed from nothing")
	}
}

// TestRemoveIsAllOrNothing takes back a pair of which one rating of two was counted.
func TestRemoveIsAllOrNothing(t *testing.T) {
	r := small(t, "1", "a", "b")
	rated := func(a, b string) *assess.Response {
		return respond(t, r, assess.ResponseDocument{Ratings: plain("a", a, "b", b)})
	}
	for _, tt := range []struct {
		name  string
		other *assess.Response
		want  string
	}{
		{"another move of the second", rated("one", "two"), "from two to two of competency 2 was counted"},
		{"another move of the first", rated("two", "one"), "from two to two of competency 1 was counted"},
		{"without the second", respond(t, r, assess.ResponseDocument{Ratings: plain("a", "one")}), `each of the 2 pairs of "" that were counted rates competency 2`},
		{"without the first", respond(t, r, assess.ResponseDocument{Ratings: plain("b", "one")}), `each of the 2 pairs of "" that were counted rates competency 1`},
	} {
		var sum assess.PairTally
		p := rated("one", "one")
		pairUp(t, &sum, []*assess.Response{p, p}, []*assess.Response{p, p}, 2)
		before := encode(t, &sum)
		if err := sum.Remove(tt.other, tt.other); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
		if after := encode(t, &sum); after != before {
			t.Errorf("%s: %s became %s", tt.name, before, after)
		}
	}
}

// TestPairsOfEditionsAlike mixes two editions whose counts have the same shape.
func TestPairsOfEditionsAlike(t *testing.T) {
	first, second := small(t, "1", "a"), small(t, "2", "a")
	rated := func(r *rubric.Rubric) *assess.Response {
		return respond(t, r, assess.ResponseDocument{Ratings: plain("a", "one")})
	}
	p, q := rated(first), rated(second)
	var sum assess.PairTally
	pairUp(t, &sum, []*assess.Response{p}, []*assess.Response{p}, 1)
	of := func(r *rubric.Rubric) *assess.Published { return publishedOf(t, r, nil, assess.Internal()) }
	tallied := tallyOf(t, []*assess.Response{p})
	for name, do := range map[string]func() error{
		"add":             func() error { return sum.Add(q, q) },
		"add both":        func() error { return sum.Add(p, q) },
		"remove":          func() error { return sum.Remove(q, q) },
		"remove both":     func() error { return sum.Remove(q, p) },
		"publish":         func() error { _, err := sum.Publish(of(second), of(second)); return err },
		"publish earlier": func() error { _, err := sum.Publish(of(second), of(first)); return err },
		"publish later":   func() error { _, err := sum.Publish(of(first), of(second)); return err },
		"summarize":       func() error { _, err := tallied.Summarize(second, nil); return err },
	} {
		if err := do(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestPairsOfNobody shows no pairs of waves that show no raters, and none of an unknown group.
func TestPairsOfNobody(t *testing.T) {
	few, enough := wave(t, "family", 5, stages("developing", "maturing")), wave(t, "family", 25, stages("developing", "maturing"))
	for name, all := range map[string][]*assess.Response{"few": few, "enough": enough} {
		p := publish(t, tally(t, all), assess.Policy{})
		pub, err := new(assess.PairTally).Publish(p, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range []string{assess.AllRaters, "family", "leader"} {
			if got, want := pub.Pairs(group), (assess.RaterCount{Hidden: name == "few"}); got != want {
				t.Errorf("%s: pairs of %q: %+v, want %+v", name, group, got, want)
			}
		}
		if got := pub.Pairs("nobody"); got != (assess.RaterCount{Hidden: true}) {
			t.Errorf("%s: pairs of an unknown group: %+v", name, got)
		}
		if moved, ok := pub.Transitions("language-access", "nobody"); ok {
			t.Errorf("%s: moves of an unknown group: %v", name, moved)
		}
	}
}

// TestPairsOfHierarchy refuses either wave of a hierarchy unless nothing is hidden.
func TestPairsOfHierarchy(t *testing.T) {
	all := wave(t, "family", 40, stages("developing", "maturing"))
	parts := []assess.Part{{ID: "a", Parent: "all", Tally: tally(t, all[:20])}, {ID: "b", Parent: "all", Tally: tally(t, all[20:])}}
	for _, policy := range []assess.Policy{{}, {MinGroup: 1, MinOutside: 1}, {MinGroup: 1, RoundTo: 2}, {MinGroup: 1, RoundTo: 1}, assess.Internal()} {
		refused := policy.MinGroup != 1 || policy.MinOutside > 0 || policy.RoundTo > 1
		alone, part := publish(t, tally(t, all), policy), node(t, hierarchy(t, parts, policy, nil), "all")
		for _, waves := range [][2]*assess.Published{{alone, part}, {part, alone}, {part, part}} {
			if _, err := new(assess.PairTally).Publish(waves[0], waves[1]); (err != nil) != refused {
				t.Errorf("%+v: error %v, want one: %t", policy, err, refused)
			}
		}
	}
}

// TestMostPairs counts as many pairs as a number can be, and more.
func TestMostPairs(t *testing.T) {
	r := oneConstituency(t, "guest")
	pairs := func(group string, n uint64) *assess.PairTally {
		return &assess.PairTally{Rubric: r.Ref(), Groups: map[string]*assess.PairGroup{
			group: {Pairs: n, Competencies: []spectrum.Transitions{{Stages: 2, Counts: []uint64{0, n, 0, 0}}}},
		}}
	}
	nobody := publishedOf(t, r, nil, assess.Internal())
	for _, tt := range []struct {
		n, more uint64
		ok      bool
	}{
		{math.MaxUint64, 0, true},
		{0, math.MaxUint64, true},
		{math.MaxUint64 - 9, 9, true},
		{math.MaxUint64 - 9, 10, false},
		{1, math.MaxUint64, false},
	} {
		sum := pairs("staff", tt.n)
		if err := sum.Merge(pairs("staff", tt.more)); (err == nil) != tt.ok || tt.ok && sum.Groups["staff"].Pairs != math.MaxUint64 {
			t.Errorf("%d and %d pairs of a group: %v", tt.n, tt.more, err)
		}
		sum = pairs("staff", tt.n)
		if err := sum.Merge(pairs("guest", tt.more)); err != nil {
			t.Error(err)
		}
		p, err := sum.Publish(nobody, nobody)
		if (err == nil) != tt.ok || tt.ok && p.Pairs(assess.AllRaters).N != math.MaxUint64 {
			t.Errorf("%d and %d pairs of two groups: %v", tt.n, tt.more, err)
		}
	}
	// Counts under the id of everyone are of no constituency.
	if _, err := pairs("", 1).Publish(nobody, nobody); err == nil {
		t.Error("pairs of no constituency are published")
	}
	alone := oneConstituency(t)
	sum := pairs("", 1)
	sum.Rubric = alone.Ref()
	wave := publishedOf(t, alone, nil, assess.Internal())
	if _, err := sum.Publish(wave, wave); err == nil {
		t.Error("pairs of no constituency are published beside one")
	}
}
