package tidy

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// The values of cells that are the same in every language of a report.
const (
	levelStrand     = "strand"
	levelDomain     = "domain"
	levelCompetency = "competency"
	everyoneID      = "all"
	groupPrefix     = "group:" // before the id of a constituency that is "all"
	measureStage    = "stage"
	measureNone     = "non-answer"
	statusShown     = "shown"
	statusHidden    = "hidden"
	statusNotAsked  = "not-asked"
)

// baseColumns are the columns of every table.
var baseColumns = [...]string{
	"level", "id", "code", "title", "constituency", "constituency_title",
	"measure", "value", "rank", "count", "rated", "status",
	"at_or_above", "at_or_above_lower", "at_or_above_upper", "equal_voice_share",
	"quartile_lower", "quartile_upper", "agreement",
}

// progressColumns are the columns that follow if the report compares with an earlier wave.
var progressColumns = [...]string{
	"comparable", "change_reason", "before_rated", "delta", "delta_lower", "delta_upper",
}

// referencesColumn is a column if the rubric refers to other frameworks.
const referencesColumn = "references"

// pairColumns are the last columns of every table.
var pairColumns = [...]string{"same_pairs", "near_pairs", "two_camps"}

// The places of the columns that change from row to row.
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

// confidence is the level of the intervals.
const confidence = 0.95

// header returns the columns of the table of v.
func header(v *report.View) []string {
	columns := baseColumns[:]
	if v.Options.Progress != nil {
		columns = slices.Concat(columns, progressColumns[:])
	}
	if refers(v) {
		columns = slices.Concat(columns, []string{referencesColumn})
	}
	if hasLevels(v) {
		columns = slices.Concat(columns, levelColumns[:])
	}
	return slices.Concat(columns, pairColumns[:])
}

// refers reports whether the rubric refers to other frameworks.
func refers(v *report.View) bool {
	for range v.Published.Rubric().Frameworks() {
		return true
	}
	return false
}

// references returns references with a semicolon between them, each as the framework, the id
// and, in parentheses, the relation.
func references(list iter.Seq[rubric.Reference]) string {
	var texts []string
	for f := range list {
		text := f.String()
		if f.Relation != "" {
			text += " (" + string(f.Relation) + ")"
		}
		texts = append(texts, text)
	}
	return cellText(strings.Join(texts, "; "))
}

// Options says how a table is written. The nil pointer and the zero value are the defaults.
type Options struct {
	// ByteOrderMark writes U+FEFF before the table. Excel needs it to read letters such as ñ
	// correctly when it opens a file directly. Other programs may take it for a part of the name of
	// the first column.
	ByteOrderMark bool
}

// begin writes what comes before a table and returns a writer for its rows.
func begin(w io.Writer, opt *Options) (*rowWriter, error) {
	if opt != nil && opt.ByteOrderMark {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, fmt.Errorf("tidy: %w", err)
		}
	}
	return &rowWriter{out: bufio.NewWriter(w)}, nil
}

// Write writes the table of v to w: one row for each stage and each reason for a missing rating, of
// each strand, domain and competency, for everyone and for each constituency. If competencies name maturity
// levels, rows follow for each level of the rubric, its domains and its strands. It has all sections and
// constituencies, whatever the options of the report select.
//
// It returns an error if w fails or if v has no published summary.
func Write(w io.Writer, v *report.View, opt *Options) error {
	if err := arguments.View("tidy.Write", w, v); err != nil {
		return err
	}
	if v.Published == nil {
		return errors.New("tidy: the view has no published summary")
	}
	columns := header(v)
	out, err := begin(w, opt)
	if err != nil {
		return err
	}
	t := &writer{View: v, out: out, row: make([]string, len(columns)), columnReferences: slices.Index(columns, referencesColumn)}
	t.groups = append(t.groups, group{"", everyoneID, cellText(v.Labels.Everyone)})
	for _, c := range v.Published.Constituencies() {
		t.groups = append(t.groups, group{c.ID, groupID(c.ID), cellText(c.Title)})
	}
	for s := range v.Published.Rubric().Spectrum().Stages() {
		t.stages = append(t.stages, cellText(s.ID()))
	}
	// The writer keeps the first error of all writes.
	t.out.write(columns)
	for d := range v.Published.Rubric().Domains() {
		t.references = references(d.References())
		t.rows(levelDomain, d.ID(), d.Code(), d.Title(), 0)
		for c := range d.Competencies() {
			t.references = references(c.References())
			t.rows(levelCompetency, c.ID(), c.Code(), c.Title(), c.Level())
		}
	}
	t.references = ""
	for s := range v.Published.Rubric().Strands() {
		t.rows(levelStrand, s.ID(), "", s.Title(), 0)
	}
	if hasLevels(v) {
		t.levelRows()
	}
	return t.out.flush()
}

type writer struct {
	*report.View
	out    *rowWriter
	groups []group
	stages []string
	row    []string
	// columnReferences is the column of references, -1 if there is none, references the cell in it.
	columnReferences int
	references       string
}

// group is a constituency: id as in package assess, shown and title as in the table.
type group struct{ id, shown, title string }

