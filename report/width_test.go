package report_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/report/internal/layout"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
)

// What is seen as one character is not torn apart at the end of a line.
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

// FuzzWrap makes sure that wrapping loses nothing and keeps to the width.
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

// No line of any golden report is wider than it was asked to be.
func TestGoldenLinesFit(t *testing.T) {
	names, err := filepath.Glob("../testdata/golden/report/*.txt")
	if err != nil || len(names) < 8 {
		t.Fatalf("%d reports, %v", len(names), err)
	}
	for _, name := range names {
		width := text.DefaultWidth
		switch {
		case strings.HasSuffix(name, "-120.txt"):
			width = 120
		case strings.HasSuffix(name, "guide-ascii.txt"):
			width = 60
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		widest := 0
		for line := range strings.Lines(string(data)) {
			n := layout.Width(strings.TrimSuffix(line, "\n"))
			widest = max(widest, n)
			if n > width {
				t.Errorf("%s has a line of %d columns: %s", name, n, line)
			}
		}
		if widest < width-5 {
			t.Errorf("%s uses %d columns of %d", name, widest, width)
		}
	}
}

// The same with titles in wide characters and emoji of all kinds, in every place.
func TestWideTitlesFit(t *testing.T) {
	long := strings.Repeat("👩🏽‍⚕️🇲🇽日本語🏳️‍🌈", 9) + " " + strings.Repeat("한국어 ", 20)
	r := newRubric(t, 4, 3, 2, 3, func(doc *rubric.Document) {
		doc.Title, doc.Notice = rubricText(long), rubricText(long)
		doc.Constituencies[1].Title, doc.Spectrum.Stages[2].Title = rubricText(long), rubricText(long)
		doc.Domains[1].Title, doc.Domains[1].Competencies[1].Title = rubricText(long), rubricText(long)
		doc.Domains[0].Prompts = []rubric.Text{rubricText(long)}
	})
	s := summary(t, r, randomTally(r, 3, 20, 30))
	for _, width := range []int{80, 120} {
		v := build(t, s, assess.Policy{}, &report.Options{Organization: long})
		for line := range strings.Lines(reporttest.Write(t, v, text.Write, &text.Options{Width: width})) {
			if n := layout.Width(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("a line of %d columns of %d: %s", n, width, line)
			}
		}
	}
}
