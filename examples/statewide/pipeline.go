package main

import (
	"context"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/fileio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/filter"
	"github.com/waymark-go/waymark/assess"
)

// registerFunctions tells Beam of the functions and types that go from machine to
// machine, so that a worker finds them by name. Every process calls it before
// beam.Init.
func registerFunctions() {
	beam.RegisterCoder(reflect.TypeFor[assess.Tally](), encodeTally, decodeTally)
	register.Function1x1(pathOf)
	register.DoFn5x1[context.Context, string, func(string, assess.Tally), func(string, refusal), func(shardCount), error](&readFn{})
	register.Combiner1[assess.Tally](&mergeFn{})
	register.DoFn4x1[context.Context, string, assess.Tally, func(indexEntry), error](&publishFn{})
	register.Function2x2(pack)
	register.DoFn4x1[context.Context, int, func(*part) bool, func(indexEntry), error](&publishTogetherFn{})
	register.DoFn3x1[context.Context, string, func(*refusal) bool, error](&writeRefusedFn{})
	register.DoFn3x1[context.Context, int, func(*indexEntry) bool, error](&writeIndexFn{})
	register.DoFn3x1[context.Context, int, func(*shardCount) bool, error](&writeShardsFn{})
	register.DoFn2x1[context.Context, []byte, error](&writeCodebookFn{})
	register.Emitter1[indexEntry]()
	register.Emitter1[shardCount]()
	register.Emitter2[string, assess.Tally]()
	register.Emitter2[string, refusal]()
	register.Iter1[indexEntry]()
	register.Iter1[part]()
	register.Iter1[refusal]()
	register.Iter1[shardCount]()
}

// build adds the steps of a job to a pipeline.
func build(s beam.Scope, j *job) {
	shards := match(s.Scope("match"), j.Inputs)
	tallies, refused, counts := beam.ParDo3(s.Scope("read"), &readFn{Rubric: j.Rubric}, shards)
	organizations := beam.CombinePerKey(s.Scope("combine"), &mergeFn{}, tallies)
	publish(s.Scope("publish"), j, organizations)
	intake(s.Scope("intake"), j, refused, counts)
}

// match finds the shards. Those that several patterns name are read once. Grouping
// them by name also hands them out to all workers, where an engine would otherwise run
// this step and the next one as one, on the worker that has matched them.
func match(s beam.Scope, patterns []string) beam.PCollection {
	files := fileio.MatchAll(s, beam.CreateList(s, patterns), fileio.MatchEmptyDisallow())
	return filter.Distinct(s, beam.ParDo(s, pathOf, files))
}

func pathOf(file fileio.FileMetadata) string { return file.Path }

// publish writes what may be shown.
func publish(s beam.Scope, j *job, organizations beam.PCollection) {
	var entries beam.PCollection
	if j.Parents == nil {
		entries = beam.ParDo(s, &publishFn{Job: *j}, organizations)
	} else {
		parts := beam.GroupByKey(s, beam.AddFixedKey(s, beam.ParDo(s, pack, organizations)))
		entries = beam.ParDo(s, &publishTogetherFn{Job: *j}, parts)
	}
	beam.ParDo0(s, &writeIndexFn{Output: j.Output}, beam.GroupByKey(s, beam.AddFixedKey(s, entries)))
	beam.ParDo0(s, &writeCodebookFn{Job: *j}, beam.Impulse(s))
}

// intake writes what those who collect the responses need to know.
func intake(s beam.Scope, j *job, refused, counts beam.PCollection) {
	beam.ParDo0(s, &writeRefusedFn{Output: j.Output}, beam.GroupByKey(s, refused))
	beam.ParDo0(s, &writeShardsFn{Output: j.Output}, beam.GroupByKey(s, beam.AddFixedKey(s, counts)))
}
