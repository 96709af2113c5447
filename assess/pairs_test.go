package assess_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// wave answers language-access at the stage that step gives for each rater.
func wave(t testing.TB, group string, n int, step func(i int) string) []*assess.Response {
	t.Helper()
	var all []*assess.Response
	for i := range n {
		p, err := assess.NewResponse(cei.Latest(), assess.ResponseDocument{
			ID: fmt.Sprint(group, i), Constituency: group,
			Ratings: map[string]assess.RatingEntry{"language-access": {Stage: step(i)}},
		})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func stages(list ...string) func(int) string {
	return func(i int) string { return list[i%len(list)] }
}

// pairUp counts pairs of the first n raters of two waves.
func pairUp(t testing.TB, sum *assess.PairTally, before, after []*assess.Response, n int) {
	t.Helper()
	for i := range n {
		if err := sum.Add(before[i], after[i]); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPairs(t *testing.T) {
	before := wave(t, "family", 30, stages("developing", "developing", "developing", "developing", "maturing"))
	after := wave(t, "family", 30, stages("maturing", "maturing", "developing", "not-evident", "maturing"))
	var sum assess.PairTally
	pairUp(t, &sum, before, after, 30)
	was, is := publish(t, tally(t, before), assess.Policy{}), publish(t, tally(t, after), assess.Policy{})
	pub, err := sum.Publish(was, is)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{assess.AllRaters, "family"} {
		if got := pub.Pairs(id); got != (assess.RaterCount{N: 30}) {
			t.Errorf("pairs of %q: %+v", id, got)
		}
		for _, row := range []string{"language-access", "operations-systems-and-resourcing"} {
			moved, ok := pub.Transitions(row, id)
			if !ok || moved.Up() != 12 || moved.Down() != 6 || moved.N() != 30 {
				t.Errorf("%s of %q: up %d, down %d of %d, %t", row, id, moved.Up(), moved.Down(), moved.N(), ok)
			}
		}
	}
	moved, _ := pub.Transitions("language-access", "family")
	moved.Counts[0] = 99
	if again, _ := pub.Transitions("language-access", "family"); again.Counts[0] == 99 {
		t.Error("a caller can change what is published")
	}
	if _, ok := pub.Transitions("x", "family"); ok {
		t.Error("transitions of what is not there")
	}
}

func TestPairsMerge(t *testing.T) {
	before := wave(t, "family", 30, stages("developing"))
	after := wave(t, "family", 30, stages("maturing", "developing", "not-evident"))
	var whole, a, b assess.PairTally
	pairUp(t, &whole, before, after, 30)
	pairUp(t, &a, before, after, 11)
	pairUp(t, &b, before[11:], after[11:], 19)
	for _, parts := range [][]*assess.PairTally{{&a, &b}, {&b, {}, &a}} {
		var sum assess.PairTally
		for _, p := range parts {
			if err := sum.Merge(p); err != nil {
				t.Fatal(err)
			}
		}
		if encode(t, &sum) != encode(t, &whole) {
			t.Error("merging the parts does not give the whole")
		}
	}
	var back assess.PairTally
	if err := json.Unmarshal([]byte(encode(t, &whole)), &back); err != nil || encode(t, &back) != encode(t, &whole) {
		t.Errorf("the encoding does not read back: %v", err)
	}
}

func TestPairsHide(t *testing.T) {
	tests := []struct {
		name         string
		sizes, pairs map[string]int
		want         map[string]bool // hidden
	}{
		{
			"everyone answered twice",
			map[string]int{"family": 30, "leader": 12},
			map[string]int{"family": 30, "leader": 12},
			map[string]bool{assess.AllRaters: false, "family": false, "leader": false},
		},
		{
			"three answered once",
			map[string]int{"family": 30, "leader": 40, "educator": 30},
			map[string]int{"family": 27, "leader": 28, "educator": 15},
			map[string]bool{assess.AllRaters: true, "family": true, "leader": true, "educator": true},
		},
		{
			"enough answered once",
			map[string]int{"family": 30, "leader": 40, "educator": 30},
			map[string]int{"family": 20, "leader": 28, "educator": 30},
			map[string]bool{assess.AllRaters: false, "family": false, "leader": false, "educator": false},
		},
		{
			"hidden in the waves",
			map[string]int{"family": 30, "leader": 4, "educator": 50},
			map[string]int{"family": 15, "leader": 4, "educator": 50},
			map[string]bool{assess.AllRaters: false, "family": false, "leader": true, "educator": true},
		},
		{
			"one of the hidden ones answered once, and enough of those who are shown",
			map[string]int{"student": 30, "leader": 4, "educator": 50},
			map[string]int{"student": 15, "leader": 3, "educator": 50},
			map[string]bool{assess.AllRaters: true, "student": true, "leader": true, "educator": true},
		},
		{
			"of the hidden ones together one answered once",
			map[string]int{"family": 30, "leader": 4, "educator": 50},
			map[string]int{"family": 15, "leader": 3, "educator": 50},
			map[string]bool{assess.AllRaters: true, "family": true, "leader": true, "educator": true},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var first, second []*assess.Response
			var sum assess.PairTally
			for _, group := range allConstituencies {
				before := wave(t, group, tt.sizes[group], stages("developing", "maturing"))
				after := wave(t, group, tt.sizes[group], stages("maturing", "advanced"))
				pairUp(t, &sum, before, after, tt.pairs[group])
				first, second = append(first, before...), append(second, after...)
			}
			pub, err := sum.Publish(publish(t, tally(t, first), assess.Policy{}), publish(t, tally(t, second), assess.Policy{}))
			if err != nil {
				t.Fatal(err)
			}
			for id, hidden := range tt.want {
				_, ok := pub.Transitions("language-access", id)
				if pub.Pairs(id).Hidden != hidden || ok == hidden {
					t.Errorf("%q: %+v, transitions %t, want hidden %t", id, pub.Pairs(id), ok, hidden)
				}
			}
		})
	}
}

func TestPairsRefuse(t *testing.T) {
	old, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	p, err := assess.NewResponse(old, assess.ResponseDocument{ID: "x", Constituency: "family"})
	if err != nil {
		t.Fatal(err)
	}
	q := wave(t, "family", 1, stages("developing"))[0]
	var sum assess.PairTally
	if err := sum.Add(p, q); err == nil {
		t.Error("a pair of two editions")
	}
	if err := sum.Add(q, q); err != nil {
		t.Fatal(err)
	}
	if err := sum.Add(p, p); err == nil {
		t.Error("pairs of two editions")
	}
	other := assess.PairTally{Rubric: rubric.Ref{ID: "x", Edition: "1"}}
	if err := sum.Merge(&other); err == nil {
		t.Error("tallies of two rubrics merge")
	}
}

func TestEqualVoice(t *testing.T) {
	families := wave(t, "family", 90, stages("developing", "developing", "maturing"))
	leaders := wave(t, "leader", 20, stages(append(slices.Repeat([]string{"advanced"}, 9), "maturing")...))
	students := wave(t, "student", 20, stages(append(slices.Repeat([]string{"advanced"}, 9), "maturing")...))
	pub := publish(t, tally(t, append(append(families, leaders...), students...)), assess.Policy{})
	e, ok := pub.EqualVoice("language-access")
	if !ok || e.Voices.Groups() != 3 || !e.Differs {
		t.Fatalf("%+v, %t", e, ok)
	}
	if low, high := e.Voices.Median(); low.ID() != "advanced" || high.ID() != "advanced" {
		t.Errorf("median %s to %s", low, high)
	}
	// A hidden constituency has no voice, and a single one cannot have an equal voice.
	pub = publish(t, tally(t, append(families, leaders[:4]...)), assess.Policy{})
	if _, ok := pub.EqualVoice("language-access"); ok {
		t.Error("an equal voice of hidden groups")
	}
}

func TestReliability(t *testing.T) {
	r := small(t, "1", "a", "b", "c")
	unanimous := published(t, r, map[string][]int{"a": {0, 9, 0, 0}, "b": {0, 9, 0, 0}})
	if got, ok := unanimous.Reliability(assess.AllRaters); ok || got.Reason == "" || got.PercentAgreement != 1 {
		t.Errorf("%+v, %t", got, ok)
	}
	apart := published(t, r, map[string][]int{"a": {9, 0, 0, 0}, "b": {0, 0, 0, 9}})
	if got, ok := apart.Reliability(assess.AllRaters); !ok || got.Alpha != 1 || got.Units != 2 || got.Ratings != 18 {
		t.Errorf("%+v, %t", got, ok)
	}
	hidden := publish(t, community(t, []int{1, 1, 1, 1, 1}, 1), assess.Policy{})
	if got, ok := hidden.Reliability(assess.AllRaters); ok || got.Ratings != 0 {
		t.Errorf("%+v, %t", got, ok)
	}
}
