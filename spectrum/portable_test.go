package spectrum_test

import (
	"crypto/sha256"
	"encoding/binary"
	"flag"
	"fmt"
	"hash"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/spectrum"
)

var update = flag.Bool("update", false, "write the golden files")

// digests has a hash of the results of every measure, and the first few results, which
// help to locate a difference.
type digests map[string]*digest

type digest struct {
	hash.Hash
	first []string
	n     int
}

func (d digests) add(measure string, ok bool, values ...float64) {
	m := d[measure]
	if m == nil {
		m = &digest{Hash: sha256.New()}
		d[measure] = m
	}
	if !ok {
		values = nil
	}
	m.n++
	b := []byte{byte(len(values))}
	for _, v := range values {
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(v))
		if len(m.first) < 4 {
			m.first = append(m.first, fmt.Sprintf("%016x", math.Float64bits(v)))
		}
	}
	m.Write(b)
}

func (d digests) interval(measure string, in spectrum.Interval, ok bool) {
	d.add(measure, ok, in.Lower, in.Upper)
}

func (d digests) String() string {
	b := new(strings.Builder)
	for _, measure := range slices.Sorted(maps.Keys(d)) {
		m := d[measure]
		fmt.Fprintf(b, "%s: %d results, first %s, sha256 %x\n", measure, m.n, strings.Join(m.first, " "), m.Sum(nil))
	}
	return b.String()
}

// Every measure gives the same bits on every architecture. The golden file was
// written on amd64; run this test elsewhere, or with GOARCH and an emulator.
func TestSameBitsEverywhere(t *testing.T) {
	s := newSampler(t)
	d := make(digests)
	for range trials {
		k := s.size(2)
		x := mustDist(t, s.spectra[k], s.counts(k, s.maxCount(k))...)
		y := mustDist(t, s.spectra[k], s.counts(k, s.maxCount(k))...)
		level := s.Float64()
		if i := s.IntN(6); i < 4 {
			level = []float64{0.8, 0.9, 0.95, 0.99}[i]
		}
		measure := func(name string) func(float64, bool) {
			return func(v float64, ok bool) { d.add(name, ok, v) }
		}
		measure("agreement")(x.Agreement())
		measure("dispersion")(x.Dispersion())
		measure("percent agreement")(x.PercentAgreement())
		measure("mean")(x.Mean(spectrum.EqualSteps))
		measure("interpolated median")(x.InterpolatedMedian(spectrum.EqualSteps))
		measure("dominance")(spectrum.Dominance(x, y))
		measure("dominance variance")(spectrum.DominanceVariance(x, y))
		in, ok := spectrum.DominanceInterval(x, y, level)
		d.interval("dominance interval", in, ok)
		for st := range x.Spectrum().Stages() {
			in, ok := x.AtOrAboveInterval(st, level)
			d.interval("share interval", in, ok)
		}
		voices, ok := spectrum.EqualVoice(x, y)
		for st, share := range voices.Shares() {
			d.add("equal voice", ok, share, voices.AtOrAbove(st))
		}
		for m := spectrum.Ordinal; m <= spectrum.IntervalMetric; m++ {
			r, ok := spectrum.Alpha(slices.Values([]spectrum.Distribution{x, y}), m)
			d.add("alpha", ok, r.Alpha, r.Observed, r.Expected, r.PercentAgreement)
		}
		up := s.Uint64N(1 << (1 + s.IntN(62)))
		p, ok := changes(t, up, 0, up-up/uint64(2+s.IntN(1000))).SignTest()
		d.add("sign test", ok, p)
		d.add("t quantile", true, spectrum.TQuantile(0x1p-60+level, float64(1+s.IntN(2000))))
		a, b := clusters(t, s.raters(12, k, 5)...), clusters(t, s.raters(15, k, 50)...)
		for st := range x.Spectrum().Stages() {
			in, ok := a.AtOrAboveInterval(st, level)
			d.interval("clustered share interval", in, ok)
		}
		in, ok = a.DominanceInterval(b, level)
		d.interval("clustered dominance interval", in, ok)
	}
	const golden = "testdata/portable.golden"
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(d.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), d.String()); diff != "" {
		t.Errorf("results differ from those on amd64 (-want +got):\n%s", diff)
	}
}
