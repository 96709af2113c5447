package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	devpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

const testdata = "../../testdata/"

// page is a tab of a headless browser with the page in it. Every request to others than the
// page's own address and every complaint of the browser fails the test.
type page struct {
	t   *testing.T
	ctx context.Context
	url string

	mu         sync.Mutex
	complaints []string
}

// look is how the page is looked at.
type look struct {
	language string
	width    int64
	scheme   string // light or dark
}

// openBrowser starts a browser. Usually the report's frame is in a process of its own; disabled
// features of the browser can have it in the page's, so that its complaints are the page's.
func openBrowser(t *testing.T, disabled string) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WSURLReadTimeout(3*time.Minute), // a busy machine takes long to start it
		chromedp.Flag("disable-features", disabled),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-background-networking", true),
	)
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(func() {
		chromedp.Cancel(ctx) // waits until the browser writes no more to its directory
		cancel()
	})
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return ctx
}

func openPage(t *testing.T, tab context.Context, url string, l look) *page {
	t.Helper()
	ctx, cancel := chromedp.NewContext(tab)
	t.Cleanup(cancel)
	p := &page{t: t, ctx: ctx, url: url}
	chromedp.ListenTarget(ctx, p.listen)
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.complaints) > 0 {
			t.Errorf("the browser complains:\n%s", strings.Join(p.complaints, "\n"))
		}
	})
	p.run(
		network.Enable(), log.Enable(), runtime.Enable(),
		devpage.BringToFront(), // what is in the background gets keys once a second
		emulation.SetDeviceMetricsOverride(l.width, 900, 1, false),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.scheme}}),
		chromedp.Navigate(url+"#"+l.language),
		chromedp.WaitVisible("#file", chromedp.ByQuery),
	)
	return p
}

func (p *page) listen(event any) {
	complaint := ""
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, p.url) && !strings.HasPrefix(u, "blob:") && !strings.HasPrefix(u, "about:") {
			complaint = "request to " + u
		}
	case *runtime.EventExceptionThrown:
		complaint = e.ExceptionDetails.Error()
	case *log.EventEntryAdded:
		complaint = e.Entry.Text
	case *runtime.EventConsoleAPICalled:
		for _, arg := range e.Args {
			complaint += string(arg.Value) + arg.Description + " "
		}
	}
	if complaint != "" && !strings.HasSuffix(complaint, "/favicon.ico") {
		p.mu.Lock()
		p.complaints = append(p.complaints, complaint)
		p.mu.Unlock()
	}
}

func (p *page) run(actions ...chromedp.Action) {
	p.t.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// eval evaluates an expression in the page.
func eval[T any](p *page, expression string) T {
	p.t.Helper()
	var v T
	p.run(chromedp.Evaluate(expression, &v))
	return v
}

// wait waits until an expression holds.
func (p *page) wait(expression string) {
	p.t.Helper()
	err := chromedp.Run(p.ctx, chromedp.Poll(expression, nil, chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(3*time.Minute)))
	if err != nil {
		p.t.Fatalf("wait for %s: %v; status %q", expression, err, p.status())
	}
}

func (p *page) status() string {
	p.t.Helper()
	return eval[string](p, `document.getElementById("status").textContent`)
}

// finish waits until what was chosen is read, and returns what the page says then.
func (p *page) finish() string {
	p.t.Helper()
	p.wait(`document.getElementById("reading").hidden && document.getElementById("status").textContent !== ""`)
	return p.status()
}

// upload chooses a file.
func (p *page) upload(file string) string {
	p.t.Helper()
	path, err := filepath.Abs(file)
	if err != nil {
		p.t.Fatal(err)
	}
	p.run(chromedp.SetUploadFiles("#file", []string{path}, chromedp.ByQuery))
	return p.finish()
}

// frame checks that the frame shows a report with a text, in the report's style.
func (p *page) frame(text string) {
	p.t.Helper()
	var got string
	for range 1000 {
		got = p.inFrame(`[getComputedStyle(document.querySelector("main") ?? document.body).maxWidth, document.body.textContent].join(" ")`)
		if strings.Contains(got, text) && !strings.HasPrefix(got, "none") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	p.t.Errorf("the report does not say %q, or has no style: %.500s", text, got)
}

// inFrame evaluates an expression in the report's frame.
func (p *page) inFrame(expression string) (result string) {
	p.t.Helper()
	p.run(chromedp.ActionFunc(func(ctx context.Context) error {
		tree, err := devpage.GetFrameTree().Do(ctx)
		if err != nil || len(tree.ChildFrames) == 0 {
			return err
		}
		world, err := devpage.CreateIsolatedWorld(tree.ChildFrames[0].Frame.ID).Do(ctx)
		if err != nil {
			return err
		}
		value, exception, err := runtime.Evaluate(expression).WithContextID(world).WithReturnByValue(true).Do(ctx)
		if err != nil {
			return err
		}
		if exception != nil {
			return exception
		}
		return json.Unmarshal(value.Value, &result)
	}))
	return result
}

// axe reports every violation that axe-core finds.
func (p *page) axe(when string) {
	p.t.Helper()
	script, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		p.t.Fatal(err, "(npm ci fetches it)")
	}
	var found []string
	p.run(
		chromedp.Evaluate(string(script)+";0", nil),
		chromedp.Evaluate(`axe.run({resultTypes: ["violations"], iframes: false, rules: {"target-size": {enabled: true}}}).then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.map(n => n.html).slice(0, 3).join(" ")))`,
			&found, chromedp.EvalAsValue, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }),
	)
	for _, violation := range found {
		p.t.Errorf("%s: %s", when, violation)
	}
	if wide := eval[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
		p.t.Errorf("%s: the page is %d pixels wider than the window", when, wide)
	}
}

