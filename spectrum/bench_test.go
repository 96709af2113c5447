package spectrum_test

import (
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
	{"Dominance", func(x, y spectrum.Distribution) { spectrum.Dominance(x, y) }},
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
