package assess_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// TestBaseline asks a comparison for what it knows of the earlier wave.
func TestBaseline(t *testing.T) {
	r := cei.Latest()
	policy := assess.Policy{Name: "board", MinGroup: 12}
	before := publish(t, tally(t, everyone(t, r, map[string]int{"family": 41, "student": 30, "leader": 3, "educator": 5}, 0)), policy)
	after := publish(t, tally(t, everyone(t, r, map[string]int{"family": 33, "student": 29}, 1)), assess.Policy{})
	p, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	b := p.Baseline()
	if b.Rubric() != r || b.Policy() != before.Policy() || b.Policy().Name != "board" {
		t.Errorf("%v under %+v", b.Rubric(), b.Policy())
	}
	for _, id := range []string{assess.AllRaters, "family", "student", "leader", "educator", "community"} {
		if got, want := b.Raters(id), before.Raters(id); got != want {
			t.Errorf("raters of %q: %+v, want %+v", id, got, want)
		}
	}
	for _, ask := range []func(string) assess.RaterCount{b.Raters, before.Raters, after.Raters} {
		if got := ask("nobody"); got != (assess.RaterCount{Hidden: true}) {
			t.Errorf("raters of an unknown constituency: %+v", got)
		}
	}
	if zero := (assess.Baseline{}); zero.Rubric() != nil || !zero.Raters("").Hidden {
		t.Errorf("the zero baseline: %v", zero)
	}
}

// withStages returns a small rubric with other stages and constituencies.
func withStages(t *testing.T, edition string, stages, groups []string, competencies ...string) *rubric.Rubric {
	t.Helper()
	d := small(t, edition, competencies...).Document()
	text := func(s string) rubric.TextEntry { return rubric.TextEntry{Text: s} }
	d.Spectrum.Stages = nil
	for _, s := range stages {
		d.Spectrum.Stages = append(d.Spectrum.Stages, rubric.StageEntry{ID: s, Title: text(s)})
	}
	for _, g := range groups {
		d.Constituencies = append(d.Constituencies, rubric.ConstituencyEntry{ID: g, Title: text(g)})
	}
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestStageThatIsNoMore compares with an edition that had a stage which the later one lacks.
func TestStageThatIsNoMore(t *testing.T) {
	one, two := withStages(t, "1", []string{"low", "middle", "high", "best"}, nil, "a", "b", "c"), withStages(t, "2", []string{"low", "high", "best"}, nil, "a", "b", "c")
	x, err := rubric.LoadCrosswalk("x.yaml", []byte(`format: crosswalk/1
from: small@1
to: small@2
stages: {low: low, high: high, best: best}
competencies:
  - {from: [a], to: [a], relation: same, comparable: fully}
  - {from: [b], to: [b], relation: same, comparable: partly}
  - {from: [c], to: [c], relation: same, comparable: fully}
`), one, two, nil)
	if err != nil {
		t.Fatal(err)
	}
	before := published(t, one, map[string][]int{"a": {5, 0, 4, 1}, "b": {1, 0, 1, 0}, "c": {0, 1, 9, 0}})
	after := published(t, two, map[string][]int{"a": {5, 3, 2}, "b": {0, 2, 1}, "c": {0, 3, 1}})
	p, err := assess.Compare(before, after, x)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		id         string
		reason     assess.ChangeReason
		comparable rubric.Comparability
		before     string
	}{
		{"a", "", rubric.FullyComparable, "low: 5, high: 4, best: 1"},
		{"b", "", rubric.PartlyComparable, "low: 1, high: 1, best: 0"},
		{"c", assess.ChangeStage, rubric.NotComparable, ""},
		{"dom", assess.ChangeStage, rubric.NotComparable, ""},
	} {
		c, ok := p.Change(tt.id, assess.AllRaters)
		if !ok || c.Reason != tt.reason || c.Comparable != tt.comparable || c.Before.Stages.String() != tt.before {
			t.Errorf("%s: %q, %s, %q", tt.id, c.Reason, c.Comparable, c.Before.Stages)
		}
	}
	// Without ratings at that stage the domain is compared, as far as its parts are.
	before = published(t, one, map[string][]int{"a": {5, 0, 4, 1}, "b": {1, 0, 1, 0}, "c": {0, 0, 9, 0}})
	if p, err = assess.Compare(before, after, x); err != nil {
		t.Fatal(err)
	}
	c, _ := p.Change("dom", assess.AllRaters)
	if c.Reason != "" || c.Comparable != rubric.PartlyComparable || c.Before.Stages.String() != "low: 6, high: 14, best: 1" {
		t.Errorf("the domain: %q, %s, %q", c.Reason, c.Comparable, c.Before.Stages)
	}

	// A trend through the two waves, and one that a wave interrupts.
	points, err := assess.Trend([]assess.Wave{{Published: before}, {Published: after, Crosswalk: x}, {Published: after}}, "a", assess.AllRaters)
	if err != nil || len(points) != 3 || points[0].Cell.Rated() != 10 || points[2].Break != "" || points[1].Delta == 0 || points[2].Delta != 0 {
		t.Errorf("trend %+v, %v", points, err)
	}
	if _, err := assess.Trend([]assess.Wave{{Published: before}, {Published: after}, {Published: after}}, "a", assess.AllRaters); err == nil || !strings.Contains(err.Error(), "wave 2:") {
		t.Errorf("a trend without a crosswalk: %v", err)
	}
	if _, err := assess.Trend([]assess.Wave{{Published: before}, {Published: after, Crosswalk: x}, {Published: after, Crosswalk: x}}, "a", assess.AllRaters); err == nil || !strings.Contains(err.Error(), "wave 3:") {
		t.Errorf("a trend with a crosswalk too many: %v", err)
	}
}

