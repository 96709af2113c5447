package assess

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/assess/internal/count"
	"github.com/waymark-go/waymark/rubric/problem"
)

// DuplicateIDs is what comparing the ids of responses found.
type DuplicateIDs struct {
	// Count is the number of responses with the id of an earlier response. If not all
	// ids were compared, it is the number among those that were.
	Count uint64
	// Persons is the number of responses of a person who has answered before, if a sheet
	// has a column that says who answered, such as an e-mail address.
	Persons uint64
	// Share is the share of the different ids that were compared: 1 for all, 0 if
	// CollectOptions.CompareIDs is zero, or 1/2, 1/4 and so on if there were more ids
	// than it allows. A hash of the id decides, so that all responses with one id are
	// compared with each other or none is.
	Share float64
	// Problems are the first ones in the order of the inputs, with the code
	// [problem.DuplicateID]; nil unless Share is 1. An input that is not read by lines has
	// no line in the position.
	Problems problem.List
}

// duplicates returns what comparing ids has found.
func (c *collector) duplicates() DuplicateIDs {
	if c.ids == nil {
		return DuplicateIDs{}
	}
	ids, persons := c.ids.Repeats(), c.persons.Repeats()
	d := DuplicateIDs{Count: ids.Count, Persons: persons.Count, Share: min(ids.Share, persons.Share)}
	if d.Share < 1 {
		return d
	}
	const hint = "to count one of the two: -keep last, or repeats: {keep: last} in a mapping"
	found := append(c.repeatProblems(ids.First, "id", "has the same id", ""), c.repeatProblems(persons.First, "person", "is of the same person", hint)...)
	slices.SortStableFunc(found, func(a, b repeatProblem) int {
		return cmp.Or(cmp.Compare(a.place.Input, b.place.Input), cmp.Compare(a.place.Number, b.place.Number))
	})
	for _, f := range found[:min(len(found), c.opt.MaxProblems)] {
		d.Problems = append(d.Problems, f.problem)
	}
	return d
}

// repeatProblem is the problem of a response that repeats an earlier one.
type repeatProblem struct {
	place   count.Place
	problem problem.Problem
}

func (c *collector) repeatProblems(repeats []count.Repeat, path, same, hint string) []repeatProblem {
	var list []repeatProblem
	for _, r := range repeats {
		list = append(list, repeatProblem{r.Place, problem.Problem{
			Pos: c.responsePosition(r.Place), Path: path, Code: problem.DuplicateID,
			Msg: c.describeResponse(r.First) + " " + same, Hint: hint,
		}})
	}
	return list
}

// responsePosition returns the position of the response at a place.
func (c *collector) responsePosition(p count.Place) problem.Pos {
	pos := problem.Pos{File: c.inputs[p.Input].Name, Line: p.Number, Column: 1}
	if c.withoutLines[p.Input] {
		pos.Line, pos.Column = 0, 0
	}
	return pos
}

// describeResponse returns words for the response at a place.
func (c *collector) describeResponse(p count.Place) string {
	name := c.inputs[p.Input].Name
	if c.withoutLines[p.Input] {
		return fmt.Sprintf("response %d of %s", p.Number, name)
	}
	return fmt.Sprintf("the response at %s:%d", name, p.Number)
}
