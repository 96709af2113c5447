package source_test

import (
	"testing"

	"github.com/waymark-go/waymark/internal/source"
)

func TestLanguageTag(t *testing.T) {
	for tag, want := range map[string]bool{
		"en": true, "es-MX": true, "zh-Hans": true, "hmn": true, "x": false, "": false, "en_US": false, "english": false, "en-": false,
	} {
		if got := source.IsLanguageTag(tag); got != want {
			t.Errorf("IsLanguageTag(%q) = %v, want %v", tag, got, want)
		}
	}
	for tag, want := range map[string]string{"es-MX": "es", "ES": "es", "": "", "zh-Hans-CN": "zh"} {
		if got := source.PrimaryLanguage(tag); got != want {
			t.Errorf("PrimaryLanguage(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestByteOrderMarks(t *testing.T) {
	for in, want := range map[string]string{"\ufeffa": "a", "a": "a", "\ufeff\ufeff": "\ufeff", "": ""} {
		if got := string(source.TrimByteOrderMark([]byte(in))); got != want {
			t.Errorf("TrimByteOrderMark(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]bool{"\xff\xfea\x00": true, "\xfe\xff\x00a": true, "\xff": false, "a": false, "": false} {
		if got := source.IsUTF16([]byte(in)); got != want {
			t.Errorf("IsUTF16(%q) = %v, want %v", in, got, want)
		}
	}
}

// A hint never repeats the refused word.
func TestNoHintOfTheSameWord(t *testing.T) {
	for _, tt := range []struct {
		word       string
		candidates []string
		want       string
	}{
		{"tree", []string{"tree"}, ""},
		{"tree", []string{"tree", "trees"}, `did you mean "trees"?`},
		{"Tree", []string{"tree"}, `did you mean "tree"?`},
		{"tree", []string{"tree", "seed"}, "one of seed"},
	} {
		if got := source.DidYouMean(tt.word, tt.candidates); got != tt.want {
			t.Errorf("DidYouMean(%q, %q) = %q, want %q", tt.word, tt.candidates, got, tt.want)
		}
	}
}
