package html

import (
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

// figure writes a picture with its caption.
func (p *page) figure(picture *report.Picture) {
	m := p.markup
	m.tags("\n<figure>\n<figcaption><strong id=\"picture-").plain(picture.Name).tags(`">`).text(picture.Title)
	m.tags(`</strong> <span id="picture-`).plain(picture.Name).tags(`-d">`).text(picture.Description)
	m.tags("</span></figcaption>\n").scroll(picture.Title.String())
	p.draw(picture)
	m.tags("</div>\n</figure>")
}

// draw writes a picture, named by its caption. A heat map is one element, so that it is on one sheet
// of paper unless it is too tall to be legible there; other pictures are broken between blocks of
// rows.
func (p *page) draw(picture *report.Picture) {
	var pieces []drawing.Piece
	pieces, p.drawn = drawing.Pieces(p.drawn, picture)
	m := p.markup.tags(`<div role="img" aria-labelledby="picture-`).plain(picture.Name)
	m.tags(`" aria-describedby="picture-`).plain(picture.Name).tags(`-d"`)
	if picture.Form == report.Pairs {
		m.tags(` class="pairs"`)
	}
	m.tags(`>`)
	last := pieces[len(pieces)-1]
	complete := drawing.Piece{Width: last.Width, Height: last.Top + last.Height}
	one := picture.Form == report.HeatMap && complete.Height <= mostOnPage
	if one {
		m.svg("pic one", picture.Direction, complete)
	}
	for _, piece := range pieces {
		if !one {
			m.svg("pic", picture.Direction, piece)
		}
		m.b = append(m.b, piece.Elements...)
		if !one {
			m.tags("</svg>\n")
		}
		m.flushFull()
	}
	if one {
		m.tags("</svg>\n")
	}
	m.tags(`</div>`)
}

// svg appends the start tag of a part of a picture.
func (m *markup) svg(class tags, direction string, piece drawing.Piece) *markup {
	m.tags(`<svg class="`).tags(class).tags(`" aria-hidden="true" direction="ltr" width="`).number(piece.Width * unitTop / unitBottom)
	m.tags(`" height="`).number(piece.Height * unitTop / unitBottom).tags(`" viewBox="0 `).number(piece.Top)
	m.tags(` `).number(piece.Width).tags(` `).number(piece.Height)
	if direction == "rtl" {
		return m.tags(`" preserveAspectRatio="xMaxYMin">`)
	}
	return m.tags(`" preserveAspectRatio="xMinYMin">`)
}

// numbers writes the table of a picture that can be opened, unless the picture is nil. Screen readers
// get the meaning of marks.
func (p *page) numbers(picture *report.Picture) {
	if picture == nil {
		return
	}
	table := picture.Table()
	m := p.markup.tags("\n<details>\n<summary>").plain(picture.Labels.Table)
	m.tags("</summary>\n").scroll(picture.Labels.Table + ": " + picture.Title.String())
	m.b = appendTableHead(m.b, picture.Title)
	for _, head := range table.Head {
		m.b = appendColumnHead(m.b, "", head)
	}
	m.tags(tableHeadEnd)
	cells := make([]string, len(table.Head))
	for i, head := range table.Head {
		cells[i] = cellTag("", head)
	}
	for _, row := range table.Rows {
		m.tags(rowStart)
		m.b = append(appendText(m.b, row[0]), `</th>`...)
		for i, cell := range row[1:] {
			m.b = append(m.b, cells[i+1]...)
			m.b = append(appendCell(m.b, picture, cell), `</td>`...)
		}
		m.tags(`</tr>`).flushFull()
	}
	m.tags(tableEnd + "</div>\n</details>")
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
