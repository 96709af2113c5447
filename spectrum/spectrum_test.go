package spectrum_test

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/spectrum"
)

// engagement is the definition that the tests with named stages use.
func engagement() spectrum.Definition {
	return spectrum.Definition{
		ID:    "engagement",
		Title: "Engagement",
		Stages: []spectrum.StageDefinition{
			{ID: "not-evident", Title: "Not Evident", Messages: []string{"m1", "m2"}},
			{ID: "developing", Title: "Developing"},
			{ID: "maturing", Title: "Maturing", Messages: []string{"m3"}},
			{ID: "advanced", Title: "Advanced", Messages: []string{"m4"}},
		},
	}
}

// sized returns a definition of n stages with the ids s1, s2, ...
func sized(n int) spectrum.Definition {
	d := spectrum.Definition{ID: fmt.Sprint("of-", n)}
	for i := range n {
		d.Stages = append(d.Stages, spectrum.StageDefinition{ID: fmt.Sprint("s", i+1)})
	}
	return d
}

func mustNew(t testing.TB, d spectrum.Definition) *spectrum.Spectrum {
	t.Helper()
	s, err := spectrum.New(d)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// mustDist returns the distribution of counts on s.
func mustDist(t testing.TB, s *spectrum.Spectrum, counts ...uint64) spectrum.Distribution {
	t.Helper()
	d, err := s.Distribution(counts...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// dist returns the distribution of counts on a new spectrum.
func dist(t testing.TB, counts ...uint64) spectrum.Distribution {
	t.Helper()
	return mustDist(t, mustNew(t, sized(len(counts))), counts...)
}

func ids(stages iter.Seq[spectrum.Stage]) []string {
	var ids []string
	for s := range stages {
		ids = append(ids, s.ID())
	}
	return ids
}

func TestNewErrors(t *testing.T) {
	stages := func(ids ...string) (d spectrum.Definition) {
		for _, id := range ids {
			d.Stages = append(d.Stages, spectrum.StageDefinition{ID: id})
		}
		return d
	}
	tests := []struct {
		name string
		def  spectrum.Definition
		want []string // one a line
	}{
		{"no stages", stages(), []string{"spectrum: New: 0 stages, want 2 to 16"}},
		{"one stage", stages("a"), []string{"spectrum: New: 1 stages, want 2 to 16"}},
		{"too many stages", sized(17), []string{"spectrum: New: 17 stages, want 2 to 16"}},
		{"no id", stages("a", ""), []string{"spectrum: New: stage 2 has no id"}},
		{"two without id", stages("", "a", ""), []string{"spectrum: New: stage 1 has no id", "spectrum: New: stage 3 has no id"}},
		{"duplicates", stages("a", "b", "a", "b", "a"), []string{
			`spectrum: New: stage 3 has the id "a" of stage 1`,
			`spectrum: New: stage 4 has the id "b" of stage 2`,
			`spectrum: New: stage 5 has the id "a" of stage 1`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := spectrum.New(tt.def)
			if err == nil || s != nil {
				t.Fatalf("New = %v, %v, want nil and an error", s, err)
			}
			if diff := cmp.Diff(tt.want, strings.Split(err.Error(), "\n")); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNewSizes(t *testing.T) {
	for n := 2; n <= spectrum.MaxStages; n++ {
		s := mustNew(t, sized(n))
		if got := s.Len(); got != n {
			t.Errorf("Len = %d, want %d", got, n)
		}
		if got := len(ids(s.Stages())); got != n {
			t.Errorf("Stages has %d stages, want %d", got, n)
		}
	}
}

func TestNewCopies(t *testing.T) {
	def := engagement()
	s := mustNew(t, def)
	def.ID = "changed"
	def.Stages[0].ID = "changed"
	def.Stages[0].Messages[0] = "changed"
	low, _ := s.At(1)
	if s.ID() != "engagement" || low.ID() != "not-evident" {
		t.Errorf("ids = %q, %q after the definition changed", s.ID(), low.ID())
	}
	if diff := cmp.Diff([]string{"m1", "m2"}, slices.Collect(low.Messages())); diff != "" {
		t.Errorf("messages after the definition changed (-want +got):\n%s", diff)
	}
}

func TestStages(t *testing.T) {
	s := mustNew(t, engagement())
	if s.Title() != "Engagement" {
		t.Errorf("Title = %q", s.Title())
	}
	type row struct {
		ID, Title, String, Prev, Next string
		Rank                          int
		HasPrev, HasNext              bool
		Messages                      []string
	}
	want := []row{
		{"not-evident", "Not Evident", "not-evident", "", "developing", 1, false, true, []string{"m1", "m2"}},
		{"developing", "Developing", "developing", "not-evident", "maturing", 2, true, true, nil},
		{"maturing", "Maturing", "maturing", "developing", "advanced", 3, true, true, []string{"m3"}},
		{"advanced", "Advanced", "advanced", "maturing", "", 4, true, false, []string{"m4"}},
	}
	var got []row
	for st := range s.Stages() {
		prev, hasPrev := st.Prev()
		next, hasNext := st.Next()
		got = append(got, row{
			st.ID(), st.Title(), st.String(), prev.ID(), next.ID(),
			st.Rank(), hasPrev, hasNext, slices.Collect(st.Messages()),
		})
		if st.IsZero() || st.Spectrum() != s {
			t.Errorf("%v: IsZero = %v, Spectrum = %p, want false, %p", st, st.IsZero(), st.Spectrum(), s)
		}
		if byID, ok := s.Stage(st.ID()); !ok || byID != st {
			t.Errorf("Stage(%q) = %v, %v", st.ID(), byID, ok)
		}
		if at, ok := s.At(st.Rank()); !ok || at != st {
			t.Errorf("At(%d) = %v, %v", st.Rank(), at, ok)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stages (-want +got):\n%s", diff)
	}
}

func TestStageLookupMisses(t *testing.T) {
	s := mustNew(t, engagement())
	for _, id := range []string{"", "Developing", "developing ", "nope"} {
		if st, ok := s.Stage(id); ok || !st.IsZero() {
			t.Errorf("Stage(%q) = %v, %v, want none", id, st, ok)
		}
	}
	for _, rank := range []int{-1, 0, 5, 257, math.MaxInt, math.MinInt} {
		if st, ok := s.At(rank); ok || !st.IsZero() {
			t.Errorf("At(%d) = %v, %v, want none", rank, st, ok)
		}
	}
}

func TestStageCompare(t *testing.T) {
	s := mustNew(t, engagement())
	stages := append([]spectrum.Stage{{}}, slices.Collect(s.Stages())...)
	for i, a := range stages {
		for j, b := range stages {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%q.Compare(%q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestStageIdentity(t *testing.T) {
	a, _ := mustNew(t, engagement()).At(1)
	if again, _ := a.Spectrum().At(1); a != again {
		t.Error("one stage looked up twice is not equal")
	}
	zero := spectrum.Stage{}
	if !a.Equal(a) || a.Equal(zero) || zero.Equal(a) || !zero.Equal(zero) {
		t.Error("Equal of a stage and the zero Stage is wrong")
	}
	for name, change := range map[string]func(*spectrum.Definition){
		"spectrum id": func(d *spectrum.Definition) { d.ID = "other" },
		"stage id":    func(d *spectrum.Definition) { d.Stages[3].ID = "other" },
		"fewer":       func(d *spectrum.Definition) { d.Stages = d.Stages[:3] },
		"order":       func(d *spectrum.Definition) { d.Stages[2], d.Stages[3] = d.Stages[3], d.Stages[2] },
		"joined ids":  func(d *spectrum.Definition) { d.ID, d.Stages = `engagement" "not-evident`, d.Stages[1:] },
	} {
		def := engagement()
		change(&def)
		s := mustNew(t, def)
		if b, _ := s.At(1); s.Equal(a.Spectrum()) || a.Equal(b) {
			t.Errorf("%s: spectra are equal", name)
		}
	}
}

// A loop that ends early must end the iterator too, or range panics.
func TestIteratorsStop(t *testing.T) {
	s := mustNew(t, engagement())
	low, _ := s.At(1)
	n := 0
	for range s.Stages() {
		n++
		break
	}
	for range low.Messages() {
		n++
		break
	}
	for range mustDist(t, s, 1, 2, 3, 4).Counts() {
		n++
		break
	}
	if n != 3 {
		t.Errorf("%d iterations, want 3", n)
	}
}

func TestEmptySpectrum(t *testing.T) {
	for name, s := range map[string]*spectrum.Spectrum{"nil": nil, "zero": {}} {
		t.Run(name, func(t *testing.T) {
			if s.ID() != "" || s.Title() != "" || s.Len() != 0 || ids(s.Stages()) != nil {
				t.Errorf("not empty: %q, %q, %d, %v", s.ID(), s.Title(), s.Len(), ids(s.Stages()))
			}
			if st, ok := s.Stage(""); ok || !st.IsZero() {
				t.Errorf("Stage = %v, %v, want none", st, ok)
			}
			if st, ok := s.At(1); ok || !st.IsZero() {
				t.Errorf("At = %v, %v, want none", st, ok)
			}
			if d, err := s.Distribution(); err != nil || d != (spectrum.Distribution{}) {
				t.Errorf("Distribution() = %v, %v, want zero, nil", d, err)
			}
			if _, err := s.Distribution(1); err == nil {
				t.Error("Distribution(1) has no error")
			}
		})
	}
}

func TestZeroStage(t *testing.T) {
	var s spectrum.Stage
	if !s.IsZero() || s.ID() != "" || s.Title() != "" || s.String() != "" || s.Rank() != 0 || s.Spectrum() != nil {
		t.Errorf("not empty: %#v", s)
	}
	if n, ok := s.Next(); ok || !n.IsZero() {
		t.Errorf("Next = %v, %v, want none", n, ok)
	}
	if p, ok := s.Prev(); ok || !p.IsZero() {
		t.Errorf("Prev = %v, %v, want none", p, ok)
	}
	if m := slices.Collect(s.Messages()); m != nil {
		t.Errorf("Messages = %v, want none", m)
	}
}
