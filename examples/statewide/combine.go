package main

import (
	"encoding/json"

	"github.com/waymark-go/waymark/assess"
)

// mergeFn adds up the Tallies of an organization, of which the constituencies are a part.
// Merging is associative and commutative and the zero Tally its identity, so that it
// makes no difference what is added first, or where.
//
// Engines lift it: what the shards of a bundle have is added up before it is sent. The
// SDK does so for 2000 organizations at a time, which is why readFn sends Tallies of
// whole shards and leaves no more to lifting than that.
type mergeFn struct{}

// CreateAccumulator returns the Tally of nothing.
func (*mergeFn) CreateAccumulator() assess.Tally { return assess.Tally{} }

// AddInput adds the Tally of a part of a shard.
func (*mergeFn) AddInput(sum, part assess.Tally) (assess.Tally, error) {
	err := sum.Merge(&part)
	return sum, err
}

// MergeAccumulators adds what two workers have.
func (*mergeFn) MergeAccumulators(a, b assess.Tally) (assess.Tally, error) {
	err := a.Merge(&b)
	return a, err
}

// ExtractOutput returns the sum.
func (*mergeFn) ExtractOutput(sum assess.Tally) assess.Tally { return sum }

// encodeTally and decodeTally are the coder of Tallies: their canonical encoding, which
// is refused where counts do not fit together. Without a coder Beam would use its own
// for structs, which checks nothing and leaves unexported fields out without a word.
func encodeTally(t assess.Tally) ([]byte, error) { return json.Marshal(t) }

func decodeTally(data []byte) (t assess.Tally, err error) {
	err = json.Unmarshal(data, &t)
	return t, err
}
