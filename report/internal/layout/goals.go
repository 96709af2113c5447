package layout

import "github.com/waymark-go/waymark/report"

func (d *reportDocument) progress() {
	p, l := d.view.Progress, d.labels
	for _, s := range p.Intro {
		d.add(Paragraph{Text: s.String()})
	}
	if p.Empty != "" {
		d.add(Paragraph{Text: p.Empty})
		return
	}
	t := Table{Caption: l.ProgressCaption, Columns: headed(l.Competency, l.Before, l.Ratings, l.Now, l.Ratings, l.Moved)}
	for i := range p.Rows {
		r := &p.Rows[i]
		row := ranked(r.Label.String(), r.IsDomain)
		if d.columns {
			row.Cells = []Cell{
				{Text: row.Label, Strong: r.IsDomain},
				textCell(r.Before.Text.String()), textCell(r.BeforeRated.Text),
				textCell(r.Now.Text.String()), textCell(r.NowRated.Text), textCell(r.Text, r.Why.String()),
			}
		} else {
			row.addLine(Join(separator, wave(l.Before, &r.Before, r.BeforeRatedText), wave(l.Now, &r.Now, r.NowRatedText)))
			row.addLine(r.Outcome.String())
		}
		t.Rows = append(t.Rows, row)
	}
	d.add(t)
	if p.Moves.Intro == "" {
		return
	}
	d.add(Heading{3, l.Moves})
	d.comparisons(&p.Moves)
}

// wave is a median and the number of ratings that it comes from.
func wave(name string, m *report.MedianCell, rated string) string {
	s := name + ": " + m.Text.String()
	if rated != "" {
		s += " (" + rated + ")"
	}
	return s
}

func (d *reportDocument) consensus() {
	c, l := d.view.Consensus, d.labels
	d.add(Paragraph{Text: c.Intro})
	if c.FreeTextWarning != "" {
		d.add(Note{Text: c.FreeTextWarning, Warning: true})
	}
	d.paragraph(c.Empty)
	var items Items
	for i := range c.Items {
		r := &c.Items[i]
		item := Item{
			Label: r.Label.String(), Aside: r.Domain.String(),
			Lines: []Line{{Text: r.Sentence.String()}, {&r.Result.Bar, r.RatedSpread.String()}},
		}
		if r.Rationale != nil {
			rationale := Detail{Name: l.Rationale}
			rationale.Text, rationale.Prose = oneLine(r.Rationale)
			item.Details = append(item.Details, rationale)
		}
		if len(r.Evidence) > 0 {
			item.Details = append(item.Details, Detail{Name: l.Evidence, List: r.Evidence})
		}
		if r.AgreedBy != nil {
			item.Details = append(item.Details, Detail{Name: l.AgreedBy, Text: r.AgreedBy.String()})
		}
		item.Details = append(item.Details, ownWords(r.Comments)...)
		items = append(items, item)
	}
	if items != nil {
		d.add(items)
	}
}

func (d *reportDocument) targets() {
	l := d.labels
	d.add(Paragraph{Text: d.view.Targets.Intro})
	t := Table{Columns: headed(l.Competency, l.Bar, l.Standing, l.Goal, l.Distance)}
	for i := range d.view.Targets.Items {
		g := &d.view.Targets.Items[i]
		row := ranked(g.Label.String(), g.IsDomain)
		if d.columns {
			distance := textCell(g.Distance)
			if g.Reached != g.Distance { // both are the mark for none otherwise
				distance.Below = []string{g.Reached}
			}
			row.Cells = []Cell{
				{Text: row.Label, Strong: g.IsDomain},
				{Bar: &g.Bar},
				textCell(g.Current.Text.String()), textCell(g.Goal.Text.String()), distance,
			}
		} else {
			row.Lines = d.targetLines(g)
		}
		t.Rows = append(t.Rows, row)
	}
	d.add(t)
}

func (d *reportDocument) targetLines(g *report.TargetRow) []Line {
	l, goal := d.labels, d.labels.Goal+": "+g.Goal.Text.String()
	if g.Hidden {
		return []Line{{Text: goal}, {Text: l.HiddenMark + " " + l.Hidden}}
	}
	return []Line{{&g.Bar, g.Distance}, {Text: Join(separator, l.Standing+": "+g.Current.Text.String(), goal, g.Reached)}}
}

// ranked begins the row of a domain, or of a competency below it; of a strand, or of a domain below it.
func ranked(label string, isDomain bool) Row {
	if isDomain {
		return Row{Label: label}
	}
	return Row{Label: label, Indent: 2, Tight: true}
}

// headed are columns without numbers.
func headed(heads ...string) []Column {
	columns := make([]Column, len(heads))
	for i, head := range heads {
		columns[i].Head = head
	}
	return columns
}
