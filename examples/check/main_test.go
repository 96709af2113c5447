package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	const data = "../../testdata/"
	tests := []struct {
		name   string
		args   []string
		status int
	}{
		{"a good file", []string{data + "team-2023.2.ndjson"}, 0},
		{"an embedded rubric's file", []string{"../../rubric/cei/2023.2/rubric.yaml"}, 0},
		{"broken responses", []string{data + "broken/responses-2023.2.ndjson"}, 1},
		{"good and broken", []string{data + "team-2023.2.ndjson", data + "broken/rubrics/alias.yaml"}, 1},
		{"words of another language", []string{data + "good/words/ar-XB.yaml"}, 0},
		{"broken words", []string{data + "broken/words/begun.yaml"}, 1},
		{"a file that is not there", []string{"no-such-file", data + "broken/rubrics/alias.yaml"}, 2},
		{"responses to another edition", []string{"-rubric", "cei@2023.1", data + "team-2023.2.ndjson"}, 1},
		{"an unknown edition", []string{"-rubric", "cei@1999", data + "team-2023.2.ndjson"}, 2},
		{"no file", nil, 2},
		{"an unknown flag", []string{"-x"}, 2},
	}
	line := regexp.MustCompile(`^[^:]+:\d+:\d+: [a-z-]+: .+$`)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			if got := run(tt.args, &out, &errs); got != tt.status {
				t.Errorf("status %d, want %d\n%s%s", got, tt.status, out.String(), errs.String())
			}
			if tt.status == 2 && errs.Len() == 0 {
				t.Errorf("standard error: %q", errs.String())
			}
			if tt.status == 0 && out.Len() > 0 || tt.status == 1 && out.Len() == 0 {
				t.Errorf("standard output: %q", out.String())
			}
			for l := range strings.Lines(out.String()) {
				if !line.MatchString(strings.TrimSuffix(l, "\n")) {
					t.Errorf("line %q is not file:line:column: code: message", l)
				}
			}
		})
	}
}

func TestDrafts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "drafts.ndjson")
	const lines = `{"format":"response/1","rubric":"cei@2023.2","id":"a","draft":true}
{"format":"response/1","rubric":"cei@2023.2","id":"b","constituency":"family","ratings":{}}
{"format":"response/1","rubric":"cei@2023.2","id":"c","draft":true,"date":"2026-02-30"}
`
	if err := os.WriteFile(file, []byte(lines), 0o666); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if got := run([]string{file}, &out, &errs); got != 1 || !strings.Contains(out.String(), ":3:") || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("status %d, output %q", got, out.String())
	}
	if want := file + ": 1 of 3 records are drafts\n"; !strings.HasSuffix(errs.String(), want) {
		t.Errorf("standard error %q, want %q", errs.String(), want)
	}
}

func TestGzipAndSingleResponse(t *testing.T) {
	dir := t.TempDir()
	team, err := os.ReadFile("../../testdata/team-2023.2.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(append(team, "{}\n"...)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	first, _, _ := bytes.Cut(team, []byte("\n"))
	single := bytes.Replace(first, []byte(`"id"`), []byte(`"Id"`), 1)
	for name, data := range map[string][]byte{"team.ndjson.gz": packed.Bytes(), "one.json": single} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		if got := run([]string{filepath.Join(dir, name)}, &out, &errs); got != 1 {
			t.Errorf("%s: status %d\n%s%s", name, got, out.String(), errs.String())
		}
		if want := map[string]string{"team.ndjson.gz": ":5:1: missing-key: ", "one.json": ": wrong-case: Id"}[name]; !strings.Contains(out.String(), want) {
			t.Errorf("%s: output %q lacks %q", name, out.String(), want)
		}
	}
}

// A sheet is known by its content, and what is not clear in it has a mapping proposed with
// which assess reads it.
func TestSheets(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	tests := []struct {
		name, text string
		args       []string
		status     int
		out, errs  string
	}{
		{"answers", "id,role,4.3\n1,family,maturing\n", nil, 0, "", "answers: 1 responses, 0 refused, 0 not counted"},
		{"empty.csv", "id,role,4.3\n", nil, 3, "", "there are no responses in it"},
		{"more.txt", "id,role,4.3,E-mail,Anything else?\n1,family,maturing,a@b.c,no\n1,family,maturing,A@b.c,no\n", nil, 0, "format: mapping/1", `ignored columns: "Anything else?"`},
		{"wrong.csv", "id,role,Langauge access\n1,family,maturing\n", nil, 1, "is: language-access\n", "1 refused"},
		{"propose.csv", "id,role,4.3\n1,family,3\n", []string{"-propose"}, 0, "# ranks: true", ""},
		{"ranks.csv", "id,role,4.3\n1,2,3\n", []string{"-ranks", "-word", "role:2=family"}, 0, "", "1 responses"},
		{"workbook.csv", "PK\x03\x04", nil, 1, "examples/office", ""},
	}
	for _, tt := range tests {
		var out, errs bytes.Buffer
		got := run(append(tt.args, write(tt.name, tt.text)), &out, &errs)
		if got != tt.status || !strings.Contains(out.String(), tt.out) || !strings.Contains(errs.String(), tt.errs) {
			t.Errorf("%s: status %d, want %d\n%s%s", tt.name, got, tt.status, out.String(), errs.String())
		}
	}
}

// Files that go with a custom rubric are checked against it, whether flags name them or not.
func TestOwnRubric(t *testing.T) {
	const circle = "../assess/testdata/circle"
	stale := circle + "-es.yaml:8:3: stale-text"
	for _, tt := range []struct {
		args   []string
		status int
		out    string
	}{
		{[]string{"-rubric", circle + "2.yaml", "-rubric", circle + "1.yaml", "-crosswalk", circle + "1-to-2.yaml"}, 0, ""},
		{[]string{circle + "1.yaml", circle + "2.yaml", circle + "1-to-2.yaml"}, 0, ""},
		{[]string{"../../rubric/cei/companion.yaml"}, 0, ""},
		{[]string{"-rubric", "cei@2023.1", "../../rubric/cei/companion.yaml"}, 0, ""},
		{[]string{"-rubric", circle + "2.yaml", "../../rubric/cei/companion.yaml"}, 1, "wrong-edition"},
		{[]string{"-crosswalk", circle + "1-to-2.yaml"}, 1, "unknown-edition"},
		{[]string{"-rubric", circle + "2.yaml", "-overlay", circle + "-es.yaml"}, 1, stale},
		{[]string{"-rubric", circle + "2.yaml", circle + "-es.yaml"}, 1, stale},
		{[]string{"-rubric", circle + "2.yaml", "-overlay", "no-such-file"}, 2, ""},
		{[]string{"-rubric", "no-such-file", circle + "1.yaml"}, 2, ""},
	} {
		var out, errs bytes.Buffer
		if got := run(tt.args, &out, &errs); got != tt.status || !strings.Contains(out.String(), tt.out) {
			t.Errorf("%q: status %d, want %d\n%s%s", tt.args, got, tt.status, out.String(), errs.String())
		}
	}
}

// A program that cannot write the problems says so.
func TestFullDisk(t *testing.T) {
	var stderr bytes.Buffer
	file := filepath.Join("..", "..", "testdata", "broken", "responses-2023.2.ndjson")
	if got := run([]string{file}, full{}, &stderr); got != 2 || !strings.Contains(stderr.String(), "no space") {
		t.Errorf("status %d, want 2: %s", got, stderr.String())
	}
}

// full is a full disk.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space") }
