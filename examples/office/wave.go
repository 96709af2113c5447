package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// wave is the responses of one wave, counted.
type wave struct {
	rubric     *rubric.Rubric
	tally      *assess.Tally
	exclusions *assess.Exclusions
	refused    bool // something was refused
}

// input is a file of responses: a workbook, whose sheet becomes CSV, or a file that package assess
// reads as it is.
type input struct {
	assess.ResponseInput
	head []byte // the beginning
}

func isWorkbook(name string) bool { return strings.EqualFold(filepath.Ext(name), ".xlsx") }

// readWave counts the responses of files. They are to the rubric r or, if r is nil, to the known
// edition that the first file names, otherwise to the fallback.
func (c *config) readWave(r, fallback *rubric.Rubric, files []string, stderr io.Writer) (*wave, error) {
	var inputs []assess.ResponseInput
	for i, name := range files {
		in, err := c.open(name, stderr)
		if err != nil {
			return nil, err
		}
		if r == nil && i == 0 {
			if r, err = c.known.FindNamed(name, "rubric", in.head); err != nil {
				return nil, err
			}
		}
		inputs = append(inputs, in.ResponseInput)
	}
	if r == nil {
		r = fallback
	}
	opt, err := c.sheets.Options(c.known, r)
	if err != nil {
		return nil, err
	}
	found, err := assess.Collect(context.Background(), r, inputs, &assess.CollectOptions{CSV: opt.CSV})
	if err != nil {
		return nil, err
	}
	for _, p := range found.Problems {
		fmt.Fprintln(stderr, p)
	}
	cli.WriteReport(stderr, &found.Report)
	fmt.Fprintf(stderr, "%d read, %d refused, %d not counted\n", found.Responses, found.Refused, found.Report.NotCounted)
	if found.Responses == 0 {
		return nil, errors.New("there are no responses, so there is no report")
	}
	return &wave{r, found.UnprotectedTotal(), found.Exclusions(), found.ProblemCount > 0}, nil
}

func (c *config) open(name string, stderr io.Writer) (input, error) {
	if isWorkbook(name) {
		s, err := readSheet(context.Background(), name, c.sheet, c.skipHidden, c.limits)
		if err != nil {
			return input{}, err
		}
		s.describe(stderr, c.skipHidden)
		var b bytes.Buffer
		if err := s.writeCSV(&b); err != nil {
			return input{}, err
		}
		reopen := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.Bytes())), nil }
		return input{assess.ResponseInput{Name: name + "#" + s.name, Open: reopen}, b.Bytes()[:min(b.Len(), cli.HeadSize)]}, nil
	}
	in, err := cli.Open(name)
	if err != nil {
		return input{}, err
	}
	head, err := in.Head()
	head = bytes.Clone(head) // Head returns a part of a buffer
	if err := errors.Join(err, in.Close()); err != nil {
		return input{}, fmt.Errorf("read %s: %w", problem.FileName(name), err)
	}
	return input{assess.ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return cli.Open(name) }}, head}, nil
}

// publish publishes the wave with the texts of the rubric or of a translation.
func (w *wave) publish(local *rubric.Rubric, policy assess.Policy) (*assess.Published, error) {
	summary, err := w.tally.Summarize(local, &assess.SummaryOptions{Exclusions: w.exclusions})
	if err != nil {
		return nil, err
	}
	return summary.Publish(policy)
}

// compare reads the baseline, which is a published summary (the report.json of an earlier wave) or
// responses, and compares a published wave with it.
func (c *config) compare(after *assess.Published, stderr io.Writer) (*assess.Progress, error) {
	before, err := c.known.PublishedBaseline(c.baseline, after.Rubric())
	if err != nil {
		return nil, err
	}
	if before == nil {
		earlier, err := c.readWave(nil, after.Rubric(), []string{c.baseline}, stderr)
		if err != nil {
			return nil, err
		}
		if before, err = earlier.publish(earlier.rubric, c.policy); err != nil {
			return nil, err
		}
	}
	x, err := c.known.Crosswalk(before.Rubric(), after.Rubric())
	if err != nil {
		return nil, err
	}
	return assess.Compare(before, after, x)
}
