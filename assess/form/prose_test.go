package form_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
)

// structured is a rubric with paragraphs and lists.
const structured = `format: rubric/1
id: test
edition: "1"
title: A small rubric
language: en
notice: |
  Made for a test.

  - one
  - two
spectrum:
  id: steps
  stages:
    - {id: stage-1, title: Stage 1}
    - {id: stage-2, title: Stage 2}
domains:
  - id: domain-1
    title: Domain 1
    summary: |
      A summary in two
      paragraphs.

      Look for:

      - bullets,
      - <b>markup</b> and * stars
        that go on.

      13. steps
      14. in order
    prompts:
      - |
        What do you see? Think of

        2. people
        3. places
      - What next?
    competencies:
      - id: c-1
        title: Competency 1
        descriptors:
          stage-2: |
            Described.

            - first
            - second
`

func structuredRubric(t *testing.T) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load("structured.yaml", []byte(structured), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestStructuredTexts has paragraphs and lists in all texts.
func TestStructuredTexts(t *testing.T) {
	r := structuredRubric(t)
	const summary = "A summary in two paragraphs.\n\nLook for:\n- bullets,\n- <b>markup</b> and * stars that go on.\n\n13. steps\n14. in order"
	const onLines = "- What do you see? Think of / 2. people / 3. places\n- What next?"

	survey, _, err := form.SurveyJS(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	has(t, "SurveyJS", survey, `"description":`+quoted(t, summary))
	has(t, "SurveyJS", survey, strings.Trim(quoted(t, `<li><p>What do you see? Think of</p><ol><li value="2">people</li><li value="3">places</li></ol></li><li>What next?</li>`), `"`))
	has(t, "SurveyJS", survey, `"<p>Made for a test.</p><ul><li>one</li><li>two</li></ul>"`)

	data := []byte(quoted(t, schema.UI(r)))
	has(t, "UI", data, `"description":`+quoted(t, summary))
	has(t, "UI", data, strings.Trim(quoted(t, onLines), `"`))

	book, _, err := form.XLSForm(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := book.Survey.CSV()
	if err != nil {
		t.Fatal(err)
	}
	has(t, "XLSForm", sheet, summary+"\n\n")
	has(t, "XLSForm", sheet, onLines)
	readLabels(t, book)
}

// readLabels reads an export in which the choices are their labels.
func readLabels(t *testing.T, book *form.Workbook) {
	t.Helper()
	r := structuredRubric(t)
	header, row := []string{"_uuid", "rubric"}, []string{"1", r.Ref().String()}
	for c := range r.Competencies() {
		name := form.XMLName(c.ID())
		for _, choice := range book.Choices {
			if choice[0] == "answers_"+name && choice[1] == "stage-2" {
				if !strings.HasPrefix(choice[2], "Stage 2:\nDescribed.\n- first") {
					t.Errorf("the label is %q", choice[2])
				}
				header, row = append(header, name), append(row, choice[2])
			}
		}
	}
	var data bytes.Buffer
	if err := csv.NewWriter(&data).WriteAll([][]string{header, row}); err != nil {
		t.Fatal(err)
	}
	opt, err := form.XLSFormAnswers(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	for p, err := range assess.CSV(r, "export.csv", &data, &assess.ReadOptions{CSV: opt}) {
		if err != nil {
			t.Fatal(err)
		}
		for c := range r.Competencies() {
			if s, ok := p.Rating(c).Stage(r.Spectrum()); !ok || s.ID() != "stage-2" {
				t.Errorf("%s is rated %v", c.ID(), p.Rating(c))
			}
		}
	}
}

func has(t *testing.T, name string, out []byte, want string) {
	t.Helper()
	if !strings.Contains(string(out), want) {
		t.Errorf("%s lacks %s", name, want)
	}
}

func quoted(t *testing.T, s any) string {
	t.Helper()
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}
