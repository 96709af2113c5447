package rendered

import (
	"bytes"
	stdcmp "cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
)

const (
	htmlKind = "text/html; charset=utf-8"
	svgKind  = "image/svg+xml"
)

// findings are the violations that axe-core reports.
type findings []struct {
	ID, Help string
	Nodes    []struct{ HTML, FailureSummary string }
}

func (f findings) String() string {
	var b strings.Builder
	for _, v := range f {
		fmt.Fprintf(&b, "%s: %s (%d times)\n", v.ID, v.Help, len(v.Nodes))
		for i, n := range v.Nodes {
			if i == 3 {
				break
			}
			fmt.Fprintf(&b, "\t%.200s\n\t%s\n", n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", " "))
		}
	}
	return b.String()
}

// The rules of axe-core: those for the A and AA criteria of WCAG 2.2 and for best
// practice, and those among them whose result depends on the color scheme.
const (
	allRules   = `runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: {'target-size': {enabled: true}}`
	colorRules = `runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}`
)

// axe checks the page that is shown. The findings do not include what it cannot decide.
func (b *tab) axe(t *testing.T, rules string) findings {
	t.Helper()
	script, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err, "(npm ci fetches it)")
	}
	b.do(t, chromedp.Evaluate(string(script), nil))
	var found findings
	b.await(t, `axe.run(document, {resultTypes: ['violations'], `+rules+`}).then(r => r.violations.map(
		v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html, FailureSummary: n.failureSummary}))})))`, &found)
	return found
}

// sheets are the documents for paper, each from one of the cases.
var sheets = []struct {
	name, of string
	write    func(io.Writer, *report.View) error
	breaks   string // the parts that begin on paper of their own, and have tables; "" for none
	least    int    // places that the keyboard should reach
}{
	{"guide", "district", writeGuide, ".topic", 8},
	{"guide", "district-es", writeGuide, ".topic", 8},
	{"guide", "right-to-left", writeGuide, ".topic", 5},
	{"worksheet", "district", writeWorksheet, ".rate", 8},
	{"worksheet", "district-es", writeWorksheet, ".rate", 8},
	{"worksheet", "right-to-left", writeWorksheet, ".rate", 3},
	{"handbook", "district", writeHandbook, "", 60},
	{"handbook", "district-es", writeHandbook, "", 60},
	{"handbook", "right-to-left", writeHandbook, "", 12},
	{"reflection", "district", writeReflection, "", 2},
	{"reflection", "right-to-left", writeReflection, "", 1},
	{"handout", "goals", writeHandout, ".next", 1},
	{"handout", "goals-internal", writeHandout, ".next", 1},
}

// caseNamed returns the case with a name.
func caseNamed(t *testing.T, name string) *report.View {
	t.Helper()
	for _, c := range reporttest.Cases(t) {
		if c.Name == name {
			return c.View
		}
	}
	t.Fatalf("no case %s", name)
	return nil
}

// alike are cases with large pages that are like those of another case on a narrow
// screen. Checking a page takes seconds.
var alike = []string{"district-es", "goals-internal", "team-internal", "many-competencies"}

func TestAccessibility(t *testing.T) {
	b := newTab(t)
	for _, c := range reporttest.Cases(t) {
		out := reporttest.Write(t, c.View, html.Write, nil)
		check := func(width int64, scheme, rules string) {
			b.view(t, width, scheme)
			b.show(t, htmlKind, out)
			if found := b.axe(t, rules); len(found) > 0 {
				t.Errorf("%s, %d pixels, %s: %v", c.Name, width, scheme, found)
			}
		}
		check(1280, "light", allRules)
		if slices.Contains(alike, c.Name) {
			continue
		}
		check(1280, "dark", colorRules)
		check(360, "light", allRules)
		check(360, "dark", colorRules)
	}
}

// TestSheets opens the documents for paper in a window, with both color schemes, and
// presses Tab through them.
func TestSheets(t *testing.T) {
	b := newTab(t)
	for _, s := range sheets {
		out := written(t, caseNamed(t, s.of), s.write)
		for _, width := range []int64{1280, 360} {
			for scheme, rules := range map[string]string{"light": allRules, "dark": colorRules} {
				b.view(t, width, scheme)
				b.show(t, htmlKind, out)
				if found := b.axe(t, rules); len(found) > 0 {
					t.Errorf("%s of %s, %d pixels, %s: %v", s.name, s.of, width, scheme, found)
				}
			}
			if n := b.sideways(t); n > 0 {
				t.Errorf("%s of %s is %d pixels wider than a window of %d", s.name, s.of, n, width)
			}
		}
		b.view(t, 1280, "light")
		b.show(t, htmlKind, out)
		b.pressTab(t, s.name+" of "+s.of, s.least)
	}
}

