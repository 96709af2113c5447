package report_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

var update = flag.Bool("update", false, "write the golden files anew")

// formats are the renderers by the name of their output, the first three those of the
// report for people.
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
	{"worksheet.txt", worksheet(text.WriteWorksheet)},
	{"worksheet.md", worksheet(markdown.WriteWorksheet)},
	{"worksheet.html", worksheet(html.WriteWorksheet)},
}

// guide writes the guide that goes with a report.
func guide[Options any](render func(io.Writer, *report.Guide, *Options) error) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error { return render(w, v.Guide(), nil) }
}

func writeJSON(w io.Writer, v *report.View) error { return v.WriteJSON(w) }

// worksheet writes the worksheet of the rubric that a report is on.
func worksheet[Options any](render func(io.Writer, *report.Worksheet, *Options) error) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error {
		s, err := report.BuildWorksheet(v.Published.Rubric(), &v.Options)
		if err != nil {
			return err
		}
		return render(w, s, nil)
	}
}

// summarize tallies a file of the sample data.
func summarize(t testing.TB, r *rubric.Rubric, name string) *assess.Summary {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return reporttest.Read(t, r, data)
}

// golden compares with a file under testdata/golden, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("..", "testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test ./report -update writes it)", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestGolden compares every format of the awkward views with the golden files (of
// the largest one, by its digests), and the text in other widths.
func TestGolden(t *testing.T) {
	for _, c := range reporttest.Cases(t) {
		t.Run(c.Name, func(t *testing.T) { goldenCase(t, c) })
	}
	district := summarize(t, cei.Latest(), "district-2023.2.ndjson")
	for name, opt := range map[string]text.Options{"district-120": {Width: 120}, "district-ascii": {ASCII: true}} {
		golden(t, "report/"+name+".txt", reporttest.Write(t, build(t, district, assess.Policy{}, &sampleOptions), text.Write, &opt))
	}
	v := everyOption(t, localized(t), assess.Public(), spanishOptions)
	golden(t, "report/goals-es.txt", write(t, v, text.Write))
}

func goldenCase(t *testing.T, c reporttest.Case) {
	switch c.Name {
	case "many-competencies":
		var digests strings.Builder
		for _, f := range formats[:5] {
			out := output(t, c.View, f.write)
			fmt.Fprintf(&digests, "%s: %d bytes, SHA-256 %x\n", f.name, len(out), sha256.Sum256([]byte(out)))
		}
		golden(t, "report/"+c.Name+".digests", digests.String())
	case "goals", "goals-internal", "nobody":
		// Their CSV and JSON say little more than those of the district.
		for _, f := range formats[:3] {
			golden(t, "report/"+c.Name+"."+f.name, output(t, c.View, f.write))
		}
	default:
		for _, f := range formats[:5] {
			golden(t, "report/"+c.Name+"."+f.name, output(t, c.View, f.write))
		}
	}
}
