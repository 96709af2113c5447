package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/waymark-go/waymark/examples/server/store"
)

const sessionLength = 12 * time.Hour

// cookieName returns the name of a cookie. Browsers accept the prefix only from this host by
// TLS.
func (s *Server) cookieName(name string) string {
	if s.secure() {
		return "__Host-" + name
	}
	return name
}

// setCookie sets a cookie that no script reads. It ends with the browser session if age is 0.
func (s *Server) setCookie(w http.ResponseWriter, name, value string, age time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: s.cookieName(name), Value: value, Path: "/", MaxAge: int(age.Seconds()),
		HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteLaxMode,
	})
}

func (s *Server) dropCookie(w http.ResponseWriter, name string) {
	s.setCookie(w, name, "", -time.Second)
}

// signedIn finds the user of the session in the cookie.
func (s *Server) signedIn(r *request) error {
	c, err := r.Cookie(s.cookieName("session"))
	if err != nil {
		return nil
	}
	r.user, err = s.Store.SessionUser(r.Context(), hash(c.Value), s.Now())
	return err
}

func (s *Server) home(w http.ResponseWriter, r *request) error {
	if r.user.ID != "" {
		http.Redirect(w, r.Request, "/assessments", http.StatusSeeOther)
		return nil
	}
	return s.render(w, r, http.StatusOK, "home", nil)
}

type signInForm struct {
	Name   string
	Failed bool
}

func (s *Server) signInPage(w http.ResponseWriter, r *request) error {
	return s.render(w, r, http.StatusOK, "signin", signInForm{})
}

func (s *Server) signIn(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	name, password := strings.TrimSpace(r.PostForm.Get("name")), r.PostForm.Get("password")
	byClient, byName := "signin "+s.client(r.Request), "user "+name
	if !s.attempts.allow(byClient) || !s.attempts.allow(byName) {
		return errAttempts
	}
	u, err := s.Store.UserByName(r.Context(), name)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if u.ID == "" {
		u.Password = passwordPrefix + "AAAAAAAAAAAAAAAAAAAAAA$AAAA" // takes as long as a real one
	}
	right, err := s.check(r.Context(), u.Password, password)
	if err != nil {
		return err
	}
	if !right || u.ID == "" {
		return s.render(w, r, http.StatusUnprocessableEntity, "signin", signInForm{Name: name, Failed: true})
	}
	s.attempts.succeeded(byClient)
	s.attempts.succeeded(byName)
	return s.startSession(w, r, u, "/assessments")
}

// check is checkPassword for a few at a time, because each takes 19 MiB.
func (s *Server) check(ctx context.Context, stored, password string) (right bool, err error) {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
		return checkPassword(stored, password), nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// hashPassword is HashPassword for as few at a time.
func (s *Server) hashPassword(ctx context.Context, password string) (string, error) {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
		return HashPassword(password), nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// newSession signs a user in by a cookie.
func (s *Server) newSession(w http.ResponseWriter, r *request, user string) error {
	token := newToken()
	now := s.Now()
	if err := s.Store.AddSession(r.Context(), hash(token), user, now, now.Add(sessionLength)); err != nil {
		return err
	}
	s.setCookie(w, "session", token, sessionLength)
	return nil
}

func (s *Server) startSession(w http.ResponseWriter, r *request, u store.User, to string) error {
	if err := s.newSession(w, r, u.ID); err != nil {
		return err
	}
	http.Redirect(w, r.Request, to, http.StatusSeeOther)
	return nil
}

func (s *Server) signOut(w http.ResponseWriter, r *request) error {
	c, err := r.Cookie(s.cookieName("session"))
	if err != nil {
		return errSignIn
	}
	if err := s.Store.EndSession(r.Context(), hash(c.Value)); err != nil {
		return err
	}
	s.dropCookie(w, "session")
	http.Redirect(w, r.Request, "/", http.StatusSeeOther)
	return nil
}

type joinForm struct {
	Token, Name string
	Problem     string // a key of the words file
	User        store.User
	Min         int
}

func (s *Server) joinPage(w http.ResponseWriter, r *request) error {
	token := r.PathValue("token")
	if _, err := s.Store.Invitation(r.Context(), hash(token), s.Now()); err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "join", joinForm{Token: token, User: r.user, Min: MinPassword})
}

// join makes the account of somebody who was invited. Who is signed in joins with that
// account.
func (s *Server) join(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	token := r.PathValue("token")
	invitation, err := s.Store.Invitation(r.Context(), hash(token), s.Now())
	if err != nil {
		return err
	}
	to := "/assessments"
	if invitation.Assessment != "" {
		to = "/a/" + invitation.Assessment
	}
	u := r.user
	if u.ID == "" {
		u.Name = strings.TrimSpace(r.PostForm.Get("name"))
		form := joinForm{Token: token, Name: u.Name, Min: MinPassword}
		if CheckNewAccount(u.Name, r.PostForm.Get("password")) != nil {
			form.Problem = "join.rules"
			return s.render(w, r, http.StatusUnprocessableEntity, "join", form)
		}
		if u.Password, err = s.hashPassword(r.Context(), r.PostForm.Get("password")); err != nil {
			return err
		}
		err = s.Store.Accept(r.Context(), hash(token), s.Now(), &u)
		if errors.Is(err, store.ErrNameTaken) {
			form.Problem = "join.taken"
			return s.render(w, r, http.StatusUnprocessableEntity, "join", form)
		}
	} else {
		err = s.Store.Accept(r.Context(), hash(token), s.Now(), &u)
	}
	if err != nil {
		return err
	}
	if err := s.audit(r, invitation.Assessment, "audit.joined", u.Name); err != nil {
		return err
	}
	if r.user.ID != "" {
		http.Redirect(w, r.Request, to, http.StatusSeeOther)
		return nil
	}
	return s.startSession(w, r, u, to)
}

// Setup returns a link by which the first user makes an account, or "" if there are users.
func (s *Server) Setup(ctx context.Context) (string, error) {
	n, err := s.Store.Users(ctx)
	if err != nil || n > 0 {
		return "", err
	}
	token := newToken()
	err = s.Store.Invite(ctx, hash(token), store.Invitation{Role: store.Coordinator, Expires: s.Now().Add(24 * time.Hour)})
	return s.URL + "/join/" + token, err
}

// audit adds an event to the audit log of an assessment.
func (s *Server) audit(r *request, assessment, action, detail string) error {
	return s.Store.Log(r.Context(), s.Now(), store.Event{Who: r.user.Name, AssessmentID: assessment, Action: action, Detail: detail})
}

// formError returns errForm unless the form is too large.
func formError(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	return errForm
}
