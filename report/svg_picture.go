package report

import (
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
)

// Distances in a drawing.
const (
	pictureWidth = 800 // of all but heat maps, which have the width of their columns
	labelWidth   = 320
	plotStart    = labelWidth + 14
	swatch       = 14
	around       = 16 // of a picture on its own
)

// WriteSVG writes the picture as an SVG document of its own: its title, description
// and legend are on it, and the description for screen readers has the table of the
// same numbers too. It is drawn for a light ground and brings that along, with
// plain elements and attributes that any program for SVG shows, and requests
// nothing. The error is that of the writer, or says that a picture which was made by
// hand does not fit together.
func (p *Picture) WriteSVG(w io.Writer) error {
	if err := p.check(); err != nil {
		return err
	}
	d := p.draw(false)
	head := make([]byte, 0, 4096)
	width, height := d.width+2*around, d.y+2*around
	head = fmt.Appendf(head, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="-%d -%d %d %d" role="img" aria-labelledby="title description"`,
		width, height, around, around, width, height)
	head = append(head, ` font-family="Verdana, 'DejaVu Sans', Arial, Helvetica, sans-serif" font-size="`...)
	head = strconv.AppendInt(head, int64(labelFont.size), 10)
	head = append(head, `" fill="`+lightInk+`"`...)
	h := drawing{Picture: p, b: head}
	h.language(p.Language)
	h.b = append(h.b, `><title id="title">`...)
	h.b = appendEscaped(h.b, p.Title.String())
	h.b = append(h.b, `</title><desc id="description">`...)
	h.b = p.appendDescription(h.b)
	h.b = append(h.b, "</desc>\n"...)
	if p.Form == Strips {
		h.b = appendHatches(h.b, len(p.Stages), lightGround)
	}
	h.b = fmt.Appendf(h.b, `<rect x="-%d" y="-%d" width="%d" height="%d" fill="%s"/>`+"\n", around, around, width, height, lightGround)
	for _, part := range [][]byte{h.b, d.b, []byte("</svg>\n")} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("report: write picture %s: %w", p.Name, err)
		}
	}
	return nil
}

// appendDescription writes how to read a picture and then its table, a line for
// each row.
func (p *Picture) appendDescription(b []byte) []byte {
	b = appendEscaped(b, p.Description.String())
	table := p.Table()
	for _, row := range table.Rows {
		b = append(b, '\n')
		b = appendEscaped(b, row[0].String())
		for i, cell := range row[1:] {
			b = append(b, "; "...)
			b = appendEscaped(b, table.Head[i+1].String())
			b = append(b, ": "...)
			b = appendEscaped(b, cell.String())
		}
	}
	return b
}

// appendHatches defines the hatches for n stages, in the color of the page.
func appendHatches(b []byte, n int, color string) []byte {
	b = append(b, "<defs>"...)
	for i := range min(n-1, len(hatches)) {
		b = fmt.Appendf(b, `<pattern id="hatch%d" width="8" height="8" patternUnits="userSpaceOnUse"><g fill="%[2]s" stroke="%[2]s" stroke-width="1.2" opacity=".45">%s</g></pattern>`, i, color, hatches[i])
	}
	return append(b, "</defs>\n"...)
}

// inlineHTML draws the picture as a part of a page that names it: in pieces, one
// below the other, so that it can go over several pages of paper.
func (p *Picture) inlineHTML() template.HTML {
	d := p.draw(true)
	var b strings.Builder
	b.Grow(len(d.b) + 256*(len(d.seams)+1))
	fmt.Fprintf(&b, `<div role="img" aria-labelledby="picture-%s" aria-describedby="picture-%[1]s-d">`, p.Name)
	from := seam{}
	for _, to := range append(d.seams, seam{d.y, len(d.b)}) {
		height := to.y - from.y
		fmt.Fprintf(&b, `<svg class="pic" aria-hidden="true" direction="ltr" width="%d" height="%d" viewBox="0 %d %[1]d %[2]d">`, d.width, height, from.y)
		b.Write(d.b[from.at:to.at])
		b.WriteString("</svg>\n")
		from = to
	}
	b.WriteString("</div>")
	return template.HTML(b.String())
}

// rowSize is about how many bytes a row takes besides its label.
func (p *Picture) rowSize() int {
	switch p.Form {
	case Strips:
		return 320 * len(p.Stages)
	case HeatMap:
		return 240 * len(p.Series)
	case Dots:
		return 80*len(p.Stages) + 112*len(p.Series)
	}
	return 512
}

// draw lays the picture out.
func (p *Picture) draw(inline bool) *drawing {
	d := &drawing{Picture: p, b: make([]byte, 0, 4096+len(p.Rows)*(512+p.rowSize())), width: pictureWidth, inline: inline}
	if !inline {
		for _, c := range ramp(len(p.Stages), lightPage) {
			d.stageColors = append(d.stageColors, c.hex())
			d.letterColors = append(d.letterColors, lettersOn(c).hex())
		}
	}
	switch p.Form {
	case HeatMap:
		d.width = d.heatMapWidth()
	case Dots:
		d.width = d.dotsWidth()
	}
	if !inline {
		d.y = d.text(0, d.y, start, titleFont, ink, titleFont.wrap(p.Title, d.width)) + 4
		d.y = d.text(0, d.y, start, labelFont, soft, labelFont.wrap(p.Description, d.width)) + 10
	}
	d.legend()
	switch p.Form {
	case Strips:
		d.strips()
	case HeatMap:
		d.heatMap()
	case Dots:
		d.dots()
	case Arrows:
		d.arrows()
	}
	return d
}

