package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run returns the exit status: 0, 1 if records were refused, 2 if there is no report.
func run(args []string, stdout *os.File, stderr io.Writer) int {
	c, err := parse(args, stderr)
	if err == nil {
		var refused bool
		if refused, err = c.run(stdout, stderr); err == nil && refused {
			return 1
		}
	}
	if err == nil {
		return 0
	}
	if !errors.Is(err, flag.ErrHelp) {
		cli.PrintError(stderr, err)
	}
	return 2
}

// config is what the command line says.
type config struct {
	baseline, lang, format, out      string
	title, organization, date, sheet string
	comments                         string
	csv, skipHidden, systemFonts     bool
	policy                           assess.Policy
	rubrics                          cli.RubricFlags
	known                            *cli.Rubrics
	sheets                           cli.SheetFlags
	limits                           workbookLimits
	inputs                           []string
}

func parse(args []string, stderr io.Writer) (*config, error) {
	var c config
	var policy string
	fs := flag.NewFlagSet("office", flag.ContinueOnError)
	fs.SetOutput(stderr)
	c.rubrics.Register(fs, "the embedded edition that the responses name")
	c.sheets.Register(fs)
	c.limits.register(fs)
	fs.StringVar(&c.out, "out", "", "write documents, slides and a workbook to this `directory`")
	fs.StringVar(&c.baseline, "baseline", "", "`file` of an earlier wave to compare with: its report.json or its responses")
	fs.StringVar(&policy, "policy", "public", "what may be shown: `public or internal`")
	fs.StringVar(&c.lang, "lang", "", "language `code` of the report, such as es")
	fs.StringVar(&c.title, "title", "", "`title` of the report (default that of the rubric)")
	fs.StringVar(&c.organization, "organization", "", "`name` of the school or district")
	fs.StringVar(&c.date, "date", "", "`date` of the report, such as 2026-10-01")
	fs.StringVar(&c.format, "format", "", "`formats`: with -out a list of docx, pptx and xlsx (default all of them); without it one of "+cli.FormatNames()+" (default text)")
	fs.StringVar(&c.comments, "comments", "", "reviewed `file` of comments (.csv, .tsv, .yaml or .json); public reports show those that are public, internal ones those that are cleared")
	fs.StringVar(&c.sheet, "sheet", "", "`name` of the sheet of a workbook (default the first visible one)")
	fs.BoolVar(&c.csv, "csv", false, "write the sheet of a workbook as CSV instead of a report")
	fs.BoolVar(&c.skipHidden, "skip-hidden", false, "leave hidden rows of a workbook out")
	fs.BoolVar(&c.systemFonts, "system-fonts", true, "use the fonts of this machine in pictures; without them, pictures have Latin, Greek and Cyrillic letters only")
	fs.Usage = func() {
		fmt.Fprintln(stderr, "usage: office [flags] RESPONSES...")
		fs.PrintDefaults()
	}
	if err := cli.ParseFlags(fs, args); err != nil {
		return nil, err
	}
	c.inputs = fs.Args()
	if len(c.inputs) == 0 {
		fs.Usage()
		return nil, errors.New("name at least one file of responses: a workbook (.xlsx), NDJSON or CSV")
	}
	for _, name := range c.inputs {
		if strings.HasPrefix(name, "-") {
			return nil, fmt.Errorf("%s: flags go before the files", problem.FileName(name))
		}
	}
	if c.csv && (len(c.inputs) != 1 || !isWorkbook(c.inputs[0])) {
		return nil, errors.New("-csv takes one workbook")
	}
	if err := c.limits.check(); err != nil {
		return nil, err
	}
	var err error
	if c.policy, err = cli.Policy(policy); err != nil {
		return nil, fmt.Errorf("-policy %s: %w", problem.FileName(policy), err)
	}
	return &c, nil
}

// run reads the responses and writes what the flags ask for. It reports whether records were
// refused.
func (c *config) run(stdout *os.File, stderr io.Writer) (refused bool, err error) {
	if c.csv {
		s, err := readSheet(context.Background(), c.inputs[0], c.sheet, c.skipHidden, c.limits)
		if err != nil {
			return false, err
		}
		s.describe(stderr, c.skipHidden)
		return false, s.writeCSV(stdout)
	}
	// The formats are checked first, so that a mistake in them does not cost the reading.
	write, err := c.writer(stdout)
	if err != nil {
		return false, err
	}
	if c.known, err = c.rubrics.Load(); err != nil {
		return false, err
	}
	view, refused, err := c.view(stderr)
	if err != nil {
		return false, err
	}
	return refused, write(view)
}

// writer returns a function that writes a report in the formats of the command line.
func (c *config) writer(stdout *os.File) (func(*report.View) error, error) {
	if c.out == "" {
		if c.format == "" {
			c.format = "text"
		}
		formats, err := cli.ParseFormats(c.format)
		if err != nil {
			return nil, err
		}
		return func(v *report.View) error { return formats[0].Print(stdout, v) }, nil
	}
	o, err := newOffice(c.format, c.systemFonts)
	if err != nil {
		return nil, err
	}
	return func(v *report.View) error {
		files, err := o.files(v)
		if err != nil {
			return err
		}
		paths, err := cli.WriteSet(c.out, files)
		cli.PrintPaths(stdout, paths)
		return err
	}, nil
}

// view builds the report of the responses.
func (c *config) view(stderr io.Writer) (v *report.View, refused bool, err error) {
	now, err := c.readWave(c.known.First(), cei.Latest(), c.inputs, stderr)
	if err != nil {
		return nil, false, err
	}
	local, notes, err := c.known.LocalizeReport(now.rubric, c.lang)
	if err != nil {
		return nil, false, fmt.Errorf("-lang: %w", err)
	}
	for _, note := range notes {
		fmt.Fprintln(stderr, note)
	}
	published, err := now.publish(local, c.policy)
	if err != nil {
		return nil, false, err
	}
	options := report.Options{Language: c.lang, Title: c.title, Organization: c.organization, Date: c.date}
	if c.baseline != "" {
		if options.Progress, err = c.compare(published, stderr); err != nil {
			return nil, false, fmt.Errorf("-baseline: %w", err)
		}
	}
	if c.comments != "" {
		if options.Comments, err = cli.ReadComments(local, c.comments); err != nil {
			return nil, false, fmt.Errorf("-comments: %w", err)
		}
	}
	v, err = report.Build(published, &options)
	return v, now.refused, err
}
