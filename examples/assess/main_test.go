package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	district = "../../testdata/district-2023.2.ndjson"
	broken   = "../../testdata/broken/responses-2023.2.ndjson"
	team     = "../../testdata/team-2023.2.ndjson"
)

// exec runs the program and returns its exit status and what it wrote.
func exec(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	var errs bytes.Buffer
	status = run(args, out, &errs)
	data, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return status, string(data), errs.String()
}

func TestReports(t *testing.T) {
	status, out, errs := exec(t, district)
	if status != 0 || !strings.Contains(out, "240 people") || errs != "" {
		t.Errorf("status %d, %d bytes, %s", status, len(out), errs)
	}
	if strings.Contains(out, "\x1b") {
		t.Error("colour in a file")
	}
	status, out, _ = exec(t, "-format", "json", district, team)
	var doc struct{ Raters struct{ All int } }
	if err := json.Unmarshal([]byte(out), &doc); err != nil || status != 0 || doc.Raters.All != 244 {
		t.Errorf("status %d, raters %d, %v", status, doc.Raters.All, err)
	}
}

func TestRefusedLines(t *testing.T) {
	status, out, errs := exec(t, district, broken)
	if status != 1 || out == "" || !strings.Contains(errs, broken+":") || !strings.Contains(errs, " refused\n") {
		t.Errorf("status %d, standard error:\n%.300s", status, errs)
	}
}

func TestPolicy(t *testing.T) {
	_, public, _ := exec(t, "-format", "json", team)
	_, internal, _ := exec(t, "-policy", "internal", "-format", "json", team)
	if !strings.Contains(public, `"all": {
      "hidden": true
    }`) || strings.Contains(internal, `"hidden"`) {
		t.Error("the policy makes no difference to a team of four")
	}
}

func TestFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "dir")
	if status, _, errs := exec(t, "-out", dir, district); status != 0 {
		t.Fatal(errs)
	}
	for _, name := range []string{"report.txt", "report.md", "report.html", "report.json"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if status, _, _ := exec(t, "-format", "md,json", "-out", dir+"2", district); status != 0 {
		t.Error("two formats fail")
	}
	if found, _ := os.ReadDir(dir + "2"); len(found) != 2 {
		t.Errorf("%d files for two formats", len(found))
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{
		{},
		{"-x"},
		{"no-such-file"},
		{"-format", "pdf", district},
		{"-format", "md,html", district},
		{"-policy", "secret", district},
		{"-rubric", "cei@1", district},
		{"-baseline", "x", district},
		{"-lang", "xx", district},
		{"answers.csv"},
	} {
		if status, out, errs := exec(t, args...); status != 2 || errs == "" || out != "" {
			t.Errorf("%q: status %d, standard error %q", args, status, errs)
		}
	}
}
