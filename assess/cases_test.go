package assess_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

const casesDir = "../testdata/cases"

// caseOptions returns the options of a case, or those of the commands if it has none.
func caseOptions(tb testing.TB, file string) *assess.ReadOptions {
	tb.Helper()
	opt := &assess.CSVOptions{Translations: []*rubric.Rubric{spanish(tb)}}
	data, err := os.ReadFile(strings.TrimSuffix(file, filepath.Ext(file)) + ".options.json")
	if err == nil {
		err = json.Unmarshal(data, opt)
	}
	if err != nil && !os.IsNotExist(err) {
		tb.Fatal(err)
	}
	mapping := strings.TrimSuffix(file, filepath.Ext(file)) + ".mapping.yaml"
	if data, err := os.ReadFile(mapping); err == nil {
		if opt.Mapping, err = assess.LoadMapping(cei.Latest(), mapping, data, nil); err != nil {
			tb.Fatal(err)
		}
	}
	return &assess.ReadOptions{CSV: opt, Report: &assess.Report{}}
}

func caseFiles(tb testing.TB) (files []string) {
	tb.Helper()
	all, err := filepath.Glob(filepath.Join(casesDir, "*"))
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range all {
		if !strings.HasSuffix(f, ".txt") && !strings.HasSuffix(f, ".options.json") && !strings.HasSuffix(f, ".mapping.yaml") && filepath.Base(f) != "README.md" {
			files = append(files, f)
		}
	}
	return files
}

// caseTest is the expected result of a case: how many responses are read, how many rows are
// refused and not counted, and the codes of the problems and of the notices. The file
// NAME.expect.txt says what a reasonable person expects of the case.
type caseTest struct {
	file                      string
	read, refused, notCounted int
	problems, notices         string
}

