package report_test

import (
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

func buildWorksheet(t testing.TB, r *rubric.Rubric, opt *report.Options) *report.Worksheet {
	t.Helper()
	s, err := report.BuildWorksheet(r, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// described is a rubric with a descriptor in every cell.
func described(t testing.TB) *rubric.Rubric {
	t.Helper()
	r, err := rubric.LoadFS(os.DirFS("../examples/customrubric"), "rubric.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rightToLeft is a rubric in Arabic.
func rightToLeft(t testing.TB) *rubric.Rubric {
	return newRubric(t, 4, 2, 1, 2, func(doc *rubric.EditionDocument) {
		doc.Language, doc.Direction, doc.Title = "ar", "rtl", rubricText("تقييم")
		for i, s := range []string{"واحد", "اثنان", "ثلاثة", "أربعة"} {
			doc.Spectrum.Stages[i].Title = rubricText(s)
			doc.Spectrum.Stages[i].Messages = []rubric.TextEntry{rubricText(s)}
		}
		doc.Constituencies[0].Title, doc.Constituencies[1].Title = rubricText("الطلاب"), rubricText("العائلات")
		doc.Domains[0].Title, doc.Domains[0].Prompts = rubricText("العلاقات"), []rubric.TextEntry{rubricText("ما التالي؟")}
		doc.Domains[0].Competencies[0].Title, doc.Domains[0].Competencies[1].Title = rubricText("الترحيب"), rubricText("الثقة")
	})
}

func TestWorksheetGolden(t *testing.T) {
	tests := []struct {
		name    string
		formats string
		rubric  *rubric.Rubric
		opt     *report.Options
	}{
		{"worksheet", "txt md html", cei.Latest(), nil},
		{"worksheet-es", "txt md html", localized(t), &spanishOptions},
		{"worksheet-described", "txt md html", described(t), nil},
		{"worksheet-audiences", "txt md html", reporttest.Audiences(t, "en"), nil},
		{"worksheet-audiences-es", "txt", reporttest.Audiences(t, "es"), nil},
		{"worksheet-rtl", "txt html", rightToLeft(t), &report.Options{Words: reporttest.LoadPseudo(t)}},
	}
	for _, tt := range tests {
		v := build(t, summary(t, tt.rubric, &assess.Tally{}), assess.Policy{}, tt.opt)
		for _, f := range formats {
			if kind, ext, _ := strings.Cut(f.name, "."); kind == "worksheet" && strings.Contains(tt.formats, ext) {
				t.Run(tt.name+"."+ext, func(t *testing.T) {
					reporttest.Golden(t, filepath.Join("report", tt.name+"."+ext), output(t, v, f.write))
				})
			}
		}
	}
}

// Each competency has a box for each stage, in the rubric's order, and then one for each
// non-answer. No box is marked.
func TestWorksheetHasAll(t *testing.T) {
	for _, r := range []*rubric.Rubric{cei.Latest(), described(t)} {
		s := buildWorksheet(t, r, nil)
		var want []string
		for stage := range r.Spectrum().Stages() {
			want = append(want, stage.Title())
		}
		want = append(want, "Not applicable", "Don’t know", "Prefer not to say")
		var ids []string
		for _, d := range s.Domains {
			for _, c := range d.Competencies {
				ids = append(ids, c.ID)
				checkBoxes(t, r, c, want)
			}
		}
		var all []string
		for c := range r.Competencies() {
			all = append(all, c.ID())
		}
		if diff := cmp.Diff(all, ids); diff != "" {
			t.Errorf("competencies (-rubric +worksheet):\n%s", diff)
		}
	}
}

func checkBoxes(t *testing.T, r *rubric.Rubric, c report.WorksheetCompetency, want []string) {
	t.Helper()
	var got []string
	for _, b := range c.Boxes {
		got = append(got, b.Choice.Title.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: boxes (-want +got):\n%s", c.ID, diff)
	}
	of, _ := r.Competency(c.ID)
	for stage := range r.Spectrum().Stages() {
		if text, _ := of.Descriptor(stage); c.Boxes[stage.Rank()-1].Descriptor.String() != text {
			t.Errorf("%s: %s is described as %q, in the rubric as %q", c.ID, stage, c.Boxes[stage.Rank()-1].Descriptor, text)
		}
	}
}

// Every box is empty and has a text for screen readers.
func TestWorksheetIsBlank(t *testing.T) {
	v := build(t, summary(t, cei.Latest(), &assess.Tally{}), assess.Policy{}, nil)
	for _, f := range formats {
		if kind, ext, _ := strings.Cut(f.name, "."); kind == "worksheet" {
			out := output(t, v, f.write)
			sign := map[string]string{"txt": "[ ]", "md": "☐", "html": `<span class="box" aria-hidden="true">☐</span><span class="vh">Box to mark: `}[ext]
			if got, want := strings.Count(out, sign), 31*7+5; got != want {
				t.Errorf("%s: %d boxes, want %d", f.name, got, want)
			}
			for _, marked := range []string{"☑", "☒", "[x]", "[X]", "checked", "selected"} {
				if strings.Contains(out, marked) {
					t.Errorf("%s has %q", f.name, marked)
				}
			}
		}
	}
}

// schoolCircle is a rubric with background questions.
func schoolCircle(t *testing.T) *rubric.Rubric {
	t.Helper()
	r, err := rubric.LoadFS(os.DirFS("../testdata/good/rubrics"), "school-circle.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The boxes of a background question are its options, in the language of the rubric.
func TestWorksheetBackground(t *testing.T) {
	fields := buildWorksheet(t, schoolCircle(t), &report.Options{Language: "es"}).Fields
	grade := fields[len(fields)-2]
	want := report.TaggedText{{Text: "What grade are you, or your oldest child, in?", Language: "en"}, {Text: " (marque una, o déjela en blanco)"}}
	if diff := cmp.Diff(want, grade.Name); diff != "" {
		t.Errorf("name (-want +got):\n%s", diff)
	}
	if len(grade.Choices) != 3 || grade.Choices[1].Title.String() != "Grades 6 to 8" || grade.Choices[1].Title[0].Language != "en" {
		t.Errorf("choices: %v", grade.Choices)
	}
}

func TestWorksheetFields(t *testing.T) {
	plain := newRubric(t, 4, 0, 1, 1, nil)
	tests := []struct {
		rubric *rubric.Rubric
		opt    *report.Options
		want   []string
	}{
		{cei.Latest(), nil, []string{"Organization", "Date", "I am part of this group (mark one)"}},
		{plain, nil, []string{"Organization", "Date"}},
		{plain, &report.Options{Organization: "A", Date: "2026"}, nil},
		{schoolCircle(t), &report.Options{Organization: "A", Date: "2026"}, []string{
			"I am part of this group (mark one)",
			"What grade are you, or your oldest child, in? (mark one, or skip it)", "Language spoken at home (mark one, or skip it)",
		}},
		{plain, &report.Options{Date: "2026", Language: "es"}, []string{"Organización"}},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range buildWorksheet(t, tt.rubric, tt.opt).Fields {
			got = append(got, f.Name.String())
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("fields (-want +got):\n%s", diff)
		}
	}
}

// Tables with many stages or with descriptors are printed in landscape format.
func TestWorksheetWide(t *testing.T) {
	for stages, want := range map[int]bool{2: false, 4: false, 5: false, 6: true, 16: true} {
		if s := buildWorksheet(t, newRubric(t, stages, 0, 1, 1, nil), nil); s.Domains[0].Wide != want {
			t.Errorf("%d stages: wide is %v", stages, s.Domains[0].Wide)
		}
	}
	for i, d := range buildWorksheet(t, cei.Latest(), nil).Domains {
		if want := i == 6; d.Wide != want { // the only one with descriptors
			t.Errorf("domain %d: wide is %v", i+1, d.Wide)
		}
	}
}

func TestBuildWorksheetErrors(t *testing.T) {
	if s, err := report.BuildWorksheet(nil, nil); err == nil || s != nil {
		t.Errorf("no rubric: %v, %v", s, err)
	}
}
