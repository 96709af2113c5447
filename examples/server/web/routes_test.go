package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// cast are those who try every route.
type cast struct {
	*site
	assessment string            // the path of the assessment
	values     map[string]string // of the parameters in patterns
	who        map[string]*browser
}

func newCast(t *testing.T) *cast {
	t.Helper()
	s := newSite(t)
	ana := s.coordinator()
	c := &cast{site: s, assessment: ana.create(), values: map[string]string{}}
	links := ana.links(c.assessment)
	invited := ana.post(c.assessment+"/people", "role", "team")
	token := regexp.MustCompile(`/join/[\w-]+`).FindString(invited.body)
	member := s.browser()
	member.follow(member.post(token, "name", "Tom", "password", password), c.assessment)
	other := s.user("Olga")
	other.create("title", "Another one")
	rater := s.browser()
	rater.follow(rater.post(links["Students · Lincoln"]), "/me")
	upload := ana.follow(ana.postFiles(c.assessment+"/data/uploads", []upload{{"file", "a.ndjson", "{}\n"}}), c.assessment+"/data/uploads/")
	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	for i := range 12 {
		s.rate(links["Families · Lincoln"], stages[i%4:]...)
	}
	ana.follow(ana.post(c.assessment+"/publish"), c.assessment)
	page := ana.page(c.assessment)
	c.values = map[string]string{
		"assessment": strings.TrimPrefix(c.assessment, "/a/"), "token": "guessed", "n": "1", "number": "1", "node": "all", "file": "report.json",
		"domain": "building-relationships", "upload": upload[strings.LastIndexByte(upload, '/')+1:],
		"link": regexp.MustCompile(`/links/(\w+)/withdraw`).FindStringSubmatch(page)[1], "user": "nobody", "stages": "4", "competency": "language-access",
	}
	ana.follow(ana.post(c.assessment+"/public", "number", "1", "address", "plain", "name", "fall-survey"), c.assessment+"/public")
	c.values["name"] = "fall-survey"
	c.who = map[string]*browser{"nobody": s.browser(), "rater": rater, "other": other, "team": member, "coordinator": ana}
	return c
}

// path fills in the parameters of a pattern.
func (c *cast) path(pattern string) string {
	_, path, _ := strings.Cut(pattern, " ")
	return regexp.MustCompile(`\{(\w+)\}`).ReplaceAllStringFunc(strings.TrimSuffix(path, "{$}"), func(p string) string {
		return c.values[strings.Trim(p, "{}")]
	})
}

// TestAccess tries every route as everybody. Routes that somebody may not use answer as if
// there were nothing, or lead to where one signs in.
func TestAccess(t *testing.T) {
	c := newCast(t)
	may := map[Access]string{
		Public: "nobody rater other team coordinator",
		Anyone: "nobody rater other team coordinator", Rater: "rater", SignedIn: "other team coordinator", Team: "team coordinator", Coordinator: "coordinator",
	}
	// What ends the access of who tries it comes last.
	last := []string{"POST /signout", "POST /me/leave", "POST /me/delete"}
	var routes []Route
	for _, late := range []bool{false, true} {
		for _, r := range Routes() {
			if late == contained(last, r.Pattern) {
				routes = append(routes, r)
			}
		}
	}
	for _, r := range routes {
		method, _, _ := strings.Cut(r.Pattern, " ")
		path := c.path(r.Pattern)
		for _, name := range []string{"nobody", "rater", "other", "team", "coordinator"} {
			t.Run(r.Pattern+" "+name, func(t *testing.T) {
				b := c.who[name]
				var a answer
				switch {
				case method == http.MethodGet:
					a = b.get(path)
				case r.Upload:
					a = b.postFiles(path, nil)
				default:
					a = b.post(path)
				}
				refused := a.status == http.StatusNotFound || a.status == http.StatusSeeOther && (a.to == "/signin" || a.to == "/return")
				if a.status == http.StatusInternalServerError {
					t.Errorf("status 500: %s", c.log.String())
				}
				allowed := contained(strings.Fields(may[r.Access]), name)
				if !allowed && !refused {
					t.Errorf("status %d, to %q; want to be refused\n%s", a.status, a.to, a.body)
				}
				// These are not found for reasons of their own.
				missing := []string{
					"GET /join/{token}", "POST /join/{token}", "GET /l/{token}", "POST /l/{token}", "GET /signin", "POST /me/leave",
					"GET /a/{assessment}/data/responses.ndjson", "POST /a/{assessment}/people/{user}/remove", "GET /assessments/new", "POST /assessments",
					"GET /me/background", "POST /me/background", // the rubric has no questions
				}
				if allowed && refused && !contained(missing, r.Pattern) {
					t.Errorf("status %d, to %q; want to be let in\n%s", a.status, a.to, a.body)
				}
			})
		}
	}
}

