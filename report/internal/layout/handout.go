package layout

import "github.com/waymark-go/waymark/report"

// Topic is a heading and sentences about it, one below the other. Heading may be "".
type Topic struct {
	Heading   string
	Sentences []string
}

// Grid is a small table. The first column has labels.
type Grid struct {
	Caption string
	Columns []string
	Rows    [][]string
}

func (Topic) block() {}
func (Grid) block()  {}

// Handout returns the blocks of a handout. Its bars have rows of the given kind.
func Handout(h *report.Handout, rows Rows) []Block {
	d := new(document)
	d.top(&h.Head, &h.Labels)
	for i, p := range h.Participation {
		d.add(Paragraph{Text: p.String(), Strong: true, Tight: i > 0})
	}
	d.paragraph(h.Message)
	d.handoutPart(&h.Standing)
	d.bars(h, rows)
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

// bars adds the picture.
func (d *document) bars(h *report.Handout, rows Rows) {
	bars := &h.Bars
	if len(bars.Rows) == 0 {
		return
	}
	d.add(Paragraph{Text: bars.Caption.String(), Strong: true}, Key{Tight: true})
	t := Table{Columns: []Column{{Head: bars.Row}, {Head: h.Labels.Bar}, {bars.Column.String(), true}}}
	for i := range bars.Rows {
		r := &bars.Rows[i]
		row := Row{Tight: true}
		if rows == Columns {
			row.Cells = []Cell{textCell(r.Label.String()), {Bar: &r.Bar}, textCell(r.Share)}
		} else {
			row.Lines = []Line{{&r.Bar, Join(separator, r.Share, r.Label.String())}}
		}
		t.Rows = append(t.Rows, row)
	}
	d.add(t)
	d.paragraph(bars.More)
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
	g := Grid{Caption: t.Caption.String(), Columns: t.Columns}
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
