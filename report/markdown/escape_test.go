package markdown

import (
	"testing"
)

func TestEscape(t *testing.T) {
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
		if got := escape(tt.in); got != tt.want {
			t.Errorf("EscapeMarkdown(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
