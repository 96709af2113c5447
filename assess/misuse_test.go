package assess_test

import (
	"math"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

// TestMisuse gives functions what they refuse. Each returns an error that names what is wrong.
func TestMisuse(t *testing.T) {
	r := cei.Latest()
	older, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		t.Fatal(err)
	}
	families := wave(t, "family", 30, stages("developing", "maturing"))
	p := families[0]
	draft := respond(t, r, assess.ResponseDocument{Constituency: "family", Draft: true})
	public, internal := publish(t, tally(t, families), assess.Policy{}), publish(t, tally(t, families), assess.Internal())
	strict := publish(t, tally(t, families), assess.Policy{MinGroup: 12})
	pairs := func() *assess.PairTally {
		var sum assess.PairTally
		pairUp(t, &sum, families, families, 30)
		return &sum
	}
	short := &assess.PairGroup{Pairs: 1, Competencies: make([]spectrum.Transitions, 3)}
	full := func(n uint64) *assess.PairGroup {
		g := &assess.PairGroup{Pairs: n, Competencies: make([]spectrum.Transitions, r.CompetencyCount())}
		for i := range g.Competencies {
			g.Competencies[i] = spectrum.Transitions{Stages: 4, Counts: make([]uint64, 16)}
			for k := range g.Competencies[i].Counts {
				g.Competencies[i].Counts[k] = n / 16
			}
			g.Competencies[i].Counts[0] += n % 16
		}
		return g
	}
	group := func(id string, g *assess.PairGroup) *assess.PairTally {
		return &assess.PairTally{Rubric: r.Ref(), Groups: map[string]*assess.PairGroup{id: g}}
	}
	both := group("family", full(0))
	both.Groups["student"] = full(0)
	both.Groups["family"].Pairs, both.Groups["student"].Pairs = math.MaxUint64, 1
	// with returns counts of a group whose last competency has other ones.
	with := func(pairs uint64, c spectrum.Transitions) *assess.PairTally {
		g := full(16)
		g.Pairs, g.Competencies[len(g.Competencies)-1] = pairs, c
		return group("family", g)
	}
	malformed := with(16, spectrum.Transitions{Stages: 4})
	otherStages := with(16, spectrum.Transitions{Stages: 3, Counts: make([]uint64, 9)})
	tooFewPairs := with(15, spectrum.Transitions{})
	counts := func(id string, raters uint64, n uint64) *assess.Tally {
		ta := tally(t, families)
		g := &assess.GroupCounts{Raters: raters, Counts: make([]uint64, len(ta.Groups["family"].Counts))}
		for i := range r.CompetencyCount() {
			g.Counts[8*i] = n
			g.Counts[8*i+4] = raters - n
		}
		ta.Groups[id] = g
		return ta
	}
	for _, tt := range []struct {
		name string
		do   func() (any, error)
		want string
	}{
		{"Add nil before", func() (any, error) { return nil, pairs().Add(nil, p) }, "before"},
		{"Add nil after", func() (any, error) { return nil, pairs().Add(p, nil) }, "after"},
		{"Add a draft before", func() (any, error) { return nil, pairs().Add(draft, p) }, "draft"},
		{"Add a draft after", func() (any, error) { return nil, pairs().Add(p, draft) }, "draft"},
		{"Add to other counts", func() (any, error) { return nil, group("family", short).Add(p, p) }, `counts of "family"`},
		{"Add to many", func() (any, error) { return nil, group("family", full(math.MaxUint64)).Add(families[1], p) }, "pair"},
		{"Remove nil before", func() (any, error) { return nil, pairs().Remove(nil, p) }, "before"},
		{"Remove nil after", func() (any, error) { return nil, pairs().Remove(p, nil) }, "after"},
		{"Remove a draft before", func() (any, error) { return nil, pairs().Remove(draft, p) }, "draft"},
		{"Remove a draft after", func() (any, error) { return nil, pairs().Remove(p, draft) }, "draft"},
		{"Remove from other counts", func() (any, error) { return nil, group("family", short).Remove(p, p) }, "not those of"},
		{"Remove from no pairs", func() (any, error) {
			g := full(16)
			g.Pairs = 0
			return nil, group("family", g).Remove(p, p)
		}, "was counted"},
		{"Remove what was not counted", func() (any, error) { return nil, pairs().Remove(families[0], families[1]) }, "of competency"},
		{"Remove from malformed counts", func() (any, error) { return nil, malformed.Remove(p, p) }, "competency 31"},
		{"Remove from counts of other stages", func() (any, error) { return nil, otherStages.Remove(p, p) }, "competency 31 has 3 stages"},
		{"Remove from more ratings than pairs", func() (any, error) { return nil, tooFewPairs.Remove(p, p) }, "competency 1 has 16 ratings of 15 pairs"},
		{"Merge nil", func() (any, error) { return nil, pairs().Merge(nil) }, "u"},
		{"Merge a nil group", func() (any, error) { return nil, pairs().Merge(group("family", nil)) }, `"family"`},
		{"Merge other counts", func() (any, error) { return nil, pairs().Merge(group("family", short)) }, `"family"`},
		{"Merge too many pairs", func() (any, error) { return nil, both.Merge(group("family", full(1))) }, `"family" do not go together`},
		{"Merge too many ratings", func() (any, error) {
			a := full(math.MaxUint64)
			a.Pairs = 1
			return nil, group("family", a).Merge(group("family", full(1)))
		}, "Transitions.Merge"},
		{"Merge pairs of no rubric", func() (any, error) {
			return nil, pairs().Merge(&assess.PairTally{Groups: map[string]*assess.PairGroup{"family": full(1)}})
		}, "cei@"},
		{"publish pairs of nil before", func() (any, error) { return pairs().Publish(nil, public) }, "before"},
		{"publish pairs of nil after", func() (any, error) { return pairs().Publish(public, nil) }, "after"},
		{"publish pairs after a laxer wave", func() (any, error) { return pairs().Publish(internal, public) }, "hides less"},
		{"publish pairs after a somewhat laxer wave", func() (any, error) { return pairs().Publish(public, strict) }, "hides less"},
		{"publish pairs of an unknown group", func() (any, error) { return group("nobody", full(16)).Publish(public, public) }, `"nobody"`},
		{"publish pairs of nil", func() (any, error) { return group("family", nil).Publish(public, public) }, `"family"`},
		{"publish pairs of other counts", func() (any, error) { return group("family", short).Publish(public, public) }, `"family"`},
		{"publish malformed pairs", func() (any, error) { return malformed.Publish(public, public) }, "competency 31"},
		{"publish pairs of other stages", func() (any, error) { return otherStages.Publish(public, public) }, "3 stages"},
		{"publish more ratings than pairs", func() (any, error) { return tooFewPairs.Publish(public, public) }, "16 ratings of 15 pairs"},
		{"publish pairs of everyone", func() (any, error) { return group("", full(16)).Publish(public, public) }, `no constituency ""`},
		{"publish too many ratings of a domain", func() (any, error) { return group("family", full(math.MaxUint64)).Publish(internal, internal) }, "publish pairs"},
		{"publish too many pairs", func() (any, error) { return both.Publish(internal, internal) }, "pairs overflows"},
		{"summarize with nil", func() (any, error) { return tally(t, families).Summarize(nil, nil) }, "Summarize"},
		{"summarize with another edition", func() (any, error) { return tally(t, families).Summarize(older, nil) }, "2023.1"},
		{"summarize with negative gaps", func() (any, error) {
			return tally(t, families).Summarize(r, &assess.SummaryOptions{MinGapRaters: -1})
		}, "MinGapRaters"},
		{"summarize with an assumption", func() (any, error) {
			return tally(t, families).Summarize(r, &assess.SummaryOptions{Assumption: "equal"})
		}, `no assumption "equal"`},
		{"summarize counts of no rubric", func() (any, error) {
			return (&assess.Tally{Groups: counts("student", 1, 1).Groups}).Summarize(r, nil)
		}, "stages"},
		{"summarize counts of one group and no rubric", func() (any, error) {
			return (&assess.Tally{Groups: tally(t, families).Groups}).Summarize(r, nil)
		}, "0 stages and 0 competencies are not those of"},
		{"summarize counts of everyone", func() (any, error) {
			ta := counts("student", 1, 1)
			ta.Groups = map[string]*assess.GroupCounts{"": ta.Groups["student"]}
			return ta.Summarize(r, nil)
		}, "constituency"},
		{"summarize other stages of nobody", func() (any, error) {
			return (&assess.Tally{Rubric: r.Ref(), Stages: 3, Competencies: r.CompetencyCount()}).Summarize(r, nil)
		}, "3 stages"},
		{"summarize an unknown group", func() (any, error) { return counts("nobody", 1, 1).Summarize(r, nil) }, "constituency"},
		{"summarize too many raters", func() (any, error) { return counts("student", math.MaxUint64-20, 0).Summarize(r, nil) }, ""},
		{"summarize too many ratings", func() (any, error) { return counts("student", math.MaxUint64-30, math.MaxUint64-30).Summarize(r, nil) }, ""},
		{"compare nil before", func() (any, error) { return assess.Compare(nil, public, nil) }, "before"},
		{"compare nil after", func() (any, error) { return assess.Compare(public, nil, nil) }, "after"},
		{"compare with no crosswalk", func() (any, error) { return assess.Compare(public, public, new(rubric.Crosswalk)) }, "Crosswalk"},
		{"compare with another crosswalk", func() (any, error) { return assess.Compare(public, public, x) }, "crosswalk"},
		{"compare with a laxer wave", func() (any, error) { return assess.Compare(internal, public, nil) }, "hides less"},
		{"compare with a somewhat laxer wave", func() (any, error) { return assess.Compare(public, strict, nil) }, "hides less"},
		{"trend of no waves", func() (any, error) { return assess.Trend(nil, "language-access", "") }, "no waves"},
		{"trend of a nil first wave", func() (any, error) {
			return assess.Trend([]assess.Wave{{}, {Published: public}, {Published: public}}, "language-access", "")
		}, "waves[0]"},
		{"trend of a nil last wave", func() (any, error) {
			return assess.Trend([]assess.Wave{{Published: public}, {Published: public}, {}}, "language-access", "")
		}, "waves[2]"},
		{"trend of a laxer wave", func() (any, error) {
			return assess.Trend([]assess.Wave{{Published: public}, {Published: internal}, {Published: public}}, "language-access", "")
		}, "wave 3"},
		{"trend of a laxer first wave", func() (any, error) {
			return assess.Trend([]assess.Wave{{Published: internal}, {Published: public}, {Published: public}}, "language-access", "")
		}, "wave 2"},
		{"trend of an unknown id", func() (any, error) { return assess.Trend([]assess.Wave{{Published: public}}, "nothing", "") }, `"nothing"`},
		{"trend of an unknown group", func() (any, error) {
			return assess.Trend([]assess.Wave{{Published: public}}, "language-access", "nobody")
		}, `"nobody"`},
		{"migrate nil", func() (any, error) { _, _, err := assess.MigrateResponse(nil, x); return nil, err }, "MigrateResponse"},
		{"migrate with nil", func() (any, error) { _, _, err := assess.MigrateResponse(p, nil); return nil, err }, "MigrateResponse"},
		{"migrate from another edition", func() (any, error) { _, _, err := assess.MigrateResponse(p, x); return nil, err }, "2023.1"},
		{"migrate a nil tally", func() (any, error) { _, _, err := assess.MigrateTally(nil, x); return nil, err }, "MigrateTally"},
		{"migrate a tally with nil", func() (any, error) {
			_, _, err := assess.MigrateTally(tally(t, families), nil)
			return nil, err
		}, "MigrateTally"},
		{"migrate a tally of another edition", func() (any, error) {
			_, _, err := assess.MigrateTally(tally(t, families), x)
			return nil, err
		}, "2023.1"},
		{"migrate a tally that does not fit", func() (any, error) {
			ta := tally(t, families)
			ta.Rubric = older.Ref()
			_, _, err := assess.MigrateTally(ta, x)
			return nil, err
		}, "migrate tally"},
		{"load progress of nil", func() (any, error) { return assess.LoadProgress(nil, r, "x", []byte("{}"), nil) }, "LoadProgress"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := tt.do(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}
