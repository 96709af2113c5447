package report_test

import (
	stdhtml "html"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

var noLetters = regexp.MustCompile(`[^\pL\pN]+`)

// onlyWords returns the letters and digits of a text, so that wrapping and punctuation make no
// difference.
func onlyWords(s string) string {
	return " " + strings.TrimSpace(noLetters.ReplaceAllString(s, " ")) + " "
}

// unreached returns the keys of texts that an output does not contain, block by block.
func unreached(out string, texts func(func(rubric.SourcedText) bool)) []string {
	out = onlyWords(out)
	var keys []string
	for t := range texts {
		for _, b := range rubric.Blocks(t.Text) {
			if !strings.Contains(out, onlyWords(b.Text)) {
				keys = append(keys, t.Key)
				break
			}
		}
	}
	return keys
}

var (
	cite   = regexp.MustCompile(`<a class="cite".*?</a>|\[\d+\]`)
	markup = regexp.MustCompile(`(?s)<style>.*?</style>|<[^>]*>`)
	anchor = regexp.MustCompile(`<a id="[^"]*"></a>|<br>|<!-- -->`)
)

// plainText returns the text of a page without the marks of sources.
func plainText(out string) string {
	return stdhtml.UnescapeString(markup.ReplaceAllString(cite.ReplaceAllString(out, ""), " "))
}

// plainLines is like plainText for text and Markdown.
func plainLines(out string) string {
	return cite.ReplaceAllString(anchor.ReplaceAllString(strings.ReplaceAll(out, `\`, ""), " "), "")
}

func handbook(t testing.TB, r *rubric.Rubric, opt *report.Options) *report.Handbook {
	t.Helper()
	h, err := report.BuildHandbook(r, opt)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Every text of an edition and of its companion is in the handbook, in every format and
// language.
func TestHandbookHasEveryText(t *testing.T) {
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	spanish, problems := cei.Latest().Localize(o)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	first, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	cafe := reporttest.RepairCafe(t).Published.Rubric()
	for name, r := range map[string]*rubric.Rubric{
		"2023.1": first, "2023.2": cei.Latest(), "2023.2 in Spanish": spanish, "repair café": cafe,
		"audiences": reporttest.Audiences(t, "en"), "guidance": helpfulRubric(t), "large": large(t),
	} {
		h := handbook(t, r, nil)
		for format, out := range map[string]string{
			"text":     reporttest.Written(t, func(w io.Writer) error { return text.WriteHandbook(w, h, nil) }),
			"Markdown": reporttest.Written(t, func(w io.Writer) error { return markdown.WriteHandbook(w, h, nil) }),
			"HTML":     reporttest.Written(t, func(w io.Writer) error { return html.WriteHandbook(w, h, nil) }),
		} {
			if format == "HTML" {
				out = plainText(out)
			} else {
				out = plainLines(out)
			}
			if keys := unreached(out, r.Texts()); len(keys) > 0 {
				t.Errorf("%s: the handbook in %s lacks %d texts: %s", name, format, len(keys), strings.Join(keys, ", "))
			}
			if c, ok := r.Companion(); ok {
				if keys := unreached(out, c.Texts()); len(keys) > 0 {
					t.Errorf("%s: the handbook in %s lacks %d texts of the companion: %s", name, format, len(keys), strings.Join(keys, ", "))
				}
			}
			for s := range r.Sources() {
				if !strings.Contains(onlyWords(out), onlyWords(s.Title)) {
					t.Errorf("%s: the handbook in %s lacks the source %s", name, format, s.Title)
				}
			}
		}
	}
}

// Every question of the editions is also in a document to talk or write with: the guides of
// random results and the reflection worksheets together have them all.
func TestEveryQuestionIsAsked(t *testing.T) {
	for _, version := range cei.Editions() {
		r, err := cei.Edition(version)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for seed := range uint64(12) {
			v := build(t, summary(t, r, randomTally(r, seed, 40, 60)), assess.Policy{}, nil)
			out.WriteString(plainText(reporttest.Written(t, func(w io.Writer) error { return html.WriteGuide(w, v.Guide(), nil) })))
		}
		for d := range r.Domains() {
			s, err := report.BuildReflection(r, d.ID(), nil)
			if err != nil {
				t.Fatal(err)
			}
			out.WriteString(plainText(reporttest.Written(t, func(w io.Writer) error { return html.WriteReflection(w, s, nil) })))
		}
		all := onlyWords(out.String())
		for set := range r.Prompts(rubric.PromptSubject{}) {
			for _, q := range set.Prompts {
				if !strings.Contains(all, onlyWords(q)) {
					t.Errorf("%s: no guide or worksheet asks %q", version, q)
				}
			}
		}
	}
}

// TestHandbookGolden compares handbooks and reflection worksheets with their golden files.
func TestHandbookGolden(t *testing.T) {
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	spanish, _ := cei.Latest().Localize(o)
	english, manual := handbook(t, cei.Latest(), nil), handbook(t, spanish, nil)
	cafe := handbook(t, reporttest.RepairCafe(t).Published.Rubric(), nil)
	sheet, err := report.BuildReflection(cei.Latest(), "community-as-collaborators", nil)
	if err != nil {
		t.Fatal(err)
	}
	hoja, err := report.BuildReflection(spanish, "participatory-practices-with-students", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(io.Writer) error{
		"handbook.md":             func(w io.Writer) error { return markdown.WriteHandbook(w, english, nil) },
		"handbook-es.txt":         func(w io.Writer) error { return text.WriteHandbook(w, manual, nil) },
		"handbook-repair-cafe.md": func(w io.Writer) error { return markdown.WriteHandbook(w, cafe, nil) },
		"reflection.md":           func(w io.Writer) error { return markdown.WriteReflection(w, sheet, nil) },
		"reflection-es.html":      func(w io.Writer) error { return html.WriteReflection(w, hoja, nil) },
	} {
		reporttest.Golden(t, "report/"+name, reporttest.Written(t, write))
	}
}

// The anchors of a handbook are unique, and those of the index and of sources exist.
func TestHandbookAnchors(t *testing.T) {
	id, href := regexp.MustCompile(` id="([^"]*)"`), regexp.MustCompile(` href="#([^"]*)"`)
	for _, r := range []*rubric.Rubric{cei.Latest(), helpfulRubric(t), large(t)} {
		h := handbook(t, r, nil)
		out := reporttest.Written(t, func(w io.Writer) error { return html.WriteHandbook(w, h, nil) })
		ids := make(map[string]bool)
		for _, m := range id.FindAllStringSubmatch(out, -1) {
			if ids[m[1]] {
				t.Errorf("%s: the id %s occurs twice", r, m[1])
			}
			ids[m[1]] = true
		}
		for _, m := range href.FindAllStringSubmatch(out, -1) {
			if !ids[m[1]] {
				t.Errorf("%s: a link leads to %s", r, m[1])
			}
		}
		for c := range r.Competencies() {
			if !ids["competency-"+c.ID()] {
				t.Errorf("%s: no anchor for %s", r, c.ID())
			}
		}
	}
	if _, err := report.BuildReflection(cei.Latest(), "building-relationship", nil); err == nil || !strings.Contains(err.Error(), `did you mean "building-relationships"?`) {
		t.Errorf("error %v", err)
	}
}
