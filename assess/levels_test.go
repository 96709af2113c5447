package assess_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// publishCounts publishes counts of the competencies that everyone rates alike; of the others
// nobody says anything. Each constituency has as many raters as the counts of one add up to.
func publishCounts(t testing.TB, r *rubric.Rubric, opt *assess.SummaryOptions, p assess.Policy, counts map[string][4]uint64) *assess.Published {
	t.Helper()
	tally := &assess.Tally{Rubric: r.Ref(), Stages: 4, Competencies: r.CompetencyCount(), Groups: make(map[string]*assess.GroupCounts)}
	for group := range r.Constituencies() {
		g := &assess.GroupCounts{Raters: 20}
		for c := range r.Competencies() {
			n, left := counts[c.ID()], uint64(20)
			for _, k := range n {
				left -= k
			}
			g.Counts = append(append(g.Counts, n[:]...), left, 0, 0, 0)
		}
		tally.Groups[group.ID] = g
	}
	s, err := tally.Summarize(r, opt)
	if err != nil {
		t.Fatal(err)
	}
	published, err := s.Publish(p)
	if err != nil {
		t.Fatal(err)
	}
	return published
}

func TestLevels(t *testing.T) {
	r := repairCafe(t)
	top, half, under := [4]uint64{0, 2, 3, 15}, [4]uint64{2, 3, 5, 10}, [4]uint64{2, 3, 6, 9}
	all := func(n [4]uint64, but map[string][4]uint64) map[string][4]uint64 {
		m := make(map[string][4]uint64)
		for c := range r.Competencies() {
			m[c.ID()] = n
		}
		for id, n := range but {
			m[id] = n
		}
		return m
	}
	alike := [4]uint64{0, 0, 0, 20} // hidden, because it is unanimous
	for _, test := range []struct {
		name        string
		id          string
		opt         *assess.SummaryOptions
		counts      map[string][4]uint64
		want        string
		least, most int
	}{
		{"everything in place", assess.AllDomains, nil, all(top, nil), "1:5/0/0/0 reached, 2:4/0/0/0 reached, 3:2/0/0/0 reached", 3, 3},
		{"half at the stage is enough", assess.AllDomains, nil, all(half, nil), "1:5/0/0/0 reached, 2:4/0/0/0 reached, 3:2/0/0/0 reached", 3, 3},
		{"less than half is not", "welcome", nil, all(half, map[string][4]uint64{"greeting": under}), "1:0/1/0/0 not-reached, 2:1/0/0/0 not-reached, 3:1/0/0/0 not-reached", 0, 0},
		{"a gap in the middle", assess.AllDomains, nil, all(top, map[string][4]uint64{"parts": under}), "1:5/0/0/0 reached, 2:3/1/0/0 not-reached, 3:2/0/0/0 not-reached", 1, 1},
		{"nobody rated one", "work", nil, all(top, map[string][4]uint64{"parts": {}}), "1:3/0/0/0 reached, 2:0/0/1/0 open, 3:1/0/0/0 open", 1, 3},
		{"a gap beside it", "work", nil, all(top, map[string][4]uint64{"parts": {}, "testing": under}), "1:2/1/0/0 not-reached, 2:0/0/1/0 not-reached, 3:1/0/0/0 not-reached", 0, 0},
		{"a gap above it", "work", nil, all(top, map[string][4]uint64{"testing": {}, "records": under}), "1:2/0/1/0 open, 2:1/0/0/0 open, 3:0/1/0/0 not-reached", 0, 2},
		{"hidden", "bench", nil, all(top, map[string][4]uint64{"parts": alike}), "1:1/0/0/0 reached, 2:0/0/0/1 open, 3:1/0/0/0 open", 1, 3},
		{"levels that a domain lacks", "safety", nil, all(top, nil), "1:2/0/0/0 reached", 1, 1},
		{"without a level", "money", nil, all(top, map[string][4]uint64{"donations": under}), "2:1/0/0/0 reached", 2, 2},
		{"one competency", "records", nil, all(top, nil), "3:1/0/0/0 reached", 3, 3},
		{"another stage", "learning", &assess.SummaryOptions{LevelStage: "usual"}, all(under, nil), "1:1/0/0/0 reached, 2:1/0/0/0 reached", 2, 2},
		{"another share", "learning", &assess.SummaryOptions{LevelPercent: 51}, all(half, nil), "1:0/1/0/0 not-reached, 2:0/1/0/0 not-reached", 0, 0},
		{"everybody", "learning", &assess.SummaryOptions{LevelStage: "begun", LevelPercent: 100}, all(top, nil), "1:1/0/0/0 reached, 2:1/0/0/0 reached", 2, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := publishCounts(t, r, test.opt, assess.Policy{}, test.counts)
			results, ok := p.Levels(test.id, assess.AllRaters)
			if got := levels(results); got != test.want || !ok {
				t.Errorf("%s, %t, want %s", got, ok, test.want)
			}
			if least, most := results.Reached(); least != test.least || most != test.most {
				t.Errorf("reached %d to %d, want %d to %d", least, most, test.least, test.most)
			}
			if test.name == "hidden" {
				return // not the same for each constituency
			}
			if of, ok := p.Levels(test.id, "fixer"); levels(of) != test.want || !ok {
				t.Errorf("of one constituency %s, %t", levels(of), ok)
			}
		})
	}
}

