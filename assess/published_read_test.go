package assess_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// clinic is a small rubric: two domains, three groups.
func clinic(t testing.TB, edition string, competencies ...string) *rubric.Rubric {
	t.Helper()
	var doc strings.Builder
	fmt.Fprintf(&doc, `format: rubric/1
id: clinic
edition: %q
title: Clinic
language: en
constituencies: [{id: patient, title: Patients}, {id: nurse, title: Nurses}, {id: board, title: Board}]
spectrum: {id: care, stages: [{id: low, title: Low}, {id: middle, title: Middle}, {id: high, title: High}]}
domains:
`, edition)
	for i, id := range []string{"listening", "safety"} {
		fmt.Fprintf(&doc, "  - {id: %s, code: %q, title: %s, competencies: [", id, fmt.Sprint(i+1), id)
		for j, c := range competencies {
			if j%2 == i {
				fmt.Fprintf(&doc, "{id: %s, title: %s}, ", c, c)
			}
		}
		doc.WriteString("]}\n")
	}
	r, err := rubric.Load("clinic.yaml", []byte(doc.String()), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// randomTally returns a tally of up to sixty raters in each group.
func randomTally(t testing.TB, r *rubric.Rubric, rng *rand.Rand) *assess.Tally {
	t.Helper()
	tally := &assess.Tally{Rubric: r.Ref(), Stages: r.Spectrum().Len(), Competencies: r.CompetencyCount(), Groups: make(map[string]*assess.GroupCounts)}
	for c := range r.Constituencies() {
		raters := rng.IntN(60)
		if rng.IntN(3) == 0 {
			raters = rng.IntN(12)
		}
		g := &assess.GroupCounts{Raters: uint64(raters)}
		for range r.CompetencyCount() {
			counts := make([]uint64, r.Spectrum().Len()+4)
			only := rng.IntN(len(counts))
			for range raters {
				if rng.IntN(3) > 0 {
					counts[only]++
				} else {
					counts[rng.IntN(len(counts))]++
				}
			}
			g.Counts = append(g.Counts, counts...)
		}
		tally.Groups[c.ID] = g
	}
	return tally
}

var readPolicies = []assess.Policy{
	{}, assess.Public(), assess.Internal(), {MinGroup: 15}, {RoundTo: 5}, {RoundTo: 3, MinGroup: 12}, {MinOutside: 2}, {Name: "board", MinGroup: 20, MinOutside: 1, RoundTo: 10},
}

func publishRandom(t testing.TB, r *rubric.Rubric, rng *rand.Rand) *assess.Published {
	t.Helper()
	opt := &assess.SummaryOptions{}
	if rng.IntN(4) == 0 {
		opt.Assumption = spectrum.EqualSteps
	}
	if rng.IntN(4) == 0 {
		opt.MinGapRaters = 1 + rng.IntN(30)
	}
	s, err := randomTally(t, r, rng).Summarize(r, opt)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Publish(readPolicies[rng.IntN(len(readPolicies))])
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func marshal(t testing.TB, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestLoadPublishedReadsWhatIsWritten(t *testing.T) {
	small := clinic(t, "1", "a", "b", "c", "d", "e")
	for seed := range uint64(repeats(200, 1000)) {
		rng := rand.New(rand.NewPCG(seed, 1))
		r := small
		if seed%100 == 0 {
			r = cei.Latest()
		}
		want := publishRandom(t, r, rng)
		data := marshal(t, want)
		got, err := assess.LoadPublished(r, "summary.json", data, nil)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, data)
		}
		if again := marshal(t, got); !bytes.Equal(data, again) {
			t.Fatalf("seed %d: writing again gives other bytes (-want +got):\n%s", seed, cmp.Diff(string(data), string(again)))
		}
		sameResults(t, want, got)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// sameResults checks that two published summaries give the same answers.
func sameResults(t *testing.T, want, got *assess.Published) {
	t.Helper()
	all := append([]rubric.Constituency{{}}, want.Constituencies()...)
	check := func(id string) {
		for _, c := range all {
			a, _ := want.Cell(id, c.ID)
			b, _ := got.Cell(id, c.ID)
			if diff := cmp.Diff(a, b, cmp.AllowUnexported(spectrum.Distribution{}), cmp.Comparer(func(a, b *spectrum.Spectrum) bool { return a == b })); diff != "" {
				t.Errorf("%s %s: (-want +got):\n%s", id, c.ID, diff)
			}
		}
	}
	for d := range want.Rubric().Domains() {
		check(d.ID())
	}
	for c := range want.Rubric().Competencies() {
		check(c.ID())
	}
	if want.Policy() != got.Policy() {
		t.Errorf("policy %+v, want %+v", got.Policy(), want.Policy())
	}
}

// changeFacts returns the contents of a change, without its cells, and those of the cells.
func changeFacts(c assess.ResultChange) (facts struct {
	assess.ResultChange
	Was, Is cellFacts
},
) {
	facts.Was, facts.Is = factsOf(c.Before), factsOf(c.After)
	facts.ResultChange, facts.Before, facts.After = c, assess.ResultCell{}, assess.ResultCell{}
	return facts
}

func TestLoadProgressReadsWhatIsWritten(t *testing.T) {
	one := clinic(t, "1", "a", "b", "c", "d")
	two := clinic(t, "2", "a", "b", "e", "d", "f")
	x, err := rubric.LoadCrosswalk("x.yaml", []byte(`format: crosswalk/1
from: clinic@1
to: clinic@2
competencies:
  - {relation: same, from: [a], to: [a], comparable: fully}
  - {relation: reworded, from: [b], to: [b], comparable: partly, note: asks for more}
  - {relation: reworded, from: [c], to: [e], comparable: not}
  - {relation: same, from: [d], to: [d], comparable: fully}
  - {relation: added, to: [f], comparable: not}
`), one, two, nil)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(repeats(100, 500)) {
		rng := rand.New(rand.NewPCG(seed, 2))
		from, crosswalk := two, (*rubric.Crosswalk)(nil)
		if seed%2 == 0 {
			from, crosswalk = one, x
		}
		after := publishRandom(t, two, rng)
		want, err := assess.Compare(publishRandom(t, from, rng), after, crosswalk)
		if err != nil {
			continue
		}
		data := marshal(t, want)
		got, err := assess.LoadProgress(from, two, "progress.json", data, nil)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, data)
		}
		if again := marshal(t, got); !bytes.Equal(data, again) {
			t.Fatalf("seed %d: writing again gives other bytes (-want +got):\n%s", seed, cmp.Diff(string(data), string(again)))
		}
		for id := range competenciesByRow(two) {
			for _, group := range []string{assess.AllRaters, "patient", "nurse", "board"} {
				want, _ := want.Change(id, group)
				got, ok := got.Change(id, group)
				if diff := cmp.Diff(changeFacts(want), changeFacts(got)); diff != "" || !ok {
					t.Fatalf("seed %d: the change of %s of %q: %t (-want +got):\n%s", seed, id, group, ok, diff)
				}
			}
		}
		later, err := assess.LoadPublished(two, "progress.json", data, nil)
		if err != nil {
			t.Fatalf("seed %d: the later wave: %v", seed, err)
		}
		if diff := cmp.Diff(string(marshal(t, after)), string(marshal(t, later))); diff != "" {
			t.Fatalf("seed %d: the later wave (-want +got):\n%s", seed, diff)
		}
	}
}

// TestLoadPublishedRefuses changes one thing in a document. The problem must be at the place
// of the change.
func TestLoadPublishedRefuses(t *testing.T) {
	r := clinic(t, "1", "a", "b", "c")
	tally := &assess.Tally{Rubric: r.Ref(), Stages: 3, Competencies: 3, Groups: map[string]*assess.GroupCounts{
		"patient": {Raters: 30, Counts: []uint64{10, 8, 12, 0, 0, 0, 0, 4, 11, 12, 0, 0, 3, 0, 9, 9, 9, 1, 0, 0, 2}},
		"nurse":   {Raters: 12, Counts: []uint64{2, 4, 6, 0, 0, 0, 0, 2, 4, 5, 1, 0, 0, 0, 4, 4, 4, 0, 0, 0, 0}},
		"board":   {Raters: 4, Counts: []uint64{1, 2, 1, 0, 0, 0, 0, 1, 2, 1, 0, 0, 0, 0, 1, 2, 1, 0, 0, 0, 0}},
	}}
	summary, err := tally.Summarize(r, &assess.SummaryOptions{MinGapRaters: 40})
	if err != nil {
		t.Fatal(err)
	}
	published, err := summary.Publish(assess.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	data := marshal(t, published)
	if _, err := assess.LoadPublished(r, "s.json", data, nil); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, old, new string
		code           problem.Code
		path           string
	}{
		{"another format", `"summary/1"`, `"rubric/1"`, problem.UnknownFormat, "format"},
		{"another edition", `"edition":"1"`, `"edition":"2"`, problem.WrongEdition, "rubric"},
		{"unknown key", `"generator"`, `"generatr":"x","generator"`, problem.UnknownKey, "generatr"},
		{"raters of a group", `"patient":30`, `"patient":31`, problem.Inconsistent, "domains[0].by.patient"},
		{"raters as text", `"patient":30`, `"patient":"30"`, problem.WrongType, "raters.by.patient"},
		{"half a rater", `"patient":30`, `"patient":30.5`, problem.WrongType, "raters.by.patient"},
		{"fewer than nobody", `"patient":30`, `"patient":-1`, problem.BadValue, "raters.by.patient"},
		{"a group is missing", `,"patient":30`, ``, problem.Inconsistent, "raters.by"},
		{"an unknown group", `"patient":30`, `"patients":30`, problem.UnknownConstituency, "raters.by.patients"},
		{"hidden and more", `"board":{"hidden":true}`, `"board":{"hidden":true,"n":1}`, problem.WrongType, "raters.by.board"},
		{"not hidden", `"board":{"hidden":true}`, `"board":4`, problem.Inconsistent, "raters.by.board"},
		{"a count", `"middle":8`, `"middle":9`, problem.Inconsistent, ""},
		{"an unknown stage", `"middle":8`, `"midle":8`, problem.UnknownStage, ""},
		{"a median", `"median":["middle","middle"]`, `"median":["low","middle"]`, problem.Inconsistent, ""},
		{"agreement", `"agreement":0.1932`, `"agreement":0.9`, problem.Inconsistent, ""},
		{"agreement out of range", `"agreement":0.1932`, `"agreement":1.7`, problem.BadValue, ""},
		{"a policy that is not kept", `"min_group":10`, `"min_group":33`, problem.Inconsistent, "raters.by.patient"},
		{"no policy", `"min_group":10`, `"min_group":0`, problem.Inconsistent, "policy"},
		{"another domain", `"id":"listening"`, `"id":"safety"`, problem.UnknownDomain, "domains[0].id"},
		{"another competency", `"id":"a"`, `"id":"x"`, problem.UnknownCompetency, "domains[0].competencies[0].id"},
		{"another stage order", `"spectrum":["low","middle","high"]`, `"spectrum":["high","middle","low"]`, problem.Inconsistent, "spectrum[0]"},
		{"no warning", `"few-raters"`, `"fewer-raters"`, problem.Inconsistent, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			changed := strings.Replace(string(data), test.old, test.new, 1)
			if changed == string(data) {
				t.Fatalf("the sample has no %s: %s", test.old, data)
			}
			_, err := assess.LoadPublished(r, "s.json", []byte(changed), nil)
			ps, ok := problem.Of(err)
			if !ok {
				t.Fatalf("error %v", err)
			}
			found := false
			for _, p := range ps {
				found = found || p.Code == test.code && (test.path == "" || p.Path == test.path) && p.Pos.Line > 0
			}
			if !found {
				t.Errorf("no %s at %q in:\n%v", test.code, test.path, err)
			}
		})
	}
}

// TestLoadPublishedNeverTakesWhatItWouldNotWrite mutates documents. A document that is
// accepted has the same values when it is written again.
func TestLoadPublishedNeverTakesWhatItWouldNotWrite(t *testing.T) {
	r := clinic(t, "1", "a", "b", "c")
	rng := rand.New(rand.NewPCG(7, 7))
	accepted := 0
	for range repeats(300, 1500) {
		data := marshal(t, publishRandom(t, r, rng))
		var digits []int
		for i, c := range data {
			if '0' <= c && c <= '9' && data[i-1] != '"' && data[i-1] != 'v' {
				digits = append(digits, i)
			}
		}
		at := digits[rng.IntN(len(digits))]
		data[at] = byte('0' + rng.IntN(10))
		p, err := assess.LoadPublished(r, "s.json", data, nil)
		if err != nil {
			continue
		}
		accepted++
		var before, after any
		again := marshal(t, p)
		if json.Unmarshal(data, &before) != nil || json.Unmarshal(again, &after) != nil {
			t.Fatal("not JSON")
		}
		near := cmp.Comparer(func(a, b float64) bool { return a-b < 1.1e-4 && b-a < 1.1e-4 })
		if diff := cmp.Diff(before, after, near); diff != "" {
			t.Fatalf("(-read +written):\n%s", diff)
		}
	}
	t.Logf("%d of 1500 accepted", accepted)
}
