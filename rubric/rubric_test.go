package rubric_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

const small = `format: rubric/1
id: circle
edition: "1"
title: Our reading circle
language: en
spectrum:
  id: growth
  title: Growth
  stages:
    - {id: seed, title: Seed, messages: [Just begun]}
    - {id: tree, title: Tree}
constituencies:
  - {id: reader, title: Readers}
strands:
  - {id: all, title: All of it, domains: [talk]}
domains:
  - id: talk
    code: 1.10
    title: Talk
    prompts: ["Who speaks?", "Who listens?"]
    competencies:
      - id: listening
        title: We listen to each other
        descriptors: {tree: Everyone is heard}
      - {id: speaking, title: We speak}
`

func mustLoad(t *testing.T, doc string) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load("small.yaml", []byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestLoad(t *testing.T) {
	r := mustLoad(t, small)
	if got := r.Ref().String(); got != "circle@1" {
		t.Errorf("Ref = %s", got)
	}
	if !strings.HasPrefix(r.Ref().Digest, "sha256:") {
		t.Errorf("digest %q", r.Ref().Digest)
	}
	d, ok := r.Domain("talk")
	if !ok || d.Code() != "1.10" || d.Strand().Title() != "All of it" {
		t.Errorf("domain %+v", d)
	}
	if got := slices.Collect(d.Prompts()); !slices.Equal(got, []string{"Who speaks?", "Who listens?"}) {
		t.Errorf("prompts %q", got)
	}
	c, ok := r.Competency("listening")
	if !ok || c.Domain() != d || c.Index() != 0 {
		t.Fatalf("competency %+v", c)
	}
	tree, _ := r.Spectrum().Stage("tree")
	seed, _ := r.Spectrum().Stage("seed")
	if text, ok := c.Descriptor(tree); !ok || text != "Everyone is heard" {
		t.Errorf("descriptor %q, %t", text, ok)
	}
	if _, ok := c.Descriptor(seed); ok {
		t.Error("a descriptor that the rubric does not have")
	}
	if got, ok := r.CompetencyAt(1); !ok || got.ID() != "speaking" {
		t.Errorf("CompetencyAt(1) = %v", got)
	}
	if _, ok := r.CompetencyAt(2); ok {
		t.Error("CompetencyAt(2) exists")
	}
	if got, ok := r.Constituency("reader"); !ok || got.Title != "Readers" {
		t.Errorf("constituency %+v", got)
	}
	if got := r.Direction(); got != "ltr" {
		t.Errorf("direction %q", got)
	}
}

func TestTexts(t *testing.T) {
	var got []string
	for text := range mustLoad(t, small).Texts() {
		got = append(got, text.Key+" = "+text.Text)
	}
	want := []string{
		"title = Our reading circle",
		"reader.title = Readers",
		"growth.title = Growth",
		"seed.title = Seed",
		"seed.messages[0] = Just begun",
		"tree.title = Tree",
		"all.title = All of it",
		"talk.title = Talk",
		"talk.prompts[0] = Who speaks?",
		"talk.prompts[1] = Who listens?",
		"listening.title = We listen to each other",
		"listening.descriptors.tree = Everyone is heard",
		"speaking.title = We speak",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}

func TestDigestIsOfTheContent(t *testing.T) {
	digest := mustLoad(t, small).Ref().Digest
	same := strings.ReplaceAll("# a comment\n"+small, "title: Talk\n", "title:   'Talk'\n")
	if got := mustLoad(t, same).Ref().Digest; got != digest {
		t.Error("white space, comments or quotes changed the digest")
	}
	if got := mustLoad(t, strings.Replace(small, "We speak", "We  speak", 1)).Ref().Digest; got == digest {
		t.Error("a changed word kept the digest")
	}
}

func TestNewKeepsTheRulesOfLoad(t *testing.T) {
	text := func(s string) rubric.TextEntry { return rubric.TextEntry{Text: s} }
	doc := rubric.EditionDocument{
		ID: "circle", Edition: "1", Title: text("Circle"), Language: "en",
		Spectrum: rubric.SpectrumEntry{ID: "growth", Stages: []rubric.StageEntry{{ID: "seed", Title: text("Seed")}, {ID: "tree", Title: text("Tree")}}},
		Domains: []rubric.DomainEntry{{
			ID: "talk", Title: text("Talk"),
			Competencies: []rubric.CompetencyEntry{{ID: "listening", Title: text("Listening")}},
		}},
	}
	if _, err := rubric.New(doc); err != nil {
		t.Fatal(err)
	}
	doc.Domains[0].Competencies[0].ID = "talk"
	doc.Language = "e"
	_, err := rubric.New(doc)
	ps, ok := problem.Of(err)
	if !ok || len(ps) != 2 {
		t.Fatalf("problems %v", err)
	}
	for i, want := range []string{"language: bad-format: ", "domains[0].competencies[0].id: duplicate-id: "} {
		if !strings.HasPrefix(ps[i].Error(), want) {
			t.Errorf("problem %d is %q, want %q...", i, ps[i].Error(), want)
		}
	}
}

func TestLoadFS(t *testing.T) {
	fsys := fstest.MapFS{"a/small.yaml": {Data: []byte(small)}}
	if _, err := rubric.LoadFS(fsys, "a/small.yaml", nil); err != nil {
		t.Error(err)
	}
	_, err := rubric.LoadFS(fsys, "b.yaml", nil)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v does not wrap fs.ErrNotExist", err)
	}
	if ps, ok := problem.Of(err); !ok || ps[0].Code != problem.IO {
		t.Errorf("error %v", err)
	}
}

func TestLimits(t *testing.T) {
	opt := &rubric.LoadOptions{Limits: rubric.DocumentLimits{Bytes: 100}}
	_, err := rubric.Load("small.yaml", []byte(small), opt)
	if ps, ok := problem.Of(err); !ok || ps[0].Code != problem.TooLarge {
		t.Errorf("error %v", err)
	}
}

func TestManyProblemsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(small, "      - {id: speaking, title: We speak}\n"))
	for range 1500 {
		b.WriteString("      - {id: speaking, title: We speak}\n")
	}
	doc := strings.Replace(b.String(), "competencies:", "competencies: ", 1)
	_, err := rubric.Load("a.yaml", []byte(doc), nil)
	ps, _ := problem.Of(err)
	if len(ps) == 0 || len(ps) > problem.Max+1 {
		t.Errorf("%d problems", len(ps))
	}
}

