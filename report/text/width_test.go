package text_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/layout"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
)

// No line of any golden report is wider than the requested width.
func TestGoldenLinesFit(t *testing.T) {
	names, err := filepath.Glob(reporttest.Testdata(t, "golden/report/*.txt"))
	if err != nil || len(names) < 8 {
		t.Fatalf("%d reports, %v", len(names), err)
	}
	for _, name := range names {
		if strings.Contains(name, "narrative") {
			continue // one line a paragraph
		}
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

// The same with titles in wide characters and emoji of all kinds, at every place.
func TestWideTitlesFit(t *testing.T) {
	long := strings.Repeat("👩🏽‍⚕️🇲🇽日本語🏳️‍🌈", 9) + " " + strings.Repeat("한국어 ", 20)
	r := reporttest.NewRubric(t, 4, 3, 2, 3, func(doc *rubric.EditionDocument) {
		doc.Title, doc.Notice = reporttest.Text(long), reporttest.Text(long)
		doc.Constituencies[1].Title, doc.Spectrum.Stages[2].Title = reporttest.Text(long), reporttest.Text(long)
		doc.Domains[1].Title, doc.Domains[1].Competencies[1].Title = reporttest.Text(long), reporttest.Text(long)
		doc.Domains[0].Prompts = []rubric.TextEntry{reporttest.Text(long)}
	})
	s := reporttest.Summarize(t, r, reporttest.RandomTally(r, 3, 20, 30))
	for _, width := range []int{80, 120} {
		v := reporttest.Build(t, s, assess.Policy{}, &report.Options{Organization: long})
		for line := range strings.Lines(reporttest.Write(t, v, text.Write, &text.Options{Width: width})) {
			if n := layout.Width(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("a line of %d columns of %d: %s", n, width, line)
			}
		}
	}
}
