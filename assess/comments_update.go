package assess

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// ReviewUnpublished is [CommentCollector.Review] before anything is published, so that a text that names a
// person can be found while an assessment is open. No comment has a constituency or a
// rating. r is the rubric that was rated, or a translation of it.
//
// Somebody who reviews every day, and knows who answered in between, knows who wrote what is
// new. Review rarely, and let enough answers come in between.
//
// ReviewUnpublished returns an error if r is nil or the zero Rubric, or another one than that of
// the responses.
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
// later review of the same raters, such as after new answers, after a deletion and after a
// publication. Comments that are not in fresh are gone, and those that are not in k are there
// without a decision. The constituencies, ratings and checks are those of fresh, and so is the order.
//
// Two comments are the same if their competency and their text are. Of several that are the same
// one keeps the decision of another with its constituency and rating, as far as there is one,
// and otherwise the strictest that is left.
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

// matchComments returns, for each entry of fresh, the index of the same comment before, each
// once, or -1.
func matchComments(fresh, before []CommentEntry) []int {
	type note struct{ competency, text string }
	type exact struct {
		note
		constituency, stage string
	}
	noteOf := func(e *CommentEntry) note { return note{e.Competency, e.Text} }
	exactOf := func(e *CommentEntry) exact { return exact{noteOf(e), e.Constituency, e.Stage} }
	order := make([]int, len(before))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(before[i].openness(), before[j].openness()) })
	exacts := make(map[exact][]int) // from the strictest
	for _, j := range order {
		key := exactOf(&before[j])
		exacts[key] = append(exacts[key], j)
	}
	match, taken := make([]int, len(fresh)), make([]bool, len(before))
	for i := range fresh {
		match[i] = -1
		key := exactOf(&fresh[i])
		if left := exacts[key]; len(left) > 0 {
			match[i], exacts[key] = left[0], left[1:]
			taken[left[0]] = true
		}
	}
	notes := make(map[note][]int)
	for _, j := range order {
		if key := noteOf(&before[j]); !taken[j] {
			notes[key] = append(notes[key], j)
		}
	}
	for i := range fresh {
		if match[i] >= 0 {
			continue
		}
		key := noteOf(&fresh[i])
		if left := notes[key]; len(left) > 0 {
			match[i], notes[key] = left[0], left[1:]
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
