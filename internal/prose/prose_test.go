package prose_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/internal/prose"
	"github.com/waymark-go/waymark/rubric"
)

func FuzzLines(f *testing.F) {
	f.Add("a\n\n2. b\n- c.\nd")
	f.Fuzz(func(t *testing.T, text string) {
		if diff := cmp.Diff(rubric.Blocks(text), rubric.Blocks(prose.Lines(text))); diff != "" {
			t.Errorf("blocks of %q and of its lines (-want +got):\n%s", text, diff)
		}
	})
}

func TestProse(t *testing.T) {
	tests := []struct{ text, lines, line string }{
		{"", "", ""},
		{" Trust grows.\n", "Trust grows.", "Trust grows."},
		{"We\nsee\n\n- trust\n- hope.\n\n2. time\n3. luck\n\nMore", "We see\n- trust\n- hope.\n\n2. time\n3. luck\n\nMore", "We see / trust / hope. 2. time / 3. luck / More"},
		{"- (one)\n- “two.”\n- three", "- (one)\n- “two.”\n- three", "(one) / “two.” three"},
	}
	for _, tt := range tests {
		if got := prose.Lines(tt.text); got != tt.lines {
			t.Errorf("Lines(%q) = %q, want %q", tt.text, got, tt.lines)
		}
		if got := prose.Lines(tt.lines); got != tt.lines {
			t.Errorf("Lines(%q) = %q", tt.lines, got)
		}
		if got := prose.Line(tt.text); got != tt.line {
			t.Errorf("Line(%q) = %q, want %q", tt.text, got, tt.line)
		}
	}
	for want, in := range map[string][2]string{"a": {"a", ""}, "b": {"", "b"}, "a: b": {"a", "b"}, "a:\n- b\n- c": {"a", "- b\n- c"}} {
		if got := prose.Labeled(in[0], in[1]); got != want {
			t.Errorf("Labeled(%q, %q) = %q, want %q", in[0], in[1], got, want)
		}
	}
}
