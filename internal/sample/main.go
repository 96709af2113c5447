// Command sample writes the made-up responses under testdata:
//
//	go run ./internal/sample
//
// They look like one district's self-assessment, so that reports, examples and
// benchmarks have something believable to show, and nobody's answers had to be
// used for it. The same program always writes the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run . -out ../../testdata

func main() {
	out := flag.String("out", "testdata", "directory to write to")
	flag.Parse()
	if err := write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(1)
	}
}

func write(dir string) error {
	for _, f := range files {
		data, err := f.generate()
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, f.name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
