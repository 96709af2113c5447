package assess_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// A review before anything is published names no group, whatever a publication would show.
func TestReviewUnpublished(t *testing.T) {
	_, c, p := gathered(t, testdata.District, assess.Policy{})
	k, err := c.ReviewUnpublished(cei.Latest())
	if err != nil {
		t.Fatal(err)
	}
	texts := func(k *assess.Comments) (all []string) {
		for _, e := range k.Document().Comments {
			all = append(all, e.Competency+": "+e.Text)
		}
		slices.Sort(all)
		return all
	}
	if !slices.Equal(texts(k), texts(reviewed(t, c, p))) {
		t.Error("the texts are not those of a review with results")
	}
	for _, e := range k.Document().Comments {
		if e.Constituency != "" || e.Stage != "" {
			t.Errorf("%+v names a group", e)
		}
	}
	earlier, _ := cei.Edition("2023.1")
	if _, err := c.ReviewUnpublished(earlier); err == nil {
		t.Error("another rubric")
	}
	if k, err := new(assess.CommentCollector).ReviewUnpublished(earlier); err != nil || k.Len() != 0 {
		t.Errorf("no comments: %v, %v", k, err)
	}
}

// commentsOf returns comments, by default on one competency.
func commentsOf(t testing.TB, all ...assess.CommentEntry) *assess.Comments {
	t.Helper()
	for i := range all {
		if all[i].Competency == "" {
			all[i].Competency = "language-access"
		}
	}
	k, err := assess.NewComments(cei.Latest(), assess.CommentsDocument{Comments: all})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// twoReviews returns comments with decisions, and a later review of the same raters.
func twoReviews(t testing.TB) (before, fresh *assess.Comments) {
	t.Helper()
	before = commentsOf(
		t,
		assess.CommentEntry{Text: "gone", Cleared: true, Public: true},
		assess.CommentEntry{Text: "stays", Edited: "edited", Cleared: true, Public: true},
		assess.CommentEntry{Text: "thanks", Cleared: true, Public: true},
		assess.CommentEntry{Text: "thanks"},
		assess.CommentEntry{Text: "named", Constituency: "family", Cleared: true},
		assess.CommentEntry{Text: "named", Constituency: "student"},
	)
	fresh = commentsOf(
		t,
		assess.CommentEntry{Text: "new", Check: []string{"email"}},
		assess.CommentEntry{Text: "named", Constituency: "student"},
		assess.CommentEntry{Text: "named", Constituency: "family"},
		assess.CommentEntry{Text: "stays", Constituency: "family", Stage: "advanced"},
		assess.CommentEntry{Text: "stays", Competency: "welcoming-culture"},
		assess.CommentEntry{Text: "thanks"},
	)
	return before, fresh
}

func TestCommentsUpdate(t *testing.T) {
	before, fresh := twoReviews(t)
	updated, err := before.Update(fresh)
	if err != nil {
		t.Fatal(err)
	}
	want := commentsOf(
		t,
		assess.CommentEntry{Text: "new", Check: []string{"email"}},
		assess.CommentEntry{Text: "named", Constituency: "student"},
		assess.CommentEntry{Text: "named", Constituency: "family", Cleared: true},
		assess.CommentEntry{Text: "stays", Constituency: "family", Stage: "advanced", Edited: "edited", Cleared: true, Public: true},
		assess.CommentEntry{Text: "stays", Competency: "welcoming-culture"},
		assess.CommentEntry{Text: "thanks"},
	)
	if d := cmp.Diff(want.Document(), updated.Document()); d != "" {
		t.Errorf("update (-want +got):\n%s", d)
	}
}

func TestCommentsPrune(t *testing.T) {
	before, fresh := twoReviews(t)
	pruned, err := before.Prune(fresh)
	if err != nil {
		t.Fatal(err)
	}
	want := commentsOf(
		t,
		assess.CommentEntry{Text: "stays", Edited: "edited", Cleared: true, Public: true},
		assess.CommentEntry{Text: "thanks"},
		assess.CommentEntry{Text: "named", Constituency: "family", Cleared: true},
		assess.CommentEntry{Text: "named", Constituency: "student"},
	)
	if d := cmp.Diff(want.Document(), pruned.Document()); d != "" {
		t.Errorf("prune (-want +got):\n%s", d)
	}
	if again, err := pruned.Prune(fresh); err != nil || again != pruned {
		t.Errorf("pruned twice: %v, %v", again, err)
	}
}

func TestCommentsOnAnotherRubric(t *testing.T) {
	before, _ := twoReviews(t)
	earlier, _ := cei.Edition("2023.1")
	other, err := assess.NewComments(earlier, assess.CommentsDocument{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := before.Update(other); err == nil {
		t.Error("updated with comments on another rubric")
	}
	if _, err := before.Prune(other); err == nil {
		t.Error("pruned with comments on another rubric")
	}
}

// Many people write the same, such as "none". With quadratic time, this takes minutes.
func TestCommentsUpdateOfManyAlike(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: updates 100,000 comments")
	}
	const n = 100_000
	list := make([]assess.CommentEntry, n)
	for i := range list {
		list[i] = assess.CommentEntry{Text: "none", Cleared: i%2 == 0}
	}
	before := commentsOf(t, list...)
	fresh := commentsOf(t, slices.Repeat([]assess.CommentEntry{{Text: "none", Constituency: "family"}}, n-10)...)
	updated, err := before.Update(fresh)
	if err != nil {
		t.Fatal(err)
	}
	cleared := 0
	for _, e := range updated.Document().Comments {
		if e.Cleared {
			cleared++
		}
	}
	if cleared != n/2-10 {
		t.Errorf("%d comments are cleared, want %d: the strictest decisions come first", cleared, n/2-10)
	}
}
