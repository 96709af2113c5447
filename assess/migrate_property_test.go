package assess_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// world is a random crosswalk between two random rubrics.
type world struct {
	rng *rand.Rand
	x   *rubric.Crosswalk
}

func newWorld(t *testing.T, rng *rand.Rand) world {
	t.Helper()
	d := newDraft(rng)
	from, to := d.rubric(t, 0), d.rubric(t, 1)
	data, err := json.Marshal(rubric.CrosswalkDocument{
		Format: rubric.CrosswalkFormat, From: "random@0", To: "random@1", Stages: d.stageMap(), Competencies: d.entries,
	})
	if err != nil {
		t.Fatal(err)
	}
	x, err := rubric.LoadCrosswalk("x.json", data, from, to, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return world{rng, x}
}

// draft has the content of the two editions of a world. Each pair is of the earlier and the
// later edition.
type draft struct {
	rng     *rand.Rand
	stages  [2]int      // how many
	comps   [2][]string // ids
	groups  []string
	entries []rubric.CrosswalkEntry
}

func newDraft(rng *rand.Rand) *draft {
	d := &draft{rng: rng, stages: [2]int{2 + rng.IntN(5), 2 + rng.IntN(5)}}
	d.add(1, 1, "same", "fully") // an edition has one competency at the least
	for range rng.IntN(9) {
		switch comparable := d.pick("fully", "partly", "not"); d.pick("same", "reworded", "split", "merged", "dropped", "added") {
		case "same":
			d.add(1, 1, "same", comparable)
		case "reworded":
			d.add(1, 1, "reworded", comparable)
		case "split":
			d.add(1, 2+rng.IntN(2), "split", comparable)
		case "merged":
			d.add(2+rng.IntN(2), 1, "merged", comparable)
		case "dropped":
			d.add(1, 0, "dropped", "not")
		case "added":
			d.add(0, 1, "added", "not")
		}
	}
	rng.Shuffle(len(d.entries), func(i, j int) { d.entries[i], d.entries[j] = d.entries[j], d.entries[i] })
	d.groups = []string{"one", "two", "three"}[:rng.IntN(4)]
	return d
}

func (d *draft) pick(list ...string) string { return list[d.rng.IntN(len(list))] }

// add relates new competencies of one edition to new ones of the other, as many as given.
func (d *draft) add(from, to int, relation, comparable string) {
	e := rubric.CrosswalkEntry{From: d.take(0, from), To: d.take(1, to), Relation: relation, Comparable: comparable}
	if d.rng.IntN(2) == 0 {
		e.Note = "Note " + fmt.Sprint(len(d.entries))
	}
	d.entries = append(d.entries, e)
}

// take returns the ids of n new competencies of an edition.
func (d *draft) take(edition, n int) []string {
	var ids []string
	for range n {
		ids = append(ids, fmt.Sprintf("c%d-%d", edition, len(d.comps[edition])+len(ids)))
	}
	d.comps[edition] = append(d.comps[edition], ids...)
	return ids
}

// rubric makes an edition with the competencies in a random order, in one or two domains.
func (d *draft) rubric(t *testing.T, edition int) *rubric.Rubric {
	t.Helper()
	text := func(s string) rubric.TextEntry { return rubric.TextEntry{Text: s} }
	ids := slices.Clone(d.comps[edition])
	d.rng.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	doc := rubric.EditionDocument{
		ID: "random", Edition: fmt.Sprint(edition), Title: text("Random"), Language: "en", Spectrum: rubric.SpectrumEntry{ID: "spectrum"},
	}
	for _, id := range d.groups {
		doc.Constituencies = append(doc.Constituencies, rubric.ConstituencyEntry{ID: id, Title: text(id)})
	}
	for i := range d.stages[edition] {
		doc.Spectrum.Stages = append(doc.Spectrum.Stages, rubric.StageEntry{ID: fmt.Sprintf("s%d-%d", edition, i), Title: text(fmt.Sprint("S", i))})
	}
	cut := 1 + d.rng.IntN(len(ids))
	for i, part := range [][]string{ids[:cut], ids[cut:]} {
		if len(part) == 0 {
			continue
		}
		domain := rubric.DomainEntry{ID: fmt.Sprint("d", i), Title: text(fmt.Sprint("D", i))}
		for _, id := range part {
			domain.Competencies = append(domain.Competencies, rubric.CompetencyEntry{ID: id, Title: text(id)})
		}
		doc.Domains = append(doc.Domains, domain)
	}
	r, err := rubric.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// stageMap keeps the order of the stages. It leaves some out and maps some to the same
// stage.
func (d *draft) stageMap() map[string]string {
	stages := make(map[string]string)
	low := 0
	for i := range d.stages[0] {
		if d.rng.IntN(4) == 0 && i > 0 {
			continue
		}
		low += d.rng.IntN(d.stages[1] - low)
		stages[fmt.Sprintf("s0-%d", i)] = fmt.Sprintf("s1-%d", low)
	}
	return stages
}

// response returns random answers, with non-answers, missing answers, evidence and notes.
func (w world) response(t *testing.T, id int) *assess.Response {
	t.Helper()
	r := w.x.From()
	d := assess.ResponseDocument{ID: fmt.Sprintf("r-%04d", id), Ratings: make(map[string]assess.RatingEntry)}
	var groups []string
	for c := range r.Constituencies() {
		groups = append(groups, c.ID)
	}
	if len(groups) > 0 {
		d.Constituency = groups[w.rng.IntN(len(groups))]
	}
	words := []string{"not-applicable", "dont-know", "declined"}
	for s := range r.Spectrum().Stages() {
		words = append(words, s.ID())
	}
	for c := range r.Competencies() {
		if w.rng.IntN(5) == 0 {
			continue
		}
		e := assess.RatingEntry{Stage: words[w.rng.IntN(len(words))]}
		if w.rng.IntN(3) == 0 {
			e.Note = "note on " + c.ID()
		}
		for i := range w.rng.IntN(3) {
			e.Evidence = append(e.Evidence, fmt.Sprintf("evidence %d for %s", i, c.ID()))
		}
		d.Ratings[c.ID()] = e
	}
	return respond(t, r, d)
}

// Moving a tally gives the same as moving its responses. Every answer is moved or reported
// as lost, and no answer is invented.
func TestMigrateProperties(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 26))
	kept, lost := 0, 0
	for i := range 300 {
		w := newWorld(t, rng)
		var all []*assess.Response
		for j := range rng.IntN(12) {
			all = append(all, w.response(t, j))
		}
		moved := sameAsTally(t, w.x, all)
		for j, p := range all {
			k, l := accounted(t, w.x, p, moved[j])
			kept, lost = kept+k, lost+l
		}
		if t.Failed() {
			t.Fatalf("in world %d", i)
		}
	}
	if kept < 1000 || lost < 1000 {
		t.Errorf("%d ratings kept and %d lost: the worlds show too little", kept, lost)
	}
}

