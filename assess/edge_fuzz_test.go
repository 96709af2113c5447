package assess_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// disturbance is something that happens to an input while it is read.
type disturbance int

const (
	nothing   disturbance = iota
	byteWise              // one byte at a time
	dataAtEnd             // the last bytes together with io.EOF
	failing               // an error after some bytes
	cut                   // a gzip file that ends too early
	canceled              // the end of the context after some bytes
	disturbances
)

var errDisturbed = errors.New("the disk is gone")

// disturb returns a reader of data to which something happens after n bytes, and its context.
func disturb(ctx context.Context, tb testing.TB, data []byte, d disturbance, n int) (io.Reader, context.Context) {
	switch in := bytes.NewReader(data); d {
	case byteWise:
		return iotest.OneByteReader(in), ctx
	case dataAtEnd:
		return iotest.DataErrReader(in), ctx
	case failing:
		return io.MultiReader(bytes.NewReader(data[:n]), iotest.ErrReader(errDisturbed)), ctx
	case cut:
		packed := gzipped(tb, string(data))
		return bytes.NewReader(packed[:2+n%(len(packed)-2)]), ctx
	case canceled:
		ctx, cancel := context.WithCancel(ctx)
		return &cancelingReader{in: in, left: n, cancel: cancel}, ctx
	default:
		return in, ctx
	}
}

// cancelingReader cancels a context after some bytes, and goes on.
type cancelingReader struct {
	in     io.Reader
	left   int
	cancel func()
}

func (r *cancelingReader) Read(p []byte) (int, error) {
	if r.left == 0 {
		r.cancel()
	} else {
		p = p[:min(len(p), r.left)]
	}
	n, err := r.in.Read(p)
	r.left = max(0, r.left-n)
	return n, err
}

// FuzzReadDisturbed checks what the readers do if an input arrives in pieces, fails, is cut or is
// canceled at any byte: an error of the reader is the last thing that they yield, it is the one
// that happened, and Collect ends in the same way. What comes before it can differ from what the
// complete input begins with: the beginning of a sheet tells its header and its encoding.
func FuzzReadDisturbed(f *testing.F) {
	const head = "id,role,4.3,4.3 note\n"
	for _, s := range []string{
		"", short, short + "\n" + bad + "\n{}\n" + short, "[" + short + ",{}," + short + "]", "\ufeff" + head + "r,family,maturing,\"a\nb\"\ns,parent,x,\n",
		strings.NewReplacer(",", ",\n  ", "{", "{\n  ").Replace(short), head + strings.Repeat("r,family,maturing,x\n", 20),
	} {
		for d := range disturbances {
			f.Add([]byte(s), uint8(d), uint(7))
			f.Add([]byte(s), uint8(d), uint(len(s)/2))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, which uint8, at uint) {
		if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
			return
		}
		d, n := disturbance(which)%disturbances, int(at%uint(len(data)+1))
		want := collect(t, assess.Read(cei.Latest(), "a", bytes.NewReader(data), nil)).lines

		in, ctx := disturb(t.Context(), t, data, d, n)
		var got []string
		var failure error
		for p, err := range assess.Read(cei.Latest(), "a", in, &assess.ReadOptions{Context: ctx}) {
			if failure != nil {
				t.Fatalf("%v, %v after the error %v", p, err, failure)
			}
			if _, isProblem := problem.Of(err); err != nil && !isProblem {
				failure = err
				continue
			}
			got = append(got, collect(t, func(yield func(*assess.Response, error) bool) { yield(p, err) }).lines...)
		}
		checkFailure(t, d, failure)
		if failure == nil && d != failing && d != cut {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("-undisturbed +disturbed:\n%s", diff)
			}
		}
		if failure == nil && (d == failing || d == cut) && slices.Contains(codes(outcome{lines: got}), "R") {
			t.Fatalf("the input failed, and the reader yielded responses and no error: %q", got)
		}

		in, ctx = disturb(t.Context(), t, data, d, n)
		input := assess.ResponseInput{Name: "a", Open: func() (io.ReadCloser, error) { return io.NopCloser(in), nil }}
		c, err := assess.CollectInBlocks(ctx, cei.Latest(), []assess.ResponseInput{input}, &assess.CollectOptions{Workers: 1 + n%3}, 64)
		checkFailure(t, d, err)
		if d != canceled && (err == nil) != (failure == nil) {
			t.Fatalf("Read ends with %v, Collect with %v", failure, err)
		}
		if err == nil && d != cut && d != failing {
			undisturbed := collect(t, assess.Read(cei.Latest(), "a", bytes.NewReader(data), nil))
			if c.Responses+c.Drafts != uint64(undisturbed.read) || c.Refused != uint64(undisturbed.refused) {
				t.Fatalf("Collect read %d and refused %d, Read %d and %d", c.Responses+c.Drafts, c.Refused, undisturbed.read, undisturbed.refused)
			}
		}
	})
}

