package web

import (
	"net/http"

	"github.com/waymark-go/waymark/examples/server/store"
)

// accountPage is the page of the account of who is signed in.
type accountPage struct {
	Name     string
	Min      int
	Changed  bool // the password, a moment ago
	Problems []pageProblem
	Events   []store.Event
}

func (s *Server) account(w http.ResponseWriter, r *request) error {
	return s.renderAccount(w, r, http.StatusOK, accountPage{})
}

func (s *Server) renderAccount(w http.ResponseWriter, r *request, status int, p accountPage) error {
	var err error
	p.Name, p.Min = r.user.Name, MinPassword
	if p.Events, err = s.Store.AccountEvents(r.Context(), r.user.Name); err != nil {
		return err
	}
	return s.render(w, r, status, "account", p)
}

// changePassword replaces a password and ends all sessions of the account but this one, which goes
// on with a new token.
func (s *Server) changePassword(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	key := "password " + r.user.ID
	if !s.attempts.allow(key) {
		return errAttempts
	}
	before, after := r.PostForm.Get("old"), r.PostForm.Get("new")
	var problems []pageProblem
	bad := func(field, key string, args ...any) {
		problems = append(problems, pageProblem{field, s.templates.word(r.lang, key, args...)})
	}
	right, err := s.check(r.Context(), r.user.Password, before)
	if err != nil {
		return err
	}
	if !right {
		bad("old", "account.wrong")
	}
	if CheckNewAccount(r.user.Name, after) != nil {
		bad("new", "account.rules", MinPassword)
	}
	if after != r.PostForm.Get("again") {
		bad("again", "account.differ")
	}
	if len(problems) > 0 {
		return s.renderAccount(w, r, http.StatusUnprocessableEntity, accountPage{Problems: problems})
	}
	hashed, err := s.hashPassword(r.Context(), after)
	if err != nil {
		return err
	}
	if err := s.Store.SetPassword(r.Context(), r.user.Name, hashed); err != nil {
		return err
	}
	s.attempts.succeeded(key)
	if err := s.audit(r, "", "audit.password", ""); err != nil {
		return err
	}
	if err := s.newSession(w, r, r.user.ID); err != nil {
		return err
	}
	return s.renderAccount(w, r, http.StatusOK, accountPage{Changed: true})
}
