package drawing

import (
	"strconv"

	"github.com/waymark-go/waymark/report"
)

// drawing is a picture while it is drawn. Coordinates are whole units from the left
// and the top of what is drawn, and are mirrored where the view reads from right to
// left.
type drawing struct {
	*report.Picture
	b     []byte
	width int
	y     int // below what is drawn
	heads []columnHead
	seams []seam // where it can be cut, such as between two pages
	begun bool   // there are rows
	// Of a picture on its own, the colors of the stages and of letters on them.
	stageColors, letterColors []string
	// inline says that it becomes part of a page, which has the colors, as classes,
	// and the hatches. On its own it has all of them itself.
	inline bool
}

// paint is what a shape is filled or lined with.
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

// classes are those of fills and of strokes on a page, by kind.
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

// paint writes what a shape is filled and lined with.
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

// mirrored returns where a shape of some width stands that would begin at x.
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

// emptyBox stands where there is no value, with the mark for why on it.
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

// polygon draws a closed path through points around a center, given as pairs.
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

// anchor says which end of a line of text its x is.
type anchor byte

const (
	start anchor = iota
	middle
	end
)

// word writes a short text on one line, the top of which is y.
func (d *drawing) word(x, y int, a anchor, f font, fill paint, s string) {
	d.openText(x, y, a, f, fill)
	d.parts(plain(s))
	d.b = append(d.b, "</text>"...)
}

// text writes lines, the first of which begins at y, and returns where they end.
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

// Characters without width that say a direction, to all programs: many know nothing
// of directions but those of characters.
const (
	leftToRightMark = "\u200e"
	rightToLeftMark = "\u200f"
)

// parts writes a line, its parts in other languages or directions marked as such.
func (d *drawing) parts(line report.TaggedText) {
	if d.mirrors() || len(line) > 0 && line[0].Direction != "" {
		// What begins a line decides which of its ends is the start for what anchors
		// it. It is the left one here always.
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

// direction ends the start of an element that reads in a direction, if that is not
// "", and returns the mark to end its text with.
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

// language writes the language of an element: HTML has no other attribute for it
// than lang, and programs that know SVG 1.1 only look for xml:lang.
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
