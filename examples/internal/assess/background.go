package assess

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
)

// everyone is the id of all responses together. No option has it, because ids have no slash.
const everyone = "/"

// checkBackground returns an error if -background is used with flags that it does not support.
func (c *config) checkBackground() error {
	if c.background == "" {
		return nil
	}
	if c.out == "" {
		return errors.New("-background writes a report for each answer: name a directory with -out")
	}
	for _, other := range []struct {
		name string
		used bool
	}{
		{"-baseline", c.baseline != ""},
		{"-comments", c.commentsIn != ""},
		{"-comments-out", c.commentsOut != ""},
	} {
		if other.used {
			return fmt.Errorf("-background cannot be combined with %s", other.name)
		}
	}
	return nil
}

// key returns the key of the group of a response, which is the answer to the background question.
// Without a question all responses are in one group.
func (c *config) key(w *wave) (func([]byte, *assess.ResponseHeader) []byte, error) {
	if c.background == "" {
		return w.common.key, nil
	}
	answer, err := assess.ByBackground(w.rubric, c.background)
	if err != nil {
		return nil, fmt.Errorf("-background: %w", err)
	}
	return func(key []byte, h *assess.ResponseHeader) []byte { return answer(w.common.key(key, h), h) }, nil
}

// addPart counts the responses of a group.
func (w *wave) addPart(group string, t *assess.Tally) error {
	if w.parts == nil {
		w.parts = make(map[string]*assess.Tally)
	}
	if w.parts[group] == nil {
		w.parts[group] = new(assess.Tally)
	}
	return w.parts[group].Merge(t)
}

// addAnswer counts a response in the group of its answer.
func (w *wave) addAnswer(p *assess.Response) error {
	group, ok := p.Background(w.background)
	if !ok {
		group = assess.NotAnsweredGroup
	}
	var one assess.Tally
	if err := one.Add(p); err != nil {
		return err
	}
	return w.addPart(group, &one)
}

// hierarchy returns the parts to publish: everyone, and below it the groups by their answers.
func (w *wave) hierarchy() iter.Seq[assess.Part] {
	return func(yield func(assess.Part) bool) {
		if !yield(assess.Part{ID: everyone}) {
			return
		}
		for id, t := range w.parts {
			if !yield(assess.Part{ID: id, Parent: everyone, Tally: t}) {
				return
			}
		}
	}
}

// writeParts writes the report on all responses, and one for each answer to the background question,
// in directories below that are named by the ids of the answers. All are published together, so that
// nothing that is hidden follows from subtracting one from another.
func (c *config) writeParts(w *wave, local *rubric.Rubric, stdout *os.File, stderr io.Writer) error {
	h, err := assess.PublishHierarchy(local, w.hierarchy(), c.policy, &assess.HierarchyOptions{
		Summary: &assess.SummaryOptions{Exclusions: &w.exclusions},
		Invited: map[string]assess.Invitations{everyone: c.invited},
	})
	if err != nil {
		return err
	}
	for part, err := range h.All() {
		if err != nil {
			return err
		}
		options, _, err := c.options(w, part.Published, stderr)
		if err != nil {
			return err
		}
		dir := c.out
		if part.ID != everyone {
			options.Title = cmp.Or(options.Title, local.Title()) + ": " + c.answerTitle(local, part.ID)
			dir = filepath.Join(c.out, part.ID)
		}
		view, err := report.Build(part.Published, options)
		if err != nil {
			return err
		}
		if err := c.writeTo(dir, view, stdout); err != nil {
			return err
		}
	}
	return nil
}

// answerTitle returns the title of an answer to the background question.
func (c *config) answerTitle(r *rubric.Rubric, answer string) string {
	q, _ := r.BackgroundQuestion(c.background)
	for _, o := range q.Options {
		if o.ID == answer {
			return o.Title
		}
	}
	if base, _, _ := strings.Cut(c.lang, "-"); base == "es" {
		return "sin respuesta"
	}
	return "no answer"
}
