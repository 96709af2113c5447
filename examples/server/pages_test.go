package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	devpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// account changes the password and looks at what an invitation leads to.
func (s *story) account(t *testing.T) {
	d := s.ana
	d.open("/account")
	d.check()
	const next = "a battery of horses"
	d.fill("#old", password, "#new", next, "#again", next+"s")
	d.refusals.Store(true)
	d.run(chromedp.Click("main form button", chromedp.ByQuery))
	d.run(chromedp.WaitVisible(".problems", chromedp.ByQuery))
	d.check()
	d.fill("#old", password, "#new", next, "#again", next)
	d.follow("main form button", "/account/password")
	d.refusals.Store(false)
	d.shows("The password is changed", "changed the password")
	d.check()
	d.fill("#old", next, "#new", password, "#again", password)
	d.follow("main form button", "/account/password")
	d.open(s.assessment + "/people")
	d.follow(`main form[action$="/people"] button`, s.assessment+"/people")
	d.check()
	invitation := strings.TrimPrefix(d.text(".url"), s.url)
	d.open(invitation)
	d.shows("Join with this account")
	d.check()
	guest := s.device(t, 360)
	guest.open(invitation)
	guest.shows("Make an account")
	guest.check()
	guest.close()
}

// makePersonal makes personal links on the page for them, and returns the path of the first.
func (s *story) makePersonal(number string) (link string) {
	d := s.ana
	d.t.Helper()
	d.run(chromedp.SetValue("#number", number, chromedp.ByQuery))
	d.follow("main form button:not(.quiet)", s.assessment+"/personal")
	return strings.TrimPrefix(evaluate[string](d, `document.querySelector('.cards .url').innerText`), s.url)
}

// personal makes personal links; somebody uses one in Spanish, and deletes the answers again.
func (s *story) personal(t *testing.T) {
	d := s.ana
	d.open(s.assessment)
	d.follow(`a[href$="/personal"]`, s.assessment+"/personal")
	d.check()
	d.screenshot("personal")
	withdrawn := s.makePersonal("5")
	d.check()
	d.screenshot("personal-sheet")
	d.open(s.assessment + "/personal")
	d.follow("main form button.quiet", s.assessment+"/personal/withdraw")
	d.shows("are withdrawn")
	d.check()
	d.open(s.assessment + "/personal")
	link := s.makePersonal("1")

	p := s.device(t, 360)
	p.refusals.Store(true)
	p.refused(withdrawn, 404)
	p.check()
	p.open(link)
	p.follow(`.languages a[lang="es"]`, link+"?lang=es")
	p.shows("Este enlace es para una persona")
	p.check()
	p.follow("form button", "/me")
	p.refused(link, 404)
	p.shows("works once")
	p.open("/me/delete")
	p.follow("main form button", "/me/delete")
	p.shows("Sus respuestas están borradas")
	p.check()
	p.close()
}

// public makes the results public, reads them on a phone, and takes them back.
func (s *story) public(t *testing.T) {
	d := s.ana
	d.open(s.assessment)
	d.follow(`a[href$="/public"]`, s.assessment+"/public")
	d.check()
	d.screenshot("public")
	d.click(`label[for="address.plain"]`)
	d.follow(`button[value="on"]`, s.assessment+"/public")
	d.shows("The results are public", "/p/fall-survey")
	d.check()
	d.screenshot("public-on")
	p := s.device(t, 360)
	p.load(chromedp.Navigate(s.url+"/p/fall-survey"), "/p/fall-survey/all")
	p.shows("Valley District", "Lincoln")
	p.check()
	p.screenshot("published")
	p.open("/p/fall-survey/all?lang=es")
	p.shows("Familias")
	p.check()
	if cookies := evaluate[string](p, `document.cookie`); cookies != "" {
		t.Errorf("a public page sets cookies: %s", cookies)
	}
	d.follow(`button[value="off"]`, s.assessment+"/public")
	d.shows("The results are not public")
	p.refusals.Store(true)
	p.refused("/p/fall-survey/all?x", 404) // another address, since the browser keeps the page
	p.check()
	p.close()
}

// background creates an assessment of a rubric with questions about the rater, answers them, divides
// the results by one, and deletes the assessment.
func (s *story) background(t *testing.T) {
	s.setTime(time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC))
	d := s.ana
	rubric, err := filepath.Abs("../../testdata/good/rubrics/school-circle.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d.open("/assessments/new")
	d.fill("#title", "Circle", "#organization", "Valley")
	d.click(`label[for="edition.file"]`)
	d.run(chromedp.SetUploadFiles("#rubric", []string{rubric}, chromedp.ByQuery))
	d.follow("main form p:last-child button", "/a/*")
	circle := evaluate[string](d, "location.pathname")
	d.open(circle + "/settings")
	d.click(`label[for="split.grade"]`)
	d.check()
	d.screenshot("settings")
	d.follow("main form p:last-child button", circle)
	d.follow("main > form button", circle+"/links")
	link := strings.TrimPrefix(d.text(".url"), s.url)
	p := s.device(t, 360)
	p.open(link)
	p.follow("form button", "/me")
	p.follow("main a.button", "/me/domain/1")
	for n := 1; ; n++ {
		p.answer(1)
		p.follow(`button[value="next"]`, "/me/*")
		if at := evaluate[string](p, "location.pathname"); at == "/me/background" {
			break
		} else if n > 5 {
			t.Fatalf("the pages end at %s", at)
		}
	}
	p.shows("About you", "What grade are you")
	p.check()
	p.screenshot("background")
	p.answer(0)
	p.follow(`button[value="next"]`, "/me/send")
	p.follow("main form button", "/me/sent")
	p.open("/me/background")
	if got := evaluate[string](p, `document.querySelector('fieldset input:checked').value`); got != "k-5" {
		t.Errorf("the saved grade is %q", got)
	}
	d.open(circle + "/publish")
	d.follow("main form button", circle+"/results/1/all")
	d.follow(`nav[aria-label="Groups"] a`, circle+"/results/1/all~k-5?lang=en")
	d.shows("Valley · Kindergarten to grade 5")
	d.check()
	d.screenshot("group")
	s.erase(t, circle)
	p.open("/return?lang=en")
	p.load(chromedp.Navigate(s.url+"/me"), "/return")
	p.close()
}

