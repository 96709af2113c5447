package text_test

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/layout"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestTextFitsWidth(t *testing.T) {
	district := reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson")
	long := reporttest.NewRubric(t, 4, 3, 1, 3, func(doc *rubric.EditionDocument) {
		doc.Title = reporttest.Text(strings.Repeat("長い題名", 40))
		doc.Constituencies[0].Title = reporttest.Text(strings.Repeat("x", 150))
		doc.Constituencies[1].Title = reporttest.Text("👩‍👩‍👧 ❤️ e\u0301te\u0301 " + strings.Repeat("가나다", 30))
		doc.Spectrum.Stages[1].Title = reporttest.Text(strings.Repeat("y", 300))
		doc.Domains[0].Competencies[0].Title = reporttest.Text(strings.Repeat("z\u0301", 200))
	})
	escapes := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for _, s := range []*assess.Summary{district, reporttest.Summarize(t, long, reporttest.RandomTally(long, 5, 12, 34, 2345))} {
		for _, width := range []int{0, 40, 41, 57, 80, 120, 200} {
			for _, opt := range []text.Options{{Width: width}, {Width: width, ASCII: true}, {Width: width, Color: true}} {
				limit := width
				if width == 0 {
					limit = text.DefaultWidth
				}
				limit = max(limit, text.MinWidth)
				for name, out := range documents(t, reporttest.Build(t, s, assess.Policy{}, nil), &opt) {
					for line := range strings.Lines(escapes.ReplaceAllString(out, "")) {
						if n := layout.Width(strings.TrimSuffix(line, "\n")); n > limit {
							t.Errorf("%s, width %d: line of %d columns: %q", name, limit, n, line)
						}
					}
				}
			}
		}
	}
}

// documents returns the report, the guide and the worksheet as text, by name.
func documents(t testing.TB, v *report.View, opt *text.Options) map[string]string {
	t.Helper()
	s, err := report.BuildWorksheet(v.Published.Rubric(), &v.Options)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"report":    reporttest.Write(t, v, text.Write, opt),
		"guide":     reporttest.Written(t, func(w io.Writer) error { return text.WriteGuide(w, v.Guide(), opt) }),
		"worksheet": reporttest.Written(t, func(w io.Writer) error { return text.WriteWorksheet(w, s, opt) }),
	}
}

func TestColorOnlyAdds(t *testing.T) {
	s := reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson")
	plain := reporttest.Write(t, reporttest.Build(t, s, assess.Policy{}, nil), text.Write, nil)
	color := reporttest.Write(t, reporttest.Build(t, s, assess.Policy{}, nil), text.Write, &text.Options{Color: true})
	if plain == color {
		t.Error("Color changed nothing")
	}
	if diff := cmp.Diff(plain, regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(color, "")); diff != "" {
		t.Errorf("without escape sequences (-plain +color):\n%s", diff)
	}
}

func TestASCII(t *testing.T) {
	s := reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson")
	for name, out := range documents(t, reporttest.Build(t, s, assess.Policy{}, nil), &text.Options{ASCII: true}) {
		if i := strings.IndexFunc(out, func(r rune) bool { return r > '~' }); i >= 0 {
			t.Errorf("%s: %q is not ASCII", name, out[i:min(i+20, len(out))])
		}
	}
}

func TestForTerminal(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	opt := text.ForTerminal(nil)
	if want := (text.Options{ASCII: true}); *opt != want {
		t.Errorf("ForTerminal(nil) = %+v, want %+v", opt, want)
	}
}

func TestGoalsFitWidth(t *testing.T) {
	for _, width := range []int{40, 57, 80, 120} {
		for _, r := range []*rubric.Rubric{cei.Latest(), reporttest.Spanish(t)} {
			v := reporttest.EveryOption(t, r, assess.Internal(), report.Options{})
			for line := range strings.Lines(reporttest.Write(t, v, text.Write, &text.Options{Width: width})) {
				if n := layout.Width(strings.TrimSuffix(line, "\n")); n > width {
					t.Errorf("width %d: line of %d columns: %q", width, n, line)
				}
			}
		}
	}
	out := reporttest.Write(t, reporttest.EveryOption(t, cei.Latest(), assess.Internal(), report.Options{}), text.Write, &text.Options{ASCII: true})
	if i := strings.IndexFunc(out, func(r rune) bool { return r > '~' }); i >= 0 {
		t.Errorf("%q is not ASCII", out[i:min(i+20, len(out))])
	}
}

// A finding of a view that was made by hand may have no sentences.
func TestFindingWithoutSentences(t *testing.T) {
	v := reporttest.Small(t)
	for i := range v.Findings.Items {
		v.Findings.Items[i].Sentences, v.Findings.Items[i].Competencies = nil, nil
	}
	reporttest.Written(t, func(w io.Writer) error { return text.Write(w, v, nil) })
}
