package text

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/terminal"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/report/internal/layout"
	"github.com/waymark-go/waymark/rubric"
)

// The default and the least value of [Options.Width].
const (
	DefaultWidth = 80
	MinWidth     = 40
)

// Options says how text is written. The nil pointer and the zero value are the defaults.
type Options struct {
	Width int  // columns of the longest line; DefaultWidth if 0, otherwise at least MinWidth
	Color bool // stages in color and headings in bold, as ANSI escape sequences
	ASCII bool // bars, rules and typographic marks in ASCII; letters stay as they are
}

// widest is the width that [ForTerminal] stops at: longer lines are hard to read.
const widest = 120

// ForTerminal returns options that suit the file f. If f is a terminal, they have its width, from
// [MinWidth] to 120 columns, and color, unless the environment variable NO_COLOR has a value or TERM is dumb.
// ASCII is set if the locale cannot show Unicode. A nil f is not a terminal.
func ForTerminal(f *os.File) *Options {
	columns, isTerminal := terminal.Columns(f)
	if columns != 0 {
		columns = max(MinWidth, min(columns, widest))
	}
	return &Options{
		Width: columns,
		Color: isTerminal && terminal.WantsColor(os.Getenv),
		ASCII: terminal.ASCIIOnly(os.Getenv),
	}
}

// Write writes a report to w. It returns an error if w fails, an argument is nil or a zero value, or
// the width is too small.
func Write(w io.Writer, v *report.View, opt *Options) error {
	if err := arguments.View("text.Write", w, v); err != nil {
		return err
	}
	return write(w, layout.Report(v, layout.Lines), v.Stages, opt)
}

// WriteGuide writes a discussion guide to w. It returns an error if w fails, an argument is nil or a zero value, or
// the width is too small.
func WriteGuide(w io.Writer, g *report.Guide, opt *Options) error {
	if err := arguments.Guide("text.WriteGuide", w, g); err != nil {
		return err
	}
	return write(w, layout.Guide(g), g.Stages, opt)
}

// WriteHandbook writes a handbook to w. It returns an error if w fails, an argument is nil or a zero value, or
// the width is too small.
func WriteHandbook(w io.Writer, h *report.Handbook, opt *Options) error {
	if err := arguments.Handbook("text.WriteHandbook", w, h); err != nil {
		return err
	}
	return write(w, layout.Handbook(h), nil, opt)
}

// WriteReflection writes a reflection worksheet to w. It returns an error if w fails, an argument is nil or a zero
// value, or the width is too small.
func WriteReflection(w io.Writer, s *report.Reflection, opt *Options) error {
	if err := arguments.Reflection("text.WriteReflection", w, s); err != nil {
		return err
	}
	return write(w, layout.Reflection(s), nil, opt)
}

// WriteWorksheet writes a worksheet to w. It returns an error if w fails, an argument is nil or a zero value, or
// the width is too small.
func WriteWorksheet(w io.Writer, s *report.Worksheet, opt *Options) error {
	if err := arguments.Worksheet("text.WriteWorksheet", w, s); err != nil {
		return err
	}
	return write(w, layout.Worksheet(s), s.Stages, opt)
}

func write(w io.Writer, blocks []layout.Block, stages []report.StageLegend, opt *Options) error {
	if opt != nil && opt.Width != 0 && opt.Width < MinWidth {
		return fmt.Errorf("text: Options.Width is %d, less than %d", opt.Width, MinWidth)
	}
	out := newWriter(w, stages, opt)
	for _, b := range blocks {
		out.block(b)
	}
	// A bufio.Writer keeps the first error of all writes.
	if err := out.out.Flush(); err != nil {
		return fmt.Errorf("text: %w", err)
	}
	return nil
}

