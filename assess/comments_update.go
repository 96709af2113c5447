package assess

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// ReviewUnpublished is like [CommentCollector.Review] before anything is published, so that a text
// that names a person can be found while an assessment is open. No comment has a constituency or a
// rating. r is the rubric that was rated, or a translation of it.
//
// Somebody who reviews every day and knows who answered in between knows who wrote what is new.
// Review rarely, after enough new answers.
//
// ReviewUnpublished returns an error if r is nil, the zero Rubric or not the rubric of the responses.
func (c *CommentCollector) ReviewUnpublished(r *rubric.Rubric) (*Comments, error) {
	const function = "assess.CommentCollector.ReviewUnpublished"
	if err := given.Rubric(function, "r", r); err != nil {
		return nil, err
	}
	seed, err := commentSeed()
	if err != nil {
		return nil, err
	}
	return c.review(function, r, nil, seed)
}

// Update returns fresh with the decisions of k: what is edited, cleared and public. fresh is a
// later review of the same raters, such as after new answers, after a deletion or after a
// publication. The result has the comments of fresh and no others, with their constituencies,
// ratings, checks and order. Those that are not in k have no decision.
//
// Two comments are the same if their competency and their text are. If several are the same, each
// gets the decision on one with its constituency and rating, and if there is none, the strictest
// decision that is left. Time is that of sorting the comments.
//
// Update returns an error if one of the two is nil or a zero value, or if they are on different rubrics.
func (k *Comments) Update(fresh *Comments) (*Comments, error) {
	if err := k.sameRubric("assess.Comments.Update", fresh); err != nil {
		return nil, err
	}
	doc := fresh.Document()
	for i, at := range matchComments(doc.Comments, k.doc.Comments) {
		if at >= 0 {
			e, before := &doc.Comments[i], &k.doc.Comments[at]
			e.Edited, e.Cleared, e.Public = before.Edited, before.Cleared, before.Public
		}
	}
	return NewComments(fresh.rubric, doc)
}

// Prune returns k without the comments that are not in fresh, a later review of the same raters,
// because a response was deleted or changed. Unlike [Comments.Update] it adds nothing, so that it can
// follow every deletion without showing what is new. It returns k if nothing is gone.
//
// Prune returns an error if one of the two is nil or a zero value, or if they are on different rubrics.
func (k *Comments) Prune(fresh *Comments) (*Comments, error) {
	if err := k.sameRubric("assess.Comments.Prune", fresh); err != nil {
		return nil, err
	}
	stays := make([]bool, len(k.doc.Comments))
	n := 0
	for _, at := range matchComments(fresh.doc.Comments, k.doc.Comments) {
		if at >= 0 {
			stays[at] = true
			n++
		}
	}
	if n == len(stays) {
		return k, nil
	}
	doc := k.Document()
	left := doc.Comments[:0]
	for i, e := range doc.Comments {
		if stays[i] {
			left = append(left, e)
		}
	}
	doc.Comments = left
	return NewComments(k.rubric, doc)
}

// sameRubric returns an error if k or fresh is nil or a zero value, or if they are on different rubrics.
func (k *Comments) sameRubric(function string, fresh *Comments) error {
	made := func(argument string, k *Comments) error {
		return given.Made(function, argument, k == nil, func() bool { return k.rubric == nil }, "LoadComments")
	}
	if err := cmp.Or(made("k", k), made("fresh", fresh)); err != nil {
		return err
	}
	if k.rubric.Ref() != fresh.rubric.Ref() {
		return fmt.Errorf("%s: the comments are on %s, the later ones on %s", function, k.rubric.Ref(), fresh.rubric.Ref())
	}
	return nil
}

// matchComments returns, for each entry of fresh, the index of the same comment in before, or -1 if
// none is left. No index occurs twice.
func matchComments(fresh, before []CommentEntry) []int {
	type note struct{ competency, text, constituency, stage string }
	exact := func(e *CommentEntry) note { return note{e.Competency, e.Text, e.Constituency, e.Stage} }
	similar := func(e *CommentEntry) note { return note{competency: e.Competency, text: e.Text} }

	strictest := make([]int, len(before))
	for i := range before {
		strictest[i] = i
	}
	slices.SortStableFunc(strictest, func(i, j int) int { return cmp.Compare(before[i].openness(), before[j].openness()) })

	match := make([]int, len(fresh))
	for i := range match {
		match[i] = -1
	}
	taken := make([]bool, len(before))
	for _, key := range []func(*CommentEntry) note{exact, similar} {
		left := make(map[note][]int) // what is not taken, the strictest first
		for _, i := range strictest {
			if !taken[i] {
				left[key(&before[i])] = append(left[key(&before[i])], i)
			}
		}
		for i := range fresh {
			k := key(&fresh[i])
			if match[i] < 0 && len(left[k]) > 0 {
				match[i], left[k] = left[k][0], left[k][1:]
				taken[match[i]] = true
			}
		}
	}
	return match
}

// openness orders decisions from the strictest.
func (e *CommentEntry) openness() int {
	switch {
	case !e.Cleared:
		return 0
	case !e.Public:
		return 1
	default:
		return 2
	}
}
