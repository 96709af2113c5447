package assess_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// A byte order mark and a line end do not count toward the limit of a line.
func TestLimitOfALine(t *testing.T) {
	for _, mark := range []string{"", "\xef\xbb\xbf"} {
		for _, end := range []string{"", "\n", "\r\n"} {
			for more := -2; more <= 6; more++ {
				opt := assess.CollectOptions{Limits: assess.ResponseLimits{Bytes: len(good) + more}}
				got := checkCollect(t, cei.Latest(), []assess.ResponseInput{bytesInput("a.ndjson", []byte(mark+good+end+good+end))}, opt)
				if end == "" {
					continue // one line of two responses
				}
				want := uint64(2)
				if more < 0 {
					want = 0
				}
				if got.Responses != want || got.Refused != 2-want {
					t.Errorf("mark %q, end %q, %d bytes to spare: %d read, %d refused", mark, end, more, got.Responses, got.Refused)
				}
			}
		}
	}
}

// randomLines returns lines of all kinds.
func randomLines(d *rand.Rand) []byte {
	var b bytes.Buffer
	if d.IntN(3) == 0 {
		b.WriteString("\xef\xbb\xbf")
	}
	b.WriteString("{}\n")
	for range d.IntN(40) {
		switch d.IntN(9) {
		case 0: // blank
			b.WriteString([]string{"", " ", "\t\r", "\r", strings.Repeat(" ", d.IntN(900))}[d.IntN(5)])
		case 1:
			b.WriteString(strings.Repeat("x", d.IntN(2000)))
		case 2:
			b.WriteString(good[:d.IntN(len(good))])
		case 3:
			b.WriteString(strings.Repeat(" ", d.IntN(300)) + good + strings.Repeat(" ", d.IntN(300)))
		case 4:
			b.WriteString("\xef\xbb\xbf" + good)
		default:
			b.WriteString(good)
		}
		b.WriteString([]string{"\n", "\n", "\r\n", "\r\r\n"}[d.IntN(4)])
	}
	if d.IntN(2) == 0 {
		b.WriteString([]string{good, "x", " ", "\r", good + "\r"}[d.IntN(5)])
	}
	return b.Bytes()
}

// randomSheet returns a sheet with cells of all kinds: quoted, broken and blank.
func randomSheet(d *rand.Rand) []byte {
	end := []string{"\n", "\r\n", "\r"}[d.IntN(3)]
	delim := []string{",", ";", "\t", "|"}[d.IntN(4)]
	cells := []string{
		"", "maturing", "maturing", "Advanced", `"Advanced"`, `"a` + end + `b"`, `"` + strings.Repeat(end, 5) + `"`, `"a""b"`, `""`, `"`, `"x"y`, `x"y`, ` "z" `, "\t" + `"z"`,
		"n/a", strings.Repeat("y", d.IntN(400)), `"` + strings.Repeat("z", d.IntN(400)) + `"`, "2026-10-01", "\x00", "\xff", "é", `="007"`, "a" + delim + "b", `"a` + delim + `b"`, "x\ry",
	}
	var b bytes.Buffer
	if d.IntN(3) == 0 {
		b.WriteString("\xef\xbb\xbf")
	}
	b.WriteString(strings.Join([]string{"id", "role", "4.3", "4.3 note", "school"}, delim) + end)
	for i := range d.IntN(30) {
		switch d.IntN(12) {
		case 0:
			b.WriteString(strings.Repeat(end, 1+d.IntN(3)))
			continue
		case 1:
			b.WriteString(strings.Repeat(delim, d.IntN(6)) + end)
			continue
		}
		row := []string{fmt.Sprint("r-", i), "family", "maturing", "", "A"}
		for range d.IntN(3) {
			row[d.IntN(len(row))] = cells[d.IntN(len(cells))]
		}
		b.WriteString(strings.Join(row, delim) + end)
	}
	if d.IntN(2) == 0 {
		b.WriteString([]string{"x", `"x`, `r` + delim + `family` + delim + `maturing` + delim + delim, " "}[d.IntN(4)])
	}
	return b.Bytes()
}

