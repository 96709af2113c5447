package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric/cei"
)

// Every competency of both editions is in one area, except those that serve all areas or are about
// students. Every id of an area exists.
func TestPriority3Areas(t *testing.T) {
	used := make(map[string]bool)
	for _, edition := range []string{"2023.1", "2023.2"} {
		r, err := cei.Edition(edition)
		if err != nil {
			t.Fatal(err)
		}
		var unused []string
		for c := range r.Competencies() {
			used[c.ID()], used[c.Domain().ID()] = true, true
			areas := 0
			for _, a := range priority3Areas() {
				if a.has(c) {
					areas++
				}
			}
			if areas > 1 {
				t.Errorf("%s is in %d areas", c.ID(), areas)
			}
			if areas == 0 {
				unused = append(unused, c.ID())
			}
		}
		want := []string{"staffing-resources", "equitable-resources", "inclusive-youth-spaces", "goal-aligned-youth-activities", "youth-engagement-avenues", "youth-participatory-strategies"}
		if diff := cmp.Diff(want, unused); diff != "" {
			t.Errorf("%s: in no area (-want +got):\n%s", edition, diff)
		}
	}
	for _, a := range priority3Areas() {
		for _, id := range append(a.domains, a.competencies...) {
			if !used[id] {
				t.Errorf("no edition has %s", id)
			}
		}
	}
}
