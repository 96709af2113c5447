package html

import (
	"html/template"
	"io"
	"strings"

	"github.com/waymark-go/waymark/report"
)

// WriteHTML writes the guide as one self-contained page, made to be printed, that
// keeps the same rules as that of a report.
func WriteGuide(w io.Writer, g *report.Guide, _ *Options) error {
	p := &guidePage{page: newPage(guideView(g), styleSheet(len(g.Stages), false)+paperStyleSource), Guide: g}
	return writePage(w, "guide", p)
}

// shared is what a guide has in common with a report, for the renderers of both.
func guideView(g *report.Guide) *report.View {
	return &report.View{
		Language: g.Language, Direction: g.Direction, Labels: g.Labels, Head: g.Head,
		Stages: g.Stages, About: g.About,
	}
}

// guidePage is what the template of a guide sees.
type guidePage struct {
	*page
	Guide *report.Guide
}

// PlanRows are the numbers of the rows of the plan.
func (p *guidePage) PlanRows() []int {
	rows := make([]int, p.Guide.PlanRows)
	for i := range rows {
		rows[i] = i + 1
	}
	return rows
}

// topicOnPage is a topic with the page that it is on.
type topicOnPage struct {
	report.GuideTopic
	Page *guidePage
}

// OnPage puts the page beside a topic, for the template.
func (p *guidePage) OnPage(t report.GuideTopic) topicOnPage { return topicOnPage{t, p} }

// edgeOnPage is a growing edge with the page that it is on.
type edgeOnPage struct {
	report.GuideGrowingEdge
	Page *guidePage
}

// GrowingEdge puts the page beside a growing edge, for the template.
func (p *guidePage) Edge(e report.GuideGrowingEdge) edgeOnPage { return edgeOnPage{e, p} }

// roomHTML draws lines to write on.
func roomHTML(lines int) template.HTML {
	return template.HTML(`<div class="room" aria-hidden="true">` + strings.Repeat("<span></span>", lines) + `</div>`)
}
