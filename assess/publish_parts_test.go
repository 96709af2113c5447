package assess_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// levelsOf returns parts of so many levels, one of each.
func levelsOf(levels int) []assess.Part {
	parts := []assess.Part{{ID: "1"}}
	for i := 2; i <= levels; i++ {
		parts = append(parts, assess.Part{ID: fmt.Sprint(i), Parent: fmt.Sprint(i - 1)})
	}
	return parts
}

// TestPartsAreRefused compares the errors of parts that do not form a tree, and of tallies and options
// that do not fit.
func TestPartsAreRefused(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	other := clinic(t, "2", "a", "b")
	renamed := clinic(t, "1", "a", "c")
	n := func() *assess.Tally { return ratedBy(r, 30, 30, 30) }
	misfit := n()
	misfit.Groups["nurse"].Counts = misfit.Groups["nurse"].Counts[1:]
	stranger := n()
	for _, id := range []string{"visitor", "volunteer", "wanderer", "witness"} {
		stranger.Groups[id] = stranger.Groups["nurse"]
	}
	unnamed := n()
	unnamed.Rubric = rubric.Ref{}
	unnamedMisfit := n()
	unnamedMisfit.Rubric, unnamedMisfit.Stages = rubric.Ref{}, 4
	tree := []assess.Part{{ID: "d"}, {ID: "x", Parent: "d", Tally: n()}, {ID: "y", Parent: "d", Tally: n()}}
	for _, tt := range []struct {
		name  string
		parts []assess.Part
		opt   *assess.HierarchyOptions
		want  string
	}{
		{"nothing", nil, nil, "0 parts without a parent, want one ([]): name a part that all others belong to"},
		{"two roots", []assess.Part{{ID: "b"}, {ID: "a"}}, nil, `2 parts without a parent, want one (["a" "b"]): name a part that all others belong to`},
		{"no id", []assess.Part{{ID: "d"}, {Parent: "d"}}, nil, "a part without an id"},
		{"twice", append(slices.Clone(tree), tree[1]), nil, `"x" occurs twice: merge its tallies, or give its own responses a part of their own`},
		{"twice, elsewhere", append(slices.Clone(tree), assess.Part{ID: "x", Parent: "y"}), nil, `"x" is a part of "d" and of "y": two divisions of the same raters could be subtracted from each other; make one a level below the other or publish only one`},
		{"a missing parent", append(slices.Clone(tree), assess.Part{ID: "k", Parent: "q"}, assess.Part{ID: "j", Parent: "q"}, assess.Part{ID: "a", Parent: "r"}), nil, `"j" is a part of "q", which is missing`},
		{"a tally with parts", append(slices.Clone(tree), assess.Part{ID: "k", Parent: "y"}, assess.Part{ID: "j", Parent: "y"}), nil, `"y" has a tally and the part "j": give its own responses a part of their own`},
		{"a circle", append(slices.Clone(tree), assess.Part{ID: "k", Parent: "j"}, assess.Part{ID: "j", Parent: "k"}), nil, `"j" is a part of itself`},
		{"a second root, its own parent", append(slices.Clone(tree), assess.Part{ID: "k", Parent: "k"}), nil, `2 parts without a parent, want one (["d" "k"]): name a part that all others belong to`},
		{"as many levels as there can be", levelsOf(assess.MaxHierarchyLevels), nil, ""},
		{"one level more", levelsOf(assess.MaxHierarchyLevels + 1), nil, `"33" is at level 33, the limit is 32`},
		{"a tally of another edition", []assess.Part{{ID: "d", Tally: ratedBy(other, 1, 2, 3)}}, nil, `"d": the tally is of clinic@2, not of clinic@1`},
		{"a tally of another edition, of nobody", []assess.Part{{ID: "d", Tally: ratedBy(other, 0, 0, 0)}}, nil, `"d": the tally is of clinic@2, not of clinic@1`},
		{"a tally of a rubric with this name", []assess.Part{{ID: "d", Tally: ratedBy(renamed, 1, 2, 3)}}, nil, `"d": the tally is of clinic@1, not of clinic@1 with the digest ` + r.Ref().Digest},
		{"a tally that does not fit", []assess.Part{{ID: "d"}, {ID: "x", Parent: "d", Tally: misfit}}, nil, `"x": tally: the counts of "nurse" do not have 2 competencies by 7`},
		{"a tally without a rubric", []assess.Part{{ID: "d", Tally: unnamed}}, nil, ""},
		{"a tally without a rubric that does not fit", []assess.Part{{ID: "d", Tally: unnamedMisfit}}, nil, `"d": tally: 4 stages and 2 competencies are not those of clinic@1`},
		{"an empty tally", []assess.Part{{ID: "d"}, {ID: "x", Parent: "d", Tally: &assess.Tally{}}}, nil, ""},
		{"a tally with other groups, of which the first is named", []assess.Part{{ID: "d", Tally: stranger}}, nil, `"d": the tally has the constituency "visitor", which clinic@1 does not name`},
		{"one to merge", tree, &assess.HierarchyOptions{Merged: []string{"nurse"}}, `"nurse" is to be merged, but with nothing`},
		{"an unknown one to merge", tree, &assess.HierarchyOptions{Merged: []string{"nurse", "visitor"}}, `clinic@1 has no constituency "visitor" to merge`},
		{"everyone merged", tree, &assess.HierarchyOptions{Merged: []string{"patient", "nurse", "board"}}, ""},
		{"an unknown assumption", tree, &assess.HierarchyOptions{Summary: &assess.SummaryOptions{Assumption: "guess"}}, `summarize: no assumption "guess"`},
		{"an unknown stage of levels", tree, &assess.HierarchyOptions{Summary: &assess.SummaryOptions{LevelStage: "top"}}, `summarize: LevelStage: clinic@1 has no stage "top"`},
		{"people invited to an unknown part", tree, &assess.HierarchyOptions{Invited: map[string]assess.Invitations{"nowhere": {}}}, `people invited of "nowhere", which is not a part`},
	} {
		_, err := assess.PublishHierarchy(r, slices.Values(tt.parts), assess.Policy{}, tt.opt)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if want := tt.want; want != "" && got != "publish hierarchy: "+want || want == "" && got != "" {
			t.Errorf("%s: %s\nwant %s", tt.name, got, want)
		}
	}
	if _, err := assess.PublishHierarchy(r, slices.Values(tree), assess.Policy{MinGroup: 2}, nil); err == nil || !strings.HasPrefix(err.Error(), "publish hierarchy: policy:") {
		t.Errorf("a policy that protects nobody: %v", err)
	}
	if _, err := assess.PublishHierarchy(r, nil, assess.Policy{}, nil); err == nil || !strings.Contains(err.Error(), "parts") {
		t.Errorf("no parts: %v", err)
	}
	if assess.MaxHierarchyLevels != 32 {
		t.Errorf("%d levels", assess.MaxHierarchyLevels)
	}
}

