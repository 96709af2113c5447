package rendered

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is shared by all tests.
var browser context.Context

func TestMain(m *testing.M) {
	os.Exit(runWithBrowser(m))
}

func runWithBrowser(m *testing.M) int {
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(3*time.Minute), // a busy machine takes long to start it
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		// No host name resolves, so that no test waits for a network.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	defer stop()
	var closeBrowser context.CancelFunc
	browser, closeBrowser = chromedp.NewContext(allocator)
	defer closeBrowser()
	if err := chromedp.Run(browser); err != nil {
		fmt.Fprintln(os.Stderr, "rendered: start Chromium:", err)
		return 1
	}
	return m.Run()
}

// tab is a page of the browser whose actions are recorded. It shows one document after
// the other, from a separate server.
type tab struct {
	ctx    context.Context
	server *httptest.Server

	mu       sync.Mutex
	body     string // of the document
	kind     string // its media type
	requests int    // for the document
	scripts  map[string][]byte
	events   []string
}

// newTab opens a tab, which is closed at the end of the test. The test runs beside others from then on:
// a tab waits for the browser most of the time.
func newTab(t *testing.T) *tab {
	t.Helper()
	t.Parallel()
	return openTab(t)
}

// openTab opens a tab like newTab, for a test that needs what tabs share, such as the clipboard.
func openTab(t *testing.T) *tab {
	t.Helper()
	b := &tab{}
	b.server = httptest.NewServer(http.HandlerFunc(b.serve))
	t.Cleanup(b.server.Close)
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 9*time.Minute)
	t.Cleanup(stop)
	b.ctx = ctx
	chromedp.ListenTarget(ctx, b.listen)
	b.do(t, network.Enable(), page.Enable(), runtime.Enable(), log.Enable(), emulation.SetFocusEmulationEnabled(true))
	return b
}

func (b *tab) do(t *testing.T, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

const (
	documentPath = "/document"
	iconPath     = "/favicon.ico" // browsers ask for it without being told to
)

func (b *tab) serve(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if r.URL.Path == iconPath {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if script, ok := b.scripts[r.URL.Path]; ok {
		w.Header().Set("Content-Type", "text/javascript")
		w.Write(script)
		return
	}
	if r.URL.Path != documentPath {
		b.events = append(b.events, "request to the server: "+r.URL.String())
		http.NotFound(w, r)
		return
	}
	b.requests++
	w.Header().Set("Content-Type", b.kind)
	w.Write([]byte(b.body))
}

// listen records the actions that a document without scripts and external parts does not
// do.
func (b *tab) listen(event any) {
	var what string
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; url != b.server.URL+documentPath && url != b.server.URL+iconPath && !b.isScript(url) {
			what = "request: " + e.Request.URL
		}
	case *page.EventJavascriptDialogOpening:
		what = "dialog: " + e.Message
		go chromedp.Run(b.ctx, page.HandleJavaScriptDialog(true))
	case *page.EventFrameNavigated:
		if e.Frame.URL != b.server.URL+documentPath && e.Frame.URL != "about:blank" || e.Frame.ParentID != "" {
			what = "navigation: " + e.Frame.URL
		}
	case *page.EventFrameRequestedNavigation:
		what = "asks for a navigation: " + e.URL
	case *page.EventWindowOpen:
		what = "window: " + e.URL
	case *runtime.EventConsoleAPICalled:
		what = "console: " + string(e.Type)
	case *runtime.EventExceptionThrown:
		what = "exception: " + e.ExceptionDetails.Error()
	case *log.EventEntryAdded:
		what = "log: " + e.Entry.Text
	}
	if what == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.events = append(b.events, what)
}

// isScript reports whether a URL is that of a script that the tab provides.
func (b *tab) isScript(url string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, ok := b.scripts[strings.TrimPrefix(url, b.server.URL)]
	return ok
}

// show opens a document and waits until it is loaded.
func (b *tab) show(t *testing.T, kind, body string) {
	t.Helper()
	b.mu.Lock()
	b.kind, b.body, b.requests, b.events = kind, body, 0, nil
	b.mu.Unlock()
	b.do(t, chromedp.Navigate(b.server.URL+documentPath))
	b.await(t, `new Promise(done => setTimeout(() => done(true), 0))`, new(bool))
}

// await evaluates a promise in the page.
func (b *tab) await(t *testing.T, expression string, result any) {
	t.Helper()
	wait := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	b.do(t, chromedp.Evaluate(expression, result, wait))
}

// did returns what the document did since it was opened.
func (b *tab) did() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.requests != 1 {
		return fmt.Errorf("the document was asked for %d times: %s", b.requests, strings.Join(b.events, "; "))
	}
	if len(b.events) > 0 {
		return errors.New(strings.Join(b.events, "; "))
	}
	return nil
}

// view sets the width of the window and the color scheme: light, dark, or one with the
// few colors that the reader has selected.
func (b *tab) view(t *testing.T, width int64, scheme string) {
	t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	if scheme == "forced" {
		features = []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}, {Name: "forced-colors", Value: "active"}}
	}
	b.do(t,
		emulation.SetDeviceMetricsOverride(width, 900, 1, false),
		emulation.SetEmulatedMedia().WithFeatures(features),
	)
}

// TestTabNotices makes sure that the tests of this package could fail.
func TestTabNotices(t *testing.T) {
	b := newTab(t)
	for want, body := range map[string]string{
		"":           `<!DOCTYPE html><title>x</title><link rel="icon" href="data:,"><p>quiet`,
		"dialog":     `<script>alert(1)</script>`,
		"console":    `<script>console.log(1)</script>`,
		"exception":  `<script>canary()</script>`,
		"request":    `<img src="https://evil.example/i.png">`,
		"navigation": `<meta http-equiv="refresh" content="1;url=/elsewhere">`, // 0 would be before the document is shown
	} {
		b.show(t, "text/html", body)
		for tries := 0; tries < 13 || tries < 600 && want != "" && b.did() == nil; tries++ {
			time.Sleep(100 * time.Millisecond)
		}
		if err := b.did(); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: noticed %v", want, err)
		}
	}
}
