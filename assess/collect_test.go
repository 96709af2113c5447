package assess_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// counted is the content of a collection in a comparable form.
type counted struct {
	NotCounted         uint64
	Notices            []string
	Responses, Refused uint64
	Drafts             uint64
	Problems           []string
	ProblemCount       uint64
	Tallies            map[string]string // the JSON of each
	Duplicates         assess.DuplicateIDs
}

func describeCollection(tb testing.TB, c *assess.Collection) counted {
	tb.Helper()
	got := counted{Responses: c.Responses, Drafts: c.Drafts, Refused: c.Refused, ProblemCount: c.ProblemCount, Tallies: make(map[string]string), Duplicates: c.Duplicates}
	for _, p := range c.Problems {
		got.Problems = append(got.Problems, p.Error())
	}
	got.NotCounted, got.Notices = c.Report.NotCounted, describeNotices(&c.Report)
	for key, tally := range c.UnprotectedTallies() {
		got.Tallies[key] = encode(tb, tally)
	}
	return got
}

// describeNotices returns the notices of a report in words.
func describeNotices(report *assess.Report) (list []string) {
	for _, n := range report.Notices {
		list = append(list, fmt.Sprintf("%s: %d, %t", n.Problem, n.Count, n.NotCounted))
	}
	return list
}

// readOneByOne adds up what Read yields: the result that Collect must have.
func readOneByOne(tb testing.TB, r *rubric.Rubric, inputs []assess.ResponseInput, opt *assess.CollectOptions) counted {
	tb.Helper()
	want := counted{Tallies: make(map[string]string)}
	tallies := make(map[string]*assess.Tally)
	for _, in := range inputs {
		file, err := in.Open()
		if err != nil {
			tb.Fatal(err)
		}
		var report assess.Report
		for p, err := range assess.Read(r, in.Name, file, &assess.ReadOptions{Limits: opt.Limits, CSV: opt.CSV, Report: &report}) {
			if err != nil {
				ps, ok := problem.Of(err)
				if !ok {
					tb.Fatal(err)
				}
				want.Refused += uint64(assess.Refused(err))
				for _, p := range ps {
					want.Problems = append(want.Problems, p.Error())
				}
				continue
			}
			if p.Draft() {
				want.Drafts++
			} else {
				want.Responses++
			}
			key := p.Organization() + "|" + p.Date() + "|" + p.Language() + "|" + p.ID()
			if tallies[key] == nil {
				tallies[key] = &assess.Tally{}
			}
			if err := tallies[key].Add(p); err != nil {
				tb.Fatal(err)
			}
		}
		want.NotCounted += report.NotCounted
		want.Notices = append(want.Notices, describeNotices(&report)...)
	}
	want.ProblemCount = uint64(len(want.Problems))
	for key, t := range tallies {
		want.Tallies[key] = encode(tb, t)
	}
	return want
}

// byAll is a key with everything in a response except its ratings and its constituency.
func byAll(key []byte, h *assess.ResponseHeader) []byte {
	return fmt.Appendf(key, "%s|%s|%s|%s", h.Organization, h.Date, h.Language, h.ID)
}

func bytesInput(name string, data []byte) assess.ResponseInput {
	return assess.ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

func checkCollect(t *testing.T, r *rubric.Rubric, inputs []assess.ResponseInput, opt assess.CollectOptions) counted {
	t.Helper()
	opt.Key = byAll
	opt.MaxProblems = 1 << 30
	want := readOneByOne(t, r, inputs, &opt)
	for i, size := range []int{16, 100, 1000, 30_000} {
		for j, workers := range []int{1, 2, 3, 8} {
			if !*long && i+j != 3 { // each size and each number of workers once
				continue
			}
			opt.Workers = workers
			c, err := assess.CollectInBlocks(t.Context(), r, inputs, &opt, size)
			if err != nil {
				t.Fatal(err)
			}
			got := describeCollection(t, c)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%d workers, blocks of %d (-one by one +collected):\n%s", workers, size, diff)
			}
		}
	}
	return want
}