// groupID returns the id of a constituency in the table. It differs from id if that is the id of
// everyone.
func groupID(id string) string {
	if id == everyoneID {
		return groupPrefix + id
	}
	return cellText(id)
}

// rows writes the rows of a strand, a domain, or a competency of a maturity level, 0 for none.
func (t *writer) rows(level, id, code, title string, maturity int) {
	clear(t.row)
	copy(t.row, []string{level, cellText(id), cellText(code), cellText(title)})
	for _, g := range t.groups {
		cell, ok := t.Published.Cell(id, g.id)
		hidden := !ok || cell.Hidden || cell.NotAsked // without numbers
		t.row[columnConstituency], t.row[columnConstituencyTitle] = g.shown, g.title
		t.row[columnRated], t.row[columnStatus] = count(cell.Rated(), hidden), statusShown
		switch {
		case cell.NotAsked:
			t.row[columnStatus] = statusNotAsked
		case hidden:
			t.row[columnStatus] = statusHidden
		}
		t.measures(id, g.id, cell, hidden)
		t.setLevel(maturity)
		t.row[columnMeasure] = measureStage
		var voices assess.EqualVoiceResult
		equal := false
		if g.id == assess.AllRaters {
			voices, equal = t.Published.EqualVoice(id)
		}
		for i, s := range t.stages {
			stage, _ := t.Published.Rubric().Spectrum().At(i + 1)
			t.row[columnValue], t.row[columnRank] = s, strconv.Itoa(i+1)
			t.row[columnCount] = count(cell.Stages.Count(stage), hidden)
			k, _ := cell.Stages.AtOrAbove(stage)
			t.row[columnAtOrAbove] = count(k, hidden)
			t.interval(cell.Stages, stage, !hidden && level == levelCompetency) // ratings of one rater are not independent
			t.row[columnEqualVoice] = decimal(voices.Voices.Share(stage), equal)
			t.out.write(t.row)
		}
		t.row[columnMeasure], t.row[columnRank] = measureNone, ""
		clear(t.row[columnAtOrAbove : columnEqualVoice+1])
		for _, n := range nonAnswers(cell.NonAnswers) {
			t.row[columnValue], t.row[columnCount] = n.id, count(n.count, hidden)
			t.out.write(t.row)
		}
	}
}

// interval sets the cells of the interval of a share, if it exists.
func (t *writer) interval(d spectrum.Distribution, stage spectrum.Stage, exists bool) {
	var interval spectrum.Interval
	if exists {
		interval, exists = d.AtOrAboveInterval(stage, confidence)
	}
	t.row[columnAtOrAboveLower] = decimal(interval.Lower, exists)
	t.row[columnAtOrAboveUpper] = decimal(interval.Upper, exists)
}

// measures sets the cells that are the same in all rows of a result.
func (t *writer) measures(id, group string, cell assess.ResultCell, hidden bool) {
	clear(t.row[columnQuartileLower:])
	if t.columnReferences >= 0 {
		t.row[t.columnReferences] = t.references
	}
	if hidden {
		return
	}
	if lower, upper := cell.Stages.Quartiles(); !lower.IsZero() {
		t.row[columnQuartileLower], t.row[columnQuartileUpper] = t.stages[lower.Rank()-1], t.stages[upper.Rank()-1]
	}
	agreement, ok := cell.Stages.Agreement()
	t.row[columnAgreement] = decimal(agreement, ok)
	t.pairs(cell.Stages)
	if t.Options.Progress == nil {
		return
	}
	change, ok := t.Options.Progress.Change(id, group)
	if !ok {
		return
	}
	known := change.Reason == ""
	copy(t.row[columnProgress:], []string{
		string(change.Comparable), string(change.Reason), count(change.Before.Rated(), !known),
		decimal(change.Delta, known),
		decimal(change.Interval.Lower, known && change.Interval.Level > 0),
		decimal(change.Interval.Upper, known && change.Interval.Level > 0),
	})
}

// pairs sets the cells about pairs of ratings.
func (t *writer) pairs(d spectrum.Distribution) {
	same, ok := d.PairsWithin(0)
	near, _ := d.PairsWithin(1)
	if ok {
		copy(t.row[len(t.row)-len(pairColumns):], []string{decimal(same, true), decimal(near, true), strconv.FormatBool(d.TwoCamps())})
	}
}

type nonAnswer struct {
	id    string
	count uint64
}

// nonAnswers returns the counts with the ids of the summary document.
func nonAnswers(n assess.NonAnswers) [4]nonAnswer {
	return [4]nonAnswer{
		{assess.NotAnswered.String(), n.NotAnswered},
		{assess.NotApplicable.String(), n.NotApplicable},
		{assess.DontKnow.String(), n.DontKnow},
		{assess.Declined.String(), n.Declined},
	}
}

func count(n uint64, hidden bool) string {
	if hidden {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

// decimal formats x with four decimals, or returns "" if x does not exist.
func decimal(x float64, exists bool) string {
	if !exists {
		return ""
	}
	if s := strconv.FormatFloat(x, 'f', 4, 64); s != "-0.0000" {
		return s
	}
	return "0.0000"
}

// cellText returns s on one line, with an apostrophe before it if a spreadsheet could run it as a
// formula.
func cellText(s string) string {
	return GuardFormula(clean.Line(s))
}
