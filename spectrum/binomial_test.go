package spectrum_test

import (
	"math"
	"math/big"
	"testing"
)

// The values were computed with 60 digits.
func TestSignTest(t *testing.T) {
	tests := []struct {
		down, changed uint64
		want          float64
	}{
		{32, 65, 1.0},
		{24, 65, 0.04635347433291121},
		{0, 65, 5.42101086242752217e-20},
		{0, 65, 5.42101086242752217e-20},
		{45, 100, 0.36820161732669623},
		{25, 100, 5.63628203420540230e-07},
		{0, 100, 1.57772181044202361e-30},
		{61, 128, 0.65870128454063991},
		{47, 128, 0.00337418502009220},
		{0, 128, 5.87747175411143753e-39},
		{498, 1000, 0.92442564414028031},
		{469, 1000, 0.05367784964501020},
		{373, 1000, 8.72565126769907931e-16},
		{4995, 10000, 0.92828780608190194},
		{4902, 10000, 0.05117069076829620},
		{4600, 10000, 1.30424521274002036e-15},
		{3250, 10000, 6.23724744024528925e-274},
		{499500, 1000000, 0.31779469136330553},
		{497500, 1000000, 5.76254163774060373e-07},
		{487500, 1000000, 6.06762108011377256e-138},
		{8386559, 16777215, 0.31731049344033463},
		{8378347, 16777215, 5.44961501609480939e-07},
		{8312831, 16777215, 1.13445712290475197e-299},
		{8382464, 16777216, 0.00270195978726131},
		{8372224, 16777216, 1.24663611219918093e-15},
		{536870092, 1073741824, 0.96010779688108886},
		{536789155, 1073741824, 6.03728034381187043e-07},
		{536543232, 1073741824, 5.51055055848853856e-89},
		{8589869056, 17179869185, 0.31731050787699865},
		{8589606257, 17179869185, 5.44315889753944936e-07},
		{8587509760, 17179869185, 1.14510388013320679e-299},
		{9223371993905102857, 18446744073709551615, 5.50724875139087158e-89},
	}
	for _, tt := range tests {
		got, ok := changes(t, tt.changed-tt.down, 0, tt.down).SignTest()
		if !near(got, tt.want, 1e-12) || !ok {
			t.Errorf("SignTest of %d of %d = %v, %v, want %v", tt.down, tt.changed, got, ok, tt.want)
		}
		if swapped, _ := changes(t, tt.down, 0, tt.changed-tt.down).SignTest(); swapped != got {
			t.Errorf("SignTest of %d of %d = %v, the other way %v", tt.down, tt.changed, got, swapped)
		}
	}
}

// If as many go up as down, or all but one do, no other outcome is more likely.
func TestSignTestOne(t *testing.T) {
	for _, p := range [][2]uint64{
		{1, 0},
		{1, 1},
		{5, 5},
		{5, 6},
		{32, 32},
		{33, 32},
		{33, 33},
		{1e6, 1e6},
		{1<<63 - 1, 1<<63 - 1},
		{1<<63 - 1, 1 << 63},
	} {
		if got, ok := changes(t, p[0], 0, p[1]).SignTest(); got != 1 || !ok {
			t.Errorf("SignTest of %d up and %d down = %v, %v, want 1", p[0], p[1], got, ok)
		}
	}
	for _, n := range []uint64{70, 1000, math.MaxUint64} {
		want := math.Ldexp(1, int(max(1-int64(min(n, 5000)), -5000)))
		if got, _ := changes(t, n, 0, 0).SignTest(); !near(got, want, 1e-13) {
			t.Errorf("SignTest of %d up = %v, want %v", n, got, want)
		}
	}
}

// The sum of binomials in integers, on both sides of the bound between the two ways to
// compute it.
func TestSignTestExact(t *testing.T) {
	for n := int64(1); n <= 140; n++ {
		sum, all := new(big.Int), new(big.Int).Lsh(big.NewInt(1), uint(n))
		for k := int64(0); 2*k < n; k++ {
			sum.Add(sum, new(big.Int).Binomial(n, k))
			want := fraction(new(big.Int).Lsh(sum, 1), all)
			tolerance := 0.0
			if n > 64 {
				tolerance = 1e-13
			}
			got, ok := changes(t, uint64(k), 3, uint64(n-k)).SignTest()
			if !near(got, want, tolerance) || !ok {
				t.Fatalf("SignTest of %d of %d = %v, %v, want %v", k, n, got, ok, want)
			}
		}
	}
}

// A larger majority is less likely, also at the bound between the two ways to compute
// it.
func TestSignTestFalls(t *testing.T) {
	for _, n := range []uint64{64, 65, 1000, 1<<24 - 1, 1 << 24, 1<<24 + 1, 1 << 40, math.MaxUint64} {
		last := math.Inf(1)
		for z := 0.0; z < 40; z += 0.01 {
			more := uint64(z * math.Sqrt(float64(n)))
			if more > n {
				break
			}
			down := (n - more) / 2
			got, _ := changes(t, n-down, 0, down).SignTest()
			if got > last*(1+1e-12) || got < 0 {
				t.Errorf("SignTest of %d of %d = %v, after %v for more", down, n, got, last)
			}
			last = got
		}
	}
}
