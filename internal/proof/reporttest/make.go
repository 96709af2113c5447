package reporttest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// Text is a wording without a source.
func Text(s string) rubric.TextEntry { return rubric.TextEntry{Text: s} }

// NewRubric makes a rubric with the given numbers of stages, constituencies,
// domains and competencies a domain. Change edits it before it is checked.
func NewRubric(t testing.TB, stages, groups, domains, competencies int, change func(*rubric.EditionDocument)) *rubric.Rubric {
	t.Helper()
	doc := rubric.EditionDocument{ID: "test", Edition: "1", Title: Text("A small rubric"), Language: "en"}
	doc.Spectrum.ID = "steps"
	for i := range stages {
		doc.Spectrum.Stages = append(doc.Spectrum.Stages, rubric.StageEntry{ID: fmt.Sprintf("stage-%d", i+1), Title: Text(fmt.Sprintf("Stage %d", i+1))})
	}
	for i := range groups {
		doc.Constituencies = append(doc.Constituencies, rubric.ConstituencyEntry{ID: fmt.Sprintf("group-%d", i+1), Title: Text(fmt.Sprintf("Group %d", i+1))})
	}
	for i := range domains {
		d := rubric.DomainEntry{ID: fmt.Sprintf("domain-%d", i+1), Title: Text(fmt.Sprintf("Domain %d", i+1)), Prompts: []rubric.TextEntry{Text("What next?")}}
		for j := range competencies {
			id := fmt.Sprintf("c-%d-%d", i+1, j+1)
			d.Competencies = append(d.Competencies, rubric.CompetencyEntry{ID: id, Title: Text("Competency " + id)})
		}
		doc.Domains = append(doc.Domains, d)
	}
	if change != nil {
		change(&doc)
	}
	r, err := rubric.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Tally makes the tally of a rubric from the counts of each group: by competency,
// by stage. Who rated no stage did not answer. The counts of groups that are not asked do not
// matter.
func Tally(r *rubric.Rubric, raters map[string]uint64, counts map[string][][]uint64) *assess.Tally {
	t := &assess.Tally{Rubric: r.Ref(), Stages: r.Spectrum().Len(), Competencies: r.CompetencyCount(), Groups: make(map[string]*assess.GroupCounts)}
	for id, rows := range counts {
		g := &assess.GroupCounts{Raters: raters[id]}
		for i, row := range rows {
			if c, ok := r.CompetencyAt(i); ok && !c.Asks(id) {
				g.Counts = append(g.Counts, make([]uint64, len(row)+4)...)
				continue
			}
			left := raters[id]
			for _, n := range row {
				left -= n
			}
			g.Counts = append(append(g.Counts, row...), left, 0, 0, 0)
		}
		t.Groups[id] = g
	}
	return t
}

// RandomTally gives each of a rubric's groups some raters with random ratings.
func RandomTally(r *rubric.Rubric, seed uint64, raters ...uint64) *assess.Tally {
	rng := rand.New(rand.NewPCG(seed, 0))
	people := make(map[string]uint64)
	counts := make(map[string][][]uint64)
	ids := []string{assess.AllRaters}
	for c := range r.Constituencies() {
		if len(ids) == 1 && ids[0] == assess.AllRaters {
			ids = nil
		}
		ids = append(ids, c.ID)
	}
	for i, id := range ids {
		people[id] = raters[i%len(raters)]
		for range r.CompetencyCount() {
			row := make([]uint64, r.Spectrum().Len())
			for range people[id] {
				// A fifth gives no rating.
				if stage := rng.IntN(len(row) * 5 / 4); stage < len(row) {
					row[stage]++
				}
			}
			counts[id] = append(counts[id], row)
		}
	}
	return Tally(r, people, counts)
}
