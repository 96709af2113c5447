package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// config is what the command line says.
type config struct {
	baseline, consensus, lang, out string
	rubrics                        cli.RubricFlags
	known                          *cli.Rubrics
	policy                         assess.Policy
	formats                        []cli.Format
	targets                        []string
	sheets                         cli.SheetFlags
	wording                        string
	inputs                         []string
}

func parse(args []string, stderr io.Writer) (*config, error) {
	var c config
	var policy, formats string
	fs := flag.NewFlagSet("assess", flag.ContinueOnError)
	fs.SetOutput(stderr)
	c.rubrics.Register(fs, "the embedded edition that the responses name")
	fs.StringVar(&c.baseline, "baseline", "", "`file` of an earlier wave to compare with: its report.json or its responses")
	fs.StringVar(&policy, "policy", "public", "what may be shown: `public or internal`")
	fs.StringVar(&c.lang, "lang", "", "language `code` of the report, such as es; without a translation of the rubric, of the report's own words")
	fs.StringVar(&formats, "format", "", "`formats` with commas between them: "+cli.FormatNames()+" (default text; all of them with -out)")
	fs.StringVar(&c.out, "out", "", "write files to this `directory`")
	fs.StringVar(&c.consensus, "consensus", "", "`file` with what a team agreed on")
	fs.Func("target", "a goal: `STAGE` for all domains, or ID=STAGE for one domain or competency; may be repeated", func(s string) error {
		c.targets = append(c.targets, s)
		return nil
	})
	fs.StringVar(&c.wording, "wording", "", "how much of the rubric's wording is repeated: `full, sentence or titles` (default by the size of the rubric)")
	c.sheets.Register(fs)
	fs.Usage = func() {
		fmt.Fprintln(stderr, "usage: assess [flags] RESPONSES...")
		fs.PrintDefaults()
	}
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	c.inputs = fs.Args()
	for _, name := range c.inputs {
		if strings.HasPrefix(name, "-") && name != "-" {
			return nil, fmt.Errorf("%s: flags go before the files", name)
		}
	}
	if len(c.inputs) == 0 {
		fs.Usage()
		return nil, errors.New("name at least one file of responses, or - for standard input")
	}
	var err error
	if c.formats, err = chooseFormats(formats, c.out != ""); err != nil {
		return nil, err
	}
	if c.policy, err = cli.Policy(policy); err != nil {
		return nil, fmt.Errorf("-policy %s: %w", policy, err)
	}
	return &c, nil
}

func chooseFormats(list string, files bool) ([]cli.Format, error) {
	switch {
	case list == "" && files:
		return cli.Formats(), nil
	case list == "":
		return cli.ParseFormats("text")
	}
	formats, err := cli.ParseFormats(list)
	if err == nil && len(formats) > 1 && !files {
		return nil, errors.New("more than one format needs -out")
	}
	return formats, err
}

// targetStages looks the goals up in the rubric.
func (c *config) targetStages(r *rubric.Rubric) (map[string]spectrum.Stage, error) {
	targets := make(map[string]spectrum.Stage)
	for _, t := range c.targets {
		id, name, ok := strings.Cut(t, "=")
		if !ok {
			id, name = "", t
		}
		stage, ok := r.Spectrum().Stage(name)
		if !ok {
			return nil, fmt.Errorf("-target %s: %s has no stage %q", t, r.Ref(), name)
		}
		targets[id] = stage
	}
	return targets, nil
}
