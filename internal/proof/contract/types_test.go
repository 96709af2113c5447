package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
)

// TestTypes makes types for TypeScript and Python from all schemas, compiles them, and
// reads summaries that Go wrote with both.
func TestTypes(t *testing.T) {
	dir := t.TempDir()
	run(t, "../../..", "go", "run", "./examples/schema", "-out", dir)
	// A rubric that describes every stage of every competency.
	described, err := rubric.LoadFS(os.DirFS("../../../examples/customrubric"), "rubric.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "described.schema.json"), schema.Response(described))
	files, err := filepath.Glob(filepath.Join(dir, "*.schema.json"))
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	run(t, "", "node", append([]string{"types.mjs", dir}, files...)...)
	for _, f := range []string{"read.mts", "read.py"} {
		data, err := os.ReadFile(filepath.Join("read", f))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, f), data)
	}
	for _, ext := range []string{".ts", ".py"} {
		made, err := filepath.Glob(filepath.Join(dir, "*"+ext))
		if err != nil || len(made) < len(files) {
			t.Fatal(made, err)
		}
		for _, file := range made {
			if file != filepath.Join(dir, "read.py") {
				checkNames(t, file)
			}
		}
	}
	modules, err := filepath.Abs("node_modules")
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob(filepath.Join(dir, "*.*ts"))
	if err != nil {
		t.Fatal(err)
	}
	run(t, dir, filepath.Join(modules, ".bin", "tsc"), append([]string{
		"--strict", "--target", "es2022", "--module", "nodenext", "--typeRoots", filepath.Join(modules, "@types"), "--types", "node",
	}, sources...)...)
	scripts, err := filepath.Glob(filepath.Join(dir, "*.py"))
	if err != nil {
		t.Fatal(err)
	}
	run(t, dir, "python3", append([]string{"-m", "py_compile"}, scripts...)...)
	run(t, dir, "mypy", append([]string{"--cache-dir", t.TempDir()}, scripts...)...)
	readSummaries(t, dir)
}

// readSummaries reads summaries with the programs of the directory read, which are
// compiled together with the types.
func readSummaries(t *testing.T, dir string) {
	t.Helper()
	for name, summary := range summaries(t) {
		file := filepath.Join(dir, name+".json")
		write(t, file, summary)
		want := medians(t, summary)
		for _, command := range [][]string{{"node", "read.mjs"}, {"python3", "read.py"}} {
			got := run(t, dir, command[0], command[1], file)
			if got != want {
				t.Errorf("%s reads %s as\n%s\nwant\n%s", command[0], name, got, want)
			}
		}
	}
}

var (
	typeName = regexp.MustCompile(`(?m)^(?:export type|export interface|class) (\w+)`)
	// badName is a name to which a generator added a number, or one of the words with
	// which quicktype distinguishes equal names.
	badName = regexp.MustCompile(`\d$|^(Purple|Fluffy|Tentacled|Sticky|Indigo|Indecent|Hilarious|Ambitious|Cunning|Magenta|Frisky)[A-Z]|(Element|Class|Union)$`)
)

func checkNames(t *testing.T, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	names := typeName.FindAllSubmatch(data, -1)
	if len(names) == 0 {
		t.Errorf("%s has no types", filepath.Base(file))
	}
	for _, m := range names {
		if badName.Match(m[1]) {
			t.Errorf("%s has a type with the name %s", filepath.Base(file), m[1])
		}
	}
}

// medians returns what the programs that read a summary should print.
func medians(t *testing.T, summary []byte) string {
	t.Helper()
	var s struct {
		Baseline *struct{ Edition string }
		Domains  []struct {
			Competencies []struct {
				ID  string
				All struct{ Median []string }
			}
		}
	}
	if err := json.Unmarshal(summary, &s); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if s.Baseline != nil {
		fmt.Fprintf(&b, "since %s\n", s.Baseline.Edition)
	}
	for _, d := range s.Domains {
		for _, c := range d.Competencies {
			median := "none"
			if c.All.Median != nil {
				median = strings.Join(c.All.Median, " to ")
			}
			fmt.Fprintf(&b, "%s %s\n", c.ID, median)
		}
	}
	return b.String()
}

// summaries are documents that Go wrote: the results of the district, the same with the
// changes since an invented earlier year, and one in which everything is hidden.
func summaries(t *testing.T) map[string][]byte {
	t.Helper()
	after := published(t, district2023(t), assess.Policy{})
	before := published(t, district2023(t)[:150], assess.Policy{})
	progress, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"district": marshal(t, after),
		"progress": marshal(t, progress),
		"hidden":   marshal(t, published(t, district2023(t)[:5], assess.Policy{})),
	}
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// run runs a command and returns what it prints.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, out, stderr.Bytes())
	}
	return string(out)
}