// FuzzLoad checks that no document causes a panic, that problems have positions, and that
// a rubric that loads also loads from its canonical form, with the same digest.
func FuzzLoad(f *testing.F) {
	f.Add("a.yaml", []byte(small))
	f.Add("a.yaml", []byte(strings.ReplaceAll(small, "title", "Title")))
	f.Add("a.json", []byte(`{"format":"rubric/1","id":"a","edition":"1","title":{"text":"A","source":"s"},"language":"en","sources":[{"id":"s","title":"S"}],"spectrum":{"id":"b","stages":[{"id":"c","title":"C"},{"id":"d","title":"D"}]},"domains":[{"id":"e","title":"E","competencies":[{"id":"g","title":"G"}]}]}`))
	for _, name := range []string{"cei/2023.1/rubric.yaml", "cei/2023.2/rubric.yaml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, data)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r, err := rubric.Load(name, data, nil)
		if err != nil {
			ps, ok := problem.Of(err)
			if !ok {
				t.Fatalf("the error is no list of problems: %v", err)
			}
			for _, p := range ps {
				if p.Pos.Line < 1 || p.Pos.Column < 1 || p.Code == "" || p.Msg == "" {
					t.Fatalf("incomplete problem %#v", p)
				}
			}
			return
		}
		again, err := rubric.New(r.Document())
		if err != nil {
			t.Fatalf("a loaded rubric is refused by New: %v", err)
		}
		if again.Ref() != r.Ref() {
			t.Fatalf("%v became %v", r.Ref(), again.Ref())
		}
	})
}

