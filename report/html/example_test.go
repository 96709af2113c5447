package html_test

import (
	"bytes"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// published returns the results of the sample district.
func published() *assess.Published {
	r := cei.Latest()
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "district.ndjson", bytes.NewReader(testdata.District), nil) {
		if err == nil {
			err = tally.Add(resp)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		log.Fatal(err)
	}
	p, err := summary.Publish(assess.Policy{})
	if err != nil {
		log.Fatal(err)
	}
	return p
}

func ExampleWrite() {
	view, err := report.Build(published(), nil)
	if err != nil {
		log.Fatal(err)
	}
	var b strings.Builder
	if err := html.Write(&b, view, nil); err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if strings.HasPrefix(line, "<h1>") || strings.HasPrefix(line, "<h2") {
			fmt.Print(line)
		}
	}
	// Output:
	// <h1>CEI Community Engagement Best Practices Self Assessment Tool</h1>
	// <h2 id="findings-h">What we found</h2>
	// <h2 id="who-h">Who took part</h2>
	// <h2 id="overview-h">Overview by domain</h2>
	// <h2 id="strands-h">Strands</h2>
	// <h2 id="domain-building-relationships-h">1 Building Relationships</h2>
	// <h2 id="domain-building-collective-efficacy-h">2 Building Collective Efficacy</h2>
	// <h2 id="domain-shared-power-and-decision-making-h">3 Shared Power And Decision-Making</h2>
	// <h2 id="domain-operations-systems-and-resourcing-h">4 Operations, Systems, Structures, and Resourcing the Work</h2>
	// <h2 id="domain-families-as-co-educators-h">5 Families As Co-Educators</h2>
	// <h2 id="domain-participatory-practices-with-students-h">6 Participatory Practices with Students</h2>
	// <h2 id="domain-community-as-collaborators-h">7 Community as Collaborators</h2>
	// <h2 id="differences-h">Biggest differences between groups</h2>
	// <h2 id="conversations-h">What to talk about next</h2>
	// <h2 id="how-to-read-h">How to read this report</h2>
	// <h2 id="methods-h">How these results were calculated</h2>
	// <h2 id="about-h">About this report</h2>
}

// Two reports in one page share a style sheet, which the page allows by its hash.
func ExampleFragment() {
	view, err := report.Build(published(), nil)
	if err != nil {
		log.Fatal(err)
	}
	sheet, err := html.Style(len(view.Stages), nil)
	if err != nil {
		log.Fatal(err)
	}
	handler := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:; style-src '"+sheet.Hash+"'; script-src 'self'")
		fmt.Fprintf(w, "<!DOCTYPE html><title>Our schools</title><style>%s</style><h1>Our schools</h1>", sheet.CSS)
		for _, id := range []string{"spring", "fall"} {
			opt := &html.Options{ScriptURL: "/waymark.js", Fragment: &html.Fragment{ID: id, NoStyle: true}}
			if err := html.Write(w, view, opt); err != nil {
				log.Print(err)
			}
		}
	}
	page := httptest.NewRecorder()
	handler(page, nil)
	for line := range strings.Lines(page.Body.String()) {
		if strings.HasPrefix(line, "<h2") {
			fmt.Print(line)
		}
	}
	fmt.Println(strings.Contains(page.Body.String(), `id="fall-domain-building-relationships"`))
	// Output:
	// <h2 id="spring-title">CEI Community Engagement Best Practices Self Assessment Tool</h2>
	// <h2 id="fall-title">CEI Community Engagement Best Practices Self Assessment Tool</h2>
	// true
}

// The style sheet of fragments follows the color scheme of the page. Its variables can be set again.
func ExampleStyle() {
	sheet, err := html.Style(4, &html.Options{Scheme: html.SchemeHost})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.HasPrefix(sheet.Hash, "sha256-"), strings.Contains(sheet.CSS, "--waymark-ink:light-dark("))
	fmt.Println("#waymark{--waymark-font:inherit;--waymark-heading-font:inherit}")
	// Output:
	// true true
	// #waymark{--waymark-font:inherit;--waymark-heading-font:inherit}
}

// The script is served by the page's own server.
func ExampleScript() {
	http.HandleFunc("GET /waymark.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(html.Script())
	})
	fmt.Println(len(html.ScriptHash()))
	// Output: 51
}
