package spectrum

import "math"

// AtOrAboveInterval returns the interval for the share of ratings on s or a higher
// stage, of which c has p. It reports false if the interval does not exist: if c
// has fewer than 10 raters, s is not a stage of a spectrum of c's length, level
// is not between 0 and 1, the fields of c contradict each other, or all raters
// have the same share and it is neither 0 nor 1.
//
// Of G raters let rater i have m_i ratings, k_i of them on s or higher, with
// M = sum m_i, p = sum k_i / M and q = 1-p. The variance of p by linearization,
// and the number n of independent ratings that would have the same variance, are
//
//	v = G/(G-1) · sum (k_i - p·m_i)² / M²
//	n = p·q/v, or G if p is 0 or 1
//
// The interval is that of [Wilson] with this n and, instead of z, the quantile t
// of Student's t: J. N. K. Rao and A. J. Scott, "A Simple Method for the Analysis
// of Clustered Binary Data", Biometrics 48 (1992), and E. L. Korn and B. I.
// Graubard, "Confidence Intervals for Proportions with Small Expected Number of
// Positive Counts Estimated from Survey Data", Survey Methodology 24 (1998). The
// degrees of freedom are G-1, fewer where p is so small or large that v itself is
// uncertain: (G-1)/(1+c) and at least 2, with
//
//	c = max(0, (1-6pq)·G / (4·n·p·q))
//
// half of what the kurtosis of a binomial with n/G trials leads to. This half is
// what brought the simulated coverage of 95 % intervals to between 93 and 97 %,
// for 20 to 200 raters of 5 to 8 competencies and for a rater's part of the
// variance from 0 to 0.72, whenever G·p and G·q are 2 or more. For rarer ratings
// the interval is wider than necessary: it covers up to 99 %.
func (c *Clusters) AtOrAboveInterval(s Stage, level float64) (Interval, bool) {
	if !c.hasIntervals(level) || s.IsZero() || s.spectrum.Len() != c.Stages {
		return Interval{}, false
	}
	p, q, variance := c.share(int(s.rank) - 1)
	g := float64(c.Raters)
	if p == 0 || q == 0 {
		t := tQuantile(level, g-1)
		return scoreInterval(p, q, 0, float64(t*t)/g, level), true
	}
	if variance == 0 {
		return Interval{}, false
	}
	pq := float64(p * q)
	skew := max(0, (1-float64(6*pq))*g*variance/float64(4*pq*pq))
	t := tQuantile(level, max(2, (g-1)/(1+skew)))
	w := float64(t * t * variance)
	return scoreInterval(p, q, w, w/pq, level), true
}

// share returns the share p of the ratings on the stages from one, counted from
// 0, on, with q = 1-p and the variance of p. c must be valid and not empty.
func (c *Clusters) share(from int) (p, q, variance float64) {
	var k, kk, km uint64 // sums over raters of k_i, k_i² and k_i·m_i
	for a := from; a < c.Stages; a++ {
		k += c.Counts[a]
		for b := range c.Stages {
			km += c.product(a, b)
			if b >= from {
				kk += c.product(a, b)
			}
		}
	}
	m, mm := c.total(), c.squares()
	p, q = ratio(uint128{lo: k}, uint128{lo: m}), ratio(uint128{lo: m - k}, uint128{lo: m})
	// The sum of (k_i - p·m_i)², times M².
	pos := mul64(m, m).widen().mul64(kk).add(mul64(k, k).widen().mul64(mm))
	neg := mul64(k, m).widen().mul64(km).mul64(2)
	m4 := mul64(m, m).widen().mul128(mul64(m, m))
	return p, q, c.sampleVariance(pos, neg, m4)
}

// sampleVariance returns (pos-neg)/den · G/(G-1), 0 if it would be negative,
// which it is for contradictory fields only.
func (c *Clusters) sampleVariance(pos, neg, den uint384) float64 {
	if pos.less(neg) {
		return 0
	}
	diff := pos.sub(neg)
	if den.less(diff) {
		return 0
	}
	g := float64(c.Raters)
	return ratio384(diff, den) * g / (g - 1)
}

