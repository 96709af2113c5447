package layout_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/report/internal/layout"
)

func TestTextWidth(t *testing.T) {
	tests := []struct {
		in   string
		want int
	}{
		{"", 0},
		{"abc", 3},
		{"é", 1},
		{"e\u0301", 1},
		{"日本", 4},
		{"한글", 4},
		{"ｆｕ", 4},
		{"░▒▓█", 4},
		{"😀", 2},
		{"❤\ufe0f", 2},
		{"a\u200bb", 2},
		{"“…”", 3},
	}
	for _, tt := range tests {
		if got := layout.Width(tt.in); got != tt.want {
			t.Errorf("TextWidth(%q) = %d, want %d", tt.in, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		in    string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two", 7, []string{"one two"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"a abcdefgh", 4, []string{"a", "abcd", "efgh"}},
		{"日本語の文", 4, []string{"日本", "語の", "文"}},
		{"日本語", 3, []string{"日", "本", "語"}},
		{"日", 1, []string{"日"}}, // wider than a line, which no real width is
		{"e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, layout.Wrap(tt.in, tt.width)); diff != "" {
			t.Errorf("Wrap(%q, %d) (-want +got):\n%s", tt.in, tt.width, diff)
		}
	}
}

// The end of a line does not split what is displayed as one character.
func TestWrapKeepsClusters(t *testing.T) {
	const (
		family  = "👩‍👩‍👧"
		rainbow = "🏳️‍🌈"
		health  = "👩🏽‍⚕️"
		thumb   = "👍🏿"
		spain   = "🇪🇸"
		mexico  = "🇲🇽"
		keycap  = "1️⃣"
		heart   = "❤️"
		wales   = "🏴󠁧󠁢󠁷󠁬󠁳󠁿"
		accent  = "e\u0301\u0323"
	)
	for _, cluster := range []string{family, rainbow, health, thumb, spain, keycap, heart, wales, accent, "日"} {
		one := layout.Width(cluster)
		for width := one; width < 3*one; width++ {
			for _, line := range layout.Wrap(strings.Repeat(cluster, 7), width) {
				if rest := strings.ReplaceAll(line, cluster, ""); rest != "" {
					t.Errorf("%q at %d columns is torn apart: %q", cluster, width, line)
				}
				if n := layout.Width(line); n > width {
					t.Errorf("%q at %d columns: a line of %d", cluster, width, n)
				}
			}
		}
	}
	if diff := cmp.Diff([]string{spain, mexico, spain}, layout.Wrap(spain+mexico+spain, 5)); diff != "" {
		t.Errorf("flags (-want +got):\n%s", diff)
	}
	if got := strings.Join(layout.Wrap(strings.Repeat(family, 3), 4), ""); got != strings.Repeat(family, 3) {
		t.Errorf("wider than a line: %q", got)
	}
}

// FuzzWrap makes sure that wrapping loses no text and no line exceeds the width.
func FuzzWrap(f *testing.F) {
	for _, s := range []string{"one two", "日本語", "👩‍👩‍👧🇪🇸🇲🇽", "e\u0301\ufe0f\u200d", "\xff\xfe", " a  b "} {
		f.Add(s, 5)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		s, width = clean.Line(s), 2+max(width, -width, 0)%200
		lines := layout.Wrap(s, width)
		for _, l := range lines {
			if n := layout.Width(l); n > width {
				t.Errorf("a line of %d columns of %d: %q", n, width, l)
			}
		}
		join := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if join(strings.Join(lines, "")) != join(s) {
			t.Errorf("%q became %q", s, lines)
		}
	})
}
