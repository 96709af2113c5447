package assess

import (
	"fmt"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// minNamedRaters is how many raters each group needs before a comment names its group: in a
// smaller one, people recognize each other. It holds under the internal policy too.
const minNamedRaters = 10

// names reports whether comments on a competency may name a constituency and a rating: everyone's
// result and that of each constituency are shown, and no constituency is small. If one of them is
// hidden, no comment on the competency names anything, because a comment without a name would
// otherwise be known to come from a hidden group. The comments themselves make no difference.
func (p *Published) names(c *rubric.Competency) bool {
	large := func(id string) bool {
		cell, ok := p.Cell(c.ID(), id)
		raters := p.Raters(id)
		return ok && !cell.Hidden && !raters.Hidden && (raters.N >= minNamedRaters || raters.N == 0)
	}
	if !large(AllRaters) {
		return false
	}
	for _, g := range p.Constituencies() {
		if c.Asks(g.ID) && !large(g.ID) {
			return false
		}
	}
	return true
}

// shows reports whether the result of a competency is shown for everyone, or for the
// constituencies that are shown together.
func (p *Published) shows(c *rubric.Competency) bool {
	all, ok := p.Cell(c.ID(), AllRaters)
	part, partly := p.Cell(c.ID(), ShownRaters)
	return ok && !all.Hidden || partly && !part.Hidden
}

// Shown returns the comments that a report of p may show, in the order of the review file:
// those that are cleared and, unless p hides nothing (its policy has MinGroup 1), public. Comments on a competency whose
// result p hides are left out. A comment has its constituency and its rating only if p shows the
// results of every constituency on the competency and each of them has ten raters or more.
//
// It returns an error if p is nil or a zero value, or of another rubric.
func (k *Comments) Shown(p *Published) ([]Comment, error) {
	if err := madePublished("assess.Comments.Shown", p); err != nil {
		return nil, err
	}
	if k.rubric == nil {
		return nil, given.Made("assess.Comments.Shown", "k", false, func() bool { return true }, "LoadComments")
	}
	if k.rubric.Ref() != p.Rubric().Ref() {
		return nil, fmt.Errorf("assess.Comments.Shown: the comments are on %s, the summary is on %s", k.rubric.Ref(), p.Rubric().Ref())
	}
	internal := p.policy.MinGroup == 1
	var shown []Comment
	for _, c := range k.list {
		if !c.Cleared || !internal && !c.Public || !p.shows(c.Competency) {
			continue
		}
		if !p.names(c.Competency) {
			c.Rating, c.Constituency = NotAnswered, ""
		}
		shown = append(shown, c)
	}
	return shown, nil
}

func madePublished(function string, p *Published) error {
	return given.Made(function, "p", p == nil, func() bool { return p.Rubric() == nil }, "Summary.Publish")
}
