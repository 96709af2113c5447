package judges

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/waymark-go/waymark/spectrum"
)

// levels are confidence levels, from nearly none to nearly all.
func levels() []float64 {
	list := []float64{1e-6, 0.001, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.999999, 1 - 1e-9}
	for i := 1; i < 40; i++ {
		list = append(list, float64(i)/40)
	}
	return list
}

// counts are numbers of raters.
var counts = []uint64{1, 2, 3, 4, 5, 7, 10, 12, 20, 33, 64, 65, 100, 127, 500, 1000, 1001, 5000, 100_000, 10_000_000}

// near reports whether two numbers differ by a relative error of at most tolerance, or of one in
// 1e300, where neither has its digits any more.
func near(a, b, tolerance float64) bool {
	return math.Abs(a-b) <= tolerance*max(math.Abs(a), math.Abs(b)) || math.Abs(a-b) < 1e-300
}

// TestNormalQuantiles computes the intervals of Wilson with the quantiles of gonum.
func TestNormalQuantiles(t *testing.T) {
	worst, n := 0.0, 0
	for _, level := range levels() {
		// The quantile of the upper tail: 1-tail keeps no digits for a level near 1.
		z := -distuv.UnitNormal.Quantile((1 - level) / 2)
		for _, all := range counts {
			for k := range min(all, 200) + 1 {
				got, ok := spectrum.Wilson(k, all, level)
				if !ok {
					t.Fatalf("no interval of %d of %d at %g", k, all, level)
				}
				p, m := float64(k)/float64(all), float64(all)
				half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
				center, scale := p+z*z/(2*m), 1+z*z/m
				lower, upper := p*p/(center+half), (center+half)/scale
				for _, pair := range [][2]float64{{got.Lower, lower}, {got.Upper, upper}} {
					if n++; !near(pair[0], pair[1], 1e-9) {
						t.Errorf("%d of %d at %g: %.17g, gonum %.17g", k, all, level, pair[0], pair[1])
					}
					worst = max(worst, math.Abs(pair[0]-pair[1])/max(pair[1], 1e-300))
				}
			}
		}
	}
	t.Logf("%d ends of intervals, largest relative difference %.1e", n, worst)
}

// TestStudentQuantiles recovers the quantile of Student's t from the interval of two groups that
// do not overlap, whose end is (b-t²)/(b+t²), and compares it with gonum's, for every number of
// degrees of freedom up to 300 and larger ones. Far out in the tails gonum's quantiles lose digits:
// where the two differ, gonum's own probability must be nearer to the level at that of spectrum.
func TestStudentQuantiles(t *testing.T) {
	s, err := spectrum.New(spectrum.Definition{ID: "two", Stages: []spectrum.StageDefinition{{ID: "low", Title: "Low"}, {ID: "high", Title: "High"}}})
	if err != nil {
		t.Fatal(err)
	}
	worst, n, lost := 0.0, 0, 0
	var sizes []uint64
	for m := uint64(2); m <= 151; m++ {
		sizes = append(sizes, m)
	}
	for _, m := range append(sizes, 250, 499, 500, 501, 502, 1000, 10_000, 1_000_000) {
		low, high := distribution(t, s, m, 0), distribution(t, s, 0, m)
		df := float64(2*m - 2)
		student := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}
		for _, level := range levels() {
			in, ok := spectrum.DominanceInterval(high, low, level)
			if !ok {
				t.Fatalf("no interval of %d at %g", m, level)
			}
			b := float64(m)
			want := -student.Quantile((1 - level) / 2)
			end := (b - want*want) / (b + want*want)
			difference := math.Abs(in.Lower - end)
			if n++; difference <= 1e-10 {
				worst = max(worst, difference)
				continue
			}
			lost++
			quantile := math.Sqrt(b * (1 - in.Lower) / (1 + in.Lower))
			tails := func(q float64) float64 { return mathext.RegIncBeta(df/2, 0.5, df/(df+q*q)) }
			if math.Abs(tails(quantile)-(1-level)) > math.Abs(tails(want)-(1-level)) {
				t.Errorf("%g degrees of freedom at %g: t %.15g, gonum %.15g; ends %.15g, %.15g", df, level, quantile, want, in.Lower, end)
			}
		}
	}
	t.Logf("%d quantiles, largest difference of an end %.1e; %d without so many digits in gonum", n, worst, lost)
	if lost > n/50 {
		t.Errorf("gonum has too few digits for %d of %d", lost, n)
	}
}

func distribution(t *testing.T, s *spectrum.Spectrum, counts ...uint64) spectrum.Distribution {
	t.Helper()
	d, err := s.Distribution(counts...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSignTest compares the probabilities of the sign test with gonum's binomial distribution: for
// all numbers of changes up to 130, and for larger ones.
func TestSignTest(t *testing.T) {
	worst, n := 0.0, 0
	check := func(up, down uint64) {
		tr := &spectrum.Transitions{Stages: 2, Counts: []uint64{0, up, down, 0}}
		got, ok := tr.SignTest()
		if !ok {
			t.Fatalf("no probability of %d and %d", up, down)
		}
		k, all := float64(min(up, down)), float64(up+down)
		want := min(1, 2*distuv.Binomial{N: all, P: 0.5}.CDF(k))
		tolerance := 1e-9
		if all > 1e6 {
			tolerance = 1e-7 // gonum is not more exact: half of 2^24 gives 0.988 instead of 1
		}
		if want < 1e-290 || all > 1e6 && 2*k == all {
			return
		}
		worst = max(worst, math.Abs(got-want)/want)
		if n++; !near(got, want, tolerance) {
			t.Errorf("%d up, %d down: %.15g, gonum %.15g", up, down, got, want)
		}
	}
	for all := uint64(1); all <= 130; all++ {
		for up := range all + 1 {
			check(up, all-up)
		}
	}
	for _, all := range []uint64{200, 999, 1000, 5001, 100_000, 1 << 24, 1<<24 + 1} {
		for _, share := range []float64{0.3, 0.4, 0.45, 0.48, 0.49, 0.495, 0.499, 0.4999, 0.5} {
			up := uint64(share * float64(all))
			check(up, all-up)
		}
	}
	t.Logf("%d probabilities, largest relative difference %.1e", n, worst)
}
