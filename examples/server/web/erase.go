package web

import (
	"net/http"
	"strings"

	"github.com/waymark-go/waymark/examples/server/survey"
)

// eraseForm is the page before an assessment is deleted.
type eraseForm struct {
	Survey       *survey.Survey
	State        survey.State
	Publications int
	Typed        string
	Problems     []pageProblem
}

func (s *Server) eraseForm(r *request) (*eraseForm, error) {
	published, err := s.Store.Publications(r.Context(), r.survey.ID)
	if err != nil {
		return nil, err
	}
	return &eraseForm{Survey: r.survey, State: r.survey.State(s.Now()), Publications: len(published)}, nil
}

func (s *Server) erasePage(w http.ResponseWriter, r *request) error {
	f, err := s.eraseForm(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "erase", f)
}

// erase deletes an assessment if its title was typed.
func (s *Server) erase(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	typed := strings.Join(strings.Fields(r.PostForm.Get("title")), " ")
	if typed != strings.Join(strings.Fields(r.survey.Title), " ") {
		f, err := s.eraseForm(r)
		if err != nil {
			return err
		}
		f.Typed, f.Problems = typed, []pageProblem{{"title", s.templates.word(r.lang, "erase.other-title")}}
		return s.render(w, r, http.StatusUnprocessableEntity, "erase", f)
	}
	if err := s.Store.DeleteAssessment(r.Context(), r.survey.ID, s.Now(), "audit.erased"); err != nil {
		return err
	}
	s.mu.Lock()
	delete(s.surveys, r.survey.ID)
	s.mu.Unlock()
	return s.render(w, r, http.StatusOK, "erased", nil)
}
