package text

import (
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/layout"
)

// checkbox is a box to mark.
const checkbox = "[ ] "

// blank writes a block to fill in.
func (w *writer) blank(b layout.Block) {
	switch b := b.(type) {
	case layout.Writing:
		w.space(b.Tight)
		w.writing(b.Indent, b.Name, b.Lines)
	case layout.Form:
		for i := range b.Rows {
			w.space(false)
			w.line(b.Row + " " + strconv.Itoa(i+1))
			for _, name := range b.Columns {
				w.field(2, name)
			}
		}
	case layout.Field:
		w.space(b.Tight)
		if len(b.Choices) == 0 {
			w.field(0, b.Name)
			return
		}
		w.paragraph(0, b.Name)
		for _, c := range b.Choices {
			w.hang(2, checkbox, len(checkbox), c)
		}
	case layout.Ratings:
		for i := range b.Rows {
			w.space(false)
			w.rating(&b.Rows[i])
			w.writing(2, b.Evidence+":", b.Lines)
		}
	}
}

func (w *writer) rating(c *report.WorksheetCompetency) {
	w.strong(0, c.Label.String())
	w.prose(2, "", c.Summary)
	for _, asked := range c.Asked {
		w.paragraph(2, asked.String())
	}
	for _, b := range c.Boxes {
		title := b.Choice.Title.String()
		if b.Descriptor.HasBlocks() {
			w.hang(2, checkbox, len(checkbox), title+":")
			w.prose(2+len(checkbox), "", b.Descriptor)
			continue
		}
		w.hang(2, checkbox, len(checkbox), layout.Join(": ", title, b.Descriptor.String()))
	}
}

// writing writes a name and lines to write on.
func (w *writer) writing(indent int, name string, lines int) {
	if name != "" {
		w.paragraph(indent, name)
	}
	for range lines {
		w.rule(indent)
	}
}

// rule writes a line to write on.
func (w *writer) rule(indent int) {
	w.line(strings.Repeat(" ", indent) + strings.Repeat("_", w.width-indent))
}

// fieldColumns is the least length of a field.
const fieldColumns = 16

// field writes a name and a line to write on beside it, or below it if the line would be short.
func (w *writer) field(indent int, name string) {
	used := indent + layout.Width(name) + 1
	if w.width-used < fieldColumns {
		w.paragraph(indent, name)
		w.rule(indent)
		return
	}
	w.line(strings.Repeat(" ", indent) + name + " " + strings.Repeat("_", w.width-used))
}
