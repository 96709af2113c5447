package report_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric/cei"
)

// agreementOf returns the agreement of a competency with the counts of everyone.
func agreementOf(t *testing.T, counts ...uint64) [2]string {
	t.Helper()
	r := newRubric(t, len(counts), 1, 1, 1, nil)
	var n uint64
	for _, c := range counts {
		n += c
	}
	v := build(t, summary(t, r, tally(r, map[string]uint64{"group-1": n}, map[string][][]uint64{"group-1": {counts}})), assess.Internal(), nil)
	result := v.Domains[0].Competencies[0].Result
	return [2]string{result.Agreement, result.Pairs}
}

func TestAgreementWords(t *testing.T) {
	tests := []struct {
		counts      []uint64
		word, pairs string
	}{
		{[]uint64{0, 0, 7, 0}, "Close together", "100 of 100 pairs the same, 100 within one stage"},
		{[]uint64{6, 23, 13, 2}, "Close together", "37 of 100 pairs the same, 86 within one stage"},
		{[]uint64{0, 10, 10, 10}, "Fairly close", "31 of 100 pairs the same, 77 within one stage"},
		{[]uint64{10, 30, 30, 10}, "Fairly close", "30 of 100 pairs the same, 78 within one stage"},
		{[]uint64{20, 61, 81, 65}, "Somewhat spread out", "29 of 100 pairs the same, 73 within one stage"},
		{[]uint64{10, 10, 10, 10}, "Spread out", "23 of 100 pairs the same, 62 within one stage"},
		{[]uint64{7, 5, 4, 6}, "Spread out", "23 of 100 pairs the same, 57 within one stage"},
		{[]uint64{0, 9, 3, 10}, "Split in two", "36 of 100 pairs the same, 61 within one stage"},
		{[]uint64{10, 0, 0, 10}, "Split in two", "47 of 100 pairs the same, 47 within one stage"},
		// A share is never rounded to all or none.
		{[]uint64{1000, 0, 0, 1}, "Close together", "99 of 100 pairs the same, 99 within one stage"},
		// Exactly half, two thirds and three quarters of the pairs of an even spread are far apart.
		{[]uint64{9, 13, 11, 0}, "Close together", "32 of 100 pairs the same, 81 within one stage"},
		{[]uint64{9, 12, 11, 0}, "Fairly close", "32 of 100 pairs the same, 80 within one stage"},
		{[]uint64{5, 5, 6, 0}, "Fairly close", "29 of 100 pairs the same, 75 within one stage"},
		{[]uint64{21, 16, 27, 0}, "Somewhat spread out", "34 of 100 pairs the same, 72 within one stage"},
		{[]uint64{21, 15, 27, 0}, "Spread out", "34 of 100 pairs the same, 71 within one stage"},
		{[]uint64{0, 4, 0, 0}, "–", ""},
		{[]uint64{0, 5, 0, 0}, "Close together", "100 of 100 pairs the same, 100 within one stage"},
		// Three stages.
		{[]uint64{10, 20, 10}, "Fairly close", "36 of 100 pairs the same, 87 within one stage"},
		{[]uint64{10, 10, 10}, "Spread out", "31 of 100 pairs the same, 77 within one stage"},
		{[]uint64{10, 3, 10}, "Split in two", "37 of 100 pairs the same, 60 within one stage"},
		// Two stages: pairs at different stages are compared, and nothing is between two camps.
		{[]uint64{90, 10}, "Close together", "82 of 100 pairs the same"},
		{[]uint64{80, 20}, "Fairly close", "68 of 100 pairs the same"},
		{[]uint64{50, 50}, "Spread out", "49 of 100 pairs the same"},
		// Seven stages.
		{[]uint64{1, 6, 15, 20, 15, 6, 1}, "Fairly close", "21 of 100 pairs the same, 61 within one stage"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff([2]string{tt.word, tt.pairs}, agreementOf(t, tt.counts...)); diff != "" {
			t.Errorf("%d (-want +got):\n%s", tt.counts, diff)
		}
	}
}

// The words of the sample district differ, as its ratings do.
func TestAgreementOfTheSample(t *testing.T) {
	v := build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Public(), nil)
	got := make(map[string]int)
	for _, d := range v.Domains {
		for _, c := range d.Competencies {
			got[c.Result.Agreement]++
		}
	}
	want := map[string]int{"Spread out": 6, "Somewhat spread out": 19, "Fairly close": 6}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAgreementOfPopulations makes sure that the words separate populations: samples of one get
// the words that are listed in nearly all cases.
func TestAgreementOfPopulations(t *testing.T) {
	tests := []struct {
		name    string
		weights []int
		n       int
		words   []string
	}{
		{"uniform", []int{1, 1, 1, 1}, 200, []string{"Spread out"}},
		{"uniform", []int{1, 1, 1, 1}, 50, []string{"Spread out", "Split in two"}},
		{"weak hump", []int{1, 2, 2, 1}, 200, []string{"Spread out", "Somewhat spread out", "Fairly close"}},
		{"one hump", []int{1, 3, 3, 1}, 200, []string{"Fairly close", "Close together", "Somewhat spread out"}},
		{"one peak", []int{1, 7, 2, 0}, 50, []string{"Close together"}},
		{"two camps", []int{4, 1, 1, 4}, 200, []string{"Split in two"}},
		{"two camps, one of them in the middle", []int{1, 4, 1, 4}, 200, []string{"Split in two"}},
	}
	r := rand.New(rand.NewPCG(18, 4))
	times := 20
	if *long {
		times = 2000
	}
	for _, tt := range tests {
		words := make(map[string]int)
		for range times {
			words[agreementOf(t, sampleOf(r, tt.weights, tt.n)...)[0]]++
		}
		var listed []string
		found := 0
		for _, w := range []string{"Close together", "Fairly close", "Somewhat spread out", "Spread out", "Split in two"} {
			listed = append(listed, fmt.Sprintf("%s %d", w, words[w]))
			if slices.Contains(tt.words, w) {
				found += words[w]
			}
		}
		if found*100 < 95*times {
			t.Errorf("%s, %d ratings: %s of %d, want %s", tt.name, tt.n, strings.Join(listed, ", "), times, tt.words)
		}
		t.Logf("%s, %d ratings, of %d: %s", tt.name, tt.n, times, strings.Join(listed, ", "))
	}
}

// sampleOf returns n ratings on stages with the given weights.
func sampleOf(r *rand.Rand, weights []int, n int) []uint64 {
	var places []int
	for stage, w := range weights {
		places = append(places, slices.Repeat([]int{stage}, w)...)
	}
	counts := make([]uint64, len(weights))
	for range n {
		counts[places[r.IntN(len(places))]]++
	}
	return counts
}

// Agreement is a function of the counts that are shown, so hidden results have none.
func TestAgreementOfHidden(t *testing.T) {
	r := newRubric(t, 4, 2, 1, 2, nil)
	v := build(t, summary(t, r, randomTally(r, 1, 12)), assess.Policy{}, nil)
	for _, d := range v.Domains {
		for _, c := range d.Competencies {
			for _, result := range append([]report.ResultText{c.Result}, c.By...) {
				if result.Hidden && (result.Pairs != "" || result.Agreement != "*") {
					t.Errorf("%s is hidden with the agreement %q, %q", c.ID, result.Agreement, result.Pairs)
				}
			}
		}
	}
}
