package html

import (
	"fmt"
	"html/template"
	"strings"

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

// pictureHTML returns a picture as part of the page, named by its caption. A heat map is one
// element, so that it is on one sheet of paper unless it is too tall to be legible there; other
// pictures are broken between blocks of rows.
func pictureHTML(p *report.Picture) (template.HTML, error) {
	if err := drawing.Check(p); err != nil {
		return "", err
	}
	pieces := drawing.Pieces(p)
	class, last := "pic", pieces[len(pieces)-1]
	if p.Form == report.HeatMap && last.Top+last.Height <= mostOnPage {
		one := drawing.Piece{Width: last.Width, Height: last.Top + last.Height}
		for _, piece := range pieces {
			one.Elements = append(one.Elements, piece.Elements...)
		}
		class, pieces = "pic one", []drawing.Piece{one}
	}
	size := 256
	for _, piece := range pieces {
		size += 256 + len(piece.Elements)
	}
	var b strings.Builder
	b.Grow(size)
	fmt.Fprintf(&b, `<div role="img" aria-labelledby="picture-%s" aria-describedby="picture-%[1]s-d">`, p.Name)
	aspect := "xMinYMin"
	if p.Direction == "rtl" {
		aspect = "xMaxYMin"
	}
	for _, piece := range pieces {
		fmt.Fprintf(&b, `<svg class="%s" aria-hidden="true" direction="ltr" width="%d" height="%d" viewBox="0 %d %d %d" preserveAspectRatio="%s">`,
			class, piece.Width*unitTop/unitBottom, piece.Height*unitTop/unitBottom, piece.Top, piece.Width, piece.Height, aspect)
		b.Write(piece.Elements)
		b.WriteString("</svg>\n")
	}
	b.WriteString("</div>")
	return template.HTML(b.String()), nil
}

// tableHTML returns the table of a picture. Screen readers get the meaning of marks.
func tableHTML(p *report.Picture) template.HTML {
	table := p.Table()
	b := make([]byte, 0, 1024+96*len(table.Rows)*len(table.Head))
	b = appendTableHead(b, p.Title)
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
			b = appendCell(b, p, cell)
			b = append(b, `</td>`...)
		}
		b = append(b, `</tr>`...)
	}
	return template.HTML(append(b, tableEnd...))
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
