package assess_test

import (
	"fmt"
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
