package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

func TestList(t *testing.T) {
	var none problem.List
	if err := none.Err(); err != nil {
		t.Errorf("no problems give the error %v", err)
	}
	cause := errors.New("cause")
	ps := problem.List{
		{Pos: problem.Pos{File: "b", Line: 1, Column: 1}, Code: "x", Msg: "m"},
		{Pos: problem.Pos{File: "a", Line: 2, Column: 1}, Path: "p", Code: "x", Msg: "m", Hint: "h", Err: cause},
		{Pos: problem.Pos{File: "a", Line: 1, Column: 9}, Code: "x", Msg: "m"},
		{Pos: problem.Pos{File: "b", Line: 1, Column: 1}, Code: "x", Msg: "m"},
	}
	ps.Sort()
	want := "a:1:9: x: m\na:2:1: x: p: m; h\nb:1:1: x: m"
	if got := ps.Error(); got != want {
		t.Errorf("sorted:\n%s\nwant:\n%s", got, want)
	}
	wrapped := fmt.Errorf("load: %w", ps.Err())
	if !errors.Is(wrapped, cause) {
		t.Error("the cause is not in the tree")
	}
	if got, ok := problem.Of(wrapped); !ok || len(got) != 3 {
		t.Errorf("Of = %v", got)
	}
}

func TestErrorSaysApproximately(t *testing.T) {
	p := problem.Problem{Pos: problem.Pos{File: "a", Line: 2, Column: 1, Approx: true}, Code: problem.Syntax, Msg: "m"}
	if got, want := p.Error(), "a:2:1: syntax: approximately here: m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p.Pos.Approx = false
	if got, want := p.Error(), "a:2:1: syntax: m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestText(t *testing.T) {
	for want, p := range map[string]problem.Problem{
		"is blank":            {Pos: problem.Pos{File: "a.yaml", Line: 3}, Path: "title", Code: problem.Blank, Msg: "is blank"},
		"is blank; write one": {Code: problem.Blank, Msg: "is blank", Hint: "write one"},
	} {
		if got := p.Text(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAddLimit(t *testing.T) {
	var l problem.List
	for i := range 2 * problem.Max {
		l.Add(problem.Problem{Pos: problem.Pos{Line: i + 1, Column: 1}, Code: problem.BadValue})
		if want := i >= problem.Max; l.Full() != want {
			t.Fatalf("after %d problems Full = %v", i+1, l.Full())
		}
	}
	if len(l) != problem.Max+1 || l[problem.Max].Code != problem.TooMany || l[problem.Max].Pos.Line != problem.Max+1 {
		t.Errorf("%d problems, the last is %v", len(l), l[len(l)-1])
	}
}

func TestJSON(t *testing.T) {
	for _, test := range []struct {
		p    problem.Problem
		want string
	}{
		{
			problem.Problem{Pos: problem.Pos{File: "a.yaml", Line: 3, Column: 7, Approx: true}, Path: "domains[0].title", Code: problem.Blank, Msg: "is blank", Hint: "write one"},
			`{"file":"a.yaml","line":3,"column":7,"approximate":true,"path":"domains[0].title","code":"blank","message":"is blank","hint":"write one"}`,
		},
		{problem.Problem{Code: problem.IO}, `{"code":"io","message":""}`},
	} {
		data, err := json.Marshal(test.p)
		if err != nil || string(data) != test.want {
			t.Errorf("%s, %v\nwant %s", data, err, test.want)
		}
		var back problem.Problem
		if err := json.Unmarshal(data, &back); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(test.p, back); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	var p problem.Problem
	if err := json.Unmarshal([]byte(`{"line":"x"}`), &p); err == nil {
		t.Error("no error")
	}
}

func TestCodesDiffer(t *testing.T) {
	parsed, err := parser.ParseFile(token.NewFileSet(), "code.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	ast.Inspect(parsed, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			if seen[lit.Value] {
				t.Errorf("two codes are %s", lit.Value)
			}
			seen[lit.Value] = true
		}
		return true
	})
	if len(seen) < 60 {
		t.Errorf("%d codes found", len(seen))
	}
}

func ExampleOf() {
	_, err := rubric.Load("circle.yaml", []byte("format: rubric/1\nid: Circle\n"), nil)
	problems, _ := problem.Of(err)
	first := problems[0]
	fmt.Println(first.Pos, first.Code)
	page, _ := json.Marshal(first)
	fmt.Println(string(page))
	// Output:
	// circle.yaml:1:1 missing-key
	// {"file":"circle.yaml","line":1,"column":1,"path":"domains","code":"missing-key","message":"the key domains is missing"}
}

// Headers and keys in a path or message neither begin a line of their own nor control a terminal.
func TestProblemIsOnOneLine(t *testing.T) {
	const hostile = "a\nFAILED: all\x1b[2J\u009b\u202e\xff"
	for _, p := range []problem.Problem{
		{Pos: problem.Pos{File: "a.csv", Line: 1, Column: 2}, Path: hostile, Code: problem.UnknownColumn, Msg: hostile, Hint: hostile},
		{Path: hostile, Code: problem.UnknownColumn, Msg: "x"},
	} {
		if text := p.Error(); strings.ContainsAny(text, "\n\x1b\u009b\u202e") || !strings.Contains(text, `a\nFAILED: all\x1b[2J\u009b\u202e`) {
			t.Errorf("%q", text)
		}
	}
	const plain = "Año 1\u00a0: «日本»"
	if text := (problem.Problem{Path: plain, Code: problem.UnknownColumn, Msg: "x"}).Error(); !strings.HasPrefix(text, plain+": ") {
		t.Errorf("%q", text)
	}
}
