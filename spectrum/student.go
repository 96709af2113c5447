package spectrum

import "math"

// zQuantile returns the z for which a standard normal number is between -z and z
// with the probability level, between 0 and 1.
//
// It is algorithm AS 241 (PPND16) of M. J. Wichura, "The Percentage Points of
// the Normal Distribution", Applied Statistics 37 (1988), accurate to about 16
// digits.
func zQuantile(level float64) float64 {
	if level <= 0.85 {
		half := level / 2
		r := 0.180625 - float64(half*half)
		return half * polynomial(r,
			3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
			4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
		) / polynomial(r,
			1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
			2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
		)
	}
	r := math.Sqrt(-log((1 - level) / 2))
	if r <= 5 {
		r -= 1.6
		return polynomial(r,
			1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
			1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
		) / polynomial(r,
			1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
			1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
		)
	}
	r -= 5
	return polynomial(r,
		6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
	) / polynomial(r,
		1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
	)
}

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
			short = tails - (1 - level) // 1 - level is exact here
		}
		next := t + short/float64(2*density)
		if !(next > float64(t*(1+0x1p-52))) {
			return t
		}
		t = next
	}
}

// tProbability returns the probability that Student's t is between -t and t, the
// probability that it is not, each accurate where it is small, and the density
// at t > 0.
//
// They are regularised incomplete beta functions: Abramowitz and Stegun,
// Handbook of Mathematical Functions, 26.7.1 and 26.5.8.
func tProbability(t, df float64) (center, tails, density float64) {
	a := df / 2
	t2 := float64(t * t)
	density = gammaStep(a) / math.Sqrt(math.Pi*df) * exp(-float64((a+0.5)*log1p(t2/df)))
	x, y := t2/(df+t2), df/(df+t2)
	if lambda := (y - float64(df*x)) / 2; lambda > 0 {
		center = float64(t * density * betaFraction(0.5, a, x, lambda))
		return center, 1 - center, density
	}
	tails = float64(t * density * betaFraction(a, 0.5, y, (float64(df*x)-y)/2))
	return 1 - tails, tails, density
}

// gammaStep returns Γ(a+1/2)/Γ(a) for a > 0.
func gammaStep(a float64) float64 {
	// The expansion needs a large a. Γ(a+1) = a·Γ(a) leads down from there.
	factor := 1.0
	for ; a < 50; a++ {
		factor *= a / (a + 0.5)
	}
	x := 1 / (8 * a)
	return factor * math.Sqrt(a) * polynomial(x, 1, -1, 0.5, 2.5, -2.625, -49.875)
}

// betaFraction returns the continued fraction of the incomplete beta function:
//
//	I_x(a, b) = x^a·(1-x)^b / B(a, b) · betaFraction(a, b, x, a·(1-x) - b·x)
//
// The last argument is 0 where the function is near 1/2. The caller computes it
// without cancellation; it must be above -1. The fraction is that of A. R.
// DiDonato and A. H. Morris, "Significant Digit Computation of the Incomplete
// Beta Function Ratios", ACM Transactions on Mathematical Software 18 (1992),
// evaluated by the method of Lentz.
func betaFraction(a, b, x, lambda float64) float64 {
	f := a * (lambda + 1) / (a + 1)
	c, d := f, 0.0
	for m := 1.0; ; m++ {
		below, above := a+2*m-1, a+2*m+1
		e := m * (b - m) * x / below
		num := (a + m - 1) / below * (a + b + m - 1) * x * e
		den := m + e + float64((a+m)/above*(lambda+1+float64(m*(2-x))))
		d = 1 / (den + float64(num*d))
		c = den + num/c
		f *= float64(c * d)
		if math.Abs(float64(c*d)-1) < 0x1p-50 { // larger than what rounding alone causes
			return 1 / f
		}
	}
}

// tExpansion returns the quantile of Student's t computed from that of the normal
// distribution, for many degrees of freedom: the expansion of R. A. Fisher and
// E. A. Cornish, "The Percentile Points of Distributions Having Known
// Cumulants", Technometrics 2 (1960).
func tExpansion(z, df float64) float64 {
	y := float64(z * z)
	g1 := (y + 1) / 4
	g2 := polynomial(y, 3, 16, 5) / 96
	g3 := polynomial(y, -15, 17, 19, 3) / 384
	g4 := polynomial(y, -945, -1920, 1482, 776, 79) / 92160
	g5 := polynomial(y, 17955, -765, -1782, 930, 339, 27) / 368640
	return z + float64(z*polynomial(1/df, 0, g1, g2, g3, g4, g5))
}
