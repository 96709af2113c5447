package report_test

import (
	"cmp"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
)

// dataFacts returns the numbers of a view by the ids of the rubric: for each strand, domain and
// competency, for everyone and each group. It is nil for a view without results, and for
// one of selected groups or sections, because CSV and JSON always have all of them.
func dataFacts(v *report.View) facts {
	if len(v.Options.Constituencies) > 0 || len(v.Options.Sections) > 0 || v.Message != "" {
		return nil
	}
	w := &dataReader{View: v}
	for _, s := range v.Strands.Results() {
		w.row(s.ID, "", s.Title.String(), s.Result, s.By)
	}
	for i := range v.Domains {
		d := &v.Domains[i]
		w.row(d.ID, d.Code, d.Title.String(), d.Result, d.By)
		for j := range d.Competencies {
			c := &d.Competencies[j]
			w.row(c.ID, c.Code, c.Title.String(), c.Result, c.By)
		}
	}
	for _, g := range v.Groups {
		w.add(inWho, g.ID, "", number(g.Raters))
	}
	if v.Has(report.SectionProgress) {
		const s = string(report.SectionProgress)
		for _, r := range v.Progress.Rows {
			if r.Compared {
				w.add(s, r.ID, "before", number(r.BeforeRated))
				w.add(s, r.ID, "median before", w.middle(r.Before))
				w.add(s, r.ID, "direction", strconv.Itoa(r.Direction))
			}
		}
	}
	return w.facts
}

type dataReader struct {
	*report.View
	facts
}

const hiddenValue = "hidden"

func number(f report.NumberCell) string {
	if f.Hidden {
		return hiddenValue
	}
	return strconv.FormatUint(f.N, 10)
}

func (w *dataReader) middle(m report.MedianCell) string {
	if m.Low < 0 {
		return ""
	}
	return w.Stages[m.Low].ID + " " + w.Stages[m.High].ID
}

func (w *dataReader) row(id, code, title string, everyone report.ResultText, by []report.ResultText) {
	w.add(inData, id, "code", code)
	w.add(inData, id, "title", title)
	w.cell(id+" of all", everyone)
	for i, r := range by {
		w.cell(id+" of "+w.Groups[i].ID, r)
	}
}

// agreementWords are the words for agreement, from split in two to close together.
var agreementWords = map[string]string{
	"Split in two": "0", "Spread out": "1", "Somewhat spread out": "2", "Fairly close": "3", "Close together": "4",
	"Divididas en dos": "0", "Dispersas": "1", "Algo dispersas": "2", "Bastante cercanas": "3", "Cercanas": "4",
}

func (w *dataReader) cell(of string, r report.ResultText) {
	if r.Hidden {
		w.add(inData, of, hiddenValue, hiddenValue)
		return
	}
	for i, n := range r.Counts {
		w.add(inData, of, w.Stages[i].ID, number(n))
	}
	w.add(inData, of, "rated", number(r.Rated))
	w.add(inData, of, "no rating", number(r.NonAnswers))
	w.add(inData, of, "median", w.middle(r.Median))
	w.add(inData, of, "agreement", agreementWords[r.Agreement])
}

// agreementLevel returns the word for the counts of a result by stage, as the documentation
// defines it.
func agreementLevel(counts []float64) string {
	var all, apart, even, places float64
	for i, x := range counts {
		for j, y := range counts {
			if i == j {
				y--
			}
			all += x * y
			places++
			if max(i, j)-min(i, j) > 1 || len(counts) == 2 && i != j {
				apart += x * y
				even++
			}
		}
	}
	switch ratio := apart / all / (even / places); {
	case all < 5*4:
		return ""
	case splitInTwo(counts):
		return "0"
	case ratio <= 1./2+1e-12:
		return "4"
	case ratio <= 2./3+1e-12:
		return "3"
	case ratio <= 3./4+1e-12:
		return "2"
	}
	return "1"
}

// splitInTwo reports whether a stage with few ratings is between two camps.
func splitInTwo(counts []float64) bool {
	sum := func(ns []float64) (total float64) {
		for _, n := range ns {
			total += n
		}
		return total
	}
	for i := 1; i < len(counts)-1; i++ {
		least := min(slices.Max(counts[:i]), slices.Max(counts[i+1:]))
		less := least - counts[i]
		if least > 0 && counts[i]*2 <= least && less*less*10 >= 27*(least+counts[i]) && 4*min(sum(counts[:i]), sum(counts[i+1:])) >= sum(counts) {
			return true
		}
	}
	return false
}

// sortedGroups sorts the facts about groups by id, which is the order of objects in
// JSON.
func sortedGroups(v *report.View) facts {
	if dataFacts(v) == nil {
		return nil
	}
	sorted := *v
	order := make([]int, len(v.Groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return strings.Compare(v.Groups[i].ID, v.Groups[j].ID) })
	pick := func(by []report.ResultText) []report.ResultText {
		var out []report.ResultText
		for _, i := range order {
			out = append(out, by[i])
		}
		return out
	}
	sorted.Groups, sorted.Domains = nil, slices.Clone(v.Domains)
	for _, i := range order {
		sorted.Groups = append(sorted.Groups, v.Groups[i])
	}
	sorted.Strands.Rows = slices.Clone(v.Strands.Rows)
	for i := range sorted.Strands.Rows {
		sorted.Strands.Rows[i].By = pick(sorted.Strands.Rows[i].By)
	}
	for i := range sorted.Domains {
		d := &sorted.Domains[i]
		d.By, d.Competencies = pick(d.By), slices.Clone(d.Competencies)
		for j := range d.Competencies {
			d.Competencies[j].By = pick(d.Competencies[j].By)
		}
	}
	return dataFacts(&sorted)
}

