package report

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/formula"
)

// The words of the CSV output. They are the same in every language of a report.
const (
	levelDomain     = "domain"
	levelCompetency = "competency"
	everyoneID      = "all"
	groupMark       = "group:" // before the id of a group that is called as everyone is
	measureStage    = "stage"
	measureNone     = "non-answer"
	statusShown     = "shown"
	statusHidden    = "hidden"
)

// csvColumns are the columns of the CSV output.
var csvColumns = [...]string{
	"level", "id", "code", "title", "constituency", "constituency_title",
	"measure", "value", "rank", "count", "rated", "status",
	"at_or_above", "at_or_above_lower", "at_or_above_upper", "equal_voice_share",
	"quartile_lower", "quartile_upper", "agreement",
}

// progressColumns are those that come after them when there is an earlier wave.
var progressColumns = [...]string{
	"comparable", "change_reason", "before_rated", "delta", "delta_lower", "delta_upper",
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
	columnAtOrAbove
	columnAtOrAboveLower
	columnAtOrAboveUpper
	columnEqualVoice
	columnQuartileLower
	columnQuartileUpper
	columnAgreement
	columnProgress
)

// csvLevel is the confidence level of intervals.
const csvLevel = 0.95

// csvHeader returns the columns of this view.
func (v *View) csvHeader() []string {
	if v.Options.Progress == nil {
		return csvColumns[:]
	}
	return slices.Concat(csvColumns[:], progressColumns[:])
}

// WriteCSV writes the counts as a table, a row for each count: of each domain and
// competency, for everyone and for each constituency, one for each stage and one
// for each reason for giving no rating. [View.WriteCodebook] explains the columns.
//
// It is stable output, as RFC 4180 has it, in UTF-8 without a byte order mark.
// Numbers are plain digits in every language. A hidden result has its rows too,
// with the status hidden and without numbers. Texts that a spreadsheet would run
// as a formula have an apostrophe before them. The constituency "all" is always
// everyone together; a group whose own id is all is written group:all, which no id
// can be.
func (v *View) WriteCSV(w io.Writer) error {
	if v.Published == nil {
		return errors.New("report: the view has no published summary")
	}
	t := &csvWriter{View: v, out: csv.NewWriter(w), row: make([]string, len(v.csvHeader()))}
	t.out.UseCRLF = true
	t.groups = append(t.groups, csvGroup{"", everyoneID, csvText(v.Labels.Everyone)})
	for _, c := range v.Published.Constituencies() {
		t.groups = append(t.groups, csvGroup{c.ID, csvGroupID(c.ID), csvText(c.Title)})
	}
	for s := range v.Published.Rubric().Spectrum().Stages() {
		t.stages = append(t.stages, csvText(s.ID()))
	}
	// The writer keeps its first error.
	t.out.Write(v.csvHeader())
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
	row    []string
}

// csvGroup is a constituency as rows name it; id is as package assess does.
type csvGroup struct{ id, shown, title string }

// csvGroupID is the id of a constituency, unless it is that of everyone.
func csvGroupID(id string) string {
	if id == everyoneID {
		return groupMark + id
	}
	return csvText(id)
}

// rows writes the rows of a domain or competency.
func (t *csvWriter) rows(level, id, code, title string) {
	clear(t.row)
	copy(t.row, []string{level, csvText(id), csvText(code), csvText(title)})
	for _, g := range t.groups {
		cell, ok := t.Published.Cell(id, g.id)
		hidden := !ok || cell.Hidden
		t.row[columnConstituency], t.row[columnConstituencyTitle] = g.shown, g.title
		t.row[columnRated], t.row[columnStatus] = csvCount(cell.Rated(), hidden), statusShown
		if hidden {
			t.row[columnStatus] = statusHidden
		}
		t.measures(id, g.id, cell, hidden)
		t.row[columnMeasure] = measureStage
		var voices assess.EqualVoice
		equal := false
		if g.id == assess.AllRaters {
			voices, equal = t.Published.EqualVoice(id)
		}
		for i, s := range t.stages {
			stage, _ := t.Published.Rubric().Spectrum().At(i + 1)
			t.row[columnValue], t.row[columnRank] = s, strconv.Itoa(i+1)
			t.row[columnCount] = csvCount(cell.Stages.Count(stage), hidden)
			k, _ := cell.Stages.AtOrAbove(stage)
			interval, ok := cell.Stages.AtOrAboveInterval(stage, csvLevel)
			t.row[columnAtOrAbove] = csvCount(k, hidden)
			t.row[columnAtOrAboveLower] = csvDecimal(interval.Lower, ok && !hidden)
			t.row[columnAtOrAboveUpper] = csvDecimal(interval.Upper, ok && !hidden)
			t.row[columnEqualVoice] = csvDecimal(voices.Voices.Share(stage), equal)
			t.out.Write(t.row)
		}
		t.row[columnMeasure], t.row[columnRank] = measureNone, ""
		clear(t.row[columnAtOrAbove : columnEqualVoice+1])
		for _, n := range nonAnswers(cell.NonAnswers) {
			t.row[columnValue], t.row[columnCount] = n.id, csvCount(n.count, hidden)
			t.out.Write(t.row)
		}
	}
}

// measures fills in what is the same in all rows of a result.
func (t *csvWriter) measures(id, group string, cell assess.ResultCell, hidden bool) {
	clear(t.row[columnQuartileLower:])
	if hidden {
		return
	}
	if lower, upper := cell.Stages.Quartiles(); !lower.IsZero() {
		t.row[columnQuartileLower], t.row[columnQuartileUpper] = t.stages[lower.Rank()-1], t.stages[upper.Rank()-1]
	}
	agreement, ok := cell.Stages.Agreement()
	t.row[columnAgreement] = csvDecimal(agreement, ok)
	if t.Options.Progress == nil {
		return
	}
	change, ok := t.Options.Progress.Change(id, group)
	if !ok {
		return
	}
	known := change.Reason == ""
	copy(t.row[columnProgress:], []string{
		string(change.Comparable), string(change.Reason), csvCount(change.Before.Rated(), !known),
		csvDecimal(change.Delta, known),
		csvDecimal(change.Interval.Lower, known && change.Interval.Level > 0),
		csvDecimal(change.Interval.Upper, known && change.Interval.Level > 0),
	})
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

// csvDecimal writes a number with four decimals, or nothing where there is none.
func csvDecimal(x float64, exists bool) string {
	if !exists {
		return ""
	}
	if s := strconv.FormatFloat(x, 'f', 4, 64); s != "-0.0000" {
		return s
	}
	return "0.0000"
}

// csvText makes a text safe for a cell: on one line, and with an apostrophe where a
// spreadsheet would take it for a formula.
func csvText(s string) string {
	return formula.Guard(clean(s))
}
