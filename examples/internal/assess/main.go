package assess

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

// Run makes a report and returns the exit status: 0, 1 if records were refused, 2 if the report
// could not be made and 3 if there are no responses. name is the name of the program in messages.
func Run(name string, args []string, stdout *os.File, stderr io.Writer) int {
	cfg, err := parse(name, args, stderr)
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
	var comments *assess.CommentCollector
	if c.commentsOut != "" {
		comments = new(assess.CommentCollector)
	}
	now, err := c.readWave(c.known.First(), cei.Latest(), c.inputs, comments, stderr)
	if err != nil {
		return nil, err
	}
	waves = append(waves, now)
	if now.accepted == 0 {
		why := "there are no responses in the input"
		if now.flawed {
			why = "none of the records could be used"
		}
		fmt.Fprintln(stderr, why+", so there is no report")
		return waves, nil
	}
	local, notes, err := c.known.LocalizeReport(now.rubric, c.lang)
	if err != nil {
		return nil, fmt.Errorf("-lang: %w", err)
	}
	for _, note := range notes {
		fmt.Fprintln(stderr, note)
	}
	if c.background != "" {
		return waves, c.writeParts(now, local, stdout, stderr)
	}
	published, err := now.publish(local, c.policy, c.invited)
	if err != nil {
		return nil, err
	}
	if c.commentsOut != "" {
		if err := c.writeComments(now, published, stderr); err != nil {
			return nil, fmt.Errorf("-comments-out: %w", err)
		}
	}
	options, before, err := c.options(now, published, stderr)
	if err != nil {
		return nil, err
	}
	if before != nil {
		waves = append(waves, before)
	}
	view, err := report.Build(published, options)
	if err != nil {
		return nil, err
	}
	return waves, c.write(view, stdout)
}

// options returns the options of the report, and the earlier wave if its responses were read.
func (c *config) options(now *wave, published *assess.Published, stderr io.Writer) (opt *report.Options, before *wave, err error) {
	local := published.Rubric()
	opt = &report.Options{Language: c.lang, Wording: report.Wording(c.wording)}
	if err := c.titles.addTo(opt, &now.common); err != nil {
		return nil, nil, err
	}
	if c.baseline != "" {
		if before, opt.Progress, err = c.compare(now, published, stderr); err != nil {
			return nil, nil, fmt.Errorf("-baseline: %w", err)
		}
	}
	if c.consensus != "" {
		data, err := os.ReadFile(c.consensus)
		if err != nil {
			return nil, nil, err
		}
		if opt.Consensus, err = assess.LoadConsensus(local, c.consensus, data, nil); err != nil {
			return nil, nil, err
		}
	}
	if c.commentsIn != "" {
		if opt.Comments, err = c.readComments(local, stderr); err != nil {
			return nil, nil, fmt.Errorf("-comments: %w", err)
		}
	}
	if opt.Targets, err = c.targetStages(local); err != nil {
		return nil, nil, err
	}
	if opt.Competencies, err = c.competencies(local); err != nil {
		return nil, nil, err
	}
	return opt, before, nil
}

func (c *config) write(view *report.View, stdout *os.File) error {
	if c.out == "" {
		return c.formats[0].Print(stdout, view)
	}
	return c.writeTo(c.out, view, stdout)
}

// writeTo writes the files of a report to a directory and prints their paths.
func (c *config) writeTo(dir string, view *report.View, stdout *os.File) error {
	files, err := cli.WriteFiles(view, dir, c.formats)
	cli.PrintPaths(stdout, files)
	return err
}
