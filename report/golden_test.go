package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGoldenCSVIsStrict reads the golden tables as RFC 4180 has them: as many cells in
// each row, lines that end with CR LF, quotes only around whole cells.
func TestGoldenCSVIsStrict(t *testing.T) {
	for _, name := range goldens(t, "csv", 8) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Count(data, []byte("\n")) != bytes.Count(data, []byte("\r\n")) || !bytes.HasSuffix(data, []byte("\r\n")) {
			t.Errorf("%s: a line does not end with CR LF", name)
		}
		r := csv.NewReader(bytes.NewReader(data))
		r.LazyQuotes, r.TrimLeadingSpace, r.FieldsPerRecord = false, false, 0
		rows, err := r.ReadAll()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		seen := make(map[string]bool)
		for _, column := range rows[0] {
			if column == "" || seen[column] {
				t.Errorf("%s: the column %q has no name of its own", name, column)
			}
			seen[column] = true
		}
	}
}

// TestGoldenJSONIsStrict reads the golden documents: one value each, no key twice.
func TestGoldenJSONIsStrict(t *testing.T) {
	for _, name := range goldens(t, "json", 8) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		if err := distinctKeys(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := d.Token(); err != io.EOF {
			t.Errorf("%s: after the document: %v", name, err)
		}
	}
}

// distinctKeys reads a value and fails on a key that an object has twice.
func distinctKeys(d *json.Decoder) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	delim, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	seen := make(map[string]bool)
	for d.More() {
		if delim == '{' {
			key, err := d.Token()
			if err != nil {
				return err
			}
			if seen[key.(string)] {
				return fmt.Errorf("%q is there twice", key)
			}
			seen[key.(string)] = true
		}
		if err := distinctKeys(d); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

// goldens are the golden reports of a format, so many at least.
func goldens(t *testing.T, format string, least int) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "testdata", "golden", "report", "*."+format))
	if err != nil || len(names) < least {
		t.Fatalf("%s: %v", strings.Join(names, ", "), err)
	}
	return names
}
