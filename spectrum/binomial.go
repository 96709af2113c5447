package spectrum

import (
	"math"
	"math/bits"
)

// Bounds between the methods of signTest.
const (
	exactTrials = 64      // up to here the sum of binomials fits a uint64
	manyTrials  = 1 << 24 // from here on normalSignTest is accurate to 12 digits,
	nearCenter  = 5       // if k is within this many standard deviations of n/2
)

// signTest returns the two-sided exact probability of the sign test: the
// probability that in n tosses of a fair coin one side comes up k times or
// fewer. It needs k <= n/2.
func signTest(k, n uint64) float64 {
	more := float64(n - k - k)
	switch {
	case more <= 1:
		return 1 // the two tails cover everything
	case n <= exactTrials:
		return exactSignTest(k, n)
	case n >= manyTrials && more < float64(nearCenter*math.Sqrt(float64(n))):
		return normalSignTest(more, float64(n))
	}
	// The lower tail is I_1/2(n-k, k+1).
	tails := float64(n - k)
	return exp(logFairBinomial(k, n)) * tails * betaFraction(tails, float64(k)+1, 0.5, (more-1)/2)
}

// exactSignTest returns the sum of the binomials up to k, rounded once.
func exactSignTest(k, n uint64) float64 {
	sum, c := uint64(1), uint64(1)
	for i := range k {
		hi, lo := bits.Mul64(c, n-i)
		c, _ = bits.Div64(hi, lo, i+1) // leaves no remainder
		sum += c
	}
	return math.Ldexp(float64(sum), 1-int(n))
}

// logFairBinomial returns the logarithm of the probability of k heads in n
// tosses of a fair coin, for n > 0. Subtracting logarithms of factorials would
// lose digits. This form, of C. Loader, "Fast and Accurate Computation of
// Binomial Probabilities" (2000), adds up small parts only.
func logFairBinomial(k, n uint64) float64 {
	if k == 0 {
		return -float64(float64(n) * math.Ln2)
	}
	heads, tails := float64(k), float64(n-k)
	return stirlingError(float64(n)) - stirlingError(heads) - stirlingError(tails) - deviance(k, n) -
		log(heads*(tails/float64(n)))/2 - logSqrt2Pi
}

// deviance returns k·log(2k/n) + (n-k)·log(2(n-k)/n), for 0 < k <= n/2.
func deviance(k, n uint64) float64 {
	heads, tails, all := float64(k), float64(n-k), float64(n)
	d := float64(n-k-k) / all
	if d > 0.5 {
		return float64(heads*log(2*heads/all)) + float64(tails*log1p(d))
	}
	// Near n/2 the two terms above nearly cancel. Their sum is n/2 times the sum
	// of d^2j/(j·(2j-1)); the terms left out are below 2^-58 of it.
	y := float64(d * d)
	sum := 0.0
	for j := 25.0; j > 0; j-- {
		sum = float64((sum + 1/float64(j*(2*j-1))) * y)
	}
	return float64(all / 2 * sum)
}

// stirlingError returns the error of Stirling's formula for log(n!):
// log(n!) - log(sqrt(2πn)·(n/e)^n), for a whole number n > 0.
func stirlingError(n float64) float64 {
	if n < 16 {
		factorial := 1.0 // exact: 15! has 41 bits
		for i := 2.0; i <= n; i++ {
			factorial *= i
		}
		return log(factorial) - float64((n+0.5)*log(n)) + n - logSqrt2Pi
	}
	return polynomial(1/float64(n*n), 1./12, -1./360, 1./1260, -1./1680, 1./1188, -691./360360) / n
}

// normalSignTest returns the probability for very many tosses n of which one side
// came up more times than the other by the given number. It is the Edgeworth
// expansion evaluated halfway between two numbers of heads. Its cumulants are
// those of the number of heads less those of a uniform distribution on -1/2 to
// 1/2, which corrects for whole numbers: J. E. Kolassa, Series Approximation
// Methods in Statistics.
func normalSignTest(more, n float64) float64 {
	variance := n/4 - 1./12
	k4 := -(n/8 - 1./120) / float64(variance*variance)
	k6 := (n/4 - 1./252) / float64(variance*variance*variance)
	x := (more - 1) / 2 / math.Sqrt(variance)
	y := float64(x * x)
	// Hermite polynomials, divided by x.
	h3, h5, h7 := y-3, polynomial(y, 15, -10, 1), polynomial(y, -105, 105, -21, 1)
	series := float64(k4/24*h3) + float64(k6/720*h5) + float64(k4*k4/1152*h7)
	tail := normalTail(x) + float64(normalDensity(x)*x*series)
	return min(1, 2*tail)
}
