package rendered

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"testing"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
)

// hostStyle has rules for elements and classes that reports have too.
const hostStyle = `:root{color-scheme:light dark}body{margin:0;font-family:monospace}.bar{display:none}.soft{font-size:60px}` +
	`@media (prefers-color-scheme:dark){body{background:#151a21;color:#fff}}`

// hostPage is a page of somebody else with two reports and a guide, which share a style sheet.
func hostPage(t *testing.T, v *report.View, scheme html.Scheme) string {
	t.Helper()
	sheet, err := html.Style(len(v.Stages), &html.Options{Scheme: scheme})
	if err != nil {
		t.Fatal(err)
	}
	fragment := func(id string, write func(io.Writer, *html.Options) error) string {
		opt := &html.Options{Scheme: scheme, Fragment: &html.Fragment{ID: id, NoStyle: true}}
		return reporttest.Written(t, func(w io.Writer) error { return write(w, opt) })
	}
	other := *v
	other.Head.Title = report.TaggedText{{Text: "The same results again"}}
	sum := sha256.Sum256([]byte(hostStyle))
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Host</title><meta name="viewport" content="width=device-width">` +
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src '` + sheet.Hash + `' 'sha256-` + base64.StdEncoding.EncodeToString(sum[:]) + `'">` +
		`<style>` + hostStyle + `</style><style>` + sheet.CSS + `</style></head><body><header><h1>A page</h1></header><main>` +
		fragment("one", func(w io.Writer, opt *html.Options) error { return html.Write(w, v, opt) }) +
		fragment("two", func(w io.Writer, opt *html.Options) error { return html.Write(w, &other, opt) }) +
		fragment("three", func(w io.Writer, opt *html.Options) error { return html.WriteGuide(w, v.Guide(), opt) }) +
		`</main></body></html>`
}

// TestFragments opens a page with three fragments. Neither the page nor another fragment changes
// how one looks.
func TestFragments(t *testing.T) {
	b := newTab(t)
	v := caseNamed(t, "audiences")
	for _, scheme := range []html.Scheme{html.SchemeReader, html.SchemeHost} {
		out := hostPage(t, v, scheme)
		for _, width := range []int64{1280, 360} {
			for _, colors := range []string{"light", "dark"} {
				rules := allRules
				if scheme == html.SchemeHost {
					rules = colorRules
				}
				b.view(t, width, colors)
				b.show(t, htmlKind, out)
				if err := b.did(); err != nil {
					t.Fatal(err)
				}
				if found := b.axe(t, rules); len(found) > 0 {
					t.Errorf("%q, %d pixels, %s: %v", scheme, width, colors, found)
				}
				var got struct {
					Bars, Font, Soft, Ground bool
					Lost                     int
				}
				b.do(t, chromedp.Evaluate(`(() => {
					const at = (id, s) => document.querySelector('#' + id + ' ' + s), style = e => getComputedStyle(e)
					return {
						Bars: style(at('two', '.waymark-bar')).display != 'none',
						Font: !style(at('one', 'p')).fontFamily.startsWith('monospace'),
						Soft: parseFloat(style(at('one', '.waymark-soft')).fontSize) < 30,
						Ground: style(document.getElementById('one')).backgroundColor == (matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(21, 26, 33)' : 'rgb(255, 255, 255)'),
						Lost: [...document.querySelectorAll('[fill^="url("]')].filter(e => !document.getElementById(e.getAttribute('fill').slice(5, -1)).closest('article').contains(e)).length,
					}
				})()`, &got))
				if !got.Bars || !got.Font || !got.Soft || !got.Ground || got.Lost > 0 {
					t.Errorf("%q, %d pixels, %s: %+v", scheme, width, colors, got)
				}
				if n := b.sideways(t); n > 0 {
					t.Errorf("%q: %d pixels wider than a window of %d", scheme, n, width)
				}
			}
		}
	}
}

const scriptPath = "/waymark.js"

// TestScript uses the buttons of the optional script with the keyboard. Without the script, the
// page is the same without buttons.
func TestScript(t *testing.T) {
	b := openTab(t)
	v := caseNamed(t, "district")
	out := reporttest.Written(t, func(w io.Writer) error { return html.Write(w, v, &html.Options{ScriptURL: scriptPath}) })
	b.scripts = map[string][]byte{scriptPath: html.Script()}
	for width, scheme := range map[int64]string{1280: "dark", 360: "light"} {
		b.view(t, width, scheme)
		b.show(t, htmlKind, out)
		if err := b.did(); err != nil {
			t.Fatal(err)
		}
		if found := b.axe(t, allRules); len(found) > 0 {
			t.Errorf("%d pixels, %s: %v", width, scheme, found)
		}
	}
	b.view(t, 1280, "light")
	b.show(t, htmlKind, out)
	b.sortColumn(t)
	b.hideGroup(t)
	if err := b.did(); err != nil {
		t.Error(err)
	}
	b.copyPicture(t) // draws what it copies from data: URLs
}

