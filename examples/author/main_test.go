package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// exec runs the program.
func exec(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(args, &out, &errs)
	return status, out.String(), errs.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

const (
	garden1 = "../../rubric/author/testdata/garden1.yaml"
	garden2 = "../../rubric/author/testdata/garden2.yaml"
	spanish = "../../rubric/author/testdata/garden1-es.yaml"
)

// Every kind of input becomes a rubric that loads.
func TestRubric(t *testing.T) {
	for _, tt := range []struct {
		golden string
		args   []string
		errs   string
	}{
		{"levels.yaml", []string{"-highest-first", "-title", "Talk", "-edition", "1", "-language", "en", "testdata/levels.csv"}, "2 competencies on the stages Poor, Fair, Great"},
		{"dsomm.rubric.yaml", []string{"-id", "garden", "-title", "Garden maturity", "-language", "en", "-stages", "Not yet, In part, Done", "testdata/dsomm.yml"}, "not read: assessment"},
		{"samm.rubric.yaml", []string{"-id", "garden", "-title", "Garden maturity", "-language", "en", "-edition", "1", "testdata/samm"}, "3 competencies on the stages 0, 0.5, 1"},
		{"questionnaire.yaml", []string{"testdata/questionnaire.json"}, "not read: 24:5: the item 2"},
		{"case.yaml", []string{"-from", "case", "../../rubric/author/testdata/package.case.json"}, "not read: CFDefinitions"},
	} {
		status, out, errs := exec(append([]string{"rubric"}, tt.args...)...)
		if status != 0 || !strings.Contains(errs, tt.errs) {
			t.Errorf("%s: status %d, standard error %s", tt.golden, status, errs)
			continue
		}
		golden(t, tt.golden, out)
		if _, err := rubric.Load(tt.golden, []byte(out), nil); err != nil {
			t.Errorf("%s: %v", tt.golden, err)
		}
	}
}

// A rubric becomes a package of CASE, and the package the same rubric.
func TestCASE(t *testing.T) {
	file := filepath.Join(t.TempDir(), "garden.case.json")
	status, out, errs := exec("case", "-rubric", garden1, "-date", "2026-01-02", "-out", file)
	if status != 0 || out != "" || !strings.Contains(errs, "address: There is no base URI") {
		t.Fatalf("status %d, standard output %q, standard error %s", status, out, errs)
	}
	status, back, errs := exec("rubric", file)
	if status != 0 || strings.Contains(errs, "not read") {
		t.Fatalf("status %d, standard error %s", status, errs)
	}
	data, err := os.ReadFile(garden1)
	if err != nil {
		t.Fatal(err)
	}
	want, err := rubric.Load(garden1, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := rubric.Load("back.yaml", []byte(back), nil)
	if err != nil || got.Ref() != want.Ref() {
		t.Errorf("%v is another rubric than %v: %v", got, want, err)
	}
	if status, _, errs := exec("case", "-rubric", garden1, "-date", "2026-01-02", "-base-uri", "example.org"); status != 2 || !strings.Contains(errs, "base URI") {
		t.Errorf("status %d, standard error %s", status, errs)
	}
}

// A rubric becomes a sheet, and the sheet the same rubric.
func TestSheet(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{garden1, "../customrubric/rubric.yaml", "cei@2023.2"} {
		file := filepath.Join(dir, "sheet.csv")
		if status, out, errs := exec("sheet", "-rubric", name, "-out", file); status != 0 || out != "" {
			t.Fatalf("%s: status %d, %s", name, status, errs)
		}
		status, out, errs := exec("rubric", file, "-base", name)
		if status != 0 {
			t.Fatalf("%s: status %d, %s", name, status, errs)
		}
		back, err := rubric.Load("back.yaml", []byte(out), nil)
		if err != nil {
			t.Fatal(err)
		}
		if status, _, errs = exec("crosswalk", name, name); status != 2 || !strings.Contains(errs, back.Ref().String()) {
			t.Errorf("a crosswalk from an edition to itself: status %d, %s", status, errs)
		}
	}
	status, out, errs := exec("sheet")
	if err := os.WriteFile(filepath.Join(dir, "template.csv"), []byte(out), 0o666); err != nil {
		t.Fatal(err)
	}
	if status != 0 || errs != "" {
		t.Errorf("template: status %d, %s", status, errs)
	}
	if status, _, errs := exec("rubric", filepath.Join(dir, "template.csv")); status != 0 {
		t.Errorf("the template is refused: status %d, %s", status, errs)
	}
}

func TestOverlay(t *testing.T) {
	status, out, errs := exec("overlay", "-rubric", garden1, "-lang", "es")
	if status != 0 || !strings.Contains(out, "  # We make compost\n  compost.title:\n    text: \"\"\n") || errs != "25 texts are to be translated\n" {
		t.Errorf("status %d, standard error %s\n%s", status, errs, out)
	}
	file := filepath.Join(t.TempDir(), "es.yaml")
	status, out, errs = exec("overlay", "-rubric", garden2, "-update", spanish, "-before", garden1, "-out", file)
	want := "20 texts are translated\n3 texts have the translation of another text with the same wording\n2 texts are to be translated\n1 translations are of an earlier wording\n1 translations are of texts that the rubric no longer has\n"
	if status != 0 || out != "" || errs != want {
		t.Errorf("status %d, standard error %s", status, errs)
	}
	// In place, and only what can be used.
	status, _, errs = exec("overlay", "-rubric", garden2, "-update", file, "-finished", "-out", file)
	if status != 0 {
		t.Errorf("status %d, standard error %s", status, errs)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rubric.LoadOverlay(file, data, nil); err != nil {
		t.Error(err)
	}
}

func TestCrosswalk(t *testing.T) {
	status, out, errs := exec("crosswalk", garden1, garden2)
	if status != 0 || errs != "6 entries, 4 of them to decide\n" || strings.Count(out, ": to decide") != 5 {
		t.Errorf("status %d, standard error %s\n%s", status, errs, out)
	}
}

func TestStatus(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.csv")
	if err := os.WriteFile(bad, []byte("title,T\nid,T T\nedition,1\nlanguage,en\ndomain,competency,A,B\nx,y\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		status int
		args   []string
		errs   string
	}{
		{2, nil, "usage"},
		{2, []string{"write"}, "usage"},
		{2, []string{"sheet", "-x"}, "flag"},
		{2, []string{"sheet", "file"}, "expected 0 files"},
		{2, []string{"overlay", "-rubric", garden1}, "-lang"},
		{2, []string{"overlay", "-rubric", garden1, "-lang", "Spanish!"}, "language tag"},
		{2, []string{"overlay", "-rubric", garden1, "-update", "no-such-file"}, "no-such-file"},
		{1, []string{"overlay", "-rubric", garden1, "-update", garden1}, garden1 + ":1:9: unknown-format"},
		{2, []string{"crosswalk", garden1}, "expected 2 files"},
		{1, []string{"crosswalk", garden1, spanish}, "unknown-format"},
		{2, []string{"rubric", "no-such-file"}, "no-such-file"},
		{2, []string{"rubric", "-from", "docx", bad}, "the kinds are"},
		{1, []string{"rubric", bad}, bad + ":2:4: bad-id: B2: "},
		{2, []string{"rubric", "testdata/dsomm.yml"}, "-stages"},
		{2, []string{"rubric", "testdata/samm/activities"}, "type: Question"},
		{2, []string{"rubric", "-from", "fhir", "../../rubric/author/testdata/package.case.json"}, "not a FHIR Questionnaire"},
		{2, []string{"case", "-rubric", garden1}, "add date: YYYY-MM-DD to the rubric, or give -date"},
	} {
		status, out, errs := exec(tt.args...)
		if status != tt.status || out != "" || !strings.Contains(errs, tt.errs) {
			t.Errorf("%q: status %d, want %d, standard error %s", tt.args, status, tt.status, errs)
		}
	}
}
