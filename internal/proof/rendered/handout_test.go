package rendered

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

func writeHandout(w io.Writer, v *report.View) error { return html.WriteHandout(w, v.Handout(), nil) }

// papers are sizes of paper in inches.
var papers = map[string][2]float64{"Letter": {8.5, 11}, "A4": {210 / 25.4, 297 / 25.4}}

// pages prints a document on paper of a size and returns the number of pages.
func (b *tab) pages(t *testing.T, out string, size [2]float64) int {
	t.Helper()
	b.show(t, htmlKind, out)
	var pdf []byte
	b.do(t, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithPaperWidth(size[0]).WithPaperHeight(size[1]).WithPrintBackground(false).Do(ctx)
		return err
	}))
	return bytes.Count(pdf, []byte("/Type /Page\n"))
}

// TestHandoutFits prints handouts of all kinds: each takes one page, or two with progress or goals.
func TestHandoutFits(t *testing.T) {
	b := newTab(t)
	b.do(t, emulation.SetEmulatedMedia().WithMedia("print"))
	check := func(name string, v *report.View) {
		h := v.Handout()
		want := 1
		if h.Progress != nil || h.Targets != nil {
			want = 2
		}
		out := written(t, v, writeHandout)
		for paper, size := range papers {
			if n := b.pages(t, out, size); n != want {
				t.Errorf("%s on %s: %d pages, want %d", name, paper, n, want)
			}
		}
	}
	for _, c := range reporttest.Cases(t) {
		check(c.Name, c.View)
	}
	check("goals in Spanish", reporttest.EveryOption(t, reporttest.Spanish(t), assess.Public(), reporttest.SpanishOptions()))
	check("supplied words", reporttest.PseudoView(t, assess.Internal(), 30, 40, 50))
	logo := reporttest.EnglishOptions()
	logo.Logo, logo.LogoText, logo.Address = tallLogo(t), "A logo", "https://example.org/"+strings.Repeat("report/", 40)
	check("logo", reporttest.EveryOption(t, cei.Latest(), assess.Internal(), logo))
	n := 0
	for _, unit := range []string{"W", "MMMM WWWW ", "a title that goes on ", "汉字", "👩‍👩‍👧‍👦", "i ", "العلاقات ", "नमस्ते "} {
		for _, size := range []int{10, 60, 150, 400} {
			for _, dims := range [][2]int{{1, 12}, {3, 4}, {14, 2}} {
				if n++; !*long && n%7 != 0 {
					continue
				}
				check(fmt.Sprintf("%d domains with titles of %d %q", dims[0], size, unit), wide(t, n, unit, size, dims))
			}
		}
	}
}

// TestHandoutAccessible checks handouts of one page in both color schemes. They have no second page that
// TestSheets could look for.
func TestHandoutAccessible(t *testing.T) {
	b := newTab(t)
	for _, name := range []string{"district", "district-es", "right-to-left", "long-titles", "team-public", "one-competency"} {
		out := written(t, caseNamed(t, name), writeHandout)
		for _, width := range []int64{1280, 360} {
			for scheme, rules := range map[string]string{"light": allRules, "dark": colorRules} {
				b.view(t, width, scheme)
				b.show(t, htmlKind, out)
				if found := b.axe(t, rules); len(found) > 0 {
					t.Errorf("%s, %d pixels, %s: %v", name, width, scheme, found)
				}
			}
			if n := b.sideways(t); n > 0 {
				t.Errorf("%s is %d pixels wider than a window of %d", name, n, width)
			}
		}
	}
}

