package spectrum_test

import (
	"math"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

// The values were computed with 60 digits, from the incomplete beta function.
func TestTQuantile(t *testing.T) {
	tests := []struct{ level, df, want float64 }{
		{0.5, 1, 1.0},
		{0.95, 1, 12.70620473617469331},
		{0.999999, 1, 636619.7723487513197},
		{1 - 0x1p-40, 1, 699970842190.2659479},
		{0.5, 2, 0.816496580927726032},
		{0.95, 2, 4.302652729749461789},
		{0.999999, 2, 999.9992499854659069},
		{1 - 0x1p-40, 2, 1048575.999999284744},
		{0.5, 5, 0.726686843800422653},
		{0.95, 5, 2.570581835636314782},
		{0.999999, 5, 28.47847346281956118},
		{1 - 0x1p-40, 5, 461.2075017131514459},
		{0.5, 30, 0.682755693321292553},
		{0.95, 30, 2.042272456301237887},
		{0.999999, 30, 6.119075620373899848},
		{1 - 0x1p-40, 30, 11.76692272130368787},
		{0.5, 200, 0.675718411404220204},
		{0.95, 200, 1.971896223633908996},
		{0.999999, 200, 5.048285659846112753},
		{1 - 0x1p-40, 200, 7.634976214575612874},
		{0.5, 999, 0.674735410346719030},
		{0.95, 999, 1.962341461133449597},
		{0.999999, 999, 4.922320372360786280},
		{1 - 0x1p-40, 999, 7.237605750257391492},
		{0.5, 1000, 0.674735164607009437},
		{0.95, 1000, 1.962339080826408103},
		{0.999999, 1000, 4.922289523423825471},
		{1 - 0x1p-40, 1000, 7.237510648770395963},
		{0.5, 10000, 0.674514284483592433},
		{0.95, 10000, 1.960201239890625877},
		{0.999999, 10000, 4.894688616309937163},
		{1 - 0x1p-40, 10000, 7.152854376556894785},
		{0.5, 1000000, 0.674489995531087378},
		{0.95, 1000000, 1.959966356814106655},
		{0.999999, 1000000, 4.891668960704726554},
		{1 - 0x1p-40, 1000000, 7.143644955734608275},
	}
	for _, tt := range tests {
		if got := spectrum.TQuantile(tt.level, tt.df); !near(got, tt.want, 1e-12) {
			t.Errorf("t of %v with %v degrees of freedom = %v, want %v", tt.level, tt.df, got, tt.want)
		}
	}
}

// With 1, 2 and 4 degrees of freedom the quantile has a closed form.
func TestTQuantileClosedForms(t *testing.T) {
	s := newSampler(t)
	for i := range trials {
		level := s.Float64()
		if i%2 == 0 {
			level = math.Exp2(-50 * level) // small ones too
		}
		if level == 0 || level == 1 {
			continue
		}
		alpha := (1 - level) * (1 + level)
		root := math.Sqrt(alpha)
		// With 4, t² is 4(q-1) with q = cos(acos(root)/3)/root. 1-cos is 2·sin².
		third := math.Acos(root) / 3
		want := map[float64]float64{
			1: math.Tan(math.Pi / 2 * level),
			2: level * math.Sqrt(2/alpha),
			4: 2 * math.Sqrt(math.Cos(third)/root-1),
		}
		for df, want := range want {
			tolerance := 1e-11
			if df == 4 && level < 0.01 {
				continue // the closed form has no digits left there
			}
			if got := spectrum.TQuantile(level, df); !near(got, want, tolerance) {
				t.Fatalf("t of %v with %v degrees of freedom = %v, want %v", level, df, got, want)
			}
		}
	}
}

func TestTQuantileProperties(t *testing.T) {
	for _, level := range []float64{1e-300, 1e-9, 0.3, 0.5, 0.8, 0.95, 0.999, 1 - 0x1p-53} {
		last := math.Inf(1)
		for df := 1.0; df < 1e6; df = math.Ceil(df * 1.3) {
			got := spectrum.TQuantile(level, df)
			if !(got > 0) || got > last*(1+1e-12) {
				t.Errorf("t of %v with %v degrees of freedom = %v, after %v with fewer", level, df, got, last)
			}
			last = got
		}
		z := math.Sqrt2 * math.Erfinv(level)
		if got := spectrum.TQuantile(level, 1e18); !near(got, z, 1e-14) {
			t.Errorf("t of %v with 1e18 degrees of freedom = %v, want %v", level, got, z)
		}
	}
}

// near reports whether got differs from want by at most a share of want.
func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*math.Abs(want)
}
