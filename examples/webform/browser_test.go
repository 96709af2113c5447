package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	devpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/waymark-go/waymark/examples/internal/cli"
)

// buildPage builds the page of a rubric into a directory and returns it.
func buildPage(t *testing.T, flags *cli.RubricFlags) string {
	t.Helper()
	if _, err := os.Stat("node_modules"); err != nil {
		t.Fatalf("%v; npm ci installs them", err)
	}
	dir := t.TempDir()
	if _, err := write(flags, filepath.Join(dir, "forms")); err != nil {
		t.Fatal(err)
	}
	dist := filepath.Join(dir, "dist")
	if out, err := exec.Command("node", "build.mjs", filepath.Join(dir, "forms"), dist).CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return dist
}

// page is a tab of a headless browser with the page in it. Everything that the
// browser asks of others than the page's server, and every complaint, fails the test.
type page struct {
	t         *testing.T
	ctx       context.Context
	url       string
	downloads string

	mu         sync.Mutex
	complaints []string
}

// look is how the page is looked at.
type look struct {
	language string
	width    int64
	scheme   string // light or dark
}

func openBrowser(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WSURLReadTimeout(3*time.Minute), // a busy machine takes long to start it
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

func openPage(t *testing.T, tab context.Context, dist string, l look) *page {
	t.Helper()
	server := httptest.NewServer(http.FileServer(http.Dir(dist)))
	t.Cleanup(server.Close)
	ctx, cancel := chromedp.NewContext(tab)
	t.Cleanup(cancel)
	p := &page{t: t, ctx: ctx, url: server.URL, downloads: t.TempDir()}
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
		chromedp.ActionFunc(func(ctx context.Context) error {
			c := chromedp.FromContext(ctx)
			return browser.SetDownloadBehavior(browser.SetDownloadBehaviorBehaviorAllow).WithDownloadPath(p.downloads).
				Do(cdp.WithExecutor(ctx, c.Browser))
		}),
		devpage.BringToFront(), // what is in the background gets keys once a second
		emulation.SetDeviceMetricsOverride(l.width, 900, 1, false),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.scheme}}),
		chromedp.Navigate(server.URL+"/?lang="+l.language),
		chromedp.WaitVisible("form", chromedp.ByQuery),
	)
	return p
}

func (p *page) listen(event any) {
	complaint := ""
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, p.url) && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:"+p.url) {
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
	if complaint != "" {
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

// keys are the keys that the tests press.
var keys = map[string]struct {
	code string
	text string
	n    int64
}{
	"Tab": {"Tab", "", 9}, "Enter": {"Enter", "\r", 13}, " ": {"Space", " ", 32},
	"ArrowDown": {"ArrowDown", "", 40}, "ArrowUp": {"ArrowUp", "", 38},
}

// press presses and releases a key.
func (p *page) press(key string) {
	p.t.Helper()
	k := keys[key]
	down := input.DispatchKeyEvent(input.KeyDown).WithKey(key).WithCode(k.code).WithWindowsVirtualKeyCode(k.n)
	if k.text != "" {
		down = down.WithText(k.text)
	}
	p.run(down, input.DispatchKeyEvent(input.KeyUp).WithKey(key).WithCode(k.code).WithWindowsVirtualKeyCode(k.n))
}

// tabTo presses Tab until the focus is on what the selector matches, and checks on
// the way that the focus can be seen.
func (p *page) tabTo(selector string) {
	p.t.Helper()
	const most = 400
	for range most {
		p.press("Tab")
		if p.focusOn(selector) {
			if eval[string](p, `getComputedStyle(document.activeElement).outlineStyle`) == "none" {
				p.t.Errorf("the focus on %s cannot be seen", selector)
			}
			return
		}
	}
	p.t.Fatalf("no focus on %s after pressing Tab %d times", selector, most)
}

func (p *page) focusOn(selector string) bool {
	p.t.Helper()
	return eval[bool](p, `document.activeElement.matches(`+quote(selector)+`)`)
}

// wait waits until an expression holds.
func (p *page) wait(expression string) {
	p.t.Helper()
	p.run(chromedp.Poll(expression, nil, chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(2*time.Minute)))
}

// downloaded waits for a file with the given name.
func (p *page) downloaded(name string) []byte {
	p.t.Helper()
	for range 5000 {
		if data, err := os.ReadFile(filepath.Join(p.downloads, name)); err == nil && len(data) > 0 {
			return data
		}
		time.Sleep(20 * time.Millisecond)
	}
	p.t.Fatalf("%s was not downloaded", name)
	return nil
}

func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// compactTo writes a JSON value without white space.
func compactTo(b *strings.Builder, data []byte) error {
	var buf bytes.Buffer
	if err := json.Compact(&buf, data); err != nil {
		return err
	}
	b.Write(buf.Bytes())
	return nil
}
