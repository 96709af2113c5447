package html

import (
	"fmt"
	"io"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
)

// WriteHandout writes a handout to w as one page that is made to be printed: on one sheet of Letter or A4
// paper, or two if it has progress or goals. It returns an error if w fails
// or the options are wrong.
func WriteHandout(w io.Writer, h *report.Handout, opt *Options) error {
	if err := arguments.Handout("html.WriteHandout", w, h); err != nil {
		return err
	}
	page, err := newPage(handoutView(h), handoutSheet, opt)
	if err != nil {
		return fmt.Errorf("html.WriteHandout: %w", err)
	}
	return page.write(w, func() error {
		page.handout(h)
		return nil
	})
}

// handoutView returns what a handout has in common with a report.
func handoutView(h *report.Handout) *report.View {
	return &report.View{Language: h.Language, Direction: h.Direction, Labels: h.Labels, Head: h.Head, Stages: h.Stages}
}

// handout writes a handout.
func (p *page) handout(h *report.Handout) {
	m := p.markup
	p.class = handoutClass
	p.Top()
	m.tags("\n<header>")
	p.Titles()
	m.classed("count", h.Message)
	if len(h.Participation) > 0 {
		m.tags("\n<p class=\"count\">")
		for i, t := range h.Participation {
			if i > 0 {
				m.tags(` `)
			}
			m.text(t)
		}
		m.tags(`</p>`)
	}
	m.tags("\n</header>\n<main id=\"report\">").brief(&h.Standing)
	if len(h.Bars.Rows) > 0 {
		p.handoutBars(&h.Bars)
	}
	if len(h.Parts) > 0 {
		m.tags("\n<div class=\"parts\">")
		for i := range h.Parts {
			m.brief(&h.Parts[i])
		}
		m.tags("\n</div>")
	}
	sheet := tags("sheet next")
	for _, t := range []*report.HandoutTable{h.Progress, h.Targets} {
		if t != nil {
			m.tags("\n<div class=\"").tags(sheet).tags(`">`).handoutTable(t).tags("\n</div>")
			sheet = "sheet"
		}
	}
	m.tags("\n</main>\n<footer aria-labelledby=\"about-h\">\n<h2 id=\"about-h\">").plain(p.Labels.About).tags(`</h2>`)
	m.paragraph(p.Head.Sharing).paragraphs(h.Made)
	m.tags("\n</footer>\n</body>\n</html>\n")
}

// brief appends a part of a handout, unless it has no sentences.
func (m *markup) brief(part *report.HandoutPart) *markup {
	if len(part.Sentences) == 0 {
		return m
	}
	m.section("", string(part.Kind), part.Heading).tags("\n<ul>")
	for _, t := range part.Sentences {
		m.tags("\n<li>").text(t).tags(`</li>`)
	}
	return m.tags("\n</ul>\n</section>")
}

// handoutBars writes the bars of the findings as a table.
func (p *page) handoutBars(bars *report.HandoutBars) {
	m := p.markup.tags("\n<table class=\"shares\">\n<caption>").text(bars.Caption)
	m.tags("</caption>\n<thead><tr><th scope=\"col\">").plain(bars.Row).tags("</th><td>\n<ul class=\"key\">")
	for i := range p.Stages {
		m.tags("\n<li>").sample(i, len(p.Stages)).text(p.Stages[i].Title).tags(`</li>`)
	}
	m.tags("\n</ul></td><th scope=\"col\" class=\"n\">").text(bars.Column).tags("</th></tr></thead>\n<tbody>")
	for i := range bars.Rows {
		r := &bars.Rows[i]
		m.tags("\n<tr><th scope=\"row\">").text(r.Label).tags(`</th><td>`).bar(r.Bar).tags(`</td><td class="n">`).plain(r.Share).tags(`</td></tr>`)
	}
	m.tags("\n</tbody>\n</table>").classed("soft", bars.More)
}

// handoutTable appends a part with a table.
func (m *markup) handoutTable(t *report.HandoutTable) *markup {
	m.brief(&t.HandoutPart)
	if len(t.Rows) > 0 {
		b := appendTableHead(m.b, t.Caption)
		cells := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			head := report.TaggedText{{Text: c}}
			b, cells[i] = appendColumnHead(b, "", head), cellTag("", head)
		}
		b = append(b, tableHeadEnd...)
		for _, row := range t.Rows {
			for i, c := range row[:min(len(row), len(cells))] {
				if i == 0 {
					b = append(appendText(append(b, rowStart...), c), `</th>`...)
				} else {
					b = append(appendText(append(b, cells[i]...), c), `</td>`...)
				}
			}
			b = append(b, `</tr>`...)
		}
		m.b = append(b, tableEnd...)
		m.flushFull()
	}
	return m.classed("soft", t.More)
}
