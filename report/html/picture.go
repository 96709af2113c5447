package html

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/drawing"
)

// pictureHTML returns a picture as part of the page, named by its caption.
func pictureHTML(p *report.Picture) (template.HTML, error) {
	if err := drawing.Check(p); err != nil {
		return "", err
	}
	pieces := drawing.Pieces(p)
	size := 256
	for _, piece := range pieces {
		size += 256 + len(piece.Elements)
	}
	var b strings.Builder
	b.Grow(size)
	class := ""
	if p.Form == report.Pairs {
		class = ` class="pairs"`
	}
	fmt.Fprintf(&b, `<div role="img" aria-labelledby="picture-%s" aria-describedby="picture-%[1]s-d"%s>`, p.Name, class)
	for _, piece := range pieces {
		fmt.Fprintf(&b, `<svg class="pic" aria-hidden="true" direction="ltr" width="%d" height="%d" viewBox="0 %d %[1]d %[2]d">`, piece.Width, piece.Height, piece.Top)
		b.Write(piece.Elements)
		b.WriteString("</svg>\n")
	}
	b.WriteString("</div>")
	return template.HTML(b.String()), nil
}

// tableHTML returns the table of a picture. Screen readers get the meaning of marks.
func tableHTML(p *report.Picture) template.HTML {
	table := p.Table()
	b := make([]byte, 0, 256+64*len(table.Rows)*len(table.Head))
	b = append(b, `<table><caption>`...)
	b = appendText(b, p.Title)
	b = append(b, `</caption><thead><tr>`...)
	for _, head := range table.Head {
		b = append(b, `<th scope="col">`...)
		b = appendText(b, head)
		b = append(b, `</th>`...)
	}
	b = append(b, "</tr></thead><tbody>\n"...)
	for _, row := range table.Rows {
		b = append(b, `<tr><th scope="row">`...)
		b = appendText(b, row[0])
		b = append(b, `</th>`...)
		for _, cell := range row[1:] {
			b = append(b, `<td>`...)
			b = appendCell(b, p, cell)
			b = append(b, `</td>`...)
		}
		b = append(b, "</tr>\n"...)
	}
	return template.HTML(append(b, `</tbody></table>`...))
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
