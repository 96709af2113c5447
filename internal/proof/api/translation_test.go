package api

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// The parts of a translation are equal to those of the original.
func TestTranslationsAreEqual(t *testing.T) {
	f := newFixture(t)
	parts := 0
	for c := range f.rubric.Competencies() {
		d, ok := f.spanish.Competency(c.ID())
		if !ok || c == d || !c.Equal(d) || !c.Domain().Equal(d.Domain()) || !c.Domain().Strand().Equal(d.Domain().Strand()) {
			t.Errorf("%s is not the same in Spanish", c.ID())
		}
		old, ok := f.earlier.Competency(c.ID())
		if ok && (c.Equal(old) || c.Domain().Equal(old.Domain())) {
			t.Errorf("%s is the same in another edition", c.ID())
		}
		parts++
	}
	for c := range f.rubric.Constituencies() {
		d, _ := f.spanish.Constituency(c.ID)
		if c == d || !c.Equal(d) {
			t.Errorf("%s is not the same in Spanish", c.ID)
		}
	}
	for s := range f.rubric.Spectrum().Stages() {
		translated, ok := f.spanish.Spectrum().Stage(s.ID())
		if !ok || !s.Equal(translated) {
			t.Errorf("%s is not the same in Spanish", s)
		}
		for c := range f.rubric.Competencies() {
			text, ok := c.Descriptor(s)
			if got, found := c.Descriptor(translated); got != text || found != ok {
				t.Errorf("%s: the descriptor of %s differs by the translation of the stage", c.ID(), s)
			}
		}
		if a, b := slices.Collect(f.rubric.StepsOf(s)), slices.Collect(f.rubric.StepsOf(translated)); !reflect.DeepEqual(a, b) {
			t.Errorf("the steps of %s differ by its translation", s)
		}
	}
	if !(*rubric.Competency)(nil).Equal(nil) || (&rubric.Competency{}).Equal(nil) || (*rubric.Domain)(nil).Equal(&rubric.Domain{}) {
		t.Error("nil and zero values are wrongly equal")
	}
	t.Logf("%d competencies", parts)
}

// Results have the same numbers for the original and for a translation of the rubric, a stage
// or a competency.
func TestTranslationsGiveTheSameNumbers(t *testing.T) {
	f := newFixture(t)
	rng := rand.New(rand.NewPCG(1, 2))
	policies := []assess.Policy{{}, assess.Internal(), {MinGroup: 5, RoundTo: 5}, {MinGroup: 6, MinOutside: 2}}
	waves := 0
	seeds := uint64(4)
	if *long {
		seeds = 12
	}
	for seed := range seeds {
		tally := reporttest.RandomTally(f.rubric, seed, rng.Uint64N(60), rng.Uint64N(60), rng.Uint64N(20), rng.Uint64N(9), rng.Uint64N(40))
		policy := policies[seed%4]
		original, translated := publish(t, tally, f.rubric, policy), publish(t, tally, f.spanish, policy)
		for id := range rows(f.rubric) {
			for _, group := range []string{assess.AllRaters, "family", "leader"} {
				sameCell(t, f, original, translated, id, group)
				sameScore(t, f, original, translated, id, group)
			}
		}
		if diff := cmp.Diff(numbers(t, original), numbers(t, translated)); diff != "" {
			t.Fatalf("the documents have other numbers (-English +Spanish):\n%s", diff)
		}
		sameProgress(t, original, translated)
		waves++
	}
	t.Logf("%d summaries in two languages", waves)
}

func publish(t *testing.T, tally *assess.Tally, r *rubric.Rubric, policy assess.Policy) *assess.Published {
	t.Helper()
	return reporttest.Publish(t, must2[*assess.Summary](t)(tally.Summarize(r, nil)), policy)
}

