package web

import (
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/examples/server/internal/pgtest"
)

// TestLiveCounts looks at the numbers of answers so far while people answer, delete their answers, and
// after a publication.
func TestLiveCounts(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { liveCounts(t, newSite(t)) })
	t.Run("postgres", func(t *testing.T) { liveCounts(t, newSiteOn(t, pgtest.URL(t))) })
}

func liveCounts(t *testing.T, s *site) {
	ana := s.coordinator()
	public, internal := ana.create("schools", ""), ana.create("schools", "", "min_group", "1")
	at := map[string]string{}
	raters := map[string]*browser{}
	for _, assessment := range []string{public, internal} {
		s.addAnswers(assessment, "Valley District", "family", 10, 0)
		contains(t, ana.page(assessment), map[string]string{public: "fewer than 11", internal: "<td>10</td>"}[assessment])
		at[assessment] = ana.links(assessment)["Families · Valley District"]
		begun := s.browser()
		begun.follow(begun.post(at[assessment], "language", "en"), "/me")
		contains(t, ana.page(assessment), map[string]string{public: "<td>at least 11</td>", internal: "<td>11</td>"}[assessment]) // begun
		begun.post("/me/delete")
		raters[assessment] = s.rate(at[assessment], "maturing")
	}

	sent := `Answers sent in all: <strong>`
	contains(t, ana.page(public), sent+"at least 11</strong>")
	contains(t, ana.page(internal), sent+"11</strong>")
	for _, rater := range raters {
		contains(t, rater.post("/me/delete").body, "Your answers are deleted")
	}
	contains(t, ana.page(public), sent+"at least 11</strong>")
	contains(t, ana.page(internal), sent+"10</strong>")

	// Enough for results, and for another number if it were still shown.
	for _, assessment := range []string{public, internal} {
		s.addAnswers(assessment, "Valley District", "family", 10, 0)
		ana.follow(ana.post(assessment+"/publish"), assessment+"/results/1/all")
		s.addAnswers(assessment, "Valley District", "family", 20, 0)
	}
	token := regexp.MustCompile(`/join/[\w-]+`).FindString(ana.post(public+"/people", "role", "team").body)
	tom := s.browser()
	tom.follow(tom.post(token, "name", "Tom", "password", password), "/")
	contains(t, ana.page(public), "Results are published, so the number of answers is no longer counted here")
	for _, b := range []*browser{ana, tom} {
		page := b.page(public)
		for _, word := range []string{"at least", "fewer than", "Answers sent", "Begun"} {
			if strings.Contains(page, word) {
				t.Errorf("after a publication the page has %q", word)
			}
		}
	}
	token = regexp.MustCompile(`/join/[\w-]+`).FindString(ana.post(internal+"/people", "role", "team").body)
	tom.follow(tom.post(token), internal)
	if page := tom.page(internal); strings.Contains(page, "Answers sent") {
		t.Error("a team member sees the number of answers") // which is for those who run the assessment
	}
	contains(t, ana.page(public), "new link")
	if page := ana.page(public + "/publish"); strings.Contains(page, "Answers sent") || strings.Contains(page, "at least") {
		t.Error("the page before another publication has a number of answers")
	}
	contains(t, ana.page(internal), sent+"40</strong>")
	contains(t, ana.page(internal+"/publish"), sent+"40</strong>")
}
