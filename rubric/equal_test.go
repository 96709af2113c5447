package rubric_test

import (
	"slices"
	"testing"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

// A stage of another spectrum has no descriptor, steps or successor, even if a stage of the
// rubric has the same id.
func TestForeignStage(t *testing.T) {
	r := cei.Latest()
	own, _ := r.Spectrum().Stage("advanced")
	other, err := spectrum.New(spectrum.Definition{ID: "other", Stages: []spectrum.StageDefinition{{ID: "maturing"}, {ID: "advanced"}}})
	if err != nil {
		t.Fatal(err)
	}
	foreign, _ := other.Stage("advanced")
	described := 0
	for c := range r.Competencies() {
		if _, ok := c.Descriptor(own); ok {
			described++
		}
		if text, ok := c.Descriptor(foreign); ok {
			t.Errorf("%s at a stage of another spectrum: %q", c.ID(), text)
		}
	}
	if described == 0 || len(slices.Collect(r.StepsOf(own))) == 0 {
		t.Error("the stage of the rubric has no descriptors or no steps")
	}
	if steps := slices.Collect(r.StepsOf(foreign)); len(steps) > 0 {
		t.Errorf("steps of a stage of another spectrum: %v", steps)
	}
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		t.Fatal(err)
	}
	if to, ok := x.Stage(foreign); ok {
		t.Errorf("a stage of another spectrum leads to %s", to)
	}
}

// Nil, zero and valid values compare without a panic.
func TestEqualOfNil(t *testing.T) {
	c, _ := cei.Latest().CompetencyAt(0)
	d := c.Domain()
	for _, tt := range []struct {
		name      string
		got, want bool
	}{
		{"competencies", c.Equal(c), true},
		{"competency and nil", c.Equal(nil), false},
		{"nil and competency", (*rubric.Competency)(nil).Equal(c), false},
		{"nil competencies", (*rubric.Competency)(nil).Equal(nil), true},
		{"competency and zero", c.Equal(&rubric.Competency{}), false},
		{"domains", d.Equal(d), true},
		{"domain and zero", d.Equal(&rubric.Domain{}), false},
		{"nil and domain", (*rubric.Domain)(nil).Equal(d), false},
		{"strands", d.Strand().Equal(d.Strand()), true},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %v", tt.name, tt.got)
		}
	}
}

// Values without an edition are equal only to themselves.
func TestEqualOfZero(t *testing.T) {
	var noDomain, noOtherDomain *rubric.Domain
	var noStrand, noOtherStrand *rubric.Strand
	domain, strand := new(rubric.Domain), new(rubric.Strand)
	if !noDomain.Equal(noOtherDomain) || !domain.Equal(domain) || domain.Equal(new(rubric.Domain)) || domain.Equal(noDomain) || noDomain.Equal(domain) {
		t.Error("domains")
	}
	if !noStrand.Equal(noOtherStrand) || !strand.Equal(strand) || strand.Equal(new(rubric.Strand)) || strand.Equal(noStrand) || noStrand.Equal(strand) {
		t.Error("strands")
	}
	r := severalRubric()
	reader, _ := r.Constituency("reader")
	singer, ok := r.Constituency("singer")
	if !ok || singer.ID != "singer" || singer.Title != "Singers" || reader.Equal(singer) || !singer.Equal(rubric.Constituency{ID: "singer"}) {
		t.Errorf("constituencies %v and %v", reader, singer)
	}
	if x, ok := r.Constituency("nobody"); ok || x != (rubric.Constituency{}) {
		t.Errorf("nobody is %v", x)
	}
	inside, ok := r.Strand("inside")
	if x, found := r.Strand("nothing"); !ok || inside.ID() != "inside" || found || x != nil {
		t.Errorf("strands %v, %v", inside, x)
	}
	for d := range r.Domains() {
		for e := range r.Domains() {
			if d.Equal(e) != (d == e) {
				t.Errorf("%v equals %v: %t", d, e, d != e)
			}
		}
	}
	years, ok := r.BackgroundQuestion("years")
	if x, found := r.BackgroundQuestion("nothing"); !ok || years.ID != "years" || found || x.ID != "" {
		t.Errorf("background questions %v, %v", years, x)
	}
	e := rubric.Extensions(`{"x-a":1,"x-b":2}`)
	a, _ := e.Get("x-a")
	b, _ := e.Get("x-b")
	if c, ok := e.Get("x-c"); ok || c != nil || string(a) != "1" || string(b) != "2" {
		t.Errorf("extensions %s, %s, %s", a, b, c)
	}
}