// rows yields the ids of strands, domains and competencies.
func rows(r *rubric.Rubric) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for s := range r.Strands() {
			if !yield(s.ID()) {
				return
			}
		}
		for d := range r.Domains() {
			if !yield(d.ID()) {
				return
			}
		}
		for c := range r.Competencies() {
			if !yield(c.ID()) {
				return
			}
		}
	}
}

func sameCell(t *testing.T, f *fixture, original, translated *assess.Published, id, group string) {
	t.Helper()
	a, _ := original.Cell(id, group)
	b, _ := translated.Cell(id, group)
	if a.Hidden != b.Hidden || !a.Stages.Equal(b.Stages) || a.NonAnswers != b.NonAnswers {
		t.Fatalf("%s, %s: %v in English, %v in Spanish", id, group, a, b)
	}
	if a.Hidden {
		return
	}
	for s := range f.rubric.Spectrum().Stages() {
		own, _ := f.spanish.Spectrum().Stage(s.ID())
		k, n := a.Stages.AtOrAbove(s)
		for _, d := range []spectrum.Distribution{a.Stages, b.Stages} {
			for _, stage := range []spectrum.Stage{s, own} {
				if gotK, gotN := d.AtOrAbove(stage); gotK != k || gotN != n {
					t.Fatalf("%s: AtOrAbove(%s) = %d of %d, want %d of %d", id, stage, gotK, gotN, k, n)
				}
				if d.Count(stage) != a.Stages.Count(s) {
					t.Fatalf("%s: Count(%s) = %d", id, stage, d.Count(stage))
				}
			}
		}
	}
	if sum, err := a.Stages.Add(b.Stages); err != nil || sum.N() != 2*a.Stages.N() {
		t.Fatalf("%s: the sum has %d ratings, error %v", id, sum.N(), err)
	}
}

func sameScore(t *testing.T, f *fixture, original, translated *assess.Published, id, group string) {
	t.Helper()
	for _, rule := range []assess.ScoreRule{assess.PooledMedian, assess.MedianOfCompetencies, assess.Floor, assess.ShareAtTarget} {
		target, _ := f.rubric.Spectrum().At(3)
		own, _ := f.spanish.Spectrum().At(3)
		want, wantOK, err := original.Score(rule, id, group, target)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []*assess.Published{original, translated} {
			for _, goal := range []spectrum.Stage{target, own} {
				got, ok, err := p.Score(rule, id, group, goal)
				low, high, _ := got.Distance()
				wantLow, wantHigh, _ := want.Distance()
				if err != nil || ok != wantOK || !got.Low.Equal(want.Low) || !got.High.Equal(want.High) ||
					got.Reached != want.Reached || got.Rated != want.Rated || low != wantLow || high != wantHigh {
					t.Fatalf("%s, %s, %s: %v, %v, %v, want %v, %v", rule, id, group, got, ok, err, want, wantOK)
				}
			}
		}
	}
}

// numbers returns the document without its titles, which are translated.
func numbers(t *testing.T, p json.Marshaler) assess.SummaryDocument {
	t.Helper()
	var d assess.SummaryDocument
	if err := json.Unmarshal(must2[[]byte](t)(p.MarshalJSON()), &d); err != nil {
		t.Fatal(err)
	}
	for i := range d.Strands {
		d.Strands[i].Title = ""
	}
	for i := range d.Domains {
		d.Domains[i].Title = ""
		for j := range d.Domains[i].Competencies {
			d.Domains[i].Competencies[j].Title = ""
		}
	}
	return d
}

func sameProgress(t *testing.T, original, translated *assess.Published) {
	t.Helper()
	want := numbers(t, must2[*assess.Progress](t)(assess.Compare(original, original, nil)))
	for _, pair := range [][2]*assess.Published{{original, translated}, {translated, original}, {translated, translated}} {
		if diff := cmp.Diff(want, numbers(t, must2[*assess.Progress](t)(assess.Compare(pair[0], pair[1], nil)))); diff != "" {
			t.Fatalf("the comparison has other numbers (-want +got):\n%s", diff)
		}
	}
	trend := must2[[]assess.TrendPoint](t)(assess.Trend([]assess.Wave{{Published: original}, {Published: translated}}, "welcoming-culture", assess.AllRaters))
	if len(trend) != 2 || trend[0].Cell.Rated() != trend[1].Cell.Rated() {
		t.Fatalf("trend = %v", trend)
	}
}

