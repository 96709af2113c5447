package yamlmistake_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/source/yamlmistake"
)

// No mistake is found in documents that a parser accepts.
func TestFindInGoodDocuments(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	found := 0
	for _, folder := range []string{"rubric/cei", "report/words", "examples", "testdata/good"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(name string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(name) != ".yaml" {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			found++
			doc := strings.TrimPrefix(string(data), "\ufeff")
			if p, ok := yamlmistake.Find(doc); ok {
				t.Errorf("%s: %v", name, p)
			}
			if p, ok := yamlmistake.Find(strings.ReplaceAll(strings.ReplaceAll(doc, "\r\n", "\n"), "\n", "\r\n")); ok {
				t.Errorf("%s with CRLF: %v", name, p)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 10 {
		t.Errorf("only %d files", found)
	}
}

// These constructs are valid, but do not occur in the files of the repository.
func TestFindNothing(t *testing.T) {
	for _, doc := range []string{
		"", "\n", "---\na: b\n...\n", "just text", "- - a\n  - b\n- c: d\n  e:\n  - f\n  - g\n",
		"a: |2-\n    b\n   c\nd: >\n\n  e\n\n  f: g # h\n",
		"a: \"b\n  c: d\n  - e\"\nf: 'g''h'\n", "a: b\n  c\n\n  d\ne: f\n", "a: {b: c, d: [e, {f: g}],\n  h: \"i: j\",}\nk: []\n",
		"a: http://b.c/d#e\nf: g:h\ni: -1\nj: ?k\nl: :m\n", "\"a b\" : c\n'd': e\n", "a:\n- b\n- c\nd: e\n", "a: b  # c: d\n# e: f\n  # g\nh: i\n",
		"{\"a\": 1, \"b\": [true, null],\n\"c\":{}}\n", "a: \"b\\\n  c \\u00e9 \\x41 \\/\"\n", "a: don't [b] {c} \"d\" & e * f\n", "a: !!str 5\nb: c\n",
		"a:\n\n  - b\n\n  - c:\n      d\n    e: f\n", "a: >-\n  b\n\n\n", "a: b\n  - c\n", "a:\n  b\n  c\nd: [\n]\n", "a:\n    - b\nc:\n  - d\n",
	} {
		if p, ok := yamlmistake.Find(doc); ok {
			t.Errorf("%q: %v", doc, p)
		}
	}
}

// With quadratic time, these documents take longer than a test may.
func TestFindEnds(t *testing.T) {
	for _, doc := range longDocuments() {
		yamlmistake.Find(doc)
		yamlmistake.Find(doc[3:])
	}
}

// longDocuments are documents of 256 KiB that repeat what a quadratic search would look at again and
// again, and one that is nested 2,000 levels deep.
func longDocuments() []string {
	const n = 1 << 18
	var docs []string
	for _, part := range []string{"a", "- ", "[", "{a: ", "\"", "'", "a:\n", "a: b\n", "- a\n", "\n", " ", "a: |\n", "a: b\n  c\n", "\\", "#", " #", ":", ": ", "[a, ", "a ", "?", "\t\n", "é", "\"a\n", "[\n", "a: {b\n", "- - \n"} {
		docs = append(docs, "x: "+strings.Repeat(part, n/len(part)))
	}
	var deep strings.Builder
	for i := range 2000 {
		deep.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return append(docs, deep.String())
}

func BenchmarkFind(b *testing.B) {
	docs := longDocuments()
	size := 0
	for _, doc := range docs {
		size += len(doc)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, doc := range docs {
			yamlmistake.Find(doc)
		}
	}
}

func FuzzFind(f *testing.F) {
	names, err := filepath.Glob(filepath.Join("..", "..", "..", "testdata", "broken", "yaml", "*.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, doc string) {
		p, ok := yamlmistake.Find(doc)
		if !ok {
			return
		}
		lines := strings.Split(doc, "\n")
		if p.Pos.Line < 1 || p.Pos.Line > len(lines) {
			t.Fatalf("line %d of %d", p.Pos.Line, len(lines))
		}
		if most := utf8.RuneCountInString(lines[p.Pos.Line-1]) + 1; p.Pos.Column < 1 || p.Pos.Column > most {
			t.Fatalf("%v: column %d of %d", p, p.Pos.Column, most)
		}
		if p.Code == "" || p.Msg == "" || p.Hint == "" {
			t.Fatalf("%+v", p)
		}
	})
}
