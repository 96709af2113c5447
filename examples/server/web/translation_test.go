package web

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/rubric/cei"
)

// TestOwnTranslation replaces a translation that comes with an edition.
func TestOwnTranslation(t *testing.T) {
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t)
	ana := s.coordinator()
	fields := []string{
		"title", "Fall", "organization", "Valley", "schools", "", "edition", "2023.2", "translations", "yes",
		"opens", "2026-10-01", "closes", "2026-10-21", "delete_on", "2027-04-01", "min_group", "10",
	}
	own := strings.Replace(string(data), "Familias", "Las familias", 1)
	a := ana.postFiles("/assessments", []upload{{"overlays", "es.json", own}}, fields...)
	assessment := ana.follow(a, "/a/")
	page := s.browser().page(ana.links(assessment)["Families · Valley"] + "?lang=es")
	if n := strings.Count(page, `lang="es"`); n != 2 { // of the page and of one language to choose
		t.Errorf("Spanish is there %d times:\n%s", n, page)
	}
	contains(t, page, "Las familias")
}
