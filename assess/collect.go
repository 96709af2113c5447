package assess

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"os"
	"runtime"
	"slices"
	"sync"

	"github.com/waymark-go/waymark/assess/internal/scan"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// ResponseInput is something that responses are read from. Name is what positions are
// reported with; its ending helps to tell the form, as for [Read].
type ResponseInput struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// FileInput returns the input that is a file.
func FileInput(name string) ResponseInput {
	return ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(name) }}
}

// ResponseHeader is what a response says beside its ratings. The texts are valid, and must not
// be changed, until the function that they were given to returns.
type ResponseHeader struct {
	ID, Organization, Date, Language []byte // nil where the response does not say
	Constituency                     string // an id, or "" where the rubric names none
}

// ByOrganization is a key for [CollectOptions]: a group for each organization.
func ByOrganization(key []byte, h *ResponseHeader) []byte { return append(key, h.Organization...) }

// ByConstituency is a key for [CollectOptions]: a group for each constituency.
func ByConstituency(key []byte, h *ResponseHeader) []byte { return append(key, h.Constituency...) }

// CollectOptions says how [Collect] works. The zero value, or nil, is a good start.
type CollectOptions struct {
	Limits ResponseLimits
	CSV    *CSVOptions // for spreadsheets

	// Key appends the name of the group that a response counts in. It is called by
	// several goroutines at once. Nil puts all responses in the group "".
	Key func(key []byte, h *ResponseHeader) []byte
	// MaxGroups is how many groups there may be, each constituency of a group
	// counting as one; default 1,048,576. With more, Collect returns an error.
	MaxGroups int

	// MaxProblems is how many problems are kept; default 1000. All are counted.
	MaxProblems int

	// CompareIDs asks for responses with the id of another one to be counted. It is
	// how many ids are remembered, at about 64 bytes each. Where there are more, the
	// ids of a half, a quarter and so on of all responses are compared. Zero means that
	// ids are not compared.
	CompareIDs int

	// Progress is called now and then, by one goroutine at a time.
	Progress func(CollectProgress)

	// Workers is how many goroutines read; default [runtime.GOMAXPROCS]. It makes no
	// difference to the result.
	Workers int
}

// CollectProgress is how far [Collect] has come.
type CollectProgress struct {
	Bytes     int64  // of the inputs as they are stored, packed or not
	Responses uint64 // that were counted
	Refused   uint64 // records that are no valid response
}

// Collection is what [Collect] has counted: a [Tally] for each group, and what was
// wrong with the inputs.
type Collection struct {
	Responses uint64 // that were counted
	Refused   uint64 // records that are no valid response, as [Refused] counts them

	// Problems are the first ones in the order of the inputs, ProblemCount is how many
	// there are in all.
	Problems     problem.List
	ProblemCount uint64

	// Duplicates says what CollectOptions.CompareIDs asks for.
	Duplicates DuplicateIDs

	// Report is what the readers of spreadsheets did that no count and no problem shows.
	Report Report
	// Refusals says why records were refused and, where that is known, from which
	// constituency, in the order of the codes and then of the rubric. The counts add up to
	// Refused.
	Refusals []Refusal

	rubric *rubric.Rubric
	groups *groupTable
}

// Refusal is how many records were refused for one reason: the code of the first problem of
// each. Constituency is an id, or "" if the records do not say or could not be read.
type Refusal struct {
	Code         problem.Code
	Constituency string
	Count        uint64
}

// Collect reads responses to a rubric from many inputs and counts them by group. It
// reads whatever [Read] reads, one input per worker and a large one by all of them, and
// is the way to count millions of responses: in the memory that the groups take, and,
// where they are in the usual form, at many times the speed of reading them one by one.
//
// Each response is read under the rules of the reader of its form, and what is wrong
// is reported by it, so that nothing but time and memory is different from adding up
// what Read yields. The result is the same whatever the number of workers.
//
// A record that is no valid response is reported and the reading goes on. The error is
// that of an input which cannot be opened or read, the first one in their order, or of
// the options, or the context's; then there is no collection. A Read that blocks is
// not interrupted when the context ends.
func Collect(ctx context.Context, r *rubric.Rubric, inputs []ResponseInput, opt *CollectOptions) (*Collection, error) {
	return collect(ctx, r, inputs, opt, 512<<10)
}

// collect is Collect with blocks of a size.
func collect(ctx context.Context, r *rubric.Rubric, inputs []ResponseInput, opt *CollectOptions, blockSize int) (*Collection, error) {
	c := &collector{ctx: ctx, rubric: r, inputs: inputs, blockSize: blockSize, failedAt: len(inputs)}
	if opt != nil {
		c.opt = *opt
	}
	c.setDefaults()
	c.table, c.groups = fastTable(r, c.lim), newGroupTable(r, c.opt.MaxGroups)
	workers := make([]*worker, c.opt.Workers)
	var wait sync.WaitGroup
	for i := range workers {
		workers[i] = newWorker(c)
		wait.Go(workers[i].run)
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("collect responses: %w", err)
	}
	if c.failure != nil {
		return nil, c.failure
	}
	return c.merge(workers), nil
}