func caseTests() []caseTest {
	return []caseTest{
		{"apostrophe-stage-row.csv", 1, 0, 0, "", ""},
		{"comments-columns.csv", 2, 0, 0, "", "guessed-column"},
		{"comments-explain.csv", 1, 0, 0, "", "guessed-column"},
		{"counts-by-stage.csv", 0, 2, 0, "aggregated not-read", ""},
		{"cr-crlf-mixed.csv", 1, 1, 0, "extra-cell", ""},
		{"curly-quotes-delims.csv", 2, 0, 0, "", ""},
		{"dates-local.csv", 14, 0, 0, "", "ambiguous-date bad-format"},
		{"dates-timestamp-only.csv", 7, 0, 0, "", "ambiguous-date bad-format"},
		{"decimal-semicolon-ranks.csv", 1, 1, 0, "unknown-stage", ""},
		{"district-and-school.csv", 0, 2, 0, "duplicate-column not-read", ""},
		{"dup-ids.csv", 4, 0, 0, "", ""},
		{"emoji-and-zero-width.csv", 2, 0, 0, "", ""},
		{"empty-with-header-only-bom.csv", 0, 0, 0, "", ""},
		{"errors-and-nulls.csv", 5, 6, 0, "unknown-stage", "no-answers"},
		{"excel-mangled-ids.csv", 5, 3, 0, "bad-value", "mangled-id"},
		{"excel-sep-quoted-utf16.csv", 1, 0, 0, "", "decoded"},
		{"excel-sep-semicolon-bom.csv", 1, 0, 0, "", ""},
		{"excel-table-total-row.csv", 2, 1, 0, "totals-row", ""},
		{"formula-notes-csv.csv", 5, 0, 0, "", ""},
		{"gforms-checkbox-grid.csv", 0, 2, 0, "two-answers", ""},
		{"gforms-es-accentless.csv", 3, 0, 0, "", ""},
		{"gforms-grid-standard.csv", 2, 0, 0, "", "ambiguous-date ignored-column"},
		{"gforms-resubmission.csv", 4, 0, 0, "", ""},
		{"gforms-section-branch-duplicate.csv", 2, 0, 0, "", "duplicate-column"},
		{"header-in-row-12.csv", 1, 0, 0, "", ""},
		{"header-typo-domain.csv", 0, 1, 0, "not-read unknown-column", ""},
		{"home-language.csv", 13, 0, 0, "", "unknown-language"},
		{"html-as-xls.csv", 0, 0, 0, "unknown-format", ""},
		{"json-in-csv.csv", 0, 1, 0, "missing-key unknown-key", ""},
		{"kobo-labels-own-form.csv", 1, 0, 1, "", "not-counted"},
		{"kobo-xml-groups.csv", 1, 0, 0, "", ""},
		{"limesurvey-codes.csv", 0, 2, 0, "unknown-constituency unknown-stage", "bad-date"},
		{"limesurvey-fulltext.csv", 2, 0, 1, "", "bad-date not-counted"},
		{"merged-district-cells.csv", 5, 0, 0, "", "blank"},
		{"mixed-languages-column.csv", 3, 1, 0, "two-answers unknown-stage", ""},
		{"msforms-likert.csv", 2, 0, 0, "", "ambiguous-date"},
		{"msforms-points-feedback.csv", 2, 0, 0, "", "ambiguous-date"},
		{"nfd-and-nbsp.csv", 1, 0, 0, "", ""},
		{"no-role-no-flag.csv", 0, 1, 0, "missing-column not-read", ""},
		{"nul-tail.csv", 1, 1, 0, "control-character", ""},
		{"numbers-export.csv", 1, 0, 0, "", ""},
		{"numeric-ranks-option.csv", 6, 2, 0, "unknown-stage", ""},
		{"odk-central.csv", 1, 0, 1, "", "not-counted"},
		{"pivot-count.csv", 0, 4, 0, "aggregated not-read", ""},
		{"qualtrics-export-tags-ignored.csv", 1, 0, 0, "", ""},
		{"qualtrics-german-labels.csv", 1, 0, 0, "", ""},
		{"qualtrics-numeric-values.csv", 0, 1, 1, "unknown-constituency unknown-stage", "not-counted"},
		{"qualtrics-preview-and-unfinished.csv", 1, 0, 4, "", "not-counted"},
		{"qualtrics-spanish-labels.csv", 1, 0, 0, "", ""},
		{"qualtrics-tsv-utf16.tsv", 1, 0, 0, "", "decoded"},
		{"questions-full-sentences.csv", 0, 1, 0, "not-read unknown-column", ""},
		{"quoted-newlines.csv", 2, 0, 0, "", ""},
		{"r-na.csv", 2, 0, 0, "", ""},
		{"redcap-labels.csv", 2, 0, 1, "", "not-counted other-event"},
		{"redcap-raw.csv", 0, 2, 1, "unknown-constituency unknown-stage", "not-counted"},
		{"repeated-header-other-order.csv", 2, 3, 0, "later-header", ""},
		{"semicolon-in-comma-file.csv", 2, 0, 0, "", ""},
		{"stage-writings.csv", 26, 15, 0, "two-answers unknown-stage", ""},
		{"summary-export.csv", 0, 5, 0, "aggregated not-read", ""},
		{"surveyjs-dashboard-csv.csv", 2, 0, 0, "", ""},
		{"surveyjs-results.json", 2, 2, 0, "unknown-constituency wrong-type", ""},
		{"surveymonkey-custom-data-filled.csv", 1, 0, 0, "", "ambiguous-date"},
		{"surveymonkey-expanded-ignored.csv", 2, 0, 0, "", "ambiguous-date duplicate-column"},
		{"surveymonkey-expanded.csv", 2, 0, 0, "", "ambiguous-date duplicate-column"},
		{"surveymonkey-numeric.csv", 0, 1, 0, "unknown-constituency unknown-stage", "ambiguous-date"},
		{"surveymonkey-single-choice-ignored.csv", 1, 0, 0, "", "ambiguous-date"},
		{"surveymonkey-single-choice.csv", 1, 0, 0, "", "ambiguous-date"},
		{"tabs-in-csv-name.csv", 1, 0, 0, "", ""},
		{"totals-no-id.csv", 3, 0, 0, "", "no-answers"},
		{"totals-variants.csv", 1, 10, 0, "blank totals-row unknown-stage", ""},
		{"trailing-empty-columns.csv", 2, 0, 0, "", ""},
		{"trailing-short-rows.csv", 1, 2, 0, "missing-cell", ""},
		{"transposed.csv", 0, 2, 0, "aggregated not-read", ""},
		{"typeform-new-ignored.csv", 2, 0, 0, "", ""},
		{"typeform-new.csv", 1, 0, 1, "", "not-counted"},
		{"unclosed-quote-swallows.csv", 3, 1, 0, "syntax", ""},
		{"wide-500.csv", 1, 0, 0, "", "ignored-column"},
		{"wide-all-competencies.csv", 2, 0, 0, "", "no-answers"},
		{"windows-1252-spanish.csv", 3, 0, 0, "", "decoded"},
		{"xlsx-renamed.csv", 0, 0, 0, "unknown-format", ""},

		{"group-in-question.csv", 0, 1, 0, "missing-column not-read", ""},
		{"redcap-forms-in-other-events.csv", 1, 0, 1, "", "not-counted"},
		{"surveymonkey-two-subheaders.csv", 1, 0, 0, "", "ignored-column"},
		{"why-question.csv", 1, 0, 0, "", "guessed-column"},
		{"before-and-now.csv", 0, 1, 0, "not-read unknown-column", ""},
		{"choices-with-numbers.csv", 0, 2, 0, "not-read unknown-column", ""},
		{"excel-statistics-rows.csv", 2, 3, 0, "blank totals-row unknown-stage", ""},
		{"gforms-es-who.csv", 2, 0, 0, "", "ambiguous-date guessed-column ignored-column"},
		{"gforms-other.csv", 2, 1, 0, "unknown-constituency", "ambiguous-date"},
		{"gforms-role-checkboxes.csv", 1, 1, 0, "unknown-constituency", "ambiguous-date guessed-column"},
		{"gforms-scale-in-header.csv", 0, 1, 0, "unknown-stage", "ambiguous-date"},
		{"gforms-sections-three.csv", 3, 0, 0, "", "ambiguous-date duplicate-column ignored-column"},
		{"gforms-why.csv", 1, 0, 0, "", "ambiguous-date guessed-column"},
		{"header-required.csv", 1, 0, 0, "", ""},
		{"importance-performance.csv", 0, 1, 0, "duplicate-column not-read", ""},
		{"jotform-choice-columns.csv", 1, 0, 0, "", "duplicate-column"},
		{"jotform-es.csv", 1, 0, 0, "", "guessed-column"},
		{"kobo-label-question.csv", 1, 0, 1, "", "guessed-column not-counted"},
		{"kobo-notes.csv", 1, 0, 0, "", ""},
		{"limesurvey-array-codes.csv", 1, 0, 1, "", "not-counted"},
		{"limesurvey-code-and-text.csv", 1, 0, 0, "", "bad-date"},
		{"limesurvey-comment.csv", 1, 0, 0, "", "guessed-column"},
		{"limesurvey-es.csv", 1, 0, 0, "", "guessed-column ignored-column"},
		{"merged-role-cells.csv", 2, 2, 0, "blank", ""},
		{"merged-role-filled.csv", 4, 0, 0, "", ""},
		{"msforms-es-1252.csv", 1, 0, 0, "", "ambiguous-date decoded guessed-column"},
		{"msforms-semicolons.csv", 2, 0, 0, "", "ambiguous-date"},
		{"nextcloud-submission-id.csv", 2, 0, 0, "", ""},
		{"odk-review-states.csv", 2, 0, 1, "", "not-counted"},
		{"percent-by-stage.csv", 0, 1, 0, "aggregated not-read", ""},
		{"qualtrics-es-matrix.csv", 1, 0, 0, "", "guessed-column ignored-column"},
		{"qualtrics-multi-select.csv", 0, 1, 0, "two-answers", "guessed-column ignored-column"},
		{"qualtrics-other-text.csv", 1, 1, 0, "unknown-constituency", "guessed-column ignored-column"},
		{"qualtrics-role-question.csv", 2, 0, 2, "", "guessed-column ignored-column not-counted"},
		{"qualtrics-two-header-rows.csv", 2, 0, 0, "", "guessed-column ignored-column"},
		{"r-na-quoted.csv", 3, 0, 0, "", "no-answers"},
		{"redcap-repeats.csv", 3, 0, 0, "", "repeated-person"},
		{"redcap-unverified.csv", 2, 0, 1, "", "not-counted"},
		{"stage-doubts.csv", 2, 5, 0, "two-answers unknown-stage", ""},
		{"surveymonkey-choices-with-text.csv", 2, 0, 0, "", "duplicate-column"},
		{"surveymonkey-es.csv", 1, 0, 0, "", "guessed-column ignored-column"},
		{"surveymonkey-other-role.csv", 1, 1, 0, "blank", "ignored-column"},
		{"surveymonkey-partial.csv", 1, 0, 1, "", "not-counted"},
	}
}

