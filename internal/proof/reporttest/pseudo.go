package reporttest

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Pseudo writes a text in Arabic letters, with all but its placeholders changed.
func Pseudo(text string) string {
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

// PseudoWords makes a words file of the pseudo-language from the English one: other
// letters, from right to left, digits and marks of their own, and the six plural
// forms of Arabic, each with a sign.
func PseudoWords(t testing.TB) string {
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
	out := &source.Node{Kind: n.Kind, Text: Pseudo(n.Text)}
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

func LoadPseudo(t testing.TB) *report.Words {
	t.Helper()
	data, err := os.ReadFile(Testdata(t, "good/words/ar-XB.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := report.LoadWords("ar-XB.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// PseudoView has every part of a report, on a rubric without Latin letters.
func PseudoView(t testing.TB, policy assess.Policy, raters ...uint64) *report.View {
	t.Helper()
	r := NewRubric(t, 4, 3, 3, 4, func(doc *rubric.EditionDocument) {
		doc.Language, doc.Direction, doc.Title = "ar", "rtl", Text(Pseudo(doc.Title.Text))
		for i := range doc.Spectrum.Stages {
			s := &doc.Spectrum.Stages[i]
			s.Title, s.Messages = Text(Pseudo(s.Title.Text)), []rubric.TextEntry{Text("مم")}
		}
		for i := range doc.Constituencies {
			doc.Constituencies[i].Title = Text(Pseudo(doc.Constituencies[i].Title.Text))
		}
		for i := range doc.Domains {
			d := &doc.Domains[i]
			d.Title, d.Prompts = Text(Pseudo(d.Title.Text)), []rubric.TextEntry{Text("١؟"), Text("٢؟"), Text("٣؟"), Text("٤؟"), Text("٥؟")}
			for j := range d.Competencies {
				d.Competencies[j].Title = Text(Pseudo(d.Competencies[j].Title.Text))
				d.Competencies[j].Descriptors = map[string]rubric.TextEntry{"stage-3": Text("وصف")}
			}
		}
	})
	before := Publish(t, Summarize(t, r, RandomTally(r, 7, raters...)), policy)
	after := Publish(t, Summarize(t, r, RandomTally(r, 8, raters...)), policy)
	opt := &report.Options{Words: LoadPseudo(t), Language: "es", Date: "2026-10-01", Targets: map[string]spectrum.Stage{"": Stage(t, r, "stage-3")}}
	opt.Consensus = Consensus(t, r, "date: \"2026-11-03\"\nagreements:\n  c-1-1: {stage: stage-2, rationale: لماذا, evidence: [هنا], who: [نحن]}\n")
	opt.Comments = Comments(t, r, assess.CommentEntry{Competency: "c-1-1", Text: "كلمات", Cleared: true, Public: true})
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
