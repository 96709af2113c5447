// Package web is the pages of the server. Everything works without JavaScript, and no page
// asks another server for anything.
//
// [Routes] lists every address and who may use it. One function, [Server.guard], decides that
// before a handler runs, so that a handler cannot forget to.
package web

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
)

// Config says how a server runs.
type Config struct {
	Store *store.Store
	Log   *slog.Logger
	// URL is the address under which people reach the server, such as https://rate.example.org.
	// Links and QR codes begin with it. With https, cookies are sent over TLS only.
	URL string
	// Proxy means that a reverse proxy is in front of the server and sets X-Forwarded-For, so that
	// attempts are limited by the address there.
	Proxy bool
	// Now is the time; time.Now if nil.
	Now func() time.Time
}

// Server serves the pages.
type Server struct {
	Config
	handler   http.Handler
	templates *templates
	attempts  *attempts     // guesses of passwords and codes
	begun     *attempts     // new raters; a school has one address
	hashing   chan struct{} // bounds the memory of password hashes
	uploading chan struct{} // bounds that of files
	health    health

	mu      sync.Mutex
	surveys map[string]*survey.Survey // with nothing of it that can change
}

//go:embed static templates words.json
var files embed.FS

// New returns a server.
func New(c Config) (*Server, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	c.URL = strings.TrimSuffix(c.URL, "/")
	t, err := parseTemplates()
	if err != nil {
		return nil, err
	}
	s := &Server{
		Config: c, templates: t, attempts: newAttempts(c.Now, 10, 6*time.Second), begun: newAttempts(c.Now, 1000, time.Second), hashing: make(chan struct{}, 2), uploading: make(chan struct{}, 2),
		surveys: map[string]*survey.Survey{},
	}
	mux := http.NewServeMux()
	for _, r := range Routes() {
		mux.Handle(r.Pattern, s.guard(r))
	}
	mux.HandleFunc("GET /static/style.css", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		http.ServeFileFS(w, r, files, "static/style.css")
	})
	mux.HandleFunc("/", s.notFound)
	s.handler = s.observe(mux, http.NewCrossOriginProtection().Handler(mux))
	return s, nil
}

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// secure reports whether people reach the server by TLS.
func (s *Server) secure() bool { return strings.HasPrefix(s.URL, "https://") }

// contentPolicy allows the style sheet of the server and its forms, nothing else.
const contentPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// observe sets the headers of all answers and logs requests by their pattern. Addresses have
// links and codes in them, so neither path nor query is logged.
func (s *Server) observe(mux *http.ServeMux, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		if s.secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if v := recover(); v != nil && v != http.ErrAbortHandler {
				rec.status = http.StatusInternalServerError
				s.Log.Error("panic", "error", panicText(v), "stack", string(debug.Stack()))
				http.Error(w, "internal error", http.StatusInternalServerError)
			}
			_, pattern := mux.Handler(r)
			s.Log.Info("request", "route", pattern, "method", methodName(r.Method), "status", rec.status, "ms", time.Since(start).Milliseconds())
		}()
		next.ServeHTTP(rec, r)
	})
}

// panicText describes a panic by what the runtime says, or by the type of the value: other texts may
// have parts of an answer.
func panicText(v any) string {
	if err, ok := v.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", v)
}

// methodName returns a method unless a client has made it up.
func methodName(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController find the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// survey returns an assessment with its rubric, which is read once.
func (s *Server) survey(ctx context.Context, id string) (*survey.Survey, error) {
	a, err := s.Store.Assessment(ctx, id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	known := s.surveys[id]
	s.mu.Unlock()
	if known != nil {
		return known.With(a), nil
	}
	if err := s.Store.Documents(ctx, a); err != nil {
		return nil, err
	}
	v, err := survey.Load(a)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.surveys) >= 100 {
		clear(s.surveys)
	}
	s.surveys[id] = v
	return v, nil
}

// Maintain deletes raw answers, notes and uploaded files whose day has come. Call it from time to
// time.
func (s *Server) Maintain(ctx context.Context) error {
	failed := s.Store.DeleteUploads(ctx, s.Now())
	due, err := s.Store.ToDelete(ctx, survey.Day(s.Now()))
	failed = errors.Join(failed, err)
	for _, id := range due {
		failed = errors.Join(failed, s.retire(ctx, id))
	}
	reviewed, err := s.Store.Reviewed(ctx)
	failed = errors.Join(failed, err)
	for _, id := range reviewed {
		v, err := s.survey(ctx, id)
		if err == nil {
			err = v.ForgetComments(ctx, s.Store)
		}
		failed = errors.Join(failed, err)
	}
	return errors.Join(failed, s.Store.Forget(ctx))
}

// retire deletes the raw answers of an assessment.
func (s *Server) retire(ctx context.Context, id string) error {
	v, err := s.survey(ctx, id)
	if err != nil {
		return err
	}
	if err := v.DeleteAnswers(ctx, s.Store); err != nil {
		return err
	}
	return s.Store.Log(ctx, s.Now(), store.Event{AssessmentID: id, Action: "audit.retention"})
}
