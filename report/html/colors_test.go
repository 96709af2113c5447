package html_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report/html"
)

// scheme has the colors of a page in light or dark.
type scheme struct {
	page, ink, soft, line, panel, link string
	fills                              []string // of the stages, lowest first
}

func schemesOf(t *testing.T, out string) []scheme {
	t.Helper()
	var all []scheme
	for _, s := range regexp.MustCompile(`:root\{--page:(#\w+);--ink:(#\w+);--soft:(#\w+);--line:(#\w+);--panel:(#\w+);--link:(#\w+);([^}]*)\}`).FindAllStringSubmatch(out, -1) {
		var fills []string
		for _, m := range regexp.MustCompile(`--s\d+:(#\w{6})`).FindAllStringSubmatch(s[7], -1) {
			fills = append(fills, m[1])
		}
		all = append(all, scheme{s[1], s[2], s[3], s[4], s[5], s[6], fills})
	}
	if len(all) != 2 {
		t.Fatalf("%d color schemes, want light and dark", len(all))
	}
	return all
}

// TestColors checks the contrast of every pair of colors that touch. WCAG 2.2 requires 4.5
// for text and 3 for other visible parts.
func TestColors(t *testing.T) {
	for _, stages := range []int{2, 3, 4, 5, 7, 16} {
		r := reporttest.NewRubric(t, stages, 0, 1, 1, nil)
		out := reporttest.Write(t, reporttest.Build(t, reporttest.Summarize(t, r, reporttest.RandomTally(r, 1, 50)), assess.Policy{}, nil), html.Write, nil)
		for _, s := range schemesOf(t, out) {
			if len(s.fills) != stages {
				t.Fatalf("%d fills for %d stages", len(s.fills), stages)
			}
			atLeast := func(least float64, what, a, b string) {
				if c := reporttest.Contrast(t, a, b); c < least {
					t.Errorf("of %d stages, %s: %s on %s has contrast %.2f, want %.1f", stages, what, a, b, c, least)
				}
			}
			for _, ground := range []string{s.page, s.panel} {
				atLeast(4.5, "text", s.ink, ground)
				atLeast(4.5, "lesser text", s.soft, ground)
				atLeast(4.5, "a link, a ring of focus", s.link, ground)
			}
			last := 0.0
			for i, f := range s.fills {
				// A line in the color of the page separates the parts of a bar, so this is
				// their contrast, whichever stages are missing.
				atLeast(3, fmt.Sprintf("the fill of stage %d", i+1), f, s.page)
				c := reporttest.Contrast(t, f, s.page)
				if c <= last {
					t.Errorf("of %d stages, stage %d is no farther from the page than the one below", stages, i+1)
				}
				last = c
			}
			if stages > 5 {
				continue // neighbors are told apart by the hatches and the lines
			}
			for i := range stages - 1 {
				atLeast(1.35, "two neighbors", s.fills[i], s.fills[i+1])
			}
		}
		if !strings.Contains(out, ".bar rect,.chip rect{stroke:var(--page);stroke-width:1}") {
			t.Error("nothing sets the parts of a bar apart")
		}
	}
}
