package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/testdata"
)

// story is an assessment from its creation to its results, as people see it in a browser.
type story struct {
	*site
	ana        *device
	assessment string            // its path
	links      map[string]string // paths by "Families · Lincoln"
}

const password = "correct horse battery"

// TestPages tells the story of an assessment through its pages. Each part needs those before.
func TestPages(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a browser")
	}
	s := &story{site: newSite(t)}
	s.ana = s.device(t, 1280)
	for _, part := range []struct {
		name string
		run  func(*story, *testing.T)
	}{
		{"create", (*story).create},
		{"rater pages", (*story).raterPages},
		{"phone in Spanish", (*story).phone},
		{"keyboard", (*story).keyboard},
		{"without scripts", (*story).withoutScripts},
		{"personal links", (*story).personal},
		{"import", (*story).imports},
		{"publish", (*story).publish},
		{"consensus", (*story).consensus},
		{"comments", (*story).comments},
		{"other files", (*story).otherFiles},
		{"account", (*story).account},
		{"public page", (*story).public},
		{"every page", (*story).everyPage},
		{"refusals", (*story).refusals},
		{"background questions", (*story).background},
		{"end", (*story).end},
	} {
		start := time.Now()
		if !t.Run(part.name, func(t *testing.T) {
			s.ana.t = t
			part.run(s, t)
		}) {
			return
		}
		t.Logf("%s: %v", part.name, time.Since(start).Round(time.Millisecond))
	}
}

// create makes the first account, an assessment and its links.
func (s *story) create(t *testing.T) {
	setup, err := s.web.Setup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d := s.ana
	path := strings.TrimPrefix(setup, s.url)
	d.open(path)
	d.check()
	d.fill("#name", "Ana", "#password", password)
	d.follow("form button", "/assessments")
	d.check()
	d.follow("a.button", "/assessments/new")
	d.check()
	d.fill("#title", "Fall survey", "#organization", "Valley District", "#schools", "Lincoln\nRiverside")
	d.follow("main form p:last-child button", "/a/*")
	s.assessment = evaluate[string](d, "location.pathname")
	d.check()
	for _, page := range []string{"settings", "people", "data", "comments", "audit", "publish"} {
		d.open(s.assessment + "/" + page)
		d.check()
	}
	d.open(s.assessment)
	d.follow("main > form button", s.assessment+"/links")
	d.check()
	s.links = map[string]string{}
	for _, l := range evaluate[[][2]string](d, `[...document.querySelectorAll('.sheet')].map(e => [e.querySelector('.big').innerText, e.querySelector('.url').innerText])`) {
		s.links[l[0]] = strings.TrimPrefix(l[1], s.url)
	}
	if len(s.links) != 10 {
		t.Fatalf("%d links, want one for each of 5 constituencies of 2 schools: %v", len(s.links), s.links)
	}
	d.shows("Familias · Lincoln")
}

// topics is the number of pages that a rater answers.
const topics = 7

// phone answers two pages in Spanish, goes on with the personal code on another phone, and sends.
func (s *story) phone(t *testing.T) {
	link := s.links["Families · Lincoln"]
	d := s.device(t, 360)
	d.open(link)
	d.follow(`.languages a[lang="es"]`, link+"?lang=es")
	d.shows("Nadie le pide su nombre", "Para: Familias, Lincoln")
	d.check()
	d.follow("form button", "/me")
	d.check()
	code := d.text(".code")
	d.follow("main a.button", "/me/domain/1")
	d.picture("rater.png", 724)
	d.check()
	d.answer(1)
	d.click("fieldset:first-of-type details:last-of-type summary")
	d.fill("fieldset:first-of-type textarea", "La entrada principal es acogedora.")
	d.follow(`button[value="next"]`, "/me/domain/2")
	d.answer(3)
	d.follow(`button[value="next"]`, "/me/domain/3")
	d.close()

	d = s.device(t, 360)
	d.open("/return?lang=es")
	d.check()
	d.fill("#code", strings.ToLower(strings.ReplaceAll(code, "-", " ")))
	d.follow("form button", "/me")
	d.open("/me/domain/1")
	if got := evaluate[string](d, `document.querySelector('fieldset input:checked').value + ': ' + document.querySelector('textarea').value`); got != "developing: La entrada principal es acogedora." {
		t.Errorf("after the phone was closed, the first answer is %q", got)
	}
	d.refusals.Store(true)
	evaluate[string](d, `document.querySelector('[name="seen"]').value = 'of an older page'`)
	d.answer(2)
	d.fails(chromedp.Click(`button[value="next"]`, chromedp.ByQuery), http.StatusConflict)
	d.shows("se cambiaron en otra ventana o en otro dispositivo")
	d.check()
	d.refusals.Store(false)
	d.open("/me")
	d.follow("main a.button", "/me/domain/3")
	for n := 3; n < topics; n++ {
		d.answer(n % 7)
		d.follow(`button[value="next"]`, fmt.Sprintf("/me/domain/%d", n+1))
	}
	d.follow(`button[value="next"]`, "/me/send") // the last page stays open
	d.shows("están sin responder")
	d.check()
	d.follow("main form button", "/me/sent")
	d.shows("Gracias")
	d.check()
	d.open("/me/delete")
	d.check()
	d.open("/me/sent")
	d.follow("main form button", "/return")
}

