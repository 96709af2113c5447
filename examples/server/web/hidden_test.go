package web

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
)

// addAnswers adds finished answers of a group at once. The first few of them have one stage for
// everything, the others take turns.
func (s *site) addAnswers(assessment, school, constituency string, n, same int) {
	s.t.Helper()
	ctx := context.Background()
	v, err := s.srv.survey(ctx, strings.TrimPrefix(assessment, "/a/"))
	if err != nil {
		s.t.Fatal(err)
	}
	link := store.Link{AssessmentID: v.ID, Constituency: constituency}
	for _, found := range v.Schools {
		if found.Title == school {
			link.SchoolID = found.ID
		}
	}
	stages := []string{"not-evident", "developing", "maturing"}
	var raters []store.Rater
	for i := range n {
		r, err := v.NewRater(link, "en")
		if err != nil {
			s.t.Fatal(err)
		}
		stage := "advanced"
		if i >= same {
			stage = stages[i%len(stages)]
		}
		answers := map[string]survey.Answer{}
		for _, d := range v.DomainsOf("en", constituency) {
			for c := range d.AskedOf(constituency) {
				answers[c.ID()] = survey.Answer{Rating: stage}
			}
		}
		if err := v.Change(r, answers); err != nil {
			s.t.Fatal(err)
		}
		if err := v.Finish(r); err != nil {
			s.t.Fatal(err)
		}
		raters = append(raters, *r)
	}
	if _, err := s.st.AddRaters(ctx, raters); err != nil {
		s.t.Fatal(err)
	}
}

// everyPage returns what somebody can read: every page and every file that a GET route of an
// assessment has, by its path.
func (b *browser) everyPage(assessment string) map[string]string {
	b.t.Helper()
	v, err := b.srv.survey(context.Background(), strings.TrimPrefix(assessment, "/a/"))
	if err != nil {
		b.t.Fatal(err)
	}
	nodes := []string{"all"}
	for _, school := range v.Schools {
		nodes = append(nodes, school.ID)
	}
	choices := map[string][]string{"assessment": {v.ID}, "number": {"1", "2"}, "node": nodes, "stages": {"4"}}
	if b.cookie("session") == "" {
		choices["name"] = []string{"fall-survey"} // the same for everybody
	}
	for _, f := range resultFiles() {
		choices["file"] = append(choices["file"], f.Name, f.Name+"?lang=es")
	}
	for d := range v.Rubric("en").Domains() {
		choices["domain"] = append(choices["domain"], d.ID())
		for c := range d.Competencies() {
			choices["competency"] = append(choices["competency"], c.ID())
		}
	}
	pages := map[string]string{}
	for _, r := range Routes() {
		method, pattern, _ := strings.Cut(r.Pattern, " ")
		if method != http.MethodGet {
			continue
		}
		for _, path := range fill(strings.TrimSuffix(pattern, "{$}"), choices) {
			if a := b.get(path); a.status == http.StatusOK {
				pages[path] = a.body
			}
		}
	}
	return pages
}

// fill returns a pattern with each choice of its parameters.
func fill(pattern string, choices map[string][]string) []string {
	before, rest, ok := strings.Cut(pattern, "{")
	if !ok {
		return []string{pattern}
	}
	name, after, _ := strings.Cut(rest, "}")
	var all []string
	for _, choice := range choices[name] {
		all = append(all, fill(before+choice+after, choices)...)
	}
	return all
}

