package assess_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

const sheetsDir = "../testdata/sheets"

// sheetTest is a spreadsheet under testdata/sheets. The numbers of responses and of
// refused rows are here, so that -update cannot accept a mistake.
type sheetTest struct {
	file          string
	read, refused int
	opt           *assess.CSVOptions
}

func sheetTests(tb testing.TB) []sheetTest {
	es := &assess.CSVOptions{Translations: []*rubric.Rubric{spanish(tb)}}
	return []sheetTest{
		// As form tools write them.
		{"google-forms.csv", 4, 0, nil},
		{"google-forms-es.csv", 3, 0, es},
		{"google-sheets-linked.csv", 2, 0, nil},
		{"google-sheets-layout.csv", 3, 0, &assess.CSVOptions{DateLayout: "1/2/2006 15:04:05"}},
		{"microsoft-forms.csv", 2, 0, nil},
		{"microsoft-forms-comments-ignored.csv", 2, 0, &assess.CSVOptions{Ignore: []string{"comments"}}},
		{"surveymonkey.csv", 2, 0, nil},
		{"qualtrics.csv", 2, 0, nil},
		{"kobo.csv", 2, 0, nil},
		{"typeform.csv", 2, 0, nil},
		// As programs write them.
		{"json-normalized.csv", 2, 0, nil},
		{"r-write-csv.csv", 2, 0, &assess.CSVOptions{Words: map[string]string{"NA": "not-answered"}}},
		{"pandas.csv", 2, 0, &assess.CSVOptions{Ignore: []string{""}}},
		{"excel-utf8.csv", 2, 0, nil},
		{"excel-german.csv", 2, 0, nil},
		{"excel-sep-line.csv", 1, 1, nil},
		{"excel-spanish.csv", 2, 0, es},
		{"excel-mac-cr.csv", 1, 1, nil},
		{"excel-unicode-text.txt", 1, 0, nil},
		{"utf-16-without-mark.csv", 1, 0, nil},
		{"workbook.csv", 0, 0, nil},
		{"windows-1252-headers.csv", 0, 2, es},
		{"windows-1252-rows.csv", 4, 0, nil},
		{"shortened-numbers.csv", 2, 1, nil},
		{"error-values.csv", 1, 2, nil},
		// Delimiters.
		{"tabs.tsv", 2, 0, nil},
		{"pipes.txt", 2, 0, nil},
		{"spaces-after-commas.csv", 1, 1, nil},
		// Headers.
		{"title-rows.csv", 1, 1, nil},
		{"merged-headers.csv", 2, 0, nil},
		{"codes.csv", 2, 0, nil},
		{"numbered-questions.csv", 2, 0, nil},
		{"number-of-another.csv", 0, 2, nil},
		{"mixed-case.csv", 2, 0, nil},
		{"smart-quotes.csv", 2, 0, nil},
		{"invisible-characters.csv", 2, 0, nil},
		{"decomposed-accents.csv", 2, 0, es},
		{"misspelt-header.csv", 0, 2, nil},
		{"duplicate-headers.csv", 0, 1, nil},
		{"ignored-columns.csv", 2, 0, &assess.CSVOptions{Ignore: []string{"parking", "How did you hear of us"}}},
		{"mapped.csv", 2, 1, &assess.CSVOptions{
			Columns: map[string]string{
				"ticket": "id", "Who": "constituency", "Sede": "organization",
				"Interpretes": "language-access", "Notas de intérpretes": "language-access.note",
			},
			Words: map[string]string{"Parent": "family", "ok": "maturing", "bad": "not-evident"},
		}},
		{"no-competencies.csv", 0, 2, nil},
		{"no-headers.csv", 0, 1, nil},
		{"no-constituency.csv", 0, 2, nil},
		{"one-constituency.csv", 2, 0, &assess.CSVOptions{Constituency: "family", Organization: "19-64733", Date: "2026-10-01", Language: "en"}},
		{"no-ids.csv", 2, 0, nil},
		{"empty.csv", 0, 0, nil},
		{"blank.csv", 0, 0, nil},
		{"headers-only.csv", 0, 0, nil},
		{"other-edition.csv", 0, 1, nil},
		// Rows.
		{"blank-rows.csv", 2, 0, nil},
		{"totals.csv", 2, 3, nil},
		{"repeated-headers.csv", 2, 1, nil},
		{"ragged.csv", 3, 3, nil},
		{"unnamed-column.csv", 1, 2, nil},
		{"quoted-newlines.csv", 1, 1, nil},
		{"broken-quotes.csv", 3, 3, nil},
		{"unclosed-at-end.csv", 1, 2, nil},
		{"control-characters.csv", 1, 2, nil},
		{"missing-values.csv", 2, 5, nil},
		// Cells.
		{"non-answers.csv", 4, 1, nil},
		{"rank-numbers.csv", 1, 2, nil},
		{"ranks-accepted.csv", 2, 2, &assess.CSVOptions{Ranks: true}},
		{"ranks-and-titles.csv", 3, 2, nil},
		{"bilingual.csv", 1, 1, es},
		{"multiple-choice.csv", 1, 2, nil},
		{"percent.csv", 0, 1, nil},
		{"percent-cells.csv", 1, 2, nil},
		{"notes.csv", 2, 2, nil},
		{"dates.csv", 9, 0, nil},
		{"dates-layout.csv", 4, 0, &assess.CSVOptions{DateLayout: "2/1/2006"}},
		{"languages.csv", 4, 0, nil},
		// One rating a row.
		{"long.csv", 2, 0, nil},
		{"long-es.csv", 2, 0, es},
		{"long-apart.csv", 3, 1, nil},
		{"long-mistakes.csv", 2, 8, nil},
		{"long-lost-rows.csv", 2, 2, nil},
		{"long-without-ids.csv", 0, 1, nil},
	}
}

