package spectrum

import "math"

// Interval is a confidence interval: made over and over again from new random
// samples, such intervals hold the true value in a share Level of the cases or
// in about that share. It speaks of chance in who was asked and of nothing
// else: not of who did not answer, and not of what a question left open.
type Interval struct {
	Lower, Upper float64
	Level        float64 // such as 0.95
}

// Wilson returns the interval for a share of which k of n is a sample. It
// reports false when the interval does not exist: when n is 0, k is above n or
// level is not between 0 and 1.
//
// The interval lies within 0 and 1 and holds k/n. It is not empty of width when
// k is 0 or n. The formula is that of E. B. Wilson, "Probable Inference, the
// Law of Succession, and Statistical Inference", Journal of the American
// Statistical Association 22 (1927), without a correction for continuity, with
// p = k/n and z the two-sided quantile of the normal distribution:
//
//	(p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)
func Wilson(k, n uint64, level float64) (Interval, bool) {
	if n == 0 || k > n || !isLevel(level) {
		return Interval{}, false
	}
	z := zQuantile(level)
	p := ratio(uint128{lo: k}, uint128{lo: n})
	return Interval{
		Lower: wilsonLower(k, n, z),
		Upper: max(p, 1-wilsonLower(n-k, n, z)),
		Level: level,
	}, true
}

// wilsonLower returns the lower end. The product of the two ends is
// p²/(1 + z²/n), so the lower one can be had as a quotient, without the
// difference of two nearly equal numbers that Wilson's form has.
func wilsonLower(k, n uint64, z float64) float64 {
	p := ratio(uint128{lo: k}, uint128{lo: n})
	c, rest := float64(k), float64(n-k)
	return p * (c / (c + z*z/2 + z*math.Sqrt(rest*p+z*z/4)))
}

// AtOrAboveInterval returns Wilson's interval for the share of ratings on s or
// a higher stage, the k/n of [Distribution.AtOrAbove]. It reports false when
// the interval does not exist: when d is empty, s is not a stage of d's
// spectrum or level is not between 0 and 1.
func (d Distribution) AtOrAboveInterval(s Stage, level float64) (Interval, bool) {
	k, n := d.AtOrAbove(s)
	return Wilson(k, n, level)
}

// DominanceInterval returns the interval for [Dominance], Cliff's delta of x
// against y. It reports false when the interval does not exist: when x or y has
// fewer than 2 ratings, their spectra have different lengths or level is not
// between 0 and 1.
//
// With s² the [DominanceVariance] and t the two-sided quantile of Student's t
// with n+m-2 degrees of freedom it is
//
//	(delta - delta³ ± t·s·sqrt((1-delta²)² + t²s²)) / (1 - delta² + t²s²)
//
// the interval of D. Feng and N. Cliff, "Monte Carlo Evaluation of Ordinal d
// with Improved Confidence Interval", Journal of Modern Applied Statistical
// Methods 3 (2004). It is not symmetric about delta and never leaves -1 to 1.
//
// When delta is 1 or -1, every rating of one group above every one of the
// other, the variance is 0 and the formula has no value. Then, as there, the
// variance is taken at the largest that a true delta leaves it, (1-delta²)/b
// with b the smaller of n and m, and the interval reaches from 1, or -1, to
// (b-t²)/(b+t²) of the same sign.
//
// DominanceInterval(y, x) has exactly the two ends of DominanceInterval(x, y)
// negated and exchanged.
func DominanceInterval(x, y Distribution, level float64) (Interval, bool) {
	delta, _ := Dominance(x, y)
	variance, ok := DominanceVariance(x, y)
	if !ok || !isLevel(level) {
		return Interval{}, false
	}
	n, m := float64(x.N()), float64(y.N())
	t := tQuantile(level, n+m-2)
	if math.Abs(delta) == 1 {
		b := min(n, m)
		end := delta * (b - t*t) / (b + t*t)
		return Interval{Lower: min(delta, end), Upper: max(delta, end), Level: level}, true
	}
	u, w := (1-delta)*(1+delta), t*t*variance
	half := math.Sqrt(w) * math.Sqrt(u*u+w)
	return Interval{
		Lower: max(-1, (delta*u-half)/(u+w)),
		Upper: min(1, (delta*u+half)/(u+w)),
		Level: level,
	}, true
}

