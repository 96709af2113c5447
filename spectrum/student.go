package spectrum

import "math"

// zQuantile returns the z that a standard normal number is within, from -z to
// z, with the probability level.
func zQuantile(level float64) float64 { return math.Sqrt2 * math.Erfinv(level) }

// expansionDF is where the expansion of the quantile in 1/df takes over: from
// here on it is as good as the iteration, which only becomes slower.
const expansionDF = 1000

// tQuantile returns the t that Student's t with df degrees of freedom, 1 or
// more, is within, from -t to t, with the probability level, between 0 and 1.
func tQuantile(level, df float64) float64 {
	t := zQuantile(level)
	if df >= expansionDF {
		return tExpansion(t, df)
	}
	// Student's t has more in its tails than the normal distribution, so z is
	// below the root. The density falls from 0 on, so the probability is
	// concave there, and Newton's steps from below rise to the root and never
	// pass it, until rounding ends the rise.
	for {
		center, tails, density := tProbability(t, df)
		short := level - center
		if level > 0.5 {
			short = tails - (1 - level) // level has lost nothing there
		}
		next := t + short/(2*density)
		if !(next > t*(1+0x1p-52)) {
			return t
		}
		t = next
	}
}

// tProbability returns the probability that Student's t is within -t to t, that
// it is without, each accurate where it is small, and the density at t > 0.
//
// They are regularised incomplete beta functions, Abramowitz and Stegun,
// Handbook of Mathematical Functions, 26.7.1 and 26.5.8.
func tProbability(t, df float64) (center, tails, density float64) {
	a := df / 2
	density = gammaStep(a) / math.Sqrt(math.Pi*df) * math.Exp(-(a+0.5)*math.Log1p(t*t/df))
	x, y := t*t/(df+t*t), df/(df+t*t)
	if lambda := (y - df*x) / 2; lambda > 0 {
		center = t * density * betaFraction(0.5, a, x, lambda)
		return center, 1 - center, density
	}
	tails = t * density * betaFraction(a, 0.5, y, (df*x-y)/2)
	return 1 - tails, tails, density
}

// gammaStep returns Γ(a+1/2)/Γ(a) for a > 0.
func gammaStep(a float64) float64 {
	if a < 50 {
		return math.Gamma(a+0.5) / math.Gamma(a)
	}
	x := 1 / (8 * a)
	return math.Sqrt(a) * (1 - x*(1-x*(0.5+x*(2.5-x*(2.625+x*49.875)))))
}

// betaFraction returns the continued fraction of the incomplete beta function:
//
//	I_x(a, b) = x^a·(1-x)^b / B(a, b) · betaFraction(a, b, x, a·(1-x) - b·x)
//
// The last argument, 0 where the function is near 1/2, is the caller's to give
// without cancellation; it must be above -1. The fraction is that of A. R.
// DiDonato and A. H. Morris, "Significant Digit Computation of the Incomplete
// Beta Function Ratios", ACM Transactions on Mathematical Software 18 (1992),
// evaluated by the method of Lentz.
func betaFraction(a, b, x, lambda float64) float64 {
	f := a * (lambda + 1) / (a + 1)
	c, d := f, 0.0
	for m := 1.0; ; m++ {
		e := m * (b - m) * x / (a + 2*m - 1)
		num := (a + m - 1) / (a + 2*m - 1) * (a + b + m - 1) * x * e
		den := m + e + (a+m)/(a+2*m+1)*(lambda+1+m*(2-x))
		d = 1 / (den + num*d)
		c = den + num/c
		f *= c * d
		if math.Abs(c*d-1) < 0x1p-50 { // rounding alone stays below this
			return 1 / f
		}
	}
}

// tExpansion returns the quantile of Student's t from that of the normal
// distribution, for many degrees of freedom: the expansion of R. A. Fisher and
// E. A. Cornish, "The Percentile Points of Distributions Having Known
// Cumulants", Technometrics 2 (1960).
func tExpansion(z, df float64) float64 {
	y := z * z
	g1 := (y + 1) / 4
	g2 := ((5*y+16)*y + 3) / 96
	g3 := (((3*y+19)*y+17)*y - 15) / 384
	g4 := ((((79*y+776)*y+1482)*y-1920)*y - 945) / 92160
	g5 := (((((27*y+339)*y+930)*y-1782)*y-765)*y + 17955) / 368640
	return z + z*(g1+(g2+(g3+(g4+g5/df)/df)/df)/df)/df
}
