package html

import (
	"html/template"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/drawing"
)

// The lists of a page are written directly, as tables are. They escape like the templates do, which
// also escape apostrophes: append texts with appendLabel and strings with appendString.

// appendLabel appends a text as the function text of the templates does.
func appendLabel(b []byte, t report.TaggedText) []byte {
	if len(t) == 1 && t[0].Language == "" && t[0].Begins == 0 {
		return appendString(b, t[0].Text, false)
	}
	return appendText(b, t)
}

// appendString appends a string as a template does, or as template.HTMLEscapeString does, which does
// not escape plus signs.
func appendString(b []byte, s string, plus bool) []byte {
	from := 0
	for i := range len(s) {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&#34;"
		case '\'':
			entity = "&#39;"
		case '+':
			if !plus {
				continue
			}
			entity = "&#43;"
		case 0:
			entity = "\uFFFD"
		default:
			continue
		}
		b = append(append(b, s[from:i]...), entity...)
		from = i + 1
	}
	return append(b, s[from:]...)
}

// appendPlain appends a string of the view.
func appendPlain(b []byte, s string) []byte { return appendString(b, s, true) }

// appendFaint appends a paragraph in the faint color, unless the text is empty.
func appendFaint(b []byte, t report.TaggedText) []byte {
	if len(t) == 0 {
		return b
	}
	return append(appendLabel(append(b, `<p class="soft">`...), t), `</p>`...)
}

// OverviewRows writes the rows of the overview.
func (p *page) OverviewRows() template.HTML {
	b := p.scratch()
	median, ratings, apart := labeledCell("", p.Labels.Median), labeledCell("n", p.Labels.Ratings), labeledCell("", p.Labels.Apart)
	linked := p.Has("domains")
	rows := p.Overview()
	for i := range rows {
		r := &rows[i]
		b = append(b, "\n<tr role=\"row\""...)
		switch {
		case r.IsStrand:
			b = append(b, ` class="whole"`...)
		case r.InStrand:
			b = append(b, ` class="part"`...)
		}
		b = append(b, `><th role="rowheader" scope="row">`...)
		if linked && !r.IsStrand {
			b = append(drawing.AppendEscaped(append(b, `<a href="#domain-`...), r.ID), `">`...)
			b = append(appendLabel(b, r.Label), `</a>`...)
		} else {
			b = appendLabel(b, r.Label)
		}
		b = append(appendBar(append(b, `</th>`+barCell...), r.Result.Bar), `</td>`...)
		b = p.appendMedian(append(b, median...), &r.Result.Median)
		if len(r.Share) > 0 {
			b = append(appendLabel(append(b, `<small class="share">`...), r.Share), `</small>`...)
		}
		if len(r.EqualVoice) > 0 {
			b = append(appendLabel(append(b, `<small>`...), r.EqualVoice), `</small>`...)
		}
		b = p.appendFigure(append(append(b, `</td>`...), ratings...), r.Result.Rated)
		b = append(b, `</td>`...)
		if p.ComparesGroups() {
			b = appendPlain(append(b, apart...), r.Apart.Text)
			b = append(appendLabel(append(b, `<small>`...), r.Apart.Detail), `</small></td>`...)
		}
		b = p.flushed(append(b, `</tr>`...))
	}
	p.write(b)
	return ""
}

// labeledCell returns the start tag of a cell, escaped like the templates do.
func labeledCell(class, head string) string {
	b := append(make([]byte, 0, 96), `<td role="cell"`...)
	if class != "" {
		b = append(append(append(b, ` class="`...), class...), '"')
	}
	return string(append(appendPlain(append(b, ` data-label="`...), head), `">`...))
}

// MethodItems writes the measures that the report shows.
func (p *page) MethodItems() template.HTML {
	b := p.scratch()
	for i := range p.Methods.Items {
		m := &p.Methods.Items[i]
		b = append(appendPlain(append(b, "\n<dt>"...), m.Name), `</dt><dd>`...)
		b = append(appendPlain(b, m.Text), `</dd><dd>`...)
		b = append(appendPlain(b, p.Labels.Limits), ": "...)
		b = append(appendPlain(b, m.Limits), `</dd><dd class="soft">`...)
		b = append(appendPlain(b, p.Labels.Source), ": "...)
		b = p.flushed(append(appendPlain(b, m.Source), `.</dd>`...))
	}
	p.write(b)
	return ""
}

// highlightItems returns the items of a list of highlights, for a template.
func highlightItems(items []report.Highlight) template.HTML {
	b := make([]byte, 0, 1<<10*len(items))
	for i := range items {
		h := &items[i]
		b = append(appendLabel(append(b, "\n<li><h3>"...), h.Label), `</h3>`...)
		b = appendBar(appendFaint(b, h.Domain), h.Bar)
		b = append(appendLabel(append(b, `<p>`...), h.Sentence), `</p></li>`...)
	}
	return template.HTML(b)
}

// ComparisonItems writes the items of a list of comparisons.
func (p *page) ComparisonItems(items []report.Comparison) template.HTML {
	b := p.scratch()
	for i := range items {
		c := &items[i]
		b = append(appendLabel(append(b, "\n<li><h3>"...), c.Sentence), `</h3>`...)
		b = append(appendFaint(b, c.Domain), "\n<div class=\"sides\">"...)
		for j := range c.Sides {
			s := &c.Sides[j]
			b = append(appendLabel(append(b, `<span>`...), s.Group), `</span>`...)
			b = append(appendBar(b, s.Result.Bar), `<span>`...)
			b = append(p.appendMedian(b, &s.Result.Median), ` <span class="soft">· `...)
			b = append(appendPlain(b, s.Result.RatedText), `</span></span>`...)
		}
		b = append(appendLabel(append(b, "</div>\n<p class=\"soft\">"...), c.Detail), `</p>`...)
		b = p.flushed(append(b, `</li>`...))
	}
	p.write(b)
	return ""
}

// questionSets returns sets of questions, for a template.
func questionSets(sets []report.QuestionSet) template.HTML {
	b := make([]byte, 0, 2<<10*len(sets))
	for i := range sets {
		s := &sets[i]
		b = append(b, "\n<div>"...)
		if len(s.Title) > 0 {
			b = append(appendLabel(append(b, "\n<p class=\"set\">"...), s.Title), `</p>`...)
		}
		if len(s.Introduction) > 0 {
			b = append(append(b, "\n<div class=\"intro\">"...), proseHTML(s.Introduction)...)
			b = append(b, `</div>`...)
		}
		b = append(b, "\n<ul>"...)
		for _, q := range s.Items {
			b = append(b, "\n<li>"...)
			if q.HasBlocks() {
				b = append(appendProse(append(b, `<div class="txt">`...), q), `</div>`...)
			} else {
				b = appendLabel(b, q)
			}
			b = append(b, `</li>`...)
		}
		b = append(b, "\n</ul>"...)
		if s.More != "" {
			b = append(appendPlain(append(b, "\n<p class=\"soft\">"...), s.More), `</p>`...)
		}
		b = append(b, "\n</div>"...)
	}
	return template.HTML(b)
}
