package rubric_test

import (
	"fmt"
	"testing"

	"github.com/waymark-go/waymark/internal/fold"
	"github.com/waymark-go/waymark/rubric"
)

// No two competencies have the same label, whatever their titles and codes are.
func TestLabelsDiffer(t *testing.T) {
	text := func(s string) rubric.TextEntry { return rubric.TextEntry{Text: s} }
	titles := []string{"Engagement", "engagement!", "Other", "Engagement (Talk)", "1 Engagement", "Engagement (c-0-0)"}
	for seed := range 200 {
		doc := rubric.EditionDocument{ID: "r", Edition: "1", Title: text("R"), Language: "en"}
		doc.Spectrum = rubric.SpectrumEntry{ID: "s", Stages: []rubric.StageEntry{{ID: "low", Title: text("Low")}, {ID: "high", Title: text("High")}}}
		for i := range 4 {
			d := rubric.DomainEntry{ID: fmt.Sprint("d-", i), Title: text([]string{"Talk", "Read"}[i%2]), Code: fmt.Sprint("D", i)}
			for j := range 1 + seed%2 {
				code := ""
				if (seed>>i)%3 == 0 {
					code = fmt.Sprint(i, ".", j)
				}
				d.Competencies = append(d.Competencies, rubric.CompetencyEntry{ID: fmt.Sprintf("c-%d-%d", i, j), Code: code, Title: text(titles[(seed*(i+1)+2*j)%len(titles)])})
			}
			doc.Domains = append(doc.Domains, d)
		}
		r, err := rubric.New(doc)
		if err != nil {
			continue // two titles in one domain are the same
		}
		seen := make(map[string]string)
		for c := range r.Competencies() {
			key := fold.Key(c.Label())
			if other, dup := seen[key]; dup {
				t.Errorf("%s and %s are both called %q", other, c.ID(), c.Label())
			}
			seen[key] = c.ID()
		}
	}
	r := mustLoadText(t, additional)
	for id, want := range map[string]string{"listening": "We listen"} {
		if c, _ := r.Competency(id); c.Label() != want || c.SharesTitle() {
			t.Errorf("label %q, want %q", c.Label(), want)
		}
	}
}
