package assess_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// pairedGroup is the answers of a constituency to one competency in two waves, as ranks. The
// first of both answered twice.
type pairedGroup struct {
	before, after []int
	twice         int
}

// parts returns how many raters and of which ranks answered twice, and in one wave alone.
func (g pairedGroup) parts() (parts [4][]int) {
	return [4][]int{g.before[:g.twice], g.after[:g.twice], g.before[g.twice:], g.after[g.twice:]}
}

// TestPairsFollowTheRule publishes random pairs and compares what is shown with the rule in the
// documentation of PairTally.Publish, worked out from the answers themselves.
func TestPairsFollowTheRule(t *testing.T) {
	r := cei.Latest()
	rng := rand.New(rand.NewPCG(3, 4))
	names := []string{"student", "family", "educator"}
	sizes := []int{0, 1, 4, 9, 10, 11, 19, 20, 21, 30, 31, 40}
	shownPairs, shownRows, hiddenRows := 0, 0, 0
	for trial := range 300 {
		groups := make(map[string]pairedGroup)
		var before, after []*assess.Response
		var sum assess.PairTally
		for _, name := range names[:1+rng.IntN(3)] {
			var g pairedGroup
			answers := func(n int) (ranks []int) {
				spread := []int{1, 2, 4}[rng.IntN(3)]
				first := 1 + rng.IntN(5-spread)
				for range n {
					ranks = append(ranks, first+rng.IntN(spread))
				}
				return ranks
			}
			both := sizes[rng.IntN(len(sizes))]
			g.twice = both
			g.before = append(answers(both), answers(sizes[rng.IntN(len(sizes))]*rng.IntN(2))...)
			g.after = append(answers(both), answers(sizes[rng.IntN(len(sizes))]*rng.IntN(2))...)
			groups[name] = g
			b, a := ranked(t, r, name, g.before), ranked(t, r, name, g.after)
			pairUp(t, &sum, b, a, both)
			before, after = append(before, b...), append(after, a...)
		}
		if len(before) == 0 || len(after) == 0 {
			continue
		}
		then, now := publish(t, tally(t, before), assess.Policy{}), publish(t, tally(t, after), assess.Policy{})
		pub, err := sum.Publish(then, now)
		if err != nil {
			t.Fatal(err)
		}
		pairs, row := pairsAreShown(r, then, now, groups)
		if pairs {
			shownPairs++
		}
		if pairs && row {
			shownRows++
		} else if pairs {
			hiddenRows++
		}
		total := uint64(0)
		for _, g := range groups {
			total += uint64(g.twice)
		}
		check := func(column string, twice uint64) {
			wantPairs := pairs && !now.Raters(column).Hidden
			if got := pub.Pairs(column); got.Hidden == wantPairs || wantPairs && got.N != twice {
				t.Fatalf("trial %d: pairs of %q are %+v, want shown %t: %+v", trial, column, got, wantPairs, groups)
			}
			for _, id := range []string{"language-access", domainOf(r, "language-access")} {
				cell, _ := now.Cell(id, column)
				wantRow := wantPairs && row && !cell.Hidden
				moved, ok := pub.Transitions(id, column)
				if ok != wantRow || ok && moved.N() != twice {
					t.Fatalf("trial %d: %s of %q is shown: %t with %d, want %t: %+v", trial, id, column, ok, moved.N(), wantRow, groups)
				}
			}
			if moved, ok := pub.Transitions("crucial-conversations", column); moved.N() != 0 || ok && !pairs {
				t.Fatalf("trial %d: a competency that nobody rated: %d, %t", trial, moved.N(), ok)
			}
		}
		check(assess.AllRaters, total)
		for name, g := range groups {
			check(name, uint64(g.twice))
		}
	}
	if shownPairs < 20 || shownRows < 10 || hiddenRows < 5 {
		t.Errorf("%d pairs were shown, %d rows shown and %d hidden: too few to compare", shownPairs, shownRows, hiddenRows)
	}
}

// ranked returns responses of a group with ranks on one competency.
func ranked(t *testing.T, r *rubric.Rubric, group string, ranks []int) (all []*assess.Response) {
	t.Helper()
	for i, rank := range ranks {
		s, _ := r.Spectrum().At(rank)
		all = append(all, respond(t, r, assess.ResponseDocument{ID: fmt.Sprint(group, i), Constituency: group, Ratings: plain("language-access", s.ID())}))
	}
	return all
}

func domainOf(r *rubric.Rubric, id string) string {
	c, _ := r.Competency(id)
	return c.Domain().ID()
}

// pairsAreShown works out by the rule whether the pairs and whether the row are shown.
func pairsAreShown(r *rubric.Rubric, then, now *assess.Published, groups map[string]pairedGroup) (pairs, row bool) {
	const minimum = 10
	if then.Raters("").Hidden || now.Raters("").Hidden {
		return false, false
	}
	together := func(hidden func(string) bool) (blocks [][]pairedGroup) {
		var rest []pairedGroup
		for g := range r.Constituencies() {
			if hidden(g.ID) {
				rest = append(rest, groups[g.ID])
			} else {
				blocks = append(blocks, []pairedGroup{groups[g.ID]})
			}
		}
		if rest != nil {
			blocks = append(blocks, rest)
		}
		return blocks
	}
	for g := range r.Constituencies() {
		if then.Raters(g.ID).Hidden != now.Raters(g.ID).Hidden {
			return false, false
		}
	}
	count := func(block []pairedGroup, part int) (ranks []int) {
		for _, g := range block {
			ranks = append(ranks, g.parts()[part]...)
		}
		return ranks
	}
	for _, block := range together(func(id string) bool { return now.Raters(id).Hidden }) {
		for _, part := range []int{0, 2, 3} {
			if n := len(count(block, part)); n > 0 && n < minimum {
				return false, false
			}
		}
	}
	const id = "language-access"
	columns := []string{""}
	for g := range r.Constituencies() {
		columns = append(columns, g.ID)
	}
	for _, column := range columns {
		was, _ := then.Cell(id, column)
		is, _ := now.Cell(id, column)
		if was.Hidden != is.Hidden || column == "" && is.Hidden {
			return true, false
		}
	}
	hidden := func(group string) bool {
		cell, _ := now.Cell(id, group)
		return cell.Hidden
	}
	for _, block := range together(hidden) {
		for part := range 4 {
			ranks := count(block, part)
			same := true
			for _, rank := range ranks {
				same = same && rank == ranks[0]
			}
			if len(ranks) > 0 && (len(ranks) < minimum || same) {
				return true, false
			}
		}
	}
	return true, true
}
