package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func quote(s string) string {
	data, _ := json.Marshal(s) // strings can be encoded
	return string(data)
}

func localized(t *testing.T, language string) *rubric.Rubric {
	t.Helper()
	r, err := cli.Localize(cei.Latest(), language)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPage(t *testing.T) {
	dist := buildPage(t, &cli.RubricFlags{})
	tab := openBrowser(t)
	for _, language := range []string{"en", "es"} {
		t.Run(language, func(t *testing.T) {
			t.Run("starts empty", func(t *testing.T) { startsEmpty(t, tab, dist, language) })
			t.Run("by keyboard", func(t *testing.T) { byKeyboard(t, tab, dist, language) })
		})
	}
	for _, l := range []look{{"en", 1280, "light"}, {"en", 360, "dark"}, {"es", 1280, "dark"}, {"es", 360, "light"}} {
		t.Run(fmt.Sprintf("accessible %s %d %s", l.language, l.width, l.scheme), func(t *testing.T) { accessible(t, tab, dist, l) })
	}
	t.Run("other language keeps answers", func(t *testing.T) { keepsAnswers(t, tab, dist) })
}

// audiences is a rubric that asks five constituencies partly different questions.
const audiences = "../../testdata/good/rubrics/audiences.yaml"

// TestAudiences checks that raters see what their constituency is asked, in its words, and
// that the page drops answers when they change the constituency.
func TestAudiences(t *testing.T) {
	r, err := cli.Rubric(audiences)
	if err != nil {
		t.Fatal(err)
	}
	dist := buildPage(t, &cli.RubricFlags{Rubrics: []string{audiences}})
	p := openPage(t, openBrowser(t), dist, look{"en", 1280, "light"})
	click := func(selector string) {
		t.Helper()
		eval[bool](p, `document.querySelector(`+quote(selector)+`).click() === undefined`)
	}
	for x := range r.Constituencies() {
		click(`input[value="` + x.ID + `"]`)
		shown := eval[map[string]string](p, `Object.fromEntries(Array.from(document.querySelectorAll("fieldset.rating"), f => [
			f.id.replace("root_ratings_", ""), f.querySelector("h3").innerText]))`)
		want := make(map[string]string)
		for c := range r.Competencies() {
			if c.Asks(x.ID) {
				want[c.ID()] = c.Code() + " " + c.TitleFor(x.ID)
			}
		}
		if !maps.Equal(shown, want) {
			t.Errorf("%s see %v, want %v", x.ID, shown, want)
		}
	}
	click(`input[value="leader"]`)
	click("#root_ratings_budget-voice-always")
	click("#root_ratings_greeting-always")
	click(`input[value="student"]`)
	if got := eval[string](p, `document.querySelector(".finish p").innerText`); !strings.Contains(got, "1 of 3") {
		t.Errorf("after another choice the page says %q", got)
	}
}

// TestPlainForm checks that the schemas do for react-jsonschema-form as it comes: it
// knows every field, starts with nothing chosen and fills in the constants.
func TestPlainForm(t *testing.T) {
	for _, name := range []string{"cei@2023.2", "../customrubric/rubric.yaml", audiences} {
		r, err := cli.Rubric(name)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if _, err := write(&cli.RubricFlags{Rubrics: []string{name}}, dir); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("node", "plain.mjs", filepath.Join(dir, "en.json")).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		var form struct {
			Radios, Checked int
			Unsupported     bool
			Hidden          map[string]string
		}
		if err := json.Unmarshal(out, &form); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		want := r.CompetencyCount()*(r.Spectrum().Len()+3) + len(slices.Collect(r.Constituencies()))
		if form.Radios != want || form.Checked != 0 || form.Unsupported {
			t.Errorf("%s: %+v, want %d radio buttons", name, form, want)
		}
		if form.Hidden["format"] != assess.ResponseFormat || form.Hidden["rubric"] != r.Ref().String() {
			t.Errorf("%s: constants %v", name, form.Hidden)
		}
	}
}

// startsEmpty checks that nothing is chosen and that everything is there to choose,
// in the words of the rubric.
func startsEmpty(t *testing.T, tab context.Context, dist, language string) {
	r := localized(t, language)
	p := openPage(t, tab, dist, look{language, 1280, "light"})
	if got := eval[string](p, `document.documentElement.lang`); got != language {
		t.Errorf("the page is in %q", got)
	}
	if got := eval[int](p, `document.querySelectorAll("input:checked").length`); got != 0 {
		t.Errorf("%d answers are chosen at the start", got)
	}
	type option struct{ Value, Title, Description string }
	shown := eval[map[string][]option](p, `Object.fromEntries(Array.from(document.querySelectorAll("fieldset.rating"), f => [
		f.id.replace("root_ratings_", ""),
		Array.from(f.querySelectorAll("input[type=radio]"), i => ({
			value: i.value,
			title: document.getElementById(i.getAttribute("aria-labelledby")).innerText,
			description: document.getElementById(i.getAttribute("aria-describedby"))?.innerText ?? "",
		})),
	]))`)
	if len(shown) != r.CompetencyCount() {
		t.Errorf("%d competencies are shown, want %d", len(shown), r.CompetencyCount())
	}
	for c := range r.Competencies() {
		options := shown[c.ID()]
		if len(options) != r.Spectrum().Len()+3 {
			t.Errorf("%s offers %d answers", c.ID(), len(options))
			continue
		}
		for i, s := range slices.Collect(r.Spectrum().Stages()) {
			want := strings.Join(slices.Collect(s.Messages()), ", ")
			if d, ok := c.Descriptor(s); ok {
				want = d
			}
			if got := (option{s.ID(), s.Title(), strings.Join(strings.Fields(want), " ")}); options[i] != got {
				t.Errorf("%s offers %+v, want %+v", c.ID(), options[i], got)
			}
		}
	}
}

// byKeyboard answers the form with nothing but keys: first with two mistakes, which
// it is led to, then completely.
func byKeyboard(t *testing.T, tab context.Context, dist, language string) {
	p := openPage(t, tab, dist, look{language, 1280, "light"})
	const first = "root_ratings_welcoming-culture"

	p.tabTo("#" + first + " summary")
	p.press("Enter")
	p.tabTo("#" + first + "-evidence")
	p.run(chromedp.KeyEvent("Greeters at the door\nA map in five languages"))
	p.tabTo("button[type=submit]")
	p.press("Enter")

	p.wait(`document.activeElement.id === "problems"`)
	if got := eval[string](p, `document.activeElement.getAttribute("role")`); got != "alert" {
		t.Errorf("the list of problems has the role %q", got)
	}
	links := eval[[]string](p, `Array.from(document.querySelectorAll("#problems a"), a => a.hash)`)
	if want := []string{"#root_constituency", "#" + first}; !slices.Equal(slices.Sorted(slices.Values(links)), want) {
		t.Fatalf("problems of %q, want %q", links, want)
	}
	p.tabTo(`#problems a[href="#root_constituency"]`)
	p.press("Enter")
	if !p.focusOn(`#root_constituency input`) {
		t.Error("the link to the first problem does not lead to the field")
	}
	p.press(" ")
	p.press("ArrowDown")
	if !p.focusOn(`input[value=family]:checked`) {
		t.Error("the arrow key did not choose the second constituency")
	}
	p.tabTo("#root_organization")
	p.run(chromedp.KeyEvent("19-64733"))
	p.choose(first, 1)
	p.choose("root_ratings_language-access", 5)
	p.choose("root_ratings_partner-ecosystem", 3)
	p.choose("root_ratings_crucial-conversations", 0)
	p.tabTo("#root_ratings_crucial-conversations .clear")
	p.press("Enter")
	if !p.focusOn(`#root_ratings_crucial-conversations input:not(:checked)`) {
		t.Error("the focus is lost when an answer is cleared")
	}
	p.tabTo("button[type=submit]")
	p.press("Enter")
	p.wait(`document.querySelector(".finish [role=status]").innerText !== ""`)

	response := p.response(language)
	want := `{"welcoming-culture":{"stage":"developing","evidence":["Greeters at the door","A map in five languages"]},"language-access":"dont-know","partner-ecosystem":"advanced"}`
	if got := string(response.ratings); got != want {
		t.Errorf("ratings %s\nwant %s", got, want)
	}
	if response.Constituency() != "family" || response.Organization() != "19-64733" || response.Language() != language {
		t.Errorf("response of %q at %q in %q", response.Constituency(), response.Organization(), response.Language())
	}
}

// choose goes to the choices of a field and makes the nth, from 0.
func (p *page) choose(field string, n int) {
	p.t.Helper()
	p.tabTo("#" + field + " input[type=radio]")
	p.press(" ")
	for range n {
		p.press("ArrowDown")
	}
	if got := eval[int](p, `Array.from(document.querySelectorAll("#`+field+` input[type=radio]")).findIndex(i => i.checked)`); got != n {
		p.t.Errorf("choice %d of %s is made, want %d", got, field, n)
	}
}

// downloadedResponse is a response as the loader and as the file have it.
type downloadedResponse struct {
	*assess.Response
	ratings json.RawMessage
}

// response returns the response that was downloaded, once the loader and
// examples/check have accepted it.
func (p *page) response(language string) downloadedResponse {
	p.t.Helper()
	name := eval[string](p, `document.querySelector(".finish [role=status]").innerText.match(/r-[0-9a-f]+\.json/)[0]`)
	data := p.downloaded(name)
	response, err := assess.LoadResponse(cei.Latest(), name, data, nil)
	if err != nil {
		p.t.Fatalf("the response in %s is refused: %v\n%s", language, err, data)
	}
	file := filepath.Join(p.downloads, name)
	if out, err := exec.Command("go", "run", "github.com/waymark-go/waymark/examples/check", file).CombinedOutput(); err != nil {
		p.t.Errorf("examples/check: %v\n%s", err, out)
	}
	var document struct{ Ratings json.RawMessage }
	if err := json.Unmarshal(data, &document); err != nil {
		p.t.Fatal(err)
	}
	var compact strings.Builder
	if err := compactTo(&compact, document.Ratings); err != nil {
		p.t.Fatal(err)
	}
	return downloadedResponse{response, json.RawMessage(compact.String())}
}

// accessible lets axe-core look at the page, as it is at the start and with a list
// of problems, and at all that can be unfolded.
func accessible(t *testing.T, tab context.Context, dist string, l look) {
	p := openPage(t, tab, dist, l)
	axe, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	p.run(chromedp.Evaluate(string(axe)+";0", nil))
	p.axe("at the start")
	p.run(chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => { d.open = true })`, nil))
	p.tabTo("#root_ratings_welcoming-culture-note")
	p.run(chromedp.KeyEvent("A note"))
	p.tabTo("button[type=submit]")
	p.press("Enter")
	p.wait(`document.activeElement.id === "problems"`)
	p.axe("with problems")
	if got := eval[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); got > 0 {
		t.Errorf("the page is %d pixels wider than the window", got)
	}
}

// axe reports every violation that axe-core finds.
func (p *page) axe(when string) {
	p.t.Helper()
	var found []string
	p.run(chromedp.Evaluate(`axe.run({resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.map(n => n.html).slice(0, 3).join(" ")))`,
		&found, chromedp.EvalAsValue, awaitPromise))
	for _, violation := range found {
		p.t.Errorf("%s: %s", when, violation)
	}
}

// keepsAnswers checks that what was answered in one language stands in the other.
func keepsAnswers(t *testing.T, tab context.Context, dist string) {
	p := openPage(t, tab, dist, look{"en", 1280, "light"})
	p.choose("root_ratings_welcoming-culture", 2)
	p.run(chromedp.Focus(`button[lang=es]`, chromedp.ByQuery))
	p.press("Enter")
	p.wait(`document.documentElement.lang === "es"`)
	if !eval[bool](p, `document.getElementById("root_ratings_welcoming-culture-maturing").checked`) {
		t.Error("the answer is gone")
	}
}

// A form for a custom rubric replaces the forms of another one, and has the languages of the
// translations that are named.
func TestOwnRubric(t *testing.T) {
	const circle, spanish = "../assess/testdata/circle2.yaml", "../assess/testdata/circle-es.yaml"
	dir := t.TempDir()
	for _, tt := range []struct {
		args  []string
		files string
		errs  string
	}{
		{nil, "en.json es.json", ""},
		{[]string{"-rubric", circle}, "en.json", ""},
		{[]string{"-rubric", circle, "-overlay", spanish}, "en.json es.json", "3 texts are not translated"},
	} {
		var stderr strings.Builder
		if status := run(append(tt.args, "-out", dir), &stderr); status != 0 || !strings.Contains(stderr.String(), tt.errs) {
			t.Errorf("%q: status %d, %s", tt.args, status, &stderr)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range files {
			files[i] = filepath.Base(files[i])
		}
		if got := strings.Join(files, " "); got != tt.files {
			t.Errorf("%q: files %s, want %s", tt.args, got, tt.files)
		}
	}
	other := filepath.Join(dir, "other.json")
	if err := os.WriteFile(other, []byte("{}"), 0o666); err != nil {
		t.Fatal(err)
	}
	if status := run([]string{"-out", dir}, new(strings.Builder)); status != 1 {
		t.Errorf("status %d for a directory with other files", status)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error(err)
	}
}
