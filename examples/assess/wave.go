package main

import (
	"fmt"
	"io"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// wave is the responses of one wave, counted.
type wave struct {
	rubric            *rubric.Rubric
	tally             assess.Tally
	accepted, refused int
	flawed            bool // something was reported, if only of a file as a whole
}

// readWave reads files of responses to a rubric or, where that is nil, to the embedded
// edition that the first file names, or else to the fallback.
func readWave(r, fallback *rubric.Rubric, files []string, stderr io.Writer) (*wave, error) {
	w := wave{rubric: r}
	for _, name := range files {
		if err := w.read(name, fallback, stderr); err != nil {
			return nil, err
		}
	}
	return &w, nil
}

func (w *wave) read(name string, fallback *rubric.Rubric, stderr io.Writer) error {
	in, err := cli.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	if w.rubric == nil {
		if w.rubric, err = namedEdition(in, fallback); err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
	}
	for resp, err := range assess.Read(w.rubric, name, in, cli.ReadOptions(w.rubric)) {
		problems, bad := rubric.ProblemsOf(err)
		switch {
		case bad:
			w.refused += assess.Refused(err)
			w.flawed = true
			fmt.Fprintln(stderr, problems)
		case err != nil:
			return err
		default:
			if err := w.tally.Add(resp); err != nil {
				return err
			}
			w.accepted++
		}
	}
	return nil
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

// compare reads the baseline, which may be of an earlier edition, and compares a
// published wave with it.
func (c *config) compare(now *wave, after *assess.Published, stderr io.Writer) (before *wave, p *assess.Progress, err error) {
	if before, err = readWave(nil, now.rubric, []string{c.baseline}, stderr); err != nil {
		return nil, nil, err
	}
	published, err := before.publish(before.rubric, c.policy)
	if err != nil {
		return nil, nil, err
	}
	var x *rubric.Crosswalk
	if before.rubric.Ref() != now.rubric.Ref() {
		if x, err = cei.Crosswalk(before.rubric.Edition(), now.rubric.Edition()); err != nil {
			return nil, nil, err
		}
	}
	p, err = assess.Compare(published, after, x)
	return before, p, err
}
