package assess_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

var stageWords = []string{"not-evident", "developing", "maturing", "advanced"}

func hierarchy(t testing.TB, parts []assess.Part, p assess.Policy, opt *assess.HierarchyOptions) *assess.Hierarchy {
	t.Helper()
	h, err := assess.PublishHierarchy(cei.Latest(), slices.Values(parts), p, opt)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// encodings returns the document of every node.
func encodings(t testing.TB, h *assess.Hierarchy) map[string]string {
	t.Helper()
	docs := make(map[string]string)
	for part, err := range h.All() {
		if err != nil {
			t.Fatal(err)
		}
		docs[part.ID] = encode(t, part.Published)
	}
	return docs
}

func node(t testing.TB, h *assess.Hierarchy, id string) *assess.Published {
	t.Helper()
	p, ok, err := h.Node(id)
	if err != nil || !ok {
		t.Fatalf("%q: %t, %v", id, ok, err)
	}
	return p
}

// The leaders of the second school are those of the district who are not in the first one.
func TestHierarchyHidesDifferences(t *testing.T) {
	a := answering(t, []int{30, 40, 20, 12, 12}, 1, stageWords...)
	b := answering(t, []int{25, 50, 22, 3, 11}, 2, stageWords...)
	h := hierarchy(t, []assess.Part{{ID: "d"}, {ID: "a", Parent: "d", Tally: a}, {ID: "b", Parent: "d", Tally: b}}, assess.Policy{}, nil)
	district, first, second := node(t, h, "d"), node(t, h, "a"), node(t, h, "b")
	if district.Raters("leader").Hidden || !first.Raters("leader").Hidden || !second.Raters("leader").Hidden {
		t.Errorf("leaders: district %+v, schools %+v and %+v", district.Raters("leader"), first.Raters("leader"), second.Raters("leader"))
	}
	if district.Raters(assess.AllRaters) != (assess.RaterCount{N: 225}) || !second.Raters(assess.AllRaters).Hidden {
		t.Errorf("everyone: %+v and %+v", district.Raters(assess.AllRaters), second.Raters(assess.AllRaters))
	}
	if second.Raters("family") != (assess.RaterCount{N: 50}) {
		t.Errorf("families: %+v", second.Raters("family"))
	}
	if _, ok, _ := h.Node("c"); ok {
		t.Error("a node that is not in the tree")
	}
}

// If everyone is hidden, the shown constituencies represent everyone. The document states
// its node.
func TestHierarchyPlace(t *testing.T) {
	a := answering(t, []int{30, 40, 20, 12, 12}, 1, stageWords...)
	b := answering(t, []int{25, 50, 22, 3, 15}, 2, stageWords...)
	h := hierarchy(t, []assess.Part{{ID: "d"}, {ID: "a", Parent: "d", Tally: a}, {ID: "b", Parent: "d", Tally: b}}, assess.Policy{}, nil)
	school := node(t, h, "b")
	if n := school.Raters(assess.ShownRaters); n != (assess.RaterCount{N: 112}) || !school.Raters(assess.AllRaters).Hidden {
		t.Errorf("shown %+v, everyone %+v", n, school.Raters(assess.AllRaters))
	}
	for c := range cei.Latest().Competencies() {
		all, ok := school.Cell(c.ID(), assess.ShownRaters)
		var want uint64
		for _, id := range []string{"student", "family", "educator", "community"} {
			cell, _ := school.Cell(c.ID(), id)
			if cell.Hidden != all.Hidden {
				t.Errorf("%s of %s: hidden %t, all that are shown %t", c.ID(), id, cell.Hidden, all.Hidden)
			}
			want += cell.Rated()
		}
		if !ok || all.Rated() != want {
			t.Errorf("%s: %d ratings, want %d", c.ID(), all.Rated(), want)
		}
	}
	if _, ok := school.Reliability(assess.ShownRaters); !ok {
		t.Error("no reliability")
	}
	if s, ok, err := school.Score(assess.PooledMedian, assess.AllDomains, assess.ShownRaters, spectrum.Stage{}); !ok || err != nil || s.Rated == 0 {
		t.Errorf("%+v, %t, %v", s, ok, err)
	}
	for id, want := range map[string]assess.Place{"b": {ID: "b", Parent: "d"}, "d": {ID: "d"}} {
		if place, ok := node(t, h, id).Place(); !ok || place != want {
			t.Errorf("%s: place %+v", id, place)
		}
		read, err := assess.LoadPublished(cei.Latest(), id, []byte(encode(t, node(t, h, id))), nil)
		if err != nil {
			t.Fatal(err)
		}
		if place, ok := read.Place(); !ok || place != want {
			t.Errorf("%s: place %+v after reading", id, place)
		}
		if _, err := new(assess.PairTally).Publish(read, publish(t, a, assess.Policy{})); err == nil || !strings.Contains(err.Error(), "hierarchy") {
			t.Errorf("pairs of %s: %v", id, err)
		}
		s, err := a.Summarize(cei.Latest(), nil)
		if err != nil {
			t.Fatal(err)
		}
		var republish *assess.RepublishError
		if _, err := s.PublishAgain(assess.Policy{}, read); !errors.As(err, &republish) || republish.Reason != assess.RepublishParts {
			t.Errorf("%s published again by itself: %v", id, err)
		}
	}
	if _, ok := publish(t, a, assess.Policy{}).Place(); ok {
		t.Error("a summary by itself has a place")
	}
	if _, ok := node(t, hierarchy(t, []assess.Part{{ID: "a", Tally: a}}, assess.Policy{}, nil), "a").Place(); ok {
		t.Error("a tree of one node is a hierarchy")
	}
	alone := publish(t, a, assess.Policy{})
	if alone.Raters(assess.ShownRaters) != alone.Raters(assess.AllRaters) {
		t.Errorf("shown %+v, everyone %+v", alone.Raters(assess.ShownRaters), alone.Raters(assess.AllRaters))
	}
	nothing := publish(t, answering(t, []int{1, 1, 1, 1, 1}, 1, stageWords...), assess.Policy{})
	if cell, ok := nothing.Cell("welcoming-culture", assess.ShownRaters); !ok || !cell.Hidden || !nothing.Raters(assess.ShownRaters).Hidden {
		t.Errorf("%+v, %+v", cell, nothing.Raters(assess.ShownRaters))
	}
}

// If small constituencies are merged, everyone's cells can be shown.
func TestHierarchyMerges(t *testing.T) {
	a := answering(t, []int{30, 40, 20, 12, 12}, 1, stageWords...)
	b := answering(t, []int{25, 50, 22, 3, 21}, 2, stageWords...)
	parts := []assess.Part{{ID: "d"}, {ID: "a", Parent: "d", Tally: a}, {ID: "b", Parent: "d", Tally: b}}
	h := hierarchy(t, parts, assess.Policy{}, &assess.HierarchyOptions{Merged: []string{"leader", "community"}})
	for _, id := range []string{"a", "b", "d"} {
		p := node(t, h, id)
		if p.Raters(assess.AllRaters).Hidden || p.Raters("family").Hidden || !p.Raters("leader").Hidden || !p.Raters("community").Hidden {
			t.Errorf("%s: %+v, families %+v, leaders %+v", id, p.Raters(assess.AllRaters), p.Raters("family"), p.Raters("leader"))
		}
	}
	for _, merged := range [][]string{{"leader"}, {"leader", "nobody"}} {
		if _, err := assess.PublishHierarchy(cei.Latest(), slices.Values(parts), assess.Policy{}, &assess.HierarchyOptions{Merged: merged}); err == nil {
			t.Errorf("%q are merged", merged)
		}
	}
}

// state returns schools in districts in counties in a state.
func state(t testing.TB, rng *rand.Rand, counties int) []assess.Part {
	t.Helper()
	parts := []assess.Part{{ID: "state"}}
	for c := range counties {
		county := fmt.Sprint("county-", c)
		parts = append(parts, assess.Part{ID: county, Parent: "state"})
		for d := range 1 + rng.IntN(3) {
			district := fmt.Sprint(county, "-district-", d)
			parts = append(parts, assess.Part{ID: district, Parent: county})
			for s := range 1 + rng.IntN(3) {
				sizes := []int{rng.IntN(40), rng.IntN(40), rng.IntN(25), rng.IntN(5), rng.IntN(15)}
				parts = append(parts, assess.Part{
					ID: fmt.Sprint(district, "-school-", s), Parent: district,
					Tally: answering(t, sizes, rng.Uint64(), append(stageWords, "dont-know")...),
				})
			}
		}
	}
	return parts
}

func TestHierarchyLaws(t *testing.T) {
	for seed := range uint64(5) {
		rng := rand.New(rand.NewPCG(seed, 0))
		parts := state(t, rng, 2)
		want := encodings(t, hierarchy(t, parts, assess.Policy{}, nil))
		if len(want) != len(parts) {
			t.Fatalf("%d documents of %d parts", len(want), len(parts))
		}
		rng.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		h := hierarchy(t, parts, assess.Policy{}, nil)
		for id, doc := range encodings(t, h) {
			if doc != want[id] {
				t.Fatalf("%s depends on the order of the parts", id)
			}
			if encode(t, node(t, h, id)) != doc {
				t.Fatalf("%s differs by itself", id)
			}
		}
		for _, doc := range encodings(t, hierarchy(t, parts, assess.Internal(), nil)) {
			if strings.Contains(doc, `"hidden":true`) {
				t.Fatal("something is hidden under the internal policy")
			}
		}
		for part, err := range h.All() {
			if err != nil {
				t.Fatal(err)
			}
			checkNeverMore(t, part.Published)
		}
		for _, part := range parts {
			if part.Tally == nil {
				continue
			}
			one := hierarchy(t, []assess.Part{{ID: "x", Tally: part.Tally}}, assess.Policy{}, nil)
			if encode(t, node(t, one, "x")) != encode(t, publish(t, part.Tally, assess.Policy{})) {
				t.Fatalf("%s: a tree of one node is not what Publish gives", part.ID)
			}
			break
		}
	}
}

// checkNeverMore makes sure that a group hidden by its size is hidden everywhere, and that
// a domain is hidden if one of its competencies is.
func checkNeverMore(t *testing.T, p *assess.Published) {
	t.Helper()
	for _, id := range append([]string{assess.AllRaters}, allConstituencies...) {
		for c := range p.Rubric().Competencies() {
			cell, _ := p.Cell(c.ID(), id)
			domain, _ := p.Cell(c.Domain().ID(), id)
			if p.Raters(id).Hidden && !cell.Hidden || cell.Hidden && !domain.Hidden {
				t.Fatalf("%s of %q: hidden %t, domain %t, raters %+v", c.ID(), id, cell.Hidden, domain.Hidden, p.Raters(id))
			}
		}
	}
}

func TestHierarchyRefuses(t *testing.T) {
	tally := answering(t, []int{20, 20, 20, 20, 20}, 1, stageWords...)
	school := func(id, parent string) assess.Part { return assess.Part{ID: id, Parent: parent, Tally: tally} }
	deep := []assess.Part{{ID: "0"}}
	for i := range assess.MaxHierarchyLevels + 1 {
		deep = append(deep, assess.Part{ID: fmt.Sprint(i + 1), Parent: fmt.Sprint(i)})
	}
	for name, tt := range map[string]struct {
		parts []assess.Part
		want  string
	}{
		"nothing":            {nil, "without a parent"},
		"two roots":          {[]assess.Part{school("a", ""), school("b", "")}, "without a parent"},
		"two missing roots":  {[]assess.Part{school("a", "d"), school("b", "e")}, `2 parts without a parent, want one (["d" "e"])`},
		"a second own root":  {[]assess.Part{school("a", "a"), school("b", "d"), {ID: "d"}}, "2 parts without a parent"},
		"a circle, no root":  {[]assess.Part{school("a", "d"), {ID: "b", Parent: "c"}, {ID: "c", Parent: "b"}}, "a part of itself"},
		"no id":              {[]assess.Part{school("", "")}, "without an id"},
		"a missing parent":   {[]assess.Part{{ID: "d"}, school("a", "e")}, `"e", which is missing`},
		"two divisions":      {[]assess.Part{{ID: "d"}, {ID: "english", Parent: "d"}, school("a", "d"), school("a", "english")}, "two divisions of the same raters"},
		"a tally with parts": {[]assess.Part{school("d", ""), school("a", "d")}, "a part of their own"},
		"a circle":           {[]assess.Part{{ID: "d"}, {ID: "a", Parent: "b"}, {ID: "b", Parent: "a"}}, "a part of itself"},
		"too many levels":    {deep, "the limit is 32"},
	} {
		_, err := assess.PublishHierarchy(cei.Latest(), slices.Values(tt.parts), assess.Policy{}, nil)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := assess.PublishHierarchy(nil, slices.Values(deep), assess.Policy{}, nil); err == nil {
		t.Error("no rubric")
	}
}

func TestPublishAgain(t *testing.T) {
	sizes := []int{30, 30, 30, 30, 30}
	first := answering(t, sizes, 1, stageWords...)
	summarize := func(tally *assess.Tally) *assess.Summary {
		s, err := tally.Summarize(cei.Latest(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := publish(t, first, assess.Policy{})
	with := func(late []int, seed uint64) *assess.Tally {
		all := answering(t, late, seed, stageWords...)
		if err := all.Merge(first); err != nil {
			t.Fatal(err)
		}
		return all
	}
	for _, tt := range []struct {
		name   string
		tally  *assess.Tally
		policy assess.Policy
		want   assess.RepublishReason
		wait   uint64
	}{
		{"the same again", first, assess.Policy{}, "", 0},
		{"one late answer", with([]int{0, 1, 0, 0, 0}, 2), assess.Policy{}, assess.RepublishFew, 9},
		{"forty late answers", with([]int{20, 20, 0, 0, 0}, 2), assess.Policy{}, "", 0},
		{"forty and one of another group", with([]int{20, 20, 1, 0, 0}, 2), assess.Policy{}, assess.RepublishFew, 9},
		{"one withdrawn", answering(t, []int{30, 30, 30, 30, 29}, 1, stageWords...), assess.Policy{}, assess.RepublishFell, 0},
		{"all edited", answering(t, sizes, 3, stageWords...), assess.Policy{}, assess.RepublishFell, 0},
		{"another policy", first, assess.Policy{MinGroup: 5}, assess.RepublishPolicy, 0},
		{"a new small group", with([]int{0, 0, 0, 0, 0}, 2), assess.Policy{MinGroup: 31}, assess.RepublishPolicy, 0},
	} {
		_, err := summarize(tt.tally).PublishAgain(tt.policy, before)
		var e *assess.RepublishError
		switch {
		case tt.want == "":
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
		case !errors.As(err, &e) || e.Reason != tt.want || e.Wait != tt.wait:
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	// If a small group is hidden, the late raters of all hidden groups together must be enough.
	small := answering(t, []int{30, 30, 30, 4, 30}, 1, stageWords...)
	late := answering(t, []int{0, 0, 0, 12, 0}, 9, stageWords...)
	if err := late.Merge(small); err != nil {
		t.Fatal(err)
	}
	var e *assess.RepublishError
	if _, err := summarize(late).PublishAgain(assess.Policy{}, publish(t, small, assess.Policy{})); !errors.As(err, &e) || e.Reason != assess.RepublishHidden {
		t.Errorf("a group that was hidden: %v", err)
	}
}

func ExamplePublishHierarchy() {
	group := func(n uint64) *assess.GroupCounts {
		g := &assess.GroupCounts{Raters: n}
		for range cei.Latest().CompetencyCount() {
			g.Counts = append(g.Counts, 0, n/2, n-n/2, 0, 0, 0, 0, 0)
		}
		return g
	}
	tally := func(families, leaders uint64) *assess.Tally {
		return &assess.Tally{
			Rubric: cei.Latest().Ref(), Stages: 4, Competencies: cei.Latest().CompetencyCount(),
			Groups: map[string]*assess.GroupCounts{"family": group(families), "leader": group(leaders)},
		}
	}
	h, err := assess.PublishHierarchy(cei.Latest(), slices.Values([]assess.Part{
		{ID: "district"},
		{ID: "north", Parent: "district", Tally: tally(40, 12)},
		{ID: "south", Parent: "district", Tally: tally(50, 3)},
	}), assess.Policy{}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for part, err := range h.All() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(part.ID, part.Published.Raters("family"), part.Published.Raters("leader"), part.Published.Raters(assess.AllRaters))
	}
	// Output:
	// north 40 hidden hidden
	// south 50 hidden hidden
	// district 90 15 105
}
