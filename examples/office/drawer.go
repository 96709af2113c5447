package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/xo/resvg"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
)

// pixelsAcross is the width of pictures: 240 pixels per inch on a page.
const pixelsAcross = 1560

// drawer draws pictures as PNG, in the way of examples/png.
type drawer struct{ resvg *resvg.Resvg }

func newDrawer(systemFonts bool) *drawer {
	return &drawer{resvg.New(
		resvg.WithBackground(color.White),
		resvg.WithLoadSystemFonts(systemFonts),
		resvg.WithFonts(goregular.TTF, gobold.TTF, goitalic.TTF),
		resvg.WithFontFamily("Go"),
		resvg.WithSerifFamily("Go"),
		resvg.WithWidth(pixelsAcross),
		resvg.WithScaleMode(resvg.ScaleBestFit), // by the width
	)}
}

// drawing is a picture or a part of one as PNG.
type drawing struct {
	data  []byte
	ratio float64 // of the height to the width
}

// draw draws a picture.
func (d *drawer) draw(p *report.Picture) (drawing, error) {
	var b bytes.Buffer
	if err := svg.Write(&b, p, nil); err != nil {
		return drawing{}, err
	}
	img, err := d.resvg.Render(b.Bytes())
	if err != nil {
		return drawing{}, fmt.Errorf("draw %s: %w", p.Name, err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return drawing{}, err
	}
	size := img.Bounds().Size()
	return drawing{out.Bytes(), float64(size.Y) / float64(size.X)}, nil
}

// ratioOf returns the height of a picture divided by its width.
func (d *drawer) ratioOf(p *report.Picture) (float64, error) {
	var b bytes.Buffer
	if err := svg.Write(&b, p, nil); err != nil {
		return 0, err
	}
	size, err := d.resvg.ParseConfig(b.Bytes())
	if err != nil || size.Width == 0 {
		return 0, fmt.Errorf("the size of %s: %w", p.Name, err)
	}
	return float64(size.Height) / float64(size.Width), nil
}

// parts splits a picture by its rows so that no part is higher than most times its width, unless it
// has a single row. Each part begins with the heading of its rows.
func (d *drawer) parts(p *report.Picture, most float64) ([]report.Picture, error) {
	ratio, err := d.ratioOf(p)
	if err != nil {
		return nil, err
	}
	if ratio <= most || len(p.Rows) == 0 {
		return []report.Picture{*p}, nil
	}
	var parts []report.Picture
	var heading *report.PictureRow
	part := *p
	part.Rows = nil
	for i := range p.Rows {
		row := &p.Rows[i]
		longer := part
		longer.Rows = append(append([]report.PictureRow(nil), part.Rows...), *row)
		if row.IsHeading() {
			heading = row
			if i+1 < len(p.Rows) { // a heading stays with its first row
				longer.Rows = append(longer.Rows, p.Rows[i+1])
			}
		}
		ratio, err := d.ratioOf(&longer)
		if err != nil {
			return nil, err
		}
		if ratio > most && hasResults(part.Rows) {
			parts = append(parts, part)
			part.Rows = nil
			if heading != nil && !row.IsHeading() {
				part.Rows = append(part.Rows, *heading)
			}
		}
		part.Rows = append(part.Rows[:len(part.Rows):len(part.Rows)], *row)
	}
	if hasResults(part.Rows) {
		parts = append(parts, part)
	}
	return parts, nil
}

// hasResults reports whether a row is not a heading.
func hasResults(rows []report.PictureRow) bool {
	for i := range rows {
		if !rows[i].IsHeading() {
			return true
		}
	}
	return false
}

// drawBar draws a bar as long as its cells, with a color for each stage.
func drawBar(stages []int, palette []color.RGBA) ([]byte, error) {
	const side, height = 8, 20
	img := image.NewRGBA(image.Rect(0, 0, side*len(stages), height))
	for x := range side * len(stages) {
		for y := range height {
			img.SetRGBA(x, y, palette[stages[x/side]])
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}
