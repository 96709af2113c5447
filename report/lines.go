package report

import "strings"

const (
	ansiBold  = "\x1b[1m"
	ansiReset = "\x1b[0m"
)

// line writes a line that is known to fit.
func (t *textWriter) line(s string) {
	if t.Options.ASCII {
		s = toASCII.Replace(s)
	}
	t.out.WriteString(strings.TrimRight(s, " "))
	t.out.WriteByte('\n')
}

// para writes wrapped lines, all indented.
func (t *textWriter) para(indent int, s string) { t.hang(indent, "", 0, s) }

// hang writes wrapped lines, the first after a lead of the given width, the others
// below the text of the first.
func (t *textWriter) hang(indent int, lead string, leadWidth int, s string) {
	for i, l := range wrap(s, t.width-indent-leadWidth) {
		if i > 0 {
			lead = strings.Repeat(" ", leadWidth)
		}
		t.line(strings.Repeat(" ", indent) + lead + l)
	}
}

// strong is para in bold, where there is color.
func (t *textWriter) strong(indent int, s string) {
	for _, l := range wrap(s, t.width-indent) {
		t.line(strings.Repeat(" ", indent) + t.bold(l))
	}
}

func (t *textWriter) bold(s string) string {
	if !t.Options.Color {
		return s
	}
	return ansiBold + s + ansiReset
}

func (t *textWriter) title(s string) {
	t.strong(0, s)
	t.line(strings.Repeat("=", min(t.width, textWidth(s))))
}

func (t *textWriter) heading(s string) {
	t.line("")
	t.line("")
	t.strong(0, s)
	t.line(strings.Repeat("-", min(t.width, textWidth(s))))
}

// barLine writes a bar and a text to the right of it.
func (t *textWriter) barLine(indent int, b StageBar, s string) {
	t.hang(indent, t.bar(b)+"  ", t.barWidth+2, s)
}

func (t *textWriter) bar(b StageBar) string {
	cells := b.Cells(t.barWidth)
	if cells == nil {
		return strings.Repeat(" ", t.barWidth)
	}
	var s strings.Builder
	for i, n := range cells {
		s.WriteString(t.block(i, n))
	}
	return s.String()
}

// block returns n columns of a stage's fill.
func (t *textWriter) block(stage, n int) string {
	if n == 0 {
		return ""
	}
	mark := t.Stages[stage].Mark
	if t.Options.ASCII {
		mark = t.Stages[stage].ASCIIMark
	}
	s := strings.Repeat(mark, n)
	if t.colors != nil {
		s = t.colors[stage] + s + ansiReset
	}
	return s
}
