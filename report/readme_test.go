package report_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestREADME checks that the code in the README is in readme_code_test.go, and that it
// works.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```go\n")
	shown, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("the README shows no Go code")
	}
	source, err := os.ReadFile("readme_code_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.TrimPrefix(string(source), "package report_test\n\n"); shown != want {
		t.Errorf("the README shows\n%s\nwhich is not the tested\n%s", shown, want)
	}
	in, err := os.Open("../testdata/district-2023.2.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out bytes.Buffer
	if err := writeReport(&out, in); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "</html>") {
		t.Error("the code writes no page")
	}
}