// DominanceVariance returns an estimate, s², of the variance of [Dominance],
// Cliff's delta of x against y, over random samples of the two sizes. It
// reports false when it does not exist: when x or y has fewer than 2 ratings or
// their spectra have different lengths.
//
// It is the unbiased estimate of N. Cliff, "Dominance Statistics: Ordinal
// Analyses to Answer Ordinal Questions", Psychological Bulletin 114 (1993).
// With d_i the delta of the single rating i of x against y, d_j that of x
// against the single rating j of y, and ties the number of pairs on one stage,
//
//	s² = (m²·sum (d_i-delta)² + n²·sum (d_j-delta)² - (nm - ties - nm·delta²))
//	     / (nm·(n-1)·(m-1))
//
// An unbiased estimate can come out smaller than is possible: this one is 0
// where all ratings are on one stage. It is therefore never less than
// (1-delta²)/(nm-1), the least that Cliff allows it, and is 0 only when delta is
// 1 or -1. The result is the float64 nearest to the true value, whatever the
// counts, and the same for y against x.
func DominanceVariance(x, y Distribution) (float64, bool) {
	n, m := x.N(), y.N()
	if n < 2 || m < 2 || x.spectrum.Len() != y.spectrum.Len() {
		return 0, false
	}
	p := comparePairs(&x.counts, &y.counts, n, m)
	// With S = won - lost, so that delta is S/nm, and every sum in whole pairs,
	// the formula is
	//	(nm·(squares + ties - nm) - S²·(n+m-1)) / (n²m²(n-1)(m-1))
	nm := mul64(n, m).widen()
	s := p.won.sub(p.lost)
	if p.won.less(p.lost) {
		s = p.lost.sub(p.won)
	}
	nm2, s2 := nm.mul64(n).mul64(m), s.widen().mul128(s)
	pos := p.squares.add(p.ties.widen()).mul64(n).mul64(m)
	neg := s2.mul64(n).add(s2.mul64(m - 1)).add(nm2)
	least := ratio384(nm2.sub(s2), nm2.mul128(mul64(n, m).sub(uint128{lo: 1})))
	if neg.less(pos) {
		return max(least, ratio384(pos.sub(neg), nm2.mul64(n-1).mul64(m-1))), true
	}
	return least, true
}

// pairs is what comparing every rating of one group with every one of another
// gives.
type pairs struct {
	won, lost, ties uint128
	// squares is the sum, over the ratings of both groups, of the square of
	// the pairs that the rating has won less those that it has lost.
	squares uint384
}

// comparePairs returns the pairs of n ratings with m others.
func comparePairs(xs, ys *[MaxStages]uint64, n, m uint64) pairs {
	var p pairs
	belowX, belowY := uint64(0), uint64(0)
	for i := range xs {
		x, y := xs[i], ys[i]
		aboveX, aboveY := n-belowX-x, m-belowY-y
		p.won = p.won.add(mul64(x, belowY))
		p.lost = p.lost.add(mul64(x, aboveY))
		p.ties = p.ties.add(mul64(x, y))
		a, b := max(belowY, aboveY)-min(belowY, aboveY), max(belowX, aboveX)-min(belowX, aboveX)
		p.squares = p.squares.add(mul64(a, a).widen().mul64(x)).add(mul64(b, b).widen().mul64(y))
		belowX += x
		belowY += y
	}
	return p
}

// isLevel reports whether an interval can have the level. NaN is none.
func isLevel(level float64) bool { return level > 0 && level < 1 }
