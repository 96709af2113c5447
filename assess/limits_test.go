package assess_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// limitOf returns the field and the value of the limit that an error names, or "none".
func limitOf(err error) string {
	var e *assess.InputLimitError
	if errors.As(err, &e) {
		return fmt.Sprint(e.Field, " ", e.Max)
	}
	return "none"
}

// smallInputs are five records in each form, two of which are refused.
func smallInputs() map[string]string {
	response := func(id string) string {
		return `{"format":"response/1","rubric":"cei@2023.2","id":"` + id + `","constituency":"family","ratings":{"welcoming-culture":"developing"}}`
	}
	objects := []string{response("a"), "{}", response("b"), `{"id":1}`, response("c")}
	return map[string]string{
		"NDJSON": strings.Join(objects, "\n") + "\n",
		"array":  "[" + strings.Join(objects, ",\n") + "]",
		"sheet":  "id,constituency,welcoming-culture\na,family,developing\nb,family,what\nc,family,developing\nd,nobody,developing\ne,family,advanced\n",
		"long":   "id,constituency,competency,rating\na,family,welcoming-culture,developing\nb,family,welcoming-culture,what\nc,family,welcoming-culture,developing\nd,nobody,welcoming-culture,developing\ne,family,welcoming-culture,advanced\n",
	}
}

func TestInputLimits(t *testing.T) {
	r := cei.Latest()
	limits := []struct {
		name string
		lim  func(size int) assess.InputLimits
		want string
	}{
		{"none", func(int) assess.InputLimits { return assess.InputLimits{} }, "none"},
		{"bytes reached", func(size int) assess.InputLimits { return assess.InputLimits{Bytes: int64(size)} }, "none"},
		{"bytes exceeded", func(size int) assess.InputLimits { return assess.InputLimits{Bytes: int64(size - 1)} }, "Bytes"},
		{"records reached", func(int) assess.InputLimits { return assess.InputLimits{Records: 5} }, "none"},
		{"records exceeded", func(int) assess.InputLimits { return assess.InputLimits{Records: 4} }, "Records 4"},
		{"refused reached", func(int) assess.InputLimits { return assess.InputLimits{Refused: 2} }, "none"},
		{"refused exceeded", func(int) assess.InputLimits { return assess.InputLimits{Refused: 1} }, "Refused 1"},
	}
	for form, data := range smallInputs() {
		for _, packed := range []bool{false, true} {
			for _, l := range limits {
				t.Run(fmt.Sprintf("%s/%s/gzip=%v", form, l.name, packed), func(t *testing.T) {
					lim, want, in := assess.ResponseLimits{Input: l.lim(len(data))}, l.want, data
					if want == "Bytes" {
						want = fmt.Sprint("Bytes ", len(data)-1)
					}
					if packed {
						in = string(gzipped(t, data))
					}
					last := "none"
					for _, err := range assess.Read(r, "x", strings.NewReader(in), &assess.ReadOptions{Limits: lim}) {
						last = limitOf(err)
					}
					if last != want {
						t.Errorf("Read ends with %s, want %s", last, want)
					}
					_, err := assess.Collect(t.Context(), r, []assess.ResponseInput{openText("x", in)}, &assess.CollectOptions{Limits: lim})
					if got := limitOf(err); got != want {
						t.Errorf("Collect ends with %s (%v), want %s", got, err, want)
					}
				})
			}
		}
	}
}

func openText(name, text string) assess.ResponseInput {
	return assess.ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

// The readers of one form have the same limits as Read.
func TestInputLimitsOfForms(t *testing.T) {
	r, inputs := cei.Latest(), smallInputs()
	opt := &assess.ReadOptions{Limits: assess.ResponseLimits{Input: assess.InputLimits{Bytes: 30}}}
	last := map[string]string{}
	for _, err := range assess.NDJSON(r, "x", strings.NewReader(inputs["NDJSON"]), opt) {
		last["NDJSON"] = limitOf(err)
	}
	for _, err := range assess.Array(r, "x", strings.NewReader(inputs["array"]), opt) {
		last["array"] = limitOf(err)
	}
	for _, err := range assess.CSV(r, "x", strings.NewReader(inputs["sheet"]), opt) {
		last["sheet"] = limitOf(err)
	}
	want := map[string]string{"NDJSON": "Bytes 30", "array": "Bytes 30", "sheet": "Bytes 30"}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("limits (-want +got):\n%s", diff)
	}
}

