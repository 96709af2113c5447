package web

import (
	"net/http"
	"strconv"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// commentsList lists the competencies with notes of raters.
type commentsList struct {
	Survey    *survey.Survey
	Published bool
	Rows      []commentsRow
}

type commentsRow struct {
	Competency     *rubric.Competency
	Notes, Cleared int
}

func (s *Server) commentsPage(w http.ResponseWriter, r *request) error {
	r.lang = r.survey.Language(r.lang)
	published, err := r.survey.LastPublished(r.Context(), s.Store, "", r.lang)
	if err != nil {
		return err
	}
	k, _, err := r.survey.Comments(r.Context(), s.Store, r.lang)
	if err != nil {
		return err
	}
	p := commentsList{Survey: r.survey, Published: published != nil}
	// The notes of a competency follow each other.
	for c := range k.All() {
		if n := len(p.Rows); n == 0 || p.Rows[n-1].Competency != c.Competency {
			p.Rows = append(p.Rows, commentsRow{Competency: c.Competency})
		}
		row := &p.Rows[len(p.Rows)-1]
		row.Notes++
		if c.Cleared {
			row.Cleared++
		}
	}
	return s.render(w, r, http.StatusOK, "comments", p)
}

// collectComments brings the review up to date.
func (s *Server) collectComments(w http.ResponseWriter, r *request) error {
	if err := r.survey.CollectComments(r.Context(), s.Store); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/a/"+r.survey.ID+"/comments", http.StatusSeeOther)
	return nil
}

// reviewForm is the form of the notes on a competency.
type reviewForm struct {
	Survey     *survey.Survey
	Competency *rubric.Competency
	Version    int
	Notes      []assess.CommentEntry
	Problems   []pageProblem
}

func (s *Server) reviewForm(r *request) (*reviewForm, assess.CommentsDocument, error) {
	r.lang = r.survey.Language(r.lang)
	c, ok := r.survey.Rubric(r.lang).Competency(r.PathValue("competency"))
	if !ok {
		return nil, assess.CommentsDocument{}, store.ErrNotFound
	}
	k, version, err := r.survey.Comments(r.Context(), s.Store, r.lang)
	if err != nil {
		return nil, assess.CommentsDocument{}, err
	}
	f := &reviewForm{Survey: r.survey, Competency: c, Version: version}
	doc := k.Document()
	for _, e := range doc.Comments {
		if e.Competency == c.ID() {
			f.Notes = append(f.Notes, e)
		}
	}
	return f, doc, nil
}

func (s *Server) reviewPage(w http.ResponseWriter, r *request) error {
	f, _, err := s.reviewForm(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "review", f)
}

// saveReview records what a coordinator decided about the notes on a competency. The version
// makes sure that the fields are about the notes that the coordinator has read.
func (s *Server) saveReview(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	f, doc, err := s.reviewForm(r)
	if err != nil {
		return err
	}
	if r.PostForm.Get("version") != strconv.Itoa(f.Version) {
		return store.ErrConflict
	}
	n := 0
	for i := range doc.Comments {
		e := &doc.Comments[i]
		if e.Competency != f.Competency.ID() {
			continue
		}
		field := strconv.Itoa(n)
		e.Edited = normalize(r.PostForm.Get("edited." + field))
		if e.Edited == e.Text {
			e.Edited = ""
		}
		show := r.PostForm.Get("show." + field)
		e.Cleared, e.Public = show == "internal" || show == "public", show == "public"
		f.Notes[n] = *e
		n++
	}
	err = r.survey.SetComments(r.Context(), s.Store, doc, f.Version)
	if list, ok := problem.Of(err); ok {
		for _, p := range list {
			f.Problems = append(f.Problems, pageProblem{"main", p.Path + ": " + p.Msg})
		}
		return s.render(w, r, http.StatusUnprocessableEntity, "review", f)
	}
	if err != nil {
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.reviewed", f.Competency.ID()); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/a/"+r.survey.ID+"/comments", http.StatusSeeOther)
	return nil
}
