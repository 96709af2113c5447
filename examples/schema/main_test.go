package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/schema"
)

func TestRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "schemas")
	var stdout bytes.Buffer
	var stderr bytes.Buffer
	if status := run([]string{"-out", dir}, &stdout, &stderr); status != 0 || stderr.Len() > 0 {
		t.Fatal(status, stderr.String())
	}
	documents := []string{"rubric.schema.json", "overlay.schema.json", "crosswalk.schema.json", "companion.schema.json", "consensus.schema.json", "mapping.schema.json", "comments.schema.json"}
	responses := []string{"response-cei-2023.1.schema.json", "response-cei-2023.2.schema.json"}
	derived := slices.Concat(documents, responses) // under flat and under yaml
	want := slices.Concat(documents, []string{"summary.schema.json"}, responses, []string{"openapi.json"}, derived, derived)
	for _, edition := range []string{"2023.1", "2023.2"} {
		name := "cei-" + edition
		want = append(want, "response-"+name+".ui.json")
		if edition == "2023.2" { // the one that is translated
			want = append(want, "response-"+name+".es.schema.json", "response-"+name+".es.ui.json")
		}
		for _, form := range []string{"surveyjs.json", "case.json", "case-package.json", "responses.csv", "xlsform-survey.csv", "xlsform-choices.csv", "xlsform-settings.csv", "losses.json"} {
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
		// Generators copy schemas into sources.
		if i := bytes.IndexFunc(data, func(c rune) bool { return c != '\n' && !unicode.IsPrint(c) }); i >= 0 && strings.HasSuffix(path, ".json") {
			t.Errorf("%s has a character at offset %d that cannot be seen: %q", path, i, data[i:min(i+20, len(data))])
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

// A custom rubric gets the files that an embedded edition gets, in its own language and in
// those of its translations.
func TestOwnRubric(t *testing.T) {
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	args := []string{"-rubric", "../assess/testdata/circle2.yaml", "-overlay", "../assess/testdata/circle-es.yaml", "-out", dir}
	if status := run(args, &stdout, &stderr); status != 0 {
		t.Fatal(status, stderr.String())
	}
	want := []string{
		"response-circle-2.schema.json", "openapi.json",
		"flat/rubric.schema.json", "flat/overlay.schema.json", "flat/crosswalk.schema.json", "flat/companion.schema.json",
		"flat/consensus.schema.json", "flat/mapping.schema.json", "flat/comments.schema.json", "flat/response-circle-2.schema.json",
		"yaml/rubric.schema.json", "yaml/overlay.schema.json", "yaml/crosswalk.schema.json", "yaml/companion.schema.json",
		"yaml/consensus.schema.json", "yaml/mapping.schema.json", "yaml/comments.schema.json", "yaml/response-circle-2.schema.json",
		"response-circle-2.ui.json", "response-circle-2.es.schema.json", "response-circle-2.es.ui.json",
		"forms/circle-2.surveyjs.json", "forms/circle-2.responses.csv",
		"forms/circle-2.xlsform-survey.csv", "forms/circle-2.xlsform-choices.csv", "forms/circle-2.xlsform-settings.csv", "forms/circle-2.losses.json",
	}
	for i := range want {
		want[i] = filepath.Join(dir, filepath.FromSlash(want[i]))
	}
	if diff := cmp.Diff(want, strings.Fields(stdout.String())[8:]); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if errs := stderr.String(); !strings.Contains(errs, "no case.json") || !strings.Contains(errs, "3 texts are not translated") {
		t.Errorf("standard error %q", errs)
	}
}

// What is flattened is restored, and the usual loader reads it.
func TestFlat(t *testing.T) {
	dir := t.TempDir()
	names, err := filepath.Glob("../../assess/schema/examples/*.json")
	if err != nil || len(names) < 8 {
		t.Fatal(names, err)
	}
	response, own := filepath.Join(dir, "response.json"), filepath.Join(dir, "own.json")
	write(t, response, `{"format":"response/1","rubric":"cei@2023.2","id":"i-7","constituency":"family","ratings":{"language-access":"declined"}}`)
	write(t, own, `{"format":"response/1","rubric":"circle@2","id":"i-8","ratings":{}}`)
	flat := filepath.Join(dir, "flat.json")
	for _, name := range append(names, response, own) {
		if filepath.Base(name) == "summary.json" {
			continue // which programs write, not models
		}
		args := []string{"-rubric", "../assess/testdata/circle2.yaml"}
		write(t, flat, convert(t, 0, append(args, "-flatten", name)...))
		restored := convert(t, 0, append(args, "-restore", flat)...)
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(decode(t, want), decode(t, []byte(restored))); diff != "" {
			t.Errorf("%s is restored as (-want +got):\n%s", name, diff)
		}
	}
	for _, test := range []struct{ document, want string }{
		{`{"format":"response/1","rubric":"cei@2023.2",`, "flat.json:1:"},
		{`{"format":"summary/1"}`, "unknown-format"},
		{`{"format":["response/1"]}`, "unknown-format"},
		{`[]`, "unknown-format"},
		{"\ufeff" + `{"format":"rubric/1"}`, ""},
		{`{"format":"overlay/1","texts":[{"key":"a","value":{}},{"key":"a","value":{}}]}`, "duplicate-key"},
	} {
		write(t, flat, test.document)
		status := 1
		if test.want == "" {
			status = 0
		}
		if got := convert(t, status, "-restore", flat); !strings.Contains(got, test.want) {
			t.Errorf("%s: %s, want %s", test.document, got, test.want)
		}
	}
	convert(t, 2, "-restore", own) // whose rubric is not known
	convert(t, 2, "-restore", response, "-out", dir)
}

// convert runs the program and returns what it writes, to standard error if it fails.
func convert(t *testing.T, want int, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if got := run(args, &stdout, &stderr); got != want {
		t.Errorf("%q: status %d, want %d: %s", args, got, want, stderr.String())
	}
	if want != 0 {
		if stdout.Len() > 0 {
			t.Errorf("%q: status %d with output", args, want)
		}
		return stderr.String()
	}
	return stdout.String()
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func decode(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestUsage(t *testing.T) {
	notRubric := filepath.Join(t.TempDir(), "rubric.yaml")
	if err := os.WriteFile(notRubric, []byte("format: rubric/1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		want int
		args []string
	}{
		{2, nil},
		{2, []string{"-rubric", "no-such-file", "-out", t.TempDir()}},
		{1, []string{"-rubric", notRubric, "-out", t.TempDir()}},
	} {
		var stdout, stderr bytes.Buffer
		if got := run(test.args, &stdout, &stderr); got != test.want || stdout.Len() > 0 || stderr.Len() == 0 {
			t.Errorf("%q: status %d, want %d: %s", test.args, got, test.want, stderr.String())
		}
	}
}
