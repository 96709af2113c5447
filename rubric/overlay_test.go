package rubric_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// full is a rubric with a text in every place that can hold one.
const full = `format: rubric/1
id: circle
edition: "1"
title: Our circle
language: en
notice: Ours
citation: Circle (2026)
definition: A circle is round.
notes: [First note, Second note]
constituencies:
  - {id: reader, title: Readers}
spectrum:
  id: growth
  title: Growth
  stages:
    - {id: seed, title: Seed, summary: Hardly there, messages: [Wait, Listen], steps: [hear]}
    - {id: tree, title: Tree, messages: [Speak], steps: [talk, act]}
reference_spectrum:
  id: ladder
  title: Ladder
  alignment: Our own alignment
  steps:
    - {id: hear, title: Hear, introduction: Hearing comes first., prompts: ["Who hears?"]}
    - {id: talk, title: Talk, prompts: ["Who talks?", "Who does not?"]}
    - {id: act, title: Act}
strands:
  - {id: all, title: All of it, introduction: It is one., domains: [meeting]}
domains:
  - id: meeting
    title: Meeting
    summary: How we meet
    belief: Meeting matters.
    impact: We meet again.
    prompts: ["Where do we meet?", "When?"]
    competencies:
      - id: welcome
        title: We welcome
        summary: Whoever comes is welcome.
        descriptors: {seed: Some are welcomed., tree: All are welcomed.}
      - {id: thanks, title: We thank}
prompt_sets:
  - {id: look-back, title: Look back, theme: ending, introduction: Take your time., prompts: ["What was good?"]}
lists:
  - {id: rules, title: Rules, items: [Be on time, Be kind]}
resources:
  - {id: book, title: The Book, description: It is long., url: "https://example.org/book"}
`

// overlay makes an overlay document with an entry for each text of the rubric for which
// translate returns a translation.
func overlay(r *rubric.Rubric, head string, translate func(rubric.SourcedText) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "format: overlay/1\nrubric: %s\nofficial: false\n%s\ntexts:\n", r.Ref(), head)
	for text := range r.Texts() {
		if t := translate(text); t != "" {
			fmt.Fprintf(&b, "  %s: {text: %q, hash: %s}\n", text.Key, t, rubric.TextHash(text.Text))
		}
	}
	return b.String()
}

func prefixed(prefix string) func(rubric.SourcedText) string {
	return func(t rubric.SourcedText) string { return prefix + t.Text }
}

