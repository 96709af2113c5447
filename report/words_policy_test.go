package report_test

import (
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// The words for a policy are those at the head of a report.
func TestWordsPolicy(t *testing.T) {
	for _, p := range []assess.Policy{{}, assess.Public(), assess.Internal(), {MinGroup: 20}, {MinGroup: 5, MinOutside: 2, RoundTo: 5, Name: "board"}} {
		published := reporttest.Publish(t, reporttest.Read(t, cei.Latest(), testdata.District), p)
		for _, language := range report.Languages() {
			w, ok := report.BuiltinWords(language)
			if !ok || w.Language() != language {
				t.Fatalf("no words for %s", language)
			}
			got, err := w.Policy(p)
			if err != nil {
				t.Fatal(err)
			}
			v, err := report.Build(published, &report.Options{Language: language})
			if err != nil {
				t.Fatal(err)
			}
			if got == "" || !strings.HasPrefix(v.Head.Policy, got) {
				t.Errorf("%s, %+v: %q, the report has %q", language, p, got, v.Head.Policy)
			}
		}
	}
	w, _ := report.BuiltinWords("en")
	if text, err := w.Policy(assess.Policy{MinGroup: 2}); err == nil {
		t.Errorf("an invalid policy: %q", text)
	}
}

func TestBuiltinWords(t *testing.T) {
	for tag, want := range map[string]string{"en": "English", "es": "Español", "es-MX": "Español", "EN-us": "English"} {
		if w, ok := report.BuiltinWords(tag); !ok || w.Name() != want {
			t.Errorf("%s: %v, %t", tag, w, ok)
		}
	}
	for _, tag := range []string{"", "vi", "ese"} {
		if w, ok := report.BuiltinWords(tag); ok || w != nil {
			t.Errorf("%q has words", tag)
		}
	}
}
