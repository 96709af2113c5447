package html_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric/cei"
)

// documents writes every document of a view.
func documents(t *testing.T, v *report.View, opt *html.Options) map[string]string {
	t.Helper()
	sheet, err := report.BuildWorksheet(v.Published.Rubric(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"report":    reporttest.Written(t, func(w io.Writer) error { return html.Write(w, v, opt) }),
		"guide":     reporttest.Written(t, func(w io.Writer) error { return html.WriteGuide(w, v.Guide(), opt) }),
		"worksheet": reporttest.Written(t, func(w io.Writer) error { return html.WriteWorksheet(w, sheet, opt) }),
	}
}

// names are the names that a part of a page defines and uses.
type names struct {
	classes, ids, references []string
	headings                 map[string]int
	elements                 map[string]int
}

func namesOf(t *testing.T, out string) names {
	t.Helper()
	n := names{headings: make(map[string]int), elements: make(map[string]int)}
	d := xml.NewDecoder(strings.NewReader(out))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return n
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		n.elements[e.Name.Local]++
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "class":
				n.classes = append(n.classes, strings.Fields(a.Value)...)
			case "id":
				n.ids = append(n.ids, a.Value)
			case "aria-labelledby", "aria-describedby":
				n.references = append(n.references, strings.Fields(a.Value)...)
			case "href", "fill":
				_, id, found := strings.Cut(strings.TrimSuffix(a.Value, ")"), "#")
				if found && !strings.HasPrefix(a.Value, "http") {
					n.references = append(n.references, id)
				}
			}
		}
	}
}

// TestFragments makes sure that fragments define and use their own names only, for every document
// of every view, and that they have what their pages have.
func TestFragments(t *testing.T) {
	opt := &html.Options{Fragment: &html.Fragment{ID: "spring", Prefix: "x-"}}
	for _, c := range reporttest.Cases(t) {
		pages := documents(t, c.View, nil)
		for name, out := range documents(t, c.View, opt) {
			n := namesOf(t, out)
			for _, class := range n.classes {
				if !strings.HasPrefix(class, "x-") {
					t.Errorf("%s of %s has the class %s", name, c.Name, class)
				}
			}
			for _, id := range slices.Concat(n.ids, n.references) {
				if id != "spring" && !strings.HasPrefix(id, "spring-") {
					t.Errorf("%s of %s has the id %s", name, c.Name, id)
				}
			}
			for _, id := range n.references {
				if !slices.Contains(n.ids, id) {
					t.Errorf("%s of %s has nothing with the id %s", name, c.Name, id)
				}
			}
			slices.Sort(n.ids)
			if unique := slices.Compact(slices.Clone(n.ids)); len(unique) < len(n.ids) {
				t.Errorf("%s of %s has ids twice", name, c.Name)
			}
			for _, element := range []string{"html", "body", "main", "h1", "script", "meta"} {
				if n.elements[element] > 0 {
					t.Errorf("%s of %s has the element %s", name, c.Name, element)
				}
			}
			page := namesOf(t, pages[name])
			if got, want := len(n.ids), len(page.ids)+2; got != want { // of the article and its title
				t.Errorf("%s of %s has %d ids, want %d", name, c.Name, got, want)
			}
			if n.elements["h2"] != page.elements["h1"] || n.elements["h3"] != page.elements["h2"] {
				t.Errorf("%s of %s has %v", name, c.Name, n.elements)
			}
			if got, want := textOf(out), textOf(pages[name]); got != want {
				t.Errorf("%s of %s (-page +fragment): %s", name, c.Name, cmp.Diff(want, got))
			}
		}
	}
}

// textOf returns the text of the content of a document.
func textOf(out string) string {
	out = regexp.MustCompile(`(?s)<style.*?</style>|<head>.*</head>|<a class="skip".*?</a>`).ReplaceAllString(out, "")
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(out, " ")), " ")
}

// TestTwoFragments puts two reports and a guide in one page.
func TestTwoFragments(t *testing.T) {
	r := cei.Latest()
	v := reporttest.Build(t, reporttest.SummarizeFile(t, r, "district-2023.2.ndjson"), assess.Policy{}, nil)
	page := "<main>"
	for _, id := range []string{"spring", "fall"} {
		page += documents(t, v, &html.Options{Fragment: &html.Fragment{ID: id, NoStyle: true}})["report"]
	}
	page += documents(t, v, &html.Options{Fragment: &html.Fragment{NoStyle: true}})["guide"] + "</main>"
	n := namesOf(t, page)
	seen := make(map[string]bool)
	for _, id := range n.ids {
		if seen[id] {
			t.Errorf("the id %s is there twice", id)
		}
		seen[id] = true
	}
	for _, id := range n.references {
		if !seen[id] {
			t.Errorf("nothing has the id %s", id)
		}
	}
	for d := range r.Domains() {
		if !seen["spring-domain-"+d.ID()] || !seen["fall-domain-"+d.ID()] {
			t.Errorf("no anchor of domain %s", d.ID())
		}
		for c := range d.Competencies() {
			if !seen["spring-competency-"+c.ID()] {
				t.Errorf("no anchor of competency %s", c.ID())
			}
		}
	}
	if n.elements["style"] > 0 {
		t.Error("a fragment has a style element")
	}
}