// accounted compares a moved response with the original, using only the documents.
func accounted(t *testing.T, x *rubric.Crosswalk, p, moved *assess.Response) (kept, lost int) {
	t.Helper()
	_, losses, err := assess.MigrateResponse(p, x)
	if err != nil {
		t.Fatal(err)
	}
	before, after := p.Document().Ratings, moved.Document().Ratings
	predecessor := make(map[string]string)
	for l := range x.Links() {
		if l.Relation == rubric.RelationSame || l.Relation == rubric.RelationReworded {
			predecessor[l.To[0].ID()] = l.From[0].ID()
		}
	}
	for id, got := range after {
		want, ok := before[predecessor[id]]
		if !ok {
			t.Errorf("%s: the rating of %s was made up", p.ID(), id)
			continue
		}
		if s, ok := x.From().Spectrum().Stage(want.Stage); ok {
			next, _ := x.Stage(s)
			want.Stage = next.ID()
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", p.ID(), id, diff)
		}
	}
	gone := 0
	for _, l := range losses {
		if l.Ratings != 1 {
			t.Errorf("%s: a loss of %d ratings", p.ID(), l.Ratings)
		}
		if _, ok := before[l.Competency]; !ok {
			t.Errorf("%s: the loss of %s, which was not answered", p.ID(), l.Competency)
		}
		if !l.Kept {
			gone++
		}
	}
	if len(after)+gone != len(before) {
		t.Errorf("%s: %d ratings became %d and %d losses", p.ID(), len(before), len(after), gone)
	}
	return len(after), gone
}
