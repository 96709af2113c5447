package drawing

import "github.com/waymark-go/waymark/report"

const (
	// narrowWidth is the width of pairs on a page: a phone shows them without scrolling, and a wide
	// page several columns of them.
	narrowWidth = 344
	// The most space of the names of bars, and that of the numbers of ratings beside them.
	narrowSide  = 84
	wideSide    = 112
	countWidth  = 50
	signWidth   = 18
	changedBar  = 16
	sameBar     = 8
	pairSpacing = 12 // between two bars
	leastHeight = 28
)

// pairColumns is where the parts of a pair are.
type pairColumns struct {
	text       int // width of the label and the outcome
	side       int // start of the names of bars
	bar        int // start of bars
	length     int // of bars
	sideWidth  int
	textBeside bool // the text is beside the bars, not above them
}

func (d *drawing) pairColumns() pairColumns {
	c := pairColumns{text: d.width, sideWidth: narrowSide}
	if !d.inline {
		c = pairColumns{text: labelWidth, side: plotStart, sideWidth: wideSide, textBeside: true}
	}
	widest := 0
	for i := range d.Rows {
		if p := d.Rows[i].Pair; p != nil {
			widest = max(widest, smallFont.textAdvance(p.Sides[0].Group), smallFont.textAdvance(p.Sides[1].Group))
		}
	}
	c.sideWidth = min(c.sideWidth, widest)
	c.bar = c.side + c.sideWidth + 8
	c.length = d.width - countWidth - c.bar
	return c
}

func (d *drawing) pairs() {
	c := d.pairColumns()
	d.heads = []columnHead{{d.width, end, smallFont.wrap(plain(d.Labels.Rated), countWidth+narrowSide)}}
	for i := range d.Rows {
		row := &d.Rows[i]
		if row.IsHeading() {
			d.top(row, d.width-countWidth-narrowSide-8)
			continue
		}
		if !d.begun || row.IsDomain && !d.Rows[i-1].IsDomain {
			d.top(nil, 0)
		} else if i > 0 && !d.Rows[i-1].IsDomain {
			d.seams = append(d.seams, seam{d.y, len(d.b)})
		}
		d.pair(row, c)
	}
}

// pair draws a row: its label, what the report says, and the two bars if they are compared.
func (d *drawing) pair(row *report.PictureRow, c pairColumns) {
	p := row.Pair
	d.line(0, d.y, d.width, d.y, hair, 1)
	top := d.y + 6
	f := labelFont
	if row.IsDomain {
		f = headingFont
	}
	y := d.text(0, top, start, f, ink, f.wrap(row.Label, c.text)) + 2
	y = d.outcome(p, y, c.text)
	bottom := max(y, top+leastHeight)
	if p.Compared {
		if !c.textBeside {
			top = y + 6
		}
		bottom = max(bottom, d.twoBars(p, top, c))
	}
	d.y = bottom + 8
}

// outcome writes the sign and the words of a pair and returns their bottom.
func (d *drawing) outcome(p *report.PicturePair, y, width int) int {
	color := ink
	if p.Direction == 0 {
		color = soft
	}
	d.pairSign(p, y+smallFont.line()/2)
	y = d.text(signWidth, y, start, smallFont, color, smallFont.wrap(p.Outcome, width-signWidth))
	return d.text(signWidth, y, start, smallFont, color, smallFont.wrap(p.Detail, width-signWidth))
}

// pairSign draws the sign for what the report says of a pair, in the middle of the height y.
func (d *drawing) pairSign(p *report.PicturePair, y int) {
	const x = signWidth/2 - 2
	switch {
	case !p.Compared:
		mark := d.Labels.NoneMark
		if p.Sides[0].Result.Hidden || p.Sides[1].Result.Hidden {
			mark = d.Labels.HiddenMark
		}
		d.word(0, y-letterFont.line()/2, start, letterFont, ink, mark)
	case p.Direction == 0:
		d.line(x-5, y-2, x+5, y-2, soft, 2)
		d.line(x-5, y+3, x+5, y+3, soft, 2)
	case len(d.Series) == 0: // two groups, of which none is later
		d.polygon(x, y, []int{0, -6, 6, 0, 0, 6, -6, 0}, ink)
	default:
		way := p.Direction
		d.polygon(x, y, []int{0, -6 * way, 6, 5 * way, -6, 5 * way}, ink)
	}
}

// twoBars draws the bars of a pair with their names and numbers, and the line that connects them.
// It returns their bottom.
func (d *drawing) twoBars(p *report.PicturePair, top int, c pairColumns) int {
	height := sameBar
	if p.Direction != 0 {
		height = changedBar
	}
	var bars [2]pairBar
	for i := range p.Sides {
		s := &p.Sides[i]
		name := smallFont.wrap(s.Group, c.sideWidth)
		slot := max(changedBar, len(name)*smallFont.line())
		d.text(c.side, top+(slot-len(name)*smallFont.line())/2, start, smallFont, ink, name)
		bars[i] = pairBar{s.Result.Bar.Cells(c.length), top + (slot-height)/2}
		d.pairBar(bars[i], c.bar, height)
		d.word(d.width, top+(slot-smallFont.line())/2, end, smallFont, ink, s.Result.Rated.Text)
		top += slot + pairSpacing
	}
	if p.Direction != 0 {
		d.connect(p, bars, c.bar)
	}
	return top - pairSpacing
}

// pairBar is a bar of a pair: the widths of its segments and its top.
type pairBar struct {
	cells []int
	y     int
}

// boundary returns where the segment of a stage begins.
func (b pairBar) boundary(stage int) int {
	x := 0
	for _, n := range b.cells[:min(stage, len(b.cells))] {
		x += n
	}
	return x
}

func (d *drawing) pairBar(b pairBar, x, height int) {
	for i, n := range b.cells {
		if n > 0 {
			d.stage(x, b.y, n, height, i)
			x += n
		}
	}
}

// connect draws the line between the two bars, at the stage with the widest difference.
func (d *drawing) connect(p *report.PicturePair, bars [2]pairBar, x int) {
	from, to := x+bars[0].boundary(p.Widest), x+bars[1].boundary(p.Widest)
	heights := [4]int{bars[0].y, bars[0].y + changedBar, bars[1].y, bars[1].y + changedBar}
	d.bend(from, to, heights, ground, 6)
	d.bend(from, to, heights, ink, 3)
}
