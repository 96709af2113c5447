package main

import (
	"flag"
	"testing"
)

var publications = flag.Int("publications", 600, "how many random second publications, and pairs of waves, to attack")

// TestAgain subtracts two publications of one wave. TestPairs subtracts pairs from both
// waves. The attack must never break the library's rule and often break the previous rule.
func TestAgain(t *testing.T) {
	now, before, breaches, err := runAgain(*publications, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range breaches {
		t.Error(b)
	}
	t.Logf("%+v, by the former rule %+v", now, before)
	if before.broken < before.tried/4 || now.published == 0 {
		t.Errorf("%+v, by the former rule %+v", now, before)
	}
}

func TestPairs(t *testing.T) {
	now, before, breaches, err := runPairs(*publications, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range breaches {
		t.Error(b)
	}
	t.Logf("%+v, by the former rule %+v", now, before)
	if before.broken < before.tried/20 || now.published == 0 {
		t.Errorf("%+v, by the former rule %+v", now, before)
	}
}

// TestTreesAgain subtracts two publications of trees. Without the earlier documents the library
// publishes differences that give raters away, and with them it must refuse these.
func TestTreesAgain(t *testing.T) {
	now, before, breaches, err := runTreesAgain(*publications, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range breaches {
		t.Error(b)
	}
	t.Logf("%+v, without the earlier publication %+v", now, before)
	if before.broken < before.tried/20 || now.published == 0 {
		t.Errorf("%+v, without the earlier publication %+v", now, before)
	}
}
