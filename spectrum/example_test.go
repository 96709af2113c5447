package spectrum_test

import (
	"fmt"

	"github.com/waymark-go/waymark/spectrum"
)

// example returns the spectrum of the examples. A program gets its spectrum from a
// rubric, or checks the error of New.
func example() *spectrum.Spectrum {
	s, _ := spectrum.New(spectrum.Definition{
		ID: "engagement",
		Stages: []spectrum.StageDefinition{
			{ID: "not-evident", Title: "Not Evident"},
			{ID: "developing", Title: "Developing"},
			{ID: "maturing", Title: "Maturing"},
			{ID: "advanced", Title: "Advanced"},
		},
	})
	return s
}

func ExampleNew() {
	s, err := spectrum.New(spectrum.Definition{
		ID:    "readiness",
		Title: "Readiness",
		Stages: []spectrum.StageDefinition{
			{ID: "planned", Title: "Planned"},
			{ID: "started", Title: "Started"},
			{ID: "routine", Title: "Routine", Messages: []string{"Part of how we work"}},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for stage := range s.Stages() {
		fmt.Println(stage.Rank(), stage.ID(), stage.Title())
	}
	started, _ := s.Stage("started")
	next, ok := started.Next()
	fmt.Println("after started:", next, ok)
	// Output:
	// 1 planned Planned
	// 2 started Started
	// 3 routine Routine
	// after started: routine true
}

func ExampleSpectrum_Distribution() {
	d, err := example().Distribution(3, 14, 16, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	for stage, count := range d.Counts() {
		fmt.Printf("%-12s %2d\n", stage.Title(), count)
	}
	fmt.Println("N =", d.N())
	// Output:
	// Not Evident   3
	// Developing   14
	// Maturing     16
	// Advanced      0
	// N = 33
}

func ExampleDistribution_Add() {
	s := example()
	north, _ := s.Distribution(1, 8, 4, 0)
	south, _ := s.Distribution(2, 6, 12, 4)

	var all spectrum.Distribution // the zero value is ready to add to
	for _, d := range []spectrum.Distribution{north, south} {
		sum, err := all.Add(d)
		if err != nil {
			fmt.Println(err)
			return
		}
		all = sum
	}
	for stage, count := range all.Counts() {
		fmt.Println(stage, count)
	}
	// Output:
	// not-evident 3
	// developing 14
	// maturing 16
	// advanced 4
}

func ExampleDistribution_AtOrAbove() {
	s := example()
	d, _ := s.Distribution(3, 14, 16, 4)
	maturing, _ := s.Stage("maturing")
	k, n := d.AtOrAbove(maturing)
	fmt.Printf("%d of %d are %s or above\n", k, n, maturing.Title())
	// Output:
	// 20 of 37 are Maturing or above
}

// With an even number of ratings the middle can fall between two stages.
func ExampleDistribution_Median() {
	s := example()
	for _, counts := range [][]uint64{
		{3, 14, 16, 4},
		{5, 5, 6, 4},
		{5, 0, 0, 5},
		{0, 0, 0, 0},
	} {
		d, _ := s.Distribution(counts...)
		switch lo, hi := d.Median(); {
		case lo.IsZero():
			fmt.Println(counts, "no ratings")
		case lo == hi:
			fmt.Println(counts, lo)
		default:
			fmt.Println(counts, lo, "to", hi)
		}
	}
	// Output:
	// [3 14 16 4] maturing
	// [5 5 6 4] developing to maturing
	// [5 0 0 5] not-evident to advanced
	// [0 0 0 0] no ratings
}

// Agreement distinguishes a shared view, an even spread and two camps, which can have
// the same mean rank.
func ExampleDistribution_Agreement() {
	s := example()
	for _, counts := range [][]uint64{
		{0, 5, 5, 0},
		{1, 4, 4, 1},
		{3, 3, 3, 3},
		{4, 1, 1, 4},
		{5, 0, 0, 5},
		{0, 0, 0, 0},
	} {
		d, _ := s.Distribution(counts...)
		if a, ok := d.Agreement(); ok {
			fmt.Printf("%v %+.2f\n", counts, a)
		} else {
			fmt.Println(counts, "does not exist")
		}
	}
	// Output:
	// [0 5 5 0] +0.67
	// [1 4 4 1] +0.40
	// [3 3 3 3] +0.00
	// [4 1 1 4] -0.60
	// [5 0 0 5] -1.00
	// [0 0 0 0] does not exist
}

func ExampleDominance() {
	s := example()
	families, _ := s.Distribution(3, 12, 7, 2)
	leaders, _ := s.Distribution(1, 5, 9, 6)
	if delta, ok := spectrum.Dominance(families, leaders); ok {
		fmt.Printf("families against leaders: %.2f\n", delta)
	}
	// Output:
	// families against leaders: -0.39
}
