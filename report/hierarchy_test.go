package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/text"
)

// schools returns the views of two schools and their district. One group of each school is
// too small, but not that of the district.
func schools(t *testing.T, opt report.Options) map[string]*report.View {
	t.Helper()
	r := newRubric(t, 4, 4, 1, 3, nil)
	parts := []assess.Part{
		{ID: "district"},
		{ID: "north", Parent: "district", Tally: randomTally(r, 1, 40, 30, 25, 4)},
		{ID: "south", Parent: "district", Tally: randomTally(r, 2, 50, 35, 20, 14)},
	}
	h, err := assess.PublishHierarchy(r, slices.Values(parts), assess.Policy{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	views := make(map[string]*report.View)
	for part, err := range h.All() {
		if err != nil {
			t.Fatal(err)
		}
		if views[part.ID], err = report.Build(part.Published, &opt); err != nil {
			t.Fatal(err)
		}
	}
	return views
}

// TestSchoolOfDistrict says at a school whose results for everyone are hidden who stands for
// everyone, and where the rest is.
func TestSchoolOfDistrict(t *testing.T) {
	views := schools(t, report.Options{Organization: "North School"})
	goldenCase(t, reporttest.Case{Name: "school-of-district", View: views["north"]})
	spanish := schools(t, report.Options{Organization: "Escuela Norte", Language: "es"})
	reporttest.Golden(t, "report/school-of-district-es.txt", reporttest.Write(t, spanish["north"], text.Write, nil))
	reporttest.Golden(t, "report/school-of-district.guide.txt", output(t, views["north"], guide(text.WriteGuide)))

	const people, above = "{people}", "counts in the reports for the levels above"
	for id, want := range map[string]string{"north": "95 people in all", "south": "105 people in all"} {
		v := views[id]
		if v.Message != "" || heading(t, v) != "All groups shown" || v.Head.Participation != "" || !strings.Contains(v.Head.Policy, want) || !strings.Contains(v.Head.Policy, above) {
			t.Errorf("%s: message %q, policy %q", id, v.Message, v.Head.Policy)
		}
		if d := v.Domains[0]; d.Result.Hidden || strings.Contains(v.Head.Policy, people) {
			t.Errorf("%s: %+v", id, d.Result)
		}
	}
	if d := views["district"]; strings.Contains(d.Head.Policy, above) || d.Head.Participation != "218 people took part." {
		t.Errorf("district: %q, policy %q", d.Head.Participation, d.Head.Policy)
	}
}

// heading returns what the overview calls everyone.
func heading(t *testing.T, v *report.View) string {
	t.Helper()
	p := v.Picture("overview")
	if p == nil {
		t.Fatal("no overview")
	}
	return p.Series[0].String()
}
