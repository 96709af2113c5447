package layout

import "github.com/waymark-go/waymark/report"

func (d *reportDocument) levels() {
	v, l := &d.view.Levels, d.labels
	for _, p := range v.Intro {
		d.add(Paragraph{Text: p.String()})
	}
	d.add(d.levelTable(l.Domain, v.Rows))
	if len(v.Groups) == 0 {
		return
	}
	t := d.levelTable(l.Group, v.Groups)
	if d.columns {
		t.Caption = l.LevelsByGroup
	} else {
		d.add(Heading{3, l.LevelsByGroup})
	}
	d.add(t)
}

func (d *reportDocument) levelTable(head string, rows []report.LevelRow) Table {
	v, l := &d.view.Levels, d.labels
	t := Table{Columns: headed(append([]string{head, l.UpToLevel}, v.Heads...)...)}
	for i := range rows {
		r := &rows[i]
		row := ranked(r.Label.String(), r.IsDomain)
		row.Tight = false
		if d.columns {
			row.Cells = []Cell{{Text: row.Label, Strong: r.IsDomain}, textCell(r.Reached)}
		} else {
			row.addLine(l.UpToLevel + ": " + r.Reached)
		}
		for j, c := range r.Cells {
			if d.columns {
				row.Cells = append(row.Cells, textCell(c.Text, c.Detail))
			} else {
				row.addLine(v.Heads[j] + ": " + Join(separator, c.Text, c.Detail))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
