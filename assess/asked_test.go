package assess_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// audiences returns a rubric that asks five constituencies partly different questions.
func audiences(t testing.TB, pairs ...string) *rubric.Rubric {
	t.Helper()
	data, err := os.ReadFile("../testdata/good/rubrics/audiences.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Load("audiences.yaml", []byte(strings.NewReplacer(pairs...).Replace(string(data))), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// audienceResponses returns as many responses of each constituency, in the order of the
// rubric.
func audienceResponses(t testing.TB, r *rubric.Rubric, seed uint64, sizes ...int) []*assess.Response {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 17))
	words := []string{"not-yet", "sometimes", "always", "always", "dont-know", ""}
	var all []*assess.Response
	i := 0
	for x := range r.Constituencies() {
		for range sizes[i] {
			d := assess.ResponseDocument{ID: fmt.Sprintf("r-%d", len(all)+1), Organization: fmt.Sprintf("s-%d", rng.IntN(3)), Constituency: x.ID, Ratings: make(map[string]assess.RatingEntry)}
			for c := range r.Competencies() {
				if word := words[rng.IntN(len(words))]; c.Asks(x.ID) && word != "" {
					d.Ratings[c.ID()] = assess.RatingEntry{Stage: word}
				}
			}
			all = append(all, respond(t, r, d))
		}
		i++
	}
	return all
}

