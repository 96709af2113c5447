package layout_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/waymark-go/waymark/report/internal/layout"
)

// TestJudgedWidths compares the widths of all characters, and of texts, with those of
// github.com/rivo/uniseg. A width may be larger, never smaller.
func TestJudgedWidths(t *testing.T) {
	data, err := os.ReadFile("testdata/widths.txt")
	if err != nil {
		t.Fatal(err)
	}
	widths := make(map[rune]int)
	texts := 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		i := strings.LastIndexByte(line, ' ')
		want, err := strconv.Atoi(line[i+1:])
		if err != nil {
			t.Fatal(line)
		}
		if s, err := strconv.Unquote(line[:i]); err == nil {
			texts++
			checkText(t, s, want)
			continue
		}
		var from, to rune
		if _, err := fmt.Sscanf(line, "%X-%X", &from, &to); err != nil {
			t.Fatal(line)
		}
		for r := from; r <= to; r++ {
			widths[r] = want
		}
	}
	wider := 0
	for r := rune(0xa0); r < 0x20000; r++ {
		want, ok := widths[r]
		if !ok {
			want = 1
		}
		got := layout.RuneWidth(r)
		if got > want {
			wider++
		}
		if got < want && !unicode.In(r, unicode.Co, unicode.Cs) && r != 0x2E3A && r != 0x2E3B { // long dashes, which terminals do not make longer
			t.Errorf("%U %q has the width %d, uniseg says %d", r, r, got, want)
		}
	}
	t.Logf("%d characters and %d texts, %d characters wider", 0x20000-0xa0, texts, wider)
}

// checkText compares the width of a text. Texts of several characters that some terminals display
// as one have the width of their parts, since others do not join them: flags, families, emoji with
// a color of the skin, and Korean in separate letters. uniseg 0.4.7 knows the emoji of Unicode 15 only.
func checkText(t *testing.T, s string, want int) {
	t.Helper()
	got := layout.Width(s)
	joined := strings.ContainsFunc(s, func(r rune) bool {
		return r == 0x200D || r == 0x20E3 || r >= 0x1F1E6 && r <= 0x1F1FF || r >= 0x1F3FB && r <= 0x1F3FF || r >= 0x1160 && r <= 0x11FF
	})
	later := utf8.RuneCountInString(s) == 1 && s >= "\U0001f6d8" // Unicode 16 and 17
	switch {
	case s == "\u2e3a" || strings.Contains(s, "\u00ad"): // a long dash, and a hyphen that uniseg hides
	case got < want, got > want && !joined && !later:
		t.Errorf("%+q has the width %d, uniseg says %d", s, got, want)
	}
}
