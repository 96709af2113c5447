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
	"github.com/waymark-go/waymark/rubric/problem"
)

var update = flag.Bool("update", false, "write the .problems files anew")

// mistakes is how many mistakes a broken file has if it is not one. It is here and not in
// the .problems files, so that -update cannot accept a mistake that is not reported or
// reported twice.
var mistakes = map[string]int{
	"five-mistakes.yaml":        5,
	"five-mistakes.json":        5,
	"five-out-of-step.yaml":     5,
	"five-that-do-not-fit.yaml": 5,
}

func TestBrokenRubrics(t *testing.T) {
	broken(t, "rubrics", func(name string, data []byte) (loaded bool, err error) {
		r, err := rubric.Load(name, data, nil)
		return r != nil, err
	})
}

// Overlays that load are compared with their rubric, which shows what they lack.
func TestBrokenOverlays(t *testing.T) {
	garden := readRubric(t, "good/rubrics/garden.yaml")
	broken(t, "overlays", func(name string, data []byte) (loaded bool, err error) {
		o, err := rubric.LoadOverlay(name, data, nil)
		if err == nil {
			_, problems := garden.Localize(o)
			return false, problems.Err()
		}
		return o != nil, err
	})
}

func TestBrokenCrosswalks(t *testing.T) {
	from := readRubric(t, "good/crosswalks/plot-1.rubric.yaml")
	to := readRubric(t, "good/crosswalks/plot-2.rubric.yaml")
	broken(t, "crosswalks", func(name string, data []byte) (loaded bool, err error) {
		x, err := rubric.LoadCrosswalk(name, data, from, to, nil)
		return x != nil, err
	})
}

// broken reads every document of a folder under broken, counts the problems and
// compares them with the golden file in the same folder.
func broken(t *testing.T, kind string, load func(name string, data []byte) (loaded bool, err error)) {
	t.Helper()
	for _, name := range corpus(t, "broken", kind) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			loaded, err := load(name, data)
			if loaded {
				t.Error("a result beside the problems")
			}
			ps, ok := problem.Of(err)
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
			for _, p := range ps {
				if p.Pos.File != name {
					t.Errorf("a problem in %q", p.Pos.File)
				}
			}
			golden(t, name+".problems", ps)
		})
	}
}

func TestGoodRubrics(t *testing.T) {
	for _, name := range corpus(t, "good", "rubrics") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := rubric.Load(name, data, nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// The syntax, a byte order mark and the line ends of Windows do not change what is read.
func TestGoodRubricsAreEqual(t *testing.T) {
	digests := make(map[string][]string)
	for _, name := range corpus(t, "good", "rubrics") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := rubric.Load(name, data, nil)
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

// readRubric loads a rubric from a file under testdata.
func readRubric(t testing.TB, name string) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load(name, readTestdata(t, name), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func readTestdata(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// corpus returns the documents of a folder, which must all be of its format.
func corpus(t *testing.T, folder, kind string) []string {
	t.Helper()
	var names []string
	for _, ext := range []string{"yaml", "json"} {
		found, err := filepath.Glob(filepath.Join("..", "testdata", folder, kind, "*."+ext))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 {
			t.Fatalf("no %s file under %s/%s", ext, folder, kind)
		}
		names = append(names, found...)
	}
	return names
}

// golden compares problems with a file of lines "line:column: code: path". It does not
// compare the wording, which may change.
func golden(t *testing.T, name string, ps problem.List) {
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