// collector is what the workers share.
type collector struct {
	ctx       context.Context
	rubric    *rubric.Rubric
	opt       CollectOptions
	lim       source.Limits
	blockSize int
	table     *scan.Table
	groups    *groupTable
	ids       *idSet // nil where ids are not compared

	mu       sync.Mutex
	inputs   []ResponseInput
	next     int          // the first input that is not yet open
	open     []*openInput // that may have something to read
	failure  error        // of the first input that failed
	failedAt int          // its index
	progress CollectProgress
	reports  map[int]Report // by input
}

func (c *collector) setDefaults() {
	c.lim = c.opt.Limits.source()
	if c.opt.Workers <= 0 {
		c.opt.Workers = runtime.GOMAXPROCS(0)
	}
	if c.opt.MaxGroups <= 0 {
		c.opt.MaxGroups = 1 << 20
	}
	if c.opt.MaxProblems <= 0 {
		c.opt.MaxProblems = 1000
	}
	c.opt.MaxProblems = min(c.opt.MaxProblems, math.MaxInt/4) // room for sums
	if c.opt.Key == nil {
		c.opt.Key = func(key []byte, _ *ResponseHeader) []byte { return key }
	}
	if c.opt.CompareIDs > 0 {
		c.ids = newIDSet(c.opt.CompareIDs, c.opt.MaxProblems)
	}
}

// take returns an input for a worker: one that nobody reads yet or else one to help
// with, nil when there is none.
func (c *collector) take() *openInput {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx.Err() != nil {
		return nil
	}
	if c.next < c.failedAt {
		in := &openInput{c: c, index: c.next, input: c.inputs[c.next], workers: 1}
		c.next++
		c.open = append(c.open, in)
		return in
	}
	var best *openInput
	for _, in := range c.open {
		if in.index < c.failedAt && (best == nil || in.workers < best.workers) {
			best = in
		}
	}
	if best != nil {
		best.workers++
	}
	return best
}

// leave says that a worker does not read an input any more, with the error if that is
// why. The last one closes it.
func (c *collector) leave(in *openInput, err error) {
	c.mu.Lock()
	c.fail(in.index, err) // before another worker can fail to close what was not opened
	c.open = slices.DeleteFunc(c.open, func(o *openInput) bool { return o == in })
	in.workers--
	last := in.workers == 0
	c.mu.Unlock()
	if !last {
		return
	}
	report := in.takeReport()
	err = in.close()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.reports == nil {
		c.reports = make(map[int]Report)
	}
	c.reports[in.index] = report
	c.fail(in.index, err)
}

// fail ends the reading because of an input, if there is an error. Those before it are
// read on, so that it is always the first failure that is reported. The caller holds mu.
func (c *collector) fail(index int, err error) {
	if err != nil && index < c.failedAt {
		c.failure, c.failedAt = err, index
	}
}

func (c *collector) failed(index int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return index >= c.failedAt
}

// report tells of progress.
func (c *collector) report(p CollectProgress) {
	if c.opt.Progress == nil || p == (CollectProgress{}) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.progress.Bytes += p.Bytes
	c.progress.Responses += p.Responses
	c.progress.Refused += p.Refused
	c.opt.Progress(c.progress)
}

// merge puts together what the workers have counted.
func (c *collector) merge(workers []*worker) *Collection {
	first := workers[0]
	for _, w := range workers[1:] {
		first.found.merge(&w.found)
	}
	c.groups.sort()
	return &Collection{
		Responses: first.responses, Refused: first.refused,
		Problems: first.problems.list(), ProblemCount: first.problems.count,
		Duplicates: c.ids.duplicates(c.inputs), Report: c.reportOfAll(), Refusals: c.refusals(first.refusals),
		rubric: c.rubric, groups: c.groups,
	}
}

// reportOfAll puts the reports of the inputs together.
func (c *collector) reportOfAll() (all Report) {
	for i := range c.inputs {
		all.NotCounted += c.reports[i].NotCounted
		all.Notices = append(all.Notices, c.reports[i].Notices...)
	}
	return all
}

func (c *collector) refusals(counts map[refusalKey]uint64) (list []Refusal) {
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b refusalKey) int {
		return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.constituency, b.constituency))
	})
	for _, key := range keys {
		r := Refusal{Code: key.code, Count: counts[key]}
		if key.constituency >= 0 {
			r.Constituency = c.groups.constituencies[key.constituency]
		}
		list = append(list, r)
	}
	return list
}

// Tallies yields the groups in the order of their names, each with a tally of its own.
// The tallies are made as they are asked for, so that only one at a time takes room.
func (c *Collection) Tallies() iter.Seq2[string, *Tally] {
	return func(yield func(string, *Tally) bool) {
		for _, record := range c.groups.sorted {
			if !yield(string(c.groups.key(record)), c.groups.tally(c.rubric, record)) {
				return
			}
		}
	}
}

// Tally returns the tally of a group; ok is false where no response is in it.
func (c *Collection) Tally(group string) (t *Tally, ok bool) {
	record, ok := c.groups.named(group)
	if !ok {
		return nil, false
	}
	return c.groups.tally(c.rubric, record), true
}

// Total returns the tally of all responses.
func (c *Collection) Total() *Tally { return c.groups.tally(c.rubric, c.groups.sorted...) }
