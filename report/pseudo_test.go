package report_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

const pseudoFile = "../testdata/good/words/ar-XB.yaml"

// pseudo writes a text in Arabic letters, with all but its placeholders changed.
func pseudo(text string) string {
	const latin, arabic = "abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمني"
	letters := []rune(arabic)
	var b strings.Builder
	inBraces := false
	for _, r := range text {
		inBraces = inBraces && r != '}' || r == '{'
		if i := strings.IndexRune(latin, r|' '); i >= 0 && r < 0x80 && !inBraces {
			r = letters[i]
		}
		b.WriteRune(r)
	}
	return b.String()
}

// pseudoWords makes a words file of the pseudo-language from the English one: other
// letters, from right to left, digits and marks of their own, and the six plural
// forms of Arabic, each with a sign.
func pseudoWords(t testing.TB) string {
	t.Helper()
	data, err := report.WordsFile("en")
	if err != nil {
		t.Fatal(err)
	}
	root, issues := source.Parse("en.yaml", data, source.Limits{})
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	for i, f := range root.Fields {
		switch f.Key {
		case "format":
		case "language":
			f.Value.Text = "ar-XB"
		case "direction":
			f.Value.Text = "rtl"
		case "punctuation":
			f.Value.Get("list").Text = "، "
		case "numbers":
			f.Value.Get("group").Text, f.Value.Get("decimal").Text = "٬", "٫"
			f.Value.Fields = append(f.Value.Fields[:2:2], source.Field{Key: "digits", Value: &source.Node{Kind: source.String, Text: "٠١٢٣٤٥٦٧٨٩"}})
		default:
			root.Fields[i].Value = pseudoNode(f.Value)
		}
	}
	var b bytes.Buffer
	if err := source.WriteYAML(&b, root); err != nil {
		t.Fatal(err)
	}
	return "# Not a language: the English words in other letters, to show that any language reaches every page.\n" + b.String()
}

func pseudoNode(n *source.Node) *source.Node {
	out := &source.Node{Kind: n.Kind, Text: pseudo(n.Text)}
	for _, item := range n.Items {
		out.Items = append(out.Items, pseudoNode(item))
	}
	if n.Get("one") != nil {
		for i, category := range strings.Fields("zero one two few many other") {
			form := pseudoNode(n.Get("other"))
			form.Text += string([]rune("⁰¹²³⁴⁵")[i])
			out.Fields = append(out.Fields, source.Field{Key: category, Value: form})
		}
		return out
	}
	for _, f := range n.Fields {
		out.Fields = append(out.Fields, source.Field{Key: f.Key, Value: pseudoNode(f.Value)})
	}
	return out
}

