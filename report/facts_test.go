package report_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/report/tidy"
)

// fact is one value that a report shows, with its section, its row or item, and the name
// of its column or place.
type fact struct{ Section, Of, What, Value string }

// facts collects facts in their order in the report. An empty value adds no fact.
type facts []fact

func (fs *facts) add(section, of, what, value string) {
	if value = strings.TrimSpace(value); value != "" {
		*fs = append(*fs, fact{section, of, what, value})
	}
}

// prose adds continuous text. Only its words are compared, because formats differ in the
// punctuation between its parts.
func (fs *facts) prose(section, of, what string, parts ...string) {
	fs.add(section, of, what, words(parts...))
}

func words(parts ...string) string {
	return strings.Join(strings.FieldsFunc(strings.Join(parts, " "), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '–' }), " ")
}

// bySection groups facts by section. Formats agree on the order within a section, but not
// on whether a legend is before a text.
func (fs facts) bySection(says func(fact) bool) map[string][]string {
	m := make(map[string][]string)
	for _, f := range fs {
		if says == nil || says(f) {
			m[f.Section] = append(m[f.Section], f.Of+" | "+f.What+" | "+f.Value)
		}
	}
	return m
}

// medium is a format whose output can be read back as facts. The tests run for all formats
// in [media].
type medium struct {
	name  string
	write func(io.Writer, *report.View) error
	// view returns the facts of a view, with bars as this format draws them.
	view func(*report.View) facts
	// says reports whether the format shows a fact; nil if it shows all.
	says func(fact) bool
	// read reads the facts of a rendering. It knows the fixed words of reports and nothing
	// about this one.
	read func(*testing.T, *report.Labels, string) facts
}

var media = []medium{
	{"text", wideText, func(v *report.View) facts {
		return viewFacts(v, func(b report.StageBar) string { return drawn(v, b, 32) })
	}, textSays, readText},
	{"Markdown", with(markdown.Write), func(v *report.View) facts {
		return viewFacts(v, func(b report.StageBar) string { return drawn(v, b, 20) })
	}, markdownSays, readMarkdown},
	{"HTML", with(html.Write), func(v *report.View) facts { return viewFacts(v, segments) }, htmlSays, readHTML},
	{"CSV", with(tidy.Write), dataFacts, csvSays, readCSV},
	{"JSON", writeJSON, sortedGroups, nil, readJSON},
}

// wideText writes text on lines that are never wrapped.
func wideText(w io.Writer, v *report.View) error {
	return text.Write(w, v, &text.Options{Width: 1 << 20})
}

// drawn is a bar made of marks.
func drawn(v *report.View, b report.StageBar, width int) string {
	var s strings.Builder
	for i, n := range b.Cells(width) {
		s.WriteString(strings.Repeat(v.Stages[i].Mark, n))
	}
	return s.String()
}

// segments is a bar made of rectangles: its label and each with its place.
func segments(b report.StageBar) string {
	s := b.Label.String()
	for i, seg := range b.Segments {
		if seg.N > 0 {
			s += fmt.Sprintf("; s%d from %d.%d%% for %d.%d%%", i+1, seg.Start/10, seg.Start%10, seg.Width/10, seg.Width%10)
		}
	}
	return s
}

// The sections of facts, with the names of the package's constants if there are any.
const (
	inHead  = "head"
	inWho   = "who"
	inHow   = "how"
	inMarks = "marks"
	inKey   = "key"
	inRead  = "read"
	inMoves = "moves"
	inAbout = "about"

	inContents = "contents"
	inData     = "data"
)

// compare checks that a rendering has the facts of a view.
func (m medium) compare(t *testing.T, v *report.View, out string) string {
	t.Helper()
	return cmp.Diff(m.view(v).bySection(m.says), m.read(t, &v.Labels, out).bySection(nil))
}

// Each format has everything that a view has, in the right column and the right order,
// and nothing else.
func TestAllFormatsSayTheSame(t *testing.T) {
	for name, v := range views(t) {
		for _, m := range media {
			if m.view(v) == nil {
				continue // the format is on more than the view
			}
			t.Run(name+"/"+m.name, func(t *testing.T) {
				if n := len(m.view(v).bySection(m.says)); n < 1 {
					t.Fatalf("%d sections to compare", n)
				}
				if diff := m.compare(t, v, output(t, v, m.write)); diff != "" {
					t.Errorf("(-view +%s):\n%s", m.name, diff)
				}
			})
		}
	}
}
