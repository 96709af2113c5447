package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric/cei"
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "", "write to this `directory`, which is made if need be")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// file is a file to write and what makes its content.
type file struct {
	name string
	data func() json.RawMessage
}

// files lists all files.
func files() ([]file, error) {
	list := []file{
		{"rubric.schema.json", schema.Rubric},
		{"overlay.schema.json", schema.Overlay},
		{"crosswalk.schema.json", schema.Crosswalk},
		{"consensus.schema.json", schema.Consensus},
		{"mapping.schema.json", schema.Mapping},
		{"summary.schema.json", schema.Summary},
	}
	for _, version := range cei.Editions() {
		r, err := cei.Edition(version)
		if err != nil {
			return nil, err
		}
		list = append(list,
			file{"response-cei-" + version + ".schema.json", func() json.RawMessage { return schema.Response(r) }},
		)
	}
	return list, nil
}

func run(dir string, stdout io.Writer) error {
	list, err := files()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, f := range list {
		var b bytes.Buffer
		if err := json.Indent(&b, bytes.TrimSpace(f.data()), "", "  "); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		b.WriteByte('\n')
		if err := write(filepath.Join(dir, f.name), b.Bytes(), stdout); err != nil {
			return err
		}
	}
	return writeForms(dir, stdout)
}

func writeForms(dir string, stdout io.Writer) error {
	if err := os.MkdirAll(filepath.Join(dir, "forms"), 0o777); err != nil {
		return err
	}
	for _, version := range cei.Editions() {
		r, err := cei.Edition(version)
		if err != nil {
			return err
		}
		forms, err := cli.Forms(r)
		if err != nil {
			return err
		}
		for _, f := range forms {
			if err := write(filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data, stdout); err != nil {
				return err
			}
		}
	}
	return nil
}

// write writes a file and prints its path.
func write(path string, data []byte, stdout io.Writer) error {
	if err := os.WriteFile(path, data, 0o666); err != nil {
		return err
	}
	fmt.Fprintln(stdout, path)
	return nil
}
