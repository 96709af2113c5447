package assess_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// short is a small response, bad is one with a mistake in column 73.
const (
	short = `{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","ratings":{}}`
	bad   = `{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"parent","ratings":{}}`
)

// codes returns the codes of the problems that a reader yields, and R for each response.
func codes(o outcome) []string {
	var list []string
	for _, l := range o.lines {
		if strings.HasPrefix(l, "{") {
			l = "R"
		}
		list = append(list, l)
	}
	return list
}

func TestArray(t *testing.T) {
	pretty := strings.NewReplacer(",", ",\n    ", "{", "{\n    ").Replace(short)
	tests := []struct {
		name, in string
		refused  int
		want     []string
	}{
		{"empty list", " [ ] \n", 0, nil},
		{"two", "[" + short + "," + short + "]", 0, []string{"R", "R"}},
		{"byte order mark", "\ufeff[" + short + "]", 0, []string{"R"}},
		{"over lines", "[\n  " + pretty + ",\n  " + pretty + "\n]\n", 0, []string{"R", "R"}},
		{"positions", "[" + short + ",\n " + bad + ", " + bad + "]", 2, []string{
			"R", "2:71: unknown-constituency: constituency", "2:164: unknown-constituency: constituency",
		}},
		{"columns are runes", "[\"é\", " + bad + "]", 2, []string{"1:2: wrong-type", "1:76: unknown-constituency: constituency"}},
		{"position over lines", "[ {\n\"format\":\"response/1\",\n  \"x\":1}, " + short + "]", 1, []string{
			"1:3: missing-key: constituency", "1:3: missing-key: id", "1:3: missing-key: ratings", "1:3: missing-key: rubric", "3:3: unknown-key: x", "R",
		}},
		{"scalars", "[1, null,true , \"x\"]", 4, []string{"1:2: wrong-type", "1:5: wrong-type", "1:10: wrong-type", "1:17: wrong-type"}},
		{"lists", "[[" + short + "]," + short + "]", 1, []string{"1:2: wrong-type", "R"}},
		{"syntax within", `[{"a":},` + short + "]", 1, []string{"1:7: syntax", "R"}},
		{"brace missing", "[\n  {\"a\":1,\n  " + short + ",\n  " + short + "\n]", 1, []string{"2:9: syntax", "R", "R"}},
		{"quotation mark missing", "[\n" + strings.Replace(short, `family"`, "family", 1) + ",\n" + short + "]", 1, []string{"2:79: syntax", "R"}},
		{"last brace missing", "[" + short + ",\n" + strings.TrimSuffix(short, "}") + "\n]", 1, []string{"R", "2:91: syntax"}},
		{"cut off", "[" + short + ",\n" + short[:40], 1, []string{"R", "2:41: syntax"}},
		{"not closed", "[" + short + "\n", 0, []string{"R", "2:1: syntax"}},
		{"comma missing", "[" + short + " " + short + "]", 1, []string{"R", "1:94: syntax"}},
		{"comma too many", "[," + short + ",," + short + ",]", 0, []string{"1:2: syntax", "R", "1:95: syntax", "R", "1:188: syntax"}},
		{"more follows", "[" + short + "]\n{}", 0, []string{"R", "2:1: multiple-documents"}},
		{"no list", short, 0, []string{"1:1: wrong-type"}},
		{"empty", " \n", 0, []string{"2:1: empty"}},
		{"stray brace", "[}, " + short + "]", 1, []string{"1:2: syntax", "R"}},
		{"byte order mark within", "[\ufeff" + short + "," + short + "]", 1, []string{"1:2: encoding", "R"}},
		{"not UTF-8", "[\"\xff\"," + short + "]", 1, []string{"1:3: encoding", "R"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := collect(t, assess.Array(cei.Latest(), "a", strings.NewReader(tt.in), nil))
			if diff := cmp.Diff(tt.want, codes(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.refused != tt.refused {
				t.Errorf("%d refused, want %d", got.refused, tt.refused)
			}
			slow := collect(t, assess.Array(cei.Latest(), "a", iotest.OneByteReader(strings.NewReader(tt.in)), nil))
			if diff := cmp.Diff(got.lines, slow.lines); diff != "" {
				t.Errorf("byte by byte (-want +got):\n%s", diff)
			}
		})
	}
}

// An array gives the same for each response as NDJSON does, on the response's line.
func TestArrayLikeNDJSON(t *testing.T) {
	lines, _, _ := readBroken(t)
	var records [][]byte
	for line := range bytes.SplitSeq(lines, []byte("\n")) {
		if json.Valid(line) && len(bytes.TrimSpace(line)) > 0 {
			records = append(records, line)
		}
	}
	want := collect(t, assess.NDJSON(cei.Latest(), "a", bytes.NewReader(bytes.Join(records, []byte("\n"))), nil))
	array := append(append([]byte("["), bytes.Join(records, []byte("\n,"))...), ']')
	got := collect(t, assess.Array(cei.Latest(), "a", bytes.NewReader(array), nil))
	// The bracket and the commas add one to each column.
	for i, l := range got.lines {
		var line, column int
		if n, _ := fmt.Sscanf(l, "%d:%d:", &line, &column); n == 2 {
			_, rest, _ := strings.Cut(l, ": ")
			got.lines[i] = fmt.Sprintf("%d:%d: %s", line, column-1, rest)
		}
	}
	if diff := cmp.Diff(want.lines, got.lines); diff != "" || got.read == 0 || got.refused < 10 {
		t.Errorf("%d read, %d refused (-want +got):\n%s", got.read, got.refused, diff)
	}
}

func TestArrayLimits(t *testing.T) {
	long := strings.Replace(short, `"r"`, `"`+strings.Repeat("x", 3000)+`"`, 1)
	in := "[" + short + "," + long + ", " + short + ",\n" + strings.Repeat("[", 5000) + "\n" + short + "]"
	got := collect(t, assess.Array(cei.Latest(), "a", strings.NewReader(in), &assess.ReadOptions{Limits: assess.ResponseLimits{Bytes: 2000}}))
	if diff := cmp.Diff([]string{"R", "1:94: too-large", "R", "2:1: too-large", "R"}, codes(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for name, in := range map[string]string{
		"open braces":   "[" + strings.Repeat("{\n", 1_000_000),
		"open brackets": "[" + strings.Repeat("[", 4_000_000),
		"white space":   "[" + strings.Repeat(" ", 4_000_000) + "]",
		"long text":     "[\"" + strings.Repeat("x", 4_000_000) + "\"]",
	} {
		for _, err := range assess.Array(cei.Latest(), "a", strings.NewReader(in), nil) {
			if _, ok := problem.Of(err); !ok {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func TestArrayEndsWithTheReader(t *testing.T) {
	broken := errors.New("broken pipe")
	in := io.MultiReader(strings.NewReader("["+short+", "+short[:50]), iotest.ErrReader(broken))
	var last error
	n := 0
	for p, err := range assess.Array(cei.Latest(), "a", in, nil) {
		if p != nil {
			n++
		}
		last = err
	}
	if n != 1 || !errors.Is(last, broken) || assess.Refused(last) != 0 {
		t.Errorf("%d responses, then %v", n, last)
	}
}

func FuzzArray(f *testing.F) {
	for _, s := range []string{"[]", "[" + short + "," + bad + "]", "[{},1,\"\\\"]\"", "[{\n{\n]", "[,,]]", "\ufeff[\ufeff]", "[[[\n[[}", `["` + "\n" + `{}`} {
		f.Add([]byte(s))
	}
	r := cei.Latest()
	f.Fuzz(func(t *testing.T, data []byte) {
		var list []json.RawMessage
		valid := json.Unmarshal(data, &list) == nil && list != nil
		total, structural := 0, 0
		for p, err := range assess.Array(r, "f", bytes.NewReader(data), &assess.ReadOptions{Limits: assess.ResponseLimits{Bytes: 500}}) {
			if (p == nil) == (err == nil) {
				t.Fatal("neither or both of a response and an error")
			}
			if p != nil {
				total++
				continue
			}
			total += assess.Refused(err)
			if assess.Refused(err) == 0 {
				structural++
			}
			ps, ok := problem.Of(err)
			if !ok {
				t.Fatal(err)
			}
			lines := bytes.Split(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"))
			for _, p := range ps {
				if p.Pos.Line < 1 || p.Pos.Line > len(lines) || p.Pos.Column < 1 || p.Pos.Column > 1+len(bytes.Runes(lines[p.Pos.Line-1])) {
					t.Fatalf("problem at %v of %d lines", p.Pos, len(lines))
				}
			}
		}
		if valid && (total != len(list) || structural > 0) {
			t.Fatalf("%d read and refused of %d elements, %d other problems", total, len(list), structural)
		}
	})
}

func BenchmarkArray(b *testing.B) {
	data := append(append([]byte("["), bytes.ReplaceAll(bytes.TrimSpace(district(b)), []byte("\n"), []byte(",\n"))...), ']')
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range assess.Array(cei.Latest(), "district", bytes.NewReader(data), nil) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
