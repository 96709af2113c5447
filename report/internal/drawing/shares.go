package drawing

// A picture of shares is narrow, so that it fits beside a text and on a phone. Its labels are above
// its bars. The numbers on the right take shareWidth.
const (
	sharesWidth  = 440
	sharesMiddle = sharesWidth / 2
	shareWidth   = 150
)

// shares draws strips with the share in the upper half of the stages.
func (d *drawing) shares() {
	d.heads = []columnHead{
		{sharesMiddle, middle, smallFont.wrap(plain(d.Labels.SpectrumMiddle), sharesWidth-2*shareWidth)},
		{d.width, end, smallFont.wrap(d.Labels.Share, shareWidth-10)},
	}
	d.top(nil, 0)
	for i := range d.Rows {
		row := &d.Rows[i]
		share := labelFont.advance(row.Share)
		lines, _ := d.rowLabel(row, d.width-share-14, labelFont.line())
		height := len(lines) * labelFont.line()
		d.line(0, d.y, d.width, d.y, hair, 1)
		d.y += 3
		d.writeLabel(row, lines, height)
		d.word(d.width, d.y, end, labelFont, ink, row.Share)
		d.y += height + 1
		d.line(sharesMiddle, d.y-1, sharesMiddle, d.y+stripHeight+1, ink, 1)
		d.strip(&row.Result, sharesMiddle, sharesMiddle, d.y)
		d.y += stripHeight + 5
	}
}
