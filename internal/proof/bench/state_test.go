package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var beam = flag.Bool("beam", false, "compare the documents of a state with those of examples/statewide, which takes minutes to build")

// A state of 100 schools gets documents of all levels, and their bytes do not depend on the number of
// workers.
func TestState(t *testing.T) {
	var first map[string]string
	for _, workers := range []int{1, 3} {
		c := &stateConfig{schools: 100, responses: 6000, workers: workers, seed: 3, dir: t.TempDir()}
		c.profile = filepath.Join(c.dir, "state.pprof")
		var out bytes.Buffer
		r, err := c.run(&out)
		if err != nil {
			t.Fatal(err)
		}
		if nodes := 100 + 10 + 10 + 1; r.nodes != nodes || r.files != nodes*len(documents) {
			t.Errorf("%d nodes and %d files, want %d nodes with %d files", r.nodes, r.files, nodes, len(documents))
		}
		if r.responses+r.refused != 6000 || r.refused == 0 {
			t.Errorf("%d responses and %d refused, want 6000 in all", r.responses, r.refused)
		}
		if !strings.Contains(out.String(), "the largest costs") {
			t.Errorf("the output lacks the costs:\n%s", &out)
		}
		files := readDocuments(t, filepath.Join(c.dir, "published"))
		if len(files) != r.files {
			t.Errorf("%d files in the directory, want %d", len(files), r.files)
		}
		if first == nil {
			first = files
		}
		compareDocuments(t, first, files)
	}
}

// Beam makes the same bytes from the same files. The version of the library, which each program has
// from its own build, is not compared.
func TestStateLikeBeam(t *testing.T) {
	if !*beam {
		t.Skip("run with -beam")
	}
	c := &stateConfig{schools: 20, responses: 2400, workers: 2, seed: 5, dir: t.TempDir()}
	c.profile = filepath.Join(c.dir, "state.pprof")
	if _, err := c.run(new(bytes.Buffer)); err != nil {
		t.Fatal(err)
	}
	statewide := exec.Command("go", "run", ".", "-rubric", "cei@2023.1", "-output", filepath.Join(c.dir, "beam"),
		"-parents", filepath.Join(c.dir, "responses", "parents.csv"), "-input", filepath.Join(c.dir, "responses", "*-*-*"))
	statewide.Dir = "../../../examples/statewide"
	out, err := statewide.CombinedOutput()
	if exit, ok := err.(*exec.ExitError); err != nil && (!ok || exit.ExitCode() != 1) { // 1 for refused records
		t.Fatalf("%v\n%s", err, out)
	}
	ours := readDocuments(t, filepath.Join(c.dir, "published"))
	for name := range ours {
		if ext := filepath.Ext(name); ext != ".csv" && (ext != ".html" || strings.HasSuffix(name, ".handout.html")) {
			delete(ours, name) // that program writes reports and tables
		}
	}
	theirs := readDocuments(t, filepath.Join(c.dir, "beam", "published", "organizations"))
	if len(theirs) == 0 {
		t.Fatalf("no documents:\n%s", out)
	}
	generator := regexp.MustCompile(`waymark (\(devel\)|v[0-9][-0-9a-z.+]*)`)
	for _, documents := range []map[string]string{ours, theirs} {
		for name, text := range documents {
			documents[name] = generator.ReplaceAllString(text, "waymark")
		}
	}
	compareDocuments(t, ours, theirs)
}

// The largest costs are read from a table of pprof.
func TestLargestCosts(t *testing.T) {
	table := `File: bench
      flat  flat%   sum%        cum   cum%
     0.10s  1.00%  1.00%      2.00s 20.00%  github.com/waymark-go/waymark/report.Build
     0.10s  1.00%  1.00%      5.00s 50.00%  github.com/waymark-go/waymark/report/html.Write
     0.10s  1.00%  1.00%      5.00s 50.00%  github.com/waymark-go/waymark/report/html.writePage
`
	costs := largestCosts(table)
	if len(costs) != 2 || costs[0].share != 50 || costs[1].share != 20 {
		t.Errorf("costs are %v", costs)
	}
}

func readDocuments(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}

func compareDocuments(t *testing.T, want, got map[string]string) {
	t.Helper()
	for name, text := range want {
		switch other, ok := got[name]; {
		case !ok:
			t.Errorf("no %s", name)
		case other != text:
			t.Errorf("%s differs", name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("unexpected %s", name)
		}
	}
}