// findNumber returns what is around a number on a page, with or without a separator of thousands,
// or "". Ids have neither 0, 1, 8 nor 9.
func findNumber(page string, n int) string {
	last := strconv.Itoa(n)
	before := ""
	if n >= 1000 {
		before, last = strconv.Itoa(n/1000), last[len(last)-3:]
	}
	for at := 0; ; at++ {
		next := strings.Index(page[at:], last)
		if next < 0 {
			return ""
		}
		at += next
		head, tail := page[max(at-100, 0):at], page[at+len(last):min(at+100, len(page))]
		if before != "" {
			for _, separator := range []string{",", ".", "'", " ", "\u00a0", "\u202f", "&nbsp;", "&#160;", "&#8239;"} {
				head = strings.TrimSuffix(head, separator)
			}
			var ok bool
			if head, ok = strings.CutSuffix(head, before); !ok {
				continue
			}
		}
		// Neither a part of a longer number nor one with decimals.
		if !endsInNumber(head) && !startsWithNumber(strings.TrimPrefix(tail, ".")) {
			return page[max(at-100, 0):min(at+100, len(page))]
		}
	}
}

func endsInNumber(s string) bool {
	return s != "" && strings.ContainsAny(s[len(s)-1:], "0123456789.,")
}

func startsWithNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// TestHiddenNumbers publishes groups that are smaller than the policy shows, and looks for their
// numbers on every page, in every file and in the log. The numbers are such that nothing else has
// them by chance.
func TestHiddenNumbers(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	assessment := ana.create("min_group", "1000")
	tom := s.browser()
	token := regexp.MustCompile(`/join/[\w-]+`).FindString(ana.post(assessment+"/people", "role", "team").body)
	tom.follow(tom.post(token, "name", "Tom", "password", password), assessment)
	const shown, small, smaller = 2939, 981, 918
	s.addAnswers(assessment, "Lincoln", "family", shown, 1873)
	s.addAnswers(assessment, "Riverside", "family", 1699, 1033)
	s.addAnswers(assessment, "Lincoln", "leader", small, 809)
	s.addAnswers(assessment, "Riverside", "leader", smaller, 819)
	ana.follow(ana.post(assessment+"/publish"), assessment)
	ana.follow(ana.post(assessment+"/comments"), assessment)
	ana.follow(ana.post(assessment+"/public", "number", "1", "address", "plain", "name", "fall-survey"), assessment+"/public")

	hidden := map[string]int{
		"leaders of Lincoln": small, "leaders of Riverside": smaller, "people of Lincoln": shown + small, "people of Riverside": 1699 + smaller,
		"leaders of Lincoln with the same answer": 809, "leaders of Riverside with the same answer": 819,
	}
	for text, want := range map[string]bool{"809": true, "1,809 ": false, "809.5": false, "of 809.": true, "x3,910": true, "3910<": true, "13910": false, "3\u202f910": true} {
		if got := findNumber(text, 809) != "" || findNumber(text, 3910) != ""; got != want {
			t.Errorf("findNumber(%q) is %t", text, got)
		}
	}
	seen := false
	for who, b := range map[string]*browser{"coordinator": ana, "team": tom, "nobody": s.browser()} {
		pages := b.everyPage(assessment)
		if len(pages) < 3*2*len(resultFiles()) {
			t.Errorf("the %s can read only %d pages and files", who, len(pages))
		}
		pages["the log"] = s.log.String()
		for path, page := range pages {
			seen = seen || findNumber(page, shown) != ""
			for what, n := range hidden {
				if found := findNumber(page, n); found != "" {
					t.Errorf("%s shows the %s the number %d of %s: …%s…", path, who, n, what, found)
				}
			}
		}
	}
	if !seen {
		t.Error("no page has the number of families of Lincoln, which may be shown")
	}
}

