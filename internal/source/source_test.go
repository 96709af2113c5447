package source_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// brief writes issues as line:column: code: path.
func brief(issues problem.List) []string {
	var lines []string
	for _, i := range issues {
		line := fmt.Sprintf("%d:%d: %s", i.Pos.Line, i.Pos.Column, i.Code)
		if i.Path != "" {
			line += ": " + i.Path
		}
		lines = append(lines, line)
	}
	return lines
}

func TestParseIssues(t *testing.T) {
	tests := []struct {
		name, file, in string
		want           []string
	}{
		{"empty", "a.yaml", "", []string{"1:1: empty"}},
		{"white space", "a.json", " \n\t\n", []string{"1:1: empty"}},
		{"comments only", "a.yaml", "# nothing\n# here\n", []string{"1:1: empty"}},
		{"utf-16", "a.yaml", "\xff\xfea\x00", []string{"1:1: encoding"}},
		{"invalid utf-8", "a.yaml", "a: b\nc: é\xff\n", []string{"2:5: encoding"}},
		{"NUL", "a.yaml", "a: b\nc: d\x00\n", []string{"2:5: control-character"}},
		{"escape character in JSON", "a.json", "{\"a\": \"\x1b[0m\"}", []string{"1:8: control-character"}},
		{"byte order mark", "a.yaml", "\ufeffa: b\n", nil},
		{"byte order mark in JSON", "a.json", "\ufeff{\"a\":1}", nil},
		{"crlf", "a.yaml", "a: b\r\nc:\r\n  - d\r\n", nil},
		{"two documents", "a.yaml", "a: b\n---\nc: d\n", []string{"2:1: multiple-documents"}},
		{"two values", "a.json", "{} {}", []string{"1:4: multiple-documents"}},
		{"alias", "a.yaml", "a: &x 1\nb: [*x]\n", []string{"2:5: alias: b[0]"}},
		{"merge key", "a.yaml", "a: {b: 1}\nc:\n  <<: {d: 1}\n", []string{"3:3: merge-key: c"}},
		{"merge key beside a sequence key", "a.yaml", "? [a]\n: 1\n<<: {}\n", []string{"1:3: key-type", "3:1: merge-key"}},
		{"tab indent", "a.yaml", "a:\n\tb: 1\n", []string{"2:1: tab-indent"}},
		{"tag", "a.yaml", "a: !!binary aGVq\nb: !x y\n", []string{"1:4: tag: a", "2:4: tag: b"}},
		{"tag on a list", "a.yaml", "a: !!set [b]\n", []string{"1:4: tag: a"}},
		{"tag on a key", "a.yaml", "!x a: b\n", []string{"1:1: tag"}},
		{"escaped NUL", "a.yaml", "a: \"b\\0\"\n", []string{"1:4: control-character: a"}},
		{"escaped NUL in JSON", "a.json", `{"a": ["\u0000"]}`, []string{"1:8: control-character: a[0]"}},
		{"comma after the end", "a.json", "{},", []string{"1:3: multiple-documents"}},
		{"odd line ends", "a.yaml", "a: x\u2028 y\nb: 1\nb: 2\n", []string{"3:1: duplicate-key: b"}},
		{"YAML version", "a.yaml", "%YAML 1.2\n---\na: b\n", []string{"1:1: directive"}},
		{"duplicate key", "a.yaml", "a: 1\nb: 2\na: 3\n", []string{"3:1: duplicate-key: a"}},
		{"duplicate key in JSON", "a.json", "{\"a\": 1,\n \"a\": 2}", []string{"2:2: duplicate-key: a"}},
		{"column counts runes", "a.json", "{\"é\": \"日本\", \"é\": 1}", []string{`1:13: duplicate-key: ["é"]`}},
		{"truncated", "a.json", "{\"a\": [1, 2", []string{"1:12: syntax"}},
		{"trailing comma", "a.json", "{\"a\": 1,}", []string{"1:9: syntax"}},
		{"missing comma", "a.json", "[1 2]", []string{"1:4: syntax"}},
		{"single quotes", "a.json", "{'a': 1}", []string{"1:2: syntax"}},
		{"surrogate half", "a.json", `{"a": "\ud800x"}`, []string{"1:7: encoding: a"}},
		{"surrogate pair", "a.json", `{"a": "\ud83d\ude00"}`, nil},
		{"escaped replacement character", "a.json", `{"a": "\ufffd"}`, nil},
		{"YAML syntax", "a.yaml", "a: b\nc: [d\ne: f\n", []string{"2:4: syntax"}},
		{"anchor", "a.yaml", "a: &x 1\n", []string{"1:4: anchor: a"}},
		{"anchor of a key", "a.yaml", "&x a: 1\n", []string{"1:1: anchor"}},
		{"text cut by #", "a.yaml", "a: \"é\"\nb: Räume #5\n", []string{"2:10: cut-text: b"}},
		{"text of two lines cut by #", "a.yaml", "a:\n  - Room\n    and #5\n", []string{"3:9: cut-text: a[0]"}},
		{"comments", "a.yaml", "a: b # c\nd: \"e\" #f\n#g: h\n", nil},
		{"nested", "a.json", strings.Repeat("[", 40) + strings.Repeat("]", 40), []string{"1:33: too-deep: " + strings.Repeat("[0]", 32)}},
		{"nested YAML", "a.yaml", strings.Repeat("[", 40) + strings.Repeat("]", 40), []string{"1:33: too-deep: " + strings.Repeat("[0]", 32)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, issues := source.Parse(tt.file, []byte(tt.in), source.Limits{})
			if diff := cmp.Diff(tt.want, brief(issues)); diff != "" {
				t.Errorf("issues (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHostileDocuments(t *testing.T) {
	var keys strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&keys, "k%d: 1\n", i)
	}
	bomb := "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
	for i := 1; i < 20; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i-1), 9), ","))
	}
	tests := []struct {
		name, file, in string
		code           problem.Code
	}{
		{"long scalar", "a.yaml", "a: " + strings.Repeat("x", 10<<20), problem.TooLarge},
		{"many empty lists", "a.yaml", "[" + strings.Repeat("[],", 2<<20) + "]", problem.TooMany},
		{"many empty lists in JSON", "a.json", "[" + strings.Repeat("[],", 2<<20) + "[]]", problem.TooMany},
		{"deep", "a.yaml", strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), problem.TooDeep},
		{"deep in JSON", "a.json", strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), problem.TooDeep},
		{"deep block", "a.yaml", strings.Repeat("- ", 9_000) + "x", problem.TooDeep},
		{"alias bomb", "a.yaml", bomb, problem.Alias},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, issues := source.Parse(tt.file, []byte(tt.in), source.Limits{})
			if len(issues) == 0 || issues[0].Code != tt.code {
				t.Errorf("issues %v, want %s", brief(issues)[:min(3, len(issues))], tt.code)
			}
		})
	}
	// Reading as many keys as the limit allows takes linear time.
	if _, issues := source.Parse("a.yaml", []byte(keys.String()), source.Limits{}); len(issues) != 1 || issues[0].Code != problem.TooMany {
		t.Errorf("100,000 keys: %v", brief(issues))
	}
}

