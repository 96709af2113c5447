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
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

var update = flag.Bool("update", false, "write the golden files anew")

// formats are the renderers by the name of their output, the first three those of the
// report for people.
var formats = []struct {
	name  string
	write func(*report.View, io.Writer) error
}{
	{"txt", (*report.View).WriteText},
	{"md", (*report.View).WriteMarkdown},
	{"html", (*report.View).WriteHTML},
	{"json", (*report.View).WriteJSON},
	{"csv", (*report.View).WriteCSV},
	{"codebook.csv", (*report.View).WriteCodebook},
	{"guide.txt", guide((*report.Guide).WriteText)},
	{"guide.md", guide((*report.Guide).WriteMarkdown)},
	{"guide.html", guide((*report.Guide).WriteHTML)},
	{"worksheet.txt", worksheet((*report.Worksheet).WriteText)},
	{"worksheet.md", worksheet((*report.Worksheet).WriteMarkdown)},
	{"worksheet.html", worksheet((*report.Worksheet).WriteHTML)},
}

// guide writes the guide that goes with a report.
func guide(render func(*report.Guide, io.Writer) error) func(*report.View, io.Writer) error {
	return func(v *report.View, w io.Writer) error { return render(v.Guide(), w) }
}

// worksheet writes the worksheet of the rubric that a report is on.
func worksheet(render func(*report.Worksheet, io.Writer) error) func(*report.View, io.Writer) error {
	return func(v *report.View, w io.Writer) error {
		s, err := report.BuildWorksheet(v.Published.Rubric(), &v.Options)
		if err != nil {
			return err
		}
		return render(s, w)
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
	for name, opt := range map[string]report.Options{"district-120": {Width: 120}, "district-ascii": {ASCII: true}} {
		opt.Title, opt.Organization, opt.Date = sampleOptions.Title, sampleOptions.Organization, sampleOptions.Date
		golden(t, "report/"+name+".txt", write(t, build(t, district, assess.Policy{}, &opt), (*report.View).WriteText))
	}
	v := everyOption(t, localized(t), assess.Public(), spanishOptions)
	golden(t, "report/goals-es.txt", write(t, v, (*report.View).WriteText))
}

func goldenCase(t *testing.T, c reporttest.Case) {
	switch c.Name {
	case "many-competencies":
		var digests strings.Builder
		for _, f := range formats[:5] {
			out := write(t, c.View, f.write)
			fmt.Fprintf(&digests, "%s: %d bytes, SHA-256 %x\n", f.name, len(out), sha256.Sum256([]byte(out)))
		}
		golden(t, "report/"+c.Name+".digests", digests.String())
	case "goals", "goals-internal", "nobody":
		// Their CSV and JSON say little more than those of the district.
		for _, f := range formats[:3] {
			golden(t, "report/"+c.Name+"."+f.name, write(t, c.View, f.write))
		}
	default:
		for _, f := range formats[:5] {
			golden(t, "report/"+c.Name+"."+f.name, write(t, c.View, f.write))
		}
	}
}