// clinics is a tree of three levels, in no order.
func clinics(r *rubric.Rubric) []assess.Part {
	return []assess.Part{
		{ID: "west", Parent: "all"},
		{ID: "c", Parent: "east", Tally: ratedBy(r, 13, 14, 15)},
		{ID: "b", Parent: "west", Tally: ratedBy(r, 20, 3, 12)},
		{ID: "all"},
		{ID: "a", Parent: "west", Tally: ratedBy(r, 40, 15, 4)},
		{ID: "e", Parent: "all", Tally: ratedBy(r, 16, 0, 17)},
		{ID: "d", Parent: "east", Tally: ratedBy(r, 18, 19, 0)},
		{ID: "east", Parent: "all"},
		{ID: "empty", Parent: "all"},
	}
}

// TestPartsAreSums shows everything, so that each node is what Publish gives of the sum of its
// parts.
func TestPartsAreSums(t *testing.T) {
	r := clinic(t, "1", "a", "b", "c")
	parts := clinics(r)
	tallies := make(map[string]*assess.Tally)
	for _, id := range []string{"a", "b", "c", "d", "e", "empty", "east", "west", "all"} {
		tallies[id] = &assess.Tally{}
	}
	parent := make(map[string]string)
	for _, p := range parts {
		parent[p.ID] = p.Parent
	}
	for _, p := range parts {
		for id := p.ID; id != "" && p.Tally != nil; id = parent[id] {
			if err := tallies[id].Merge(p.Tally); err != nil {
				t.Fatal(err)
			}
		}
	}
	opt := &assess.SummaryOptions{Assumption: spectrum.EqualSteps, MinGapRaters: 17, LevelStage: "middle", LevelPercent: 30}
	h, err := assess.PublishHierarchy(r, slices.Values(parts), assess.Internal(), &assess.HierarchyOptions{Summary: opt})
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for part, err := range h.All() {
		if err != nil {
			t.Fatal(err)
		}
		order = append(order, part.ID)
		want, err := summaryOf(t, tallies[part.ID], r, opt).Publish(assess.Internal())
		if err != nil {
			t.Fatal(err)
		}
		place := assess.Place{ID: part.ID, Parent: parent[part.ID]}
		if got, ok := part.Published.Place(); !ok || got != place || part.Parent != place.Parent {
			t.Errorf("%s: place %+v, part of %q", part.ID, got, part.Parent)
		}
		got := encode(t, part.Published)
		at := strings.Index(got, `"hierarchy":`)
		end := at + strings.Index(got[at:], "},") + 2
		if diff := cmp.Diff(encode(t, want), got[:at]+got[end:]); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", part.ID, diff)
		}
		if encode(t, node(t, h, part.ID)) != got {
			t.Errorf("%s differs by itself", part.ID)
		}
	}
	if diff := cmp.Diff([]string{"e", "c", "d", "east", "empty", "a", "b", "west", "all"}, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	for range h.All() {
		break
	}
	if stage, percent := node(t, h, "a").LevelRule(); stage.ID() != "middle" || percent != 30 {
		t.Errorf("the rule of levels: %s, %d", stage, percent)
	}
	if got := h.Policy(); got != assess.Internal() || h.Rubric() != r {
		t.Errorf("policy %+v", got)
	}
	if got := h.Shown(); got.Shown != got.Cells {
		t.Errorf("shown %+v", got)
	}
}