func TestCollectAgreesWithReadOnAnything(t *testing.T) {
	rounds := repeats(10, 60)
	d := rand.New(rand.NewPCG(11, 12))
	var sheets, lines counted
	for i := range rounds {
		opt := assess.CollectOptions{}
		if i%2 > 0 {
			opt.Limits.Bytes = 20 + d.IntN(600)
		}
		a := checkCollect(t, cei.Latest(), []assess.ResponseInput{bytesInput("a.csv", randomSheet(d)), bytesInput("b.csv", randomSheet(d))}, opt)
		if i%2 > 0 {
			opt.Limits.Bytes = len(good) + d.IntN(300)
		}
		b := checkCollect(t, cei.Latest(), []assess.ResponseInput{bytesInput("a.ndjson", randomLines(d)), bytesInput("b.ndjson", randomLines(d))}, opt)
		sheets.Responses, sheets.Refused = sheets.Responses+a.Responses, sheets.Refused+a.Refused
		lines.Responses, lines.Refused = lines.Responses+b.Responses, lines.Refused+b.Refused
	}
	for _, c := range []counted{sheets, lines} {
		if c.Responses < uint64(rounds) || c.Refused < uint64(rounds) {
			t.Errorf("%d responses and %d refused: too few of one kind for a test", c.Responses, c.Refused)
		}
	}
}

func TestCollectSheetsWithoutRows(t *testing.T) {
	for _, sheet := range []string{"id,role,4.3", "id,role,4.3\n", "id,role,4.3\r\n\r\n", "\xef\xbb\xbfid,role,4.3\n,,\n", "title\n\nid,role,4.3", "sep=;\nid;role;4.3\n"} {
		if got := checkCollect(t, cei.Latest(), []assess.ResponseInput{bytesInput("a.csv", []byte(sheet))}, assess.CollectOptions{}); got.Responses+got.Refused != 0 {
			t.Errorf("%q: %d responses, %d refused", sheet, got.Responses, got.Refused)
		}
	}
}

func gzipped(tb testing.TB, parts ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	for _, part := range parts {
		z := gzip.NewWriter(&b)
		if _, err := io.WriteString(z, part); err != nil {
			tb.Fatal(err)
		}
		if err := z.Close(); err != nil {
			tb.Fatal(err)
		}
	}
	return b.Bytes()
}

// Collect reads joined gzip files to the end. A truncated file is an error, wherever it was
// truncated.
func TestCollectPacked(t *testing.T) {
	r := cei.Latest()
	for _, parts := range [][]string{{good + "\n", good + "\n"}, {good[:100], good[100:] + "\n" + good}, {"", good + "\r", "\n" + good, ""}} {
		packed := gzipped(t, parts...)
		if got := checkCollect(t, r, []assess.ResponseInput{bytesInput("a.ndjson.gz", packed)}, assess.CollectOptions{}); got.Responses != 2 {
			t.Errorf("%d responses in %d parts", got.Responses, len(parts))
		}
	}
	first := len(gzipped(t, good+"\n"))
	packed := gzipped(t, good+"\n", good+"\n"+good+"\n")
	for n := 2; n < len(packed); n += 1 + n%3 {
		if n == first {
			continue // a complete file
		}
		_, err := assess.CollectInBlocks(t.Context(), r, []assess.ResponseInput{bytesInput("a.ndjson.gz", packed[:n])}, nil, 64)
		if err == nil {
			t.Errorf("no error for %d of %d bytes", n, len(packed))
		}
	}
}

// An error that wraps io.EOF is a failure, not the end of the input.
func TestFailureThatWrapsEOF(t *testing.T) {
	failure := fmt.Errorf("connection lost: %w", io.EOF)
	r := cei.Latest()
	for name, data := range map[string]string{
		"a.ndjson": good + "\n" + good + "\n", "nothing.ndjson": "", "a.json": "[" + good + ",\n" + good, "b.json": "{\n", "a.csv": "id,role,4.3\nr,family,maturing\n",
	} {
		open := func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(data), iotest.ErrReader(failure))), nil
		}
		in, _ := open()
		var last error
		for _, err := range assess.Read(r, name, in, nil) {
			last = err
		}
		if !errors.Is(last, failure) {
			t.Errorf("%s: Read ends with %v", name, last)
		}
		if _, err := assess.Collect(t.Context(), r, []assess.ResponseInput{{Name: name, Open: open}}, nil); !errors.Is(err, failure) {
			t.Errorf("%s: Collect ends with %v", name, err)
		}
	}
}

// For any order of the workers, the error is that of Open.
func TestCollectMissingFile(t *testing.T) {
	in := []assess.ResponseInput{assess.FileInput(filepath.Join(t.TempDir(), "none.ndjson"))}
	for range 300 {
		if _, err := assess.Collect(t.Context(), cei.Latest(), in, &assess.CollectOptions{Workers: 8}); !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("error %v", err)
		}
	}
}

