package main

import "testing"

// TestOptimum tries all choices of shown cells on small trees. What is published together is
// safe, and not far from the best choice.
func TestOptimum(t *testing.T) {
	if testing.Short() {
		t.Skip("tries all choices")
	}
	all, err := runOptimum(20, 1)
	if err != nil {
		t.Fatal(err)
	}
	writeOptimum(t.Output(), all)
	formerUnsafe := 0
	for _, c := range all {
		formerUnsafe += c.formerUnsafe
		if c.unsafe > 0 || 2*c.together < c.best {
			t.Errorf("%+v", c)
		}
	}
	if formerUnsafe < 20 {
		t.Errorf("only %d of the trees are unsafe by the former rule", formerUnsafe)
	}
}
