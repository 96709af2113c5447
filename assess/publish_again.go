package assess

import (
	"fmt"
	"slices"
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
	if err := p.sameOptions(before); err != nil {
		return err
	}
	if late := p.newFigures().compare(before, p); late != nil {
		return late
	}
	return nil
}

// sameOptions says whether two publications cannot be compared because of their options.
func (p *Published) sameOptions(before *Published) error {
	if before.table.rubric.Ref() != p.table.rubric.Ref() || !before.policy.same(p.policy) ||
		before.table.assumption != p.table.assumption || before.minGapRaters != p.minGapRaters {
		return &RepublishError{Reason: RepublishPolicy}
	}
	return nil
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
