package count_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/internal/count"
)

// layout returns a layout in which ratings 0 to width-1 have their counts in reverse order.
func layout(constituencies, competencies, width int) count.Layout {
	l := count.Layout{Constituencies: constituencies, Competencies: competencies, Width: width}
	for i := range width {
		l.Index[i] = uint8(width - 1 - i)
	}
	return l
}

// response is a response to be counted.
type response struct {
	key          string
	constituency int
	ratings      []byte
}

// cell is a constituency, -1 for none, of a group.
type cell struct {
	key          string
	constituency int
}

// randomResponses returns n responses with keys from a list.
func randomResponses(d *rand.Rand, l count.Layout, n int, keys []string) []response {
	responses := make([]response, n)
	for i := range responses {
		r := response{keys[d.IntN(len(keys))], d.IntN(l.Constituencies+1) - 1, make([]byte, l.Competencies)}
		for k := range r.ratings {
			r.ratings[k] = byte(d.IntN(l.Width))
		}
		responses[i] = r
	}
	return responses
}

// addAll counts responses, divided among goroutines, and returns the table.
func addAll(l count.Layout, responses []response, goroutines int) *count.Table {
	table := count.NewTable(l)
	var wait sync.WaitGroup
	for w := range goroutines {
		wait.Go(func() {
			b := table.NewBatch()
			var key []byte
			for i := w; i < len(responses); i += goroutines {
				r := &responses[i]
				copy(b.Ratings(), r.ratings)
				key = append(key[:0], r.key...)
				b.Add(key, r.constituency)
				clear(key) // a batch must not depend on it
			}
			b.Flush()
		})
	}
	wait.Wait()
	return table
}

// addOneByOne counts responses in maps.
func addOneByOne(l count.Layout, responses []response) map[cell][]uint64 {
	sums := make(map[cell][]uint64)
	for _, r := range responses {
		c := cell{r.key, r.constituency}
		if sums[c] == nil {
			sums[c] = make([]uint64, l.Counts())
		}
		for k, rating := range r.ratings {
			sums[c][k*l.Width+int(l.Index[rating])]++
		}
	}
	return sums
}

// checkTable checks that a table counts responses as maps do, for several numbers of
// goroutines.
func checkTable(t *testing.T, l count.Layout, responses []response) {
	t.Helper()
	want := addOneByOne(l, responses)
	keys := make(map[string]bool)
	for c := range want {
		keys[c.key] = true
	}
	for _, goroutines := range []int{1, 2, 8} {
		table := addAll(l, responses, goroutines)
		if got := table.Len(); got != int64(len(want)) {
			t.Errorf("%d goroutines: Len is %d, want %d", goroutines, got, len(want))
		}
		g := table.Groups()
		var sorted []string
		got := make(map[cell][]uint64)
		for i := range g.Len() {
			key := string(g.Key(i))
			sorted = append(sorted, key)
			for constituency := -1; constituency < l.Constituencies; constituency++ {
				if c, ok := g.Cell(i, constituency); ok {
					sums := make([]uint64, l.Counts())
					c.AddTo(sums)
					got[cell{key, constituency}] = sums
				}
			}
			if found, ok := g.Find(key); !ok || found != i {
				t.Errorf("%d goroutines: Find(%.20q) is %d, %v, want %d", goroutines, key, found, ok, i)
			}
			for _, other := range []string{key + "\x00", key + "a", "\x00" + key} {
				if _, ok := g.Find(other); ok != keys[other] {
					t.Errorf("%d goroutines: Find(%.20q) reports %v", goroutines, other, ok)
				}
			}
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(keys)), sorted); diff != "" {
			t.Fatalf("%d goroutines: keys (-want +got):\n%s", goroutines, diff)
		}
		if !maps.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("%d goroutines: counts (-want +got):\n%s", goroutines, cmp.Diff(want, got))
		}
	}
}

func TestNoResponses(t *testing.T) {
	g := count.NewTable(layout(2, 3, 4)).Groups()
	if _, ok := g.Find(""); ok || g.Len() != 0 {
		t.Errorf("an empty table has %d groups", g.Len())
	}
}

// Keys can start with the same bytes, be long, be empty or contain zeros.
func TestKeys(t *testing.T) {
	keys := []string{"", "é", "\xff\xff", strings.Repeat("\xff", 300)}
	for _, n := range []int{1, 6, 7, 8, 13, 14, 15, 49, 56, 57, 63, 64, 65, 70, 127, 128, 1000, 8191, 8192, 32_767, 32_768, 70_000} {
		zeros, a := strings.Repeat("\x00", n), strings.Repeat("a", n)
		keys = append(keys, zeros, zeros+"a", a, a+"b", a+"bb", a+"\x00", a[1:]+"\xff")
	}
	l := layout(0, 1, 6)
	checkTable(t, l, randomResponses(rand.New(rand.NewPCG(1, 2)), l, 3000, keys))
}

