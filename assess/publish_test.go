package assess_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

var allConstituencies = []string{"student", "family", "educator", "leader", "community"}

// community returns the tally of a community with the given number of raters in each
// constituency, who rate at random.
func community(t testing.TB, sizes []int, seed uint64) *assess.Tally {
	t.Helper()
	return answering(t, sizes, seed, "not-evident", "developing", "maturing", "advanced", "dont-know", "declined", "not-applicable", "")
}

// answering is community with these answers.
func answering(t testing.TB, sizes []int, seed uint64, words ...string) *assess.Tally {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 0))
	var sum assess.Tally
	for i, size := range sizes {
		for n := range size {
			d := assess.ResponseDocument{ID: fmt.Sprint(allConstituencies[i], n), Constituency: allConstituencies[i], Ratings: map[string]assess.RatingEntry{}}
			for c := range cei.Latest().Competencies() {
				if w := words[rng.IntN(len(words))]; w != "" {
					d.Ratings[c.ID()] = assess.RatingEntry{Stage: w}
				}
			}
			p, err := assess.NewResponse(cei.Latest(), d)
			if err != nil {
				t.Fatal(err)
			}
			if err := sum.Add(p); err != nil {
				t.Fatal(err)
			}
		}
	}
	return &sum
}

func publish(t testing.TB, tally *assess.Tally, p assess.Policy) *assess.Published {
	t.Helper()
	s, err := tally.Summarize(cei.Latest(), nil)
	if err != nil {
		t.Fatal(err)
	}
	pub, err := s.Publish(p)
	if err != nil {
		t.Fatal(err)
	}
	return pub
}

func TestPublishHides(t *testing.T) {
	tests := []struct {
		name  string
		sizes []int // students, families, educators, leaders, community
		want  string
	}{
		{"all large", []int{20, 20, 30, 40, 50}, ""},
		{"all one above the minimum", []int{11, 11, 11, 11, 11}, ""},
		{"one at the minimum", []int{20, 10, 30, 40, 50}, "family community"},
		{"one small, and the last with it", []int{3, 20, 30, 40, 50}, "student community"},
		{"the last small, and the one before with it", []int{20, 20, 30, 40, 5}, "leader community"},
		{"two small with too few together", []int{5, 20, 6, 40, 50}, "student educator community"},
		{"two small, one of them the last", []int{5, 20, 30, 40, 9}, "student community"},
		{"two small, one of them the last, with too few together", []int{5, 20, 30, 40, 5}, "student leader community"},
		{"three small with twelve together", []int{24, 4, 4, 40, 4}, "family educator community"},
		{"three small with eleven together", []int{24, 4, 4, 40, 3}, "family educator leader community"},
		{"equal sizes do not follow", []int{30, 30, 30, 9, 0}, "educator leader"},
		{"three of nearly ten whose sizes their sum would give away", []int{9, 9, 9, 20, 0}, "student family educator leader"},
		{"the whole too small to hide two", []int{5, 5, 0, 0, 0}, "all student family educator leader community"},
		{"the whole large enough to hide two", []int{5, 6, 0, 0, 0}, "student family"},
		{"one small beside empty ones", []int{3, 0, 0, 40, 0}, "student leader"},
		{"one small beside nobody", []int{0, 0, 9, 0, 0}, "all student family educator leader community"},
		{"fewer than ten in all", []int{1, 1, 1, 1, 1}, "all student family educator leader community"},
		{"one group only", []int{0, 20, 0, 0, 0}, ""},
		{"nobody", []int{0, 0, 0, 0, 0}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pub := publish(t, answering(t, tt.sizes, 1, "not-evident", "developing", "maturing", "advanced"), assess.Policy{})
			want := strings.Fields(tt.want)
			for _, id := range append([]string{assess.AllRaters}, allConstituencies...) {
				name := id
				if id == assess.AllRaters {
					name = "all"
				}
				hidden := slices.Contains(want, name)
				if got := pub.Raters(id); got.Hidden != hidden || hidden && got.N != 0 {
					t.Errorf("raters of %s: %+v, want hidden %t", name, got, hidden)
				}
				for d := range pub.Rubric().Domains() {
					if c, ok := pub.Cell(d.ID(), id); !ok || c.Hidden != hidden || hidden && c != (assess.ResultCell{Hidden: true}) {
						t.Errorf("%s of %s: hidden %t, want %t", d.ID(), name, c.Hidden, hidden)
					}
				}
				for comp := range pub.Rubric().Competencies() {
					if c, ok := pub.Cell(comp.ID(), id); !ok || c.Hidden != hidden || hidden && c != (assess.ResultCell{Hidden: true}) {
						t.Errorf("%s of %s: hidden %t, want %t", comp.ID(), name, c.Hidden, hidden)
					}
				}
			}
			for g := range pub.Gaps() {
				for i, c := range g.Between {
					if slices.Contains(want, c.ID) || g.N[i] < 10 {
						t.Errorf("gap %v speaks of a hidden or small group", g)
					}
				}
			}
		})
	}
}

