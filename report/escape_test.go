package report_test

import (
	"testing"

	"github.com/waymark-go/waymark/report"
)

func TestEscapeMarkdown(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Plain words, (as said) – 7.1 of 10.", "Plain words, (as said) – 7.1 of 10."},
		{"Note: it is so", "Note: it is so"},
		{"a*b_c`d", "a\\*b\\_c\\`d"},
		{"1. one", `1\. one`},
		{"12) twelve", `12\) twelve`},
		{"1.1 one", "1.1 one"},
		{"- x", `\- x`},
		{"+1", `\+1`},
		{"===", `\===`},
		{"well-known", "well-known"},
		{"# h #5", `\# h \#5`},
		{"a|b", `a\|b`},
		{"http://x", `http\://x`},
		{"www.x", `www\.x`},
		{"@all", "<span>@</span>all"},
		{":tada:", "<span>:</span>tada:"},
		{"sha256:0a", "sha256:0a"},
		{"a: b:c", "a: b:c"},
		{": a", `\: a`},
		{"$1", "<span>$</span>1"},
		{"<b>", `\<b\>`},
		{"&amp;", `\&amp;`},
		{`\`, `\\`},
	}
	for _, tt := range tests {
		if got := report.EscapeMarkdown(tt.in); got != tt.want {
			t.Errorf("EscapeMarkdown(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
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
		if got := report.Clean(tt.in); got != tt.want {
			t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
