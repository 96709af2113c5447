package report

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// maxHighlights is the greatest number of strengths, and of growing edges.
const maxHighlights = 5

// rankedCompetency is a competency with everyone's ratings and their median.
type rankedCompetency struct {
	competency *rubric.Competency
	stages     spectrum.Distribution
	low, high  spectrum.Stage
}

// highlightBuilder builds the strengths and the growing edges.
type highlightBuilder struct{ *builder }

// highlights is the strengths and the growing edges, and the competencies of both, each list with the
// most extreme one first.
type highlights struct {
	strengths, edges HighlightList
	strong, growing  []rankedCompetency
}

func (b highlightBuilder) highlights() highlights {
	var strengths, edges HighlightList
	strengths.Intro, edges.Intro = b.phrases.StandOut.Strengths, b.phrases.StandOut.Edges
	all := b.ranked()
	if len(all) < 2 {
		empty := b.text(b.phrases.StandOut.tooFewToCompare(int(b.minRated)))
		strengths.Empty, edges.Empty = empty, empty
		return highlights{strengths: strengths, edges: edges}
	}
	if compareRanks(all[0], all[len(all)-1]) == 0 {
		strengths.Empty, edges.Empty = b.text(b.phrases.StandOut.AllAlike), b.text(b.phrases.StandOut.AllAlike)
		return highlights{strengths: strengths, edges: edges}
	}
	strong, growing := strongestAndWeakest(all)
	for _, s := range strong {
		strengths.Items = append(strengths.Items, b.highlight(s))
	}
	for _, s := range growing {
		edges.Items = append(edges.Items, b.highlight(s))
	}
	if len(strong) == 0 {
		strengths.Empty = b.text(b.phrases.StandOut.MostAlike)
		if all[0].high.Rank() == 1 {
			strengths.Empty = b.text(b.phrases.StandOut.NoStrengths)
		}
	}
	if len(growing) == 0 {
		edges.Empty = b.text(b.phrases.StandOut.MostAlike)
		if _, more := all[len(all)-1].low.Next(); !more {
			edges.Empty = b.text(b.phrases.StandOut.noEdges(b.stages[len(b.stages)-1]))
		}
	}
	return highlights{strengths, edges, strong, growing}
}

// growingEdges returns the growing edges of highlights, the lowest first.
func (b highlightBuilder) growingEdges() []rankedCompetency {
	all := b.ranked()
	if len(all) == 0 {
		return nil
	}
	_, edges := strongestAndWeakest(all)
	return edges
}

// ranked returns the competencies that enough people rated, the highest first; equal ones keep the
// rubric's order.
func (b highlightBuilder) ranked() []rankedCompetency {
	var all []rankedCompetency
	for c := range b.selectedOf(b.rubric.Competencies()) {
		cell, ok := b.published.Cell(c.ID(), b.everyone)
		if !ok || cell.Hidden || cell.Rated() == 0 || cell.Rated() < b.minRated {
			continue
		}
		s := rankedCompetency{competency: c, stages: cell.Stages}
		s.low, s.high = cell.Stages.Median()
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(x, y rankedCompetency) int { return compareRanks(y, x) })
	return all
}

// compareRanks compares by the rule of the package documentation: medians first, then the shares
// in the upper half of the stages, then the shares at or above each stage from the highest down.
func compareRanks(x, y rankedCompetency) int {
	if c := cmp.Or(x.low.Compare(y.low), x.high.Compare(y.high)); c != 0 {
		return c
	}
	scale := x.stages.Spectrum()
	if c := compareShares(x.stages, y.stages, upperHalf(scale)); c != 0 {
		return c
	}
	for rank := scale.Len(); rank > 1; rank-- {
		s, _ := scale.At(rank)
		if c := compareShares(x.stages, y.stages, s); c != 0 {
			return c
		}
	}
	return 0
}

// upperHalf returns the lowest stage of the upper half. The middle stage of an odd number is not
// in it.
func upperHalf(s *spectrum.Spectrum) spectrum.Stage {
	stage, _ := s.At((s.Len()+1)/2 + 1)
	return stage
}

// compareShares compares the shares at or above a stage without rounding.
func compareShares(x, y spectrum.Distribution, s spectrum.Stage) int {
	xk, xn := x.AtOrAbove(s)
	yk, yn := y.AtOrAbove(s)
	return compareFractions(xk, xn, yk, yn)
}

// compareFractions compares xk of xn with yk of yn without rounding.
func compareFractions(xk, xn, yk, yn uint64) int {
	xhi, xlo := bits.Mul64(xk, yn)
	yhi, ylo := bits.Mul64(yk, xn)
	return cmp.Or(cmp.Compare(xhi, yhi), cmp.Compare(xlo, ylo))
}

// strongestAndWeakest returns the first competencies of all, which is sorted, as strengths and the
// last as growing edges, each list with the most extreme one first. A list has at most a third of
// all, or one of two. No competency is in both, and no strength is equal to a growing edge: if the
// lists meet in equal competencies, both leave them out. A competency at the lowest stage is not a
// strength, and one at the highest is not a growing edge.
func strongestAndWeakest(all []rankedCompetency) (strengths, edges []rankedCompetency) {
	n := min(maxHighlights, max(len(all)/3, 1))
	strengths, edges = slices.Clone(all), slices.Clone(all)
	// Sort stably so that equal competencies keep the rubric's order from this end too.
	slices.SortStableFunc(edges, compareRanks)
	strengths, edges = strengths[:n], edges[:n]
	if compareRanks(strengths[n-1], edges[n-1]) == 0 {
		middle := strengths[n-1]
		equal := func(s rankedCompetency) bool { return compareRanks(s, middle) == 0 }
		strengths = slices.DeleteFunc(strengths, equal)
		edges = slices.DeleteFunc(edges, equal)
	}
	strengths = slices.DeleteFunc(strengths, func(s rankedCompetency) bool { return s.high.Rank() == 1 })
	edges = slices.DeleteFunc(edges, func(s rankedCompetency) bool {
		_, more := s.low.Next()
		return !more
	})
	return strengths, edges
}

func (b highlightBuilder) highlight(s rankedCompetency) Highlight {
	return Highlight{
		Label:    b.text(b.label(s.competency)),
		Domain:   b.otherDomain(s.competency.Domain()),
		Sentence: b.text(b.grammar.sentences(b.phrases.StandOut.standing(b.title(s.low), b.title(s.high)), b.inUpperHalf(s))),
		Bar:      b.bar(s.stages),
	}
}

// inUpperHalf returns how many people rated a competency in the upper half of the stages.
func (b *builder) inUpperHalf(s rankedCompetency) string {
	stage := upperHalf(s.stages.Spectrum())
	k, n := s.stages.AtOrAbove(stage)
	_, more := stage.Next()
	return b.phrases.StandOut.atOrAbove(k, n, b.title(stage), !more)
}