func TestRatioLimit(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: reads 100 megabytes")
	}
	r := cei.Latest()
	large := string(gzipped(t, strings.Repeat("\n", 18<<20)))
	for _, test := range []struct {
		ratio int
		want  string
	}{{0, "Ratio 500"}, {100, "Ratio 100"}, {2000, "none"}} {
		lim := assess.ResponseLimits{Input: assess.InputLimits{Ratio: test.ratio}}
		last := "none"
		for _, err := range assess.Read(r, "x", strings.NewReader(large), &assess.ReadOptions{Limits: lim}) {
			last = limitOf(err)
		}
		if last != test.want {
			t.Errorf("ratio %d: Read ends with %s, want %s", test.ratio, last, test.want)
		}
		_, err := assess.Collect(t.Context(), r, []assess.ResponseInput{openText("x", large)}, &assess.CollectOptions{Limits: lim})
		if got := limitOf(err); got != test.want {
			t.Errorf("ratio %d: Collect ends with %s, want %s", test.ratio, got, test.want)
		}
	}
}

// Compressed data that decompresses to nothing is bounded by the limit on bytes.
func TestLimitOfEmptyGzip(t *testing.T) {
	empty := string(gzipped(t, ""))
	data := strings.Repeat(empty, (200<<10)/len(empty))
	lim := assess.ResponseLimits{Input: assess.InputLimits{Bytes: 1000}}
	last := "none"
	for _, err := range assess.Read(cei.Latest(), "x", strings.NewReader(data), &assess.ReadOptions{Limits: lim}) {
		last = limitOf(err)
	}
	_, err := assess.Collect(t.Context(), cei.Latest(), []assess.ResponseInput{openText("x", data)}, &assess.CollectOptions{Limits: lim})
	if got := limitOf(err); last != "Bytes 1000" || got != last {
		t.Errorf("Read ends with %s and Collect with %s, want Bytes 1000", last, got)
	}
}

// A refused record with many problems counts as several, because each takes time to find.
func TestLimitOfProblems(t *testing.T) {
	var line strings.Builder
	line.WriteString(`{"format":"response/1","rubric":"cei@2023.2","id":"a","constituency":"family","ratings":{`)
	for i := range 100 {
		fmt.Fprintf(&line, `"unknown-%d":"developing",`, i)
	}
	line.WriteString(`"welcoming-culture":"developing"}}` + "\n")
	row := "r,family" + strings.Repeat(",what", 25) + "\n"
	header := "id,constituency"
	for c := range cei.Latest().Competencies() {
		if strings.Count(header, ",") <= 25 {
			header += "," + c.ID()
		}
	}
	for _, test := range []struct {
		data     string
		refused  int64
		exceeded string
	}{
		{strings.Repeat(line.String(), 4), 20, "none"},
		{strings.Repeat(line.String(), 4), 19, "Refused 19"},
		{"[" + strings.TrimSuffix(strings.Repeat(line.String()+",", 4), ",") + "]", 20, "none"},
		{"[" + strings.TrimSuffix(strings.Repeat(line.String()+",", 4), ",") + "]", 19, "Refused 19"},
		{header + "\n" + strings.Repeat(row, 4), 8, "none"},
		{header + "\n" + strings.Repeat(row, 4), 7, "Refused 7"},
	} {
		lim := assess.ResponseLimits{Input: assess.InputLimits{Refused: test.refused}}
		last := "none"
		for _, err := range assess.Read(cei.Latest(), "x", strings.NewReader(test.data), &assess.ReadOptions{Limits: lim}) {
			last = limitOf(err)
		}
		_, err := assess.Collect(t.Context(), cei.Latest(), []assess.ResponseInput{openText("x", test.data)}, &assess.CollectOptions{Limits: lim})
		if got := limitOf(err); last != test.exceeded || got != last {
			t.Errorf("%.20q, limit %d: Read ends with %s, Collect with %s (%v), want %s", test.data, test.refused, last, got, err, test.exceeded)
		}
	}
}

