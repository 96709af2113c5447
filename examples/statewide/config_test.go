package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestInputFlag(t *testing.T) {
	fs := flag.NewFlagSet("statewide", flag.ContinueOnError)
	c := defineFlags(fs)
	if err := fs.Parse([]string{"--input", "a*.ndjson, b.csv,", "--input", "gs://x/y", "--output", "out/"}); err != nil {
		t.Fatal(err)
	}
	j, err := c.job()
	if err != nil {
		t.Fatal(err)
	}
	want := &job{Inputs: []string{"a*.ndjson", "b.csv", "gs://x/y"}, Output: "out", Policy: assess.Public()}
	if diff := cmp.Diff(want, j); diff != "" {
		t.Errorf("job (-want +got):\n%s", diff)
	}
}

// TestJobRefuses makes sure that mistakes are found before a job is started.
func TestJobRefuses(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "rubric.yaml")
	if err := os.WriteFile(broken, []byte("format: rubric/1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, want string
		change     func(*config)
	}{
		{"no input", "--input and --output", func(c *config) { c.inputs = nil }},
		{"no output", "--input and --output", func(c *config) { c.output = "" }},
		{"root", "--output", func(c *config) { c.output = "/" }},
		{"policy", "--policy secret", func(c *config) { c.policy = "secret" }},
		{"language", "--lang", func(c *config) { c.lang = "tlh" }},
		{"edition", "--rubric", func(c *config) { c.rubric = "cei@1999" }},
		{"no rubric file", "--rubric", func(c *config) { c.rubric = "no-such-file.yaml" }},
		{"broken rubric", broken + ":1:1", func(c *config) { c.rubric = broken }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := &config{inputs: []string{"*"}, output: "out", policy: "public"}
			tt.change(c)
			if _, err := c.job(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// TestFails makes sure that what cannot be read fails the job and is never half
// counted.
func TestFails(t *testing.T) {
	one, err := os.ReadFile(district)
	if err != nil {
		t.Fatal(err)
	}
	whole := packed(t, string(one))
	cut := filepath.Join(t.TempDir(), "cut.ndjson.gz")
	if err := os.WriteFile(cut, whole[:len(whole)/2], 0o666); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, input, want string }{
		{"cut off", cut, "unexpected EOF"},
		{"no match", filepath.Join(t.TempDir(), "*.csv"), "no files matching pattern"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := t.TempDir()
			status, err := run(t.Context(), &config{inputs: []string{tt.input}, output: out, policy: "public"}, io.Discard)
			if status != 2 || err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("run = %d, %v; want 2 and %q", status, err, tt.want)
			}
			for name := range readTree(t, out) {
				if name != strings.TrimPrefix(codebookFile, "/") {
					t.Errorf("%s was written", name)
				}
			}
		})
	}
}

// TestHeldTallies reads more organizations than are held, twice over, and makes sure
// that what is sent on adds up.
func TestHeldTallies(t *testing.T) {
	sent := make(map[string]*assess.Tally)
	most := 0
	held := make(heldTallies)
	emit := func(organization string, part assess.Tally) {
		most = max(most, len(held))
		if sent[organization] == nil {
			sent[organization] = new(assess.Tally)
		}
		if err := sent[organization].Merge(&part); err != nil {
			t.Fatal(err)
		}
	}
	constituency := slices.Collect(cei.Latest().Constituencies())[0].ID
	const organizations = maxHeld + 3
	for i := range 2 * organizations {
		p, err := assess.NewResponse(cei.Latest(), assess.ResponseDocument{
			ID: strconv.Itoa(i), Organization: fmt.Sprint("o-", i%organizations), Constituency: constituency,
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := held.add(p, emit); err != nil {
			t.Fatal(err)
		}
	}
	held.emit(emit)
	if len(sent) != organizations || most != maxHeld || len(held) != 0 {
		t.Errorf("%d organizations were sent of %d, %d were held at most and %d are left", len(sent), organizations, most, len(held))
	}
	for organization, tally := range sent {
		if n := tally.Groups[constituency].Raters; n != 2 {
			t.Fatalf("%s has %d raters, want 2", organization, n)
		}
	}
}
