package spectrum

import "math"

// Interval is a confidence interval: of many such intervals, each computed from a
// new random sample, about a share Level contains the true value. It accounts for
// chance in who was asked and for nothing else, such as bias in who answered.
type Interval struct {
	Lower float64 `json:"lower"`
	Upper float64 `json:"upper"`
	Level float64 `json:"level"` // between 0 and 1, such as 0.95
}

// Wilson returns the interval for a share, estimated by k of n independent
// observations. It reports false if n is 0, k is above n or level is not between 0
// and 1.
//
// The interval lies within 0 and 1 and contains k/n. Its width is above 0, also when
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
	return wilson(k, n, z*z/float64(n), level), true
}

// wilson returns Wilson's interval for k of n, with a = z²/n.
func wilson(k, n uint64, a, level float64) Interval {
	p := ratio(uint128{lo: k}, uint128{lo: n})
	q := ratio(uint128{lo: n - k}, uint128{lo: n})
	return scoreInterval(p, q, float64(a*p*q), a, level)
}

// scoreInterval returns the interval for a share p, where q is 1-p, with the ends
//
//	(p + a/2 ± sqrt(w + a²/4)) / (1 + a)
//
// which is Wilson's for a = z²/n and w = a·p·q.
func scoreInterval(p, q, w, a, level float64) Interval {
	root := a / 2 // also if a² is too small for a float64
	if w > 0 {
		root = math.Sqrt(w + float64(a*a)/4)
	}
	in := Interval{Lower: 0, Upper: 1, Level: level}
	// If the ends round to p, the interval still gets a width.
	sum := p + a/2 + root
	if p > 0 {
		// The product of the two ends is p²/(1+a). A quotient avoids the
		// difference of two nearly equal numbers.
		in.Lower = min(float64(p*p)/sum, math.Nextafter(p, 0))
	}
	if q > 0 {
		in.Upper = min(1, max(sum/(1+a), math.Nextafter(p, 1)))
	}
	return in
}

// AtOrAboveInterval returns Wilson's interval for the share of ratings on s or
// a higher stage, the k/n of [Distribution.AtOrAbove]. It reports false if d is
// empty, s is not a stage of d's spectrum or level is not between 0 and 1. It
// assumes independent ratings; for several ratings of each rater use [Clusters].
func (d Distribution) AtOrAboveInterval(s Stage, level float64) (Interval, bool) {
	if s.IsZero() || !s.spectrum.Equal(d.spectrum) {
		return Interval{}, false
	}
	k, n := d.AtOrAbove(s)
	return Wilson(k, n, level)
}

// DominanceInterval returns the interval for [Dominance], Cliff's delta of x
// against y. It reports false if x or y has fewer than 2 ratings, their spectra
// have different lengths or level is not between 0 and 1. It assumes independent
// ratings; for several ratings of each rater use [Clusters].
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
// If delta is 1 or -1, every rating of one group is above every rating of the
// other, the variance is 0 and the formula has no value. Then, as in that article,
// the variance is replaced by its largest possible value for a true delta,
// (1-delta²)/b with b the smaller of n and m. The interval is from 1 to
// (b-t²)/(b+t²), or from -1 to the negative of that.
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
	return dominanceInterval(delta, variance, min(n, m), tQuantile(level, n+m-2), level), true
}

// dominanceInterval returns the interval of [DominanceInterval] for a delta with
// its variance. b is the size of the smaller group and t the quantile.
//
// Every product that is added to something is rounded by itself, so that the
// interval of -delta is the exact mirror image on every architecture.
func dominanceInterval(delta, variance, b, t, level float64) Interval {
	t2 := float64(t * t)
	if math.Abs(delta) == 1 {
		end := delta * (b - t2) / (b + t2)
		return Interval{Lower: min(delta, end), Upper: max(delta, end), Level: level}
	}
	u, w := float64((1-delta)*(1+delta)), float64(t2*variance)
	middle := float64(delta * u)
	half := float64(math.Sqrt(w) * math.Sqrt(float64(u*u)+w))
	// Rounding must not move an end past delta or out of the range.
	return Interval{
		Lower: max(-1, min(delta, (middle-half)/(u+w))),
		Upper: min(1, max(delta, (middle+half)/(u+w))),
		Level: level,
	}
}

// DominanceVariance returns an estimate, s², of the variance of [Dominance],
// Cliff's delta of x against y, over random samples of the two sizes. It reports
// false if x or y has fewer than 2 ratings or their spectra have different lengths.
//
// It is the unbiased estimate of N. Cliff, "Dominance Statistics: Ordinal
// Analyses to Answer Ordinal Questions", Psychological Bulletin 114 (1993).
// With d_i the delta of the single rating i of x against y, d_j that of x
// against the single rating j of y, and ties the number of pairs on one stage,
//
//	s² = (m²·sum (d_i-delta)² + n²·sum (d_j-delta)² - (nm - ties - nm·delta²))
//	     / (nm·(n-1)·(m-1))
//
// An unbiased estimate can be smaller than is possible: this one is 0 if all
// ratings are on one stage. The result is therefore at least (1-delta²)/(nm-1),
// Cliff's lower limit, and 0 only if delta is 1 or -1. The result is the float64 nearest to the true value, whatever the
// counts, and the same for y against x.
func DominanceVariance(x, y Distribution) (float64, bool) {
	n, m := x.N(), y.N()
	if n < 2 || m < 2 || x.spectrum.Len() != y.spectrum.Len() {
		return 0, false
	}
	p := comparePairs(&x.counts, &y.counts, n, m)
	// With S = won - lost, so that delta is S/nm, and all sums as whole numbers of
	// pairs, the formula is
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

// pairs is the result of comparing every rating of one group with every rating of
// another.
type pairs struct {
	won, lost, ties uint128
	// squares is the sum, over the ratings of both groups, of the square of the
	// number of pairs that the rating won less the number that it lost.
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

// isLevel reports whether level is between 0 and 1. NaN is not.
func isLevel(level float64) bool { return level > 0 && level < 1 }
