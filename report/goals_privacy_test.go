package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/spectrum"
)

// Two groups are hidden, in one of the waves or in both. If ratings move from one of them
// to the other, no format may change by a byte.
func TestHiddenNumbersAreAbsentFromGoals(t *testing.T) {
	r := newRubric(t, 4, 4, 2, 3, nil)
	rows := func(row []uint64) [][]uint64 { return [][]uint64{row, row, row, row, row, row} }
	wave := func(seed uint64, first, second []uint64, n1, n2 uint64) *assess.Published {
		other := randomTally(r, seed, 60)
		ta := tally(r, map[string]uint64{"group-1": n1, "group-3": n2}, map[string][][]uint64{"group-1": rows(first), "group-3": rows(second)})
		ta.Groups["group-2"], ta.Groups["group-4"] = other.Groups["group-2"], other.Groups["group-4"]
		return published(t, summary(t, r, ta), assess.Public())
	}
	large := func(seed uint64) *assess.Published {
		return published(t, summary(t, r, randomTally(r, seed, 40, 60)), assess.Public())
	}
	outputs := func(before, after *assess.Published) map[string]string {
		p, err := assess.Compare(before, after, nil)
		if err != nil {
			t.Fatal(err)
		}
		v, err := report.Build(after, &report.Options{
			Progress: p, Consensus: consensusOn(t, r, "agreements: {c-1-1: {stage: stage-2}}\n"),
			Targets: map[string]spectrum.Stage{"": stage(t, r, "stage-3"), "c-2-1": stage(t, r, "stage-4")},
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range v.Progress.Moves.Items {
			if s := m.Sentence.String(); strings.Contains(s, "Group 1") || strings.Contains(s, "Group 3") {
				t.Errorf("a hidden group moved: %s", s)
			}
		}
		out := make(map[string]string)
		for _, f := range formats {
			out[f.name] = output(t, v, f.write)
		}
		return out
	}
	one := func(seed uint64) *assess.Published {
		return wave(seed, []uint64{6, 0, 0, 0}, []uint64{0, 0, 0, 8}, 6, 8)
	}
	two := func(seed uint64) *assess.Published {
		return wave(seed, []uint64{0, 0, 0, 7}, []uint64{6, 0, 0, 1}, 7, 7)
	}
	for name, pair := range map[string][2]map[string]string{
		"both":   {outputs(one(7), one(8)), outputs(two(7), two(8))},
		"before": {outputs(one(7), large(3)), outputs(two(7), large(3))},
		"after":  {outputs(large(3), one(8)), outputs(large(3), two(8))},
	} {
		if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
			t.Errorf("hidden in %s: the output tells hidden groups apart:\n%s", name, diff)
		}
	}
}

// A row that is hidden because it is unanimous also hides the comparison with a goal.
func TestHiddenRowHidesItsGoal(t *testing.T) {
	r := newRubric(t, 4, 0, 1, 2, nil)
	policy := assess.Policy{MinGroup: 10, MinOutside: 3}
	before := published(t, summary(t, r, randomTally(r, 2, 30)), assess.Policy{MinGroup: 10, MinOutside: 3})
	var first map[string]string
	for n := range uint64(3) {
		ta := tally(r, map[string]uint64{"": 30}, map[string][][]uint64{"": {{0, n, 30 - n, 0}, {5, 5, 10, 10}}})
		after := published(t, summary(t, r, ta), policy)
		p, err := assess.Compare(before, after, nil)
		if err != nil {
			t.Fatal(err)
		}
		goal := stage(t, r, "stage-3")
		v, err := report.Build(after, &report.Options{
			Progress: p, Consensus: consensusOn(t, r, "agreements: {c-1-1: {stage: stage-2}}\n"),
			Targets: map[string]spectrum.Stage{"": goal, "domain-1": goal, "c-1-1": goal, "c-1-2": goal},
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, g := range v.Targets.Items {
			if g.Hidden != (i < 3) {
				t.Errorf("goal %d %q is hidden: %v", i, g.ID, g.Hidden)
			}
		}
		out := make(map[string]string)
		for _, f := range formats {
			out[f.name] = output(t, v, f.write)
		}
		if first == nil {
			first = out
		}
		if diff := cmp.Diff(first, out); diff != "" {
			t.Errorf("the output depends on a hidden row:\n%s", diff)
		}
	}
}

func TestOwnWordsAreInternal(t *testing.T) {
	r := newRubric(t, 4, 2, 1, 2, nil)
	s := summary(t, r, randomTally(r, 1, 30, 20))
	doc := "date: \"2026-11-03\"\nagreements:\n  c-1-1: {stage: stage-2, rationale: Because-so, evidence: [Log-book], who: [Ms-Rivera]}\n"
	words := []string{"Because-so", "Log-book", "Ms-Rivera"}
	for _, policy := range []assess.Policy{assess.Public(), {MinGroup: 5}, {Name: "internal", MinGroup: 3}} {
		v := build(t, s, policy, &report.Options{Consensus: consensusOn(t, r, doc)})
		for _, f := range formats {
			out := output(t, v, f.write)
			for _, w := range words {
				if strings.Contains(out, w) {
					t.Errorf("%+v: %s has %s", policy, f.name, w)
				}
			}
		}
		if a := v.Consensus.Items[0]; a.Rationale != nil || a.Evidence != nil || a.AgreedBy != nil || a.Date != "November 3, 2026" || a.Stage.Low != 1 {
			t.Errorf("%+v: %+v", policy, a)
		}
	}
	v := build(t, s, assess.Internal(), &report.Options{Consensus: consensusOn(t, r, doc)})
	for _, f := range formats[:3] {
		out := strings.Join(strings.Fields(output(t, v, f.write)), " ")
		warning, text := strings.Index(out, "This report contains people’s own words"), strings.Index(out, "Because-so")
		if warning < 0 || text < warning || f.name != "html" && warning > 300 {
			t.Errorf("%s: the warning is at %d and the words at %d", f.name, warning, text)
		}
		for _, w := range words {
			if strings.Count(out, w) != 1 {
				t.Errorf("%s has %s %d times", f.name, w, strings.Count(out, w))
			}
		}
	}
	v = build(t, s, assess.Internal(), &report.Options{Consensus: consensusOn(t, r, "agreements: {c-1-1: {stage: stage-2}}\n")})
	if v.Consensus.FreeTextWarning != "" || strings.Contains(v.Head.Internal, "own words") {
		t.Error("there is a warning of words where nobody wrote any")
	}
}

// The agreement of a team is shown even if the ratings are hidden.
func TestConsensusWithoutResults(t *testing.T) {
	r := newRubric(t, 4, 2, 1, 2, nil)
	doc := "agreements: {c-1-1: {stage: stage-2, rationale: Because-so}}\n"
	for name, tt := range map[string]struct {
		tally  *assess.Tally
		policy assess.Policy
		words  int
	}{
		"hidden": {randomTally(r, 1, 3, 2), assess.Public(), 0},
		"nobody": {&assess.Tally{}, assess.Internal(), 1},
	} {
		v := build(t, summary(t, r, tt.tally), tt.policy, &report.Options{Consensus: consensusOn(t, r, doc)})
		for _, f := range formats[:3] {
			out := strings.Join(strings.Fields(output(t, v, f.write)), " ")
			if !strings.Contains(out, "The team agreed on Stage 2.") || strings.Count(out, "Because-so") != tt.words {
				t.Errorf("%s, %s: the stage or the words are not as they should be", name, f.name)
			}
			if got := strings.Contains(out, "own words and may name them"); got != (tt.words > 0) {
				t.Errorf("%s, %s: warns of words: %v", name, f.name, got)
			}
		}
	}
}
