package main

import (
	"context"

	"github.com/waymark-go/waymark/assess"
)

// prepareWaymark counts with the library: one call.
func prepareWaymark(s *survey, file string, workers int) (*job, error) {
	var c *assess.Collection
	run := func() error {
		var err error
		c, err = assess.Collect(context.Background(), s.rubric, []assess.ResponseInput{assess.FileInput(file)}, &assess.CollectOptions{
			Key:     assess.ByOrganization,
			Workers: workers,
		})
		return err
	}
	result := func() (*counts, error) {
		all := newCounts(s)
		for organization, tally := range c.UnprotectedTallies() {
			for constituency, theirs := range tally.Groups {
				g := all.group(organization, constituency)
				g.responses = theirs.Raters
				for i, n := range theirs.Counts {
					g.cells[i] = uint32(n)
				}
			}
		}
		return all, nil
	}
	return &job{run: run, counts: result}, nil
}
