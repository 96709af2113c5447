package html_test

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func districtHTML(t *testing.T) string {
	opt := reporttest.EnglishOptions()
	v := reporttest.Build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, &opt)
	return reporttest.Write(t, v, html.Write, nil)
}

func guidePage(t *testing.T, v *report.View) string {
	t.Helper()
	return reporttest.Written(t, func(w io.Writer) error { return html.WriteGuide(w, v.Guide(), nil) })
}

func worksheetPage(t *testing.T, v *report.View) string {
	t.Helper()
	s, err := report.BuildWorksheet(v.Published.Rubric(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return reporttest.Written(t, func(w io.Writer) error { return html.WriteWorksheet(w, s, nil) })
}

func TestHTMLStructure(t *testing.T) {
	reporttest.CheckPage(t, districtHTML(t), 1+1+2+2*7+2)
	v := reporttest.EveryOption(t, cei.Latest(), assess.Internal(), reporttest.EnglishOptions())
	reporttest.CheckPage(t, reporttest.Write(t, v, html.Write, nil), 1+1+2+2*7+2+2)
	reporttest.CheckPage(t, guidePage(t, v), 1)
	reporttest.CheckPage(t, worksheetPage(t, v), 7)
}

func TestHTMLPolicyKnowsStyle(t *testing.T) {
	v := reporttest.Build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, nil)
	testHTMLPolicy(t, reporttest.Write(t, v, html.Write, nil))
	testHTMLPolicy(t, guidePage(t, v))
	testHTMLPolicy(t, worksheetPage(t, v))
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

// Words for screen readers are positioned, and a scrolling container clips only what is
// positioned within it. Otherwise a wide table makes the page scroll.
func TestScrollContainersHoldWhatIsPositioned(t *testing.T) {
	if !strings.Contains(districtHTML(t), ".scroll{position:relative;") {
		t.Error("scroll containers hold nothing that is positioned")
	}
}

func TestRightToLeft(t *testing.T) {
	r := reporttest.NewRubric(t, 4, 2, 1, 2, func(doc *rubric.EditionDocument) {
		doc.Language, doc.Direction, doc.Title = "ar", "rtl", reporttest.Text("تقييم")
	})
	out := reporttest.Write(t, reporttest.Build(t, reporttest.Summarize(t, r, reporttest.RandomTally(r, 1, 20)), assess.Policy{}, nil), html.Write, nil)
	for _, want := range []string{`<html lang="en" dir="ltr">`, `<h1><span lang="ar" dir="rtl">تقييم</span></h1>`} {
		if !strings.Contains(out, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

// TestLandmarksAreNamedApart makes sure that no two regions of a page have the same name,
// because screen readers list regions by name.
func TestLandmarksAreNamedApart(t *testing.T) {
	region := regexp.MustCompile(`role="region" aria-label="([^"]*)"`)
	section := regexp.MustCompile(`(?s)<section id="[^"]*" aria-labelledby="([^"]*)"`)
	for _, c := range reporttest.Cases(t) {
		name, page := c.Name, reporttest.Write(t, c.View, html.Write, nil)
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