// erase deletes an assessment.
func (s *story) erase(t *testing.T, assessment string) {
	d := s.ana
	d.open(assessment + "/settings")
	d.follow(`a[href$="/delete"]`, assessment+"/delete")
	d.check()
	d.screenshot("erase")
	d.refusals.Store(true)
	d.fill("#title", "Circles")
	d.run(chromedp.Click("main form button", chromedp.ByQuery), chromedp.WaitVisible(".problems", chromedp.ByQuery))
	d.shows("Nothing was deleted")
	d.check()
	d.run(chromedp.SetValue("#title", "Circle", chromedp.ByQuery))
	d.follow("main form button", assessment+"/delete")
	d.shows("The assessment is deleted")
	d.check()
	d.refused(assessment, 404)
	d.refusals.Store(false)
}

// raterPages looks at all pages of a rater in English and Spanish, from the link to the deletion.
func (s *story) raterPages(t *testing.T) {
	if !*long {
		t.Skip("takes a minute; -long looks at every page")
	}
	link := s.links["Students · Riverside"]
	for language, texts := range map[string][2]string{"en": {"Thank you", "Your answers are deleted"}, "es": {"Gracias", "Sus respuestas están borradas"}} {
		d := s.device(t, 360)
		d.open("/return?lang=" + language)
		d.check()
		d.open(link + "?lang=" + language)
		d.check()
		d.follow("main form button", "/me")
		d.check()
		for n := range topics {
			d.open(fmt.Sprintf("/me/domain/%d", n+1))
			if n == 0 {
				d.check()
			}
			d.answer(n % 7)
			d.follow(`button[value="next"]`, "/me/*")
		}
		d.check() // the page before sending
		d.follow("main form button", "/me/sent")
		d.shows(texts[0])
		d.check()
		d.open("/me") // after sending
		d.check()
		d.open("/me/delete")
		d.check()
		d.follow("main form button", "/me/delete")
		d.shows(texts[1])
		d.check()
		d.close()
	}
}

// everyPage looks at all pages and documents of those who sign in, in English and Spanish. Reports are
// looked at completely, which takes minutes.
func (s *story) everyPage(t *testing.T) {
	if !*long {
		t.Skip("takes minutes; -long looks at every page")
	}
	d := s.ana
	results := s.assessment + "/results/1/"
	school := ""
	for _, language := range []string{"en", "es"} {
		d.open("/account")
		d.follow(fmt.Sprintf(`footer button[value=%q]`, language), "/account")
		d.check()
		for _, page := range []string{"", "/settings", "/people", "/data", "/comments", "/comments/welcoming-culture", "/audit", "/publish", "/public", "/personal", "/delete", "/consensus/all", "/consensus/all/building-relationships"} {
			d.open(s.assessment + page)
			d.check()
		}
		d.open("/assessments")
		d.check()
		d.open("/assessments/new")
		d.check()
		d.open(s.assessment)
		if school == "" {
			school = evaluate[string](d, `document.querySelector('a[href*="/consensus/"]:not([href$="/all"])').pathname.split('/').pop()`)
		}
		query := "?lang=" + language
		for _, page := range []string{"all", school} {
			d.open(results + page + query)
			d.checkAll()
		}
		for _, file := range []string{"report", "handout", "guide", "handbook", "worksheet", "reflection-building-relationships"} {
			d.open(results + "all/" + file + ".html" + query)
			d.checkAll()
		}
	}
	d.open("/account")
	d.follow(`footer button[value="en"]`, "/account")
}

// screenshot writes pictures of the page to the directory in WAYMARK_SCREENSHOTS, if it is set: on a
// phone and a desktop, in light and dark colors.
func (d *device) screenshot(name string) {
	d.t.Helper()
	dir := os.Getenv("WAYMARK_SCREENSHOTS")
	if dir == "" {
		return
	}
	for _, l := range allLooks() {
		d.look(l.width, l.scheme)
		var data []byte
		d.run(chromedp.ActionFunc(func(ctx context.Context) (err error) {
			data, err = devpage.CaptureScreenshot().WithCaptureBeyondViewport(true).Do(ctx)
			return err
		}))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, l.width, l.scheme)), data, 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	d.look(d.width, "light")
}
