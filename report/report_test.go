package report_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
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
	f, err := os.Open(filepath.Join("..", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, name, f) {
		if err != nil {
			t.Fatal(err)
		}
		if err := tally.Add(resp); err != nil {
			t.Fatal(err)
		}
	}
	return summary(t, r, &tally)
}

func summary(t testing.TB, r *rubric.Rubric, tally *assess.Tally) *assess.Summary {
	t.Helper()
	s, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func build(t testing.TB, s *assess.Summary, p assess.Policy, opt *report.Options) *report.View {
	t.Helper()
	published, err := s.Publish(p)
	if err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(published, opt)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func write(t testing.TB, v *report.View, render func(*report.View, io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := render(v, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
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

// localized is the rubric with the embedded translation.
func localized(t testing.TB) *rubric.Rubric {
	t.Helper()
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	r, problems := cei.Latest().Localize(o)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return r
}

var (
	sampleOptions  = report.Options{Title: "How our community sees its schools", Organization: "Sample Valley Unified School District", Date: "2026-10"}
	spanishOptions = report.Options{Title: "Cómo ve nuestra comunidad sus escuelas", Organization: "Sample Valley Unified School District", Date: "2026-10"}
)

func TestGolden(t *testing.T) {
	district := summarize(t, cei.Latest(), "district-2023.2.ndjson")
	distrito := summarize(t, localized(t), "district-2023.2.ndjson")
	team := summarize(t, cei.Latest(), "team-2023.2.ndjson")
	with := func(width int, ascii bool) *report.Options {
		opt := sampleOptions
		opt.Width, opt.ASCII = width, ascii
		return &opt
	}
	tests := []struct {
		file    string
		summary *assess.Summary
		policy  assess.Policy
		opt     *report.Options
	}{
		{"report/district.txt", district, assess.Policy{}, with(80, false)},
		{"report/district-120.txt", district, assess.Policy{}, with(120, false)},
		{"report/district-ascii.txt", district, assess.Policy{}, with(80, true)},
		{"report/district.md", district, assess.Policy{}, with(0, false)},
		{"report/district.html", district, assess.Policy{}, with(0, false)},
		{"report/district.json", district, assess.Policy{}, with(0, false)},
		{"report/district-es.txt", distrito, assess.Policy{}, &spanishOptions},
		{"report/district-es.md", distrito, assess.Policy{}, &spanishOptions},
		{"report/district-es.html", distrito, assess.Policy{}, &spanishOptions},
		{"report/team-public.txt", team, assess.Public(), nil},
		{"report/team-public.md", team, assess.Public(), nil},
		{"report/team-public.html", team, assess.Public(), nil},
		{"report/team-internal.txt", team, assess.Internal(), nil},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			v := build(t, tt.summary, tt.policy, tt.opt)
			for _, f := range formats {
				if filepath.Ext(tt.file) == "."+f.name {
					golden(t, tt.file, write(t, v, f.write))
				}
			}
		})
	}
}
