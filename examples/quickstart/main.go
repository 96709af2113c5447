package main

import (
	"bytes"
	"flag"
	"log"
	"os"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "", "write the report, the handout, the guide, a worksheet, the handbook and a reflection worksheet to this `directory`, in every format")
	if err := cli.ParseFlags(flag.CommandLine, os.Args[1:]); err != nil {
		os.Exit(2)
	}
	if flag.NArg() > 0 {
		log.Fatal("quickstart takes no files; try ./examples/assess")
	}
	if err := run(*out); err != nil {
		cli.PrintError(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string) error {
	r := cei.Latest()
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "district-2023.2.ndjson", bytes.NewReader(testdata.District), nil) {
		if err != nil {
			return err
		}
		if err := tally.Add(resp); err != nil {
			return err
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		return err
	}
	published, err := summary.Publish(assess.Policy{})
	if err != nil {
		return err
	}
	view, err := report.Build(published, &report.Options{Organization: "Sample Unified School District (synthetic data)"})
	if err != nil {
		return err
	}
	if out == "" {
		return text.Write(os.Stdout, view, text.ForTerminal(os.Stdout))
	}
	files, err := cli.WriteFiles(view, out, cli.Formats())
	if err != nil {
		return err
	}
	more, err := writeRubric(r, out)
	cli.PrintPaths(os.Stdout, append(files, more...))
	return err
}

// writeRubric writes the documents of a rubric: a worksheet to rate on paper, the handbook, and
// the reflection worksheet of Domain 7.
func writeRubric(r *rubric.Rubric, out string) ([]string, error) {
	worksheet, err := report.BuildWorksheet(r, nil)
	if err != nil {
		return nil, err
	}
	handbook, err := report.BuildHandbook(r, nil)
	if err != nil {
		return nil, err
	}
	reflection, err := report.BuildReflection(r, "community-as-collaborators", nil)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, write := range []func() ([]string, error){
		func() ([]string, error) { return cli.WriteWorksheet(worksheet, out) },
		func() ([]string, error) { return cli.WriteHandbook(handbook, out) },
		func() ([]string, error) { return cli.WriteReflection(reflection, out) },
	} {
		more, err := write()
		if files = append(files, more...); err != nil {
			return files, err
		}
	}
	return files, nil
}