// broken finds words in cells that go over two lines, headings that are not in the column of their first
// sentence, and cells on a phone that do not name their column.
const broken = `(() => {
	const lines = (node, from, to) => {
		const range = document.createRange()
		range.setStart(node, from)
		range.setEnd(node, to)
		return new Set([...range.getClientRects()].map(r => Math.round(r.top))).size
	}
	const found = []
	const phone = innerWidth < 640 // without heads of columns
	for (const cell of document.querySelectorAll(phone ? '.sheet tbody :is(td, th)' : '.sheet :is(td, th)')) {
		const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
		while (text.nextNode()) {
			for (const m of text.currentNode.data.matchAll(/[\p{L}\p{M}]+/gu)) {
				if (lines(text.currentNode, m.index, m.index + m[0].length) > 1) found.push(m[0])
			}
		}
	}
	for (const h of document.querySelectorAll('.parts h2')) {
		const first = h.parentElement.querySelector('li').getBoundingClientRect(), r = h.getBoundingClientRect()
		if (first.top < r.top || first.left > r.right) found.push(h.textContent)
	}
	if (phone) {
		found.push(...[...document.querySelectorAll('.sheet td')].filter(e => getComputedStyle(e, '::before').content == 'none').map(e => e.outerHTML))
	}
	return found.slice(0, 5)
})()`

// TestHandoutOnScreens makes sure that the second page can be read in windows of all widths.
func TestHandoutOnScreens(t *testing.T) {
	b := newTab(t)
	for language, v := range map[string]*report.View{
		"English": reporttest.EveryOption(t, cei.Latest(), assess.Public(), reporttest.EnglishOptions()),
		"Spanish": reporttest.EveryOption(t, reporttest.Spanish(t), assess.Public(), reporttest.SpanishOptions()),
	} {
		out := written(t, v, writeHandout)
		for _, width := range []int64{360, 700, 1280, 1680} {
			b.view(t, width, "light")
			b.show(t, htmlKind, out)
			var found []string
			b.do(t, chromedp.Evaluate(broken, &found))
			if len(found) > 0 {
				t.Errorf("%s, %d pixels: %q", language, width, found)
			}
		}
	}
}

// TestHandoutPrintsBlack makes sure that a dark screen does not make a dark print.
func TestHandoutPrintsBlack(t *testing.T) {
	b := newTab(t)
	b.do(t, emulation.SetEmulatedMedia().WithMedia("print").WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}))
	b.show(t, htmlKind, written(t, caseNamed(t, "goals"), writeHandout))
	var got [2]string
	b.do(t, chromedp.Evaluate(`[getComputedStyle(document.querySelector('.handout')).color, getComputedStyle(document.documentElement).getPropertyValue('--page')]`, &got))
	if got != [2]string{"rgb(0, 0, 0)", "#ffffff"} {
		t.Errorf("text and page are %q", got)
	}
}

// tallLogo returns a picture of 60 by 200 pixels.
func tallLogo(t *testing.T) string {
	t.Helper()
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewGray(image.Rect(0, 0, 60, 200))); err != nil {
		t.Fatal(err)
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(data.Bytes())
}

// wide returns a report of a rubric whose titles are all of a size, made of a unit.
func wide(t *testing.T, n int, unit string, size int, dims [2]int) *report.View {
	t.Helper()
	title := func(i int) string {
		return strings.TrimSpace(string([]rune(fmt.Sprint(i, " ") + strings.Repeat(unit, size))[:size]))
	}
	r := reporttest.NewRubric(t, 2+n%7, 3, dims[0], dims[1], func(doc *rubric.EditionDocument) {
		reporttest.Titled(title)(doc)
		doc.Title = reporttest.Text(title(0))
	})
	v := reporttest.WithProgress(t, r, []assess.Policy{assess.Public(), assess.Internal()}[n%2], 30, 90, 40)
	opt := v.Options
	opt.Organization, opt.Date = strings.Repeat("Unified ", 20), "2026-10-01"
	if n%4 == 0 {
		opt.Title = strings.Repeat("WIDE TITLE ", 20)
	}
	if n%3 != 1 {
		opt.Progress = nil
	} else {
		opt.Targets = make(map[string]spectrum.Stage)
		for d := range r.Domains() {
			opt.Targets[d.ID()], _ = r.Spectrum().At(2)
		}
	}
	out, err := report.Build(v.Published, &opt)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
