package assess_test

import (
	"errors"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestPublishHierarchyAgain(t *testing.T) {
	parts := state(t, rand.New(rand.NewPCG(3, 0)), 1)
	first := hierarchy(t, parts, assess.Policy{}, nil)
	opt := &assess.HierarchyOptions{Earlier: first.All()}
	if _, err := assess.PublishHierarchy(cei.Latest(), slices.Values(parts), assess.Policy{}, opt); err != nil {
		t.Error(err)
	}
	for i := range parts {
		if parts[i].Tally == nil {
			continue
		}
		more := answering(t, []int{1, 0, 0, 0, 0}, 7, stageWords...)
		if err := more.Merge(parts[i].Tally); err != nil {
			t.Fatal(err)
		}
		changed := slices.Clone(parts)
		changed[i].Tally = more
		var e *assess.RepublishError
		_, err := assess.PublishHierarchy(cei.Latest(), slices.Values(changed), assess.Policy{}, opt)
		if !errors.As(err, &e) || e.Reason != assess.RepublishFew && e.Reason != assess.RepublishHidden {
			t.Errorf("one late answer in %s: %v", parts[i].ID, err)
		}
	}
	var e *assess.RepublishError
	_, err := assess.PublishHierarchy(cei.Latest(), slices.Values(parts[:len(parts)-1]), assess.Policy{}, opt)
	if !errors.As(err, &e) || e.Reason != assess.RepublishParts {
		t.Errorf("a part less: %v", err)
	}
}

// The published documents alone are enough to publish again, in any order.
func TestPublishHierarchyAgainFromDocuments(t *testing.T) {
	parts := state(t, rand.New(rand.NewPCG(3, 0)), 1)
	read := publishedDocuments(t, hierarchy(t, parts, assess.Policy{}, nil))
	slices.Reverse(read)
	late := slices.Clone(parts)
	more := answering(t, []int{0, 1, 0, 0, 0}, 7, stageWords...)
	leaf := slices.IndexFunc(parts, func(p assess.Part) bool { return p.Tally != nil })
	if err := more.Merge(parts[leaf].Tally); err != nil {
		t.Fatal(err)
	}
	late[leaf].Tally = more
	broken := errors.New("disk")
	for _, tt := range []struct {
		name    string
		parts   []assess.Part
		earlier iter.Seq2[assess.PublishedPart, error]
		want    assess.RepublishReason
	}{
		{"the same", parts, yielding(read, nil), ""},
		{"one late answer", late, yielding(read, nil), assess.RepublishFew},
		{"one document less", parts, yielding(read[1:], nil), assess.RepublishParts},
		{"nothing", parts, yielding(nil, nil), assess.RepublishParts},
		{"one twice", parts, yielding(slices.Concat(read[:3], read), nil), assess.RepublishParts},
		{"by itself", parts, yielding([]*assess.Published{publish(t, more, assess.Policy{})}, nil), assess.RepublishParts},
		{"an error", parts, yielding(read[:3], broken), "error"},
		{"no summary", parts, yielding([]*assess.Published{nil}, nil), "error"},
	} {
		_, err := assess.PublishHierarchy(cei.Latest(), slices.Values(tt.parts), assess.Policy{}, &assess.HierarchyOptions{Earlier: tt.earlier})
		var e *assess.RepublishError
		switch {
		case tt.want == "":
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
		case tt.want == "error":
			if err == nil || errors.As(err, &e) || tt.name == "an error" && !errors.Is(err, broken) {
				t.Errorf("%s: %v", tt.name, err)
			}
		case !errors.As(err, &e) || e.Reason != tt.want:
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// A tree of one node is published again like a summary by itself.
func TestPublishHierarchyAgainOneNode(t *testing.T) {
	first := answering(t, []int{30, 30, 30, 30, 30}, 1, stageWords...)
	before := publish(t, first, assess.Policy{})
	opt := &assess.HierarchyOptions{Earlier: yielding([]*assess.Published{before}, nil)}
	for late, want := range map[int]bool{0: true, 1: false, 20: true} {
		all := answering(t, []int{0, late, 0, 0, 0}, 2, stageWords...)
		if err := all.Merge(first); err != nil {
			t.Fatal(err)
		}
		_, err := assess.PublishHierarchy(cei.Latest(), slices.Values([]assess.Part{{ID: "school", Tally: all}}), assess.Policy{}, opt)
		if (err == nil) != want {
			t.Errorf("%d late answers: %v", late, err)
		}
	}
}

// Late answers of merged constituencies are compared although neither is shown, and so are those of
// hidden cells of a part, which only the district shows.
func TestPublishHierarchyAgainHidden(t *testing.T) {
	a := answering(t, []int{30, 40, 20, 12, 12}, 1, stageWords...)
	b := answering(t, []int{25, 50, 22, 3, 21}, 2, stageWords...)
	for _, tt := range []struct {
		name   string
		merged []string
		late   []int
		want   assess.RepublishReason
		path   string
	}{
		{"merged", []string{"leader", "community"}, []int{0, 0, 0, 1, 0}, assess.RepublishFew, "a: raters.hidden"},
		{"merged, enough", []string{"leader", "community"}, []int{0, 0, 0, 6, 6}, "", ""},
		{"pooled", nil, []int{0, 0, 0, 1, 0}, assess.RepublishFew, "d: raters.by.leader"},
		{"pooled, enough", nil, []int{0, 0, 0, 14, 0}, "", ""},
	} {
		parts := []assess.Part{{ID: "d"}, {ID: "a", Parent: "d", Tally: a}, {ID: "b", Parent: "d", Tally: b}}
		opt := &assess.HierarchyOptions{Merged: tt.merged}
		first := hierarchy(t, parts, assess.Policy{}, opt)
		parts[1].Tally = answering(t, tt.late, 3, stageWords...)
		if err := parts[1].Tally.Merge(a); err != nil {
			t.Fatal(err)
		}
		opt.Earlier = yielding(publishedDocuments(t, first), nil)
		_, err := assess.PublishHierarchy(cei.Latest(), slices.Values(parts), assess.Policy{}, opt)
		var e *assess.RepublishError
		if tt.want == "" && err != nil || tt.want != "" && (!errors.As(err, &e) || e.Reason != tt.want || e.Path != tt.path) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// publishedDocuments writes and reads the summaries of a hierarchy.
func publishedDocuments(t *testing.T, h *assess.Hierarchy) []*assess.Published {
	t.Helper()
	var read []*assess.Published
	for part, err := range h.All() {
		if err != nil {
			t.Fatal(err)
		}
		p, err := assess.LoadPublished(cei.Latest(), part.ID, []byte(encode(t, part.Published)), nil)
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, p)
	}
	return read
}

// yielding yields summaries, and then an error if there is one.
func yielding(summaries []*assess.Published, end error) iter.Seq2[assess.PublishedPart, error] {
	return func(yield func(assess.PublishedPart, error) bool) {
		for _, p := range summaries {
			if !yield(assess.PublishedPart{Published: p}, nil) {
				return
			}
		}
		if end != nil {
			yield(assess.PublishedPart{}, end)
		}
	}
}
