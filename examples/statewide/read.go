package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// The job's counters, which engines show while a job runs.
const (
	counterNamespace = "statewide"
	responsesCounter = "responses"
	refusedCounter   = "refused"
)

// maxHeld is how many organizations a shard's Tallies are held for. A Tally has about
// 10 kB in memory, so that it may take 160 MB for each shard that a worker reads at a
// time. What is held is much: a Tally that is sent on too early stands for a response
// or two and is larger than they are.
const maxHeld = 1 << 14

// readFn reads a shard. A shard is read by one worker from its beginning to its end,
// because lines are counted from its beginning and gzip cannot be entered in the
// middle; so many shards of a moderate size spread better than a few large ones.
//
// What leaves it is a Tally for each organization and not the responses: they are
// counted where they are read, and neither answers nor free text ever cross the
// network.
type readFn struct {
	Rubric rubricSource

	// What follows is made by Setup on each worker. Beam sends exported fields only.
	rubric             *rubric.Rubric
	options            *assess.ReadOptions
	responses, refused beam.Counter
}

// refusal is a record that is no valid response.
type refusal struct {
	Before   int64 // problems of the shard before these, to put them in order by
	Problems []problemRecord
}

// problemRecord is a problem.Problem as it goes to the side output.
type problemRecord struct {
	File                      string
	Line, Column              int64
	Path, Code, Message, Hint string
}

// shardCount is what there was in a shard. Responses and Refused add up to its records, but
// for drafts.
type shardCount struct {
	Shard                        string
	Responses, Refused, Problems int64
}

// Setup loads the rubric, once for each instance that a worker runs.
func (f *readFn) Setup() (err error) {
	f.responses = beam.NewCounter(counterNamespace, responsesCounter)
	f.refused = beam.NewCounter(counterNamespace, refusedCounter)
	if f.rubric, err = f.Rubric.load(); err != nil {
		return fmt.Errorf("load the rubric: %w", err)
	}
	f.options = cli.ReadOptions(f.rubric)
	return nil
}

// ProcessElement reads a shard. An error of the reading ends the bundle, of which then
// nothing counts, and the engine reads the shard again.
func (f *readFn) ProcessElement(ctx context.Context, shard string, emitTally func(string, assess.Tally), emitRefusal func(string, refusal), emitCount func(shardCount)) error {
	in, err := openShard(ctx, shard)
	if err != nil {
		return err
	}
	defer in.Close()
	count := shardCount{Shard: shard}
	held := make(heldTallies)
	for resp, err := range f.read(shard, in) {
		if err != nil {
			refused, problems, err := refusalOf(err)
			if err != nil {
				return err
			}
			emitRefusal(shard, refusal{count.Problems, problems})
			count.Refused += refused
			count.Problems += int64(len(problems))
			continue
		}
		if resp.Draft() { // nobody has handed it in
			continue
		}
		if err := held.add(resp, emitTally); err != nil {
			return err
		}
		count.Responses++
	}
	held.emit(emitTally)
	emitCount(count)
	f.responses.Inc(ctx, count.Responses)
	f.refused.Inc(ctx, count.Refused)
	return nil
}

// read reads the form and the packing by the content.
func (f *readFn) read(shard string, in io.Reader) iter.Seq2[*assess.Response, error] {
	return assess.Read(f.rubric, shard, in, f.options)
}

func openShard(ctx context.Context, name string) (*shardReader, error) {
	files, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", problem.FileName(name), err)
	}
	in, err := files.OpenRead(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", problem.FileName(name), errors.Join(err, files.Close()))
	}
	return &shardReader{in, files}, nil
}

// shardReader reads a shard and has the file system closed with it.
type shardReader struct {
	io.ReadCloser
	files filesystem.Interface
}

// Close closes both.
func (r *shardReader) Close() error { return errors.Join(r.ReadCloser.Close(), r.files.Close()) }

// refusalOf returns how many records an error of a reader stands for and what is wrong
// with them, or the error if it is the reader's own.
func refusalOf(err error) (records int64, problems []problemRecord, failure error) {
	found, ok := problem.Of(err)
	if !ok {
		return 0, nil, err
	}
	for _, p := range found {
		problems = append(problems, problemRecord{
			File: p.Pos.File, Line: int64(p.Pos.Line), Column: int64(p.Pos.Column),
			Path: p.Path, Code: string(p.Code), Message: p.Msg, Hint: p.Hint,
		})
	}
	return int64(assess.Refused(err)), problems, nil
}

// heldTallies are the Tallies of organizations that are not yet sent on.
type heldTallies map[string]*assess.Tally

// add counts a response, and sends on what is held when it is much.
func (h heldTallies) add(resp *assess.Response, emit func(string, assess.Tally)) error {
	t := h[resp.Organization()]
	if t == nil {
		if len(h) == maxHeld {
			h.emit(emit)
		}
		t = new(assess.Tally)
		h[resp.Organization()] = t
	}
	return t.Add(resp)
}

func (h heldTallies) emit(emit func(string, assess.Tally)) {
	for organization, t := range h {
		emit(organization, *t)
	}
	clear(h)
}
