package assess_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestCompareOneEdition(t *testing.T) {
	r := small(t, "1", "a", "b", "c")
	before := published(t, r, map[string][]int{"a": {3, 12, 7, 2}, "b": {5, 0, 0, 0}})
	after := published(t, r, map[string][]int{"a": {1, 5, 9, 6}, "b": {5, 0, 0, 0}})
	p, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	// The reference values of Cliff's delta, of the later wave against the earlier one.
	a, ok := p.Change("a", assess.AllRaters)
	if !ok || a.Reason != "" || a.Comparable != rubric.FullyComparable {
		t.Fatalf("change %+v", a)
	}
	near(t, "delta", a.Delta, 0.3928571)
	near(t, "lower", a.Interval.Lower, 0.0632121)
	near(t, "upper", a.Interval.Upper, 0.6452119)
	if b, _ := p.Change("b", assess.AllRaters); b.Delta != 0 || b.Reason != "" {
		t.Errorf("no change is %+v", b)
	}
	if c, _ := p.Change("c", assess.AllRaters); c.Reason != assess.ChangeNoRatings {
		t.Errorf("nobody rated c, and the reason is %q", c.Reason)
	}
	if d, _ := p.Change("dom", assess.AllRaters); d.Reason != "" || d.Delta <= 0 {
		t.Errorf("the domain: %+v", d)
	}
	if _, ok := p.Change("x", assess.AllRaters); ok {
		t.Error("a change of what is not there")
	}
}

func near(t *testing.T, name string, got, want float64) {
	t.Helper()
	if diff := got - want; diff > 1e-7 || diff < -1e-7 {
		t.Errorf("%s = %.9f, want %.9f", name, got, want)
	}
}