// checkFailure checks that an input ended as its disturbance lets it end.
func checkFailure(tb testing.TB, d disturbance, err error) {
	tb.Helper()
	switch d {
	case failing: // the reason for which a sheet is refused may be worth more
		if err != nil && !errors.Is(err, errDisturbed) {
			tb.Fatalf("the input failed, the error is %v", err)
		}
	case canceled:
		if err != nil && !errors.Is(err, context.Canceled) {
			tb.Fatalf("the context ended, the error is %v", err)
		}
	case cut: // as with failing
	default:
		if err != nil {
			tb.Fatalf("nothing happened, the error is %v", err)
		}
	}
}

// FuzzMergeLarge checks tallies with counts near the largest number: Merge adds exactly, or returns an
// error and leaves the tally as it was.
func FuzzMergeLarge(f *testing.F) {
	const most = ^uint64(0)
	for _, s := range [][4]uint64{{1, 2, 0, 0}, {most, 1, 0, 0}, {most - 1, 1, 0, 0}, {1 << 63, 1 << 63, 1, 1}, {5, 6, most, 1}, {5, 6, most, 0}, {0, most, 0, most}} {
		f.Add(s[0], s[1], s[2], s[3], s[0]/3)
	}
	f.Fuzz(func(t *testing.T, x, y, draftsX, draftsY, split uint64) {
		a, b := largeTally(x, draftsX, split), largeTally(y, draftsY, split)
		before, other := encode(t, a), encode(t, b)
		err := a.Merge(b)
		if got := encode(t, b); got != other {
			t.Fatalf("Merge changed its argument:\n%s\n%s", other, got)
		}
		if err != nil {
			if got := encode(t, a); got != before {
				t.Fatalf("Merge failed (%v) and changed the tally:\n%s\n%s", err, before, got)
			}
			if fits(x, y) && fits(draftsX, draftsY) {
				t.Fatalf("Merge failed, although the sums fit: %v", err)
			}
			return
		}
		want := encode(t, largeSum(x, y, draftsX+draftsY, split))
		if got := encode(t, a); got != want || !fits(x, y) || !fits(draftsX, draftsY) {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
		var back assess.Tally
		if err := json.Unmarshal([]byte(want), &back); err != nil || encode(t, &back) != want {
			t.Fatalf("%s is read as %s, %v", want, encode(t, &back), err)
		}
	})
}

// fits reports whether a sum fits into 64 bits.
func fits(x, y uint64) bool {
	sum := new(big.Int).Add(new(big.Int).SetUint64(x), new(big.Int).SetUint64(y))
	return sum.IsUint64()
}

// largeTally returns a tally of families, some of whom named the first stage of everything and
// the others none.
func largeTally(raters, drafts, split uint64) *assess.Tally {
	split = min(split, raters)
	t := emptyTally()
	t.Drafts = drafts
	t.Groups["family"] = splitCounts(t, split, raters-split)
	t.Groups["family"].Raters = raters
	return t
}

// largeSum returns what two large tallies add up to.
func largeSum(x, y, drafts, split uint64) *assess.Tally {
	t := emptyTally()
	t.Drafts = drafts
	first := min(split, x) + min(split, y)
	t.Groups["family"] = splitCounts(t, first, x+y-first)
	t.Groups["family"].Raters = x + y
	return t
}

func emptyTally() *assess.Tally {
	r := cei.Latest()
	t := &assess.Tally{Rubric: r.Ref(), Stages: r.Spectrum().Len(), Groups: make(map[string]*assess.GroupCounts)}
	for range r.Competencies() {
		t.Competencies++
	}
	return t
}

// splitCounts returns counts with numbers for the first stage and for not answered.
func splitCounts(t *assess.Tally, first, notAnswered uint64) *assess.GroupCounts {
	width := t.Stages + 4
	g := &assess.GroupCounts{Counts: make([]uint64, width*t.Competencies)}
	for i := range t.Competencies {
		g.Counts[i*width] = first
		g.Counts[i*width+t.Stages] = notAnswered
	}
	return g
}
