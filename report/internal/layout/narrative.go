package layout

import "github.com/waymark-go/waymark/report"

// Narrative returns the blocks of a narrative.
func Narrative(n *report.Narrative) []Block {
	d := new(document)
	d.top(&n.Head, &n.Labels)
	for _, p := range n.Use {
		d.add(Note{Text: p.String()})
	}
	d.paragraph(n.Message)
	for i := range n.Parts {
		part := &n.Parts[i]
		d.section(part.Heading)
		for j := range part.Paragraphs {
			p := &part.Paragraphs[j]
			if p.Heading != "" {
				d.add(Heading{3, p.Heading})
			}
			d.paragraph(p.Text.String())
		}
	}
	d.about(&n.About, &n.Labels)
	d.add(Paragraph{Text: n.Head.Policy})
	return d.blocks
}
