package tidy_test

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestCSVCounts(t *testing.T) {
	r := cei.Latest()
	for _, policy := range []assess.Policy{{}, {MinGroup: 40}, assess.Internal(), {MinGroup: 1000}} {
		v := reporttest.Build(t, reporttest.SummarizeFile(t, r, "district-2023.2.ndjson"), policy, nil)
		rows := reporttest.Records(t, reporttest.Write(t, v, tidy.Write, nil))
		if want := (2 + 7 + 31) * (1 + 5) * (4 + 4); len(rows) != want {
			t.Errorf("%d rows, want %d", len(rows), want)
		}
		for _, row := range rows {
			group := row["constituency"]
			if group == "all" {
				group = assess.AllRaters
			}
			cell, ok := v.Published.Cell(row["id"], group)
			if !ok {
				t.Fatalf("no result for %v", row)
			}
			got := []string{row["status"], row["rated"], row["count"], row["rank"]}
			want := []string{"hidden", "", "", ""}
			if !cell.Hidden {
				want = []string{"shown", strconv.FormatUint(cell.Rated(), 10), "", ""}
			}
			non := map[string]uint64{
				"not-answered": cell.NonAnswers.NotAnswered, "not-applicable": cell.NonAnswers.NotApplicable,
				"dont-know": cell.NonAnswers.DontKnow, "declined": cell.NonAnswers.Declined,
			}
			n, isNon := non[row["value"]]
			if stage, ok := r.Spectrum().Stage(row["value"]); ok && row["measure"] == "stage" {
				n, want[3] = cell.Stages.Count(stage), strconv.Itoa(stage.Rank())
			} else if !isNon || row["measure"] != "non-answer" {
				t.Fatalf("neither a stage nor a non-answer: %v", row)
			}
			if !cell.Hidden {
				want[2] = strconv.FormatUint(n, 10)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%v (-want +got):\n%s", row, diff)
			}
		}
	}
}

func TestCSVLines(t *testing.T) {
	v := reporttest.Build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, nil)
	for _, render := range []string{reporttest.Write(t, v, tidy.Write, nil), reporttest.Write(t, v, tidy.WriteCodebook, nil)} {
		if strings.Count(render, "\n") != strings.Count(render, "\r\n") || strings.Count(render, "\r") != strings.Count(render, "\n") {
			t.Error("a line does not end with CR LF")
		}
		if !strings.HasSuffix(render, "\r\n") {
			t.Error("the last line does not end")
		}
	}
}

func TestCSVFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)",
		`a "quoted", one`: `a "quoted", one`, "\u0085=1": "'=1", "1-2": "1-2",
		"\u200b=1": "'\u200b=1", "＝1": "'＝1", "﹣1": "'﹣1", "\ufeff \u00ad@x": "'\ufeff \u00ad@x",
	} {
		r := reporttest.NewRubric(t, 4, 1, 1, 1, func(doc *rubric.EditionDocument) {
			doc.Constituencies[0].Title, doc.Domains[0].Title = reporttest.Text(in), reporttest.Text(in)
			doc.Domains[0].Competencies[0].Title = reporttest.Text(in)
		})
		v := reporttest.Build(t, reporttest.Summarize(t, r, reporttest.RandomTally(r, 1, 20)), assess.Policy{}, nil)
		for _, row := range reporttest.Records(t, reporttest.Write(t, v, tidy.Write, nil)) {
			if row["title"] != want || row["constituency"] != "all" && row["constituency_title"] != want {
				t.Errorf("%q is written in %v, want %q", in, row, want)
			}
		}
	}
}

func TestCodebookExplainsEveryColumn(t *testing.T) {
	for _, language := range report.Languages() {
		v := reporttest.Build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, &report.Options{Language: language})
		header, _, _ := strings.Cut(reporttest.Write(t, v, tidy.Write, nil), "\r\n")
		rows, err := csv.NewReader(strings.NewReader(reporttest.Write(t, v, tidy.WriteCodebook, nil))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var columns []string
		for _, row := range rows[1:] {
			columns = append(columns, row[0])
			if row[1] == "" || row[2] == "" {
				t.Errorf("%s: %q", language, row)
			}
		}
		if got := strings.Join(columns, ","); got != header {
			t.Errorf("%s: the codebook explains %s, the table has %s", language, got, header)
		}
	}
}

func TestGoldenCSV(t *testing.T) {
	r := reporttest.NewRubric(t, 3, 3, 1, 1, nil)
	s := reporttest.Summarize(t, r, reporttest.RandomTally(r, 4, 12, 30, 4))
	v := reporttest.Build(t, s, assess.Policy{}, nil)
	reporttest.Golden(t, "report/small.csv", reporttest.Write(t, v, tidy.Write, nil))
	reporttest.Golden(t, "report/small.codebook.csv", reporttest.Write(t, v, tidy.WriteCodebook, nil))
	v = reporttest.Build(t, s, assess.Policy{}, &report.Options{Language: "es"})
	reporttest.Golden(t, "report/small-es.codebook.csv", reporttest.Write(t, v, tidy.WriteCodebook, nil))
}

