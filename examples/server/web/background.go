package web

import (
	"net/http"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// backgroundPage is the last page of questions, about the rater.
type backgroundPage struct {
	Survey    *survey.Survey
	Questions []rubric.BackgroundQuestion
	Chosen    map[string]string // ids of options by the id of the question
	ReadOnly  bool
}

func (s *Server) background(w http.ResponseWriter, r *request) error {
	questions := r.survey.Questions(r.lang)
	if len(questions) == 0 {
		return store.ErrNotFound
	}
	response, err := r.survey.Response(&r.rater)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "background", backgroundPage{
		Survey: r.survey, Questions: questions, Chosen: response.Document().Background, ReadOnly: r.survey.State(s.Now()) != survey.Open,
	})
}

// saveBackground saves the answers to the background questions.
func (s *Server) saveBackground(w http.ResponseWriter, r *request) error {
	questions := r.survey.Questions(r.lang)
	if len(questions) == 0 {
		return store.ErrNotFound
	}
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	if r.survey.State(s.Now()) != survey.Open {
		return s.closed(w, r)
	}
	answers := map[string]string{}
	for _, q := range questions {
		answers[q.ID] = r.PostForm.Get("background." + q.ID)
	}
	err := s.Store.ChangeRater(r.Context(), r.rater.ID, func(rater *store.Rater) error {
		return r.survey.SetBackground(rater, answers)
	})
	if _, ok := problem.Of(err); ok {
		return errForm
	}
	if err != nil {
		return err
	}
	to := "/me/send"
	if r.PostForm.Get("go") == "stop" {
		to = "/me"
	}
	http.Redirect(w, r.Request, to, http.StatusSeeOther)
	return nil
}
