// Command assess reads responses and writes a report.
//
//	go run ./examples/assess [flags] RESPONSES...
//
// Each file is NDJSON, plain or gzip; - is standard input. Lines that are no valid
// response are reported on standard error and left out, and then the exit status
// is 1. It is 2 when the report could not be made.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// config is what the flags say.
type config struct {
	rubric, baseline, policy, lang, formats, out string
	inputs                                       []string
}

func run(args []string, stdout *os.File, stderr io.Writer) int {
	cfg, err := parse(args, stderr)
	if err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(stderr, err)
		}
		return 2
	}
	refused, err := cfg.report(stdout, stderr)
	switch {
	case err != nil:
		fmt.Fprintln(stderr, err)
		return 2
	case refused > 0:
		fmt.Fprintf(stderr, "%d refused\n", refused)
		return 1
	}
	return 0
}

func parse(args []string, stderr io.Writer) (config, error) {
	var cfg config
	fs := flag.NewFlagSet("assess", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&cfg.rubric, "rubric", "", "rubric `file`, or cei@EDITION (default the newest edition)")
	fs.StringVar(&cfg.baseline, "baseline", "", "earlier wave to compare with (not available yet)")
	fs.StringVar(&cfg.policy, "policy", "public", "what may be shown: `public or internal`")
	fs.StringVar(&cfg.lang, "lang", "", "language `code` of the rubric's texts (the report's own words are English so far)")
	fs.StringVar(&cfg.formats, "format", "", "`formats` with commas between them: "+cli.FormatNames()+" (default text; all of them with -out)")
	fs.StringVar(&cfg.out, "out", "", "write files to this `directory`")
	fs.Usage = func() {
		fmt.Fprintln(stderr, "usage: assess [flags] RESPONSES...")
		fs.PrintDefaults()
	}
	if err := fs.Parse(args); err != nil {
		return cfg, err
	}
	cfg.inputs = fs.Args()
	if len(cfg.inputs) == 0 {
		fs.Usage()
		return cfg, errors.New("name at least one file of responses, or - for standard input")
	}
	if cfg.baseline != "" {
		return cfg, errors.New("-baseline: comparing two waves is not available yet")
	}
	return cfg, nil
}

// report makes the report and returns how many lines were refused.
func (c config) report(stdout *os.File, stderr io.Writer) (refused int, err error) {
	formats, err := c.chosenFormats()
	if err != nil {
		return 0, err
	}
	policy, err := c.chosenPolicy()
	if err != nil {
		return 0, err
	}
	r, err := cli.Rubric(c.rubric)
	if err != nil {
		return 0, err
	}
	if r, err = cli.Localize(r, c.lang); err != nil {
		return 0, fmt.Errorf("-lang: %w", err)
	}
	var tally assess.Tally
	for _, name := range c.inputs {
		n, err := read(&tally, r, name, stderr)
		refused += n
		if err != nil {
			return refused, err
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		return refused, err
	}
	published, err := summary.Publish(policy)
	if err != nil {
		return refused, err
	}
	options := report.ForTerminal(stdout)
	view, err := report.Build(published, &options)
	if err != nil {
		return refused, err
	}
	if c.out == "" {
		return refused, formats[0].Write(view, stdout)
	}
	files, err := cli.WriteFiles(view, c.out, formats)
	for _, f := range files {
		fmt.Fprintln(stdout, f)
	}
	return refused, err
}

func (c config) chosenFormats() ([]cli.Format, error) {
	switch {
	case c.formats == "" && c.out == "":
		return cli.ParseFormats("text")
	case c.formats == "":
		return cli.Formats(), nil
	}
	formats, err := cli.ParseFormats(c.formats)
	if err == nil && len(formats) > 1 && c.out == "" {
		return nil, errors.New("more than one format needs -out")
	}
	return formats, err
}

func (c config) chosenPolicy() (assess.Policy, error) {
	switch c.policy {
	case "public":
		return assess.Public(), nil
	case "internal":
		return assess.Internal(), nil
	}
	return assess.Policy{}, fmt.Errorf("-policy %s: the policies are public and internal", c.policy)
}

// read adds a file's responses to the tally and returns how many lines it refused.
func read(t *assess.Tally, r *rubric.Rubric, name string, stderr io.Writer) (refused int, err error) {
	if strings.Contains(strings.ToLower(name), ".csv") {
		return 0, fmt.Errorf("%s: CSV is not available yet; give NDJSON, one response on a line", name)
	}
	in, err := cli.Open(name)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	for resp, err := range assess.NDJSON(r, name, in) {
		problems, bad := rubric.ProblemsOf(err)
		switch {
		case bad:
			refused++
			fmt.Fprintln(stderr, problems)
		case err != nil:
			return refused, err
		default:
			if err := t.Add(resp); err != nil {
				return refused, err
			}
		}
	}
	return refused, nil
}
