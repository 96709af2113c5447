package spectrum

import "math"

// The functions in this file replace those of package math that do not give the
// same bits on every architecture: math has assembly for some architectures, and
// on others the compiler fuses x*y + z into one operation that rounds once
// instead of twice. Throughout this package a product that is added to
// something is written float64(x*y), which the language forbids to fuse.
// math.Sqrt, math.Ldexp, math.Frexp and math.Abs are exact or correctly rounded
// everywhere and are used directly.

// sqrt2Pi is the square root of 2π, logSqrt2Pi its natural logarithm.
const (
	sqrt2Pi    = 2.50662827463100050241576528481104525300698674060993831663
	logSqrt2Pi = 0.918938533204672741780329736405617639861397473637783412817
)

// ln2High and ln2Low add up to log(2). ln2High has so few digits that its product
// with an exponent is exact.
const (
	ln2High = 0x1.62e42fee0p-1
	ln2Low  = math.Ln2 - ln2High
)

// exp returns e^x to within a few units in the last place. Results that are too
// small for a float64 are 0. It needs x <= 700.
func exp(x float64) float64 {
	if x < -746 {
		return 0
	}
	k := math.Floor(x/math.Ln2 + 0.5)
	r := x - float64(k*ln2High) - float64(k*ln2Low)
	// Taylor's series; |r| is at most log(2)/2, so the terms left out are below
	// 2^-56.
	y := 1.0
	for n := 14.0; n > 0; n-- {
		y = 1 + float64(y*r)/n
	}
	return math.Ldexp(y, int(k))
}

// log returns the natural logarithm of x to within a few units in the last
// place. It needs x > 0 and finite.
func log(x float64) float64 {
	m, k := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		k--
	}
	return float64(float64(k)*ln2High) + (log1p(m-1) + float64(float64(k)*ln2Low))
}

// log1p returns log(1+x), accurate near 0 too. It needs -1 < x and x finite.
func log1p(x float64) float64 {
	if x < -0.3 || x > 0.42 {
		return log(1 + x)
	}
	// log(1+x) is 2·atanh(s). As |s| is at most 0.18, the terms left out are
	// below 2^-56.
	s := x / (2 + x)
	y := float64(s * s)
	sum := 0.0
	for n := 23.0; n > 1; n -= 2 {
		sum = float64((sum + 1/n) * y)
	}
	return 2 * (s + float64(s*sum))
}

// polynomial returns the sum of coefficients[i]·x^i.
func polynomial(x float64, coefficients ...float64) float64 {
	sum := 0.0
	for i := len(coefficients) - 1; i >= 0; i-- {
		sum = float64(sum*x) + coefficients[i]
	}
	return sum
}

// normalDensity returns the density of the standard normal distribution at x.
func normalDensity(x float64) float64 {
	return exp(-float64(x*x)/2) / sqrt2Pi
}

// normalTail returns the probability that a standard normal number is above x.
// It needs x >= 0.
//
// Both forms are in Abramowitz and Stegun, Handbook of Mathematical Functions:
// the series 26.2.11 and the continued fraction 26.2.14.
func normalTail(x float64) float64 {
	const (
		boundary = 3   // the series loses digits above, the fraction is slow below
		depth    = 100 // more levels of the fraction do not change the result
	)
	if x >= boundary {
		f := x
		for n := float64(depth); n > 0; n-- {
			f = x + n/f
		}
		return normalDensity(x) / f
	}
	term, sum := x, 0.0
	for n := 3.0; sum+term != sum; n += 2 {
		sum += term
		term = term * x * x / n
	}
	return 0.5 - float64(normalDensity(x)*sum)
}
