package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
)

// wave is the responses of one wave, counted.
type wave struct {
	rubric            *rubric.Rubric
	tally             *assess.Tally
	accepted, refused uint64
	drafts            uint64
	flawed            bool // something was reported, if only of a file as a whole
}

// maxProblems is how many problems are shown.
const maxProblems = 10_000

// readWave counts the responses of files. They are to a rubric or, where that is nil,
// to the embedded edition that the first file names, or else to the fallback.
func readWave(r, fallback *rubric.Rubric, files []string, stderr io.Writer) (*wave, error) {
	first, err := cli.Open(files[0])
	if err != nil {
		return nil, err
	}
	if r == nil {
		if r, err = namedEdition(first, fallback); err != nil {
			return nil, fmt.Errorf("read %s: %w", files[0], errors.Join(err, first.Close()))
		}
	}
	inputs := []assess.ResponseInput{{Name: files[0], Open: func() (io.ReadCloser, error) { return first, nil }}}
	for _, name := range files[1:] {
		inputs = append(inputs, assess.ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return cli.Open(name) }})
	}
	progress := cli.NewProgress(stderr, files)
	c, err := assess.Collect(context.Background(), r, inputs, &assess.CollectOptions{
		CSV: cli.ReadOptions(r).CSV, MaxProblems: maxProblems, Progress: progress.Show,
	})
	progress.Done()
	if err != nil {
		return nil, err
	}
	for _, p := range c.Problems {
		fmt.Fprintln(stderr, p)
	}
	if more := c.ProblemCount - uint64(len(c.Problems)); more > 0 {
		fmt.Fprintf(stderr, "%d more problems\n", more)
	}
	return &wave{rubric: r, tally: c.Total(), accepted: c.Responses, refused: c.Refused, drafts: c.Drafts, flawed: c.ProblemCount > 0}, nil
}

// namedEdition returns the first embedded edition that an input names, the fallback
// when it names none.
func namedEdition(in *cli.Input, fallback *rubric.Rubric) (*rubric.Rubric, error) {
	head, err := in.Head()
	if err != nil {
		return nil, err
	}
	for _, m := range cli.Named("rubric", head) {
		if r := cli.Embedded(string(head[m[0]:m[1]])); r != nil {
			return r, nil
		}
	}
	return fallback, nil
}

// publish publishes the wave, with the texts of the rubric or of a translation.
func (w *wave) publish(local *rubric.Rubric, policy assess.Policy) (*assess.Published, error) {
	summary, err := w.tally.Summarize(local, nil)
	if err != nil {
		return nil, err
	}
	return summary.Publish(policy)
}
