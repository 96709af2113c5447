package markdown

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/report/internal/layout"
	"github.com/waymark-go/waymark/rubric"
)

// Options says how Markdown is written. The nil pointer and the zero value are the defaults.
type Options struct {
	ASCII bool // bars in ASCII; texts stay as they are
}

// Write writes a report to w. It returns an error if w fails, or if an argument is nil or a zero
// value.
func Write(w io.Writer, v *report.View, opt *Options) error {
	if err := arguments.View("markdown.Write", w, v); err != nil {
		return err
	}
	return write(w, layout.Report(v, layout.Columns), v.Stages, opt)
}

// WriteGuide writes a discussion guide to w. It returns an error if w fails, or if an argument is nil or a zero
// value.
func WriteGuide(w io.Writer, g *report.Guide, opt *Options) error {
	if err := arguments.Guide("markdown.WriteGuide", w, g); err != nil {
		return err
	}
	return write(w, layout.Guide(g), g.Stages, opt)
}

// WriteHandbook writes a handbook to w. It returns an error if w fails, or if an argument is nil or a zero value.
func WriteHandbook(w io.Writer, h *report.Handbook, opt *Options) error {
	if err := arguments.Handbook("markdown.WriteHandbook", w, h); err != nil {
		return err
	}
	return write(w, layout.Handbook(h), nil, opt)
}

// WriteReflection writes a reflection worksheet to w. It returns an error if w fails, or if an argument is nil or a
// zero value.
func WriteReflection(w io.Writer, s *report.Reflection, opt *Options) error {
	if err := arguments.Reflection("markdown.WriteReflection", w, s); err != nil {
		return err
	}
	return write(w, layout.Reflection(s), nil, opt)
}

// WriteWorksheet writes a worksheet to w. It returns an error if w fails, or if an argument is nil or a zero
// value.
func WriteWorksheet(w io.Writer, s *report.Worksheet, opt *Options) error {
	if err := arguments.Worksheet("markdown.WriteWorksheet", w, s); err != nil {
		return err
	}
	return write(w, layout.Worksheet(s), s.Stages, opt)
}

func write(w io.Writer, blocks []layout.Block, stages []report.StageLegend, opt *Options) error {
	m := &writer{out: bufio.NewWriter(w), stages: stages, ascii: opt != nil && opt.ASCII}
	for _, b := range blocks {
		m.block(b)
	}
	// A bufio.Writer keeps the first error of all writes.
	if err := m.out.Flush(); err != nil {
		return fmt.Errorf("markdown: %w", err)
	}
	return nil
}

// writer writes blocks with an empty line between them.
type writer struct {
	out    *bufio.Writer
	stages []report.StageLegend
	ascii  bool
	begun  bool // a block is written
}

// barColumns is the length of a bar.
const barColumns = 20

// block writes a block.
func (w *writer) block(b layout.Block) {
	switch b := b.(type) {
	case layout.Title:
		w.paragraph("# " + escape(b.Text))
		if b.Organization != "" || b.Date != "" {
			w.paragraph(layout.Join(" · ", bold(b.Organization), escape(b.Date)))
		}
	case layout.Heading:
		w.paragraph(strings.Repeat("#", b.Level) + " " + escape(b.Text))
	case layout.Anchor:
		w.anchor(b)
	case layout.Index:
		w.index(b)
	case layout.Paragraph:
		w.text(b)
	case layout.Note:
		w.note(b)
	case layout.Counts, layout.Legend, layout.Key, layout.Stages, layout.Table, layout.Items, layout.Details, layout.Bar:
		w.results(b)
	case layout.Edges:
		for _, e := range b {
			w.paragraph(bold(e.Sentence) + " " + escape(e.Current))
			if e.Next != "" {
				w.paragraph(escape(e.Next))
			}
			w.quote(e.Quote)
		}
	case layout.Questions:
		w.questions(b)
	case layout.Steps:
		w.space()
		for i, step := range b {
			w.line(strconv.Itoa(i+1) + ". " + escape(step))
		}
	case layout.List:
		w.list(b)
	case layout.Finding:
		w.finding(b)
	case layout.Topic, layout.Grid:
		w.brief(b)
	default:
		w.blank(b)
	}
}

// results writes a block of results or of what explains them.
func (w *writer) results(b layout.Block) {
	switch b := b.(type) {
	case layout.Counts:
		w.head([]layout.Column{{Head: b.Heads[0]}, {Head: b.Heads[1], Numeric: true}})
		for _, r := range b.Rows {
			w.row(escape(r[0]), escape(r[1]))
		}
	case layout.Legend:
		w.legend(b)
	case layout.Key:
		w.key()
	case layout.Stages:
		w.space()
		for _, s := range w.stages {
			w.line("- " + layout.Join(": ", bold(s.Title.String()), escape(s.Messages.String())))
			if s.Summary != nil {
				w.line("")
				w.prose("  ", "  ", "", s.Summary)
			}
		}
	case layout.Table:
		w.table(b)
	case layout.Items:
		w.space()
		for _, item := range b {
			w.item(item)
		}
	case layout.Details:
		w.details(b)
	case layout.Bar:
		w.paragraph(w.bar(&b.StageBar) + " " + escape(b.Label.String()))
	}
}