func spanish(tb testing.TB) *rubric.Rubric {
	tb.Helper()
	r, err := loadSpanish()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// loadSpanish translates the rubric once, because many tests need it.
var loadSpanish = sync.OnceValues(func() (*rubric.Rubric, error) {
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		return nil, err
	}
	r, problems := cei.Latest().Localize(o)
	return r, problems.Err()
})

// outcome describes what a reader yields: a line for each response and each problem.
type outcome struct {
	lines         []string
	read, refused int
}

func collect(tb testing.TB, all func(func(*assess.Response, error) bool)) outcome {
	tb.Helper()
	var o outcome
	for p, err := range all {
		ps, bad := problem.Of(err)
		switch {
		case (p == nil) == (err == nil):
			tb.Fatalf("response %v, error %v; want one of the two", p, err)
		case bad:
			o.refused += assess.Refused(err)
			for _, p := range ps {
				line := fmt.Sprintf("%d:%d: %s", p.Pos.Line, p.Pos.Column, p.Code)
				if p.Path != "" {
					line += ": " + p.Path
				}
				o.lines = append(o.lines, line)
			}
		case err != nil:
			o.lines = append(o.lines, "error: "+err.Error())
		default:
			o.read++
			o.lines = append(o.lines, encode(tb, p))
		}
	}
	return o
}

