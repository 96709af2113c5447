package report_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func pictureNames(v *report.View) []string {
	var names []string
	for _, p := range v.Pictures {
		names = append(names, p.Name)
	}
	return names
}

func TestWhichPicturesThereAre(t *testing.T) {
	one := newRubric(t, 4, 1, 2, 2, nil)
	none := newRubric(t, 4, 0, 1, 2, nil)
	two := newRubric(t, 4, 2, 1, 2, nil)
	same := tally(two, map[string]uint64{"group-1": 20, "group-2": 30}, map[string][][]uint64{
		"group-1": {{0, 20, 0, 0}, {0, 0, 20, 0}}, "group-2": {{0, 30, 0, 0}, {0, 0, 30, 0}},
	})
	tests := []struct {
		name string
		view *report.View
		want []string
	}{
		{"groups and change", reporttest.WithProgress(t, newRubric(t, 4, 3, 2, 2, nil), assess.Public(), 20, 30, 40), []string{"findings", "overview", "domain-domain-1", "domain-domain-2", "differences", "progress"}},
		{"one group", build(t, summary(t, one, randomTally(one, 1, 20)), assess.Policy{}, nil), []string{"findings", "overview", "domain-domain-1", "domain-domain-2"}},
		{"no groups", build(t, summary(t, none, randomTally(none, 1, 20)), assess.Policy{}, nil), []string{"findings", "domain-domain-1"}},
		{"no differences", build(t, summary(t, two, same), assess.Policy{}, nil), []string{"findings", "overview", "domain-domain-1"}},
		{"one section", build(t, summary(t, one, randomTally(one, 1, 20)), assess.Policy{}, &report.Options{Sections: []report.Section{report.SectionOverview}}), []string{"overview"}},
		{"no section with pictures", build(t, summary(t, one, randomTally(one, 1, 20)), assess.Policy{}, &report.Options{Sections: []report.Section{report.SectionMethods}}), nil},
		{"nobody", build(t, summary(t, two, randomTally(two, 1, 0)), assess.Policy{}, nil), nil},
		{"everything hidden", build(t, summary(t, two, randomTally(two, 1, 3)), assess.Policy{}, nil), nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, pictureNames(tt.view)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if tt.view.Picture("overview") == nil != !slices.Contains(tt.want, "overview") {
			t.Errorf("%s: Picture does not find what Pictures has", tt.name)
		}
	}
}

// letters of all cells of a row.
func letters(r report.PictureRow) []string {
	var out []string
	for _, m := range r.Medians {
		out = append(out, m.Letters)
	}
	return out
}

// TestPictureRows makes sure that every picture shows hidden results as hidden, and also
// has the rows that nobody rated.
func TestPictureRows(t *testing.T) {
	r := newRubric(t, 4, 4, 1, 2, func(doc *rubric.EditionDocument) {
		for i, title := range []string{"Not Evident", "Developing", "Maturing", "Advanced"} {
			doc.Spectrum.Stages[i].Title = rubricText(title)
		}
	})
	counts := tally(r, map[string]uint64{"group-1": 20, "group-2": 21, "group-3": 4, "group-4": 12}, map[string][][]uint64{
		"group-1": {{0, 10, 10, 0}, {0, 0, 0, 0}}, "group-2": {{20, 0, 0, 0}, {0, 0, 0, 20}}, "group-3": {{4, 0, 0, 0}, {0, 0, 4, 0}},
		"group-4": {{0, 12, 0, 0}, {0, 0, 0, 12}},
	})
	v := build(t, summary(t, r, counts), assess.Internal(), nil)
	got := map[string][]string{}
	for _, row := range v.Picture("overview").Rows {
		got[row.Label.String()] = letters(row)
	}
	for _, row := range v.Picture("differences").Rows {
		p := row.Pair
		got["differences "+row.Label.String()] = []string{p.Sides[0].Group.String(), p.Sides[1].Group.String(), p.Outcome.String(), p.Detail.String()}
	}
	want := map[string][]string{
		"Competency c-1-1":             {"D", "D–M", "N", "N", "D"},
		"Competency c-1-2":             {"A", "–", "A", "M", "A"},
		"differences Competency c-1-1": {"Group 2", "Group 1", "Far apart", "Rated Developing or above: 0 of 20 in “Group 2”; 20 of 20 in “Group 1”."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("internal (-want +got):\n%s", diff)
	}
	v = build(t, summary(t, r, counts), assess.Public(), nil)
	p := v.Picture("overview")
	row := p.Rows[0]
	if last := row.Medians[len(row.Medians)-2]; !last.Hidden || last.Letters != "*" || last.Low != -1 {
		t.Errorf("the group of four is %+v", last)
	}
	if len(p.Marks) == 0 || p.Marks[0].Sign != "*" {
		t.Errorf("the marks are %v", p.Marks)
	}
	if out := reporttest.Written(t, func(w io.Writer) error { return svg.Write(w, p, nil) }); !strings.Contains(out, ">*</text>") || !strings.Contains(out, "Group 3: *") {
		t.Error("what is hidden is not shown as hidden, with a mark on it and in its description")
	}
}

func TestPictureTables(t *testing.T) {
	v := everyOption(t, cei.Latest(), assess.Public(), sampleOptions)
	for i := range v.Pictures {
		p := &v.Pictures[i]
		table := p.Table()
		if len(table.Rows) == 0 {
			t.Errorf("%s has an empty table", p.Name)
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Head) {
				t.Errorf("%s: a row of %d cells under %d heads", p.Name, len(row), len(table.Head))
			}
		}
	}
	table := v.Picture("progress").Table()
	var got []string
	for _, row := range table.Rows[6:8] { // after two strands and a domain
		for i, cell := range row {
			got = append(got, table.Head[i].String()+" = "+cell.String())
		}
	}
	want := []string{
		"Competency = 1.1 Inclusive and welcoming district culture: Before", "Not Evident = 40", "Developing = 50", "Maturing = 29",
		"Advanced = 52", "Ratings given = 171", "Since last time = About the same",
		"Competency = 1.1 Inclusive and welcoming district culture: Now", "Not Evident = 20", "Developing = 61", "Maturing = 81",
		"Advanced = 65", "Ratings given = 227", "Since last time = About the same",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestStageLetters(t *testing.T) {
	tests := []struct{ titles, want []string }{
		{[]string{"Not Evident", "Developing", "Maturing", "Advanced"}, []string{"N", "D", "M", "A"}},
		{[]string{"No evidente", "En desarrollo", "En maduración", "Avanzado"}, []string{"NE", "ED", "EM", "A"}},
		{[]string{"Starting", "Stepping", "Standing"}, []string{"Star", "Step", "Stan"}},
		{[]string{"Begin", "Became"}, []string{"Beg", "Bec"}},
		{[]string{"Stage 1", "Stage 2"}, []string{"S1", "S2"}},
		{[]string{"Level 1", "Level 10", "Level 2"}, []string{"1", "2", "3"}},
		{[]string{"same title", "same title"}, []string{"1", "2"}},
		{[]string{"…", "b"}, []string{"1", "2"}},
		{[]string{"“étape un”", "fin"}, []string{"É", "F"}},
		{[]string{"初級", "中級"}, []string{"初", "中"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, report.StageLetters(tt.titles)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.titles, diff)
		}
	}
}

// Pictures with domains or strands count ratings, of which a person gives several, and not people.
func TestPicturesCountRatings(t *testing.T) {
	v := reporttest.EveryOption(t, cei.Latest(), assess.Public(), reporttest.EnglishOptions())
	for i := range v.Pictures {
		p := &v.Pictures[i]
		want := v.Labels.Ratings
		if strings.HasPrefix(p.Name, "domain-") || p.Name == "overview" || p.Name == "differences" {
			want = v.Labels.Rated
		}
		if p.Labels.Rated != want {
			t.Errorf("%s: the numbers are called %q, want %q", p.Name, p.Labels.Rated, want)
		}
	}
}
