package assess_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

var update = flag.Bool("update", false, "write the .problems and .golden files anew")

const broken = "../testdata/broken/responses-2023.2.ndjson"

// readBroken returns the responses and the refusals in the order of the file.
func readBroken(t *testing.T) (data []byte, good []*assess.Response, refused []problem.List) {
	t.Helper()
	data, err := os.ReadFile(broken)
	if err != nil {
		t.Fatal(err)
	}
	r, err := cei.Edition("2023.2")
	if err != nil {
		t.Fatal(err)
	}
	for p, err := range assess.NDJSON(r, filepath.Base(broken), bytes.NewReader(data), nil) {
		switch ps, ok := problem.Of(err); {
		case ok && p == nil:
			refused = append(refused, ps)
		case err == nil && p != nil:
			good = append(good, p)
		default:
			t.Fatalf("response %v, error %v; want one of the two", p, err)
		}
	}
	return data, good, refused
}

// mistakes returns how many mistakes are on a broken line. It is not in the .problems
// file, so that -update cannot accept a mistake that is not reported or reported twice.
func mistakes(line []byte) int {
	if string(line) == "{}" || bytes.Contains(line, []byte(`"id":"five-mistakes"`)) {
		return 5
	}
	return 1
}

// The responses read and refused add up to the lines of the file, and every problem is
// on the line that has it.
func TestBrokenResponsesAddUp(t *testing.T) {
	data, good, refused := readBroken(t)
	lines := bytes.Split(data, []byte("\n"))
	var ids []string
	valid := 0
	for _, line := range lines {
		// The good lines are from the sample. No broken line has one of its ids.
		if _, id, ok := bytes.Cut(line, []byte(`"id":"r-`)); ok {
			ids = append(ids, "r-"+string(id[:4]))
		}
		if len(bytes.TrimSpace(line)) > 0 {
			valid++
		}
	}
	if got := len(good) + len(refused); got != valid {
		t.Errorf("%d read and %d refused of %d lines", len(good), len(refused), valid)
	}
	var read []string
	for _, p := range good {
		read = append(read, p.ID())
	}
	if diff := cmp.Diff(ids, read); diff != "" {
		t.Errorf("good lines (-want +got):\n%s", diff)
	}
	last := 0
	for _, ps := range refused {
		line := ps[0].Pos.Line
		if line <= last {
			t.Errorf("line %d is refused after line %d", line, last)
		}
		last = line
		if want := mistakes(lines[line-1]); len(ps) != want {
			t.Errorf("line %d: %d problems, want %d:\n%v", line, len(ps), want, ps)
		}
		for _, p := range ps {
			if p.Pos.Line != line || p.Pos.File != filepath.Base(broken) {
				t.Errorf("problem at %v among those of line %d", p.Pos, line)
			}
			if text := lines[line-1]; p.Pos.Column < 1 || p.Pos.Column > len(bytes.Runes(text))+1 {
				t.Errorf("problem at %v, beyond the end of its line", p.Pos)
			}
		}
	}
}

func TestBrokenResponses(t *testing.T) {
	_, _, refused := readBroken(t)
	var b strings.Builder
	for _, ps := range refused {
		for _, p := range ps {
			fmt.Fprintf(&b, "%d:%d: %s", p.Pos.Line, p.Pos.Column, p.Code)
			if p.Path != "" {
				b.WriteString(": " + p.Path)
			}
			b.WriteByte('\n')
		}
	}
	name := broken + ".problems"
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
