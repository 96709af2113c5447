package spectrum_test

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

var coverageRuns = flag.Int("coverage", 0, "simulated samples for each case of the coverage tests; 0 selects 100, or 1000 with -long")

// samples returns how many samples a coverage test simulates for each case.
func samples() int {
	if *coverageRuns > 0 {
		return *coverageRuns
	}
	return repeats(100, 1000)
}

// population is the distribution of raters. The rater's leniency, the shift, the ease
// of the competency and an error add up to a number, and the cuts between the stages
// turn it into a rating. All are normal. Leniency and error together have variance 1.
type population struct {
	raterShare   float64 // of the variance
	shift        float64
	cuts         []float64 // between the stages
	competencies int
}

// ease returns the ease of a competency. The competencies are spread over one standard
// deviation.
func (p population) ease(competency int) float64 {
	return float64(competency)/float64(p.competencies-1) - 0.5
}

// rater returns the counts of a random rater, who leaves out one in ten
// competencies.
func (p population) rater(r *rand.Rand, counts []uint64) {
	clear(counts)
	leniency := p.shift + math.Sqrt(p.raterShare)*r.NormFloat64()
	for j := range p.competencies {
		x := leniency + p.ease(j) + math.Sqrt(1-p.raterShare)*r.NormFloat64()
		stage := 0
		for _, cut := range p.cuts {
			if x > cut {
				stage++
			}
		}
		if r.IntN(10) > 0 {
			counts[stage]++
		}
	}
}

// shares returns the true share of every stage.
func (p population) shares() []float64 {
	shares := make([]float64, len(p.cuts)+1)
	for j := range p.competencies {
		above := 1.0
		for i := range shares {
			next := 0.0
			if i < len(p.cuts) {
				next = math.Erfc((p.cuts[i]-p.shift-p.ease(j))/math.Sqrt2) / 2
			}
			shares[i] += (above - next) / float64(p.competencies)
			above = next
		}
	}
	return shares
}

// sample returns n random raters.
func (p population) sample(t *testing.T, r *rand.Rand, n int) *spectrum.Clusters {
	var c spectrum.Clusters
	counts := make([]uint64, len(p.cuts)+1)
	for range n {
		p.rater(r, counts)
		if err := c.Add(counts...); err != nil {
			t.Fatal(err)
		}
	}
	return &c
}

// coverage counts how many intervals contain the true value.
type coverage struct{ hits, intervals, samples int }

func (c *coverage) add(in spectrum.Interval, ok bool, truth float64) {
	c.samples++
	if ok {
		c.intervals++
		if in.Lower <= truth && truth <= in.Upper {
			c.hits++
		}
	}
}

// percent returns the covered part of the intervals in percent.
func (c *coverage) percent() float64 { return 100 * float64(c.hits) / float64(c.intervals) }

// verify reports a coverage that differs from 95 % by more than 2 percentage points
// and three standard errors of the simulation.
func (c *coverage) verify(t *testing.T, name string) {
	t.Helper()
	slack := 2 + 300*math.Sqrt(0.95*0.05/float64(c.intervals))
	if math.Abs(c.percent()-95) > slack || c.intervals < c.samples*99/100 {
		t.Errorf("%s: %d of %d intervals cover, %.1f %%, in %d samples", name, c.hits, c.intervals, c.percent(), c.samples)
	}
}

