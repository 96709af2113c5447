package rubric_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
)

func TestLevels(t *testing.T) {
	r := readRubric(t, "good/rubrics/repair-cafe.yaml")
	if diff := cmp.Diff([]int{1, 2, 3}, r.Levels()); diff != "" {
		t.Errorf("levels (-want +got):\n%s", diff)
	}
	for id, want := range map[string]int{"greeting": 1, "records": 3, "donations": 0} {
		if c, ok := r.Competency(id); !ok || c.Level() != want {
			t.Errorf("%s has the level %d, want %d", id, c.Level(), want)
		}
	}
	if s, ok := r.Strand("work"); !ok || s.Title() != "Work" {
		t.Errorf("strand work is %v, %t", s, ok)
	}
	if s, ok := r.Strand("bench"); ok {
		t.Errorf("a domain is the strand %v", s)
	}
	if levels := readRubric(t, "good/rubrics/garden.yaml").Levels(); len(levels) > 0 {
		t.Errorf("a rubric without levels has %d", levels)
	}
}

// Levels survive writing as YAML and as JSON, with the same digest.
func TestLevelsWritten(t *testing.T) {
	r := readRubric(t, "good/rubrics/repair-cafe.yaml")
	var yaml bytes.Buffer
	if err := r.WriteYAML(&yaml); err != nil {
		t.Fatal(err)
	}
	json, err := r.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	made, err := rubric.New(r.Document())
	if err != nil {
		t.Fatal(err)
	}
	if made.Ref() != r.Ref() {
		t.Errorf("made of its document it is %v, want %v", made.Ref(), r.Ref())
	}
	for name, data := range map[string][]byte{"r.yaml": yaml.Bytes(), "r.json": json} {
		again, err := rubric.Load(name, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		if again.Ref() != r.Ref() {
			t.Errorf("%s is %v, want %v", name, again.Ref(), r.Ref())
		}
	}
}