// The largest number means no limit.
func TestCollectWithoutLimits(t *testing.T) {
	no := assess.ResponseLimits{Bytes: math.MaxInt, Depth: math.MaxInt, Nodes: math.MaxInt}
	sheet := "id,role,4.3\nr,family,maturing\n\"x\ny,family,maturing\n"
	inputs := []assess.ResponseInput{
		bytesInput("a.ndjson", []byte(good+"\n{}\n"+good)), bytesInput("b.csv", []byte(sheet)), bytesInput("c.json", []byte("["+good+"]")),
		bytesInput("d.json", []byte(strings.Replace(good, ",", ",\n", 1))),
	}
	checkCollect(t, cei.Latest(), inputs, assess.CollectOptions{Limits: no})
	opt := &assess.CollectOptions{Limits: no, MaxProblems: math.MaxInt, MaxGroups: math.MaxInt, CompareIDs: math.MaxInt}
	c, err := assess.Collect(t.Context(), cei.Latest(), inputs, opt)
	if err != nil || c.Responses != 6 || c.Refused != 2 || len(c.Problems) != int(c.ProblemCount) || len(c.Duplicates.Problems) != 3 {
		t.Errorf("error %v, collection %+v", err, c)
	}
	if p, err := assess.LoadResponse(cei.Latest(), "a.json", []byte(good), &assess.ReadOptions{Limits: no}); err != nil || p.ID() == "" {
		t.Errorf("Load: %v", err)
	}
}

// endless is a reader of an unlimited number of rows. It cancels the context after some
// reads and returns an error after many more.
type endless struct {
	row    string
	cancel func()
	reads  int
	closed *atomic.Int32
}

func (e *endless) Read(p []byte) (int, error) {
	e.reads++
	switch {
	case e.reads == 20:
		e.cancel()
	case e.reads > 2000:
		return 0, errors.New("read after the end of the context")
	}
	return copy(p, e.row), nil
}

func (e *endless) Close() error { e.closed.Add(1); return nil }

// Collect stops soon after the end of the context, also within a block that takes long to
// read: a line that does not end, or the rows of a refused sheet.
func TestCollectStopsWithinARecord(t *testing.T) {
	for name, text := range map[string][2]string{
		"line.ndjson": {good + "\n", "x"}, "refused.csv": {"id,rolle,4.3\n", "r,family,maturing\n"}, "array.json": {"[", "{},"}, "sheet.csv": {"id,role,4.3\n", "r,family,maturing\n"},
	} {
		for _, workers := range []int{1, 4} {
			ctx, cancel := context.WithCancel(t.Context())
			var closed atomic.Int32
			rows := &endless{row: strings.Repeat(text[1], 100), cancel: cancel, closed: &closed}
			in := assess.ResponseInput{Name: name, Open: func() (io.ReadCloser, error) {
				return struct {
					io.Reader
					io.Closer
				}{io.MultiReader(strings.NewReader(text[0]), rows), rows}, nil
			}}
			done := false
			opt := &assess.CollectOptions{Workers: workers, Progress: func(assess.CollectProgress) {
				if done {
					t.Error("progress after the end")
				}
			}}
			_, err := assess.Collect(ctx, cei.Latest(), []assess.ResponseInput{in}, opt)
			done = true
			if !errors.Is(err, context.Canceled) || closed.Load() != 1 || rows.reads > 100 {
				t.Errorf("%s, %d workers: error %v, closed %d times, read %d times", name, workers, err, closed.Load(), rows.reads)
			}
			cancel()
		}
	}
}

// MaxGroups groups are not an error, whichever workers and inputs they come from.
func TestCollectMaxGroups(t *testing.T) {
	const n = 200
	var b strings.Builder
	for i := range 3 * n {
		b.WriteString(strings.Replace(good, `"id":"r-0001"`, fmt.Sprintf(`"id":"r-%d"`, i%n), 1) + "\n")
	}
	inputs := []assess.ResponseInput{bytesInput("a.ndjson", []byte(b.String())), bytesInput("b.ndjson", []byte(b.String()))}
	byID := func(key []byte, h *assess.ResponseHeader) []byte { return append(key, h.ID...) }
	for workers := 1; workers <= 8; workers++ {
		opt := &assess.CollectOptions{Key: byID, MaxGroups: n, Workers: workers}
		c, err := assess.CollectInBlocks(t.Context(), cei.Latest(), inputs, opt, 1000)
		if err != nil {
			t.Fatal(err)
		}
		groups := 0
		for _, tally := range c.UnprotectedTallies() {
			groups++
			for _, g := range tally.Groups {
				if g.Raters != 6 {
					t.Errorf("%d raters, want 6", g.Raters)
				}
			}
		}
		opt.MaxGroups = n - 1
		if _, err := assess.CollectInBlocks(t.Context(), cei.Latest(), inputs, opt, 1000); err == nil || groups != n {
			t.Errorf("%d workers: %d groups; error %v for one too many", workers, groups, err)
		}
	}
}
