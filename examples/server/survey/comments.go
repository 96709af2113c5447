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
// that are gone go out, and decisions about the others stay. It does nothing before the first
// publication, because that says which groups may be named beside a note.
func (s *Survey) CollectComments(ctx context.Context, st *store.Store) error {
	if s.AnswersDeleted {
		return nil // the notes are gone, the decisions are not
	}
	k, version, err := s.Comments(ctx, st, "")
	if err != nil {
		return err
	}
	fresh, ok, err := s.freshComments(ctx, st)
	if err != nil || !ok {
		return err
	}
	decided := byNote(k.Document())
	for i := range fresh.Comments {
		e := &fresh.Comments[i]
		if before, ok := decided.take(e); ok {
			e.Edited, e.Cleared, e.Public = before.Edited, before.Cleared, before.Public
		}
	}
	return s.SetComments(ctx, st, fresh, version)
}

// ForgetComments takes the notes out of the review that are in no finished response any more,
// because somebody deleted or changed an answer. Once the raw answers are deleted, it keeps
// only cleared notes, as they are shown.
func (s *Survey) ForgetComments(ctx context.Context, st *store.Store) error {
	k, version, err := s.Comments(ctx, st, "")
	if err != nil || version == 0 {
		return err
	}
	before, after := k.Document(), k.Document()
	if s.AnswersDeleted {
		after.Comments = slices.DeleteFunc(after.Comments, func(e assess.CommentEntry) bool { return !e.Cleared })
		for i := range after.Comments {
			if e := &after.Comments[i]; e.Edited != "" {
				e.Text, e.Edited, e.Check = e.Edited, "", nil
			}
		}
	} else {
		fresh, ok, err := s.freshComments(ctx, st)
		if err != nil || !ok {
			return err
		}
		there := byNote(fresh)
		after.Comments = slices.DeleteFunc(after.Comments, func(e assess.CommentEntry) bool {
			_, ok := there.take(&e)
			return !ok
		})
	}
	if reflect.DeepEqual(before, after) {
		return nil
	}
	return s.SetComments(ctx, st, after, version)
}

// freshComments returns the notes of finished responses, none of them reviewed. ok is false if
// nothing is published yet.
func (s *Survey) freshComments(ctx context.Context, st *store.Store) (doc assess.CommentsDocument, ok bool, err error) {
	published, err := s.LastPublished(ctx, st, "", "")
	if err != nil || published == nil {
		return doc, false, err
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
		return doc, false, err
	}
	k, err := found.Review(published)
	if err != nil {
		return doc, false, err
	}
	return k.Document(), true, nil
}

// notes are entries of a review by what makes two of them the same: the competency and the text.
type notes map[[2]string][]assess.CommentEntry

func byNote(doc assess.CommentsDocument) notes {
	n := notes{}
	for _, e := range doc.Comments {
		key := [2]string{e.Competency, e.Text}
		n[key] = append(n[key], e)
	}
	return n
}

// take returns an entry with the competency and the text of e, each once.
func (n notes) take(e *assess.CommentEntry) (found assess.CommentEntry, ok bool) {
	key := [2]string{e.Competency, e.Text}
	list := n[key]
	if len(list) == 0 {
		return found, false
	}
	n[key] = list[1:]
	return list[0], true
}
