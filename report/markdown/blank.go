package markdown

import (
	"strconv"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/layout"
)

// checkbox is a box to mark. A task list would have boxes that a click marks, but can only be a
// list.
const checkbox = "☐"

// blank writes a block to fill in.
func (w *writer) blank(b layout.Block) {
	switch b := b.(type) {
	case layout.Writing:
		// The lines are thematic breaks with an empty line above each.
		if b.Name != "" {
			w.paragraph(bold(b.Name))
		}
		for range b.Lines {
			w.paragraph("<br>")
			w.paragraph("___")
		}
	case layout.Form:
		w.form(b)
	case layout.Field:
		if len(b.Choices) == 0 {
			w.paragraph(bold(b.Name) + ` \_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_`)
			return
		}
		w.paragraph(bold(b.Name))
		w.space()
		for _, c := range b.Choices {
			w.line("- " + checkbox + " " + escape(c))
		}
	case layout.Ratings:
		columns := make([]layout.Column, len(b.Columns))
		for i, head := range b.Columns {
			columns[i].Head = head
		}
		w.head(columns)
		for i := range b.Rows {
			w.rating(&b.Rows[i])
		}
	}
}

func (w *writer) form(b layout.Form) {
	columns := []layout.Column{{Head: b.Row, Numeric: true}}
	for _, head := range b.Columns {
		columns = append(columns, layout.Column{Head: head})
	}
	w.head(columns)
	for i := range b.Rows {
		cells := make([]string, len(columns))
		cells[0], cells[1] = strconv.Itoa(i+1), "<br><br>" // makes the row high enough to write in
		w.row(cells...)
	}
}

func (w *writer) rating(c *report.WorksheetCompetency) {
	label := layout.Join("<br>", bold(c.Label.String()), stacked(c.Summary))
	for _, asked := range c.Asked {
		label = layout.Join("<br>", label, escape(asked.String()))
	}
	cells := []string{label}
	for _, b := range c.Boxes {
		cells = append(cells, layout.Join("<br>", checkbox, stacked(b.Descriptor)))
	}
	w.row(append(cells, "")...)
}
