package report_test

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric"
)

const helpful = `
format: rubric/1
id: circle
edition: "1"
title: Our reading circle
language: en
spectrum: {id: growth, stages: [{id: seed, title: Seed}, {id: tree, title: Tree}]}
domains:
  - id: talk
    title: Talk
    guidance: ["Ask two <people> first.", "Then:\n\n- listen\n- wait"]
    links: [{title: How to talk, url: "https://example.org/talk?a=1&b=2"}]
    competencies:
      - id: listening
        title: Engagement
        links: [{title: Write to us, url: "mailto:team@example.org"}]
        references:
          - {framework: NIST CSF 2.0, id: GV.OC-01, relation: narrower, title: Mission}
          - {framework: CASE, id: 9a2f2c3c-4a45-11ee-be56-0242ac120002, url: "https://example.org/case"}
      - {id: asking, title: We ask}
  - id: read
    title: Read
    competencies:
      - {id: reading, title: engagement!}
`

func helpfulRubric(t *testing.T) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load("r.yaml", []byte(helpful), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func helpfulView(t *testing.T, opt *report.Options) *report.View {
	t.Helper()
	r := helpfulRubric(t)
	tally := reporttest.Tally(r, map[string]uint64{assess.AllRaters: 20}, map[string][][]uint64{assess.AllRaters: {{19, 1}, {5, 15}, {2, 18}}})
	return reporttest.Build(t, reporttest.Summarize(t, r, tally), assess.Internal(), opt)
}

func TestHelpInEveryFormat(t *testing.T) {
	v := helpfulView(t, nil)
	worksheet, err := report.BuildWorksheet(helpfulRubric(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	guide := v.Guide()
	plain := []string{"Ask two <people> first.", "How to talk", "https://example.org/talk?a=1&b=2", "mailto:team@example.org", "NIST CSF 2.0 GV.OC-01 Mission", "Corresponds to"}
	pages := []string{"Ask two &lt;people&gt; first.", `<a href="https://example.org/talk?a=1&amp;b=2" rel="noreferrer">How to talk</a>`, `<a href="mailto:team@example.org" rel="noreferrer">Write to us</a>`, "Corresponds to: NIST CSF 2.0 GV.OC-01 Mission", "<li>listen</li>", `href="https://example.org/case"`}
	for name, tt := range map[string]struct {
		write func(io.Writer) error
		want  []string
	}{
		"text report":        {func(w io.Writer) error { return text.Write(w, v, nil) }, plain},
		"text guide":         {func(w io.Writer) error { return text.WriteGuide(w, guide, nil) }, plain},
		"text worksheet":     {func(w io.Writer) error { return text.WriteWorksheet(w, worksheet, nil) }, plain},
		"Markdown report":    {func(w io.Writer) error { return markdown.Write(w, v, nil) }, plain[1:4]},
		"Markdown guide":     {func(w io.Writer) error { return markdown.WriteGuide(w, guide, nil) }, plain[1:4]},
		"Markdown worksheet": {func(w io.Writer) error { return markdown.WriteWorksheet(w, worksheet, nil) }, plain[1:4]},
		"HTML report":        {func(w io.Writer) error { return html.Write(w, v, nil) }, pages},
		"HTML guide":         {func(w io.Writer) error { return html.WriteGuide(w, guide, nil) }, pages},
		"HTML worksheet":     {func(w io.Writer) error { return html.WriteWorksheet(w, worksheet, nil) }, pages},
	} {
		out := reporttest.Written(t, tt.write)
		if strings.HasPrefix(name, "text") {
			out = strings.Join(strings.Fields(out), " ")
		}
		for _, want := range tt.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s has no %q", name, want)
			}
		}
	}
}

func TestTidyHasReferences(t *testing.T) {
	var table, book strings.Builder
	v := helpfulView(t, nil)
	if err := tidy.Write(&table, v, nil); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(table.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := slices.Index(rows[0], "references")
	if column < 0 {
		t.Fatalf("the columns are %s", rows[0])
	}
	for _, row := range rows[1:] {
		want := ""
		if row[1] == "listening" {
			want = "NIST CSF 2.0 GV.OC-01 (narrower); CASE 9a2f2c3c-4a45-11ee-be56-0242ac120002"
		}
		if row[column] != want {
			t.Errorf("references of %s: %q, want %q", row[1], row[column], want)
		}
	}
	if err := tidy.WriteCodebook(&book, v, nil); err != nil || !strings.Contains(book.String(), "\nreferences,\"What the domain") {
		t.Errorf("codebook (error %v)\n%s", err, book.String())
	}
}

func TestSelectedCompetencies(t *testing.T) {
	r := helpfulRubric(t)
	var ids []string
	for c := range r.Aligned("nist csf 2.0") {
		ids = append(ids, c.ID())
	}
	opt := &report.Options{Competencies: ids}
	v := helpfulView(t, opt)
	worksheet, err := report.BuildWorksheet(r, opt)
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(io.Writer) error{
		"text":      func(w io.Writer) error { return text.Write(w, v, nil) },
		"HTML":      func(w io.Writer) error { return html.Write(w, v, nil) },
		"guide":     func(w io.Writer) error { return text.WriteGuide(w, v.Guide(), nil) },
		"worksheet": func(w io.Writer) error { return html.WriteWorksheet(w, worksheet, nil) },
	} {
		out := reporttest.Written(t, write)
		if !strings.Contains(out, "Shown here: 1 of the 3 competencies") || strings.Contains(out, "We ask") || strings.Contains(out, "Read\n") {
			t.Errorf("%s shows another selection:\n%s", name, out)
		}
	}
	if _, err := report.BuildWorksheet(r, &report.Options{Competencies: []string{"listenin"}}); err == nil || !strings.Contains(err.Error(), `did you mean "listening"?`) {
		t.Errorf("error %v", err)
	}
}

// A page says of each text in which language it is, and how many are not translated.
func TestTextsInOtherLanguages(t *testing.T) {
	r, err := rubric.Load("r.yaml", []byte(strings.Replace(helpful, "title: We ask", "title: {text: نسأل, language: ar}", 1)), nil)
	if err != nil {
		t.Fatal(err)
	}
	data := `{"format":"overlay/1","rubric":"circle@1","language":"es","official":true,"covers":["read.title"],"texts":{"read.title":{"text":"Leer","hash":"` + rubric.TextHash("Read") + `"}}}`
	o, err := rubric.LoadOverlay("o.json", []byte(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	local, problems := r.Localize(o)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, tt := range []struct {
		r    *rubric.Rubric
		want []string
	}{
		{r, []string{`<html lang="en"`, `lang="ar" dir="rtl">نسأل<`}},
		{local, []string{`<html lang="es"`, `lang="ar" dir="rtl">نسأل<`, `lang="en">Talk<`, ">Leer<", "12 de los 13 textos"}},
	} {
		s, err := report.BuildWorksheet(tt.r, nil)
		if err != nil {
			t.Fatal(err)
		}
		out := reporttest.Written(t, func(w io.Writer) error { return html.WriteWorksheet(w, s, nil) })
		for _, want := range tt.want {
			if !strings.Contains(out, want) {
				t.Errorf("the page has no %s", want)
			}
		}
	}
}
