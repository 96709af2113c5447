package main

import (
	"fmt"
	"image"
	"image/color"

	"github.com/xo/resvg"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
)

const (
	widest     = 10_000    // pixels across
	mostPixels = 100 << 20 // of a picture
	goFonts    = "Go"      // the family of the fonts that are built in
)

// renderer draws pictures with a width.
type renderer struct{ resvg *resvg.Resvg }

func newRenderer(width int, systemFonts bool) (*renderer, error) {
	if width < 1 || width > widest {
		return nil, fmt.Errorf("a width of %d pixels; it is from 1 to %d", width, widest)
	}
	return &renderer{resvg.New(
		resvg.WithBackground(color.White),
		resvg.WithLoadSystemFonts(systemFonts),
		resvg.WithFonts(goregular.TTF, gobold.TTF, goitalic.TTF),
		// What a picture falls back to when the machine has none of its fonts.
		resvg.WithFontFamily(goFonts),
		resvg.WithSerifFamily(goFonts),
		resvg.WithWidth(width),
		resvg.WithScaleMode(resvg.ScaleBestFit), // by the width
	)}, nil
}

// render draws an SVG document.
func (r *renderer) render(svg []byte) (image.Image, error) {
	size, err := r.resvg.ParseConfig(svg)
	if err != nil {
		return nil, err
	}
	if size.Width*size.Height > mostPixels {
		return nil, fmt.Errorf("%d × %d pixels are too many; choose a smaller width", size.Width, size.Height)
	}
	return r.resvg.Render(svg)
}
