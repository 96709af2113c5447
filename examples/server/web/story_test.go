package web

import (
	"os"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/examples/server/internal/pgtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	pgtest.Stop()
	os.Exit(code)
}

// TestStory is the story of an assessment from its creation to the results.
func TestStory(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { tellStory(t, newSite(t)) })
	t.Run("postgres", func(t *testing.T) { tellStory(t, newSiteOn(t, pgtest.URL(t))) })
}

func tellStory(t *testing.T, s *site) {
	ana := s.coordinator()
	assessment := ana.create()
	links := ana.links(assessment)
	if len(links) != 10 {
		t.Fatalf("%d links, want one for each of 5 constituencies of 2 schools: %v", len(links), links)
	}

	// A rater answers two pages in Spanish, stops, and comes back on another device.
	link := links["Families · Lincoln"]
	rater := s.browser()
	contains(t, rater.page(link+"?lang=es"), "Nadie le pide su nombre", `lang="es"`)
	rater.follow(rater.post(link, "language", "es"), "/me")
	code := codeOf(t, rater.page("/me"))
	page := rater.page("/me/domain/1")
	if strings.Contains(page, " checked") {
		t.Error("an answer is chosen before the rater chooses")
	}
	contains(t, page, "No lo sé", "Prefiero no decirlo")
	rater.follow(rater.post("/me/domain/1", "rating.welcoming-culture", "developing", "note.welcoming-culture", "la entrada", "go", "next"), "/me/domain/2")
	rater.follow(rater.post("/me/domain/2", "go", "stop"), "/me")

	phone := s.browser()
	phone.follow(phone.get("/me"), "/return")
	phone.follow(phone.post("/return", "code", " "+strings.ToLower(strings.ReplaceAll(code, "-", " "))), "/me")
	contains(t, phone.page("/me/domain/1"), `value="developing" checked`, ">la entrada</textarea>")
	phone.follow(phone.post("/me/send"), "/me/sent")

	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	for i := range 12 {
		s.rate(links["Families · Lincoln"], stages[i%4:]...)
		s.rate(links["Students · Riverside"], stages[:i%4+1]...)
	}
	s.rate(links["Students · Lincoln"], "advanced")

	s.setDay("2026-10-22")
	ana.signIn("Ana")
	overview := ana.page(assessment)
	contains(t, overview, "closed", "fewer than 11", "at least 22")
	to := ana.follow(ana.post(assessment+"/publish"), assessment+"/results/1/all")
	contains(t, ana.page(to), "Discussion guide")
	report := ana.page(to + "/report.html")
	contains(t, report, "Valley District", "Fall survey")
	contains(t, ana.page(to+"/report.html?lang=es"), "Familias")
	for _, f := range resultFiles() {
		if body := ana.page(to + "/" + f.Name); len(body) < 500 {
			t.Errorf("%s is short:\n%s", f.Name, body)
		}
	}
	if a := ana.post(assessment + "/publish"); a.status != 303 {
		t.Errorf("publishing the same again: status %d", a.status)
	}
}

func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("the page lacks %q\n%s", p, text)
		}
	}
}