// TestAxeNotices makes sure that TestAccessibility can fail: on a page whose text is too
// light in one scheme, whose buttons are too small and that has no headings.
func TestAxeNotices(t *testing.T) {
	b := newTab(t)
	page := `<!DOCTYPE html><html lang="en"><title>x</title><style>@media (prefers-color-scheme:dark){html{background:#000;color:#333}}</style>` +
		`<main><p>Text</p><button style="width:8px;height:8px;padding:0;border:0" aria-label="a"></button><button style="width:8px;height:8px;padding:0;border:0" aria-label="b"></button></main>`
	ids := func(scheme, rules string) []string {
		b.view(t, 1280, scheme)
		b.show(t, htmlKind, page)
		var ids []string
		for _, f := range b.axe(t, rules) {
			ids = append(ids, f.ID)
		}
		slices.Sort(ids)
		return ids
	}
	if diff := cmp.Diff([]string{"page-has-heading-one", "target-size"}, ids("light", allRules)); diff != "" {
		t.Errorf("in light (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"color-contrast"}, ids("dark", colorRules)); diff != "" {
		t.Errorf("in dark (-want +got):\n%s", diff)
	}
}

// bars finds the parts of bars that are not visible on the background of the page.
const bars = `(() => {
	const luminance = color => {
		const [r, g, b] = color.match(/[0-9.]+/g).map(x => x / 255).map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
		return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
	}
	const ground = luminance(getComputedStyle(document.documentElement).backgroundColor)
	const fills = [...document.querySelectorAll('.bar rect[class^=s]')].map(e => luminance(getComputedStyle(e).fill))
	return {All: fills.length, Unseen: fills.filter(f => Math.max(f, ground) / Math.min(f, ground) < 3).length}
})()`

// TestForcedColors opens a page with colors that the reader has selected, white on black.
// Texts have these colors, and the bars are still visible.
func TestForcedColors(t *testing.T) {
	b := newTab(t)
	b.view(t, 1280, "forced")
	b.show(t, htmlKind, reporttest.Write(t, reporttest.Cases(t)[2].View, html.Write, nil))
	if found := b.axe(t, colorRules); len(found) > 0 {
		t.Error(found)
	}
	var active bool
	var got struct{ All, Unseen int }
	b.do(t, chromedp.Evaluate(`matchMedia('(forced-colors: active)').matches`, &active), chromedp.Evaluate(bars, &got))
	if !active || got.All < 100 || got.Unseen > 0 {
		t.Errorf("forced colors %v, parts of bars: %+v", active, got)
	}
}

// sideways returns how many pixels of the page's width are outside the window.
func (b *tab) sideways(t *testing.T) int {
	t.Helper()
	var n int
	b.do(t, chromedp.Evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &n))
	return n
}

func TestNoSidewaysScroll(t *testing.T) {
	b := newTab(t)
	for _, c := range reporttest.Cases(t) {
		out := reporttest.Write(t, c.View, html.Write, nil)
		for _, width := range []int64{320, 360, 768, 1280} {
			b.view(t, width, "light")
			b.show(t, htmlKind, out)
			if n := b.sideways(t); n > 0 {
				t.Errorf("%s is %d pixels wider than a window of %d", c.Name, n, width)
			}
		}
	}
}

// TestSpreadOnce makes sure that the spread of a domain's ratings is visible once: in a
// picture, or in the table on paper and if the window is too narrow for the picture.
func TestSpreadOnce(t *testing.T) {
	b := newTab(t)
	v := caseNamed(t, "district")
	out := reporttest.Write(t, v, html.Write, nil)
	type spread struct{ Pictures, Bars int }
	look := func() (s spread) {
		b.show(t, htmlKind, out)
		b.do(t, chromedp.Evaluate(`(() => {
			const seen = selector => [...document.querySelectorAll(selector)].filter(e => e.getClientRects().length > 0).length
			return {Pictures: seen('.domain .lead figure'), Bars: seen('.domain td.b')}
		})()`, &s))
		return s
	}
	pictures := spread{Pictures: len(v.Domains)}
	var bars spread
	for _, d := range v.Domains {
		bars.Bars += len(d.Competencies)
	}
	b.view(t, 1280, "light")
	if got := look(); got != pictures {
		t.Errorf("in a wide window: %+v", got)
	}
	b.view(t, 360, "light")
	if got := look(); got != bars {
		t.Errorf("in a narrow window: %+v", got)
	}
	b.do(t, emulation.SetDeviceMetricsOverride(a4, 900, 1, false), emulation.SetEmulatedMedia().WithMedia("print"))
	if got := look(); got != bars {
		t.Errorf("on paper: %+v", got)
	}
}

// focusable finds what the keyboard should reach, in the order of the document.
const focusable = `[...document.querySelectorAll('a[href], summary, [tabindex="0"]')].filter(e => e.checkVisibility()).map((e, i) => e.dataset.place = String(i)).length`

// focused returns what has the focus and where it is on the screen.
const focused = `(() => {
	const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e)
	return {
		Place: e.dataset.place || '', Hash: e.hash || '', Top: r.top, Bottom: r.bottom, Width: r.width,
		Outline: s.outlineStyle != 'none' && parseFloat(s.outlineWidth) >= 2,
	}
})()`

type focus struct {
	Place, Hash        string
	Top, Bottom, Width float64
	Outline            bool
}