func contained(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

// TestOtherAssessment tries the parts of one assessment under the address of another, as
// somebody who coordinates only the other.
func TestOtherAssessment(t *testing.T) {
	c := newCast(t)
	olga := c.who["other"]
	own := regexp.MustCompile(`/a/\w+`).FindString(olga.page("/assessments"))
	school := regexp.MustCompile(`consensus/(\w{26})`).FindStringSubmatch(c.who["coordinator"].page(c.assessment))[1]
	for _, path := range []string{
		"/data/uploads/" + c.values["upload"], "/results/1/all", "/results/1/" + school, "/results/1/all/report.json",
		"/consensus/" + school, "/consensus/" + school + "/building-relationships",
	} {
		if a := olga.get(own + path); a.status != http.StatusNotFound {
			t.Errorf("GET %s: status %d", path, a.status)
		}
	}
	if a := olga.post(own + "/links/" + c.values["link"] + "/withdraw"); a.status != http.StatusNotFound {
		t.Errorf("withdraw: status %d", a.status)
	}
	if a := olga.post(own+"/links", "school", school, "constituency", "family"); a.status != http.StatusBadRequest {
		t.Errorf("links: status %d", a.status)
	}
	// A team member who is removed sees nothing any more.
	ana, tom := c.who["coordinator"], c.who["team"]
	tom.page(c.assessment)
	for _, m := range regexp.MustCompile(`people/(\w+)/remove`).FindAllStringSubmatch(ana.page(c.assessment+"/people"), -1) {
		ana.post(c.assessment + "/people/" + m[1] + "/remove")
	}
	if a := tom.get(c.assessment); a.status != http.StatusNotFound {
		t.Errorf("a removed member: status %d", a.status)
	}
	ana.page(c.assessment) // the last coordinator stays
}

// TestLinks tries links that are withdrawn, not open yet and closed.
func TestLinks(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	assessment := ana.create()
	link := ana.links(assessment)["Families · Lincoln"]
	begun := s.browser()
	begun.follow(begun.post(link), "/me")

	s.setDay("2026-09-30")
	early := s.browser()
	contains(t, early.page(link), "You can answer from October 1, 2026")
	if a := early.post(link); a.status != http.StatusConflict {
		t.Errorf("early: status %d", a.status)
	}
	s.setDay("2026-10-22")
	contains(t, early.page(link), "ended on October 21, 2026")
	if a := early.post(link); a.status != http.StatusConflict {
		t.Errorf("late: status %d", a.status)
	}
	for _, path := range []string{"/me/domain/1", "/me/send"} {
		if a := begun.post(path, "rating.welcoming-culture", "advanced"); a.status != http.StatusConflict {
			t.Errorf("late %s: status %d", path, a.status)
		}
	}
	contains(t, begun.page("/me/domain/1"), "fieldset disabled")

	s.setDay("2026-10-02")
	ana.signIn("Ana")
	id := regexp.MustCompile(`/links/\w+/withdraw`).FindAllString(ana.page(assessment), -1)
	for _, path := range id {
		ana.follow(ana.post(assessment+path), assessment)
	}
	if a := early.get(link); a.status != http.StatusGone {
		t.Errorf("withdrawn: status %d", a.status)
	}
	if a := early.post(link); a.status != http.StatusGone {
		t.Errorf("withdrawn: status %d", a.status)
	}
	begun.follow(begun.post("/me/domain/1", "rating.welcoming-culture", "advanced"), "/me")
	if got := ana.links(assessment); len(got) != 10 {
		t.Errorf("%d new links after all were withdrawn, want 10", len(got))
	}
}

// TestGuesses guesses personal codes and passwords until the server refuses.
func TestGuesses(t *testing.T) {
	s := newSite(t)
	s.coordinator()
	for path, fields := range map[string][]string{"/return": {"code", "0000-0000-0000-0000"}, "/signin": {"name", "Ana", "password", "wrong"}} {
		b := s.browser()
		for i := range 12 {
			a := b.post(path, fields...)
			want := http.StatusUnprocessableEntity
			if i >= 10 {
				want = http.StatusTooManyRequests
			}
			if a.status != want {
				t.Errorf("%s, attempt %d: status %d, want %d", path, i, a.status, want)
			}
		}
	}
}

// TestOrigins refuses forms that another site sends.
func TestOrigins(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	req, err := http.NewRequest("POST", s.url+"/signout", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Origin", "https://elsewhere.example")
	resp, err := ana.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("status %d", resp.StatusCode)
	}
	ana.page("/assessments")
}

// TestLogs looks for tokens, codes and answers in the log.
func TestLogs(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	assessment := ana.create()
	link := ana.links(assessment)["Families · Lincoln"]
	b := s.browser()
	b.page(link + "?lang=es")
	b.follow(b.post(link), "/me")
	code := codeOf(t, b.page("/me"))
	b.follow(b.post("/me/domain/1", "rating.welcoming-culture", "advanced", "note.welcoming-culture", "a secret"), "/me")
	other := s.browser()
	other.follow(other.post("/return", "code", code), "/me")
	log := s.log.String()
	if !strings.Contains(log, "POST /me/domain/{n}") {
		t.Errorf("the log lacks a request:\n%s", log)
	}
	for _, secret := range []string{strings.TrimPrefix(link, "/l/"), code, "a secret", "advanced", "127.0.0.1", "lang="} {
		if strings.Contains(log, secret) {
			t.Errorf("the log has %q:\n%s", secret, log)
		}
	}
}

// TestHeaders requires the headers of every page.
func TestHeaders(t *testing.T) {
	c := newCast(t)
	for _, path := range []string{"/", "/signin", "/nothing", c.assessment, c.assessment + "/results/1/all/report.html", "/static/style.css"} {
		a := c.who["coordinator"].get(path)
		policy := a.header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "script-src") {
			t.Errorf("%s: Content-Security-Policy %q", path, policy)
		}
		for _, h := range []string{"X-Content-Type-Options", "Referrer-Policy", "Cache-Control"} {
			if a.header.Get(h) == "" {
				t.Errorf("%s: no header %s", path, h)
			}
		}
		if strings.Contains(a.body, "<script") || strings.Contains(a.body, "style=") && !strings.Contains(path, "report.html") {
			t.Errorf("%s has a script or a style attribute", path)
		}
	}
	s := newSite(t)
	s.srv.URL = "https://rate.example.org"
	a := s.browser().post("/language", "language", "es", "to", "//elsewhere.example")
	if a.to != "/" {
		t.Errorf("redirect to %q", a.to)
	}
	if !strings.Contains(fmt.Sprint(a.header["Set-Cookie"]), "Secure") {
		t.Errorf("cookie is not secure: %v", a.header["Set-Cookie"])
	}
}