func (w *writer) line(parts ...string) {
	w.write(parts...)
	w.out.WriteByte('\n')
}

func (w *writer) write(parts ...string) {
	for _, s := range parts {
		w.out.WriteString(s)
	}
}

// escaped writes a text so that it is shown as it is.
func (w *writer) escaped(s string) { w.out.Write(appendEscaped(w.out.AvailableBuffer(), s)) }

// space writes the empty line before a block.
func (w *writer) space() {
	if w.begun {
		w.line("")
	}
	w.begun = true
}

// paragraph writes a block of one line.
func (w *writer) paragraph(s string) {
	w.space()
	w.line(s)
}

func (w *writer) text(p layout.Paragraph) {
	switch {
	case p.Prose != nil:
		w.space()
		w.prose("", "", "", p.Prose)
	case p.Lead != "":
		w.paragraph(bold(p.Lead+".") + " " + escape(p.Text))
	case p.Strong:
		w.paragraph(bold(p.Text))
	default:
		w.paragraph(escape(p.Text))
	}
}

func (w *writer) note(n layout.Note) {
	switch {
	case n.Prose != nil:
		w.quote(n.Prose)
	case n.Warning:
		w.paragraph("> " + bold(n.Text))
	default:
		w.paragraph("> " + escape(n.Text))
	}
}

func (w *writer) quote(t report.TaggedText) {
	if t != nil {
		w.space()
		w.prose("> ", "> ", "", t)
	}
}

// prose writes the paragraphs and lists of a text with an empty line between them. The first line
// begins with first, the others with rest. The lead is Markdown: it is before the first paragraph,
// or above the first list.
func (w *writer) prose(first, rest, lead string, t report.TaggedText) {
	if !t.HasBlocks() {
		w.line(first + layout.Join(" ", lead, escape(t.String())))
		return
	}
	space := false // an empty line is above the next block
	for run := range t.BlockRuns() {
		if lead != "" && run[0].Kind != rubric.BlockParagraph {
			w.line(first + lead)
			first, lead, space = rest, "", true
		}
		if space {
			w.line(strings.TrimRight(rest, " "))
		}
		space = true
		for i, b := range run {
			if i > 0 && b.Kind == rubric.BlockNumber && b.Number != run[i-1].Number+1 {
				// Only the first number of a list counts, so this item begins another list. A comment is
				// between the lists because two lists in a row are one.
				w.line(strings.TrimRight(rest, " "))
				w.line(rest + "<!-- -->")
				w.line(strings.TrimRight(rest, " "))
			}
			marker := rubric.Block{Kind: b.Kind, Number: b.Number}.String()
			w.line(first + marker + layout.Join(" ", lead, escape(b.Text.String())))
			first, lead = rest, ""
		}
	}
}

// stacked returns the blocks of a text, one below another, for a cell of a table.
func stacked(t report.TaggedText) string {
	if !t.HasBlocks() {
		return escape(t.String())
	}
	lines := layout.Stacked(t)
	for i := range lines {
		lines[i] = escape(lines[i])
	}
	return layout.Join("<br>", lines...)
}

func (w *writer) legend(b layout.Legend) {
	w.head([]layout.Column{{Head: b.Heads[0]}, {Head: b.Heads[1]}, {Head: b.Heads[2]}})
	for i, s := range w.stages {
		w.row(code(strings.Repeat(w.mark(i), 4)), layout.Join(": ", escape(s.Title.String()), stacked(s.Summary)), escape(s.Messages.String()))
	}
	for _, m := range b.Marks {
		w.row(escape(m.Sign), escape(m.Text), "")
	}
}

// key names the stages on one line, each with its mark.
func (w *writer) key() {
	keys := make([]string, len(w.stages))
	for i, s := range w.stages {
		keys[i] = code(strings.Repeat(w.mark(i), 2)) + " " + escape(s.Title.String())
	}
	w.paragraph(strings.Join(keys, " · "))
}

func (w *writer) table(t layout.Table) {
	if t.Caption != "" {
		w.paragraph(bold(t.Caption))
	}
	w.head(t.Columns)
	for _, row := range t.Rows {
		for i := range row.Cells {
			w.write("| ")
			w.cell(&row.Cells[i])
			w.write(" ")
		}
		w.line("|")
	}
}

func (w *writer) cell(c *layout.Cell) {
	switch {
	case c.Bar != nil:
		w.write(w.bar(c.Bar))
	case c.Strong:
		w.write(bold(c.Text))
	default:
		w.escaped(c.Text)
	}
	begun := c.Text != ""
	for _, s := range c.Below {
		if s != "" && begun {
			w.write("<br>")
		}
		begun = begun || s != ""
		w.escaped(s)
	}
}

