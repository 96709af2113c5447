package layout

import "github.com/waymark-go/waymark/report"

// comments adds what people wrote, by competency.
func (d *reportDocument) comments() {
	c := d.view.Comments
	d.add(Paragraph{Text: c.Intro})
	if c.FreeTextWarning != "" {
		d.add(Note{Text: c.FreeTextWarning, Warning: true})
	}
	items := make(Items, len(c.Items))
	for i := range c.Items {
		items[i] = Item{Label: c.Items[i].Label.String(), Aside: c.Items[i].Domain.String(), Details: ownWords(c.Items[i].Comments)}
	}
	d.add(items)
}

// ownWords returns a list of texts for each group that wrote some.
func ownWords(groups []report.CommentGroup) []Detail {
	details := make([]Detail, len(groups))
	for i, g := range groups {
		details[i] = Detail{Name: g.From.String(), List: g.Texts}
	}
	return details
}

// edgeComments adds what people wrote about a growing edge.
func (d *document) edgeComments(e *report.GuideGrowingEdge) {
	for _, g := range e.Comments {
		list := List{Lead: g.From.String() + ":"}
		for _, t := range g.Texts {
			var item ListItem
			item.Text, item.Prose = oneLine(t)
			list.Items = append(list.Items, item)
		}
		d.add(list)
	}
}
