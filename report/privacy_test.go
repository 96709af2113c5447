package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
)

// Two groups are hidden. If ratings move from one of them to the other, no format may
// change by a byte.
func TestHiddenNumbersAreAbsent(t *testing.T) {
	r := newRubric(t, 4, 4, 2, 3, nil)
	outputs := func(first, second [][]uint64, n1, n2 uint64) map[string]string {
		other := randomTally(r, 7, 60)
		ta := tally(r, map[string]uint64{"group-1": n1, "group-3": n2}, map[string][][]uint64{"group-1": first, "group-3": second})
		ta.Groups["group-2"], ta.Groups["group-4"] = other.Groups["group-2"], other.Groups["group-4"]
		v := build(t, summary(t, r, ta), assess.Public(), nil)
		out := make(map[string]string)
		for _, f := range formats {
			out[f.name] = output(t, v, f.write)
		}
		return out
	}
	rows := func(row []uint64) [][]uint64 { return [][]uint64{row, row, row, row, row, row} }
	one := outputs(rows([]uint64{6, 0, 0, 0}), rows([]uint64{0, 0, 0, 8}), 6, 8)
	two := outputs(rows([]uint64{0, 0, 0, 7}), rows([]uint64{6, 0, 0, 1}), 7, 7)
	if diff := cmp.Diff(one, two); diff != "" {
		t.Errorf("the output tells hidden groups apart:\n%s", diff)
	}
	for _, f := range formats[:3] {
		if !strings.Contains(one[f.name], "Not shown, to protect people’s privacy") {
			t.Errorf("%s: no legend of the hidden mark", f.name)
		}
	}
}

func TestEverythingHidden(t *testing.T) {
	r := newRubric(t, 4, 2, 1, 2, nil)
	var first map[string]string
	for seed := range uint64(5) {
		v := build(t, summary(t, r, randomTally(r, seed, 3, 2)), assess.Public(), nil)
		if v.Message == "" || len(v.Domains) > 0 || len(v.Strengths.Items) > 0 || len(v.Methods.Items) > 0 {
			t.Fatalf("the view has results: %+v", v)
		}
		out := make(map[string]string)
		for _, f := range formats {
			out[f.name] = output(t, v, f.write)
		}
		if first == nil {
			first = out
		}
		if diff := cmp.Diff(first, out); diff != "" {
			t.Errorf("seed %d: the output depends on hidden results:\n%s", seed, diff)
		}
	}
}

func TestInternalSaysSo(t *testing.T) {
	r := newRubric(t, 4, 2, 1, 2, nil)
	v := build(t, summary(t, r, randomTally(r, 1, 3, 2)), assess.Internal(), nil)
	for _, f := range formats[:3] {
		if !strings.Contains(strings.ReplaceAll(output(t, v, f.write), "\n", " "), "For internal use: this report shows every group") {
			t.Errorf("%s: nothing says that the report is internal", f.name)
		}
	}
}