// answer chooses an answer, counted from 0, to all questions of the page.
func (d *device) answer(n int) {
	d.t.Helper()
	for i := range evaluate[int](d, `document.querySelectorAll('fieldset').length`) {
		d.click(fmt.Sprintf("fieldset:nth-of-type(%d) .choice:nth-child(%d) label", i+1, n+1))
	}
}

// keyboard answers everything on a desktop with the keyboard alone.
func (s *story) keyboard(t *testing.T) {
	d := s.device(t, 1280)
	d.open(s.links["Families · Lincoln"])
	d.tabTo("a.skip")
	d.tabTo("#shared")
	d.press(" ")
	d.tabTo("main form button")
	d.load(chromedp.KeyEvent(kb.Enter), "/me")
	d.tabTo("main a.button")
	d.load(chromedp.KeyEvent(kb.Enter), "/me/domain/1")
	for n := range topics {
		questions := evaluate[int](d, `document.querySelectorAll('fieldset').length`)
		for i := range questions {
			d.tabTo(fmt.Sprintf("fieldset:nth-of-type(%d) .choice:first-child input", i+1))
			d.press(" ")
			for range (n + i) % 7 {
				d.press(kb.ArrowDown)
			}
		}
		if n == 0 {
			d.tabTo(fmt.Sprintf("fieldset:nth-of-type(%d) details:last-of-type summary", questions))
			d.press(kb.Enter)
			d.tabTo("textarea")
			d.press("Written with keys.")
		}
		if got := evaluate[int](d, `document.querySelectorAll('fieldset input:checked').length`); got != questions {
			t.Errorf("topic %d: %d of %d questions are answered", n+1, got, questions)
		}
		d.tabTo(`button[value="next"]`)
		to := "/me/send"
		if n+1 < topics {
			to = fmt.Sprintf("/me/domain/%d", n+2)
		}
		d.load(chromedp.KeyEvent(kb.Enter), to)
	}
	d.tabTo("main form button")
	d.load(chromedp.KeyEvent(kb.Enter), "/me/sent")
	d.shows("Thank you")
}

func (d *device) press(keys string) {
	d.t.Helper()
	d.run(chromedp.KeyEvent(keys))
}

// tabTo presses Tab until an element has the focus, and requires that the focus shows everywhere
// on the way.
func (d *device) tabTo(selector string) {
	d.t.Helper()
	for range 60 {
		d.press(kb.Tab)
		found := evaluate[struct {
			There   bool
			At      string
			Outline string
		}](d, fmt.Sprintf(`{const e = document.activeElement; ({There: e.matches(%q), At: e.outerHTML.slice(0, 200), Outline: getComputedStyle(e).outlineStyle})}`, selector))
		if found.Outline == "none" {
			d.t.Errorf("no outline shows the focus at %s", found.At)
		}
		if found.There {
			return
		}
	}
	d.t.Fatalf("60 times Tab do not reach %s at %s", selector, evaluate[string](d, "location.pathname"))
}

// withoutScripts answers everything in a browser that runs no scripts.
func (s *story) withoutScripts(t *testing.T) {
	d := s.device(t, 360)
	d.run(emulation.SetScriptExecutionDisabled(true))
	d.open(s.links["Families · Lincoln"])
	d.follow("main form button", "/me")
	d.follow("main a.button", "/me/domain/1")
	for n := range topics {
		to := "/me/send"
		if n+1 < topics {
			to = fmt.Sprintf("/me/domain/%d", n+2)
		}
		d.click("fieldset:first-of-type .choice:nth-child(2) label")
		d.follow(`button[value="next"]`, to)
	}
	d.shows("You answered 7 of")
	d.follow("main form button", "/me/sent")
	d.shows("Thank you")
}

// imports imports the answers of Lincoln, and stores those of Riverside.
func (s *story) imports(t *testing.T) {
	d := s.ana
	file := filepath.Join(t.TempDir(), "lincoln.ndjson")
	if err := os.WriteFile(file, testdata.District, 0o600); err != nil {
		t.Fatal(err)
	}
	d.open(s.assessment + "/data")
	d.run(chromedp.SetUploadFiles("#file", []string{file}, chromedp.ByQuery))
	d.follow(`form[action$="/uploads"] button`, s.assessment+"/data/uploads/*")
	d.check()
	d.run(chromedp.SetValue("#school", evaluate[string](d, `[...document.querySelectorAll('#school option')].find(e => e.innerText == 'Lincoln').value`), chromedp.ByQuery))
	d.follow(`button[value="check"]`, s.assessment+"/data/uploads/*")
	d.shows("Import 240 responses")
	d.check()
	d.follow(`button[value="import"]`, s.assessment+"/data")
	s.answerRiverside(t)
	d.open(s.assessment)
	d.shows("open", "at least")
	d.picture("overview.png", 900)
	d.check()
}

