package drawing

import (
	"strconv"

	"github.com/waymark-go/waymark/report"
)

// drawing is a picture that is being drawn. Coordinates are integers from the top left corner.
// They are mirrored if the view reads from right to left.
type drawing struct {
	*report.Picture
	b     []byte
	width int
	y     int // bottom of what is drawn
	heads []columnHead
	seams []seam // places between rows where a page may break
	begun bool   // rows are drawn
	// The colors of the stages and of letters on them, for a picture in a document of its own
	// only.
	stageColors, letterColors []string
	// inline reports whether the picture is part of a page, which defines the colors as classes,
	// and the hatches.
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
	seriesPaint
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
	fillClasses   = [...]string{inkPaint: "pi", softPaint: "ps", linePaint: "pl", pagePaint: "pp", stagePaint: "s", lettersPaint: "o", seriesPaint: "g"}
	strokeClasses = [...]string{inkPaint: "qi", softPaint: "qs", linePaint: "ql", pagePaint: "qp", seriesPaint: "k"}
)

func (d *drawing) hex(p paint) string {
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
		return d.stageColors[p.index]
	case lettersPaint:
		return d.letterColors[p.index]
	case seriesPaint:
		return LightSeries[p.index%len(LightSeries)]
	}
	return "none"
}

// paint writes the fill and the stroke of a shape.
func (d *drawing) paint(fill, stroke paint) {
	if fill.kind == hatchPaint {
		d.b = append(AppendHatch(append(d.b, ` fill="`...), fill.index), '"')
		return
	}
	if !d.inline {
		d.attr("fill", d.hex(fill))
		if stroke != nothing {
			d.attr("stroke", d.hex(stroke))
		}
		return
	}
	if fill == nothing {
		d.attr("fill", "none")
	}
	if fill == nothing && stroke == nothing {
		return
	}
	d.b = append(d.b, ` class="`...)
	if fill != nothing {
		d.class(fillClasses[fill.kind], fill)
	}
	if stroke != nothing {
		if fill != nothing {
			d.b = append(d.b, ' ')
		}
		d.class(strokeClasses[stroke.kind], stroke)
	}
	d.b = append(d.b, '"')
}

func (d *drawing) class(name string, p paint) {
	d.b = append(d.b, name...)
	switch p.kind {
	case stagePaint, lettersPaint:
		d.b = strconv.AppendInt(d.b, int64(p.index+1), 10)
	case seriesPaint:
		d.b = strconv.AppendInt(d.b, int64(p.index%len(LightSeries)+1), 10)
	}
}

func (d *drawing) attr(name, value string) {
	d.b = append(d.b, ' ')
	d.b = append(d.b, name...)
	d.b = append(d.b, `="`...)
	d.b = AppendEscaped(d.b, value)
	d.b = append(d.b, '"')
}

func (d *drawing) number(name string, n int) {
	d.b = append(d.b, ' ')
	d.b = append(d.b, name...)
	d.b = append(d.b, `="`...)
	d.b = strconv.AppendInt(d.b, int64(n), 10)
	d.b = append(d.b, '"')
}

// mirrored returns the left edge of a shape that begins at x, mirrored if needed.
func (d *drawing) mirrored(x, width int) int {
	if d.mirrors() {
		return d.width - x - width
	}
	return x
}

func (d *drawing) mirrors() bool { return d.Direction == "rtl" }

func (d *drawing) rect(x, y, width, height int, fill, stroke paint) {
	d.openRect(x, y, width, height, fill, stroke)
	d.b = append(d.b, "/>"...)
}

func (d *drawing) openRect(x, y, width, height int, fill, stroke paint) {
	d.b = append(d.b, "<rect"...)
	d.number("x", d.mirrored(x, width))
	d.number("y", y)
	d.number("width", width)
	d.number("height", height)
	d.paint(fill, stroke)
}

// emptyBox draws a box for a missing or hidden value with its mark.
func (d *drawing) emptyBox(x, y, width, height int, mark string) {
	d.openRect(x, y, width, height, ground, soft)
	d.b = append(d.b, ` stroke-dasharray="2 3"/>`...)
	d.word(x+width/2, y+(height-letterFont.line())/2, middle, letterFont, ink, mark)
}

// stage fills a rectangle with a stage's color and hatch.
func (d *drawing) stage(x, y, width, height, stage int) {
	d.rect(x, y, width, height, paint{stagePaint, stage}, ground)
	if stage < len(d.Stages)-1 {
		d.rect(x, y, width, height, paint{hatchPaint, stage}, nothing)
	}
}

func (d *drawing) line(x1, y1, x2, y2 int, stroke paint, thick int) {
	d.b = append(d.b, "<line"...)
	d.number("x1", d.mirrored(x1, 0))
	d.number("y1", y1)
	d.number("x2", d.mirrored(x2, 0))
	d.number("y2", y2)
	d.paint(nothing, stroke)
	if thick > 1 {
		d.number("stroke-width", thick)
	}
	d.b = append(d.b, "/>"...)
}

