package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/waymark-go/waymark/examples/server/internal/logtest"
	"github.com/waymark-go/waymark/examples/server/store"
)

// site is a server under test.
type site struct {
	t   testing.TB
	url string
	st  *store.Store
	srv *Server
	log logtest.Buffer

	mu  sync.Mutex
	now time.Time
}

func newSite(t testing.TB) *site {
	t.Helper()
	return newSiteOn(t, filepath.Join(t.TempDir(), "waymark.db"))
}

// newSiteOn starts a server with a database.
func newSiteOn(t testing.TB, database string) *site {
	t.Helper()
	st, err := store.Open(context.Background(), database)
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, st: st, now: time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)}
	server := httptest.NewUnstartedServer(nil)
	s.url = "http://" + server.Listener.Addr().String()
	s.srv, err = New(Config{Store: st, Log: slog.New(slog.NewTextHandler(&s.log, nil)), URL: s.url, Now: s.time})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = s.srv
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

func (s *site) setDay(day string) {
	s.t.Helper()
	now, err := time.Parse(time.DateOnly, day)
	if err != nil {
		s.t.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now.Add(9 * time.Hour)
}

// browser is somebody's browser.
type browser struct {
	*site
	client *http.Client
}

func (s *site) browser() *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// answer is what a server answers.
type answer struct {
	status   int
	body, to string // to is where a redirect leads
	header   http.Header
}

func (b *browser) do(req *http.Request) answer {
	b.t.Helper()
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	resp, err := b.client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if strings.Contains(string(body), "%!") {
		b.t.Errorf("%s %s has a text with missing arguments:\n%s", req.Method, req.URL.Path, body)
	}
	return answer{resp.StatusCode, string(body), resp.Header.Get("Location"), resp.Header}
}

func (b *browser) get(path string) answer {
	b.t.Helper()
	req, err := http.NewRequest("GET", b.url+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(req)
}

// page is get for a page that has to be there.
func (b *browser) page(path string) string {
	b.t.Helper()
	a := b.get(path)
	if a.status != http.StatusOK {
		b.t.Fatalf("GET %s: status %d, to %s\n%s", path, a.status, a.to, a.body)
	}
	return a.body
}

// post sends a form of key, value, key, value.
func (b *browser) post(path string, fields ...string) answer {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	req, err := http.NewRequest("POST", b.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(req)
}

// upload is a file of a form.
type upload struct{ field, name, content string }

// postFiles sends a form with files.
func (b *browser) postFiles(path string, files []upload, fields ...string) answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			b.t.Fatal(err)
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile(f.field, f.name)
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := io.WriteString(part, f.content); err != nil {
			b.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	req, err := http.NewRequest("POST", b.url+path, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	return b.do(req)
}

// follow requires that an answer leads to an address that begins with to, and returns it.
func (b *browser) follow(a answer, to string) string {
	b.t.Helper()
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.to, to) {
		b.t.Fatalf("status %d to %q, want a redirect to %q\n%s", a.status, a.to, to, a.body)
	}
	return a.to
}

const password = "correct horse battery"

// coordinator returns the browser of the first user.
func (s *site) coordinator() *browser {
	s.t.Helper()
	setup, err := s.srv.Setup(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	b := s.browser()
	path := strings.TrimPrefix(setup, s.url)
	b.page(path)
	b.follow(b.post(path, "name", "Ana", "password", password), "/assessments")
	return b
}

// user returns the browser of another user who may create assessments.
func (s *site) user(name string) *browser {
	s.t.Helper()
	err := s.st.AddUser(context.Background(), &store.User{Name: name, Password: HashPassword(password), MayCreate: true})
	if err != nil {
		s.t.Fatal(err)
	}
	b := s.browser()
	b.signIn(name)
	return b
}

func (b *browser) signIn(name string) {
	b.t.Helper()
	b.follow(b.post("/signin", "name", name, "password", password), "/assessments")
}

// create creates an assessment and returns its address. Fields override those of the form.
func (b *browser) create(fields ...string) string {
	b.t.Helper()
	form := map[string]string{
		"title": "Fall survey", "organization": "Valley District", "schools": "Lincoln\nRiverside", "edition": "2023.2",
		"translations": "yes", "opens": "2026-10-01", "closes": "2026-10-21", "delete_on": "2027-04-01", "min_group": "10", "notes": "yes",
	}
	for i := 0; i < len(fields); i += 2 {
		form[fields[i]] = fields[i+1]
	}
	var all []string
	for k, v := range form {
		all = append(all, k, v)
	}
	return b.follow(b.postFiles("/assessments", nil, all...), "/a/")
}

// links makes links and returns their paths by "Families · Lincoln".
func (b *browser) links(assessment string, fields ...string) map[string]string {
	b.t.Helper()
	a := b.post(assessment+"/links", fields...)
	if a.status != http.StatusOK {
		b.t.Fatalf("links: status %d\n%s", a.status, a.body)
	}
	links := map[string]string{}
	for _, m := range regexp.MustCompile(`(?s)<section class="sheet">.*?<p class="big">(.*?)</p>.*?<p class="url">(.*?)</p>`).FindAllStringSubmatch(a.body, -1) {
		links[m[1]] = strings.TrimPrefix(m[2], b.url)
	}
	return links
}

// codeOf returns the personal code on a page.
func codeOf(t *testing.T, page string) string {
	t.Helper()
	m := regexp.MustCompile(`<p class="code">(.*?)</p>`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no code on the page\n%s", page)
	}
	return m[1]
}

// rate opens a link as a new person, answers everything with the stages, in turn, and sends it.
func (s *site) rate(link string, stages ...string) *browser {
	s.t.Helper()
	b := s.browser()
	b.page(link)
	b.follow(b.post(link, "language", "en"), "/me")
	for i := range 7 {
		path := fmt.Sprintf("/me/domain/%d", i+1)
		fields := []string{"go", "next"}
		for j, m := range regexp.MustCompile(`<textarea id="note\.([a-z0-9-]+)"`).FindAllStringSubmatch(b.page(path), -1) {
			fields = append(fields, "rating."+m[1], stages[(i+j)%len(stages)])
		}
		b.follow(b.post(path, fields...), "/me/")
	}
	b.follow(b.post("/me/send"), "/me/sent")
	return b
}