// press presses and releases a key.
func (p *page) press(key string, code int64, text string) {
	p.t.Helper()
	down := input.DispatchKeyEvent(input.KeyDown).WithKey(key).WithCode(key).WithWindowsVirtualKeyCode(code)
	if text != "" {
		down = down.WithText(text)
	}
	p.run(down, input.DispatchKeyEvent(input.KeyUp).WithKey(key).WithCode(key).WithWindowsVirtualKeyCode(code))
}

// tabTo presses Tab until the focus is on an element, and checks on the way that the focus can
// be seen.
func (p *page) tabTo(id string) {
	p.t.Helper()
	for range 20 {
		p.press("Tab", 9, "")
		// In the frame, the focus is on something in the report, which has its own tests.
		if eval[string](p, `getComputedStyle(document.activeElement).outlineStyle`) == "none" && !eval[bool](p, `document.activeElement.id === "report"`) {
			p.t.Errorf("the focus on %s cannot be seen", eval[string](p, `document.activeElement.outerHTML.slice(0, 80)`))
		}
		if eval[string](p, `document.activeElement.id`) == id {
			return
		}
	}
	p.t.Fatalf("no focus on %s", id)
}

func TestPage(t *testing.T) {
	dir := t.TempDir()
	if err := run(dir, io.Discard); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	tab := openBrowser(t, "IsolateSandboxedIframes")
	url := server.URL + "/"

	for _, test := range []struct {
		name, url string
		look      look
		run       func(*testing.T, *page)
	}{
		{"good file", url, look{"en", 1280, "light"}, goodFile},
		{"bad file on a phone", url, look{"es", 360, "dark"}, badFile},
		{"sheet for the team", url, look{"en", 800, "dark"}, teamSheet},
		{"keyboard", url, look{"en", 1280, "light"}, keyboard},
		{"drop", url, look{"en", 1280, "light"}, drop},
		{"from a disk", "file://" + filepath.ToSlash(filepath.Join(dir, "index.html")), look{"en", 1280, "light"}, sample},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, openPage(t, tab, test.url, test.look)) })
	}
	t.Run("painted", func(t *testing.T) { painted(t, url) })
}

// goodFile reads a file and shows its report, then in Spanish.
func goodFile(t *testing.T, p *page) {
	p.axe("at the start")
	if got := p.upload(testdata + "district-2023.2.ndjson"); got != "240 responses are in the report. 0 records were refused." {
		t.Error(got)
	}
	p.frame("Families")
	p.axe("with a report")
	if eval[string](p, `document.getElementById("save").href.slice(0, 5)`) != "blob:" {
		t.Error("the report cannot be saved")
	}

	p.run(chromedp.SetValue("#language", "es", chromedp.ByQuery), chromedp.Evaluate(`document.getElementById("language").dispatchEvent(new Event("change"))`, nil))
	if got := p.finish(); got != "240 respuestas están en el informe. 0 registros rechazados." {
		t.Error(got)
	}
	p.frame("Familias")
	if got := eval[string](p, `document.documentElement.lang`); got != "es" {
		t.Errorf("the page is in %s", got)
	}
}