// TestSharesOfCells counts the cells that are shown.
func TestSharesOfCells(t *testing.T) {
	r := clinic(t, "1", "a", "b", "c")
	h, err := assess.PublishHierarchy(r, slices.Values(clinics(r)), assess.Policy{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	sizes, err := assess.PublishHierarchy(r, slices.Values(clinics(r)), assess.Internal(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var want assess.Share
	for part, err := range h.All() {
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range []string{assess.AllRaters, "patient", "nurse", "board"} {
			if node(t, sizes, part.ID).Raters(group).N == 0 {
				continue
			}
			for c := range r.Competencies() {
				want.Cells++
				if cell, _ := part.Published.Cell(c.ID(), group); !cell.Hidden {
					want.Shown++
				}
			}
		}
	}
	if got := h.Shown(); got != want || want.Shown == 0 || want.Shown == want.Cells {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestPartsThatOverflow has more raters than can be counted.
func TestPartsThatOverflow(t *testing.T) {
	r := small(t, "1", "a")
	huge := &assess.Tally{Rubric: r.Ref(), Stages: 4, Competencies: 1, Groups: map[string]*assess.GroupCounts{
		"": {Raters: math.MaxUint64, Counts: []uint64{math.MaxUint64, 0, 0, 0, 0, 0, 0, 0}},
	}}
	few := &assess.Tally{Rubric: r.Ref(), Stages: 4, Competencies: 1, Groups: map[string]*assess.GroupCounts{
		"": {Raters: 1, Counts: []uint64{1, 0, 0, 0, 0, 0, 0, 0}},
	}}
	parts := []assess.Part{{ID: "d"}, {ID: "x", Parent: "d", Tally: huge}, {ID: "y", Parent: "d", Tally: few}}
	h, err := assess.PublishHierarchy(r, slices.Values(parts), assess.Internal(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for part, err := range h.All() {
		got = append(got, fmt.Sprint(part.ID, " ", err))
	}
	if diff := cmp.Diff([]string{"x <nil>", `y merge tallies: the raters of "" overflow`}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if p, ok, err := h.Node("d"); p != nil || !ok || err == nil || err.Error() != `publish "d": merge tallies: the raters of "" overflow` {
		t.Errorf("%v, %t, %v", p, ok, err)
	}
	if p, ok, err := h.Node("y"); p == nil || !ok || err != nil {
		t.Errorf("%v, %t, %v", p, ok, err)
	}
	if p, ok, err := h.Node("z"); p != nil || ok || err != nil {
		t.Errorf("%v, %t, %v", p, ok, err)
	}
	earlier := yielding([]*assess.Published{publishedAs(t, few, r, assess.Internal())}, nil)
	if _, err := assess.PublishHierarchy(r, slices.Values(parts), assess.Internal(), &assess.HierarchyOptions{Earlier: earlier}); err == nil {
		t.Error("published after an earlier wave")
	}

	// In one node the groups together are too many.
	c := clinic(t, "1", "a", "b")
	half := ratedBy(c, 30, 30, 30)
	for _, id := range []string{"patient", "nurse"} {
		half.Groups[id].Raters = 1 << 63
		answer(half, id, 0, 1<<63, 0, 0)
		answer(half, id, 1, 1<<63, 0, 0)
	}
	parts = []assess.Part{{ID: "d"}, {ID: "x", Parent: "d", Tally: half}, {ID: "y", Parent: "d"}}
	if h, err = assess.PublishHierarchy(c, slices.Values(parts), assess.Internal(), nil); err != nil {
		t.Fatal(err)
	}
	const want = `publish "x": the number of raters overflows`
	for part, err := range h.All() {
		if part.ID != "x" || err == nil || err.Error() != want || part.Published != nil {
			t.Errorf("%+v: %v", part, err)
		}
	}
	if p, ok, err := h.Node("x"); p != nil || !ok || err == nil || err.Error() != want {
		t.Errorf("%v, %t, %v", p, ok, err)
	}
	// The counts of two stages are too large when they are rounded up.
	rounded := &assess.Tally{Rubric: r.Ref(), Stages: 4, Competencies: 1, Groups: map[string]*assess.GroupCounts{
		"": {Raters: math.MaxUint64 - 1, Counts: []uint64{math.MaxInt64, math.MaxInt64, 0, 0, 0, 0, 0, 0}},
	}}
	if p, err := summaryOf(t, rounded, r, nil).Publish(assess.Policy{RoundTo: 2}); p != nil || err == nil || !strings.HasPrefix(err.Error(), "publish: ") {
		t.Errorf("%v", err)
	}
	if h, err = assess.PublishHierarchy(r, slices.Values([]assess.Part{{ID: "x", Tally: rounded}}), assess.Policy{RoundTo: 2}, nil); err != nil {
		t.Fatal(err)
	}
	if p, _, err := h.Node("x"); p != nil || err == nil {
		t.Errorf("%v", err)
	}
}

// TestCollectionAsTree publishes the groups of a collection with the nodes above them.
func TestCollectionAsTree(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	var lines strings.Builder
	for i := range 120 {
		fmt.Fprintf(&lines, `{"format":"response/1","rubric":"clinic@1","id":"r%d","organization":"o%d","constituency":"patient","ratings":{"a":"low","b":"high"}}`+"\n", i, i%4)
	}
	c, err := assess.Collect(context.Background(), r, []assess.ResponseInput{bytesInput("r.ndjson", []byte(lines.String()))}, &assess.CollectOptions{Key: assess.ByOrganization})
	if err != nil {
		t.Fatal(err)
	}
	above := map[string]string{"o0": "x", "o1": "x", "o2": "y", "o3": "y", "x": "z", "y": "z"}
	h, err := c.PublishHierarchy(func(id string) string { return above[id] }, assess.Internal(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for part, err := range h.All() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(part.ID, "<", part.Parent, " ", part.Published.Raters("patient").N))
	}
	if diff := cmp.Diff([]string{"o0<x 30", "o1<x 30", "x<z 60", "o2<y 30", "o3<y 30", "y<z 60", "z< 120"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	deep := func(levels int) func(string) string {
		return func(id string) string {
			n := 1
			if !strings.HasPrefix(id, "o") {
				fmt.Sscan(id, &n)
				n++
			}
			if n == levels {
				return ""
			}
			return fmt.Sprint(n)
		}
	}
	if _, err := c.PublishHierarchy(deep(32), assess.Policy{}, nil); err != nil {
		t.Errorf("32 levels: %v", err)
	}
	if _, err := c.PublishHierarchy(deep(33), assess.Policy{}, nil); err == nil || !strings.Contains(err.Error(), "at level 33") {
		t.Errorf("33 levels: %v", err)
	}
	if _, err := c.PublishHierarchy(deep(0), assess.Policy{}, nil); err == nil {
		t.Error("no end of levels")
	}
	circle := map[string]string{"o0": "x", "o1": "x", "o2": "x", "o3": "x", "x": "y", "y": "x"}
	if _, err := c.PublishHierarchy(func(id string) string { return circle[id] }, assess.Policy{}, nil); err == nil {
		t.Error("a circle")
	}
	if _, err := c.PublishHierarchy(func(string) string { return "" }, assess.Policy{}, nil); err == nil {
		t.Error("four roots")
	}
	if _, err := c.PublishHierarchy(nil, assess.Policy{}, nil); err == nil || !strings.Contains(err.Error(), "parent") {
		t.Errorf("no function: %v", err)
	}
	if _, err := new(assess.Collection).PublishHierarchy(deep(3), assess.Policy{}, nil); err == nil || !strings.Contains(err.Error(), "assess.Collect") {
		t.Errorf("a zero collection: %v", err)
	}
}
