package main

import (
	"math/rand/v2"
	"testing"

	"github.com/waymark-go/waymark/assess"
)

// TestStrandsUnhidden shows that the attack uses sums of strands: where a publisher shows them over
// hidden domains, it finds hidden counts, which it does not find in the documents of the library.
func TestStrandsUnhidden(t *testing.T) {
	leaky, found, kept, withStrands := 0, 0, 0, 0
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 9))
		c, err := newCommunity(rng, int(seed)%len(kinds), assess.DefaultMinGroup)
		if err != nil {
			t.Fatal(err)
		}
		w, err := c.wave(assess.Policy{})
		if err != nil {
			t.Fatal(err)
		}
		if len(w.doc.Strands) == 0 || w.doc.Raters.All.hidden {
			continue
		}
		withStrands++
		open, changed := c.unhideStrands(w.doc)
		if !changed {
			continue
		}
		leaky++
		for _, attempt := range []struct {
			doc    *document
			counts *int
		}{{open, &found}, {w.doc, &kept}} {
			res, err := attack([]*document{attempt.doc})
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			var sum tally
			if _, err := sum.judge(res, []*community{c}, assess.DefaultMinGroup); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			*attempt.counts += sum.a
		}
	}
	t.Logf("%d documents with strands and results; %d of them careless: %d hidden counts found, and %d in those of the library", withStrands, leaky, found, kept)
	if leaky < 20 || found < 20 || kept > 0 {
		t.Errorf("%d careless documents: %d hidden counts found, and %d in those of the library", leaky, found, kept)
	}
}