// Of more problems than are kept, the same ones are kept each time.
func TestManyProblemsAreTheSameEachTime(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"format":"response/1","rubric":"cei@2023.2","id":"a","constituency":"family","ratings":{`)
	for i := range 3000 {
		fmt.Fprintf(&b, `"unknown-%d":"developing",`, i)
	}
	b.WriteString(`"welcoming-culture":"developing"}}`)
	_, first := assess.LoadResponse(cei.Latest(), "a.json", []byte(b.String()), nil)
	for range 3 {
		if _, err := assess.LoadResponse(cei.Latest(), "a.json", []byte(b.String()), nil); err == nil || err.Error() != first.Error() {
			t.Fatal("the problems differ")
		}
	}
}

func TestInputLimitErrorNamesTheLimit(t *testing.T) {
	opt := &assess.ReadOptions{Limits: assess.ResponseLimits{Input: assess.InputLimits{Records: 2}}}
	var last error
	for _, err := range assess.Read(cei.Latest(), "answers.ndjson", strings.NewReader(smallInputs()["NDJSON"]), opt) {
		last = err
	}
	const want = "read answers.ndjson: the input has more than 2 records; if you trust it, raise the limit InputLimits.Records"
	if last == nil || last.Error() != want {
		t.Errorf("error %v, want %s", last, want)
	}
}

func TestContextEndsReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for form, data := range smallInputs() {
		var last error
		for _, err := range assess.Read(cei.Latest(), "x", strings.NewReader(data), &assess.ReadOptions{Context: ctx}) {
			last = err
		}
		if !errors.Is(last, context.Canceled) {
			t.Errorf("%s: Read ends with %v, want the error of the context", form, last)
		}
	}
}

func TestUploadLimitsAcceptSamples(t *testing.T) {
	r := cei.Latest()
	lim := assess.UploadLimits()
	for _, name := range []string{"../testdata/district-2023.2.ndjson"} {
		c, err := assess.Collect(t.Context(), r, []assess.ResponseInput{assess.FileInput(name)}, &assess.CollectOptions{Limits: lim})
		if err != nil || c.Responses == 0 || c.Refused > 0 {
			t.Errorf("%s: %v, %+v", name, err, c)
		}
	}
}

// hostileInputs are inputs that are small when compressed and take long to read.
func hostileInputs() map[string]string {
	const size = 16 << 20
	header := "id,constituency"
	for c := range cei.Latest().Competencies() {
		header += "," + c.ID()
	}
	fill := func(first, part string) string { return first + strings.Repeat(part, size/len(part)) }
	return map[string]string{
		"line ends":       fill("", "\n"),
		"broken lines":    fill("", "{\n"),
		"empty objects":   fill("", "{}\n"),
		"numbers":         fill("[", "0,"),
		"brackets":        fill("", "["),
		"blank rows":      fill(header+"\n", ",,,\n"),
		"short rows":      fill(header+"\n", "a\n"),
		"quotation marks": fill(header+"\n", "\"\n"),
		"refused sheet":   fill("foo,bar\n", "a,b\n"),
		"unknown ratings": fill("", ratings(1000, "welcoming-culture%d", "x")),
		"long keys":       fill("", `{"`+strings.Repeat("a", 3000)+`":{`+strings.Repeat(`"b":1,`, 200)+`"b":1}}`+"\n"),
		"unknown stages":  fill(header+"\n", "a,family"+strings.Repeat(","+strings.Repeat("developng ", 15), 31)+"\n"),
	}
}

// ratings returns a line with many ratings.
func ratings(n int, id, stage string) string {
	var b strings.Builder
	b.WriteString(`{"format":"response/1","rubric":"cei@2023.2","id":"a","constituency":"family","ratings":{`)
	for i := range n {
		fmt.Fprintf(&b, `"`+id+`":%q,`, i, stage)
	}
	return b.String() + `"welcoming-culture":"developing"}}` + "\n"
}

// BenchmarkUpload reads hostile inputs within the limits of uploads.
func BenchmarkUpload(b *testing.B) {
	r, opt := cei.Latest(), &assess.ReadOptions{Limits: assess.UploadLimits()}
	for name, data := range hostileInputs() {
		packed := string(gzipped(b, data))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for range assess.Read(r, "x", strings.NewReader(packed), opt) {
				}
			}
			b.ReportMetric(float64(len(packed)), "packed-bytes")
		})
	}
}
