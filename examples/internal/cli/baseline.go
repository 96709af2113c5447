package cli

import (
	"bytes"
	"fmt"
	"io"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// maxSummary is more bytes than a summary may have, so that a longer one is refused before it fills
// the memory.
const maxSummary = 65 << 20

// PublishedBaseline reads the published summary of an earlier wave, of the rubric of the
// current wave or of another rubric in k. It returns nil if the file is not a summary.
func (k *Rubrics) PublishedBaseline(name string, now *rubric.Rubric) (*assess.Published, error) {
	in, err := Open(name)
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
		if r = k.Find(ref.String()); r == nil {
			return nil, fmt.Errorf("%s is of %s, which is not known: name its file with -rubric", problem.FileName(name), ref)
		}
	}
	return assess.LoadPublished(r, name, data, nil)
}