// Responses to a translation have the same answers as responses to the original. They can be
// migrated, paired and counted with them.
func TestTranslatedResponses(t *testing.T) {
	f := newFixture(t)
	var tally assess.Tally
	var pairs assess.PairTally
	for i, p := range f.responses {
		q := must2[*assess.Response](t)(assess.NewResponse(f.spanish, p.Document()))
		for c, rating := range p.Ratings() {
			translated, _ := f.spanish.Competency(c.ID())
			a, aOK := p.Stage(translated)
			b, bOK := q.Stage(c)
			own, ownOK := rating.Stage(f.spanish.Spectrum())
			if p.Rating(translated) != rating || q.Rating(c) != rating || aOK != bOK || bOK != ownOK || !a.Equal(b) || !b.Equal(own) ||
				p.Note(translated) != p.Note(c) || !slices.Equal(p.Evidence(translated), q.Evidence(c)) {
				t.Fatalf("response %d: %s differs by the translation", i, c.ID())
			}
		}
		if err := tally.Add(q); err != nil {
			t.Fatal(err)
		}
		if err := pairs.Add(p, q); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(f.tally, &tally); diff != "" {
		t.Errorf("the tally differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(f.pairs, &pairs); diff != "" {
		t.Errorf("the pairs differ (-want +got):\n%s", diff)
	}
	for _, stage := range []int{1, 2, 3, 4} {
		s, _ := f.earlier.Spectrum().At(stage)
		if to, ok := f.crosswalk.Stage(s); !ok || to.Rank() != stage {
			t.Errorf("the crosswalk leads from %s to %s", s, to)
		}
	}
}

// A report on a Spanish summary accepts goals, a consensus and an earlier wave of the original.
func TestTranslatedOptions(t *testing.T) {
	f := newFixture(t)
	p := publish(t, f.tally, f.spanish, assess.Internal())
	data := must2[[]byte](t)(json.Marshal(f.consensus))
	translated := must2[*assess.Consensus](t)(assess.LoadConsensus(f.spanish, "c.json", data, nil))
	var views []*report.View
	for _, r := range []*rubric.Rubric{f.rubric, f.spanish} {
		goal, _ := r.Spectrum().At(3)
		consensus := f.consensus
		if r == f.spanish {
			consensus = translated
		}
		progress := must2[*assess.Progress](t)(assess.Compare(publish(t, f.tally, r, assess.Internal()), p, nil))
		views = append(views, must2[*report.View](t)(report.Build(p, &report.Options{
			Targets: map[string]spectrum.Stage{assess.AllDomains: goal}, Consensus: consensus, Progress: progress,
		})))
	}
	for name, sections := range map[string][2]any{
		"targets": {views[0].Targets, views[1].Targets}, "consensus": {views[0].Consensus, views[1].Consensus}, "progress": {views[0].Progress, views[1].Progress},
	} {
		if diff := cmp.Diff(sections[0], sections[1]); diff != "" {
			t.Errorf("the section %s differs (-original +translation):\n%s", name, diff)
		}
	}
	for c := range f.rubric.Competencies() {
		own, _ := f.spanish.Competency(c.ID())
		a, aOK := f.consensus.Agreement(own)
		b, bOK := translated.Agreement(c)
		if aOK != bOK || aOK && (!a.Stage.Equal(b.Stage) || !a.Competency.Equal(b.Competency)) {
			t.Errorf("%s: the agreement differs by the translation", c.ID())
		}
	}
}
