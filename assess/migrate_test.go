package assess_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

const crosswalks = "../testdata/good/crosswalks"

// plotRubric loads one of the two editions of the crosswalks in the test data.
func plotRubric(t testing.TB, name string) *rubric.Rubric {
	t.Helper()
	r, err := rubric.LoadFS(os.DirFS(crosswalks), name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// plotCrosswalk loads the crosswalk of the test data with some of its words
// replaced.
func plotCrosswalk(t testing.TB, pairs ...string) *rubric.Crosswalk {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(crosswalks, "plot-1-to-2.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	doc := strings.NewReplacer(pairs...).Replace(string(data))
	x, err := rubric.LoadCrosswalk("x.yaml", []byte(doc), plotRubric(t, "plot-1.rubric.yaml"), plotRubric(t, "plot-2.rubric.yaml"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func respond(t testing.TB, r *rubric.Rubric, d assess.ResponseDocument) *assess.Response {
	t.Helper()
	if d.ID == "" {
		d.ID = "r-1"
	}
	p, err := assess.NewResponse(r, d)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// plain makes the ratings of a document from pairs of competency and stage.
func plain(pairs ...string) map[string]assess.RatingEntry {
	m := make(map[string]assess.RatingEntry)
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = assess.RatingEntry{Stage: pairs[i+1]}
	}
	return m
}

const hour = "It names an hour."

// migration is a response to move, and the expected result.
type migration struct {
	crosswalk []string // words of the crosswalk and what stands there instead
	ratings   map[string]assess.RatingEntry
	want      map[string]assess.RatingEntry
	losses    []assess.MigrationLoss
}

var migrations = map[string]migration{
	"nothing answered": {nil, nil, plain(), nil},
	"same":             {nil, plain("compost", "harvest"), plain("compost", "harvest"), nil},
	"same, another stage": {
		nil, plain("compost", "sprout"), plain("compost", "growing"), nil,
	},
	"two stages become one": {nil, plain("compost", "bloom"), plain("compost", "growing"), nil},
	"same, comparable in part": {
		[]string{"same, comparable: fully", "same, comparable: partly"},
		plain("compost", "seed"), plain("compost", "seed"),
		[]assess.MigrationLoss{{Competency: "compost", To: []string{"compost"}, Reason: assess.LossPartly, Ratings: 1, Kept: true}},
	},
	"same, not comparable": {
		[]string{"same, comparable: fully", "same, comparable: not"},
		plain("compost", "seed"), plain(),
		[]assess.MigrationLoss{{Competency: "compost", To: []string{"compost"}, Reason: assess.LossNotComparable, Ratings: 1}},
	},
	"reworded, comparable in part": {
		nil,
		plain("watering", "sprout"), plain("watering", "growing"),
		[]assess.MigrationLoss{{Competency: "watering", To: []string{"watering"}, Reason: assess.LossPartly, Ratings: 1, Kept: true, Note: hour}},
	},
	"reworded, fully comparable": {
		[]string{"reworded, comparable: partly", "reworded, comparable: fully"},
		plain("watering", "seed"), plain("watering", "seed"), nil,
	},
	"reworded, not comparable": {
		[]string{"reworded, comparable: partly", "reworded, comparable: not"},
		plain("watering", "seed"), plain(),
		[]assess.MigrationLoss{{Competency: "watering", To: []string{"watering"}, Reason: assess.LossNotComparable, Ratings: 1, Note: hour}},
	},
	"split": {
		nil,
		plain("tools", "seed"), plain(),
		[]assess.MigrationLoss{{Competency: "tools", To: []string{"hand-tools", "shed"}, Reason: assess.LossSplit, Ratings: 1}},
	},
	"split, fully comparable": {
		[]string{"split, comparable: partly", "split, comparable: fully"},
		plain("tools", "seed"), plain(),
		[]assess.MigrationLoss{{Competency: "tools", To: []string{"hand-tools", "shed"}, Reason: assess.LossSplit, Ratings: 1}},
	},
	"merged, both the same": {
		[]string{"merged, comparable: not", "merged, comparable: fully"},
		plain("paths", "seed", "signs", "seed"), plain(),
		[]assess.MigrationLoss{
			{Competency: "paths", To: []string{"wayfinding"}, Reason: assess.LossMerged, Ratings: 1},
			{Competency: "signs", To: []string{"wayfinding"}, Reason: assess.LossMerged, Ratings: 1},
		},
	},
	"dropped": {
		[]string{"relation: dropped, comparable: not", "relation: dropped, comparable: not, note: Gone."},
		plain("pests", "harvest"), plain(),
		[]assess.MigrationLoss{{Competency: "pests", Reason: assess.LossDropped, Ratings: 1, Note: "Gone."}},
	},
	"no such stage": {
		[]string{"  bloom: growing\n", ""},
		plain("compost", "bloom"), plain(),
		[]assess.MigrationLoss{{Competency: "compost", To: []string{"compost"}, Reason: assess.LossStage, Ratings: 1}},
	},
	"no such stage, comparable in part": {
		[]string{"  bloom: growing\n", ""},
		plain("watering", "bloom"), plain(),
		[]assess.MigrationLoss{{Competency: "watering", To: []string{"watering"}, Reason: assess.LossStage, Ratings: 1, Note: hour}},
	},
	"no such stage, dropped": {
		[]string{"  bloom: growing\n", ""},
		plain("pests", "bloom"), plain(),
		[]assess.MigrationLoss{{Competency: "pests", Reason: assess.LossDropped, Ratings: 1}},
	},
	"non-answers move": {
		[]string{"reworded, comparable: partly", "reworded, comparable: fully"},
		plain("compost", "dont-know", "watering", "not-applicable"), plain("compost", "dont-know", "watering", "not-applicable"), nil,
	},
	"non-answers need no stage": {
		[]string{"  seed: seed\n", "", "  sprout: growing\n", "", "  bloom: growing\n", ""},
		plain("compost", "declined"), plain("compost", "declined"), nil,
	},
	"non-answers are lost like others": {
		nil,
		plain("pests", "declined", "tools", "dont-know"), plain(),
		[]assess.MigrationLoss{
			{Competency: "tools", To: []string{"hand-tools", "shed"}, Reason: assess.LossSplit, Ratings: 1},
			{Competency: "pests", Reason: assess.LossDropped, Ratings: 1},
		},
	},
	"evidence and notes": {
		nil,
		map[string]assess.RatingEntry{
			"compost":  {Stage: "bloom", Evidence: []string{"the heap", "a photo"}, Note: "warm"},
			"watering": {Stage: "dont-know", Note: "who does?"},
			"pests":    {Stage: "seed", Evidence: []string{"snails"}, Note: "many"},
		},
		map[string]assess.RatingEntry{
			"compost":  {Stage: "growing", Evidence: []string{"the heap", "a photo"}, Note: "warm"},
			"watering": {Stage: "dont-know", Note: "who does?"},
		},
		[]assess.MigrationLoss{
			{Competency: "watering", To: []string{"watering"}, Reason: assess.LossPartly, Ratings: 1, Kept: true, Note: hour},
			{Competency: "pests", Reason: assess.LossDropped, Ratings: 1},
		},
	},
	"losses in the order of the rubric": {
		nil,
		plain("pests", "seed", "signs", "seed", "paths", "seed", "tools", "seed", "watering", "seed", "compost", "seed"),
		plain("compost", "seed", "watering", "seed"),
		[]assess.MigrationLoss{
			{Competency: "watering", To: []string{"watering"}, Reason: assess.LossPartly, Ratings: 1, Kept: true, Note: hour},
			{Competency: "tools", To: []string{"hand-tools", "shed"}, Reason: assess.LossSplit, Ratings: 1},
			{Competency: "paths", To: []string{"wayfinding"}, Reason: assess.LossMerged, Ratings: 1},
			{Competency: "signs", To: []string{"wayfinding"}, Reason: assess.LossMerged, Ratings: 1},
			{Competency: "pests", Reason: assess.LossDropped, Ratings: 1},
		},
	},
}

func TestMigrate(t *testing.T) {
	for name, test := range migrations {
		t.Run(name, func(t *testing.T) {
			x := plotCrosswalk(t, test.crosswalk...)
			before := assess.ResponseDocument{
				Format: assess.ResponseFormat, Rubric: "plot@1", ID: "r-7", Organization: "00-00001",
				Date: "2026-10-01", Language: "es", Ratings: test.ratings,
			}
			p := respond(t, x.From(), before)
			was := encode(t, p)
			moved, losses, err := assess.MigrateResponse(p, x)
			if err != nil {
				t.Fatal(err)
			}
			want := before
			want.Rubric, want.Ratings = "plot@2", test.want
			if diff := cmp.Diff(want, moved.Document()); diff != "" {
				t.Errorf("moved (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.losses, losses); diff != "" {
				t.Errorf("losses (-want +got):\n%s", diff)
			}
			if moved.Rubric() != x.To() {
				t.Errorf("the response is to %v", moved.Rubric().Ref())
			}
			if encode(t, p) != was {
				t.Error("the response that was moved changed")
			}
			// The moved response is valid.
			if _, err := assess.LoadResponse(x.To(), "moved.json", []byte(encode(t, moved)), nil); err != nil {
				t.Error(err)
			}
			sameAsTally(t, x, []*assess.Response{p})
		})
	}
}

// sameAsTally moves responses one by one and as a tally, and compares the results. It
// returns the responses that were moved one by one.
func sameAsTally(t *testing.T, x *rubric.Crosswalk, all []*assess.Response) []*assess.Response {
	t.Helper()
	type key struct {
		competency string
		reason     assess.LossReason
	}
	sum := make(map[key]assess.MigrationLoss)
	var moved []*assess.Response
	for _, p := range all {
		m, losses, err := assess.MigrateResponse(p, x)
		if err != nil {
			t.Fatal(err)
		}
		moved = append(moved, m)
		for _, l := range losses {
			k := key{l.Competency, l.Reason}
			l.Ratings += sum[k].Ratings
			sum[k] = l
		}
	}
	got, losses, err := assess.MigrateTally(tally(t, all), x)
	if err != nil {
		t.Fatal(err)
	}
	if want := encode(t, tally(t, moved)); encode(t, got) != want {
		t.Errorf("the tally of the moved is\n%s\nthe moved tally\n%s", want, encode(t, got))
	}
	at := -1
	for _, l := range losses {
		k := key{l.Competency, l.Reason}
		if diff := cmp.Diff(sum[k], l); diff != "" {
			t.Errorf("loss (-one by one +tally):\n%s", diff)
		}
		delete(sum, k)
		c, ok := x.From().Competency(l.Competency)
		if !ok || c.Index() < at {
			t.Errorf("the loss of %s is out of order", l.Competency)
			continue
		}
		at = c.Index()
	}
	for _, l := range sum {
		t.Errorf("the tally does not tell of the loss %+v", l)
	}
	return moved
}

func TestMigrateEditions(t *testing.T) {
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		t.Fatal(err)
	}
	ratings := make(map[string]assess.RatingEntry)
	want := make(map[string]assess.RatingEntry)
	var lost []string
	for c := range x.From().Competencies() {
		ratings[c.ID()] = assess.RatingEntry{Stage: "maturing"}
		if _, ok := x.To().Competency(c.ID()); ok {
			want[c.ID()] = ratings[c.ID()]
		} else {
			lost = append(lost, c.ID()+" dropped")
		}
	}
	p := respond(t, x.From(), assess.ResponseDocument{Constituency: "family", Ratings: ratings})
	moved, losses, err := assess.MigrateResponse(p, x)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, moved.Document().Ratings); diff != "" || len(want) != 31 {
		t.Errorf("%d ratings (-want +got):\n%s", len(want), diff)
	}
	var got []string
	for _, l := range losses {
		got = append(got, l.Competency+" "+string(l.Reason))
		if l.Note == "" || l.Ratings != 1 || l.Kept || l.To != nil {
			t.Errorf("loss %+v", l)
		}
	}
	if diff := cmp.Diff(lost, got); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
}

func TestMigrateRefuses(t *testing.T) {
	x := plotCrosswalk(t)
	doc := x.From().Document()
	doc.Title.Text = "Another wording"
	edited, err := rubric.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*rubric.Rubric{
		"the later edition":               x.To(),
		"the same edition in other words": edited,
	} {
		p := respond(t, r, assess.ResponseDocument{})
		if m, losses, err := assess.MigrateResponse(p, x); err == nil || m != nil || losses != nil {
			t.Errorf("a response to %s is moved (%v)", name, err)
		}
		if m, losses, err := assess.MigrateTally(tally(t, []*assess.Response{p}), x); err == nil || m != nil || losses != nil {
			t.Errorf("a tally of %s is moved (%v)", name, err)
		}
	}
}

// betweenGroups returns the crosswalk between editions with the given
// constituencies.
func betweenGroups(t *testing.T, from, to []string) *rubric.Crosswalk {
	t.Helper()
	with := func(r *rubric.Rubric, ids []string) *rubric.Rubric {
		doc := r.Document()
		for _, id := range ids {
			doc.Constituencies = append(doc.Constituencies, rubric.ConstituencyEntry{ID: id, Title: rubric.TextEntry{Text: id}})
		}
		made, err := rubric.New(doc)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	data, err := os.ReadFile(filepath.Join(crosswalks, "plot-1-to-2.json"))
	if err != nil {
		t.Fatal(err)
	}
	x, err := rubric.LoadCrosswalk("x.json", data, with(plotRubric(t, "plot-1.rubric.yaml"), from), with(plotRubric(t, "plot-2.rubric.yaml"), to), nil)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestMigrateConstituency(t *testing.T) {
	for _, test := range []struct {
		from, to []string
		as       string
		ok       bool
	}{
		{[]string{"grower"}, []string{"grower"}, "grower", true},
		{[]string{"grower", "eater"}, []string{"eater"}, "eater", true},
		{[]string{"grower", "eater"}, []string{"eater"}, "grower", false},
		{[]string{"grower"}, nil, "grower", false},
		{nil, []string{"grower"}, "", false},
		{nil, nil, "", true},
	} {
		x := betweenGroups(t, test.from, test.to)
		p := respond(t, x.From(), assess.ResponseDocument{Constituency: test.as, Ratings: plain("compost", "seed")})
		moved, _, err := assess.MigrateResponse(p, x)
		if (err == nil) != test.ok || (moved != nil) != test.ok {
			t.Errorf("from %v to %v as %q: %v", test.from, test.to, test.as, err)
		}
		sum, _, tallyErr := assess.MigrateTally(tally(t, []*assess.Response{p}), x)
		if (tallyErr == nil) != test.ok || (sum != nil) != test.ok {
			t.Errorf("tally from %v to %v as %q: %v", test.from, test.to, test.as, tallyErr)
		}
		if test.ok {
			if moved.Constituency() != test.as {
				t.Errorf("constituency %q became %q", test.as, moved.Constituency())
			}
		} else if !strings.Contains(err.Error(), "r-1") || test.as != "" && !strings.Contains(err.Error(), test.as) {
			t.Errorf("error %q does not say which response", err)
		}
	}
}

func TestMigrateTally(t *testing.T) {
	x := plotCrosswalk(t)
	moved, losses, err := assess.MigrateTally(&assess.Tally{}, x)
	if err != nil || len(losses) > 0 || encode(t, moved) != encode(t, &assess.Tally{}) {
		t.Errorf("the empty tally became %s, %v, %v", encode(t, moved), losses, err)
	}
	all := []*assess.Response{
		respond(t, x.From(), assess.ResponseDocument{ID: "a", Ratings: plain("compost", "seed", "pests", "seed")}),
		respond(t, x.From(), assess.ResponseDocument{ID: "b", Ratings: plain("compost", "bloom", "pests", "dont-know")}),
		respond(t, x.From(), assess.ResponseDocument{ID: "c", Ratings: plain("watering", "declined")}),
	}
	sum := tally(t, all)
	before := encode(t, sum)
	if _, losses, err = assess.MigrateTally(sum, x); err != nil {
		t.Fatal(err)
	}
	want := []assess.MigrationLoss{
		{Competency: "watering", To: []string{"watering"}, Reason: assess.LossPartly, Ratings: 1, Kept: true, Note: hour},
		{Competency: "pests", Reason: assess.LossDropped, Ratings: 2},
	}
	if diff := cmp.Diff(want, losses); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	if encode(t, sum) != before {
		t.Error("the tally that was moved changed")
	}
	sum.Groups[""].Counts[0]++
	if _, _, err := assess.MigrateTally(sum, x); err == nil {
		t.Error("a tally that does not add up is moved")
	}
}

// A tally that was read can have any consistent shape. Migrate refuses it, without a panic,
// if the shape is not that of its rubric.
func TestMigrateTallyOfAnotherShape(t *testing.T) {
	x := plotCrosswalk(t)
	for _, doc := range []string{
		`"stages":4,"competencies":0,"groups":{"":{"raters":1,"counts":[]}}`,
		`"stages":0,"competencies":6,"groups":{"":{"raters":1,"counts":[1,0,0,0,1,0,0,0,1,0,0,0,1,0,0,0,1,0,0,0,1,0,0,0]}}`,
		`"stages":4,"competencies":1,"groups":{"":{"raters":1,"counts":[1,0,0,0,0,0,0,0]}}`,
		`"stages":44,"competencies":1,"groups":{"":{"raters":0,"counts":[` + strings.Repeat("0,", 47) + `0]}}`,
		`"groups":{"":{"raters":0,"counts":[]}}`,
	} {
		var sum assess.Tally
		if err := json.Unmarshal([]byte(`{"rubric":`+encode(t, x.From().Ref())+`,`+doc+`}`), &sum); err != nil {
			continue // refused even earlier
		}
		if _, _, err := assess.MigrateTally(&sum, x); err == nil {
			t.Errorf("%s is moved", doc)
		}
		if _, err := sum.Summarize(x.From(), nil); err == nil {
			t.Errorf("%s is summarized", doc)
		}
	}
}

func ExampleMigrateResponse() {
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := assess.NewResponse(x.From(), assess.ResponseDocument{ID: "r-0001", Constituency: "family", Ratings: map[string]assess.RatingEntry{
		"welcoming-culture":    {Stage: "developing"},
		"community-initiative": {Stage: "maturing"},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	moved, losses, err := assess.MigrateResponse(p, x)
	if err != nil {
		fmt.Println(err)
		return
	}
	for id, e := range moved.Document().Ratings {
		fmt.Println(id, e.Stage)
	}
	for _, l := range losses {
		fmt.Println("lost:", l.Competency, l.Reason)
	}
	// Output:
	// welcoming-culture developing
	// lost: community-initiative dropped
}

func BenchmarkMigrate(b *testing.B) {
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		b.Fatal(err)
	}
	ratings := make(map[string]assess.RatingEntry)
	for c := range x.From().Competencies() {
		ratings[c.ID()] = assess.RatingEntry{Stage: "maturing"}
	}
	p := respond(b, x.From(), assess.ResponseDocument{Constituency: "family", Ratings: ratings})
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := assess.MigrateResponse(p, x); err != nil {
			b.Fatal(err)
		}
	}
}