// block writes a block.
func (w *writer) block(b layout.Block) {
	switch b := b.(type) {
	case layout.Title:
		w.underlined(b.Text, "=")
		if line := layout.Join(" · ", b.Organization, b.Date); line != "" {
			w.paragraph(0, line)
		}
	case layout.Heading:
		w.heading(b)
	case layout.Anchor: // for formats with links
	case layout.Index:
		w.space(false)
		for _, item := range b {
			w.hang(2, "- ", 2, layout.Join(" · ", item.Title, item.Where))
		}
	case layout.Paragraph:
		w.space(b.Tight)
		if b.Prose != nil {
			w.prose(b.Indent, "", b.Prose)
			return
		}
		w.paragraph(b.Indent, layout.Join(": ", b.Lead, b.Text))
	case layout.Note:
		w.space(false)
		w.note(b)
	case layout.Counts, layout.Legend, layout.Key, layout.Stages, layout.Table, layout.Items, layout.Details, layout.Bar:
		w.results(b)
	case layout.Edges:
		w.space(false)
		w.edges(b)
	case layout.Questions:
		w.space(b.Tight)
		w.questions(b)
	case layout.Steps:
		w.space(false)
		for i, step := range b {
			lead := strconv.Itoa(i+1) + ". "
			w.hang(2, lead, len(lead), step)
		}
	case layout.List:
		w.space(false)
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
		w.counts(b.Rows)
	case layout.Legend:
		w.space(false)
		w.legend(b.Marks)
	case layout.Key:
		w.space(b.Tight)
		w.key()
	case layout.Stages:
		w.space(false)
		w.stageList()
	case layout.Table:
		for _, row := range b.Rows {
			w.row(row)
		}
	case layout.Items:
		for _, item := range b {
			w.item(item)
		}
	case layout.Details:
		w.space(b.Tight)
		w.details(b)
	case layout.Bar:
		w.space(true)
		w.barLine(2, &b.StageBar, b.Label.String())
	}
}

// space writes the empty line before a block, unless the block is tight or follows a heading.
func (w *writer) space(tight bool) {
	if !tight && !w.afterHeading {
		w.line("")
	}
	w.afterHeading = false
}

func (w *writer) heading(h layout.Heading) {
	if h.Level > 2 {
		w.space(false)
		w.strong(0, h.Text)
	} else {
		if w.sections > 0 {
			w.line("")
		}
		w.sections++
		w.line("")
		w.underlined(h.Text, "-")
	}
	w.afterHeading = true
}

func (w *writer) note(n layout.Note) {
	if n.Warning {
		n.Text = "! " + n.Text
	}
	if n.Prose != nil {
		w.prose(0, "", n.Prose)
		return
	}
	w.paragraph(0, n.Text)
}

// counts writes names and numbers in two columns.
func (w *writer) counts(rows [][2]string) {
	names, numbers := 0, 0
	for _, r := range rows {
		names = max(names, layout.Width(r[0]))
		numbers = max(numbers, layout.Width(r[1]))
	}
	names = min(names, w.width-numbers-4)
	for _, r := range rows {
		lines := layout.Wrap(r[0], names)
		last := len(lines) - 1
		for _, l := range lines[:last] {
			w.line("  " + l)
		}
		w.line("  " + layout.Pad(lines[last], names) + "  " + strings.Repeat(" ", numbers-layout.Width(r[1])) + r[1])
	}
}

func (w *writer) legend(marks []report.LegendMark) {
	for i, s := range w.stages {
		w.hang(2, w.fill(i, 4)+"  ", 6, layout.Join(": ", s.Title.String(), s.Messages.String()))
		if s.Summary != nil {
			w.prose(8, "", s.Summary)
		}
	}
	for _, m := range marks {
		w.hang(2, layout.Pad(m.Sign+"  ", 6), 6, m.Text)
	}
}

// key names the stages, each with its mark, on as few lines as possible.
func (w *writer) key() {
	line, used := "  ", 2
	for i, s := range w.stages {
		title := s.Title.String()
		need := 5 + layout.Width(title)
		switch {
		case used == 2:
		case used+need > w.width:
			w.line(line)
			line, used = "  ", 2
		default:
			line, used = line+"  ", used+2
		}
		if used+need > w.width {
			w.hang(2, w.fill(i, 2)+" ", 3, title)
			continue
		}
		line, used = line+w.fill(i, 2)+" "+title, used+need-2
	}
	if used > 2 {
		w.line(line)
	}
}

