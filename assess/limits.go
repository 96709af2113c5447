package assess

import (
	"context"
	"fmt"
	"io"
	"math"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// ResponseLimits bounds what the readers of responses accept. A zero field means the
// default, which suits files of one's own. [UploadLimits] suits files from others.
type ResponseLimits struct {
	Bytes int // of one response; default 1 MiB
	Depth int // nesting of lists and objects; default 8, at most 100,000
	Nodes int // keys and values of one response; default 20,000

	Input InputLimits // of one input
}

// InputLimits bounds the work behind one input. A zero field means the default.
//
// Memory does not depend on the length of an input, but time does. A refused record takes
// longest, about 10 microseconds for each of its problems. The defaults stop a gzip file of 16 kB that unpacks to
// 16 MiB of broken records, which takes about a minute, and let all files pass that people
// make.
type InputLimits struct {
	Bytes   int64 // after decompression, and about as many before; default 1 TiB
	Ratio   int   // decompressed bytes for each compressed byte, beyond the first 16 MiB; default 500
	Records int64 // responses, drafts and refused records together; default 1,000,000,000,000
	Refused int64 // refused records, one for each 20 problems of a record; default 10,000,000
}

// UploadLimits returns limits for files from people who are not trusted, such as uploads
// to a server: 256 KiB and 5,000 keys and values for a response, and for an input 64 MiB
// after decompression, a ratio of 100, 200,000 records and 10,000 refused ones. The slowest
// inputs of BenchmarkUpload take one to four seconds of one processor. Bound the time of slower
// machines by a context: that of [ReadOptions], or that of [Collect].
func UploadLimits() ResponseLimits {
	return ResponseLimits{
		Bytes: 256 << 10, Depth: 8, Nodes: 5_000,
		Input: InputLimits{Bytes: 64 << 20, Ratio: 100, Records: 200_000, Refused: 10_000},
	}
}

// check returns an error if a limit is negative.
func (l ResponseLimits) check(function string) error {
	if l.Bytes < 0 || l.Depth < 0 || l.Nodes < 0 || l.Input.Bytes < 0 || l.Input.Ratio < 0 || l.Input.Records < 0 || l.Input.Refused < 0 {
		return fmt.Errorf("%s: a limit is negative: %+v", function, l)
	}
	return nil
}

// source returns the limits on one response, with the defaults filled in.
func (l ResponseLimits) source() source.Limits {
	lim := source.Limits{
		Bytes: orDefault(l.Bytes, 1<<20), Depth: orDefault(l.Depth, 8), Nodes: orDefault(l.Nodes, 20_000),
	}
	lim.Bytes = min(lim.Bytes, math.MaxInt/16) // so that sums do not overflow
	return lim
}

// withDefaults returns the limits with the defaults filled in.
func (l InputLimits) withDefaults() InputLimits {
	return InputLimits{
		Bytes: orDefault(l.Bytes, 1<<40), Ratio: orDefault(l.Ratio, 500),
		Records: orDefault(l.Records, 1_000_000_000_000), Refused: orDefault(l.Refused, 10_000_000),
	}
}

func orDefault[T int | int64](n, normal T) T {
	if n == 0 {
		return normal
	}
	return n
}

// InputLimitError is the error of an input that exceeds one of the [InputLimits]. The
// readers of responses wrap it; errors.As finds it.
type InputLimitError struct {
	Field string // of InputLimits: Bytes, Ratio, Records or Refused
	Max   int64  // the limit
}

// Error says which limit it is and how to raise it.
func (e *InputLimitError) Error() string {
	what := map[string]string{
		"Bytes":   "the input has more than %d bytes, as it is or after decompression",
		"Ratio":   "the input decompresses to more than %d times its size",
		"Records": "the input has more than %d records",
		"Refused": "the input has more than %d records that are not valid responses, of which those with many problems count several times",
	}[e.Field]
	if what == "" {
		what = "the input exceeds a limit of %d"
	}
	return fmt.Sprintf(what+"; if you trust it, raise the limit InputLimits."+e.Field, e.Max)
}

// freeUnpacked is how much an input may decompress to, whatever its ratio.
const freeUnpacked = 16 << 20

// limitedReader returns an error once more was read than the limits allow, and after the
// end of the context. It checks the context because some parts of an input, such as a
// refused sheet, take long to read and yield nothing.
type limitedReader struct {
	in     io.Reader
	ctx    context.Context // nil if there is none
	lim    InputLimits
	n      int64          // bytes read
	more   int64          // bytes beyond the limit that are accepted
	packed *limitedReader // where in decompresses from; nil if it does not
}

// newLimitedReader returns a reader for an input with the limits of opt.
func newLimitedReader(in io.Reader, opt *ReadOptions) *limitedReader {
	r := &limitedReader{in: in, lim: opt.input()}
	if opt != nil {
		r.ctx = opt.Context
	}
	return r
}

// decompressing returns a reader of the data that in decompresses from r. It has the limits
// of r. That on bytes remains for r too, because compressed data can go on without end and
// decompress to nothing. r gets a little more, for data that compression makes longer.
func (r *limitedReader) decompressing(in io.Reader) *limitedReader {
	unpacked := &limitedReader{in: in, ctx: r.ctx, lim: r.lim, packed: r}
	r.more = r.lim.Bytes/64 + 64<<10
	return unpacked
}

func (r *limitedReader) Read(p []byte) (int, error) {
	if r.ctx != nil && r.ctx.Err() != nil {
		return 0, r.ctx.Err()
	}
	n, err := r.in.Read(p)
	r.n += int64(n)
	switch {
	case r.n-r.more > r.lim.Bytes:
		n -= int(min(r.n-r.more-r.lim.Bytes, int64(n)))
		return n, &InputLimitError{Field: "Bytes", Max: r.lim.Bytes}
	case r.packed != nil && r.n > freeUnpacked && r.n/int64(r.lim.Ratio) > r.packed.n:
		return n, &InputLimitError{Field: "Ratio", Max: int64(r.lim.Ratio)}
	}
	return n, err
}

// recordCount counts the records of an input. Refused is what counts towards the limit.
type recordCount struct{ all, refused int64 }

// problemsOfOne is how many problems of a refused record count as one refused record.
const problemsOfOne = 20

// moreRefused returns how many refused records a record with some problems counts as beyond
// itself. Finding a thousand problems takes as long as refusing a hundred records.
func moreRefused(problems int) int64 { return int64(max(problems-1, 0) / problemsOfOne) }

// exceeds returns an error if there are more records than the limits allow.
func (c recordCount) exceeds(lim InputLimits) error {
	switch {
	case c.refused > lim.Refused:
		return &InputLimitError{Field: "Refused", Max: lim.Refused}
	case c.all > lim.Records:
		return &InputLimitError{Field: "Records", Max: lim.Records}
	}
	return nil
}

// limited yields records until there are more than the limits of opt allow, and then an
// error.
func limited(name string, all records, opt *ReadOptions) records {
	lim := opt.input()
	return func(yield func(*record.Record, error) bool) {
		var count recordCount
		for rec, err := range all {
			if err == nil {
				count.all++
			} else if n := int64(Refused(err)); n > 0 {
				count.all += n
				list, _ := problem.Of(err)
				count.refused += n + moreRefused(len(list))
			}
			if !yield(rec, err) {
				return
			}
			if tooMany := count.exceeds(lim); tooMany != nil {
				yield(nil, fmt.Errorf("read %s: %w", problem.FileName(name), tooMany))
				return
			}
		}
	}
}
