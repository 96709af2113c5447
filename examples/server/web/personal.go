package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/rubric"
)

// personalForm is the page on which a coordinator makes links for one person each.
type personalForm struct {
	Survey   *survey.Survey
	Who      []rubric.Constituency
	School   string // as chosen
	Group    string // the constituency, as chosen
	Number   string // as filled in
	Max      int
	Done     bool // links were withdrawn a moment ago
	Problems []pageProblem
}

// maxPersonal is how many personal links are made at once.
const maxPersonal = 500

func (s *Server) renderPersonal(w http.ResponseWriter, r *request, status int, f personalForm) error {
	f.Survey, f.Max = r.survey, maxPersonal
	f.Who = r.survey.Constituencies(r.survey.Language(r.lang))
	return s.render(w, r, status, "personal", f)
}

func (s *Server) personal(w http.ResponseWriter, r *request) error {
	return s.renderPersonal(w, r, http.StatusOK, personalForm{Number: "30"})
}

// personalGroup reads the group of a form.
func (r *request) personalGroup() (store.Group, error) {
	if err := r.ParseForm(); err != nil {
		return store.Group{}, formError(err)
	}
	g := store.Group{AssessmentID: r.survey.ID, SchoolID: r.PostForm.Get("school"), Constituency: r.PostForm.Get("constituency")}
	if _, ok := r.survey.School(g.SchoolID); !ok {
		return g, errForm
	}
	for _, c := range r.survey.Constituencies("") {
		if c.ID == g.Constituency {
			return g, nil
		}
	}
	return g, errForm
}

// personalSheet is a sheet of personal links to cut up.
type personalSheet struct {
	Survey *survey.Survey
	School string
	Texts  []sheetText
	Links  []sheetLink
}

// makePersonal makes personal links and shows them, once.
func (s *Server) makePersonal(w http.ResponseWriter, r *request) error {
	g, err := r.personalGroup()
	if err != nil {
		return err
	}
	f := personalForm{School: g.SchoolID, Group: g.Constituency, Number: strings.TrimSpace(r.PostForm.Get("number"))}
	n, err := strconv.Atoi(f.Number)
	if err != nil || n < 1 || n > maxPersonal {
		f.Problems = []pageProblem{{"number", s.templates.word(r.lang, "personal.bad-number", maxPersonal)}}
		return s.renderPersonal(w, r, http.StatusUnprocessableEntity, f)
	}
	p := personalSheet{Survey: r.survey, School: r.survey.NodeTitle(g.SchoolID), Texts: s.sheetTexts(r.survey, g.Constituency)}
	var tokens [][]byte
	for range n {
		link, token, err := s.newLink()
		if err != nil {
			return err
		}
		tokens = append(tokens, token)
		p.Links = append(p.Links, link)
	}
	err = s.Store.AddPersonalLinks(r.Context(), g, tokens)
	if errors.Is(err, store.ErrLimit) {
		f.Problems = []pageProblem{{"number", s.templates.word(r.lang, "personal.limit", store.MaxPersonalLinks)}}
		return s.renderPersonal(w, r, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.personal", strconv.Itoa(n)); err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "personalsheet", p)
}

// withdrawPersonal deletes the unused personal links of a group. It does not tell how many there
// were: that is how many people have not begun.
func (s *Server) withdrawPersonal(w http.ResponseWriter, r *request) error {
	g, err := r.personalGroup()
	if err != nil {
		return err
	}
	if err := s.Store.WithdrawPersonalLinks(r.Context(), g); err != nil {
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.personal-withdrawn", ""); err != nil {
		return err
	}
	return s.renderPersonal(w, r, http.StatusOK, personalForm{School: g.SchoolID, Group: g.Constituency, Number: "30", Done: true})
}
