package clean_test

import (
	"testing"

	"github.com/waymark-go/waymark/report/internal/clean"
)

func TestLine(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"  around \n", "around"},
		{"two\nlines\ttab", "two lines tab"},
		{"\x1b[1m", "\ufffd[1m"},
		{"a\u202eb\u2069", "a\ufffdb\ufffd"},
		{"bad\xffbyte", "bad\ufffdbyte"},
		{"שלום\u200f", "שלום\u200f"},
		{"\u0085x", "x"},
		{"\ufffe\ufdd0\U0010ffff", "\ufffd\ufffd\ufffd"},
		{"\ufdcf\ufdf0", "\ufdcf\ufdf0"},
	}
	for _, tt := range tests {
		if got := clean.Line(tt.in); got != tt.want {
			t.Errorf("Line(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
