package spectrum_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/spectrum"
)

// changes returns transitions with the given numbers of ratings up, level and down.
func changes(t testing.TB, up, same, down uint64) *spectrum.Transitions {
	t.Helper()
	return &spectrum.Transitions{Stages: 2, Counts: []uint64{same, up, down, 0}}
}

// move adds n ratings from one rank to another.
func move(t testing.TB, tr *spectrum.Transitions, s *spectrum.Spectrum, from, to int, n uint64) {
	t.Helper()
	a, _ := s.At(from)
	b, _ := s.At(to)
	if err := tr.Add(a, b, n); err != nil {
		t.Fatal(err)
	}
}

func TestTransitions(t *testing.T) {
	s := mustNew(t, sized(3))
	var tr spectrum.Transitions
	move(t, &tr, s, 1, 3, 4)
	move(t, &tr, s, 1, 2, 3)
	move(t, &tr, s, 2, 2, 5)
	move(t, &tr, s, 3, 1, 2)
	move(t, &tr, s, 1, 3, 0)
	want := spectrum.Transitions{Stages: 3, Counts: []uint64{0, 3, 4, 0, 5, 0, 2, 0, 0}}
	if diff := cmp.Diff(want, tr); diff != "" {
		t.Errorf("transitions (-want +got):\n%s", diff)
	}
	if tr.N() != 14 || tr.Up() != 7 || tr.Same() != 5 || tr.Down() != 2 {
		t.Errorf("N, Up, Same, Down = %d, %d, %d, %d, want 14, 7, 5, 2", tr.N(), tr.Up(), tr.Same(), tr.Down())
	}
	if c, ok := tr.Change(); c != 5./14 || !ok {
		t.Errorf("Change = %v, %v, want %v", c, ok, 5./14)
	}
	if p, ok := tr.SignTest(); p != 0.1796875 || !ok {
		t.Errorf("SignTest = %v, %v, want 0.1796875", p, ok)
	}
	for from := range s.Stages() {
		for to := range s.Stages() {
			if got, want := tr.Count(from, to), want.Counts[(from.Rank()-1)*3+to.Rank()-1]; got != want {
				t.Errorf("Count(%v, %v) = %d, want %d", from, to, got, want)
			}
		}
	}
	// A spectrum with the same number of stages is accepted, one with another number is not.
	other, _ := mustNew(t, sized(3)).At(1)
	third, _ := s.At(3)
	if got := tr.Count(other, third); got != 4 {
		t.Errorf("Count = %d, want 4", got)
	}
}

// The values are from binom.test in R.
func TestSignTestReference(t *testing.T) {
	tests := []struct {
		up, down uint64
		want     float64
	}{
		{7, 2, 0.1796875},
		{1, 9, 0.021484375},
		{60, 40, 0.05688793364098},
		{0, 1, 1},
		{0, 6, 0.03125},
	}
	for _, tt := range tests {
		if got, ok := changes(t, tt.up, 11, tt.down).SignTest(); !near(got, tt.want, 1e-13) || !ok {
			t.Errorf("SignTest of %d up and %d down = %v, %v, want %v", tt.up, tt.down, got, ok, tt.want)
		}
	}
}

func TestTransitionsEmpty(t *testing.T) {
	var zero spectrum.Transitions
	malformed := []spectrum.Transitions{
		{Stages: 2, Counts: []uint64{1, 2, 3}},
		{Stages: 0, Counts: []uint64{1}},
		{Stages: 1, Counts: []uint64{1}},
		{Stages: -2, Counts: []uint64{1, 2, 3, 4}},
		{Stages: 17, Counts: make([]uint64, 17*17)},
		{Stages: math.MaxInt},
		{Stages: 2, Counts: []uint64{math.MaxUint64, 0, 1, 0}},
	}
	st, _ := mustNew(t, sized(2)).At(1)
	if zero.N() != 0 || zero.Up() != 0 || zero.Same() != 0 || zero.Down() != 0 || zero.Count(st, st) != 0 {
		t.Errorf("not empty: %v", zero)
	}
	for _, tr := range append(malformed, zero) {
		if c, ok := tr.Change(); c != 0 || ok {
			t.Errorf("%v: Change = %v, %v, want 0, false", tr, c, ok)
		}
		if p, ok := tr.SignTest(); p != 0 || ok {
			t.Errorf("%v: SignTest = %v, %v, want 0, false", tr, p, ok)
		}
	}
	for _, bad := range malformed {
		good := *changes(t, 1, 2, 3)
		if err := good.Merge(&bad); err == nil {
			t.Errorf("%v can be merged", bad)
		}
		if diff := cmp.Diff(*changes(t, 1, 2, 3), good); diff != "" {
			t.Errorf("a failed Merge changed it:\n%s", diff)
		}
		if err := bad.Merge(&good); err == nil {
			t.Errorf("%v can be merged into", bad)
		}
		if err := bad.Merge(&zero); err == nil {
			t.Errorf("nothing can be merged into %v", bad)
		}
	}
	if p, ok := changes(t, 0, 5, 0).SignTest(); p != 0 || ok {
		t.Errorf("SignTest of no change = %v, %v, want 0, false", p, ok)
	}
	if c, ok := changes(t, 0, 5, 0).Change(); c != 0 || !ok {
		t.Errorf("Change of no change = %v, %v, want 0, true", c, ok)
	}
}

