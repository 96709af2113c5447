package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

func TestOptionsThatDoNotGoTogether(t *testing.T) {
	r, other := newRubric(t, 4, 2, 2, 2, nil), newRubric(t, 4, 2, 1, 1, func(doc *rubric.EditionDocument) { doc.ID = "other" })
	s := summary(t, r, randomTally(r, 1, 20, 30))
	after := published(t, s, assess.Public())
	compare := func(before, after *assess.Published) *assess.Progress {
		p, err := assess.Compare(before, after, nil)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	foreign := consensusOn(t, other, "agreements: {}\n")
	goal := func(id string, s spectrum.Stage) map[string]spectrum.Stage { return map[string]spectrum.Stage{id: s} }
	own := stage(t, r, "stage-3")
	tests := []struct {
		name string
		opt  report.Options
		want string // in the error, "" for none
	}{
		{"all is well", report.Options{Progress: compare(after, after), Targets: goal("c-1-1", own), ScoreRule: assess.Floor}, ""},
		{"another summary", report.Options{Progress: compare(after, published(t, s, assess.Public()))}, "does not end with the summary"},
		{"a stricter policy before", report.Options{Progress: compare(published(t, s, assess.Policy{MinGroup: 15}), after)}, ""},
		{"another rubric", report.Options{Consensus: foreign}, "consensus is on other@1"},
		{"an unknown id", report.Options{Targets: goal("c-9-9", own)}, `"c-9-9"`},
		{"a foreign stage", report.Options{Targets: goal("c-1-1", stage(t, newRubric(t, 3, 2, 1, 1, nil), "stage-3"))}, "not a stage of test@1"},
		{"no stage", report.Options{Targets: goal("c-1-1", spectrum.Stage{})}, "not a stage of test@1"},
		{"an unknown rule", report.Options{ScoreRule: "mean"}, `"mean"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := report.Build(after, &tt.opt)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// moved returns a view of a rubric with a competency for each row of counts, compared
// with earlier counts.
func moved(t *testing.T, before, after [][]uint64) *report.View {
	t.Helper()
	r := newRubric(t, 4, 1, 1, len(after), nil)
	wave := func(rows [][]uint64) *assess.Published {
		return published(t, summary(t, r, tally(r, map[string]uint64{"group-1": 40}, map[string][][]uint64{"group-1": rows})), assess.Internal())
	}
	now := wave(after)
	p, err := assess.Compare(wave(before), now, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(now, &report.Options{Progress: p})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestProgressWords(t *testing.T) {
	v := moved(t,
		[][]uint64{{0, 20, 0, 0}, {0, 20, 0, 0}, {0, 0, 20, 0}, {0, 20, 0, 0}, {0, 0, 0, 0}, {0, 5, 0, 0}},
		[][]uint64{{0, 18, 2, 0}, {0, 16, 4, 0}, {0, 20, 0, 0}, {0, 0, 0, 30}, {0, 20, 0, 0}, {0, 0, 0, 30}},
	)
	type row struct {
		Text, Before, Now, Why string
		Direction              int
	}
	var got []row
	for _, r := range v.Progress.Rows[1:] {
		got = append(got, row{r.Text, r.Before.Text.String() + " " + r.BeforeRatedText, r.Now.Text.String() + " " + r.NowRatedText, r.Why.String(), r.Direction})
	}
	want := []row{
		{"About the same", "Stage 2 20 ratings", "Stage 2 20 ratings", "", 0},
		{"Rated higher than before", "Stage 2 20 ratings", "Stage 2 20 ratings", "", 1},
		{"Rated lower than before", "Stage 3 20 ratings", "Stage 2 20 ratings", "", -1},
		{"Rated higher than before", "Stage 2 20 ratings", "Stage 4 30 ratings", "", 1},
		{"Not compared", "– 0 ratings", "Stage 2 20 ratings", "For one of the two times, there are no ratings yet.", 0},
		{"Rated higher than before", "Stage 2 5 ratings", "Stage 4 30 ratings", "Fewer than 10 people rated this then or now, so the result could easily change.", 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	var moves []string
	for _, m := range v.Progress.Moves.Items {
		moves = append(moves, m.Sentence.String()+" "+m.Detail.String())
	}
	wantMoves := []string{
		"“Competency c-1-3” is rated much lower by “Group 1” than before. Rated Stage 3 or above: 20 of 20 before; 0 of 20 now.",
		"“Competency c-1-4” is rated much higher by “Group 1” than before. Rated Stage 3 or above: 0 of 20 before; 30 of 30 now.",
		"“Competency c-1-2” is rated a little higher by “Group 1” than before. Rated Stage 3 or above: 0 of 20 before; 4 of 20 now.",
	}
	if diff := cmp.Diff(wantMoves, moves); diff != "" {
		t.Errorf("moves (-want +got):\n%s", diff)
	}
	if v := moved(t, [][]uint64{{0, 9, 0, 0}}, [][]uint64{{0, 0, 9, 0}}); !strings.Contains(v.Progress.Moves.Empty, "no group’s ratings changed") {
		t.Errorf("moves of few: %+v", v.Progress.Moves)
	}
}

func TestDistances(t *testing.T) {
	r := newRubric(t, 5, 0, 1, 4, nil)
	ta := tally(r, map[string]uint64{"": 20}, map[string][][]uint64{"": {{0, 20, 0, 0, 0}, {0, 10, 10, 0, 0}, {0, 0, 0, 20, 0}, {0, 0, 0, 0, 0}}})
	after := published(t, summary(t, r, ta), assess.Internal())
	tests := []struct{ id, goal, distance, reached string }{
		{"c-1-1", "stage-1", "Reached and passed", "20 of 20 ratings are at the goal or above."},
		{"c-1-1", "stage-2", "Reached", "20 of 20 ratings are at the goal or above."},
		{"c-1-1", "stage-3", "One stage to go", "0 of 20 ratings are at the goal or above."},
		{"c-1-1", "stage-5", "Three stages to go", "0 of 20 ratings are at the goal or above."},
		{"c-1-2", "stage-3", "Within reach: the middle rating already touches the goal", "10 of 20 ratings are at the goal or above."},
		{"c-1-2", "stage-4", "Between one and two stages to go", "0 of 20 ratings are at the goal or above."},
		{"c-1-4", "stage-4", "–", "–"},
		{"domain-1", "stage-3", "Within reach: the middle rating already touches the goal", "30 of 60 ratings are at the goal or above."},
		{"", "stage-3", "Within reach: the middle rating already touches the goal", "30 of 60 ratings are at the goal or above."},
	}
	for _, tt := range tests {
		v, err := report.Build(after, &report.Options{Targets: map[string]spectrum.Stage{tt.id: stage(t, r, tt.goal)}})
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Targets.Items) != 1 {
			t.Fatalf("%d goals for %q, want one", len(v.Targets.Items), tt.id)
		}
		if g := v.Targets.Items[0]; g.Distance != tt.distance || g.Reached != tt.reached || g.Hidden {
			t.Errorf("%s to %s: %q, %q; want %q, %q", tt.id, tt.goal, g.Distance, g.Reached, tt.distance, tt.reached)
		}
	}
	for rule, want := range map[assess.ScoreRule]string{
		"": "the middle of all ratings.", assess.Floor: "every competency has reached", assess.MedianOfCompetencies: "the competencies’ middle ratings", assess.ShareAtTarget: "The share of ratings at the goal",
	} {
		v, err := report.Build(after, &report.Options{ScoreRule: rule, Targets: map[string]spectrum.Stage{"": stage(t, r, "stage-3")}})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(v.Targets.Intro, want) {
			t.Errorf("the rule %q is not named in %q", rule, v.Targets.Intro)
		}
	}
}

func TestEqualVoice(t *testing.T) {
	r := newRubric(t, 4, 4, 1, 1, nil)
	ta := tally(r, map[string]uint64{"group-1": 101, "group-2": 31, "group-3": 9, "group-4": 9}, map[string][][]uint64{
		"group-1": {{0, 100, 0, 0}}, "group-2": {{0, 0, 0, 30}}, "group-3": {{0, 9, 0, 0}}, "group-4": {{0, 8, 0, 0}},
	})
	v := build(t, summary(t, r, ta), assess.Public(), nil)
	if want := "If each group counted the same: Between Stage 2 and Stage 4 (counting only “Group 1”, “Group 2”)"; v.Domains[0].EqualVoice.String() != want {
		t.Errorf("%q, want %q", v.Domains[0].EqualVoice, want)
	}
	if want := "At Stage 3 or above: 30 of 147 ratings"; v.Domains[0].Share.String() != want {
		t.Errorf("%q, want %q", v.Domains[0].Share, want)
	}
	for _, f := range formats[:3] {
		if out := strings.Join(strings.Fields(output(t, v, f.write)), " "); strings.Count(out, "If each group counted the same: Between") != 2 {
			t.Errorf("%s: the line is there %d times", f.name, strings.Count(out, "If each group counted the same: Between"))
		}
	}
}

func TestReliabilityWords(t *testing.T) {
	r := newRubric(t, 4, 0, 1, 2, nil)
	for want, rows := range map[string][][]uint64{
		"Here, alpha is 1.00":                           {{20, 0, 0, 0}, {0, 0, 0, 20}},
		"always chose the same stage":                   {{20, 0, 0, 0}, {20, 0, 0, 0}},
		"no competency was rated by two or more people": {{1, 0, 0, 0}, {0, 0, 0, 0}},
	} {
		v := build(t, summary(t, r, tally(r, map[string]uint64{"": 20}, map[string][][]uint64{"": rows})), assess.Internal(), nil)
		var text string
		for _, m := range v.Methods.Items {
			text += m.Text + m.Limits
		}
		if !strings.Contains(text, want) || !strings.Contains(text, "even though people agree") {
			t.Errorf("nothing says %q in %s", want, text)
		}
	}
}

func TestProgressJSON(t *testing.T) {
	v := everyOption(t, cei.Latest(), assess.Public(), report.Options{})
	want, err := v.Options.Progress.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var got, same any
	if err := json.Unmarshal([]byte(output(t, v, writeJSON)), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want, &same); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(same, got); diff != "" {
		t.Errorf("the JSON is not the progress document:\n%s", diff)
	}
}
