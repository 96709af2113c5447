package drawing

import (
	"slices"

	"github.com/waymark-go/waymark/report"
)

// Sizes in units.
const (
	pictureWidth = 900 // of all pictures except heat maps, whose width depends on their columns, and pairs on pages
	labelWidth   = 320
	plotStart    = labelWidth + 14
	swatch       = 14
)

// Standalone draws p for an SVG document, in the colors of the light page, with its title,
// description and legend. It returns the elements and their size in units; p must pass [Check].
func Standalone(p *report.Picture) (elements []byte, width, height int) {
	d := draw(p, false, nil)
	return d.b, d.width, d.y
}

// Piece is a part of a picture that is not broken across pages of paper. Top, Width and Height
// are in units of the picture.
type Piece struct {
	Elements           []byte
	Top, Width, Height int
}

// Pieces draws p for an HTML page, without its title and description: from top to bottom, a piece
// for each block of rows. The page must define the classes and the hatches that the elements
// use; p must pass [Check]. The elements are in buffer, which Pieces returns so that the next picture
// can reuse it.
func Pieces(buffer []byte, p *report.Picture) (pieces []Piece, reuse []byte) {
	d := draw(p, true, buffer)
	pieces = make([]Piece, 0, len(d.seams)+1)
	from := seam{}
	for _, to := range append(d.seams, seam{d.y, len(d.b)}) {
		pieces = append(pieces, Piece{Elements: d.b[from.at:to.at], Top: from.y, Width: d.width, Height: to.y - from.y})
		from = to
	}
	return pieces, d.b
}

// rowSize returns about how many bytes a row takes without its label, to allocate enough memory at
// once.
func rowSize(p *report.Picture) int {
	switch p.Form {
	case report.Strips:
		return 320 * len(p.Stages)
	case report.HeatMap:
		return 240 * len(p.Series)
	case report.Pairs:
		return 1024 + 400*len(p.Stages)
	}
	return 512
}

// draw draws a picture into a buffer.
func draw(p *report.Picture, inline bool, buffer []byte) *drawing {
	d := &drawing{Picture: p, canvas: canvas{
		b: slices.Grow(buffer[:0], 4096+len(p.Rows)*(512+rowSize(p))), width: pictureWidth,
		reading: p.Direction, stages: len(p.Stages), inline: inline,
	}}
	if !inline {
		for _, c := range Ramp(len(p.Stages), LightPage) {
			d.stageColors = append(d.stageColors, c.Hex())
			d.letterColors = append(d.letterColors, LettersOn(c).Hex())
		}
	}
	switch {
	case p.Form == report.HeatMap:
		d.width = d.heatMapWidth()
	case p.Form == report.Pairs && inline:
		d.width = narrowWidth
	case p.Form == report.Strips && p.Labels.Share != nil:
		d.width = sharesWidth
	}
	if !inline {
		d.y = d.text(0, d.y, start, titleFont, ink, titleFont.wrap(p.Title, d.width)) + 4
		d.y = d.text(0, d.y, start, labelFont, soft, labelFont.wrap(p.Description, d.width)) + 10
	}
	d.legend()
	switch p.Form {
	case report.Strips:
		d.strips()
	case report.HeatMap:
		d.heatMap()
	case report.Pairs:
		d.pairs()
	}
	return d
}

// rowLabel returns the wrapped label of a row and the least height of the row.
func (d *drawing) rowLabel(row *report.PictureRow, width, least int) ([]report.TaggedText, int) {
	f := labelFont
	if row.IsDomain {
		f = headingFont
	}
	lines := f.wrap(row.Label, width)
	return lines, max(least, len(lines)*f.line()+8)
}

// writeLabel writes the label of a row, centered in its height.
func (d *drawing) writeLabel(row *report.PictureRow, lines []report.TaggedText, height int) {
	f := labelFont
	if row.IsDomain {
		f = headingFont
	}
	d.text(0, d.y+(height-len(lines)*f.line())/2, start, f, ink, lines)
}

// columnHead is the head of a column.
type columnHead struct {
	x      int
	anchor anchor
	lines  []report.TaggedText
}

// seam is a place between rows where a page may break: its height and the length of what is drawn
// above it.
type seam struct{ y, at int }

// top writes the heads of the columns and the label of the domain of the next rows, if any. They
// are repeated for each domain, because a picture may be longer than a screen or a page.
func (d *drawing) top(row *report.PictureRow, width int) {
	if d.begun {
		d.seams = append(d.seams, seam{d.y, len(d.b)})
		d.y += 12
	}
	d.begun = true
	var label []report.TaggedText
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

// section writes the heads before the first row and before a domain, whose label has a width. It
// reports whether the row is only a heading.
func (d *drawing) section(row *report.PictureRow, width int) bool {
	if row.IsHeading() {
		d.top(row, width)
		return true
	}
	if !d.begun || row.IsDomain {
		d.top(nil, 0)
	}
	return false
}

// legendItem is a sign in the legend and its meaning.
type legendItem struct {
	kind  legendKind
	index int
	sign  string // if the sign is text
	text  report.TaggedText
}

type legendKind byte

const (
	stageSign legendKind = iota
	lettersSign
	plainSign
)

// legend draws the legend.
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
	case report.Strips, report.Pairs:
		for i, s := range d.Stages {
			items = append(items, legendItem{kind: stageSign, index: i, text: s.Title})
		}
	case report.HeatMap:
		for i, s := range d.Stages {
			items = append(items, legendItem{lettersSign, i, s.Letters, s.Title})
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
	}
}
