package web

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/examples/server/internal/pgtest"
	"github.com/waymark-go/waymark/examples/server/store"
)

// onBoth runs a test on both databases.
func onBoth(t *testing.T, test func(*testing.T, *site)) {
	t.Run("sqlite", func(t *testing.T) { test(t, newSiteOn(t, filepath.Join(t.TempDir(), "w.db"))) })
	t.Run("postgres", func(t *testing.T) { test(t, newSiteOn(t, pgtest.URL(t))) })
}

// Choosing a language leads to a page of this server, whatever address the page was at.
func TestLocalPath(t *testing.T) {
	for to, want := range map[string]string{
		"/a/x": "/a/x", "/signin?x=1": "/signin", "/a b": "/a%20b", "/%3Fx": "/%3Fx", "/%09/evil.test": "/%09/evil.test",
		"": "/", "a/x": "/", "//evil.test": "/", "///evil.test": "/", "/\\evil.test": "/", "/%5Cevil.test": "/", "/%2Fevil.test": "/",
		"/\t/evil.test": "/", "/\n/evil.test": "/", "https://evil.test/": "/", "javascript:alert(1)": "/", "/\x00": "/",
	} {
		if got := localPath(to); got != want {
			t.Errorf("localPath(%q) = %q, want %q", to, got, want)
		}
	}
	b := newSite(t).browser()
	for _, path := range []string{"/%09/evil.test", "/signin"} {
		m := regexp.MustCompile(`name="to" value="([^"]*)"`).FindStringSubmatch(b.get(path).body)
		if m == nil {
			t.Fatalf("%s has no choice of a language", path)
		}
		if a := b.post("/language", "language", "es", "to", m[1]); a.to != path {
			t.Errorf("from %q to %q", path, a.to)
		}
	}
}

// The style sheet is the only file that is served.
func TestStatic(t *testing.T) {
	b := newSite(t).browser()
	if a := b.get("/static/style.css"); a.status != http.StatusOK || a.header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("the style sheet: status %d, %s", a.status, a.header.Get("Content-Type"))
	}
	for _, path := range []string{"/static/", "/static/x", "/static/%2e%2e/words.json", "/static/..%2fwords.json", "/static/%2e%2e/templates/base.html"} {
		if a := b.get(path); a.status != http.StatusNotFound {
			t.Errorf("%s: status %d", path, a.status)
		}
	}
}

// Names of schools that raters could not answer for are refused, and those from a table are taken.
func TestSchoolNames(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	for _, fields := range [][]string{
		{"organization", "Val\u0085ley"}, {"title", "Fall\nsurvey"}, {"schools", "Lincoln  High\nLincoln High"},
	} {
		form := []string{"title", "Fall", "organization", "Valley", "edition", "2023.2", "opens", "2026-10-01", "closes", "2026-10-21", "delete_on", "2027-04-01", "min_group", "10"}
		if a := ana.postFiles("/assessments", nil, append(fields, form...)...); a.status != http.StatusUnprocessableEntity {
			t.Errorf("%q: status %d", fields, a.status)
		}
	}
	links := ana.links(ana.create("schools", "Lincoln\t1203\r\n Riverside \t 1204"))
	rater := s.browser()
	rater.follow(rater.post(links["Families · Lincoln 1203"], "language", "en"), "/me")
	contains(t, rater.page("/me"), "Lincoln 1203")
}

func TestNormalize(t *testing.T) {
	for text, want := range map[string]string{
		" a\r\n\r\nb\rc\n": "a\n\nb\nc", "a\tb": "a\tb", "a\x01\x1b[31mb\x7f\u0085": "a[31mb", "\x01 \n": "", "año 😀": "año 😀",
	} {
		if got := normalize(text); got != want {
			t.Errorf("normalize(%q) = %q, want %q", text, got, want)
		}
	}
}

