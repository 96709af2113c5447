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

// The title of a competency of a rubric is told apart from others by its label, also if it is the
// last one, and if a title looks like a label.
func TestLabels(t *testing.T) {
	for _, tt := range []struct {
		titles [3]string // of competencies of different domains
		codes  [3]string
		want   [3]string
	}{
		{[3]string{"Talk", "Read", "Sing"}, [3]string{}, [3]string{"Talk", "Read", "Sing"}},
		{[3]string{"Talk", "Read", "Sing"}, [3]string{"1", "2", "3"}, [3]string{"1 Talk", "2 Read", "3 Sing"}},
		{[3]string{"Talk", "Read", "talk"}, [3]string{}, [3]string{"Talk (A)", "Read", "talk (C)"}},
		{[3]string{"Talk", "Talk", "Sing"}, [3]string{"", "7", ""}, [3]string{"Talk (A)", "7 Talk", "Sing"}},
		{[3]string{"Talk (C)", "Talk", "Talk"}, [3]string{}, [3]string{"Talk (C) (c-0)", "Talk (B)", "Talk (C) (c-2)"}},
		{[3]string{"Talk", "Talk", "Talk (A)"}, [3]string{}, [3]string{"Talk (A) (c-0)", "Talk (B)", "Talk (A) (c-2)"}},
		{[3]string{"Talk", "Talk (A) (c-0)", "Talk"}, [3]string{}, [3]string{"Talk (A)", "Talk (A) (c-0)", "Talk (C)"}},
		{[3]string{"7 Talk", "Talk", "Sing"}, [3]string{"", "7", ""}, [3]string{"7 Talk (c-0)", "7 Talk (c-1)", "Sing"}},
	} {
		d := severalRubric().Document()
		d.Strands, d.PromptSets = nil, nil
		for i := range d.Domains {
			d.Domains[i] = rubric.DomainEntry{ID: fmt.Sprint("d-", i), Title: rubric.TextEntry{Text: string(rune('A' + i))}}
			d.Domains[i].Competencies = []rubric.CompetencyEntry{{ID: fmt.Sprint("c-", i), Code: tt.codes[i], Title: rubric.TextEntry{Text: tt.titles[i]}}}
		}
		r, err := rubric.New(d)
		if err != nil {
			t.Fatal(err)
		}
		var got [3]string
		for c := range r.Competencies() {
			got[c.Index()] = c.Label()
			shared := 0
			for _, title := range tt.titles {
				if fold.Key(title) == fold.Key(c.Title()) {
					shared++
				}
			}
			if c.SharesTitle() != (shared > 1) {
				t.Errorf("%q: %s shares its title: %t", tt.titles, c.ID(), c.SharesTitle())
			}
		}
		if got != tt.want {
			t.Errorf("%q with codes %q: labels %q, want %q", tt.titles, tt.codes, got, tt.want)
		}
	}
}
