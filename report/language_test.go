package report_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestLanguage(t *testing.T) {
	english, spanish := cei.Latest(), localized(t)
	small := newRubric(t, 4, 0, 1, 2, func(doc *rubric.EditionDocument) { doc.Language = "es-MX" })
	tests := []struct {
		name     string
		rubric   *rubric.Rubric
		language string
		want     string // of the page
		heading  string
		foreign  string // of the texts
	}{
		{"English", english, "", "en", "Growing edges", ""},
		{"Spanish", spanish, "", "es", "Áreas de crecimiento", ""},
		{"Mexican Spanish", small, "", "es", "Áreas de crecimiento", ""},
		{"Spanish words on English texts", english, "es-MX", "es", "Áreas de crecimiento", "en"},
		{"English words on Spanish texts", spanish, "en", "en", "Growing edges", "es"},
		{"no such catalogue", spanish, "tl", "en", "Growing edges", "es"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := build(t, summary(t, tt.rubric, randomTally(tt.rubric, 1, 50)), assess.Policy{}, &report.Options{Language: tt.language})
			if v.Language != tt.want || v.Labels.Edges != tt.heading {
				t.Errorf("language %q and heading %q, want %q and %q", v.Language, v.Labels.Edges, tt.want, tt.heading)
			}
			if got := v.Domains[0].Competencies[0].Title[0].Language; got != tt.foreign {
				t.Errorf("a title has the language %q, want %q", got, tt.foreign)
			}
			out := write(t, v, html.Write)
			if !strings.Contains(out, `<html lang="`+tt.want+`" dir="ltr">`) {
				t.Errorf("the page is not in %q", tt.want)
			}
			if got := strings.Contains(out, `<span lang="`); got != (tt.foreign != "") {
				t.Errorf("marks another language: %v", got)
			}
		})
	}
}

// A date is written in the language of the report, with a capital at the beginning of a
// line.
func TestDateOfReport(t *testing.T) {
	r := newRubric(t, 4, 0, 1, 2, nil)
	s := summary(t, r, randomTally(r, 1, 50))
	for _, tt := range []struct{ language, organization, date, want string }{
		{"en", "District", "2026-10-01", "October 1, 2026"},
		{"en", "", "2026-10", "October 2026"},
		{"es", "Distrito", "2026-10-01", "1 de octubre de 2026"},
		{"en", "", "2026-09/2026-10", "September 2026 – October 2026"},
		{"en", "", "2026-09-30/2026-10-02", "September 30, 2026 – October 2, 2026"},
		{"en", "", "2026/27", "2026/27"},
		{"en", "", "2026-10/later", "2026-10/later"},
		{"es", "Distrito", "2026-10", "octubre de 2026"},
		{"es", "", "2026-10", "Octubre de 2026"},
		{"es", "", "otoño de 2026", "otoño de 2026"},
		{"es", "", " 2026-10-01\n", "1 de octubre de 2026"},
		{"en", "", "2026-02-30", "2026-02-30"},
	} {
		v := build(t, s, assess.Policy{}, &report.Options{Language: tt.language, Organization: tt.organization, Date: tt.date})
		if v.Head.Date != tt.want {
			t.Errorf("%s %q: %q, want %q", tt.language, tt.date, v.Head.Date, tt.want)
		}
	}
}

