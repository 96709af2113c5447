package spectrum

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// big384 returns x as a big.Int.
func big384(x uint384) *big.Int {
	z := new(big.Int)
	for i := len(x) - 1; i >= 0; i-- {
		z.Add(z.Lsh(z, 64), new(big.Int).SetUint64(x[i]))
	}
	return z
}

// TestUint384 compares the arithmetic with math/big for numbers whose words are 0, 1, the
// greatest, or random.
func TestUint384(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	number := func() (x uint384) {
		for i := range 1 + r.IntN(len(x)) {
			x[i] = []uint64{0, 1, math.MaxUint64, 1 << 63, 1 << 53, r.Uint64()}[r.IntN(6)]
		}
		return x
	}
	modulus := new(big.Int).Lsh(big.NewInt(1), 384)
	for range 20_000 {
		x, y, n := number(), number(), r.IntN(384)
		bx, by := big384(x), big384(y)
		for _, test := range []struct {
			name string
			got  uint384
			want *big.Int
		}{
			{"sum", x.add(y), new(big.Int).Add(bx, by)},
			{"difference", x.sub(y), new(big.Int).Sub(bx, by)},
			{"product", x.mul(y), new(big.Int).Mul(bx, by)},
			{"shift", x.shl(n), new(big.Int).Lsh(bx, uint(n))},
			{"quotient", x.div64(y[0] | 1), new(big.Int).Quo(bx, new(big.Int).SetUint64(y[0]|1))},
		} {
			if want := test.want.Mod(test.want, modulus); big384(test.got).Cmp(want) != 0 {
				t.Fatalf("%s of %v and %v (%d): %v, want %v", test.name, bx, by, n, big384(test.got), want)
			}
		}
		if got, want := x.len(), bx.BitLen(); got != want {
			t.Fatalf("%v has the length %d, want %d", bx, got, want)
		}
		if got, want := x.less(y), bx.Cmp(by) < 0; got != want {
			t.Fatalf("%v < %v is %t", bx, by, got)
		}
		checkRatio(t, x, y)
	}
	// Denominators at the limits of the exact division.
	for _, den := range []uint384{{1 << 53}, {1<<53 + 1}, {1<<53 - 1}, {0, 1}, {1, 1}, {1 << 53, 1}, {math.MaxUint64}} {
		for _, num := range []uint384{{}, {1}, {2}, {3}, {1<<53 - 1}, {1<<53 + 1}, {math.MaxUint64}, {1, 1}} {
			checkRatio(t, num, den)
		}
	}
}

// checkRatio compares the quotient of the smaller number by the larger with math/big.
func checkRatio(t *testing.T, x, y uint384) {
	t.Helper()
	if y.less(x) {
		x, y = y, x
	}
	if y == (uint384{}) {
		return
	}
	want, _ := new(big.Rat).SetFrac(big384(x), big384(y)).Float64()
	if got := ratio384(x, y); got != want {
		t.Fatalf("%v/%v is %g, want %g", big384(x), big384(y), got, want)
	}
}
