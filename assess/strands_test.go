package assess_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// repairCafe is a rubric with two strands, a domain outside of them, and three levels. Pairs are
// replacements in its file.
func repairCafe(t testing.TB, pairs ...string) *rubric.Rubric {
	t.Helper()
	data, err := os.ReadFile("../testdata/good/rubrics/repair-cafe.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(pairs); i += 2 {
		if !bytes.Contains(data, []byte(pairs[i])) {
			t.Fatalf("the rubric has no %q", pairs[i])
		}
	}
	r, err := rubric.Load("repair-cafe.yaml", []byte(strings.NewReplacer(pairs...).Replace(string(data))), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The cell of a strand is the sum of the cells of its domains as they are shown, and hidden if
// one of them is.
func TestStrandIsSumOfItsDomains(t *testing.T) {
	r := repairCafe(t)
	shown, hidden := 0, 0
	for seed := range uint64(repeats(40, 150)) {
		p := publishRandom(t, r, rand.New(rand.NewPCG(seed, 3)))
		for s := range r.Strands() {
			for _, c := range append([]rubric.Constituency{{}}, p.Constituencies()...) {
				got, ok := p.Cell(s.ID(), c.ID)
				if !ok {
					t.Fatalf("no cell for %s %s", s.ID(), c.ID)
				}
				want := sumOfDomains(t, p, s, c.ID)
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(spectrum.Distribution{}), cmp.Comparer(func(a, b *spectrum.Spectrum) bool { return a == b })); diff != "" {
					t.Fatalf("seed %d: %s %s: (-want +got):\n%s", seed, s.ID(), c.ID, diff)
				}
				if got.Hidden {
					hidden++
				} else {
					shown++
				}
			}
		}
	}
	if shown == 0 || hidden == 0 {
		t.Errorf("%d cells shown and %d hidden", shown, hidden)
	}
}

func sumOfDomains(t *testing.T, p *assess.Published, s *rubric.Strand, constituency string) assess.ResultCell {
	t.Helper()
	var sum assess.ResultCell
	for d := range s.Domains() {
		part, _ := p.Cell(d.ID(), constituency)
		if part.Hidden {
			return assess.ResultCell{Hidden: true}
		}
		var err error
		if sum.Stages, err = sum.Stages.Add(part.Stages); err != nil {
			t.Fatal(err)
		}
		sum.NonAnswers.NotAnswered += part.NonAnswers.NotAnswered
		sum.NonAnswers.NotApplicable += part.NonAnswers.NotApplicable
		sum.NonAnswers.DontKnow += part.NonAnswers.DontKnow
		sum.NonAnswers.Declined += part.NonAnswers.Declined
	}
	return sum
}

// Scores, equal voice and warnings exist for strands as for domains.
func TestStrandResults(t *testing.T) {
	r := repairCafe(t)
	p := publishAll(t, r, func(c *rubric.Competency) []uint64 { return []uint64{2, uint64(4 + c.Index()), 8, 10} })
	score, ok, err := p.Score(assess.PooledMedian, "people", assess.AllRaters, spectrum.Stage{})
	cell, _ := p.Cell("people", assess.AllRaters)
	low, high := cell.Stages.Median()
	if err != nil || !ok || score.Rated != cell.Rated() || !score.Low.Equal(low) || !score.High.Equal(high) {
		t.Errorf("score %+v, %t, %v, want that of the cell", score, ok, err)
	}
	floor, _, _ := p.Score(assess.Floor, "work", "host", spectrum.Stage{})
	if floor.Low.ID() != "usual" {
		t.Errorf("the floor is %s", floor.Low)
	}
	if e, ok := p.EqualVoice("work"); !ok || len(e.Constituencies) != 3 {
		t.Errorf("equal voice %+v, %t", e, ok)
	}
	nobody := publishAll(t, r, func(*rubric.Competency) []uint64 { return []uint64{0, 0, 0, 0} })
	found := false
	for w := range nobody.Warnings() {
		found = found || w.Path == "work.by.fixer" && w.Code == assess.WarnNoRatings
	}
	if !found {
		t.Error("no warning that nobody rated a strand")
	}
}

// publishAll publishes 30 raters of each constituency, who all rate a competency by counts.
func publishAll(t testing.TB, r *rubric.Rubric, counts func(c *rubric.Competency) []uint64) *assess.Published {
	t.Helper()
	tally := &assess.Tally{Rubric: r.Ref(), Stages: r.Spectrum().Len(), Competencies: r.CompetencyCount(), Groups: make(map[string]*assess.GroupCounts)}
	const raters = 60
	for group := range r.Constituencies() {
		g := &assess.GroupCounts{Raters: raters}
		for c := range r.Competencies() {
			left := uint64(raters)
			for _, n := range counts(c) {
				g.Counts = append(g.Counts, n)
				left -= n
			}
			g.Counts = append(g.Counts, left, 0, 0, 0)
		}
		tally.Groups[group.ID] = g
	}
	s, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Publish(assess.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A summary with strands reads back, and so does one from before summaries had them: both are
// written again as they were.
func TestLoadPublishedWithAndWithoutStrands(t *testing.T) {
	r := repairCafe(t)
	for seed := range uint64(repeats(20, 60)) {
		want := publishRandom(t, r, rand.New(rand.NewPCG(seed, 4)))
		data := marshal(t, want)
		for _, data := range [][]byte{data, withoutStrands(t, r, data)} {
			got, err := assess.LoadPublished(r, "s.json", data, nil)
			if err != nil {
				t.Fatalf("seed %d: %v\n%s", seed, err, data)
			}
			if again := marshal(t, got); !bytes.Equal(data, again) {
				t.Fatalf("seed %d: writing again gives other bytes (-want +got):\n%s", seed, cmp.Diff(string(data), string(again)))
			}
			sameResults(t, want, got)
			for s := range r.Strands() {
				a, _ := want.Cell(s.ID(), assess.AllRaters)
				if b, ok := got.Cell(s.ID(), assess.AllRaters); !ok || a.Hidden != b.Hidden || a.Rated() != b.Rated() {
					t.Fatalf("seed %d: the strand %s has %d ratings, want %d", seed, s.ID(), b.Rated(), a.Rated())
				}
			}
		}
	}
}

// withoutStrands returns a summary as it was written before summaries had strands.
func withoutStrands(t *testing.T, r *rubric.Rubric, data []byte) []byte {
	t.Helper()
	var doc assess.SummaryDocument
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	doc.Strands = nil
	kept := []assess.ResultWarning{}
	for _, w := range doc.Warnings {
		id, _, _ := strings.Cut(w.Path, ".")
		if _, ok := r.Strand(id); !ok {
			kept = append(kept, w)
		}
	}
	doc.Warnings = kept
	return marshal(t, doc)
}

func TestLoadPublishedRefusesOtherStrands(t *testing.T) {
	r := repairCafe(t)
	data := string(marshal(t, publishAll(t, r, func(c *rubric.Competency) []uint64 { return []uint64{3, uint64(4 + c.Index()), 8, 10} })))
	first := data[strings.Index(data, `"strands":[`)+len(`"strands":[`) : strings.Index(data, `,{"id":"work"`)]
	for _, test := range []struct{ name, old, new, path string }{
		{"a count", first, strings.Replace(first, `"not-yet":45`, `"not-yet":46`, 1), "strands[0].all.counts.not-yet"},
		{"hidden", `"by":{"fixer":` + first[strings.Index(first, `"by":{"fixer":`)+len(`"by":{"fixer":`):strings.Index(first, `,"host":`)], `"by":{"fixer":{"hidden":true}`, "strands[0].by.fixer.rated"},
		{"no group", `"domains":["welcome","learning"],"all"`, `"domains":["welcome","learning"],"none":{},"all"`, "strands[0].none"},
		{"another domain", `["welcome","learning"]`, `["welcome","bench"]`, "strands[0].domains[1]"},
		{"another strand", `"id":"people"`, `"id":"peoples"`, "strands[0].id"},
		{"a strand is missing", first + ",", "", "strands[0].id"},
		{"one more", first, first + "," + first, "strands[1].id"},
		{"none", data[strings.Index(data, `"strands":[`):strings.Index(data, `"domains":[{"id":"welcome"`)], `"strands":[],`, "strands"},
	} {
		t.Run(test.name, func(t *testing.T) {
			changed := strings.Replace(data, test.old, test.new, 1)
			if changed == data {
				t.Fatalf("nothing is changed: %s", test.old)
			}
			_, err := assess.LoadPublished(r, "s.json", []byte(changed), nil)
			list, _ := problem.Of(err)
			for _, p := range list {
				if p.Path == test.path && p.Pos.Line > 0 {
					return
				}
			}
			t.Errorf("no problem at %s: %v", test.path, err)
		})
	}
}

func TestCompareStrands(t *testing.T) {
	r := repairCafe(t)
	low := func(c *rubric.Competency) []uint64 { return []uint64{10, uint64(4 + c.Index()), 8, 3} }
	high := func(c *rubric.Competency) []uint64 { return []uint64{3, uint64(4 + c.Index()), 8, 10} }
	for _, test := range []struct {
		name   string
		pairs  []string // what differs in the later edition
		reason assess.ChangeReason
	}{
		{"one edition", nil, ""},
		{"reworded strand", []string{"title: People,", "title: Everybody,"}, ""},
		{"another domain", []string{"[welcome, learning]", "[welcome, learning, money]"}, assess.ChangeParts},
		{"one domain fewer", []string{"[welcome, learning]", "[welcome]"}, assess.ChangeParts},
		{"a new strand", []string{"id: people,", "id: everybody,"}, assess.ChangeAdded},
		{"a competency has moved", []string{
			"      - {id: explaining, code: B2, title: We explain what broke, level: 2}\n", "",
			"      - {id: donations,", "      - {id: explaining, code: B2, title: We explain what broke, level: 2}\n      - {id: donations,",
		}, assess.ChangeParts},
	} {
		t.Run(test.name, func(t *testing.T) {
			later, x := r, (*rubric.Crosswalk)(nil)
			if test.pairs != nil {
				later = repairCafe(t, append([]string{`edition: "1"`, `edition: "2"`}, test.pairs...)...)
				var entries strings.Builder
				for c := range r.Competencies() {
					entries.WriteString("  - {relation: same, from: [" + c.ID() + "], to: [" + c.ID() + "], comparable: fully}\n")
				}
				x = crosswalk(t, r, later, entries.String())
			}
			before, after := publishAll(t, r, low), publishAll(t, later, high)
			p, err := assess.Compare(before, after, x)
			if err != nil {
				t.Fatal(err)
			}
			id := "people"
			if test.reason == assess.ChangeAdded {
				id = "everybody"
			}
			c, ok := p.Change(id, "host")
			if !ok || c.Reason != test.reason {
				t.Fatalf("%+v, %t, want the reason %q", c, ok, test.reason)
			}
			if test.reason == "" {
				was, _ := before.Cell("people", "host")
				delta, _ := spectrum.Dominance(c.After.Stages, c.Before.Stages)
				if c.Before.Rated() != was.Rated() || c.Delta != delta || c.Delta <= 0 || c.Interval.Level != 0 {
					t.Errorf("%+v", c)
				}
			}
			data := marshal(t, p)
			for _, data := range [][]byte{data, withoutStrands(t, later, data)} {
				again, err := assess.LoadProgress(r, later, "p.json", data, nil)
				if err != nil {
					t.Fatal(err)
				}
				if written := marshal(t, again); !bytes.Equal(data, written) {
					t.Errorf("written again (-want +got):\n%s", cmp.Diff(string(data), string(written)))
				}
				if other, _ := again.Change(id, "host"); other.Reason != c.Reason || other.Delta != c.Delta {
					t.Errorf("read back it is %+v, want %+v", other, c)
				}
			}
		})
	}
}

// A change of a strand is hidden if a part of it is hidden in one of the waves.
func TestStrandChangeIsHiddenWithItsDomains(t *testing.T) {
	r := repairCafe(t)
	hidden := 0
	for seed := range uint64(repeats(40, 150)) {
		rng := rand.New(rand.NewPCG(seed, 5))
		before, after := publishRandom(t, r, rng), publishRandom(t, r, rng)
		p, err := assess.Compare(before, after, nil)
		if err != nil {
			continue
		}
		for s := range r.Strands() {
			for _, c := range append([]rubric.Constituency{{}}, after.Constituencies()...) {
				was, _ := before.Cell(s.ID(), c.ID)
				is, _ := after.Cell(s.ID(), c.ID)
				change, _ := p.Change(s.ID(), c.ID)
				if was.Hidden || is.Hidden {
					hidden++
					if change.Reason != assess.ChangeHidden || change.Before.Rated() > 0 {
						t.Fatalf("seed %d: %s %s: %+v", seed, s.ID(), c.ID, change)
					}
				}
			}
		}
		data := marshal(t, p)
		again, err := assess.LoadProgress(r, r, "p.json", data, nil)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if diff := cmp.Diff(string(data), string(marshal(t, again))); diff != "" {
			t.Fatalf("seed %d: written again (-want +got):\n%s", seed, diff)
		}
	}
	if hidden == 0 {
		t.Error("no case has a hidden strand")
	}
}

func TestTrendOfStrand(t *testing.T) {
	r := repairCafe(t)
	var waves []assess.Wave
	for i := range uint64(3) {
		waves = append(waves, assess.Wave{Published: publishAll(t, r, func(*rubric.Competency) []uint64 { return []uint64{12 - 3*i, 8, 8, 4 + 3*i} })})
	}
	points, err := assess.Trend(waves, "work", assess.AllRaters)
	if err != nil || len(points) != 3 || points[2].Break != "" || points[2].Delta <= 0 {
		t.Errorf("%+v, %v", points, err)
	}
}

// Documents from before summaries had strands load and are written as they were.
func TestLoadDocumentsFromBeforeStrands(t *testing.T) {
	r := repairCafe(t, ", level: 1", "", ", level: 2", "", ", level: 3", "")
	for name, load := range map[string]func(data []byte) (json.Marshaler, error){
		"summary":  func(data []byte) (json.Marshaler, error) { return assess.LoadPublished(r, "s.json", data, nil) },
		"progress": func(data []byte) (json.Marshaler, error) { return assess.LoadProgress(r, r, "p.json", data, nil) },
	} {
		data, err := os.ReadFile("../testdata/good/summaries/repair-cafe." + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		p, err := load(data)
		if err != nil {
			t.Fatal(err)
		}
		var want, got bytes.Buffer
		if err := indent(&want, data); err != nil {
			t.Fatal(err)
		}
		if err := indent(&got, marshal(t, p)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), got.String()); diff != "" {
			t.Errorf("%s (-read +written):\n%s", name, diff)
		}
	}
}

func indent(into *bytes.Buffer, data []byte) error {
	return json.Indent(into, bytes.TrimSpace(data), "", "  ")
}

// What a strand's pairs are follows from those of its competencies, and one hidden row hides
// them.
func TestPairsOfStrand(t *testing.T) {
	before := wave(t, "family", 30, stages("developing", "developing", "developing", "developing", "maturing"))
	after := wave(t, "family", 30, stages("maturing", "maturing", "developing", "not-evident", "maturing"))
	var sum assess.PairTally
	pairUp(t, &sum, before, after, 30)
	was, is := publish(t, tally(t, before), assess.Policy{}), publish(t, tally(t, after), assess.Policy{})
	pub, err := sum.Publish(was, is)
	if err != nil {
		t.Fatal(err)
	}
	domain, _ := pub.Transitions("operations-systems-and-resourcing", "family")
	strand, ok := pub.Transitions("all-constituents", "family")
	if diff := cmp.Diff(domain, strand); diff != "" || !ok || strand.N() != 30 {
		t.Errorf("%t, %d pairs (-domain +strand):\n%s", ok, strand.N(), diff)
	}
	alike := wave(t, "family", 30, stages("maturing"))
	var hidden assess.PairTally
	pairUp(t, &hidden, before, alike, 30)
	pub, err = hidden.Publish(was, publish(t, tally(t, alike), assess.Policy{}))
	if err != nil {
		t.Fatal(err)
	}
	if moved, ok := pub.Transitions("all-constituents", assess.AllRaters); ok {
		t.Errorf("the strand of a hidden row shows %d pairs", moved.N())
	}
}