// Collect has the same result as reading one by one, for every file of the repository, any
// number of workers and any size of blocks.
func TestCollectAgreesWithRead(t *testing.T) {
	for _, tt := range sheetTests(t) {
		t.Run(tt.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(sheetsDir, tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if len(bytes.TrimSpace(data)) == 0 {
				t.Skip("an empty input has no form")
			}
			got := checkCollect(t, cei.Latest(), []assess.ResponseInput{bytesInput(tt.file, data)}, assess.CollectOptions{CSV: tt.opt})
			if got.Responses != uint64(tt.read) || got.Refused != uint64(tt.refused) {
				t.Errorf("%d read and %d refused, want %d and %d", got.Responses, got.Refused, tt.read, tt.refused)
			}
		})
	}
	for _, name := range []string{broken, "../testdata/team-2023.2.ndjson", "../testdata/district-2023.2.ndjson"} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			checkCollect(t, cei.Latest(), []assess.ResponseInput{assess.FileInput(name)}, assess.CollectOptions{})
		})
	}
}

func TestCollectManyInputs(t *testing.T) {
	data, err := os.ReadFile(broken)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	inputs := []assess.ResponseInput{
		bytesInput("a.ndjson", data),
		bytesInput("b.ndjson.gz", packed.Bytes()),
		bytesInput("c.json", []byte("["+good+",\n{},"+good+"]")),
		bytesInput("d.json", []byte(strings.Replace(good, ",", ",\n", 1))),
		bytesInput("e.csv", []byte("id,role,4.3\n1,family,maturing\n2,nobody,maturing\n\"3\",family,\"ma\"\"x\n4,leader,advanced")),
		bytesInput("f.ndjson", []byte("\xef\xbb\xbf"+good+"\r\n\r\n  \n"+good)),
		bytesInput("g.ndjson", nil),
		bytesInput("h.csv", []byte("id,role,competency,rating\n1,family,4.3,maturing\n1,family,4.4,advanced\n")),
		bytesInput("i.csv", []byte("id,rolle,4.3\n1,family,maturing\n")),
	}
	checkCollect(t, cei.Latest(), inputs, assess.CollectOptions{})
	for _, bytes := range []int{1, 100, 250, 400} {
		checkCollect(t, cei.Latest(), inputs, assess.CollectOptions{Limits: assess.ResponseLimits{Bytes: bytes}})
	}
}

func TestCollectKeepsFirstProblems(t *testing.T) {
	data, err := os.ReadFile(broken)
	if err != nil {
		t.Fatal(err)
	}
	inputs := []assess.ResponseInput{bytesInput("a", data), bytesInput("b", data), bytesInput("c", data)}
	all := readOneByOne(t, cei.Latest(), inputs, &assess.CollectOptions{})
	for _, limit := range []int{1, 2, 7, 100, 200} {
		for workers := 1; workers <= 8; workers++ {
			c, err := assess.CollectInBlocks(t.Context(), cei.Latest(), inputs, &assess.CollectOptions{MaxProblems: limit, Workers: workers}, 500)
			if err != nil {
				t.Fatal(err)
			}
			got := describeCollection(t, c)
			if diff := cmp.Diff(all.Problems[:limit], got.Problems); diff != "" {
				t.Fatalf("%d of the problems, %d workers (-want +got):\n%s", limit, workers, diff)
			}
			if got.ProblemCount != all.ProblemCount || got.Refused != all.Refused {
				t.Errorf("%d problems and %d refused, want %d and %d", got.ProblemCount, got.Refused, all.ProblemCount, all.Refused)
			}
		}
	}
}

