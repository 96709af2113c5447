package fold_test

import (
	"testing"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/fold"
)

func TestKey(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"Tree", "tree"},
		{"  Not\tEvident ", "not evident"},
		{"not_evident", "not evident"},
		{"Not–Evident", "not evident"},
		{"“Not evident”", "not evident"},
		{"Niños", "ninos"},
		{"Nin\u0303os", "ninos"},
		{"Ｔｒｅｅ", "tree"},
		{"don’t know", "dont know"},
		{"don't know", "dont know"},
		{"Tr\u200bee", "tree"},
		{"1.10 Talk", "1.10 talk"},
		{"1. Talk", "1 talk"},
		{"50 %", "50 %"},
		{"家庭", "家庭"},
		{"ਪੰਜਾਬੀ", "ਪੰਜਾਬੀ"},
		{"الأسر", "الأسر"},
		{" - ", "-"},
		{"?\u200b", "?"},
	}
	for _, tt := range tests {
		if got := fold.Key(tt.in); got != tt.want {
			t.Errorf("Key(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	if got := fold.Text(" - "); got != "" {
		t.Errorf("Text of a dash = %q, want none", got)
	}
}

// Folding a folded text changes nothing.
func FuzzKey(f *testing.F) {
	for _, s := range []string{"Café – Niños", "1.10", "-", "ǅ", "İ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := fold.Key(s)
		if utf8.ValidString(s) && !utf8.ValidString(once) {
			t.Errorf("Key(%q) = %q is not UTF-8", s, once)
		}
		if twice := fold.Key(once); utf8.ValidString(s) && twice != once {
			t.Errorf("Key(%q) = %q, and of that %q", s, once, twice)
		}
	})
}