func (w *writer) stageList() {
	for _, s := range w.stages {
		w.hang(2, "- ", 2, layout.Join(": ", s.Title.String(), s.Messages.String()))
		if s.Summary != nil {
			w.prose(4, "", s.Summary)
		}
	}
}

// finding writes a heading and sentences with no empty line above them, so that the first findings fit
// on a screen. Sentences that are not a list begin on the line of the heading.
func (w *writer) finding(b layout.Finding) {
	w.afterHeading = false
	if b.List {
		w.paragraph(0, b.Heading+":")
		for _, s := range b.Sentences {
			w.hang(2, "- ", 2, s)
		}
		return
	}
	for i, s := range b.Sentences {
		if i == 0 {
			w.hang(0, "", 2, b.Heading+": "+s)
		} else {
			w.paragraph(2, s)
		}
	}
}

func (w *writer) list(b layout.List) {
	if b.Lead != "" {
		w.paragraph(0, b.Lead)
	}
	for _, item := range b.Items {
		if item.Prose != nil {
			w.prose(2, "- ", item.Prose)
			continue
		}
		w.hang(2, "- ", 2, layout.Join(", ", item.Text, item.URL))
	}
}

// row writes the lines of a row below its label.
func (w *writer) row(r layout.Row) {
	w.space(r.Tight)
	if r.Label != "" {
		w.strong(r.Indent, r.Label)
	}
	if r.Prose != nil {
		w.prose(r.Indent+2, "", r.Prose)
		w.line("")
	}
	w.lines(r.Indent+2, r.Lines)
}

func (w *writer) lines(indent int, lines []layout.Line) {
	for _, l := range lines {
		if l.Bar != nil {
			w.barLine(indent, l.Bar, l.Text)
		} else {
			w.paragraph(indent, l.Text)
		}
	}
}

func (w *writer) item(item layout.Item) {
	w.space(false)
	w.strong(0, item.Label)
	if item.Aside != "" {
		w.paragraph(2, item.Aside)
	}
	w.lines(2, item.Lines)
	for _, d := range item.Details {
		if d.List == nil {
			w.detail(2, &d)
			continue
		}
		w.paragraph(2, d.Name+":")
		for _, s := range d.List {
			w.prose(4, "- ", s)
		}
	}
}

func (w *writer) details(b layout.Details) {
	for _, d := range b.Items {
		w.detail(b.Indent, &d)
		w.prose(b.Indent+2, "", d.Quote)
	}
}

// detail writes a name and its text.
func (w *writer) detail(indent int, d *layout.Detail) {
	if d.Prose == nil {
		w.paragraph(indent, d.Name+": "+d.Text)
		return
	}
	blocks := d.Prose.Blocks()
	if blocks[0].Kind != rubric.BlockParagraph {
		w.paragraph(indent, d.Name+":")
		w.prose(indent+2, "", d.Prose)
		return
	}
	w.paragraph(indent, d.Name+": "+blocks[0].Text.String())
	w.otherBlocks(indent+2, blocks)
}

func (w *writer) edges(edges layout.Edges) {
	for _, e := range edges {
		w.hang(2, "- ", 2, e.Label)
		w.paragraph(4, e.Current)
		if e.Next != "" {
			w.paragraph(4, e.Next)
		}
		w.prose(4, "", e.Quote)
	}
}

func (w *writer) questions(b layout.Questions) {
	w.paragraph(2, b.Lead)
	for _, set := range b.Sets {
		if set.Title != nil {
			w.paragraph(2, set.Title.String())
		}
		w.prose(4, "", set.Introduction)
		for _, q := range set.Items {
			w.prose(2, "? ", q)
		}
		if set.More != "" {
			w.paragraph(4, set.More)
		}
	}
}
