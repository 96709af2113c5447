package report

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// WriteCodebook writes, as CSV, what the columns of [View.WriteCSV] mean and what
// may stand in them. The explanations are in the language of the report.
func (v *View) WriteCodebook(w io.Writer) error {
	if v.Published == nil {
		return errors.New("report: the view has no published summary")
	}
	r := v.Published.Rubric()
	words := v.spoken()
	book := words.codebook()
	groups := []string{everyoneID}
	for c := range r.Constituencies() {
		groups = append(groups, csvGroupID(c.ID))
	}
	var values []string
	for s := range r.Spectrum().Stages() {
		values = append(values, s.ID())
	}
	ranks := "1–" + strconv.Itoa(len(values))
	for _, n := range nonAnswers(assess.NonAnswers{}) {
		values = append(values, n.id)
	}
	first := values[:r.Spectrum().Len()]
	meanings := [][2]string{
		{book.Level, words.list([]string{levelDomain, levelCompetency})},
		{book.ID, book.Text},
		{book.Code, book.Text},
		{joined(" ", book.Title, v.Head.Translation.String()), book.Text},
		{book.Constituency, words.list(groups)},
		{book.ConstituencyTitle, book.Text},
		{book.Measure, words.list([]string{measureStage, measureNone})},
		{book.Value, words.list(values)},
		{book.Rank, ranks},
		{book.Count, book.Integer},
		{book.Rated, book.Integer},
		{book.Status, words.list([]string{statusShown, statusHidden})},
		{book.AtOrAbove, book.Integer},
		{book.Lower, book.Decimal},
		{book.Upper, book.Decimal},
		{book.EqualVoice, book.Decimal},
		{book.QuartileLower, words.list(first)},
		{book.QuartileUpper, words.list(first)},
		{book.Agreement, book.Decimal},
		{book.Comparable, words.list(comparabilities())},
		{book.Reason, words.list(changeReasons())},
		{book.Before, book.Integer},
		{book.Delta, book.Decimal},
		{book.DeltaLower, book.Decimal},
		{book.DeltaUpper, book.Decimal},
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	out.Write([]string{csvText(book.Column), csvText(book.Meaning), csvText(book.Values)})
	for i, column := range v.csvHeader() {
		m := meanings[i]
		out.Write([]string{column, csvText(m[0]), csvText(m[1])})
	}
	out.Flush()
	return csvError(out)
}

func comparabilities() []string {
	return []string{string(rubric.FullyComparable), string(rubric.PartlyComparable), string(rubric.NotComparable)}
}

func changeReasons() []string {
	return []string{
		string(assess.ChangeHidden), string(assess.ChangeNoRatings), string(assess.ChangeAdded),
		string(assess.ChangeSplit), string(assess.ChangeMerged), string(assess.ChangeNot),
		string(assess.ChangeStage), string(assess.ChangeMembership), string(assess.ChangeGroup),
	}
}