// TestKeyboard presses Tab through a page.
func TestKeyboard(t *testing.T) {
	b := newTab(t)
	for _, c := range reporttest.Cases(t)[:4] {
		b.view(t, 1280, "light")
		b.show(t, htmlKind, reporttest.Write(t, c.View, html.Write, nil))
		b.pressTab(t, c.Name, 20)
	}
}

// pressTab makes sure that Tab moves the focus from the top of the page through every
// place that it should reach, at least as many as given, and that the focus is visible.
func (b *tab) pressTab(t *testing.T, name string, least int) {
	t.Helper()
	var places int
	b.do(t, chromedp.Evaluate(focusable, &places))
	if places < least {
		t.Fatalf("%s: the keyboard should reach %d places", name, places)
	}
	for i := range places {
		var f focus
		b.do(t, chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(focused, &f))
		if f.Place != fmt.Sprint(i) {
			t.Fatalf("%s: Tab number %d leads to place %q", name, i+1, f.Place)
		}
		if !f.Outline || f.Width < 5 || f.Bottom < 0 || f.Top > 900 {
			t.Errorf("%s: nobody sees where the focus is: %+v", name, f)
		}
		if i == 0 && f.Hash != "#report" {
			t.Errorf("%s: the first place is no way past the contents: %+v", name, f)
		}
	}
}

// TestSkipLink follows the first link. After that, Tab moves the focus into the content.
func TestSkipLink(t *testing.T) {
	b := newTab(t)
	b.view(t, 1280, "light")
	b.show(t, htmlKind, reporttest.Write(t, reporttest.Cases(t)[0].View, html.Write, nil))
	var hash string
	var inside bool
	b.do(t,
		chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter), chromedp.Evaluate(`location.hash`, &hash),
		chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(`document.querySelector('main').contains(document.activeElement)`, &inside),
	)
	if hash != "#report" || !inside {
		t.Errorf("at %q, in the content: %v", hash, inside)
	}
}

// paper is how the parts of a page are printed.
type paper struct {
	Heads, Breaks   []string // the display of thead, the break before a part
	Nav             string   // the display of what leads around, "" where nothing does
	Wide, Scrolling int      // tables wider than the paper, containers that would cut them off
}

// findPaper finds the parts with a class, which begin on a new sheet.
func findPaper(class string) string {
	return `({
	Heads: [...document.querySelectorAll('thead')].map(e => getComputedStyle(e).display),
	Breaks: [...document.querySelectorAll('` + class + `')].map(e => getComputedStyle(e).breakBefore),
	Nav: [...document.querySelectorAll('nav')].map(e => getComputedStyle(e).display).join(),
	Wide: [...document.querySelectorAll('table')].filter(e => e.scrollWidth > document.documentElement.clientWidth).length,
	Scrolling: [...document.querySelectorAll('.scroll')].filter(e => getComputedStyle(e).overflowX != 'visible').length,
})`
}

// a4 is the width of such a sheet between its margins, in pixels.
const a4 = (210 - 2*14) * 96 * 10 / 254

func TestPrint(t *testing.T) {
	b := newTab(t)
	for _, c := range reporttest.Cases(t)[:4] {
		// No part of a report begins on a new sheet.
		p := b.print(t, c.Name, reporttest.Write(t, c.View, html.Write, nil), ":not(*)")
		if len(p.Heads) < 15 || p.Nav != "none" {
			t.Errorf("%s: %+v", c.Name, p)
		}
	}
	for _, s := range sheets {
		p := b.print(t, s.name+" of "+s.of, written(t, caseNamed(t, s.of), s.write), stdcmp.Or(s.breaks, ".none"))
		if s.breaks != "" && (len(p.Heads) == 0 || len(p.Breaks) == 0) || p.Nav != "" && p.Nav != "none" {
			t.Errorf("%s of %s: %+v", s.name, s.of, p)
		}
	}
}

// print prints a page and makes sure that its tables fit and repeat their heads on each
// sheet, and that parts with a class begin on a new sheet.
func (b *tab) print(t *testing.T, name, out, class string) paper {
	t.Helper()
	b.do(t, emulation.SetDeviceMetricsOverride(a4, 900, 1, false), emulation.SetEmulatedMedia().WithMedia("print"))
	b.show(t, htmlKind, out)
	var p paper
	b.do(t, chromedp.Evaluate(findPaper(class), &p))
	for _, d := range p.Heads {
		if d != "table-header-group" {
			t.Errorf("%s: the head of a table is %q", name, d)
		}
	}
	for _, brk := range p.Breaks {
		if brk != "page" {
			t.Errorf("%s: the break before %s is %q", name, class, brk)
		}
	}
	if p.Wide > 0 || p.Scrolling > 0 {
		t.Errorf("%s: %+v", name, p)
	}
	var pdf []byte
	b.do(t, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithPreferCSSPageSize(true).Do(ctx)
		return err
	}))
	pages := bytes.Count(pdf, []byte("/Type /Page\n"))
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || pages < len(p.Breaks) {
		t.Errorf("%s: a PDF of %d bytes and %d pages", name, len(pdf), pages)
	}
	return p
}
