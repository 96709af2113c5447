package spectrum

// Assumption is an assumption about the stages, for measures that need more than
// their order. The caller names it explicitly. The zero value assumes nothing.
type Assumption string

// EqualSteps assumes that the steps between stages are equal: the step from the
// first to the second stage is as large as that from the second to the third, and
// so on. A report that shows such a result should state the assumption beside it.
const EqualSteps Assumption = "equal-steps"

// Mean returns the mean of the ranks of d's ratings, from 1 to the number of
// stages. It exists only under [EqualSteps]. It reports false for any other
// assumption and if there are no ratings.
//
// The result depends on the assumption: with other steps, the means of two groups
// with the same ratings can change places. The result is the float64 nearest to
// the true value, whatever the counts.
func (d Distribution) Mean(a Assumption) (float64, bool) {
	n := d.N()
	if a != EqualSteps || n == 0 {
		return 0, false
	}
	var sum uint128
	for i, c := range d.counts {
		sum = sum.add(mul64(uint64(i+1), c))
	}
	// ratio needs a quotient of at most 1. Scaling by a power of two is exact.
	return MaxStages * ratio(sum, mul64(MaxStages, n)), true
}

// InterpolatedMedian returns the median as a number, for sorting and plots. It
// treats the ratings on a stage of rank m as spread evenly from m-1/2 to m+1/2. It
// exists only under [EqualSteps]. It reports false for any other assumption and if
// there are no ratings.
//
// Of n ratings with n_m on the stage m of the median and cum below it, it is
//
//	m - 1/2 + (n/2 - cum) / n_m
//
// and, if exactly half of the ratings are at or below a stage, the midpoint
// between the two stages that [Distribution.Median] gives. The function
// interp.median of the R package psych gives the same. The result is the
// float64 nearest to the true value, whatever the counts.
func (d Distribution) InterpolatedMedian(a Assumption) (float64, bool) {
	lo, hi := d.Median()
	if a != EqualSteps || lo.IsZero() {
		return 0, false
	}
	if lo != hi {
		return float64(lo.Rank()+hi.Rank()) / 2, true
	}
	c := d.Count(lo)
	above, n := d.AtOrAbove(lo)
	below := n - above
	// With c on the stage it is ((2m-1)·c + n - 2·below) / 2c. Less than half
	// of the ratings are below, so nothing is negative here.
	sum := mul64(uint64(2*lo.Rank()-1), c).add(uint128{lo: n - below - below})
	const scale = 2 * MaxStages // see Mean; no value is above MaxStages + 1/2
	return scale * ratio(sum, mul64(2*scale, c)), true
}
