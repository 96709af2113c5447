package tidy

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/rubric"
)

// WriteCodebook writes to w, as CSV, the meaning of each column of [Write] and the values that it
// can have. The explanations are in the language of the report.
//
// It returns an error if w fails or if v has no published summary.
func WriteCodebook(w io.Writer, v *report.View, opt *Options) error {
	if err := arguments.View("tidy.WriteCodebook", w, v); err != nil {
		return err
	}
	if v.Published == nil {
		return errors.New("tidy: the view has no published summary")
	}
	out, err := begin(w, opt)
	if err != nil {
		return err
	}
	book := v.Words().Codebook()
	out.write([]string{cellText(book.Column), cellText(book.Meaning), cellText(book.Values)})
	meanings := columnMeanings(v)
	for i, column := range header(v) {
		out.write([]string{column, cellText(meanings[i][0]), cellText(meanings[i][1])})
	}
	return out.flush()
}

// columnMeanings returns the meaning and the values of each column of [header].
func columnMeanings(v *report.View) [][2]string {
	r := v.Published.Rubric()
	words := v.Words()
	book := words.Codebook()
	groups := []string{everyoneID}
	for c := range r.Constituencies() {
		groups = append(groups, groupID(c.ID))
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
	measures := []string{measureStage, measureNone}
	meanings := [][2]string{
		{book.Level, words.List(rowLevels(r))},
		{book.ID, book.Text},
		{book.Code, book.Text},
		{strings.TrimSpace(book.Title + " " + v.Head.Translation.String()), book.Text},
		{book.Constituency, words.List(groups)},
		{book.ConstituencyTitle, book.Text},
		{book.Measure, words.List(measures)},
		{book.Value, words.List(values)},
		{book.Rank, ranks},
		{book.Count, book.Integer},
		{book.Rated, book.Integer},
		{book.Status, words.List([]string{statusShown, statusHidden, statusNotAsked})},
		{book.AtOrAbove, book.Integer},
		{book.Lower, book.Decimal},
		{book.Upper, book.Decimal},
		{book.EqualVoice, book.Decimal},
		{book.QuartileLower, words.List(first)},
		{book.QuartileUpper, words.List(first)},
		{book.Agreement, book.Decimal},
	}
	if v.Options.Progress != nil {
		meanings = append(meanings, [][2]string{
			{book.Comparable, words.List(comparabilities())},
			{book.Reason, words.List(changeReasons())},
			{book.Before, book.Integer},
			{book.Delta, book.Decimal},
			{book.DeltaLower, book.Decimal},
			{book.DeltaUpper, book.Decimal},
		}...)
	}
	if refers(v) {
		meanings = append(meanings, [2]string{book.References, book.Text})
	}
	if hasLevels(v) {
		measures = append(measures, measureLevel)
		meanings[columnMeasure][1] = words.List(measures)
		meanings[columnMeasure][0] += " " + book.MeasureLevel
		meanings = append(meanings, [][2]string{
			{book.MaturityLevel, book.Integer},
			{book.LevelState, words.List([]string{string(assess.LevelReached), string(assess.LevelNotReached), string(assess.LevelOpen), string(assess.LevelNotAsked)})},
		}...)
	}
	return append(meanings, [][2]string{
		{book.SamePairs, book.Decimal},
		{book.NearPairs, book.Decimal},
		{book.TwoCamps, words.List([]string{"true", "false"})},
	}...)
}

// rowLevels returns the values of the column level.
func rowLevels(r *rubric.Rubric) []string {
	values := []string{levelDomain, levelCompetency}
	for range r.Strands() {
		values = append(values, levelStrand)
		break
	}
	if len(r.Levels()) > 0 {
		values = append(values, levelRubric)
	}
	return values
}

func comparabilities() []string {
	return []string{string(rubric.FullyComparable), string(rubric.PartlyComparable), string(rubric.NotComparable)}
}

func changeReasons() []string {
	return []string{
		string(assess.ChangeHidden), string(assess.ChangeNoRatings), string(assess.ChangeAdded),
		string(assess.ChangeSplit), string(assess.ChangeMerged), string(assess.ChangeNot),
		string(assess.ChangeStage), string(assess.ChangeMembership), string(assess.ChangeGroup),
		string(assess.ChangeParts),
	}
}
