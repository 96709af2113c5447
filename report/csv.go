package report

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
)

// The words of the CSV output. They are the same in every language of a report.
const (
	levelDomain     = "domain"
	levelCompetency = "competency"
	everyoneID      = "all"
	measureStage    = "stage"
	measureNone     = "non-answer"
	statusShown     = "shown"
	statusHidden    = "hidden"
)

// csvColumns are the columns of the CSV output.
var csvColumns = [...]string{
	"level", "id", "code", "title", "constituency", "constituency_title",
	"measure", "value", "rank", "count", "rated", "status",
}

// The places of the columns that are filled in cell by cell.
const (
	columnConstituency = 4 + iota
	columnConstituencyTitle
	columnMeasure
	columnValue
	columnRank
	columnCount
	columnRated
	columnStatus
)

// WriteCSV writes the counts as a table, a row for each count: of each domain and
// competency, for everyone and for each constituency, one for each stage and one
// for each reason for giving no rating. [View.WriteCodebook] explains the columns.
//
// It is stable output, as RFC 4180 has it, in UTF-8 without a byte order mark.
// Numbers are plain digits in every language. A hidden result has its rows too,
// with the status hidden and without numbers. Texts that a spreadsheet would run
// as a formula have an apostrophe before them.
func (v *View) WriteCSV(w io.Writer) error {
	if v.Published == nil {
		return errors.New("report: the view has no published summary")
	}
	t := &csvWriter{View: v, out: csv.NewWriter(w)}
	t.out.UseCRLF = true
	t.groups = append(t.groups, csvGroup{"", everyoneID, csvText(v.Labels.Everyone)})
	for _, c := range v.Published.Constituencies() {
		t.groups = append(t.groups, csvGroup{c.ID, csvText(c.ID), csvText(c.Title)})
	}
	for s := range v.Published.Rubric().Spectrum().Stages() {
		t.stages = append(t.stages, csvText(s.ID()))
	}
	// The writer keeps its first error.
	t.out.Write(csvColumns[:])
	for d := range v.Published.Rubric().Domains() {
		t.rows(levelDomain, d.ID(), d.Code(), d.Title())
		for c := range d.Competencies() {
			t.rows(levelCompetency, c.ID(), c.Code(), c.Title())
		}
	}
	t.out.Flush()
	return csvError(t.out)
}

func csvError(out *csv.Writer) error {
	if err := out.Error(); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

type csvWriter struct {
	*View
	out    *csv.Writer
	groups []csvGroup
	stages []string
	row    [len(csvColumns)]string
}

// csvGroup is a constituency as rows name it; id is as package assess does.
type csvGroup struct{ id, shown, title string }

// rows writes the rows of a domain or competency.
func (t *csvWriter) rows(level, id, code, title string) {
	t.row = [len(csvColumns)]string{level, csvText(id), csvText(code), csvText(title)}
	for _, g := range t.groups {
		cell, ok := t.Published.Cell(id, g.id)
		hidden := !ok || cell.Hidden
		t.row[columnConstituency], t.row[columnConstituencyTitle] = g.shown, g.title
		t.row[columnRated], t.row[columnStatus] = csvCount(cell.Rated(), hidden), statusShown
		if hidden {
			t.row[columnStatus] = statusHidden
		}
		t.row[columnMeasure] = measureStage
		for i, s := range t.stages {
			stage, _ := t.Published.Rubric().Spectrum().At(i + 1)
			t.row[columnValue], t.row[columnRank] = s, strconv.Itoa(i+1)
			t.row[columnCount] = csvCount(cell.Stages.Count(stage), hidden)
			t.out.Write(t.row[:])
		}
		t.row[columnMeasure], t.row[columnRank] = measureNone, ""
		for _, n := range nonAnswers(cell.NonAnswers) {
			t.row[columnValue], t.row[columnCount] = n.id, csvCount(n.count, hidden)
			t.out.Write(t.row[:])
		}
	}
}

type nonAnswer struct {
	id    string
	count uint64
}

// nonAnswers names the counts as the summary document does.
func nonAnswers(n assess.NonAnswers) [4]nonAnswer {
	return [4]nonAnswer{
		{assess.NotAnswered.String(), n.NotAnswered},
		{assess.NotApplicable.String(), n.NotApplicable},
		{assess.DontKnow.String(), n.DontKnow},
		{assess.Declined.String(), n.Declined},
	}
}

func csvCount(n uint64, hidden bool) string {
	if hidden {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

// csvText makes a text safe for a cell: on one line, and with an apostrophe where a
// spreadsheet would take it for a formula.
func csvText(s string) string {
	s = clean(s)
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

// WriteCodebook writes, as CSV, what the columns of [View.WriteCSV] mean and what
// may stand in them. The explanations are in the language of the report.
func (v *View) WriteCodebook(w io.Writer) error {
	if v.Published == nil {
		return errors.New("report: the view has no published summary")
	}
	r := v.Published.Rubric()
	words := wordsFor(v.Language)
	book := words.codebook()
	groups := []string{everyoneID}
	for c := range r.Constituencies() {
		groups = append(groups, c.ID)
	}
	var values []string
	for s := range r.Spectrum().Stages() {
		values = append(values, s.ID())
	}
	ranks := "1–" + strconv.Itoa(len(values))
	for _, n := range nonAnswers(assess.NonAnswers{}) {
		values = append(values, n.id)
	}
	meanings := [len(csvColumns)][2]string{
		{book.level, words.list([]string{levelDomain, levelCompetency})},
		{book.id, book.text},
		{book.code, book.text},
		{joined(" ", book.title, v.Head.Translation.String()), book.text},
		{book.constituency, words.list(groups)},
		{book.constituencyTitle, book.text},
		{book.measure, words.list([]string{measureStage, measureNone})},
		{book.value, words.list(values)},
		{book.rank, ranks},
		{book.count, book.integer},
		{book.rated, book.integer},
		{book.status, words.list([]string{statusShown, statusHidden})},
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := words.codebookHead()
	out.Write(head[:])
	for i, m := range meanings {
		out.Write([]string{csvColumns[i], csvText(m[0]), csvText(m[1])})
	}
	out.Flush()
	return csvError(out)
}
