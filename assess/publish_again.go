package assess

import (
	"fmt"
	"iter"
	"slices"

	"github.com/waymark-go/waymark/assess/internal/disclose"
)

// RepublishReason says why a wave cannot be published again. Reasons are stable.
type RepublishReason string

// The reasons.
const (
	RepublishPolicy   RepublishReason = "policy"    // it was published under another policy or with other options
	RepublishParts    RepublishReason = "parts"     // it was published with other parts
	RepublishHidden   RepublishReason = "hidden"    // other cells are hidden than before
	RepublishFell     RepublishReason = "withdrawn" // a response was withdrawn or edited
	RepublishFew      RepublishReason = "few"       // too few new answers
	RepublishAlike    RepublishReason = "alike"     // the new answers are too much alike
	RepublishRounding RepublishReason = "rounding"  // rounded counts changed
)

// RepublishError says why publishing a wave again would expose somebody, and what can be
// done.
//
// Path, Wait and the text of the error are about counts that the policy hides. Show them only to
// people who may see the counts. The Reason alone names no group and no number.
type RepublishError struct {
	Reason RepublishReason
	// Path names the result, by ids and as in warnings: raters.by.family,
	// language-access.all. In a hierarchy the id of the node and a colon come before it.
	// Several hidden constituencies together are hidden.
	Path string
	// Wait is how many more answers would do, at the least, if they are why. Counting on
	// the number of answers alone, they may still be too much alike.
	Wait uint64
}

// Error says what is wrong and what to do.
func (e *RepublishError) Error() string {
	const withdraw = "or withdraw the earlier file before you publish"
	switch e.Reason {
	case RepublishPolicy:
		return "the wave was published under another policy or with other options: publish it under the same, " + withdraw
	case RepublishParts:
		return fmt.Sprintf("%s: the wave was published with other parts: publish with the same parts, %s", e.Path, withdraw)
	case RepublishHidden:
		return fmt.Sprintf("%s: the wave was published with other results hidden, and the difference would expose raters: wait for the next wave, %s", e.Path, withdraw)
	case RepublishFell:
		return fmt.Sprintf("%s: an answer was withdrawn or edited since the wave was published, and the difference would show it: leave the published file as it is, %s", e.Path, withdraw)
	case RepublishFew:
		return fmt.Sprintf("%s: the difference to what was published would show the answers of too few raters: wait for at least %d more, leave out the new answers, %s", e.Path, e.Wait, withdraw)
	case RepublishAlike:
		return fmt.Sprintf("%s: the difference to what was published would show that the new raters answered alike: wait for more, leave out the new answers, %s", e.Path, withdraw)
	default:
		return fmt.Sprintf("%s: rounded counts changed, and the difference cannot be judged: leave the published file as it is, %s", e.Path, withdraw)
	}
}

// PublishAgain is Publish for a wave of which something was published before: all that was
// published and not withdrawn. Earlier files are as good as published forever if anybody
// may have kept them.
//
// The result is published only if the difference to each earlier one shows nothing that
// the policy hides. The same cells are hidden as before, and in each shown group, and in
// the hidden ones together, either nothing changed or new raters came, no fewer than the
// policy's minimum, whose answers could be published as those of a group. Otherwise the
// error is a [*RepublishError], or tells that an argument is invalid.
//
// What was published is known by its counts alone. A response that was withdrawn or edited
// is noticed when a count fell. When as many new raters as the policy asks for make up
// for each of its answers, it cannot be told from the difference either.
func (s *Summary) PublishAgain(p Policy, earlier ...*Published) (*Published, error) {
	for i, before := range earlier {
		if err := checkPublished("assess.Summary.PublishAgain", fmt.Sprintf("earlier[%d]", i), before); err != nil {
			return nil, err
		}
	}
	published, err := s.Publish(p)
	if err != nil {
		return nil, err
	}
	for _, before := range earlier {
		if err := published.follows(before); err != nil {
			return nil, fmt.Errorf("publish again: %w", err)
		}
	}
	return published, nil
}

// follows says why a publication of the same wave cannot be shown beside an earlier one.
func (p *Published) follows(before *Published) error {
	if place, ok := before.Place(); ok {
		return &RepublishError{Reason: RepublishParts, Path: place.ID}
	}
	if before.table.rubric.Ref() != p.table.rubric.Ref() || !before.policy.same(p.policy) || before.table.assumption != p.table.assumption {
		return &RepublishError{Reason: RepublishPolicy}
	}
	for path, counts := range p.figures(before) {
		if counts.hidden {
			return &RepublishError{Reason: RepublishHidden, Path: path}
		}
		if e := p.policy.late(counts.before, counts.after, counts.stages); e != nil {
			e.Path = path
			return e
		}
	}
	return nil
}

// figure is the counts of one block in two publications.
type figure struct {
	before, after []uint64
	stages        int  // how many counts are ratings, 0 for a number of raters
	hidden        bool // in one of the two
}

// figures yields all that can be worked out of two publications.
func (p *Published) figures(before *Published) iter.Seq2[string, figure] {
	return func(yield func(string, figure) bool) {
		stages := p.table.rubric.Spectrum().Len()
		raters := func(t *table) func(int) (ResultCell, []uint64) {
			return func(column int) (ResultCell, []uint64) {
				return ResultCell{Hidden: t.raters[column].Hidden}, []uint64{t.raters[column].N}
			}
		}
		if !p.table.figuresOf("raters", 0, raters(&before.table), raters(&p.table), yield) {
			return
		}
		for c := range p.table.rubric.Competencies() {
			counts := func(t *table) func(int) (ResultCell, []uint64) {
				return func(column int) (ResultCell, []uint64) {
					cell := t.at(t.rows[c.ID()], column)
					return *cell, cell.counts(stages)
				}
			}
			if !p.table.figuresOf(c.ID(), stages, counts(&before.table), counts(&p.table), yield) {
				return
			}
		}
	}
}

