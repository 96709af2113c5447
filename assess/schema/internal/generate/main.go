package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"unicode"

	"github.com/invopop/jsonschema"
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

// encode writes a schema, indented. White space other than spaces, and what else
// cannot be seen, is escaped.
func encode(s *jsonschema.Schema) ([]byte, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	var indented, b bytes.Buffer
	if err := json.Indent(&indented, data, "", "  "); err != nil {
		return nil, err
	}
	for _, c := range indented.String() {
		if c == '\n' || unicode.IsPrint(c) {
			b.WriteRune(c)
		} else {
			fmt.Fprintf(&b, "\\u%04x", c)
		}
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
