package web

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/rubric/problem"
)

// codeLength is how long a browser keeps the personal code.
const codeLength = 60 * 24 * time.Hour

// landingPage is what the landing page of a link says.
type landingPage struct {
	Token    string
	Survey   *survey.Survey
	State    survey.State
	School   string
	Who      string // the title of the constituency
	Problem  string // a key of the words file
	Continue bool   // the browser has a code of this assessment
	Personal bool   // the link is for one person
}

// link finds the link of a token. A withdrawn link has a page that says so. A personal link, which is
// not used yet, has no ID.
func (s *Server) link(w http.ResponseWriter, r *request) (l store.Link, ok bool, err error) {
	token := hash(r.PathValue("token"))
	l, err = s.Store.LinkByToken(r.Context(), token)
	if errors.Is(err, store.ErrNotFound) {
		var g store.Group
		if g, err = s.Store.PersonalLink(r.Context(), token); errors.Is(err, store.ErrNotFound) {
			err = errLink
		}
		l = store.Link{AssessmentID: g.AssessmentID, SchoolID: g.SchoolID, Constituency: g.Constituency}
	}
	if err != nil {
		return l, false, err
	}
	if r.survey, err = s.survey(r.Context(), l.AssessmentID); err != nil {
		return l, false, err
	}
	language := r.URL.Query().Get("lang")
	if language == "" {
		language = r.lang
	}
	r.lang = r.survey.Language(language)
	if l.Withdrawn != "" {
		s.errorPage(w, r, http.StatusGone, "error.withdrawn")
		return l, false, nil
	}
	return l, true, nil
}

func (s *Server) landing(w http.ResponseWriter, r *request) error {
	l, ok, err := s.link(w, r)
	if err != nil || !ok {
		return err
	}
	return s.render(w, r, http.StatusOK, "landing", s.landingOf(r, l))
}

func (s *Server) landingOf(r *request, l store.Link) landingPage {
	p := landingPage{Token: r.PathValue("token"), Survey: r.survey, State: r.survey.State(s.Now()), School: r.survey.NodeTitle(l.SchoolID), Personal: l.ID == ""}
	if c, ok := r.survey.Rubric(r.lang).Constituency(l.Constituency); ok {
		p.Who = c.Title
	}
	if c, err := r.Cookie(s.cookieName("code")); err == nil {
		rater, err := s.Store.RaterByCode(r.Context(), hashCode(c.Value))
		p.Continue = err == nil && rater.AssessmentID == l.AssessmentID
	}
	return p
}

