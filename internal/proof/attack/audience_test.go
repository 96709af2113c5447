package main

import (
	"flag"
	"testing"
)

var audiences = flag.Int("audiences", 1000, "how many random assessments to attack that ask some groups only")

// TestAudiences attacks assessments whose competencies ask some groups only. The library must
// not be broken. A rule that does not look at who is asked must be broken often.
func TestAudiences(t *testing.T) {
	n := *audiences
	if testing.Short() {
		n = min(n, 100)
	}
	run, err := runAudiences(n, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range run.breaches {
		if i == 20 {
			t.Errorf("and %d more", len(run.breaches)-i)
			break
		}
		t.Error(b)
	}
	t.Logf("the library: %+v", run.kept)
	t.Logf("all totals shown: %+v", run.totals)
	if run.kept.withHidden < n/3 || run.totals.b < n/20 {
		t.Errorf("of %d assessments %d hide something; %d sizes are found if all totals are shown", n, run.kept.withHidden, run.totals.b)
	}
}