// rowLabel wraps the label of a row and returns it with the least height of the
// row.
func (d *drawing) rowLabel(row *PictureRow, width, least int) ([]TaggedText, int) {
	f := labelFont
	if row.IsDomain {
		f = headingFont
	}
	lines := f.wrap(row.Label, width)
	return lines, max(least, len(lines)*f.line()+8)
}

// writeLabel writes the label of a row in the middle of its height.
func (d *drawing) writeLabel(row *PictureRow, lines []TaggedText, height int) {
	f := labelFont
	if row.IsDomain {
		f = headingFont
	}
	d.text(0, d.y+(height-len(lines)*f.line())/2, start, f, ink, lines)
}

// columnHead is what stands above a column of a picture.
type columnHead struct {
	x      int
	anchor anchor
	lines  []TaggedText
}

// seam is a height at which nothing is cut through, and what is drawn above it.
type seam struct{ y, at int }

// top writes the heads of the columns, and beside them the label of the domain whose
// rows come next, if there is one. They are there for each domain, since a picture
// may be longer than a screen or a page.
func (d *drawing) top(row *PictureRow, width int) {
	if d.begun {
		d.seams = append(d.seams, seam{d.y, len(d.b)})
		d.y += 12
	}
	d.begun = true
	var label []TaggedText
	if row != nil {
		label = headingFont.wrap(row.Label, width)
	}
	height := len(label) * headingFont.line()
	for _, h := range d.heads {
		height = max(height, len(h.lines)*smallFont.line())
	}
	d.y += height
	d.text(0, d.y-len(label)*headingFont.line(), start, headingFont, ink, label)
	for _, h := range d.heads {
		d.text(h.x, d.y-len(h.lines)*smallFont.line(), h.anchor, smallFont, soft, h.lines)
	}
	d.y += 4
}

// section writes what comes before a row: the heads, where the row is the first or
// a domain. It reports whether that is all there is of the row.
func (d *drawing) section(row *PictureRow) bool {
	if row.isHeading() {
		d.top(row, labelWidth)
		return true
	}
	if !d.begun || row.IsDomain {
		d.top(nil, 0)
	}
	return false
}

// legendItem is a sign and what it stands for.
type legendItem struct {
	kind  legendKind
	index int
	sign  string // for those that are text
	text  TaggedText
}

type legendKind byte

const (
	stageSign legendKind = iota
	lettersSign
	plainSign
	shapeSign
	beforeSign
	nowSign
	stillSign
)

// legend explains what is on the picture.
func (d *drawing) legend() {
	x := 0
	for _, item := range d.legendItems() {
		sign := d.signWidth(item)
		width := sign + 6 + labelFont.textAdvance(item.text)
		if x > 0 && x+width > d.width {
			x = 0
			d.y += labelFont.line() + 4
		}
		d.sign(item, x, sign)
		lines := labelFont.wrap(item.text, d.width-sign-6)
		d.text(x+sign+6, d.y, start, labelFont, ink, lines)
		x += width + 18
		if len(lines) > 1 {
			x = d.width
			d.y += (len(lines) - 1) * labelFont.line()
		}
	}
	if x > 0 {
		d.y += labelFont.line() + 12
	}
}

func (d *drawing) legendItems() []legendItem {
	var items []legendItem
	switch d.Form {
	case Strips:
		for i, s := range d.Stages {
			items = append(items, legendItem{kind: stageSign, index: i, text: s.Title})
		}
	case HeatMap:
		for i, s := range d.Stages {
			items = append(items, legendItem{lettersSign, i, s.Letters, s.Title})
		}
	case Dots:
		for i, s := range d.Series {
			items = append(items, legendItem{kind: shapeSign, index: i, text: s})
		}
	case Arrows:
		items = append(items, legendItem{kind: beforeSign, text: d.Series[0]}, legendItem{kind: nowSign, text: d.Series[1]},
			legendItem{kind: stillSign, text: plain(d.Labels.Still)})
	}
	if (d.Form == Dots || d.Form == Arrows) && d.lettersInHead() {
		for _, s := range d.Stages {
			items = append(items, legendItem{kind: plainSign, sign: s.Letters, text: s.Title})
		}
	}
	for _, m := range d.Marks {
		items = append(items, legendItem{kind: plainSign, sign: m.Sign, text: plain(m.Text)})
	}
	return items
}

func (d *drawing) signWidth(item legendItem) int {
	switch item.kind {
	case lettersSign:
		return letterFont.advance(item.sign) + 8
	case plainSign:
		return letterFont.advance(item.sign)
	case beforeSign, nowSign:
		return 2 * swatch
	}
	return swatch
}

// sign draws the sign of an item of the legend.
func (d *drawing) sign(item legendItem, x, width int) {
	center := d.y + labelFont.line()/2
	switch item.kind {
	case stageSign:
		d.stage(x, center-swatch/2, swatch, swatch, item.index)
	case lettersSign:
		d.rect(x, d.y, width, labelFont.line(), paint{stagePaint, item.index}, nothing)
		d.word(x+width/2, d.y, middle, letterFont, paint{lettersPaint, item.index}, item.sign)
	case plainSign:
		d.word(x, d.y, start, letterFont, ink, item.sign)
	case shapeSign:
		d.shape(x+swatch/2, center, item.index)
	case beforeSign:
		d.line(x+10, center, x+width, center, ink, 2)
		d.circle(x+5, center, 4, ground, ink)
	case nowSign:
		d.line(x, center, x+width-6, center, ink, 2)
		d.arrowHead(x+width, center, 1)
	case stillSign:
		d.circle(x+swatch/2, center, 5, ink, nothing)
	}
}
