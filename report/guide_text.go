package report

import (
	"io"
	"strconv"
	"strings"
)

// WriteText writes the guide as plain text, at most Options.Width columns wide.
func (g *Guide) WriteText(w io.Writer) error {
	t := newTextWriter(w, g.shared())
	t.titles()
	t.line("")
	if g.Message != "" {
		t.para(0, g.Message)
	} else {
		t.para(0, g.Participation.String())
	}
	t.line("")
	t.para(0, g.Head.Policy)
	t.howToUse(g.Own.HowToUse, g.Purpose, g.Steps)
	t.heading(g.Own.Stages)
	t.legend()
	for _, p := range g.Head.HowToRead {
		t.line("")
		t.para(0, p.String())
	}
	if g.Strengths.Intro != "" {
		t.highlights(g.Own.Start, g.Strengths)
	}
	t.heading(g.Heading)
	t.para(0, g.Intro)
	for i := range g.Topics {
		t.topic(&g.Own, &g.Topics[i])
	}
	t.plan(&g.Own)
	t.about()
	return flush(t.out)
}

func (t *textWriter) howToUse(heading, purpose string, steps []string) {
	t.heading(heading)
	t.para(0, purpose)
	t.line("")
	for i, step := range steps {
		lead := strconv.Itoa(i+1) + ". "
		t.hang(2, lead, len(lead), step)
	}
}

func (t *textWriter) topic(own *GuideLabels, topic *GuideTopic) {
	if topic.Title != nil {
		t.heading(topic.Title.String())
	} else {
		t.line("")
	}
	for i := range topic.Edges {
		t.guideEdge(own, &topic.Edges[i])
		t.line("")
	}
	t.questions(topic.Questions)
	for i, s := range topic.Stages {
		if i > 0 || len(topic.Questions) > 0 {
			t.line("")
		}
		t.strong(0, s.Heading.String())
		t.questions(s.Questions)
	}
	t.line("")
	t.room(0, own.Room, topicLines)
}

func (t *textWriter) guideEdge(own *GuideLabels, e *GuideGrowingEdge) {
	t.strong(0, e.Label.String())
	t.barLine(2, e.Bar, e.Bar.Label.String())
	t.para(2, own.Said+": "+e.Said.String())
	t.para(2, own.Present+": "+e.Present.String())
	if e.Next != nil {
		t.para(2, own.Next+": "+e.Next.String())
	}
	if e.Descriptor != nil {
		t.para(4, e.Looks.String()+" "+e.Descriptor.String())
	}
	if e.Views != nil {
		t.para(2, own.Views+": "+e.Views.String())
	}
	t.room(2, own.Room, edgeLines)
}

func (t *textWriter) plan(own *GuideLabels) {
	t.heading(own.Plan)
	for i := range planRows {
		if i > 0 {
			t.line("")
		}
		t.line(own.Step + " " + strconv.Itoa(i+1))
		for _, name := range []string{own.Action, own.Person, own.Deadline} {
			t.field(2, name)
		}
	}
}

// room writes a name and lines to write on.
func (t *textWriter) room(indent int, name string, lines int) {
	t.para(indent, name+":")
	for range lines {
		t.rule(indent)
	}
}

// rule writes a line to write on.
func (t *textWriter) rule(indent int) {
	t.line(strings.Repeat(" ", indent) + strings.Repeat("_", t.width-indent))
}

// fieldColumns is how much room a field has at least.
const fieldColumns = 16

// field writes a name and a line to write on beside it, or below where there is no
// room for both.
func (t *textWriter) field(indent int, name string) {
	used := indent + textWidth(name) + 1
	if t.width-used < fieldColumns {
		t.para(indent, name)
		t.rule(indent)
		return
	}
	t.line(strings.Repeat(" ", indent) + name + " " + strings.Repeat("_", t.width-used))
}
