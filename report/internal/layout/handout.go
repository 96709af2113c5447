package layout

import "github.com/waymark-go/waymark/report"

// Topic is a heading and sentences about it, one below the other. Heading may be "".
type Topic struct {
	Heading   string
	Sentences []string
}

// Shares are bars with a label and a count each, below a caption and the head of the counts.
type Shares struct {
	Caption, Row, Column string
	Rows                 []report.HandoutBar
}

// Grid is a small table. The first column has labels.
type Grid struct {
	Caption string
	Columns []string
	Rows    [][]string
}

func (Topic) block()  {}
func (Shares) block() {}
func (Grid) block()   {}

// Handout returns the blocks of a handout.
func Handout(h *report.Handout) []Block {
	d := new(document)
	d.top(&h.Head, &h.Labels)
	for i, p := range h.Participation {
		d.add(Paragraph{Text: p.String(), Strong: true, Tight: i > 0})
	}
	d.paragraph(h.Message)
	d.handoutPart(&h.Standing)
	if bars := &h.Bars; len(bars.Rows) > 0 {
		d.add(Shares{bars.Caption, bars.Row, bars.Column, bars.Rows})
		d.paragraph(bars.More)
	}
	for i := range h.Parts {
		d.handoutPart(&h.Parts[i])
	}
	for _, t := range []*report.HandoutTable{h.Progress, h.Targets} {
		if t != nil {
			d.handoutPart(&t.HandoutPart)
			d.grid(t)
		}
	}
	made := Topic{Heading: h.Labels.About, Sentences: []string{h.Head.Sharing}}
	for _, m := range h.Made {
		made.Sentences = append(made.Sentences, m.String())
	}
	d.add(made)
	return d.blocks
}

func (d *document) handoutPart(p *report.HandoutPart) {
	if len(p.Sentences) == 0 {
		return
	}
	t := Topic{Heading: p.Heading}
	for _, s := range p.Sentences {
		t.Sentences = append(t.Sentences, s.String())
	}
	d.add(t)
}

func (d *document) grid(t *report.HandoutTable) {
	if len(t.Rows) == 0 {
		return
	}
	g := Grid{Caption: t.Caption, Columns: t.Columns}
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, c.String())
		}
		g.Rows = append(g.Rows, cells)
	}
	d.add(g)
	d.paragraph(t.More)
}
