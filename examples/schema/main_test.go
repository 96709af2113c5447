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
		"rubric.schema.json", "overlay.schema.json", "crosswalk.schema.json", "consensus.schema.json", "mapping.schema.json", "summary.schema.json",
		"response-cei-2023.1.schema.json", "response-cei-2023.2.schema.json",
	}
	for _, edition := range []string{"2023.1", "2023.2"} {
		name := "cei-" + edition
		want = append(want, "response-"+name+".ui.json")
		if edition == "2023.2" { // the one that is translated
			want = append(want, "response-"+name+".es.schema.json", "response-"+name+".es.ui.json")
		}
		for _, form := range []string{"surveyjs.json", "case.json", "responses.csv", "xlsform-survey.csv", "xlsform-choices.csv", "xlsform-settings.csv", "losses.json"} {
			want = append(want, name+"."+form)
		}
	}
	var got []string
	for path := range strings.FieldsSeq(stdout.String()) {
		got = append(got, filepath.Base(path))
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(path, ".json") != json.Valid(data) {
			t.Errorf("%s is not what its name says", path)
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
