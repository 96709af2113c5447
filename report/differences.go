package report

import (
	"math"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

const (
	// maxDifferences is the number of differences of view that a report names.
	maxDifferences = 8
	// minCompared is the number of people that each group needs for a comparison.
	minCompared = 10
)

// The limits of Cliff's delta by Romano and others (2006): negligible below the first, small below
// the second, medium below the third, otherwise large.
const (
	smallDelta  = 0.147
	mediumDelta = 0.33
	largeDelta  = 0.474
)

// deltaLevel returns the size of a difference, from 0 for negligible to 3 for large.
func deltaLevel(delta float64) int {
	switch d := math.Abs(delta); {
	case d < smallDelta:
		return 0
	case d < mediumDelta:
		return 1
	case d < largeDelta:
		return 2
	}
	return 3
}

// comparisonBuilder builds the differences of view between groups.
type comparisonBuilder struct{ *builder }

// differences returns the largest differences of view. domains has the results by group.
func (b comparisonBuilder) differences(domains []DomainSection) ComparisonList {
	d := ComparisonList{Intro: b.phrases.Differences.Intro, Empty: b.phrases.Differences.TooFewGroups}
	named := make(map[string]bool)
	for g := range b.published.Gaps() {
		if !b.shows(g.Between[0].ID) || !b.shows(g.Between[1].ID) || !b.selected(g.Competency) {
			continue
		}
		d.Empty = ""
		// Gaps come in decreasing order, so all others are smaller.
		if len(d.Items) == maxDifferences || deltaLevel(g.Delta) == 0 {
			break
		}
		if id := g.Competency.ID(); !named[id] {
			if item, ok := b.difference(g, resultsByGroup(domains, id)); ok {
				d.Items = append(d.Items, item)
				named[id] = true
			}
		}
	}
	if len(d.Items) == 0 && d.Empty == "" {
		d.Empty = b.phrases.Differences.None
	}
	return d
}

// shows reports whether the report shows a group.
func (b *builder) shows(id string) bool {
	return slices.ContainsFunc(b.groups, func(g rubric.Constituency) bool { return g.ID == id })
}

// groupGap is a difference of view between two groups in words, the group that rates lower first.
type groupGap struct {
	names  [2]string
	sides  [2]ComparisonSide
	stage  spectrum.Stage // where the two differ most
	detail TaggedText     // the numbers of people at that stage or above
}

// gap returns a difference of view, and false if a result of the two groups is hidden. by has the
// results of the competency by group, or is nil to compute them.
func (b comparisonBuilder) gap(g assess.ConstituencyGap, by []ResultText) (groupGap, bool) {
	lower, higher := g.Between[0], g.Between[1]
	if g.Delta > 0 {
		lower, higher = higher, lower
	}
	id := g.Competency.ID()
	low, ok := b.published.Cell(id, lower.ID)
	high, also := b.published.Cell(id, higher.ID)
	if !ok || !also || low.Hidden || high.Hidden {
		return groupGap{}, false
	}
	names := [2]string{b.wording(lower.ID, "title", lower.Title), b.wording(higher.ID, "title", higher.Title)}
	stage := widestStage(low.Stages, high.Stages)
	result := func(group string, cell assess.ResultCell) ResultText {
		for i := range by {
			if b.groups[i].ID == group {
				return by[i]
			}
		}
		return b.cellResult(cell, b.phrases.Results.rated)
	}
	return groupGap{
		names: names,
		sides: [2]ComparisonSide{
			{Constituency: lower.ID, Group: b.text(names[0]), Result: result(lower.ID, low)},
			{Constituency: higher.ID, Group: b.text(names[1]), Result: result(higher.ID, high)},
		},
		stage: stage,
		detail: b.text(b.sharesAt(stage, [2]spectrum.Distribution{low.Stages, high.Stages}, func(i int, k, n uint64) string {
			return b.phrases.Differences.ofGroup(k, n, b.phrases.Constituencies.members(names[i], n))
		})),
	}, true
}

// resultsByGroup returns the results of a competency by group, or nil if it is not in domains.
func resultsByGroup(domains []DomainSection, id string) []ResultText {
	for i := range domains {
		for j := range domains[i].Competencies {
			if c := &domains[i].Competencies[j]; c.ID == id {
				return c.By
			}
		}
	}
	return nil
}

func (b comparisonBuilder) difference(g assess.ConstituencyGap, by []ResultText) (Comparison, bool) {
	t, ok := b.gap(g, by)
	if !ok {
		return Comparison{}, false
	}
	groups, title := &b.phrases.Constituencies, b.titleAlone(g.Competency)
	return Comparison{
		Competency: g.Competency.ID(), Stage: t.stage.ID(),
		Domain:   b.otherDomain(g.Competency.Domain()),
		Sentence: b.text(b.phrases.Differences.difference(groups.by(t.names[0]), groups.by(t.names[1]), title, deltaLevel(g.Delta))),
		Detail:   t.detail,
		Sides:    t.sides,
	}, true
}

// widestStage returns the stage at which the share at or above it differs most between two
// distributions in favor of the second, the lowest one if there are several.
func widestStage(x, y spectrum.Distribution) spectrum.Stage {
	var best spectrum.Stage
	lead := math.Inf(-1)
	for s := range x.Spectrum().Stages() {
		if s.Rank() == 1 {
			continue // all ratings are at or above it
		}
		xk, xn := x.AtOrAbove(s)
		yk, yn := y.AtOrAbove(s)
		if d := float64(yk)/float64(yn) - float64(xk)/float64(xn); d > lead {
			best, lead = s, d
		}
	}
	return best
}

// distance returns how far apart the two groups are that differ most in the pooled ratings of a
// domain or strand with the given competencies.
func (b comparisonBuilder) distance(id string, competencies []*rubric.Competency) GroupDistance {
	var largest float64
	var lower, higher string
	compared := false
	for i := range b.groups {
		x, ok := b.compared(id, competencies, b.groups[i].ID)
		if !ok {
			continue
		}
		for j := i + 1; j < len(b.groups); j++ {
			y, ok := b.compared(id, competencies, b.groups[j].ID)
			if !ok {
				continue
			}
			delta, ok := spectrum.Dominance(x, y)
			if !ok || compared && math.Abs(delta) <= math.Abs(largest) {
				continue
			}
			compared, largest = true, delta
			lower, higher = b.groups[i].Title, b.groups[j].Title
			if delta > 0 {
				lower, higher = higher, lower
			}
		}
	}
	if !compared {
		text, detail := b.phrases.Groups.apartUnstated()
		return GroupDistance{Level: -1, Text: text, Detail: b.text(detail)}
	}
	out := GroupDistance{Level: deltaLevel(largest)}
	out.Text = b.phrases.Groups.apart(out.Level)
	if out.Level > 0 {
		out.Detail = b.text(b.phrases.Groups.apartDetail(b.phrases.Constituencies.by(lower), b.phrases.Constituencies.by(higher)))
	}
	return out
}

// compared returns the pooled ratings of some competencies by a group, and whether they may be
// compared with those of another. Pooled ratings are not people, so enough people must have rated
// at least one of the competencies.
func (b comparisonBuilder) compared(id string, competencies []*rubric.Competency, group string) (spectrum.Distribution, bool) {
	cell, ok := b.published.Cell(id, group)
	if !ok || cell.Hidden {
		return spectrum.Distribution{}, false
	}
	for _, c := range competencies {
		if one, ok := b.published.Cell(c.ID(), group); ok && !one.Hidden && one.Rated() >= minCompared {
			return cell.Stages, true
		}
	}
	return spectrum.Distribution{}, false
}
