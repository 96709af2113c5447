package spectrum_test

import (
	"slices"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

// measures is every operation that must not allocate.
var measures = []struct {
	name string
	do   func(x, y spectrum.Distribution)
}{
	{"N", func(x, _ spectrum.Distribution) { x.N() }},
	{"Median", func(x, _ spectrum.Distribution) { x.Median() }},
	{"AtOrAbove", func(x, _ spectrum.Distribution) {
		s, _ := x.Spectrum().At(2)
		x.AtOrAbove(s)
	}},
	{"Agreement", func(x, _ spectrum.Distribution) { x.Agreement() }},
	{"Quartiles", func(x, _ spectrum.Distribution) { x.Quartiles() }},
	{"Dispersion", func(x, _ spectrum.Distribution) { x.Dispersion() }},
	{"PercentAgreement", func(x, _ spectrum.Distribution) { x.PercentAgreement() }},
	{"Mean", func(x, _ spectrum.Distribution) { x.Mean(spectrum.EqualSteps) }},
	{"InterpolatedMedian", func(x, _ spectrum.Distribution) { x.InterpolatedMedian(spectrum.EqualSteps) }},
	{"AtOrAboveInterval", func(x, _ spectrum.Distribution) {
		s, _ := x.Spectrum().At(2)
		x.AtOrAboveInterval(s, 0.95)
	}},
	{"Dominance", func(x, y spectrum.Distribution) { spectrum.Dominance(x, y) }},
	{"Dominates", func(x, y spectrum.Distribution) { spectrum.Dominates(x, y) }},
	{"DominanceVariance", func(x, y spectrum.Distribution) { spectrum.DominanceVariance(x, y) }},
	{"DominanceInterval", func(x, y spectrum.Distribution) { spectrum.DominanceInterval(x, y, 0.95) }},
	{"Add", func(x, y spectrum.Distribution) { _, _ = x.Add(y) }},
}

// inputs are pairs of small and of very large counts; the large ones take the
// long division.
func inputs(t testing.TB) map[string][2]spectrum.Distribution {
	s, wide := mustNew(t, engagement()), mustNew(t, sized(spectrum.MaxStages))
	var large [2][spectrum.MaxStages]uint64
	for i := range large[0] {
		large[0][i] = 1<<58 + uint64(i*i)
		large[1][i] = 1<<57 - uint64(i)
	}
	return map[string][2]spectrum.Distribution{
		"small": {mustDist(t, s, 3, 12, 7, 2), mustDist(t, s, 1, 5, 9, 6)},
		"large": {mustDist(t, wide, large[0][:]...), mustDist(t, wide, large[1][:]...)},
	}
}

func TestAllocs(t *testing.T) {
	for size, in := range inputs(t) {
		for _, m := range measures {
			if n := testing.AllocsPerRun(100, func() { m.do(in[0], in[1]) }); n != 0 {
				t.Errorf("%s of %s counts allocates %v times", m.name, size, n)
			}
		}
	}
}

func BenchmarkMeasures(b *testing.B) {
	all := inputs(b)
	for _, size := range []string{"small", "large"} {
		in := all[size]
		for _, m := range measures {
			b.Run(m.name+"/"+size, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					m.do(in[0], in[1])
				}
			})
		}
	}
}

func BenchmarkAlpha(b *testing.B) {
	units := slices.Repeat([]spectrum.Distribution{inputs(b)["small"][0]}, 31)
	b.ReportAllocs()
	for b.Loop() {
		spectrum.Alpha(slices.Values(units), spectrum.Ordinal)
	}
}

func BenchmarkEqualVoice(b *testing.B) {
	in := inputs(b)["small"]
	groups := []spectrum.Distribution{in[0], in[1], in[0], in[1], in[0]}
	b.ReportAllocs()
	for b.Loop() {
		spectrum.EqualVoice(groups...)
	}
}

func BenchmarkSignTest(b *testing.B) {
	for name, n := range map[string]uint64{"40": 40, "1000": 1e3, "million": 1e6, "billion": 1e9} {
		tr := changes(b, n/2+n/20, n, n/2-n/20)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				tr.SignTest()
			}
		})
	}
}