func TestNotAskedResponse(t *testing.T) {
	r := audiences(t)
	const doc = `{"format":"response/1","rubric":"school-welcome@1","id":"r-1","constituency":"student",
 "ratings":{"greeting":"always","budget-voice":"always","language-help":{"stage":"declined"}}}`
	_, err := assess.LoadResponse(r, "r.json", []byte(doc), nil)
	ps, _ := problem.Of(err)
	var got []string
	for _, p := range ps {
		got = append(got, p.Error())
	}
	want := []string{
		`r.json:2:33: not-asked: ratings.budget-voice: raters of the constituency "student" are not asked "budget-voice"; leave the competency out, or correct the constituency`,
		`r.json:2:57: not-asked: ratings.language-help: raters of the constituency "student" are not asked "language-help"; leave the competency out, or correct the constituency`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	p := respond(t, r, assess.ResponseDocument{Constituency: "student", Ratings: plain("greeting", "always")})
	got = nil
	for c, rating := range p.Ratings() {
		got = append(got, c.ID()+" "+rating.String())
	}
	want = []string{"greeting stage-3", "language-help not-asked", "safe-places not-answered", "budget-voice not-asked", "heard not-answered"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(assess.Completeness{Answered: 1, Asked: 3}, p.Completeness()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	profile := p.Profile()
	if n := profile.Domains[1].NonAnswers; n.NotAnswered != 1 || profile.Domains[1].Competencies[0].Rating != assess.NotAsked {
		t.Errorf("profile of decisions: %+v", profile.Domains[1])
	}
	if d := p.Document(); len(d.Ratings) != 1 {
		t.Errorf("the document has the ratings %v", d.Ratings)
	}
}

func TestNotAskedDraft(t *testing.T) {
	r := audiences(t)
	// Who does not say yet who they are may rate everything.
	p := respond(t, r, assess.ResponseDocument{Draft: true, Ratings: plain("greeting", "always", "budget-voice", "always")})
	if got := p.Completeness(); got.Asked != 5 || got.Answered != 2 || !slices.Equal(got.Missing, []string{"constituency"}) {
		t.Errorf("%+v", got)
	}
	d := p.Document()
	d.Constituency = "student"
	if _, err := assess.NewResponse(r, d); err == nil || !strings.Contains(err.Error(), "ratings.budget-voice: not-asked") {
		t.Errorf("a student's draft with a rating of the budget: %v", err)
	}
}

// Tallies are the same whatever reads the responses, and have no count of those who are
// not asked.
func TestNotAskedIsNotCounted(t *testing.T) {
	r := audiences(t)
	all := audienceResponses(t, r, 1, 30, 25, 20, 15, 12)
	var lines, wide, long bytes.Buffer
	wide.WriteString("id,constituency,organization,greeting,language-help,safe-places,budget-voice,heard\n")
	long.WriteString("id,constituency,organization,competency,rating\n")
	var want assess.Tally
	for _, p := range all {
		fmt.Fprintln(&lines, encode(t, p))
		fmt.Fprintf(&wide, "%s,%s,%s", p.ID(), p.Constituency(), p.Organization())
		for c := range r.Competencies() {
			word := p.Document().Ratings[c.ID()].Stage
			fmt.Fprintf(&wide, ",%s", word)
			if c.Index() == 0 || word != "" {
				fmt.Fprintf(&long, "%s,%s,%s,%s,%s\n", p.ID(), p.Constituency(), p.Organization(), c.ID(), word)
			}
		}
		wide.WriteByte('\n')
		if err := want.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	for i, counts := range map[int][]uint64{1: want.Groups["student"].Counts[7:14], 3: want.Groups["student"].Counts[21:28]} {
		if slices.ContainsFunc(counts, func(n uint64) bool { return n != 0 }) {
			t.Errorf("students have the counts %v of competency %d", counts, i)
		}
	}
	for name, data := range map[string][]byte{"r.ndjson": lines.Bytes(), "wide.csv": wide.Bytes(), "long.csv": long.Bytes()} {
		in := assess.ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
		c, err := assess.Collect(context.Background(), r, []assess.ResponseInput{in}, &assess.CollectOptions{Key: assess.ByOrganization})
		if err != nil || c.Refused > 0 {
			t.Fatalf("%s: %v %v", name, err, c)
		}
		if diff := cmp.Diff(encode(t, &want), encode(t, c.UnprotectedTotal())); diff != "" {
			t.Errorf("%s collected (-want +got):\n%s", name, diff)
		}
		var read assess.Tally
		for p, err := range assess.Read(r, name, bytes.NewReader(data), nil) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := read.Add(p); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(encode(t, &want), encode(t, &read)); diff != "" {
			t.Errorf("%s read (-want +got):\n%s", name, diff)
		}
	}
	var rows []assess.AnswerCount
	for _, row := range groupBy(all, true) {
		if row.Group = ""; row.Answer != "not-asked" {
			rows = append(rows, row)
		}
	}
	tallies, err := assess.TallyCounts(r, "rows", sequence(sumRows(rows)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(encode(t, &want), encode(t, tallies[""])); diff != "" {
		t.Errorf("of rows (-want +got):\n%s", diff)
	}
	if _, err := want.Summarize(r, nil); err != nil {
		t.Error(err)
	}
	for _, p := range all {
		if err := want.Remove(p); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(assess.Tally{}, want); diff != "" {
		t.Errorf("after removing all (-want +got):\n%s", diff)
	}
}

func sumRows(rows []assess.AnswerCount) []assess.AnswerCount {
	sums := make(map[assess.AnswerCount]uint64)
	for _, row := range rows {
		n := row.N
		row.N = 0
		sums[row] += n
	}
	var all []assess.AnswerCount
	for row, n := range sums {
		row.N = n
		all = append(all, row)
	}
	return all
}

func TestNotAskedTallyRefuses(t *testing.T) {
	r := audiences(t)
	p := audienceResponses(t, r, 1, 1, 0, 0, 0, 0)[0]
	for name, change := range map[string]func(counts []uint64){
		"counts of who is not asked": func(counts []uint64) { counts[7+3] = 1 },
		"none of who is asked":       func(counts []uint64) { clear(counts[:7]) },
	} {
		var tally assess.Tally
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
		change(tally.Groups["student"].Counts)
		if _, err := tally.Summarize(r, nil); err == nil {
			t.Errorf("%s: summarized", name)
		}
		var good assess.Tally
		if err := good.Add(p); err != nil {
			t.Fatal(err)
		}
		if err := good.Merge(&tally); err == nil {
			t.Errorf("%s: merged", name)
		}
	}
	_, err := assess.TallyCounts(r, "rows", sequence([]assess.AnswerCount{{Constituency: "student", Competency: "budget-voice", Answer: "always", N: 2}, {Constituency: "student", N: 2}}))
	if ps, _ := problem.Of(err); len(ps) != 1 || ps[0].Code != problem.NotAsked {
		t.Errorf("rows of who is not asked: %v", err)
	}
}

func TestNotAskedInSheets(t *testing.T) {
	r := audiences(t)
	for _, tt := range []struct{ name, sheet, want string }{
		{
			"a value", "id,constituency,greeting,budget-voice\n1,student,always,\n2,student,always,always\n3,leader,always,always\n",
			`s.csv:3:18: not-asked: budget-voice: raters of the constituency "student" are not asked "budget-voice"; leave the cell empty, or correct the constituency`,
		},
		{
			"the constituency later", "id,budget-voice,constituency\n1,Always,Students\n2,,Students\n3,Always,Leaders\n",
			`s.csv:2:3: not-asked: budget-voice: raters of the constituency "student" are not asked "budget-voice"; leave the cell empty, or correct the constituency`,
		},
		{
			"one rating a row", "id,constituency,competency,rating\n1,student,greeting,always\n2,student,greeting,always\n2,student,budget-voice,always\n3,leader,budget-voice,always\n",
			`s.csv:3:1: not-asked: rating: raters of the constituency "student" are not asked "budget-voice"; leave the cell empty, or correct the constituency`,
		},
		{"a non-answer", "id,constituency,greeting,budget-voice\n1,student,always,N/A\n2,student,dont-know,dont-know\n", ""},
		{"a non-answer in a row", "id,constituency,competency,rating\n1,student,greeting,always\n1,student,budget-voice,not-applicable\n2,student,greeting,always\n", ""},
		{"a wording for each", "id,constituency,\"Adults at my school say hello and know my name\",\"When I come to school, somebody greets me by name\"\n1,student,always,\n2,family,,always\n", ""},
	} {
		var got []string
		read := 0
		for _, err := range assess.CSV(r, "s.csv", strings.NewReader(tt.sheet), nil) {
			if err == nil {
				read++
				continue
			}
			ps, _ := problem.Of(err)
			for _, p := range ps {
				got = append(got, p.Error())
			}
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" || read != 2 {
			t.Errorf("%s: %d read, (-want +got):\n%s", tt.name, read, diff)
		}
		in := assess.ResponseInput{Name: "s.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(tt.sheet)), nil }}
		c, err := assess.Collect(context.Background(), r, []assess.ResponseInput{in}, nil)
		if err != nil || c.Responses != 2 || int(c.Refused) != len(got) {
			t.Errorf("%s: collected %+v, %v", tt.name, c, err)
		}
	}
}

func TestNotAskedSummary(t *testing.T) {
	r := audiences(t)
	all := audienceResponses(t, r, 2, 30, 25, 20, 15, 4)
	var tally assess.Tally
	for _, p := range all {
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	s, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		id, constituency string
		asked            uint64
		notAsked         bool
	}{
		{"greeting", assess.AllRaters, 94, false},
		{"budget-voice", assess.AllRaters, 39, false},
		{"budget-voice", "student", 0, true},
		{"budget-voice", "leader", 15, false},
		{"decisions", assess.AllRaters, 94 + 39, false},
		{"decisions", "student", 30, false},
		{"language-help", "community", 0, true},
	} {
		cell, ok := s.Cell(tt.id, tt.constituency)
		if !ok || cell.Asked() != tt.asked || cell.NotAsked != tt.notAsked || cell.Hidden {
			t.Errorf("%s of %q: asked %d, not asked %t, want %d, %t", tt.id, tt.constituency, cell.Asked(), cell.NotAsked, tt.asked, tt.notAsked)
		}
	}
	for w := range s.Warnings() {
		if w.Path == "budget-voice.by.student" {
			t.Errorf("%+v", w)
		}
	}
	for _, policy := range []assess.Policy{{}, assess.Internal(), {RoundTo: 5}} {
		p, err := s.Publish(policy)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		back, err := assess.LoadPublished(r, "s.json", data, nil)
		if err != nil {
			t.Fatalf("%+v: %v", policy, err)
		}
		if diff := cmp.Diff(string(data), encode(t, back)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", policy, diff)
		}
		if cell, _ := p.Cell("budget-voice", "student"); !cell.NotAsked || cell.Hidden {
			t.Errorf("%+v: students on the budget: %+v", policy, cell)
		}
	}
}

// Community partners are few, so that leaders are hidden with them. What only leaders of the
// two are asked would show how many they are.
func TestNotAskedDisclosure(t *testing.T) {
	r := audiences(t)
	p := publishedOf(t, r, audienceResponses(t, r, 2, 60, 50, 40, 30, 4), assess.Policy{})
	got := make(map[string]string)
	for _, id := range []string{"greeting", "language-help", "safe-places", "budget-voice", "daily-life"} {
		for _, x := range []string{assess.AllRaters, "student", "family", "educator", "leader", "community"} {
			switch cell, _ := p.Cell(id, x); {
			case cell.NotAsked:
				got[id] += " -"
			case cell.Hidden:
				got[id] += " hidden"
			default:
				got[id] += fmt.Sprintf(" %d", cell.Asked())
			}
		}
	}
	want := map[string]string{
		"greeting":      " 184 60 50 40 hidden hidden",
		"language-help": " hidden - 50 40 hidden -",
		"safe-places":   " 100 60 - 40 - -",
		"budget-voice":  " 74 - - 40 hidden hidden",
		"daily-life":    " hidden 120 100 120 hidden hidden",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Those who are shown together: students are not asked about the budget.
	if cell, ok := p.Cell("budget-voice", assess.ShownRaters); !ok || cell.NotAsked || cell.Hidden || cell.Asked() != 40 {
		t.Errorf("%+v", cell)
	}
}

func publishedOf(t testing.TB, r *rubric.Rubric, all []*assess.Response, p assess.Policy) *assess.Published {
	t.Helper()
	s, err := tallyOf(t, all).Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	published, err := s.Publish(p)
	if err != nil {
		t.Fatal(err)
	}
	return published
}

func tallyOf(t testing.TB, all []*assess.Response) *assess.Tally {
	t.Helper()
	var tally assess.Tally
	for _, p := range all {
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	return &tally
}

func TestLoadPublishedNotAsked(t *testing.T) {
	r := audiences(t)
	p := publishedOf(t, r, audienceResponses(t, r, 2, 30, 25, 20, 15, 12), assess.Policy{})
	doc := encode(t, p)
	for name, pairs := range map[string][]string{
		"hidden instead":     {`{"not_asked":true}`, `{"hidden":true}`},
		"asked after all":    {`"student":{"not_asked":true}`, `"student":{"rated":0,"counts":{"not-yet":0,"sometimes":0,"always":0},"non_answers":{"not-answered":0,"not-applicable":0,"dont-know":0,"declined":0},"median":null,"at_or_above":{"sometimes":0,"always":0},"agreement":null}`},
		"not asked, in vain": {`"all":94`, `"all":94`, `"competencies":[{"id":"greeting","code":"1.1","title":"Everyone is greeted by name","all":{"rated"`, `"competencies":[{"id":"greeting","code":"1.1","title":"Everyone is greeted by name","all":{"not_asked":true},"was":{"rated"`},
	} {
		changed := strings.NewReplacer(pairs...).Replace(doc)
		if changed == doc {
			t.Fatalf("%s: nothing is replaced", name)
		}
		if _, err := assess.LoadPublished(r, "s.json", []byte(changed), nil); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
