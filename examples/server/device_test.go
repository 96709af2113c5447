package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"image/png"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	devpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/web"
)

// update makes the tests write the pictures of the README.
var update = flag.Bool("update", false, "write the pictures in testdata")

// site is a server under test, whose clock the test sets.
type site struct {
	url   string
	store *store.Store
	web   *web.Server

	mu  sync.Mutex
	now time.Time
}

func newSite(t *testing.T) *site {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "waymark.db"))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{store: st, now: time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)}
	server := httptest.NewUnstartedServer(nil)
	s.url = "http://" + server.Listener.Addr().String()
	s.web, err = web.New(web.Config{Store: st, Log: slog.New(slog.DiscardHandler), URL: s.url, Now: s.time})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/favicon.ico" { // browsers ask for it without being told to
			w.WriteHeader(http.StatusNoContent)
			return
		}
		s.web.ServeHTTP(w, r)
	})
	server.Start()
	t.Cleanup(func() {
		server.Close()
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *site) time() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *site) setTime(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
}

// device is a browser with fresh data. Everything that it asks of other servers, and every
// complaint of the browser, fails the test.
type device struct {
	t     *testing.T
	ctx   context.Context
	close func()
	site  *site
	width int64

	refusals atomic.Bool // pages with a status of 4xx are expected

	mu         sync.Mutex
	complaints []string
}

// device starts a browser with a screen of a width in pixels.
func (s *site) device(t *testing.T, width int64) *device {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WSURLReadTimeout(3*time.Minute), // a busy machine takes long to start it
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-background-networking", true),
		// No host name resolves, so that no test waits for a network.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	d := &device{t: t, ctx: ctx, site: s, width: width}
	d.close = sync.OnceFunc(func() {
		chromedp.Cancel(ctx) // waits until the browser writes no more to its directory
		cancel()
	})
	t.Cleanup(func() {
		d.close()
		d.mu.Lock()
		defer d.mu.Unlock()
		if len(d.complaints) > 0 {
			t.Errorf("the browser complains:\n%s", strings.Join(d.complaints, "\n"))
		}
	})
	chromedp.ListenTarget(ctx, d.listen)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	d.run(network.Enable(), log.Enable(), runtime.Enable(), devpage.BringToFront())
	d.look(width, "light")
	return d
}

func (d *device) listen(event any) {
	complaint := ""
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, d.site.url+"/") && !strings.HasPrefix(e.Request.URL, "data:") {
			complaint = "request to " + e.Request.URL
		}
	case *runtime.EventExceptionThrown:
		complaint = e.ExceptionDetails.Error()
	case *log.EventEntryAdded:
		if complaint = e.Entry.Text; d.refusals.Load() && strings.HasPrefix(complaint, "Failed to load resource: the server responded with a status of 4") {
			complaint = ""
		}
	case *runtime.EventConsoleAPICalled:
		complaint = "console: " + string(e.Type)
	}
	if complaint != "" {
		d.mu.Lock()
		d.complaints = append(d.complaints, complaint)
		d.mu.Unlock()
	}
}

// patience is how long an action may take.
const patience = 3 * time.Minute

func (d *device) run(actions ...chromedp.Action) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		d.t.Fatal(err)
	}
}

// look sets the width of the screen and its colors.
func (d *device) look(width int64, scheme string) {
	d.t.Helper()
	d.run(
		emulation.SetDeviceMetricsOverride(width, 900, 1, width < 600),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
	)
}

// load runs an action that loads a page, and waits for a page at the path. A path ending in an asterisk
// is the beginning of one.
func (d *device) load(action chromedp.Action, path string) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	response, err := chromedp.RunResponse(ctx, action)
	if err != nil {
		d.t.Fatalf("load %s: %v", path, err)
	}
	got := strings.TrimPrefix(response.URL, d.site.url)
	prefix, isPrefix := strings.CutSuffix(path, "*")
	if response.Status != http.StatusOK || got != path && !(isPrefix && strings.HasPrefix(got, prefix)) {
		d.t.Fatalf("status %d at %s, want a page at %s\n%.2000s", response.Status, got, path, d.text("body"))
	}
}

// open goes to a path.
func (d *device) open(path string) {
	d.t.Helper()
	d.load(chromedp.Navigate(d.site.url+path), path)
}

// refused goes to a path that has a page with an error.
func (d *device) refused(path string, status int64) {
	d.t.Helper()
	d.fails(chromedp.Navigate(d.site.url+path), status)
}

// fails loads a page by an action and makes sure that the answer has the status of an error.
func (d *device) fails(action chromedp.Action, status int64) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	response, err := chromedp.RunResponse(ctx, action)
	if err != nil {
		d.t.Fatalf("load a page with status %d: %v", status, err)
	}
	if response.Status != status {
		d.t.Errorf("%s: status %d, want %d", response.URL, response.Status, status)
	}
}

// follow clicks a link or button that leads to a path.
func (d *device) follow(selector, path string) {
	d.t.Helper()
	d.load(chromedp.Click(selector, chromedp.ByQuery), path)
}