func mustLoadOverlay(t testing.TB, name, doc string) *rubric.Overlay {
	t.Helper()
	o, err := rubric.LoadOverlay(name, []byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func keyed(r *rubric.Rubric) map[string]rubric.SourcedText {
	m := make(map[string]rubric.SourcedText)
	for t := range r.Texts() {
		m[t.Key] = t
	}
	return m
}

func TestLoadOverlay(t *testing.T) {
	o := mustLoadOverlay(t, "ar.yaml", "format: overlay/1\nrubric: circle@1\nlanguage: ar\ndirection: rtl\nofficial: true\nnotice: ملاحظة\ntexts: {}\n")
	got := []string{o.Rubric(), o.Language(), o.Direction(), o.Notice()}
	if diff := cmp.Diff([]string{"circle@1", "ar", "rtl", "ملاحظة"}, got); diff != "" || !o.Official() {
		t.Errorf("official %t (-want +got):\n%s", o.Official(), diff)
	}
	o = mustLoadOverlay(t, "es.json", `{"format":"overlay/1","rubric":"circle@1","language":"es","official":false,"texts":{}}`)
	got = []string{o.Rubric(), o.Language(), o.Direction(), o.Notice()}
	if diff := cmp.Diff([]string{"circle@1", "es", "ltr", ""}, got); diff != "" || o.Official() {
		t.Errorf("official %t (-want +got):\n%s", o.Official(), diff)
	}
}

func TestGoodOverlays(t *testing.T) {
	garden := readRubric(t, "good/rubrics/garden.yaml")
	var spanish []*rubric.Rubric
	for name, want := range map[string]struct {
		language, direction string
		missing             int
	}{
		"garden.es.yaml":     {"es", "ltr", 0},
		"garden.es.json":     {"es", "ltr", 0},
		"incomplete.ar.yaml": {"ar", "rtl", 5},
		"empty.yaml":         {"es-MX", "ltr", 12},
	} {
		t.Run(name, func(t *testing.T) {
			o := mustLoadOverlay(t, name, string(readTestdata(t, "good/overlays/"+name)))
			r, problems := garden.Localize(o)
			if r.Language() != want.language || r.Direction() != want.direction {
				t.Errorf("language %s, direction %s", r.Language(), r.Direction())
			}
			if len(problems) != want.missing {
				t.Errorf("%d problems, want %d:\n%v", len(problems), want.missing, problems)
			}
			for _, p := range problems {
				if p.Code != problem.MissingText {
					t.Errorf("problem %v", p)
				}
			}
			if want.language == "es" {
				spanish = append(spanish, r)
			}
		})
	}
	if len(spanish) == 2 {
		if diff := cmp.Diff(spanish[0].Document(), spanish[1].Document()); diff != "" {
			t.Errorf("YAML and JSON give different translations:\n%s", diff)
		}
	}
}

func TestTextHash(t *testing.T) {
	// The hashes of "Seed" and of no text, as sha256sum prints them.
	for text, want := range map[string]string{"Seed": "367ef06b8fbf", "": "e3b0c44298fc", "Estrada – “é”": rubric.TextHash("Estrada – “é”")} {
		if got := rubric.TextHash(text); got != want {
			t.Errorf("hash of %q is %s, want %s", text, got, want)
		}
	}
	if rubric.TextHash("é") == rubric.TextHash("e\u0301") {
		t.Error("two encodings of a letter have one hash")
	}
}

// FuzzLoadOverlay checks that no document causes a panic, that problems have positions,
// and that an overlay that loads can translate a rubric.
func FuzzLoadOverlay(f *testing.F) {
	r, err := rubric.Load("small.yaml", []byte(small), nil)
	if err != nil {
		f.Fatal(err)
	}
	whole := overlay(r, "language: es", prefixed("es "))
	f.Add("a.yaml", []byte(whole))
	f.Add("a.yaml", []byte(strings.ReplaceAll(whole, "title", "Title")))
	f.Add("a.yaml", []byte(strings.Replace(whole, "circle@1", "circle@2", 1)))
	f.Add("a.yaml", []byte(strings.Replace(whole, "official: false", "direction: rtl\nofficial: true", 1)))
	f.Add("a.json", []byte(`{"format":"overlay/1","rubric":"circle@1","language":"es","official":false,"texts":{"title":{"text":"a","hash":"0123456789ab"},"":{"text":"b","hash":"000000000000"}}}`))
	f.Add("a.json", []byte(`{"format":"overlay/1","rubric":"circle@1","language":"es","official":false,"texts":{"a b\n\"[0]":{"text":"a","hash":"0123456789ab"}}}`))
	f.Add("a", []byte("format: overlay/1\n? [a]\n: b\n<<: {}\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		o, err := rubric.LoadOverlay(name, data, nil)
		if err != nil {
			positioned(t, err)
			return
		}
		got, problems := r.Localize(o, o)
		if got == nil || got.Ref() != r.Ref() {
			t.Fatal("no rubric, or another one")
		}
		positioned(t, problems.Err())
		shown := keyed(got)
		for text := range r.Texts() {
			if shown[text.Key].Text == "" {
				t.Fatalf("%s is blank", text.Key)
			}
		}
		if len(shown) != len(keyed(r)) {
			t.Fatalf("%d texts", len(shown))
		}
	})
}

// positioned checks that an error is nil or a list of complete problems.
func positioned(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	ps, ok := problem.Of(err)
	if !ok {
		t.Fatalf("the error is no list of problems: %v", err)
	}
	for _, p := range ps {
		if p.Pos.Line < 1 || p.Pos.Column < 1 || p.Code == "" || p.Msg == "" {
			t.Fatalf("incomplete problem %#v", p)
		}
	}
}
