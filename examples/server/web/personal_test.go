package web

import (
	"net/http"
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

// personalLinks are links of families of a school.
type personalLinks struct {
	*site
	ana                *browser // the coordinator
	assessment, school string
	links              []string
}

func testPersonalLinks(t *testing.T, s *site, file string) {
	l := &personalLinks{site: s, ana: s.coordinator()}
	l.assessment = l.ana.create()
	l.school = regexp.MustCompile(`name="school" value="(\w{26})"`).FindStringSubmatch(l.ana.page(l.assessment))[1]
	for _, number := range []string{"0", "501", "many", ""} {
		if a := l.ana.post(l.assessment+"/personal", "school", l.school, "constituency", "family", "number", number); a.status != http.StatusUnprocessableEntity {
			t.Errorf("number %q: status %d", number, a.status)
		}
	}
	if a := l.ana.post(l.assessment+"/personal", "school", l.school, "constituency", "pirates", "number", "3"); a.status != http.StatusBadRequest {
		t.Errorf("a group that does not exist: status %d", a.status)
	}
	if l.links = l.ana.personal(l.assessment, l.school, "family", "5"); len(l.links) != 5 {
		t.Fatalf("%d links, want 5", len(l.links))
	}
	rater := l.use(t)
	l.useTogether(t)
	if file != "" {
		l.areForgotten(t, file)
	}
	contains(t, l.ana.post(l.assessment+"/personal/withdraw", "school", l.school, "constituency", "family").body, "are withdrawn")
	if a := s.browser().post(l.links[2]); a.status != http.StatusNotFound {
		t.Errorf("a withdrawn link: status %d", a.status)
	}
	rater.follow(rater.post("/me/domain/1", "rating.welcoming-culture", "advanced"), "/me")
	contains(t, l.ana.page(l.assessment+"/audit"), "made personal links: 5", "withdrew unused personal links")
	l.end(t)
}

// use uses the first link, once.
func (l *personalLinks) use(t *testing.T) *browser {
	link := l.links[0]
	rater := l.browser()
	contains(t, rater.page(link), "This link is for one person", "For: Families, Lincoln")
	contains(t, rater.page(link+"?lang=es"), "Este enlace es para una persona") // reading does not use it
	rater.follow(rater.post(link), "/me")
	for _, b := range []*browser{rater, l.browser()} {
		for _, a := range []answer{b.get(link), b.post(link)} {
			if a.status != http.StatusNotFound || len(a.header["Set-Cookie"]) > 0 {
				t.Errorf("a used link: status %d, cookies %v", a.status, a.header["Set-Cookie"])
			}
			contains(t, a.body, "A personal link works once", `href="/me"`)
		}
	}
	rater.page("/me")
	return rater
}

// useTogether uses the second link in several browsers at the same time. One of them begins.
func (l *personalLinks) useTogether(t *testing.T) {
	var began atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		b := l.browser()
		all.Go(func() {
			switch a := b.post(l.links[1]); a.status {
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
	counts, err := l.st.CountRaters(t.Context(), strings.TrimPrefix(l.assessment, "/a/"))
	if err != nil || len(counts) != 1 || counts[0].Begun != 2 {
		t.Errorf("raters: %v, %v", counts, err)
	}
}

// areForgotten requires that the used links are nowhere in the file.
func (l *personalLinks) areForgotten(t *testing.T, file string) {
	if err := l.srv.Maintain(t.Context()); err != nil {
		t.Fatal(err)
	}
	var hashes []string
	for _, link := range l.links[:2] {
		hashes = append(hashes, string(hash(strings.TrimPrefix(link, "/l/"))))
	}
	lacksBytes(t, file, hashes...)
}

// end requires that a link that opens too late is not used up, and that links end with the answers.
func (l *personalLinks) end(t *testing.T) {
	late := l.ana.personal(l.assessment, l.school, "leader", "1")[0]
	l.setDay("2026-10-22")
	if a := l.browser().post(late); a.status != http.StatusConflict {
		t.Errorf("too late: status %d", a.status)
	}
	l.setDay("2026-10-02")
	l.browser().page(late)
	l.setDay("2027-04-01")
	if err := l.srv.Maintain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a := l.browser().get(late); a.status != http.StatusNotFound {
		t.Errorf("after the answers were deleted: status %d", a.status)
	}
}
