package contract

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestEditors checks that the YAML language server, which editors run, accepts the documents that
// the schemas for YAML accept, with the comment that names the schema as the only setting.
func TestEditors(t *testing.T) {
	dir := t.TempDir()
	var in bytes.Buffer
	var documents [][]byte
	var want []bool
	corpus := corpusInYAML(t)
	for i, s := range inYAML(t) {
		name := "yaml" + strconv.Itoa(i)
		write(t, filepath.Join(dir, name+".json"), s.schema)
		compiled, err := compile("urn:waymark:yaml", s.schema)
		if err != nil {
			t.Fatal(err)
		}
		all := yamlDocuments(t, &s)
		if every := len(all)/200 + 1; every > 1 { // the Go validator sees them all
			for k := range all {
				if k*every < len(all) {
					all[k] = all[k*every]
				}
			}
			all = all[:(len(all)+every-1)/every]
		}
		for _, document := range append(all, corpus[s.name]...) {
			v, ok := yamlValue(document)
			// An editor decodes a file itself. In braces it ignores a key without a colon.
			if !ok || onlyYAML(s.load(document)) || !utf8.Valid(document) || bytes.Contains(document, []byte("We ask, and listen}")) {
				continue
			}
			line, err := json.Marshal([]string{name, string(document)})
			if err != nil {
				t.Fatal(err)
			}
			in.Write(append(line, '\n'))
			documents = append(documents, document)
			want = append(want, compiled.Validate(v) == nil)
		}
	}
	var stderr bytes.Buffer
	cmd := exec.Command("node", "editor.mjs", dir)
	cmd.Stdin, cmd.Stderr = &in, &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(documents) {
		t.Fatalf("%d answers for %d documents", len(lines), len(documents))
	}
	accepted := 0
	for i, line := range lines {
		if line == "1" {
			accepted++
		}
		if (line == "1") != want[i] {
			t.Errorf("the editor says %s, the Go validator %v:\n%.1000s", line, want[i], documents[i])
		}
	}
	t.Logf("%d documents, %d valid", len(documents), accepted)
}
