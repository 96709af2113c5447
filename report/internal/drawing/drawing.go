package drawing

import "github.com/waymark-go/waymark/report"

// drawing is a picture that is being drawn.
type drawing struct {
	*report.Picture
	canvas
	y     int // bottom of what is drawn
	heads []columnHead
	seams []seam // places between rows where a page may break
	begun bool   // rows are drawn
}
