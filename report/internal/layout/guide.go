package layout

import "github.com/waymark-go/waymark/report"

// Guide returns the blocks of a discussion guide.
func Guide(g *report.Guide) []Block {
	d := new(document)
	d.top(&g.Head, &g.Labels)
	if g.Message != "" {
		d.add(Paragraph{Text: g.Message})
	} else {
		d.add(Paragraph{Text: g.Participation.String(), Strong: true})
	}
	d.add(Paragraph{Text: g.Head.Policy})
	d.howToUse(g.Own.HowToUse, g.Purpose, g.Steps)
	d.section(g.Own.Stages)
	d.legend(&g.Labels, nil)
	for _, p := range g.Head.HowToRead {
		d.add(Paragraph{Text: p.String()})
	}
	if g.Strengths.Intro != "" {
		d.section(g.Own.Start)
		d.highlights(&g.Strengths)
	}
	if len(g.Opening) > 0 {
		d.section(g.Own.Opening)
		d.questions(&g.Labels, g.Opening, false)
	}
	d.section(g.Heading)
	d.add(Paragraph{Text: g.Intro})
	for i := range g.Topics {
		d.topic(g, &g.Topics[i])
	}
	d.section(g.Own.Plan)
	d.add(Form{Row: g.Own.Step, Columns: []string{g.Own.Action, g.Own.Person, g.Own.Deadline}, Rows: g.PlanRows})
	d.about(&g.About, &g.Labels)
	return d.blocks
}

func (d *document) howToUse(heading, purpose string, steps []string) {
	d.section(heading)
	d.add(Paragraph{Text: purpose}, Steps(steps))
}

func (d *document) topic(g *report.Guide, t *report.GuideTopic) {
	if t.Title != nil {
		d.section(t.Title.String())
	}
	for i := range t.Edges {
		d.growingEdge(g, &t.Edges[i])
	}
	d.questions(&g.Labels, t.Questions, false)
	for _, s := range t.Stages {
		d.add(Heading{3, s.Heading.String()})
		d.questions(&g.Labels, s.Questions, true)
	}
	d.help(&t.Help)
	if t.HasTalk() {
		d.add(Writing{Name: g.Own.Room + ":", Lines: g.TopicLines})
	}
}

func (d *document) growingEdge(g *report.Guide, e *report.GuideGrowingEdge) {
	d.add(Heading{3, e.Label.String()}, Bar{e.Bar})
	details := []Detail{{Name: g.Own.Said, Text: e.Said.String()}, {Name: g.Own.Present, Text: e.Present.String()}}
	if e.Next != nil {
		details = append(details, Detail{Name: g.Own.Next, Text: e.Next.String(), Quote: e.IntroducedDescriptor})
	}
	if e.Views != nil {
		details = append(details, Detail{Name: g.Own.Views, Text: e.Views.String()})
	}
	d.add(Details{Items: details, Strong: true, Tight: true, Indent: 2})
	d.edgeComments(e)
	d.add(Writing{Name: g.Own.Room + ":", Lines: g.EdgeLines, Indent: 2, Tight: e.Comments == nil})
}
