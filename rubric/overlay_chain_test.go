package rubric_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// overlayOf makes an overlay of r with some texts. extra are further keys as JSON.
func overlayOf(t *testing.T, r *rubric.Rubric, language, extra string, texts map[string]string) *rubric.Overlay {
	t.Helper()
	original := make(map[string]string)
	for text := range r.Texts() {
		original[text.Key] = text.Text
	}
	var entries []string
	for key, text := range texts {
		entries = append(entries, fmt.Sprintf("%q:{\"text\":%q,\"hash\":%q}", key, text, rubric.TextHash(original[key])))
	}
	doc := fmt.Sprintf(`{"format":"overlay/1","rubric":%q,"language":%q,"official":false,%s"texts":{%s}}`, r.Ref().String(), language, extra, strings.Join(entries, ","))
	o, err := rubric.LoadOverlay("o.json", []byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func codes(ps problem.List) map[problem.Code]int {
	n := make(map[problem.Code]int)
	for _, p := range ps {
		n[p.Code]++
	}
	return n
}

// A plain wording of part of a rubric is an overlay in the rubric's language.
func TestOverlayInTheLanguageOfTheRubric(t *testing.T) {
	r := mustLoadText(t, additional)
	plain := overlayOf(t, r, "en", `"covers":["talk"],`, map[string]string{"talk.title": "Speak", "listening.guidance[0]": "Last week"})
	local, ps := r.Localize(plain)
	if got := codes(ps); len(got) != 1 || got[problem.MissingText] != 7 {
		t.Errorf("problems %v", ps)
	}
	d, _ := local.Domain("talk")
	if d.Title() != "Speak" || local.Language() != "en" {
		t.Errorf("title %q in %s", d.Title(), local.Language())
	}
	got, _ := local.Translation()
	want := rubric.Translation{
		Language: "en", Reworded: true, Original: "en", Texts: 14, Fallback: 12,
		Overlays: []rubric.OverlayUse{{Language: "en", Texts: 2}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if local.Ref() != r.Ref() {
		t.Error("another ref")
	}
}

// Each text comes from the first overlay that has it; the rest keeps the language of the rubric.
func TestOverlaysAreStacked(t *testing.T) {
	r := mustLoadText(t, additional)
	mexican := overlayOf(t, r, "es-MX", `"covers":["seed.title"],`, map[string]string{"seed.title": "Semillita"})
	spanish := overlayOf(t, r, "es", `"covers":["growth","seed","tree","title"],`, map[string]string{"seed.title": "Semilla", "tree.title": "Árbol", "title": "Círculo"})
	local, ps := r.Localize(mexican, spanish)
	if len(codes(ps)) != 1 || codes(ps)[problem.UnknownText] != 1 { // the spectrum has no texts
		t.Errorf("problems %v", ps)
	}
	languages := make(map[string]string)
	for text := range local.Texts() {
		languages[text.Text] = text.Language
	}
	for text, want := range map[string]string{"Semillita": "es-MX", "Árbol": "es", "Círculo": "es", "Talk": "en"} {
		if languages[text] != want {
			t.Errorf("%s is in %q, want %q", text, languages[text], want)
		}
	}
	got, _ := local.Translation()
	if got.Fallback != 11 || got.Overlays[0].Texts != 1 || got.Overlays[1].Texts != 2 || got.Reworded {
		t.Errorf("translation %+v", got)
	}
	// The document says which texts are in another language.
	again, err := rubric.New(local.Document())
	if err != nil {
		t.Fatal(err)
	}
	for text := range again.Texts() {
		if languages[text.Text] != text.Language {
			t.Errorf("%s is in %q after writing, want %q", text.Text, text.Language, languages[text.Text])
		}
	}
}

func TestTextInAnotherLanguage(t *testing.T) {
	r := mustLoadText(t, strings.Replace(additional, "title: We ask", `title: {text: نسأل, language: ar}`, 1))
	for text := range r.Texts() {
		want := "en"
		if text.Key == "asking.title" {
			want = "ar"
		}
		if text.Language != want {
			t.Errorf("%s is in %q, want %q", text.Key, text.Language, want)
		}
	}
	_, err := rubric.Load("r.yaml", []byte(strings.Replace(additional, "title: We ask", `title: {text: We ask, language: English}`, 1)), nil)
	if ps, _ := problem.Of(err); len(ps) != 1 || ps[0].Code != problem.BadFormat {
		t.Errorf("problems %v", ps)
	}
	// A translation is in its own language.
	local, _ := r.Localize(overlayOf(t, r, "es", "", map[string]string{"asking.title": "Preguntamos"}))
	for text := range local.Texts() {
		if text.Key == "asking.title" && text.Language != "es" {
			t.Errorf("the translation is in %q", text.Language)
		}
	}
}

func TestCoversUnknownPart(t *testing.T) {
	r := mustLoadText(t, additional)
	_, ps := r.Localize(overlayOf(t, r, "es", `"covers":["listenin"],`, map[string]string{"talk.title": "Hablar"}))
	if len(ps) != 1 || ps[0].Path != "covers[0]" || ps[0].Code != problem.UnknownText || ps[0].Hint != `did you mean "listening"?` {
		t.Errorf("problems %v", ps)
	}
}

// A translated title that is like another one is counted as not translated.
func TestRestoredTitlesAreNotTranslated(t *testing.T) {
	r := severalRubric()
	original := keyed(r)
	local, ps := r.Localize(mustLoadOverlay(t, "o.yaml", overlay(r, "language: es", func(text rubric.SourcedText) string {
		if text.Key == "bush.title" || text.Key == "tree.title" {
			return "Planta"
		}
		return "es " + text.Text
	})))
	if len(ps) != 1 || ps[0].Code != problem.DuplicateTitle || ps[0].Path != `texts["tree.title"]` {
		t.Errorf("problems %v", ps)
	}
	tr, _ := local.Translation()
	if n := len(original); tr.Texts != n || tr.Fallback != 1 || tr.Overlays[0].Texts != n-1 {
		t.Errorf("of %d texts: %+v", n, tr)
	}
	if text := keyed(local)["tree.title"]; text.Text != "Tree" || text.Language != "en" {
		t.Errorf("the title is %+v", text)
	}
}

// A translated title that is like one that is not translated is restored, whichever comes first.
func TestTitleLikeAnUntranslatedOne(t *testing.T) {
	r := severalRubric()
	for _, tt := range []struct{ key, text, original string }{
		{"bush.title", "tree!", "Bush"},
		{"tree.title", "Bush", "Tree"},
		{"reader.title", "Singers", "Readers"},
		{"writer.title", "Readers", "Writers"},
		{"town.options.middle", "South", "Middle"},
		{"town.options.south", "Middle", "South"},
		{"alone.title", "We read together", "We read alone"},
	} {
		local, ps := r.Localize(overlayOf(t, r, "es", fmt.Sprintf(`"covers":[%q],`, tt.key), map[string]string{tt.key: tt.text}))
		if len(ps) != 1 || ps[0].Code != problem.DuplicateTitle || ps[0].Path != fmt.Sprintf("texts[%q]", tt.key) {
			t.Errorf("%s: problems %v", tt.key, ps)
		}
		if text := keyed(local)[tt.key]; text.Text != tt.original || text.Language != "en" {
			t.Errorf("%s is %+v", tt.key, text)
		}
	}
}

// The search for similar keys ends after a hundred unknown ones.
func TestFewHints(t *testing.T) {
	r := severalRubric()
	var doc strings.Builder
	doc.WriteString("format: overlay/1\nrubric: circle@1\nlanguage: es\nofficial: false\ncovers: [title]\ntexts:\n")
	for i := range 103 {
		fmt.Fprintf(&doc, "  talk.prompts[%d]: {text: x, hash: 000000000000}\n", i+3)
	}
	_, ps := r.Localize(mustLoadOverlay(t, "o.yaml", doc.String()))
	if hints := hintsFor(ps, problem.UnknownText); hints != 100 {
		t.Errorf("%d hints of %d problems", hints, len(ps))
	}
	var parts []string
	for i := range 103 {
		parts = append(parts, fmt.Sprintf("look-up%d", i))
	}
	covers, err := json.Marshal(parts)
	if err != nil {
		t.Fatal(err)
	}
	_, ps = r.Localize(overlayOf(t, r, "es", fmt.Sprintf(`"covers":%s,`, covers), nil))
	if hints := hintsFor(ps, problem.UnknownText); hints != 100 || len(ps) != 103 {
		t.Errorf("%d hints of %d problems of parts", hints, len(ps))
	}
}

// hintsFor counts the problems with a code that have a hint.
func hintsFor(ps problem.List, code problem.Code) (n int) {
	for _, p := range ps {
		if p.Code == code && p.Hint != "" {
			n++
		}
	}
	return n
}

// An unknown part gets the nearest one as a hint, the first and the last of the rubric too.
func TestCoversHints(t *testing.T) {
	r := severalRubric()
	for part, want := range map[string]string{"readers": "reader", "essays": "essay", "meetings": "meeting", "towns": "town", "ladders": "ladder", "insides": "inside", "looks-up": "look-up"} {
		_, ps := r.Localize(overlayOf(t, r, "es", fmt.Sprintf(`"covers":[%q],`, part), nil))
		if len(ps) != 1 || ps[0].Code != problem.UnknownText || ps[0].Path != "covers[0]" || ps[0].Hint != fmt.Sprintf("did you mean %q?", want) {
			t.Errorf("%s: problems %v", part, ps)
		}
	}
}
