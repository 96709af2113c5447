package assess_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// edited returns a document with the values of some paths replaced: "path = value", with nothing
// to delete a key or an item. An index beyond a list appends to it.
func edited(t testing.TB, data []byte, edits ...string) []byte {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	var doc any
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	for _, edit := range edits {
		path, text, ok := strings.Cut(edit, " =")
		if !ok {
			t.Fatalf("no value: %s", edit)
		}
		var value any
		if text != "" {
			d := json.NewDecoder(strings.NewReader(text))
			d.UseNumber()
			if err := d.Decode(&value); err != nil {
				t.Fatalf("%s: %v", edit, err)
			}
		}
		keys := strings.Split(strings.ReplaceAll(path, "[", ".["), ".")
		doc = replaced(doc, keys, value, text == "")
	}
	return marshal(t, doc)
}

func replaced(in any, keys []string, value any, drop bool) any {
	key := keys[0]
	if m, ok := in.(map[string]any); ok {
		switch {
		case len(keys) > 1:
			m[key] = replaced(m[key], keys[1:], value, drop)
		case drop:
			delete(m, key)
		default:
			m[key] = value
		}
		return m
	}
	list, ok := in.([]any)
	if !ok {
		panic(fmt.Sprintf("the document has nothing with %s", key))
	}
	i, _ := strconv.Atoi(strings.Trim(key, "[]"))
	switch {
	case i > len(list) || i == len(list) && (drop || len(keys) > 1):
		panic(fmt.Sprintf("the list has no item %s", key))
	case len(keys) > 1:
		list[i] = replaced(list[i], keys[1:], value, drop)
	case drop:
		return append(list[:i:i], list[i+1:]...)
	case i == len(list):
		return append(list, value)
	default:
		list[i] = value
	}
	return list
}

