package assess

import (
	"fmt"

	"github.com/waymark-go/waymark/assess/internal/count"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Duplicates is what comparing the ids of responses has found.
type DuplicateIDs struct {
	// Count is the number of responses with the id of an earlier response. If not all
	// ids were compared, it is the number among those that were.
	Count uint64
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
	found := c.ids.Repeats()
	d := DuplicateIDs{Count: found.Count, Share: found.Share}
	for _, r := range found.First {
		d.Problems = append(d.Problems, problem.Problem{
			Pos: c.responsePosition(r.Place), Path: "id", Code: problem.DuplicateID,
			Msg: c.describeResponse(r.First) + " has the same id",
		})
	}
	return d
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
