package spectrum

import (
	"math"
	"math/bits"
)

// uint384 is an unsigned integer of 384 bits, the least word first: wide enough
// for the product of six counts.
type uint384 [6]uint64

// add returns x+y modulo 2^384.
func (x uint384) add(y uint384) uint384 {
	var carry uint64
	for i := range x {
		x[i], carry = bits.Add64(x[i], y[i], carry)
	}
	return x
}

// sub returns x-y modulo 2^384.
func (x uint384) sub(y uint384) uint384 {
	var borrow uint64
	for i := range x {
		x[i], borrow = bits.Sub64(x[i], y[i], borrow)
	}
	return x
}

// less reports whether x < y.
func (x uint384) less(y uint384) bool {
	for i := len(x) - 1; i >= 0; i-- {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return false
}

// mul64 returns x·y modulo 2^384.
func (x uint384) mul64(y uint64) uint384 {
	var over uint64
	for i, w := range x {
		hi, lo := bits.Mul64(w, y)
		var carry uint64
		x[i], carry = bits.Add64(lo, over, 0)
		over = hi + carry
	}
	return x
}

// mul128 returns x·y modulo 2^384.
func (x uint384) mul128(y uint128) uint384 {
	return x.mul64(y.lo).add(x.mul64(y.hi).shl(64))
}

// mul returns x·y modulo 2^384.
func (x uint384) mul(y uint384) uint384 {
	var z uint384
	for i, w := range y {
		if w != 0 {
			z = z.add(x.mul64(w).shl(64 * i))
		}
	}
	return z
}

// div64 returns x/y, rounded down. It needs y != 0.
func (x uint384) div64(y uint64) uint384 {
	var rem uint64
	for i := len(x) - 1; i >= 0; i-- {
		x[i], rem = bits.Div64(rem, x[i], y)
	}
	return x
}

// shl returns x·2^n modulo 2^384.
func (x uint384) shl(n int) uint384 {
	var y uint384
	words, rest := n/64, n%64
	for i := len(x) - 1; i >= words; i-- {
		y[i] = x[i-words] << rest
		if i > words {
			y[i] |= x[i-words-1] >> (64 - rest) // 0 when rest is 0
		}
	}
	return y
}

// len returns the number of bits of x without leading zeros, 0 for 0.
func (x uint384) len() int {
	i := len(x) - 1
	for i > 0 && x[i] == 0 {
		i--
	}
	return 64*i + bits.Len64(x[i])
}

// ratio384 returns the float64 nearest to num/den, the even one of two equally
// near. It needs num <= den and den != 0.
func ratio384(num, den uint384) float64 {
	const exact = 1 << 53 // integers up to here are float64s
	switch {
	case den.len() <= 64 && den[0] <= exact:
		return float64(num[0]) / float64(den[0]) // rounds once, by IEEE 754
	case num == uint384{}:
		return 0
	case num == den:
		return 1
	}
	// Long division, one bit at a time, until the quotient has 64 significant bits,
	// more than the 53 that rounding needs. Leading zeros are skipped.
	exp := 0
	if zeros := den.len() - num.len() - 1; zeros > 0 {
		num, exp = num.shl(zeros), -zeros
	}
	var quo uint64
	for quo < 1<<63 {
		carry := num[len(num)-1] >> 63
		num = num.add(num)
		quo <<= 1
		exp--
		if carry != 0 || !num.less(den) {
			num = num.sub(den) // less than den again, also when num wrapped
			quo |= 1
		}
	}
	if num != (uint384{}) {
		quo |= 1 // a remainder: a value just above a midpoint is not a tie
	}
	return math.Ldexp(float64(quo), exp)
}