// What no database stores is refused before it gets there.
func TestNotText(t *testing.T) {
	onBoth(t, func(t *testing.T, s *site) {
		ana := s.coordinator()
		assessment := ana.create()
		rater := s.browser()
		rater.follow(rater.post(ana.links(assessment)["Families · Lincoln"], "language", "en"), "/me")
		for _, bad := range []string{"a\x00b", "a\xffb"} {
			for path, field := range map[string]string{
				"/signin": "name", "/return": "code", "/language": "to", "/account/password": "new", assessment + "/settings": "title", assessment + "/data/delete": "response",
				assessment + "/people": "role", assessment + "/consensus/all/foundations": "rationale.x", assessment + "/public": "name", "/me/domain/1": "note.x",
			} {
				b := ana
				if strings.HasPrefix(path, "/me") {
					b = rater
				}
				if a := b.post(path, field, bad); a.status != http.StatusBadRequest {
					t.Errorf("POST %s with %q: status %d", path, bad, a.status)
				}
			}
			files := []upload{{"file", strings.ReplaceAll(bad, "\x00", "\xfe"), "id\n"}}
			if a := ana.postFiles(assessment+"/data/uploads", files); a.status != http.StatusBadRequest {
				t.Errorf("a file named %q: status %d", files[0].name, a.status)
			}
		}
		for _, path := range []string{"/a/%00", "/p/%00", "/p/%FF/all", "/l/%00", "/join/%00", assessment + "/results/1/%00", assessment + "/data/uploads/%FF"} {
			if a := ana.get(path); a.status != http.StatusNotFound {
				t.Errorf("GET %s: status %d", path, a.status)
			}
		}
		if log := s.log.String(); strings.Contains(log, "request failed") {
			t.Error(log)
		}
	})
	for _, name := range []string{"", " ", "a\x00", "a\nb", "a\tb", "a\xff", strings.Repeat("a", 101)} {
		if CheckNewAccount(name, password) == nil {
			t.Errorf("the name %q is accepted", name)
		}
	}
}

// Who is removed does not come back by an invitation, and nobody loses rights by accepting one.
func TestInvitations(t *testing.T) {
	onBoth(t, func(t *testing.T, s *site) {
		ana, tom := s.coordinator(), s.user("Tom")
		assessment := ana.create()
		invitation := func(b *browser, role string) string {
			return regexp.MustCompile(`/join/[\w-]+`).FindString(b.post(assessment+"/people", "role", role).body)
		}
		tom.follow(tom.post(invitation(ana, "coordinator")), assessment)
		kept := invitation(tom, "coordinator")
		member := regexp.MustCompile(`people/(\w+)/remove"[^>]*><button[^>]*aria-label="remove Tom"`).FindStringSubmatch(ana.page(assessment + "/people"))
		ana.follow(ana.post(assessment+"/people/"+member[1]+"/remove"), assessment+"/people")
		if a := tom.post(kept); a.status != http.StatusNotFound {
			t.Errorf("an invitation of somebody who was removed: status %d", a.status)
		}
		if a := tom.get(assessment); a.status != http.StatusNotFound {
			t.Errorf("somebody who was removed: status %d", a.status)
		}

		ana.follow(ana.post(invitation(ana, "team")), assessment)
		ana.page(assessment + "/settings")

		eve := s.browser()
		eve.follow(eve.post(invitation(ana, "team"), "name", "Eve", "password", password), assessment)
		if a := eve.get("/assessments/new"); a.status != http.StatusNotFound {
			t.Errorf("a team member creates assessments: status %d", a.status)
		}
		eve.follow(eve.post(invitation(ana, "coordinator")), assessment)
		eve.page("/assessments/new")
		eve.page(assessment + "/settings")
	})
}

