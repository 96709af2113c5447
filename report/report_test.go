package report_test

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric/cei"
)

// formats are the renderers by the name of their output. The first three are of the report
// for people.
var formats = []struct {
	name  string
	write func(io.Writer, *report.View) error
}{
	{"txt", with(text.Write)},
	{"md", with(markdown.Write)},
	{"html", with(html.Write)},
	{"json", writeJSON},
	{"csv", with(tidy.Write)},
	{"codebook.csv", with(tidy.WriteCodebook)},
	{"guide.txt", guide(text.WriteGuide)},
	{"guide.md", guide(markdown.WriteGuide)},
	{"guide.html", guide(html.WriteGuide)},
	{"handbook.txt", handbookOf(text.WriteHandbook)},
	{"handbook.md", handbookOf(markdown.WriteHandbook)},
	{"handbook.html", handbookOf(html.WriteHandbook)},
	{"reflection.txt", reflection(text.WriteReflection)},
	{"reflection.md", reflection(markdown.WriteReflection)},
	{"reflection.html", reflection(html.WriteReflection)},
	{"worksheet.txt", worksheet(text.WriteWorksheet)},
	{"worksheet.md", worksheet(markdown.WriteWorksheet)},
	{"worksheet.html", worksheet(html.WriteWorksheet)},
	{"handout.txt", handout(text.WriteHandout)},
	{"handout.md", handout(markdown.WriteHandout)},
	{"handout.html", handout(html.WriteHandout)},
	{"narrative.txt", narrative(0, text.WriteNarrative)},
	{"narrative.md", narrative(0, markdown.WriteNarrative)},
	{"narrative-lcff.txt", narrative(-1, text.WriteNarrative)},
}

// handout writes the handout that goes with a report.
func handout[Options any](render func(io.Writer, *report.Handout, *Options) error) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error { return render(w, v.Handout(), nil) }
}

// narrative writes one of the narratives of a report, the last one if place is negative.
func narrative[Options any](place int, render func(io.Writer, *report.Narrative, *Options) error) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error {
		kinds := v.Narratives()
		n, err := v.Narrative(kinds[(place+len(kinds))%len(kinds)])
		if err != nil {
			return err
		}
		return render(w, n, nil)
	}
}

// ofRubric reports whether an output is a document of the rubric, without results.
func ofRubric(name string) bool {
	document, _, _ := strings.Cut(name, ".")
	return document == "worksheet" || document == "handbook" || document == "reflection"
}

// guide writes the guide that goes with a report.
func guide[Options any](render func(io.Writer, *report.Guide, *Options) error) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error { return render(w, v.Guide(), nil) }
}

func writeJSON(w io.Writer, v *report.View) error { return v.WriteJSON(w) }

// worksheet writes the worksheet for the rubric of a report.
func worksheet[Options any](render func(io.Writer, *report.Worksheet, *Options) error) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error {
		s, err := report.BuildWorksheet(v.Published.Rubric(), &v.Options)
		if err != nil {
			return err
		}
		return render(w, s, nil)
	}
}

// handbookOf writes the handbook of the rubric of a report.
func handbookOf[Options any](render func(io.Writer, *report.Handbook, *Options) error) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error {
		h, err := report.BuildHandbook(v.Published.Rubric(), &v.Options)
		if err != nil {
			return err
		}
		return render(w, h, nil)
	}
}

// reflection writes the reflection worksheet of the last domain that a report shows.
func reflection[Options any](render func(io.Writer, *report.Reflection, *Options) error) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error {
		opt, last := v.Options, ""
		for d := range v.Published.Rubric().Domains() {
			last = d.ID()
		}
		opt.Competencies = nil
		s, err := report.BuildReflection(v.Published.Rubric(), last, &opt)
		if err != nil {
			return err
		}
		return render(w, s, nil)
	}
}

// TestGolden compares every format of the awkward views with the golden files (of
// the largest one, by its digests), and the text in other widths.
func TestGolden(t *testing.T) {
	for _, c := range reporttest.Cases(t) {
		t.Run(c.Name, func(t *testing.T) { goldenCase(t, c) })
	}
	district := reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson")
	for name, opt := range map[string]text.Options{"district-120": {Width: 120}, "district-ascii": {ASCII: true}} {
		reporttest.Golden(t, "report/"+name+".txt", reporttest.Write(t, build(t, district, assess.Policy{}, &sampleOptions), text.Write, &opt))
	}
	small := reporttest.Small(t)
	goldenCase(t, reporttest.Case{Name: "two-domains", View: small})
	cafe := reporttest.RepairCafe(t)
	goldenCase(t, reporttest.Case{Name: "repair-cafe", View: cafe})
	spanish := cafe.Options
	spanish.Language = "es"
	reporttest.Golden(t, "report/repair-cafe-es.txt", output(t, rebuilt(t, cafe, spanish), with(text.Write)))
	goals := small.Options
	goals.Sections = []report.Section{report.SectionProgress, report.SectionConsensus, report.SectionTargets}
	goldenCase(t, reporttest.Case{Name: "two-domains-goals", View: rebuilt(t, small, goals)})
	goldenCase(t, reporttest.Case{Name: "goals-es", View: everyOption(t, localized(t), assess.Public(), spanishOptions)})
}

// rebuilt returns the view with other options.
func rebuilt(t *testing.T, v *report.View, opt report.Options) *report.View {
	t.Helper()
	out, err := report.Build(v.Published, &opt)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// largest is the size of the largest golden file. The golden file of a larger output is a digest,
// because the small cases show the same. Two are exceptions: the page of the district, which is the
// sample for people, and the document of a rubric with strands and levels.
const largest = 60_000

func goldenCase(t *testing.T, c reporttest.Case) {
	var digests strings.Builder
	for _, f := range formats[:5] {
		out, name := output(t, c.View, f.write), c.Name+"."+f.name
		if len(out) <= largest || name == "district.html" || name == "repair-cafe.json" {
			reporttest.Golden(t, "report/"+name, out)
			continue
		}
		fmt.Fprintf(&digests, "%s: %d bytes, SHA-256 %x\n", f.name, len(out), sha256.Sum256([]byte(out)))
	}
	if digests.Len() > 0 {
		reporttest.Golden(t, "report/"+c.Name+".digests", digests.String())
	}
}
