package web

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/waymark-go/waymark/examples/server/internal/pgtest"
)

// personal makes personal links of a group and returns their paths.
func (b *browser) personal(assessment, school, constituency, number string) []string {
	b.t.Helper()
	a := b.post(assessment+"/personal", "school", school, "constituency", constituency, "number", number)
	if a.status != http.StatusOK {
		b.t.Fatalf("personal links: status %d\n%s", a.status, a.body)
	}
	var links []string
	for _, m := range regexp.MustCompile(`<p class="url">(.*?)</p>`).FindAllStringSubmatch(a.body, -1) {
		links = append(links, strings.TrimPrefix(m[1], b.url))
	}
	return links
}

// TestPersonalLinks uses personal links once, twice and at the same time, and withdraws the others.
func TestPersonalLinks(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "w.db")
		testPersonalLinks(t, newSiteOn(t, file), file)
	})
	t.Run("postgres", func(t *testing.T) { testPersonalLinks(t, newSiteOn(t, pgtest.URL(t)), "") })
}

func testPersonalLinks(t *testing.T, s *site, file string) {
	ana := s.coordinator()
	assessment := ana.create()
	school := regexp.MustCompile(`name="school" value="(\w{26})"`).FindStringSubmatch(ana.page(assessment))[1]
	for _, number := range []string{"0", "501", "many", ""} {
		if a := ana.post(assessment+"/personal", "school", school, "constituency", "family", "number", number); a.status != http.StatusUnprocessableEntity {
			t.Errorf("number %q: status %d", number, a.status)
		}
	}
	if a := ana.post(assessment+"/personal", "school", school, "constituency", "pirates", "number", "3"); a.status != http.StatusBadRequest {
		t.Errorf("a group that does not exist: status %d", a.status)
	}
	links := ana.personal(assessment, school, "family", "5")
	if len(links) != 5 {
		t.Fatalf("%d links, want 5", len(links))
	}
	rater := s.browser()
	contains(t, rater.page(links[0]), "This link is for one person", "For: Families, Lincoln")
	contains(t, rater.page(links[0]+"?lang=es"), "Este enlace es para una persona") // reading does not use it
	rater.follow(rater.post(links[0]), "/me")
	for _, b := range []*browser{rater, s.browser()} {
		for _, a := range []answer{b.get(links[0]), b.post(links[0])} {
			if a.status != http.StatusNotFound || len(a.header["Set-Cookie"]) > 0 {
				t.Errorf("a used link: status %d, cookies %v", a.status, a.header["Set-Cookie"])
			}
			contains(t, a.body, "A personal link works once", `href="/me"`)
		}
	}
	rater.page("/me")

	// Of those who use a link at the same time, one begins.
	var began atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		b := s.browser()
		all.Go(func() {
			switch a := b.post(links[1]); a.status {
			case http.StatusSeeOther:
				began.Add(1)
			case http.StatusNotFound:
			default:
				t.Errorf("status %d", a.status)
			}
		})
	}
	all.Wait()
	if n := began.Load(); n != 1 {
		t.Errorf("%d people began with one link", n)
	}
	counts, err := s.st.CountRaters(t.Context(), strings.TrimPrefix(assessment, "/a/"))
	if err != nil || len(counts) != 1 || counts[0].Begun != 2 {
		t.Errorf("raters: %v, %v", counts, err)
	}

	// A used link is nowhere in the file.
	if file != "" {
		if err := s.srv.Maintain(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{file, file + "-wal"} {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for i, link := range links[:2] {
				if bytes.Contains(data, hash(strings.TrimPrefix(link, "/l/"))) {
					t.Errorf("%s has the used link %d", filepath.Base(name), i)
				}
			}
		}
	}

	contains(t, ana.post(assessment+"/personal/withdraw", "school", school, "constituency", "family").body, "are withdrawn")
	if a := s.browser().post(links[2]); a.status != http.StatusNotFound {
		t.Errorf("a withdrawn link: status %d", a.status)
	}
	rater.follow(rater.post("/me/domain/1", "rating.welcoming-culture", "advanced"), "/me")
	contains(t, ana.page(assessment+"/audit"), "made personal links: 5", "withdrew unused personal links")

	// Retention ends personal links, and a link that opens too late is not used up.
	late := ana.personal(assessment, school, "leader", "1")[0]
	s.setDay("2026-10-22")
	if a := s.browser().post(late); a.status != http.StatusConflict {
		t.Errorf("too late: status %d", a.status)
	}
	s.setDay("2026-10-02")
	s.browser().page(late)
	s.setDay("2027-04-01")
	if err := s.srv.Maintain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a := s.browser().get(late); a.status != http.StatusNotFound {
		t.Errorf("after the answers were deleted: status %d", a.status)
	}
}
