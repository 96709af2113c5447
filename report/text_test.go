package report_test

import (
	"errors"
	"fmt"
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
	district := summarize(t, cei.Latest(), "district-2023.2.ndjson")
	long := newRubric(t, 4, 3, 1, 3, func(doc *rubric.Document) {
		doc.Title = rubricText(strings.Repeat("長い題名", 40))
		doc.Constituencies[0].Title = rubricText(strings.Repeat("x", 150))
		doc.Constituencies[1].Title = rubricText("👩‍👩‍👧 ❤️ e\u0301te\u0301 " + strings.Repeat("가나다", 30))
		doc.Spectrum.Stages[1].Title = rubricText(strings.Repeat("y", 300))
		doc.Domains[0].Competencies[0].Title = rubricText(strings.Repeat("z\u0301", 200))
	})
	escapes := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for _, s := range []*assess.Summary{district, summary(t, long, randomTally(long, 5, 12, 34, 2345))} {
		for _, width := range []int{0, 1, 40, 41, 57, 80, 120, 200} {
			for _, opt := range []text.Options{{Width: width}, {Width: width, ASCII: true}, {Width: width, Color: true}} {
				limit := width
				if width == 0 {
					limit = text.DefaultWidth
				}
				limit = max(limit, text.MinWidth)
				for name, out := range documents(t, build(t, s, assess.Policy{}, nil), &opt) {
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
	s := summarize(t, cei.Latest(), "district-2023.2.ndjson")
	plain := write(t, build(t, s, assess.Policy{}, nil), text.Write)
	color := reporttest.Write(t, build(t, s, assess.Policy{}, nil), text.Write, &text.Options{Color: true})
	if plain == color {
		t.Error("Color changed nothing")
	}
	if diff := cmp.Diff(plain, regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(color, "")); diff != "" {
		t.Errorf("without escape sequences (-plain +color):\n%s", diff)
	}
}

func TestASCII(t *testing.T) {
	s := summarize(t, cei.Latest(), "district-2023.2.ndjson")
	for name, out := range documents(t, build(t, s, assess.Policy{}, nil), &text.Options{ASCII: true}) {
		if i := strings.IndexFunc(out, func(r rune) bool { return r > '~' }); i >= 0 {
			t.Errorf("%s: %q is not ASCII", name, out[i:min(i+20, len(out))])
		}
	}
}

func TestStagesLookDifferent(t *testing.T) {
	for stages := 2; stages <= 16; stages++ {
		r := newRubric(t, stages, 0, 1, 1, nil)
		v := build(t, summary(t, r, randomTally(r, 1, 50)), assess.Policy{}, nil)
		marks, ascii := make(map[string]bool), make(map[string]bool)
		for _, s := range v.Stages {
			marks[s.Mark], ascii[s.ASCIIMark] = true, true
			if strings.ContainsAny(s.Mark, "0123456789") {
				t.Errorf("mark %q of %q may be taken for a number in the title", s.Mark, s.Title)
			}
			if layout.Width(s.Mark) != 1 || len(s.ASCIIMark) != 1 {
				t.Errorf("marks %q and %q are not a column each", s.Mark, s.ASCIIMark)
			}
		}
		if len(marks) != stages || len(ascii) != stages {
			t.Errorf("%d stages have %d and %d marks", stages, len(marks), len(ascii))
		}
	}
}

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

// failing accepts some bytes and then fails.
type failing struct{ left int }

var errFull = errors.New("disk full")

func (f *failing) Write(p []byte) (int, error) {
	if len(p) > f.left {
		return 0, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	v := build(t, summarize(t, cei.Latest(), "team-2023.2.ndjson"), assess.Internal(), nil)
	for _, f := range formats {
		for _, n := range []int{0, 500} {
			if err := f.write(&failing{n}, v); !errors.Is(err, errFull) {
				t.Errorf("%s after %d bytes: error %v, want %v", f.name, n, err, errFull)
			}
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

func TestBuildNothing(t *testing.T) {
	if v, err := report.Build(nil, nil); v != nil || err == nil {
		t.Errorf("Build(nil) = %v, %v, want an error", v, err)
	}
	if err := new(report.View).WriteJSON(&strings.Builder{}); err == nil {
		t.Error("WriteJSON of an empty view wants an error")
	}
}

func ExampleBuild_nobody() {
	var t assess.Tally
	s, _ := t.Summarize(cei.Latest(), nil)
	p, _ := s.Publish(assess.Policy{})
	v, _ := report.Build(p, nil)
	fmt.Println(v.Message)
	// Output: Nobody has taken part yet. The results will be here as soon as people have shared their views.
}
