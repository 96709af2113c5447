package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// circleWave writes a file of responses to an edition of the reading circle.
func circleWave(t *testing.T, edition string) string {
	t.Helper()
	var b strings.Builder
	for i := range 12 {
		stage := []string{"seed", "seed", "tree"}[i%3]
		fmt.Fprintf(&b, `{"format":"response/1","rubric":"circle@%s","id":"r%d","ratings":{"listening":%q,"turns":"tree"}}`+"\n", edition, i, stage)
	}
	file := filepath.Join(t.TempDir(), "wave-"+edition+".ndjson")
	if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// A baseline that cannot be compared with ends the program before it writes anything.
func TestBaselineWithoutCrosswalk(t *testing.T) {
	const later = "testdata/circle2.yaml"
	empty := filepath.Join(t.TempDir(), "empty.ndjson")
	if err := os.WriteFile(empty, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, baseline, errs string
	}{
		{"an earlier edition", circleWave(t, "1"), "circle@1"},
		{"an embedded edition", district, "crosswalk"},
		{"nothing that can be used", broken, "baseline"},
		{"no responses", empty, "baseline"},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		for _, more := range [][]string{nil, {"-out", dir}} {
			args := append(more, "-rubric", later, "-policy", "internal", "-baseline", tt.baseline, circleWave(t, "2"))
			status, out, errs := exec(t, args...)
			if status != 2 || out != "" || !strings.Contains(errs, tt.errs) {
				t.Errorf("%s: status %d, %d bytes, standard error:\n%.300s", tt.name, status, len(out), errs)
			}
			if _, err := os.Stat(dir); err == nil {
				t.Errorf("%s: files were written", tt.name)
			}
		}
	}
}

const (
	circle1   = "testdata/circle1.yaml"
	circle2   = "testdata/circle2.yaml"
	crosswalk = "testdata/circle1-to-2.yaml"
	spanish   = "testdata/circle-es.yaml"
)

// A baseline of an earlier edition is compared by the crosswalk that is named, whether it is
// responses or a published summary.
func TestOwnCrosswalk(t *testing.T) {
	before, now := circleWave(t, "1"), circleWave(t, "2")
	_, summary, _ := exec(t, "-rubric", circle1, "-format", "json", before)
	published := filepath.Join(t.TempDir(), "report.json")
	if err := os.WriteFile(published, []byte(summary), 0o666); err != nil {
		t.Fatal(err)
	}
	var want string
	for _, baseline := range []string{before, published} {
		status, out, errs := exec(t, "-rubric", circle2, "-rubric", circle1, "-crosswalk", crosswalk, "-baseline", baseline, "-format", "json", now)
		if status != 0 || errs != "" || !strings.Contains(out, `"baseline"`) {
			t.Errorf("status %d, %d bytes, standard error %s", status, len(out), errs)
		}
		if want != "" && out != want {
			t.Error("responses and their summary compare in different ways")
		}
		want = out
	}
	if status, out, errs := exec(t, "-rubric", circle2, "-rubric", circle1, "-baseline", before, now); status != 2 || out != "" || !strings.Contains(errs, "-crosswalk") {
		t.Errorf("without the crosswalk: status %d, standard error %s", status, errs)
	}
}

// Without a translation, a report in another language has that language's own words, and a
// note says so. An incomplete translation is used as far as it goes.
func TestOwnTranslation(t *testing.T) {
	now := circleWave(t, "2")
	status, out, errs := exec(t, "-rubric", circle2, "-lang", "es", now)
	if status != 0 || !strings.Contains(out, "Cómo leer") || !strings.Contains(out, "We listen to each other") || !strings.Contains(errs, "no translation of circle@2 into es") {
		t.Errorf("status %d, standard error %q\n%.300s", status, errs, out)
	}
	status, out, errs = exec(t, "-rubric", circle2, "-overlay", spanish, "-lang", "es-MX", now)
	if status != 0 || !strings.Contains(out, "Nos escuchamos") || !strings.Contains(out, "Everyone has a turn") || strings.Contains(out, "Nos turnamos") {
		t.Errorf("status %d, standard error %q\n%.300s", status, errs, out)
	}
	if want := ": 3 texts are not translated and stay as they are\n"; !strings.Contains(errs, want) || !strings.Contains(errs, ": 1 translations are of an earlier wording") {
		t.Errorf("standard error %q", errs)
	}
	sheet := writeFile(t, "sheet.csv", "id,Nos escuchamos\n1,Seed\n")
	if status, _, errs = exec(t, "-rubric", circle2, "-overlay", spanish, sheet); status != 0 {
		t.Errorf("a sheet with translated headers: status %d, standard error %q", status, errs)
	}
	if status, _, _ = exec(t, "-rubric", circle2, sheet); status != 1 {
		t.Errorf("the same sheet without the translation: status %d", status)
	}
}

func TestUnknownRubrics(t *testing.T) {
	now := circleWave(t, "2")
	for _, tt := range []struct {
		args []string
		errs string
	}{
		{[]string{now}, "circle@2, which is not known"},
		{[]string{"-rubric", circle1, "-overlay", spanish, now}, "circle@2, which is not known"},
		{[]string{"-rubric", circle2, "-crosswalk", crosswalk, now}, "circle@1, which is not known"},
		{[]string{"-rubric", circle2, "-crosswalk", circle1, now}, "is not a crosswalk"},
		{[]string{"-rubric", circle2, "-overlay", "no-such-file", now}, "no-such-file"},
		{[]string{"-rubric", circle2, "-overlay", circle1, now}, "unknown-format"},
		{[]string{"-rubric", circle2, "-lang", "de", now}, "-overlay"},
	} {
		if status, out, errs := exec(t, tt.args...); status != 2 || out != "" || !strings.Contains(errs, tt.errs) {
			t.Errorf("%q: status %d, standard error %q", tt.args, status, errs)
		}
	}
}

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}
