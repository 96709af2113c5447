package assess_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// bulk is an input of any length that takes little memory. It repeats some records, each
// time with another id and another organization.
type bulk struct {
	head    string
	records []bulkRecord
	n       int // records still to be read
	made    int
	schools int
	rest    []byte
	buf     []byte
}

// bulkRecord is a record in which the id and the organization are replaced.
type bulkRecord struct {
	text    []byte
	id, org int // their offsets, or -1
}

const (
	bulkID  = "r-00000000"
	bulkOrg = "19-00000-0000000"
)

func (b *bulk) Read(p []byte) (n int, err error) {
	if len(b.rest) == 0 {
		b.buf = append(b.buf[:0], b.head...)
		b.head = ""
		for ; b.n > 0 && len(b.buf) < 64<<10; b.n-- {
			b.add(&b.records[b.made%len(b.records)])
		}
		if b.rest = b.buf; len(b.rest) == 0 {
			return 0, io.EOF
		}
	}
	n = copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

func (b *bulk) add(r *bulkRecord) {
	at := len(b.buf)
	b.buf = append(b.buf, r.text...)
	if r.id >= 0 {
		putNumber(b.buf[at+r.id+2:at+r.id+len(bulkID)], b.made)
		school := int(uint32(b.made)*2654435761>>16) % b.schools // in no order that helps
		putNumber(b.buf[at+r.org+3:at+r.org+8], school/100)
		putNumber(b.buf[at+r.org+9:at+r.org+len(bulkOrg)], school)
	}
	b.made++
}

func putNumber(dst []byte, n int) {
	for i := len(dst) - 1; i >= 0; i-- {
		dst[i] = byte('0' + n%10)
		n /= 10
	}
}

func (b *bulk) Close() error { return nil }

// bulkRubric has 34 competencies.
func bulkRubric(tb testing.TB) *rubric.Rubric {
	tb.Helper()
	r, err := cei.Edition("2023.1")
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// newBulkNDJSON returns n responses of about 1.07 kB from 10,000 schools, with 33 ratings
// each in a mixed order. Some have notes with escapes, and one line in 500 is invalid.
func newBulkNDJSON(r *rubric.Rubric, n int) *bulk {
	d := rand.New(rand.NewPCG(1, 2))
	b := &bulk{n: n, schools: 10_000}
	var ids, constituencies []string
	for c := range r.Competencies() {
		ids = append(ids, c.ID())
	}
	for c := range r.Constituencies() {
		constituencies = append(constituencies, c.ID)
	}
	words := []string{"not-evident", "developing", "maturing", "advanced", "not-applicable", "dont-know", "declined"}
	for i := range 2000 {
		fields := []string{
			`"format":"response/1"`, `"rubric":"` + r.Ref().String() + `"`, `"id":"` + bulkID + `"`, `"organization":"` + bulkOrg + `"`,
			`"constituency":"` + constituencies[d.IntN(len(constituencies))] + `"`, fmt.Sprintf(`"date":"2026-10-%02d"`, 1+d.IntN(28)), `"language":"es-MX"`,
		}
		if i%500 == 499 {
			fields[4] = `"constituency":"nobody"`
		}
		order := d.Perm(len(ids))[:33]
		if i%3 > 0 { // most programs write them in one order
			order = order[:0]
			for k := range 33 {
				order = append(order, (k+i%3)%len(ids))
			}
		}
		var ratings []string
		for k, c := range order {
			rating := `"` + words[d.IntN(len(words))] + `"`
			if k == 20 && i%10 == 0 {
				rating = `{"stage":` + rating + `,"note":"Said \"twice\" en la reuni\u00f3n: ma\u00f1ana\nno, después sí."}`
			}
			ratings = append(ratings, `"`+ids[c]+`":`+rating)
		}
		fields = append(fields, `"ratings":{`+strings.Join(ratings, ",")+`}`)
		if i%4 == 0 {
			d.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
		}
		b.records = append(b.records, newBulkRecord("{"+strings.Join(fields, ",")+"}\n"))
	}
	return b
}

func newBulkRecord(text string) bulkRecord {
	return bulkRecord{text: []byte(text), id: strings.Index(text, bulkID), org: strings.Index(text, bulkOrg)}
}

func bulkInput(b *bulk) []assess.ResponseInput {
	return []assess.ResponseInput{{Name: "bulk", Open: func() (io.ReadCloser, error) { return b, nil }}}
}

func benchmarkCollect(b *testing.B, workers int) {
	const n = 100_000
	r := bulkRubric(b)
	data, err := io.ReadAll(newBulkNDJSON(r, n))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		in := []assess.ResponseInput{{Name: "bulk.ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}}
		c, err := assess.Collect(b.Context(), r, in, &assess.CollectOptions{Workers: workers, Key: assess.ByOrganization})
		if err != nil || c.Responses != n-n/500 {
			b.Fatal(err)
		}
	}
}

func BenchmarkCollect1(b *testing.B) { benchmarkCollect(b, 1) }
func BenchmarkCollect2(b *testing.B) { benchmarkCollect(b, 2) }

func BenchmarkCountLines(b *testing.B) {
	data, err := io.ReadAll(newBulkNDJSON(bulkRubric(b), 100_000))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	buf := make([]byte, 256<<10)
	for b.Loop() {
		in := bytes.NewReader(data)
		lines := 0
		for {
			n, err := in.Read(buf)
			lines += bytes.Count(buf[:n], []byte("\n"))
			if err != nil {
				break
			}
		}
		if lines != 100_000 {
			b.Fatal(lines)
		}
	}
}

// newBulkCSV returns a wide sheet of n rows with titles of stages in the cells. Some cells
// are in quotation marks, and one row in 500 is invalid.
func newBulkCSV(r *rubric.Rubric, n int) *bulk {
	d := rand.New(rand.NewPCG(3, 4))
	b := &bulk{n: n, schools: 10_000}
	head := []string{"id", "organization", "constituency", "date"}
	var constituencies []string
	for c := range r.Competencies() {
		head = append(head, c.ID())
	}
	for c := range r.Constituencies() {
		constituencies = append(constituencies, c.Title)
	}
	b.head = strings.Join(append(head, "language-access.note"), ",") + "\n"
	words := []string{"Not Evident", "Developing", "Maturing", "Advanced", "", "dont-know", "declined", `"Developing"`, "Advanced"}
	for i := range 2000 {
		cells := []string{bulkID, bulkOrg, constituencies[d.IntN(len(constituencies))], fmt.Sprintf("2026-10-%02d", 1+d.IntN(28))}
		for range head[4:] {
			cells = append(cells, words[d.IntN(len(words))])
		}
		note := ""
		switch {
		case i%500 == 499:
			cells[10] = "great"
		case i%20 == 0:
			for k, name := range head {
				if name == "language-access" {
					cells[k] = "Maturing"
				}
			}
			note = `"Interpretes, sí"`
		}
		b.records = append(b.records, newBulkRecord(strings.Join(append(cells, note), ",")+"\n"))
	}
	return b
}

func benchmarkCSV(b *testing.B, workers int) {
	const n = 100_000
	r := bulkRubric(b)
	data, err := io.ReadAll(newBulkCSV(r, n))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		c, err := assess.Collect(b.Context(), r, []assess.ResponseInput{bytesInput("bulk.csv", data)}, &assess.CollectOptions{Workers: workers, Key: assess.ByOrganization})
		if err != nil || c.Responses != n-n/500 {
			b.Fatal(err)
		}
	}
}

func BenchmarkCollectCSV1(b *testing.B) { benchmarkCSV(b, 1) }
func BenchmarkCollectCSV2(b *testing.B) { benchmarkCSV(b, 2) }

// BenchmarkEncodingCSV does what a program without this package would do: it reads with
// encoding/csv, looks up each cell and counts by school and constituency.
func BenchmarkEncodingCSV(b *testing.B) {
	data, err := io.ReadAll(newBulkCSV(bulkRubric(b), 100_000))
	if err != nil {
		b.Fatal(err)
	}
	words := map[string]int{"Not Evident": 0, "Developing": 1, "Maturing": 2, "Advanced": 3, "": 4, "dont-know": 6, "declined": 7}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		in := csv.NewReader(bytes.NewReader(data))
		in.ReuseRecord = true
		tallies := make(map[[2]string]*[34 * 8]uint64)
		for {
			row, err := in.Read()
			if err != nil {
				break
			}
			group := [2]string{row[1], row[2]}
			counts := tallies[group]
			if counts == nil {
				counts = new([34 * 8]uint64)
				tallies[[2]string{strings.Clone(row[1]), strings.Clone(row[2])}] = counts
			}
			for k, cell := range row[4:38] {
				if i, ok := words[cell]; ok {
					counts[8*k+i]++
				}
			}
		}
	}
}

var bulkBytes = flag.Int64("bulk", 16<<20, "how many bytes TestCollectInConstantMemory reads at the most; 5000000000 take under a minute")

// The memory that Collect holds does not depend on the number of responses: with many
// times as many it is the same, except for counts that have become larger.
func TestCollectInConstantMemory(t *testing.T) {
	r := bulkRubric(t)
	sample, err := io.ReadAll(newBulkNDJSON(r, 2000))
	if err != nil {
		t.Fatal(err)
	}
	perResponse := int64(len(sample) / 2000)
	for _, workers := range []int{1, 2} {
		few := int(*bulkBytes / 8 / perResponse)
		ofFew, ofMany := mostHeld(t, r, few, workers), mostHeld(t, r, 8*few, workers)
		t.Logf("%d workers hold up to %d kB for %d responses and %d kB for %d", workers, ofFew>>10, few, ofMany>>10, 8*few)
		more := ofFew / 10
		if *bulkBytes < 1<<30 {
			more += 1 << 20 // of few megabytes a worker may not have got a block, which takes as much
		}
		if ofFew == 0 || ofMany > ofFew+more {
			t.Errorf("many responses take over %d kB more than few", more>>10)
		}
	}
}

// mostHeld collects n responses and returns the most bytes of the heap that were in use
// meanwhile, without garbage.
func mostHeld(t *testing.T, r *rubric.Rubric, n, workers int) (peak uint64) {
	t.Helper()
	in := newBulkNDJSON(r, n)
	in.schools = 50
	blocks := 0
	opt := &assess.CollectOptions{Workers: workers, Key: assess.ByOrganization, MaxProblems: 100, CompareIDs: 1000}
	opt.Progress = func(assess.CollectProgress) {
		if blocks++; blocks%4 == 0 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
	}
	c, err := assess.Collect(t.Context(), r, bulkInput(in), opt)
	if err != nil {
		t.Fatal(err)
	}
	if want := uint64(n - n/500); c.Responses != want || c.Responses+c.Refused != uint64(n) {
		t.Errorf("%d responses and %d refused of %d", c.Responses, c.Refused, n)
	}
	return peak
}

// Collect does not allocate for each valid response.
func TestCollectDoesNotAllocate(t *testing.T) {
	r := bulkRubric(t)
	for name, make := range map[string]func(*rubric.Rubric, int) *bulk{"r.ndjson": newBulkNDJSON, "r.csv": newBulkCSV} {
		allocations := func(n int) float64 {
			in := make(r, n)
			in.schools = 10
			in.records = slices.DeleteFunc(in.records, func(rec bulkRecord) bool {
				return bytes.Contains(rec.text, []byte(`"nobody"`)) || bytes.Contains(rec.text, []byte(",great,"))
			})
			data, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			input := assess.ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
			return testing.AllocsPerRun(3, func() {
				if c, err := assess.Collect(t.Context(), r, []assess.ResponseInput{input}, &assess.CollectOptions{Workers: 1, Key: assess.ByOrganization}); err != nil || c.Refused != 0 {
					t.Fatalf("%s: error %v", name, err)
				}
			})
		}
		// An occasional allocation, for a block or by the race detector, is not an
		// allocation for each response.
		few, many := allocations(3000), allocations(9000)
		t.Logf("%s: %.0f and %.0f allocations", name, few, many)
		if many > few+30 {
			t.Errorf("%s: 6,000 more responses cost %.0f more allocations", name, many-few)
		}
	}
}