// problemsOf returns the problems of an error, a line each, without positions.
func problemsOf(err error) string {
	ps, ok := problem.Of(err)
	if !ok {
		return fmt.Sprint(err)
	}
	var lines []string
	for _, p := range ps {
		line := p.Path + ": " + p.Msg
		if p.Path == "" {
			line = p.Msg
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// editedSummaries are the documents that are edited, and how each is read.
func editedSummaries(t *testing.T) (docs map[string][]byte, load map[string]func([]byte) error) {
	r := clinic(t, "1", "a", "b", "c")
	tally := &assess.Tally{Rubric: r.Ref(), Stages: 3, Competencies: 3, Groups: map[string]*assess.GroupCounts{
		"patient": {Raters: 30, Counts: []uint64{10, 8, 12, 0, 0, 0, 0, 4, 11, 12, 0, 0, 3, 0, 9, 9, 9, 1, 0, 0, 2}},
		"nurse":   {Raters: 12, Counts: []uint64{2, 4, 6, 0, 0, 0, 0, 2, 4, 5, 1, 0, 0, 0, 4, 4, 4, 0, 0, 0, 0}},
		"board":   {Raters: 4, Counts: []uint64{1, 2, 1, 0, 0, 0, 0, 1, 2, 1, 0, 0, 0, 0, 1, 2, 1, 0, 0, 0, 0}},
	}}
	public, err := summaryOf(t, tally, r, &assess.SummaryOptions{MinGapRaters: 40}).Publish(assess.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	one, two, x := clinic(t, "1", "a", "b", "c", "d"), clinic(t, "2", "a", "b", "e", "d"), (*rubric.Crosswalk)(nil)
	if x, err = rubric.LoadCrosswalk("x.yaml", []byte(`format: crosswalk/1
from: clinic@1
to: clinic@2
competencies:
  - {relation: same, from: [a], to: [a], comparable: fully}
  - {relation: reworded, from: [b], to: [b], comparable: partly, note: asks for more}
  - {relation: reworded, from: [c], to: [e], comparable: not}
  - {relation: same, from: [d], to: [d], comparable: fully}
`), one, two, nil); err != nil {
		t.Fatal(err)
	}
	progress, err := assess.Compare(publishedAs(t, ratedBy(one, 40, 5, 30), one, assess.Policy{}), publishedAs(t, ratedBy(two, 33, 34, 35), two, assess.Policy{}), x)
	if err != nil {
		t.Fatal(err)
	}
	asks, cafe := audiences(t), repairCafe(t)
	summary := func(r *rubric.Rubric) func([]byte) error {
		return func(data []byte) error {
			_, err := assess.LoadPublished(r, "s.json", data, nil)
			return err
		}
	}
	docs = map[string][]byte{
		"public":   marshal(t, public),
		"internal": marshal(t, publishedAs(t, tally, r, assess.Internal())),
		"rounded":  marshal(t, publishedAs(t, ratedBy(r, 33, 22, 13), r, assess.Policy{RoundTo: 5, MinGroup: 12})),
		"progress": marshal(t, progress),
		"later":    marshal(t, progress),
		"asks":     marshal(t, publishedOf(t, asks, audienceResponses(t, asks, 3, 20, 20, 20, 20, 20), assess.Policy{})),
		"hides":    marshal(t, publishedOf(t, asks, audienceResponses(t, asks, 3, 20, 20, 20, 20, 3), assess.Policy{})),
		"strands":  marshal(t, publishRandom(t, cafe, rand.New(rand.NewPCG(4, 3)))),
	}
	load = map[string]func([]byte) error{
		"public": summary(r), "internal": summary(r), "rounded": summary(r), "later": summary(two),
		"asks": summary(asks), "hides": summary(asks), "strands": summary(cafe),
		"progress": func(data []byte) error {
			_, err := assess.LoadProgress(one, two, "p.json", data, nil)
			return err
		},
	}
	return docs, load
}

// TestEditedSummaries changes a document in one place and compares all problems of reading it.
func TestEditedSummaries(t *testing.T) {
	const file = "testdata/edits.golden"
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	docs, load := editedSummaries(t)
	for name, data := range docs {
		if err := load[name](data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var got strings.Builder
	for line := range strings.Lines(string(golden)) {
		line = strings.TrimSuffix(line, "\n")
		name, edit, ok := strings.Cut(line, ": ")
		if !ok || strings.HasPrefix(line, "\t") {
			continue
		}
		fmt.Fprintln(&got, line)
		if err := load[name](edited(t, docs[name], edit)); err != nil {
			fmt.Fprintln(&got, "\t"+strings.ReplaceAll(problemsOf(err), "\n", "\n\t"))
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(golden), got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSummaryRubricRefuses reads the edition that a document is of.
func TestSummaryRubricRefuses(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	data := marshal(t, publishedAs(t, ratedBy(r, 30, 30, 30), r, assess.Policy{}))
	if ref, err := assess.SummaryRubric("s.json", data); ref != r.Ref() || err != nil {
		t.Errorf("%v, %v", ref, err)
	}
	for _, tt := range []struct{ edit, want string }{
		{`raters = "x"`, ""},
		{`rubric =`, "rubric: the key rubric is missing"},
		{`rubric.edition =`, "rubric.edition: the key edition is missing"},
		{`rubric.id = 7`, `rubric.id: expected text, found a number`},
		{`format = "rubric/1"`, `format: the document is "rubric/1", expected summary/1`},
	} {
		ref, err := assess.SummaryRubric("s.json", edited(t, data, tt.edit))
		if tt.want == "" && (err != nil || ref != r.Ref()) || tt.want != "" && (err == nil || problemsOf(err) != tt.want || ref != rubric.Ref{}) {
			t.Errorf("%s: %v, %v", tt.edit, ref, err)
		}
	}
	if ref, err := assess.SummaryRubric("s.json", []byte("{")); err == nil || ref != (rubric.Ref{}) {
		t.Errorf("no document: %v, %v", ref, err)
	}
	if ref, err := assess.SummaryRubric("s.json", nil); err == nil || ref != (rubric.Ref{}) {
		t.Errorf("nothing: %v, %v", ref, err)
	}
}

// TestLoadPublishedLimits reads a document at its limits and one above.
func TestLoadPublishedLimits(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	data := marshal(t, publishedAs(t, ratedBy(r, 30, 30, 30), r, assess.Policy{}))
	load := func(lim rubric.DocumentLimits) error {
		_, err := assess.LoadPublished(r, "s.json", data, &rubric.LoadOptions{Limits: lim})
		return err
	}
	nodes, depth := 1, 1
	for load(rubric.DocumentLimits{Nodes: nodes}) != nil {
		nodes++
	}
	for load(rubric.DocumentLimits{Depth: depth}) != nil {
		depth++
	}
	if nodes < 100 || nodes > len(data) || depth < 4 || depth > 12 {
		t.Errorf("%d nodes, %d levels", nodes, depth)
	}
	for _, tt := range []struct {
		lim rubric.DocumentLimits
		ok  bool
	}{
		{rubric.DocumentLimits{}, true},
		{rubric.DocumentLimits{Bytes: len(data), Nodes: nodes, Depth: depth}, true},
		{rubric.DocumentLimits{Bytes: len(data) - 1}, false},
		{rubric.DocumentLimits{Bytes: 1}, false},
		{rubric.DocumentLimits{Nodes: nodes - 1}, false},
		{rubric.DocumentLimits{Nodes: 1}, false},
		{rubric.DocumentLimits{Depth: depth - 1}, false},
		{rubric.DocumentLimits{Bytes: -1}, false},
	} {
		if err := load(tt.lim); (err == nil) != tt.ok {
			t.Errorf("%+v: %v", tt.lim, err)
		}
	}
	// The defaults are 64 MB, of which the first byte is wrong here, and millions of values.
	long := make([]byte, 64<<20+1)
	many := []byte(`{"format":"summary/1","x":[0` + strings.Repeat(",0", 250_000) + "]}")
	_, over := assess.LoadPublished(r, "s.json", long, nil)
	for _, opt := range []*rubric.LoadOptions{nil, {}} {
		_, most := assess.LoadPublished(r, "s.json", long[1:], opt)
		if most == nil || !strings.Contains(most.Error(), "control character") || over == nil || !strings.Contains(over.Error(), "the limit is") {
			t.Errorf("64 MB: %v\none byte more: %v", most, over)
		}
		if _, err := assess.LoadPublished(r, "s.json", many, opt); err == nil || !strings.Contains(err.Error(), `unknown key "x"`) {
			t.Errorf("many values: %v", err)
		}
	}
}

// TestLoadProgressTellsAll reads a comparison with mistakes of both waves.
func TestLoadProgressTellsAll(t *testing.T) {
	docs, load := editedSummaries(t)
	got := problemsOf(load["progress"](edited(t, docs["progress"], "raters.all = 101", `baseline.edition = "3"`)))
	for _, want := range []string{"raters.all: is 101, but the constituencies add up to 102", "baseline: the earlier wave is of clinic@3, expected clinic@1"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %s", got, want)
		}
	}
}

// TestReadYAMLTexts reads numbers without quotes where texts are expected, as in YAML.
func TestReadYAMLTexts(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	data := string(marshal(t, publishedAs(t, ratedBy(r, 30, 30, 30), r, assess.Policy{Name: "7"})))
	changed := strings.NewReplacer(`"edition":"1"`, "edition: 1", `"code":"1"`, "code: 1", `"name":"7"`, "name: 7", `"agreement":0`, "agreement: 0.00").Replace(data)
	p, err := assess.LoadPublished(r, "s.yaml", []byte(changed), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(data, encode(t, p)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	other := strings.Replace(data, `"code":"1"`, "code: 2", 1)
	if _, err := assess.LoadPublished(r, "s.yaml", []byte(other), nil); err == nil || problemsOf(err) != "domains[0].code: does not follow from the counts, which give 1" {
		t.Errorf("another code: %v", err)
	}
}

// TestLoadNothing reads without a rubric.
func TestLoadNothing(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	for name, load := range map[string]func() error{
		"LoadPublished": func() error { _, err := assess.LoadPublished(nil, "s.json", nil, nil); return err },
		"before":        func() error { _, err := assess.LoadProgress(nil, r, "s.json", nil, nil); return err },
		"after":         func() error { _, err := assess.LoadProgress(r, nil, "s.json", nil, nil); return err },
		"empty":         func() error { _, err := assess.LoadPublished(r, "s.json", nil, nil); return err },
		"not a map":     func() error { _, err := assess.LoadProgress(r, r, "s.json", []byte("[]"), nil); return err },
		"a summary": func() error {
			data := marshal(t, publishedAs(t, ratedBy(r, 30, 30, 30), r, assess.Policy{}))
			_, err := assess.LoadProgress(r, r, "s.json", data, nil)
			return err
		},
	} {
		if err := load(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestReadTextsAreKept reads a document with texts of another program and writes it again.
func TestReadTextsAreKept(t *testing.T) {
	docs, _ := editedSummaries(t)
	r := clinic(t, "1", "a", "b", "c")
	changed := edited(t, docs["public"], `generator = "other"`, `warnings[1].msg = "zu wenige"`, `warnings[2].msg = ""`, `hierarchy = {"id":"n","parent":"m"}`)
	p, err := assess.LoadPublished(r, "s.json", changed, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(changed), string(edited(t, marshal(t, p)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if place, ok := p.Place(); !ok || place != (assess.Place{ID: "n", Parent: "m"}) {
		t.Errorf("place %+v", place)
	}
	var messages []string
	for w := range p.Warnings() {
		messages = append(messages, w.Msg)
	}
	if len(messages) != 3 || messages[1] != "zu wenige" || messages[0] == "" {
		t.Errorf("messages %q", messages)
	}
}
