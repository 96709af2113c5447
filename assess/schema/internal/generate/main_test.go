package main

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/schema"
)

// TestCommitted compares the committed files with two runs of the generator.
func TestCommitted(t *testing.T) {
	committed := map[string][]byte{
		"rubric.schema.json":    schema.Rubric(),
		"overlay.schema.json":   schema.Overlay(),
		"crosswalk.schema.json": schema.Crosswalk(),
		"companion.schema.json": schema.Companion(),
		"consensus.schema.json": schema.Consensus(),
		"mapping.schema.json":   schema.Mapping(),
		"comments.schema.json":  schema.Comments(),
		"summary.schema.json":   schema.Summary(),
	}
	for range 2 {
		files, err := generate("../../../..")
		if err != nil {
			t.Fatal(err)
		}
		if len(files) != len(committed) {
			t.Errorf("%d schemas, want %d", len(files), len(committed))
		}
		for _, f := range files {
			if !bytes.Equal(f.data, committed[f.name]) {
				t.Errorf("%s is not what go generate ./assess/schema writes (-committed +generated):\n%s",
					f.name, cmp.Diff(string(committed[f.name]), string(f.data)))
			}
		}
	}
}