// badFile reads a file with refused records.
func badFile(t *testing.T, p *page) {
	p.axe("at the start")
	if got := p.upload(testdata + "broken/responses-2023.2.ndjson"); !strings.Contains(got, "rechazados") {
		t.Error(got)
	}
	if first := eval[string](p, `document.querySelector("#problem-list li code").textContent`); !strings.HasPrefix(first, "responses-2023.2.ndjson:") || strings.Count(first, ":") != 2 {
		t.Errorf("the first problem is at %s", first)
	}
	p.axe("with problems")
}

// teamSheet reads sheets under the internal policy, one of them without responses.
func teamSheet(t *testing.T, p *page) {
	p.run(chromedp.Click("#internal", chromedp.ByQuery))
	if got := p.upload(testdata + "sheets/google-forms-es.csv"); !strings.Contains(got, "in the report") {
		t.Error(got)
	}
	p.frame("For internal use")
	p.axe("with a report")
	if got := p.upload(testdata + "cases/empty-with-header-only-bom.csv"); got != "There is no report: the file has no responses." {
		t.Error(got)
	}
}

// keyboard makes the report of the sample with the keyboard alone.
func keyboard(t *testing.T, p *page) {
	p.tabTo("language")
	p.tabTo("file")
	p.tabTo("public")
	p.tabTo("sample")
	p.press("Enter", 13, "\r")
	if got := p.finish(); !strings.HasPrefix(got, "240 responses") {
		t.Error(got)
	}
	p.tabTo("save")
	p.tabTo("report")
}

// drop drops a file with a mistake onto the page.
func drop(t *testing.T, p *page) {
	p.run(chromedp.Evaluate(`{
		const data = new DataTransfer();
		data.items.add(new File(['{"format":"response/1","rubric":"cei@2023.2","id":"1","constituency":"family","ratings":{"welcoming-culture":"devloping"}}\n'], "dropped.ndjson"));
		document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
	}`, nil))
	if got := p.finish(); got != "There is no report: 1 record was refused." {
		t.Error(got)
	}
	if got := eval[string](p, `document.getElementById("problem-list").textContent`); !strings.Contains(got, "dropped.ndjson:1:") || !strings.Contains(got, "developing") {
		t.Error(got)
	}
}

// sample makes the report of the sample.
func sample(t *testing.T, p *page) {
	p.run(chromedp.Click("#sample", chromedp.ByQuery))
	if got := p.finish(); !strings.HasPrefix(got, "240 responses") {
		t.Error(got)
	}
	p.frame("Families")
}

// painted checks that the report can be seen in a browser as it usually is.
func painted(t *testing.T, url string) {
	p := openPage(t, openBrowser(t, ""), url, look{"en", 800, "light"})
	for range 2 { // also when a report replaces another one
		p.run(chromedp.Click("#sample", chromedp.ByQuery))
		p.finish()
		const most = 500
		colors := 0
		for tries := 0; colors < 20; tries++ {
			if tries == most {
				t.Fatalf("the frame has %d colors: the report is not painted", colors)
			}
			time.Sleep(100 * time.Millisecond)
			var shot []byte
			p.run(chromedp.Screenshot("#frame", &shot, chromedp.ByQuery))
			colors = countColors(t, shot)
		}
	}
}

// countColors returns how many colors an image has.
func countColors(t *testing.T, shot []byte) int {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	colors := make(map[color.Color]bool)
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y++ {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X; x++ {
			colors[picture.At(x, y)] = true
		}
	}
	return len(colors)
}

// TestReproducible checks that a page has the same bytes each time.
func TestReproducible(t *testing.T) {
	first, err := assemble([]byte("program"))
	if err != nil {
		t.Fatal(err)
	}
	second, err := assemble([]byte("program"))
	if err != nil {
		t.Fatal(err)
	}
	if string(first) != string(second) {
		t.Error("two pages differ")
	}
	for _, part := range []string{"default-src 'none'", "'wasm-unsafe-eval'", "sandbox"} {
		if !strings.Contains(string(first), part) {
			t.Errorf("the page does not say %q", part)
		}
	}
	if strings.Contains(string(first), "'unsafe-inline'") || strings.Contains(string(first), "{{") {
		t.Error("the policy allows inline styles, or the page is not complete")
	}
}