// begin makes a rater. The personal code is in a cookie, from where the rater's pages show it,
// and in the database only its hash.
func (s *Server) begin(w http.ResponseWriter, r *request) error {
	l, ok, err := s.link(w, r)
	if err != nil || !ok {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	if r.survey.State(s.Now()) != survey.Open {
		return s.render(w, r, http.StatusConflict, "landing", s.landingOf(r, l))
	}
	if !s.begun.allow(s.client(r.Request)) {
		return errAttempts
	}
	rater, err := r.survey.NewRater(l, r.PostForm.Get("language"))
	if err != nil {
		return err
	}
	code := newCode()
	if l.ID != "" {
		err = s.Store.AddRater(r.Context(), rater, hashCode(code))
	} else if err = s.Store.UsePersonalLink(r.Context(), hash(r.PathValue("token")), rater, hashCode(code)); errors.Is(err, store.ErrNotFound) {
		err = errLink // somebody was faster
	}
	if err != nil {
		return err
	}
	s.setCode(w, code, r.PostForm.Get("shared") != "")
	http.Redirect(w, r.Request, "/me", http.StatusSeeOther)
	return nil
}

// setCode keeps a personal code in the browser, on a shared device until it is closed.
func (s *Server) setCode(w http.ResponseWriter, code string, shared bool) {
	age := codeLength
	if shared {
		age = 0
	}
	s.setCookie(w, "code", code, age)
}

func (s *Server) returnPage(w http.ResponseWriter, r *request) error {
	return s.render(w, r, http.StatusOK, "return", false)
}

func (s *Server) returnWithCode(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	key := "code " + s.client(r.Request)
	if !s.attempts.allow(key) {
		return errAttempts
	}
	code := r.PostForm.Get("code")
	rater, err := s.Store.RaterByCode(r.Context(), hashCode(code))
	if errors.Is(err, store.ErrNotFound) {
		return s.render(w, r, http.StatusUnprocessableEntity, "return", true)
	}
	if err != nil {
		return err
	}
	s.attempts.succeeded(key)
	r.rater = rater
	s.setCode(w, formatCode(code), r.PostForm.Get("shared") != "")
	http.Redirect(w, r.Request, "/me", http.StatusSeeOther)
	return nil
}

// minePage is the overview of a rater.
type minePage struct {
	Survey  *survey.Survey
	Code    string
	School  string
	Who     string
	State   survey.State
	Sent    bool
	Domains []domainStatus
	Next    int // the number of the first domain with something to answer, 0 for none
	Asked   int
	Done    int
}

type domainStatus struct {
	Number      int // from 1
	Title       string
	Asked, Done int
	Open        []string // titles of what is not answered
}

func (s *Server) minePage(r *request) (*minePage, error) {
	response, err := r.survey.Response(&r.rater)
	if err != nil {
		return nil, err
	}
	p := &minePage{
		Survey: r.survey, Code: r.code, School: r.survey.NodeTitle(r.rater.SchoolID), State: r.survey.State(s.Now()), Sent: r.rater.Finished,
	}
	local := r.survey.Rubric(r.lang)
	if c, ok := local.Constituency(r.rater.Constituency); ok {
		p.Who = c.Title
	}
	for i, d := range r.survey.DomainsOf(r.lang, r.rater.Constituency) {
		status := domainStatus{Number: i + 1, Title: d.String()}
		for c := range d.AskedOf(r.rater.Constituency) {
			status.Asked++
			if response.Rating(c) != assess.NotAnswered {
				status.Done++
				continue
			}
			status.Open = append(status.Open, c.TitleFor(r.rater.Constituency))
		}
		if p.Next == 0 && status.Done < status.Asked {
			p.Next = i + 1
		}
		p.Asked += status.Asked
		p.Done += status.Done
		p.Domains = append(p.Domains, status)
	}
	return p, nil
}

func (s *Server) mine(w http.ResponseWriter, r *request) error {
	p, err := s.minePage(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "mine", p)
}

// forgetComments takes notes that somebody deleted or changed out of the review. If it fails, as
// when a coordinator saves the review at the same time, [Server.Maintain] does it later.
func (s *Server) forgetComments(r *request) {
	if err := r.survey.ForgetComments(r.Context(), s.Store); err != nil {
		s.Log.Warn("forget comments", "error", err)
	}
}

// closed is the answer to a change after the last day.
func (s *Server) closed(w http.ResponseWriter, r *request) error {
	s.errorPage(w, r, http.StatusConflict, "error.closed")
	return nil
}

// sendForm is the page before a response is sent.
type sendForm struct {
	*minePage
	Problems []pageProblem
}

func (s *Server) sendPage(w http.ResponseWriter, r *request) error {
	p, err := s.minePage(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "send", sendForm{minePage: p})
}

func (s *Server) send(w http.ResponseWriter, r *request) error {
	if r.survey.State(s.Now()) != survey.Open {
		return s.closed(w, r)
	}
	err := s.Store.ChangeRater(r.Context(), r.rater.ID, r.survey.Finish)
	if list, ok := problem.Of(err); ok {
		p, err := s.minePage(r)
		if err != nil {
			return err
		}
		return s.render(w, r, http.StatusUnprocessableEntity, "send", sendForm{p, s.missing(r, list)})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/me/sent", http.StatusSeeOther)
	return nil
}

// missing says which notes have no rating: that is all that a draft of this server can lack.
func (s *Server) missing(r *request, list problem.List) []pageProblem {
	var problems []pageProblem
	for i, d := range r.survey.DomainsOf(r.lang, r.rater.Constituency) {
		for c := range d.Competencies() {
			for _, p := range list {
				if p.Path == "ratings."+c.ID()+".stage" {
					field := "/me/domain/" + strconv.Itoa(i+1) + "#rating." + c.ID()
					problems = append(problems, pageProblem{field, s.templates.word(r.lang, "send.note-alone", c.TitleFor(r.rater.Constituency))})
				}
			}
		}
	}
	if len(problems) == 0 {
		problems = []pageProblem{{"/me", list.Error()}}
	}
	return problems
}

func (s *Server) sent(w http.ResponseWriter, r *request) error {
	p, err := s.minePage(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "sent", p)
}

func (s *Server) deletePage(w http.ResponseWriter, r *request) error {
	publications, err := s.Store.Publications(r.Context(), r.survey.ID)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "delete", len(publications) > 0)
}

// deleteMine deletes a rater, also after the last day. Nothing is logged.
func (s *Server) deleteMine(w http.ResponseWriter, r *request) error {
	if err := s.Store.DeleteRater(r.Context(), r.survey.ID, r.rater.ID); err != nil {
		return err
	}
	s.forgetComments(r)
	s.dropCookie(w, "code")
	return s.render(w, r, http.StatusOK, "deleted", nil)
}

func (s *Server) setRaterLanguage(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	err := s.Store.ChangeRater(r.Context(), r.rater.ID, func(rater *store.Rater) error {
		rater.Language = r.survey.Language(r.PostForm.Get("language"))
		return nil
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/me", http.StatusSeeOther)
	return nil
}

func (s *Server) leave(w http.ResponseWriter, r *request) error {
	s.dropCookie(w, "code")
	http.Redirect(w, r.Request, "/return", http.StatusSeeOther)
	return nil
}
