package web

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

// TestResultFiles reads every document of a publication in both languages.
func TestResultFiles(t *testing.T) {
	c := newCast(t)
	tom := c.who["team"]
	results := c.assessment + "/results/1/all"
	page := tom.page(results)
	for _, f := range resultFiles() {
		contains(t, page, `/results/1/all/`+f.Name+`?lang=es"`)
		english, spanish := tom.page(results+"/"+f.Name), tom.page(results+"/"+f.Name+"?lang=es")
		if len(english) < 500 || english == spanish && f.Name != "report.json" && f.Name != "report.csv" {
			t.Errorf("%s is short, or the same in Spanish:\n%s", f.Name, english)
		}
	}
	contains(t, page, "Handout on two pages", "Text for LCFF Priority 3")
	contains(t, tom.page(results+"/handout.txt"), "Valley District")
	contains(t, tom.page(results+"/handbook.html?lang=es"), `lang="es"`)
}

// TestResultFilesOfOtherRubrics requires that a rubric without the parts of a narrative does not
// offer it.
func TestResultFilesOfOtherRubrics(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	data, err := os.ReadFile("../../customrubric/rubric.yaml")
	if err != nil {
		t.Fatal(err)
	}
	assessment := ana.follow(ana.postFiles("/assessments", []upload{{"rubric", "rubric.yaml", string(data)}}, "title", "Makers", "organization", "The workshop",
		"schools", "", "edition", "file", "opens", "2026-10-01", "closes", "2026-10-21", "delete_on", "2027-04-01", "min_group", "1"), "/a/")
	b := s.browser()
	b.follow(b.post(ana.links(assessment)["Visitors · The workshop"]), "/me")
	b.follow(b.post("/me/send"), "/me/sent")
	results := ana.follow(ana.post(assessment+"/publish"), assessment+"/results/1/all")
	page := ana.page(results)
	for _, f := range resultFiles() {
		path := results + "/" + f.Name
		if !strings.Contains(f.Name, "lcff") {
			ana.page(path)
			continue
		}
		if a := ana.get(path); a.status != http.StatusNotFound || strings.Contains(page, f.Name) {
			t.Errorf("%s of a rubric that does not have it: status %d", f.Name, a.status)
		}
	}
}
