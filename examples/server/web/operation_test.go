package web

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/waymark-go/waymark/examples/server/internal/pgtest"
)

// TestRequestLimits sends every route more than it takes, as those who may use it.
func TestRequestLimits(t *testing.T) {
	c := newCast(t)
	who := map[Access]string{Public: "nobody", Anyone: "nobody", Rater: "rater", SignedIn: "coordinator", Team: "coordinator", Coordinator: "coordinator"}
	// These handlers read no body. The server closes the connection, whose rest nobody reads.
	unread := []string{
		"POST /signout", "POST /me/send", "POST /me/delete", "POST /me/leave", "POST /a/{assessment}/publish", "POST /a/{assessment}/comments",
		"POST /a/{assessment}/links/{link}/withdraw", "POST /a/{assessment}/people/{user}/remove",
		// These find first that there is nothing.
		"POST /join/{token}", "POST /l/{token}", "POST /me/background",
	}
	for _, last := range []bool{false, true} {
		for _, r := range Routes() {
			method, _, _ := strings.Cut(r.Pattern, " ")
			if method == http.MethodGet || contained(unread, r.Pattern) != last {
				continue
			}
			size := formBytes
			if r.Upload {
				size = uploadBytes
			}
			body := append([]byte("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"), bytes.Repeat([]byte("x"), size)...)
			contentType := "multipart/form-data; boundary=b"
			if !r.Upload {
				body, contentType = append([]byte("x="), body...), "application/x-www-form-urlencoded"
			}
			req := httptest.NewRequest(method, c.path(r.Pattern), bytes.NewReader(body))
			req.Header.Set("Content-Type", contentType)
			req.Header.Set("Sec-Fetch-Site", "same-origin")
			for _, name := range []string{"session", "code"} {
				if value := c.who[who[r.Access]].cookie(name); value != "" {
					req.AddCookie(&http.Cookie{Name: name, Value: value})
				}
			}
			w := httptest.NewRecorder()
			c.srv.ServeHTTP(w, req)
			if want := http.StatusRequestEntityTooLarge; !last && w.Code != want || w.Code == http.StatusInternalServerError {
				t.Errorf("%s with %d bytes: status %d, want %d", r.Pattern, len(body), w.Code, want)
			}
		}
	}
}

// TestHealth asks for the health of a database that another program has locked, and once it is free
// again. Pages that store what they show do without.
func TestHealth(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.db")
	s := newSiteOn(t, file)
	b := s.browser()
	if got := b.page("/healthz"); got != "ok\n" {
		t.Errorf("health: %q", got)
	}
	ana := s.coordinator()
	assessment := ana.create("schools", "")
	s.addAnswers(assessment, "Valley District", "family", 11, 0)
	other, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	if _, err := other.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	s.srv.health.forget()
	if a := b.get("/healthz"); a.status != http.StatusServiceUnavailable {
		t.Errorf("a locked file: status %d", a.status)
	}
	b.page("/") // what only reads goes on
	contains(t, ana.page(assessment), "The number of answers cannot be shown at the moment")
	if page := ana.page(assessment + "/publish"); strings.Contains(page, "Answers sent") {
		t.Error("a number that is not stored is shown")
	}
	if _, err := other.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(2 * time.Minute); ; {
		s.srv.health.forget()
		if a := b.get("/healthz"); a.status == http.StatusOK {
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("free again: status %d", a.status)
		}
	}
	contains(t, ana.page(assessment), "at least 11")
	t.Run("postgres", func(t *testing.T) {
		if got := newSiteOn(t, pgtest.URL(t)).browser().page("/healthz"); got != "ok\n" {
			t.Errorf("health: %q", got)
		}
	})
}

// forget makes the next check ask again.
func (h *health) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = time.Time{}
}

// TestHealthIsShared requires that many who ask write once.
func TestHealthIsShared(t *testing.T) {
	var h health
	asked := 0
	ping := func(context.Context) error {
		asked++
		return errors.New("full")
	}
	for range 100 {
		if err := h.check(t.Context(), ping); err == nil || err.Error() != "full" {
			t.Fatal(err)
		}
	}
	if asked != 1 {
		t.Errorf("100 checks asked %d times", asked)
	}
}
