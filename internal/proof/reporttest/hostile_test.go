package reporttest_test

import (
	"testing"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
)

func TestHostileAreMany(t *testing.T) {
	texts := reporttest.Hostile(t)
	if len(texts) < 200 {
		t.Errorf("%d texts", len(texts))
	}
	seen := make(map[string]bool)
	for _, s := range texts {
		if seen[s] {
			t.Errorf("%q is there twice", s)
		}
		seen[s] = true
	}
}

// TestDealing makes sure that every text is in a document.
func TestDealing(t *testing.T) {
	texts := reporttest.Hostile(t)
	for i := 0; i < len(texts); i += 29 {
		reporttest.NewDealer(texts, i).View(t, "")
		reporttest.NewDealer(texts, i).Translated(t)
		reporttest.NewDealer(texts, i).Spoken(t)
	}
}
