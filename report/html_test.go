package report_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func districtHTML(t *testing.T) string {
	v := build(t, summarize(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, &sampleOptions)
	return write(t, v, html.Write)
}

// page is what a walk over the elements of a page finds.
type page struct {
	ids      map[string]int
	targets  []string
	problems []string
	level    int // of the last heading
	captions int
	tables   int
}

func (p *page) complain(format string, args ...any) {
	p.problems = append(p.problems, fmt.Sprintf(format, args...))
}

func (p *page) element(e xml.StartElement) {
	attr := make(map[string]string)
	for _, a := range e.Attr {
		attr[a.Name.Local] = a.Value
	}
	if id := attr["id"]; id != "" {
		p.ids[id]++
	}
	for _, name := range []string{"aria-labelledby", "href"} {
		if target := strings.TrimPrefix(attr[name], "#"); target != "" && !strings.HasPrefix(target, "https://") {
			p.targets = append(p.targets, target)
		}
	}
	switch name := e.Name.Local; name {
	case "h1", "h2", "h3", "h4":
		level := int(name[1] - '0')
		if level > p.level+1 {
			p.complain("h%d follows h%d", level, p.level)
		}
		p.level = level
	case "table":
		p.tables++
	case "caption":
		p.captions++
	case "th":
		if s := attr["scope"]; s != "col" && s != "row" {
			p.complain("th without scope")
		}
	case "svg":
		if attr["aria-hidden"] != "true" && (attr["role"] != "img" || attr["aria-label"] == "" && attr["aria-labelledby"] == "") {
			p.complain("svg that is neither hidden nor labeled")
		}
	case "div":
		if attr["class"] == "scroll" && (attr["role"] != "region" || attr["aria-label"] == "" || attr["tabindex"] != "0") {
			p.complain("scroll container that cannot be reached or is not named")
		}
	}
}

func TestHTMLStructure(t *testing.T) {
	testHTMLStructure(t, districtHTML(t), 1+2*7+2)
	v := everyOption(t, cei.Latest(), assess.Internal(), sampleOptions)
	testHTMLStructure(t, write(t, v, html.Write), 1+2*7+2+2)
	testHTMLStructure(t, output(t, v, guide(html.WriteGuide)), 1)
	testHTMLStructure(t, output(t, v, worksheet(html.WriteWorksheet)), 7)
}

func testHTMLStructure(t *testing.T, out string, tables int) {
	t.Helper()
	// encoding/xml reads strictly: what it takes is well-formed.
	d := xml.NewDecoder(strings.NewReader(out))
	p := page{ids: make(map[string]int)}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			p.element(e)
		}
	}
	for id, n := range p.ids {
		if n > 1 {
			p.complain("id %s is there %d times", id, n)
		}
	}
	for _, target := range p.targets {
		if p.ids[target] == 0 {
			p.complain("nothing has the id %s", target)
		}
	}
	if p.tables != p.captions || tables >= 0 && p.tables != tables {
		p.complain("%d tables, %d captions", p.tables, p.captions)
	}
	for _, problem := range p.problems {
		t.Error(problem)
	}
}

func TestHTMLPolicyKnowsStyle(t *testing.T) {
	v := build(t, summarize(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, nil)
	for _, f := range formats {
		if strings.HasSuffix(f.name, "html") {
			testHTMLPolicy(t, output(t, v, f.write))
		}
	}
}

func testHTMLPolicy(t *testing.T, out string) {
	t.Helper()
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(out)
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(out)
	if style == nil || policy == nil {
		t.Fatal("no style or no policy")
	}
	sum := sha256.Sum256([]byte(style[1]))
	unescaped := strings.NewReplacer("&#39;", "'", "&#43;", "+").Replace(policy[1])
	if want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(unescaped, want) {
		t.Errorf("policy %q does not have %q", unescaped, want)
	}
	if !strings.HasPrefix(unescaped, "default-src 'none';") {
		t.Errorf("policy %q", unescaped)
	}
}

// Words for screen readers are positioned, and a container that scrolls cuts off only
// what is positioned within it: else a wide table makes the whole page scroll.
func TestScrollContainersHoldWhatIsPositioned(t *testing.T) {
	if !strings.Contains(districtHTML(t), ".scroll{position:relative;") {
		t.Error("scroll containers hold nothing that is positioned")
	}
}

func TestRightToLeft(t *testing.T) {
	r := newRubric(t, 4, 2, 1, 2, func(doc *rubric.Document) {
		doc.Language, doc.Direction, doc.Title = "ar", "rtl", rubricText("تقييم")
	})
	out := write(t, build(t, summary(t, r, randomTally(r, 1, 20)), assess.Policy{}, nil), html.Write)
	for _, want := range []string{`<html lang="en" dir="ltr">`, `<h1><span lang="ar" dir="rtl">تقييم</span></h1>`} {
		if !strings.Contains(out, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

// TestLandmarksAreNamedApart makes sure that no two regions of a page have one name,
// since a screen reader lists them by it.
func TestLandmarksAreNamedApart(t *testing.T) {
	region := regexp.MustCompile(`role="region" aria-label="([^"]*)"`)
	section := regexp.MustCompile(`(?s)<section id="[^"]*" aria-labelledby="([^"]*)"`)
	pages, err := filepath.Glob("../testdata/golden/report/*.html")
	if err != nil || len(pages) < 5 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, name := range pages {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		page := string(data)
		seen := make(map[string]bool)
		add := func(label string) {
			if seen[label] {
				t.Errorf("%s has two landmarks named %q", name, label)
			}
			seen[label] = true
		}
		for _, m := range region.FindAllStringSubmatch(page, -1) {
			add(m[1])
		}
		for _, m := range section.FindAllStringSubmatch(page, -1) {
			heading := regexp.MustCompile(`(?s)id="` + m[1] + `"[^>]*>(.*?)</h`).FindStringSubmatch(page)
			if heading == nil {
				t.Errorf("%s has no heading %s", name, m[1])
				continue
			}
			add(heading[1])
		}
	}
}
