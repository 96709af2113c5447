package report_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric/problem"
)

func englishFile(t testing.TB) string {
	t.Helper()
	data, err := report.WordsFile("en")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// brokenWords are mistakes in the English file. The mark § in an inserted text is where the
// loader finds the problem with the code and path. Two problems have two marks.
var brokenWords = []struct {
	name, old, with string
	want            []string
}{
	{"another format", "format: words/1", "format: §overlay/1", []string{"unknown-format: format"}},
	{"a later format", "format: words/1", "format: §words/2", []string{"unknown-format: format"}},
	{"no format", "format: words/1\nlanguage", "§language", []string{"missing-key: format"}},
	{"no language", "language: en\n", "", []string{"missing-key: language"}},
	{"a bad language", "language: en", "language: §English language", []string{"bad-format: language"}},
	{"a language without a known rule", "format: words/1\nlanguage: en", "§format: words/1\nlanguage: mix", []string{"missing-key: plurals"}},
	{"an unknown rule", "language: en", "language: mix\nplurals: §rusian", []string{"bad-value: plurals"}},
	{"a bad direction", "direction: ltr", "direction: §left", []string{"bad-value: direction"}},
	{"a misspelt key", "  nobody:", "  §nobdy:", []string{"unknown-key: head.nobdy"}},
	{"a key in capitals", "  nobody:", "  §Nobody:", []string{"wrong-case: head.Nobody"}},
	{"a key twice", "  nobody:", "  own_words: x\n  nobody:", []string{"duplicate-key: head.own_words"}},
	{"a key that is not there", "  too_few_people: Too few people in the groups so far\n", "", []string{"missing-key: groups.too_few_people"}},
	{"two keys that are not there", "  whole: All domains together\n  intro: A goal is a stage to grow toward.\n", "", []string{"missing-key: targets.intro", "missing-key: targets.whole"}},
	{"no value", "  close: Close together", "  close:§", []string{"missing-key: groups.close"}},
	{"blank", "  close: Close together", `  close: §" "`, []string{"blank: groups.close"}},
	{"a list for a text", "  close: Close together", "  close: §[Close]", []string{"wrong-type: groups.close"}},
	{"forms for a text", "  close: Close together", "  close:\n    §one: Close", []string{"wrong-type: groups.close"}},
	{"a long text", "  close: Close together", "  close: §" + strings.Repeat("x", 201), []string{"too-long: groups.close"}},
	{"a very long sentence", "nobody: Nobody", "nobody: §" + strings.Repeat("x ", 2000), []string{"too-long: head.nobody"}},
	{"two lines", "  close: Close together", `  close: §"Close\ntogether"`, []string{"bad-format: groups.close"}},
	{"a space at the end", "  close: Close together", `  close: §"Close "`, []string{"bad-format: groups.close"}},
	{"a bidirectional override", "nobody: Nobody", "nobody: §\u202eNobody", []string{"control-character: head.nobody"}},
	{"a noncharacter", "nobody: Nobody", "nobody: §\ufdd0Nobody", []string{"control-character: head.nobody"}},
	{"a control character", "nobody: Nobody has", `nobody: §"No\u009bbody has" #`, []string{"control-character: head.nobody"}},
	{"braces in a plain text", "nobody: Nobody", "nobody: §Now {people}", []string{"unknown-placeholder: head.nobody"}},
	{"a misspelt placeholder", "standing: The middle rating is {stage}.", "standing: §The middle rating is {stag}.", []string{"unknown-placeholder: stand_out.standing"}},
	{"no placeholder", "standing: The middle rating is {stage}.", "standing: §The middle rating.", []string{"missing-placeholder: stand_out.standing"}},
	{"no number in the plural", "    other: \"{ratings} ratings\"", "    other: §ratings", []string{"missing-placeholder: results.ratings.other"}},
	{"an open brace", "standing: The middle rating is {stage}.", "standing: §The middle rating is {stage.", []string{"bad-format: stand_out.standing"}},
	{"a closing brace", "standing: The middle rating is {stage}.", "standing: §The middle rating is stage}.", []string{"bad-format: stand_out.standing"}},
	{"a brace in braces", "standing: The middle rating is {stage}.", "standing: §The middle rating is {{stage}}.", []string{"bad-format: stand_out.standing"}},
	{"a form that English has not", "    other: \"{ratings} ratings\"", "    other: \"{ratings} ratings\"\n    few: §\"{ratings} ratings\"", []string{"plural-form: results.ratings.few"}},
	{"an unknown form", "    other: \"{ratings} ratings\"", "    other: \"{ratings} ratings\"\n    §several: \"{ratings} ratings\"", []string{"unknown-key: results.ratings.several"}},
	{"no singular", "    one: \"{ratings} rating\"\n    other", "    §other", []string{"missing-key: results.ratings.one"}},
	{"no other form", "    one: \"{ratings} rating\"\n    other: \"{ratings} ratings\"\n", "    §one: \"{ratings} rating\"\n", []string{"missing-key: results.ratings.other"}},
	{"forms where no number is", "  standing: The middle rating is {stage}.", "  standing:\n    §other: The middle rating is {stage}.", []string{"plural-form: stand_out.standing"}},
	{"a group without its plural", "members: {one: family, other: families}", "members: §{one: family}", []string{"missing-key: constituencies.listed[1].members.other"}},
	{"a group without a number", "members: {one: family, other: families}", "members: {one: family, other: §\"{people} families\"}", []string{"unknown-placeholder: constituencies.listed[1].members.other"}},
	{"a group with another form", "members: {one: family, other: families}", "members: {one: family, few: §families, other: families}", []string{"plural-form: constituencies.listed[1].members.few"}},
	{"a placeholder in a form of a group", "by: by families", "by: §\"by {group}\"", []string{"unknown-placeholder: constituencies.listed[1].by"}},
	{"a group without a form", "in_sentence: families, by: by families,", "in_sentence: families,", []string{"missing-key: constituencies.listed[1].by"}},
	{"no form for other groups", "    by: by “{group}”\n", "", []string{"missing-key: constituencies.unlisted.by"}},
	{"a language without a name", "name: English # of", "name: §\"\" # of", []string{"blank: name"}},
	{"a name on two lines", "name: English # of", `name: §"Eng\nlish" # of`, []string{"bad-format: name"}},
	{"eleven months", "[January, February,", "§[January,", []string{"too-few: dates.months"}},
	{"a month of no letters", "January, February,", `January, §"",`, []string{"blank: dates.months[1]"}},
	{"a date without a year", `  month: "{month} {year}"`, `  month: §"{month}"`, []string{"missing-placeholder: dates.month"}},
	{"nine digits", `  decimal: "."`, "  decimal: \".\"\n  digits: §٠١٢٣٤٥٦٧٨", []string{"bad-format: numbers.digits"}},
	{"a long separator", `  group: ","`, `  group: §"------"`, []string{"too-long: numbers.group"}},
	{"an unknown grouping", `  decimal: "."`, "  decimal: \".\"\n  grouping: §millions", []string{"bad-value: numbers.grouping"}},
	{"mistakes in three sections", "  close: Close together\n  somewhat: Somewhat apart\n  apart: Apart", "  close: §\"\"\n  somewhat: §{}\n  §Apart: Apart", []string{"blank: groups.close", "wrong-type: groups.somewhat", "wrong-case: groups.Apart"}},
}

func TestBrokenWords(t *testing.T) {
	english := englishFile(t)
	for _, tt := range brokenWords {
		t.Run(tt.name, func(t *testing.T) {
			if n := strings.Count(english, tt.old); n != 1 {
				t.Fatalf("%q is in the English words %d times", tt.old, n)
			}
			doc := strings.Replace(english, tt.old, tt.with, 1)
			var places []problem.Pos
			for i := strings.Index(doc, "§"); i >= 0; i = strings.Index(doc, "§") {
				before := doc[:i]
				places = append(places, problem.Pos{
					File: "en.yaml", Line: 1 + strings.Count(before, "\n"),
					Column: 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]),
				})
				doc = before + doc[i+len("§"):]
			}
			w, err := report.LoadWords("en.yaml", []byte(doc))
			ps, _ := problem.Of(err)
			var got []string
			for _, p := range ps {
				got = append(got, strings.TrimSuffix(string(p.Code)+": "+p.Path, ": "))
			}
			if w != nil || !slices.Equal(got, tt.want) {
				t.Fatalf("problems %q, want %q:\n%v", got, tt.want, err)
			}
			for i, at := range places {
				if ps[i].Pos != at {
					t.Errorf("%v is reported at %v", at, ps[i])
				}
			}
		})
	}
}

