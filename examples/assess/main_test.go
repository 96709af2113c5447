package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
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

func TestByteOrderMark(t *testing.T) {
	_, plain, _ := exec(t, "-format", "csv", district)
	if _, got, _ := exec(t, "-bom", "-format", "csv", district); got != "\ufeff"+plain || strings.HasPrefix(plain, "\ufeff") {
		t.Errorf("-bom: the table begins with %q", got[:8])
	}
	dir := t.TempDir()
	if status, _, errs := exec(t, "-bom", "-out", dir, district); status != 0 {
		t.Fatal(errs)
	}
	for name, want := range map[string]bool{"report.csv": true, "report.codebook.csv": true, "report.txt": false, "report.json": false} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if got := bytes.HasPrefix(data, []byte("\ufeff")); err != nil || got != want {
			t.Errorf("%s: byte order mark %t, %v", name, got, err)
		}
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
	for _, name := range []string{"report.txt", "report.md", "report.html", "report.csv", "report.codebook.csv", "report.json", "overview.svg", "domain-building-relationships.svg", "differences.svg", "guide.txt", "guide.md", "guide.html", "handout.txt", "handout.md", "handout.html", "narrative.txt", "narrative.md", "narrative-lcff-priority-3.txt", "narrative-lcff-priority-3.md"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if status, _, _ := exec(t, "-format", "md,json", "-out", dir+"2", district); status != 0 {
		t.Error("two formats fail")
	}
	if found, _ := filepath.Glob(dir + "2/*"); len(found) != 6 || filepath.Base(found[0]) != "guide.md" {
		t.Errorf("%q for two formats, one of which has a guide, a handout and two narratives", found)
	}
}

func TestPictures(t *testing.T) {
	dir := t.TempDir()
	status, out, errs := exec(t, "-format", "svg", "-out", dir, "-baseline", earlierWave(t), "-lang", "es", district)
	if status != 0 {
		t.Fatal(errs)
	}
	names := strings.Fields(out)
	if want := 1 + 1 + 1 + 7 + 1 + 1; len(names) != want || filepath.Base(names[0]) != "findings.svg" || filepath.Base(names[want-1]) != "progress.svg" {
		t.Errorf("pictures %q", names)
	}
	first, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	status, out, _ = exec(t, "-format", "svg", "-lang", "es", district)
	if status != 0 || out != string(first) || !strings.Contains(out, "Cuántas valoraciones están en la etapa") {
		t.Errorf("status %d, standard output is not findings.svg:\n%.200s", status, out)
	}
	if status, out, errs := exec(t, "-format", "svg", team); status != 2 || out != "" || !strings.Contains(errs, "no picture") {
		t.Errorf("without results: status %d, %q", status, errs)
	}
}

func TestSheet(t *testing.T) {
	status, out, errs := exec(t, "-policy", "internal", "-format", "json", "../../testdata/sheets/google-forms-es.csv")
	var doc struct{ Raters struct{ All int } }
	if err := json.Unmarshal([]byte(out), &doc); err != nil || status != 0 || doc.Raters.All != 3 {
		t.Errorf("status %d, raters %d, %v\n%s", status, doc.Raters.All, err, errs)
	}
}

func TestNothingAccepted(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bad.ndjson")
	if err := os.WriteFile(file, []byte("{}\n{}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if status, out, errs := exec(t, file); status != 1 || out != "" || !strings.Contains(errs, "2 refused") {
		t.Errorf("status %d, %d bytes, %s", status, len(out), errs)
	}
}

// earlierWave is a file of the same people's responses to the edition before.
func earlierWave(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(district)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "earlier.ndjson")
	older := strings.ReplaceAll(strings.ReplaceAll(string(data), "cei@2023.2", "cei@2023.1"), `"advanced"`, `"maturing"`)
	if err := os.WriteFile(name, []byte(older), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestBaseline(t *testing.T) {
	status, out, errs := exec(t, "-baseline", earlierWave(t), "-format", "json", district)
	var doc struct {
		Baseline struct{ Edition string }
		Domains  []struct {
			All struct{ Change struct{ Reason string } }
		}
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil || status != 0 || doc.Baseline.Edition != "2023.1" {
		t.Fatalf("status %d, %+v, %v\n%s", status, doc, err, errs)
	}
	// Domain 3 lost three competencies from the one edition to the other.
	for i, d := range doc.Domains {
		if want := map[bool]string{true: "membership"}[i == 2]; d.All.Change.Reason != want {
			t.Errorf("domain %d: reason %q, want %q", i+1, d.All.Change.Reason, want)
		}
	}
}

func TestTargetsAndConsensus(t *testing.T) {
	file := filepath.Join(t.TempDir(), "team.yaml")
	doc := "format: consensus/1\nrubric: cei@2023.2\nid: team\nagreements:\n  language-access: {stage: developing, rationale: We looked at the call log.}\n"
	if err := os.WriteFile(file, []byte(doc), 0o666); err != nil {
		t.Fatal(err)
	}
	args := []string{"-consensus", file, "-target", "maturing", "-target", "language-access=advanced"}
	status, public, errs := exec(t, append(args, district)...)
	if status != 0 || strings.Contains(public, "call log") {
		t.Errorf("status %d, %s", status, errs)
	}
	status, internal, errs := exec(t, append(args, "-policy", "internal", district)...)
	if status != 0 || !strings.Contains(internal, "call log") {
		t.Errorf("status %d, %s", status, errs)
	}
}

// A report says how many of the people invited took part, except of groups that are not shown.
func TestInvited(t *testing.T) {
	args := []string{"-invited", "student=100", "-invited", "family=300", "-invited", "educator=60", "-invited", "leader=30", "-invited", "community=40"}
	for _, test := range []struct {
		file, format string
		want         []string
	}{
		{district, "text", []string{"240 of 530 people invited took part.", "120 of 300 invited"}},
		{district, "md", []string{"240 of 530 people invited took part.", "120 of 300 invited"}},
		{district, "html", []string{"240 of 530 people invited took part.", "120 of 300 invited"}},
		{district, "json", []string{`"all": 530`, `"family": 300`}},
		{"../../testdata/team-2023.2.ndjson", "json", []string{"\"invited\": {\n    \"all\": {\n      \"hidden\": true"}},
	} {
		status, out, errs := exec(t, append(slices.Clone(args), "-format", test.format, test.file)...)
		for _, want := range test.want {
			if status != 0 || !strings.Contains(out, want) {
				t.Errorf("%s of %s: status %d, %q is missing; %s", test.format, test.file, status, want, errs)
			}
		}
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
		{"-invited", "famly=3", district},
		{"-invited", "family=many", district},
		{"-invited", "3", "-invited", "4", district},
		{"answers.csv"},
	} {
		if status, out, errs := exec(t, args...); status != 2 || errs == "" || out != "" {
			t.Errorf("%q: status %d, standard error %q", args, status, errs)
		}
	}
}

// TestBaselineOfPublishedSummary compares with the report.json of an earlier edition,
// which says the same as comparing with the responses that it was made of.
func TestBaselineOfPublishedSummary(t *testing.T) {
	responses := earlierWave(t)
	_, summary, _ := exec(t, "-rubric", "cei@2023.1", "-format", "json", responses)
	file := filepath.Join(t.TempDir(), "summary.json")
	if err := os.WriteFile(file, []byte(summary), 0o600); err != nil {
		t.Fatal(err)
	}
	_, want, _ := exec(t, "-baseline", responses, "-format", "json", district)
	status, got, errs := exec(t, "-baseline", file, "-format", "json", district)
	if status != 0 || errs != "" || got != want {
		t.Errorf("status %d, %s; %d bytes, want %d", status, errs, len(got), len(want))
	}
	broken := strings.Replace(summary, `"rated": `, `"rated": 1`, 1)
	if err := os.WriteFile(file, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, out, errs := exec(t, "-baseline", file, district); status != 2 || out != "" || !strings.Contains(errs, "inconsistent") {
		t.Errorf("status %d, standard error: %s", status, errs)
	}
}

// A sheet is read as its mapping and the flags say, and the report says what is not in it.
func TestSheetFlags(t *testing.T) {
	const cases = "../../testdata/cases/"
	status, out, errs := exec(t, "-policy", "internal", cases+"qualtrics-preview-and-unfinished.csv")
	if status != 0 || !strings.Contains(errs, "1 read, 0 refused, 4 not counted") || !strings.Contains(out, "4 records are not in this report") || !strings.Contains(out, "marked as spam (1)") {
		t.Errorf("status %d, %s\n%s", status, errs, out)
	}
	status, _, errs = exec(t, "-policy", "internal", "-word", "role:2=family", "-word", "role:1=student", "-ranks", cases+"redcap-raw.csv")
	if status != 0 || !strings.Contains(errs, "2 read, 0 refused, 1 not counted") || !strings.Contains(errs, "have the id of another") {
		t.Errorf("status %d, %s", status, errs)
	}
	status, _, errs = exec(t, "-policy", "internal", "-keep", "last", cases+"gforms-resubmission.csv")
	if status != 0 || !strings.Contains(errs, "2 read, 0 refused, 2 not counted") {
		t.Errorf("status %d, %s", status, errs)
	}
	if status, _, errs = exec(t, "-constituency", "family", cases+"no-role-no-flag.csv"); status != 0 {
		t.Errorf("status %d, %s", status, errs)
	}
	status, _, errs = exec(t, cases+"surveyjs-results.json")
	if status != 1 || !strings.Contains(errs, "2 refused") {
		t.Errorf("status %d, %s", status, errs)
	}
	if status, out, _ = exec(t, cases+"empty-with-header-only-bom.csv"); status != 3 || out != "" {
		t.Errorf("status %d for no responses", status)
	}
	mapping := filepath.Join(t.TempDir(), "m.yaml")
	doc := "format: mapping/1\ncolumns:\n  - {header: District, is: organization}\n  - {header: School, is: ignore}\n"
	if err := os.WriteFile(mapping, []byte(doc), 0o666); err != nil {
		t.Fatal(err)
	}
	if status, _, errs = exec(t, "-mapping", mapping, cases+"district-and-school.csv"); status != 0 {
		t.Errorf("status %d, %s", status, errs)
	}
}

func TestWording(t *testing.T) {
	_, full, _ := exec(t, "-wording", "full", district)
	_, sentence, _ := exec(t, "-wording", "sentence", district)
	_, titles, _ := exec(t, "-wording", "titles", district)
	if len(full) <= len(sentence) || len(sentence) <= len(titles) {
		t.Errorf("%d bytes full, %d sentence, %d titles", len(full), len(sentence), len(titles))
	}
	if status, _, errs := exec(t, "-wording", "title", district); status != 2 || !strings.Contains(errs, `did you mean "titles"?`) {
		t.Errorf("status %d, %s", status, errs)
	}
}
