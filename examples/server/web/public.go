package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
)

// publicForm is the page on which a coordinator makes results public.
type publicForm struct {
	Survey       *survey.Survey
	Allowed      bool // the policy hides as much as the public one
	Publications []store.Publication
	Page         store.PublicPage
	Link         string // of Page, "" if results are not public
	Secret       bool   // the address cannot be guessed
	Typed        string // the name of a plain address
	Problems     []pageProblem
}

// mayBePublic reports whether the policy hides as much as that for results on the web.
func mayBePublic(v *survey.Survey) bool { return v.MinGroup >= assess.DefaultMinGroup }

func (s *Server) publicForm(r *request) (*publicForm, error) {
	f := &publicForm{Survey: r.survey, Allowed: mayBePublic(r.survey), Secret: true, Typed: plainName(r.survey.Title)}
	var err error
	if f.Publications, err = s.Store.Publications(r.Context(), r.survey.ID); err != nil {
		return nil, err
	}
	f.Page, err = s.Store.PublicPage(r.Context(), r.survey.ID)
	if errors.Is(err, store.ErrNotFound) {
		return f, nil
	}
	if f.Secret = !f.Page.Listed; !f.Secret {
		f.Typed = f.Page.Name
	}
	f.Link = s.URL + "/p/" + f.Page.Name
	return f, err
}

func (s *Server) publicSettings(w http.ResponseWriter, r *request) error {
	f, err := s.publicForm(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "public", f)
}

// setPublic makes results public, changes how, or takes them back.
func (s *Server) setPublic(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	back := "/a/" + r.survey.ID + "/public"
	if r.PostForm.Get("go") == "off" {
		if err := s.Store.DeletePublicPage(r.Context(), r.survey.ID); err != nil {
			return err
		}
		if err := s.audit(r, r.survey.ID, "audit.public-off", ""); err != nil {
			return err
		}
		http.Redirect(w, r.Request, back, http.StatusSeeOther)
		return nil
	}
	f, err := s.publicForm(r)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(r.PostForm.Get("number"))
	if err != nil || !f.Allowed || number < 1 || number > len(f.Publications) {
		return errForm
	}
	p := store.PublicPage{AssessmentID: r.survey.ID, Name: f.Page.Name, Listed: r.PostForm.Get("address") == "plain", Number: number}
	switch {
	case p.Listed:
		p.Name = strings.TrimSpace(r.PostForm.Get("name"))
	case f.Page.Listed || p.Name == "":
		p.Name = newToken()
	}
	problem := ""
	if p.Listed && (p.Name != plainName(p.Name) || len(p.Name) < 3) {
		problem = "public.bad-name"
	} else if err := s.Store.SetPublicPage(r.Context(), p); errors.Is(err, store.ErrNameTaken) {
		problem = "public.taken"
	} else if err != nil {
		return err
	}
	if problem != "" {
		f.Secret, f.Typed, f.Problems = false, p.Name, []pageProblem{{"name", s.templates.word(r.lang, problem)}}
		return s.render(w, r, http.StatusUnprocessableEntity, "public", f)
	}
	if err := s.audit(r, r.survey.ID, "audit.public-on", strconv.Itoa(number)); err != nil {
		return err
	}
	http.Redirect(w, r.Request, back, http.StatusSeeOther)
	return nil
}

// maxName is the length of a plain name. It is less than that of a token, so that none is the other.
const maxName = 40

// plainName returns a text as a name in an address: small letters and digits with hyphens between.
func plainName(text string) string {
	text = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u", "ñ", "n").Replace(strings.ToLower(text))
	words := strings.FieldsFunc(text, func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') })
	name := strings.Join(words, "-")
	return strings.Trim(name[:min(len(name), maxName)], "-")
}

// publicPolicy is contentPolicy without forms: a public page has none.
const publicPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// publicNode finds the public page and the node in the address, and sets the headers of both. What
// is public can be kept by caches, for as long as it may take until it is taken back everywhere.
func (s *Server) publicNode(w http.ResponseWriter, r *request) (p store.PublicPage, node string, err error) {
	if p, err = s.Store.PublicPageByName(r.Context(), r.PathValue("name")); err != nil {
		return p, "", err
	}
	if r.survey, err = s.survey(r.Context(), p.AssessmentID); err != nil {
		return p, "", err
	}
	if !mayBePublic(r.survey) {
		return p, "", store.ErrNotFound
	}
	if node, err = r.nodeOf(r.PathValue("node")); err != nil {
		return p, "", err
	}
	r.lang = r.reportLanguage()
	h := w.Header()
	h.Set("Content-Security-Policy", publicPolicy)
	h.Set("Cache-Control", "public, max-age=300")
	if !p.Listed {
		h.Set("X-Robots-Tag", "noindex")
	}
	return p, node, nil
}

// publicStart leads to the results of all schools together.
func (s *Server) publicStart(w http.ResponseWriter, r *request) error {
	r.SetPathValue("node", "all")
	if _, _, err := s.publicNode(w, r); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/p/"+r.PathValue("name")+"/all", http.StatusFound)
	return nil
}

// publicResults is a public page. It reads no cookie and sets none.
func (s *Server) publicResults(w http.ResponseWriter, r *request) error {
	p, node, err := s.publicNode(w, r)
	if err != nil {
		return err
	}
	page, err := s.resultsPage(r, p.Number, node)
	if err != nil {
		return err
	}
	page.Listed = p.Listed
	return s.render(w, r, http.StatusOK, "published", page)
}

func (s *Server) publicFile(w http.ResponseWriter, r *request) error {
	p, node, err := s.publicNode(w, r)
	if err != nil {
		return err
	}
	return s.sendFile(w, r, p.Number, node)
}