func (d *device) click(selectors ...string) {
	d.t.Helper()
	for _, s := range selectors {
		d.run(chromedp.Click(s, chromedp.ByQuery))
	}
}

// fill types into empty fields: selector, text, selector, text.
func (d *device) fill(fields ...string) {
	d.t.Helper()
	for f := range slices.Chunk(fields, 2) {
		d.run(chromedp.SendKeys(f[0], f[1], chromedp.ByQuery))
	}
}

// text returns the text of an element.
func (d *device) text(selector string) string {
	d.t.Helper()
	var text string
	d.run(chromedp.Text(selector, &text, chromedp.ByQuery))
	return strings.TrimSpace(text)
}

// shows requires texts in the page.
func (d *device) shows(texts ...string) {
	d.t.Helper()
	page := evaluate[string](d, `document.body.innerText`)
	for _, text := range texts {
		if !strings.Contains(page, text) {
			d.t.Errorf("the page lacks %q:\n%.3000s", text, page)
		}
	}
}

// evaluate returns the result of a script.
func evaluate[T any](d *device, script string) T {
	d.t.Helper()
	var v T
	d.run(chromedp.Evaluate(script, &v))
	return v
}

const axePath = "node_modules/axe-core/axe.min.js"

// violation is what axe-core reports.
type violation struct {
	ID, Help string
	Nodes    []struct{ HTML, FailureSummary string }
}

// axeRun leaves out the elements that a selector finds.
const axeRun = `axe.run({exclude: [...document.querySelectorAll(%q)]}, {resultTypes: ['violations'],
	runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: {'target-size': {enabled: true}}}).then(
	r => JSON.stringify(r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html, FailureSummary: n.failureSummary}))}))))`

// look is how a page is shown.
type look struct {
	width  int64
	scheme string
}

func allLooks() []look { return []look{{360, "light"}, {1280, "dark"}, {360, "dark"}, {1280, "light"}} }

// check requires that axe-core finds no violation in the page with everything unfolded, on a
// phone in light colors and on a desktop in dark ones, with -long also the other way round, and that no
// page is wider than the screen. It leaves out the sections of a report in a page: they take
// minutes, and the tests of package html check them.
func (d *device) check() {
	d.t.Helper()
	d.axe("main > article section")
}

// checkAll is check with the sections of a report.
func (d *device) checkAll() {
	d.t.Helper()
	d.axe("nothing")
}

func (d *device) axe(without string) {
	d.t.Helper()
	script, err := os.ReadFile(axePath)
	if err != nil {
		d.t.Fatalf("%v; npm ci installs it", err)
	}
	at := evaluate[string](d, `document.querySelectorAll('details:not([open])').forEach(e => {e.open = true; e.dataset.closed = ''}); location.pathname`)
	d.run(chromedp.Evaluate(string(script), nil))
	looks := allLooks()
	if !*long {
		looks = looks[:2]
	}
	for _, l := range looks {
		d.look(l.width, l.scheme)
		where := fmt.Sprintf("%s at %d px, %s", at, l.width, l.scheme)
		if wide := evaluate[int64](d, `document.scrollingElement.scrollWidth`); wide > l.width {
			d.t.Errorf("%s: the page is %d px wide", where, wide)
		}
		for _, v := range d.violations(without) {
			d.t.Errorf("%s: %s: %s (%d times), first in\n\t%.300s\n\t%s", where, v.ID, v.Help, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].FailureSummary)
		}
	}
	d.look(d.width, "light")
	d.run(chromedp.Evaluate(`document.querySelectorAll('[data-closed]').forEach(e => {e.open = false})`, nil))
}

// violations runs axe-core, for up to ten minutes.
func (d *device) violations(without string) (found []violation) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, 10*patience)
	defer cancel()
	var text string
	err := chromedp.Run(ctx, chromedp.Evaluate(fmt.Sprintf(axeRun, without), &text, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	if err == nil {
		err = json.Unmarshal([]byte(text), &found)
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return found
}

// picture takes a picture for the README of the top of the page. Without the flag -update it
// only requires that there is one.
func (d *device) picture(name string, height int64) {
	d.t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		var data []byte
		d.run(
			emulation.SetDeviceMetricsOverride(d.width, height, 1, d.width < 600),
			chromedp.Evaluate(`scrollTo(0, 0)`, nil),
			chromedp.ActionFunc(func(ctx context.Context) (err error) {
				data, err = devpage.CaptureScreenshot().Do(ctx)
				return err
			}),
		)
		d.look(d.width, "light")
		if err := writePicture(path, data); err != nil {
			d.t.Fatal(err)
		}
	}
	f, err := os.Open(path)
	if err != nil {
		d.t.Fatal(err, "(go test -run TestPages -update takes it)")
	}
	defer f.Close()
	config, err := png.DecodeConfig(f)
	if err != nil || int64(config.Width) != d.width || int64(config.Height) != height {
		d.t.Errorf("%s: %d by %d, want %d by %d (go test -run TestPages -update takes it): %v", path, config.Width, config.Height, d.width, height, err)
	}
}
