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

	"github.com/waymark-go/waymark/assess/internal/count"
	"github.com/waymark-go/waymark/assess/internal/scan"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// ResponseInput is something that responses are read from, such as a file.
type ResponseInput struct {
	Name string                        // for positions; its ending helps to detect the format, as in [Read]
	Open func() (io.ReadCloser, error) // called at most once
}

// FileInput returns an input that reads the named file.
func FileInput(name string) ResponseInput {
	return ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(name) }}
}

// ResponseHeader is the part of a response other than its ratings. A function that is given a
// ResponseHeader must not change the texts or keep them after it returns.
type ResponseHeader struct {
	ID, Organization, Date, Language []byte // nil if missing
	Constituency                     string // an id, or "" if the rubric names no constituencies

	// Background has the answers to the background questions, in the rubric's order: the id
	// of an option, or "" for no answer. It is nil if the rubric has no such questions.
	Background []string
}

// ByOrganization is a key for [CollectOptions]: a group for each organization.
func ByOrganization(key []byte, h *ResponseHeader) []byte {
	given.Must(given.NotNil("assess.ByOrganization", "h", h == nil))
	return append(key, h.Organization...)
}

// ByConstituency is a key for [CollectOptions]: a group for each constituency.
func ByConstituency(key []byte, h *ResponseHeader) []byte {
	given.Must(given.NotNil("assess.ByConstituency", "h", h == nil))
	return append(key, h.Constituency...)
}

// CollectOptions are the options of [Collect]. The zero value, or nil, means the defaults.
type CollectOptions struct {
	Limits ResponseLimits
	CSV    *CSVOptions // for spreadsheets

	// Key appends the name of the group that a response counts in to key and returns the
	// result. Several goroutines call it at the same time. Nil means one group, named "".
	Key func(key []byte, h *ResponseHeader) []byte
	// MaxGroups is the largest number of groups, where each constituency of a group counts
	// as one, and so do its drafts; default 1,048,576. Collect returns an error if there are more.
	MaxGroups int

	// MaxProblems is how many problems are kept; default 1000. All are counted.
	MaxProblems int

	// CompareIDs turns on the search for responses with the id of another one. It is how
	// many ids are remembered, at about 64 bytes each. If there are more, only the ids of
	// a half, a quarter and so on of all responses are compared. The ids of drafts are
	// not compared. Zero turns it off.
	CompareIDs int

	// Comments, if it is not nil, gathers what raters wrote. If Collect returns an error, it may have
	// gathered a part: do not use it.
	Comments *CommentCollector

	// Progress is called from time to time, by one goroutine at a time.
	Progress func(CollectProgress)

	// Workers is the number of goroutines that read; default [runtime.GOMAXPROCS]. It
	// makes no difference to the result.
	Workers int
}

// CollectProgress is how far [Collect] has come.
type CollectProgress struct {
	Bytes     int64  // read from the inputs, before unpacking
	Responses uint64 // counted, without drafts
	Drafts    uint64 // valid responses that are drafts
	Refused   uint64 // records that are not valid responses
}

// Collection is what [Collect] has counted: a [Tally] for each group, and what was
// wrong with the inputs. It is safe for concurrent use.
type Collection struct {
	Responses uint64 // counted, without drafts
	Drafts    uint64 // valid responses that are drafts
	Refused   uint64 // records that are not valid responses, as [Refused] counts them

	// Problems are the first ones in the order of the inputs, ProblemCount is how many
	// there are in all.
	Problems     problem.List
	ProblemCount uint64

	// Duplicates is what CollectOptions.CompareIDs has found.
	Duplicates DuplicateIDs

	// Report is what the readers of spreadsheets did that no count and no problem shows.
	Report Report
	// Refusals says why records were refused and, where that is known, from which
	// constituency and in which language, in the order of the codes, then of the rubric and
	// then of the languages. The counts add up to Refused.
	Refusals []Refusal

	rubric         *rubric.Rubric
	constituencies []string
	groups         count.Groups
	languages      []LanguageCount // of the responses
}

// Collect reads responses to a rubric from many inputs and counts them by group. It
// accepts what [Read] accepts. Workers read one input each, and a large one together. Use
// it to count millions of responses: it takes the memory of the groups only, and reads
// responses in the usual form many times as fast as the other readers.
//
// The reader of each form decides what is a valid response and reports what is wrong, so
// that Collect differs in time and memory only from adding up what Read yields. The result
// is the same for any number of workers.
//
// Drafts count apart: in Collection.Drafts and in the Drafts of their group's tally. A group
// that has only drafts is a group.
//
// Collect reports a record that is not a valid response and goes on reading. It returns an
// error, and no collection, if an input cannot be opened or read (the first such input in
// their order) or exceeds a limit ([InputLimitError]), if the options are wrong, or if the
// context ends. The end of the context
// does not interrupt a call to Read that blocks.
//
// A panic in an input or in a function of the options ends the reading, closes the inputs
// and continues in the goroutine that called Collect.
func Collect(ctx context.Context, r *rubric.Rubric, inputs []ResponseInput, opt *CollectOptions) (*Collection, error) {
	return collect(ctx, r, inputs, opt, 512<<10)
}

