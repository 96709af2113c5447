package spectrum_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/spectrum"
)

// units returns the distribution of each unit in a table. A string has the ratings of
// one rater: each character is a unit, and a digit is the rank that the unit gets.
func units(t testing.TB, stages int, raters ...string) []spectrum.Distribution {
	t.Helper()
	s := mustNew(t, sized(stages))
	all := make([]spectrum.Distribution, len(raters[0]))
	for i := range all {
		counts := make([]uint64, stages)
		for _, r := range raters {
			if r[i] != '.' {
				counts[r[i]-'1']++
			}
		}
		all[i] = mustDist(t, s, counts...)
	}
	return all
}

// The two tables are from Krippendorff, and their values from the R package irr.
func TestAlpha(t *testing.T) {
	four := units(t, 5, "123321412...", "1233224125.3", ".3332342251.", "12332441251.")
	three := units(t, 4, ".....34121133.3", "1.213343.......", "..21344.21133.4")
	tests := []struct {
		name           string
		units          []spectrum.Distribution
		metric         spectrum.Metric
		want           float64
		count, ratings uint64
	}{
		{"4 observers, nominal", four, spectrum.Nominal, 0.743421, 11, 40},
		{"4 observers, ordinal", four, spectrum.Ordinal, 0.815388, 11, 40},
		{"4 observers, interval", four, spectrum.IntervalMetric, 0.849107, 11, 40},
		{"3 coders, nominal", three, spectrum.Nominal, 0.691358, 12, 26},
		{"3 coders, ordinal", three, spectrum.Ordinal, 0.806721, 12, 26},
		{"3 coders, interval", three, spectrum.IntervalMetric, 0.810845, 12, 26},
		// Computed by hand: everyone agrees, two raters never agree, and all raters
		// but one nearly always choose the same stage.
		{"perfect", units(t, 3, "1233", "1233"), spectrum.Ordinal, 1, 4, 8},
		{"opposite", units(t, 2, "12", "21"), spectrum.Ordinal, -0.5, 2, 4},
		{"nearly unanimous", units(t, 4, "3333333333", "3333343333"), spectrum.Nominal, 0, 10, 20},
	}
	for _, tt := range tests {
		got, ok := spectrum.Alpha(slices.Values(tt.units), tt.metric)
		if math.Abs(got.Alpha-tt.want) > 5e-7 || !ok || got.Reason != "" {
			t.Errorf("%s: %+v, %v, want %v", tt.name, got, ok, tt.want)
		}
		if got.Units != tt.count || got.Ratings != tt.ratings {
			t.Errorf("%s: %d units, %d ratings, want %d, %d", tt.name, got.Units, got.Ratings, tt.count, tt.ratings)
		}
	}
	// Nominal disagreement is 1 minus the agreement.
	got, _ := spectrum.Alpha(slices.Values(three), spectrum.Nominal)
	if want := 20. / 26; got.PercentAgreement != want || !near(got.Observed, 1-want, 1e-14) {
		t.Errorf("PercentAgreement = %v, Observed = %v, want %v, %v", got.PercentAgreement, got.Observed, want, 1-want)
	}
}

func TestAlphaReasons(t *testing.T) {
	s := mustNew(t, sized(3))
	d := func(counts ...uint64) spectrum.Distribution { return mustDist(t, s, counts...) }
	other := dist(t, 1, 2, 3, 4)
	tests := []struct {
		name   string
		units  []spectrum.Distribution
		metric spectrum.Metric
		want   spectrum.Reliability
	}{
		{"no units", nil, spectrum.Ordinal, spectrum.Reliability{Reason: spectrum.NoPairs}},
		{
			"single ratings",
			[]spectrum.Distribution{{}, d(0, 1, 0), d(1, 0, 0), d(0, 0, 0)},
			spectrum.Ordinal,
			spectrum.Reliability{Reason: spectrum.NoPairs},
		},
		{
			"unanimous",
			[]spectrum.Distribution{d(0, 2, 0), d(1, 0, 0), d(0, 5, 0)},
			spectrum.Ordinal,
			spectrum.Reliability{Reason: spectrum.Unanimous, Units: 2, Ratings: 7, PercentAgreement: 1},
		},
		{
			"two spectra",
			[]spectrum.Distribution{d(0, 2, 0), other},
			spectrum.Ordinal,
			spectrum.Reliability{Reason: spectrum.MixedSpectra},
		},
		{
			"too many",
			[]spectrum.Distribution{d(0, math.MaxUint64-1, 0), d(1, 1, 0)},
			spectrum.Ordinal,
			spectrum.Reliability{Reason: spectrum.TooManyRatings},
		},
		{
			"metric",
			[]spectrum.Distribution{d(1, 2, 0)},
			spectrum.IntervalMetric + 1,
			spectrum.Reliability{Reason: spectrum.UnknownMetric},
		},
	}
	for _, tt := range tests {
		got, ok := spectrum.Alpha(slices.Values(tt.units), tt.metric)
		if diff := cmp.Diff(tt.want, got); diff != "" || ok {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, ok, diff)
		}
	}
	single := mustDist(t, other.Spectrum(), 1, 0, 0, 0)
	if _, ok := spectrum.Alpha(slices.Values([]spectrum.Distribution{single, d(1, 2, 3)}), spectrum.Ordinal); !ok {
		t.Error("a unit that does not count is in the way")
	}
}

