package drawing

import "github.com/waymark-go/waymark/report"

// axis is the spectrum along a plot. Each stage has a band of the same width.
type axis struct{ start, band int }

// at returns the place of a median: the middle of the band of its stage, or halfway between two.
func (a axis) at(m report.MedianCell) int { return a.start + a.band*(m.Low+m.High+1)/2 }

func (d *drawing) axis() axis {
	width := d.width - plotStart
	if d.Form == report.Dots && len(d.Marks) > 0 {
		width -= asideWidth
	}
	return axis{plotStart, width / len(d.Stages)}
}

// mostHeadLines is the greatest number of lines of a stage's title above its band.
const mostHeadLines = 4

// lettersInHead reports whether the bands are too narrow for the titles of stages.
func (d *drawing) lettersInHead() bool {
	width := d.axis().band - 6
	for _, s := range d.Stages {
		if smallFont.longestWord(s.Title) > width || len(smallFont.wrap(s.Title, width)) > mostHeadLines {
			return true
		}
	}
	return false
}

// stageHeads returns the heads of the bands.
func (d *drawing) stageHeads(a axis) []columnHead {
	letters := d.lettersInHead()
	heads := make([]columnHead, len(d.Stages))
	for i, s := range d.Stages {
		heads[i] = columnHead{a.start + a.band*i + a.band/2, middle, []report.TaggedText{plain(s.Letters)}}
		if !letters {
			heads[i].lines = smallFont.wrap(s.Title, a.band-6)
		}
	}
	return heads
}

// reach draws a line between the two stages of a median that has other stages between them,
// because it is at none of those.
func (d *drawing) reach(m report.MedianCell, a axis, y int) {
	if skipsStages(m) {
		d.line(a.at(report.MedianCell{Low: m.Low, High: m.Low}), y, a.at(report.MedianCell{Low: m.High, High: m.High}), y, soft, 1)
	}
}

// guides draws a thin line for each stage of a row.
func (d *drawing) guides(a axis, height int) {
	for i := range d.Stages {
		x := a.start + a.band*i + a.band/2
		d.line(x, d.y, x, d.y+height, hair, 1)
	}
}

func (d *drawing) arrows() {
	a := d.axis()
	d.heads = d.stageHeads(a)
	for i := range d.Rows {
		row := &d.Rows[i]
		if d.section(row, labelWidth) {
			continue
		}
		lines, height := d.rowLabel(row, labelWidth, leastHeight)
		before, now := row.Medians[0], row.Medians[1]
		d.line(0, d.y, d.width, d.y, hair, 1)
		if before.Low < 0 || now.Low < 0 || !row.Compared {
			d.notCompared(row, a, lines, height)
			continue
		}
		d.writeLabel(row, lines, height)
		d.guides(a, height)
		d.reach(before, a, d.y+height/2-7)
		d.reach(now, a, d.y+height/2+7)
		d.arrow(a.at(before), a.at(now), d.y+height/2)
		d.y += height
	}
}

// notCompared writes why a row has no arrow.
func (d *drawing) notCompared(row *report.PictureRow, a axis, label []report.TaggedText, height int) {
	mark := d.Labels.NoneMark
	if row.Medians[0].Hidden || row.Medians[1].Hidden {
		mark = d.Labels.HiddenMark
	}
	x := a.start + 8
	why := smallFont.wrap(row.Moved, d.width-x-20)
	height = max(height, len(why)*smallFont.line()+10)
	d.writeLabel(row, label, height)
	d.word(x, d.y+(height-letterFont.line())/2, start, letterFont, ink, mark)
	d.text(x+20, d.y+(height-len(why)*smallFont.line())/2, start, smallFont, soft, why)
	d.y += height
}

// arrow draws an arrow from the old median to the new one, or a dot if they are the same.
func (d *drawing) arrow(from, to, y int) {
	if from == to {
		d.circle(to, y, 5, ink, nothing)
		return
	}
	way := 1
	if to < from {
		way = -1
	}
	d.line(from, y, to-6*way, y, ink, 2)
	d.circle(from, y, 4, ground, ink)
	d.arrowHead(to, y, way)
}

// arrowHead draws the head with its point at x, towards higher stages if way is 1 and lower ones
// if -1.
func (d *drawing) arrowHead(x, y, way int) {
	d.polygon(x, y, []int{0, 0, -9 * way, -5, -9 * way, 5}, ink, nothing)
}
