package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTogether publishes two organizations with their county. The team is too small to be
// shown, and the county less the district would give it away.
func TestTogether(t *testing.T) {
	parents := filepath.Join(t.TempDir(), "parents.csv")
	if err := os.WriteFile(parents, []byte("00-00000,county\n00-00001,county\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := &config{inputs: []string{"../../testdata/district-2023.2.ndjson", "../../testdata/team-2023.2.ndjson"}, output: filepath.Join(t.TempDir(), "out"), policy: "public", parents: parents}
	var stdout bytes.Buffer
	if status, err := run(t.Context(), cfg, &stdout); err != nil || status != 0 {
		t.Fatalf("run = %d, %v", status, err)
	}
	index := readTree(t, cfg.output)["published/organizations.csv"]
	for _, want := range []string{"00-00000,groups,12,", "00-00001,hidden,,", "county,shown,244,"} {
		if !strings.Contains(index, want) {
			t.Errorf("the index lacks %s:\n%s", want, index)
		}
	}
}

func TestParentsRefuse(t *testing.T) {
	parents := filepath.Join(t.TempDir(), "parents.csv")
	for text, want := range map[string]string{
		"a\n":        "wrong number of fields",
		"a,b\na,c\n": `"a" is a part of "b" and of "c"`,
	} {
		if err := os.WriteFile(parents, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readParents(parents); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := readParents("no-such-file"); err == nil {
		t.Error("a file that is not there")
	}
}
