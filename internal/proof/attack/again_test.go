package main

import (
	"flag"
	"testing"
)

var publications = flag.Int("publications", 300, "how many random second publications, and pairs of waves, to attack")

// TestSubtraction subtracts documents: two publications of a wave, two of a tree, and pairs from
// both waves. The attack must never break the library, and must often break the former rule, or
// trees that are published again without naming the earlier publication.
func TestSubtraction(t *testing.T) {
	for _, test := range []struct {
		name   string
		try    subtraction
		broken int // the part of the trials in which the former rule is broken is at least 1/broken
	}{{"wave", tryAgain, 4}, {"pairs", tryPairs, 20}, {"tree", tryTreeAgain, 20}} {
		t.Run(test.name, func(t *testing.T) {
			now, before, breaches, err := test.try.run(*publications, 1)
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range breaches {
				t.Error(b)
			}
			t.Logf("%+v, without the rule %+v", now, before)
			if before.broken < before.tried/test.broken || now.published == 0 {
				t.Errorf("%+v, without the rule %+v", now, before)
			}
		})
	}
}
