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
	first := values[:r.Spectrum().Len()]
	meanings := [][2]string{
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
		{book.atOrAbove, book.integer},
		{book.lower, book.decimal},
		{book.upper, book.decimal},
		{book.equalVoice, book.decimal},
		{book.quartileLower, words.list(first)},
		{book.quartileUpper, words.list(first)},
		{book.agreement, book.decimal},
		{book.comparable, words.list(comparabilities())},
		{book.reason, words.list(changeReasons())},
		{book.before, book.integer},
		{book.delta, book.decimal},
		{book.deltaLower, book.decimal},
		{book.deltaUpper, book.decimal},
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := words.codebookHead()
	out.Write(head[:])
	for i, column := range v.csvHeader() {
		m := meanings[i]
		out.Write([]string{column, csvText(m[0]), csvText(m[1])})
	}
	out.Flush()
	return csvError(out)
}

func comparabilities() []string {
	return []string{string(rubric.Fully), string(rubric.Partly), string(rubric.Not)}
}

func changeReasons() []string {
	return []string{
		string(assess.ChangeHidden), string(assess.ChangeNoRatings), string(assess.ChangeAdded),
		string(assess.ChangeSplit), string(assess.ChangeMerged), string(assess.ChangeNot),
		string(assess.ChangeStage), string(assess.ChangeMembership), string(assess.ChangeGroup),
	}
}