// All missing texts of a file are reported together with its mistakes, because a report is
// never partly in another language.
func TestUnfinishedWords(t *testing.T) {
	const name = "../testdata/broken/words/begun.yaml"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	w, err := report.LoadWords(name, data)
	ps, ok := problem.Of(err)
	if w != nil || !ok {
		t.Fatalf("%v and the error %v, want problems", w, err)
	}
	var got strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&got, "%d:%d: %s: %s\n", p.Pos.Line, p.Pos.Column, p.Code, p.Path)
	}
	reporttest.Golden(t, "../broken/words/begun.yaml.problems", got.String())
}

func TestNoWordsDocument(t *testing.T) {
	for doc, want := range map[string]problem.Code{
		"": problem.Empty, "[]": problem.WrongType, "words": problem.WrongType, "{": problem.Syntax,
		strings.Repeat(" ", 1<<20) + "{}": problem.TooLarge,
	} {
		w, err := report.LoadWords("words", []byte(doc))
		if ps, _ := problem.Of(err); w != nil || len(ps) == 0 || ps[0].Code != want {
			t.Errorf("%.20q: %v, want %s", doc, err, want)
		}
	}
}

func TestWordsHints(t *testing.T) {
	for with, hint := range map[string]string{
		"standing: The middle rating is {stagee}.":  "stage",
		"standnig: The middle rating is {stage}.":   "standing",
		"standing:\n    other: The rating {stage}.": "one text",
	} {
		doc := strings.Replace(englishFile(t), "standing: The middle rating is {stage}.", with, 1)
		_, err := report.LoadWords("en.yaml", []byte(doc))
		if ps, _ := problem.Of(err); len(ps) != 1 || !strings.Contains(ps[0].Hint, hint) {
			t.Errorf("%s: %v, want the hint %q", with, err, hint)
		}
	}
}

