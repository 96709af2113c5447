package cei_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestCrosswalk(t *testing.T) {
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		t.Fatal(err)
	}
	if x.From().Ref().String() != "cei@2023.1" || x.To() != cei.Latest() || !strings.Contains(x.Notice(), "Waymark’s own") {
		t.Errorf("from %s to %s: %q", x.From().Ref(), x.To().Ref(), x.Notice())
	}
	count := make(map[string]int)
	var dropped []string
	for l := range x.Links() {
		count[string(l.Relation)+" "+string(l.Comparable)]++
		switch l.Relation {
		case rubric.RelationSame:
			if l.From[0].ID() != l.To[0].ID() {
				t.Errorf("%s became %s", l.From[0].ID(), l.To[0].ID())
			}
			// Same means the same words. A note describes differences in print.
			if before, after := l.From[0].Title(), l.To[0].Title(); words(before) != words(after) || before != after && l.Note == "" {
				t.Errorf("%s: %q and %q, note %q", l.From[0].ID(), before, after, l.Note)
			}
		case rubric.RelationDropped:
			dropped = append(dropped, l.From[0].ID())
			if d := l.From[0].Domain().ID(); d != "shared-power-and-decision-making" || l.Note == "" {
				t.Errorf("%s of %s is dropped, note %q", l.From[0].ID(), d, l.Note)
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"same fully": 31, "dropped not": 3}, count); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	want := []string{"community-initiative", "strategic-planning-avenues", "outreach-to-most-marginalized"}
	if diff := cmp.Diff(want, dropped); diff != "" {
		t.Errorf("dropped (-want +got):\n%s", diff)
	}
	for s := range x.From().Spectrum().Stages() {
		next, ok := x.Stage(s)
		if !ok || next.ID() != s.ID() || next.Spectrum() != x.To().Spectrum() {
			t.Errorf("%s became %s, %t", s, next, ok)
		}
	}
}

// words removes from a text what depends on its printing.
func words(text string) string {
	return strings.TrimSuffix(strings.ReplaceAll(text, "’", "'"), ".")
}

func TestUnknownCrosswalk(t *testing.T) {
	for _, pair := range [][2]string{{"2023.2", "2023.1"}, {"2023.2", "2023.2"}, {"2022", "2023.2"}, {"2023.1", "2024"}, {"", ""}, {"2023.1", "../2023.1"}} {
		if x, err := cei.Crosswalk(pair[0], pair[1]); err == nil || x != nil {
			t.Errorf("from %q to %q there is a crosswalk", pair[0], pair[1])
		}
	}
}

func ExampleCrosswalk() {
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		fmt.Println(err)
		return
	}
	for l := range x.Links() {
		if l.Relation != rubric.RelationSame {
			fmt.Println(l.Relation, l.From[0].Code(), l.From[0].ID())
		}
	}
	// Output:
	// dropped 3.5 community-initiative
	// dropped 3.6 strategic-planning-avenues
	// dropped 3.7 outreach-to-most-marginalized
}
