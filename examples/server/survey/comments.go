package survey

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
)

// Comments returns the notes of raters in review, with texts of a language, and the version of
// the review: 0 if nobody has begun one.
func (s *Survey) Comments(ctx context.Context, st *store.Store, language string) (k *assess.Comments, version int, err error) {
	data, version, err := st.Document(ctx, s.ID, "", store.Comments)
	if errors.Is(err, store.ErrNotFound) {
		k, err = assess.NewComments(s.Rubric(language), assess.CommentsDocument{})
		return k, 0, err
	}
	if err != nil {
		return nil, 0, err
	}
	k, err = assess.LoadComments(s.Rubric(language), "comments.json", data, nil)
	return k, version, err
}

// SetComments replaces a version of the review. The error is a problem.List if the document is not
// valid.
func (s *Survey) SetComments(ctx context.Context, st *store.Store, doc assess.CommentsDocument, version int) error {
	k, err := assess.NewComments(s.rubric, doc)
	if err != nil {
		return err
	}
	data, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return st.SetDocument(ctx, s.ID, "", store.Comments, data, version)
}

// CollectComments brings the review up to date with what raters wrote: new notes come in, those
// that are gone go out, and decisions about the others stay.
func (s *Survey) CollectComments(ctx context.Context, st *store.Store) error {
	if s.AnswersDeleted {
		return nil // the notes are gone, the decisions are not
	}
	k, version, err := s.Comments(ctx, st, "")
	if err != nil {
		return err
	}
	fresh, err := s.freshComments(ctx, st)
	if err != nil {
		return err
	}
	if k, err = k.Update(fresh); err != nil {
		return err
	}
	return s.SetComments(ctx, st, k.Document(), version)
}

// ForgetComments takes the notes out of the review that are in no finished response any more,
// because somebody deleted or changed an answer. Once the raw answers are deleted, it keeps
// only cleared notes, as they are shown.
func (s *Survey) ForgetComments(ctx context.Context, st *store.Store) error {
	k, version, err := s.Comments(ctx, st, "")
	if err != nil || version == 0 {
		return err
	}
	if s.AnswersDeleted {
		before, after := k.Document(), k.Document()
		after.Comments = slices.DeleteFunc(after.Comments, func(e assess.CommentEntry) bool { return !e.Cleared })
		for i := range after.Comments {
			if e := &after.Comments[i]; e.Edited != "" {
				e.Text, e.Edited, e.Check = e.Edited, "", nil
			}
		}
		if reflect.DeepEqual(before, after) {
			return nil
		}
		return s.SetComments(ctx, st, after, version)
	}
	fresh, err := s.freshComments(ctx, st)
	if err != nil {
		return err
	}
	left, err := k.Prune(fresh)
	if err != nil || left == k {
		return err
	}
	return s.SetComments(ctx, st, left.Document(), version)
}

// freshComments returns the notes of finished responses, none of them reviewed. Before the first
// publication they name no group.
func (s *Survey) freshComments(ctx context.Context, st *store.Store) (*assess.Comments, error) {
	published, err := s.LastPublished(ctx, st, "", "")
	if err != nil {
		return nil, err
	}
	var found assess.CommentCollector
	err = st.EachRater(ctx, s.ID, func(r *store.Rater) error {
		p, err := s.Response(r)
		if err != nil {
			return err
		}
		return found.Add(p)
	})
	if err != nil {
		return nil, err
	}
	if published == nil {
		return found.ReviewUnpublished(s.rubric)
	}
	return found.Review(published)
}
