package rubric_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

func TestBrokenCompanions(t *testing.T) {
	broken(t, "companions", func(name string, data []byte) (loaded bool, err error) {
		c, err := rubric.LoadCompanion(name, data, nil)
		return c != nil, err
	})
}

func goodCompanion(t testing.TB, name string) *rubric.Companion {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "good", "companions", name))
	if err != nil {
		t.Fatal(err)
	}
	c, err := rubric.LoadCompanion(name, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCompanion(t *testing.T) {
	c := goodCompanion(t, "garden.yaml")
	var texts []string
	for text := range c.Texts() {
		texts = append(texts, strings.Join([]string{text.Key, text.Source, text.Language, text.Text}, "|"))
	}
	want := []string{
		"notice|ours|en|Written for this test.", "notes[0]|ours|en|A note.", "a-story.title|book|en|A story",
		"a-story.texts[0]|book|en|We began with:\n\n- compost,\n- water.", "a-story.texts[1]|ours|en-GB|Then we waited.",
	}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	checks, err := rubric.VerifyCompanion(fstest.MapFS{"book.txt": {Data: []byte("# [A story](#x)\n\nWe **began** with:\n* compost,\n* water.")}}, c)
	if err != nil {
		t.Fatal(err)
	}
	var matches []rubric.SourceMatch
	for _, c := range checks {
		matches = append(matches, c.Match)
	}
	if diff := cmp.Diff([]rubric.SourceMatch{"no-file", "no-file", "exact", "exact", "no-file"}, matches); diff != "" {
		t.Errorf("matches (-want +got):\n%s", diff)
	}
	if _, err := rubric.VerifyCompanion(fstest.MapFS{}, c); err == nil {
		t.Error("no error for a source without its file")
	}
	// YAML and JSON are read alike, and what is written is read again as the same.
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	again, err := rubric.LoadCompanion("again.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range []*rubric.Companion{again, goodCompanion(t, "garden.json")} {
		if got, err := json.Marshal(other); err != nil || string(got) != string(data) {
			t.Errorf("written as %s, want %s; error %v", got, data, err)
		}
	}
}

func TestWithCompanion(t *testing.T) {
	r := cei.Latest()
	load := func(doc string) *rubric.Companion {
		c, err := rubric.LoadCompanion("c.yaml", []byte("format: companion/1\nlanguage: en\nsections: [{id: a, title: A, texts: [One.]}]\n"+doc), nil)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, tt := range []struct {
		doc  string
		code problem.Code
		hint string
	}{
		{"rubric: garden\n", problem.WrongEdition, ""},
		{"rubric: cei\nthemes: [{id: powers, title: Power}]\n", problem.UnknownText, `did you mean "power"?`},
		{"rubric: cei\nthemes: [{id: power, title: Power, domains: [building-relationship]}]\n", problem.UnknownDomain, `did you mean "building-relationships"?`},
	} {
		_, err := r.WithCompanion(load(tt.doc))
		if ps, _ := problem.Of(err); len(ps) != 1 || ps[0].Code != tt.code || ps[0].Hint != tt.hint {
			t.Errorf("%s: error %v", tt.doc, err)
		}
	}
	c := load("rubric: cei\nthemes: [{id: power, title: Power, domains: [building-relationships]}]\n")
	with, err := r.WithCompanion(c)
	if err != nil {
		t.Fatal(err)
	}
	if with.Ref() != r.Ref() {
		t.Errorf("the ref is %v, want %v", with.Ref(), r.Ref())
	}
	if themes := slices.Collect(with.ThemesOf("building-relationships")); !slices.Equal(themes, []string{"power"}) {
		t.Errorf("themes %q", themes)
	}
	for range with.ThemesOf("no-such-domain") {
		t.Error("a theme of no domain")
	}
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	spanish, _ := with.Localize(o)
	if got, ok := spanish.Companion(); !ok || got != c {
		t.Error("a translation has no companion")
	}
	if back, err := spanish.WithCompanion(cei.Companion()); err != nil || back.Title() != spanish.Title() || back.Language() != "es" {
		t.Errorf("a translation with another companion is %v, error %v", back, err)
	}
	if got, _ := r.Companion(); got != cei.Companion() {
		t.Error("the rubric has changed")
	}
	for d := range with.Domains() {
		if original, _ := r.Domain(d.ID()); !d.Equal(original) {
			t.Errorf("%s is another domain", d)
		}
	}
}

// FuzzLoadCompanion checks that no document causes a panic, that problems have positions, and
// that a companion that loads is written and read again as the same.
func FuzzLoadCompanion(f *testing.F) {
	data, err := os.ReadFile("../testdata/good/companions/garden.yaml")
	if err != nil {
		f.Fatal(err)
	}
	whole := string(data)
	f.Add("a.yaml", []byte(whole))
	f.Add("a.yaml", []byte(strings.ReplaceAll(whole, "source: book\n", "source: tree\n")))
	f.Add("a.yaml", []byte(strings.Replace(whole, "sections:", "themes: [{id: a-story, title: b, domains: [c, c]}]\nsections:", 1)))
	f.Add("a.json", []byte(`{"format":"companion/1","rubric":"a","language":"en","sections":[{"id":"a","title":"b","texts":[{"text":"c","source":"d"}]}]}`))
	f.Add("a", []byte("format: companion/1\n? [a]\n: b\n<<: {}\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		c, err := rubric.LoadCompanion(name, data, nil)
		if err != nil {
			positioned(t, err)
			return
		}
		written, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := rubric.LoadCompanion("again.json", written, nil)
		if err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		if back, err := json.Marshal(again); err != nil || string(back) != string(written) {
			t.Fatalf("%s, then %s, error %v", written, back, err)
		}
	})
}

func BenchmarkWithCompanion(b *testing.B) {
	r, c := cei.Latest(), cei.Companion()
	for b.Loop() {
		if _, err := r.WithCompanion(c); err != nil {
			b.Fatal(err)
		}
	}
}

// The hint for a theme that no prompt set has names each theme once.
func TestThemeHint(t *testing.T) {
	d := severalRubric().Document()
	d.PromptSets[3].Step, d.PromptSets[3].Theme = "", "ending"
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	c, err := rubric.LoadCompanion("c.yaml", []byte("format: companion/1\nrubric: circle\nlanguage: en\nthemes: [{id: something-else, title: X}]\nsections: [{id: a, title: A, texts: [One.]}]\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.WithCompanion(c)
	if ps, _ := problem.Of(err); len(ps) != 1 || ps[0].Hint != "one of ending" {
		t.Errorf("error %v", err)
	}
}

func TestThemesOf(t *testing.T) {
	d := severalRubric().Document()
	d.PromptSets[1].Domain, d.PromptSets[1].Theme = "", "standing"
	d.PromptSets[2].Stage, d.PromptSets[2].Theme = "", "sitting"
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	c, err := rubric.LoadCompanion("c.yaml", []byte(`format: companion/1
rubric: circle
language: en
themes:
  - {id: standing, title: Standing, domains: [meeting, reading]}
  - {id: ending, title: Ending, domains: [leaving]}
  - {id: sitting, title: Sitting, domains: [reading]}
sections: [{id: a, title: A, texts: [One.]}]
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	with, err := r.WithCompanion(c)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][]string{"meeting": {"standing"}, "reading": {"standing", "sitting"}, "leaving": {"ending"}, "": nil} {
		if got := slices.Collect(with.ThemesOf(id)); !slices.Equal(got, want) {
			t.Errorf("themes of %q: %q, want %q", id, got, want)
		}
		for theme := range with.ThemesOf(id) {
			if theme != want[0] {
				t.Errorf("the first theme of %q is %q", id, theme)
			}
			break
		}
	}
	if got, _ := with.Companion(); got != c || with.Ref() != r.Ref() || with.Title() != r.Title() {
		t.Errorf("the rubric with a companion is %v", with)
	}
}

func TestCompanionAccessors(t *testing.T) {
	c := goodCompanion(t, "garden.yaml")
	if c.Rubric() != "garden" || c.Language() != "en" || c.Notice() != "Written for this test." || c.String() != "companion of garden" {
		t.Errorf("%q, %q, %q, %q", c.Rubric(), c.Language(), c.Notice(), c)
	}
}
