package drawing

import "github.com/waymark-go/waymark/report"

// A bar is StripLength long. The middle of the spectrum is the same distance from the start of the
// plot, so that every bar fits.
const (
	stripLabel  = 262
	stripStart  = stripLabel + 14
	ratedWidth  = 72
	StripLength = (pictureWidth - stripStart - ratedWidth - 6) / 2
	stripHeight = 22
	stripMiddle = stripStart + StripLength
)

func (d *drawing) strips() {
	if d.Labels.Share != nil {
		d.shares()
		return
	}
	d.heads = []columnHead{
		{stripMiddle, middle, smallFont.wrap(plain(d.Labels.SpectrumMiddle), 2*StripLength)},
		{d.width, end, smallFont.wrap(plain(d.Labels.Rated), ratedWidth)},
	}
	d.top(nil, 0)
	for i := range d.Rows {
		row := &d.Rows[i]
		lines, height := d.rowLabel(row, stripLabel, stripHeight+10)
		d.line(0, d.y, d.width, d.y, hair, 1)
		d.writeLabel(row, lines, height)
		d.line(stripMiddle, d.y, stripMiddle, d.y+height, ink, 1)
		d.strip(&row.Result, stripMiddle, StripLength, d.y+(height-stripHeight)/2)
		d.word(d.width, d.y+(height-labelFont.line())/2, end, labelFont, ink, row.Result.Rated.Text)
		d.y += height
	}
}

// strip draws a bar with a length. The lower half of the stages is on the left of the middle.
func (d *drawing) strip(r *report.ResultText, middle, length, y int) {
	cells := r.Bar.Cells(length)
	if cells == nil {
		mark := d.Labels.NoneMark
		if r.Hidden {
			mark = d.Labels.HiddenMark
		}
		d.emptyBox(middle-length/2, y, length, stripHeight, mark)
		return
	}
	x := middle
	for i, n := range cells[:(len(cells)+1)/2] {
		if i < len(cells)/2 {
			x -= n
		} else {
			x -= n / 2 // the middle stage of an odd number
		}
	}
	for i, n := range cells {
		if n == 0 {
			continue
		}
		d.stage(x, y, n, stripHeight, i)
		d.count(r.Counts[i].Text, x, y, n, i)
		x += n
	}
}

// count writes a number on its segment if there is space, on a patch without the hatch.
func (d *drawing) count(s string, x, y, width, stage int) {
	patch := smallFont.advance(s) + 2
	if patch+4 > width {
		return
	}
	x += width / 2
	if stage < len(d.Stages)-1 {
		d.rect(x-patch/2, y+3, patch, stripHeight-6, paint{stagePaint, stage}, nothing)
	}
	d.word(x, y+(stripHeight-smallFont.line())/2, middle, smallFont, paint{lettersPaint, stage}, s)
}