// head writes the columns of a table.
func (w *writer) head(columns []layout.Column) {
	heads := make([]string, len(columns))
	rules := make([]string, len(columns))
	for i, c := range columns {
		heads[i], rules[i] = escape(c.Head), "---"
		if c.Numeric {
			rules[i] = "---:"
		}
	}
	w.space()
	w.row(heads...)
	w.row(rules...)
}

func (w *writer) row(cells ...string) {
	for _, s := range cells {
		w.write("| ", s, " ")
	}
	w.line("|")
}

func (w *writer) item(item layout.Item) {
	w.write("- ", bold(item.Label))
	if item.Aside != "" {
		w.write(" (", escape(item.Aside), ")")
	}
	if len(item.Lines) > 0 {
		w.write("<br>")
	}
	w.line()
	for i, l := range item.Lines {
		s := escape(l.Text)
		if l.Bar != nil {
			s = layout.Join(" ", w.bar(l.Bar), s)
		}
		w.write("  ", s)
		if i < len(item.Lines)-1 {
			w.write("<br>")
		}
		w.line()
	}
	for _, d := range item.Details {
		switch {
		case d.Prose != nil:
			w.prose("  - ", "    ", escape(d.Name+":"), d.Prose)
		case d.List == nil:
			w.line("  - " + escape(d.Name+": "+d.Text))
		}
		for _, t := range d.List {
			if t.HasBlocks() {
				w.prose("  - ", "    ", escape(d.Name+":"), t)
				continue
			}
			w.line("  - " + escape(d.Name+": "+t.String()))
		}
	}
}

func (w *writer) details(b layout.Details) {
	w.space()
	for _, d := range b.Items {
		if d.Prose != nil {
			w.prose("- ", "  ", escape(d.Name+":"), d.Prose)
		} else if b.Strong {
			w.line("- " + bold(d.Name+":") + " " + escape(d.Text))
		} else {
			w.line("- " + escape(d.Name+": "+d.Text+d.Stop))
		}
	}
	for _, d := range b.Items {
		w.quote(d.Quote)
	}
}

func (w *writer) questions(b layout.Questions) {
	w.paragraph(escape(b.Lead))
	for _, set := range b.Sets {
		if set.Title != nil {
			w.paragraph(bold(set.Title.String()))
		}
		if set.Introduction != nil {
			w.space()
			w.prose("", "", "", set.Introduction)
		}
		w.space()
		for _, q := range set.Items {
			w.prose("- ", "  ", "", q)
		}
		if set.More != "" {
			w.paragraph(escape(set.More))
		}
	}
}

func (w *writer) list(b layout.List) {
	if b.Lead != "" {
		w.paragraph(bold(b.Lead))
	}
	w.space()
	for _, item := range b.Items {
		if item.Prose != nil {
			w.prose("- ", "  ", "", item.Prose)
			continue
		}
		s := escape(item.Text)
		if item.URL != "" {
			s += ", <" + item.URL + ">"
		}
		w.line("- " + s)
	}
}

// finding writes a heading that links to the section with the details, and the sentences as a list.
func (w *writer) finding(b layout.Finding) {
	heading := escape(b.Heading)
	if b.Anchor != "" {
		heading = "[" + heading + "](#" + b.Anchor + ")"
	}
	w.paragraph("**" + heading + ":**")
	w.space()
	for _, s := range b.Sentences {
		w.line("- " + escape(s))
	}
}

// anchor writes an element that links lead to. The id is a slug with a prefix, so it needs no
// escaping.
func (w *writer) anchor(a layout.Anchor) { w.paragraph(`<a id="` + a.ID + `"></a>`) }

func (w *writer) index(items layout.Index) {
	w.space()
	for _, item := range items {
		s := "- [" + escape(item.Title) + "](#" + item.Anchor + ")"
		if item.Where != "" {
			s += " · " + escape(item.Where)
		}
		w.line(s)
	}
}

func (w *writer) mark(stage int) string {
	if w.ascii {
		return w.stages[stage].ASCIIMark
	}
	return w.stages[stage].Mark
}

func (w *writer) bar(b *report.StageBar) string {
	cells := b.Cells(barColumns)
	if cells == nil {
		return ""
	}
	var s strings.Builder
	s.Grow(3*barColumns + 2) // most marks have three bytes
	s.WriteByte('`')
	for i, n := range cells {
		for range n {
			s.WriteString(w.mark(i))
		}
	}
	s.WriteByte('`')
	return s.String()
}

// code is for the marks of stages only, which have no backquote.
func code(s string) string { return "`" + s + "`" }

func bold(s string) string {
	if s == "" {
		return ""
	}
	return "**" + escape(s) + "**"
}
