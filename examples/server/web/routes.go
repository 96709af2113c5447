package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
)

// Access is who may use a route.
type Access string

// Who may use a route.
const (
	Public      Access = "public" // anyone, and no cookie is read
	Anyone      Access = "anyone"
	Rater       Access = "rater"       // who has the personal code of a rater, in a cookie
	SignedIn    Access = "signed in"   // a user
	Team        Access = "team"        // a member of the assessment in the address
	Coordinator Access = "coordinator" // a coordinator of the assessment in the address
)

// Route is an address and who may use it.
type Route struct {
	Pattern string // as for http.ServeMux; {assessment} is an id
	Access  Access
	Upload  bool // whether the body may be a large file
	handle  func(*Server, http.ResponseWriter, *request) error
}

// Routes returns all routes but those of static files.
func Routes() []Route {
	return []Route{
		{"GET /healthz", Anyone, false, (*Server).healthz},
		{"GET /report/{stages}", Anyone, false, (*Server).reportStyle},
		{"GET /{$}", Anyone, false, (*Server).home},
		{"POST /language", Anyone, false, (*Server).setLanguage},
		{"GET /signin", Anyone, false, (*Server).signInPage},
		{"POST /signin", Anyone, false, (*Server).signIn},
		{"POST /signout", SignedIn, false, (*Server).signOut},
		{"GET /account", SignedIn, false, (*Server).account},
		{"POST /account/password", SignedIn, false, (*Server).changePassword},
		{"GET /join/{token}", Anyone, false, (*Server).joinPage},
		{"POST /join/{token}", Anyone, false, (*Server).join},

		{"GET /l/{token}", Anyone, false, (*Server).landing},
		{"POST /l/{token}", Anyone, false, (*Server).begin},
		{"GET /return", Anyone, false, (*Server).returnPage},
		{"POST /return", Anyone, false, (*Server).returnWithCode},
		{"GET /me", Rater, false, (*Server).mine},
		{"GET /me/domain/{n}", Rater, false, (*Server).domainPage},
		{"POST /me/domain/{n}", Rater, false, (*Server).saveDomain},
		{"GET /me/background", Rater, false, (*Server).background},
		{"POST /me/background", Rater, false, (*Server).saveBackground},
		{"GET /me/send", Rater, false, (*Server).sendPage},
		{"POST /me/send", Rater, false, (*Server).send},
		{"GET /me/sent", Rater, false, (*Server).sent},
		{"GET /me/delete", Rater, false, (*Server).deletePage},
		{"POST /me/delete", Rater, false, (*Server).deleteMine},
		{"POST /me/language", Rater, false, (*Server).setRaterLanguage},
		{"POST /me/leave", Rater, false, (*Server).leave},

		{"GET /p/{name}", Public, false, (*Server).publicStart},
		{"GET /p/{name}/{node}", Public, false, (*Server).publicResults},
		{"GET /p/{name}/{node}/{file}", Public, false, (*Server).publicFile},

		{"GET /assessments", SignedIn, false, (*Server).assessments},
		{"GET /assessments/new", SignedIn, false, (*Server).newAssessment},
		{"POST /assessments", SignedIn, true, (*Server).createAssessment},
		{"GET /a/{assessment}", Team, false, (*Server).overview},
		{"POST /a/{assessment}/links", Coordinator, false, (*Server).makeLinks},
		{"POST /a/{assessment}/links/{link}/withdraw", Coordinator, false, (*Server).withdrawLink},
		{"GET /a/{assessment}/personal", Coordinator, false, (*Server).personal},
		{"POST /a/{assessment}/personal", Coordinator, false, (*Server).makePersonal},
		{"POST /a/{assessment}/personal/withdraw", Coordinator, false, (*Server).withdrawPersonal},
		{"GET /a/{assessment}/publish", Coordinator, false, (*Server).publishPage},
		{"POST /a/{assessment}/publish", Coordinator, false, (*Server).publish},
		{"GET /a/{assessment}/public", Coordinator, false, (*Server).publicSettings},
		{"POST /a/{assessment}/public", Coordinator, false, (*Server).setPublic},
		{"GET /a/{assessment}/settings", Coordinator, false, (*Server).settingsPage},
		{"POST /a/{assessment}/settings", Coordinator, false, (*Server).saveSettings},
		{"GET /a/{assessment}/delete", Coordinator, false, (*Server).erasePage},
		{"POST /a/{assessment}/delete", Coordinator, false, (*Server).erase},
		{"GET /a/{assessment}/people", Coordinator, false, (*Server).people},
		{"POST /a/{assessment}/people", Coordinator, false, (*Server).invite},
		{"POST /a/{assessment}/people/{user}/remove", Coordinator, false, (*Server).removeMember},
		{"GET /a/{assessment}/audit", Coordinator, false, (*Server).auditPage},
		{"GET /a/{assessment}/data", Coordinator, false, (*Server).dataPage},
		{"GET /a/{assessment}/data/responses.ndjson", Coordinator, false, (*Server).exportResponses},
		{"POST /a/{assessment}/data/delete", Coordinator, false, (*Server).deleteResponse},
		{"POST /a/{assessment}/data/baseline", Coordinator, true, (*Server).setBaseline},
		{"POST /a/{assessment}/data/uploads", Coordinator, true, (*Server).upload},
		{"GET /a/{assessment}/data/uploads/{upload}", Coordinator, false, (*Server).importPage},
		{"POST /a/{assessment}/data/uploads/{upload}", Coordinator, false, (*Server).importUpload},
		{"GET /a/{assessment}/comments", Coordinator, false, (*Server).commentsPage},
		{"POST /a/{assessment}/comments", Coordinator, false, (*Server).collectComments},
		{"GET /a/{assessment}/comments/{competency}", Coordinator, false, (*Server).reviewPage},
		{"POST /a/{assessment}/comments/{competency}", Coordinator, false, (*Server).saveReview},
		{"GET /a/{assessment}/consensus/{node}", Team, false, (*Server).consensusPage},
		{"GET /a/{assessment}/consensus/{node}/{domain}", Team, false, (*Server).consensusDomain},
		{"POST /a/{assessment}/consensus/{node}/{domain}", Team, false, (*Server).saveConsensus},
		{"GET /a/{assessment}/results/{number}/{node}", Team, false, (*Server).results},
		{"GET /a/{assessment}/results/{number}/{node}/{file}", Team, false, (*Server).resultFile},
	}
}