// hasIntervals reports whether c can have intervals of the level.
func (c *Clusters) hasIntervals(level float64) bool {
	return c != nil && isLevel(level) && c.Raters >= minRaters && c.valid() == nil
}

// DominanceInterval returns the interval for [Dominance], Cliff's delta, of the
// ratings of c against those of o, two groups of different raters. It reports
// false if the interval does not exist: if c or o has fewer than 10 raters, they
// have different numbers of stages, level is not between 0 and 1, the fields of
// either contradict each other, or the variance is 0 and delta is neither 1 nor
// -1.
//
// Let d_a be the delta of one rating on stage a against the ratings of o, and
// let rater i of the G of c have y_ia ratings on stage a, and all of them M. The
// part of c in the variance of delta is, by linearization,
//
//	v = G/(G-1) · sum over i of (sum over a of y_ia·(d_a - delta))² / M²
//
// and that of o is the same with the groups exchanged. The interval is that of
// [DominanceInterval] with the sum of the two as s² and b the smaller number of
// raters. The degrees of freedom of t are those of F. E. Satterthwaite, "An
// Approximate Distribution of Estimates of Variance Components", Biometrics
// Bulletin 2 (1946), from G-1 of each group. Linearization for clustered ranks is
// that of N. A. Obuchowski, "Nonparametric Analysis of Clustered ROC Curve Data",
// Biometrics 53 (1997).
//
// o.DominanceInterval(c, level) has exactly the two ends negated and exchanged.
func (c *Clusters) DominanceInterval(o *Clusters, level float64) (Interval, bool) {
	if !c.hasIntervals(level) || !o.hasIntervals(level) || c.Stages != o.Stages {
		return Interval{}, false
	}
	n, m := c.total(), o.total()
	var xs, ys [MaxStages]uint64
	copy(xs[:], c.Counts)
	copy(ys[:], o.Counts)
	p := comparePairs(&xs, &ys, n, m)
	delta := signedRatio(p.won, p.lost, mul64(n, m))
	vx, vy := c.deltaVariance(&ys, m, p.won, p.lost), o.deltaVariance(&xs, n, p.lost, p.won)
	sum := vx + vy
	gx, gy := float64(c.Raters), float64(o.Raters)
	df := gx + gy - 2
	switch {
	case math.Abs(delta) == 1:
	case sum == 0:
		return Interval{}, false
	default:
		rx, ry := vx/sum, vy/sum
		df = 1 / (float64(rx*rx)/(gx-1) + float64(ry*ry)/(gy-1))
	}
	return dominanceInterval(delta, sum, min(gx, gy), tQuantile(level, df), level), true
}

// deltaVariance returns the part of c in the variance of its delta against a
// group with m ratings ys, of which c has won and lost so many pairs.
func (c *Clusters) deltaVariance(ys *[MaxStages]uint64, m uint64, won, lost uint128) float64 {
	n := c.total()
	// scores are n·m·(d_a - delta), whole numbers, as size and sign.
	var scores [MaxStages]uint384
	var negative [MaxStages]bool
	below := uint64(0)
	for a := range c.Stages {
		pos := mul64(below, n).widen().add(lost.widen())
		neg := mul64(m-below-ys[a], n).widen().add(won.widen())
		if negative[a] = pos.less(neg); negative[a] {
			pos, neg = neg, pos
		}
		scores[a] = pos.sub(neg)
		below += ys[a]
	}
	var pos, neg uint384
	for a := range c.Stages {
		for b := range c.Stages {
			term := scores[a].mul(scores[b]).mul64(c.product(a, b))
			if negative[a] == negative[b] {
				pos = pos.add(term)
			} else {
				neg = neg.add(term)
			}
		}
	}
	n2, m2 := mul64(n, n), mul64(m, m)
	return c.sampleVariance(pos, neg, n2.widen().mul128(n2).mul128(m2))
}
