package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
)

func TestFirstSentence(t *testing.T) {
	tests := []struct{ language, text, want string }{
		{"en", "One sentence.", "One sentence."},
		{"en", "No mark", "No mark"},
		{"en", "Trust grows. It takes time.", "Trust grows. …"},
		{"en", "Trust grows.\n\nIt takes time.", "Trust grows. …"},
		{"en", "Look for:\n- trust", "Look for: …"},
		{"en", "- Trust\n- Time", "Trust …"},
		{"en", "Who decides? Families do.", "Who decides? …"},
		{"en", "They said “Yes!” Others did not.", "They said “Yes!” …"},
		{"en", "Partners (e.g. libraries, i.e. the public ones, etc.) meet. They plan.", "Partners (e.g. libraries, i.e. the public ones, etc.) meet. …"},
		{"en", "Families, staff, etc. meet. They plan.", "Families, staff, etc. meet. …"},
		{"en", "Dr. J. Smith vs. Mr. Lee of St. Mary in the U.S. Senate spoke. All listened.", "Dr. J. Smith vs. Mr. Lee of St. Mary in the U.S. Senate spoke. …"},
		{"en", "See No. 5 and p. 7 of vol. 2. Read it.", "See No. 5 and p. 7 of vol. 2. …"},
		{"en", "The answer was no. Families left.", "The answer was no. …"},
		{"en", "Version 2.5 of example.org is used. It works.", "Version 2.5 of example.org is used. …"},
		{"en", "It began in 2024. It goes on.", "It began in 2024. …"},
		{"en", "For grades 6 to 12. Others wait.", "For grades 6 to 12. …"},
		{"en", "Wait... and see. Then act.", "Wait... and see. …"},
		{"en", "“Why?” families ask. Nobody knows.", "“Why?” families ask. …"},
		{"es", "¿Quién decide? Las familias.", "¿Quién decide? …"},
		{"es", "Las familias deciden. ¿Y la escuela?", "Las familias deciden. …"},
		{"es", "La Sra. López y el Dr. Ruiz, p. ej. con Uds. Ellos, hablan. Otros no.", "La Sra. López y el Dr. Ruiz, p. ej. con Uds. Ellos, hablan. …"},
		{"es", "En EE. UU. Las familias deciden. Otras no.", "En EE. UU. …"},
		{"de", "Am 3. Mai beginnt es. Alle kommen.", "Am 3. Mai beginnt es. …"},
		{"zh", "我们相信。我们努力。", "我们相信。 …"},
		{"ja", "「はい。」と言う。次へ。", "「はい。」 …"},
		{"ar", "من يقرر؟ الأسر.", "من يقرر؟ …"},
		{"hi", "हम मिलते हैं। हम सीखते हैं।", "हम मिलते हैं। …"},
		{"th", "เราเรียนรู้ เราเติบโต", "เราเรียนรู้ เราเติบโต"},
	}
	for _, tt := range tests {
		r := reporttest.NewRubric(t, 3, 0, 1, 2, func(doc *rubric.EditionDocument) {
			doc.Language, doc.Domains[0].Summary = tt.language, reporttest.Text(tt.text)
		})
		s, err := report.BuildWorksheet(r, &report.Options{Wording: report.WordingSentence})
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Domains[0].Summary.String(); got != tt.want {
			t.Errorf("first sentence of %q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// large is a rubric like those of maturity models: 90 competencies with long texts.
func large(t testing.TB) *rubric.Rubric {
	long := strings.Repeat("A sentence about this part of the work that takes up a line or more. ", 6)
	return reporttest.NewRubric(t, 4, 3, 15, 6, func(doc *rubric.EditionDocument) {
		for i := range doc.Domains {
			d := &doc.Domains[i]
			d.Summary = reporttest.Text("About " + d.ID + ". " + long)
			for j := range d.Competencies {
				c := &d.Competencies[j]
				c.Summary = reporttest.Text("About " + c.ID + ". " + long + "\n\n- one\n- two\n- three")
				c.Descriptors = map[string]rubric.TextEntry{"stage-4": reporttest.Text("The best of " + c.ID + ". " + long)}
			}
		}
	})
}

func TestWording(t *testing.T) {
	r := large(t)
	s := reporttest.Summarize(t, r, reporttest.RandomTally(r, 1, 30, 20, 40))
	lines := func(w report.Wording) (n int) {
		v := build(t, s, assess.Policy{}, &report.Options{Wording: w})
		for _, write := range formats[:3] {
			out := output(t, v, write.write)
			if full := strings.Contains(out, "takes up"); full != (w == report.WordingFull) {
				t.Errorf("%s with the wording %q: full texts %t", write.name, w, full)
			}
			if first := strings.Contains(out, "About c-1-1"); first != (w != report.WordingTitles) {
				t.Errorf("%s with the wording %q: first sentences %t", write.name, w, first)
			}
			t.Logf("%s with the wording %q: %d lines, %d bytes", write.name, w, strings.Count(out, "\n"), len(out))
			n += strings.Count(out, "\n")
		}
		return n
	}
	full, sentence, titles := lines(report.WordingFull), lines(report.WordingSentence), lines(report.WordingTitles)
	if automatic := lines(""); automatic != sentence || full <= sentence || sentence <= titles {
		t.Errorf("lines: %d full, %d sentence, %d titles, %d by default", full, sentence, titles, automatic)
	}
	// A guide and a worksheet of a large rubric have the full wording by default.
	v := build(t, s, assess.Policy{}, nil)
	for _, write := range formats {
		if strings.HasPrefix(write.name, "worksheet.") && !strings.Contains(output(t, v, write.write), "three") {
			t.Errorf("%s lacks the full wording", write.name)
		}
		if strings.HasPrefix(write.name, "guide.") && !strings.Contains(output(t, v, write.write), "this part of the work") {
			t.Errorf("%s lacks the full wording", write.name)
		}
	}
	for wording, want := range map[report.Wording]string{
		"sentences": `report: unknown wording "sentences"; did you mean "sentence"?`,
		"x":         `report: unknown wording "x"; one of full, sentence, titles`,
	} {
		if _, err := report.Build(v.Published, &report.Options{Wording: wording}); fmt.Sprint(err) != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if _, err := report.BuildWorksheet(r, &report.Options{Wording: "x"}); err == nil {
		t.Error("BuildWorksheet accepts an unknown wording")
	}
}