// TestConstituencyThatIsNew compares editions of which the later one names a constituency more.
func TestConstituencyThatIsNew(t *testing.T) {
	levels := []string{"low", "high"}
	one, two := withStages(t, "1", levels, []string{"x"}, "a"), withStages(t, "2", levels, []string{"x", "y"}, "a")
	x, err := rubric.LoadCrosswalk("x.yaml", []byte("format: crosswalk/1\nfrom: small@1\nto: small@2\ncompetencies:\n  - {from: [a], to: [a], relation: same, comparable: fully}\n"), one, two, nil)
	if err != nil {
		t.Fatal(err)
	}
	wave := func(r *rubric.Rubric, groups ...string) *assess.Published {
		var all []*assess.Response
		for _, g := range groups {
			for i := range 6 {
				all = append(all, respond(t, r, assess.ResponseDocument{ID: fmt.Sprint(g, i), Constituency: g, Ratings: plain("a", levels[i%2])}))
			}
		}
		return publishedOf(t, r, all, assess.Internal())
	}
	before, after := wave(one, "x"), wave(two, "x", "y")
	p, err := assess.Compare(before, after, x)
	if err != nil {
		t.Fatal(err)
	}
	for group, want := range map[string]assess.ChangeReason{"": "", "x": "", "y": assess.ChangeGroup} {
		c, ok := p.Change("a", group)
		if !ok || c.Reason != want || c.After.Rated() == 0 || (want != "") != (c.Comparable == rubric.NotComparable) {
			t.Errorf("%q: %+v, %t", group, c, ok)
		}
	}
	points, err := assess.Trend([]assess.Wave{{Published: before}, {Published: after, Crosswalk: x}}, "a", "y")
	if err != nil || len(points) != 1 || points[0].Break != assess.ChangeGroup || points[0].ID != "a" {
		t.Errorf("trend %+v, %v", points, err)
	}
}

// TestGapsNeedRaters sets the least number of raters of a difference to as many as groups have,
// one fewer and one more.
func TestGapsNeedRaters(t *testing.T) {
	r := cei.Latest()
	all := append(wave(t, "family", 12, stages("developing", "maturing")), wave(t, "student", 8, stages("developing", "advanced"))...)
	for _, tt := range []struct{ minimum, want int }{{1, 1}, {7, 1}, {8, 1}, {9, 0}, {12, 0}, {13, 0}} {
		for _, list := range [][]*assess.Response{all, append(wave(t, "student", 12, stages("developing", "maturing")), wave(t, "family", 8, stages("developing", "advanced"))...)} {
			sum, err := tally(t, list).Summarize(r, &assess.SummaryOptions{MinGapRaters: tt.minimum})
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for range sum.Gaps() {
				n++
			}
			if n != tt.want {
				t.Errorf("at least %d raters: %d differences, want %d", tt.minimum, n, tt.want)
			}
		}
	}
}

// TestShownRaters compares what is shown together with its parts, where some groups are hidden
// and where a row is.
func TestShownRaters(t *testing.T) {
	r := cei.Latest()
	agree := wave(t, "student", 20, stages("advanced")) // unanimous: hidden on its row
	list := append(wave(t, "family", 30, stages("developing", "maturing")), agree...)
	list = append(list, wave(t, "leader", 4, stages("developing", "advanced"))...)
	pub := publish(t, tally(t, list), assess.Policy{})
	var sum uint64
	for g := range r.Constituencies() {
		if n := pub.Raters(g.ID); !n.Hidden {
			sum += n.N
		}
	}
	if got := pub.Raters(assess.ShownRaters); got != (assess.RaterCount{N: sum}) || sum == 0 {
		t.Errorf("shown raters %+v, want %d", got, sum)
	}
	if cell, ok := pub.Cell("language-access", assess.ShownRaters); !ok || !cell.Hidden {
		t.Errorf("a row with a hidden part: %+v, %t", cell, ok)
	}
	if got := len(pub.Constituencies()); got != 5 {
		t.Errorf("%d constituencies, want 5", got)
	}
	if _, ok := pub.Cell("language-access", "nobody"); ok {
		t.Error("a cell of an unknown constituency")
	}
	plainRubric := small(t, "1", "a")
	alone := published(t, plainRubric, map[string][]int{"a": {1, 2, 3, 4}})
	if cell, ok := alone.Cell("a", assess.ShownRaters); !ok || cell.Hidden || cell.Rated() != 10 || alone.Raters(assess.ShownRaters).N != 10 {
		t.Errorf("without constituencies: %+v, %t", cell, ok)
	}
}

// TestRoundingTies rounds counts that are as near to one multiple as to the next.
func TestRoundingTies(t *testing.T) {
	r := small(t, "1", "a")
	var all []*assess.Response
	for stage, n := range map[string]int{"one": 2, "two": 6, "three": 5, "four": 11} {
		for i := range n {
			all = append(all, respond(t, r, assess.ResponseDocument{ID: fmt.Sprint(stage, i), Ratings: plain("a", stage)}))
		}
	}
	p := assess.Internal()
	p.RoundTo = 4
	cell, ok := publishedOf(t, r, all, p).Cell("a", assess.AllRaters)
	if want := "one: 4, two: 8, three: 4, four: 12"; !ok || cell.Stages.String() != want {
		t.Errorf("%s, want %s", cell.Stages, want)
	}
}
