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
	"github.com/waymark-go/waymark/rubric"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

func run(args []string, stderr io.Writer) int {
	fs := flag.NewFlagSet("webform", flag.ContinueOnError)
	fs.SetOutput(stderr)
	var rubrics cli.RubricFlags
	rubrics.Register(fs, "the newest embedded edition")
	out := fs.String("out", "forms", "`directory` to write to")
	if err := cli.ParseFlags(fs, args); err != nil {
		return 2
	}
	notes, err := write(&rubrics, *out)
	for _, note := range notes {
		fmt.Fprintln(stderr, note)
	}
	if err != nil {
		cli.PrintError(stderr, fmt.Errorf("webform: %w", err))
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

// write writes the form in each language of the rubric. notes say what in a translation is
// missing or stale.
func write(rubrics *cli.RubricFlags, dir string) (notes []string, err error) {
	known, err := rubrics.Load()
	if err != nil {
		return nil, err
	}
	r := known.FirstOrLatest()
	translations, notes, err := known.Translations(r)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if err := removeForms(dir); err != nil {
		return nil, err
	}
	for _, local := range append([]*rubric.Rubric{r}, translations...) {
		data, err := json.Marshal(form{
			Language: local.Language(), Direction: local.Direction(), Title: local.Title(), Notice: prose.Lines(local.Notice()),
			Schema: schema.Response(local), UI: schema.UI(local),
		})
		if err != nil {
			return nil, fmt.Errorf("form in %s: %w", local.Language(), err)
		}
		if err := os.WriteFile(filepath.Join(dir, local.Language()+".json"), data, 0o644); err != nil {
			return nil, err
		}
	}
	return notes, nil
}

// removeForms removes the forms of an earlier run, because the page has every form in the
// directory, and another rubric may have fewer languages.
func removeForms(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var f form
		if json.Unmarshal(data, &f) != nil || f.Language+".json" != filepath.Base(file) || f.Schema == nil {
			return fmt.Errorf("%s is not a form: write to a directory of its own with -out", file)
		}
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	return nil
}