// outcome describes the result of a case in a few words.
func (c *caseTest) outcome() string {
	switch {
	case c.read > 0 && c.refused+c.notCounted == 0:
		return "read right"
	case c.read > 0:
		return "asked about"
	case c.refused+c.notCounted == 0 && c.problems == "":
		return "nothing to read, as it says"
	}
	return "refused with a way out"
}

// Every case is read correctly, or it is refused with a hint that says what to do. With -v
// the test prints the table.
func TestCases(t *testing.T) {
	outcomes := make(map[string]int)
	tests := caseTests()
	for _, want := range tests {
		t.Run(want.file, func(t *testing.T) {
			got := readCase(t, want.file)
			if got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			t.Logf("%-40s %3d read %3d refused %3d not counted: %s", got.file, got.read, got.refused, got.notCounted, got.outcome())
			outcomes[got.outcome()]++
		})
	}
	if len(tests) != len(caseFiles(t)) {
		t.Errorf("%d tests for %d cases", len(tests), len(caseFiles(t)))
	}
	t.Log(outcomes)
}

// readCase reads a case as the commands do.
func readCase(t *testing.T, name string) caseTest {
	t.Helper()
	file := filepath.Join(casesDir, name)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	opt := caseOptions(t, file)
	seq := assess.Read(cei.Latest(), name, bytes.NewReader(data), opt)
	if filepath.Ext(file) == ".json" {
		seq = form.SurveyJSAnswers(cei.Latest(), name, bytes.NewReader(data), nil)
	}
	got := caseTest{file: name}
	problems, notices := make(map[string]bool), make(map[string]bool)
	for p, err := range seq {
		if p != nil {
			got.read++
			continue
		}
		got.refused += assess.Refused(err)
		ps, _ := problem.Of(err)
		for _, p := range ps {
			problems[string(p.Code)] = true
			if refusesSheet(p.Code) && p.Hint == "" {
				t.Errorf("no way out: %v", p)
			}
			t.Log(p)
		}
	}
	for _, n := range opt.Report.Notices[:min(len(opt.Report.Notices), 20)] {
		t.Log(n.Problem, n.Count)
	}
	for _, n := range opt.Report.Notices {
		notices[string(n.Code)] = true
	}
	got.notCounted = int(opt.Report.NotCounted)
	got.problems = strings.Join(slices.Sorted(maps.Keys(problems)), " ")
	got.notices = strings.Join(slices.Sorted(maps.Keys(notices)), " ")
	return got
}