// A view that was not made by Build has the words of its language. The zero value of Words
// is an error.
func TestNoWords(t *testing.T) {
	r := newRubric(t, 4, 0, 1, 2, nil)
	s := summary(t, r, randomTally(r, 1, 50))
	want := build(t, s, assess.Policy{}, &report.Options{Language: "es"})
	v := want
	other := &report.View{Language: v.Language, Labels: v.Labels, Head: v.Head, Domains: v.Domains, Published: v.Published}
	book := write(t, want, tidy.WriteCodebook)
	if diff := cmp.Diff(book, write(t, other, tidy.WriteCodebook)); diff != "" {
		t.Errorf("the codebook differs (-want +got):\n%s", diff)
	}
	published, err := s.Publish(assess.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := report.Build(published, &report.Options{Words: &report.Words{}}); err == nil {
		t.Error("the zero Words are accepted")
	}
}

// A text that is missing in the translation is in the language of the original.
func TestMissingTranslation(t *testing.T) {
	r := newRubric(t, 4, 0, 1, 3, nil)
	doc := "format: overlay/1\nrubric: test@1\nlanguage: es\nofficial: false\ntexts:\n"
	for key, text := range map[string]string{"title": "A small rubric", "c-1-1.title": "Competency c-1-1"} {
		doc += "  " + key + ": {text: En español, hash: \"" + rubric.TextHash(text) + "\"}\n"
	}
	o, err := rubric.LoadOverlay("es.yaml", []byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, _ = r.Localize(o)
	v := build(t, summary(t, r, randomTally(r, 1, 50)), assess.Policy{}, nil)
	want := []report.TaggedText{
		{{Text: "En español"}},
		{{Text: "Competency c-1-2", Language: "en"}},
		{{Text: "Competency c-1-3", Language: "en"}},
	}
	for i, c := range v.Domains[0].Competencies {
		if diff := cmp.Diff(want[i], c.Title); diff != "" {
			t.Errorf("title (-want +got):\n%s", diff)
		}
	}
	if got, want := v.Head.Translation.String(), "Los textos de la rúbrica son una traducción no oficial. 8 de los 10 textos de la rúbrica no están traducidos. Se muestran con su redacción original (idioma en)."; got != want {
		t.Errorf("a translation without a notice: %q, want %q", got, want)
	}
	sentence := v.Edges.Items[0].Sentence
	if !slices.ContainsFunc(sentence, func(p report.TextPart) bool { return p.Language == "en" && strings.HasPrefix(p.Text, "Stage ") }) {
		t.Errorf("the stage in %+v has no language", sentence)
	}
}

func TestUnofficialTranslation(t *testing.T) {
	r := localized(t)
	for name, tally := range map[string]*assess.Tally{"results": randomTally(r, 1, 50), "nobody": {}} {
		v := build(t, summary(t, r, tally), assess.Policy{}, nil)
		for _, f := range formats[:3] {
			out := strings.Join(strings.Fields(output(t, v, f.write)), " ")
			if i := strings.Index(out, "Traducción no oficial al español"); i < 0 || f.name != "html" && i > 400 {
				t.Errorf("%s, %s: the notice of the translation is at %d", name, f.name, i)
			}
		}
	}
	v := build(t, summary(t, cei.Latest(), randomTally(r, 1, 50)), assess.Policy{}, nil)
	if v.Head.Translation != nil {
		t.Errorf("the original has the notice %q", v.Head.Translation)
	}
}

// The languages of an Arabic rubric on an English page: of titles, and of texts within
// sentences.
func TestParts(t *testing.T) {
	r := newRubric(t, 4, 0, 1, 2, func(doc *rubric.EditionDocument) {
		doc.Language, doc.Direction = "ar", "rtl"
		for i, s := range []string{"واحد", "اثنان", "ثلاثة", "أربعة"} {
			doc.Spectrum.Stages[i].Title = rubricText(s)
			doc.Spectrum.Stages[i].Messages = []rubric.TextEntry{rubricText(s + "."), rubricText(s)}
		}
	})
	v := build(t, summary(t, r, randomTally(r, 1, 50)), assess.Policy{}, nil)
	if diff := cmp.Diff(report.TaggedText{{Text: "واحد, واحد", Language: "ar", Direction: "rtl"}}, v.Stages[0].Messages); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	want := report.TaggedText{
		{Text: "Each bar shows how people’s ratings are spread across the stages, from "},
		{Text: "واحد", Language: "ar", Direction: "rtl"},
		{Text: " to "},
		{Text: "أربعة", Language: "ar", Direction: "rtl"},
		{Text: ". The longer a part of the bar is, the more ratings are at that stage."},
	}
	if diff := cmp.Diff(want, v.Head.HowToRead[0]); diff != "" {
		t.Errorf("sentence (-want +got):\n%s", diff)
	}
	for _, f := range formats {
		if out := output(t, v, f.write); strings.ContainsAny(out, "\x01\x02") {
			t.Errorf("%s has marks of the builder", f.name)
		}
	}
}

func TestJSONIsTheSameInEveryLanguage(t *testing.T) {
	s := reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson")
	render := func(language string, f func(io.Writer, *report.View) error) string {
		return output(t, build(t, s, assess.Policy{}, &report.Options{Language: language}), f)
	}
	if render("en", writeJSON) != render("es", writeJSON) {
		t.Error("the JSON depends on the language of the report")
	}
	in, es := render("en", with(tidy.Write)), render("es", with(tidy.Write))
	if strings.ReplaceAll(in, ",Everyone,", ",Todas las personas,") != es {
		t.Error("more of the CSV than the title of everyone depends on the language of the report")
	}
}
