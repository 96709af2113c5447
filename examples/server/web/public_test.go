package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestPublic makes results public by both kinds of address and takes them back.
func TestPublic(t *testing.T) {
	c := newCast(t)
	ana, nobody := c.who["coordinator"], c.browser()
	settings := c.assessment + "/public"
	ana.follow(ana.post(settings, "go", "off"), settings)
	if a := nobody.get("/p/fall-survey/all"); a.status != http.StatusNotFound {
		t.Errorf("results that are not public: status %d", a.status)
	}
	for _, name := range []string{"", "ab", "Fall", "fall survey", "-fall", strings.Repeat("a", 41)} {
		if a := ana.post(settings, "number", "1", "address", "plain", "name", name); a.status != http.StatusUnprocessableEntity {
			t.Errorf("name %q: status %d", name, a.status)
		}
	}
	if a := ana.post(settings, "number", "2", "address", "secret"); a.status != http.StatusBadRequest {
		t.Errorf("a publication that does not exist: status %d", a.status)
	}
	ana.follow(ana.post(settings, "number", "1", "address", "plain", "name", "fall-survey"), settings)
	contains(t, ana.page(settings), c.url+"/p/fall-survey")
	nobody.redirected(nobody.get("/p/fall-survey"), "/p/fall-survey/all")
	a := nobody.get("/p/fall-survey/all")
	contains(t, a.body, "Valley District", "Lincoln", "/p/fall-survey/all/report.json?lang=es")
	checkPublic(t, a, true)
	if strings.Contains(a.body, "noindex") {
		t.Error("a page at a plain address asks not to be listed")
	}

	nobody.checkLinks(t, a)
	spanish := nobody.get("/p/fall-survey/all?lang=es")
	contains(t, spanish.body, "Familias", `<html lang="es">`)
	if signedIn := ana.get("/p/fall-survey/all"); signedIn.body != a.body {
		t.Error("a coordinator sees another page than everybody")
	}
	school := regexp.MustCompile(`/p/fall-survey/(\w{26})\?`).FindStringSubmatch(a.body)[1]
	for _, path := range []string{"/p/fall-survey/nowhere", "/p/fall-survey/all/responses.ndjson", "/p/" + c.values["assessment"] + "/all", "/p/%00/all", "/p/fall-survey/" + school + "~k-5"} {
		if a := nobody.get(path); a.status != http.StatusNotFound || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: status %d, Cache-Control %s", path, a.status, a.header.Get("Cache-Control"))
		}
	}

	checkTaken(t, c)

	// An address that nobody can guess.
	ana.follow(ana.post(settings, "number", "1", "address", "secret"), settings)
	if a := nobody.get("/p/fall-survey/all"); a.status != http.StatusNotFound {
		t.Errorf("the plain address after a change: status %d", a.status)
	}
	secret := regexp.MustCompile(`/p/[\w-]{43}`).FindString(ana.page(settings))
	a = nobody.get(secret + "/all")
	contains(t, a.body, `content="noindex"`)
	checkPublic(t, a, false)
	checkPublic(t, nobody.get(secret+"/all/report.csv"), false)
	ana.follow(ana.post(settings, "number", "1", "address", "secret"), settings)
	checkPublic(t, nobody.get(secret+"/all"), false) // saving again keeps the address
	contains(t, ana.page(c.assessment+"/audit"), "made a publication public: 1", "took the public page down")
	if strings.Contains(c.log.String(), secret) {
		t.Error("the log has the address")
	}
	ana.post(c.assessment+"/delete", "title", "Fall survey")
	if a := nobody.get(secret + "/all"); a.status != http.StatusNotFound {
		t.Errorf("the page of a deleted assessment: status %d", a.status)
	}
}

// checkLinks requires that everything on this server that the page leads to is public.
func (b *browser) checkLinks(t *testing.T, page answer) {
	links := regexp.MustCompile(`(?:href|action|src)="([^"#]+)"`).FindAllStringSubmatch(page.body, -1)
	for _, m := range links {
		link := m[1]
		if !strings.HasPrefix(link, "/p/fall-survey/") && link != "/static/style.css" && link != "/report/4" && !strings.HasPrefix(link, "data:") && !strings.HasPrefix(link, "https://") {
			t.Errorf("the page leads to %s", link)
		}
		if strings.HasPrefix(link, "/p/") {
			checkPublic(t, b.get(link), true)
		}
	}
	if len(links) < 50 {
		t.Errorf("the page has only %d links", len(links))
	}
}

// checkTaken requires that the name of a public page belongs to one assessment.
func checkTaken(t *testing.T, c *cast) {
	olga := c.who["other"]
	other := strings.TrimSuffix(olga.create("title", "Olga's"), "/")
	v, err := c.srv.survey(t.Context(), strings.TrimPrefix(other, "/a/"))
	if err != nil {
		t.Fatal(err)
	}
	c.addAnswers(other, v.Schools[0].Title, "family", 12, 4)
	olga.follow(olga.post(other+"/publish"), other)
	if a := olga.post(other+"/public", "number", "1", "address", "plain", "name", "fall-survey"); a.status != http.StatusUnprocessableEntity {
		t.Errorf("a name that is taken: status %d", a.status)
	}
}

// redirected requires a redirect after a GET.
func (b *browser) redirected(a answer, to string) {
	b.t.Helper()
	if a.status != http.StatusFound || a.to != to {
		b.t.Errorf("status %d to %q, want a redirect to %q", a.status, a.to, to)
	}
}

// checkPublic requires the headers of what everybody may read.
func checkPublic(t *testing.T, a answer, listed bool) {
	t.Helper()
	policy := a.header.Get("Content-Security-Policy")
	if a.status != http.StatusOK || a.header.Get("Cache-Control") != "public, max-age=300" || len(a.header["Set-Cookie"]) > 0 {
		t.Errorf("status %d, headers %v", a.status, a.header)
	}
	if !strings.Contains(policy, "form-action 'none'") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("policy %q", policy)
	}
	if robots := a.header.Get("X-Robots-Tag"); (robots == "") != listed {
		t.Errorf("X-Robots-Tag %q", robots)
	}
}

// TestPublicPolicy requires that results that hide less than the public policy cannot be public.
func TestPublicPolicy(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	for _, group := range []string{"1", "5"} {
		assessment := ana.create("min_group", group)
		s.addAnswers(assessment, "Lincoln", "family", 12, 4)
		ana.follow(ana.post(assessment+"/publish"), assessment)
		contains(t, ana.page(assessment+"/public"), "Only results that hide groups of 10 people or fewer can be public")
		if a := ana.post(assessment+"/public", "number", "1", "address", "secret"); a.status != http.StatusBadRequest {
			t.Errorf("groups of %s: status %d", group, a.status)
		}
	}
}

// TestPlainName writes titles as names.
func TestPlainName(t *testing.T) {
	for text, want := range map[string]string{"Fall survey 2026": "fall-survey-2026", "¡Niñez, año 1!": "ninez-ano-1", "  ": "", strings.Repeat("ab ", 20): "ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-a"} {
		if got := plainName(text); got != want || plainName(got) != got {
			t.Errorf("plainName(%q) = %q, want %q", text, got, want)
		}
	}
	if n := len(newToken()); n <= maxName {
		t.Errorf("a token has %d letters, so that a plain name can be one", n)
	}
}
