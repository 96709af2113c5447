package assess_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// ratedBy returns a tally with groups of these sizes, by the order of the rubric, whose
// ratings of each competency are spread evenly over the three stages of clinic.
func ratedBy(r *rubric.Rubric, sizes ...uint64) *assess.Tally {
	t := &assess.Tally{Rubric: r.Ref(), Stages: 3, Competencies: r.CompetencyCount(), Groups: make(map[string]*assess.GroupCounts)}
	i := 0
	for c := range r.Constituencies() {
		n := sizes[i]
		i++
		if n == 0 {
			continue
		}
		g := &assess.GroupCounts{Raters: n}
		for range r.CompetencyCount() {
			g.Counts = append(g.Counts, (n+2)/3, (n+1)/3, n/3, 0, 0, 0, 0)
		}
		t.Groups[c.ID] = g
	}
	return t
}

// answer replaces the counts of a group on a competency.
func answer(t *assess.Tally, group string, competency int, counts ...uint64) *assess.Tally {
	copy(t.Groups[group].Counts[competency*7:], counts)
	return t
}

// checkRepublish compares an error with "reason path wait", or with "" for none.
func checkRepublish(t *testing.T, name string, err error, want string) {
	t.Helper()
	got := ""
	var e *assess.RepublishError
	switch {
	case errors.As(err, &e):
		got = strings.TrimSpace(fmt.Sprintf("%s %s", e.Reason, e.Path))
		if e.Wait > 0 {
			got += fmt.Sprintf(" %d", e.Wait)
		}
	case err != nil:
		got = err.Error()
	}
	if got != want {
		t.Errorf("%s: %q, want %q", name, got, want)
	}
}

