package spectrum

import "math/bits"

// uint128 is an unsigned integer of 128 bits, wide enough for the product of
// two counts. Unlike math/big it does not allocate.
type uint128 struct{ hi, lo uint64 }

// mul64 returns x·y.
func mul64(x, y uint64) uint128 {
	hi, lo := bits.Mul64(x, y)
	return uint128{hi, lo}
}

// add returns x+y modulo 2^128.
func (x uint128) add(y uint128) uint128 {
	lo, carry := bits.Add64(x.lo, y.lo, 0)
	hi, _ := bits.Add64(x.hi, y.hi, carry)
	return uint128{hi, lo}
}

// sub returns x-y modulo 2^128.
func (x uint128) sub(y uint128) uint128 {
	lo, borrow := bits.Sub64(x.lo, y.lo, 0)
	hi, _ := bits.Sub64(x.hi, y.hi, borrow)
	return uint128{hi, lo}
}

// less reports whether x < y.
func (x uint128) less(y uint128) bool {
	return x.hi < y.hi || x.hi == y.hi && x.lo < y.lo
}

// signedRatio returns the float64 nearest to (pos-neg)/den. The difference
// must not be larger than den, in size, and den must not be 0.
func signedRatio(pos, neg, den uint128) float64 {
	if pos.less(neg) {
		return -ratio(neg.sub(pos), den)
	}
	return ratio(pos.sub(neg), den)
}

// ratio returns the float64 nearest to num/den, the even one of two equally
// near. It needs num <= den and den != 0.
func ratio(num, den uint128) float64 { return ratio384(num.widen(), den.widen()) }

// widen returns x as a uint384.
func (x uint128) widen() uint384 { return uint384{x.lo, x.hi} }