func loadPseudo(t testing.TB) *report.Words {
	t.Helper()
	data, err := os.ReadFile(pseudoFile)
	if err != nil {
		t.Fatal(err)
	}
	w, err := report.LoadWords("ar-XB.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestPseudoFile(t *testing.T) {
	want := pseudoWords(t)
	if *update {
		if err := os.MkdirAll(filepath.Dir(pseudoFile), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(pseudoFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(pseudoFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("the file is not that of the English words (-want +got):\n%s", diff)
	}
}

// pseudoView has every part of a report, on a rubric without Latin letters.
func pseudoView(t testing.TB, policy assess.Policy, raters ...uint64) *report.View {
	t.Helper()
	r := newRubric(t, 4, 3, 3, 4, func(doc *rubric.Document) {
		doc.Language, doc.Direction, doc.Title = "ar", "rtl", rubricText(pseudo(doc.Title.Text))
		for i := range doc.Spectrum.Stages {
			s := &doc.Spectrum.Stages[i]
			s.Title, s.Messages = rubricText(pseudo(s.Title.Text)), []rubric.Text{rubricText("مم")}
		}
		for i := range doc.Constituencies {
			doc.Constituencies[i].Title = rubricText(pseudo(doc.Constituencies[i].Title.Text))
		}
		for i := range doc.Domains {
			d := &doc.Domains[i]
			d.Title, d.Prompts = rubricText(pseudo(d.Title.Text)), []rubric.Text{rubricText("١؟"), rubricText("٢؟"), rubricText("٣؟"), rubricText("٤؟"), rubricText("٥؟")}
			for j := range d.Competencies {
				d.Competencies[j].Title = rubricText(pseudo(d.Competencies[j].Title.Text))
				d.Competencies[j].Descriptors = map[string]rubric.Text{"stage-3": rubricText("وصف")}
			}
		}
	})
	before := published(t, summary(t, r, randomTally(r, 7, raters...)), policy)
	after := published(t, summary(t, r, randomTally(r, 8, raters...)), policy)
	opt := &report.Options{Words: loadPseudo(t), Language: "es", Date: "2026-10-01", Targets: map[string]spectrum.Stage{"": stage(t, r, "stage-3")}}
	opt.Consensus = consensusOn(t, r, "date: \"2026-11-03\"\nagreements:\n  c-1-1: {stage: stage-2, rationale: لماذا, evidence: [هنا], who: [نحن]}\n")
	var err error
	if opt.Progress, err = assess.Compare(before, after, nil); err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(after, opt)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

var (
	latinWord = regexp.MustCompile(`[A-Za-z]{3,}`)
	notText   = regexp.MustCompile(`(?s)<style.*?</style>|<[^>]*>|sha256:[0-9a-f]+|waymark|devel|\btest\b|&[a-z]+;`)
	labelText = regexp.MustCompile(`aria-label="([^"]*)"|<title>([^<]*)</title>`)
)

func pseudoCodebook(t testing.TB, v *report.View) [][]string {
	t.Helper()
	book, err := csv.NewReader(strings.NewReader(write(t, v, tidy.WriteCodebook))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// A language that a caller supplies is all that a report speaks, in every format.
func TestSuppliedWords(t *testing.T) {
	for name, v := range map[string]*report.View{
		"public": pseudoView(t, assess.Public(), 30, 40, 50), "internal": pseudoView(t, assess.Internal(), 1, 2, 30),
		"hidden": pseudoView(t, assess.Public(), 3), "nobody": pseudoView(t, assess.Public(), 0),
	} {
		for _, f := range formats {
			if strings.HasSuffix(f.name, "csv") || f.name == "json" {
				continue
			}
			out := output(t, v, f.write)
			for _, label := range labelText.FindAllString(out, -1) {
				out += strings.TrimPrefix(label, "aria-label=")
			}
			out = notText.ReplaceAllString(out, "")
			if words := latinWord.FindAllString(out, 10); words != nil {
				t.Errorf("%s, %s: other words: %q", name, f.name, words)
			}
			if strings.HasSuffix(f.name, "html") && !strings.Contains(output(t, v, f.write), `<html lang="ar-XB" dir="rtl">`) {
				t.Errorf("%s: the page does not run from right to left", name)
			}
			if !strings.Contains(out, pseudo("October")+" ١, ٢٠٢٦") {
				t.Errorf("%s, %s: the date is not written out", name, f.name)
			}
		}
		book := pseudoCodebook(t, v)
		for _, row := range book {
			if latinWord.MatchString(row[1]) {
				t.Errorf("the codebook says %q of %s", row[1], row[0])
			}
		}
		if diff := cmp.Diff([]string{pseudo("column"), pseudo("meaning"), pseudo("values")}, book[0]); diff != "" {
			t.Errorf("the codebook's head (-want +got):\n%s", diff)
		}
	}
}

// Numbers choose among the six forms.
func TestSuppliedPlurals(t *testing.T) {
	for raters, want := range map[uint64]string{0: "", 1: "١ ", 2: "٢ ", 3: "٣ ", 11: "١١ ", 100: "١٠٠ ", 1102: "١٬١٠٢ "} {
		r := newRubric(t, 4, 0, 1, 1, nil)
		ta := tally(r, map[string]uint64{"": raters}, map[string][][]uint64{"": {{raters, 0, 0, 0}}})
		v := build(t, summary(t, r, ta), assess.Internal(), &report.Options{Words: loadPseudo(t)})
		form := map[uint64]string{1: "¹", 2: "²", 3: "³", 11: "⁴", 100: "⁵", 1102: "⁵"}[raters]
		if raters > 0 {
			want += pseudo("people took part.") + form
		}
		if got := v.Head.Participation; got != want {
			t.Errorf("%d: %q, want %q", raters, got, want)
		}
	}
}