// collect is like Collect, with blocks of blockSize bytes.
func collect(ctx context.Context, r *rubric.Rubric, inputs []ResponseInput, opt *CollectOptions, blockSize int) (*Collection, error) {
	switch {
	case ctx == nil:
		return nil, given.NotNil("assess.Collect", "ctx", true)
	case opt.check() != nil:
		return nil, opt.check()
	}
	if err := given.Rubric("assess.Collect", "r", r); err != nil {
		return nil, err
	}
	workCtx, stop := context.WithCancel(ctx)
	defer stop()
	c := &collector{
		ctx: workCtx, stop: stop, rubric: r, constituencies: constituencyIDs(r), inputs: inputs, blockSize: blockSize,
		background: backgroundIDsOf(r), failedAt: len(inputs),
	}
	if opt != nil {
		c.opt = *opt
	}
	c.setDefaults()
	// Drafts are counted as one more constituency, the last.
	c.table, c.groups = fastTable(r, c.lim), count.NewTable(countLayout(r, len(c.constituencies)+1))
	workers := make([]*worker, c.opt.Workers)
	var wait sync.WaitGroup
	for i := range workers {
		workers[i] = newWorker(c)
		wait.Go(workers[i].run)
	}
	wait.Wait()
	if c.abort != nil {
		c.closeAll()
		c.abort.resume()
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("collect responses: %w", err)
	}
	if c.failure != nil {
		return nil, c.failure
	}
	return c.merge(workers), nil
}

// countLayout returns the layout of the counts in a [GroupCounts].
func countLayout(r *rubric.Rubric, constituencies int) count.Layout {
	tally := Tally{Stages: r.Spectrum().Len(), Competencies: r.CompetencyCount()}
	l := count.Layout{Constituencies: constituencies, Competencies: tally.Competencies, Width: tally.width()}
	for s := range r.Spectrum().Stages() {
		l.Index[RatingOf(s)] = uint8(tally.countIndex(RatingOf(s)))
	}
	for i := range nonAnswerNames {
		l.Index[nonAnswerAt(i)] = uint8(tally.countIndex(nonAnswerAt(i)))
	}
	return l
}

// collector is what the workers share.
type collector struct {
	ctx            context.Context
	stop           context.CancelFunc
	rubric         *rubric.Rubric
	constituencies []string
	background     backgroundIDs
	opt            CollectOptions
	lim            source.Limits
	inputLimits    InputLimits
	blockSize      int
	table          *scan.Table
	groups         *count.Table
	ids            *count.IDs // nil if ids are not compared
	persons        *count.IDs // likewise, of who answered

	mu           sync.Mutex
	inputs       []ResponseInput
	withoutLines map[int]bool // indices of the inputs in which the ids' places are not lines
	next         int          // index of the first input that is not open yet
	open         []*openInput // inputs that may have more blocks
	failure      error        // of the first input that failed
	failedAt     int          // its index
	abort        *abort       // why a worker ended early, nil if none did
	progress     CollectProgress
	reports      map[int]Report // by input
}

func (c *collector) setDefaults() {
	c.lim, c.inputLimits = c.opt.Limits.source(), c.opt.Limits.Input.withDefaults()
	if c.opt.Workers <= 0 {
		c.opt.Workers = runtime.GOMAXPROCS(0)
	}
	if c.opt.MaxGroups <= 0 {
		c.opt.MaxGroups = 1 << 20
	}
	if c.opt.MaxProblems <= 0 {
		c.opt.MaxProblems = 1000
	}
	c.opt.MaxProblems = min(c.opt.MaxProblems, math.MaxInt/4) // sums of a few do not overflow
	if c.opt.Key == nil {
		c.opt.Key = func(key []byte, _ *ResponseHeader) []byte { return key }
	}
	if c.opt.CompareIDs > 0 {
		c.ids = count.NewIDs(c.opt.CompareIDs, c.opt.MaxProblems)
		c.persons = count.NewIDs(c.opt.CompareIDs, c.opt.MaxProblems)
	}
}

// take returns an input for a worker: the next one that is not open or else, of those that
// are, the one with the fewest workers; nil if there is none.
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

