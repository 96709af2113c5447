package assess_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/testdata"
)

// gathered returns the responses of a sample, their comments and their published results.
func gathered(t testing.TB, data []byte, policy assess.Policy) (all []*assess.Response, c *assess.CommentCollector, p *assess.Published) {
	t.Helper()
	r := cei.Latest()
	c = new(assess.CommentCollector)
	var tally assess.Tally
	for response, err := range assess.NDJSON(r, "responses.ndjson", bytes.NewReader(data), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if err := tally.Add(response); err != nil {
			t.Fatal(err)
		}
		if err := c.Add(response); err != nil {
			t.Fatal(err)
		}
		all = append(all, response)
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if p, err = summary.Publish(policy); err != nil {
		t.Fatal(err)
	}
	return all, c, p
}

func reviewed(t testing.TB, c *assess.CommentCollector, p *assess.Published) *assess.Comments {
	t.Helper()
	k, err := c.Review(p)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// entries returns the entries of a review file in an order that does not depend on chance.
func entries(k *assess.Comments) []string {
	var list []string
	for _, e := range k.Document().Comments {
		data, _ := json.Marshal(e)
		list = append(list, string(data))
	}
	slices.Sort(list)
	return list
}

// Each text of each response is a comment, from single responses as from Collect, in any form and
// with any number of workers.
func TestCommentsAreAll(t *testing.T) {
	all, c, p := gathered(t, testdata.District, assess.Policy{})
	var want []string
	for _, response := range all {
		for competency := range response.Ratings() {
			for _, text := range append(response.Evidence(competency), response.Note(competency)) {
				if text != "" {
					want = append(want, competency.ID()+": "+text)
				}
			}
		}
	}
	k := reviewed(t, c, p)
	var got []string
	for comment := range k.All() {
		got = append(got, comment.Competency.ID()+": "+comment.Text)
		if comment.Cleared || comment.Public {
			t.Error("cleared by nobody")
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" || len(got) < 100 || k.Len() != len(got) || c.Len() != len(got) {
		t.Errorf("%d comments (-responses +review):\n%s", len(got), diff)
	}
	array := append(append([]byte("["), bytes.ReplaceAll(bytes.TrimSpace(testdata.District), []byte("\n"), []byte(",\n"))...), ']')
	for name, data := range map[string][]byte{"d.ndjson": testdata.District, "d.json": array} {
		for _, workers := range []int{1, 4} {
			var collector assess.CommentCollector
			in := assess.ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
			if _, err := assess.Collect(context.Background(), cei.Latest(), []assess.ResponseInput{in}, &assess.CollectOptions{Comments: &collector, Workers: workers}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(entries(k), entries(reviewed(t, &collector, p))); diff != "" {
				t.Errorf("%s, %d workers (-Add +Collect):\n%s", name, workers, diff)
			}
		}
	}
}

// A review file tells nothing of a response but the competency, the rating and the constituency.
func TestCommentsTellNoMore(t *testing.T) {
	all, c, p := gathered(t, testdata.District, assess.Policy{})
	k := reviewed(t, c, p)
	data, err := k.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, written := range []string{sheetOf(t, k), string(data)} {
		for _, response := range all {
			for _, secret := range []string{response.ID(), response.Organization(), response.Date()} {
				if strings.Contains(written, secret) {
					t.Fatalf("the review file has %s", secret)
				}
			}
		}
	}
	if _, ok := strings.CutPrefix(sheetOf(t, k), "competency,title,stage,constituency,text,check,edited,cleared,public\n"); !ok {
		t.Error("other columns")
	}
}

// The order depends on the seed alone: the same responses in another order give the same file, and
// another seed gives another one.
func TestCommentsAreShuffled(t *testing.T) {
	lines := bytes.Split(bytes.TrimSpace(testdata.District), []byte("\n"))
	slices.Reverse(lines)
	_, c, p := gathered(t, testdata.District, assess.Policy{})
	_, reversed, _ := gathered(t, bytes.Join(lines, []byte("\n")), assess.Policy{})
	of := func(c *assess.CommentCollector, seed byte) string {
		k, err := assess.ReviewWithSeed(c, p, [32]byte{seed})
		if err != nil {
			t.Fatal(err)
		}
		return sheetOf(t, k)
	}
	if of(c, 1) != of(reversed, 1) {
		t.Error("the order of the responses shows in the review file")
	}
	if of(c, 1) == of(c, 2) {
		t.Error("the order does not depend on chance")
	}
	if first := sheetOf(t, reviewed(t, c, p)); first == sheetOf(t, reviewed(t, c, p)) {
		t.Error("two reviews have the same order")
	}
	// Each comment of a competency comes first about as often as any other.
	first := make(map[string]int)
	for seed := range 200 {
		k, err := assess.ReviewWithSeed(c, p, [32]byte{byte(seed), 1})
		if err != nil {
			t.Fatal(err)
		}
		first[k.Document().Comments[0].Text]++
	}
	if len(first) < 3 {
		t.Errorf("first comments: %v", first)
	}
}

// A comment names its group and its rating only where every group is shown and none is small.
func TestCommentsNameGroups(t *testing.T) {
	for name, test := range map[string]struct {
		data   []byte
		policy assess.Policy
	}{
		"district, public": {testdata.District, assess.Policy{}}, "district, internal": {testdata.District, assess.Internal()},
		"district, strict": {testdata.District, assess.Policy{MinGroup: 24}}, "team, internal": {testdata.Team, assess.Internal()}, "team, public": {testdata.Team, assess.Policy{}},
	} {
		_, c, p := gathered(t, test.data, test.policy)
		named, unnamed := 0, 0
		for _, e := range reviewed(t, c, p).Document().Comments {
			may := true
			for _, g := range p.Constituencies() {
				cell, _ := p.Cell(e.Competency, g.ID)
				may = may && !cell.Hidden && p.Raters(g.ID).N >= 10
			}
			if may != (e.Constituency != "") || may != (e.Stage != "") {
				t.Errorf("%s: %+v is named: %v", name, e, !may)
			}
			if may {
				named++
			} else {
				unnamed++
			}
		}
		if (named == 0) != (name != "district, public" && name != "district, internal") || unnamed == 0 && name != "district, internal" {
			t.Errorf("%s: %d named, %d not", name, named, unnamed)
		}
	}
}

// decide returns comments with a decision on each.
func decide(t testing.TB, k *assess.Comments, decide func(i int, e *assess.CommentEntry)) *assess.Comments {
	t.Helper()
	doc := k.Document()
	for i := range doc.Comments {
		decide(i, &doc.Comments[i])
	}
	decided, err := assess.NewComments(k.Rubric(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return decided
}

// Comments that are not cleared are never shown, in public reports those not public, and never
// with more than the summary shows, whatever the review file says.
func TestShownComments(t *testing.T) {
	_, c, district := gathered(t, testdata.District, assess.Internal())
	_, _, public := gathered(t, testdata.District, assess.Policy{})
	_, _, team := gathered(t, testdata.Team, assess.Policy{})
	_, _, strict := gathered(t, testdata.District, assess.Policy{MinGroup: 24})
	k := decide(t, reviewed(t, c, district), func(i int, e *assess.CommentEntry) {
		e.Cleared, e.Public, e.Edited = i%2 == 0, i%3 == 0, strconv.Itoa(i)
		e.Constituency, e.Stage = "family", "developing"
	})
	for name, test := range map[string]struct {
		p     *assess.Published
		every int
		named bool
	}{
		"internal": {district, 2, true}, "public": {public, 6, true}, "strict": {strict, 6, false},
	} {
		shown, err := k.Shown(test.p)
		if err != nil {
			t.Fatal(err)
		}
		if want := (k.Len() + test.every - 1) / test.every; len(shown) != want {
			t.Errorf("%s: %d shown, want %d", name, len(shown), want)
		}
		named := false
		for _, comment := range shown {
			if i, _ := strconv.Atoi(comment.Text); i%test.every != 0 {
				t.Errorf("%s: %d is shown", name, i)
			}
			named = named || comment.Constituency != "" || comment.Rating != assess.NotAnswered
		}
		if named != test.named {
			t.Errorf("%s: names groups: %v", name, named)
		}
	}
	if shown, err := k.Shown(team); err != nil || shown != nil {
		t.Errorf("%v of a team whose results are hidden, %v", shown, err)
	}
	for _, bad := range []*assess.Published{nil, {}} {
		if _, err := k.Shown(bad); err == nil {
			t.Error("no error")
		}
	}
}

// What is written is read, and written again with the same bytes.
func TestCommentsAreReadBack(t *testing.T) {
	_, c, p := gathered(t, testdata.District, assess.Policy{})
	k := decide(t, reviewed(t, c, p), func(i int, e *assess.CommentEntry) {
		e.Cleared, e.Public = i%2 == 0, i%3 == 0
		if i%5 == 0 {
			e.Edited = "= shorter, \"so\"\n" + strings.Repeat("'", i%3) + "+"
		}
	})
	data, err := k.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	again, err := assess.LoadComments(cei.Latest(), "c.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := again.MarshalJSON(); err != nil || !bytes.Equal(data, same) {
		t.Errorf("another document, %v", err)
	}
	sheet := sheetOf(t, k)
	again, err = assess.LoadCommentSheet(cei.Latest(), "c.csv", []byte(sheet), nil)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := again.MarshalJSON(); err != nil || !bytes.Equal(data, same) {
		t.Errorf("the sheet says something else, %v:\n%s", err, cmp.Diff(string(data), string(same)))
	}
	if diff := cmp.Diff(sheet, sheetOf(t, again)); diff != "" {
		t.Errorf("another sheet (-was +is):\n%s", diff)
	}
}

// hostileResponses returns a response with each hostile string as a note.
func hostileResponses(t testing.TB, c *assess.CommentCollector) (texts []string) {
	t.Helper()
	for line := range strings.Lines(testdata.Hostile) {
		text, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			continue
		}
		p, err := assess.NewResponse(cei.Latest(), assess.ResponseDocument{
			ID: "r-" + strconv.Itoa(len(texts)), Constituency: "family",
			Ratings: map[string]assess.RatingEntry{"language-access": {Stage: "developing", Note: text}},
		})
		if err != nil {
			continue // a text that no response can have
		}
		if err := c.Add(p); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	return texts
}

// No cell of a sheet is a formula, and texts that try to be something else are read back.
func TestCommentsHostile(t *testing.T) {
	_, _, p := gathered(t, testdata.District, assess.Policy{})
	var c assess.CommentCollector
	if n := len(hostileResponses(t, &c)); n < 20 {
		t.Fatalf("%d hostile texts", n)
	}
	k := reviewed(t, &c, p)
	sheet := sheetOf(t, k)
	rows, err := csv.NewReader(strings.NewReader(sheet)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if tidy.GuardFormula(cell) != cell {
				t.Errorf("%q runs as a formula", cell)
			}
		}
	}
	again, err := assess.LoadCommentSheet(cei.Latest(), "c.csv", []byte(sheet), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(entries(k), entries(again)); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
}

func TestCommentsProblems(t *testing.T) {
	const doc = `{"format":"comments/1","rubric":"cei@2023.2","comments":[{"competency":"language-access","stage":"developing","constituency":"family","text":"a","check":["email"],"edited":"b","cleared":true,"public":false}]}`
	if _, err := assess.LoadComments(cei.Latest(), "c.json", []byte(doc), nil); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ old, new, want string }{
		{"comments/1", "comment/1", "unknown-format"},
		{"2023.2", "2023.1", "wrong-edition"},
		{"language-access", "langage-access", "unknown-competency: comments[0].competency"},
		{"developing", "not-answered", "unknown-stage: comments[0].stage"},
		{"family", "famly", "unknown-constituency: comments[0].constituency"},
		{`"text":"a"`, `"text":" "`, "blank: comments[0].text"},
		{`"cleared":true,`, ``, "missing-key"},
		{`"cleared":true`, `"cleared":"yes"`, "wrong-type"},
		{`"cleared"`, `"Cleared"`, "wrong-case"},
		{`["email"]`, `["name"]`, "bad-value"},
		{`"public"`, `"id":"r-1","public"`, "unknown-key"},
	} {
		_, err := assess.LoadComments(cei.Latest(), "c.json", []byte(strings.Replace(doc, tt.old, tt.new, 1)), nil)
		code, path, _ := strings.Cut(tt.want, ": ")
		problems, _ := problem.Of(err)
		if !slices.ContainsFunc(problems, func(p problem.Problem) bool {
			return string(p.Code) == code && (path == "" || p.Path == path) && p.Pos.Line == 1
		}) {
			t.Errorf("%s: %v, want %s", tt.new, err, tt.want)
		}
	}
}

func TestCommentHints(t *testing.T) {
	for text, want := range map[string]string{
		"Ask Ms. Lee at lee@example.org or (555) 010-2345": "email phone",
		"www.example.org, https://example.org":             "link", "@somebody helps": "link",
		"Student 123456": "number", "5550102345": "phone number", "Room 12, in 2026": "", "On 2026-10-05": "phone", "": "", "a @ b": "", "١٢٣٤٥": "number",
	} {
		if got := strings.Join(assess.LookTwice(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCommentCollectorLimits(t *testing.T) {
	all, _, p := gathered(t, testdata.District, assess.Policy{})
	c := assess.CommentCollector{MaxBytes: 1000}
	var err error
	for _, response := range all {
		if err = c.Add(response); err != nil {
			break
		}
	}
	if err == nil || !strings.Contains(err.Error(), "MaxBytes") {
		t.Errorf("%v for more comments than the limit", err)
	}
	in := assess.ResponseInput{Name: "d.ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(testdata.District)), nil }}
	if _, err := assess.Collect(context.Background(), cei.Latest(), []assess.ResponseInput{in}, &assess.CollectOptions{Comments: &assess.CommentCollector{MaxBytes: 1000}}); err == nil || !strings.Contains(err.Error(), "d.ndjson") {
		t.Errorf("Collect: %v", err)
	}
	if err := (&assess.CommentCollector{MaxBytes: -1}).Add(all[0]); err == nil {
		t.Error("no error for a negative limit")
	}
	older, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	other, err := assess.NewResponse(older, assess.ResponseDocument{ID: "r", Constituency: "family"})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []*assess.Response{nil, {}, other} {
		if err := c.Add(bad); err == nil {
			t.Error("no error")
		}
	}
	var empty assess.CommentCollector
	if k := reviewed(t, &empty, p); k.Len() != 0 {
		t.Errorf("%d comments of nobody", k.Len())
	}
	draft, err := assess.NewResponse(cei.Latest(), assess.ResponseDocument{ID: "r", Draft: true, Ratings: map[string]assess.RatingEntry{"language-access": {Note: "ask"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := empty.Add(draft); err != nil || empty.Len() != 0 {
		t.Errorf("%d comments of a draft, %v", empty.Len(), err)
	}
}

func FuzzLoadComments(f *testing.F) {
	f.Add([]byte(`{"format":"comments/1","rubric":"cei@2023.2","comments":[{"competency":"language-access","stage":"dont-know","text":"a","cleared":true,"public":false}]}`))
	f.Add([]byte("format: comments/1\nrubric: cei@2023.2\ncomments:\n  - {competency: language-access, text: a, check: [phone], edited: b, cleared: false, public: true}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		k, err := assess.LoadComments(cei.Latest(), "c", data, nil)
		if err != nil {
			return
		}
		checkReadBack(t, k)
	})
}

// checkReadBack checks that comments are the same after they are written and read, as a document and
// as a sheet.
func checkReadBack(t *testing.T, k *assess.Comments) {
	t.Helper()
	data, err := k.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	again, err := assess.LoadComments(cei.Latest(), "c.json", data, nil)
	if err != nil {
		t.Fatalf("%v of %s", err, data)
	}
	if same, err := again.MarshalJSON(); err != nil || !bytes.Equal(data, same) {
		t.Errorf("%s is written as %s, %v", data, same, err)
	}
	sheet, err := assess.LoadCommentSheet(cei.Latest(), "c.csv", []byte(sheetOf(t, k)), nil)
	if err != nil {
		t.Fatalf("%v of the sheet of %s", err, data)
	}
	if sheet.Len() != k.Len() {
		t.Errorf("%d comments in the sheet, want %d", sheet.Len(), k.Len())
	}
}

// Updating takes time in proportion to the comments, also if all of them are the same text.
func TestUpdateManyEqualComments(t *testing.T) {
	r := cei.Latest()
	review := func(constituency string, cleared int) *assess.Comments {
		doc := assess.CommentsDocument{Format: assess.CommentsFormat, Rubric: r.Ref().String()}
		for i := range 50_000 {
			doc.Comments = append(doc.Comments, assess.CommentEntry{Competency: "welcoming-culture", Constituency: constituency, Text: "no comment", Cleared: i < cleared})
		}
		k, err := assess.NewComments(r, doc)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	start := time.Now()
	updated, err := review("family", 10).Update(review("student", 0))
	if err != nil {
		t.Fatal(err)
	}
	cleared := 0
	for _, e := range updated.Document().Comments {
		if e.Cleared {
			cleared++
		}
	}
	if cleared != 10 {
		t.Errorf("%d comments are cleared, want 10", cleared)
	}
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
}
