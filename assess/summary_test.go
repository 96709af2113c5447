package assess_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// withStrand is the rubric of audiences with a strand of all its domains.
func withStrand(t testing.TB) *rubric.Rubric {
	t.Helper()
	return audiences(t, "domains:\n  - id: daily-life", "strands:\n  - {id: all-of-it, title: All of it, domains: [daily-life, decisions]}\ndomains:\n  - id: daily-life")
}

// randomAnswers returns responses of groups with up to the number of raters, who leave out
// questions and give non-answers.
func randomAnswers(t testing.TB, r *rubric.Rubric, most int, rng *rand.Rand) []*assess.Response {
	t.Helper()
	words := []string{"", "dont-know", "dont-know", "declined", "not-applicable", "not-applicable", "not-applicable"}
	for s := range r.Spectrum().Stages() {
		words = append(words, s.ID(), s.ID(), s.ID(), s.ID())
	}
	groups := []string{""}
	for g := range r.Constituencies() {
		groups = append(groups, g.ID)
	}
	if len(groups) > 1 {
		groups = groups[1:]
	}
	var all []*assess.Response
	for _, g := range groups {
		if rng.IntN(5) == 0 {
			continue // nobody of the group answered
		}
		for i := range rng.IntN(most + 1) {
			d := assess.ResponseDocument{ID: fmt.Sprint(g, i), Constituency: g, Ratings: make(map[string]assess.RatingEntry)}
			for c := range r.Competencies() {
				if w := words[rng.IntN(len(words))]; w != "" && c.Asks(g) {
					d.Ratings[c.ID()] = assess.RatingEntry{Stage: w}
				}
			}
			all = append(all, respond(t, r, d))
		}
	}
	return all
}

// cellFacts are the contents of a cell, to compare them.
type cellFacts struct {
	Hidden, NotAsked bool
	Stages           []uint64
	NonAnswers       assess.NonAnswers
}

func factsOf(c assess.ResultCell) cellFacts {
	f := cellFacts{Hidden: c.Hidden, NotAsked: c.NotAsked, NonAnswers: c.NonAnswers}
	for _, n := range c.Stages.Counts() {
		f.Stages = append(f.Stages, n)
	}
	return f
}

// countedFacts counts the answers of a group, or of everyone, to some competencies.
func countedFacts(r *rubric.Rubric, all []*assess.Response, group string, competencies []*rubric.Competency) cellFacts {
	f := cellFacts{Stages: make([]uint64, r.Spectrum().Len())}
	f.NotAsked = group != assess.AllRaters && !slices.ContainsFunc(competencies, func(c *rubric.Competency) bool { return c.Asks(group) })
	for _, p := range all {
		if group != assess.AllRaters && p.Constituency() != group {
			continue
		}
		for _, c := range competencies {
			if s, ok := p.Stage(c); ok {
				f.Stages[s.Rank()-1]++
			}
			switch p.Rating(c) {
			case assess.NotAnswered:
				f.NonAnswers.NotAnswered++
			case assess.NotApplicable:
				f.NonAnswers.NotApplicable++
			case assess.DontKnow:
				f.NonAnswers.DontKnow++
			case assess.Declined:
				f.NonAnswers.Declined++
			}
		}
	}
	return f
}

// competenciesByRow returns the competencies of each competency, domain and strand.
func competenciesByRow(r *rubric.Rubric) map[string][]*rubric.Competency {
	rows := make(map[string][]*rubric.Competency)
	for c := range r.Competencies() {
		ids := []string{c.ID(), c.Domain().ID()}
		if s := c.Domain().Strand(); s != nil {
			ids = append(ids, s.ID())
		}
		for _, id := range ids {
			rows[id] = append(rows[id], c)
		}
	}
	return rows
}

