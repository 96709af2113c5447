package main

import (
	"context"
	"fmt"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
)

// part is the counts of an organization in the form in which they are sent.
type part struct {
	Organization string
	Counts       []byte
}

func pack(organization string, t assess.Tally) (part, error) {
	counts, err := encodeTally(t)
	return part{organization, counts}, err
}

// publishTogetherFn writes the files of all organizations and of what they are parts of.
//
// One worker does all of it. What is hidden at one organization depends on all others, so
// that no combiner can decide it from a part of the counts. It holds a Tally for each
// organization.
type publishTogetherFn struct {
	Job      job
	reporter *reporter
}

// Setup loads the rubric.
func (f *publishTogetherFn) Setup() (err error) {
	f.reporter, err = newReporter(&f.Job)
	return err
}

// ProcessElement gets all organizations at once, under a key that means nothing.
func (f *publishTogetherFn) ProcessElement(ctx context.Context, _ int, next func(*part) bool, emit func(indexEntry)) error {
	h, err := f.publish(collect(next))
	if err != nil {
		return err
	}
	for p, err := range h.All() {
		if err != nil {
			return err
		}
		v, err := report.Build(p.Published, &report.Options{Organization: p.ID, Language: f.Job.Lang})
		if err != nil {
			return fmt.Errorf("report of %q: %w", p.ID, err)
		}
		if err := writeReports(ctx, f.Job.Output, p.ID, v); err != nil {
			return err
		}
		emit(newIndexEntry(p.ID, p.Published))
	}
	return nil
}

// publish publishes the organizations with all nodes above them. Those that the list of
// parents does not name are an error: they would be published without protection.
func (f *publishTogetherFn) publish(organizations []part) (*assess.Hierarchy, error) {
	tallies := make(map[string]*assess.Tally)
	for _, p := range organizations {
		t, err := decodeTally(p.Counts)
		if err != nil {
			return nil, fmt.Errorf("counts of %q: %w", p.Organization, err)
		}
		if f.Job.Parents[p.Organization] == "" {
			return nil, fmt.Errorf("--parents does not say what %q is a part of", p.Organization)
		}
		tallies[p.Organization] = &t
	}
	nodes := make(map[string]string)
	for part, parent := range f.Job.Parents {
		nodes[part] = parent
		if _, ok := f.Job.Parents[parent]; !ok && parent != "" {
			nodes[parent] = ""
		}
	}
	parts := func(yield func(assess.Part) bool) {
		for id, parent := range nodes {
			if !yield(assess.Part{ID: id, Parent: parent, Tally: tallies[id]}) {
				return
			}
		}
	}
	return assess.PublishHierarchy(f.reporter.rubric, parts, f.Job.Policy, nil)
}