// A words file in JSON gives the same report as one in YAML.
func TestWordsInJSON(t *testing.T) {
	root, _ := source.Parse("es.yaml", []byte(spanishFile(t)), source.Limits{})
	doc := wordsJSON(root)
	w, err := report.LoadWords("es.json", []byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	r := newRubric(t, 4, 3, 2, 3, nil)
	s := summary(t, r, randomTally(r, 1, 20, 30, 40))
	want := write(t, build(t, s, assess.Policy{}, &report.Options{Language: "es"}), text.Write)
	if diff := cmp.Diff(want, write(t, build(t, s, assess.Policy{}, &report.Options{Words: w}), text.Write)); diff != "" {
		t.Errorf("the report differs (-want +got):\n%s", diff)
	}
	_, err = report.LoadWords("es.json", []byte(strings.Replace(doc, `"direction":`, `"direction":"ltr","direction":`, 1)))
	if ps, _ := problem.Of(err); len(ps) != 1 || ps[0].Code != problem.DuplicateKey {
		t.Errorf("a key twice: %v", err)
	}
}

func spanishFile(t testing.TB) string {
	t.Helper()
	data, err := report.WordsFile("es")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func wordsJSON(n *source.Node) string {
	var parts []string
	switch n.Kind {
	case source.Map:
		for _, f := range n.Fields {
			parts = append(parts, fmt.Sprintf("%q:%s", f.Key, wordsJSON(f.Value)))
		}
		return "{" + strings.Join(parts, ",") + "}"
	case source.List:
		for _, item := range n.Items {
			parts = append(parts, wordsJSON(item))
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	text, _ := json.Marshal(n.Text)
	return string(text)
}

// FuzzLoadWords changes a place of the English words. It searches for documents that cause
// a panic, that are refused without a problem, or that make a page with control characters.
func FuzzLoadWords(f *testing.F) {
	root, _ := source.Parse("en.yaml", []byte(englishFile(f)), source.Limits{})
	english := wordsJSON(root)
	f.Add(uint(0), uint(0), "")
	for _, edit := range []struct{ old, with string }{
		{"ltr", "rtl"}, {"took part.", "{people}"}, {"{day}", "{}"}, {`"group":","`, `"group":""`}, {`"language":"en"`, `"language":"ar"`}, {"Growing edges", "\\u202e"},
	} {
		f.Add(uint(strings.Index(english, edit.old)), uint(len(edit.old)), edit.with)
	}
	r := newRubric(f, 4, 0, 1, 2, nil)
	s := summary(f, r, randomTally(r, 1, 20))
	f.Fuzz(func(t *testing.T, at, cut uint, with string) {
		at = min(at, uint(len(english)))
		cut = min(cut, uint(len(english))-at)
		w, err := report.LoadWords("en.json", []byte(english[:at]+with+english[at+cut:]))
		if err != nil {
			if ps, ok := problem.Of(err); !ok || len(ps) == 0 {
				t.Fatalf("error without problems: %v", err)
			}
			return
		}
		v := build(t, s, assess.Policy{}, &report.Options{Words: w, Date: "2026-10-01"})
		out := write(t, v, text.Write)
		if i := strings.IndexFunc(out, reporttest.Control); i >= 0 {
			t.Errorf("control character %q", []rune(out[i:])[0])
		}
	})
}

func BenchmarkLoadWords(b *testing.B) {
	data := []byte(englishFile(b))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := report.LoadWords("en.yaml", data); err != nil {
			b.Fatal(err)
		}
	}
}
