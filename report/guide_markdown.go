package report

import (
	"bufio"
	"io"
	"strconv"
)

// WriteMarkdown writes the guide as GitHub Flavored Markdown.
func (g *Guide) WriteMarkdown(w io.Writer) error {
	m := &markdownWriter{View: g.shared(), out: bufio.NewWriter(w)}
	m.titles()
	if g.Message != "" {
		m.block(escapeMarkdown(g.Message))
	} else {
		m.block(bold(g.Participation.String()))
	}
	m.block(escapeMarkdown(g.Head.Policy))
	m.howToUse(g.Own.HowToUse, g.Purpose, g.Steps)
	m.block("## " + escapeMarkdown(g.Own.Stages))
	m.legend()
	m.block("")
	for _, p := range g.Head.HowToRead {
		m.block(escapeText(p))
	}
	if g.Strengths.Intro != "" {
		m.highlights(g.Own.Start, g.Strengths)
	}
	m.block("## " + escapeMarkdown(g.Heading))
	m.block(escapeMarkdown(g.Intro))
	for i := range g.Topics {
		m.topic(&g.Own, &g.Topics[i])
	}
	m.plan(&g.Own)
	m.about()
	return flush(m.out)
}

func (m *markdownWriter) howToUse(heading, purpose string, steps []string) {
	m.block("## " + escapeMarkdown(heading))
	m.block(escapeMarkdown(purpose))
	for i, step := range steps {
		m.line(strconv.Itoa(i+1) + ". " + escapeMarkdown(step))
	}
	m.line("")
}

func (m *markdownWriter) topic(own *GuideLabels, topic *GuideTopic) {
	if topic.Title != nil {
		m.block("## " + escapeText(topic.Title))
	}
	for i := range topic.Edges {
		m.guideEdge(own, &topic.Edges[i])
	}
	m.questions(topic.Questions)
	for _, s := range topic.Stages {
		m.block("### " + escapeText(s.Heading))
		m.questions(s.Questions)
	}
	m.room(own.Room, topicLines)
}

func (m *markdownWriter) guideEdge(own *GuideLabels, e *GuideGrowingEdge) {
	m.block("### " + escapeText(e.Label))
	m.block(m.bar(e.Bar) + " " + escapeText(e.Bar.Label))
	item := func(name string, text TaggedText) {
		if text != nil {
			m.line("- " + bold(name+":") + " " + escapeText(text))
		}
	}
	item(own.Said, e.Said)
	item(own.Present, e.Present)
	item(own.Next, e.Next)
	item(own.Views, e.Views)
	m.line("")
	if e.Descriptor != nil {
		m.block("> " + escapeMarkdown(e.Looks.String()+" "+e.Descriptor.String()))
	}
	m.room(own.Room, edgeLines)
}

func (m *markdownWriter) plan(own *GuideLabels) {
	m.block("## " + escapeMarkdown(own.Plan))
	m.table([]string{own.Step, own.Action, own.Person, own.Deadline}, 0, 1)
	for i := range planRows {
		m.row(strconv.Itoa(i+1), "<br><br>", "", "")
	}
	m.block("")
}

// room writes a name and lines to write on, which are rules with an empty line above
// each.
func (m *markdownWriter) room(name string, lines int) {
	m.block(bold(name + ":"))
	for range lines {
		m.block("<br>")
		m.block("___")
	}
}
