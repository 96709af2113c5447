package assess_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// A draft with nothing yet, and one with remarks on competencies that have a stage, no
// rating and a non-answer.
const (
	begun = `{"format":"response/1","rubric":"cei@2023.2","id":"d-1","draft":true}`
	noted = `{"format":"response/1","rubric":"cei@2023.2","id":"d-2","draft":true,"constituency":"family","ratings":{` +
		`"welcoming-culture":"developing","crucial-conversations":{"note":"ask the team"},"language-access":{"evidence":["a","b"]},"staff-mindsets":"declined"}}`
)

// withDraft returns a document with a draft key.
func withDraft(doc, value string) string {
	return strings.Replace(doc, `"id":`, `"draft":`+value+`,"id":`, 1)
}

func TestDraftProblems(t *testing.T) {
	const head = `{"format":"response/1","rubric":"cei@2023.2","id":"d"`
	tests := []struct {
		name, doc string
		want      []string // code and path of each problem
	}{
		{"nothing yet", head + `,"draft":true}`, nil},
		{"no constituency", head + `,"draft":true,"ratings":{}}`, nil},
		{"no ratings", head + `,"draft":true,"constituency":"family"}`, nil},
		{"a note alone", head + `,"draft":true,"ratings":{"language-access":{"note":"x"}}}`, nil},
		{"evidence alone", head + `,"draft":true,"ratings":{"language-access":{"evidence":["x"]}}}`, nil},
		{"complete", withDraft(good, "true"), nil},
		{"false", withDraft(good, "false"), nil},
		{"false is as strict as absent", head + `,"draft":false,"ratings":{"language-access":{"note":"x"}}}`, []string{
			"missing-key constituency", "missing-key ratings.language-access.stage",
		}},
		{"absent", head + `}`, []string{"missing-key constituency", "missing-key ratings"}},
		{"an empty entry", head + `,"draft":true,"ratings":{"language-access":{}}}`, []string{"missing-key ratings.language-access.stage"}},
		{"an empty stage", head + `,"draft":true,"ratings":{"language-access":"","welcoming-culture":{"stage":"","note":"x"}}}`, []string{
			"unknown-stage ratings.language-access", "unknown-stage ratings.welcoming-culture.stage",
		}},
		{"no id", `{"format":"response/1","rubric":"cei@2023.2","draft":true}`, []string{"missing-key id"}},
		{"no rubric", `{"format":"response/1","id":"d","draft":true}`, []string{"missing-key rubric"}},
		{"an unknown constituency", head + `,"draft":true,"constituency":"families"}`, []string{"unknown-constituency constituency"}},
		{"an unknown competency", head + `,"draft":true,"ratings":{"language":{"note":"x"}}}`, []string{"unknown-competency ratings.language"}},
		{"a misspelt stage key", head + `,"draft":true,"ratings":{"language-access":{"stagge":"maturing"}}}`, []string{"unknown-key ratings.language-access.stagge"}},
		{"a day that is none", head + `,"draft":true,"date":"2026-02-30"}`, []string{"bad-date date"}},
		{"not true or false", head + `,"draft":"yes"}`, []string{"wrong-type draft"}},
		{"null", head + `,"draft":null}`, []string{"wrong-type draft"}},
		{"a wrong case", head + `,"Draft":true}`, []string{"wrong-case Draft"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := assess.LoadResponse(cei.Latest(), "d.json", []byte(tt.doc), nil)
			var got []string
			problems, _ := problem.Of(err)
			for _, p := range problems {
				got = append(got, string(p.Code)+" "+p.Path)
			}
			slices.Sort(got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// Every reader yields a draft as a draft. The canonical form has the key only for a draft.
func TestDraftReaders(t *testing.T) {
	p := load(t, noted)
	want := encode(t, p)
	if !strings.Contains(want, `"draft":true`) || strings.Contains(encode(t, load(t, withDraft(good, "false"))), "draft") {
		t.Errorf("the key draft: %s", want)
	}
	if want != encode(t, load(t, want)) {
		t.Errorf("reading %s again changes it", want)
	}
	r, opt := cei.Latest(), &assess.ReadOptions{}
	made, err := assess.NewResponse(r, p.Document())
	if err != nil {
		t.Fatal(err)
	}
	yaml, err := assess.LoadResponse(r, "d.yaml", []byte("format: response/1\nrubric: cei@2023.2\nid: d\ndraft: true\n"), nil)
	if err != nil || !yaml.Draft() {
		t.Errorf("YAML: %v, %v", yaml, err)
	}
	all := map[string]*assess.Response{"NewResponse": made}
	for name, input := range map[string]string{"ndjson": noted, "array": "[" + noted + "]"} {
		for p, err := range assess.Read(r, "d.json", strings.NewReader(input), opt) {
			if err != nil {
				t.Fatal(err)
			}
			all[name] = p
		}
	}
	for p, err := range assess.NDJSON(r, "d.ndjson", strings.NewReader(noted), opt) {
		if err != nil {
			t.Fatal(err)
		}
		all["NDJSON"] = p
	}
	if len(all) != 4 {
		t.Errorf("%d readers", len(all))
	}
	for name, p := range all {
		if got := encode(t, p); got != want || !p.Draft() {
			t.Errorf("%s: draft %t\n%s\nwant\n%s", name, p.Draft(), got, want)
		}
	}
}

func TestCompleteness(t *testing.T) {
	asked := cei.Latest().CompetencyCount()
	for doc, want := range map[string]assess.Completeness{
		begun: {Asked: asked, Missing: []string{"constituency"}},
		noted: {Answered: 2, Asked: asked, Missing: []string{"ratings.language-access.stage", "ratings.crucial-conversations.stage"}},
		good:  {Answered: 3, Asked: asked},

		withDraft(good, "true"): {Answered: 3, Asked: asked},
	} {
		p := load(t, doc)
		got := p.Completeness()
		slices.Sort(got.Missing)
		slices.Sort(want.Missing)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", doc, diff)
		}
		// Finish reports the same keys.
		var missing []string
		finished, err := p.Finish()
		problems, _ := problem.Of(err)
		for _, p := range problems {
			missing = append(missing, p.Path)
		}
		slices.Sort(missing)
		if diff := cmp.Diff(want.Missing, missing); diff != "" {
			t.Errorf("%s: Finish (-want +got):\n%s", doc, diff)
		}
		if (err == nil) != (finished != nil) || finished != nil && finished.Draft() {
			t.Errorf("%s: Finish: %v, %v", doc, finished, err)
		}
	}
	finished, err := load(t, withDraft(good, "true")).Finish()
	if err != nil || encode(t, finished) != encode(t, load(t, good)) {
		t.Errorf("finished: %s, %v", encode(t, finished), err)
	}
}

func TestDraftWithoutARating(t *testing.T) {
	p := load(t, noted)
	c := competency(t, "crucial-conversations")
	if p.Rating(c) != assess.NotAnswered || p.Note(c) != "ask the team" {
		t.Errorf("rating %v, note %q", p.Rating(c), p.Note(c))
	}
	for _, draft := range []bool{true, false} {
		d := assess.ResponseDocument{ID: "r", Draft: draft, Constituency: "family", Ratings: map[string]assess.RatingEntry{"language-access": {}}}
		if _, err := assess.NewResponse(cei.Latest(), d); err == nil {
			t.Errorf("an empty entry is accepted (draft %t)", draft)
		}
	}
}

func TestTallyDrafts(t *testing.T) {
	draft, other := load(t, noted), load(t, begun)
	var tally assess.Tally
	add := func(to *assess.Tally, p *assess.Response) {
		t.Helper()
		if err := to.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	remove := func(p *assess.Response) {
		t.Helper()
		if err := tally.Remove(p); err != nil {
			t.Fatal(err)
		}
	}
	add(&tally, draft)
	if tally.Drafts != 1 || len(tally.Groups) != 0 {
		t.Errorf("one draft: %+v", tally)
	}
	add(&tally, load(t, good))
	before := encode(t, &tally)
	add(&tally, other)
	if remove(draft); encode(t, &tally) != before {
		t.Errorf("added and removed:\n%s\nwant\n%s", encode(t, &tally), before)
	}
	again := assess.Tally{}
	if err := again.UnmarshalJSON([]byte(before)); err != nil || encode(t, &again) != before {
		t.Errorf("read back: %s, %v", encode(t, &again), err)
	}
	if err := again.Merge(&tally); err != nil || again.Drafts != 2 || again.Groups["family"].Raters != 2 {
		t.Errorf("merged: %s, %v", encode(t, &again), err)
	}
	summary, err := tally.Summarize(cei.Latest(), nil)
	if err != nil || summary.Raters(assess.AllRaters).N != 1 {
		t.Errorf("raters: %v, %v", summary, err)
	}
	remove(load(t, good))
	if tally.Drafts != 1 || len(tally.Groups) != 0 || tally.Rubric != cei.Latest().Ref() {
		t.Errorf("a draft is left: %+v", tally)
	}
	remove(draft)
	if diff := cmp.Diff(assess.Tally{}, tally); diff != "" {
		t.Errorf("empty (-want +got):\n%s", diff)
	}
	if err := tally.Remove(draft); err == nil {
		t.Error("a draft that was not counted is removed")
	}
	full := assess.Tally{Rubric: cei.Latest().Ref(), Stages: again.Stages, Competencies: again.Competencies, Drafts: ^uint64(0)}
	if err := full.Merge(&again); err == nil || len(full.Groups) != 0 {
		t.Errorf("drafts overflow: %v, %+v", err, full)
	}
}

func TestPairTallyRefusesDrafts(t *testing.T) {
	var pairs assess.PairTally
	for _, pair := range [][2]string{{noted, good}, {good, noted}} {
		if err := pairs.Add(load(t, pair[0]), load(t, pair[1])); err == nil {
			t.Error("a pair with a draft is counted")
		}
		if err := pairs.Remove(load(t, pair[0]), load(t, pair[1])); err == nil {
			t.Error("a pair with a draft is removed")
		}
	}
	if diff := cmp.Diff(assess.PairTally{}, pairs); diff != "" {
		t.Errorf("pairs (-want +got):\n%s", diff)
	}
}

// Collect counts drafts like adding up what Read yields, also in a group with only drafts.
func TestCollectDrafts(t *testing.T) {
	d := rand.New(rand.NewPCG(14, 3))
	lines := []string{begun, noted, good, withDraft(good, "true"), withDraft(good, "false"), "{}"}
	var drafts, responses, refused uint64
	for range 60 {
		var picked []string
		for range 1 + d.IntN(30) {
			line := lines[d.IntN(len(lines))]
			switch i := d.IntN(len(line)); d.IntN(6) {
			case 0:
				line = line[:i] + line[min(i+1, len(line)):]
			case 1:
				line = strings.Replace(line, "true", "false", 1)
			case 2:
				line = strings.Replace(line, `"id":"`, `"organization":"s`+fmt.Sprint(d.IntN(3))+`","id":"`, 1)
			}
			picked = append(picked, line)
		}
		for _, input := range []string{strings.Join(picked, "\n"), "[" + strings.Join(picked, ",\n") + "]"} {
			a, b := collectLikeRead(t, "x", []byte(input), assess.CollectOptions{})
			responses, refused = responses+a, refused+b
		}
		for p, err := range assess.NDJSON(cei.Latest(), "x", strings.NewReader(strings.Join(picked, "\n")), nil) {
			if err == nil && p.Draft() {
				drafts++
			}
		}
	}
	if drafts < 100 || responses < 100 || refused < 100 {
		t.Errorf("%d drafts, %d responses, %d refused: too few of one kind for a test", drafts, responses, refused)
	}
}

func TestCollectDraftsByGroup(t *testing.T) {
	in := strings.Replace(begun, `"id"`, `"organization":"North","id"`, 1) + "\n" + good + "\n" + withDraft(good, "true") + "\n" + good + "\n"
	var last assess.CollectProgress
	c, err := assess.Collect(t.Context(), cei.Latest(), []assess.ResponseInput{bytesInput("x", []byte(in))}, &assess.CollectOptions{
		Key: assess.ByOrganization, CompareIDs: 10, Progress: func(p assess.CollectProgress) { last = p },
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.Responses != 2 || c.Drafts != 2 || c.Refused != 0 || last.Drafts != 2 || last.Responses != 2 {
		t.Errorf("%d responses, %d drafts, %d refused, progress %+v", c.Responses, c.Drafts, c.Refused, last)
	}
	if c.Duplicates.Count != 1 {
		t.Errorf("duplicates %+v, want the one that is no draft", c.Duplicates)
	}
	north, ok := c.Tally("North")
	if !ok || north.Drafts != 1 || len(north.Groups) != 0 {
		t.Errorf("North: %+v, %t", north, ok)
	}
	if all := c.UnprotectedTotal(); all.Drafts != 2 || all.Groups["family"].Raters != 2 {
		t.Errorf("in all: %s", encode(t, all))
	}
}

// A draft moves to another edition like a response. It keeps the key and remarks without a
// rating.
func TestMigrateDrafts(t *testing.T) {
	rng := rand.New(rand.NewPCG(14, 4))
	remarks, lost := 0, 0
	for i := range 200 {
		w := newWorld(t, rng)
		d := w.response(t, i).Document()
		d.Draft = true
		p := respond(t, w.x.From(), d)
		// The same without the ratings that have remarks.
		bare := p.Document()
		for id, e := range bare.Ratings {
			if e.Note != "" || len(e.Evidence) > 0 {
				e.Stage = ""
				bare.Ratings[id] = e
			}
		}
		bare.Constituency = ""
		unrated := respond(t, w.x.From(), bare)
		moved, losses, err := assess.MigrateResponse(unrated, w.x)
		if err != nil {
			t.Fatal(err)
		}
		if !moved.Draft() || moved.ID() != p.ID() {
			t.Errorf("world %d: draft %t, id %s", i, moved.Draft(), moved.ID())
		}
		// Each entry is moved or reported.
		gone := 0
		for _, l := range losses {
			want := uint64(1)
			if bare.Ratings[l.Competency].Stage == "" {
				want = 0
				lost++
			}
			if l.Ratings != want {
				t.Errorf("world %d: the loss of %s has %d ratings, want %d", i, l.Competency, l.Ratings, want)
			}
			if !l.Kept {
				gone++
			}
		}
		after := moved.Document().Ratings
		for _, e := range after {
			if e.Stage == "" {
				remarks++
			}
		}
		if len(after)+gone != len(bare.Ratings) {
			t.Errorf("world %d: %d entries became %d and %d losses", i, len(bare.Ratings), len(after), gone)
		}
		var tally assess.Tally
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
		movedTally, _, err := assess.MigrateTally(&tally, w.x)
		if err != nil || movedTally.Drafts != 1 {
			t.Errorf("world %d: the tally has %+v, %v", i, movedTally, err)
		}
	}
	if remarks < 100 || lost < 100 {
		t.Errorf("%d remarks moved and %d lost: the worlds show too little", remarks, lost)
	}
}

// The second of two equal keys never counts.
func TestDraftTwice(t *testing.T) {
	doc := bytes.Replace([]byte(begun), []byte(`"draft":true`), []byte(`"draft":true,"draft":true`), 1)
	_, err := assess.LoadResponse(cei.Latest(), "d.json", doc, nil)
	if ps, _ := problem.Of(err); len(ps) != 1 || ps[0].Code != problem.DuplicateKey {
		t.Errorf("error %v", err)
	}
}

// With changes some entries and nothing else.
func TestResponseWith(t *testing.T) {
	of := func(draft bool, ratings map[string]assess.RatingEntry) assess.ResponseDocument {
		return assess.ResponseDocument{
			Format: assess.ResponseFormat, Rubric: "cei@2023.2", ID: "r-1", Draft: draft, Organization: "o", Constituency: "family",
			Date: "2026-10-01", Language: "es", Ratings: ratings,
		}
	}
	type entries = map[string]assess.RatingEntry
	was := entries{"language-access": {Stage: "maturing", Evidence: []string{"a"}, Note: "b"}, "staff-mindsets": {Stage: "declined"}}
	for _, tt := range []struct {
		name    string
		draft   bool
		changes entries
		want    assess.ResponseDocument
		code    problem.Code
	}{
		{"nothing", false, nil, of(false, was), ""},
		{"another stage", false, entries{"language-access": {Stage: "advanced"}}, of(false, entries{"language-access": {Stage: "advanced"}, "staff-mindsets": {Stage: "declined"}}), ""},
		{"removed", false, entries{"language-access": {}, "welcoming-culture": {}}, of(false, entries{"staff-mindsets": {Stage: "declined"}}), ""},
		{"everything removed", false, entries{"language-access": {}, "staff-mindsets": {}}, of(false, entries{}), ""},
		{"a note alone", false, entries{"staff-mindsets": {Note: "x"}}, of(true, entries{"language-access": was["language-access"], "staff-mindsets": {Note: "x"}}), ""},
		{"of a draft", true, entries{"language-access": {}}, of(true, entries{"staff-mindsets": {Stage: "declined"}}), ""},
		{"an unknown competency", false, entries{"x": {Stage: "maturing"}}, assess.ResponseDocument{}, problem.UnknownCompetency},
		{"an unknown competency removed", false, entries{"x": {}}, assess.ResponseDocument{}, problem.UnknownCompetency},
		{"an unknown stage", false, entries{"language-access": {Stage: "x"}}, assess.ResponseDocument{}, problem.UnknownStage},
	} {
		p, err := assess.NewResponse(cei.Latest(), of(tt.draft, was))
		if err != nil {
			t.Fatal(err)
		}
		before := p.Document()
		changed, err := p.With(tt.changes)
		if d := cmp.Diff(before, p.Document()); d != "" {
			t.Errorf("%s: the response itself changed:\n%s", tt.name, d)
		}
		if tt.code != "" {
			if list, ok := problem.Of(err); !ok || list[0].Code != tt.code {
				t.Errorf("%s: %v", tt.name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if d := cmp.Diff(tt.want, changed.Document()); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}
