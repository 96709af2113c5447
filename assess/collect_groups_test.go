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
		domains = append(domains, fmt.Sprintf(`{"id":"d%d","title":"D %[1]d","competencies":%[2]s}`, i, list(i, min(i+1000, competencies), "c")))
	}
	r, err := rubric.Load("plain.json", []byte(text+`"domains":[`+strings.Join(domains, ",")+"]}"), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// randomResponses returns n responses to a plain rubric, with ids from 0 to ids-1 and a
// limited number of ratings each.
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

// checkGroups checks that Collect, with a key for each id, counts the same as adding the
// responses to tallies one by one.
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
		for group, tally := range c.UnprotectedTallies() {
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
		if got, want := encode(t, c.UnprotectedTotal()), encode(t, total); got != want {
			t.Errorf("%d workers: the total is %s, want %s", workers, got, want)
		}
	}
}

// A rubric may have any number of stages, competencies and constituencies.
func TestCollectGroupsOfAnyRubric(t *testing.T) {
	d := rand.New(rand.NewPCG(3, 4))
	many := repeats(1000, 3000)
	for _, tt := range []struct{ stages, competencies, constituencies, responses int }{
		{2, 1, 0, many}, {2, 1, 1, many}, {16, 3, 6, many}, {3, 2, 7, many}, {3, 2, 8, many}, {4, 20, 50, 500}, {16, 500, 20, 40}, {4, 5000, 9, 20},
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

// benchmarkGroups counts responses that consist of the name of a group and few ratings.
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

// The groups are few, many, or nearly as many as the responses.
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
		for range c.UnprotectedTallies() {
			groups++
		}
		if groups != 4000 {
			b.Fatalf("%d groups", groups)
		}
	}
}
