package assess_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

func TestRead(t *testing.T) {
	pretty := strings.NewReplacer(",", ",\n  ", "{", "{\n  ").Replace(short)
	tests := []struct {
		name, file, in string
		want           []string
	}{
		{"NDJSON", "a", short + "\n" + bad + "\n" + short + "\n", []string{"R", "2:70: unknown-constituency: constituency", "R"}},
		{"one line", "a", short, []string{"R"}},
		{"first line broken", "a", short[:40] + "\n" + short, []string{"1:41: syntax", "R"}},
		{"first line cut in a text", "a", short[:60] + "\n" + short, []string{"1:61: syntax", "R"}},
		{"blank lines and a mark", "a", "\ufeff\n\n" + short + "\n", []string{"R"}},
		{"array", "a", "\ufeff [" + short + "]", []string{"R"}},
		{"array over lines", "a.ndjson", "[\n" + short + ",\n" + short + "\n]\n", []string{"R", "R"}},
		{"object over lines", "a", pretty, []string{"R"}},
		{"object over lines with a mistake", "a.json", strings.Replace(pretty, "family", "parent", 1), []string{"5:18: unknown-constituency: constituency"}},
		{"sheet", "a", "id;role;4.3\n1;family;maturing\n2;x;\n", []string{"R", "3:3: unknown-constituency: role"}},
		{"sheet of one header", "a.csv", "role\n", []string{"1:1: missing-column"}},
		{"NDJSON by name", "a.ndjson.gz", "x\n" + short, []string{"1:1: syntax", "R"}},
		{"nothing", "a", " \n\n", nil},
		{"UTF-16", "a", "\xff\xfe[\x00]\x00", []string{"1:1: encoding"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for how, in := range map[string]io.Reader{
				"plain": strings.NewReader(tt.in), "packed": bytes.NewReader(gzipped(t, tt.in)), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.in)),
			} {
				got := collect(t, assess.Read(cei.Latest(), tt.file, in, nil))
				if diff := cmp.Diff(tt.want, codes(got)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", how, diff)
				}
			}
		})
	}
}

func TestReadLimits(t *testing.T) {
	opt := &assess.ReadOptions{Limits: assess.ResponseLimits{Bytes: 1000}}
	for name, in := range map[string]string{
		"line":   `{"a":"` + strings.Repeat("x", 1<<20) + "\"}\n" + short,
		"array":  `[{"a":"` + strings.Repeat("x", 1<<20) + `"},` + short + "]",
		"object": "{\n\"a\":\"" + strings.Repeat("x", 1<<20) + "\"\n}",
		"sheet":  "id,role,4.3\n1," + strings.Repeat("x", 1<<20) + ",\n2,family,\n",
	} {
		got := codes(collect(t, assess.Read(cei.Latest(), "a", bytes.NewReader(gzipped(t, in)), opt)))
		want := 2
		if name == "object" {
			want = 1
		}
		if len(got) != want || !strings.HasSuffix(got[0], ": too-large") || want == 2 && got[1] != "R" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A truncated or damaged gzip file ends with an error that is not a list of problems.
func TestReadDamaged(t *testing.T) {
	whole := gzipped(t, strings.Repeat(short+"\n", 100))
	damaged := bytes.Clone(whole)
	damaged[len(damaged)-6] ^= 1
	for name, in := range map[string][]byte{"cut off": whole[:len(whole)-9], "damaged": damaged, "no header": whole[:5]} {
		var last error
		for _, err := range assess.Read(cei.Latest(), "a.gz", bytes.NewReader(in), nil) {
			last = err
		}
		if _, isProblem := problem.Of(last); last == nil || isProblem {
			t.Errorf("%s: %v", name, last)
		}
	}
	broken := errors.New("broken pipe")
	for _, err := range assess.Read(cei.Latest(), "a", iotest.ErrReader(broken), nil) {
		if !errors.Is(err, broken) {
			t.Error(err)
		}
	}
}

// The form is detected from the first bytes that arrive, so that lines from a pipe are
// yielded as soon as they arrive.
func TestReadDoesNotWait(t *testing.T) {
	r, w := io.Pipe()
	go func() {
		_, err := io.WriteString(w, short+"\n")
		if err != nil {
			t.Error(err)
		}
	}()
	for p, err := range assess.Read(cei.Latest(), "pipe", r, nil) {
		if p == nil {
			t.Error(err)
		}
		break
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