// request is a request with what guard found out about it.
type request struct {
	*http.Request
	user   store.User     // of Access SignedIn and above; elsewhere if somebody is signed in
	role   store.Role     // in the assessment
	survey *survey.Survey // the assessment in the address, or that of the rater
	rater  store.Rater    // of Access Rater
	code   string         // of Access Rater
	lang   string         // of the page
}

const (
	formBytes   = 1 << 20
	uploadBytes = 65 << 20 // a little more than assess.UploadLimits accept
)

// guard runs the handler of a route for those who may use it. Assessments that somebody
// may not see are not found, so that nobody learns which ids exist.
func (s *Server) guard(route Route) http.Handler {
	limit := int64(formBytes)
	if route.Upload {
		limit = uploadBytes
	}
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		hr.Body = http.MaxBytesReader(w, hr.Body, limit)
		r := &request{Request: hr}
		err := s.admit(route.Access, r)
		if err == nil && route.Upload {
			err = s.reading(hr.Context(), func() error { return route.handle(s, w, r) })
		} else if err == nil {
			err = route.handle(s, w, r)
		}
		s.fail(w, r, err)
	})
}

// reading runs f, which reads a file, when few others do: a file is in memory several times while it is
// read.
func (s *Server) reading(ctx context.Context, f func() error) error {
	select {
	case s.uploading <- struct{}{}:
		defer func() { <-s.uploading }()
		return f()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// isText reports whether a database can store s: PostgreSQL takes neither NUL nor what is not UTF-8.
func isText(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }

// ParseForm is [http.Request.ParseForm], and refuses values that browsers do not send.
func (r *request) ParseForm() error {
	if err := r.Request.ParseForm(); err != nil {
		return err
	}
	return r.checkForm()
}

// ParseMultipartForm is [http.Request.ParseMultipartForm], and refuses values that browsers do not send.
func (r *request) ParseMultipartForm(maxMemory int64) error {
	if err := r.Request.ParseMultipartForm(maxMemory); err != nil {
		return err
	}
	for _, files := range r.MultipartForm.File {
		for _, f := range files {
			if !isText(f.Filename) {
				return errForm
			}
		}
	}
	return r.checkForm()
}

func (r *request) checkForm() error {
	for _, values := range r.PostForm {
		if slices.ContainsFunc(values, func(v string) bool { return !isText(v) }) {
			return errForm
		}
	}
	return nil
}

var (
	errSignIn = errors.New("not signed in")
	errCode   = errors.New("no personal code")
	errLink   = errors.New("no such link")
)

func (s *Server) admit(access Access, r *request) error {
	ctx := r.Context()
	if access == Public {
		r.lang = wordsLanguage(r.URL.Query().Get("lang"))
	} else {
		r.lang = staffLanguage(r.Request)
	}
	if !isText(r.URL.Path) {
		return store.ErrNotFound
	}
	if access == Public {
		return nil
	}
	if err := s.signedIn(r); err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	switch access {
	case Anyone:
		return nil
	case Rater:
		return s.admitRater(r)
	}
	if r.user.ID == "" {
		return errSignIn
	}
	if access == SignedIn {
		return nil
	}
	var err error
	id := r.PathValue("assessment")
	if r.role, err = s.Store.RoleOf(ctx, id, r.user.ID); err != nil {
		return err
	}
	if access == Coordinator && r.role != store.Coordinator {
		return store.ErrNotFound
	}
	r.survey, err = s.survey(ctx, id)
	return err
}

// admitRater finds the rater of the personal code in the cookie.
func (s *Server) admitRater(r *request) error {
	c, err := r.Cookie(s.cookieName("code"))
	if err != nil {
		return errCode
	}
	if r.rater, err = s.Store.RaterByCode(r.Context(), hashCode(c.Value)); errors.Is(err, store.ErrNotFound) {
		return errCode
	} else if err != nil {
		return err
	}
	r.code, r.lang = c.Value, r.rater.Language
	r.survey, err = s.survey(r.Context(), r.rater.AssessmentID)
	return err
}

// fail answers a request whose handler returned an error.
func (s *Server) fail(w http.ResponseWriter, r *request, err error) {
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
	case errors.Is(err, errSignIn):
		http.Redirect(w, r.Request, "/signin", http.StatusSeeOther)
	case errors.Is(err, errCode):
		http.Redirect(w, r.Request, "/return", http.StatusSeeOther)
	case errors.Is(err, errLink):
		s.errorPage(w, r, http.StatusNotFound, "error.link")
	case errors.Is(err, store.ErrNotFound):
		s.errorPage(w, r, http.StatusNotFound, "error.not-found")
	case errors.Is(err, store.ErrAnswersDeleted):
		s.errorPage(w, r, http.StatusConflict, "error.closed")
	case errors.Is(err, store.ErrConflict):
		s.errorPage(w, r, http.StatusConflict, "error.conflict")
	case errors.Is(err, errAttempts):
		s.errorPage(w, r, http.StatusTooManyRequests, "error.attempts")
	case errors.Is(err, errForm):
		s.errorPage(w, r, http.StatusBadRequest, "error.form")
	case errors.As(err, &tooLarge):
		s.errorPage(w, r, http.StatusRequestEntityTooLarge, "error.too-large")
	case errors.Is(err, context.Canceled) && r.Context().Err() != nil:
		s.errorPage(w, r, http.StatusServiceUnavailable, "error.internal") // nobody reads it
	case store.IsUnavailable(err):
		s.Log.Error("request failed", "route", r.Pattern, "error", err)
		s.errorPage(w, r, http.StatusServiceUnavailable, "error.internal")
	default:
		s.Log.Error("request failed", "route", r.Pattern, "error", err)
		s.errorPage(w, r, http.StatusInternalServerError, "error.internal")
	}
}

// errForm is the error of a request that no page of the server sends.
var errForm = errors.New("the form is not one of this server")

func (s *Server) notFound(w http.ResponseWriter, hr *http.Request) {
	r := &request{Request: hr, lang: staffLanguage(hr)}
	s.fail(w, r, store.ErrNotFound)
}
