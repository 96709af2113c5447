package report_test

import (
	"bytes"
	"io"
	"log"
	"os"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric/cei"
)

// embed is the code that the README shows.
func embed(in io.Reader, out io.Writer) error {
	r := cei.Latest()
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "responses.ndjson", in, nil) {
		if err != nil {
			log.Println(err) // a bad line, with file:line:column; the reading goes on
			continue
		}
		if err := tally.Add(resp); err != nil {
			return err
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		return err
	}
	published, err := summary.Publish(assess.Policy{}) // groups under ten raters are hidden
	if err != nil {
		return err
	}
	view, err := report.Build(published, nil)
	if err != nil {
		return err
	}
	return html.Write(out, view, nil)
}

// TestREADME makes sure that the README's code is the code above, and that it
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
	source, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ = strings.Cut(string(source), "func embed(in io.Reader, out io.Writer) error {\n")
	body, _, _ := strings.Cut(rest, "\n}\n")
	var want strings.Builder
	for line := range strings.Lines(body + "\n") {
		want.WriteString(strings.TrimPrefix(line, "\t"))
	}
	if shown != want.String() {
		t.Errorf("the README shows\n%s\nwhich is not the tested\n%s", shown, want.String())
	}
	in, err := os.Open("../testdata/district-2023.2.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out bytes.Buffer
	if err := embed(in, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "</html>") {
		t.Error("the code writes no page")
	}
}
