package assess

import (
	"bytes"
	"fmt"
	"io"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// compare reads the baseline, which may be of an earlier edition, and compares a
// published wave with it. The baseline is a published summary, the report.json of an
// earlier run, or responses; before is nil for a summary.
func (c *config) compare(now *wave, after *assess.Published, stderr io.Writer) (before *wave, p *assess.Progress, err error) {
	earlier, err := c.publishedBaseline(now.rubric)
	if err != nil {
		return nil, nil, err
	}
	if earlier == nil {
		if before, err = c.readWave(nil, now.rubric, []string{c.baseline}, nil, stderr); err != nil {
			return nil, nil, err
		}
		if before.accepted == 0 {
			return nil, nil, fmt.Errorf("%s has no response that can be used, so there is nothing to compare with", c.baseline)
		}
		if earlier, err = before.publish(before.rubric, c.policy, nil); err != nil {
			return nil, nil, err
		}
	}
	x, err := c.known.Crosswalk(earlier.Rubric(), now.rubric)
	if err != nil {
		return nil, nil, err
	}
	p, err = assess.Compare(earlier, after, x)
	return before, p, err
}

// publishedBaseline reads a published summary, nil if the file is not one.
func (c *config) publishedBaseline(now *rubric.Rubric) (*assess.Published, error) {
	name := c.baseline
	in, err := cli.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	head, err := in.Head()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", problem.FileName(name), err)
	}
	if !bytes.Contains(head, []byte(assess.SummaryFormat)) {
		return nil, nil
	}
	data, err := io.ReadAll(io.LimitReader(in, maxSummary))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", problem.FileName(name), err)
	}
	ref, err := assess.SummaryRubric(name, data)
	if err != nil {
		return nil, err
	}
	r := now
	if ref != now.Ref() {
		if r = c.known.Find(ref.String()); r == nil {
			return nil, fmt.Errorf("%s is of %s, which is not known: name its file with -rubric", problem.FileName(name), ref)
		}
	}
	return assess.LoadPublished(r, name, data, nil)
}

// maxSummary is more than a summary may have, so that a longer one is refused and not
// held in memory.
const maxSummary = 65 << 20
