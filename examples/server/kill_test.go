package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/rubric/cei"
)

// TestKill kills the server with SIGKILL while raters save pages, send and delete, and starts it
// again on the same file. What was acknowledged has to be there, pages have to be saved completely
// or not at all, and the file has to be intact.
//
// The operating system goes on, so that this says nothing about a loss of power.
func TestKill(t *testing.T) {
	rounds := 5
	if *long {
		rounds = 100
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	k := newKilled(t, seed)
	for round := range rounds {
		k.restart()
		k.verify(round == rounds-1)
		if t.Failed() {
			return
		}
		k.load(time.Duration(1+k.random.IntN(400)) * time.Millisecond)
	}
	k.restart()
	k.verify(true)
	k.kill()
	t.Logf("%d kills, %d in the middle of a request: %d raters, %d saved pages, %d sent, %d deleted were acknowledged; of %d requests without an answer, %d were done",
		rounds, k.during, len(k.raters), k.saved, k.sent, k.deleted, k.pending, k.done)
}

// killed is a server that is killed, and what it has acknowledged.
type killed struct {
	t          *testing.T
	random     *rand.Rand
	data       string // the file
	assessment string // its id
	link       string // the path of the link of raters
	url        string
	kill       func()
	domains    [][]string // the ids of competencies

	mu                   sync.Mutex
	raters               []*killedRater
	saved, sent, deleted int
	during               int // kills that left a request without an answer
	pending, done        int
}

// killedRater is what a rater knows about the own answers.
type killedRater struct {
	id            int
	code          string
	pages         map[int]int // the number of the acknowledged save of a domain
	sent, deleted bool
	touched       bool // since the last start
	// unanswered is the request that got no answer: "save", "send", "delete" or "". The server may
	// have done it or not.
	unanswered   string
	domain, save int // of a save that got no answer
}

func newKilled(t *testing.T, seed uint64) *killed {
	t.Helper()
	k := &killed{t: t, random: rand.New(rand.NewPCG(seed, 0)), data: filepath.Join(t.TempDir(), "w.db")}
	for d := range cei.Latest().Domains() {
		var ids []string
		for c := range d.AskedOf("family") {
			ids = append(ids, c.ID())
		}
		k.domains = append(k.domains, ids)
	}
	cmd, address, lines := launch(t, k.data)
	defer func() {
		cmd.Process.Kill()
		cmd.Wait()
	}()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	ana := &http.Client{Jar: jar}
	const password = "correct horse battery"
	post(t, ana, readSetup(lines), "application/x-www-form-urlencoded", strings.NewReader(url.Values{"name": {"Ana"}, "password": {password}}.Encode()))
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	today := time.Now()
	for key, value := range map[string]string{
		"title": "Fall survey", "organization": "Valley District", "edition": cei.Latest().Edition(), "translations": "yes", "min_group": "10", "notes": "yes",
		"opens": survey.Day(today.AddDate(0, 0, -1)), "closes": survey.Day(today.AddDate(0, 0, 7)), "delete_on": survey.Day(today.AddDate(1, 0, 0)),
	} {
		if err := w.WriteField(key, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	page, path := post(t, ana, address+"/assessments", w.FormDataContentType(), &body)
	if k.assessment = strings.TrimPrefix(path, "/a/"); k.assessment == path {
		t.Fatalf("no assessment, but %s:\n%s", path, page)
	}
	sheets, _ := post(t, ana, address+path+"/links", "application/x-www-form-urlencoded", nil)
	m := regexp.MustCompile(`(?s)Families.*?<p class="url">http://[^/]*(/l/.*?)</p>`).FindStringSubmatch(sheets)
	if m == nil {
		t.Fatalf("no link of families:\n%s", sheets)
	}
	k.link = m[1]
	return k
}

// post sends a form, follows redirects and returns the page and its path.
func post(t *testing.T, c *http.Client, to, contentType string, body io.Reader) (page, path string) {
	t.Helper()
	resp, err := c.Post(to, contentType, body)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("POST %s: %s, %v\n%s", to, resp.Status, err, data)
	}
	return string(data), resp.Request.URL.Path
}

// restart starts the server and checks the file.
func (k *killed) restart() {
	k.t.Helper()
	cmd, address, _ := launch(k.t, k.data)
	k.url, k.kill = address, func() {
		cmd.Process.Kill()
		cmd.Wait()
	}
	if err := store.Check(k.t.Context(), k.data); err != nil {
		k.t.Errorf("the file after SIGKILL: %v", err)
	}
}

// load lets raters do things until the server is killed after a time.
func (k *killed) load(after time.Duration) {
	var clients sync.WaitGroup
	before := k.pending
	for range 8 {
		random := rand.New(rand.NewPCG(k.random.Uint64(), 0))
		clients.Go(func() { k.client(random) })
	}
	time.Sleep(after)
	k.kill()
	clients.Wait()
	if k.pending > before {
		k.during++
	}
}

// client does what raters do, one request after the other, until one gets no answer.
func (k *killed) client(random *rand.Rand) {
	c := &http.Client{
		Transport:     &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defer c.CloseIdleConnections()
	var r *killedRater
	for {
		if r == nil || r.deleted || random.IntN(30) == 0 {
			if r = k.begin(c); r == nil {
				return
			}
		}
		if !k.act(c, random, r) {
			k.mu.Lock()
			k.pending++
			k.mu.Unlock()
			return
		}
	}
}

// begin makes a rater. It returns nil if there is no answer: nobody has the code then.
func (k *killed) begin(c *http.Client) *killedRater {
	resp, err := c.Post(k.url+k.link, "application/x-www-form-urlencoded", nil)
	if err != nil {
		return nil
	}
	resp.Body.Close()
	for _, cookie := range resp.Cookies() {
		if cookie.Name == "code" {
			k.mu.Lock()
			defer k.mu.Unlock()
			r := &killedRater{id: len(k.raters), code: cookie.Value, pages: map[int]int{}, touched: true}
			k.raters = append(k.raters, r)
			return r
		}
	}
	k.t.Errorf("a new rater gets %s", resp.Status)
	return nil
}

// act sends a request of a rater and reports whether there is an answer.
func (k *killed) act(c *http.Client, random *rand.Rand, r *killedRater) bool {
	what, path, want := "save", "", http.StatusSeeOther
	form := url.Values{}
	switch random.IntN(40) {
	case 0:
		what, path, want = "delete", "/me/delete", http.StatusOK
	case 1, 2, 3:
		what, path = "send", "/me/send"
	default:
		r.domain, r.save = random.IntN(len(k.domains)), random.IntN(1_000_000)
		path = fmt.Sprintf("/me/domain/%d", r.domain+1)
		for i, id := range k.domains[r.domain] {
			form.Set("rating."+id, stageOf(r.save+i))
			form.Set("note."+id, r.note(r.save))
		}
	}
	r.unanswered = what
	r.touched = true
	resp, err := c.Do(k.request(http.MethodPost, path, r, form))
	if err != nil {
		return false
	}
	_, err = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	if resp.StatusCode != want {
		k.t.Errorf("%s %s gets %s", what, path, resp.Status)
		return false
	}
	if err != nil {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.acknowledge(r)
	return true
}

// acknowledge notes that the last request of a rater was done.
func (k *killed) acknowledge(r *killedRater) {
	switch r.unanswered {
	case "save":
		r.pages[r.domain] = r.save
		k.saved++
	case "send":
		if !r.sent {
			k.sent++
		}
		r.sent = true
	case "delete":
		r.deleted = true
		k.deleted++
	}
	r.unanswered = ""
}

func (k *killed) request(method, path string, r *killedRater, form url.Values) *http.Request {
	req, err := http.NewRequest(method, k.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		panic(err) // of a constant method and an address that the server has printed
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.AddCookie(&http.Cookie{Name: "code", Value: r.code})
	return req
}

func stageOf(n int) string {
	return []string{"not-evident", "developing", "maturing", "advanced"}[n%4]
}

// note is the text of a rater's notes in a save.
func (r *killedRater) note(save int) string { return fmt.Sprintf("rater %d, save %d.", r.id, save) }

// page is what a page of a rater has after a save, as [killed.read] reads it.
func (k *killed) page(r *killedRater, domain int, saved bool, save int) string {
	var b strings.Builder
	for i, id := range k.domains[domain] {
		stage, note := "", ""
		if saved {
			stage, note = stageOf(save+i), r.note(save)
		}
		fmt.Fprintf(&b, "%s %s %s\n", id, stage, note)
	}
	return b.String()
}

// read returns what a page of a rater has. It reports false if the server does not know the rater.
func (k *killed) read(r *killedRater, domain int) (string, bool) {
	k.t.Helper()
	resp, err := http.DefaultTransport.RoundTrip(k.request(http.MethodGet, fmt.Sprintf("/me/domain/%d", domain+1), r, nil))
	if err != nil {
		k.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		k.t.Fatal(err)
	}
	if resp.StatusCode == http.StatusSeeOther && resp.Header.Get("Location") == "/return" {
		return "", false
	}
	var b strings.Builder
	for _, id := range k.domains[domain] {
		var stage, note string
		if m := regexp.MustCompile(`name="rating\.` + id + `" value="([^"]*)" checked`).FindSubmatch(data); m != nil {
			stage = string(m[1])
		}
		if m := regexp.MustCompile(`(?s)<textarea id="note\.` + id + `"[^>]*>(.*?)</textarea>`).FindSubmatch(data); m != nil {
			note = string(m[1])
		}
		fmt.Fprintf(&b, "%s %s %s\n", id, stage, note)
	}
	return b.String(), true
}

// verify compares the pages of the raters who did something since the last start, or of all, and
// the exported responses of all with what was acknowledged.
func (k *killed) verify(all bool) {
	k.t.Helper()
	export := k.export()
	for _, r := range k.raters {
		inExport := strings.Contains(export, r.note(0)[:strings.Index(r.note(0), "save")])
		if r.unanswered == "send" && inExport {
			k.done++
			r.sent = true
		}
		if r.touched || all {
			k.verifyPages(r)
		}
		r.unanswered, r.touched = "", false
		if r.deleted && inExport {
			k.t.Errorf("rater %d was deleted and is in the export", r.id)
		}
		for _, save := range r.pages {
			if r.sent && !r.deleted && !strings.Contains(export, r.note(save)) {
				k.t.Errorf("rater %d has sent save %d, which is not in the export", r.id, save)
			}
		}
	}
}

func (k *killed) verifyPages(r *killedRater) {
	k.t.Helper()
	for domain := range k.domains {
		got, known := k.read(r, domain)
		switch {
		case !known && r.unanswered == "delete":
			k.done++
			r.deleted = true
			return
		case !known && !r.deleted:
			k.t.Errorf("rater %d is gone", r.id)
			return
		case known && r.deleted:
			k.t.Errorf("rater %d was deleted and is there", r.id)
			return
		case !known:
			return
		}
		save, saved := r.pages[domain]
		want := []string{k.page(r, domain, saved, save)}
		if r.unanswered == "save" && r.domain == domain {
			want = append(want, k.page(r, domain, true, r.save))
		}
		switch slices.Index(want, got) {
		case -1:
			k.t.Errorf("rater %d, domain %d: got\n%swant\n%s", r.id, domain+1, got, strings.Join(want, "or\n"))
		case 1:
			k.done++
			r.pages[domain] = r.save
		}
	}
}

// export returns the responses that were sent, from the file, while the server runs.
func (k *killed) export() string {
	k.t.Helper()
	st, err := store.Open(k.t.Context(), k.data)
	if err != nil {
		k.t.Fatal(err)
	}
	defer st.Close()
	var b strings.Builder
	if err := survey.Export(k.t.Context(), st, k.assessment, &b); err != nil {
		k.t.Fatal(err)
	}
	return b.String()
}
