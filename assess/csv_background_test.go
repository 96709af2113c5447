package assess_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// circleSpanish is schoolCircle in Spanish, as far as its background questions go.
func circleSpanish(t *testing.T, r *rubric.Rubric) *rubric.Rubric {
	t.Helper()
	texts := ""
	for text := range r.Texts() {
		if es, ok := map[string]string{"grade.title": "Grado", "grade.options.6-8": "Grados 6 a 8"}[text.Key]; ok {
			texts += fmt.Sprintf("  %s: {text: %s, hash: %q}\n", text.Key, es, rubric.TextHash(text.Text))
		}
	}
	o, err := rubric.LoadOverlay("es.yaml", []byte("format: overlay/1\nrubric: school-circle@1\nlanguage: es\nofficial: false\ntexts:\n"+texts), nil)
	if err != nil {
		t.Fatal(err)
	}
	es, _ := r.Localize(o)
	return es
}

func TestCSVBackground(t *testing.T) {
	const line = `{"format":"response/1","rubric":"school-circle@1","id":"r","constituency":"students"%s,"ratings":{"listening":"tree"}}`
	answered := func(background string) []string { return []string{fmt.Sprintf(line, `,"background":`+background)} }
	none := []string{fmt.Sprintf(line, "")}
	r := schoolCircle(t)
	mapped := func(columns ...assess.ColumnEntry) *assess.CSVOptions {
		m, err := assess.NewMapping(r, assess.MappingDocument{Columns: columns})
		if err != nil {
			t.Fatal(err)
		}
		return &assess.CSVOptions{Mapping: m}
	}
	for _, tt := range []struct {
		name, header, cell string
		opt                *assess.CSVOptions
		want, notices      []string
	}{
		{"ids", "grade,home-language", "6-8,hmong", nil, answered(`{"grade":"6-8","home-language":"hmong"}`), nil},
		{"titles", `"3. What grade are you, or your oldest child, in?",Language spoken at home`, "GRADES 6 TO 8,Another language", nil, answered(`{"grade":"6-8","home-language":"other"}`), nil},
		{"qualified", "background.grade,Background: home language", "k-5,", nil, answered(`{"grade":"k-5"}`), nil},
		{"empty", "grade", `""`, nil, none, nil},
		{"non-answer", "grade", "Prefer not to say", nil, none, nil},
		{"unknown", "grade", "8th", nil, none, []string{`unknown-option grade: "8th" is not an option of background.grade; left out`}},
		{"translated", "Grado", "grados 6 a 8", &assess.CSVOptions{Translations: []*rubric.Rubric{circleSpanish(t, r)}}, answered(`{"grade":"6-8"}`), nil},
		{"two languages", "Grado / grade", "Grades 6 to 8 / Grados 6 a 8", &assess.CSVOptions{Translations: []*rubric.Rubric{circleSpanish(t, r)}}, answered(`{"grade":"6-8"}`), nil},
		{"column option", "Class", "6-8", &assess.CSVOptions{Columns: map[string]string{"Class": "background.grade"}}, answered(`{"grade":"6-8"}`), nil},
		{"word option", "grade", "middle", &assess.CSVOptions{Words: map[string]string{"Middle": "6-8"}}, answered(`{"grade":"6-8"}`), nil},
		{"mapping", "Class", "8th", mapped(assess.ColumnEntry{Header: "Class", Is: "background: grade", Words: map[string]string{"8th": "6-8"}}), answered(`{"grade":"6-8"}`), nil},
		{"mapping says no answer", "grade", "6-8", mapped(assess.ColumnEntry{Header: "grade", Words: map[string]string{"6-8": "declined"}}), none, nil},
		{"two sections", "grade,grade", ",6-8", nil, answered(`{"grade":"6-8"}`), []string{`duplicate-column grade: the column is read together with column 4, "grade": no row of the first ones has both`}},
		{"twice", "grade,background.grade", "k-5,6-8", nil, answered(`{"grade":"k-5"}`), []string{`ignored-column background.grade: the column is ignored: it means the same as column 4, "grade"`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sheet := "id,constituency,listening," + tt.header + "\nr,students,tree," + tt.cell + "\n"
			var report assess.Report
			got := collect(t, assess.CSV(r, "s.csv", strings.NewReader(sheet), &assess.ReadOptions{CSV: tt.opt, Report: &report}))
			if diff := cmp.Diff(tt.want, got.lines); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var notices []string
			for _, n := range report.Notices {
				notices = append(notices, fmt.Sprintf("%s %s: %s", n.Code, n.Path, n.Msg))
			}
			if diff := cmp.Diff(tt.notices, notices); diff != "" {
				t.Errorf("notices (-want +got):\n%s", diff)
			}
		})
	}
}

// A sheet with a rating a row has the answers among the ratings, or in a column.
func TestCSVLongBackground(t *testing.T) {
	r := schoolCircle(t)
	const want = `{"format":"response/1","rubric":"school-circle@1","id":"r","constituency":"students","background":{"grade":"6-8"},"ratings":{"listening":"tree"}}`
	for _, sheet := range []string{
		"id,competency,rating\nr,constituency,students\nr,grade,Grades 6 to 8\nr,listening,tree\n",
		"id,constituency,grade,competency,rating\nr,students,6-8,listening,tree\n",
	} {
		got := collect(t, assess.CSV(r, "s.csv", strings.NewReader(sheet), nil))
		if diff := cmp.Diff([]string{want}, got.lines); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// The fast reader of rows reads answers as the strict one does.
func TestCollectBackgroundSheet(t *testing.T) {
	r := schoolCircle(t)
	byGrade, err := assess.ByBackground(r, "grade")
	if err != nil {
		t.Fatal(err)
	}
	var sheet strings.Builder
	sheet.WriteString("id,constituency,grade,listening,home-language\n")
	cells := []string{"k-5", "6-8", "Grades 6 to 8", "", "n/a", "8th", "9-12"}
	for i := range 7 * 20 {
		fmt.Fprintf(&sheet, "r-%d,students,%s,tree,%s\n", i, cells[i%7], []string{"English", "?", "french"}[i%3])
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(sheet.String())), nil }
	c, err := assess.Collect(context.Background(), r, []assess.ResponseInput{{Name: "s.csv", Open: open}}, &assess.CollectOptions{Key: byGrade})
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]uint64)
	for group, tally := range c.UnprotectedTallies() {
		got[group] = tally.Groups["students"].Raters
	}
	if diff := cmp.Diff(map[string]uint64{"k-5": 20, "6-8": 40, "9-12": 20, assess.NotAnsweredGroup: 60}, got); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	var dropped []string
	for _, n := range c.Report.Notices {
		dropped = append(dropped, fmt.Sprintf("%s %s %d", n.Code, n.Path, n.Count))
	}
	if diff := cmp.Diff([]string{"unknown-option home-language 46", "unknown-option grade 20"}, dropped); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}
