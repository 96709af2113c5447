package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/google/go-cmp/cmp"
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// someTallies returns tallies of some responses each, the first one of none, and the
// tally of all.
func someTallies(t *testing.T) (parts []assess.Tally, all assess.Tally) {
	t.Helper()
	g := &generator{cei.Latest(), rand.New(rand.NewPCG(1, 2)), 0}
	for n := range 12 {
		var part assess.Tally
		for range n * n {
			p, err := assess.NewResponse(g.rubric, g.document())
			if err != nil {
				t.Fatal(err)
			}
			if err := part.Add(p); err != nil {
				t.Fatal(err)
			}
			if err := all.Add(p); err != nil {
				t.Fatal(err)
			}
		}
		parts = append(parts, part)
	}
	return parts, all
}

// TestTallyCrossesBeam sends tallies through the coder that Beam has for them.
func TestTallyCrossesBeam(t *testing.T) {
	parts, all := someTallies(t)
	for i, tally := range append(parts, all) {
		got := sent(t, tally)
		if diff := cmp.Diff(tally, got); diff != "" {
			t.Errorf("tally %d (-sent +received):\n%s", i, diff)
		}
	}
}

// TestTallyIsChecked makes sure that it is the tally's own encoding that is sent, which
// refuses counts that do not fit together.
func TestTallyIsChecked(t *testing.T) {
	_, all := someTallies(t)
	data, err := encodeTally(all)
	if err != nil {
		t.Fatal(err)
	}
	canonical, err := json.Marshal(&all)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(canonical), string(data)); diff != "" {
		t.Errorf("encoding (-canonical +sent):\n%s", diff)
	}
	for _, g := range all.Groups {
		g.Raters++
		break
	}
	if data, err = encodeTally(all); err != nil {
		t.Fatal(err)
	}
	if _, err := decodeTally(data); err == nil {
		t.Error("a tally with more raters than ratings was read")
	}
}

// TestMergeFnLaws adds the same tallies in random orders, with random brackets, some of
// them sent from one worker to another on the way.
func TestMergeFnLaws(t *testing.T) {
	parts, all := someTallies(t)
	random := rand.New(rand.NewPCG(3, 4))
	for round := range 50 {
		sums := split(t, random, parts)
		for len(sums) > 1 {
			i := random.IntN(len(sums) - 1)
			sum, err := new(mergeFn).MergeAccumulators(sums[i], sent(t, sums[i+1]))
			if err != nil {
				t.Fatal(err)
			}
			sums = append(sums[:i], append([]assess.Tally{sum}, sums[i+2:]...)...)
		}
		if diff := cmp.Diff(all, new(mergeFn).ExtractOutput(sums[0])); diff != "" {
			t.Fatalf("round %d (-want +got):\n%s", round, diff)
		}
	}
}

// split deals the parts out to some workers, who add up what they get. Every other
// worker gets nothing at all.
func split(t *testing.T, random *rand.Rand, parts []assess.Tally) []assess.Tally {
	t.Helper()
	var fn mergeFn
	sums := make([]assess.Tally, 1+random.IntN(8))
	for i := range sums {
		sums[i] = fn.CreateAccumulator()
	}
	for _, at := range random.Perm(len(parts)) {
		i := random.IntN(len(sums)) &^ 1
		sum, err := fn.AddInput(sums[i], sent(t, parts[at]))
		if err != nil {
			t.Fatal(err)
		}
		sums[i] = sum
	}
	return sums
}

// sent returns a tally as another worker gets it.
func sent(t *testing.T, tally assess.Tally) assess.Tally {
	t.Helper()
	typ := reflect.TypeFor[assess.Tally]()
	var data bytes.Buffer
	if err := beam.NewElementEncoder(typ).Encode(tally, &data); err != nil {
		t.Fatal(err)
	}
	v, err := beam.NewElementDecoder(typ).Decode(&data)
	if err != nil {
		t.Fatal(err)
	}
	return v.(assess.Tally)
}

// TestMergeFnRefuses makes sure that tallies of two rubrics are an error and no sum.
func TestMergeFnRefuses(t *testing.T) {
	older, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	_, a := someTallies(t)
	b := assess.Tally{Rubric: older.Ref(), Stages: a.Stages, Competencies: a.Competencies}
	if _, err := new(mergeFn).AddInput(a, b); err == nil {
		t.Error("tallies of two rubrics were added up")
	}
	if _, err := new(mergeFn).MergeAccumulators(a, b); err == nil {
		t.Error("sums of two rubrics were added up")
	}
}