func TestTransitionsErrors(t *testing.T) {
	two, three := mustNew(t, sized(2)), mustNew(t, sized(3))
	a, _ := two.At(1)
	b, _ := three.At(2)
	tests := []struct {
		from, to spectrum.Stage
		n        uint64
		want     string
	}{
		{spectrum.Stage{}, a, 1, `spectrum: Transitions.Add: from "" to "s1", want two stages`},
		{a, spectrum.Stage{}, 1, `spectrum: Transitions.Add: from "s1" to "", want two stages`},
		{a, b, 1, "spectrum: Transitions.Add: from one of 2 stages to one of 3"},
		{b, b, 1, "spectrum: Transitions.Add: transitions between 2 stages and between 3"},
		{a, a, math.MaxUint64, "spectrum: Transitions.Add: more ratings than a uint64 can count"},
	}
	for _, tt := range tests {
		tr := changes(t, 1, 0, 0)
		if err := tr.Add(tt.from, tt.to, tt.n); err == nil || err.Error() != tt.want {
			t.Errorf("Add(%q, %q, %d): error %v, want %s", tt.from, tt.to, tt.n, err, tt.want)
		}
		if diff := cmp.Diff(changes(t, 1, 0, 0), tr); diff != "" {
			t.Errorf("a failed Add changed it:\n%s", diff)
		}
	}
	tr := changes(t, math.MaxUint64, 0, 0)
	if err := tr.Merge(changes(t, 0, 0, 1)); err == nil || err.Error() != "spectrum: Transitions.Merge: more ratings than a uint64 can count" {
		t.Errorf("Merge above the brim: error %v", err)
	}
	if p, ok := tr.SignTest(); p != 0 || !ok {
		t.Errorf("SignTest = %v, %v, want 0, true", p, ok) // 2^-2^64
	}
	if err := tr.Merge(&spectrum.Transitions{Stages: 3, Counts: make([]uint64, 9)}); err == nil {
		t.Error("transitions of different lengths can be merged")
	}
}

func TestTransitionsProperties(t *testing.T) {
	s := newSampler(t)
	merge := func(parts ...*spectrum.Transitions) spectrum.Transitions {
		t.Helper()
		var all spectrum.Transitions
		for _, p := range parts {
			if err := all.Merge(p); err != nil {
				t.Fatal(err)
			}
		}
		return all
	}
	for range 300 {
		k := s.size(2)
		var parts [3]spectrum.Transitions // at times the zero one
		var up, same, down uint64
		for i := range parts {
			for range s.IntN(20) {
				from, to, n := 1+s.IntN(k), 1+s.IntN(k), s.Uint64N(1<<50)
				move(t, &parts[i], s.spectra[k], from, to, n)
				switch {
				case from < to:
					up += n
				case from > to:
					down += n
				default:
					same += n
				}
			}
		}
		a, b, c := &parts[0], &parts[1], &parts[2]
		all := merge(a, b, c)
		if all.Up() != up || all.Same() != same || all.Down() != down || all.N() != up+same+down {
			t.Fatalf("%v: Up, Same, Down = %d, %d, %d, want %d, %d, %d", all, all.Up(), all.Same(), all.Down(), up, same, down)
		}
		ab, bc := merge(a, b), merge(b, c)
		for _, other := range []spectrum.Transitions{merge(c, a, b), merge(&ab, c), merge(a, &bc)} {
			if diff := cmp.Diff(all, other); diff != "" {
				t.Fatalf("another order (-want +got):\n%s", diff)
			}
		}
		if p, ok := all.SignTest(); ok && !(p >= 0 && p <= 1) {
			t.Fatalf("SignTest of %d up and %d down = %v", up, down, p)
		}
		if change, ok := all.Change(); ok && !(change >= -1 && change <= 1) {
			t.Fatalf("Change of %v = %v", all, change)
		}
	}
}
