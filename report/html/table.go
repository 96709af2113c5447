package html

import (
	"html/template"
	"strconv"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/drawing"
)

// The tables of the domains are most of a page. They are written row by row without a template,
// which would take several times as long. Append texts with appendText or drawing.AppendEscaped
// only.

// Rows returns the rows of the table of competencies.
func (d domainTables) Rows() template.HTML {
	b := make([]byte, 0, 3<<10*len(d.Competencies))
	for i := range d.Competencies {
		b = d.Page.appendCompetency(b, &d.Competencies[i])
	}
	return template.HTML(b)
}

// GroupRows returns the rows of the table of medians by group.
func (d domainTables) GroupRows() template.HTML {
	b := make([]byte, 0, 2<<10*len(d.Competencies))
	for i := range d.Competencies {
		c := &d.Competencies[i]
		b = append(b, "\n<tr><th scope=\"row\">"...)
		b = append(appendText(b, c.Label), `</th>`...)
		for j := range c.By {
			b = append(b, `<td>`...)
			b = append(d.Page.appendMedian(b, &c.By[j].Median), `</td>`...)
		}
		b = append(b, `</tr>`...)
	}
	return template.HTML(b)
}

func (p *page) appendCompetency(b []byte, c *report.CompetencyRow) []byte {
	r := &c.Result
	b = append(b, "\n<tr><th scope=\"row\">"...)
	b = appendText(b, c.Label)
	if len(c.Summary) > 0 {
		b = appendInside(b, "small", c.Summary)
	}
	b = appendSmall(b, c.Asked)
	b = append(b, `</th><td class="b">`...)
	b = append(appendBar(b, r.Bar), `</td><td>`...)
	b = appendSmall(p.appendMedian(b, &r.Median), c.EqualVoice)
	b = append(b, `</td>`...)
	for _, n := range r.Counts {
		b = append(p.appendFigure(append(b, `<td class="n">`...), n), `</td>`...)
	}
	b = append(p.appendFigure(append(b, `<td class="n">`...), r.Rated), `</td><td>`...)
	if r.Hidden {
		b = p.appendHidden(b)
	} else {
		b = drawing.AppendEscaped(b, r.Agreement)
		if r.Pairs != "" {
			b = append(drawing.AppendEscaped(append(b, `<small>`...), r.Pairs), `</small>`...)
		}
	}
	b = p.appendFigure(append(b, `</td><td class="r">`...), r.NonAnswers)
	if r.Reasons != "" {
		b = append(drawing.AppendEscaped(append(b, `<small>`...), r.Reasons), `</small>`...)
	}
	return append(b, `</td></tr>`...)
}

// appendSmall appends a line below the content of a cell, unless the text is empty.
func appendSmall(b []byte, t report.TaggedText) []byte {
	if len(t) == 0 {
		return b
	}
	return append(appendText(append(b, `<small>`...), t), `</small>`...)
}

// Figure returns a number, for a template.
func (p *page) Figure(f report.NumberCell) template.HTML {
	return template.HTML(p.appendFigure(nil, f))
}

// appendFigure appends a number, or the mark for a hidden one and its meaning.
func (p *page) appendFigure(b []byte, f report.NumberCell) []byte {
	if f.Hidden {
		return p.appendHidden(b)
	}
	return drawing.AppendEscaped(b, f.Text)
}

func (p *page) appendHidden(b []byte) []byte {
	b = drawing.AppendEscaped(append(b, `<span aria-hidden="true">`...), p.Labels.HiddenMark)
	b = drawing.AppendEscaped(append(b, `</span><span class="vh">`...), p.Labels.Hidden)
	return append(b, `</span>`...)
}

// Median returns a median, for a template.
func (p *page) Median(m report.MedianCell) template.HTML {
	return template.HTML(p.appendMedian(make([]byte, 0, 320), &m))
}

// appendMedian appends a median with its colors before it.
func (p *page) appendMedian(b []byte, m *report.MedianCell) []byte {
	switch {
	case m.Hidden:
		return p.appendHidden(b)
	case m.Low < 0:
		return appendText(b, m.Text)
	}
	b = append(b, `<span class="m"><svg class="chip" aria-hidden="true">`...)
	if m.Low == m.High {
		b = appendSegment(b, m.Low, len(p.Stages), report.BarSegment{Width: 1000})
	} else {
		b = appendSegment(b, m.Low, len(p.Stages), report.BarSegment{Width: 500})
		b = appendSegment(b, m.High, len(p.Stages), report.BarSegment{Start: 500, Width: 500})
	}
	b = appendText(append(b, `</svg><span>`...), m.Text)
	return append(b, `</span></span>`...)
}

// appendText appends a text on one line. Parts in other languages are marked.
func appendText(b []byte, t report.TaggedText) []byte {
	for _, p := range t.Flat() {
		if p.Language == "" {
			b = drawing.AppendEscaped(b, p.Text)
			continue
		}
		b = append(appendLanguageOf(append(b, `<span`...), p), '>')
		b = append(drawing.AppendEscaped(b, p.Text), `</span>`...)
	}
	return b
}

// appendLanguage appends the language of a text in an attribute. Parts of it cannot have languages
// there, so it is the language of the first part in another one.
func appendLanguage(b []byte, t report.TaggedText) []byte {
	for _, p := range t {
		if p.Language != "" {
			return append(b, ` lang="`+template.HTMLEscapeString(p.Language)+`"`...)
		}
	}
	return b
}

// appendBar appends a bar.
func appendBar(b []byte, bar report.StageBar) []byte {
	b = append(b, `<svg class="bar" role="img" aria-label="`...)
	for _, p := range bar.Label {
		b = drawing.AppendEscaped(b, p.Text)
	}
	b = append(appendLanguage(append(b, '"'), bar.Label), '>')
	if len(bar.Segments) == 0 {
		b = append(b, `<rect class="none" width="100%" height="100%"/>`...)
	}
	for i, s := range bar.Segments {
		if s.N > 0 {
			b = appendSegment(b, i, len(bar.Segments), s)
		}
	}
	return append(b, `</svg>`...)
}

func appendSegment(b []byte, stage, stages int, s report.BarSegment) []byte {
	place := func(b []byte) []byte {
		b = append(b, ` x="`...)
		b = appendPercent(b, s.Start)
		b = append(b, `" width="`...)
		b = appendPercent(b, s.Width)
		return append(b, `" height="100%"/>`...)
	}
	b = append(b, `<rect class="s`...)
	b = strconv.AppendInt(b, int64(stage+1), 10)
	b = place(append(b, '"'))
	if stage < stages-1 {
		b = drawing.AppendHatch(append(b, `<rect class="h" fill="`...), stage)
		b = place(append(b, '"'))
	}
	return b
}

// appendPercent appends thousandths as a percentage.
func appendPercent(b []byte, thousandths int) []byte {
	b = strconv.AppendInt(b, int64(thousandths/10), 10)
	if rest := thousandths % 10; rest > 0 {
		b = append(b, '.', byte('0'+rest))
	}
	return append(b, '%')
}