// TestSummaryCountsTheAnswers compares summaries with the answers that they are of.
func TestSummaryCountsTheAnswers(t *testing.T) {
	rubrics := []*rubric.Rubric{withStrand(t), clinic(t, "1", "a", "b", "c"), small(t, "1", "a", "b")}
	for seed := range uint64(repeats(40, 1000)) {
		rng := rand.New(rand.NewPCG(seed, 31))
		r := rubrics[seed%3]
		all := randomAnswers(t, r, 14, rng)
		s, err := tallyOf(t, all).Summarize(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		groups := []string{assess.AllRaters}
		for _, g := range s.Constituencies() {
			groups = append(groups, g.ID)
		}
		for _, group := range groups {
			want := uint64(len(all))
			if group != assess.AllRaters {
				want = uint64(len(slices.DeleteFunc(slices.Clone(all), func(p *assess.Response) bool { return p.Constituency() != group })))
			}
			if got := s.Raters(group); got != (assess.RaterCount{N: want}) {
				t.Fatalf("seed %d: raters of %q: %+v, want %d", seed, group, got, want)
			}
			for id, list := range competenciesByRow(r) {
				cell, ok := s.Cell(id, group)
				if diff := gocmp.Diff(countedFacts(r, all, group, list), factsOf(cell)); diff != "" || !ok {
					t.Fatalf("seed %d: %s of %q: %t (-want +got):\n%s", seed, id, group, ok, diff)
				}
			}
		}
	}
}

// TestShownRatersAreSums compares the results of those who are shown together with those of
// the shown groups.
func TestShownRatersAreSums(t *testing.T) {
	rubrics := []*rubric.Rubric{withStrand(t), clinic(t, "1", "a", "b", "c"), small(t, "1", "a", "b")}
	policies := []assess.Policy{assess.Internal(), {Name: "internal", MinGroup: 2}, {MinGroup: 5}}
	shown, hidden := 0, 0
	for seed := range uint64(repeats(60, 1000)) {
		rng := rand.New(rand.NewPCG(seed, 37))
		r := rubrics[seed%3]
		p := publishedOf(t, r, randomAnswers(t, r, 9, rng), policies[rng.IntN(len(policies))])
		parts := []string{assess.AllRaters}
		if list := p.Constituencies(); len(list) > 0 {
			parts = nil
			for _, g := range list {
				if n := p.Raters(g.ID); !n.Hidden && n.N > 0 {
					parts = append(parts, g.ID)
				}
			}
		}
		if parts == nil { // nobody is shown, or nobody answered
			parts = []string{assess.AllRaters}
		}
		raters := assess.RaterCount{}
		for _, g := range parts {
			n := p.Raters(g)
			raters.N += n.N
			raters.Hidden = raters.Hidden || n.Hidden
		}
		if got := p.Raters(assess.ShownRaters); got != raters {
			t.Fatalf("seed %d: raters %+v, want %+v", seed, got, raters)
		}
		for id := range competenciesByRow(r) {
			want := cellFacts{Stages: make([]uint64, r.Spectrum().Len()), NotAsked: true}
			for _, g := range parts {
				cell, _ := p.Cell(id, g)
				if cell.Hidden {
					want = cellFacts{Hidden: true}
					break
				}
				want.NotAsked = want.NotAsked && cell.NotAsked
				for i, n := range factsOf(cell).Stages {
					want.Stages[i] += n
				}
				want.NonAnswers.NotAnswered += cell.NonAnswers.NotAnswered
				want.NonAnswers.NotApplicable += cell.NonAnswers.NotApplicable
				want.NonAnswers.DontKnow += cell.NonAnswers.DontKnow
				want.NonAnswers.Declined += cell.NonAnswers.Declined
			}
			cell, ok := p.Cell(id, assess.ShownRaters)
			if diff := gocmp.Diff(want, factsOf(cell)); diff != "" || !ok {
				t.Fatalf("seed %d: %s: %t (-want +got):\n%s", seed, id, ok, diff)
			}
			if hidden++; !want.Hidden {
				hidden--
				shown++
			}
		}
	}
	if shown < 30 || hidden < 30 {
		t.Errorf("%d results were shown and %d hidden: too few to compare", shown, hidden)
	}
}

// TestGapsOfAnswers compares the differences with those of each two answers, with numbers of
// raters around the least one that is compared.
func TestGapsOfAnswers(t *testing.T) {
	rubrics := []*rubric.Rubric{withStrand(t), clinic(t, "1", "a", "b", "c"), small(t, "1", "a", "b")}
	type gap struct {
		Competency, First, Second string
		Delta                     float64
		N                         [2]uint64
		Stages                    [2][]uint64
	}
	size := func(g gap) float64 { return max(g.Delta, -g.Delta) }
	seen := 0
	for seed := range uint64(repeats(60, 1000)) {
		rng := rand.New(rand.NewPCG(seed, 41))
		r := rubrics[seed%3]
		least := rng.IntN(5)
		all := randomAnswers(t, r, 8, rng)
		if least == 0 {
			all = randomAnswers(t, r, 20, rng)
		}
		s, err := tallyOf(t, all).Summarize(r, &assess.SummaryOptions{MinGapRaters: least})
		if err != nil {
			t.Fatal(err)
		}
		var want, got []gap
		for c := range r.Competencies() {
			list := s.Constituencies()
			for i, x := range list {
				for _, y := range list[i+1:] {
					g := gap{Competency: c.ID(), First: x.ID, Second: y.ID}
					above := 0
					for _, p := range all {
						for _, q := range all {
							from, rated := p.Stage(c)
							to, also := q.Stage(c)
							if rated && also && p.Constituency() == x.ID && q.Constituency() == y.ID {
								above += cmp.Compare(from.Rank(), to.Rank())
							}
						}
					}
					for k, id := range []string{x.ID, y.ID} {
						g.Stages[k] = countedFacts(r, all, id, []*rubric.Competency{c}).Stages
						for _, n := range g.Stages[k] {
							g.N[k] += n
						}
					}
					if limit := uint64(cmp.Or(least, 10)); g.N[0] >= limit && g.N[1] >= limit {
						g.Delta = float64(above) / float64(g.N[0]*g.N[1])
						want = append(want, g)
					}
				}
			}
		}
		slices.SortStableFunc(want, func(a, b gap) int { return cmp.Compare(size(b), size(a)) })
		for g := range s.Gaps() {
			stages := g.Stages()
			x := gap{g.Competency.ID(), g.Between[0].ID, g.Between[1].ID, g.Delta, g.N, [2][]uint64{}}
			for k := range stages {
				x.Stages[k] = factsOf(assess.ResultCell{Stages: stages[k]}).Stages
			}
			got = append(got, x)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d: at least %d raters (-want +got):\n%s", seed, least, diff)
		}
		seen += len(got)
	}
	if seen < 100 {
		t.Errorf("%d differences are too few to compare", seen)
	}
	var zero assess.ConstituencyGap
	if stages := zero.Stages(); stages[0].N() != 0 || stages[1].N() != 0 {
		t.Errorf("the zero difference has ratings: %v", stages)
	}
	if i, ok := zero.Interval(); ok {
		t.Errorf("the zero difference has the interval %v", i)
	}
}

// TestMostAnswers summarizes as many answers as a domain of two competencies can have, and more.
func TestMostAnswers(t *testing.T) {
	r := clinic(t, "1", "a", "b", "c") // a and c are of the same domain
	const most = math.MaxUint64 / 2
	for _, tt := range []struct {
		name           string
		patients, more uint64 // raters
		counts         func(raters uint64) []uint64
		ok             bool
	}{
		{"not answered", most, 0, func(n uint64) []uint64 { return []uint64{0, 0, 0, n, 0, 0, 0} }, true},
		{"not answered twice", most - 7, 7, func(n uint64) []uint64 { return []uint64{0, 0, 0, n, 0, 0, 0} }, true},
		{"one more not answered", most, 1, func(n uint64) []uint64 { return []uint64{0, 0, 0, n, 0, 0, 0} }, false},
		{"one more not applicable", most + 1, 0, func(n uint64) []uint64 { return []uint64{0, 0, 0, 0, n, 0, 0} }, false},
		{"one more does not know", most + 1, 0, func(n uint64) []uint64 { return []uint64{0, 0, 0, 0, 0, n, 0} }, false},
		{"one more declined", 1, most, func(n uint64) []uint64 { return []uint64{0, 0, 0, 0, 0, 0, n} }, false},
		{"rated", most, 0, func(n uint64) []uint64 { return []uint64{n, 0, 0, 0, 0, 0, 0} }, true},
		{"one more rated", most + 1, 0, func(n uint64) []uint64 { return []uint64{0, n, 0, 0, 0, 0, 0} }, false},
		{"rated and declined", most, 0, func(n uint64) []uint64 { return []uint64{5, n - 7, 0, 0, 0, 0, 2} }, true},
		{"rated and one more declined", most, 1, func(n uint64) []uint64 { return []uint64{0, n - n/2, 0, 0, 0, 0, n / 2} }, false},
	} {
		tally := &assess.Tally{Rubric: r.Ref(), Stages: 3, Competencies: 3, Groups: make(map[string]*assess.GroupCounts)}
		for id, n := range map[string]uint64{"patient": tt.patients, "board": tt.more} {
			if n > 0 {
				tally.Groups[id] = &assess.GroupCounts{Raters: n, Counts: slices.Repeat(tt.counts(n), 3)}
			}
		}
		s, err := tally.Summarize(r, nil)
		if (err == nil) != tt.ok {
			t.Errorf("%s: error %v", tt.name, err)
		}
		if err != nil {
			continue
		}
		raters := tt.patients + tt.more
		cell, _ := s.Cell("listening", assess.AllRaters)
		if n := s.Raters(assess.AllRaters).N; n != raters || cell.Asked() != 2*raters {
			t.Errorf("%s: %d raters, %d answers, want %d and %d", tt.name, n, cell.Asked(), raters, 2*raters)
		}
	}

	// A strand can have too many answers where its domains have not.
	strand := withStrand(t)
	for n, ok := range map[uint64]bool{math.MaxUint64 / 5: true, math.MaxUint64/5 + 1: false} {
		tally := &assess.Tally{Rubric: strand.Ref(), Stages: 3, Competencies: 5, Groups: map[string]*assess.GroupCounts{
			"educator": {Raters: n, Counts: slices.Repeat([]uint64{0, 0, 0, n, 0, 0, 0}, 5)},
		}}
		if _, err := tally.Summarize(strand, nil); (err == nil) != ok {
			t.Errorf("%d educators: %v", n, err)
		}
	}

	// A group without a name is none of the rubric's, also if there is only one.
	alone := oneConstituency(t)
	tally := &assess.Tally{Rubric: alone.Ref(), Stages: 2, Competencies: 1, Groups: map[string]*assess.GroupCounts{
		"": {Raters: 20, Counts: []uint64{10, 10, 0, 0, 0, 0}},
	}}
	if _, err := tally.Summarize(alone, nil); err == nil {
		t.Error("a group without a name is summarized")
	}

	// As many raters as a number can be, of whom nobody is asked much.
	one := oneConstituency(t, "guest")
	for more, ok := range map[uint64]bool{2: true, 3: false} {
		tally := &assess.Tally{Rubric: one.Ref(), Stages: 2, Competencies: 1, Groups: map[string]*assess.GroupCounts{
			"staff": {Raters: math.MaxUint64 - 2, Counts: []uint64{7, 8, 0, 0, math.MaxUint64 - 17, 0}},
			"guest": {Raters: more, Counts: []uint64{0, 0, 0, more, 0, 0}},
		}}
		s, err := tally.Summarize(one, nil)
		if (err == nil) != ok || ok && s.Raters(assess.AllRaters).N != math.MaxUint64 {
			t.Errorf("%d raters more than most: %v", more, err)
		}
	}
}

// TestLevelRuleOfDocuments reads summaries of rubrics without levels, which tell no rule.
func TestLevelRuleOfDocuments(t *testing.T) {
	r := small(t, "1", "a")
	p := published(t, r, map[string][]int{"a": {3, 4, 5, 6}})
	read, err := assess.LoadPublished(r, "p.json", marshal(t, p), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []*assess.Published{p, read} {
		if stage, percent := p.LevelRule(); stage.ID() != "four" || percent != 50 {
			t.Errorf("a competency is in place with %d %% at %s", percent, stage)
		}
	}
}
