package assess_test

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// groupBy counts the answers of responses as a database does, by organization.
func groupBy(all []*assess.Response, answered bool) []assess.AnswerCount {
	counts := make(map[assess.AnswerCount]uint64)
	for _, p := range all {
		counts[assess.AnswerCount{Group: p.Organization(), Constituency: p.Constituency()}]++
		for c, rating := range p.Ratings() {
			word := rating.String()
			if s, ok := p.Stage(c); ok {
				word = s.ID()
			}
			if rating == assess.NotAnswered && answered {
				continue
			}
			counts[assess.AnswerCount{Group: p.Organization(), Constituency: p.Constituency(), Competency: c.ID(), Answer: word}]++
		}
	}
	var rows []assess.AnswerCount
	for row, n := range counts {
		row.N = n
		rows = append(rows, row)
	}
	return rows
}

func sequence(rows []assess.AnswerCount) iter.Seq2[assess.AnswerCount, error] {
	return func(yield func(assess.AnswerCount, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func TestTallyCountsEqualsResponses(t *testing.T) {
	all := responses(t)
	want := make(map[string]*assess.Tally)
	for _, p := range all {
		if want[p.Organization()] == nil {
			want[p.Organization()] = new(assess.Tally)
		}
		if err := want[p.Organization()].Add(p); err != nil {
			t.Fatal(err)
		}
	}
	complete := slices.DeleteFunc(groupBy(all, false), func(row assess.AnswerCount) bool { return row.Competency == "" })
	for name, rows := range map[string][]assess.AnswerCount{
		"all rows": groupBy(all, false), "without not-answered": groupBy(all, true), "without raters": complete,
	} {
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		got, err := assess.TallyCounts(cei.Latest(), "answers", sequence(rows))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-responses +rows):\n%s", name, diff)
		}
	}
}

func TestTallyCountsProblems(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	row := func(constituency, competency, answer string, n uint64) assess.AnswerCount {
		return assess.AnswerCount{Group: "x", Constituency: constituency, Competency: competency, Answer: answer, N: n}
	}
	full := []assess.AnswerCount{row("nurse", "", "", 5), row("nurse", "a", "low", 3), row("nurse", "b", "high", 5)}
	for _, test := range []struct {
		name string
		rows []assess.AnswerCount
		code problem.Code
		line int
	}{
		{"constituency", []assess.AnswerCount{row("nurses", "a", "low", 1)}, problem.UnknownConstituency, 1},
		{"competency", append(slices.Clone(full), row("nurse", "c", "low", 1)), problem.UnknownCompetency, 4},
		{"answer", append(slices.Clone(full), row("nurse", "a", "lowest", 1)), problem.UnknownStage, 4},
		{"twice", append(slices.Clone(full), row("nurse", "a", "low", 1)), problem.DuplicateReference, 4},
		{"raters twice", append(slices.Clone(full), row("nurse", "", "", 5)), problem.DuplicateReference, 4},
		{"more answers than raters", append(slices.Clone(full), row("nurse", "b", "low", 1)), problem.Inconsistent, 1},
		{"not-answered too few", append(slices.Clone(full), row("nurse", "a", "not-answered", 1)), problem.Incomplete, 1},
		{"nothing of a competency", full[1:2], problem.Incomplete, 1},
		{"overflow", []assess.AnswerCount{row("nurse", "a", "low", 1<<63), row("nurse", "a", "high", 1<<63)}, problem.BadValue, 1},
	} {
		_, err := assess.TallyCounts(r, "answers", sequence(test.rows))
		ps, _ := problem.Of(err)
		if len(ps) != 1 || ps[0].Code != test.code || ps[0].Pos.Line != test.line || ps[0].Pos.File != "answers" {
			t.Errorf("%s: %v, want one %s in row %d", test.name, err, test.code, test.line)
		}
	}
	gone := errors.New("connection lost")
	_, err := assess.TallyCounts(r, "answers", func(yield func(assess.AnswerCount, error) bool) { yield(assess.AnswerCount{}, gone) })
	if !errors.Is(err, gone) || err.Error() != "read answers: row 1: connection lost" {
		t.Errorf("error %v", err)
	}
	if got, err := assess.TallyCounts(r, "answers", sequence(nil)); err != nil || len(got) != 0 {
		t.Errorf("no rows give %v, %v", got, err)
	}
}

func TestAddThenRemoveIsIdentity(t *testing.T) {
	all := responses(t)
	rng := rand.New(rand.NewPCG(3, 4))
	var sum assess.Tally
	var states []string
	for _, p := range all {
		states = append(states, encode(t, &sum))
		if err := sum.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	for i := len(all) - 1; i >= 0; i-- {
		if err := sum.Remove(all[i]); err != nil {
			t.Fatal(err)
		}
		if got := encode(t, &sum); got != states[i] {
			t.Fatalf("after removing response %d:\n%s\nwant\n%s", i, got, states[i])
		}
	}
	// For any order, the tally of the others remains.
	for range 20 {
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		keep := rng.IntN(len(all))
		got := tally(t, all)
		for _, p := range all[keep:] {
			if err := got.Remove(p); err != nil {
				t.Fatal(err)
			}
		}
		if want := tally(t, all[:keep]); encode(t, got) != encode(t, want) {
			t.Fatal("removing is not the inverse of adding")
		}
	}
}

func TestRemoveRefuses(t *testing.T) {
	all := responses(t)
	sum := tally(t, all[:1])
	before := encode(t, sum)
	other, err := assess.NewResponse(clinic(t, "1", "a", "b"), assess.ResponseDocument{ID: "x", Constituency: "nurse"})
	if err != nil {
		t.Fatal(err)
	}
	answers := func(p *assess.Response) string {
		words := p.Constituency()
		for _, rating := range p.Ratings() {
			words += " " + rating.String()
		}
		return words
	}
	refused := []*assess.Response{nil, {}, other}
	for _, p := range all[1:] {
		if answers(p) != answers(all[0]) {
			refused = append(refused, p)
		}
	}
	n := 0
	for _, p := range refused {
		if err := sum.Remove(p); err == nil {
			t.Fatalf("removed what was never added: %v", p)
		}
		n++
		if encode(t, sum) != before {
			t.Fatal("a refused response has changed the tally")
		}
	}
	if n < 100 {
		t.Errorf("only %d responses were tried", n)
	}
}

func TestPairTallyRemove(t *testing.T) {
	all := responses(t)
	var pairs assess.PairTally
	var states []string
	for i := 1; i < len(all); i++ {
		states = append(states, encode(t, &pairs))
		if err := pairs.Add(all[i-1], all[i]); err != nil {
			t.Fatal(err)
		}
	}
	for i := len(all) - 1; i >= 1; i-- {
		if err := pairs.Remove(all[i-1], all[i]); err != nil {
			t.Fatal(err)
		}
		if got := encode(t, &pairs); got != states[i-1] {
			t.Fatalf("after removing pair %d:\n%s\nwant\n%s", i, got, states[i-1])
		}
	}
	if err := pairs.Remove(all[0], all[1]); err == nil {
		t.Error("no error for a pair of an empty tally")
	}
}

func ExampleTallyCounts() {
	r, err := rubric.Load("circle.yaml", []byte(`format: rubric/1
id: circle
edition: "1"
title: Reading circle
language: en
spectrum: {id: growth, stages: [{id: seed, title: Seed}, {id: tree, title: Tree}]}
domains: [{id: talk, title: Talk, competencies: [{id: listening, title: Listening}]}]
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	// SELECT school, competency, answer, COUNT(*) FROM answers GROUP BY 1, 2, 3
	rows := []assess.AnswerCount{
		{Group: "Elm Street", N: 12}, // raters
		{Group: "Elm Street", Competency: "listening", Answer: "seed", N: 3},
		{Group: "Elm Street", Competency: "listening", Answer: "tree", N: 8},
	}
	tallies, err := assess.TallyCounts(r, "answers", func(yield func(assess.AnswerCount, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tallies["Elm Street"].Groups[""].Counts)
	// Output: [3 8 1 0 0 0]
}
