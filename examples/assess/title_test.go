package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// responsesOf writes two responses with an organization and a date each.
func responsesOf(t *testing.T, fields ...string) string {
	t.Helper()
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(`{"format":"response/1","rubric":"cei@2023.2","id":"r-1",` + f + `"constituency":"family","ratings":{"language-access":"maturing"}}` + "\n")
	}
	name := filepath.Join(t.TempDir(), "r.ndjson")
	if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// The title block has the organization and the date of the responses if they agree.
func TestTitleOfResponses(t *testing.T) {
	for _, test := range []struct {
		name   string
		fields []string
		args   []string
		want   string
	}{
		{"one day", []string{`"organization":"School A","date":"2026-10-05",`, `"organization":"School A","date":"2026-10-05",`}, nil, "\nSchool A · October 5, 2026\n"},
		{"one month", []string{`"organization":"School A","date":"2026-10-05",`, `"organization":"School A","date":"2026-10-06",`}, nil, "\nSchool A · October 2026\n"},
		{"two months", []string{`"organization":"School A","date":"2026-11-05",`, `"organization":"School A","date":"2026-10-06",`}, nil, "\nSchool A · October 2026 – November 2026\n"},
		{"two schools", []string{`"organization":"School A","date":"2026-10-05",`, `"organization":"School B","date":"2026-10-05",`}, nil, "\nOctober 5, 2026\n"},
		{"a day is missing", []string{`"organization":"School A","date":"2026-10-05",`, `"organization":"School A",`, `"organization":"School A","date":"2026-10-05",`}, nil, "\nSchool A\n"},
		{"nothing", []string{``, ``}, nil, "\n\n"},
		{"flags", []string{`"organization":"School A","date":"2026-10-05",`}, []string{"-title", "How we work", "-organization", "Us", "-date", "Fall"}, "How we work\n===========\nUs · Fall\n"},
		{"flags, Spanish", []string{`"organization":"School A","date":"2026-10-05",`}, []string{"-lang", "es"}, "\nSchool A · 5 de octubre de 2026\n"},
	} {
		status, out, errs := exec(t, append(test.args, "-policy", "internal", responsesOf(t, test.fields...))...)
		if status != 0 || !strings.Contains(out[:min(len(out), 400)], test.want) {
			t.Errorf("%s: status %d, %s\n%.300s", test.name, status, errs, out)
		}
	}
}

func TestSectionsAndGroups(t *testing.T) {
	status, out, errs := exec(t, "-sections", "edges, overview", "-groups", "family,leader", district)
	if status != 0 || !strings.Contains(out, "Overview by domain\n---") || strings.Contains(out, "Strengths\n---") || strings.Contains(out, "Community partners") {
		t.Errorf("status %d, %s\n%.2000s", status, errs, out)
	}
	for _, args := range [][]string{{"-sections", "edge"}, {"-groups", "famly"}} {
		if status, _, errs := exec(t, append(args, district)...); status != 2 || !strings.Contains(errs, "did you mean") {
			t.Errorf("%q: status %d, %s", args, status, errs)
		}
	}
}

func TestLogo(t *testing.T) {
	const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
	image, err := base64.StdEncoding.DecodeString(png)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "logo.png"), filepath.Join(dir, "logo.svg")
	for name, data := range map[string][]byte{good: image, bad: []byte("<svg/>")} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	status, out, errs := exec(t, "-format", "html", "-logo", good, "-logo-text", "A tree", district)
	if status != 0 || !strings.Contains(out, "data:image/png;base64,"+png) {
		t.Errorf("status %d, %s", status, errs)
	}
	for _, name := range []string{bad, filepath.Join(dir, "none.png")} {
		if status, _, errs := exec(t, "-logo", name, district); status != 2 || errs == "" {
			t.Errorf("%s: status %d", name, status)
		}
	}
}

// What raters wrote is written for a review and shown once it is cleared.
func TestComments(t *testing.T) {
	for _, ending := range []string{"csv", "json"} {
		file := filepath.Join(t.TempDir(), "comments."+ending)
		_, without, _ := exec(t, district)
		status, out, errs := exec(t, "-comments-out", file, district)
		if status != 0 || out != without || !strings.Contains(errs, "comments to review") {
			t.Fatalf("status %d, %s", status, errs)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if text := string(data); strings.Contains(text, "r-0001") || strings.Contains(text, "00-00000") || strings.Contains(text, "2026-10-") {
			t.Errorf("%s has more than the texts", ending)
		}
		if status, out, errs = exec(t, "-comments", file, district); status != 0 || out != without || !strings.Contains(errs, " 0 cleared") {
			t.Errorf("nothing is cleared: status %d, %s", status, errs)
		}
		if status, _, errs = exec(t, "-comments-out", file, district); status != 2 || !strings.Contains(errs, "exists") {
			t.Errorf("a file is replaced: status %d, %s", status, errs)
		}
		cleared := strings.NewReplacer(",no,no\n", ",yes,no\n", `"cleared": false`, `"cleared": true`).Replace(string(data))
		if err := os.WriteFile(file, []byte(cleared), 0o600); err != nil {
			t.Fatal(err)
		}
		const words, heading = "Calls are returned the same day.", "What people wrote\n---"
		if status, out, errs = exec(t, "-comments", file, district); status != 0 || out != without {
			t.Errorf("a public report has comments that are not public: status %d, %s", status, errs)
		}
		if status, out, errs = exec(t, "-policy", "internal", "-comments", file, district); status != 0 || !strings.Contains(out, words) || !strings.Contains(out, heading) {
			t.Errorf("status %d, %s", status, errs)
		}
		public := strings.NewReplacer(",yes,no\n", ",yes,yes\n", `"public": false`, `"public": true`).Replace(cleared)
		if err := os.WriteFile(file, []byte(public), 0o600); err != nil {
			t.Fatal(err)
		}
		if status, out, errs = exec(t, "-comments", file, district); status != 0 || !strings.Contains(out, words) {
			t.Errorf("status %d, %s", status, errs)
		}
		broken := strings.ReplaceAll(public, "language-access", "langage-access")
		if err := os.WriteFile(file, []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		if status, out, errs = exec(t, "-comments", file, district); status != 2 || out != "" || !strings.Contains(errs, "did you mean") {
			t.Errorf("status %d, %s", status, errs)
		}
	}
}

// The samples of two years show what moved.
func TestWavesOfTheSample(t *testing.T) {
	status, out, errs := exec(t, "-baseline", "../../testdata/district-2023.2-2025.ndjson", "-sections", "progress", district)
	if higher, lower := strings.Count(out, "\n    Rated higher than before"), strings.Count(out, "\n    Rated lower than before"); status != 0 || higher != 5 || lower != 2 {
		t.Errorf("status %d, %d higher, %d lower, %s", status, higher, lower, errs)
	}
}
