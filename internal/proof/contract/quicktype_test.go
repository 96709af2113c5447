package contract

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var heavy = flag.Bool("heavy", false, "compile the types for Kotlin and Swift too, which needs the Debian packages kotlin (290 MB) and swiftlang")

// newtonsoft is the library with which the C# types read JSON.
const newtonsoft = "/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll"

// TestQuicktype makes types for six languages from all schemas with quicktype, as people run it, and
// compiles them. Go, TypeScript, Python and C# also read and write the examples of each schema.
func TestQuicktype(t *testing.T) {
	dir := t.TempDir()
	run(t, "../../..", "go", "run", "./examples/schema", "-out", dir)
	files, err := filepath.Glob(filepath.Join(dir, "*.schema.json"))
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	run(t, "", "node", append([]string{"quicktype.mjs", dir}, files...)...)
	for _, file := range files {
		schema, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var examples bytes.Buffer
		for _, e := range examplesOf(t, schema) {
			examples.Write(append(e, '\n'))
		}
		name := packageName(file)
		write(t, filepath.Join(dir, name+".ndjson"), examples.Bytes())
		write(t, filepath.Join(dir, "go", name, "examples.ndjson"), examples.Bytes())
		write(t, filepath.Join(dir, "go", name, "document_test.go"), roundTrip(name))
	}
	t.Run("go", func(t *testing.T) {
		write(t, filepath.Join(dir, "go", "go.mod"), []byte("module types\n\ngo 1.26\n"))
		run(t, filepath.Join(dir, "go"), "go", "test", "./...")
	})
	t.Run("typescript", func(t *testing.T) { quicktypeTypeScript(t, dir, files) })
	t.Run("python", func(t *testing.T) {
		script, err := filepath.Abs("read/quicktype/decode.py")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := packageName(file)
			run(t, dir, "python3", script, filepath.Join("python", name, "document.py"), name+".ndjson")
		}
	})
	t.Run("csharp", func(t *testing.T) {
		script, err := filepath.Abs("read/quicktype/decode.cs")
		if err != nil {
			t.Fatal(err)
		}
		all := append(sources(t, dir, "csharp/*/document.cs"), script)
		run(t, dir, "mcs", append([]string{"-out:decode.exe", "-r:" + newtonsoft}, all...)...)
		for _, file := range files {
			name := packageName(file)
			run(t, dir, "mono", "decode.exe", "Waymark"+strings.ReplaceAll(name, "_", ""), name+".ndjson")
		}
	})
	t.Run("kotlin", func(t *testing.T) {
		compiler(t, "kotlinc")
		run(t, dir, "kotlinc", append([]string{"-d", "types.jar"}, sources(t, dir, "kotlin/*/document.kt")...)...)
	})
	t.Run("swift", func(t *testing.T) {
		compiler(t, "swiftc")
		for _, source := range sources(t, dir, "swift/*/document.swift") {
			run(t, dir, "swiftc", "-typecheck", source)
		}
	})
}

// compiler skips a test without the flag -heavy, and fails it without the compiler.
func compiler(t *testing.T, command string) {
	t.Helper()
	if !*heavy {
		t.Skip("without -heavy")
	}
	if _, err := exec.LookPath(command); err != nil {
		t.Fatal(err)
	}
}

func sources(t *testing.T, dir, pattern string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(list) < 10 {
		t.Fatal(list, err)
	}
	return list
}

func quicktypeTypeScript(t *testing.T, dir string, files []string) {
	modules, err := filepath.Abs("node_modules")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("read/quicktype/decode.mts")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "decode.mts"), script)
	write(t, filepath.Join(dir, "package.json"), []byte(`{"type":"module"}`))
	all := append(sources(t, dir, "typescript/*/document.ts"), filepath.Join(dir, "decode.mts"))
	run(t, dir, filepath.Join(modules, ".bin", "tsc"), append([]string{
		"--strict", "--target", "es2022", "--module", "nodenext", "--typeRoots", filepath.Join(modules, "@types"), "--types", "node",
	}, all...)...)
	for _, file := range files {
		name := packageName(file)
		run(t, dir, "node", "decode.mjs", "./typescript/"+name+"/document.js", name+".ndjson")
	}
}

// roundTrip returns a test that reads and writes the examples.
func roundTrip(pkg string) []byte {
	return []byte(strings.Replace(`package NAME

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"reflect"
	"testing"
)

//go:embed examples.ndjson
var examples []byte

func TestExamples(t *testing.T) {
	for line := range bytes.Lines(examples) {
		document, err := UnmarshalDocument(line)
		if err != nil {
			t.Fatal(err)
		}
		written, err := document.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		var want, got any
		if json.Unmarshal(line, &want) != nil || json.Unmarshal(written, &got) != nil || !reflect.DeepEqual(plain(want), plain(got)) {
			t.Errorf("%sis written as\n%s", line, written)
		}
	}
}

// plain returns a value without keys that are null, which the types do not distinguish from
// missing ones.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, w := range v {
			if plain(w) == nil {
				delete(v, key)
			}
		}
	case []any:
		for _, w := range v {
			plain(w)
		}
	}
	return v
}
`, "NAME", pkg, 1))
}