func summaryOf(t *testing.T, tally *assess.Tally, r *rubric.Rubric, opt *assess.SummaryOptions) *assess.Summary {
	t.Helper()
	s, err := tally.Summarize(r, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func publishedAs(t *testing.T, tally *assess.Tally, r *rubric.Rubric, p assess.Policy) *assess.Published {
	t.Helper()
	pub, err := summaryOf(t, tally, r, nil).Publish(p)
	if err != nil {
		t.Fatal(err)
	}
	return pub
}

// TestLateAnswers publishes a wave of one group and one competency again after new answers. The
// numbers are those of the four stages and of the four non-answers.
func TestLateAnswers(t *testing.T) {
	r := small(t, "1", "a")
	tally := func(counts ...uint64) *assess.Tally {
		g := &assess.GroupCounts{Counts: make([]uint64, 8)}
		copy(g.Counts, counts)
		for _, n := range counts {
			g.Raters += n
		}
		return &assess.Tally{Rubric: r.Ref(), Stages: 4, Competencies: 1, Groups: map[string]*assess.GroupCounts{"": g}}
	}
	before := tally(10, 10, 10, 10, 1, 1, 1, 1)
	for _, tt := range []struct {
		name   string
		policy assess.Policy
		after  *assess.Tally
		want   string
	}{
		{"nothing new", assess.Policy{}, before, ""},
		{"the minimum", assess.Policy{}, tally(15, 10, 10, 15, 1, 1, 1, 1), ""},
		{"one below the minimum", assess.Policy{}, tally(15, 10, 10, 14, 1, 1, 1, 1), "few raters.all 1"},
		{"one", assess.Policy{}, tally(10, 11, 10, 10, 1, 1, 1, 1), "few raters.all 9"},
		{"one of a minimum of five", assess.Policy{MinGroup: 5}, tally(10, 11, 10, 10, 1, 1, 1, 1), "few raters.all 4"},
		{"five of a minimum of five", assess.Policy{MinGroup: 5}, tally(14, 11, 10, 10, 1, 1, 1, 1), ""},
		{"alike", assess.Policy{}, tally(10, 10, 20, 10, 1, 1, 1, 1), "alike a.all"},
		{"all but one alike", assess.Policy{}, tally(10, 10, 20, 11, 1, 1, 1, 1), ""},
		{"all but one, who names no stage", assess.Policy{}, tally(10, 10, 20, 10, 1, 1, 1, 2), ""},
		{"too few who name a stage", assess.Policy{}, tally(15, 10, 14, 10, 2, 1, 1, 1), "few a.all 1"},
		{"one who names a stage", assess.Policy{}, tally(10, 10, 10, 11, 1, 21, 1, 1), "few a.all 9"},
		{"nobody who names a stage", assess.Policy{}, tally(10, 10, 10, 10, 11, 1, 1, 1), ""},
		{"one outside, of two", assess.Policy{MinOutside: 2}, tally(19, 11, 10, 10, 1, 1, 1, 1), "alike a.all"},
		{"two outside, of two", assess.Policy{MinOutside: 2}, tally(19, 11, 10, 10, 2, 1, 1, 1), ""},
		{"withdrawn", assess.Policy{}, tally(10, 10, 10, 9, 1, 1, 1, 1), "withdrawn raters.all"},
		{"edited", assess.Policy{}, tally(10, 10, 11, 9, 1, 1, 1, 1), "withdrawn a.all"},
		{"edited, and named no stage", assess.Policy{}, tally(10, 10, 10, 11, 1, 1, 1, 0), "withdrawn a.all"},
		{"edited among many", assess.Policy{}, tally(20, 20, 20, 9, 1, 1, 1, 1), "withdrawn a.all"},
		{"withdrawn, of an internal summary", assess.Internal(), tally(10, 10, 10, 9, 1, 1, 1, 1), ""},
		{"one, of an internal summary", assess.Internal(), tally(10, 10, 10, 11, 1, 1, 1, 1), ""},
		{"withdrawn, of one that hides what is alike", assess.Policy{MinGroup: 1, MinOutside: 3}, tally(10, 10, 10, 9, 1, 1, 1, 1), "withdrawn raters.all"},
		{"two outside, of three", assess.Policy{MinGroup: 1, MinOutside: 3}, tally(15, 12, 10, 10, 1, 1, 1, 1), "alike a.all"},
		{"three outside, of three", assess.Policy{MinGroup: 1, MinOutside: 3}, tally(15, 12, 10, 11, 1, 1, 1, 1), ""},
		{"rounded alike", assess.Policy{RoundTo: 5}, tally(12, 10, 8, 10, 1, 1, 1, 1), ""},
		{"rounded otherwise", assess.Policy{RoundTo: 5}, tally(13, 10, 8, 10, 1, 1, 1, 0), "rounding a.all"},
		{"rounded to more", assess.Policy{RoundTo: 5}, tally(20, 10, 10, 10, 1, 1, 1, 1), "rounding raters.all"},
		{"rounded to more, of an internal summary", assess.Policy{MinGroup: 1, RoundTo: 5}, tally(20, 10, 10, 10, 1, 1, 1, 1), ""},
		{"rounded to ones", assess.Policy{RoundTo: 1}, tally(15, 10, 10, 15, 1, 1, 1, 1), ""},
	} {
		_, err := summaryOf(t, tt.after, r, nil).PublishAgain(tt.policy, publishedAs(t, before, r, tt.policy))
		checkRepublish(t, tt.name, err, tt.want)
	}
	// Each of several earlier publications is compared.
	many := tally(20, 20, 20, 20, 1, 1, 1, 1)
	_, err := summaryOf(t, many, r, nil).PublishAgain(assess.Policy{},
		publishedAs(t, before, r, assess.Policy{}), publishedAs(t, tally(20, 20, 20, 18, 1, 1, 1, 1), r, assess.Policy{}))
	checkRepublish(t, "the second of two", err, "few raters.all 8")
	got, err := summaryOf(t, many, r, nil).PublishAgain(assess.Policy{}, publishedAs(t, before, r, assess.Policy{}))
	if err != nil || encode(t, got) != encode(t, publishedAs(t, many, r, assess.Policy{})) {
		t.Errorf("published again: %v", err)
	}
	if _, err := summaryOf(t, many, r, nil).PublishAgain(assess.Policy{MinGroup: -1}); err == nil {
		t.Error("a negative minimum")
	}
	if _, err := summaryOf(t, many, r, nil).PublishAgain(assess.Policy{}, nil); err == nil || !strings.Contains(err.Error(), "earlier[0]") {
		t.Errorf("no earlier summary: %v", err)
	}
}

// TestPublishAgainOptions publishes the same counts again with other options.
func TestPublishAgainOptions(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	tally := ratedBy(r, 30, 30, 30)
	for _, tt := range []struct {
		name   string
		before assess.Policy
		after  assess.Policy
		opt    *assess.SummaryOptions
		want   string
	}{
		{"the same", assess.Policy{}, assess.Policy{}, nil, ""},
		{"another name", assess.Policy{}, assess.Policy{Name: "board"}, nil, ""},
		{"the default spelled out", assess.Policy{}, assess.Policy{MinGroup: 10, MinOutside: 1, RoundTo: 1}, nil, ""},
		{"one more outside", assess.Policy{}, assess.Policy{MinOutside: 2}, nil, "policy"},
		{"one less outside", assess.Policy{MinOutside: 2}, assess.Policy{}, nil, "policy"},
		{"one more in a group", assess.Policy{}, assess.Policy{MinGroup: 11}, nil, "policy"},
		{"one less in a group", assess.Policy{}, assess.Policy{MinGroup: 9}, nil, "policy"},
		{"rounded", assess.Policy{}, assess.Policy{RoundTo: 2}, nil, "policy"},
		{"not rounded", assess.Policy{RoundTo: 2}, assess.Policy{}, nil, "policy"},
		{"internal, and unanimous cells are shown", assess.Policy{MinGroup: 1, MinOutside: 1}, assess.Internal(), nil, "policy"},
		{"other gaps", assess.Policy{}, assess.Policy{}, &assess.SummaryOptions{MinGapRaters: 2}, "policy"},
		{"an assumption", assess.Policy{}, assess.Policy{}, &assess.SummaryOptions{Assumption: spectrum.EqualSteps}, "policy"},
	} {
		before := publishedAs(t, tally, r, tt.before)
		_, err := summaryOf(t, tally, r, tt.opt).PublishAgain(tt.after, before)
		checkRepublish(t, tt.name, err, tt.want)
		opt := &assess.HierarchyOptions{Summary: tt.opt, Earlier: yielding([]*assess.Published{before}, nil)}
		_, err = assess.PublishHierarchy(r, slices.Values([]assess.Part{{ID: "x", Tally: tally}}), tt.after, opt)
		checkRepublish(t, tt.name+", a hierarchy", err, tt.want)
	}
	other := clinic(t, "2", "a", "b")
	_, err := summaryOf(t, tally, r, nil).PublishAgain(assess.Policy{}, publishedAs(t, ratedBy(other, 30, 30, 30), other, assess.Policy{}))
	checkRepublish(t, "another edition", err, "policy")
}

// TestLateAnswersOfGroups names the group and the competency that show too much.
func TestLateAnswersOfGroups(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	large := func() *assess.Tally { return ratedBy(r, 30, 30, 30) }
	few := func() *assess.Tally { return ratedBy(r, 30, 30, 4) } // the board is hidden, and the nurses
	for _, tt := range []struct {
		name          string
		before, after *assess.Tally
		want          string
	}{
		{"nothing new", large(), large(), ""},
		{"patients", large(), ratedBy(r, 39, 30, 30), "few raters.by.patient 1"},
		{"nurses", large(), ratedBy(r, 30, 32, 30), "few raters.by.nurse 8"},
		{"the board", large(), ratedBy(r, 40, 40, 31), "few raters.by.board 9"},
		{"enough of one", large(), ratedBy(r, 30, 40, 30), ""},
		{"enough of all", large(), ratedBy(r, 40, 41, 60), ""},
		{"an edited answer", large(), answer(large(), "nurse", 1, 11, 9, 10), "withdrawn b.by.nurse"},
		{"two edited answers that make up for each other", large(), answer(answer(large(), "nurse", 0, 11, 9, 10), "patient", 0, 9, 11, 10), "withdrawn a.by.patient"},
		{"hidden, nothing new", few(), few(), ""},
		{"hidden, one of the board", few(), ratedBy(r, 30, 30, 5), "few raters.hidden 9"},
		{"hidden, nine together", few(), ratedBy(r, 30, 35, 8), "few raters.hidden 1"},
		{"hidden, ten together", few(), ratedBy(r, 30, 35, 9), ""},
		{"hidden, an edited answer", few(), answer(few(), "board", 0, 1, 2, 1), "withdrawn a.hidden"},
		{"hidden, and patients", few(), ratedBy(r, 39, 35, 9), "few raters.by.patient 1"},
		{"no longer hidden", few(), ratedBy(r, 30, 30, 30), "hidden raters.by.nurse"},
		{"hidden now", large(), few(), "hidden raters.by.nurse"},
		{"not even everyone, before", ratedBy(r, 2, 3, 4), large(), "hidden raters.all"},
		{"not even everyone, now", large(), ratedBy(r, 2, 3, 4), "hidden raters.all"},
		{"not even everyone", ratedBy(r, 2, 3, 4), ratedBy(r, 2, 2, 5), ""},
		{"unanimous before", answer(large(), "board", 1, 30, 0, 0), large(), "hidden b.by.nurse"},
		{"unanimous now", large(), answer(large(), "patient", 0, 0, 0, 30), "hidden a.by.patient"},
		{"unanimous, with new answers", answer(large(), "board", 1, 30, 0, 0), answer(ratedBy(r, 30, 30, 40), "board", 1, 40, 0, 0), "alike b.hidden"},
		{"unanimous, with new answers of two", answer(large(), "board", 1, 30, 0, 0), answer(ratedBy(r, 30, 40, 40), "board", 1, 40, 0, 0), ""},
	} {
		_, err := summaryOf(t, tt.after, r, nil).PublishAgain(assess.Policy{}, publishedAs(t, tt.before, r, assess.Policy{}))
		checkRepublish(t, tt.name, err, tt.want)
	}
}

// TestLateAnswersOfParts publishes a tree of three levels again. Of the families of the north one
// school is shown, and two are hidden, so that the district shows what is new in these two.
func TestLateAnswersOfParts(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	tree := func(schools ...*assess.Tally) []assess.Part {
		return []assess.Part{
			{ID: "n1", Parent: "north", Tally: schools[0]},
			{ID: "n2", Parent: "north", Tally: schools[1]},
			{ID: "n3", Parent: "north", Tally: schools[2]},
			{ID: "s1", Parent: "south", Tally: schools[3]},
			{ID: "s2", Parent: "south", Tally: schools[4]},
			{ID: "north", Parent: "state"},
			{ID: "south", Parent: "state"},
			{ID: "state"},
		}
	}
	n := func(sizes ...uint64) *assess.Tally { return ratedBy(r, sizes...) }
	before := tree(n(20, 30, 30), n(4, 30, 30), n(40, 30, 30), n(30, 30, 30), n(30, 30, 30))
	first, err := assess.PublishHierarchy(r, slices.Values(before), assess.Policy{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for id, hidden := range map[string]bool{"n1": true, "n2": true, "n3": false, "s1": false, "north": false, "state": false} {
		if got := node(t, first, id).Raters("patient").Hidden; got != hidden {
			t.Fatalf("the patients of %s are hidden: %t", id, got)
		}
	}
	for _, tt := range []struct {
		name  string
		after []assess.Part
		want  string
	}{
		{"nothing new", before, ""},
		{"shown", tree(n(20, 30, 30), n(4, 30, 30), n(50, 30, 30), n(30, 30, 30), n(30, 40, 30)), ""},
		{"shown, too few", tree(n(20, 30, 30), n(4, 30, 30), n(47, 30, 30), n(30, 30, 30), n(30, 30, 30)), "few n3: raters.by.patient 3"},
		{"hidden", tree(n(29, 30, 30), n(5, 30, 30), n(40, 30, 30), n(30, 30, 30), n(30, 30, 30)), ""},
		{"hidden, too few", tree(n(28, 30, 30), n(5, 30, 30), n(40, 30, 30), n(30, 30, 30), n(30, 30, 30)), "few north: raters.by.patient 1"},
		{"hidden, too few beside enough", tree(n(21, 30, 30), n(4, 30, 30), n(60, 30, 30), n(50, 30, 30), n(30, 30, 30)), "few north: raters.by.patient 9"},
		{"the other district", tree(n(20, 30, 30), n(4, 30, 30), n(60, 30, 30), n(30, 30, 30), n(30, 30, 32)), "few s2: raters.by.board 8"},
		{"an edited answer", tree(n(20, 30, 30), answer(n(4, 30, 30), "patient", 1, 1, 1, 2), n(40, 30, 30), n(30, 30, 30), n(30, 30, 30)), "withdrawn north: b.by.patient"},
		{"an edited answer beside new ones", tree(n(20, 30, 30), answer(n(4, 30, 30), "patient", 1, 1, 1, 2), n(70, 30, 30), n(30, 30, 30), n(30, 30, 30)), "withdrawn north: b.by.patient"},
		{"another is hidden", tree(n(20, 30, 30), n(4, 30, 30), n(40, 30, 30), n(30, 4, 30), n(30, 30, 30)), "hidden s1: raters.all"},
		{"none is hidden", tree(n(20, 30, 30), n(24, 30, 30), n(40, 30, 30), n(30, 30, 30), n(30, 30, 30)), "hidden n1: raters.all"},
	} {
		opt := &assess.HierarchyOptions{Earlier: first.All()}
		h, err := assess.PublishHierarchy(r, slices.Values(tt.after), assess.Policy{}, opt)
		checkRepublish(t, tt.name, err, tt.want)
		if err == nil && node(t, h, "n3").Raters("patient") != (assess.RaterCount{N: tt.after[2].Tally.Groups["patient"].Raters}) {
			t.Errorf("%s: other patients of n3", tt.name)
		}
	}
}

// TestEarlierParts publishes a tree after one of another shape. The error names the node.
func TestEarlierParts(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	n := func() *assess.Tally { return ratedBy(r, 30, 30, 30) }
	all := []assess.Part{
		{ID: "a", Parent: "x", Tally: n()},
		{ID: "b", Parent: "x", Tally: n()},
		{ID: "c", Parent: "y", Tally: n()},
		{ID: "d", Parent: "y", Tally: n()},
		{ID: "x", Parent: "z"},
		{ID: "y", Parent: "z"},
		{ID: "z"},
	}
	moved := slices.Clone(all)
	moved[1].Parent = "y"
	renamed := slices.Clone(all)
	renamed[6].ID, renamed[4].Parent, renamed[5].Parent = "zz", "zz", "zz"
	another := slices.Insert(slices.Clone(all), 0, assess.Part{ID: "e", Parent: "y", Tally: n()})
	inOther := slices.Insert(slices.Clone(all), 0, assess.Part{ID: "0", Parent: "z", Tally: n()})
	for _, tt := range []struct {
		name          string
		before, after []assess.Part
		want          string
	}{
		{"the same", all, all, ""},
		{"moved", moved, all, "parts b"},
		{"moved away", all, moved, "parts b"},
		{"renamed root", renamed, all, "parts x"},
		{"one more before", another, all, "parts z"},
		{"one more now", all, another, "parts e"},
		{"one more first before", inOther, all, "parts z"},
		{"one more first now", all, inOther, "parts 0"},
	} {
		first, err := assess.PublishHierarchy(r, slices.Values(tt.before), assess.Policy{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = assess.PublishHierarchy(r, slices.Values(tt.after), assess.Policy{}, &assess.HierarchyOptions{Earlier: first.All()})
		checkRepublish(t, tt.name, err, tt.want)
	}
	// Of one node a summary by itself is as good, and one of a tree is not.
	first, err := assess.PublishHierarchy(r, slices.Values(all), assess.Policy{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	one := []assess.Part{{ID: "a", Tally: n()}}
	for _, tt := range []struct {
		name   string
		before []*assess.Published
		want   string
	}{
		{"by itself", []*assess.Published{publishedAs(t, n(), r, assess.Policy{})}, ""},
		{"of a tree", []*assess.Published{node(t, first, "a")}, "parts a"},
		{"the root of a tree", []*assess.Published{node(t, first, "z")}, "parts a"},
		{"twice", []*assess.Published{publishedAs(t, n(), r, assess.Policy{}), publishedAs(t, n(), r, assess.Policy{})}, "parts a"},
		{"nothing", nil, "parts a"},
	} {
		_, err := assess.PublishHierarchy(r, slices.Values(one), assess.Policy{}, &assess.HierarchyOptions{Earlier: yielding(tt.before, nil)})
		checkRepublish(t, tt.name, err, tt.want)
	}
	// Another shape explains other differences, even where it is found later.
	late := slices.Clone(all)
	late[0].Tally = ratedBy(r, 31, 30, 30)
	var some []*assess.Published
	for _, id := range []string{"a", "b", "x", "c", "y"} {
		some = append(some, node(t, first, id))
	}
	_, err = assess.PublishHierarchy(r, slices.Values(late), assess.Policy{}, &assess.HierarchyOptions{Earlier: yielding(some, nil)})
	checkRepublish(t, "a late answer and nodes that are missing", err, "parts d")
	_, err = assess.PublishHierarchy(r, slices.Values(late), assess.Policy{}, &assess.HierarchyOptions{Earlier: first.All()})
	checkRepublish(t, "a late answer", err, "few a: raters.by.patient 9")
	_, err = assess.PublishHierarchy(r, slices.Values(late), assess.Policy{}, &assess.HierarchyOptions{Earlier: yielding(some, errors.New("disk"))})
	checkRepublish(t, "a late answer and an error", err, "publish hierarchy: disk")
}
