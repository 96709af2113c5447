package html

import (
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
)

// WriteGuide writes a discussion guide to w as one page that is made to be printed, or as a fragment
// of a page. It returns an error if w fails or an option is not valid.
func WriteGuide(w io.Writer, g *report.Guide, opt *Options) error {
	if err := arguments.Guide("html.WriteGuide", w, g); err != nil {
		return err
	}
	page, err := newPage(guideView(g), paperSheet, opt)
	if err != nil {
		return fmt.Errorf("html.WriteGuide: %w", err)
	}
	page.hatched = true
	return page.execute(w, "guide", &guidePage{page: page, Guide: g})
}

// guideView returns what a guide has in common with a report.
func guideView(g *report.Guide) *report.View {
	return &report.View{
		Language: g.Language, Direction: g.Direction, Labels: g.Labels, Head: g.Head,
		Stages: g.Stages, About: g.About,
	}
}

// guidePage is the data of the template of a guide.
type guidePage struct {
	*page
	Guide *report.Guide
}

// PlanRows returns the numbers of the rows of the plan.
func (p *guidePage) PlanRows() []int {
	rows := make([]int, p.Guide.PlanRows)
	for i := range rows {
		rows[i] = i + 1
	}
	return rows
}

// topicOnPage is a topic with its page.
type topicOnPage struct {
	report.GuideTopic
	Page *guidePage
}

// OnPage adds the page to a topic, for the template.
func (p *guidePage) OnPage(t report.GuideTopic) topicOnPage { return topicOnPage{t, p} }

// edgeOnPage is a growing edge with its page.
type edgeOnPage struct {
	report.GuideGrowingEdge
	Page *guidePage
}

// Edge adds the page to a growing edge, for the template.
func (p *guidePage) Edge(e report.GuideGrowingEdge) edgeOnPage { return edgeOnPage{e, p} }

// linesHTML returns lines to write on.
func linesHTML(lines int) template.HTML {
	return template.HTML(`<div class="room" aria-hidden="true">` + strings.Repeat("<span></span>", lines) + `</div>`)
}