// TestFragmentStyle makes sure that the rules of a fragment are for its descendants and that their
// names are those of the fragment.
func TestFragmentStyle(t *testing.T) {
	for _, scheme := range []html.Scheme{html.SchemeReader, html.SchemeLight, html.SchemeDark, html.SchemeHost} {
		opt := &html.Options{Scheme: scheme, Fragment: &html.Fragment{Prefix: "x-", HeadingLevel: 3}}
		sheet, err := html.Style(4, opt)
		if err != nil {
			t.Fatal(err)
		}
		css := sheet.CSS
		if strings.Contains(css, "@page") || strings.Count(css, "{") != strings.Count(css, "}") {
			t.Errorf("%q: rules for paper, or braces that do not match", scheme)
		}
		for _, m := range regexp.MustCompile(`--[a-z0-9-]+`).FindAllString(css, -1) {
			if !strings.HasPrefix(m, "--x-") {
				t.Errorf("%q: the variable %s", scheme, m)
			}
		}
		for _, m := range regexp.MustCompile(`([^{}@]+)\{[^{}@]*\}`).FindAllStringSubmatch(css, -1) {
			selectors := strings.TrimSpace(m[1])
			if !strings.HasPrefix(selectors, ".x-report") && !strings.HasPrefix(selectors, ".x-stages-4") {
				t.Errorf("%q: a rule for %s", scheme, selectors)
			}
			for _, class := range regexp.MustCompile(`\.[a-z][\w-]*`).FindAllString(selectors, -1) {
				if !strings.HasPrefix(class, ".x-") {
					t.Errorf("%q: a rule for the class %s", scheme, class)
				}
			}
		}
		if !strings.Contains(css, ".x-report h3") || strings.Contains(css, ".x-report h1") {
			t.Errorf("%q: headings are not at their levels", scheme)
		}
		v := reporttest.Small(t)
		out := documents(t, v, opt)["report"]
		if own, _ := html.Style(len(v.Stages), opt); !strings.Contains(out, "<style>"+own.CSS+"</style>") {
			t.Errorf("%q: the fragment has another style sheet", scheme)
		}
	}
}

func TestSchemes(t *testing.T) {
	v := reporttest.Small(t)
	for scheme, want := range map[html.Scheme]string{
		html.SchemeReader: ":root{color-scheme:light dark}", html.SchemeLight: ":root{color-scheme:light}",
		html.SchemeDark: "@media screen{:root{color-scheme:dark}", html.SchemeHost: ":root{color-scheme:light dark}",
	} {
		page := documents(t, v, &html.Options{Scheme: scheme})["report"]
		testHTMLPolicy(t, page)
		if !strings.Contains(page, want) {
			t.Errorf("%q: no %s", scheme, want)
		}
	}
	sheet, err := html.Style(2, &html.Options{Scheme: html.SchemeHost})
	if err != nil || !strings.Contains(sheet.CSS, "--waymark-page:light-dark(#ffffff,#151a21)") || strings.Contains(sheet.CSS, "color-scheme:") {
		t.Errorf("the host's scheme: %v", err)
	}
}

func TestScriptAndNonce(t *testing.T) {
	v := reporttest.Small(t)
	for url, source := range map[string]string{"/waymark.js": "'self'", "https://a.example/w.js?v=1": "https://a.example/w.js"} {
		page := strings.NewReplacer("&#39;", "'", "&#43;", "+").Replace(documents(t, v, &html.Options{ScriptURL: url, Nonce: "abc123"})["report"])
		for _, want := range []string{
			"; script-src " + source + " '" + html.ScriptHash() + "';", `<style nonce="abc123">`,
			`<script src="` + url + `" integrity="` + html.ScriptHash() + `" defer="defer" nonce="abc123"></script>`, `<body data-waymark="" data-waymark-sort="`,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page has no %s", url, want)
			}
		}
		out := documents(t, v, &html.Options{ScriptURL: url, Nonce: "abc123", Fragment: &html.Fragment{}})["report"]
		if strings.Count(out, ` nonce="abc123"`) != 2 || !strings.Contains(out, ` data-waymark="waymark-"`) {
			t.Errorf("%s: %.600s", url, out)
		}
	}
}

func TestInvalidOptions(t *testing.T) {
	v := reporttest.Small(t)
	for _, opt := range []html.Options{
		{Scheme: "blue"},
		{Nonce: `a"b`},
		{Nonce: strings.Repeat("a", 257)},
		{ScriptURL: "javascript:alert(1)"},
		{ScriptURL: "/a;b"},
		{ScriptURL: "data:text/javascript,1"},
		{Fragment: &html.Fragment{ID: "a b"}},
		{Fragment: &html.Fragment{ID: "1"}},
		{Fragment: &html.Fragment{Prefix: "{}"}},
		{Fragment: &html.Fragment{Prefix: strings.Repeat("a", 65)}},
		{Fragment: &html.Fragment{HeadingLevel: 4}},
		{Fragment: &html.Fragment{HeadingLevel: -1}},
	} {
		name := fmt.Sprintf("%+v", opt)
		if opt.Fragment != nil {
			name = fmt.Sprintf("%+v", *opt.Fragment)
		}
		if err := html.Write(io.Discard, v, &opt); err == nil {
			t.Errorf("%s is accepted", name)
		}
		if _, err := html.Style(4, &opt); err == nil {
			t.Errorf("%s is accepted by Style", name)
		}
	}
	for _, stages := range []int{-1, 0, 1, 17} {
		if _, err := html.Style(stages, nil); err == nil {
			t.Errorf("%d stages are accepted", stages)
		}
	}
}
