package drawing

import (
	"strconv"

	"github.com/waymark-go/waymark/report"
)

const (
	asideWidth  = 80 // of the column for values without a place along the spectrum
	leastHeight = 28
	// The size of a shape with the space around it, and of the mark beside it.
	shapeSize   = 12
	shapeHeight = 15
	markWidth   = 12
)

// shapes are paths around their center, in the order of the series. The first series has a circle.
// Later series have the same shapes hollow, and series after those have numbers.
var shapes = [...][]int{
	{},
	{-4, -4, 4, -4, 4, 4, -4, 4},
	{0, -5, 5, 4, -5, 4},
	{0, -6, 6, 0, 0, 6, -6, 0},
	{0, 5, -5, -4, 5, -4},
	{-2, -5, 2, -5, 2, -2, 5, -2, 5, 2, 2, 2, 2, 5, -2, 5, -2, 2, -5, 2, -5, -2, -2, -2},
	{-5, -2, 0, 0, 5, -2, 5, 2, 0, 5, -5, 2},
	{-5, -5, -2, -5, 0, -2, 2, -5, 5, -5, 2, 0, 5, 5, 2, 5, 0, 2, -2, 5, -5, 5, -2, 0},
}

// shapeCount is the number of series with shapes.
const shapeCount = 2 * len(shapes)

// shape draws the shape of a series.
func (d *drawing) shape(x, y, series int) {
	color := paint{seriesPaint, series}
	fill, stroke := color, nothing
	switch {
	case series >= shapeCount:
		d.word(x, y-smallFont.line()/2, middle, smallFont, color, strconv.Itoa(series+1))
		return
	case series >= len(shapes):
		fill, stroke = ground, color
	}
	if points := shapes[series%len(shapes)]; len(points) > 0 {
		d.polygon(x, y, points, fill, stroke)
		return
	}
	d.circle(x, y, 5, fill, stroke)
}

func (d *drawing) dots() {
	a := d.axis()
	d.heads = d.stageHeads(a)
	if len(d.Marks) > 0 {
		d.heads = append(d.heads, columnHead{d.width, end, smallFont.wrap(plain(d.Labels.NotPlaced), asideWidth)})
	}
	for i := range d.Rows {
		row := &d.Rows[i]
		if d.section(row, labelWidth) {
			continue
		}
		lines, height := d.rowLabel(row, labelWidth, leastHeight)
		s := d.stacked(row.Medians, a)
		height = max(height, s.lines*shapeHeight+12)
		d.line(0, d.y, d.width, d.y, hair, 1)
		d.writeLabel(row, lines, height)
		d.guides(a, height)
		for j, m := range row.Medians {
			d.dot(m, j, a, s.places[j], d.y+height/2)
		}
		d.y += height
	}
}

// dot draws the median of a series at its place, or beside the plot with the mark for a hidden or
// missing one.
func (d *drawing) dot(m report.MedianCell, series int, a axis, at place, y int) {
	x, y := at.x, y+at.y
	d.reach(m, a, y)
	d.shape(x, y, series)
	if m.Low < 0 {
		d.word(x+d.shapeWidth()/2+2, y-smallFont.line()/2, start, smallFont, ink, m.Letters)
	}
}

// shapeWidth returns the width of a shape, or of the number that replaces it.
func (d *drawing) shapeWidth() int {
	if len(d.Series) <= shapeCount {
		return shapeSize
	}
	return smallFont.advance(strconv.Itoa(len(d.Series))) + 3
}

// dotsWidth returns the width of a dot plot. Every band has space for two shapes.
func (d *drawing) dotsWidth() int {
	return max(pictureWidth, plotStart+asideWidth+2*len(d.Stages)*d.shapeWidth())
}

// stacks is the places of the shapes of a row. No shape covers another.
type stacks struct {
	places []place
	lines  int // the most at any place
}

// place is a point, y from the middle of the row.
type place struct{ x, y int }

// stacked places the shapes of equal medians side by side, in lines of at most half a band.
// Medians with a line through other stages are below them, one on each line. Missing medians are
// beside the plot.
func (d *drawing) stacked(ms []report.MedianCell, a axis) stacks {
	s := stacks{places: make([]place, len(ms))}
	piles := make([]pile, 2*len(d.Stages))
	for _, m := range ms {
		d.pile(piles, m).add(m)
	}
	width := d.shapeWidth()
	for i, m := range ms {
		step, perLine, x := width, max(1, a.band/2/width), a.at(m)
		if m.Low < 0 {
			step = width + markWidth
			perLine = asideWidth / step
			x = d.width - asideWidth/2 - markWidth/2
		}
		p := d.pile(piles, m)
		lines, line, column, inLine := p.next(m, perLine)
		s.places[i] = place{x + (2*column-inLine+1)*step/2, (2*line - lines + 1) * shapeHeight / 2}
		s.lines = max(s.lines, lines)
	}
	return s
}

// pile counts the shapes at one place, and those that are already placed. Shapes with a line
// through other stages are counted separately.
type pile struct{ shapes, wide, put, putWide int }

// pile returns the pile of a median: index i+j for a median between stages i and j, the last one
// for a missing median.
func (d *drawing) pile(piles []pile, m report.MedianCell) *pile {
	if m.Low < 0 {
		return &piles[len(piles)-1]
	}
	return &piles[m.Low+m.High]
}

func (p *pile) add(m report.MedianCell) {
	if skipsStages(m) {
		p.wide++
		return
	}
	p.shapes++
}

// next returns the place of the next shape in the pile.
func (p *pile) next(m report.MedianCell, perLine int) (lines, line, column, inLine int) {
	full := (p.shapes + perLine - 1) / perLine
	if skipsStages(m) {
		p.putWide++
		return full + p.wide, full + p.putWide - 1, 0, 1
	}
	line = p.put / perLine
	column, inLine = p.put%perLine, min(perLine, p.shapes-line*perLine)
	p.put++
	return full + p.wide, line, column, inLine
}

// skipsStages reports whether m falls between two stages that are not neighbors.
func skipsStages(m report.MedianCell) bool { return m.Low >= 0 && m.High > m.Low+1 }