func TestAlphaProperties(t *testing.T) {
	s := newSampler(t)
	metrics := []spectrum.Metric{spectrum.Ordinal, spectrum.Nominal, spectrum.IntervalMetric}
	for range 500 {
		k := s.size(2)
		var all, mirrored []spectrum.Distribution
		var ranks [][]int
		for range 1 + s.IntN(6) {
			counts := s.counts(k, 5)
			ranks = append(ranks, sample(counts))
			all = append(all, mustDist(t, s.spectra[k], counts...))
			slices.Reverse(counts)
			mirrored = append(mirrored, mustDist(t, s.spectra[k], counts...))
		}
		for _, m := range metrics {
			got, ok := spectrum.Alpha(slices.Values(all), m)
			want, agreement, exists := alphaByPairs(ranks, m)
			if ok != exists || math.Abs(got.Alpha-want) > 1e-12*max(1, math.Abs(want)) {
				t.Fatalf("Alpha of %v = %+v, %v, want %v, %v", ranks, got, ok, want, exists)
			}
			if math.Abs(got.PercentAgreement-agreement) > 1e-14 {
				t.Fatalf("PercentAgreement of %v = %v, want %v", ranks, got.PercentAgreement, agreement)
			}
			if a, _ := all[0].PercentAgreement(); len(all) == 1 && a != got.PercentAgreement {
				t.Fatalf("PercentAgreement of the unit %v = %v, want %v", ranks, got.PercentAgreement, a)
			}
			if r, _ := spectrum.Alpha(slices.Values(mirrored), m); math.Abs(r.Alpha-got.Alpha) > 1e-12 {
				t.Fatalf("Alpha of %v = %v, reversed %v", ranks, got.Alpha, r.Alpha)
			}
			shuffled := append(slices.Clone(all), spectrum.Distribution{})
			s.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			if r, _ := spectrum.Alpha(slices.Values(shuffled), m); r != got {
				t.Fatalf("Alpha of %v = %+v, shuffled %+v", ranks, got, r)
			}
		}
	}
}

// alphaByPairs is Krippendorff's alpha by its definition, which compares each rating
// with every other one.
func alphaByPairs(ranks [][]int, m spectrum.Metric) (alpha, agreement float64, ok bool) {
	var all []int
	for _, unit := range ranks {
		if len(unit) > 1 {
			all = append(all, unit...)
		}
	}
	weight := func(a, b int) float64 {
		switch {
		case a == b:
			return 0
		case m == spectrum.Nominal:
			return 1
		case m == spectrum.IntervalMetric:
			return float64((a - b) * (a - b))
		}
		sum := 0.0
		for _, r := range all {
			if min(a, b) < r && r < max(a, b) {
				sum++
			} else if r == a || r == b {
				sum += 0.5
			}
		}
		return sum * sum
	}
	observed, expected, n := 0.0, 0.0, float64(len(all))
	for _, unit := range ranks {
		for i, a := range unit {
			for j, b := range unit {
				if i != j {
					observed += weight(a, b) / float64(len(unit)-1) / n
				}
				if i != j && a == b {
					agreement += 1 / float64(len(unit)-1) / n
				}
			}
		}
	}
	for _, a := range all {
		for _, b := range all {
			expected += weight(a, b) / n / (n - 1)
		}
	}
	if !(expected > 0) {
		return 0, agreement, false
	}
	return 1 - observed/expected, agreement, true
}
