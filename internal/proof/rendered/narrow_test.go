package rendered

import (
	"context"
	"io"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric/cei"
)

// columns finds what a narrow window would cut off: cells and headings of rows of tables that are
// not completely between its sides, and visible elements whose content is wider than they are.
const columns = `(() => {
	const right = document.documentElement.clientWidth, seen = e => e.checkVisibility()
	const cells = [...document.querySelectorAll('td, tbody th')].filter(seen)
	const outside = e => { const r = e.getBoundingClientRect(); return r.left < -1 || r.right > right + 1 || r.width < 10 }
	const scrolls = e => e.scrollWidth > e.clientWidth + 1
	return {
		Cells: cells.length,
		Outside: cells.filter(outside).map(e => e.outerHTML.slice(0, 120)).slice(0, 3),
		Scrolling: [...document.querySelectorAll('table, .scroll')].filter(e => seen(e) && !e.querySelector('.pic')).filter(scrolls).map(e => e.outerHTML.slice(0, 120)).slice(0, 3),
		Unlabeled: cells.filter(e => e.closest('.rows') && e.tagName == 'TD' && !e.matches('.b, .boxes td')).filter(e => !getComputedStyle(e, '::before').content.includes(e.dataset.label)).length,
	}
})()`

// TestCards makes sure that no table hides a column on a phone.
func TestCards(t *testing.T) {
	b := newTab(t)
	check := func(name, out string) {
		for _, width := range []int64{320, 360} {
			b.view(t, width, "light")
			b.show(t, htmlKind, out)
			b.do(t, chromedp.Evaluate(`document.querySelectorAll('details').forEach(d => d.open = true)`, nil))
			var got struct {
				Cells, Unlabeled   int
				Outside, Scrolling []string
			}
			b.do(t, chromedp.Evaluate(columns, &got))
			if len(got.Outside) > 0 || len(got.Scrolling) > 0 || got.Unlabeled > 0 {
				t.Errorf("%s, %d pixels: %+v", name, width, got)
			}
		}
	}
	for _, c := range reporttest.Cases(t) {
		check(c.Name, reporttest.Write(t, c.View, html.Write, nil))
	}
	for _, s := range sheets {
		check(s.name+" of "+s.of, written(t, caseNamed(t, s.of), s.write))
	}
}

// TestCardsAreTables makes sure that assistive technology finds the same tables on a phone as in a
// wide window.
func TestCardsAreTables(t *testing.T) {
	b := newTab(t)
	out := reporttest.Write(t, caseNamed(t, "goals"), html.Write, nil)
	roles := func(width int64) map[string]int {
		b.view(t, width, "light")
		b.show(t, htmlKind, out)
		found := make(map[string]int)
		b.do(t, chromedp.ActionFunc(func(ctx context.Context) error {
			nodes, err := accessibility.GetFullAXTree().Do(ctx)
			for _, n := range nodes {
				if n.Ignored || n.Role == nil {
					continue
				}
				switch role := string(n.Role.Value); role {
				case `"table"`, `"row"`, `"cell"`, `"rowheader"`, `"columnheader"`:
					found[role]++
				}
			}
			return err
		}))
		return found
	}
	// A wide window does not show the bars of domains in tables, because there are pictures. They
	// are a column, and a cell in each row.
	wide, narrow := roles(1280), roles(360)
	for _, role := range []string{`"cell"`, `"columnheader"`} {
		if narrow[role] < wide[role] {
			t.Errorf("%d of %s, %d in a wide window", narrow[role], role, wide[role])
		}
		delete(wide, role)
		delete(narrow, role)
	}
	if diff := cmp.Diff(wide, narrow); diff != "" || len(wide) != 3 {
		t.Errorf("(-wide +narrow):\n%s", diff)
	}
}

// TestWideScreens makes sure that pictures and tables use the width of a wide window.
func TestWideScreens(t *testing.T) {
	b := newTab(t)
	for _, tt := range []struct {
		name  string
		width int64
	}{{"district", 768}, {"district-es", 768}, {"goals", 768}, {"district", 1280}, {"district", 1680}} {
		out := reporttest.Write(t, caseNamed(t, tt.name), html.Write, nil)
		b.view(t, tt.width, "light")
		b.show(t, htmlKind, out)
		var got struct {
			Picture, Plot, Table float64
			Scrolling            []string
		}
		b.do(t, chromedp.Evaluate(`(() => {
			const page = document.querySelector('main').clientWidth, wide = e => e.getBoundingClientRect().width / page
			const lines = [...document.querySelectorAll('.domain .lead figure .pic')][0]
			const bars = [...lines.querySelectorAll('rect[class^=s]')].map(e => e.getBoundingClientRect())
			return {
				Picture: wide(lines), Table: wide(document.querySelector('.domain table')),
				Plot: (Math.max(...bars.map(r => r.right)) - Math.min(...bars.map(r => r.left))) / page,
				Scrolling: [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel + e.scrollWidth),
			}
		})()`, &got))
		if got.Picture < 0.8 || got.Plot < 0.34 || got.Table < 0.9 || len(got.Scrolling) > 0 {
			t.Errorf("%s, %d pixels: %+v", tt.name, tt.width, got)
		}
	}
}

// outside finds visible elements that a narrow window cuts off, unless they are in an element that
// scrolls, such as a wide picture.
const outside = `(() => {
	const right = document.documentElement.clientWidth
	const scrolls = e => e && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement))
	return [...document.body.querySelectorAll('*')].filter(e => !e.closest('svg') || e.matches('svg')).filter(e => {
		const r = e.getBoundingClientRect()
		return r.width > 2 && e.checkVisibility() && (r.left < -1 || r.right > right + 1) && !scrolls(e)
	}).map(e => e.outerHTML.slice(0, 120)).slice(0, 3)
})()`

// TestNarrowDocuments opens all documents with everything that a report can have, in two languages and
// from right to left, in windows of phones. No element is cut off.
func TestNarrowDocuments(t *testing.T) {
	b := newTab(t)
	views := map[string]*report.View{
		"English":       reporttest.EveryOption(t, cei.Latest(), assess.Internal(), reporttest.EnglishOptions()),
		"Spanish":       reporttest.EveryOption(t, reporttest.Spanish(t), assess.Internal(), reporttest.SpanishOptions()),
		"right to left": reporttest.PseudoView(t, assess.Internal(), 30, 40, 50),
	}
	documents := map[string]func(io.Writer, *report.View) error{
		"report": writePage, "handout": writeHandout, "guide": writeGuide, "handbook": writeHandbook,
		"worksheet": writeWorksheet, "reflection": writeReflection,
	}
	for language, v := range views {
		for name, write := range documents {
			out := written(t, v, write)
			for _, width := range []int64{320, 360} {
				b.view(t, width, "light")
				b.show(t, htmlKind, out)
				var found []string
				b.do(t, chromedp.Evaluate(`document.querySelectorAll('details').forEach(d => d.open = true)`, nil), chromedp.Evaluate(outside, &found))
				if n := b.sideways(t); n > 0 || len(found) > 0 {
					t.Errorf("%s in %s, %d pixels: %d wider, cut off: %q", name, language, width, n, found)
				}
			}
		}
	}
}