// TestClustersShareCoverage simulates samples. With -coverage 20000 -v it prints
// a detailed table.
func TestClustersShareCoverage(t *testing.T) {
	runs := samples()
	for _, competencies := range []int{5, 8} {
		for _, raters := range []int{20, 50, 200} {
			for _, raterShare := range []float64{0, 0.36, 0.72} {
				p := population{raterShare: raterShare, cuts: []float64{-1.2, 0, 1.2}, competencies: competencies}
				r := rand.New(rand.NewPCG(uint64(raters), uint64(100*raterShare)))
				s := mustNew(t, sized(len(p.cuts)+1))
				truth := p.shares()
				cov := make([]coverage, len(truth))
				for range runs {
					c := p.sample(t, r, raters)
					above := 1.0
					for st := range s.Stages() {
						if i := st.Rank() - 1; i > 0 {
							above -= truth[i-1]
							in, ok := c.AtOrAboveInterval(st, 0.95)
							cov[i].add(in, ok, above)
						}
					}
				}
				row := new(strings.Builder)
				above := 1.0
				for i := 1; i < len(cov); i++ {
					above -= truth[i-1]
					fmt.Fprintf(row, "  share %.2f: %.1f %%", above, cov[i].percent())
					cov[i].verify(t, fmt.Sprintf("%d competencies, %d raters, rater share %.2f, share %.2f", competencies, raters, raterShare, above))
				}
				t.Logf("%d competencies, %3d raters, rater share %.2f:%s", competencies, raters, raterShare, row)
			}
		}
	}
}

func TestClustersDominanceCoverage(t *testing.T) {
	runs := samples()
	for _, competencies := range []int{5, 8} {
		for _, raters := range [][2]int{{20, 20}, {20, 100}, {50, 50}, {200, 200}} {
			for _, raterShare := range []float64{0, 0.36, 0.72} {
				row := new(strings.Builder)
				for _, shift := range []float64{0, 0.5, 1.2} {
					x := population{raterShare: raterShare, shift: shift, cuts: []float64{-1.2, 0, 1.2}, competencies: competencies}
					y := x
					y.shift = 0
					r := rand.New(rand.NewPCG(uint64(raters[0]+raters[1]), uint64(1000*raterShare+10*shift)))
					delta := 0.0
					for a, p := range x.shares() {
						for b, q := range y.shares() {
							if a > b {
								delta += p * q
							} else if a < b {
								delta -= p * q
							}
						}
					}
					var cov coverage
					for range runs {
						in, ok := x.sample(t, r, raters[0]).DominanceInterval(y.sample(t, r, raters[1]), 0.95)
						cov.add(in, ok, delta)
					}
					fmt.Fprintf(row, "  delta %.2f: %.1f %%", delta, cov.percent())
					cov.verify(t, fmt.Sprintf("%d competencies, %d raters, rater share %.2f, delta %.2f", competencies, raters, raterShare, delta))
				}
				t.Logf("%d competencies, %3d and %3d raters, rater share %.2f:%s", competencies, raters[0], raters[1], raterShare, row)
			}
		}
	}
}

// With the fewest raters and with rare ratings the coverage can be above the level, but
// not below it.
func TestClustersShareCoverageLimits(t *testing.T) {
	runs := samples()
	s := mustNew(t, sized(2))
	high, _ := s.At(2)
	for _, raters := range []int{10, 30, 100} {
		for _, raterShare := range []float64{0, 0.36, 0.72} {
			row := new(strings.Builder)
			for _, cut := range []float64{2, 1.6, 1.2, 0} {
				p := population{raterShare: raterShare, cuts: []float64{cut}, competencies: 6}
				r := rand.New(rand.NewPCG(uint64(raters), uint64(100*raterShare+1000*cut)))
				truth := p.shares()[1]
				var cov coverage
				for range runs {
					in, ok := p.sample(t, r, raters).AtOrAboveInterval(high, 0.95)
					cov.add(in, ok, truth)
				}
				fmt.Fprintf(row, "  share %.3f: %.1f %%", truth, cov.percent())
				if slack := 300 * math.Sqrt(0.95*0.05/float64(cov.intervals)); cov.percent() < 93-slack || cov.intervals < runs*98/100 {
					t.Errorf("%d raters, rater share %.2f, share %.3f: %.1f %% in %d of %d samples", raters, raterShare, truth, cov.percent(), cov.intervals, runs)
				}
			}
			t.Logf("%3d raters, rater share %.2f:%s", raters, raterShare, row)
		}
	}
}
