package web

import (
	"context"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/examples/server/internal/pgtest"
)

// createCircle creates an assessment of a rubric that asks about grade and language.
func (b *browser) createCircle(fields ...string) string {
	b.t.Helper()
	data, err := os.ReadFile("../../../testdata/good/rubrics/school-circle.yaml")
	if err != nil {
		b.t.Fatal(err)
	}
	form := append([]string{
		"title", "Circle", "organization", "Valley", "edition", "file", "opens", "2026-10-01", "closes", "2026-10-21", "delete_on", "2027-04-01", "min_group", "10",
	}, fields...)
	return b.follow(b.postFiles("/assessments", []upload{{"rubric", "rubric.yaml", string(data)}}, form...), "/a/")
}

// rateCircle answers a school circle, with an answer about the grade unless it is "".
func (s *site) rateCircle(link, stage, grade string) *browser {
	s.t.Helper()
	b := s.browser()
	b.follow(b.post(link), "/me")
	page := b.page("/me/domain/1")
	fields := []string{"go", "next"}
	for _, m := range regexp.MustCompile(`id="(rating\.[a-z-]+)"`).FindAllStringSubmatch(page, -1) {
		fields = append(fields, m[1], stage)
	}
	to := b.follow(b.post("/me/domain/1", fields...), "/me/")
	for strings.HasPrefix(to, "/me/domain/") {
		to = b.follow(b.post(to, "go", "next"), "/me/")
	}
	if to != "/me/background" {
		s.t.Fatalf("the last page leads to %s", to)
	}
	b.follow(b.post(to, "background.grade", grade, "go", "next"), "/me/send")
	b.follow(b.post("/me/send"), "/me/sent")
	return b
}

// rateCircles answers 15 circles of two grades each, 15 without a grade and 3 of another grade. It returns
// a rater of kindergarten to grade 5.
func (s *site) rateCircles(link string) (rater *browser) {
	s.t.Helper()
	stages := []string{"seed", "plant", "tree"}
	for i := range 15 {
		rater = s.rateCircle(link, stages[i%3], "k-5")
		s.rateCircle(link, stages[i%3], "9-12")
		s.rateCircle(link, stages[i%3], "")
	}
	for range 3 {
		s.rateCircle(link, "tree", "6-8")
	}
	return rater
}

// TestBackground divides results by the grade, shows groups above the policy, and hides a small one.
func TestBackground(t *testing.T) {
	for name, schools := range map[string]string{"schools": "Lincoln\nRiverside", "one": ""} {
		t.Run(name, func(t *testing.T) { testBackground(t, newSite(t), schools) })
	}
	t.Run("postgres", func(t *testing.T) { testBackground(t, newSiteOn(t, pgtest.URL(t)), "Lincoln\nRiverside") })
}

func testBackground(t *testing.T, s *site, schools string) {
	ana := s.coordinator()
	assessment := ana.createCircle("schools", schools)
	first, _, divided := strings.Cut(schools, "\n")
	if !divided {
		first = "Valley"
	}
	link := ana.links(assessment)["Families · "+first]
	contains(t, ana.page(assessment+"/settings"), `id="split.grade"`)
	settings := []string{"title", "Circle", "opens", "2026-10-01", "closes", "2026-10-21", "delete_on", "2027-04-01"}
	if a := ana.post(assessment+"/settings", append(slices.Clone(settings), "split", "shoe-size")...); a.status != http.StatusBadRequest {
		t.Errorf("a question that does not exist: status %d", a.status)
	}
	invited := regexp.MustCompile(`name="(invited\.\w+\.families)"`).FindStringSubmatch(ana.page(assessment + "/settings"))[1]
	ana.follow(ana.post(assessment+"/settings", append(slices.Clone(settings), "split", "grade", invited, "60")...), assessment)

	alike := ana.createCircle("schools", "Lincoln\nLincoln/9-12")
	if a := ana.post(alike+"/settings", append(slices.Clone(settings), "split", "grade")...); a.status != http.StatusUnprocessableEntity {
		t.Errorf("a school with the name of a group: status %d", a.status)
	}

	rater := s.rateCircles(link)
	contains(t, rater.page("/me/background"), `value="k-5" checked`, "groups of 10 people or fewer are hidden", "Language spoken at home")
	if a := rater.post("/me/background", "background.grade", "kindergarten"); a.status != http.StatusBadRequest {
		t.Errorf("an option that does not exist: status %d", a.status)
	}
	results := ana.follow(ana.post(assessment+"/publish"), assessment+"/results/1/all")
	results = strings.TrimSuffix(results, "/all")
	node := "all"
	if divided {
		node = regexp.MustCompile(`/results/1/(\w{26})`).FindStringSubmatch(ana.page(assessment))[1]
	}
	contains(t, ana.page(results+"/"+node), "Grades 9 to 12", "No answer", node+"~k-5")
	contains(t, ana.page(results+"/"+node+"~k-5"), first+" · Kindergarten to grade 5", `aria-current="page"`, `/results/1/`+node+`?lang=`)
	contains(t, ana.page(results+"/"+node+"~not-answered/report.html"), first+" · No answer")
	// The school shows everybody, so at least two groups are hidden: one of them would be the difference.
	contains(t, ana.page(results+"/"+node+"/report.json"), `"families": 48`)
	contains(t, ana.page(results+"/"+node+"/report.html"), "48 of 60 invited") // divided results keep the response rate
	var shown []string
	for _, group := range []string{"k-5", "6-8", "9-12", "not-answered"} {
		if m := regexp.MustCompile(`"families": [1-9]\d*`).FindString(ana.page(results + "/" + node + "~" + group + "/report.json")); m != "" {
			shown = append(shown, group+" "+m)
		}
	}
	if len(shown) != 2 || strings.Contains(strings.Join(shown, ""), "6-8") {
		t.Errorf("groups that are shown: %q, want two of the three large ones", shown)
	}
	for _, wrong := range []string{node + "~kindergarten", node + "~", "nowhere~k-5"} {
		if a := ana.get(results + "/" + wrong); a.status != http.StatusNotFound {
			t.Errorf("%s: status %d", wrong, a.status)
		}
	}

	// What divides the results cannot change now, and deleted answers are out of their group.
	ana.follow(ana.post(assessment+"/settings", append(slices.Clone(settings), "split", "")...), assessment)
	contains(t, ana.page(assessment+"/settings"), `value="grade" checked disabled`, "can no longer be changed")
	contains(t, rater.post("/me/delete").body, "Your answers are deleted")
	if a := ana.post(assessment + "/publish"); a.status != http.StatusConflict {
		t.Errorf("publishing after a deletion: status %d", a.status)
	}

	s.checkKeptGroups(t, assessment)
}

// checkKeptGroups requires that the tallies that are kept when answers are deleted have the groups.
func (s *site) checkKeptGroups(t *testing.T, assessment string) {
	s.setDay("2027-04-01")
	if err := s.srv.Maintain(context.Background()); err != nil {
		t.Fatal(err)
	}
	v, err := s.srv.survey(t.Context(), strings.TrimPrefix(assessment, "/a/"))
	if err != nil {
		t.Fatal(err)
	}
	tallies, err := v.Tallies(t.Context(), s.st)
	if err != nil {
		t.Fatal(err)
	}
	leaf := v.Schools[0].ID + "/k-5"
	if tallies[leaf] == nil || tallies[leaf].Groups["families"].Raters != 14 {
		t.Errorf("kept tally of %s: %v", leaf, tallies[leaf])
	}
}
