package rubric_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
)

var update = flag.Bool("update", false, "write the .problems files anew")

// mistakes is how many mistakes a broken file has where that is not one. It
// stands here and not in the .problems files, so that -update cannot bless a
// mistake that goes unseen or one that is reported twice.
var mistakes = map[string]int{
	"five-mistakes.yaml": 5,
	"five-mistakes.json": 5,
}

func TestBrokenRubrics(t *testing.T) {
	for _, name := range corpus(t, "broken") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			r, err := rubric.Load(name, data)
			if r != nil {
				t.Error("a rubric beside the problems")
			}
			ps, ok := rubric.ProblemsOf(err)
			if !ok {
				t.Fatalf("error is %v, want Problems", err)
			}
			want := 1
			if n, ok := mistakes[filepath.Base(name)]; ok {
				want = n
			}
			if len(ps) != want {
				t.Errorf("%d problems, want %d:\n%v", len(ps), want, ps)
			}
			golden(t, name+".problems", ps)
		})
	}
}

func TestGoodRubrics(t *testing.T) {
	for _, name := range corpus(t, "good") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := rubric.Load(name, data); err != nil {
				t.Error(err)
			}
		})
	}
}

// The two syntaxes, a byte order mark and the line ends of Windows make no
// difference to what is read.
func TestGoodRubricsAreEqual(t *testing.T) {
	digests := make(map[string][]string)
	for _, name := range corpus(t, "good") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := rubric.Load(name, data)
		if err != nil {
			t.Fatal(err)
		}
		if r.ID() == "garden" {
			digests[r.Ref().Digest] = append(digests[r.Ref().Digest], filepath.Base(name))
		}
	}
	if len(digests) != 1 {
		t.Errorf("different digests: %v", digests)
	}
}

// corpus returns the documents of a folder, none of which may have lost its way
// there.
func corpus(t *testing.T, folder string) []string {
	t.Helper()
	var names []string
	for _, ext := range []string{"yaml", "json"} {
		found, err := filepath.Glob(filepath.Join("..", "testdata", folder, "rubrics", "*."+ext))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 {
			t.Fatalf("no %s file under %s", ext, folder)
		}
		names = append(names, found...)
	}
	return names
}

// golden compares problems with a file of lines "line:column: code: path". The
// wording is not part of it: it is free to change.
func golden(t *testing.T, name string, ps rubric.Problems) {
	t.Helper()
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, "%d:%d: %s", p.Pos.Line, p.Pos.Column, p.Code)
		if p.Path != "" {
			b.WriteString(": " + p.Path)
		}
		b.WriteByte('\n')
	}
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", filepath.Base(name), diff)
	}
}