func (d *drawing) circle(x, y, r int, fill, stroke paint) {
	d.b = append(d.b, "<circle"...)
	d.number("cx", d.mirrored(x, 0))
	d.number("cy", y)
	d.number("r", r)
	d.paint(fill, stroke)
	if stroke != nothing {
		d.number("stroke-width", 2)
	}
	d.b = append(d.b, "/>"...)
}

// polygon draws a closed path through points, which are pairs relative to a center.
func (d *drawing) polygon(x, y int, points []int, fill, stroke paint) {
	d.b = append(d.b, `<path d="`...)
	for i := 0; i+1 < len(points); i += 2 {
		command := byte('L')
		if i == 0 {
			command = 'M'
		}
		d.b = append(d.b, command)
		d.b = strconv.AppendInt(d.b, int64(d.mirrored(x+points[i], 0)), 10)
		d.b = append(d.b, ' ')
		d.b = strconv.AppendInt(d.b, int64(y+points[i+1]), 10)
	}
	d.b = append(d.b, `Z"`...)
	d.paint(fill, stroke)
	if stroke != nothing {
		d.number("stroke-width", 2)
	}
	d.b = append(d.b, "/>"...)
}

// anchor says which part of a line of text is at x.
type anchor byte

const (
	start anchor = iota
	middle
	end
)

// word writes a short text on one line with its top at y.
func (d *drawing) word(x, y int, a anchor, f font, fill paint, s string) {
	d.openText(x, y, a, f, fill)
	d.parts(plain(s))
	d.b = append(d.b, "</text>"...)
}

// text writes lines from y downward and returns the bottom of the last one.
func (d *drawing) text(x, y int, a anchor, f font, fill paint, lines []report.TaggedText) int {
	if len(lines) == 0 {
		return y
	}
	d.openText(x, y, a, f, fill)
	for i, line := range lines {
		if len(lines) > 1 {
			d.b = append(d.b, "<tspan"...)
			d.number("x", d.mirrored(x, 0))
			d.number("y", y+f.ascent()+i*f.line())
			d.b = append(d.b, '>')
		}
		d.parts(line)
		if len(lines) > 1 {
			d.b = append(d.b, "</tspan>"...)
		}
	}
	d.b = append(d.b, "</text>"...)
	return y + len(lines)*f.line()
}

func (d *drawing) openText(x, y int, a anchor, f font, fill paint) {
	d.b = append(d.b, "<text"...)
	d.number("x", d.mirrored(x, 0))
	d.number("y", y+f.ascent())
	if f.size != labelFont.size {
		d.number("font-size", f.size)
	}
	if f.bold {
		d.b = append(d.b, ` font-weight="bold"`...)
	}
	switch {
	case a == middle:
		d.b = append(d.b, ` text-anchor="middle"`...)
	case (a == end) != d.mirrors():
		d.b = append(d.b, ` text-anchor="end"`...)
	}
	if fill != ink {
		d.paint(fill, nothing)
	}
	d.b = append(d.b, '>')
}

// Invisible characters that set the direction. Many programs ignore the attributes for it.
const (
	leftToRightMark = "\u200e"
	rightToLeftMark = "\u200f"
)

// parts writes a line. Parts in other languages or directions are marked.
func (d *drawing) parts(line report.TaggedText) {
	if d.mirrors() || len(line) > 0 && line[0].Direction != "" {
		// The first character of a line determines which end is its start. It must always be the
		// left one.
		d.b = append(d.b, leftToRightMark...)
	}
	if d.mirrors() {
		d.b = append(d.b, "<tspan"...)
		mark := d.direction(d.Direction)
		defer func() { d.b = append(append(d.b, mark...), "</tspan>"...) }()
	}
	for _, p := range line {
		if p.Language == "" {
			d.b = AppendEscaped(d.b, p.Text)
			continue
		}
		d.b = append(d.b, "<tspan"...)
		d.language(p.Language)
		mark := d.direction(p.Direction)
		d.b = AppendEscaped(d.b, p.Text)
		d.b = append(append(d.b, mark...), "</tspan>"...)
	}
}

// direction completes the start tag of an element with a direction, unless that is "", and returns
// the mark that must follow its text.
func (d *drawing) direction(direction string) (mark string) {
	switch direction {
	case "rtl":
		mark = rightToLeftMark
	case "ltr":
		mark = leftToRightMark
	default:
		d.b = append(d.b, '>')
		return ""
	}
	d.attr("direction", direction)
	d.b = append(d.b, ` unicode-bidi="embed">`...)
	d.b = append(d.b, mark...)
	return mark
}

// language writes the language of an element. HTML only has the attribute lang; programs for SVG
// 1.1 only know xml:lang.
func (d *drawing) language(tag string) {
	d.attr("lang", tag)
	if !d.inline {
		d.attr("xml:lang", tag)
	}
}

// plain returns s as a text in the language of the view.
func plain(s string) report.TaggedText {
	if s == "" {
		return nil
	}
	return report.TaggedText{{Text: s}}
}
