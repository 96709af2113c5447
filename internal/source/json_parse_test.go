package source

import (
	"bytes"
	"fmt"
	"io/fs"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric/problem"
)

var documentStart = problem.Pos{Line: 1, Column: 1}

// reused reads all documents, each in the memory of the previous one.
var reused Parser

// sameAsReference checks that the parser reads a document as the standard library does. It
// returns whether the document is valid.
func sameAsReference(tb testing.TB, data []byte, lim Limits) (valid bool) {
	tb.Helper()
	lim = lim.withDefaults()
	start := problem.Pos{File: "a.json", Line: 1 + len(data)%3, Column: 1 + len(data)%5}
	wantData, wantIssue := checkEncodingByByte(start, data)
	gotData, gotIssue := checkEncoding(start, data)
	if !bytes.Equal(wantData, gotData) || !reflect.DeepEqual(wantIssue, gotIssue) {
		tb.Fatalf("encoding of %q: want %v, got %v", data, wantIssue, gotIssue)
	}
	if wantIssue != nil || len(bytes.Trim(wantData, " \t\r\n")) == 0 {
		return false
	}
	want, wantIssues := parseReference(start, wantData, lim)
	for name, p := range map[string]*Parser{"of its own": {}, "reused": &reused} {
		got, gotIssues := p.json(start, gotData, lim)
		if !exactReference && endsEarly(wantIssues) && endsEarly(gotIssues) {
			continue
		}
		if !reflect.DeepEqual(want, got) || !reflect.DeepEqual(wantIssues, gotIssues) {
			exported := cmp.AllowUnexported(Node{})
			tb.Fatalf("a parser %s (-standard library +got):\n%s%s%q, %+v", name, cmp.Diff(wantIssues, gotIssues), cmp.Diff(want, got, exported), data, lim)
		}
	}
	return len(wantIssues) == 0
}

// endsEarly reports whether a document was read only in part.
func endsEarly(issues problem.List) bool {
	return slices.ContainsFunc(issues, func(p problem.Problem) bool { return p.Code == problem.Syntax || p.Code == problem.TooMany })
}