func ExampleLoad() {
	r, err := rubric.Load("circle.yaml", []byte(`
format: rubric/1
id: reading-circle
edition: "1"
title: Our reading circle
language: en
spectrum:
  id: growth
  stages:
    - {id: seed, title: Seed}
    - {id: tree, title: Tree}
domains:
  - id: talk
    title: Talk
    competencies:
      - {id: listening, title: We listen to each other}
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for c := range r.Competencies() {
		fmt.Println(c.ID(), "-", c.Title())
	}
	// Output: listening - We listen to each other
}

func ExampleLoad_problems() {
	_, err := rubric.Load("circle.yaml", []byte(`format: rubric/1
id: reading-circle
edition: "1"
title: Our reading circle
langauge: en
spectrum:
  id: growth
  stages:
    - {id: seed, title: Seed}
    - {id: tree, title: Tree}
domains:
  - id: talk
    title: Talk
    competencies:
      - id: listening
        title: We listen to each other
        descriptors: {tre: Everyone is heard}
`), nil)
	fmt.Println(err)
	// Output:
	// circle.yaml:5:1: unknown-key: langauge: unknown key "langauge"; did you mean "language"?
	// circle.yaml:17:23: unknown-stage: domains[0].competencies[0].descriptors.tre: no stage has the id "tre"; did you mean "tree"?
}

// unreadable is a file system whose files cannot be read.
type unreadable struct{ err error }

func (u unreadable) Open(string) (fs.File, error) { return u, nil }

func (u unreadable) Stat() (fs.FileInfo, error) { return nil, u.err }

func (u unreadable) Read([]byte) (int, error) { return 0, u.err }

func (u unreadable) Close() error { return nil }

// What a program makes has problems with paths and without positions.
func TestProblemsOfNew(t *testing.T) {
	for _, tt := range []struct {
		change func(*rubric.EditionDocument)
		want   string
	}{
		{func(d *rubric.EditionDocument) { d.Format = "rubric/7" }, "format"},
		{func(d *rubric.EditionDocument) { d.Language = "" }, "language"},
		{func(d *rubric.EditionDocument) { d.Date = "2026-02-30" }, "date"},
		{func(d *rubric.EditionDocument) { d.Domains[2].Competencies[1].Level = 101 }, "domains[2].competencies[1].level"},
	} {
		d := severalRubric().Document()
		tt.change(&d)
		r, err := rubric.New(d)
		ps, _ := problem.Of(err)
		if r != nil || len(ps) != 1 || ps[0].Path != tt.want || ps[0].Pos != (problem.Pos{}) {
			t.Errorf("%s: %#v", tt.want, ps)
		}
	}
	d := severalRubric().Document()
	d.Date = "2026-02-28"
	if r, err := rubric.New(d); err != nil || r.Date() != "2026-02-28" {
		t.Errorf("error %v", err)
	}
	d.Extensions = "[]"
	if _, err := rubric.New(d); err == nil || !strings.HasPrefix(err.Error(), "make rubric: ") {
		t.Errorf("error %v", err)
	}
	broken := errors.New("disk on fire")
	_, err := rubric.LoadFS(unreadable{broken}, "r.yaml", nil)
	if ps, _ := problem.Of(err); len(ps) != 1 || ps[0].Code != problem.IO || ps[0].Pos.File != "r.yaml" || !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if _, err := rubric.LoadFS(unreadable{broken}, "r.yaml", &rubric.LoadOptions{Limits: rubric.DocumentLimits{Bytes: -1}}); err == nil || errors.Is(err, broken) {
		t.Errorf("error %v with a negative limit", err)
	}
}

// The hundred-and-first unknown id has no hint, since the search takes time.
func TestFewHintsForIDs(t *testing.T) {
	d := severalRubric().Document()
	for i := range 3 {
		c := &d.Domains[1].Competencies[i]
		c.Asked = nil
		for j := range 35 {
			c.Asked = append(c.Asked, fmt.Sprintf("reader-%d", j))
		}
	}
	_, err := rubric.New(d)
	ps, _ := problem.Of(err)
	hints := 0
	for _, p := range ps {
		if p.Hint != "" {
			hints++
		}
	}
	if len(ps) != 105 || hints != 100 {
		t.Errorf("%d problems, %d hints", len(ps), hints)
	}
}

// A field that a program leaves empty is a missing key. An entry of a map is there, so it is blank.
func TestEmptyFieldsOfNew(t *testing.T) {
	d := severalRubric().Document()
	d.Title = rubric.TextEntry{}
	d.Domains[2].Competencies[1].ID = ""
	d.Domains[2].Competencies[0].Descriptors = map[string]rubric.TextEntry{"seed": {}, "tree": {Text: "x"}}
	d.Domains[2].Competencies[0].Wordings = map[string]rubric.TextEntry{"reader": {}, "singer": {Text: "y"}}
	_, err := rubric.New(d)
	ps, _ := problem.Of(err)
	got := make(map[string]problem.Code)
	for _, p := range ps {
		got[p.Path] = p.Code
	}
	if diff := cmp.Diff(map[string]problem.Code{
		"title": problem.MissingKey, "domains[2].competencies[1].id": problem.MissingKey,
		"domains[2].competencies[0].descriptors.seed": problem.Blank, "domains[2].competencies[0].wordings.reader": problem.Blank,
	}, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// The hint for an unknown constituency is a similar one, or that there are none.
func TestHintForConstituencies(t *testing.T) {
	_, err := rubric.Load("r.yaml", []byte(strings.Replace(extended, "title: We listen\n", "title: We listen\n        asked: [families]\n", 1)), nil)
	if err == nil || !strings.HasSuffix(err.Error(), `did you mean "family"?`) {
		t.Errorf("error %v", err)
	}
	_, err = rubric.Load("r.yaml", []byte(strings.Replace(additional, "title: We listen\n", "title: We listen\n        asked: [family]\n", 1)), nil)
	if err == nil || !strings.HasSuffix(err.Error(), "the rubric names no constituencies; list them under constituencies") {
		t.Errorf("error %v", err)
	}
}

// Problems are in the order of the document, also if it has another format.
func TestOrderOfProblems(t *testing.T) {
	_, err := rubric.Load("r.yaml", []byte("format: rubric/7\nid: a\nid: b\n"), nil)
	ps, _ := problem.Of(err)
	var lines []int
	for _, p := range ps {
		lines = append(lines, p.Pos.Line)
	}
	if !slices.Equal(lines, []int{1, 3}) {
		t.Errorf("error %v", err)
	}
}
