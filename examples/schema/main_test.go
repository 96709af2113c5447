package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/schema"
)

func TestRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "schemas")
	var stdout bytes.Buffer
	if err := run(dir, &stdout); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"rubric.schema.json", "overlay.schema.json", "crosswalk.schema.json", "consensus.schema.json", "summary.schema.json",
		"response-cei-2023.1.schema.json", "response-cei-2023.2.schema.json",
	}
	var got []string
	for path := range strings.FieldsSeq(stdout.String()) {
		got = append(got, filepath.Base(path))
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(data) {
			t.Errorf("%s is not JSON", path)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	data, err := os.ReadFile(filepath.Join(dir, "summary.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(data, schema.Summary()) {
		t.Error("summary.schema.json is not the schema of package schema, byte by byte")
	}
}
