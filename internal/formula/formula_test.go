package formula_test

import (
	"testing"

	"github.com/waymark-go/waymark/internal/formula"
)

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a": "a", "'tis": "'tis", "=1": "'=1", "'=1": "''=1", " -x": "' -x", "\u200b＝1": "'\u200b＝1", "''@": "'''@", "'": "'", "1-2": "1-2",
	} {
		if got := formula.Escape(text); got != want {
			t.Errorf("Escape(%q) = %q, want %q", text, got, want)
		}
		if got := formula.Unescape(want); got != text {
			t.Errorf("Unescape(%q) = %q, want %q", want, got, text)
		}
	}
	if got := formula.Guard("'=1"); got != "'=1" {
		t.Errorf("Guard changes %q", got)
	}
}