func levels(results assess.LevelResults) string {
	var b strings.Builder
	for i, r := range results {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(r.String())
	}
	return b.String()
}

func TestLevelsOfNothing(t *testing.T) {
	p := publishCounts(t, repairCafe(t), nil, assess.Policy{}, nil)
	for _, of := range [][2]string{{"donations", ""}, {"nowhere", ""}, {"work", "nobody"}} {
		if got, ok := p.Levels(of[0], of[1]); ok || got != nil {
			t.Errorf("levels of %v: %v", of, got)
		}
	}
	without := repairCafe(t, ", level: 1", "", ", level: 2", "", ", level: 3", "")
	if got, ok := publishCounts(t, without, nil, assess.Policy{}, nil).Levels(assess.AllDomains, assess.AllRaters); ok {
		t.Errorf("levels of a rubric without any: %v", got)
	}
	var tally assess.Tally
	for _, opt := range []assess.SummaryOptions{{LevelStage: "never"}, {LevelPercent: 101}, {LevelPercent: -1}} {
		if _, err := tally.Summarize(repairCafe(t), &opt); err == nil {
			t.Errorf("%+v is accepted", opt)
		}
	}
}

// At 50 percent a competency is in place if the stage is not above the higher end of its median.
func TestLevelsFollowTheMedian(t *testing.T) {
	r := repairCafe(t)
	rng := rand.New(rand.NewPCG(1, 6))
	for range repeats(100, 300) {
		p := publishRandom(t, r, rng)
		top, _ := p.LevelRule()
		for c := range r.Competencies() {
			cell, _ := p.Cell(c.ID(), assess.AllRaters)
			results, ok := p.Levels(c.ID(), assess.AllRaters)
			if !ok || cell.Hidden || cell.Rated() == 0 {
				continue
			}
			if _, high := cell.Stages.Median(); (results[0].Met == 1) != (high.Compare(top) >= 0) {
				t.Fatalf("%s: %v with the median %s", c.ID(), results, high)
			}
		}
	}
}

// Levels are in the document, with their rule, and read back.
func TestLoadPublishedWithLevels(t *testing.T) {
	r := repairCafe(t)
	counts := map[string][4]uint64{"greeting": {1, 2, 12, 5}, "hands-on": {1, 2, 12, 5}, "tools": {1, 2, 12, 5}, "testing": {8, 9, 2, 1}}
	p := publishCounts(t, r, &assess.SummaryOptions{LevelStage: "usual", LevelPercent: 75}, assess.Policy{}, counts)
	data := marshal(t, p)
	again, err := assess.LoadPublished(r, "s.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if written := marshal(t, again); !bytes.Equal(written, data) {
		t.Errorf("written again (-want +got):\n%s", cmp.Diff(string(data), string(written)))
	}
	if stage, percent := again.LevelRule(); stage.ID() != "usual" || percent != 75 {
		t.Errorf("the rule is %s and %d", stage, percent)
	}
	var doc assess.SummaryDocument
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	want := assess.LevelCount{Met: 3, Below: 1, Unrated: 1, State: "not-reached"}
	if got := doc.Levels.Results[0].Levels[0]; got.All != want || got.By["host"] != want || doc.Levels.Results[0].ID != "" {
		t.Errorf("level 1 of the rubric is %+v, want %+v", got, want)
	}
	for _, test := range []struct {
		old, new string
		code     problem.Code
		path     string
	}{
		{`"stage":"usual","percent"`, `"stage":"usal","percent"`, problem.UnknownStage, "levels.stage"},
		{`"percent":75`, `"percent":101`, problem.BadValue, "levels.percent"},
		{`"percent":75`, `"percent":90`, problem.Inconsistent, "levels.results[0].levels[0].all.met"},
		{`"met":3`, `"met":4`, problem.Inconsistent, "levels.results[0].levels[0].all.met"},
		{`"state":"not-reached"`, `"state":"open"`, problem.Inconsistent, "levels.results[0].levels[0].all.state"},
		{`"state":"not-reached"`, `"state":"no"`, problem.BadValue, "levels.results[0].levels[0].all.state"},
		{`"levels":{`, `"levls":{`, problem.UnknownKey, "levls"},
	} {
		changed := strings.Replace(string(data), test.old, test.new, 1)
		_, err := assess.LoadPublished(r, "s.json", []byte(changed), nil)
		list, _ := problem.Of(err)
		found := false
		for _, p := range list {
			found = found || p.Code == test.code && p.Path == test.path && p.Pos.Line > 0
		}
		if !found || changed == string(data) {
			t.Errorf("%s: no %s at %s: %v", test.new, test.code, test.path, err)
		}
	}
}

// The parts of a hierarchy have the rule of its options.
func TestLevelRuleOfHierarchy(t *testing.T) {
	r := repairCafe(t)
	parts := func(yield func(assess.Part) bool) { yield(assess.Part{ID: "café"}) }
	h, err := assess.PublishHierarchy(r, parts, assess.Policy{}, &assess.HierarchyOptions{Summary: &assess.SummaryOptions{LevelStage: "begun", LevelPercent: 60}})
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := h.Node("café")
	if err != nil {
		t.Fatal(err)
	}
	if stage, percent := p.LevelRule(); stage.ID() != "begun" || percent != 60 {
		t.Errorf("the rule is %s and %d", stage, percent)
	}
}