// leave ends the work of a worker on an input, with an error if the input failed. The last
// worker closes the input.
func (c *collector) leave(in *openInput, err error) {
	c.mu.Lock()
	c.fail(in.index, err) // while locked, so that an error of close, by another worker, comes later
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

// fail stops the reading of an input with an error, and of those after it. Workers go on
// with the inputs before it, so that the first failure is always the one returned. It does
// nothing if err is nil. The caller holds mu.
func (c *collector) fail(index int, err error) {
	if err != nil && index < c.failedAt {
		c.failure, c.failedAt = err, index
	}
}

// failed reports whether an input, or one before it, has failed.
func (c *collector) failed(index int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return index >= c.failedAt
}

// tooManyGroups returns an error if there are more groups than allowed.
func (c *collector) tooManyGroups() error {
	if c.groups.Len() <= int64(c.opt.MaxGroups) {
		return nil
	}
	return fmt.Errorf("collect responses: more than %d groups: set a larger MaxGroups", c.opt.MaxGroups)
}

// numberInOrder notes that the ids of an input have the number of the response as a place,
// because it is not read by lines.
func (c *collector) numberInOrder(index int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.withoutLines == nil {
		c.withoutLines = make(map[int]bool)
	}
	c.withoutLines[index] = true
}

// report adds to the progress and calls CollectOptions.Progress.
func (c *collector) report(p CollectProgress) {
	if c.opt.Progress == nil || p == (CollectProgress{}) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.progress.Bytes += p.Bytes
	c.progress.Responses += p.Responses
	c.progress.Drafts += p.Drafts
	c.progress.Refused += p.Refused
	c.opt.Progress(c.progress)
}

// merge returns what the workers have counted together.
func (c *collector) merge(workers []*worker) *Collection {
	first := workers[0]
	for _, w := range workers[1:] {
		first.found.merge(&w.found)
	}
	return &Collection{
		Responses: first.responses, Drafts: first.drafts, Refused: first.refused,
		Problems: first.problems.list(), ProblemCount: first.problems.count,
		Duplicates: c.duplicates(), Report: c.reportOfAll(), Refusals: c.refusals(first.refusals), languages: first.languages.list(),
		rubric: c.rubric, constituencies: c.constituencies, groups: c.groups.Groups(),
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
		return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.constituency, b.constituency), cmp.Compare(a.language, b.language))
	})
	for _, key := range keys {
		r := Refusal{Code: key.code, Language: key.language, Count: counts[key]}
		if key.constituency >= 0 {
			r.Constituency = c.constituencies[key.constituency]
		}
		list = append(list, r)
	}
	return list
}

// UnprotectedTallies yields the name and the tally of each group, sorted by name. It makes each tally
// when it yields it, so that only one at a time takes memory.
//
// The tallies are exact counts, with nothing hidden. Publishing them one by one together
// with their total, or with the sums of some, exposes raters by subtraction: see
// [Collection.PublishHierarchy].
func (c *Collection) UnprotectedTallies() iter.Seq2[string, *Tally] {
	return func(yield func(string, *Tally) bool) {
		for i := range c.groups.Len() {
			if !yield(string(c.groups.Key(i)), c.tally(i, i+1)) {
				return
			}
		}
	}
}

// Tally returns the tally of a group; ok is false if neither a response nor a draft is in it.
func (c *Collection) Tally(group string) (t *Tally, ok bool) {
	i, ok := c.groups.Find(group)
	if !ok {
		return nil, false
	}
	return c.tally(i, i+1), true
}

// UnprotectedTotal returns the tally of all responses, with nothing hidden. Publishing it in addition
// to the groups exposes raters by subtraction: see [Collection.PublishHierarchy].
func (c *Collection) UnprotectedTotal() *Tally { return c.tally(0, c.groups.Len()) }

// tally returns the tally of the groups with an index from i up to but not including j.
func (c *Collection) tally(i, j int) *Tally {
	t := &Tally{}
	if i == j {
		return t
	}
	t.Rubric, t.Stages, t.Competencies = c.rubric.Ref(), c.rubric.Spectrum().Len(), c.rubric.CompetencyCount()
	for ; i < j; i++ {
		for constituency := -1; constituency < len(c.constituencies); constituency++ {
			cell, ok := c.groups.Cell(i, constituency)
			if !ok {
				continue
			}
			id := ""
			if constituency >= 0 {
				id = c.constituencies[constituency]
			}
			g := t.group(id)
			cell.AddTo(g.Counts)
			g.Raters = sum(g.Counts[:t.width()]) // each of them has one rating of the first competency
		}
		if cell, ok := c.groups.Cell(i, len(c.constituencies)); ok {
			counts := make([]uint64, t.Competencies*t.width())
			cell.AddTo(counts)
			t.Drafts += sum(counts[:t.width()])
		}
	}
	for id, g := range t.Groups {
		for i := range notAskedOf(c.rubric, id) {
			clear(g.Counts[i*t.width():][:t.width()]) // counted as not answered
		}
	}
	return t
}

func sum(counts []uint64) (n uint64) {
	for _, c := range counts {
		n += c
	}
	return n
}
