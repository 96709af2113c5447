package assess

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// wave is the responses of one wave, counted.
type wave struct {
	rubric            *rubric.Rubric
	tally             *assess.Tally
	accepted, refused uint64
	drafts            uint64
	exclusions        assess.Exclusions
	flawed            bool // something was reported, even if it is only about a complete file
	common            common
	comments          *assess.CommentCollector // nil if nothing gathers them
	background        string                   // the question that responses are grouped by, or ""
	parts             map[string]*assess.Tally // by the answer to it
}

// maxProblems is how many problems are shown.
const maxProblems = 10_000

// readWave counts the responses of files. They are to the rubric r or, if r is nil, to the known
// edition that the first file names, otherwise to the fallback. comments gathers what raters wrote,
// unless it is nil.
func (c *config) readWave(r, fallback *rubric.Rubric, files []string, comments *assess.CommentCollector, stderr io.Writer) (*wave, error) {
	first, err := cli.Open(files[0])
	if err != nil {
		return nil, err
	}
	if r == nil {
		if r, err = c.namedEdition(files[0], first, fallback); err != nil {
			return nil, errors.Join(err, first.Close())
		}
	}
	opt, err := c.sheets.Options(c.known, r)
	if err != nil {
		return nil, errors.Join(err, first.Close())
	}
	w := &wave{rubric: r, tally: new(assess.Tally), comments: comments, background: c.background}
	key, err := c.key(w)
	if err != nil {
		return nil, errors.Join(err, first.Close())
	}
	answers := func(report *assess.Report) *form.AnswerOptions { return c.sheets.Answers(opt, report) }
	var inputs []assess.ResponseInput
	for i, name := range files {
		in := first
		if i > 0 {
			if in, err = cli.Open(name); err != nil {
				return nil, err
			}
		}
		if input, err := w.input(name, in, i == 0, answers, stderr); err != nil {
			return nil, err
		} else if input != nil {
			inputs = append(inputs, *input)
		}
	}
	progress := cli.NewProgress(stderr, files)
	found, err := assess.Collect(context.Background(), r, inputs, &assess.CollectOptions{
		CSV: opt.CSV, MaxProblems: maxProblems, CompareIDs: maxIDs, Progress: progress.Show, Key: key, Comments: comments,
	})
	progress.Done()
	if err != nil {
		return nil, err
	}
	return w, w.add(found, stderr)
}

// add counts what was collected, and reports what was refused, ignored or not counted.
func (w *wave) add(found *assess.Collection, stderr io.Writer) error {
	for _, p := range found.Problems {
		fmt.Fprintln(stderr, p)
	}
	if more := found.ProblemCount - uint64(len(found.Problems)); more > 0 {
		fmt.Fprintf(stderr, "%d more problems\n", more)
	}
	cli.WriteReport(stderr, &found.Report)
	writeRepeats(stderr, &found.Duplicates)
	if err := w.tally.Merge(found.UnprotectedTotal()); err != nil {
		return err
	}
	if w.background != "" {
		for group, t := range found.UnprotectedTallies() {
			if err := w.addPart(group, t); err != nil {
				return err
			}
		}
	}
	w.accepted += found.Responses
	w.refused += found.Refused
	w.drafts += found.Drafts
	w.flawed = w.flawed || found.ProblemCount > 0
	w.exclusions.Merge(found.Exclusions())
	if n := found.Report.NotCounted; n > 0 {
		fmt.Fprintf(stderr, "%d read, %d refused, %d not counted\n", w.accepted, w.refused, n)
	}
	return nil
}

// maxIDs is how many ids are remembered to find repeated ones.
const maxIDs = 1 << 20

// input returns how to open a file, or nil if it has results of a SurveyJS form, which are
// counted at once. It closes the file, to be opened again, unless keep is true.
func (w *wave) input(name string, in *cli.Input, keep bool, opt func(*assess.Report) *form.AnswerOptions, stderr io.Writer) (*assess.ResponseInput, error) {
	head, err := in.Head()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", problem.FileName(name), errors.Join(err, in.Close()))
	}
	if cli.IsSurveyJS(head) {
		return nil, errors.Join(w.addSurvey(name, in, opt, stderr), in.Close())
	}
	if keep || name == "-" {
		return &assess.ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return in, nil }}, nil
	}
	if err := in.Close(); err != nil {
		return nil, err
	}
	return &assess.ResponseInput{Name: name, Open: func() (io.ReadCloser, error) { return cli.Open(name) }}, nil
}

// addSurvey counts the results of a SurveyJS form.
func (w *wave) addSurvey(name string, in io.Reader, opt func(*assess.Report) *form.AnswerOptions, stderr io.Writer) error {
	var report assess.Report
	for p, err := range form.SurveyJSAnswers(w.rubric, name, in, opt(&report)) {
		w.exclusions.Add(p, err)
		if problems, ok := problem.Of(err); ok {
			for _, p := range problems {
				fmt.Fprintln(stderr, p)
			}
			w.refused += uint64(assess.Refused(err))
			w.flawed = true
			continue
		}
		if err != nil {
			return err
		}
		if err := w.tally.Add(p); err != nil {
			return err
		}
		if w.comments != nil {
			if err := w.comments.Add(p); err != nil {
				return err
			}
		}
		if w.background != "" {
			if err := w.addAnswer(p); err != nil {
				return err
			}
		}
		w.common.add(p.Organization(), p.Date())
		w.accepted++
	}
	cli.WriteReport(stderr, &report)
	w.exclusions.AddReport(&report)
	return nil
}

// writeRepeats reports people and ids that occur more than once.
func writeRepeats(w io.Writer, d *assess.DuplicateIDs) {
	if d.Persons > 0 {
		fmt.Fprintf(w, "%d responses are of someone who has answered before and are counted; -keep last counts one for each\n", d.Persons)
	}
	if d.Count > 0 {
		fmt.Fprintf(w, "%d responses have the id of another one and are counted; -keep last counts one for each\n", d.Count)
	}
	for _, p := range d.Problems[:min(len(d.Problems), 10)] {
		fmt.Fprintln(w, p)
	}
}

// namedEdition returns the first known edition that an input names, the fallback if it names
// none.
func (c *config) namedEdition(file string, in *cli.Input, fallback *rubric.Rubric) (*rubric.Rubric, error) {
	head, err := in.Head()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	r, err := c.known.FindNamed(file, "rubric", head)
	if r == nil && err == nil {
		r = fallback
	}
	return r, err
}

// publish publishes the wave, with the texts of the rubric or of a translation.
func (w *wave) publish(local *rubric.Rubric, policy assess.Policy, invited assess.Invitations) (*assess.Published, error) {
	summary, err := w.tally.Summarize(local, &assess.SummaryOptions{Exclusions: &w.exclusions, Invited: invited})
	if err != nil {
		return nil, err
	}
	return summary.Publish(policy)
}
