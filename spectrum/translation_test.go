package spectrum_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/spectrum"
)

// translated returns s with other texts.
func translated(t testing.TB, s *spectrum.Spectrum) *spectrum.Spectrum {
	t.Helper()
	d := s.Definition()
	d.Title = "¡" + d.Title
	for i := range d.Stages {
		d.Stages[i].Title = "¡" + d.Stages[i].ID
		d.Stages[i].Messages = []string{"¡"}
	}
	return mustNew(t, d)
}

// Every function that takes a stage or compares distributions gives the same
// result for a translation.
func TestTranslations(t *testing.T) {
	s := newSampler(t)
	for range trials / 10 {
		k := s.size(2)
		original := s.spectra[k]
		other := translated(t, original)
		if !original.Equal(other) || !other.Equal(original) {
			t.Fatal("a translation is not equal to its original")
		}
		xs, ys := s.counts(k, 50), s.counts(k, 50)
		x, y := mustDist(t, original, xs...), mustDist(t, original, ys...)
		tx, ty := mustDist(t, other, xs...), mustDist(t, other, ys...)
		if !x.Equal(tx) || x.Equal(ty) != x.Equal(y) {
			t.Fatalf("Equal of %v and its translation is wrong", x)
		}
		c := clusters(t, s.raters(12, k, 5)...)
		var tr spectrum.Transitions
		move(t, &tr, original, 1, k, 3)
		move(t, &tr, other, 1, k, 4)
		voices, _ := spectrum.EqualVoice(x, y)
		mixed, ok := spectrum.EqualVoice(x, ty)
		if !ok {
			t.Fatal("EqualVoice refuses a translation")
		}
		for st := range original.Stages() {
			ts, _ := other.At(st.Rank())
			if !st.Equal(ts) || st.Compare(ts) != 0 || ts.Title() == st.Title() {
				t.Fatalf("%v is not equal to its translation", st)
			}
			type results struct {
				Count, K, N       uint64
				Interval          spectrum.Interval
				Share, Above      float64
				From, To          uint64
				Clustered         spectrum.Interval
				Compare, Opposite int
			}
			low, _ := original.At(1)
			of := func(d spectrum.Distribution, v spectrum.Voices, st spectrum.Stage) (r results) {
				r.Count = d.Count(st)
				r.K, r.N = d.AtOrAbove(st)
				r.Interval, _ = d.AtOrAboveInterval(st, 0.95)
				r.Share, r.Above = v.Share(st), v.AtOrAbove(st)
				r.From, r.To = tr.Count(st, low), tr.Count(low, st)
				r.Clustered, _ = c.AtOrAboveInterval(st, 0.95)
				r.Compare, r.Opposite = st.Compare(low), low.Compare(st)
				return r
			}
			want := of(x, voices, st)
			for _, got := range []results{of(x, voices, ts), of(tx, mixed, st), of(tx, mixed, ts)} {
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("a translation gives other results (-want +got):\n%s", diff)
				}
			}
		}
		sum, err := x.Add(ty)
		back, err2 := ty.Add(x)
		if err != nil || err2 != nil || !sum.Equal(back) || sum.Spectrum() != original || back.Spectrum() != other {
			t.Fatalf("Add of a translation = %v, %v and %v, %v", sum, err, back, err2)
		}
		want, _ := spectrum.Dominance(x, y)
		if got, _ := spectrum.Dominance(tx, y); got != want || spectrum.Dominates(x, ty) != spectrum.Dominates(x, y) {
			t.Fatalf("dominance of a translation = %v, want %v", got, want)
		}
		wantAlpha, _ := spectrum.Alpha(slices.Values([]spectrum.Distribution{x, y}), spectrum.Ordinal)
		gotAlpha, _ := spectrum.Alpha(slices.Values([]spectrum.Distribution{tx, y}), spectrum.Ordinal)
		if wantAlpha != gotAlpha {
			t.Fatalf("alpha of a translation = %v, want %v", gotAlpha, wantAlpha)
		}
	}
}
