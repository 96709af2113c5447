package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/rubric/cei"
)

// loadRaters are the raters who answer at the same time.
const loadRaters = 200

// TestLoad lets 200 raters begin, save pages and send at the same time. No request may fail.
func TestLoad(t *testing.T) {
	s := newSite(t)
	ana := s.coordinator()
	link := ana.links(ana.create("schools", ""))["Families · Valley District"]
	forms := ratingForms()
	if !*long {
		forms = forms[:2]
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	var raters sync.WaitGroup
	for range loadRaters {
		raters.Go(func() {
			c, err := newLoadClient(ctx, s.url, link)
			if err != nil {
				t.Error(err)
				return
			}
			defer c.client.CloseIdleConnections()
			for i, form := range forms {
				if err := c.post(ctx, s.url+fmt.Sprintf("/me/domain/%d", i+1), form); err != nil {
					t.Error(err)
				}
			}
			if err := c.post(ctx, s.url+"/me/send", ""); err != nil {
				t.Error(err)
			}
		})
	}
	raters.Wait()
	if t.Failed() {
		return
	}
	ana.follow(ana.post(s.assessmentOf(ana)+"/publish"), "/a/")
	contains(t, ana.page(s.assessmentOf(ana)+"/results/1/all/report.json"), `"family": 200`)
}

// assessmentOf returns the path of the only assessment of a coordinator.
func (s *site) assessmentOf(b *browser) string {
	page := b.page("/assessments")
	start := strings.Index(page, `"/a/`) + 1
	return page[start : start+strings.IndexByte(page[start:], '"')]
}

// BenchmarkSavePage measures how long a rater waits for a saved page, beside a handler that only
// writes a row of the same size to the same store. Each of the raters sends the next request as
// soon as the last one is answered, so that 200 of them always wait for the one writer.
func BenchmarkSavePage(b *testing.B) {
	for _, raters := range []int{1, loadRaters} {
		b.Run(fmt.Sprintf("raters=%d/page", raters), func(b *testing.B) { benchmarkSaves(b, raters, false) })
		b.Run(fmt.Sprintf("raters=%d/row", raters), func(b *testing.B) { benchmarkSaves(b, raters, true) })
	}
}

func benchmarkSaves(b *testing.B, raters int, row bool) {
	s := newSite(b)
	ana := s.coordinator()
	link := ana.links(ana.create("schools", ""))["Families · Valley District"]
	form, ctx := ratingForms()[0], b.Context()
	address := s.url + "/me/domain/1"
	var clients []*loadClient
	for range raters {
		c, err := newLoadClient(ctx, s.url, link)
		if err != nil {
			b.Fatal(err)
		}
		defer c.client.CloseIdleConnections()
		if err := c.post(ctx, address, form); err != nil { // a row of full size, and an open connection
			b.Fatal(err)
		}
		clients = append(clients, c)
	}
	if row {
		server := httptest.NewServer(rowHandler(s.st))
		defer server.Close()
		address = server.URL
		for _, c := range clients {
			r, err := s.st.RaterByCode(ctx, hashCode(c.code))
			if err != nil {
				b.Fatal(err)
			}
			c.row = r.ID
		}
	}
	var left atomic.Int64
	left.Store(int64(b.N))
	var failed atomic.Int64
	waits := make([][]time.Duration, raters)
	var all sync.WaitGroup
	b.ResetTimer()
	for i, c := range clients {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				start := time.Now()
				if err := c.post(ctx, address, form); err != nil {
					b.Error(err)
					failed.Add(1)
					continue
				}
				waits[i] = append(waits[i], time.Since(start))
			}
		})
	}
	all.Wait()
	b.StopTimer()
	sorted := slices.Concat(waits...)
	slices.Sort(sorted)
	if len(sorted) == 0 {
		return
	}
	b.ReportMetric(float64(failed.Load()), "errors")
	b.ReportMetric(sorted[len(sorted)/2].Seconds()*1000, "median-ms")
	b.ReportMetric(sorted[len(sorted)*99/100].Seconds()*1000, "p99-ms")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "saves/s")
	b.ReportMetric(0, "ns/op")
}

// rowHandler writes a response of the same size again, and does nothing else.
func rowHandler(st *store.Store) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return // the client is gone
		}
		err := st.ChangeRater(r.Context(), r.Header.Get("Row"), func(r *store.Rater) error {
			r.Response = slices.Clone(r.Response)
			return nil
		})
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusSeeOther)
	})
}

// ratingForms returns the forms of the pages of families, with every question answered.
func ratingForms() []string {
	var forms []string
	for d := range cei.Latest().Domains() {
		form := url.Values{"go": {"stop"}}
		for c := range d.AskedOf("family") {
			form.Set("rating."+c.ID(), "developing")
			form.Set("note."+c.ID(), "The office answers in our language, and calls back.")
		}
		forms = append(forms, form.Encode())
	}
	return forms
}

// loadClient is a rater with a connection of its own.
type loadClient struct {
	client    *http.Client
	code, row string
}

// newLoadClient opens a link as a new rater.
func newLoadClient(ctx context.Context, address, link string) (*loadClient, error) {
	c := &loadClient{client: &http.Client{
		Transport:     &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address+link, nil)
	if err != nil {
		return nil, err
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	for _, cookie := range resp.Cookies() {
		if cookie.Name == "code" {
			c.code = cookie.Value
			return c, nil
		}
	}
	return nil, errors.New("a new rater gets " + resp.Status)
}

// post sends a form and requires a redirect, the answer to what is saved.
func (c *loadClient) post(ctx context.Context, address, form string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Row", c.row)
	req.AddCookie(&http.Cookie{Name: "code", Value: c.code})
	resp, err := c.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("POST %s: %s", req.URL.Path, resp.Status)
	}
	return nil
}