// Cells can be small or larger than a page. A batch can have a capacity of one response.
func TestLayouts(t *testing.T) {
	d := rand.New(rand.NewPCG(3, 4))
	for _, tt := range []struct{ constituencies, competencies, width, responses int }{
		{0, 1, 1, 3000},
		{0, 1, 6, 3000},
		{1, 1, 6, 3000},
		{6, 3, 20, 3000},
		{7, 2, 7, 3000},
		{8, 2, 7, 3000},
		{50, 20, 8, 2000},
		{3, 1, 256, 1000},
		{20, 500, 20, 40},
		{9, 5000, 8, 30},
		{2, 70_000, 4, 10},
	} {
		t.Run(fmt.Sprint(tt), func(t *testing.T) {
			l := layout(tt.constituencies, tt.competencies, tt.width)
			checkTable(t, l, randomResponses(d, l, tt.responses, []string{"a", "b", "", "c"}))
			var keys []string
			for i := range 1000 {
				keys = append(keys, fmt.Sprintf("19-%05d-%07d", i/10, i*7919%1000))
			}
			checkTable(t, l, randomResponses(d, l, tt.responses, keys))
		})
	}
}

// Counts carry after 8 bits, and then after every 2 more bits.
func TestCountsOfAnySize(t *testing.T) {
	l := layout(0, 3, 5)
	for _, n := range []int{1, 255, 256, 257, 1023, 1024, 1025, 4095, 4096, 16_384, 65_535, 65_536, 65_537, 262_143, 262_144, 300_000} {
		low, high := response{"", -1, []byte{0, 0, 4}}, response{"", -1, []byte{1, 4, 4}}
		checkTable(t, l, slices.Concat(slices.Repeat([]response{low}, n), slices.Repeat([]response{high}, 300)))
	}
}

// Adding to sums that are not zero makes a total.
func TestTotal(t *testing.T) {
	l := layout(5, 4, 8)
	responses := randomResponses(rand.New(rand.NewPCG(5, 6)), l, 20_000, []string{"a", "b", "c"})
	g := addAll(l, responses, 3).Groups()
	got, want := make([]uint64, l.Counts()), make([]uint64, l.Counts())
	for i := range g.Len() {
		for constituency := -1; constituency < l.Constituencies; constituency++ {
			if c, ok := g.Cell(i, constituency); ok {
				c.AddTo(got)
			}
		}
	}
	for _, sums := range addOneByOne(l, responses) {
		for i, n := range sums {
			want[i] += n
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Until Add is called, Ratings returns the same memory.
func TestRatings(t *testing.T) {
	b := count.NewTable(layout(0, 3, 2)).NewBatch()
	copy(b.Ratings(), []byte{1, 0, 1})
	if got := b.Ratings(); !bytes.Equal(got, []byte{1, 0, 1}) || cap(got) != 3 {
		t.Errorf("Ratings is %v with capacity %d", got, cap(got))
	}
}

// Adding a response to an existing group does not allocate.
func TestAddDoesNotAllocate(t *testing.T) {
	l := layout(5, 34, 8)
	b := count.NewTable(l).NewBatch()
	keys := [][]byte{[]byte("a"), []byte("b"), []byte("c")}
	add := func() {
		for i := range 200 { // no count passes 255 after the first run
			b.Add(keys[i%3], i%6-1)
		}
		b.Flush()
	}
	for range 300 {
		add()
	}
	if n := testing.AllocsPerRun(10, add); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// benchmarkAdd adds 100,000 responses to a new table, in a number of groups.
func benchmarkAdd(b *testing.B, groups int) {
	const n = 100_000
	d := rand.New(rand.NewPCG(7, 8))
	l := layout(5, 34, 8)
	samples := randomResponses(d, l, 1000, []string{""})
	keys := make([][]byte, n)
	for i := range keys {
		keys[i] = fmt.Appendf(nil, "19-%07d", d.IntN(groups))
	}
	b.ReportAllocs()
	for b.Loop() {
		batch := count.NewTable(l).NewBatch()
		for i, key := range keys {
			r := &samples[i%len(samples)]
			copy(batch.Ratings(), r.ratings)
			batch.Add(key, r.constituency)
		}
		batch.Flush()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/response")
}

// The groups are few, many, or nearly as many as the responses.
func BenchmarkAddFewGroups(b *testing.B)  { benchmarkAdd(b, 10) }
func BenchmarkAddManyGroups(b *testing.B) { benchmarkAdd(b, 4_000) }
func BenchmarkAddNewGroups(b *testing.B)  { benchmarkAdd(b, 1_000_000) }

// BenchmarkRead reads the counts of 4,000 groups in order.
func BenchmarkRead(b *testing.B) {
	l := layout(5, 34, 8)
	var keys []string
	for i := range 4000 {
		keys = append(keys, fmt.Sprintf("19-%07d", i))
	}
	g := addAll(l, randomResponses(rand.New(rand.NewPCG(9, 10)), l, 100_000, keys), 2).Groups()
	sums := make([]uint64, l.Counts())
	b.ReportAllocs()
	for b.Loop() {
		for i := range g.Len() {
			for constituency := range l.Constituencies {
				if c, ok := g.Cell(i, constituency); ok {
					c.AddTo(sums)
				}
			}
		}
	}
}
