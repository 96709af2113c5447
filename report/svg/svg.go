package svg

import (
	"fmt"
	"io"
	"strconv"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/report/internal/drawing"
)

// Options says how a picture is written. It has no fields yet; nil and the zero value are the
// defaults.
type Options struct{}

// margin is the space around the drawing, in units.
const margin = 16

// Write writes p to w as an SVG 1.1 document with its title, description and legend. The
// description for screen readers ends with the table of the same values.
//
// It returns an error if w fails, or if p has an unknown form or a row that does not fit its stages
// and series. Pictures that report.Build makes always fit.
func Write(w io.Writer, p *report.Picture, opt *Options) error {
	if err := arguments.Picture("svg.Write", w, p); err != nil {
		return err
	}
	if err := drawing.Check(p); err != nil {
		return fmt.Errorf("svg: %w", err)
	}
	elements, width, height := drawing.Standalone(p)
	for _, part := range [][]byte{appendHead(make([]byte, 0, 4096), p, width+2*margin, height+2*margin), elements, []byte("</svg>\n")} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("svg: picture %s: %w", p.Name, err)
		}
	}
	return nil
}

// appendHead appends what comes before the drawing, down to the background.
func appendHead(b []byte, p *report.Picture, width, height int) []byte {
	b = fmt.Appendf(b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="-%d -%d %d %d" role="img" aria-labelledby="title description"`,
		width, height, margin, margin, width, height)
	b = append(b, ` font-family="Verdana, 'DejaVu Sans', Arial, Helvetica, sans-serif" font-size="`...)
	b = strconv.AppendInt(b, drawing.FontSize, 10)
	b = append(b, `" fill="`+drawing.LightInk+`" lang="`...)
	b = drawing.AppendEscaped(b, p.Language)
	b = append(b, `" xml:lang="`...)
	b = drawing.AppendEscaped(b, p.Language)
	b = append(b, `"><title id="title">`...)
	b = drawing.AppendEscaped(b, p.Title.String())
	b = append(b, `</title><desc id="description">`...)
	b = appendDescription(b, p)
	b = append(b, "</desc>\n"...)
	if p.Form != report.HeatMap {
		const group = `<g fill="` + drawing.LightGround + `" stroke="` + drawing.LightGround + `" stroke-width="1.2" opacity=".45">%s</g>`
		b = append(drawing.AppendHatches(append(b, "<defs>"...), len(p.Stages), group), "</defs>\n"...)
	}
	return fmt.Appendf(b, `<rect x="-%d" y="-%d" width="%d" height="%d" fill="%s"/>`+"\n", margin, margin, width, height, drawing.LightGround)
}

// appendDescription appends how to read the picture and its table, one line for each row.
func appendDescription(b []byte, p *report.Picture) []byte {
	b = drawing.AppendEscaped(b, p.Description.String())
	table := p.Table()
	for _, row := range table.Rows {
		b = append(b, '\n')
		b = drawing.AppendEscaped(b, row[0].String())
		for i, cell := range row[1:] {
			b = append(b, "; "...)
			b = drawing.AppendEscaped(b, table.Head[i+1].String())
			b = append(b, ": "...)
			b = drawing.AppendEscaped(b, cell.String())
		}
	}
	return b
}
