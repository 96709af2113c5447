package spectrum

// PairsWithin returns the share of the pairs of ratings that are at most k stages
// apart, from 0 to 1: with k = 0 on the same stage, as [Distribution.PercentAgreement],
// and with k = 1 on the same stage or on neighbors. It reports false if there are
// fewer than 2 ratings or if k is negative. With k of Len-1 or more it is 1.
//
// Of n ratings with n_i on stage i it is the sum of n_i·(n_j - [i=j]) over the
// stages i and j with |i-j| <= k, divided by n·(n-1): no rating is paired with itself.
// It does not change if the order of the stages is reversed. The result is the
// float64 nearest to the true value, whatever the counts.
//
// Compare it with an even spread: of two ratings that name each of K stages with
// the same probability, 1 - (K-k)·(K-k-1)/K² are at most k stages apart. On four
// stages these are 1/4 for k = 0 and 5/8 for k = 1.
//
// It is the observed agreement of one item with the weights 1 up to k stages and 0
// beyond, as in K. L. Gwet, "Handbook of Inter-Rater Reliability" (4th edition,
// 2014). The even spread is the chance agreement of E. M. Bennett, R. Alpert and
// A. C. Goldstein, "Communications Through Limited-Response Questioning", Public
// Opinion Quarterly 18 (1954), and of R. L. Brennan and D. J. Prediger, "Coefficient
// Kappa", Educational and Psychological Measurement 41 (1981).
func (d Distribution) PairsWithin(k int) (float64, bool) {
	n := d.N()
	if n < 2 || k < 0 {
		return 0, false
	}
	pairs := d.agreeing() // all ordered pairs are n·(n-1), so no sum passes 128 bits
	for i, c := range d.counts {
		for _, other := range d.counts[i+1 : min(i+1+min(k, MaxStages), MaxStages)] {
			p := mul64(c, other)
			pairs = pairs.add(p).add(p)
		}
	}
	return ratio(pairs, mul64(n, n-1)), true
}

// clearGap is the count from which a stage with half as many ratings is less by more
// than chance, by the rule of TwoCamps.
const clearGap = 17

// TwoCamps reports whether the ratings are in two camps: there is a stage between
// them with L ratings on a lower stage, H on a higher one and g on the stage itself,
// and, with m the smaller of L and H,
//
//   - g is at most half of m,
//   - g is smaller than m by more than chance: (m-g)² >= 2.7·(m+g), and
//   - a quarter of all ratings or more are below that stage, and a quarter or more above.
//
// It is false with fewer than 3 stages, where nothing is between two stages, and with
// fewer than 6 ratings. It does not change if the order of the stages is reversed.
//
// The stage between the camps is an antimode, which is what makes a distribution
// bimodal: J. A. Hartigan and P. M. Hartigan, "The Dip Test of Unimodality", Annals
// of Statistics 13 (1985), test for one in general. The rule is this package's own,
// because no source gives one for few stages. The half and the quarters say that the
// camps are worth naming. The bound of chance is that of the sign test for two counts
// with a normal approximation, at 5 % on one side (2.7 is 1.645²): without it, ten
// ratings on four equally probable stages would be called two camps in 3 of 10
// cases, with it in 1 of 12. From m = 17 on it follows from the half.
func (d Distribution) TwoCamps() bool {
	n := d.N()
	quarter := n/4 + min(n%4, 1)
	var below, low uint64 // ratings on lower stages, and the most on one of them
	for i, gap := range d.counts[:max(d.spectrum.Len(), 1)-1] {
		var high uint64
		for _, c := range d.counts[i+1:] {
			high = max(high, c)
		}
		above := n - below - gap
		if m := min(low, high); below >= quarter && above >= quarter && gap <= m/2 && apart(m, gap) {
			return true
		}
		below, low = below+gap, max(low, gap)
	}
	return false
}

// apart reports whether gap, at most half of m, is smaller by more than chance.
func apart(m, gap uint64) bool {
	return m >= clearGap || 10*(m-gap)*(m-gap) >= 27*(m+gap)
}
