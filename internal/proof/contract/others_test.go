package contract

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

var others = flag.Int("others", 1_000, "how many documents each of npm jsonschema, hyperjump and zod judges")

// TestOtherLibrariesAgree compares three npm validators with the Go validator. Keywords at which a
// validator stops are removed from its schemas, and documents that it measures in another way are
// left out.
func TestOtherLibrariesAgree(t *testing.T) {
	for _, library := range []struct {
		name  string
		lacks []string // keywords at which the library stops
		utf16 bool     // whether it measures texts in UTF-16
	}{
		{name: "jsonschema", lacks: []string{"unevaluatedProperties"}, utf16: true},
		{name: "hyperjump"},
		{name: "zod", lacks: []string{"not", "if", "then", "else", "unevaluatedProperties"}, utf16: true},
	} {
		t.Run(library.name, func(t *testing.T) {
			t.Parallel()
			subs := mustSubjects(t)
			for i := range subs {
				for _, keyword := range library.lacks {
					weak, err := without(subs[i].schema, keyword)
					if err != nil {
						t.Fatal(err)
					}
					// Conditions leave empty parts, with which zod forgets that an object is closed.
					subs[i].schema = emptyParts.ReplaceAll(weak, nil)
				}
			}
			dir := writeSchemas(t, subs)
			var lines []line
			var want []bool
			for i := range subs {
				compiled, err := compile("urn:waymark:contract", subs[i].schema)
				if err != nil {
					t.Fatal(err)
				}
				m := newMutator(*seed+200+uint64(i), subs[i].seeds)
				documents := examplesOf(t, subs[i].schema)
				for _, s := range subs[i].seeds {
					documents = append(documents, s.appendTo(nil))
				}
				for range *others / len(subs) {
					documents = append(documents, m.next())
				}
				for n, b := range boundaries(&subs[i]) {
					if n%40 == 0 {
						documents = append(documents, b)
					}
				}
				for _, d := range documents {
					if library.utf16 && wide(d) || inherited(d) && library.name != "hyperjump" {
						continue
					}
					lines, want = append(lines, line{schemaName(i), d}), append(want, accepts(compiled, d))
				}
			}
			verdicts, err := judge{library.name, []string{"node", "others.mjs", library.name}}.verdicts(dir, lines)
			if err != nil {
				t.Fatal(err)
			}
			wrong := 0
			for i, accepted := range verdicts {
				if accepted != want[i] {
					if wrong++; wrong < 10 {
						t.Errorf("%s says %t to a document of %s:\n%.1500s", library.name, accepted, lines[i].schema, lines[i].document)
					}
				}
			}
			t.Logf("%d documents, %d wrong", len(verdicts), wrong)
		})
	}
}

// wide reports whether a document has characters that are two in UTF-16.
func wide(document []byte) bool {
	return bytes.ContainsFunc(document, func(c rune) bool { return utf16.RuneLen(c) == 2 }) || bytes.Contains(document, []byte(`\ud`))
}

// inherited reports whether a document has keys that every object of JavaScript inherits, which
// some libraries take for those of the schema.
func inherited(document []byte) bool {
	return slices.ContainsFunc([]string{"__proto__", "constructor", "toString"}, func(key string) bool { return bytes.Contains(document, []byte(key)) })
}

func examplesOf(t *testing.T, schema []byte) [][]byte {
	t.Helper()
	var s struct{ Examples []json.RawMessage }
	if err := json.Unmarshal(schema, &s); err != nil {
		t.Fatal(err)
	}
	var documents [][]byte
	for _, e := range s.Examples {
		var b bytes.Buffer
		if err := json.Compact(&b, e); err != nil {
			t.Fatal(err)
		}
		documents = append(documents, b.Bytes())
	}
	return documents
}

// TestTogether loads the schemas of all documents, of responses in two editions and two languages,
// and those for YAML into one validator of each library. TestResponsesTogether does it in Go.
func TestTogether(t *testing.T) {
	dir := t.TempDir()
	run(t, "../../..", "go", "run", "./examples/schema", "-out", dir)
	files, err := filepath.Glob(filepath.Join(dir, "*.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	yamls, err := filepath.Glob(filepath.Join(dir, "yaml", "*.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"response-cei-2023.1", "response-cei-2023.2", "response-cei-2023.2.es"} {
		if !slices.Contains(files, filepath.Join(dir, name+".schema.json")) {
			t.Errorf("there is no schema of %s", name)
		}
	}
	files = append(files, yamls...)
	run(t, ".", "node", append([]string{"together.mjs"}, files...)...)
	run(t, ".", "python3", append([]string{"-W", "ignore", "together.py"}, files...)...)
}

// TestGoTypes makes Go types of all schemas with go-jsonschema, compiles them and decodes the
// examples with them.
func TestGoTypes(t *testing.T) {
	dir := t.TempDir()
	run(t, "../../..", "go", "run", "./examples/schema", "-out", dir)
	files, err := filepath.Glob(filepath.Join(dir, "*.schema.json"))
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	write(t, filepath.Join(dir, "go.mod"), []byte("module types\n\ngo 1.26\n"))
	for _, file := range files {
		name := packageName(file)
		pkg := filepath.Join(dir, name)
		if err := os.MkdirAll(pkg, 0o755); err != nil {
			t.Fatal(err)
		}
		run(t, ".", "go", "tool", "go-jsonschema", "-p", name, "--struct-name-from-title", "-o", filepath.Join(pkg, "types.go"), file)
		schema, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var s struct{ Title string }
		if err := json.Unmarshal(schema, &s); err != nil {
			t.Fatal(err)
		}
		var examples bytes.Buffer
		for _, e := range examplesOf(t, schema) {
			examples.Write(append(e, '\n'))
		}
		write(t, filepath.Join(pkg, "examples.ndjson"), examples.Bytes())
		write(t, filepath.Join(pkg, "types_test.go"), decodes(name, goName(t, filepath.Join(pkg, "types.go"))))
	}
	run(t, dir, "go", "test", "./...")
}

// packageName returns a name of a Go package for a schema.
func packageName(file string) string {
	return notInNames.ReplaceAllString(strings.TrimSuffix(filepath.Base(file), ".schema.json"), "_")
}

var emptyParts = regexp.MustCompile(`"allOf":\[\{\}(,\{\})*\],`)

var notInNames = regexp.MustCompile(`[^a-z0-9]+`)

// goName returns the type of the document, which alone has $schema.
func goName(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for decl := range strings.SplitSeq(string(data), "\ntype ") {
		if name, fields, ok := strings.Cut(decl, " struct {"); ok && strings.Contains(fields, `json:"$schema`) {
			return name
		}
	}
	t.Fatalf("%s has no type of the document", file)
	return ""
}

// decodes returns a test that decodes examples with a type.
func decodes(pkg, typ string) []byte {
	return fmt.Appendf(nil, `package %s

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"testing"
)

//go:embed examples.ndjson
var examples []byte

func TestExamples(t *testing.T) {
	for line := range bytes.Lines(examples) {
		var v %s
		if err := json.Unmarshal(line, &v); err != nil {
			t.Error(err)
		}
	}
}
`, pkg, typ)
}
