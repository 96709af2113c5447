package reporttest

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strconv"
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
	r := NewRubric(t, 4, 3, 3, 4, func(doc *rubric.Document) {
		doc.Language, doc.Direction, doc.Title = "ar", "rtl", Text(Pseudo(doc.Title.Text))
		for i := range doc.Spectrum.Stages {
			s := &doc.Spectrum.Stages[i]
			s.Title, s.Messages = Text(Pseudo(s.Title.Text)), []rubric.Text{Text("مم")}
		}
		for i := range doc.Constituencies {
			doc.Constituencies[i].Title = Text(Pseudo(doc.Constituencies[i].Title.Text))
		}
		for i := range doc.Domains {
			d := &doc.Domains[i]
			d.Title, d.Prompts = Text(Pseudo(d.Title.Text)), []rubric.Text{Text("١؟"), Text("٢؟"), Text("٣؟"), Text("٤؟"), Text("٥؟")}
			for j := range d.Competencies {
				d.Competencies[j].Title = Text(Pseudo(d.Competencies[j].Title.Text))
				d.Competencies[j].Descriptors = map[string]rubric.Text{"stage-3": Text("وصف")}
			}
		}
	})
	before := Publish(t, Summarize(t, r, RandomTally(r, 7, raters...)), policy)
	after := Publish(t, Summarize(t, r, RandomTally(r, 8, raters...)), policy)
	opt := &report.Options{Words: LoadPseudo(t), Language: "es", Date: "2026-10-01", Targets: map[string]spectrum.Stage{"": Stage(t, r, "stage-3")}}
	opt.Consensus = Consensus(t, r, "date: \"2026-11-03\"\nagreements:\n  c-1-1: {stage: stage-2, rationale: لماذا, evidence: [هنا], who: [نحن]}\n")
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

// Titled titles every text of a rubric that pictures show.
func Titled(title func(i int) string) func(*rubric.Document) {
	return func(doc *rubric.Document) {
		n := 0
		next := func() rubric.Text { n++; return Text(title(n)) }
		for i := range doc.Spectrum.Stages {
			doc.Spectrum.Stages[i].Title = next()
		}
		for i := range doc.Constituencies {
			doc.Constituencies[i].Title = next()
		}
		for i := range doc.Domains {
			doc.Domains[i].Title = next()
			for j := range doc.Domains[i].Competencies {
				doc.Domains[i].Competencies[j].Title = next()
			}
		}
	}
}

func LongSentence(i int) string {
	return strings.Repeat(fmt.Sprintf("%d Participación significativa ", i), 400)[:400]
}

// WithProgress is a view of random ratings of a rubric against others.
func WithProgress(t testing.TB, r *rubric.Rubric, p assess.Policy, raters ...uint64) *report.View {
	t.Helper()
	before, after := Publish(t, Summarize(t, r, RandomTally(r, 1, raters...)), p), Publish(t, Summarize(t, r, RandomTally(r, 2, raters...)), p)
	progress, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(after, &report.Options{Progress: progress})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Small is a small report that has everything.
func Small(t testing.TB) *report.View {
	t.Helper()
	r := NewRubric(t, 4, 2, 2, 2, func(doc *rubric.Document) {
		doc.Spectrum.Stages[0].Messages = []rubric.Text{Text("You are noticed."), Text("You are asked.")}
		doc.Spectrum.Stages[1].Summary = Text("Some of it.")
		doc.Domains[0].Summary = Text("What the first is about.")
		doc.Domains[1].Competencies[0].Summary = Text("What it means.")
		doc.Notice = Text("Made for a test.")
		doc.Notes = []rubric.Text{Text("An edition of its own.")}
	})
	before := Publish(t, Summarize(t, r, RandomTally(r, 5, 20, 40)), assess.Internal())
	after := Publish(t, Summarize(t, r, RandomTally(r, 24, 30, 17)), assess.Internal())
	p, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(after, &report.Options{
		Title: "A report", Organization: "A school", Date: "May", Progress: p,
		Consensus: Consensus(t, r, "agreements:\n  c-1-1: {stage: stage-2, rationale: Because, evidence: [This, That], who: [All of us]}\n"),
		Targets:   map[string]spectrum.Stage{"": Stage(t, r, "stage-3"), "c-2-1": Stage(t, r, "stage-4")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// luminance is the relative luminance of WCAG 2 of a color #rrggbb.
func luminance(t testing.TB, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(n>>(16-8*i)&0xff) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func Contrast(t testing.TB, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
