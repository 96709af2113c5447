package main

import (
	"flag"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/waymark-go/waymark/assess"
)

var assessments = flag.Int("assessments", 1000, "how many random assessments to attack")

// TestPromises attacks random assessments. It fails if the attack finds anything that
// package assess promises to hide. It also fails if the attack finds too little when
// groups are hidden by their size alone, because then it is too weak to prove anything.
func TestPromises(t *testing.T) {
	n := *assessments
	if testing.Short() {
		n = min(n, 100)
	}
	total, err := run(n, 1)
	if err != nil {
		t.Fatal(err)
	}
	total.write(t.Output())
	for i, b := range total.breaches {
		if i == 20 {
			t.Errorf("and %d more", len(total.breaches)-i)
			break
		}
		t.Error(b)
	}
	if total.kept.withHidden < n/2 {
		t.Errorf("of %d assessments only %d hide anything", n, total.kept.withHidden)
	}
	// At 2000 assessments these are 1000, 100 and 10.
	if x := total.exact; x.a < n/2 || x.b < n/20 || x.c < n/200 {
		t.Errorf("group-size hiding alone: (a) %d, (b) %d, (c) %d found in %d assessments", x.a, x.b, x.c, n)
	}
	if total.bounds == 0 {
		t.Error("no bound was compared with the one on paper")
	}
}

// TestConstantSize shows what the library does not promise: a reader who knows from
// another source that a group kept its size learns the size of another group.
func TestConstantSize(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 0))
	r, err := newRubric(rng)
	for err == nil && (len(slices.Collect(r.Constituencies())) < 3 || !r.AsksEveryone()) {
		r, err = newRubric(rng)
	}
	if err != nil {
		t.Fatal(err)
	}
	var docs []*document
	for _, sizes := range [][]int{{3, 20, 12}, {12, 20, 12}} {
		c := &community{rubric: r}
		for g := range r.Constituencies() {
			c.groups = append(c.groups, g.ID)
		}
		for g, n := range sizes {
			for range n {
				c.raters = append(c.raters, rater{g, make([]int, r.CompetencyCount())})
			}
		}
		w, err := c.wave(assess.Policy{})
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, w.doc)
	}
	for _, tt := range []struct {
		constant []string
		want     int
	}{{nil, 10}, {[]string{"group-3"}, 1}} {
		res, err := attack(docs, tt.constant...)
		if err != nil {
			t.Fatal(err)
		}
		for _, z := range res.sizes {
			if z.values != tt.want {
				t.Errorf("constant %v: %s has %d possible sizes, want %d", tt.constant, z.group, z.values, tt.want)
			}
		}
		if len(res.sizes) != 2 {
			t.Errorf("hidden groups: %+v, want the first and the last", res.sizes)
		}
	}
}
