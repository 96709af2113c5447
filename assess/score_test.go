package assess_test

import (
	"fmt"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

// small returns a rubric with one domain of three competencies and four stages.
func small(t testing.TB, edition string, competencies ...string) *rubric.Rubric {
	t.Helper()
	text := func(s string) rubric.TextEntry { return rubric.TextEntry{Text: s} }
	d := rubric.EditionDocument{
		ID: "small", Edition: edition, Title: text("Small"), Language: "en",
		Spectrum: rubric.SpectrumEntry{ID: "growth", Stages: []rubric.StageEntry{
			{ID: "one", Title: text("One")},
			{ID: "two", Title: text("Two")},
			{ID: "three", Title: text("Three")},
			{ID: "four", Title: text("Four")},
		}},
		Domains: []rubric.DomainEntry{{ID: "dom", Title: text("Domain")}},
	}
	for _, id := range competencies {
		d.Domains[0].Competencies = append(d.Domains[0].Competencies, rubric.CompetencyEntry{ID: id, Title: text(id)})
	}
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// published returns the internal publication of responses that give each competency the
// given number of ratings at each stage.
func published(t testing.TB, r *rubric.Rubric, counts map[string][]int) *assess.Published {
	t.Helper()
	return publishedUnder(t, r, counts, assess.Internal())
}

func publishedUnder(t testing.TB, r *rubric.Rubric, counts map[string][]int, policy assess.Policy) *assess.Published {
	t.Helper()
	var stages []string
	for s := range r.Spectrum().Stages() {
		stages = append(stages, s.ID())
	}
	raters := 0
	answers := make(map[string][]string)
	for id, ns := range counts {
		for i, n := range ns {
			for range n {
				answers[id] = append(answers[id], stages[i])
			}
		}
		raters = max(raters, len(answers[id]))
	}
	var tally assess.Tally
	for i := range raters {
		d := assess.ResponseDocument{ID: fmt.Sprint(i), Ratings: map[string]assess.RatingEntry{}}
		for id, list := range answers {
			if i < len(list) {
				d.Ratings[id] = assess.RatingEntry{Stage: list[i]}
			}
		}
		p, err := assess.NewResponse(r, d)
		if err != nil {
			t.Fatal(err)
		}
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	s, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	pub, err := s.Publish(policy)
	if err != nil {
		t.Fatal(err)
	}
	return pub
}

func TestScore(t *testing.T) {
	r := small(t, "1", "a", "b", "c")
	pub := published(t, r, map[string][]int{
		"a": {10, 0, 0, 0}, // one
		"b": {0, 1, 1, 0},  // between two and three
		"c": {0, 0, 0, 3},  // four
	})
	three, _ := r.Spectrum().Stage("three")
	none := spectrum.Stage{}
	tests := []struct {
		rule           assess.ScoreRule
		id             string
		target         spectrum.Stage
		low, high      string
		reached, rated uint64
	}{
		{assess.PooledMedian, "dom", three, "one", "one", 4, 15},
		{assess.PooledMedian, assess.AllDomains, none, "one", "one", 0, 15},
		{assess.MedianOfCompetencies, "dom", three, "two", "three", 4, 15},
		{assess.Floor, "dom", three, "one", "one", 4, 15},
		{assess.ShareAtTarget, "dom", three, "one", "one", 4, 15},
		{assess.PooledMedian, "b", three, "two", "three", 1, 2},
		{assess.Floor, "b", none, "two", "two", 0, 2},
	}
	for _, tt := range tests {
		s, ok, err := pub.Score(tt.rule, tt.id, assess.AllRaters, tt.target)
		if err != nil || !ok {
			t.Errorf("%s of %q: %t, %v", tt.rule, tt.id, ok, err)
			continue
		}
		if s.Rule != tt.rule || s.Low.ID() != tt.low || s.High.ID() != tt.high || s.Reached != tt.reached || s.Rated != tt.rated {
			t.Errorf("%s of %q = %+v (%s to %s), want %s to %s, %d of %d", tt.rule, tt.id, s, s.Low, s.High, tt.low, tt.high, tt.reached, tt.rated)
		}
	}
	s, _, _ := pub.Score(assess.MedianOfCompetencies, "dom", assess.AllRaters, three)
	if low, high, ok := s.Distance(); low != -1 || high != 0 || !ok {
		t.Errorf("distance %d to %d, %t", low, high, ok)
	}
	if _, _, ok := (assess.ResultScore{}).Distance(); ok {
		t.Error("a distance without a target")
	}
}

func TestScoreRefuses(t *testing.T) {
	r := small(t, "1", "a")
	pub := published(t, r, map[string][]int{"a": {1, 0, 0, 0}})
	other, _ := cei.Latest().Spectrum().At(2)
	two, _ := r.Spectrum().Stage("two")
	for name, call := range map[string]func() (assess.ResultScore, bool, error){
		"an unknown rule": func() (assess.ResultScore, bool, error) { return pub.Score("mean", "dom", assess.AllRaters, two) },
		"an unknown id":   func() (assess.ResultScore, bool, error) { return pub.Score(assess.Floor, "x", assess.AllRaters, two) },
		"a share of nothing": func() (assess.ResultScore, bool, error) {
			return pub.Score(assess.ShareAtTarget, "dom", assess.AllRaters, spectrum.Stage{})
		},
		"another's target": func() (assess.ResultScore, bool, error) {
			return pub.Score(assess.Floor, "dom", assess.AllRaters, other)
		},
		"an unknown group": func() (assess.ResultScore, bool, error) { return pub.Score(assess.Floor, "dom", "family", two) },
	} {
		if _, ok, err := call(); err == nil || ok {
			t.Errorf("%s is let through", name)
		}
	}
	empty := published(t, r, nil)
	if _, ok, err := empty.Score(assess.Floor, "dom", assess.AllRaters, two); ok || err != nil {
		t.Errorf("the score of nobody: %t, %v", ok, err)
	}
}

func TestScoreOfHidden(t *testing.T) {
	pub := publish(t, community(t, []int{3, 20, 30, 40, 50}, 1), assess.Policy{})
	for _, id := range []string{"student", "family"} {
		if _, ok, err := pub.Score(assess.PooledMedian, assess.AllDomains, id, spectrum.Stage{}); ok || err != nil {
			t.Errorf("a hidden group has a score (%v)", err)
		}
	}
	if _, ok, _ := pub.Score(assess.PooledMedian, assess.AllDomains, "leader", spectrum.Stage{}); !ok {
		t.Error("a shown group has none")
	}
}
