package main

import (
	"flag"
	"testing"
)

var trees = flag.Int("trees", 150, "how many random trees to attack")

// TestTrees attacks what is published of the nodes of random trees, taken together, and
// the same published node by node by the rule that the library had before. The first must
// not be broken, and the second must be broken often.
func TestTrees(t *testing.T) {
	n := *trees
	if testing.Short() {
		n = min(n, 30)
	}
	var now, before treeTotals
	for i := range n {
		a, b, breaches, err := tryTree(i, uint64(i)+1)
		if err != nil {
			t.Fatalf("tree %d: %v", i, err)
		}
		for _, breach := range breaches {
			t.Errorf("tree %d: %s", i, breach)
		}
		now.add(a)
		before.add(b)
	}
	t.Logf("together: %+v, %.1f %% shown", now, now.percent())
	t.Logf("node by node: %+v, %.1f %% shown", before, before.percent())
	if before.broken < n/4 {
		t.Errorf("of %d trees only %d are broken by the former rule", n, before.broken)
	}
}
