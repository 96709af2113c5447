package assess_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// TestPairsOfOtherConstituencies has raters who speak from another constituency than before.
// What is left of the earlier wave's constituency is then not known, so that the row is hidden,
// unless nothing is.
func TestPairsOfOtherConstituencies(t *testing.T) {
	mixed := stages("developing", "maturing")
	for _, policy := range []assess.Policy{{}, assess.Internal(), {Name: "internal", MinGroup: 1, RoundTo: 1}} {
		before, after := append(wave(t, "student", 40, mixed), wave(t, "family", 20, mixed)...), append(wave(t, "family", 40, mixed), wave(t, "student", 20, mixed)...)
		var sum assess.PairTally
		pairUp(t, &sum, before, after, 60)
		pub, err := sum.Publish(publish(t, tally(t, before), policy), publish(t, tally(t, after), policy))
		if err != nil {
			t.Fatal(err)
		}
		shown := policy.MinGroup == 1
		for _, group := range []string{"family", "student"} {
			if _, ok := pub.Transitions("language-access", group); ok != shown {
				t.Errorf("under %q the row of %q is shown: %t", policy.Name, group, ok)
			}
		}
	}
}

// TestPairsWithoutConstituencies counts each pair once.
func TestPairsWithoutConstituencies(t *testing.T) {
	r := small(t, "1", "a")
	var all []*assess.Response
	for i := range 24 {
		all = append(all, respond(t, r, assess.ResponseDocument{ID: fmt.Sprint(i), Ratings: plain("a", []string{"one", "two", "four"}[i%3])}))
	}
	for _, policy := range []assess.Policy{{}, assess.Internal()} {
		var sum assess.PairTally
		pairUp(t, &sum, all, all, 24)
		wave := publishedOf(t, r, all, policy)
		pub, err := sum.Publish(wave, wave)
		if err != nil {
			t.Fatal(err)
		}
		moved, ok := pub.Transitions("dom", assess.AllRaters)
		if n := pub.Pairs(assess.AllRaters); n != (assess.RaterCount{N: 24}) || !ok || moved.N() != 24 || moved.Same() != 24 {
			t.Errorf("under %q %+v pairs, %d ratings, %t", policy.Name, n, moved.N(), ok)
		}
	}
}

// TestPairsOfHiddenResults has families and leaders whose results are hidden, because each of them
// agree. Of those together the ones who answered in the earlier wave alone may agree or not.
func TestPairsOfHiddenResults(t *testing.T) {
	for _, once := range []int{0, 12} { // leaders
		mixed := stages("developing", "maturing")
		before := slices.Concat(wave(t, "student", 40, mixed), wave(t, "family", 40, stages("developing")), wave(t, "leader", 30+once, stages("maturing")))
		after := slices.Concat(wave(t, "student", 40, mixed), wave(t, "family", 28, stages("maturing")), wave(t, "leader", 30, stages("developing")))
		var sum assess.PairTally
		pairUp(t, &sum, before, after, 20)
		pairUp(t, &sum, before[40:], after[40:], 28)
		pairUp(t, &sum, before[80:], after[68:], 30)
		was, is := publish(t, tally(t, before), assess.Policy{}), publish(t, tally(t, after), assess.Policy{})
		for _, p := range []*assess.Published{was, is} {
			for group, hidden := range map[string]bool{assess.AllRaters: false, "student": false, "family": true, "leader": true} {
				if cell, _ := p.Cell("language-access", group); cell.Hidden != hidden || p.Raters(group).Hidden {
					t.Fatalf("the result of %q is hidden: %t, raters %+v", group, cell.Hidden, p.Raters(group))
				}
			}
		}
		pub, err := sum.Publish(was, is)
		if err != nil {
			t.Fatal(err)
		}
		for group, n := range map[string]uint64{assess.AllRaters: 78, "student": 20} {
			want := once > 0
			if moved, ok := pub.Transitions("language-access", group); ok != want || ok && moved.N() != n {
				t.Errorf("with %d leaders who answered once, the moves of %q are shown: %t with %d, want %t with %d", once, group, ok, moved.N(), want, n)
			}
		}
		for _, group := range []string{"family", "leader"} {
			if _, ok := pub.Transitions("language-access", group); ok || pub.Pairs(group).Hidden {
				t.Errorf("the moves of %q are shown: %t, pairs %+v", group, ok, pub.Pairs(group))
			}
		}
	}
}

// TestRemoveNamesTheCompetency reads the error of a pair that was not counted.
func TestRemoveNamesTheCompetency(t *testing.T) {
	families := wave(t, "family", 2, stages("developing", "maturing"))
	var sum assess.PairTally
	if err := sum.Add(families[0], families[0]); err != nil {
		t.Fatal(err)
	}
	c, _ := cei.Latest().Competency("language-access")
	want := fmt.Sprintf("from developing to maturing of competency %d was counted", c.Index()+1)
	if err := sum.Remove(families[0], families[1]); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want one with %q", err, want)
	}
}
