package report

import "html/template"

// pictureHTML draws a picture as a part of the page, named by its caption.
func pictureHTML(p *Picture) (template.HTML, error) {
	if err := p.check(); err != nil {
		return "", err
	}
	return p.inlineHTML(), nil
}

// tableHTML writes the numbers of a picture. What is hidden says so in full.
func tableHTML(p *Picture) template.HTML {
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
			b = p.appendCell(b, cell)
			b = append(b, `</td>`...)
		}
		b = append(b, "</tr>\n"...)
	}
	return template.HTML(append(b, `</tbody></table>`...))
}

// appendCell writes a text of the table, or a mark and what it means.
func (p *Picture) appendCell(b []byte, cell TaggedText) []byte {
	for _, m := range p.Marks {
		if len(cell) == 1 && cell[0].Text == m.Sign {
			b = append(append(append(b, `<span aria-hidden="true">`...), m.Sign...), `</span><span class="vh">`...)
			return append(appendEscaped(b, m.Text), `</span>`...)
		}
	}
	return appendText(b, cell)
}