// TestGuessedLinks tries links, codes and invitations that nobody was given.
func TestGuessedLinks(t *testing.T) {
	c := newCast(t)
	link := c.who["coordinator"].links(c.assessment, "school", c.school("Riverside"), "constituency", "family")["Families · Riverside"]
	if link == "" {
		t.Fatal("no link")
	}
	token := strings.TrimPrefix(link, "/l/")
	last := "A"
	if strings.HasSuffix(token, last) {
		last = "Q"
	}
	guesses := []string{"guessed", token[:len(token)-1], token[:len(token)-1] + last, token + "A", "%00", strings.Repeat("a", 5000), strings.ToUpper(token)}
	b := c.browser()
	for _, guess := range guesses {
		for _, path := range []string{"/l/" + guess, "/join/" + guess} {
			for _, a := range []answer{b.get(path), b.post(path, "name", "Eve", "password", password)} {
				if a.status != http.StatusNotFound || len(a.header["Set-Cookie"]) > 0 {
					t.Errorf("%s: status %d, cookies %v", path, a.status, a.header["Set-Cookie"])
				}
			}
		}
	}
	// The token of raters is not one of members.
	if a := b.get("/join/" + token); a.status != http.StatusNotFound {
		t.Errorf("the link of raters as an invitation: status %d", a.status)
	}
	b.page(link)
}

// school returns the id of a school.
func (c *cast) school(title string) string {
	c.t.Helper()
	v, err := c.srv.survey(context.Background(), c.values["assessment"])
	if err != nil {
		c.t.Fatal(err)
	}
	for _, school := range v.Schools {
		if school.Title == title {
			return school.ID
		}
	}
	c.t.Fatal("no school " + title)
	return ""
}

// TestEveryLog does everything that the server knows, with and without success, and looks in the
// log for what nobody may read there.
func TestEveryLog(t *testing.T) {
	c := newCast(t)
	ana := c.who["coordinator"]
	link := ana.links(c.assessment, "school", c.school("Riverside"), "constituency", "family")["Families · Riverside"]
	invitation := regexp.MustCompile(`/join/([\w-]+)`).FindStringSubmatch(ana.post(c.assessment+"/people", "role", "team").body)[1]
	const text, title = "nobody answers the telephone", "xylophone"
	b := c.browser()
	b.page(link)
	b.follow(b.post(link), "/me")
	code := codeOf(t, b.page("/me"))
	b.follow(b.post("/me/domain/1", "rating.welcoming-culture", "advanced", "note.welcoming-culture", text), "/me")
	b.post("/me/domain/1", "rating.welcoming-culture", "splendid", "note.welcoming-culture", text)
	b.post("/me/domain/1", "note.welcoming-culture", strings.Repeat(text, 100))
	b.post("/me/domain/1", "note.crucial-conversations", text)
	b.post("/me/send")
	b.get("/me?code=" + code)
	b.get("/l/" + code)
	b.post("/return", "code", code+"0")
	b.post("/signin", "name", title, "password", password+text)
	ana.post(c.assessment+"/comments", "x", text)
	ana.postFiles(c.assessment+"/data/uploads", []upload{{"file", title + ".csv", text + "," + text + "\n1,2\n"}})
	ana.postFiles(c.assessment+"/data/baseline", []upload{{"file", title + ".json", `{"` + text + `": 1}`}}, "node", "")
	ana.postFiles("/assessments", []upload{{"rubric", title + ".yaml", "format: " + text + "\n"}}, "title", title, "edition", "file")
	for _, r := range Routes() {
		for _, who := range c.who {
			method, _, _ := strings.Cut(r.Pattern, " ")
			if path := c.path(r.Pattern) + "?x=" + title; method == http.MethodGet {
				who.get(path)
			} else if !r.Upload {
				who.post(path, "x", text)
			}
		}
	}
	b.post("/me/delete")
	if err := c.srv.Maintain(context.Background()); err != nil {
		t.Fatal(err)
	}
	log := c.log.String()
	for _, secret := range []string{
		strings.TrimPrefix(link, "/l/"), invitation, code, plainCode(code), text, title, password, "splendid", "advanced", "Ana", "Tom", "Olga",
		"127.0.0.1", "Lincoln", "family", c.values["assessment"],
	} {
		if at := strings.Index(log, secret); at >= 0 {
			t.Errorf("the log has %q: %s", secret, log[max(0, at-300):min(len(log), at+100)])
		}
	}
}
