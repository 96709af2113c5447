package drawing

import (
	"strconv"

	"github.com/waymark-go/waymark/report"
)

// canvas writes shapes and texts as SVG elements. Coordinates are integers from the top left corner.
// They are mirrored if the direction is from right to left.
type canvas struct {
	b       []byte
	width   int
	reading string // "ltr" or "rtl"
	stages  int
	// The colors of the stages and of letters on them, only for pictures in SVG documents.
	stageColors, letterColors []string
	// inline reports whether the picture is part of a page, which defines the colors as classes, and
	// the hatches.
	inline bool
}

// paint is the fill or the stroke of a shape.
type paint struct {
	kind  paintKind
	index int
}

type paintKind byte

const (
	noPaint paintKind = iota
	inkPaint
	softPaint
	linePaint
	pagePaint
	stagePaint   // index is the stage's
	lettersPaint // on a stage
	hatchPaint
)

var (
	nothing = paint{}
	ink     = paint{kind: inkPaint}
	soft    = paint{kind: softPaint}
	hair    = paint{kind: linePaint}
	ground  = paint{kind: pagePaint}
)

// The classes of fills and strokes on a page, by kind.
var (
	fillClasses   = [...]string{inkPaint: "pi", softPaint: "ps", linePaint: "pl", pagePaint: "pp", stagePaint: "s", lettersPaint: "o"}
	strokeClasses = [...]string{inkPaint: "qi", softPaint: "qs", linePaint: "ql", pagePaint: "qp"}
)

func (c *canvas) hex(p paint) string {
	switch p.kind {
	case inkPaint:
		return LightInk
	case softPaint:
		return LightSoft
	case linePaint:
		return LightLine
	case pagePaint:
		return LightGround
	case stagePaint:
		return c.stageColors[p.index]
	case lettersPaint:
		return c.letterColors[p.index]
	}
	return "none"
}

// paint writes the fill and the stroke of a shape.
func (c *canvas) paint(fill, stroke paint) {
	if fill.kind == hatchPaint {
		c.b = append(AppendHatch(append(c.b, ` fill="`...), fill.index), '"')
		return
	}
	if !c.inline {
		c.attr("fill", c.hex(fill))
		if stroke != nothing {
			c.attr("stroke", c.hex(stroke))
		}
		return
	}
	if fill == nothing {
		c.attr("fill", "none")
	}
	if fill == nothing && stroke == nothing {
		return
	}
	c.b = append(c.b, ` class="`...)
	if fill != nothing {
		c.class(fillClasses[fill.kind], fill)
	}
	if stroke != nothing {
		if fill != nothing {
			c.b = append(c.b, ' ')
		}
		c.class(strokeClasses[stroke.kind], stroke)
	}
	c.b = append(c.b, '"')
}

func (c *canvas) class(name string, p paint) {
	c.b = append(c.b, name...)
	if p.kind == stagePaint || p.kind == lettersPaint {
		c.b = strconv.AppendInt(c.b, int64(p.index+1), 10)
	}
}

func (c *canvas) attr(name, value string) {
	c.b = append(c.b, ' ')
	c.b = append(c.b, name...)
	c.b = append(c.b, `="`...)
	c.b = AppendEscaped(c.b, value)
	c.b = append(c.b, '"')
}

// number writes an attribute. Its name has a space before it, and the equal sign and a quote after it,
// because pictures have thousands of numbers.
func (c *canvas) number(name string, n int) {
	c.b = strconv.AppendInt(append(c.b, name...), int64(n), 10)
	c.b = append(c.b, '"')
}

// mirrored returns the left edge of a shape that begins at x, mirrored if needed.
func (c *canvas) mirrored(x, width int) int {
	if c.mirrors() {
		return c.width - x - width
	}
	return x
}

func (c *canvas) mirrors() bool { return c.reading == "rtl" }

func (c *canvas) rect(x, y, width, height int, fill, stroke paint) {
	c.openRect(x, y, width, height, fill, stroke)
	c.b = append(c.b, "/>"...)
}

func (c *canvas) openRect(x, y, width, height int, fill, stroke paint) {
	c.b = append(c.b, "<rect"...)
	c.number(` x="`, c.mirrored(x, width))
	c.number(` y="`, y)
	c.number(` width="`, width)
	c.number(` height="`, height)
	c.paint(fill, stroke)
}

// emptyBox draws a box for a missing or hidden value with its mark.
func (c *canvas) emptyBox(x, y, width, height int, mark string) {
	c.openRect(x, y, width, height, ground, soft)
	c.b = append(c.b, ` stroke-dasharray="2 3"/>`...)
	c.word(x+width/2, y+(height-letterFont.line())/2, middle, letterFont, ink, mark)
}

// stage fills a rectangle with a stage's color and hatch.
func (c *canvas) stage(x, y, width, height, stage int) {
	c.rect(x, y, width, height, paint{stagePaint, stage}, ground)
	if stage < c.stages-1 {
		c.rect(x, y, width, height, paint{hatchPaint, stage}, nothing)
	}
}

func (c *canvas) line(x1, y1, x2, y2 int, stroke paint, thick int) {
	c.b = append(c.b, "<line"...)
	c.number(` x1="`, c.mirrored(x1, 0))
	c.number(` y1="`, y1)
	c.number(` x2="`, c.mirrored(x2, 0))
	c.number(` y2="`, y2)
	c.paint(nothing, stroke)
	if thick > 1 {
		c.number(` stroke-width="`, thick)
	}
	c.b = append(c.b, "/>"...)
}