// direction returns the direction of a change by Cliff's delta.
func direction(delta float64) string {
	switch {
	case math.Abs(delta) < 0.147:
		return "0"
	case delta < 0:
		return "-1"
	}
	return "1"
}

// csvSays reports whether the table shows a fact: it has no raters, and quartiles instead
// of medians.
func csvSays(f fact) bool {
	return f.Section != inWho && f.What != "median" && f.What != "median before" && (f.Section == inData || f.What == "direction")
}

func readCSV(t *testing.T, _ *report.Labels, out string) facts {
	t.Helper()
	var fs, changes facts
	rows := reporttest.Records(t, out)
	rows = slices.DeleteFunc(rows, func(row map[string]string) bool { return row["measure"] == "maturity-level" }) // has a test of its own
	// Strands come first in a view and last in the table.
	slices.SortStableFunc(rows, func(a, b map[string]string) int {
		return cmp.Compare(strings.Count(b["level"], "strand"), strings.Count(a["level"], "strand"))
	})
	for i := 0; i < len(rows); {
		first := rows[i]
		end := i
		for end < len(rows) && rows[end]["id"] == first["id"] && rows[end]["constituency"] == first["constituency"] {
			end++
		}
		if first["constituency"] == "all" {
			fs.add(inData, first["id"], "code", first["code"])
			fs.add(inData, first["id"], "title", first["title"])
			if delta, err := strconv.ParseFloat(first["delta"], 64); err == nil {
				changes.add(string(report.SectionProgress), first["id"], "direction", direction(delta))
			}
		}
		fs.csvCell(t, first["id"]+" of "+first["constituency"], rows[i:end])
		i = end
	}
	return append(fs, changes...)
}

func (fs *facts) csvCell(t *testing.T, of string, rows []map[string]string) {
	t.Helper()
	if rows[0]["status"] == "hidden" {
		fs.add(inData, of, hiddenValue, hiddenValue)
		return
	}
	none, reasons := uint64(0), 0
	var counts []float64
	for _, row := range rows {
		if row["measure"] == "stage" {
			fs.add(inData, of, row["value"], row["count"])
			n, _ := strconv.ParseFloat(row["count"], 64)
			counts = append(counts, n)
			continue
		}
		n, err := strconv.ParseUint(row["count"], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		none += n
		reasons++
	}
	if reasons != 4 {
		fs.add(inData, of, "stray", strconv.Itoa(reasons)+" reasons for no rating")
	}
	fs.add(inData, of, "rated", rows[0]["rated"])
	fs.add(inData, of, "no rating", strconv.FormatUint(none, 10))
	fs.add(inData, of, "agreement", agreementLevel(counts))
}

// jsonCell is a result cell in a document.
type jsonCell struct {
	Hidden     bool
	Rated      float64
	Counts     map[string]json.Number
	NonAnswers map[string]uint64 `json:"non_answers"`
	Median     []string
	Change     *struct {
		Reason       string
		N            []json.Number
		MedianBefore []string `json:"median_before"`
		Delta        *float64
	}
}

type jsonResult struct {
	ID, Code, Title string
	All             jsonCell
	By              map[string]jsonCell
}

type jsonSummary struct {
	Raters struct {
		By map[string]json.RawMessage
	}
	Spectrum []string
	Strands  []jsonResult
	Domains  []struct {
		jsonResult
		Competencies []jsonResult
	}
}

func readJSON(t *testing.T, _ *report.Labels, out string) facts {
	t.Helper()
	var doc jsonSummary
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	var fs facts
	for _, s := range doc.Strands {
		fs.jsonResult(doc.Spectrum, s)
	}
	for _, d := range doc.Domains {
		fs.jsonResult(doc.Spectrum, d.jsonResult)
		for _, c := range d.Competencies {
			fs.jsonResult(doc.Spectrum, c)
		}
	}
	// The keys of an object have no order, so the order of the view is not compared.
	for _, id := range slices.Sorted(maps.Keys(doc.Raters.By)) {
		n := doc.Raters.By[id]
		value := string(n)
		if n[0] == '{' {
			value = hiddenValue
		}
		fs.add(inWho, id, "", value)
	}
	return fs
}

func (fs *facts) jsonResult(stages []string, r jsonResult) {
	fs.add(inData, r.ID, "code", r.Code)
	fs.add(inData, r.ID, "title", r.Title)
	fs.jsonCell(stages, r.ID+" of all", r.All)
	for _, id := range slices.Sorted(maps.Keys(r.By)) {
		fs.jsonCell(stages, r.ID+" of "+id, r.By[id])
	}
	if c := r.All.Change; c != nil && c.Delta != nil {
		const s = string(report.SectionProgress)
		fs.add(s, r.ID, "before", c.N[0].String())
		fs.add(s, r.ID, "median before", c.MedianBefore[0]+" "+c.MedianBefore[1])
		fs.add(s, r.ID, "direction", direction(*c.Delta))
	}
}

func (fs *facts) jsonCell(stages []string, of string, c jsonCell) {
	if c.Hidden {
		fs.add(inData, of, hiddenValue, hiddenValue)
		return
	}
	counts := make([]float64, len(stages))
	for i, s := range stages {
		fs.add(inData, of, s, c.Counts[s].String())
		counts[i], _ = c.Counts[s].Float64()
	}
	fs.add(inData, of, "rated", strconv.FormatFloat(c.Rated, 'f', -1, 64))
	none := uint64(0)
	for _, n := range c.NonAnswers {
		none += n
	}
	fs.add(inData, of, "no rating", strconv.FormatUint(none, 10))
	if len(c.Median) == 2 {
		fs.add(inData, of, "median", c.Median[0]+" "+c.Median[1])
	}
	fs.add(inData, of, "agreement", agreementLevel(counts))
}