// faults are texts that tests insert into documents to break them.
var faults = []string{
	"", " ", "\n", "\t", "\r\n", ",", ":", "[", "]", "{", "}", `"`, `""`, `\`, `\"`, "'", "/", "#", "-", "+", ".", "e", "E9", "0", "1", "01", "-0.5e+3", "1e", "-",
	"t", "tru", "true", "false", "nul", "null", "nulll", "NaN", `\u`, `\u0`, `\u0000`, `\u00e9`, `\uD83D\uDE00`, `\ud83d`, `\ude00`, `\ud83d\u0041`, `\ud83d\`, `\uFFFD`, `\u12g4`, `\b\f\n\r\t\/`, `\x`, `\é`,
	"é", "日", "😀", "\ufffd", "\ufeff", "\u2028", "\x00", "\x7f", "\x1f", "\xff", "\xc3", "\xed\xa0\x80", `{"a":1,"a":2}`, "[[[[[[[[[[", `{"a":{"a":{"a":`, ",,", "::", "/* */",
}

// TestSmallDocuments inserts, replaces and removes text at every place of a document that
// has all kinds of values.
func TestSmallDocuments(t *testing.T) {
	const doc = "{\"a\": [1, -2.50E+3, true,\n\tnull, false], \"é\\n\\u00e9\\ud83d\\ude00\": {\"b\": \"日本\", \"\": []},\r\n \"c\": {}, \"a\": \"x\\\\y\"} "
	for at := range len(doc) + 1 {
		sameAsReference(t, []byte(doc[:at]), Limits{})
		for _, fault := range faults {
			for over := range min(3, len(doc)-at+1) {
				sameAsReference(t, []byte(doc[:at]+fault+doc[at+over:]), Limits{})
			}
		}
	}
	for nodes := range 20 {
		for depth := range 5 {
			sameAsReference(t, []byte(doc), Limits{Nodes: nodes, Depth: depth})
		}
	}
}

// documents returns the JSON documents of the repository, and some lines of the files with
// a document on each line.
func documents(t *testing.T) [][]byte {
	t.Helper()
	var docs [][]byte
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && (d.Name() == "node_modules" || d.Name() == ".git") {
				return fs.SkipDir
			}
			return err
		}
		switch filepath.Ext(name) {
		case ".json":
			data, err := os.ReadFile(name)
			docs = append(docs, data)
			return err
		case ".ndjson":
			data, err := os.ReadFile(name)
			docs = append(docs, slices.Collect(everyTenth(bytes.Lines(data)))...)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

func everyTenth(lines iter.Seq[[]byte]) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		n := 0
		for line := range lines {
			if n++; n%10 == 1 && !yield(line) {
				return
			}
		}
	}
}

// TestRealDocuments breaks the documents of the repository at random places.
func TestRealDocuments(t *testing.T) {
	docs := documents(t)
	valid := 0
	r := rand.New(rand.NewPCG(1, 2))
	for _, doc := range docs {
		if sameAsReference(t, doc, Limits{}) {
			valid++
		}
		for range min(repeats(10, 40), 1+400_000/(1+len(doc))) {
			broken := slices.Clone(doc)
			for range 1 + r.IntN(3) {
				at := r.IntN(len(broken) + 1)
				over := min(r.IntN(4), len(broken)-at)
				broken = slices.Replace(broken, at, at+over, []byte(faults[r.IntN(len(faults))])...)
			}
			if r.IntN(4) == 0 {
				broken = broken[:r.IntN(len(broken)+1)]
			}
			lim := Limits{}
			if r.IntN(4) == 0 {
				lim = Limits{Nodes: 1 + r.IntN(100), Depth: 1 + r.IntN(5)}
			}
			sameAsReference(t, broken, lim)
		}
	}
	if len(docs) < 100 || valid < 50 {
		t.Errorf("%d documents, of which %d are valid: where are the others?", len(docs), valid)
	}
}

// TestManyIssues reads a document with more problems than are kept, and a syntax error after
// them.
func TestManyIssues(t *testing.T) {
	for _, n := range []int{problem.Max - 1, problem.Max, problem.Max + 1, 2 * problem.Max} {
		doc := "[" + strings.Repeat("\"\\ud800\",\n", n) + "]"
		sameAsReference(t, []byte(doc), Limits{})
		_, issues := new(Parser).json(documentStart, []byte(doc), Limits{}.withDefaults())
		if want := min(n, problem.Max) + 1; len(issues) != want {
			t.Errorf("%d issues of %d, want %d", len(issues), n+1, want)
		}
	}
	var keys strings.Builder
	for i := range 300 {
		fmt.Fprintf(&keys, "%q: {}, ", fmt.Sprint("k", i%150))
	}
	sameAsReference(t, []byte("{"+keys.String()+`"": 1}`), Limits{})
}

// TestDeepFault reads a syntax error that is nested deeper than the standard library reads.
func TestDeepFault(t *testing.T) {
	const deep = 20_000
	for doc, want := range map[string]problem.Problem{
		strings.Repeat("[", deep) + "?": {
			Pos: problem.Pos{Line: 1, Column: deep + 1}, Code: problem.Syntax, Msg: "not valid JSON: '?' is not expected here",
		},
		strings.Repeat("[", deep): {
			Pos: problem.Pos{Line: 1, Column: deep + 1}, Code: problem.Syntax, Msg: "the document ends in the middle of a value", Hint: "the file may have been cut off",
		},
	} {
		_, issues := new(Parser).json(documentStart, []byte(doc), Limits{Depth: 2 * deep}.withDefaults())
		if diff := cmp.Diff(problem.List{want}, issues); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// FuzzReference compares with the standard library.
func FuzzReference(f *testing.F) {
	for _, fault := range faults {
		f.Add([]byte(fault), uint8(0), uint8(0))
		f.Add([]byte(`{"a": [1, {"b": `+fault+`}], "c": "`+fault+`"}`), uint8(0), uint8(0))
	}
	f.Add([]byte(`{"a": [1, {"b": [[]]}], "c": "d"}`), uint8(3), uint8(0))
	f.Add([]byte(`{"a": [1, {"b": [[]]}], "c": "d"}`), uint8(0), uint8(3))
	f.Fuzz(func(t *testing.T, data []byte, nodes, depth uint8) {
		sameAsReference(t, data, Limits{Nodes: int(nodes), Depth: int(depth)})
	})
}
