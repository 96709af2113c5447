package report

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lines and columns of a printed page in the style of report/html: text of 9 points with a line height
// of 12.2 points, on the part of the page within margins of 12 millimeters that Letter and A4 paper have
// in common, 186 by 255 millimeters. A column is the width of an average letter of a wide font. The
// estimates of the parts are generous, because fonts differ.
const (
	pageLines     = 60.0
	pageColumns   = 100
	halfColumns   = 49 // of one of two text columns
	rowColumns    = 45 // of the label in a table
	cellColumns   = 22 // of another cell
	legendColumns = 40 // of the legend of the bars
	maxBarLines   = 20.0
)

// fit removes sentences until the handout fits its pages.
func (b handoutBuilder) fit(h *Handout) {
	b.firstPage(h)
	b.secondPage(h)
}

// firstPage chooses the sentences of the parts in rounds, the first sentence of each part first, so
// that every part keeps something as long as possible.
func (b handoutBuilder) firstPage(h *Handout) {
	left := 2 * (pageLines - b.frameLines(h) - standingLines(&h.Standing) - b.limitBars(h))
	left -= 4 // because two columns are seldom equally long
	kept := make([]int, len(h.Parts))
	for round := range handoutPerPart {
		for i := range h.Parts {
			p := &h.Parts[i]
			if round >= len(p.Sentences) || kept[i] < round {
				continue
			}
			need := linesOf(p.Sentences[round].String(), halfColumns) + 0.15
			if round == 0 {
				need += headingLines(p.Heading, halfColumns)
			}
			if need <= left {
				left -= need
				kept[i]++
			}
		}
	}
	parts := h.Parts[:0]
	for i, p := range h.Parts {
		if p.Sentences = p.Sentences[:kept[i]]; kept[i] > 0 {
			parts = append(parts, p)
		}
	}
	h.Parts = parts
}

// frameLines returns the lines above and below the parts.
func (b handoutBuilder) frameLines(h *Handout) float64 {
	head := &h.Head
	n := 1.8*linesOf(head.Title.String(), 55) + 1.5 // a larger font
	n += linesOf(head.Organization+" · "+head.Date, pageColumns)
	n += linesOf(head.Instrument.String(), pageColumns) + linesOf(head.Translation.String(), pageColumns) + linesOf(head.Selection, pageColumns)
	if head.Logo != nil {
		n += 4
	}
	if head.Internal != "" {
		n += linesOf(head.Internal, pageColumns) + 4 // it is at the end of the page too
	}
	for _, s := range h.Participation {
		n += 1.3 * linesOf(s.String(), 80)
	}
	if h.Progress == nil && h.Targets == nil { // otherwise the end is on the second page
		n += footLines(h)
	}
	return n
}

// footLines returns the lines of the end, which has a smaller font.
func footLines(h *Handout) float64 {
	n := 1 + 0.9*linesOf(h.Head.Sharing, pageColumns)
	for _, s := range h.Made {
		n += 0.9 * linesOf(s.String(), pageColumns)
	}
	return n
}

// standingLines returns the lines of the part on where the work is, whose sentences follow each other.
func standingLines(p *HandoutPart) float64 {
	if len(p.Sentences) == 0 {
		return 0
	}
	columns := 0.0
	for _, s := range p.Sentences {
		columns += columnsOf(s.String()) + 2
	}
	return headingLines(p.Heading, pageColumns) + math.Ceil(columns/pageColumns)
}

// limitBars removes the bars that are too many and returns the lines of the others with their legend.
func (b handoutBuilder) limitBars(h *Handout) float64 {
	bars := &h.Bars
	if len(bars.Rows) == 0 {
		return 0
	}
	n, all := 0.0, len(bars.Rows)
	for i := range bars.Rows {
		need := 0.95*linesOf(bars.Rows[i].Label.String(), rowColumns) + 0.2
		if n+need > maxBarLines || i == handoutRows {
			bars.Rows, bars.More = bars.Rows[:i], b.words.more(uint64(all-i))
			n++
			break
		}
		n += need
	}
	legend := 0.0
	for _, s := range h.Stages {
		legend += max(columnsOf(s.Title.String())+5, legendColumns/4) / legendColumns
	}
	return n + 1.5 + linesOf(bars.Caption.String(), pageColumns) + max(math.Ceil(legend*1.2), linesOf(bars.Column.String(), cellColumns))
}