type sample struct {
	ID     string            `json:"id" rule:"id"`
	Title  titled            `json:"title" rule:"title"`
	On     bool              `json:"on,omitzero"`
	Kind   string            `json:"kind,omitzero" enum:"big,small"`
	Words  []string          `json:"words,omitempty" rule:"id" items:"0-3" unique:"true"`
	Titles map[string]titled `json:"titles,omitempty" keys:"id" rule:"title"`
	Inner  *sample           `json:"inner,omitempty"`
	Owner  *owner            `json:"owner,omitempty"`
}

type owner struct {
	ID   string `json:"id,omitzero" rule:"id" except:"nobody,all"`
	Team string `json:"team,omitzero" rule:"id" oneof:"true"`
	Name string `json:"name,omitzero" rule:"name" oneof:"true"`
}

type titled struct {
	Text string `json:"text" shorthand:"true"`
	From string `json:"from,omitzero" rule:"id"`
}

func TestDecode(t *testing.T) {
	in := "id: a-1\ntitle: 7.10\non: true\nkind: big\nwords: [x, y]\ntitles: {a: {text: A, from: b}, b: B}\ninner: {id: b, title: yes}\n"
	root, issues := source.Parse("a.yaml", []byte(in), source.Limits{})
	var got sample
	more, unread := source.Decode(root, &got)
	issues = append(issues, more...)
	want := sample{
		ID: "a-1", Title: titled{Text: "7.10"}, On: true, Kind: "big", Words: []string{"x", "y"},
		Titles: map[string]titled{"a": {"A", "b"}, "b": {Text: "B"}},
		Inner:  &sample{ID: "b", Title: titled{Text: "yes"}},
	}
	if diff := cmp.Diff(want, got); diff != "" || len(issues) > 0 || len(unread) > 0 {
		t.Errorf("issues %v, (-want +got):\n%s", brief(issues), diff)
	}
}

