package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run returns the exit status: 0, 1 if rows were refused, 2 if there is no report.
func run(args []string, stdout *os.File, stderr io.Writer) int {
	fs := flag.NewFlagSet("office", flag.ContinueOnError)
	fs.SetOutput(stderr)
	var c config
	c.sheets.Register(fs)
	fs.StringVar(&c.rubric, "rubric", "", "rubric `file`, or cei@EDITION")
	fs.StringVar(&c.policy, "policy", "public", "what may be shown: `public or internal`")
	fs.StringVar(&c.format, "format", "text", "`format` of the report: "+cli.FormatNames())
	fs.StringVar(&c.sheet, "sheet", "", "`name` of the sheet (default the first visible one)")
	fs.BoolVar(&c.csv, "csv", false, "write the sheet as CSV instead of a report")
	fs.BoolVar(&c.skipHidden, "skip-hidden", false, "leave hidden rows out")
	if err := fs.Parse(args); err != nil {
		return 2
	}
	if fs.NArg() != 1 {
		fmt.Fprintln(stderr, "usage: office [flags] FILE.xlsx")
		return 2
	}
	refused, err := c.run(fs.Arg(0), stdout, stderr)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	if refused {
		return 1
	}
	return 0
}

type config struct {
	rubric, policy, format, sheet string
	csv, skipHidden               bool
	sheets                        cli.SheetFlags
}

// run reads the workbook and writes the report. Refused is true if a row was refused.
func (c *config) run(file string, stdout *os.File, stderr io.Writer) (refused bool, err error) {
	s, err := readSheet(file, c.sheet, c.skipHidden)
	if err != nil {
		return false, err
	}
	s.describe(stderr, c.skipHidden)
	if c.csv {
		return false, s.writeCSV(stdout)
	}
	r, err := cli.Rubric(c.rubric)
	if err != nil {
		return false, err
	}
	policy, err := cli.Policy(c.policy)
	if err != nil {
		return false, err
	}
	formats, err := cli.ParseFormats(c.format)
	if err != nil {
		return false, err
	}
	opt, err := c.sheets.Options(new(cli.Rubrics), r)
	if err != nil {
		return false, err
	}
	var b bytes.Buffer
	if err := s.writeCSV(&b); err != nil {
		return false, err
	}
	input := assess.ResponseInput{Name: file + "#" + s.name, Open: func() (io.ReadCloser, error) { return io.NopCloser(&b), nil }}
	found, err := assess.Collect(context.Background(), r, []assess.ResponseInput{input}, &assess.CollectOptions{CSV: opt.CSV})
	if err != nil {
		return false, err
	}
	for _, p := range found.Problems {
		fmt.Fprintln(stderr, p)
	}
	cli.WriteReport(stderr, &found.Report)
	fmt.Fprintf(stderr, "%d read, %d refused, %d not counted\n", found.Responses, found.Refused, found.Report.NotCounted)
	if found.Responses == 0 {
		return false, errors.New("there are no responses, so there is no report")
	}
	summary, err := found.UnprotectedTotal().Summarize(r, &assess.SummaryOptions{Exclusions: found.Exclusions()})
	if err != nil {
		return false, err
	}
	published, err := summary.Publish(policy)
	if err != nil {
		return false, err
	}
	view, err := report.Build(published, nil)
	if err != nil {
		return false, err
	}
	return found.ProblemCount > 0, formats[0].Print(stdout, view)
}

// describe says what was done to the sheet.
func (s *sheet) describe(w io.Writer, skipHidden bool) {
	if len(s.others) > 0 {
		fmt.Fprintf(w, "read the sheet %q; there are also %q (-sheet NAME)\n", s.name, s.others)
	}
	if s.merged > 0 {
		fmt.Fprintf(w, "%d merged ranges were filled\n", s.merged)
	}
	switch {
	case s.hidden > 0 && skipHidden:
		fmt.Fprintf(w, "%d hidden rows were left out\n", s.hidden)
	case s.hidden > 0:
		fmt.Fprintf(w, "%d hidden rows were read too (-skip-hidden leaves them out)\n", s.hidden)
	}
}
