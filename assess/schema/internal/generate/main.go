package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/invopop/jsonschema"

	"github.com/waymark-go/waymark/assess/schema/internal/build"
)

func main() {
	root := flag.String("root", ".", "the `directory` of the module")
	flag.Parse()
	if err := write(*root); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func write(root string) error {
	files, err := generate(root)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(root, "assess", "schema", f.name), f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

type file struct {
	name string
	data []byte
}

// generate returns the schemas of all documents.
func generate(root string) ([]file, error) {
	comments, err := readComments(root)
	if err != nil {
		return nil, err
	}
	var files []file
	for _, d := range documents {
		s, err := d.schema(comments)
		if err == nil {
			s.Examples, err = readExamples(root, d.name)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.name, err)
		}
		data, err := encode(s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.name, err)
		}
		files = append(files, file{d.name + ".schema.json", data})
	}
	return files, nil
}

// readExamples returns the examples of a document, which are in files NAME.json, or NAME.1.json
// and so on.
func readExamples(root, name string) ([]any, error) {
	files, err := filepath.Glob(filepath.Join(root, "assess", "schema", "examples", name+".*json"))
	if err != nil || len(files) == 0 {
		return nil, errors.Join(err, errors.New("no examples"))
	}
	var examples []any
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		examples = append(examples, json.RawMessage(data))
	}
	return examples, nil
}

// readComments returns what the types of documents and their fields say.
func readComments(root string) (map[string]string, error) {
	// The paths of packages are joined from the base and the directories as they are
	// given, so these must be relative to the module.
	old, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	if err := os.Chdir(root); err != nil {
		return nil, err
	}
	var r jsonschema.Reflector
	for _, dir := range []string{"rubric", "assess"} {
		err = errors.Join(err, r.AddGoComments("github.com/waymark-go/waymark", dir, jsonschema.WithFullComment()))
	}
	if err := errors.Join(err, os.Chdir(old)); err != nil {
		return nil, fmt.Errorf("read comments: %w", err)
	}
	return r.CommentMap, nil
}

// encode writes a schema, indented.
func encode(s *jsonschema.Schema) ([]byte, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, data, "", "  "); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return build.Visible(b.Bytes()), nil
}
