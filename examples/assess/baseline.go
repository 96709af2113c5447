package main

import (
	"bytes"
	"fmt"
	"io"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// compare reads the baseline, which may be of an earlier edition, and compares a
// published wave with it. The baseline is a published summary, the report.json of an
// earlier run, or responses; before is nil for a summary.
func (c *config) compare(now *wave, after *assess.Published, stderr io.Writer) (before *wave, p *assess.Progress, err error) {
	earlier, err := publishedBaseline(c.baseline, now.rubric)
	if err != nil {
		return nil, nil, err
	}
	if earlier == nil {
		if before, err = readWave(nil, now.rubric, []string{c.baseline}, &c.sheets, stderr); err != nil {
			return nil, nil, err
		}
		if earlier, err = before.publish(before.rubric, c.policy); err != nil {
			return nil, nil, err
		}
	}
	x, err := crosswalk(earlier.Rubric(), now.rubric)
	if err != nil {
		return nil, nil, err
	}
	p, err = assess.Compare(earlier, after, x)
	return before, p, err
}

// publishedBaseline reads a published summary, nil if the file is not one.
func publishedBaseline(name string, now *rubric.Rubric) (*assess.Published, error) {
	in, err := cli.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	head, err := in.Head()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if !bytes.Contains(head, []byte(assess.SummaryFormat)) {
		return nil, nil
	}
	data, err := io.ReadAll(io.LimitReader(in, maxSummary))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	ref, err := assess.SummaryRubric(name, data)
	if err != nil {
		return nil, err
	}
	r := now
	if ref != now.Ref() {
		if r = cli.Embedded(ref.String()); r == nil {
			return nil, fmt.Errorf("%s is of %s, which is not an embedded edition", name, ref)
		}
	}
	return assess.LoadPublished(r, name, data, nil)
}

// maxSummary is more than a summary may have, so that a longer one is refused and not
// held in memory.
const maxSummary = 65 << 20

// crosswalk returns the crosswalk from an edition to another, nil if they are the same.
func crosswalk(from, to *rubric.Rubric) (*rubric.Crosswalk, error) {
	if from.Ref() == to.Ref() {
		return nil, nil
	}
	if cli.Embedded(from.Ref().String()) != from || cli.Embedded(to.Ref().String()) != to {
		return nil, fmt.Errorf("the earlier wave is of %s and this one of %s: comparing them takes a crosswalk", from.Ref(), to.Ref())
	}
	return cei.Crosswalk(from.Edition(), to.Edition())
}
