package assess

import (
	"cmp"
	"fmt"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// MigrationLoss is an answer that a move to another edition loses, or keeps with a
// reservation.
type MigrationLoss struct {
	// Competency is the id in the earlier edition.
	Competency string
	// To are the ids of its successors, if it has any.
	To []string
	// Reason says why.
	Reason LossReason
	// Ratings is the number of ratings concerned; not answered is not a rating.
	Ratings uint64
	// Kept means that the ratings were moved with a reservation.
	Kept bool
	// Note is the crosswalk's note; it may be "".
	Note string
}

// LossReason names the reason for a loss. Reasons are stable.
type LossReason string

// The reasons. Ratings move to one-to-one successors only. It would be a guess which part
// of a split competency a rating was about, or what several ratings of merged ones make.
const (
	LossDropped       LossReason = "dropped"        // the later edition has no such competency
	LossSplit         LossReason = "split"          // several competencies took its place
	LossMerged        LossReason = "merged"         // it went into one with others
	LossNotComparable LossReason = "not-comparable" // its successor asks for something else
	LossPartly        LossReason = "partly"         // its successor asks for nearly the same; the rating is kept
	LossStage         LossReason = "stage"          // the later spectrum has no such stage
	LossNotAsked      LossReason = "not-asked"      // the later edition does not ask the rater's constituency
)

// MigrateResponse moves a response to a later edition. Ratings move to one-to-one
// successors that are fully or partly comparable, with their evidence and notes. Every
// other answer is a loss; losses are in the order of the rubric. A competency that the
// later edition added, or asks the rater's constituency for the first time, is not answered. The response keeps its id and its other fields.
//
// A draft stays a draft. A note or evidence in it that has no rating moves like a rating; if
// it is lost, Ratings of the loss is 0.
//
// Answers to background questions are kept if the later edition has the question and the
// option. Others are dropped; they are no losses, because no competency lost an answer.
//
// It returns an error if the response is not to the edition from which the crosswalk
// leads, or if the later edition lacks its constituency.
func MigrateResponse(p *Response, x *rubric.Crosswalk) (*Response, []MigrationLoss, error) {
	if err := cmp.Or(checkResponse("assess.MigrateResponse", "p", p), given.Crosswalk("assess.MigrateResponse", "x", x)); err != nil {
		return nil, nil, err
	}
	if p.rubric.Ref() != x.From().Ref() {
		return nil, nil, fmt.Errorf("migrate %s: the response is to %s, the crosswalk leads from %s", p.id, describe(p.rubric.Ref(), x.From().Ref()), x.From().Ref())
	}
	if !p.draft || p.constituency != "" {
		if err := hasConstituency(x.To(), p.constituency); err != nil {
			return nil, nil, fmt.Errorf("migrate %s: %w", p.id, err)
		}
	}
	moved := *p
	moved.rubric = x.To()
	moved.ratings = make([]Rating, x.To().CompetencyCount())
	moved.remarks = nil
	moved.background = p.backgroundIn(x.To())
	var losses []MigrationLoss
	for _, r := range routes(x) {
		rating := p.ratings[r.from.Index()]
		if rating == NotAnswered && !p.draft {
			continue
		}
		m := p.remark("Migrate", r.from)
		if rating == NotAnswered && m.isEmpty() {
			continue
		}
		reason := r.reason
		if r.to != nil {
			to, ok := mapStage(x, rating)
			switch {
			case !moved.asks(r.to):
				reason = LossNotAsked
			case ok:
				moved.ratings[r.to.Index()] = to
				if !m.isEmpty() {
					moved.remarks = append(moved.remarks, remark{r.to.Index(), m.evidence, m.note})
				}
			default:
				reason = LossStage
			}
		}
		if reason != "" {
			n := uint64(1)
			if rating == NotAnswered {
				n = 0
			}
			losses = append(losses, r.loss(reason, n))
		}
	}
	sortRemarks(moved.remarks)
	return &moved, losses, nil
}

// MigrateTally moves a tally to a later edition. The result is the tally of the moved
// responses, and the losses are the sum of theirs. Drafts are only counted, so that the
// losses do not include theirs.
func MigrateTally(t *Tally, x *rubric.Crosswalk) (*Tally, []MigrationLoss, error) {
	if err := cmp.Or(given.NotNil("assess.MigrateTally", "t", t == nil), given.Crosswalk("assess.MigrateTally", "x", x)); err != nil {
		return nil, nil, err
	}
	var moved Tally
	if t.Rubric == (rubric.Ref{}) {
		return &moved, nil, nil
	}
	if t.Rubric != x.From().Ref() {
		return nil, nil, fmt.Errorf("migrate tally: it is of %s, the crosswalk leads from %s", describe(t.Rubric, x.From().Ref()), x.From().Ref())
	}
	if err := t.fits(x.From()); err != nil {
		return nil, nil, fmt.Errorf("migrate tally: %w", err)
	}
	if err := moved.adopt(x.To()); err != nil {
		return nil, nil, err
	}
	moved.Drafts = t.Drafts
	counts := make(map[lossKey]uint64)
	for id, g := range t.Groups {
		if err := hasConstituency(x.To(), id); err != nil {
			return nil, nil, fmt.Errorf("migrate tally: %w", err)
		}
		to := moved.group(id)
		to.Raters = g.Raters
		for at := moved.Stages; at < len(to.Counts); at += moved.width() {
			to.Counts[at] = g.Raters // nobody answered, until ratings arrive
		}
		for i := range notAskedOf(x.To(), id) {
			to.Counts[i*moved.width()+moved.Stages] = 0
		}
		for _, r := range routes(x) {
			t.moveCounts(&moved, g, to, id, r, x, counts)
		}
	}
	var losses []MigrationLoss
	for _, r := range routes(x) {
		for _, reason := range []LossReason{r.reason, LossNotAsked, LossStage} {
			if n := counts[lossKey{r.from.Index(), reason}]; n > 0 {
				losses = append(losses, r.loss(reason, n))
			}
		}
	}
	return &moved, losses, nil
}

type lossKey struct {
	competency int
	reason     LossReason
}

// moveCounts moves the counts of a constituency for one competency.
func (t *Tally) moveCounts(moved *Tally, g, to *GroupCounts, constituency string, r route, x *rubric.Crosswalk, losses map[lossKey]uint64) {
	from := g.Counts[r.from.Index()*t.width():][:t.width()]
	for i, n := range from {
		rating := t.ratingAt(i)
		if n == 0 || rating == NotAnswered {
			continue
		}
		reason := r.reason
		if r.to != nil {
			target, ok := mapStage(x, rating)
			switch {
			case !r.to.Asks(constituency):
				reason = LossNotAsked
			case ok:
				counts := to.Counts[r.to.Index()*moved.width():][:moved.width()]
				counts[moved.Stages] -= n
				counts[moved.countIndex(target)] += n
			default:
				reason = LossStage
			}
		}
		if reason != "" {
			losses[lossKey{r.from.Index(), reason}] += n
		}
	}
}

// ratingAt returns the rating that the count with the given index is of.
func (t *Tally) ratingAt(i int) Rating {
	switch i -= t.Stages; {
	case i < 0:
		return Rating(i + t.Stages + 1)
	case i == 0:
		return NotAnswered
	default:
		return NotApplicable + Rating(i-1)
	}
}

// countIndex is the reverse of ratingAt.
func (t *Tally) countIndex(r Rating) int {
	if i, ok := r.nonAnswerIndex(); ok {
		return t.Stages + i
	}
	return r.Rank() - 1
}

// route is where the ratings of a competency go: to a successor, perhaps with a
// reservation, or nowhere, with a reason.
type route struct {
	from   *rubric.Competency
	to     *rubric.Competency // nil when the ratings are lost
	reason LossReason         // "" if nothing is lost
	link   rubric.CrosswalkLink
}

// routes returns the routes in the order of the earlier edition.
func routes(x *rubric.Crosswalk) []route {
	all := make([]route, x.From().CompetencyCount())
	for link := range x.Links() {
		for _, c := range link.From {
			r := route{from: c, link: link, reason: LossReason(obstacle(link))}
			if r.reason == "" {
				r.to = link.To[0]
				if link.Comparable == rubric.PartlyComparable {
					r.reason = LossPartly
				}
			}
			all[c.Index()] = r
		}
	}
	return all
}

// obstacle names what keeps ratings before and after from being of one thing, "" for
// nothing. The names are reasons for a loss and for not comparing, too.
func obstacle(link rubric.CrosswalkLink) string {
	switch {
	case link.Relation != rubric.RelationSame && link.Relation != rubric.RelationReworded:
		return string(link.Relation)
	case link.Comparable == rubric.NotComparable:
		return string(LossNotComparable)
	}
	return ""
}

func (r route) loss(reason LossReason, n uint64) MigrationLoss {
	l := MigrationLoss{Competency: r.from.ID(), Reason: reason, Ratings: n, Kept: reason == LossPartly, Note: r.link.Note}
	for _, c := range r.link.To {
		l.To = append(l.To, c.ID())
	}
	return l
}

// mapStage returns a rating in the later edition. Non-answers stay.
func mapStage(x *rubric.Crosswalk, rating Rating) (Rating, bool) {
	s, ok := rating.Stage(x.From().Spectrum())
	if !ok {
		return rating, true
	}
	var to spectrum.Stage
	if to, ok = x.Stage(s); !ok {
		return NotAnswered, false
	}
	return RatingOf(to), true
}

func hasConstituency(r *rubric.Rubric, id string) error {
	if _, ok := r.Constituency(id); ok {
		return nil
	}
	for range r.Constituencies() {
		return fmt.Errorf("%s has no constituency %q", r.Ref(), id)
	}
	if id != "" {
		return fmt.Errorf("%s names no constituencies, and the ratings are those of %q", r.Ref(), id)
	}
	return nil
}
