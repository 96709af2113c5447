package spectrum

import "math/bits"

// Median returns the stages that the middle of d's ratings is on or between: lo is
// the lowest stage with half of the ratings or more at or below it (2·cum >= n),
// hi the lowest with more than half (2·cum > n). They are the same stage unless
// exactly half of the ratings are at or below lo. Then hi is the next stage that
// has a rating, which need not be next to lo. Both are the zero Stage if d is
// empty.
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

// Quartiles returns the lower and the upper quartile: lower is the lowest stage
// with a quarter of the ratings or more at or below it (4·cum >= n), upper the
// lowest with three quarters or more (4·cum >= 3n). Half of the ratings or more
// are on the stages from lower to upper. Both are the zero Stage if d is empty.
//
// They are the inverse of the empirical distribution function, type 1 of Hyndman
// and Fan, as is the lo of [Distribution.Median]. If exactly a quarter or three
// quarters of the ratings are at or below a stage, the quartile is that stage and
// not the one above it, so reversing the spectrum can change the quartiles.
func (d Distribution) Quartiles() (lower, upper Stage) {
	n := d.N()
	if n == 0 {
		return Stage{}, Stage{}
	}
	// Four times cum may overflow; these cannot.
	quarter, rest := n/4, n-n/4 // rest is 3n/4, rounded up
	if n%4 != 0 {
		quarter++
	}
	var cum uint64
	for i, c := range d.counts {
		cum += c
		if lower.IsZero() && cum >= quarter {
			lower = d.spectrum.at(i)
		}
		if upper.IsZero() && cum >= rest {
			upper = d.spectrum.at(i)
		}
	}
	return lower, upper
}

// Agreement returns van der Eijk's A, from -1 to 1: 1 when all ratings are on
// one stage, 0 when they are spread evenly over all stages, -1 when half are
// on the lowest and half on the highest. It reports false when A does not
// exist: if there are no ratings or fewer than 3 stages.
//
// A depends on shares only: it does not change if every count is multiplied by
// the same number or if the order of the stages is reversed. The result is the
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
// and the result is the mean of the A of the layers, weighted by their ratings.
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

// Dispersion returns Leik's D, from 0 to 1: 0 when all ratings are on one
// stage, 1 when half are on the lowest and half on the highest. It reports
// false if there are no ratings.
//
// D depends on shares only: it does not change if every count is multiplied by
// the same number or if the order of the stages is reversed. The result is the
// float64 nearest to the true value, whatever the counts.
//
// The formula is that of R. K. Leik, "A Measure of Ordinal Consensus", Pacific
// Sociological Review 9 (1966), with F_i the share of the ratings at or below
// stage i of k:
//
//	D = 2/(k-1) · sum over i < k of min(F_i, 1-F_i)
func (d Distribution) Dispersion() (float64, bool) {
	k, n := d.spectrum.Len(), d.N()
	if n == 0 {
		return 0, false
	}
	var sum uint128
	var cum uint64
	for _, c := range d.counts[:k-1] {
		cum += c
		sum = sum.add(mul64(2, min(cum, n-cum)))
	}
	return ratio(sum, mul64(n, uint64(k-1))), true
}

// PercentAgreement returns the share of the pairs of ratings that are on the same
// stage, from 0 to 1. It reports false if there are fewer than 2 ratings.
//
// Of n ratings with n_i on stage i it is the sum of n_i·(n_i-1) divided by
// n·(n-1). It ignores how far apart two ratings are. [Distribution.Agreement] does
// not. The result is the float64 nearest to the
// true value, whatever the counts.
func (d Distribution) PercentAgreement() (float64, bool) {
	n := d.N()
	if n < 2 {
		return 0, false
	}
	return ratio(d.agreeing(), mul64(n, n-1)), true
}

// agreeing returns the number of ordered pairs of two ratings on one stage.
func (d Distribution) agreeing() uint128 {
	var pairs uint128
	for _, c := range d.counts {
		if c != 0 {
			pairs = pairs.add(mul64(c, c-1))
		}
	}
	return pairs
}

// layer subtracts the next of van der Eijk's layers from rest: the smallest count
// left, from every stage with a count left. Bit i of stages is set if the stage of
// index i is in the layer; stages is 0 if nothing is left.
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

// layerUnit is the weight of a rating in perfect agreement, on k stages.
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