func TestInternalShowsAll(t *testing.T) {
	pub := publish(t, community(t, []int{1, 2, 0, 0, 0}, 1), assess.Internal())
	if got := pub.Raters("student"); got != (assess.RaterCount{N: 1}) {
		t.Errorf("raters %+v", got)
	}
	if got := pub.Policy(); got.Name != "internal" || got.MinGroup != 1 {
		t.Errorf("policy %+v", got)
	}
}

func TestPolicyDefaults(t *testing.T) {
	s, err := community(t, []int{10, 0, 0, 0, 0}, 1).Summarize(cei.Latest(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []assess.Policy{{RoundTo: -1}, {MinGroup: 2}, {MinGroup: 4, Name: "small"}, {MinGroup: -1}} {
		if _, err := s.Publish(p); err == nil {
			t.Errorf("%+v is accepted", p)
		}
	}
	for _, tt := range []struct{ in, want assess.Policy }{
		{assess.Policy{Name: "internal", MinGroup: 3}, assess.Policy{Name: "internal", MinGroup: 3}},
		{assess.Policy{MinGroup: 5}, assess.Policy{Name: "custom", MinGroup: 5}},
		{assess.Policy{}, assess.Public()},
		{assess.Policy{MinGroup: 1}, assess.Internal()},
		{assess.Policy{MinGroup: 20}, assess.Policy{Name: "custom", MinGroup: 20}},
		{assess.Policy{RoundTo: 5}, assess.Policy{Name: "custom", MinGroup: 10, RoundTo: 5}},
	} {
		if pub, err := s.Publish(tt.in); err != nil || pub.Policy() != tt.want {
			t.Errorf("%+v gives %+v, %v", tt.in, pub.Policy(), err)
		}
	}
}

func TestHideUniformRows(t *testing.T) {
	answers := func(id string, n int) assess.RatingEntry {
		if id == "language-access" && n > 1 {
			return assess.RatingEntry{Stage: "developing"}
		}
		return assess.RatingEntry{Stage: []string{"developing", "maturing", "declined"}[n%3]}
	}
	var sum assess.Tally
	for _, group := range []string{"student", "family"} {
		for n := range 30 {
			d := assess.ResponseDocument{ID: fmt.Sprint(group, n), Constituency: group, Ratings: map[string]assess.RatingEntry{}}
			for c := range cei.Latest().Competencies() {
				d.Ratings[c.ID()] = answers(c.ID(), n)
			}
			p, err := assess.NewResponse(cei.Latest(), d)
			if err != nil {
				t.Fatal(err)
			}
			if err := sum.Add(p); err != nil {
				t.Fatal(err)
			}
		}
	}
	// One of the thirty raters of each group differs from the most common answer.
	for minOutside, want := range map[int]bool{0: false, 1: false, 2: true, 5: true} {
		pub := publish(t, &sum, assess.Policy{MinOutside: minOutside})
		for id, hidden := range map[string]bool{
			"language-access": want, "operations-systems-and-resourcing": want,
			"staffing-resources": false, "building-relationships": false,
		} {
			for _, group := range []string{assess.AllRaters, "student", "family", "leader"} {
				hidden := hidden
				if group == assess.AllRaters || group == "leader" {
					hidden = hidden && minOutside > 2 // two differ in both groups together
				}
				if c, _ := pub.Cell(id, group); c.Hidden != hidden {
					t.Errorf("MinOutside %d: %s of %q is hidden: %t, want %t", minOutside, id, group, c.Hidden, hidden)
				}
			}
		}
	}
}

func TestRoundTo(t *testing.T) {
	pub := publish(t, community(t, []int{13, 12, 11, 17, 50}, 5), assess.Policy{RoundTo: 5})
	for c := range pub.Rubric().Competencies() {
		for _, id := range append([]string{assess.AllRaters}, allConstituencies...) {
			cell, _ := pub.Cell(c.ID(), id)
			for s, n := range cell.Stages.Counts() {
				if n%5 != 0 {
					t.Errorf("%s of %s at %s: %d", c.ID(), id, s, n)
				}
			}
			if cell.NonAnswers.DontKnow%5 != 0 || pub.Raters(id).N%5 != 0 {
				t.Errorf("%s of %s: %+v of %+v", c.ID(), id, cell.NonAnswers, pub.Raters(id))
			}
		}
	}
}

func TestCellsAddUp(t *testing.T) {
	s, err := community(t, []int{7, 11, 13, 2, 5}, 7).Summarize(cei.Latest(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for c := range s.Rubric().Competencies() {
		all, _ := s.Cell(c.ID(), assess.AllRaters)
		if got := all.Rated() + all.NonAnswers.Total(); got != 38 {
			t.Errorf("%s: %d ratings of 38 raters", c.ID(), got)
		}
		var sum uint64
		for _, id := range allConstituencies {
			cell, _ := s.Cell(c.ID(), id)
			sum += cell.Rated()
			if got := cell.Rated() + cell.NonAnswers.Total(); got != s.Raters(id).N {
				t.Errorf("%s of %s: %d ratings of %d raters", c.ID(), id, got, s.Raters(id).N)
			}
		}
		if sum != all.Rated() {
			t.Errorf("%s: the allConstituencies have %d ratings, everyone %d", c.ID(), sum, all.Rated())
		}
	}
	for d := range s.Rubric().Domains() {
		pooled, _ := s.Cell(d.ID(), "family")
		var rated, non uint64
		for c := range d.Competencies() {
			cell, _ := s.Cell(c.ID(), "family")
			rated += cell.Rated()
			non += cell.NonAnswers.Total()
		}
		if rated != pooled.Rated() || non != pooled.NonAnswers.Total() {
			t.Errorf("%s does not pool its competencies", d.ID())
		}
	}
	if _, ok := s.Cell("no-such-id", assess.AllRaters); ok {
		t.Error("a cell of an unknown id")
	}
	if _, ok := s.Cell("language-access", "nobody"); ok {
		t.Error("a cell of an unknown constituency")
	}
}

func TestGapsAreOrdered(t *testing.T) {
	s, err := tally(t, responses(t)).Summarize(cei.Latest(), nil)
	if err != nil {
		t.Fatal(err)
	}
	last := 1.0
	n := 0
	for g := range s.Gaps() {
		size := max(g.Delta, -g.Delta)
		if size > last {
			t.Fatalf("gap %v after one of %v", g.Delta, last)
		}
		last = size
		n++
	}
	if n == 0 {
		t.Error("no gaps in the sample district")
	}
}

func TestSummaryDocument(t *testing.T) {
	pub := publish(t, answering(t, []int{12, 20, 0, 3, 0}, 3, "not-evident", "developing", "maturing", "advanced"), assess.Policy{})
	data, err := json.Marshal(pub)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(pub)
	if err != nil || string(data) != string(again) {
		t.Errorf("two encodings differ (%v)", err)
	}
	var doc struct {
		Format, Generator string
		Policy            map[string]any
		Raters            struct {
			All any
			By  map[string]any
		}
		Spectrum []string
		Domains  []struct {
			ID           string
			All          map[string]any
			By           map[string]map[string]any
			Competencies []struct {
				ID  string
				All struct {
					Rated      int
					Counts     map[string]int
					NonAnswers map[string]int `json:"non_answers"`
					Median     []string
					AtOrAbove  map[string]int `json:"at_or_above"`
					Agreement  *float64
				}
				By map[string]map[string]any
			}
		}
		Gaps []struct {
			Between []string
			Delta   float64
			N       []int
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	hidden := map[string]any{"hidden": true}
	// The leaders are few, and the families are the only other group.
	wantRaters := map[string]any{"student": 12.0, "family": hidden, "educator": 0.0, "leader": hidden, "community": 0.0}
	if diff := cmp.Diff(wantRaters, doc.Raters.By); diff != "" || doc.Raters.All != 35.0 {
		t.Errorf("raters %v (-want +got):\n%s", doc.Raters.All, diff)
	}
	if doc.Format != "summary/1" || doc.Generator != "waymark (devel)" {
		t.Errorf("format %q, generator %q", doc.Format, doc.Generator)
	}
	c := doc.Domains[0].Competencies[0]
	if diff := cmp.Diff(hidden, c.By["leader"]); diff != "" {
		t.Errorf("a hidden cell (-want +got):\n%s", diff)
	}
	if got := c.By["educator"]["median"]; got != nil {
		t.Errorf("the median of nobody is %v", got)
	}
	counts, at := c.All.Counts, c.All.AtOrAbove
	if counts["advanced"] != at["advanced"] || counts["maturing"]+at["advanced"] != at["maturing"] || len(at) != 3 {
		t.Errorf("at or above %v does not follow from %v", at, counts)
	}
	if len(c.All.Median) != 2 || c.All.Agreement == nil || c.All.Rated == 0 {
		t.Errorf("cell %+v", c.All)
	}
}

func TestAssumption(t *testing.T) {
	r := small(t, "1", "a")
	sum := &assess.Tally{}
	for i, stage := range strings.Fields("one one one two two two two two two two two two two two two three three three three three three three four four") {
		p, err := assess.NewResponse(r, assess.ResponseDocument{ID: fmt.Sprint(i), Ratings: map[string]assess.RatingEntry{"a": {Stage: stage}}})
		if err != nil {
			t.Fatal(err)
		}
		if err := sum.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	document := func(opt *assess.SummaryOptions) string {
		s, err := sum.Summarize(r, opt)
		if err != nil {
			t.Fatal(err)
		}
		pub, err := s.Publish(assess.Policy{})
		if err != nil {
			t.Fatal(err)
		}
		return encode(t, pub)
	}
	if plain := document(nil); strings.Contains(plain, "mean") || strings.Contains(plain, "assumption") {
		t.Error("a mean that nobody asked for")
	}
	// Of counts 3, 12, 7, 2 the mean rank is 56/24, the interpolated median 2.25.
	got := document(&assess.SummaryOptions{Assumption: spectrum.EqualSteps})
	for _, want := range []string{`"assumption":"equal-steps"`, `"mean":2.3333`, `"interpolated_median":2.25`} {
		if !strings.Contains(got, want) {
			t.Errorf("the document lacks %s", want)
		}
	}
	if _, err := sum.Summarize(r, &assess.SummaryOptions{Assumption: "guess"}); err == nil {
		t.Error("an unknown assumption is accepted")
	}
}
