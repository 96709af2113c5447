package tidy

import (
	"strconv"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
)

// The values of cells in rows of maturity levels.
const (
	levelRubric  = "rubric"
	measureLevel = "maturity-level"
)

// levelColumns are the columns before pairColumns if competencies of the rubric name maturity levels.
var levelColumns = [...]string{"maturity_level", "level_state"}

// hasLevels reports whether the table of v has columns and rows of levels.
func hasLevels(v *report.View) bool { return len(v.Published.Rubric().Levels()) > 0 }

// setLevel sets the maturity level of a row. 0 is none.
func (t *writer) setLevel(level int) {
	if hasLevels(t.View) && level > 0 {
		t.levelCells()[0] = strconv.Itoa(level)
	}
}

// levelCells returns the cells of the row in the columns of levels.
func (t *writer) levelCells() []string {
	end := len(t.row) - len(pairColumns)
	return t.row[end-len(levelColumns) : end]
}

// levelRows writes how far the rubric, its strands and its domains have reached each level, for
// everyone and for each constituency.
func (t *writer) levelRows() {
	r := t.Published.Rubric()
	t.levelsOf(levelRubric, assess.AllDomains, r.ID(), "", r.Title())
	for d := range r.Domains() {
		t.levelsOf(levelDomain, d.ID(), d.ID(), d.Code(), d.Title())
	}
	for s := range r.Strands() {
		t.levelsOf(levelStrand, s.ID(), s.ID(), "", s.Title())
	}
}

func (t *writer) levelsOf(level, id, shown, code, title string) {
	for _, g := range t.groups {
		results, _ := t.Published.Levels(id, g.id)
		for _, r := range results {
			n, status := strconv.Itoa(r.Level), statusShown
			switch {
			case r.State == assess.LevelNotAsked:
				status = statusNotAsked
			case r.Hidden > 0:
				status = statusHidden
			}
			clear(t.row)
			copy(t.row, []string{
				level, cellText(shown), cellText(code), cellText(title), g.shown, g.title,
				measureLevel, n, n, count(uint64(r.Met), status != statusShown), count(uint64(r.Competencies()), r.State == assess.LevelNotAsked), status,
			})
			copy(t.levelCells(), []string{n, string(r.State)})
			t.out.write(t.row)
		}
	}
}
