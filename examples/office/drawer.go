package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/xo/resvg"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
)

// pixelsAcross is the width of pictures: 240 pixels per inch on a page.
const pixelsAcross = 1560

// drawer draws pictures as PNG, as examples/png does.
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
	ratio float64 // the height divided by the width
	width float64 // divided by the usual width, at most 1; so letters have the same size in all pictures
}

// usualWidth is the width of most pictures in units of SVG.
const usualWidth = 832

// svg writes a picture without its title and description, which are beside it.
func (d *drawer) svg(p *report.Picture) ([]byte, error) {
	bare := *p
	bare.Title, bare.Description = nil, nil
	var b bytes.Buffer
	err := svg.Write(&b, &bare, nil)
	return b.Bytes(), err
}

// draw draws a picture.
func (d *drawer) draw(p *report.Picture) (drawing, error) {
	source, err := d.svg(p)
	if err != nil {
		return drawing{}, err
	}
	img, err := d.resvg.Render(source)
	if err != nil {
		return drawing{}, fmt.Errorf("draw %s: %w", p.Name, err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return drawing{}, err
	}
	width, height, err := sizeOf(source)
	return drawing{out.Bytes(), height / width, min(width/usualWidth, 1)}, err
}

// svgSize returns the pattern of the size in an SVG document that package svg writes.
var svgSize = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`width="(\d+)" height="(\d+)"`) })

// sizeOf returns the size of a picture in units of SVG.
func sizeOf(source []byte) (width, height float64, err error) {
	m := svgSize().FindSubmatch(source)
	if m == nil {
		return 0, 0, errors.New("the picture has no size")
	}
	if width, err = strconv.ParseFloat(string(m[1]), 64); err != nil {
		return 0, 0, err
	}
	height, err = strconv.ParseFloat(string(m[2]), 64)
	return width, height, err
}

// ratioOf returns the height of a picture divided by the width of a usual one, or by its own if that
// is larger.
func (d *drawer) ratioOf(p *report.Picture) (float64, error) {
	source, err := d.svg(p)
	if err != nil {
		return 0, err
	}
	width, height, err := sizeOf(source)
	return height / max(width, usualWidth), err
}

// parts splits a picture by its rows into as few parts as possible. No part is higher than most times
// the usual width, unless it has a single row. The parts have about the same height, and each begins
// with the heading of its rows.
func (d *drawer) parts(p *report.Picture, most float64) ([]report.Picture, error) {
	parts, err := d.split(p, most)
	for most > 0.04 && len(parts) > 1 && err == nil {
		most -= 0.02
		var lower []report.Picture
		if lower, err = d.split(p, most); len(lower) > len(parts) {
			break
		}
		parts = lower
	}
	return parts, err
}

// split splits a picture like parts, but fills each part before the next.
func (d *drawer) split(p *report.Picture, most float64) ([]report.Picture, error) {
	ratio, err := d.ratioOf(p)
	if err != nil {
		return nil, err
	}
	if ratio <= most || len(p.Rows) == 0 {
		return []report.Picture{*p}, nil
	}
	var parts []report.Picture
	var heading []report.PictureRow // of the rows; none or one
	part := *p
	part.Rows = nil
	for i := range p.Rows {
		row := p.Rows[i : i+1 : i+1]
		if row[0].IsHeading() {
			heading = row
			if i+1 < len(p.Rows) { // a heading stays with its first row
				row = p.Rows[i : i+2 : i+2]
			}
		}
		longer := part
		longer.Rows = slices.Concat(part.Rows, row)
		if ratio, err = d.ratioOf(&longer); err != nil {
			return nil, err
		}
		if ratio > most && hasResults(part.Rows) {
			parts = append(parts, part)
			part.Rows = nil
			if !row[0].IsHeading() {
				part.Rows = slices.Clone(heading)
			}
		}
		part.Rows = append(part.Rows, row[0])
	}
	return append(parts, part), nil
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

// drawBar draws a bar with a square in the color of each stage.
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