// figuresOf yields the blocks of one row: each shown constituency, and what these leave of
// everyone.
func (t *table) figuresOf(id string, stages int, before, after func(column int) (ResultCell, []uint64), yield func(string, figure) bool) bool {
	all, wasLeft := before(0)
	_, left := after(0)
	wasLeft, left = slices.Clone(wasLeft), slices.Clone(left)
	hidden := false
	for column := range t.columns {
		was, from := before(column)
		is, to := after(column)
		path := id + ".all"
		if column > 0 {
			path = id + ".by." + t.columns[column].ID
		}
		if is.NotAsked {
			continue
		}
		if was.Hidden != is.Hidden {
			return yield(path, figure{hidden: true})
		}
		hidden = hidden || is.Hidden
		if column == 0 || is.Hidden {
			continue
		}
		if !yield(path, figure{before: from, after: to, stages: stages}) {
			return false
		}
		for i := range from {
			wasLeft[i] -= from[i]
			left[i] -= to[i]
		}
	}
	if all.Hidden || len(t.columns) > 1 && !hidden {
		return true
	}
	path := id + ".hidden"
	if len(t.columns) == 1 {
		path = id + ".all"
	}
	return yield(path, figure{before: wasLeft, after: left, stages: stages})
}

// counts returns the counts of a cell as in a [GroupCounts], zeros if it is hidden.
func (c *ResultCell) counts(stages int) []uint64 {
	if c.Hidden {
		return make([]uint64, stages+nonAnswers)
	}
	counts := make([]uint64, 0, stages+nonAnswers)
	for _, n := range c.Stages.Counts() {
		counts = append(counts, n)
	}
	n := c.NonAnswers
	return append(counts, n.NotAnswered, n.NotApplicable, n.DontKnow, n.Declined)
}

// late says what is wrong with publishing some counts after others of the same people and
// perhaps more.
func (p Policy) late(before, after []uint64, stages int) *RepublishError {
	if p.MinGroup == 1 && p.minOutside() == 0 || slices.Equal(before, after) {
		return nil
	}
	if p.RoundTo > 1 {
		return &RepublishError{Reason: RepublishRounding}
	}
	var added, rated, most uint64
	for i := range after {
		if after[i] < before[i] {
			return &RepublishError{Reason: RepublishFell}
		}
		n := after[i] - before[i]
		added += n
		most = max(most, n)
		if i < stages {
			rated += n
		}
	}
	rule := p.rule()
	switch {
	case added < rule.MinRated:
		return &RepublishError{Reason: RepublishFew, Wait: rule.MinRated - added}
	case rated > 0 && rated < rule.MinRated:
		return &RepublishError{Reason: RepublishFew, Wait: rule.MinRated - rated}
	case rated > 0 && added-most < rule.MinOutside:
		return &RepublishError{Reason: RepublishAlike}
	}
	return nil
}

// checkEarlier says why a hierarchy cannot be published after an earlier one of the same
// wave.
func (h *Hierarchy) checkEarlier(e *Hierarchy) error {
	if e.rubric.Ref() != h.rubric.Ref() || !e.policy.same(h.policy) || !slices.Equal(e.opt.Merged, h.opt.Merged) || e.minGapRaters != h.minGapRaters {
		return &RepublishError{Reason: RepublishPolicy}
	}
	for i := range max(len(h.nodes), len(e.nodes)) {
		if i >= len(h.nodes) || i >= len(e.nodes) || h.nodes[i].id != e.nodes[i].id || h.nodes[i].parent != e.nodes[i].parent {
			return &RepublishError{Reason: RepublishParts, Path: h.nodes[min(i, len(h.nodes)-1)].id}
		}
	}
	if !h.pattern.Equal(e.pattern) {
		return &RepublishError{Reason: RepublishHidden, Path: h.nodes[len(h.nodes)-1].id}
	}
	next, stop := iter.Pull2(e.pattern.Blocks(e.table))
	defer stop()
	for block, after := range h.pattern.Blocks(h.table) {
		_, before, ok := next()
		if !ok {
			return &RepublishError{Reason: RepublishHidden, Path: h.path(block)}
		}
		if e := h.policy.late(h.figure(block, before), h.figure(block, after), h.stages(block)); e != nil {
			e.Path = h.path(block)
			return e
		}
	}
	return nil
}

func (h *Hierarchy) stages(b disclose.Block) int {
	if b.Row < 0 {
		return 0
	}
	return h.table.Stages
}

func (h *Hierarchy) figure(b disclose.Block, p *disclose.Pool) []uint64 {
	if b.Row < 0 {
		return []uint64{p.Raters}
	}
	return p.Counts(h.table.Stages + nonAnswers)
}

// path names a block as in warnings.
func (h *Hierarchy) path(b disclose.Block) string {
	path := h.nodes[b.Node].id + ": raters"
	if b.Row >= 0 {
		for c := range h.rubric.Competencies() {
			if c.Index() == b.Row {
				path = h.nodes[b.Node].id + ": " + c.ID()
			}
		}
	}
	switch {
	case b.Column == disclose.Everyone:
		return path + ".hidden"
	case h.groups[b.Column-1] == AllRaters:
		return path + ".all"
	default:
		return path + ".by." + h.groups[b.Column-1]
	}
}
