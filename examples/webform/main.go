package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/internal/prose"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

func run(args []string, stderr io.Writer) int {
	fs := flag.NewFlagSet("webform", flag.ContinueOnError)
	fs.SetOutput(stderr)
	name := fs.String("rubric", "", "rubric `file`, or cei@EDITION (default the newest edition)")
	out := fs.String("out", "forms", "`directory` to write to")
	if err := fs.Parse(args); err != nil {
		return 2
	}
	if err := write(*name, *out); err != nil {
		fmt.Fprintln(stderr, "webform:", err)
		return 1
	}
	return 0
}

// form is all that the page needs in one language.
type form struct {
	Language  string          `json:"language"`
	Direction string          `json:"direction"`
	Title     string          `json:"title"`
	Notice    string          `json:"notice"`
	Schema    json.RawMessage `json:"schema"`
	UI        json.RawMessage `json:"ui"`
}

func write(name, dir string) error {
	r, err := cli.Rubric(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, language := range cli.Languages(r) {
		local, err := cli.Localize(r, language)
		if err != nil {
			return err
		}
		data, err := json.Marshal(form{
			Language: local.Language(), Direction: local.Direction(), Title: local.Title(), Notice: prose.Lines(local.Notice()),
			Schema: schema.Response(local), UI: schema.UI(local),
		})
		if err != nil {
			return fmt.Errorf("form in %s: %w", language, err)
		}
		if err := os.WriteFile(filepath.Join(dir, language+".json"), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
