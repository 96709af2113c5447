package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/internal/source"
)

// wordsTree returns the embedded words file of a language.
func wordsTree(t testing.TB, language string) *source.Node {
	t.Helper()
	data, err := WordsFile(language)
	if err != nil {
		t.Fatal(err)
	}
	root, issues := source.Parse(language+".yaml", data, source.Limits{})
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	return root
}

// said returns the texts of a words file by key. Of the forms of a text it has only the one
// for other numbers.
func said(n *source.Node, path string) map[string]string {
	texts := make(map[string]string)
	if other := n.Get("other"); other != nil {
		n = other
	}
	switch n.Kind {
	case source.Map:
		for _, f := range n.Fields {
			for key, text := range said(f.Value, source.JoinPath(path, f.Key)) {
				texts[key] = text
			}
		}
	case source.List:
		for _, item := range n.Items {
			texts[path] += item.Text + " "
		}
	default:
		texts[path] = n.Text
	}
	return texts
}

// Each embedded file loads, which means that no key is missing. It has no key that the
// English file lacks.
func TestEmbeddedWords(t *testing.T) {
	english := said(wordsTree(t, "en"), "")
	for _, language := range Languages() {
		data, err := WordsFile(language)
		if err != nil {
			t.Fatal(err)
		}
		w, err := LoadWords(language+".yaml", data)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if w.Language() != language {
			t.Errorf("%s.yaml is in %q", language, w.Language())
		}
		keys := said(wordsTree(t, language), "")
		for key := range english {
			if _, ok := keys[key]; !ok {
				t.Errorf("%s.yaml has no %s", language, key)
			}
		}
		if len(keys) != len(english) {
			t.Errorf("%s.yaml says %d things, English %d", language, len(keys), len(english))
		}
	}
	if _, err := WordsFile("../en"); err == nil {
		t.Error("a file for no language")
	}
}

// Texts that are the same in both languages are in a list.
func TestTranslated(t *testing.T) {
	same := []string{
		"format", "direction", "punctuation", "numbers.group", "numbers.decimal", "labels.hidden_mark", "labels.none_mark",
		"head.rubric_edition", "head.strand_domains", "head.missing_reason", "results.stage_count", "labels.not_asked_mark", "worksheet.wording", "narrative.quoted",
		"head.missing_named", "constituencies.listed", "constituencies.unlisted.in_sentence",
	}
	spanish := said(wordsTree(t, "es"), "")
	for key, text := range said(wordsTree(t, "en"), "") {
		section, _, _ := strings.Cut(key, ".")
		if (text == spanish[key]) != (slices.Contains(same, key) || slices.Contains(same, section)) {
			t.Errorf("%s is %q and %q", key, text, spanish[key])
		}
	}
}

func TestPlurals(t *testing.T) {
	en, es := english(), spanish()
	for _, tt := range []struct{ got, want string }{
		{en.doc.Head.participation(1), "1 person took part."},
		{en.doc.Head.participation(1128), "1,128 people took part."},
		{en.doc.Progress.waves(1, 1128), "1 person took part then and 1,128 now. " + en.doc.Progress.WavesNote},
		{en.doc.StandOut.tooFewToCompare(0), "It is too early to say: fewer than two competencies have been rated by 1 person or more."},
		{en.doc.StandOut.atOrAbove(1, 1, "Advanced", true), "1 of 1 person rated it Advanced."},
		{en.doc.Targets.reached(1, en.doc.Results.ofRatings(12)), "1 of 12 ratings is at the goal or above."},
		{en.doc.Conversations.moreQuestions(1), "The rubric has 1 more question."},
		{en.doc.Targets.distance(-1, -1), "One stage to go"},
		{en.doc.Targets.distance(-3, -3), "Three stages to go"},
		{en.doc.Targets.distance(-12, -11), "Between 11 and 12 stages to go"},
		{es.doc.Head.participation(1), "Participó 1 persona."},
		{es.doc.Head.participation(1128), "Participaron 1,128 personas."},
		{es.doc.Head.participation(2_000_000), "Participaron 2,000,000 de personas."},
		{es.doc.Results.ratings(1), "1 valoración"},
		{es.doc.Results.ratings(1234567), "1,234,567 valoraciones"},
		{es.doc.StandOut.atOrAbove(1, 12, "Avanzado", true), "1 de 12 personas eligió la etapa “Avanzado”."},
		{es.doc.StandOut.atOrAbove(0, 1, "En maduración", false), "0 de 1 persona eligieron la etapa “En maduración” o una más avanzada."},
		{es.doc.Results.rated(1), "1 persona valoró esto"},
		{es.doc.Conversations.moreQuestions(2), "La rúbrica tiene 2 preguntas más."},
		{es.doc.Targets.distance(-1, -1), "Falta una etapa"},
		{es.doc.Targets.distance(-2, -1), "Faltan entre una y dos etapas"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}

func TestWordsFor(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "es": "es", "es-MX": "es", "es-419": "es", "ES-us": "es", "": "en", "tl": "en", "est": "en", "en-GB": "en",
	} {
		if got := wordsFor(tag).Language(); got != want {
			t.Errorf("wordsFor(%q) speaks %q, want %q", tag, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{unclosed("You are noticed."), "You are noticed"},
		{unclosed("And so on..."), "And so on..."},
		{unclosed("noticed"), "noticed"},
		{english().grammar.closed("A: b"), "A: b."},
		{english().grammar.closed("A: b?"), "A: b?"},
		{english().grammar.closed("A: “b.”"), "A: “b.”"},
		{english().grammar.closed("A: \x01 b.\x02"), "A: \x01 b.\x02"},
		{english().grammar.closed("A: 。"), "A: 。"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}
