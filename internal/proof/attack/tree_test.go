package main

import (
	"flag"
	"testing"
)

var trees = flag.Int("trees", 60, "how many random trees to attack")

// TestTrees attacks the publications of all nodes of random trees together, by the
// library's rule and, node by node, by its previous rule. The attack must never break the
// first and often break the second.
func TestTrees(t *testing.T) {
	n := *trees
	if testing.Short() {
		n = min(n, 30)
	}
	run, err := runTrees(n, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, breach := range run.breaches {
		t.Error(breach)
	}
	t.Logf("together: %+v, %.1f %% shown", run.now, run.now.percent())
	t.Logf("node by node: %+v, %.1f %% shown", run.before, run.before.percent())
	if run.before.broken < run.before.trees/4 {
		t.Errorf("of %d trees only %d are broken by the former rule", run.before.trees, run.before.broken)
	}
}
