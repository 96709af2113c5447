package contract

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema/flat"
)

// TestFlatDocuments checks that the flat form of every valid document is valid by the flat schema
// in three validators, and becomes the same document again. Valid documents are the seeds and
// those of their changes that the loader accepts.
func TestFlatDocuments(t *testing.T) {
	list, err := subjects()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var lines []line
	for i := range list {
		if list[i].format != assess.SummaryFormat {
			lines = append(lines, flatLines(t, &list[i], dir, "flat"+strconv.Itoa(i))...)
		}
	}
	for _, j := range judges() {
		verdicts, err := j.verdicts(dir, lines)
		if err != nil {
			t.Fatal(err)
		}
		for i, ok := range verdicts {
			if !ok {
				t.Errorf("%s refuses %.300s", j.name, lines[i].document)
			}
		}
	}
}

// flatLines writes the flat schema of a subject to a directory, under a name, and returns the flat forms
// of its valid documents.
func flatLines(t *testing.T, s *subject, dir, name string) (lines []line) {
	t.Helper()
	f, err := flat.New(s.schema)
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	write(t, filepath.Join(dir, name+".json"), f.JSON())
	compiled, err := compile(name+".json", f.JSON())
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	usual, err := decode(s.schema)
	if err != nil {
		t.Fatal(err)
	}
	documents, refused := 0, 0
	for document := range battery(s, usual) {
		// Responses to the embedded rubric differ from others in their ids alone.
		if enough := s.name == "cei" && documents == len(s.seeds); enough || len(document) > 20_000 || s.load(document) != nil {
			continue
		}
		documents++
		data, wrong := restored(f, document)
		if wrong != "" {
			t.Errorf("%s: %s: %.300s", s.name, wrong, document)
			continue
		}
		if !accepts(compiled, data) {
			t.Errorf("%s: the flat schema refuses %.300s", s.name, data)
		}
		lines = append(lines, line{name, data})
	}
	// The usual form is not the flat form of any document that lacks a key.
	for _, seed := range s.seeds {
		if document := seed.appendTo(nil); !accepts(compiled, document) {
			refused++
		}
	}
	t.Logf("%s: %d documents", s.name, documents)
	if documents < len(s.seeds) || refused == 0 {
		t.Errorf("%s: %d documents, %d usual ones refused", s.name, documents, refused)
	}
	return lines
}

// restored returns the flat form of a document, and what is wrong with it.
func restored(f *flat.Schema, document []byte) (data json.RawMessage, wrong string) {
	data, _, err := f.Flatten(document)
	if err != nil {
		return nil, err.Error()
	}
	back, err := f.Restore(data)
	if err != nil {
		return nil, err.Error()
	}
	want, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		return nil, err.Error()
	}
	got, err := jsonschema.UnmarshalJSON(bytes.NewReader(back))
	if err != nil {
		return nil, err.Error()
	}
	if root, ok := want.(map[string]any); ok {
		delete(root, "$schema")
	}
	dropKeys(want)
	if !reflect.DeepEqual(want, got) {
		return nil, "another document: " + string(back)
	}
	return data, ""
}

// dropKeys removes the extensions, which flat documents lack.
func dropKeys(v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if strings.HasPrefix(key, "x-") {
				delete(v, key)
			}
			dropKeys(inner)
		}
	case []any:
		for _, inner := range v {
			dropKeys(inner)
		}
	}
}
