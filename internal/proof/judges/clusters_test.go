package judges

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/waymark-go/waymark/spectrum"
)

// TestClusters computes the intervals of raters with several ratings again, from the formulas in the
// documentation and gonum's quantiles of Student's t with fractional degrees of freedom.
func TestClusters(t *testing.T) {
	s, err := spectrum.New(spectrum.Definition{ID: "two", Stages: []spectrum.StageDefinition{{ID: "low", Title: "Low"}, {ID: "high", Title: "High"}}})
	if err != nil {
		t.Fatal(err)
	}
	high, _ := s.Stage("high")
	rng := rand.New(rand.NewPCG(1, 2))
	worst, n := 0.0, 0
	for range 1_000 {
		share := rng.Float64()
		var c spectrum.Clusters
		var raters [][2]float64 // on high, and all
		for range 10 + rng.IntN(200) {
			all, up := 1+rng.IntN(8), uint64(0)
			for range all {
				if rng.Float64() < share {
					up++
				}
			}
			if err := c.Add(uint64(all)-up, up); err != nil {
				t.Fatal(err)
			}
			raters = append(raters, [2]float64{float64(up), float64(all)})
		}
		for _, level := range []float64{0.5, 0.8, 0.9, 0.95, 0.99, 0.999} {
			got, ok := c.AtOrAboveInterval(high, level)
			lower, upper, exists := clusterInterval(raters, level)
			if ok != exists {
				t.Fatalf("%v: %v exists: %t, want %t", raters, got, ok, exists)
			}
			difference := max(math.Abs(got.Lower-lower), math.Abs(got.Upper-upper))
			worst = max(worst, difference)
			if n++; difference > 1e-9 {
				t.Errorf("%d raters at %g: %v, gonum %.15g to %.15g", len(raters), level, got, lower, upper)
			}
		}
	}
	t.Logf("%d intervals, largest difference %.1e", n, worst)
}

// clusterInterval returns the interval that the documentation of spectrum.Clusters describes.
func clusterInterval(raters [][2]float64, level float64) (lower, upper float64, ok bool) {
	g := float64(len(raters))
	var k, m float64
	for _, r := range raters {
		k, m = k+r[0], m+r[1]
	}
	p, q := k/m, (m-k)/m
	size, df := g, g-1 // of independent ratings
	if p > 0 && q > 0 {
		v := 0.0
		for _, r := range raters {
			v += (r[0] - p*r[1]) * (r[0] - p*r[1])
		}
		v *= g / (g - 1) / (m * m)
		if v < 1e-15 {
			return 0, 0, false
		}
		size = p * q / v
		c := max(0, (1-6*p*q)*g/(4*size*p*q))
		df = max(2, (g-1)/(1+c))
	}
	t := -distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile((1 - level) / 2)
	a := t * t / size
	half := math.Sqrt(a*p*q + a*a/4)
	return (p + a/2 - half) / (1 + a), (p + a/2 + half) / (1 + a), true
}