// answerRiverside stores what twelve people of each constituency of Riverside answer, half of
// them with a note.
func (s *story) answerRiverside(t *testing.T) {
	stored, err := s.store.Assessment(t.Context(), strings.TrimPrefix(s.assessment, "/a/"))
	if err == nil {
		err = s.store.Documents(t.Context(), stored)
	}
	if err != nil {
		t.Fatal(err)
	}
	v, err := survey.Load(stored)
	if err != nil {
		t.Fatal(err)
	}
	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	for i := range 60 {
		group := []string{"student", "family", "educator", "leader", "community"}[i%5]
		r, err := v.NewRater(store.Link{AssessmentID: stored.ID, SchoolID: stored.Schools[1].ID, Constituency: group}, "en")
		if err != nil {
			t.Fatal(err)
		}
		answers := map[string]survey.Answer{}
		for n, d := range v.DomainsOf("en", group) {
			for c := range d.AskedOf(group) {
				answers[c.ID()] = survey.Answer{Rating: stages[(i/5+n)%4]}
			}
		}
		if a, ok := answers["welcoming-culture"]; ok && i%2 == 0 {
			a.Note = fmt.Sprintf("Morning greeting number %d helps.", i)
			answers["welcoming-culture"] = a
		}
		if err := v.Change(r, answers); err != nil {
			t.Fatal(err)
		}
		if err := v.Finish(r); err != nil {
			t.Fatal(err)
		}
		if err := s.store.AddRater(t.Context(), r, fmt.Appendf(nil, "code %d", i)); err != nil {
			t.Fatal(err)
		}
	}
}

// publish signs in after the last day and publishes.
func (s *story) publish(t *testing.T) {
	s.setTime(time.Date(2026, 10, 23, 9, 0, 0, 0, time.UTC))
	d := s.ana
	d.load(chromedp.Navigate(s.url+s.assessment), "/signin")
	d.check()
	d.fill("#name", "Ana", "#password", password)
	d.follow("form button", "/assessments")
	d.follow("main li a", s.assessment)
	d.shows("closed")
	d.follow("main a.button", s.assessment+"/publish")
	d.check()
	d.follow("main form button", s.assessment+"/results/1/all")
	d.shows("Valley District", "Fall survey")
	d.picture("results.png", 1000)
	d.check()
	d.open(s.assessment + "/results/1/all?lang=es")
	d.shows("Familias")
	d.open(s.assessment + "/results/1/all/guide.html")
	d.shows("Building Relationships")
	d.open(s.assessment + "/results/1/all/report.html?lang=es")
	d.shows("Familias")
}

// consensus records what the team agrees on.
func (s *story) consensus(t *testing.T) {
	d := s.ana
	list := s.assessment + "/consensus/all"
	d.open(list)
	d.check()
	d.follow(".parts a", list+"/building-relationships")
	d.check()
	d.click("fieldset:first-of-type .choice:nth-child(3) label")
	d.fill("fieldset:first-of-type textarea", "We talked about mornings.")
	d.follow("main form p:last-child button", list)
	d.shows("1 of")
	d.open(list + "/building-relationships")
	if got := evaluate[string](d, `document.querySelector('fieldset textarea').value`); got != "We talked about mornings." {
		t.Errorf("the saved rationale is %q", got)
	}
}

// comments clears a note for the report.
func (s *story) comments(t *testing.T) {
	d := s.ana
	list := s.assessment + "/comments"
	d.open(list)
	d.follow("main form button", list)
	d.check()
	d.follow(`.parts a[href$="/welcoming-culture"]`, list+"/welcoming-culture")
	d.check()
	note := d.text("fieldset:first-of-type blockquote")
	d.click("fieldset:first-of-type .choice:nth-child(3) label")
	d.follow("main form p:last-child button", list)
	d.open(s.assessment + "/results/1/all")
	d.shows(note)
}

// otherFiles opens the result of one school and the handout.
func (s *story) otherFiles(t *testing.T) {
	d := s.ana
	d.open(s.assessment + "/results/1/all/handout.html")
	d.shows("Valley District", "What to talk about next")
	d.check()
	d.open(s.assessment + "/data")
	d.check()
}

// refusals opens pages for what does not work: addresses that do not exist, guessed and closed
// links, wrong codes, and deletion.
func (s *story) refusals(t *testing.T) {
	d := s.device(t, 360)
	d.refusals.Store(true)
	d.refused("/no-such-page", http.StatusNotFound)
	d.check()
	d.refused("/l/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", http.StatusNotFound)
	d.check()
	d.open(s.links["Families · Lincoln"])
	d.shows("The time to answer ended")
	d.check()
	d.open("/return?lang=en")
	d.fill("#code", "wrong wrong wrong")
	d.fails(chromedp.Click("form button", chromedp.ByQuery), http.StatusUnprocessableEntity)
	d.check()
}

// end looks at the log and signs out.
func (s *story) end(t *testing.T) {
	d := s.ana
	d.open(s.assessment)
	d.check()
	d.open(s.assessment + "/audit")
	d.shows("published: 1", "made links: 10")
	d.check()
	d.follow("header form button", "/*")
	d.check()
	d.load(chromedp.Navigate(s.url+s.assessment), "/signin")
}
