package spectrum

import "fmt"

// Dominance returns Cliff's delta of x against y, from -1 to 1: of all pairs
// of a rating of x and one of y, the share in which that of x is on the higher
// stage less the share in which it is on the lower. Negative means that x
// rates lower. (delta+1)/2 is the probability of superiority, ties counted half.
// It reports false if x or y is empty or their spectra have different lengths.
//
// Stages are paired by rank, so x and y may have two spectra, such as those of
// two editions; the caller knows whether their ranks mean the same.
// Dominance(y, x) is exactly -Dominance(x, y). The result is the float64
// nearest to the true value, whatever the counts.
//
// The formula, the sum over stages i of x_i·(Y_{<i} - Y_{>i}) divided by the
// number of pairs, is that of N. Cliff, "Dominance Statistics: Ordinal
// Analyses to Answer Ordinal Questions", Psychological Bulletin 114 (1993).
func Dominance(x, y Distribution) (delta float64, ok bool) {
	n, m := x.N(), y.N()
	if n == 0 || m == 0 || x.spectrum.Len() != y.spectrum.Len() {
		return 0, false
	}
	// Pairs won, lost and tied are n·m in all, so no sum passes 128 bits.
	var won, lost uint128
	below, above := uint64(0), m
	for i, c := range x.counts[:x.spectrum.Len()] {
		above -= y.counts[i]
		won = won.add(mul64(c, below))
		lost = lost.add(mul64(c, above))
		below += y.counts[i]
	}
	return signedRatio(won, lost, mul64(n, m)), true
}

// Dominates reports whether x stochastically dominates y in the first order:
// at every stage the share of x's ratings at or below it is no larger than that
// of y's, and at one stage or more it is smaller. Then x is higher however
// the stages are numbered: every mean, every quantile and every share at or
// above a stage is as high as y's or higher. It is false if x or y is empty.
// It panics if their spectra have different lengths, unless one is the zero
// Distribution.
//
// It is possible that neither of two groups dominates the other. Which of them is
// higher then depends on the stage. Stages are paired by rank, as in
// [Dominance], which is above 0 whenever x dominates y. Shares are compared as
// exact fractions.
func Dominates(x, y Distribution) bool {
	if k, l := x.spectrum.Len(), y.spectrum.Len(); k != l && k != 0 && l != 0 {
		panic(fmt.Sprintf("spectrum: Dominates: distributions on %d and on %d stages", k, l))
	}
	n, m := x.N(), y.N()
	if n == 0 || m == 0 {
		return false
	}
	var cumX, cumY uint64
	strictly := false
	for i := range x.counts {
		cumX += x.counts[i]
		cumY += y.counts[i]
		fx, fy := mul64(cumX, m), mul64(cumY, n)
		if fy.less(fx) {
			return false
		}
		strictly = strictly || fx.less(fy)
	}
	return strictly
}
