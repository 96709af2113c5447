package reporttest

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Titled titles every text of a rubric that pictures show.
func Titled(title func(i int) string) func(*rubric.EditionDocument) {
	return func(doc *rubric.EditionDocument) {
		n := 0
		next := func() rubric.TextEntry { n++; return Text(title(n)) }
		for i := range doc.Spectrum.Stages {
			doc.Spectrum.Stages[i].Title = next()
		}
		for i := range doc.Constituencies {
			doc.Constituencies[i].Title = next()
		}
		for i := range doc.Domains {
			doc.Domains[i].Title = next()
			for j := range doc.Domains[i].Competencies {
				doc.Domains[i].Competencies[j].Title = next()
			}
		}
	}
}

func LongSentence(i int) string {
	return strings.Repeat(fmt.Sprintf("%d Participación significativa ", i), 400)[:400]
}

// WithProgress is a view of random ratings of a rubric against others.
func WithProgress(t testing.TB, r *rubric.Rubric, p assess.Policy, raters ...uint64) *report.View {
	t.Helper()
	before, after := Publish(t, Summarize(t, r, RandomTally(r, 1, raters...)), p), Publish(t, Summarize(t, r, RandomTally(r, 2, raters...)), p)
	progress, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(after, &report.Options{Progress: progress})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Small is a small report that has everything.
func Small(t testing.TB) *report.View {
	t.Helper()
	r := NewRubric(t, 4, 2, 2, 2, func(doc *rubric.EditionDocument) {
		doc.Spectrum.Stages[0].Messages = []rubric.TextEntry{Text("You are noticed."), Text("You are asked.")}
		doc.Spectrum.Stages[1].Summary = Text("Some of it.")
		doc.Domains[0].Summary = Text("What the first is about.")
		doc.Domains[1].Competencies[0].Summary = Text("What it means.")
		doc.Strands = []rubric.StrandEntry{{ID: "strand-1", Title: Text("Strand 1"), Domains: []string{doc.Domains[1].ID}}}
		doc.Domains[0].Competencies[0].Level = 1
		doc.Domains[1].Competencies[1].Level = 2
		doc.Notice = Text("Made for a test.")
		doc.Notes = []rubric.TextEntry{Text("An edition of its own.")}
	})
	before := Publish(t, Summarize(t, r, RandomTally(r, 5, 20, 40)), assess.Internal())
	after := Publish(t, Summarize(t, r, RandomTally(r, 24, 30, 17)), assess.Internal())
	p, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(after, &report.Options{
		Title: "A report", Organization: "A school", Date: "May", Progress: p,
		Consensus: Consensus(t, r, "agreements:\n  c-1-1: {stage: stage-2, rationale: Because, evidence: [This, That], who: [All of us]}\n"),
		Comments: Comments(t, r,
			assess.CommentEntry{Competency: "c-1-1", Constituency: "group-2", Stage: "stage-2", Text: "It is warm in here.", Cleared: true},
			assess.CommentEntry{Competency: "c-1-1", Text: "Somebody greeted us", Edited: "People greeted us", Cleared: true, Public: true},
			assess.CommentEntry{Competency: "c-2-2", Text: "Not for anybody to read"},
			assess.CommentEntry{Competency: "c-2-1", Constituency: "group-1", Text: "More of it", Cleared: true},
			assess.CommentEntry{Competency: "c-2-1", Constituency: "group-1", Text: "Less of it", Cleared: true},
		),
		Targets: map[string]spectrum.Stage{"": Stage(t, r, "stage-3"), "c-2-1": Stage(t, r, "stage-4")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// luminance is the relative luminance of WCAG 2 of a color #rrggbb.
func luminance(t testing.TB, hex string) float64 {
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

func Contrast(t testing.TB, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
