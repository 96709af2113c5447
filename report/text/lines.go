package text

import (
	"bufio"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/layout"
	"github.com/waymark-go/waymark/rubric"
)

const (
	ansiBold  = "\x1b[1m"
	ansiReset = "\x1b[0m"
)

// writer writes lines of at most width columns.
type writer struct {
	out             *bufio.Writer
	stages          []report.StageLegend
	width, barWidth int
	bold, ascii     bool
	colors          []string // escape sequences by stage; nil without color
	afterHeading    bool     // nothing is written since the last heading
	sections        int      // the number of headings of level 2 and above
}

func newWriter(w io.Writer, stages []report.StageLegend, opt *Options) *writer {
	if opt == nil {
		opt = new(Options)
	}
	out := &writer{out: bufio.NewWriter(w), stages: stages, width: opt.Width, bold: opt.Color, ascii: opt.ASCII}
	if out.width == 0 {
		out.width = DefaultWidth
	}
	out.barWidth = min(max(out.width/4, 12), 32)
	if opt.Color {
		out.colors = stageColors(len(stages))
	}
	return out
}

// line writes a line that is not wider than the text.
func (w *writer) line(s string) {
	if w.ascii {
		s = asciiReplacer().Replace(s)
	}
	w.out.WriteString(strings.TrimRight(s, " "))
	w.out.WriteByte('\n')
}

// paragraph writes wrapped lines, all indented.
func (w *writer) paragraph(indent int, s string) { w.hang(indent, "", 0, s) }

// hang writes wrapped lines: the first after a lead of leadWidth columns, the others below the text
// of the first.
func (w *writer) hang(indent int, lead string, leadWidth int, s string) {
	for i, l := range layout.Wrap(s, w.width-indent-leadWidth) {
		if i > 0 {
			lead = strings.Repeat(" ", leadWidth)
		}
		w.line(strings.Repeat(" ", indent) + lead + l)
	}
}

// prose writes the paragraphs and list items of a text, the first one after a lead and the others
// below it. Items of lists have their markers. An empty text writes nothing.
func (w *writer) prose(indent int, lead string, t report.TaggedText) {
	if t != nil && !t.HasBlocks() {
		w.hang(indent, lead, len(lead), t.String())
		return
	}
	if blocks := t.Blocks(); len(blocks) > 0 {
		w.proseBlock(indent, lead, &blocks[0])
		w.otherBlocks(indent+len(lead), blocks)
	}
}

// otherBlocks writes the blocks after the first one. An empty line is above a paragraph and
// between two lists.
func (w *writer) otherBlocks(indent int, blocks []report.TextBlock) {
	for i := range blocks[1:] {
		before, b := blocks[i].Kind, &blocks[i+1]
		if b.Kind == rubric.BlockParagraph || before != rubric.BlockParagraph && before != b.Kind {
			w.line("")
		}
		w.proseBlock(indent, "", b)
	}
}

func (w *writer) proseBlock(indent int, lead string, b *report.TextBlock) {
	lead += rubric.Block{Kind: b.Kind, Number: b.Number}.String()
	w.hang(indent, lead, len(lead), b.Text.String())
}

// strong writes a paragraph in bold if there is color.
func (w *writer) strong(indent int, s string) {
	for _, l := range layout.Wrap(s, w.width-indent) {
		if w.bold {
			l = ansiBold + l + ansiReset
		}
		w.line(strings.Repeat(" ", indent) + l)
	}
}

// underlined writes a heading and a line of marks below it.
func (w *writer) underlined(s, mark string) {
	w.strong(0, s)
	w.line(strings.Repeat(mark, min(w.width, layout.Width(s))))
}

// barLine writes a bar and a text to the right of it.
func (w *writer) barLine(indent int, b *report.StageBar, s string) {
	w.hang(indent, w.bar(b)+"  ", w.barWidth+2, s)
}

func (w *writer) bar(b *report.StageBar) string {
	cells := b.Cells(w.barWidth)
	if cells == nil {
		return strings.Repeat(" ", w.barWidth)
	}
	var s strings.Builder
	for i, n := range cells {
		s.WriteString(w.fill(i, n))
	}
	return s.String()
}

// fill returns n columns of the part of a bar that belongs to a stage.
func (w *writer) fill(stage, n int) string {
	if n == 0 {
		return ""
	}
	mark := w.stages[stage].Mark
	if w.ascii {
		mark = w.stages[stage].ASCIIMark
	}
	s := strings.Repeat(mark, n)
	if w.colors != nil {
		s = w.colors[stage] + s + ansiReset
	}
	return s
}

// asciiReplacer replaces the typographic marks of English and those around bars. It keeps letters,
// because a name in other letters is another name.
var asciiReplacer = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(
		"“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "…", ".", "·", "|", "−", "-", "\u00a0", " ", string(utf8.RuneError), "?",
	)
})
