package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"testing"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report/tidy"
)

// TestCSVIsStrict reads the tables by RFC 4180: the same number of cells in each row,
// lines that end with CR LF, quotes only around complete cells.
func TestCSVIsStrict(t *testing.T) {
	for _, c := range reporttest.Cases(t) {
		name, data := c.Name, []byte(write(t, c.View, tidy.Write))
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

// TestJSONIsStrict reads the documents: each has one value and no repeated key.
func TestJSONIsStrict(t *testing.T) {
	for _, c := range reporttest.Cases(t) {
		name, data := c.Name, []byte(output(t, c.View, writeJSON))
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

// distinctKeys reads a value and fails if an object has a key twice.
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