// sentenceLines returns the lines of a part.
func sentenceLines(p *HandoutPart, columns int) float64 {
	if len(p.Sentences) == 0 {
		return 0
	}
	n := headingLines(p.Heading, columns)
	for _, s := range p.Sentences {
		n += linesOf(s.String(), columns) + 0.3
	}
	return n
}

func headingLines(heading string, columns int) float64 {
	return 1.1*linesOf(heading, columns*4/5) + 0.6
}

// secondPage leaves the rows of the tables that fit, half of the page for each.
func (b handoutBuilder) secondPage(h *Handout) {
	tables := []*HandoutTable{h.Progress, h.Targets}
	space := pageLines - 3
	if h.Head.Internal != "" {
		space -= 4
	}
	space -= footLines(h)
	if h.Progress != nil && h.Targets != nil {
		space /= 2
	}
	for _, t := range tables {
		if t == nil {
			continue
		}
		left, all := space-sentenceLines(&t.HandoutPart, pageColumns)-3.5, len(t.Rows)
		for i, row := range t.Rows {
			need := linesOf(row[0].String(), rowColumns)
			for _, c := range row[1:] {
				need = max(need, linesOf(c.String(), cellColumns))
			}
			if left -= 0.95*need + 0.35; left < 0 || i == handoutRows {
				t.Rows, t.More = t.Rows[:i], b.words.more(uint64(all-i))
				break
			}
		}
	}
}

// linesOf returns the lines that a text takes, at least one unless it is empty.
func linesOf(s string, columns int) float64 {
	if s == "" {
		return 0
	}
	return math.Ceil(columnsOf(s) / float64(columns))
}

// columnsOf returns the width of a text in columns: two for a wide character, such as Chinese, and more
// than one for a capital letter.
func columnsOf(s string) float64 {
	n := 0.0
	for _, r := range s {
		n += columnsOfRune(r)
	}
	return n
}

func columnsOfRune(r rune) float64 {
	switch {
	case r == 'W':
		return 2.4
	case r == 'm' || r == 'w' || r == 'M' || r == '@' || r == '%':
		return 2
	case r >= 'A' && r <= 'Z':
		return 1.3
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1F000 && r < 0x20000:
		return 2.5
	case r >= 0x1100 && r < 0x1200 || r >= 0x2600 && r < 0x2800 || r >= 0x2E80:
		return 2
	case unicode.IsUpper(r) || r >= 0x900 && r < 0x1100: // and the scripts of India and Southeast Asia
		return 1.4
	}
	return 1
}

// cutLine returns a text of one line, cut to a number of columns.
func cutLine(s string, columns float64) string { return cutText(plain(s), columns).String() }

// cutText returns a text cut to a number of columns, at a space if there is one near the end. A text that
// is cut ends with "…".
func cutText(t TaggedText, columns float64) TaggedText {
	t = t.Flat()
	left := columns
	for i, p := range t {
		width := columnsOf(p.Text)
		if width <= left {
			left -= width
			continue
		}
		p.Text = cutString(p.Text, left-1) + "…"
		return append(slices.Clone(t[:i]), p)
	}
	return t
}

// cutString returns the beginning of a text that has at most a number of columns. It does not split
// what is displayed as one character.
func cutString(s string, columns float64) string {
	end, space := 0, 0
	joined := false
	for i, r := range s {
		if columns -= columnsOfRune(r); columns < 0 {
			break
		}
		next := i + utf8.RuneLen(r)
		if r == ' ' {
			space = i
		}
		if after, _ := utf8.DecodeRuneInString(s[next:]); !joined && !joins(r) && !joins(after) {
			end = next
		}
		joined = r == zeroWidthJoiner
	}
	if space > end*2/3 {
		end = space
	}
	return strings.TrimRight(s[:end], " ,;:–—-")
}

// zeroWidthJoiner joins the characters beside it.
const zeroWidthJoiner = 0x200D

// joins reports whether a character belongs to the one before it: a mark, a joiner, a modifier of emoji,
// or one half of a flag.
func joins(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc, unicode.Cf) || r >= 0x1F3FB && r <= 0x1F3FF || r >= 0x1F1E6 && r <= 0x1F1FF
}
