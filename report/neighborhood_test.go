package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/waymark-go/waymark/rubric"
)

// TestNeighborhood carries one rubric from its YAML file to every output, each as a golden file.
// It has strands, domains and competencies, maturity levels, constituencies with partly
// different questions, a translation, and lists in its texts. Read testdata/golden/neighborhood
// beside testdata/good/rubrics/neighborhood.yaml to see what becomes of each key.
func TestNeighborhood(t *testing.T) {
	english, spanish := reporttest.NeighborhoodView(t, "en"), reporttest.NeighborhoodView(t, "es")
	files := make(map[string]string)
	for _, f := range formats {
		switch f.name {
		case "txt", "worksheet.md":
			files["report.es."+f.name] = output(t, spanish, f.write)
			fallthrough
		case "md", "html", "csv", "json", "guide.md":
			files["report."+f.name] = output(t, english, f.write)
		}
	}
	for _, name := range []string{"overview", "strands", "domain-deciding"} {
		var b bytes.Buffer
		if err := svg.Write(&b, english.Picture(name), nil); err != nil {
			t.Fatal(err)
		}
		files["picture."+name+".svg"] = b.String()
	}
	// These parts are small enough to read.
	page := english.Options
	page.Sections = []report.Section{report.SectionLevels, report.SectionTargets}
	files["report.levels.html"] = output(t, rebuilt(t, english, page), with(html.Write))
	files["report.deciding.json"] = partOf(t, files["report.json"])
	files["report.some.csv"] = someRows(files["report.csv"])
	formFiles(t, files, english.Published.Rubric(), spanish.Published.Rubric())
	for name, out := range files {
		if len(out) > largest {
			name, out = name+".digest", fmt.Sprintf("%d bytes, SHA-256 %x\n", len(out), sha256.Sum256([]byte(out)))
		}
		reporttest.Golden(t, "neighborhood/"+name, out)
	}
}

// someRows returns the rows of a CSV report on two competencies that not everyone is asked, and on
// the levels of everything together.
func someRows(table string) string {
	var b strings.Builder
	for line := range strings.Lines(table) {
		if b.Len() == 0 || strings.Contains(line, ",money,") || strings.Contains(line, ",safe-play,") || strings.HasPrefix(line, "rubric,") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// partOf returns the domain deciding and the levels of everything together of a summary document.
func partOf(t *testing.T, summary string) string {
	t.Helper()
	var doc struct {
		Domains []json.RawMessage `json:"domains"`
		Levels  struct {
			Results []json.RawMessage `json:"results"`
		} `json:"levels"`
	}
	if err := json.Unmarshal([]byte(summary), &doc); err != nil {
		t.Fatal(err)
	}
	out, err := json.MarshalIndent([]json.RawMessage{doc.Domains[1], doc.Levels.Results[0]}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out) + "\n"
}

// formFiles adds the forms of a rubric and its translation, and the schema of responses to it.
func formFiles(t *testing.T, files map[string]string, r, translation *rubric.Rubric) {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	opt := &form.Options{Translations: []*rubric.Rubric{translation}}
	survey, surveyLost, err := form.SurveyJS(r, opt)
	check(err)
	book, bookLost, err := form.XLSForm(r, opt)
	check(err)
	statement, statementLost, err := form.CASE(r, nil)
	check(err)
	sheet, err := form.EmptySheet(r, nil)
	check(err)
	files["empty-sheet.csv"] = string(sheet)
	for name, sheet := range map[string]form.Sheet{"survey": book.Survey, "choices": book.Choices, "settings": book.Settings} {
		data, err := sheet.CSV()
		check(err)
		files["xlsform-"+name+".csv"] = string(data)
	}
	for name, v := range map[string]any{
		"surveyjs": survey, "case": statement, "response.schema": schema.Response(r),
		"lost": map[string][]form.Omission{"surveyjs": surveyLost, "xlsform": bookLost, "case": statementLost},
	} {
		data, err := json.MarshalIndent(v, "", "  ")
		check(err)
		files[name+".json"] = string(data) + "\n"
	}
}