func TestCollectGroups(t *testing.T) {
	r := cei.Latest()
	data, err := os.ReadFile("../testdata/district-2023.2.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	inputs := []assess.ResponseInput{bytesInput("a", data), assess.FileInput("../testdata/team-2023.2.ndjson")}
	keys := func(key func([]byte, *assess.ResponseHeader) []byte) (names []string, sum assess.Tally, c *assess.Collection) {
		c, err := assess.Collect(t.Context(), r, inputs, &assess.CollectOptions{Key: key})
		if err != nil {
			t.Fatal(err)
		}
		for name, tally := range c.UnprotectedTallies() {
			names = append(names, name)
			one, ok := c.Tally(name)
			if !ok || !cmp.Equal(one, tally) {
				t.Errorf("Tally(%q) is not what Tallies yields", name)
			}
			if err := sum.Merge(tally); err != nil {
				t.Fatal(err)
			}
		}
		return names, sum, c
	}
	for name, tt := range map[string]struct {
		key  func([]byte, *assess.ResponseHeader) []byte
		want []string
	}{
		"none":         {nil, []string{""}},
		"organization": {assess.ByOrganization, []string{"00-00000", "00-00001"}},
		"constituency": {assess.ByConstituency, []string{"community", "educator", "family", "leader", "student"}},
		"function":     {func(key []byte, h *assess.ResponseHeader) []byte { return append(key, h.Date[:7]...) }, []string{"2026-10"}},
	} {
		names, sum, c := keys(tt.key)
		if diff := cmp.Diff(tt.want, names); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if total := encode(t, c.UnprotectedTotal()); total != encode(t, &sum) || c.Responses != 244 {
			t.Errorf("%s: the groups do not add up to the total", name)
		}
		if _, ok := c.Tally("nowhere"); ok {
			t.Errorf("%s: there is a group nowhere", name)
		}
	}
	for workers := 1; workers < 4; workers++ {
		_, err := assess.CollectInBlocks(t.Context(), r, inputs, &assess.CollectOptions{Key: assess.ByOrganization, MaxGroups: 8, Workers: workers}, 100)
		if err == nil || !strings.Contains(err.Error(), "more than 8 groups") {
			t.Errorf("9 groups of at most 8: error %v", err)
		}
	}
}

// A group can have more raters than one or two bytes can count.
func TestCollectCountsDoNotOverflow(t *testing.T) {
	for _, n := range []int{255, 256, 65_535, 65_536, 70_000} {
		if n > 65_536 && !*long {
			continue
		}
		for workers := 1; workers <= 2; workers++ {
			in := bytesInput("a.ndjson", bytes.Repeat([]byte(good+"\n"), n))
			c, err := assess.Collect(t.Context(), cei.Latest(), []assess.ResponseInput{in}, &assess.CollectOptions{Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			total := c.UnprotectedTotal()
			if _, err := json.Marshal(total); err != nil {
				t.Fatal(err)
			}
			var raters, counts uint64
			for _, g := range total.Groups {
				raters += g.Raters
				for _, k := range g.Counts {
					counts += k
				}
			}
			if raters != uint64(n) || counts != uint64(n*31) {
				t.Errorf("%d responses gave %d raters and %d ratings", n, raters, counts)
			}
			if err := new(assess.Tally).Merge(total); err != nil {
				t.Errorf("%d: %v", n, err)
			}
		}
	}
}

func TestCollectComparesIDs(t *testing.T) {
	r := cei.Latest()
	line := func(id int) string {
		return strings.Replace(good, `"id":"r-0001"`, fmt.Sprintf(`"id":"r-%d"`, id), 1) + "\n"
	}
	if line(5) == line(6) {
		t.Fatal("the ids are the same")
	}
	var a, b strings.Builder
	for i := range 300 {
		a.WriteString(line(i))
		b.WriteString(line(i * 10))
	}
	inputs := []assess.ResponseInput{
		bytesInput("a.ndjson", []byte(a.String())), bytesInput("b.ndjson", []byte(b.String())),
		bytesInput("c.json", []byte("["+line(7)+","+line(8)+"]")),
	}
	var sampled []assess.DuplicateIDs
	for _, size := range []int{100, 2000} {
		for workers := 1; workers <= 8; workers++ {
			opt := &assess.CollectOptions{Workers: workers, CompareIDs: 1000, MaxProblems: 31}
			c, err := assess.CollectInBlocks(t.Context(), r, inputs, opt, size)
			if err != nil {
				t.Fatal(err)
			}
			d := c.Duplicates
			if d.Count != 32 || d.Share != 1 || len(d.Problems) != 31 {
				t.Fatalf("%d duplicates, %d reported, of %v of the ids", d.Count, len(d.Problems), d.Share)
			}
			for i, want := range map[int]string{
				0: `b.ndjson:1:1: duplicate-id: id: the response at a.ndjson:1 has the same id`, 29: `b.ndjson:30:1: duplicate-id: id: the response at a.ndjson:291 has the same id`,
				30: `c.json: id: duplicate-id: the response at a.ndjson:8 has the same id`,
			} {
				if got := d.Problems[i].Error(); got != want {
					t.Errorf("%s\nwant %s", got, want)
				}
			}
			opt.CompareIDs = 100
			if c, err = assess.CollectInBlocks(t.Context(), r, inputs, opt, size); err != nil {
				t.Fatal(err)
			}
			sampled = append(sampled, c.Duplicates)
		}
	}
	for _, d := range sampled {
		if diff := cmp.Diff(sampled[0], d); diff != "" || d.Share > 0.25 || d.Count == 0 || d.Count > 20 {
			t.Errorf("a sample of the ids gave %+v, then (-want +got):\n%s", d, diff)
		}
	}
}

func TestCollectFails(t *testing.T) {
	r := cei.Latest()
	gone, torn := errors.New("gone"), errors.New("torn")
	var closed atomic.Int32
	inputs := []assess.ResponseInput{
		{Name: "a", Open: func() (io.ReadCloser, error) {
			return countClose{strings.NewReader(strings.Repeat(good+"\n", 50)), &closed}, nil
		}},
		{Name: "b", Open: func() (io.ReadCloser, error) {
			return countClose{io.MultiReader(strings.NewReader(strings.Repeat(good+"\n", 50)), iotest.ErrReader(torn)), &closed}, nil
		}},
		{Name: "c", Open: func() (io.ReadCloser, error) { return nil, gone }},
	}
	for workers := 1; workers <= 8; workers++ {
		closed.Store(0)
		_, err := assess.CollectInBlocks(t.Context(), r, inputs, &assess.CollectOptions{Workers: workers}, 300)
		if !errors.Is(err, torn) || err.Error() != "read b: torn" || closed.Load() != 2 {
			t.Errorf("%d workers: error %v, %d inputs closed", workers, err, closed.Load())
		}
		if _, err := assess.Collect(t.Context(), r, inputs[2:], &assess.CollectOptions{Workers: workers}); !errors.Is(err, gone) {
			t.Errorf("%d workers: error %v", workers, err)
		}
	}
	if _, err := assess.Collect(t.Context(), r, []assess.ResponseInput{{Name: "nothing"}}, nil); err == nil {
		t.Error("no error for an input that cannot be opened")
	}
	sheet := []assess.ResponseInput{bytesInput("s.csv", []byte("id,role,4.3\n"))}
	if _, err := assess.Collect(t.Context(), r, sheet, &assess.CollectOptions{CSV: &assess.CSVOptions{Date: "soon"}}); err == nil {
		t.Error("no error for a mistake in the options")
	}
	if _, err := assess.Collect(t.Context(), r, []assess.ResponseInput{bytesInput("z.gz", []byte("\x1f\x8bxx"))}, nil); err == nil {
		t.Error("no error for broken gzip")
	}
}

type countClose struct {
	io.Reader
	n *atomic.Int32
}

func (c countClose) Close() error { c.n.Add(1); return nil }

func TestCollectStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last assess.CollectProgress
	opt := &assess.CollectOptions{Progress: func(p assess.CollectProgress) {
		if p.Bytes < last.Bytes || p.Responses < last.Responses {
			t.Errorf("progress went from %+v to %+v", last, p)
		}
		if last = p; p.Responses > 1000 {
			cancel()
		}
	}}
	r := bulkRubric(t)
	_, err := assess.Collect(ctx, r, bulkInput(newBulkNDJSON(r, math.MaxInt32)), opt)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestCollectReportsProgress(t *testing.T) {
	info, err := os.Stat(broken)
	if err != nil {
		t.Fatal(err)
	}
	var last assess.CollectProgress
	opt := &assess.CollectOptions{Progress: func(p assess.CollectProgress) { last = p }}
	c, err := assess.Collect(t.Context(), cei.Latest(), []assess.ResponseInput{assess.FileInput(broken)}, opt)
	if err != nil {
		t.Fatal(err)
	}
	want := assess.CollectProgress{Bytes: info.Size(), Responses: c.Responses, Refused: c.Refused}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCollectPanicsInItsCaller(t *testing.T) {
	r := cei.Latest()
	var closed atomic.Int32
	many := strings.Repeat(good+"\n", 2000)
	open := func() (io.ReadCloser, error) { return countClose{strings.NewReader(many), &closed}, nil }
	inputs := []assess.ResponseInput{{Name: "a", Open: open}, {Name: "b", Open: open}}
	fails := func([]byte, *assess.ResponseHeader) []byte { panic("key") }
	for name, collect := range map[string]func(workers int){
		"key": func(workers int) {
			_, _ = assess.CollectInBlocks(t.Context(), r, inputs, &assess.CollectOptions{Workers: workers, Key: fails}, 1000)
		},
		"progress": func(workers int) {
			opt := &assess.CollectOptions{Workers: workers, Progress: func(assess.CollectProgress) { panic("progress") }}
			_, _ = assess.CollectInBlocks(t.Context(), r, inputs, opt, 1000)
		},
		"open": func(workers int) {
			inputs := append(inputs[:1:1], assess.ResponseInput{Name: "c", Open: func() (io.ReadCloser, error) { panic("open") }})
			_, _ = assess.CollectInBlocks(t.Context(), r, inputs, &assess.CollectOptions{Workers: workers}, 1000)
		},
	} {
		for workers := 1; workers <= 4; workers++ {
			closed.Store(0)
			func() {
				defer func() {
					if got := recover(); got != name {
						t.Errorf("%s, %d workers: the panic is %v", name, workers, got)
					}
				}()
				collect(workers)
			}()
			if n := closed.Load(); n == 0 || n > 2 {
				t.Errorf("%s, %d workers: %d inputs closed", name, workers, n)
			}
		}
	}
	ended := make(chan bool)
	go func() {
		defer close(ended)
		key := func([]byte, *assess.ResponseHeader) []byte { runtime.Goexit(); return nil }
		_, _ = assess.Collect(t.Context(), r, inputs, &assess.CollectOptions{Key: key})
		ended <- true
	}()
	if <-ended {
		t.Error("Collect returned after Goexit")
	}
}

func TestCollectRefusesWhatIsMissing(t *testing.T) {
	r := cei.Latest()
	var none context.Context
	empty := []assess.ResponseInput{{Name: "x", Open: func() (io.ReadCloser, error) { return nil, nil }}}
	for name, collect := range map[string]func() (*assess.Collection, error){
		"ctx is": func() (*assess.Collection, error) { return assess.Collect(none, r, nil, nil) },
		"r is":   func() (*assess.Collection, error) { return assess.Collect(t.Context(), nil, nil, nil) },
		"Open":   func() (*assess.Collection, error) { return assess.Collect(t.Context(), r, empty, nil) },
	} {
		if _, err := collect(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
