package drawing

import "github.com/waymark-go/waymark/report"

const (
	heatGap = 3
	// The labels of a heat map are wide, so that most are on one line and the map fits on a sheet of
	// paper.
	heatLabel = 520
	heatStart = heatLabel + 14
	// The limits of the width of a column, which depends on the longest word in its head.
	leastColumn = 58
	mostColumn  = 112
)

func (d *drawing) heatMapWidth() int {
	return heatStart + len(d.Series)*d.column()
}

// column returns the width of a column. Its head and the letters of two stages fit.
func (d *drawing) column() int {
	width := leastColumn
	for _, s := range d.Series {
		width = max(width, min(mostColumn, smallFont.longestWord(s)+8))
	}
	widest := 0
	for _, s := range d.Stages {
		widest = max(widest, letterFont.advance(s.Letters))
	}
	return max(width, 2*(widest+letterFont.advance("–"))+8)
}

func (d *drawing) heatMap() {
	column := d.column()
	first := heatStart
	for i, s := range d.Series {
		d.heads = append(d.heads, columnHead{first + i*column + column/2, middle, smallFont.wrap(s, column-6)})
	}
	for i := range d.Rows {
		row := &d.Rows[i]
		if d.section(row, heatLabel) {
			continue
		}
		lines, height := d.rowLabel(row, heatLabel, 27)
		d.writeLabel(row, lines, height)
		for j, m := range row.Medians {
			d.cell(m, first+j*column, d.y, column-heatGap, height-heatGap)
		}
		d.y += height
	}
}

// cell draws a median: the color and the letters of its stage, or half of each if it falls between
// two.
func (d *drawing) cell(m report.MedianCell, x, y, width, height int) {
	if m.Low < 0 {
		d.emptyBox(x, y, width, height, m.Letters)
		return
	}
	top := y + (height-letterFont.line())/2
	if m.Low == m.High {
		d.rect(x, y, width, height, paint{stagePaint, m.Low}, nothing)
		d.word(x+width/2, top, middle, letterFont, paint{lettersPaint, m.Low}, m.Letters)
		return
	}
	half := width / 2
	d.rect(x, y, half, height, paint{stagePaint, m.Low}, nothing)
	d.rect(x+half, y, width-half, height, paint{stagePaint, m.High}, nothing)
	d.word(x+half-1, top, end, letterFont, paint{lettersPaint, m.Low}, d.Stages[m.Low].Letters+"–")
	d.word(x+half+1, top, start, letterFont, paint{lettersPaint, m.High}, d.Stages[m.High].Letters)
}
