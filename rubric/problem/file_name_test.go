package problem_test

import (
	"testing"

	"github.com/waymark-go/waymark/rubric/problem"
)

func TestFileName(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"", ""},
		{"answers.csv", "answers.csv"},
		{"encuesta otoño (final).csv", "encuesta otoño (final).csv"},
		{`C:\data\answers.csv`, `C:\data\answers.csv`},
		{"a\nb.csv:1:1: ok", `"a\nb.csv:1:1: ok"`},
		{"\x1b[2Ja.csv", `"\x1b[2Ja.csv"`},
		{"a\u202evsc.exe", `"a\u202evsc.exe"`},
		{"\xff.csv", `"\xff.csv"`},
	} {
		if got := problem.FileName(test.name); got != test.want {
			t.Errorf("FileName(%q) = %s, want %s", test.name, got, test.want)
		}
	}
}

// A name with a line break or an escape sequence does not look like a message.
func TestMessagesQuoteFileNames(t *testing.T) {
	p := problem.Problem{Pos: problem.Pos{File: "a\nforged: \x1b[31m", Line: 2, Column: 3}, Code: problem.Syntax, Msg: "what is wrong"}
	const want = `"a\nforged: \x1b[31m":2:3: syntax: what is wrong`
	if got := p.Error(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