// refusesSheet reports whether a problem concerns the complete sheet.
func refusesSheet(code problem.Code) bool {
	switch code {
	case problem.UnknownColumn, problem.AmbiguousColumn, problem.DuplicateColumn, problem.MissingColumn, problem.NoHeader, problem.Aggregated, problem.UnknownFormat:
		return true
	}
	return false
}

// Collect and Read agree on the cases, for any size of blocks.
func TestCollectReadsCases(t *testing.T) {
	for _, file := range caseFiles(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(file) != ".json" {
			collectLikeRead(t, filepath.Base(file), data, assess.CollectOptions{CSV: caseOptions(t, file).CSV})
		}
	}
}

// FuzzCases checks that Collect and Read agree on mutated cases.
func FuzzCases(f *testing.F) {
	for _, file := range caseFiles(f) {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, uint64(1))
	}
	es := []*rubric.Rubric{spanish(f)}
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		d := rand.New(rand.NewPCG(seed, 1))
		for range d.IntN(4) {
			if len(data) > 0 {
				data = mutateSheet(d, data)
			}
		}
		if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
			return // gzip, which says whether it is complete
		}
		collectLikeRead(t, "x.csv", data, assess.CollectOptions{CSV: &assess.CSVOptions{Translations: es}})
	})
}

// The responses, the refused rows and the rows that are not counted add up to the rows with
// answers.
func TestCountsAddUp(t *testing.T) {
	d := rand.New(rand.NewPCG(3, 4))
	header := "StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,UserLanguage,role,language-access,crucial-conversations,comments\n"
	kinds := []string{
		"s,2026-10-01,IP Address,True,r,R_%d,EN,family,maturing,advanced,x\n", "s,10/01/2026,IP Address,True,r,R_%d,Klingon,family,maturing,,\n",
		"s,e,Survey Preview,True,r,R_%d,EN,family,maturing,advanced,x\n", "s,e,Spam,True,r,R_%d,EN,family,maturing,advanced,x\n",
		"s,e,IP Address,False,r,R_%d,EN,family,maturing,advanced,x\n", "s,e,IP Address,True,r,R_%d,EN,nobody,maturing,advanced,x\n",
		"s,e,IP Address,True,r,R_%d,EN,family,Maturing?,advanced,x\n", "s,e,IP Address,True,r,R_%d,EN,family,,,\n", "Total %d,,,,,,,,1,1,\n", "s,\"%d\n",
		"s,e,IP Address,True,r,R_%d,EN,family,maturing\n", "s,e,IP Address,True,r,#NAME?%d,EN,family,maturing,advanced,x,y\n",
	}
	for range 50 {
		var b bytes.Buffer
		b.WriteString(header)
		rows := 1 + d.IntN(40)
		for i := range rows {
			if d.IntN(20) == 0 {
				b.WriteString(",,,,,,,,,,\n") // no answers
			}
			if d.IntN(60) == 0 {
				b.WriteString("StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,UserLanguage,crucial-conversations,role,language-access,comments\n")
				rows++
			}
			fmt.Fprintf(&b, kinds[d.IntN(len(kinds))], i)
		}
		opt := assess.ReadOptions{Report: &assess.Report{}}
		got := collect(t, assess.Read(cei.Latest(), "x.csv", bytes.NewReader(b.Bytes()), &opt))
		if n := got.read + got.refused + int(opt.Report.NotCounted); n != rows {
			t.Fatalf("%d read, %d refused and %d not counted of %d rows:\n%s", got.read, got.refused, opt.Report.NotCounted, rows, b.String())
		}
		collectLikeRead(t, "x.csv", b.Bytes(), assess.CollectOptions{})
	}
}