// A group with the name of everyone is distinguishable from everyone, whose rows are
// unchanged.
func TestCSVGroupCalledAll(t *testing.T) {
	r := reporttest.NewRubric(t, 4, 2, 1, 1, func(doc *rubric.EditionDocument) { doc.Constituencies[1].ID = "all" })
	ta := reporttest.Tally(r, map[string]uint64{"group-1": 20, "all": 12}, map[string][][]uint64{"group-1": {{5, 5, 5, 5}}, "all": {{3, 3, 3, 3}}})
	v := reporttest.Build(t, reporttest.Summarize(t, r, ta), assess.Policy{}, nil)
	counts := make(map[string]string)
	for _, row := range reporttest.Records(t, reporttest.Write(t, v, tidy.Write, nil)) {
		if row["level"] == "competency" && row["value"] == "stage-1" {
			counts[row["constituency"]] += row["count"]
		}
	}
	if diff := cmp.Diff(map[string]string{"all": "8", "group-1": "5", "group:all": "3"}, counts); diff != "" {
		t.Errorf("ratings at the first stage (-want +got):\n%s", diff)
	}
	if book := reporttest.Write(t, v, tidy.WriteCodebook, nil); !strings.Contains(book, "all, group-1, group:all") {
		t.Errorf("the codebook does not list the groups: %s", book)
	}
}

func TestProgressCSV(t *testing.T) {
	v := reporttest.EveryOption(t, cei.Latest(), assess.Public(), report.Options{})
	compared := 0
	for _, row := range reporttest.Records(t, reporttest.Write(t, v, tidy.Write, nil)) {
		if row["status"] == "hidden" {
			continue
		}
		group := strings.TrimSuffix(row["constituency"], "all")
		change, _ := v.Options.Progress.Change(row["id"], group)
		want := []string{string(change.Comparable), string(change.Reason), "", "", "", ""}
		if change.Reason == "" {
			compared++
			want[2] = strconv.FormatUint(change.Before.Rated(), 10)
			for i, x := range []float64{change.Delta, change.Interval.Lower, change.Interval.Upper} {
				if i > 0 && change.Interval.Level == 0 {
					continue // domains have no interval
				}
				want[3+i] = strings.Replace(strconv.FormatFloat(x, 'f', 4, 64), "-0.0000", "0.0000", 1)
			}
		}
		got := []string{row["comparable"], row["change_reason"], row["before_rated"], row["delta"], row["delta_lower"], row["delta_upper"]}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%v (-want +got):\n%s", row, diff)
		}
	}
	if compared == 0 {
		t.Error("nothing is compared")
	}
	testCodebook(t, v)
}

// testCodebook makes sure that the codebook has the columns of the table in their order.
func testCodebook(t *testing.T, v *report.View) {
	t.Helper()
	table, _, _ := strings.Cut(reporttest.Write(t, v, tidy.Write, nil), "\r\n")
	var columns []string
	for _, row := range reporttest.Records(t, reporttest.Write(t, v, tidy.WriteCodebook, nil)) {
		columns = append(columns, row["column"])
	}
	if got := strings.Join(columns, ","); got != table {
		t.Errorf("the codebook has %s, the table %s", got, table)
	}
}

// The cells about pairs are those of the counts, and empty where these are hidden.
func TestPairsCSV(t *testing.T) {
	v := reporttest.EveryOption(t, cei.Latest(), assess.Public(), report.Options{})
	hidden := 0
	for _, row := range reporttest.Records(t, reporttest.Write(t, v, tidy.Write, nil)) {
		cell, _ := v.Published.Cell(row["id"], strings.TrimSuffix(row["constituency"], "all"))
		want := []string{"", "", ""}
		if row["status"] == "shown" {
			same, _ := cell.Stages.PairsWithin(0)
			near, _ := cell.Stages.PairsWithin(1)
			want = []string{strconv.FormatFloat(same, 'f', 4, 64), strconv.FormatFloat(near, 'f', 4, 64), strconv.FormatBool(cell.Stages.TwoCamps())}
		} else {
			hidden++
		}
		if diff := cmp.Diff(want, []string{row["same_pairs"], row["near_pairs"], row["two_camps"]}); diff != "" {
			t.Fatalf("%v (-want +got):\n%s", row, diff)
		}
	}
	if hidden == 0 {
		t.Error("nothing is hidden")
	}
}

// Both the references and the levels of a rubric have their meanings in the codebook.
func TestCodebookOfEveryColumn(t *testing.T) {
	r := reporttest.NewRubric(t, 4, 2, 1, 2, func(doc *rubric.EditionDocument) {
		one := 1
		for i := range doc.Domains[0].Competencies {
			doc.Domains[0].Competencies[i].Level = one
		}
		doc.Domains[0].Competencies[0].References = []rubric.ReferenceEntry{{Framework: "CASE", ID: "x-1"}}
	})
	v := reporttest.Build(t, reporttest.Summarize(t, r, reporttest.RandomTally(r, 1, 30)), assess.Policy{}, nil)
	testCodebook(t, v)
	for _, row := range reporttest.Records(t, reporttest.Write(t, v, tidy.WriteCodebook, nil)) {
		if row["column"] == "maturity_level" && row["values"] != "whole number without separators; empty where hidden" {
			t.Errorf("the values of maturity_level are %q", row["values"])
		}
	}
}

func TestByteOrderMark(t *testing.T) {
	v := reporttest.Small(t)
	for name, write := range map[string]func(io.Writer, *report.View, *tidy.Options) error{"table": tidy.Write, "codebook": tidy.WriteCodebook} {
		plain := reporttest.Write(t, v, write, &tidy.Options{})
		if strings.HasPrefix(plain, "\ufeff") {
			t.Errorf("%s: has a byte order mark by default", name)
		}
		if got := reporttest.Write(t, v, write, &tidy.Options{ByteOrderMark: true}); got != "\ufeff"+plain {
			t.Errorf("%s: begins with %q", name, got[:10])
		}
		if err := write(failing{}, v, &tidy.Options{ByteOrderMark: true}); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

var errFull = errors.New("full")

// failing is a writer that refuses every byte.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }
