package web

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/examples/server/internal/pgtest"
)

// TestChangePassword changes a password while the account is signed in twice.
func TestChangePassword(t *testing.T) {
	s := newSite(t)
	here := s.coordinator()
	elsewhere := s.browser()
	elsewhere.signIn("Ana")
	const next = "a battery of horses"
	for name, fields := range map[string][]string{
		"old":   {"old", "wrong", "new", next, "again", next},
		"new":   {"old", password, "new", "short", "again", "short"},
		"again": {"old", password, "new", next, "again", next + "s"},
	} {
		a := here.post("/account/password", fields...)
		if a.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", name, a.status)
		}
		contains(t, a.body, `<a href="#`+name+`">`)
	}
	elsewhere.page("/assessments")
	before := here.cookie("session")
	a := here.post("/account/password", "old", password, "new", next, "again", next)
	if a.status != http.StatusOK {
		t.Fatalf("status %d\n%s", a.status, a.body)
	}
	contains(t, a.body, "The password is changed", "changed the password")
	if here.cookie("session") == before {
		t.Error("the session has the same token as before")
	}
	here.page("/assessments")
	elsewhere.follow(elsewhere.get("/assessments"), "/signin")
	if a := elsewhere.post("/signin", "name", "Ana", "password", password); a.status != http.StatusUnprocessableEntity {
		t.Errorf("the old password: status %d", a.status)
	}
	elsewhere.follow(elsewhere.post("/signin", "name", "Ana", "password", next), "/assessments")
	for i := range 12 {
		a := here.post("/account/password", "old", "guess", "new", next, "again", next)
		if limited := a.status == http.StatusTooManyRequests; limited != (i >= 10) {
			t.Errorf("guess %d of the old password: status %d", i+1, a.status)
		}
	}
	if strings.Contains(s.log.String(), next) {
		t.Error("the log has a password")
	}
}

// cookie returns the value of a cookie.
func (b *browser) cookie(name string) string {
	b.t.Helper()
	req, err := http.NewRequest("GET", b.url, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range b.client.Jar.Cookies(req.URL) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// TestErase deletes an assessment with everything that it can have.
func TestErase(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "w.db")
		testErase(t, newSiteOn(t, file), file)
	})
	t.Run("postgres", func(t *testing.T) { testErase(t, newSiteOn(t, pgtest.URL(t)), "") })
}

func testErase(t *testing.T, s *site, file string) {
	ana := s.coordinator()
	kept := ana.create("title", "The one that stays")
	assessment := ana.create("title", "Autumn  Leaves", "organization", "Hidden Valley", "schools", "Elm School\nOak School")
	links := ana.links(assessment)
	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	var rater *browser
	for i := range 12 {
		rater = s.rate(links["Families · Elm School"], stages[i%4:]...)
	}
	rater.follow(rater.post("/me/domain/1", "rating.welcoming-culture", "advanced", "note.welcoming-culture", "the old gym is cold"), "/me")
	code := codeOf(t, rater.page("/me"))
	ana.follow(ana.post(assessment+"/publish"), assessment)
	ana.follow(ana.post(assessment+"/comments"), assessment)
	results := ana.page(assessment + "/results/1/all/report.json")
	ana.follow(ana.postFiles(assessment+"/data/baseline", []upload{{"file", "old.json", results}}, "node", ""), assessment)
	ana.postFiles(assessment+"/data/uploads", []upload{{"file", "leftover.csv", "left,over\n"}})
	invitation := regexp.MustCompile(`/join/[\w-]+`).FindString(ana.post(assessment+"/people", "role", "team").body)

	contains(t, ana.page(assessment+"/delete"), "People can still answer", "publications: 1", "What remains")
	if a := ana.post(assessment+"/delete", "title", "Autumn"); a.status != http.StatusUnprocessableEntity {
		t.Errorf("another title: status %d", a.status)
	}
	ana.page(assessment)
	a := ana.post(assessment+"/delete", "title", " Autumn Leaves ")
	if a.status != http.StatusOK {
		t.Fatalf("status %d\n%s", a.status, a.body)
	}
	contains(t, a.body, "The assessment is deleted")

	for path, pages := range map[string]*browser{assessment: ana, assessment + "/audit": ana, links["Families · Elm School"]: s.browser(), invitation: s.browser()} {
		if a := pages.get(path); a.status != http.StatusNotFound {
			t.Errorf("%s: status %d", path, a.status)
		}
	}
	rater.follow(rater.get("/me"), "/return")
	rater.follow(rater.post("/me/domain/1", "rating.welcoming-culture", "advanced"), "/return")
	ana.page(kept)
	events, err := s.st.ServerEvents(t.Context())
	if err != nil || len(events) != 2 { // Ana joined
		t.Errorf("events: %v, %v", events, err)
	}
	for _, e := range events {
		if e.Action == "audit.erased" && (e.Who != "" || e.Detail != "" || e.AssessmentID != "") {
			t.Errorf("the log says %v of what is deleted", e)
		}
	}
	if err := s.srv.Maintain(context.Background()); err != nil {
		t.Error(err)
	}
	if file == "" {
		return
	}
	secrets := []string{
		"Autumn", "Hidden Valley", "Elm School", "Oak School", "old gym", strings.TrimPrefix(assessment, "/a/"), string(hashCode(code)), "leftover",
		string(hash(strings.TrimPrefix(links["Families · Elm School"], "/l/"))), string(hash(strings.TrimPrefix(invitation, "/join/"))),
	}
	lacksBytes(t, file, secrets...)
}

// lacksBytes requires that a SQLite file and its log do not have bytes, in unused pages either.
func lacksBytes(t *testing.T, file string, secrets ...string) {
	t.Helper()
	for _, name := range []string{file, file + "-wal"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, secret := range secrets {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s has secret %d: %q", filepath.Base(name), i, secret)
			}
		}
	}
}
