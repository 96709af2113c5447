package html

import (
	"fmt"
	"html/template"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/drawing"
)

const (
	// mostOnPage is the height in units of the tallest picture that is still legible on one sheet of
	// paper. Its text is 6 points there.
	mostOnPage = 1450
	// A unit of a picture is unitTop/unitBottom pixels where the screen has that much space.
	unitTop, unitBottom = 27, 20
)

// picture is a picture with its page.
type picture struct {
	*report.Picture
	page *page
}

// Picture returns the picture with a name, or nil, for the template.
func (p *page) Picture(name string) *picture {
	if found := p.View.Picture(name); found != nil {
		return &picture{found, p}
	}
	return nil
}

// writeDrawing writes a picture, named by its caption. A heat map is one element, so that it is on
// one sheet of paper unless it is too tall to be legible there; other pictures are broken between
// blocks of rows.
func writeDrawing(p *picture) (template.HTML, error) {
	if err := drawing.Check(p.Picture); err != nil {
		return "", err
	}
	pieces, buffer := drawing.Pieces(p.page.drawn, p.Picture)
	p.page.drawn = buffer
	b := append(p.page.scratch(), `<div role="img" aria-labelledby="picture-`...)
	b = drawing.AppendEscaped(b, p.Name)
	b = append(b, `" aria-describedby="picture-`...)
	b = append(drawing.AppendEscaped(b, p.Name), `-d"`...)
	if p.Form == report.Pairs {
		b = append(b, ` class="pairs"`...)
	}
	b = append(b, '>')
	last := pieces[len(pieces)-1]
	whole := drawing.Piece{Width: last.Width, Height: last.Top + last.Height}
	one := p.Form == report.HeatMap && whole.Height <= mostOnPage
	if one {
		b = appendSVG(b, "pic one", p.Direction, whole)
	}
	for _, piece := range pieces {
		if !one {
			b = appendSVG(b, "pic", p.Direction, piece)
		}
		p.page.write(b)
		p.page.write(piece.Elements)
		b = b[:0]
		if !one {
			b = append(b, "</svg>\n"...)
		}
	}
	if one {
		b = append(b, "</svg>\n"...)
	}
	p.page.write(append(b, "</div>"...))
	return "", nil
}

// appendSVG appends the start tag of a part of a picture.
func appendSVG(b []byte, class, direction string, piece drawing.Piece) []byte {
	aspect := "xMinYMin"
	if direction == "rtl" {
		aspect = "xMaxYMin"
	}
	return fmt.Appendf(b, `<svg class="%s" aria-hidden="true" direction="ltr" width="%d" height="%d" viewBox="0 %d %d %d" preserveAspectRatio="%s">`,
		class, piece.Width*unitTop/unitBottom, piece.Height*unitTop/unitBottom, piece.Top, piece.Width, piece.Height, aspect)
}

// writeTable writes the table of a picture. Screen readers get the meaning of marks.
func writeTable(p *picture) template.HTML {
	table := p.Table()
	b := appendTableHead(p.page.scratch(), p.Title)
	for _, head := range table.Head {
		b = appendColumnHead(b, "", head)
	}
	b = append(b, tableHeadEnd...)
	cells := make([]string, len(table.Head))
	for i, head := range table.Head {
		cells[i] = cellTag("", head)
	}
	for _, row := range table.Rows {
		b = append(b, rowStart...)
		b = appendText(b, row[0])
		b = append(b, `</th>`...)
		for i, cell := range row[1:] {
			b = append(b, cells[i+1]...)
			b = appendCell(b, p.Picture, cell)
			b = append(b, `</td>`...)
		}
		b = p.page.flushed(append(b, `</tr>`...))
	}
	p.page.write(append(b, tableEnd...))
	return ""
}

// appendCell appends a cell of the table: its text, or a mark and its meaning.
func appendCell(b []byte, p *report.Picture, cell report.TaggedText) []byte {
	for _, m := range p.Marks {
		if len(cell) == 1 && cell[0].Text == m.Sign {
			b = append(append(append(b, `<span aria-hidden="true">`...), m.Sign...), `</span><span class="vh">`...)
			return append(drawing.AppendEscaped(b, m.Text), `</span>`...)
		}
	}
	return appendText(b, cell)
}
