package spectrum

import "math/bits"

// Median returns the stages that the middle of d's ratings falls on or
// between: lo is the least stage with half of the ratings or more at or below
// it (2·cum >= n), hi the least with more than half (2·cum > n). They are one
// stage unless exactly half of the ratings are at or below lo; then hi is the
// next stage that has a rating, which need not be the neighbor of lo. Both are
// the zero Stage when d is empty.
//
// lo is the inverse of the empirical distribution function, type 1 of Hyndman
// and Fan, "Sample Quantiles in Statistical Packages", The American
// Statistician 50 (1996).
func (d Distribution) Median() (lo, hi Stage) {
	n := d.N()
	if n == 0 {
		return Stage{}, Stage{}
	}
	var cum uint64
	for i, c := range d.counts {
		cum += c
		// Twice cum may overflow; n - cum cannot.
		if lo.IsZero() && cum >= n-cum {
			lo = d.spectrum.at(i)
		}
		if hi.IsZero() && cum > n-cum {
			hi = d.spectrum.at(i)
		}
	}
	return lo, hi
}

// Agreement returns van der Eijk's A, from -1 to 1: 1 when all ratings are on
// one stage, 0 when they are spread evenly over all stages, -1 when half are
// on the lowest and half on the highest. It reports false when A does not
// exist: for no ratings or for fewer than 3 stages.
//
// A depends on shares only: it is the same when every count is multiplied by
// one number and when the order of the stages is reversed. The result is the
// float64 nearest to the true value, whatever the counts.
//
// The formula is that of C. van der Eijk, "Measuring Agreement in Ordered
// Rating Scales", Quality & Quantity 35 (2001). The counts of K stages are cut
// into layers, each of one height over its S non-empty stages. Of a layer's
// triples of stages i < j < k, TU have the pattern 110 or 011 and TDU the
// pattern 101. Then
//
//	U = ((K-2)·TU - (K-1)·TDU) / ((K-2)·(TU+TDU)), or 1 when TU+TDU = 0
//	A = U · (1 - (S-1)/(K-1))
//
// and A of the whole is the mean of the layers', weighted by their ratings.
func (d Distribution) Agreement() (a float64, ok bool) {
	k, n := d.spectrum.Len(), d.N()
	if k < 3 || n == 0 {
		return 0, false
	}
	var pos, neg uint128 // n·layerUnit(k)·A is pos - neg
	for rest := d.counts; ; {
		stages, height := layer(&rest)
		if stages == 0 {
			break
		}
		if c := layerAgreement(stages, k); c < 0 {
			neg = neg.add(mul64(height, uint64(-c)))
		} else {
			pos = pos.add(mul64(height, uint64(c)))
		}
	}
	return signedRatio(pos, neg, mul64(n, layerUnit(k))), true
}

// Dominance returns Cliff's delta of x against y, from -1 to 1: of all pairs
// of a rating of x and one of y, the share in which that of x is on the higher
// stage less the share in which it is on the lower. Negative means that x
// rates lower. (delta+1)/2 is the probability of superiority, ties counted
// half. It reports false when delta does not exist: when x or y is empty or
// their spectra have different lengths.
//
// Stages are paired by rank, so x and y may have two spectra, such as those of
// two editions; that their ranks mean the same is the caller's to know.
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
	for i, c := range x.counts {
		above -= y.counts[i]
		won = won.add(mul64(c, below))
		lost = lost.add(mul64(c, above))
		below += y.counts[i]
	}
	return signedRatio(won, lost, mul64(n, m)), true
}

// layer takes the next of van der Eijk's layers off rest: the same height from
// every stage that has ratings left, as much as the least of them has. Stages
// is the set of those stages, bit i for index i; it is 0 when nothing is left.
func layer(rest *[MaxStages]uint64) (stages uint16, height uint64) {
	for i, c := range rest {
		if c != 0 && (stages == 0 || c < height) {
			height = c
		}
		if c != 0 {
			stages |= 1 << i
		}
	}
	for i := range rest {
		if stages&(1<<i) != 0 {
			rest[i] -= height
		}
	}
	return stages, height
}

// lcm is the least common multiple of 1 to MaxStages-2, the values of S-1 in
// layers with 2 to MaxStages-1 stages: dividing it by them leaves no remainder.
const lcm = 360360

// layerUnit is what a rating in perfect agreement counts, on k stages.
func layerUnit(k int) uint64 { return uint64(k-1) * uint64(k-2) * lcm }

// layerAgreement returns S·A·layerUnit(k) of a layer of height 1 over the given
// stages of k, an integer: the weight of the layer is in it.
//
// Of the triples with two stages of the layer and one outside there are
// T = S(S-1)/2 · (k-S), each counted by either TU or TDU. This cancels most of
// the formula: S·A = 2·((k-2)·TU - (k-1)·TDU) / ((k-1)(k-2)(S-1)) for S > 1.
// With all stages in the layer, T and A are 0.
func layerAgreement(stages uint16, k int) int64 {
	s := bits.OnesCount16(stages)
	if s == 1 {
		return int64(layerUnit(k))
	}
	tdu, t := 0, s*(s-1)/2*(k-s)
	for i := range k {
		if stages&(1<<i) == 0 {
			before := bits.OnesCount16(stages & (1<<i - 1))
			tdu += before * (s - before)
		}
	}
	tu := t - tdu
	return 2 * int64((k-2)*tu-(k-1)*tdu) * int64(lcm/(s-1))
}
