package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric/cei"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout *os.File, stderr io.Writer) int {
	cfg, err := parse(args, stderr)
	if err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			cli.PrintError(stderr, err)
		}
		return 2
	}
	waves, err := cfg.report(stdout, stderr)
	if err != nil {
		cli.PrintError(stderr, err)
		return 2
	}
	status := 0
	if len(waves) == 1 && waves[0].accepted == 0 && !waves[0].flawed {
		status = 3
	}
	for _, w := range waves {
		if w.drafts > 0 {
			fmt.Fprintf(stderr, "%d drafts were not counted\n", w.drafts)
		}
		if w.flawed {
			fmt.Fprintf(stderr, "%d refused\n", w.refused)
			status = 1
		}
	}
	return status
}

// report makes the report and returns the waves that were read.
func (c *config) report(stdout *os.File, stderr io.Writer) (waves []*wave, err error) {
	if c.known, err = c.rubrics.Load(); err != nil {
		return nil, err
	}
	now, err := c.readWave(c.known.First(), cei.Latest(), c.inputs, stderr)
	if err != nil {
		return nil, err
	}
	waves = append(waves, now)
	if now.accepted == 0 && now.flawed {
		fmt.Fprintln(stderr, "none of the records could be used, so there is no report")
		return waves, nil
	}
	if now.accepted == 0 {
		fmt.Fprintln(stderr, "there are no responses in the input, so there is no report")
		return waves, nil
	}
	local, notes, err := c.known.LocalizeReport(now.rubric, c.lang)
	if err != nil {
		return nil, fmt.Errorf("-lang: %w", err)
	}
	for _, note := range notes {
		fmt.Fprintln(stderr, note)
	}
	published, err := now.publish(local, c.policy, c.invited)
	if err != nil {
		return nil, err
	}
	options := report.Options{Language: c.lang, Wording: report.Wording(c.wording)}
	if c.baseline != "" {
		before, progress, err := c.compare(now, published, stderr)
		if err != nil {
			return nil, fmt.Errorf("-baseline: %w", err)
		}
		if before != nil {
			waves = append(waves, before)
		}
		options.Progress = progress
	}
	if c.consensus != "" {
		data, err := os.ReadFile(c.consensus)
		if err != nil {
			return nil, err
		}
		if options.Consensus, err = assess.LoadConsensus(local, c.consensus, data, nil); err != nil {
			return nil, err
		}
	}
	if options.Targets, err = c.targetStages(local); err != nil {
		return nil, err
	}
	if options.Competencies, err = c.competencies(local); err != nil {
		return nil, err
	}
	view, err := report.Build(published, &options)
	if err != nil {
		return nil, err
	}
	return waves, c.write(view, stdout)
}

func (c *config) write(view *report.View, stdout *os.File) error {
	if c.out == "" {
		return c.formats[0].Print(stdout, view)
	}
	files, err := cli.WriteFiles(view, c.out, c.formats)
	for _, f := range files {
		fmt.Fprintln(stdout, f)
	}
	return err
}