func TestSheets(t *testing.T) {
	listed := make(map[string]bool)
	for _, tt := range sheetTests(t) {
		listed[tt.file] = true
		t.Run(tt.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(sheetsDir, tt.file))
			if err != nil {
				t.Fatal(err)
			}
			got := collect(t, assess.CSV(cei.Latest(), tt.file, bytes.NewReader(data), &assess.ReadOptions{CSV: tt.opt}))
			if got.read != tt.read || got.refused != tt.refused {
				t.Errorf("%d read and %d refused, want %d and %d", got.read, got.refused, tt.read, tt.refused)
			}
			checkGolden(t, filepath.Join(sheetsDir, tt.file+".expected"), strings.Join(append(got.lines, ""), "\n"))

			// The result is the same for any size of reads.
			for name, in := range map[string]io.Reader{
				"byte by byte":    iotest.OneByteReader(bytes.NewReader(data)),
				"end with data":   iotest.DataErrReader(bytes.NewReader(data)),
				"through Read":    nil,
				"with small rows": iotest.HalfReader(bytes.NewReader(data)),
			} {
				seq := assess.CSV(cei.Latest(), tt.file, in, &assess.ReadOptions{CSV: tt.opt})
				if in == nil {
					if len(bytes.TrimSpace(data)) == 0 {
						continue
					}
					seq = assess.Read(cei.Latest(), tt.file, bytes.NewReader(data), &assess.ReadOptions{CSV: tt.opt})
				}
				if diff := cmp.Diff(got.lines, collect(t, seq).lines); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
		})
	}
	files, err := filepath.Glob(filepath.Join(sheetsDir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := strings.TrimSuffix(filepath.Base(f), ".expected"); !listed[name] && name != "README.md" {
			t.Errorf("%s is not among the tests", f)
		}
	}
}

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", filepath.Base(name), diff)
	}
}

func sheetLines(t *testing.T, in string, opt *assess.CSVOptions) []string {
	t.Helper()
	return collect(t, assess.CSV(cei.Latest(), "s", strings.NewReader(in), &assess.ReadOptions{CSV: opt})).lines
}

