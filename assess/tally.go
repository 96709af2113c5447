package assess

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"math/bits"
	"slices"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// Tally counts responses. It holds integers only, so that merging is exact: it is
// associative and commutative and the zero value, which is ready to use, is its
// identity. The order of files, goroutines or machines never changes a result.
//
// The fields are exported so that the combiner of an engine (a CombineFn of
// Apache Beam, say) can carry a tally from machine to machine. json.Marshal gives
// the canonical encoding: equal tallies, equal bytes.
//
// A Tally is not safe for concurrent use: give each goroutine its own and merge.
type Tally struct {
	// Rubric is what was rated, empty until the first response.
	Rubric rubric.Ref `json:"rubric,omitzero"`
	// Stages and Competencies are the numbers of those in the rubric.
	Stages       int `json:"stages,omitzero"`
	Competencies int `json:"competencies,omitzero"`
	// Groups are the counts by constituency id; "" where the rubric names none.
	Groups map[string]*GroupCounts `json:"groups,omitempty"`
	// Drafts is how many drafts were added. None of their ratings is in Groups.
	Drafts uint64 `json:"drafts,omitzero"`
}

// GroupCounts is the counts of one constituency. For each competency in printed order,
// Counts has one number a stage, lowest first, and then those of not answered, not
// applicable, don't know and declined. The numbers of a competency add up to Raters. If the
// constituency is not asked the competency, all of them are zero.
type GroupCounts struct {
	Raters uint64   `json:"raters"`
	Counts []uint64 `json:"counts"`
}

// width returns how many counts a competency has.
func (t *Tally) width() int { return t.Stages + nonAnswers }

// Add counts a response. It counts a draft in Drafts and nowhere else. It returns an error,
// and counts nothing, if the response is to another rubric than the previous ones. It
// allocates only for the first response of a constituency.
func (t *Tally) Add(p *Response) error {
	if p == nil || p.rubric == nil {
		return checkResponse("assess.Tally.Add", "p", p)
	}
	if err := t.adopt(p.rubric); err != nil {
		return err
	}
	if p.draft {
		t.Drafts++
		return nil
	}
	g := t.group(p.constituency)
	g.Raters++
	at := 0
	for _, rating := range p.ratings {
		g.Counts[at+t.countIndex(rating)]++
		at += t.width()
	}
	for i := range notAskedOf(p.rubric, p.constituency) {
		g.Counts[i*t.width()+t.Stages]-- // counted as not answered
	}
	return nil
}

// notAskedOf yields the indices of the competencies that a constituency is not asked.
func notAskedOf(r *rubric.Rubric, constituency string) iter.Seq[int] {
	return func(yield func(int) bool) {
		if r.AsksEveryone() {
			return
		}
		for c := range r.Competencies() {
			if !c.Asks(constituency) && !yield(c.Index()) {
				return
			}
		}
	}
}

// Remove takes back a response that was counted, for a rater who withdraws or corrects
// an answer. It is the inverse of [Tally.Add]: a tally that has counted a response and
// removed it is as it was before, and empty if there was no other.
//
// It returns an error, and changes nothing, if the response cannot be one of those that
// were counted. A tally knows no single responses: that the response was counted, and
// counted once, is up to the caller.
//
// What was published with the response in it stays published: the difference between
// that and what is published afterwards may be the response.
//
// When a draft is finished, remove the draft and add the finished response.
func (t *Tally) Remove(p *Response) error {
	if err := checkResponse("assess.Tally.Remove", "p", p); err != nil {
		return err
	}
	if p.draft {
		return t.removeDraft(p)
	}
	g := t.Groups[p.constituency]
	if t.Rubric != p.rubric.Ref() || g == nil || g.Raters == 0 {
		return fmt.Errorf("tally: remove %q: no response of %q to %s was counted", p.id, p.constituency, p.rubric.Ref())
	}
	if err := t.fits(p.rubric); err != nil {
		return err
	}
	notAsked := slices.Collect(notAskedOf(p.rubric, p.constituency))
	for i, rating := range p.ratings {
		if !slices.Contains(notAsked, i) && g.Counts[i*t.width()+t.countIndex(rating)] == 0 {
			return fmt.Errorf("tally: remove %q: no response with the rating %s of competency %d was counted", p.id, rating, i+1)
		}
	}
	for i, rating := range p.ratings {
		if !slices.Contains(notAsked, i) {
			g.Counts[i*t.width()+t.countIndex(rating)]--
		}
	}
	if g.Raters--; g.Raters == 0 {
		delete(t.Groups, p.constituency)
	}
	t.resetIfEmpty()
	return nil
}

func (t *Tally) removeDraft(p *Response) error {
	if t.Rubric != p.rubric.Ref() || t.Drafts == 0 {
		return fmt.Errorf("tally: remove %q: no draft to %s was counted", p.id, p.rubric.Ref())
	}
	t.Drafts--
	t.resetIfEmpty()
	return nil
}

// resetIfEmpty makes a tally in which nothing is counted the zero value.
func (t *Tally) resetIfEmpty() {
	if len(t.Groups) > 0 {
		return
	}
	if t.Groups = nil; t.Drafts == 0 {
		*t = Tally{}
	}
}

// adopt makes an empty tally one of the rubric, and checks any other.
func (t *Tally) adopt(r *rubric.Rubric) error {
	if t.Rubric == (rubric.Ref{}) {
		t.Rubric, t.Stages, t.Competencies = r.Ref(), r.Spectrum().Len(), r.CompetencyCount()
		return nil
	}
	if t.Rubric != r.Ref() {
		return fmt.Errorf("tally: %s does not go with the %s counted so far", describe(r.Ref(), t.Rubric), t.Rubric)
	}
	return nil
}