func crosswalk(t *testing.T, from, to *rubric.Rubric, entries string) *rubric.Crosswalk {
	t.Helper()
	x, err := rubric.LoadCrosswalk("x.yaml", []byte("format: crosswalk/1\nfrom: "+from.Ref().String()+"\nto: "+to.Ref().String()+"\ncompetencies:\n"+entries), from, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestCompareEditions(t *testing.T) {
	one, two := small(t, "1", "a", "b", "c", "d"), small(t, "2", "a2", "b2", "b3", "cd", "e")
	x := crosswalk(t, one, two, `
  - {from: [a], to: [a2], relation: reworded, comparable: partly, note: Shorter}
  - {from: [b], to: [b2, b3], relation: split, comparable: partly}
  - {from: [c, d], to: [cd], relation: merged, comparable: not}
  - {to: [e], relation: added, comparable: not}
`)
	all := []int{1, 2, 3, 4}
	before := published(t, one, map[string][]int{"a": all, "b": all, "c": all, "d": all})
	after := published(t, two, map[string][]int{"a2": all, "b2": all, "b3": all, "cd": all, "e": all})
	p, err := assess.Compare(before, after, x)
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]assess.ChangeReason)
	for _, id := range []string{"a2", "b2", "b3", "cd", "e", "dom"} {
		c, _ := p.Change(id, assess.AllRaters)
		got[id] = c.Reason
		if (c.Reason == "") != (c.Comparable != rubric.NotComparable) {
			t.Errorf("%s is comparable %s for the reason %q", id, c.Comparable, c.Reason)
		}
	}
	want := map[string]assess.ChangeReason{
		"a2": "", "b2": assess.ChangeSplit, "b3": assess.ChangeSplit, "cd": assess.ChangeMerged,
		"e": assess.ChangeAdded, "dom": assess.ChangeMembership,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
	if c, _ := p.Change("a2", assess.AllRaters); c.Note != "Shorter" || c.Comparable != rubric.PartlyComparable {
		t.Errorf("change %+v", c)
	}
	for name, call := range map[string]func() error{
		"no crosswalk":    func() error { _, err := assess.Compare(before, after, nil); return err },
		"the other way":   func() error { _, err := assess.Compare(after, before, x); return err },
		"one edition too": func() error { _, err := assess.Compare(before, before, x); return err },
	} {
		if call() == nil {
			t.Errorf("%s is let through", name)
		}
	}
}

// Comparable and Compare agree.
func TestComparable(t *testing.T) {
	one, two := small(t, "1", "a"), small(t, "2", "a")
	x := crosswalk(t, one, two, "\n  - {from: [a], to: [a], relation: same, comparable: fully}\n")
	all := map[string][]int{"a": {1, 2, 3, 4}}
	for _, tt := range []struct {
		before, after *rubric.Rubric
		was, is       assess.Policy
		x             *rubric.Crosswalk
		want          bool
	}{
		{one, two, assess.Policy{}, assess.Policy{}, x, true},
		{one, one, assess.Policy{}, assess.Policy{}, nil, true},
		{one, one, assess.Policy{}, assess.Internal(), nil, true},
		{one, one, assess.Internal(), assess.Policy{}, nil, false},
		{one, two, assess.Policy{}, assess.Policy{}, nil, false},
		{two, one, assess.Policy{}, assess.Policy{}, x, false},
		{one, one, assess.Policy{}, assess.Policy{}, x, false},
		{one, two, assess.Policy{}, assess.Policy{}, &rubric.Crosswalk{}, false},
	} {
		before := publishedUnder(t, tt.before, all, tt.was)
		_, err := assess.Compare(before, publishedUnder(t, tt.after, all, tt.is), tt.x)
		if early := assess.Comparable(before, tt.after, tt.is, tt.x); (early == nil) != tt.want || (err == nil) != tt.want {
			t.Errorf("%v: Compare: %v; Comparable: %v", tt, err, early)
		}
	}
	if assess.Comparable(publishedUnder(t, one, all, assess.Policy{}), one, assess.Policy{MinGroup: 2}, nil) == nil {
		t.Error("an invalid policy")
	}
}

func TestCompareShowsNothingHidden(t *testing.T) {
	words := []string{"not-evident", "developing", "maturing", "advanced"}
	before := publish(t, answering(t, []int{3, 20, 30, 40, 50}, 1, words...), assess.Policy{})
	after := publish(t, answering(t, []int{30, 20, 30, 4, 50}, 2, words...), assess.Policy{})
	p, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	hidden := map[string]bool{"student": true, "leader": true, "community": true}
	for c := range cei.Latest().Competencies() {
		for _, id := range append([]string{assess.AllRaters}, allConstituencies...) {
			change, _ := p.Change(c.ID(), id)
			if got := change.Reason == assess.ChangeHidden; got != hidden[id] {
				t.Fatalf("%s of %q: reason %q", c.ID(), id, change.Reason)
			}
			if hidden[id] && (change.Delta != 0 || change.Before != (assess.ResultCell{Hidden: true})) {
				t.Fatalf("%s of %q shows %+v", c.ID(), id, change)
			}
		}
	}
}

func TestTrendBreaks(t *testing.T) {
	one, two := small(t, "1", "a", "b"), small(t, "2", "a", "b")
	x := crosswalk(t, one, two, `
  - {from: [a], to: [a], relation: same, comparable: fully}
  - {from: [b], to: [b], relation: reworded, comparable: not}
`)
	counts := map[string][]int{"a": {1, 2, 3, 4}, "b": {4, 3, 2, 1}}
	waves := []assess.Wave{
		{Published: published(t, one, counts)},
		{Published: published(t, one, counts)},
		{Published: published(t, two, counts), Crosswalk: x},
		{Published: published(t, two, counts)},
	}
	for id, want := range map[string][]assess.ChangeReason{
		"a": {"", "", "", ""},
		"b": {assess.ChangeNot, ""}, // what stands before cannot be followed
	} {
		points, err := assess.Trend(waves, id, assess.AllRaters)
		if err != nil {
			t.Fatal(err)
		}
		var got []assess.ChangeReason
		for _, p := range points {
			got = append(got, p.Break)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	if _, err := assess.Trend(nil, "a", assess.AllRaters); err == nil {
		t.Error("a trend of no waves")
	}
	if _, err := assess.Trend(waves, "x", assess.AllRaters); err == nil {
		t.Error("a trend of what is not there")
	}
}

func TestProgressDocument(t *testing.T) {
	before := publish(t, community(t, []int{3, 20, 30, 40, 50}, 1), assess.Policy{})
	after := publish(t, community(t, []int{30, 20, 30, 40, 50}, 2), assess.Policy{})
	p, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Baseline rubric.Ref
		Domains  []struct {
			Competencies []struct {
				By map[string]struct {
					Change struct {
						Comparable, Reason string
						N                  []int
						Delta              *float64
						Interval           []float64
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(encode(t, p)), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Baseline != cei.Latest().Ref() {
		t.Errorf("baseline %v", doc.Baseline)
	}
	by := doc.Domains[0].Competencies[0].By
	if c := by["leader"].Change; c.Comparable != "fully" || c.Delta == nil || len(c.N) != 2 || len(c.Interval) != 2 {
		t.Errorf("leaders: %+v", c)
	}
	if c := by["student"].Change; c.Reason != "hidden" || c.Delta != nil || c.N != nil {
		t.Errorf("students, who were hidden before: %+v", c)
	}
	// A published summary of one wave has neither.
	if plain := encode(t, after); strings.Contains(plain, "baseline") || strings.Contains(plain, "change") {
		t.Error("a summary speaks of changes")
	}
}

// threeDomains returns an edition with domains and their competencies, such as "x: a b", in strands
// of one domain each.
func threeDomains(t *testing.T, edition string, domains ...string) *rubric.Rubric {
	t.Helper()
	d := small(t, edition, "unused").Document()
	d.Domains = nil
	for _, text := range domains {
		id, competencies, _ := strings.Cut(text, ": ")
		domain := rubric.DomainEntry{ID: id, Title: rubric.TextEntry{Text: id}}
		for c := range strings.FieldsSeq(competencies) {
			domain.Competencies = append(domain.Competencies, rubric.CompetencyEntry{ID: c, Title: rubric.TextEntry{Text: c}})
		}
		d.Domains = append(d.Domains, domain)
		d.Strands = append(d.Strands, rubric.StrandEntry{ID: "s-" + id, Title: rubric.TextEntry{Text: "S " + id}, Domains: []string{id}})
	}
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A domain is compared if all of its competencies are, and it is as comparable as the least of them.
func TestCompareDomains(t *testing.T) {
	one := threeDomains(t, "1", "x: a b", "y: c d", "z: e f")
	two := threeDomains(t, "2", "x: a2 b", "y: c f", "z: e d", "w: g")
	x := crosswalk(t, one, two, `
  - {from: [a], to: [a2], relation: reworded, comparable: partly}
  - {from: [b], to: [b], relation: same, comparable: fully}
  - {from: [c], to: [c], relation: same, comparable: fully}
  - {from: [d], to: [d], relation: same, comparable: fully}
  - {from: [e], to: [e], relation: same, comparable: fully}
  - {from: [f], to: [f], relation: same, comparable: fully}
  - {to: [g], relation: added, comparable: not}
`)
	all := []int{1, 2, 3, 4}
	before := published(t, one, map[string][]int{"a": all, "b": all, "c": all, "d": all, "e": all, "f": all})
	after := published(t, two, map[string][]int{"a2": all, "b": all, "c": all, "d": all, "e": all, "f": all, "g": all})
	p, err := assess.Compare(before, after, x)
	if err != nil {
		t.Fatal(err)
	}
	if p.After() != after {
		t.Error("the later wave is another one")
	}
	type result struct {
		Comparable rubric.Comparability
		Reason     assess.ChangeReason
	}
	for id, want := range map[string]result{
		"x":   {rubric.PartlyComparable, ""},
		"y":   {rubric.NotComparable, assess.ChangeMembership},
		"z":   {rubric.NotComparable, assess.ChangeMembership},
		"w":   {rubric.NotComparable, assess.ChangeAdded},
		"s-x": {rubric.PartlyComparable, ""},
		"s-w": {rubric.NotComparable, assess.ChangeAdded},
	} {
		if c, ok := p.Change(id, assess.AllRaters); !ok || (result{c.Comparable, c.Reason}) != want {
			t.Errorf("%s is comparable %s, reason %q, want %v", id, c.Comparable, c.Reason, want)
		}
	}
	same, err := assess.Compare(before, before, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"x", "y", "z", "s-x", "s-y", "s-z"} {
		if c, _ := same.Change(id, assess.AllRaters); c.Comparable != rubric.FullyComparable || c.Reason != "" {
			t.Errorf("%s of one edition: %+v", id, c)
		}
	}
	d := same.Document()
	for _, s := range d.Strands {
		if s.All.Change == nil {
			t.Errorf("the strand %s has no change", s.ID)
		}
	}
	// Two waves back the competency had another id.
	points, err := assess.Trend([]assess.Wave{{Published: before}, {Published: before}, {Published: after, Crosswalk: x}}, "a2", assess.AllRaters)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, point := range points {
		ids = append(ids, point.ID)
	}
	if diff := cmp.Diff([]string{"a", "a", "a2"}, ids); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

// A cell that is hidden, or of a constituency that is not asked, has no change in the document.
func TestDocumentOfHiddenCells(t *testing.T) {
	before := publish(t, community(t, []int{30, 20, 30, 40, 50}, 1), assess.Policy{})
	after := publish(t, community(t, []int{30, 20, 30, 3, 50}, 2), assess.Policy{})
	p, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	hidden, shown := 0, 0
	for _, d := range p.Document().Domains {
		for _, c := range d.Competencies {
			for group, cell := range c.By {
				if cell.Hidden {
					hidden++
				} else {
					shown++
				}
				if cell.Hidden == (cell.Change != nil) {
					t.Errorf("%s of %s: hidden %t, change %v", c.ID, group, cell.Hidden, cell.Change)
				}
			}
		}
	}
	if hidden == 0 || shown == 0 {
		t.Errorf("%d cells are hidden, %d shown", hidden, shown)
	}
	if assess.Comparable(nil, after.Rubric(), assess.Policy{}, nil) == nil || assess.Comparable(before, nil, assess.Policy{}, nil) == nil {
		t.Error("nothing is compared")
	}
}