// bend draws a line down from x1, over to x2 and down again, turning at the second and third of the
// heights.
func (c *canvas) bend(x1, x2 int, heights [4]int, stroke paint, thick int) {
	c.b = append(c.b, `<path d="`...)
	for i, y := range heights {
		c.b = append(c.b, "ML"[min(i, 1)])
		x := x1
		if i > 1 {
			x = x2
		}
		c.b = strconv.AppendInt(c.b, int64(c.mirrored(x, 0)), 10)
		c.b = append(c.b, ' ')
		c.b = strconv.AppendInt(c.b, int64(y), 10)
	}
	c.b = append(c.b, '"')
	c.paint(nothing, stroke)
	c.number(` stroke-width="`, thick)
	c.b = append(c.b, "/>"...)
}

// polygon draws a closed path through points, which are pairs relative to a center.
func (c *canvas) polygon(x, y int, points []int, fill paint) {
	c.b = append(c.b, `<path d="`...)
	for i := 0; i+1 < len(points); i += 2 {
		command := byte('L')
		if i == 0 {
			command = 'M'
		}
		c.b = append(c.b, command)
		c.b = strconv.AppendInt(c.b, int64(c.mirrored(x+points[i], 0)), 10)
		c.b = append(c.b, ' ')
		c.b = strconv.AppendInt(c.b, int64(y+points[i+1]), 10)
	}
	c.b = append(c.b, `Z"`...)
	c.paint(fill, nothing)
	c.b = append(c.b, "/>"...)
}

// anchor says which part of a line of text is at x.
type anchor byte

const (
	start anchor = iota
	middle
	end
)

// word writes a short text on one line with its top at y.
func (c *canvas) word(x, y int, a anchor, f font, fill paint, s string) {
	c.openText(x, y, a, f, fill)
	c.parts(plain(s))
	c.b = append(c.b, "</text>"...)
}

// text writes lines from y downward and returns the bottom of the last one.
func (c *canvas) text(x, y int, a anchor, f font, fill paint, lines []report.TaggedText) int {
	if len(lines) == 0 {
		return y
	}
	c.openText(x, y, a, f, fill)
	for i, line := range lines {
		if len(lines) > 1 {
			c.b = append(c.b, "<tspan"...)
			c.number(` x="`, c.mirrored(x, 0))
			c.number(` y="`, y+f.ascent()+i*f.line())
			c.b = append(c.b, '>')
		}
		c.parts(line)
		if len(lines) > 1 {
			c.b = append(c.b, "</tspan>"...)
		}
	}
	c.b = append(c.b, "</text>"...)
	return y + len(lines)*f.line()
}

func (c *canvas) openText(x, y int, a anchor, f font, fill paint) {
	c.b = append(c.b, "<text"...)
	c.number(` x="`, c.mirrored(x, 0))
	c.number(` y="`, y+f.ascent())
	if f.size != labelFont.size {
		c.number(` font-size="`, f.size)
	}
	if f.bold {
		c.b = append(c.b, ` font-weight="bold"`...)
	}
	switch {
	case a == middle:
		c.b = append(c.b, ` text-anchor="middle"`...)
	case (a == end) != c.mirrors():
		c.b = append(c.b, ` text-anchor="end"`...)
	}
	if fill != ink {
		c.paint(fill, nothing)
	}
	c.b = append(c.b, '>')
}

// Invisible characters that set the direction. Many programs ignore the attributes for it.
const (
	leftToRightMark = "\u200e"
	rightToLeftMark = "\u200f"
)

// parts writes a line. Parts in other languages or directions are marked.
func (c *canvas) parts(line report.TaggedText) {
	if c.mirrors() || len(line) > 0 && line[0].Direction != "" {
		// The first character of a line determines which end is its start. It must always be the
		// left one.
		c.b = append(c.b, leftToRightMark...)
	}
	if c.mirrors() {
		c.b = append(c.b, "<tspan"...)
		mark := c.direction(c.reading)
		defer func() { c.b = append(append(c.b, mark...), "</tspan>"...) }()
	}
	for _, p := range line {
		if p.Language == "" {
			c.b = AppendEscaped(c.b, p.Text)
			continue
		}
		c.b = append(c.b, "<tspan"...)
		c.language(p.Language)
		mark := c.direction(p.Direction)
		c.b = AppendEscaped(c.b, p.Text)
		c.b = append(append(c.b, mark...), "</tspan>"...)
	}
}

// direction completes the start tag of an element with a direction, unless that is "", and returns
// the mark that must follow its text.
func (c *canvas) direction(direction string) (mark string) {
	switch direction {
	case "rtl":
		mark = rightToLeftMark
	case "ltr":
		mark = leftToRightMark
	default:
		c.b = append(c.b, '>')
		return ""
	}
	c.attr("direction", direction)
	c.b = append(c.b, ` unicode-bidi="embed">`...)
	c.b = append(c.b, mark...)
	return mark
}

// language writes the language of an element. HTML only has the attribute lang; programs for SVG
// 1.1 only know xml:lang.
func (c *canvas) language(tag string) {
	c.attr("lang", tag)
	if !c.inline {
		c.attr("xml:lang", tag)
	}
}

// plain returns s as a text in the language of the view.
func plain(s string) report.TaggedText {
	if s == "" {
		return nil
	}
	return report.TaggedText{{Text: s}}
}