func TestDecodeIssues(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"missing", `{}`, []string{"1:1: missing-key: id", "1:1: missing-key: title"}},
		{"unknown", `{"id":"a","title":"b","colour":1}`, []string{"1:23: unknown-key: colour"}},
		{"case, reported once", `{"ID":"a","title":"b"}`, []string{"1:2: wrong-case: ID"}},
		{"misspelt, reported once", `{"id":"a","titel":"b"}`, []string{"1:11: unknown-key: titel"}},
		{"number for text", `{"id":1,"title":"b"}`, []string{"1:7: wrong-type: id"}},
		{"null", `{"id":"a","title":null}`, []string{"1:19: missing-key: title"}},
		{"text for bool", `{"id":"a","title":"b","on":"true"}`, []string{"1:28: wrong-type: on"}},
		{"bad id", `{"id":"A b","title":"b"}`, []string{"1:7: bad-id: id"}},
		{"blank", `{"id":"a","title":"  "}`, []string{"1:19: blank: title"}},
		{"no-break space is blank", "{\"id\":\"a\",\"title\":\"\u00a0\u3000\"}", []string{"1:19: blank: title"}},
		{"blank in the long form", `{"id":"a","title":{"text":""}}`, []string{"1:27: blank: title.text"}},
		{"long", `{"id":"a","title":"` + strings.Repeat("é", 1001) + `"}`, []string{"1:19: too-long: title"}},
		{"not one of", `{"id":"a","title":"b","kind":"bigg"}`, []string{"1:30: bad-value: kind"}},
		{"list for object", `{"id":"a","title":[]}`, []string{"1:19: wrong-type: title"}},
		{"object for list", `{"id":"a","title":"b","words":{}}`, []string{"1:31: wrong-type: words"}},
		{"too many", `{"id":"a","title":"b","words":["a","b","c","d"]}`, []string{"1:31: too-many: words"}},
		{"item twice", `{"id":"a","title":"b","words":["a","b","a"]}`, []string{"1:40: duplicate-reference: words[2]"}},
		{"item", `{"id":"a","title":"b","words":["a",2]}`, []string{"1:36: wrong-type: words[1]"}},
		{"map key", `{"id":"a","title":"b","titles":{"A b":"c"}}`, []string{`1:33: bad-id: titles["A b"]`}},
		{"empty key", `{"id":"a","title":"b","":1}`, []string{`1:23: unknown-key: [""]`}},
		{"inner", `{"id":"a","title":"b","inner":{"id":"b"}}`, []string{"1:31: missing-key: inner.title"}},
		{"reserved", `{"id":"a","title":"b","owner":{"id":"all","team":"t"}}`, []string{"1:37: reserved-id: owner.id"}},
		{"not reserved", `{"id":"a","title":"b","owner":{"id":"al","name":"n"}}`, nil},
		{"none of two keys", `{"id":"a","title":"b","owner":{}}`, []string{"1:31: one-of: owner"}},
		{"both of two keys", `{"id":"a","title":"b","owner":{"team":"t","name":"n"}}`, []string{"1:31: one-of: owner"}},
		{"one of two keys, misspelt", `{"id":"a","title":"b","owner":{"teem":"t"}}`, []string{"1:32: unknown-key: owner.teem"}},
		{"one of two keys, unreadable", `{"id":"a","title":"b","owner":{"team":1,"name":"n"}}`, []string{"1:39: wrong-type: owner.team"}},
		{"line ends at the end count", `{"id":"a","title":"b` + strings.Repeat(`\n`, 1000) + `"}`, []string{"1:19: too-long: title"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, issues := source.Parse("a.json", []byte(tt.in), source.Limits{})
			var got sample
			more, _ := source.Decode(root, &got)
			issues = append(issues, more...)
			if diff := cmp.Diff(tt.want, brief(issues)); diff != "" {
				t.Errorf("issues (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLookup(t *testing.T) {
	root, _ := source.Parse("a.json", []byte("{\"a\":[1,\n{\"b c\":2}]}"), source.Limits{})
	for path, want := range map[string]problem.Pos{
		"":              {Line: 1, Column: 1},
		"a":             {Line: 1, Column: 6},
		"a[0]":          {Line: 1, Column: 7},
		`a[1]["b c"]`:   {Line: 2, Column: 8},
		`a[1]["b c"].x`: {Line: 2, Column: 8},
		"a[7].x":        {Line: 1, Column: 6},
		"x.y":           {Line: 1, Column: 1},
	} {
		want.File = "a.json"
		if got := source.Lookup(root, path); got != want {
			t.Errorf("Lookup(%q) = %v, want %v", path, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	for word, want := range map[string]string{
		"maturng": "maturing", "Maturing": "maturing", "mautring": "maturing", "advance": "advanced",
		"dev": "developing", "xyz": "", "": "", "not_evident": "not-evident",
	} {
		if got := source.Nearest(word, stages); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

// tree writes a tree without positions, for comparison. It writes a number like a text,
// because only texts are written as YAML, and YAML reads fewer of them as numbers.
func tree(n *source.Node) string {
	switch n.Kind {
	case source.List:
		s := "["
		for _, i := range n.Items {
			s += tree(i) + ","
		}
		return s + "]"
	case source.Map:
		s := "{"
		for _, f := range n.Fields {
			s += fmt.Sprintf("%q:%s,", f.Key, tree(f.Value))
		}
		return s + "}"
	}
	if n.Kind == source.Number {
		return fmt.Sprintf("%d%q", source.String, n.Text)
	}
	return fmt.Sprintf("%d%q", n.Kind, n.Text)
}

// FuzzParseJSON compares the parser with encoding/json. Then it writes the document as
// YAML, which must give the same tree.
func FuzzParseJSON(f *testing.F) {
	for _, s := range []string{
		`{}`, `[]`, `{"a":[1,2.5e3,true,null,"x\n"]}`, `{"a":1,}`, `[1 2]`, `"\ud800"`, `{"a":"yes","b":"7.10","c":" x "}`,
		`{"a":"- b: c\n# d","b":"","c":"\u2028","d":"~","":"x"}`, `nul`, `01`, `[1]]`, "\"\u0085\"",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, issues := source.Parse("x.json", data, source.Limits{Bytes: 1 << 16})
		for _, i := range issues {
			if i.Pos.Line < 1 || i.Pos.Column < 1 {
				t.Fatalf("position %v", i.Pos)
			}
		}
		if len(issues) > 0 {
			return
		}
		if plain := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")); !json.Valid(plain) {
			t.Fatalf("accepted %q, which is not JSON", data)
		}
		var b bytes.Buffer
		if err := source.WriteYAML(&b, root); err != nil {
			t.Fatal(err)
		}
		again, issues := source.Parse("x.yaml", b.Bytes(), source.Limits{})
		if len(issues) > 0 {
			t.Fatalf("the YAML of %q has issues %v:\n%s", data, brief(issues), b.Bytes())
		}
		if diff := cmp.Diff(tree(root), tree(again)); diff != "" {
			t.Fatalf("round trip through YAML (-want +got):\n%s\n%s", diff, b.Bytes())
		}
	})
}

func FuzzParseYAML(f *testing.F) {
	for _, s := range []string{
		"a: b\n", "- a\n- b: [c, d]\n", "a: &x 1\nb: *x\n", "? [a]\n: 1\n<<: {}\n", "a: |\n  b\n  c\n", "\ta: b", "%YAML 1.1\n---\na\n...\n---\nb\n",
		"a: !!binary x", "a: \"\\u0000\"", "[[[[", "a:\n - b\n  - c\n", "{a: b, a: c}", "a: 1_000\nb: 0o7\nc: 2001-01-01\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, issues := source.Parse("x.yaml", data, source.Limits{Bytes: 1 << 16})
		for _, i := range issues {
			if i.Pos.Line < 1 || i.Pos.Column < 1 {
				t.Fatalf("issue %v at %v", i.Code, i.Pos)
			}
		}
		if root == nil && len(issues) == 0 {
			t.Fatal("neither a tree nor an issue")
		}
		if root != nil {
			var got sample
			source.Decode(root, &got)
		}
	})
}

func TestMarshalWritesWhatParseReads(t *testing.T) {
	var text strings.Builder
	for r := rune(1); r < 0x3000; r++ {
		text.WriteRune(r)
	}
	data, err := source.Marshal(map[string]string{"a": text.String()})
	if err != nil {
		t.Fatal(err)
	}
	root, problems := source.Parse("a.json", data, source.Limits{})
	if len(problems) > 0 || root.Get("a").Text != text.String() {
		t.Errorf("problems %v", problems)
	}
}

// FuzzWriteYAMLBlocks checks that a text in a block is read back as it was.
func FuzzWriteYAMLBlocks(f *testing.F) {
	for _, s := range []string{"a\n\nb", "- a\n- b", " a\nb", "a \nb", "a\n  b\n", "a: b\n# c", "a\r\nb", "\ta\nb", "a\u0085b\nc", "---\na", "a\n--- b\n..."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		data, err := source.Marshal(map[string]any{"x": []string{s}, "y": map[string]string{"z": s}})
		if err != nil {
			return
		}
		want, problems := source.Parse("a.json", data, source.Limits{})
		if len(problems) > 0 {
			return
		}
		var b bytes.Buffer
		if err := source.WriteYAMLBlocks(&b, want); err != nil {
			t.Fatal(err)
		}
		got, problems := source.Parse("a.yaml", b.Bytes(), source.Limits{})
		if len(problems) > 0 {
			t.Fatalf("%v\n%s", problems, b.Bytes())
		}
		if x, y := got.Get("x").Items[0].Text, got.Get("y").Get("z").Text; x != want.Get("x").Items[0].Text || y != want.Get("y").Get("z").Text {
			t.Errorf("%q and %q are read back, want %q\n%s", x, y, s, b.Bytes())
		}
	})
}
