package report_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/tidy"
)

const pseudoFile = "../testdata/good/words/ar-XB.yaml"

func TestPseudoFile(t *testing.T) {
	want := reporttest.PseudoWords(t)
	if reporttest.Updating() {
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

var (
	latinWord = regexp.MustCompile(`[A-Za-z]{3,}`)
	notText   = regexp.MustCompile(`(?s)<style.*?</style>|<[^>]*>|sha256:[0-9a-f]+|waymark|devel|\btest\b|&[a-z]+;|\]\(#[a-z0-9-]+\)`)
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

// With the words of the caller, a report has no words of another language in any format.
func TestSuppliedWords(t *testing.T) {
	for name, v := range map[string]*report.View{
		"public": reporttest.PseudoView(t, assess.Public(), 30, 40, 50), "internal": reporttest.PseudoView(t, assess.Internal(), 1, 2, 30),
		"hidden": reporttest.PseudoView(t, assess.Public(), 3), "nobody": reporttest.PseudoView(t, assess.Public(), 0),
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
			if !strings.Contains(out, reporttest.Pseudo("October")+" ١, ٢٠٢٦") {
				t.Errorf("%s, %s: the date is not written out", name, f.name)
			}
		}
		book := pseudoCodebook(t, v)
		for _, row := range book {
			if latinWord.MatchString(row[1]) {
				t.Errorf("the codebook says %q of %s", row[1], row[0])
			}
		}
		if diff := cmp.Diff([]string{reporttest.Pseudo("column"), reporttest.Pseudo("meaning"), reporttest.Pseudo("values")}, book[0]); diff != "" {
			t.Errorf("the codebook's head (-want +got):\n%s", diff)
		}
	}
}

// The number selects one of the six forms.
func TestSuppliedPlurals(t *testing.T) {
	for raters, want := range map[uint64]string{0: "", 1: "١ ", 2: "٢ ", 3: "٣ ", 11: "١١ ", 100: "١٠٠ ", 1102: "١٬١٠٢ "} {
		r := newRubric(t, 4, 0, 1, 1, nil)
		ta := tally(r, map[string]uint64{"": raters}, map[string][][]uint64{"": {{raters, 0, 0, 0}}})
		v := build(t, summary(t, r, ta), assess.Internal(), &report.Options{Words: reporttest.LoadPseudo(t)})
		form := map[uint64]string{1: "¹", 2: "²", 3: "³", 11: "⁴", 100: "⁵", 1102: "⁵"}[raters]
		if raters > 0 {
			want += reporttest.Pseudo("people took part.") + form
		}
		if got := v.Head.Participation; got != want {
			t.Errorf("%d: %q, want %q", raters, got, want)
		}
	}
}
