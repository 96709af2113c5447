package assess_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

const good = `{"format":"response/1","rubric":"cei@2023.2","id":"r-0001","organization":"19-64733","constituency":"family",` +
	`"date":"2026-10-01","language":"es","ratings":{"welcoming-culture":"developing",` +
	`"crucial-conversations":{"stage":"maturing","evidence":["Reunión de marzo"],"note":"mejor que antes"},"language-access":"dont-know"}}`

func load(t *testing.T, doc string) *assess.Response {
	t.Helper()
	p, err := assess.LoadResponse(cei.Latest(), "r.json", []byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func competency(t testing.TB, id string) *rubric.Competency {
	t.Helper()
	c, ok := cei.Latest().Competency(id)
	if !ok {
		t.Fatalf("no competency %s", id)
	}
	return c
}

func TestLoad(t *testing.T) {
	p := load(t, good)
	got := []string{p.ID(), p.Organization(), p.Constituency(), p.Date(), p.Language()}
	if diff := cmp.Diff([]string{"r-0001", "19-64733", "family", "2026-10-01", "es"}, got); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	c := competency(t, "crucial-conversations")
	if s, ok := p.Stage(c); !ok || s.ID() != "maturing" {
		t.Errorf("stage %v, %t", s, ok)
	}
	if diff := cmp.Diff([]string{"Reunión de marzo"}, p.Evidence(c)); diff != "" || p.Note(c) != "mejor que antes" {
		t.Errorf("note %q, evidence %s", p.Note(c), diff)
	}
	if got := p.Rating(competency(t, "language-access")); got != assess.DontKnow {
		t.Errorf("rating %v, want DontKnow", got)
	}
	if got := p.Rating(competency(t, "staff-mindsets")); got != assess.NotAnswered {
		t.Errorf("rating %v, want NotAnswered", got)
	}
	if _, ok := p.Stage(competency(t, "language-access")); ok {
		t.Error("a non-answer has a stage")
	}
}

func TestRoundTrip(t *testing.T) {
	for p, err := range assess.NDJSON(cei.Latest(), "district", bytes.NewReader(district(t)), nil) {
		if err != nil {
			t.Fatal(err)
		}
		data, err := p.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		q := load(t, string(data))
		if diff := cmp.Diff(p.Document(), q.Document()); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", p.ID(), diff)
		}
	}
}

func TestNew(t *testing.T) {
	p, err := assess.NewResponse(cei.Latest(), assess.ResponseDocument{
		ID: "r", Constituency: "student", Ratings: map[string]assess.RatingEntry{"staff-mindsets": {Stage: "advanced"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := p.Stage(competency(t, "staff-mindsets")); !ok || s.ID() != "advanced" {
		t.Errorf("stage %v", s)
	}
	_, err = assess.NewResponse(cei.Latest(), assess.ResponseDocument{ID: "r", Ratings: map[string]assess.RatingEntry{"staff-mindset": {Stage: "advanced"}}})
	if want := "r: constituency: missing-key: the key constituency is missing; one of student, family, educator, leader, community\n" +
		"r: ratings.staff-mindset: unknown-competency: cei@2023.2 has no competency \"staff-mindset\"; did you mean \"staff-mindsets\"?"; err == nil || err.Error() != want {
		t.Errorf("error:\n%v\nwant:\n%s", err, want)
	}
}

func TestNewLosesNothing(t *testing.T) {
	_, err := assess.NewResponse(cei.Latest(), assess.ResponseDocument{
		ID: "r", Constituency: "student", Ratings: map[string]assess.RatingEntry{"staff-mindsets": {}},
	})
	if ps, ok := problem.Of(err); !ok || ps[0].Code != problem.UnknownStage {
		t.Errorf("a rating without a stage: %v", err)
	}
}

func TestNDJSONGoesOn(t *testing.T) {
	in := "\ufeff" + good + "\r\n\r\n{\"format\":\n" + strings.Replace(good, "developing", "developping", 1) + "\n   \n" + good + "\n" + good[:100]
	var got []string
	read, refused := 0, 0
	for p, err := range assess.NDJSON(cei.Latest(), "in.ndjson", strings.NewReader(in), nil) {
		if err == nil {
			read++
			got = append(got, p.ID())
			continue
		}
		refused++
		ps, ok := problem.Of(err)
		if !ok {
			t.Fatal(err)
		}
		for _, p := range ps {
			got = append(got, fmt.Sprintf("%s %s", p.Pos, p.Code))
		}
	}
	want := []string{"r-0001", "in.ndjson:3:11 syntax", "in.ndjson:4:177 unknown-stage", "r-0001", "in.ndjson:7:101 syntax"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if read != 2 || refused != 3 {
		t.Errorf("read %d and refused %d of 5 lines", read, refused)
	}
}

func TestNDJSONEndsWithTheReader(t *testing.T) {
	broken := errors.New("broken pipe")
	in := io.MultiReader(strings.NewReader(good+"\n"), iotest.ErrReader(broken))
	var last error
	n := 0
	for p, err := range assess.NDJSON(cei.Latest(), "in", in, nil) {
		if last != nil {
			t.Fatal("the stream goes on after the reader's error")
		}
		if p != nil {
			n++
		}
		last = err
	}
	if n != 1 || !errors.Is(last, broken) {
		t.Errorf("%d responses, then %v", n, last)
	}
	if _, ok := problem.Of(last); ok {
		t.Error("the reader's error passes for a bad line")
	}
}

func TestNDJSONLongLine(t *testing.T) {
	long := strings.Replace(good, "mejor", strings.Repeat("x", 3000), 1)
	lim := assess.ResponseLimits{Bytes: 2000}
	var got []string
	for p, err := range assess.NDJSON(cei.Latest(), "in", strings.NewReader(good+"\n"+long+"\n"+good), &assess.ReadOptions{Limits: lim}) {
		if err != nil {
			got = append(got, err.Error())
		} else {
			got = append(got, p.ID())
		}
	}
	want := []string{"r-0001", "in:2:1: too-large: the line has more than 2000 bytes; put one response on a line", "r-0001"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNDJSONStopsWhenAsked(t *testing.T) {
	n := 0
	for range assess.NDJSON(cei.Latest(), "in", strings.NewReader(strings.Repeat(good+"\n{\n", 9)), nil) {
		if n++; n == 4 {
			break
		}
	}
	if n != 4 {
		t.Errorf("%d steps", n)
	}
}

func district(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("../testdata/district-2023.2.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func responses(t testing.TB) []*assess.Response {
	t.Helper()
	var all []*assess.Response
	for p, err := range assess.NDJSON(cei.Latest(), "district", bytes.NewReader(district(t)), nil) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func tally(t testing.TB, all []*assess.Response) *assess.Tally {
	t.Helper()
	var tally assess.Tally
	for _, p := range all {
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	return &tally
}

func encode(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func merged(t *testing.T, parts ...*assess.Tally) *assess.Tally {
	t.Helper()
	var sum assess.Tally
	for _, p := range parts {
		if err := sum.Merge(p); err != nil {
			t.Fatal(err)
		}
	}
	return &sum
}

func TestTallyLaws(t *testing.T) {
	all := responses(t)
	want := encode(t, tally(t, all))
	rng := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		i := rng.IntN(len(all) + 1)
		j := i + rng.IntN(len(all)-i+1)
		a, b, c := tally(t, all[:i]), tally(t, all[i:j]), tally(t, all[j:])
		for name, got := range map[string]*assess.Tally{
			"order":         tally(t, all),
			"left":          merged(t, merged(t, a, b), c),
			"right":         merged(t, a, merged(t, b, c)),
			"commuted":      merged(t, c, b, a),
			"with identity": merged(t, &assess.Tally{}, a, b, &assess.Tally{}, c),
		} {
			if encode(t, got) != want {
				t.Fatalf("%s: split at %d and %d gives another tally", name, i, j)
			}
		}
		var back assess.Tally
		if err := json.Unmarshal([]byte(encode(t, a)), &back); err != nil {
			t.Fatal(err)
		}
		if encode(t, &back) != encode(t, a) {
			t.Fatal("the encoding does not read back")
		}
	}
}

func TestMergeLeavesTheOther(t *testing.T) {
	all := responses(t)
	a, b := tally(t, all[:10]), tally(t, all[10:])
	before := encode(t, b)
	var sum assess.Tally
	for _, part := range []*assess.Tally{b, a, a} {
		if err := sum.Merge(part); err != nil {
			t.Fatal(err)
		}
	}
	if encode(t, b) != before {
		t.Error("Merge changed its argument")
	}
}

func TestTallyRefuses(t *testing.T) {
	old, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	other, err := assess.NewResponse(old, assess.ResponseDocument{ID: "x", Constituency: "family"})
	if err != nil {
		t.Fatal(err)
	}
	sum := tally(t, responses(t))
	before := encode(t, sum)
	if err := sum.Add(other); err == nil {
		t.Error("Add takes a response to another edition")
	}
	if err := sum.Merge(tally(t, []*assess.Response{other})); err == nil {
		t.Error("Merge takes a tally of another edition")
	}
	huge := tally(t, responses(t)[:1])
	for _, g := range huge.Groups {
		g.Raters = 1<<64 - 1
		for i, n := range g.Counts {
			if n > 0 {
				g.Counts[i] = 1<<64 - 1
			}
		}
	}
	if err := sum.Merge(huge); err == nil {
		t.Error("Merge lets a count overflow")
	}
	for _, bad := range []string{
		`{"rubric":{"id":"a","edition":"1"},"stages":2,"competencies":1,"groups":{"x":{"raters":1,"counts":[1]}}}`,
		`{"rubric":{"id":"a","edition":"1"},"stages":2,"competencies":1,"groups":{"x":{"raters":1,"counts":[1,1,0,0,0,0]}}}`,
		`{"rubric":{"id":"a","edition":"1"},"stages":2,"competencies":1,"groups":{"x":{"raters":2,"counts":[1,0,0,0,0,0]}}}`,
		`{"stages":-4,"competencies":1}`, `{"what":1}`, `[]`,
	} {
		var got assess.Tally
		if err := json.Unmarshal([]byte(bad), &got); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
	if encode(t, sum) != before {
		t.Error("a refused addition changed the tally")
	}
	if _, err := sum.Summarize(old, nil); err == nil {
		t.Error("Summarize takes another edition")
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte(strings.ReplaceAll(good, "cei@2023.2", "cei@2023.1")))
	for _, old := range []string{"developing", "family", "2026-10-01", "stage", "ratings", "response/1", `"id"`} {
		f.Add([]byte(strings.Replace(good, old, old+"x", 1)))
	}
	for _, s := range []string{`{}`, `[]`, `null`, `{"ratings":{"a":{}}}`, "\x00", "format: response/1\nratings: {}"} {
		f.Add([]byte(s))
	}
	r := cei.Latest()
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := assess.LoadResponse(r, "f.json", data, nil)
		if err != nil {
			ps, ok := problem.Of(err)
			if !ok {
				t.Fatalf("the error is no list of problems: %v", err)
			}
			for _, p := range ps {
				if p.Pos.Line < 1 || p.Pos.Column < 1 || p.Code == "" || p.Msg == "" {
					t.Fatalf("incomplete problem %#v", p)
				}
			}
			return
		}
		again, err := assess.NewResponse(r, p.Document())
		if err != nil {
			t.Fatalf("a loaded response is refused by New: %v", err)
		}
		if diff := cmp.Diff(p.Document(), again.Document()); diff != "" {
			t.Fatalf("round trip (-want +got):\n%s", diff)
		}
	})
}

// FuzzNDJSON checks that the responses read and refused add up to the lines.
func FuzzNDJSON(f *testing.F) {
	f.Add([]byte(good + "\n" + good))
	f.Add([]byte("{\n\r\n" + good + "\n\n{}"))
	f.Add([]byte("\xef\xbb\xbf\n\x00\n"))
	r := cei.Latest()
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := 0
		for line := range bytes.SplitSeq(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), []byte("\n")) {
			if len(bytes.Trim(line, " \t\r\n")) > 0 {
				lines++
			}
		}
		got := 0
		for p, err := range assess.NDJSON(r, "f", bytes.NewReader(data), nil) {
			if (p == nil) == (err == nil) {
				t.Fatal("neither or both of a response and an error")
			}
			got++
		}
		if got != lines {
			t.Fatalf("%d lines gave %d records", lines, got)
		}
	})
}

func BenchmarkTallyAdd(b *testing.B) {
	all := responses(b)
	sum := tally(b, all)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if err := sum.Add(all[i%len(all)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func BenchmarkNDJSON(b *testing.B) {
	data := district(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, err := range assess.NDJSON(cei.Latest(), "district", bytes.NewReader(data), nil) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "responses/s")
}

func BenchmarkSummarize(b *testing.B) {
	sum := tally(b, responses(b))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := sum.Summarize(cei.Latest(), nil); err != nil {
			b.Fatal(err)
		}
	}
}

// TestSummaryConcurrent makes sure that goroutines that ask first get the same results. Those of a
// summary that everything is shown of are the same too.
func TestSummaryConcurrent(t *testing.T) {
	r := cei.Latest()
	tally := randomTally(t, r, rand.New(rand.NewPCG(2, 1)))
	s, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	published, err := s.Publish(assess.Internal())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			gaps, warnings := slices.Collect(s.Gaps()), slices.Collect(s.Warnings())
			if diff := cmp.Diff(gapTexts(published.Gaps()), gapTexts(slices.Values(gaps))); diff != "" || len(gaps) == 0 {
				t.Errorf("gaps (-published +summary):\n%s", diff)
			}
			if diff := cmp.Diff(slices.Collect(published.Warnings()), warnings); diff != "" {
				t.Errorf("warnings (-published +summary):\n%s", diff)
			}
		})
	}
	wg.Wait()
	if n := len(slices.Collect(new(assess.Summary).Gaps())); n > 0 {
		t.Errorf("the zero summary has %d gaps", n)
	}
}

func gapTexts(gaps iter.Seq[assess.ConstituencyGap]) []string {
	var texts []string
	for g := range gaps {
		texts = append(texts, fmt.Sprint(g.Competency.ID(), g.Between, g.Delta, g.N, g.Stages()))
	}
	return texts
}