// sortColumn sorts a table by the number of ratings, up, down and back.
func (b *tab) sortColumn(t *testing.T) {
	t.Helper()
	const numbers = `(() => {
		const t = document.querySelector('#domain-building-relationships table'), i = [...t.tHead.rows[0].cells].findIndex(c => c.textContent == 'Developing')
		return {Head: t.tHead.rows[0].cells[i].getAttribute('aria-sort') || '', Cells: [...t.tBodies[0].rows].map(r => Number(r.cells[i].textContent))}
	})()`
	const focus = `[...document.querySelectorAll('#domain-building-relationships table .sort')].find(b => b.textContent == 'Developing').focus()`
	type column struct {
		Head  string
		Cells []int
	}
	var before column
	b.do(t, chromedp.Evaluate(numbers, &before), chromedp.Evaluate(focus, nil))
	ordered := func(c column, way int) bool {
		for i := range len(c.Cells) - 1 {
			if way*c.Cells[i] > way*c.Cells[i+1] {
				return false
			}
		}
		return len(c.Cells) == len(before.Cells)
	}
	for _, want := range []string{"ascending", "descending", ""} {
		var got column
		b.do(t, chromedp.KeyEvent(kb.Enter), chromedp.Evaluate(numbers, &got))
		switch {
		case got.Head != want, want == "ascending" && !ordered(got, 1), want == "descending" && !ordered(got, -1):
			t.Errorf("want %q, got %+v", want, got)
		case want == "" && !cmp.Equal(got, before):
			t.Errorf("not as before: %+v", got)
		}
	}
}

// hideGroup hides a group with the space bar, and shows it again.
func (b *tab) hideGroup(t *testing.T) {
	t.Helper()
	const seen = `[...document.querySelectorAll('.medians th[scope=col]')].filter(e => e.textContent == 'Families' && e.checkVisibility()).length`
	const focus = `document.querySelectorAll('.filter input')[1].focus()`
	var before, hidden, after int
	b.do(t, chromedp.Evaluate(seen, &before), chromedp.Evaluate(focus, nil), chromedp.KeyEvent(" "), chromedp.Evaluate(seen, &hidden),
		chromedp.KeyEvent(" "), chromedp.Evaluate(seen, &after))
	if before < 7 || hidden != 0 || after != before {
		t.Errorf("the columns of a group: %d before, %d hidden, %d after", before, hidden, after)
	}
}

// copyPicture copies every picture and looks at what is copied.
func (b *tab) copyPicture(t *testing.T) {
	t.Helper()
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		b.do(t, cdpbrowser.SetPermission(&cdpbrowser.PermissionDescriptor{Name: name}, cdpbrowser.PermissionSettingGranted).WithOrigin(b.server.URL))
	}
	var got []struct {
		Kind          string
		Width, Colors int
		Says          string
	}
	b.await(t, `(async () => {
		const found = []
		for (const button of document.querySelectorAll('figure .tool')) {
			button.focus()
			// The button says so for three seconds, which can pass unseen on a busy machine.
			const copied = new Promise(done => new MutationObserver(() => button.textContent == 'Copied' && done(button.textContent)).observe(button, {childList: true}))
			button.click()
			const says = await copied
			const [item] = await navigator.clipboard.read(), kind = item.types.find(t => t.startsWith('image/')) || item.types[0]
			const picture = await createImageBitmap(await item.getType(kind)), canvas = new OffscreenCanvas(picture.width, picture.height), pen = canvas.getContext('2d')
			pen.drawImage(picture, 0, 0)
			const dots = new Uint32Array(pen.getImageData(0, 0, picture.width, picture.height).data.buffer)
			found.push({Kind: kind, Width: picture.width, Colors: new Set(dots).size, Says: says})
		}
		return found
	})()`, &got)
	if len(got) < 9 {
		t.Errorf("%d pictures", len(got))
	}
	for i, c := range got {
		if c.Kind != "image/png" || c.Width < 700 || c.Colors < 8 || c.Says != "Copied" {
			t.Errorf("picture %d: %+v", i, c)
		}
	}
}

// TestWithoutScript opens a page whose script does not load.
func TestWithoutScript(t *testing.T) {
	b := newTab(t)
	v := caseNamed(t, "district")
	with := reporttest.Written(t, func(w io.Writer) error { return html.Write(w, v, &html.Options{ScriptURL: scriptPath}) })
	var texts [2]string
	for i, out := range []string{with, reporttest.Write(t, v, html.Write, nil)} {
		b.view(t, 1280, "light")
		b.show(t, htmlKind, out)
		b.do(t, chromedp.Evaluate(`document.body.innerText`, &texts[i]))
	}
	if diff := cmp.Diff(texts[1], texts[0]); diff != "" {
		t.Errorf("(-without +with a script that does not load):\n%s", diff)
	}
}
