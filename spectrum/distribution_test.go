package spectrum_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/spectrum"
)

func TestDistribution(t *testing.T) {
	s := mustNew(t, engagement())
	d := mustDist(t, s, 3, 0, 7, 2)
	if d.Spectrum() != s || d.N() != 12 {
		t.Errorf("Spectrum = %p, N = %d, want %p, 12", d.Spectrum(), d.N(), s)
	}
	type row struct {
		ID          string
		Count, K, N uint64
	}
	want := []row{
		{"not-evident", 3, 12, 12},
		{"developing", 0, 9, 12},
		{"maturing", 7, 9, 12},
		{"advanced", 2, 2, 12},
	}
	var got []row
	for st, c := range d.Counts() {
		k, n := d.AtOrAbove(st)
		got = append(got, row{st.ID(), c, k, n})
		if d.Count(st) != c {
			t.Errorf("Count(%v) = %d, want %d", st, d.Count(st), c)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

func TestDistributionErrors(t *testing.T) {
	s := mustNew(t, engagement())
	const max = math.MaxUint64
	tests := []struct {
		counts []uint64
		want   string
	}{
		{nil, "spectrum: Spectrum.Distribution: 0 counts for 4 stages"},
		{[]uint64{1, 2, 3}, "spectrum: Spectrum.Distribution: 3 counts for 4 stages"},
		{[]uint64{1, 2, 3, 4, 0}, "spectrum: Spectrum.Distribution: 5 counts for 4 stages"},
		{make([]uint64, 40), "spectrum: Spectrum.Distribution: 40 counts for 4 stages"},
		{[]uint64{max, 0, 0, 1}, "spectrum: Spectrum.Distribution: more ratings than a uint64 can count"},
		{[]uint64{max, max, max, max}, "spectrum: Spectrum.Distribution: more ratings than a uint64 can count"},
	}
	for _, tt := range tests {
		d, err := s.Distribution(tt.counts...)
		if err == nil || err.Error() != tt.want {
			t.Errorf("Distribution(%v): error %v, want %s", tt.counts, err, tt.want)
		}
		if d != (spectrum.Distribution{}) {
			t.Errorf("Distribution(%v) = %v beside an error", tt.counts, d)
		}
	}
	if got := mustDist(t, s, max-1, 0, 0, 1).N(); got != max {
		t.Errorf("N = %d, want %d", got, uint64(max))
	}
}

func TestDistributionCopiesCounts(t *testing.T) {
	s := mustNew(t, engagement())
	counts := []uint64{1, 2, 3, 4}
	d := mustDist(t, s, counts...)
	counts[0] = 100
	if d != mustDist(t, s, 1, 2, 3, 4) {
		t.Error("the distribution changed with the slice it was made of")
	}
}

func TestAdd(t *testing.T) {
	s := mustNew(t, engagement())
	d, e := mustDist(t, s, 1, 2, 3, 4), mustDist(t, s, 10, 0, 30, 0)
	var zero spectrum.Distribution
	tests := []struct {
		name       string
		d, e, want spectrum.Distribution
	}{
		{"both", d, e, mustDist(t, s, 11, 2, 33, 4)},
		{"zero left", zero, d, d},
		{"zero right", d, zero, d},
		{"zero both", zero, zero, zero},
		{"no ratings", d, mustDist(t, s, 0, 0, 0, 0), d},
		{"to the brim", d, mustDist(t, s, math.MaxUint64-10, 0, 0, 0), mustDist(t, s, math.MaxUint64-9, 2, 3, 4)},
	}
	for _, tt := range tests {
		got, err := tt.d.Add(tt.e)
		if err != nil || got != tt.want {
			t.Errorf("%s: Add = %v, %v, want %v", tt.name, got, err, tt.want)
		}
	}
	if d != mustDist(t, s, 1, 2, 3, 4) {
		t.Error("Add changed its receiver")
	}
}

func TestAddErrors(t *testing.T) {
	s := mustNew(t, engagement())
	d := mustDist(t, s, 1, 2, 3, 4)
	tests := []struct {
		name string
		e    spectrum.Distribution
		want string
	}{
		{"other spectrum", dist(t, 1, 2, 3), `spectrum: Distribution.Add: distributions on different spectra, "engagement" and "of-3"`},
		{"count overflows", mustDist(t, s, math.MaxUint64, 0, 0, 0), "spectrum: Distribution.Add: more ratings than a uint64 can count"},
		{"total overflows", mustDist(t, s, math.MaxUint64-9, 0, 0, 0), "spectrum: Distribution.Add: more ratings than a uint64 can count"},
	}
	for _, tt := range tests {
		got, err := d.Add(tt.e)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
		if got != (spectrum.Distribution{}) {
			t.Errorf("%s: %v beside an error", tt.name, got)
		}
	}
}

func TestZeroDistribution(t *testing.T) {
	var d spectrum.Distribution
	low, _ := mustNew(t, engagement()).At(1)
	if d.Spectrum() != nil || d.N() != 0 || d.Count(low) != 0 || d.String() != "" {
		t.Errorf("not empty: %v", d)
	}
	for st, c := range d.Counts() {
		t.Errorf("Counts has %v, %d", st, c)
	}
	if k, n := d.AtOrAbove(low); k != 0 || n != 0 {
		t.Errorf("AtOrAbove = %d, %d, want 0, 0", k, n)
	}
	testEmptyMeasures(t, d)
}

func TestNoRatings(t *testing.T) {
	s := mustNew(t, engagement())
	d := mustDist(t, s, 0, 0, 0, 0)
	for st, c := range d.Counts() {
		if k, n := d.AtOrAbove(st); c != 0 || k != 0 || n != 0 {
			t.Errorf("%v: Counts has %d, AtOrAbove = %d, %d, want 0, 0, 0", st, c, k, n)
		}
	}
	testEmptyMeasures(t, d)
}

// testEmptyMeasures checks that no measure exists for d.
func testEmptyMeasures(t *testing.T, d spectrum.Distribution) {
	t.Helper()
	if lo, hi := d.Median(); !lo.IsZero() || !hi.IsZero() {
		t.Errorf("Median = %v, %v, want none", lo, hi)
	}
	if lower, upper := d.Quartiles(); !lower.IsZero() || !upper.IsZero() {
		t.Errorf("Quartiles = %v, %v, want none", lower, upper)
	}
	for name, measure := range map[string]func() (float64, bool){
		"Agreement":        d.Agreement,
		"Dispersion":       d.Dispersion,
		"PercentAgreement": d.PercentAgreement,
		"PairsWithin":      func() (float64, bool) { return d.PairsWithin(1) },
		"Mean":             func() (float64, bool) { return d.Mean(spectrum.EqualSteps) },
		"InterpolatedMedian": func() (float64, bool) {
			return d.InterpolatedMedian(spectrum.EqualSteps)
		},
	} {
		if a, ok := measure(); a != 0 || ok {
			t.Errorf("%s = %v, %v, want 0, false", name, a, ok)
		}
	}
	full := mustDist(t, mustNew(t, engagement()), 1, 1, 1, 1)
	for _, p := range [][2]spectrum.Distribution{{d, full}, {full, d}, {d, d}} {
		if delta, ok := spectrum.Dominance(p[0], p[1]); delta != 0 || ok {
			t.Errorf("Dominance = %v, %v, want 0, false", delta, ok)
		}
	}
}
