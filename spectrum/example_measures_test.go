package spectrum_test

import (
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/spectrum"
)

func ExampleDistribution_Quartiles() {
	d, _ := example().Distribution(3, 14, 16, 4)
	lower, upper := d.Quartiles()
	fmt.Println("the middle half is from", lower, "to", upper)
	// Output:
	// the middle half is from developing to maturing
}

// Dispersion does not distinguish two camps from an even spread. Agreement does.
func ExampleDistribution_Dispersion() {
	s := example()
	for _, counts := range [][]uint64{
		{0, 9, 0, 0},
		{3, 3, 3, 3},
		{5, 0, 5, 0},
		{5, 0, 0, 5},
	} {
		d, _ := s.Distribution(counts...)
		dispersion, _ := d.Dispersion()
		agreement, _ := d.Agreement()
		fmt.Printf("%v D = %.2f, A = %+.2f\n", counts, dispersion, agreement)
	}
	// Output:
	// [0 9 0 0] D = 0.00, A = +1.00
	// [3 3 3 3] D = 0.67, A = +0.00
	// [5 0 5 0] D = 0.67, A = -0.17
	// [5 0 0 5] D = 1.00, A = -1.00
}

// All of these have the same mean of ranks.
func ExampleDistribution_PairsWithin() {
	s := example()
	for _, counts := range [][]uint64{
		{0, 10, 10, 0},
		{2, 8, 8, 2},
		{5, 5, 5, 5},
		{9, 1, 1, 9},
	} {
		d, _ := s.Distribution(counts...)
		same, _ := d.PairsWithin(0)
		near, _ := d.PairsWithin(1)
		fmt.Printf("%d same %.0f%%, within one stage %.0f%%, two camps %t\n", counts, 100*same, 100*near, d.TwoCamps())
	}
	// Output:
	// [0 10 10 0] same 47%, within one stage 100%, two camps false
	// [2 8 8 2] same 31%, within one stage 81%, two camps false
	// [5 5 5 5] same 21%, within one stage 61%, two camps false
	// [9 1 1 9] same 38%, within one stage 48%, two camps true
}

func ExampleDistribution_Mean() {
	d, _ := example().Distribution(3, 12, 7, 2)
	if _, ok := d.Mean(""); !ok {
		fmt.Println("no mean without an assumption")
	}
	mean, _ := d.Mean(spectrum.EqualSteps)
	median, _ := d.InterpolatedMedian(spectrum.EqualSteps)
	fmt.Printf("under %s: mean %.2f, interpolated median %.2f\n", spectrum.EqualSteps, mean, median)
	// Output:
	// no mean without an assumption
	// under equal-steps: mean 2.33, interpolated median 2.25
}

func ExampleDistribution_AtOrAboveInterval() {
	s := example()
	d, _ := s.Distribution(3, 14, 16, 4)
	maturing, _ := s.Stage("maturing")
	k, n := d.AtOrAbove(maturing)
	if in, ok := d.AtOrAboveInterval(maturing, 0.95); ok {
		fmt.Printf("%d of %d, %.0f%% to %.0f%%\n", k, n, 100*in.Lower, 100*in.Upper)
	}
	// Output:
	// 20 of 37, 38% to 69%
}

func ExampleDominanceInterval() {
	s := example()
	families, _ := s.Distribution(3, 12, 7, 2)
	leaders, _ := s.Distribution(1, 5, 9, 6)
	delta, _ := spectrum.Dominance(families, leaders)
	if in, ok := spectrum.DominanceInterval(families, leaders, 0.95); ok {
		fmt.Printf("families against leaders: %.2f, from %.2f to %.2f\n", delta, in.Lower, in.Upper)
	}
	fmt.Println("leaders higher wherever one looks:", spectrum.Dominates(leaders, families))
	// Output:
	// families against leaders: -0.39, from -0.65 to -0.06
	// leaders higher wherever one looks: true
}

// If nearly everyone chooses the same stage, alpha is low although they agree.
func ExampleAlpha() {
	s := example()
	show := func(name string, counts ...[]uint64) {
		var units []spectrum.Distribution
		for _, c := range counts {
			d, _ := s.Distribution(c...)
			units = append(units, d)
		}
		r, ok := spectrum.Alpha(slices.Values(units), spectrum.Ordinal)
		if !ok {
			fmt.Printf("%s: no alpha, %s\n", name, r.Reason)
			return
		}
		fmt.Printf("%s: alpha %.2f, percent agreement %.0f%%\n", name, r.Alpha, 100*r.PercentAgreement)
	}
	show("told apart", []uint64{4, 1, 0, 0}, []uint64{0, 4, 1, 0}, []uint64{0, 0, 1, 4})
	show("nearly one stage", []uint64{0, 5, 0, 0}, []uint64{0, 4, 1, 0}, []uint64{0, 5, 0, 0})
	show("one stage", []uint64{0, 5, 0, 0}, []uint64{0, 5, 0, 0})
	// Output:
	// told apart: alpha 0.85, percent agreement 60%
	// nearly one stage: alpha 0.00, percent agreement 87%
	// one stage: no alpha, unanimous
}

func ExampleEqualVoice() {
	s := example()
	families, _ := s.Distribution(60, 40, 20, 0)
	leaders, _ := s.Distribution(0, 0, 3, 3)
	pooled, _ := families.Add(leaders)
	voices, ok := spectrum.EqualVoice(families, leaders)
	if !ok {
		return
	}
	for stage, share := range voices.Shares() {
		fmt.Printf("%-12s pooled %2.0f%%, equal voice %2.0f%%\n",
			stage, 100*float64(pooled.Count(stage))/float64(pooled.N()), 100*share)
	}
	pooledMedian, _ := pooled.Median()
	low, high := voices.Median()
	fmt.Println("median", pooledMedian, "pooled,", low, "to", high, "of", voices.Groups(), "voices")
	// Output:
	// not-evident  pooled 48%, equal voice 25%
	// developing   pooled 32%, equal voice 17%
	// maturing     pooled 18%, equal voice 33%
	// advanced     pooled  2%, equal voice 25%
	// median developing pooled, maturing to maturing of 2 voices
}

func ExampleTransitions() {
	s := example()
	developing, _ := s.Stage("developing")
	maturing, _ := s.Stage("maturing")

	var t spectrum.Transitions // the zero value is ready to add to
	for _, c := range []struct {
		from, to spectrum.Stage
		n        uint64
	}{
		{developing, maturing, 7},
		{maturing, developing, 2},
		{maturing, maturing, 11},
	} {
		if err := t.Add(c.from, c.to, c.n); err != nil {
			fmt.Println(err)
			return
		}
	}
	change, _ := t.Change()
	fmt.Printf("%d up, %d the same, %d down: %+.2f\n", t.Up(), t.Same(), t.Down(), change)
	if p, ok := t.SignTest(); ok {
		fmt.Printf("p = %.2f\n", p)
	}
	// Output:
	// 7 up, 11 the same, 2 down: +0.25
	// p = 0.18
}
