package assess

import (
	"fmt"
	"io"

	"github.com/waymark-go/waymark/assess"
)

// compare reads the baseline, which may be of an earlier edition, and compares a
// published wave with it. The baseline is a published summary, such as the report.json of an
// earlier run, or responses. For a summary, before is nil.
func (c *config) compare(now *wave, after *assess.Published, stderr io.Writer) (before *wave, p *assess.Progress, err error) {
	earlier, err := c.known.PublishedBaseline(c.baseline, now.rubric)
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
