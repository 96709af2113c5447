package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const schoolCircle = "../../testdata/good/rubrics/school-circle.yaml"

// circleResponses writes responses of students with the given numbers of answers to the question on
// their grade. The key "" is for students who skipped it.
func circleResponses(t *testing.T, grades map[string]int) string {
	t.Helper()
	var b strings.Builder
	for grade, n := range grades {
		background := ""
		if grade != "" {
			background = fmt.Sprintf(`"background":{"grade":%q},`, grade)
		}
		for i := range n {
			fmt.Fprintf(&b, `{"format":"response/1","rubric":"school-circle@1","id":"r-%d","constituency":"students",%s"ratings":{"listening":%q}}`+"\n",
				b.Len(), background, []string{"seed", "plant", "tree"}[i%3])
		}
	}
	return writeFile(t, "circle.ndjson", b.String())
}

// The answers to a background question have a report each, beside that on everyone. What is hidden of
// one cannot be worked out from the others.
func TestBackground(t *testing.T) {
	dir := t.TempDir()
	responses := circleResponses(t, map[string]int{"6-8": 30, "9-12": 24, "": 4})
	status, out, errs := exec(t, "-rubric", schoolCircle, "-background", "grade", "-title", "Our circle", "-format", "text", "-out", dir, "-invited", "80", responses)
	if status != 0 {
		t.Fatalf("status %d, %s", status, errs)
	}
	for name, want := range map[string]string{
		"report.txt":              "Our circle\n=",
		"6-8/report.txt":          "Our circle: Grades 6 to 8\n=",
		"9-12/report.txt":         "Our circle: Grades 9 to 12\n=",
		"9-12/handout.txt":        "Our circle: Grades 9 to 12",
		"not-answered/report.txt": "Our circle: no answer\n=",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		data, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(data), want) || !strings.Contains(out, path+"\n") {
			t.Errorf("%s: %v\n%.300s", name, err, data)
		}
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if !strings.Contains(read("report.txt"), "58 of 80 people invited took part") || strings.Contains(read("not-answered/report.txt"), "4 people") {
		t.Error("the reports do not have the numbers of people that the policy allows")
	}
	if strings.Contains(read("6-8/report.txt"), "30 people took part") && strings.Contains(read("9-12/report.txt"), "24 people took part") {
		t.Error("both grades are shown, so that the 4 students who skipped the question are what is missing")
	}
}

func TestBackgroundUsage(t *testing.T) {
	responses := circleResponses(t, map[string]int{"6-8": 30})
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-background", "grade"}, "-out"},
		{[]string{"-background", "grad", "-out", t.TempDir()}, `did you mean "grade"?`},
		{[]string{"-background", "grade", "-out", t.TempDir(), "-baseline", responses}, "cannot be combined with -baseline"},
		{[]string{"-background", "grade", "-out", t.TempDir(), "-comments", responses}, "cannot be combined with -comments"},
	} {
		status, out, errs := exec(t, append([]string{"-rubric", schoolCircle}, append(test.args, responses)...)...)
		if status != 2 || out != "" || !strings.Contains(errs, test.want) {
			t.Errorf("%q: status %d, %s", test.args, status, errs)
		}
	}
}

// The handout names the address of the complete report.
func TestAddress(t *testing.T) {
	dir := t.TempDir()
	if status, _, errs := exec(t, "-format", "md", "-out", dir, "-address", "https://example.org/report", district); status != 0 {
		t.Fatal(errs)
	}
	data, err := os.ReadFile(filepath.Join(dir, "handout.md"))
	if err != nil || !strings.Contains(string(data), "example.org/report") {
		t.Errorf("%v\n%s", err, data)
	}
}
