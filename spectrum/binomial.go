package spectrum

import (
	"math"
	"math/bits"
)

// Bounds between the ways of signTest.
const (
	exactTrials = 64      // up to here the sum of binomials fits a uint64
	manyTrials  = 1 << 24 // from here on the expansion has as many digits,
	nearCenter  = 5       // up to so many standard deviations from the center
)

// signTest returns the two-sided exact probability of the sign test: that of n
// tosses of a fair coin one side comes up k times or fewer. It needs k <= n/2.
func signTest(k, n uint64) float64 {
	more := float64(n - k - k)
	switch {
	case more <= 1:
		return 1 // the two tails are all there is
	case n <= exactTrials:
		return exactSignTest(k, n)
	case n >= manyTrials && more < nearCenter*math.Sqrt(float64(n)):
		return normalSignTest(more, float64(n))
	}
	// The lower tail is I_1/2(n-k, k+1).
	tails := float64(n - k)
	return math.Exp(logFairBinomial(k, n)) * tails * betaFraction(tails, float64(k)+1, 0.5, (more-1)/2)
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
// tosses of a fair coin, for n > 0. Logarithms of factorials would lose as many
// digits as they have before the point; this form, of C. Loader, "Fast and
// Accurate Computation of Binomial Probabilities" (2000), has only the small
// parts of them.
func logFairBinomial(k, n uint64) float64 {
	if k == 0 {
		return -float64(n) * math.Ln2
	}
	heads, tails := float64(k), float64(n-k)
	return stirlingError(float64(n)) - stirlingError(heads) - stirlingError(tails) - deviance(k, n) -
		0.5*math.Log(2*math.Pi*heads*(tails/float64(n)))
}

// deviance returns k·log(2k/n) + (n-k)·log(2(n-k)/n), for 0 < k <= n/2.
func deviance(k, n uint64) float64 {
	heads, tails, all := float64(k), float64(n-k), float64(n)
	d := float64(n-k-k) / all
	if d > 0.5 {
		return heads*math.Log(2*heads/all) + tails*math.Log1p(d)
	}
	// Near n/2 the two terms above nearly cancel.
	return all / 2 * (2*d*math.Atanh(d) + math.Log1p(-d*d))
}

// stirlingError returns what Stirling's formula for log(n!) leaves out:
// log(n!) - log(sqrt(2πn)·(n/e)^n), for n > 0.
func stirlingError(n float64) float64 {
	if n < 16 {
		lg, _ := math.Lgamma(n + 1)
		return lg - (n+0.5)*math.Log(n) + n - 0.5*math.Log(2*math.Pi)
	}
	y := 1 / (n * n)
	return (1./12 - y*(1./360-y*(1./1260-y*(1./1680-y*(1./1188-y*691./360360))))) / n
}

// normalSignTest returns the probability for n tosses, very many, with one side
// up so many times more than the other. It is the expansion of Edgeworth halfway
// between two numbers of heads, with the cumulants less those of a number spread
// evenly from -1/2 to 1/2, as whole numbers ask for: J. E. Kolassa, Series
// Approximation Methods in Statistics.
func normalSignTest(more, n float64) float64 {
	variance := n/4 - 1./12
	k4 := -(n/8 - 1./120) / (variance * variance)
	k6 := (n/4 - 1./252) / (variance * variance * variance)
	x := (more - 1) / 2 / math.Sqrt(variance)
	y := x * x
	h3, h5, h7 := y-3, (y-10)*y+15, ((y-21)*y+105)*y-105 // Hermite, over x
	density := math.Exp(-y/2) / math.Sqrt(2*math.Pi)
	tail := math.Erfc(x/math.Sqrt2)/2 + density*x*(k4/24*h3+k6/720*h5+k4*k4/1152*h7)
	return min(1, 2*tail)
}
