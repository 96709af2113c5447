package spectrum

// Assumption is what a caller takes for true about the stages so that a
// measure that needs more than their order can be had. No value is assumed
// unless it is named, and the zero value assumes nothing.
type Assumption string

// EqualSteps takes the steps between stages for equal: that from the first to
// the second stage is as large as that from the second to the third, and so on.
// A report that shows a result should say so beside it.
const EqualSteps Assumption = "equal-steps"

// Mean returns the mean of the ranks of d's ratings, from 1 to the number of
// stages. It exists only under [EqualSteps]. It reports false for any other
// assumption and for no ratings.
//
// The assumption carries the result: with the same ratings, the means of two
// groups can change places when the steps are not equal. The result is the
// float64 nearest to the true value, whatever the counts.
func (d Distribution) Mean(a Assumption) (float64, bool) {
	n := d.N()
	if a != EqualSteps || n == 0 {
		return 0, false
	}
	var sum uint128
	for i, c := range d.counts {
		sum = sum.add(mul64(uint64(i+1), c))
	}
	// ratio wants no more than 1; a power of two leaves the digits alone.
	return MaxStages * ratio(sum, mul64(MaxStages, n)), true
}

// InterpolatedMedian returns the median as a number, for sorting and plots: the
// ratings of a stage of rank m are thought to be spread evenly from m-1/2 to
// m+1/2. It exists only under [EqualSteps]. It reports false for any other
// assumption and for no ratings.
//
// Of n ratings with n_m on the stage m of the median and cum below it, it is
//
//	m - 1/2 + (n/2 - cum) / n_m
//
// and, where exactly half of the ratings are at or below a stage, the midpoint
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