// describe names a ref, with its digest where the name alone does not tell it
// from the other.
func describe(r, other rubric.Ref) string {
	if r.String() == other.String() {
		return r.String() + " with the digest " + r.Digest
	}
	return r.String()
}

func (t *Tally) group(constituency string) *GroupCounts {
	g := t.Groups[constituency]
	if g == nil {
		if t.Groups == nil {
			t.Groups = make(map[string]*GroupCounts)
		}
		g = &GroupCounts{Counts: make([]uint64, t.Competencies*t.width())}
		t.Groups[constituency] = g
	}
	return g
}

// Merge adds the counts of another tally, which it does not change. It returns an error,
// and adds nothing, if u is nil, the two are of different rubrics, the other is malformed, or a
// count would overflow.
func (t *Tally) Merge(u *Tally) error {
	if err := given.NotNil("assess.Tally.Merge", "u", u == nil); err != nil {
		return err
	}
	if u.Rubric == (rubric.Ref{}) && len(u.Groups) == 0 && u.Drafts == 0 {
		return nil
	}
	if err := u.check(); err != nil {
		return err
	}
	if t.Rubric == (rubric.Ref{}) {
		t.Rubric, t.Stages, t.Competencies = u.Rubric, u.Stages, u.Competencies
	}
	if t.Rubric != u.Rubric || t.Stages != u.Stages || t.Competencies != u.Competencies {
		return fmt.Errorf("merge tallies: %s does not go with %s", describe(u.Rubric, t.Rubric), t.Rubric)
	}
	if err := t.check(); err != nil {
		return err
	}
	for id, g := range u.Groups {
		if mine := t.Groups[id]; mine != nil {
			if _, carry := bits.Add64(mine.Raters, g.Raters, 0); carry != 0 {
				return fmt.Errorf("merge tallies: the raters of %q overflow", id)
			}
			if i := t.askedApart(mine, g); i >= 0 {
				return fmt.Errorf("merge tallies: only one of them has answers of %q to competency %d", id, i)
			}
		}
	}
	if _, carry := bits.Add64(t.Drafts, u.Drafts, 0); carry != 0 {
		return fmt.Errorf("merge tallies: the drafts overflow")
	}
	t.Drafts += u.Drafts
	for id, g := range u.Groups {
		mine := t.group(id)
		mine.Raters += g.Raters
		for i, n := range g.Counts {
			mine.Counts[i] += n
		}
	}
	return nil
}

// askedApart returns the index of a competency that only one of two groups with raters was
// asked, or -1.
func (t *Tally) askedApart(g, h *GroupCounts) int {
	if g.Raters == 0 || h.Raters == 0 {
		return -1
	}
	for i := range t.Competencies {
		if isZero(g.Counts[i*t.width():][:t.width()]) != isZero(h.Counts[i*t.width():][:t.width()]) {
			return i
		}
	}
	return -1
}

func isZero(counts []uint64) bool {
	for _, n := range counts {
		if n != 0 {
			return false
		}
	}
	return true
}

// fits makes sure that the tally has the shape that its rubric gives it, which one
// that was put together elsewhere need not have.
func (t *Tally) fits(r *rubric.Rubric) error {
	if t.Stages != r.Spectrum().Len() || t.Competencies != r.CompetencyCount() {
		return fmt.Errorf("tally: %d stages and %d competencies are not those of %s", t.Stages, t.Competencies, r.Ref())
	}
	if err := t.check(); err != nil {
		return err
	}
	for id, g := range t.Groups {
		if g.Raters == 0 {
			continue
		}
		for c := range r.Competencies() {
			if counts := g.Counts[c.Index()*t.width():][:t.width()]; isZero(counts) == (r.AsksEveryone() || c.Asks(id)) {
				return fmt.Errorf("tally: competency %d of %q has the wrong number of answers: it is asked: %t", c.Index(), id, c.Asks(id))
			}
		}
	}
	return nil
}

// check makes sure that the counts have the shape that the numbers of stages and
// competencies promise, and that each competency's add up to the raters or are all zero. Sums that
// hold cannot overflow where the raters do not.
func (t *Tally) check() error {
	if t.Stages < 0 || t.Competencies < 0 {
		return fmt.Errorf("tally: negative number of stages or competencies")
	}
	for id, g := range t.Groups {
		if g == nil || len(g.Counts) != t.Competencies*t.width() {
			return fmt.Errorf("tally: the counts of %q do not have %d competencies by %d", id, t.Competencies, t.width())
		}
		for at := 0; at < len(g.Counts); at += t.width() {
			left := g.Raters
			for _, n := range g.Counts[at : at+t.width()] {
				if n > left {
					return fmt.Errorf("tally: competency %d of %q has more ratings than raters", at/t.width(), id)
				}
				left -= n
			}
			if left != 0 && left != g.Raters { // nobody was asked
				return fmt.Errorf("tally: competency %d of %q has fewer ratings than raters", at/t.width(), id)
			}
		}
	}
	return nil
}

// UnmarshalJSON reads the canonical encoding and refuses counts that do not fit
// together.
func (t *Tally) UnmarshalJSON(data []byte) error {
	type plain Tally
	var p plain
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return fmt.Errorf("read tally: %w", err)
	}
	u := Tally(p)
	if err := u.check(); err != nil {
		return fmt.Errorf("read tally: %w", err)
	}
	*t = u
	return nil
}
