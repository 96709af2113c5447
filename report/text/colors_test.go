package text_test

import (
	"fmt"
	"regexp"
	"strconv"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric/cei"
)

// TestTerminalColors makes sure that the bars of colored text are visible on black and on
// white.
func TestTerminalColors(t *testing.T) {
	v := reporttest.Build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, nil)
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
			if c := reporttest.Contrast(t, hex, ground); c < 3 {
				t.Errorf("color %s on %s has contrast %.2f", code, ground, c)
			}
		}
	}
}
