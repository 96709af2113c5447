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

// checkAsked refuses ratings of competencies that the constituency of the row is not asked.
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
		c.cellProblem(row, k, problem.NotAsked, msg, hint)
	}
}

// notAskedAbout returns the message and the hint for a rating of a competency that a
// constituency is not asked.
func (c *cellReader) notAskedAbout(constituency, comp int) (msg, hint string) {
	competency, _ := c.rubric.CompetencyAt(comp)
	return "raters of the constituency " + source.Quote(c.constituencies[constituency]) + " are not asked " + source.Quote(competency.ID()),
		"leave the cell empty, or correct the constituency"
}
