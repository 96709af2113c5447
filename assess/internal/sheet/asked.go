package sheet

import (
	"slices"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// NotAsked returns which competencies the raters of each constituency of a rubric are not
// asked.
func NotAsked(r *rubric.Rubric) record.NotAsked {
	if r.AsksEveryone() {
		return nil
	}
	var all record.NotAsked
	for x := range r.Constituencies() {
		var indices []int
		for c := range r.Competencies() {
			if !c.Asks(x.ID) {
				indices = append(indices, c.Index())
			}
		}
		all = append(all, indices)
	}
	return all
}

// checkAsked refuses stages for competencies that the constituency of the row is not asked. It
// drops non-answers to them and reports that once: a grid of a form has a row for everyone, and
// "not applicable" is what a reasonable person says to it.
func (c *cellReader) checkAsked(rec *record.Record, row *row) {
	for _, comp := range c.notAsked.Rated(rec) {
		k := slices.IndexFunc(c.layout.columns, func(col column) bool { return col.kind == columnRating && col.comp == comp })
		for other, col := range c.layout.columns { // of shared columns the one with the rating
			if col.kind == columnRating && col.comp == comp && len(row.text(other)) > 0 {
				k = other
				break
			}
		}
		msg, hint := c.notAskedAbout(rec.Constituency, comp)
		if record.IsNonAnswer(rec.Ratings[comp]) {
			c.dropNonAnswer(rec, comp, k, row.cellAt(k))
			continue
		}
		c.cellProblem(row, k, problem.NotAsked, msg, hint)
	}
}

// dropNonAnswer drops a non-answer, in column k, to what the constituency is not asked.
func (c *cellReader) dropNonAnswer(rec *record.Record, comp, k int, at problem.Pos) {
	rec.Ratings[comp] = record.NotAnswered
	constituency := rec.Constituency
	c.notices.add(noticeKey{file: at.File, code: problem.NotAsked, column: k, kind: c.constituencies[constituency]}, func() Notice {
		msg, _ := c.notAskedAbout(constituency, comp)
		return Notice{Problem: problem.Problem{
			Pos: at, Path: c.layout.header(k), Code: problem.NotAsked, Msg: msg + "; non-answers to it are ignored",
		}}
	})
}

// notAskedAbout returns the message and the hint for a rating of a competency that a
// constituency is not asked.
func (c *cellReader) notAskedAbout(constituency, comp int) (msg, hint string) {
	competency, _ := c.rubric.CompetencyAt(comp)
	return "raters of the constituency " + source.Quote(c.constituencies[constituency]) + " are not asked " + source.Quote(competency.ID()),
		"leave the cell empty, or correct the constituency"
}
