package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/report"
)

// A slide says once who wrote the comments on it.
func TestQuotes(t *testing.T) {
	tagged := func(s string) report.TaggedText { return report.TaggedText{{Text: s}} }
	long := slices.Repeat([]report.TaggedText{tagged(strings.Repeat("words ", 20))}, 9)
	var d deck
	d.quotes("Comments", []report.CommentGroup{
		{From: tagged("Families"), Texts: long},
		{From: tagged("Leaders"), Texts: []report.TaggedText{tagged("One."), tagged("Two.")}},
	}, "a note")
	slides := strings.Split(d.text.String(), "\n## Comments\n")[1:]
	if len(slides) < 2 || d.number != len(slides) {
		t.Fatalf("%d slides:\n%s", len(slides), d.text.String())
	}
	for i, slide := range slides {
		named := strings.Count(slide, "- Families\\:\n")
		if last := i == len(slides)-1; named > 1 || named == 0 && !last || !strings.Contains(slide, "a note") {
			t.Errorf("slide %d:\n%s", i, slide)
		}
	}
	if got := d.text.String(); strings.Count(got, "- Leaders\\:\n    - One\\.\n    - Two\\.\n") != 1 {
		t.Errorf("the comments of leaders are not below each other:\n%s", got)
	}
}
