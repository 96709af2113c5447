package html

import (
	"fmt"
	"io"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
)

// WriteHandout writes a handout to w as one page that is made to be printed: on one sheet of Letter or A4
// paper, or two if it has progress or goals. It returns an error if w fails
// or the options are wrong.
func WriteHandout(w io.Writer, h *report.Handout, opt *Options) error {
	if err := arguments.Handout("html.WriteHandout", w, h); err != nil {
		return err
	}
	page, err := newPage(handoutView(h), handoutStyleSource, opt)
	if err != nil {
		return fmt.Errorf("html.WriteHandout: %w", err)
	}
	return writePage(w, "handout", &handoutPage{page: page, Handout: h})
}

// handoutView returns what a handout has in common with a report.
func handoutView(h *report.Handout) *report.View {
	return &report.View{Language: h.Language, Direction: h.Direction, Labels: h.Labels, Head: h.Head, Stages: h.Stages}
}

// handoutPage is the data of the template of a handout.
type handoutPage struct {
	*page
	Handout *report.Handout
}

// Tables returns the tables of the second page.
func (p *handoutPage) Tables() []*report.HandoutTable {
	var tables []*report.HandoutTable
	for _, t := range []*report.HandoutTable{p.Handout.Progress, p.Handout.Targets} {
		if t != nil {
			tables = append(tables, t)
		}
	}
	return tables
}