// A page that was open on another device does not replace what was saved since, until its reader
// wants that.
func TestTwoDevices(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	phone, laptop := s.browser(), s.browser()
	phone.follow(phone.post(ana.links(ana.create())["Families · Lincoln"], "language", "en"), "/me")
	laptop.follow(laptop.post("/return", "code", strings.ToLower(codeOf(t, phone.page("/me")))), "/me")
	const path = "/me/domain/1"
	seen := func(page string) string {
		return regexp.MustCompile(`name="seen" value="([^"]+)"`).FindStringSubmatch(page)[1]
	}
	m := regexp.MustCompile(`name="note\.([a-z0-9-]+)"`).FindStringSubmatch(phone.page(path))
	rating, note, old := "rating."+m[1], "note."+m[1], seen(laptop.page(path))

	phone.follow(phone.post(path, "seen", old, rating, "maturing", note, "We meet.", "go", "next"), "/me/domain/2")
	phone.follow(phone.post(path, "seen", old, rating, "maturing", note, "We meet.", "go", "next"), "/me/domain/2") // sent twice
	a := laptop.post(path, "seen", old, rating, "developing", "go", "next")
	if a.status != http.StatusConflict {
		t.Fatalf("an old page: status %d", a.status)
	}
	contains(t, a.body, "changed in another window", `value="developing" checked`)
	contains(t, phone.page(path), `value="maturing" checked`, "We meet.")
	laptop.follow(laptop.post(path, "seen", seen(a.body), rating, "developing", "go", "next"), "/me/domain/2")
	page := phone.page(path)
	contains(t, page, `value="developing" checked`)
	if strings.Contains(page, "We meet.") {
		t.Error("the note is still there")
	}
}

// Who has sent answers and then writes a note without an answer learns that, and stays counted.
func TestNoteAfterSending(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	assessment := ana.create("min_group", "1")
	rater := s.rate(ana.links(assessment)["Families · Lincoln"], "maturing")
	m := regexp.MustCompile(`name="note\.([a-z0-9-]+)"`).FindStringSubmatch(rater.page("/me/domain/1"))
	a := rater.post("/me/domain/1", "note."+m[1], "We meet.", "go", "stop")
	if a.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d", a.status)
	}
	contains(t, a.body, `href="#rating.`+m[1]+`"`, `id="rating.`+m[1]+`"`, "has a note but no answer", "We meet.")
	contains(t, rater.page("/me"), "Your answers are sent")
	contains(t, ana.page(assessment), "Answers sent in all: <strong>1</strong>")
}

// Files are read by few at a time.
func TestReading(t *testing.T) {
	s := newSite(t)
	for range cap(s.srv.uploading) {
		s.srv.uploading <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := s.srv.reading(ctx, func() error { t.Error("one more file is read"); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Nothing comes to an assessment whose answers are deleted, even from a request that began before.
func TestLateAnswers(t *testing.T) {
	onBoth(t, func(t *testing.T, s *site) {
		ana := s.coordinator()
		assessment := ana.create("schools", "")
		link := ana.links(assessment)["Families · Valley District"]
		s.rate(link, "maturing")
		v, err := s.srv.survey(t.Context(), strings.TrimPrefix(assessment, "/a/"))
		if err != nil {
			t.Fatal(err)
		}
		late, err := v.NewRater(store.Link{SchoolID: v.Schools[0].ID, Constituency: "family"}, "en")
		if err != nil {
			t.Fatal(err)
		}
		to := ana.follow(ana.postFiles(assessment+"/data/uploads", []upload{{"file", "r.ndjson", string(late.Response)}}), assessment+"/data/uploads/")
		ana.page(to)
		s.setDay("2027-04-01")
		if err := s.srv.Maintain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := s.st.AddRater(t.Context(), late, []byte("c")); !errors.Is(err, store.ErrAnswersDeleted) {
			t.Errorf("AddRater: %v", err)
		}
		ana.signIn("Ana")
		if a := ana.postFiles(assessment+"/data/uploads", []upload{{"file", "r.ndjson", string(late.Response)}}); a.status != http.StatusConflict {
			t.Errorf("another file: status %d", a.status)
		}
		if a := ana.get(to); a.status != http.StatusNotFound {
			t.Errorf("a file with answers: status %d", a.status)
		}
		var raw bytes.Buffer
		err = s.st.EachRater(t.Context(), v.ID, func(r *store.Rater) error { raw.Write(r.Response); return nil })
		if err != nil || raw.Len() > 0 {
			t.Errorf("raw answers: %v %s", err, raw.String())
		}
	})
}
