package assess_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// plainRubric returns a rubric of any size.
func plainRubric(tb testing.TB, stages, competencies, constituencies int) *rubric.Rubric {
	tb.Helper()
	list := func(from, to int, id string) string {
		var items []string
		for i := from; i < to; i++ {
			items = append(items, fmt.Sprintf(`{"id":"%s%d","title":"%[1]s %[2]d"}`, id, i))
		}
		return "[" + strings.Join(items, ",\n") + "]"
	}
	text := `{"format":"rubric/1","id":"plain","edition":"1","title":"Plain","language":"en","spectrum":{"id":"s","stages":` + list(0, stages, "s") + `},`
	if constituencies > 0 {
		text += `"constituencies":` + list(0, constituencies, "p") + `,`
	}
	var domains []string
	for i := 0; i < competencies; i += 1000 {
		domains = append(domains, fmt.Sprintf(`{"id":"d%d","title":"D","competencies":%s}`, i, list(i, min(i+1000, competencies), "c")))
	}
	r, err := rubric.Load("plain.json", []byte(text+`"domains":[`+strings.Join(domains, ",")+"]}"), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// randomResponses returns n responses to a plain rubric whose ids are 0 to ids-1, each
// with at most so many ratings.
func randomResponses(d *rand.Rand, r *rubric.Rubric, n, ids, ratings int) []byte {
	words := []string{"not-applicable", "dont-know", "declined"}
	for s := range r.Spectrum().Stages() {
		words = append(words, s.ID())
	}
	var competencies, constituencies []string
	for c := range r.Competencies() {
		competencies = append(competencies, c.ID())
	}
	for c := range r.Constituencies() {
		constituencies = append(constituencies, c.ID)
	}
	var b bytes.Buffer
	for range n {
		fmt.Fprintf(&b, `{"format":"response/1","rubric":"plain@1","id":"%d",`, d.IntN(ids))
		if len(constituencies) > 0 {
			fmt.Fprintf(&b, `"constituency":"%s",`, constituencies[d.IntN(len(constituencies))])
		}
		first := d.IntN(max(1, len(competencies)-ratings))
		var pairs []string
		for _, c := range competencies[first:min(len(competencies), first+ratings)] {
			pairs = append(pairs, `"`+c+`":"`+words[d.IntN(len(words))]+`"`)
		}
		b.WriteString(`"ratings":{` + strings.Join(pairs, ",") + "}}\n")
	}
	return b.Bytes()
}

// checkGroups makes sure that a collection by keys, one for each id, is what adding up
// the responses one by one comes to.
func checkGroups(t *testing.T, r *rubric.Rubric, data []byte, keys []string) {
	t.Helper()
	key := func(id string) string {
		i, err := strconv.Atoi(id)
		if err != nil {
			t.Error(err)
		}
		return keys[i%len(keys)]
	}
	want := make(map[string]*assess.Tally)
	total := &assess.Tally{}
	for p, err := range assess.NDJSON(r, "a.ndjson", bytes.NewReader(data), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if want[key(p.ID())] == nil {
			want[key(p.ID())] = &assess.Tally{}
		}
		for _, tally := range []*assess.Tally{want[key(p.ID())], total} {
			if err := tally.Add(p); err != nil {
				t.Fatal(err)
			}
		}
	}
	wantText := make(map[string]string)
	for group, tally := range want {
		wantText[group] = encode(t, tally)
	}
	for _, workers := range []int{1, 2, 8} {
		opt := &assess.CollectOptions{Workers: workers, Key: func(b []byte, h *assess.ResponseHeader) []byte { return append(b, key(string(h.ID))...) }}
		c, err := assess.CollectInBlocks(t.Context(), r, []assess.ResponseInput{bytesInput("a.ndjson", data)}, opt, 5000)
		if err != nil {
			t.Fatal(err)
		}
		var groups []string
		for group, tally := range c.Tallies() {
			groups = append(groups, group)
			again, ok := c.Tally(group)
			if !ok || encode(t, tally) != wantText[group] || encode(t, again) != wantText[group] {
				t.Fatalf("%d workers: group %.20q is %v, then %v, want %v", workers, group, tally, again, want[group])
			}
			for _, other := range []string{group + "\x00", group + "a", "\x00" + group} {
				if _, ok := c.Tally(other); ok != (want[other] != nil) {
					t.Errorf("%d workers: there is a group %.20q: %v", workers, other, ok)
				}
			}
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), groups); diff != "" {
			t.Fatalf("%d workers (-want +got):\n%s", workers, diff)
		}
		if got, want := encode(t, c.Total()), encode(t, total); got != want {
			t.Errorf("%d workers: the total is %s, want %s", workers, got, want)
		}
	}
}

// Names that begin alike, are long, or have zeros or nothing in them are kept apart and
// come in order.
func TestCollectGroupsOfAnyName(t *testing.T) {
	keys := []string{"", "é", "\xff\xff", strings.Repeat("\xff", 300)}
	for _, n := range []int{1, 6, 7, 8, 13, 14, 15, 49, 56, 57, 63, 64, 65, 70, 127, 128, 1000, 8191, 8192, 32_767, 32_768, 70_000} {
		zeros, a := strings.Repeat("\x00", n), strings.Repeat("a", n)
		keys = append(keys, zeros, zeros+"a", a, a+"b", a+"bb", a+"\x00", a[1:]+"\xff")
	}
	r := plainRubric(t, 2, 1, 0)
	d := rand.New(rand.NewPCG(1, 2))
	checkGroups(t, r, randomResponses(d, r, 3000, len(keys), 1), keys)
}

// Rubrics may have one competency or more than there is room for in a page, and any
// number of constituencies.
func TestCollectGroupsOfAnyRubric(t *testing.T) {
	d := rand.New(rand.NewPCG(3, 4))
	for _, tt := range []struct{ stages, competencies, constituencies, responses int }{
		{2, 1, 0, 3000}, {2, 1, 1, 3000}, {16, 3, 6, 3000}, {3, 2, 7, 3000}, {3, 2, 8, 3000}, {4, 20, 50, 500}, {16, 500, 20, 40}, {4, 5000, 9, 20},
	} {
		t.Run(fmt.Sprint(tt), func(t *testing.T) {
			r := plainRubric(t, tt.stages, tt.competencies, tt.constituencies)
			checkGroups(t, r, randomResponses(d, r, tt.responses, 40, 5), []string{"a", "b", "", "c"})
			var keys []string
			for i := range 1000 {
				keys = append(keys, fmt.Sprintf("19-%05d-%07d", i/10, i*7919%1000))
			}
			checkGroups(t, r, randomResponses(d, r, tt.responses, len(keys), 5), keys)
		})
	}
}

// A group has as many responses as there are: counts go on where a byte, and then each
// two bits more, are full.
func TestCollectCountsOfAnySize(t *testing.T) {
	r := plainRubric(t, 2, 3, 0)
	high := []byte(`{"format":"response/1","rubric":"plain@1","id":"1","ratings":{"c0":"s1","c1":"declined"}}` + "\n")
	low := []byte(`{"format":"response/1","rubric":"plain@1","id":"2","ratings":{"c0":"s0","c2":"dont-know"}}` + "\n")
	for _, n := range []uint64{1, 255, 256, 257, 1023, 1024, 1025, 4095, 4096, 16_384, 65_535, 65_536, 65_537, 262_143, 262_144, 300_000} {
		if testing.Short() && n > 5000 {
			continue
		}
		inputs := []assess.ResponseInput{bytesInput("a.ndjson", bytes.Repeat(high, int(n))), bytesInput("b.ndjson", bytes.Repeat(low, 300))}
		for workers := 1; workers <= 3; workers++ {
			c, err := assess.Collect(t.Context(), r, inputs, &assess.CollectOptions{Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			want := &assess.GroupCounts{Raters: n + 300, Counts: []uint64{
				300, n, 0, 0, 0, 0,
				0, 0, 300, 0, 0, n,
				0, 0, n, 0, 300, 0,
			}}
			if diff := cmp.Diff(want, c.Total().Groups[""]); diff != "" {
				t.Errorf("%d responses, %d workers (-want +got):\n%s", n, workers, diff)
			}
		}
	}
}

// benchmarkGroups counts responses that are little else than the name of their group.
func benchmarkGroups(b *testing.B, groups int) {
	const n = 100_000
	r := plainRubric(b, 4, 34, 5)
	d := rand.New(rand.NewPCG(5, 6))
	data := randomResponses(d, r, n, groups, 3)
	opt := &assess.CollectOptions{Workers: 1, Key: func(key []byte, h *assess.ResponseHeader) []byte { return append(key, h.ID...) }}
	b.ReportAllocs()
	for b.Loop() {
		c, err := assess.Collect(b.Context(), r, []assess.ResponseInput{bytesInput("a.ndjson", data)}, opt)
		if err != nil || c.Responses != n {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/response")
}

// The groups are few, many, or nearly as many as there are responses.
func BenchmarkCollectFewGroups(b *testing.B)  { benchmarkGroups(b, 10) }
func BenchmarkCollectManyGroups(b *testing.B) { benchmarkGroups(b, 4_000) }
func BenchmarkCollectNewGroups(b *testing.B)  { benchmarkGroups(b, 1_000_000) }

func BenchmarkTallies(b *testing.B) {
	r := plainRubric(b, 4, 34, 5)
	data := randomResponses(rand.New(rand.NewPCG(7, 8)), r, 100_000, 4000, 34)
	opt := &assess.CollectOptions{Key: func(key []byte, h *assess.ResponseHeader) []byte { return append(key, h.ID...) }}
	c, err := assess.Collect(b.Context(), r, []assess.ResponseInput{bytesInput("a.ndjson", data)}, opt)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		groups := 0
		for range c.Tallies() {
			groups++
		}
		if groups != 4000 {
			b.Fatalf("%d groups", groups)
		}
	}
}
