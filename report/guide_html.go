package report

import (
	"html/template"
	"io"
	"strings"
)

// WriteHTML writes the guide as one self-contained page, made to be printed, that
// keeps the same rules as that of a report.
func (g *Guide) WriteHTML(w io.Writer) error {
	p := &guidePage{page: newPage(g.shared(), styleSheet(len(g.Stages), false)+paperStyleSource), Guide: g}
	return writePage(w, "guide", p)
}

// shared is what a guide has in common with a report, for the renderers of both.
func (g *Guide) shared() *View {
	return &View{
		Language: g.Language, Direction: g.Direction, Labels: g.Labels, Head: g.Head,
		Stages: g.Stages, About: g.About, Options: g.Options, words: g.words,
	}
}

// guidePage is what the template of a guide sees.
type guidePage struct {
	*page
	Guide *Guide
}

// PlanRows are the numbers of the rows of the plan.
func (p *guidePage) PlanRows() []int {
	rows := make([]int, planRows)
	for i := range rows {
		rows[i] = i + 1
	}
	return rows
}

// topicOnPage is a topic with the page that it is on.
type topicOnPage struct {
	GuideTopic
	Page *guidePage
}

// OnPage puts the page beside a topic, for the template.
func (p *guidePage) OnPage(t GuideTopic) topicOnPage { return topicOnPage{t, p} }

// edgeOnPage is a growing edge with the page that it is on.
type edgeOnPage struct {
	GuideGrowingEdge
	Page *guidePage
}

// GrowingEdge puts the page beside a growing edge, for the template.
func (p *guidePage) Edge(e GuideGrowingEdge) edgeOnPage { return edgeOnPage{e, p} }

// roomHTML draws lines to write on.
func roomHTML(lines int) template.HTML {
	return template.HTML(`<div class="room" aria-hidden="true">` + strings.Repeat("<span></span>", lines) + `</div>`)
}
