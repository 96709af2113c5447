package report_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric/cei"
)

// luminance is the relative luminance of WCAG 2 of a color #rrggbb.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(n>>(16-8*i)&0xff) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// scheme is the colors of a page in light or dark.
type scheme struct {
	page, ink, soft, line, panel, link string
	fills                              []string // of the stages, lowest first
}

func schemesOf(t *testing.T, out string) []scheme {
	t.Helper()
	var all []scheme
	for _, s := range regexp.MustCompile(`:root\{--page:(#\w+);--ink:(#\w+);--soft:(#\w+);--line:(#\w+);--panel:(#\w+);--link:(#\w+)\}((?:\.s\d+\{fill:#\w+\})+)`).FindAllStringSubmatch(out, -1) {
		all = append(all, scheme{s[1], s[2], s[3], s[4], s[5], s[6], regexp.MustCompile(`#\w{6}`).FindAllString(s[7], -1)})
	}
	if len(all) != 2 {
		t.Fatalf("%d color schemes, want light and dark", len(all))
	}
	return all
}

// TestColors holds every pair of colors that touch against what WCAG 2.2 asks for:
// 4.5 of text and 3 of what has to be seen beside it.
func TestColors(t *testing.T) {
	for _, stages := range []int{2, 3, 4, 5, 7, 16} {
		r := newRubric(t, stages, 0, 1, 1, nil)
		out := write(t, build(t, summary(t, r, randomTally(r, 1, 50)), assess.Policy{}, nil), html.Write)
		for _, s := range schemesOf(t, out) {
			if len(s.fills) != stages {
				t.Fatalf("%d fills for %d stages", len(s.fills), stages)
			}
			atLeast := func(least float64, what, a, b string) {
				if c := contrast(t, a, b); c < least {
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
				// Parts of a bar are set apart by a line in the color of the page, so this
				// is their contrast with what they touch, whichever stages are missing.
				atLeast(3, fmt.Sprintf("the fill of stage %d", i+1), f, s.page)
				c := contrast(t, f, s.page)
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

// TestTerminalColors makes sure that the bars of colored text are seen on black and
// on white.
func TestTerminalColors(t *testing.T) {
	v := build(t, summarize(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, nil)
	out := reporttest.Write(t, v, text.Write, &text.Options{Color: true})
	seen := make(map[string]bool)
	for _, m := range regexp.MustCompile("\x1b\\[38;5;([0-9]+)m").FindAllStringSubmatch(out, -1) {
		seen[m[1]] = true
	}
	if len(seen) != 4 {
		t.Errorf("%d colors for four stages", len(seen))
	}
	level := [...]int{0, 95, 135, 175, 215, 255}
	for code := range seen {
		n, err := strconv.Atoi(code)
		if err != nil || n < 16 || n > 231 {
			t.Fatalf("color %s is not of the cube", code)
		}
		n -= 16
		hex := fmt.Sprintf("#%02x%02x%02x", level[n/36], level[n/6%6], level[n%6])
		for _, ground := range []string{"#000000", "#ffffff"} {
			if c := contrast(t, hex, ground); c < 3 {
				t.Errorf("color %s on %s has contrast %.2f", code, ground, c)
			}
		}
	}
}