func TestCSVMessages(t *testing.T) {
	tests := []struct {
		name, in string
		want     string
	}{
		{"header", "id,role,langauge-access\n", `s:1:9: unknown-column: langauge-access: the header "langauge-access" is no competency of cei@2023.2 and no field of a response; did you mean "language-access"? Then say so (-column "langauge-access=language-access"); if not, ignore it (-ignore "langauge-access", or header: "langauge-access", is: ignore in a mapping)`},
		{"header in a grid", "id,role,1.1,Rate [Langauge access]\n", `s:1:13: unknown-column: Rate [Langauge access]: the header "Rate [Langauge access]" is no competency of cei@2023.2 and no field of a response; did you mean "Language access"? Then say so (-column "Rate [Langauge access]=language-access"); if not, ignore it (-ignore "Rate [Langauge access]", or header: "Rate [Langauge access]", is: ignore in a mapping)`},
		{"two meanings", "id,role,1.2 Language access\n", `s:1:9: ambiguous-column: 1.2 Language access: the header "1.2 Language access" can mean culture-of-service and language-access; say which of them it is (-column "1.2 Language access=language-access", or header: "1.2 Language access", is: language-access in a mapping)`},
		{"twice", "id,role,4.3,Language access\n", `s:1:13: duplicate-column: Language access: this column means the same as column 3, "4.3"; keep one of the two, or ignore one (-ignore "Language access", or header: "Language access", is: ignore in a mapping; in a mapping position tells columns with one header apart)`},
		{"stage", "id,role,4.3\n1,family,Maturng\n", `s:2:10: unknown-stage: 4.3: "Maturng" is neither a stage nor a non-answer; did you mean "Maturing"?; say what it means (-word "Maturng"=STAGE, or words in a mapping) if it is one`},
		{"constituency", "id,role,4.3\n1,parent,\n", `s:2:3: unknown-constituency: role: "parent" is no constituency; one of Students, Families, Educators, Leaders, Community partners; say what it means (-word "role:parent"=ID, or words in a mapping)`},
		{"not read", "id,4.3\n1,\n2,\n", "s:1:1: missing-column: no column says which constituency the raters speak from; name the column (-column HEADER=constituency, or is: constituency in a mapping), or give one constituency for the whole sheet (-constituency student, or constituency: student in a mapping)\n" +
			"s:1:1: not-read: 2 rows were not read because of the problems of the columns"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, err := range assess.CSV(cei.Latest(), "s", strings.NewReader(tt.in), nil) {
				if err == nil {
					t.Fatal("no problem")
				}
				if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestCSVOptionMistakes(t *testing.T) {
	other, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := assess.NewMapping(other, assess.MappingDocument{})
	if err != nil {
		t.Fatal(err)
	}
	for name, opt := range map[string]assess.CSVOptions{
		"Encoding":     {Encoding: "x"},
		"Mapping":      {Mapping: foreign},
		"Translations": {Translations: []*rubric.Rubric{other}},
		"Columns":      {Columns: map[string]string{"x": "language-acces"}},
		"Ignore":       {Columns: map[string]string{"x": "id"}, Ignore: []string{"x"}},
		"Words":        {Words: map[string]string{"x": "matureng"}},
		"Words[":       {Words: map[string]string{"é": "maturing", "E": "advanced"}},
		"Constituency": {Constituency: "families"},
		"Organization": {Organization: "a\nb"},
		"IDPrefix":     {IDPrefix: "a\nb"},
		"Date":         {Date: "2026-02-30"},
		"Language":     {Language: "English"},
		"Delimiter":    {Delimiter: '"'},
		"Delimiter:":   {Delimiter: '\x01'},
	} {
		n := 0
		for p, err := range assess.CSV(cei.Latest(), "s", strings.NewReader("id,role,4.3\n1,family,\n"), &assess.ReadOptions{CSV: &opt}) {
			n++
			if _, isProblem := problem.Of(err); p != nil || err == nil || isProblem || assess.Refused(err) != 0 || !strings.HasPrefix(err.Error(), "read s: CSVOptions."+name) {
				t.Errorf("%s: response %v, error %v", name, p, err)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d results", name, n)
		}
	}
}

func TestCSVTakesHeadersToTheLetterFirst(t *testing.T) {
	opt := &assess.CSVOptions{Columns: map[string]string{"x_y": "id", "x__y": "organization"}, Ignore: []string{"X-Y"}}
	in := "x__y,X-Y,x_y,role,4.3\nOak,z,r-1,family,maturing\n"
	for p, err := range assess.CSV(cei.Latest(), "s", strings.NewReader(in), &assess.ReadOptions{CSV: opt}) {
		if err != nil || p.ID() != "r-1" || p.Organization() != "Oak" {
			t.Errorf("response %v, error %v", p, err)
		}
	}
	in = "x y,role,4.3\nr-1,family,maturing\n"
	if got := sheetLines(t, in, opt); len(got) == 0 || got[0] != "1:1: ambiguous-column: x y" {
		t.Errorf("%q", got)
	}
}

func TestCSVSwitchesDefaultsOff(t *testing.T) {
	in := "id,role,grupo,4.3\n1,family,x,n/a\n"
	if got := sheetLines(t, in, &assess.CSVOptions{Columns: map[string]string{"Grupo": ""}}); len(got) != 1 || strings.HasPrefix(got[0], "1:") {
		t.Errorf("%q", got)
	}
	in = "id,role,email,4.3\n1,family,x,n/a\n"
	if got := sheetLines(t, in, &assess.CSVOptions{Words: map[string]string{"N/A": ""}}); len(got) != 1 || got[0] != "2:12: unknown-stage: 4.3" {
		t.Errorf("%q", got)
	}
}

func TestCSVEndsWithTheReader(t *testing.T) {
	broken := errors.New("broken pipe")
	in := io.MultiReader(strings.NewReader("id,role,4.3\n1,family,maturing\n2,family,matur"), iotest.ErrReader(broken))
	var got []string
	for p, err := range assess.CSV(cei.Latest(), "s", in, nil) {
		if p != nil {
			got = append(got, p.ID())
			continue
		}
		if !errors.Is(err, broken) || assess.Refused(err) != 0 {
			t.Errorf("error %v", err)
		}
		got = append(got, "error")
	}
	if diff := cmp.Diff([]string{"1", "error"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCSVStopsWhenAsked(t *testing.T) {
	for _, in := range []string{"id,role,4.3\n1,family,\n2,x,\n3,family,\n", "id,role,competency,rating\n1,family,4.3,\n2,x,4.3,\n3,family,4.3,\n"} {
		n := 0
		for range assess.CSV(cei.Latest(), "s", strings.NewReader(in), nil) {
			if n++; n == 2 {
				break
			}
		}
		if n != 2 {
			t.Errorf("%d steps", n)
		}
	}
}
