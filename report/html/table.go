package html

import (
	"html/template"
	"strconv"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/drawing"
)

// On narrow screens the rows of a table become cards. Then every cell shows the head of its column,
// which is in the attribute data-label, and the roles say what the elements of the table are.
const (
	tableHeadEnd = "</tr></thead>\n<tbody role=\"rowgroup\">"
	rowStart     = "\n<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">"
	tableEnd     = "\n</tbody>\n</table>"
)

// appendTableHead appends the start of a table, up to its first head.
func appendTableHead(b []byte, caption report.TaggedText) []byte {
	b = appendText(append(b, `<table class="rows" role="table">`+"\n<caption>"...), caption)
	return append(b, "</caption>\n"+`<thead role="rowgroup"><tr role="row">`...)
}

// appendColumnHead appends the head of a column with a class, or with none if it is "".
func appendColumnHead(b []byte, class string, head report.TaggedText) []byte {
	b = append(b, `<th role="columnheader" scope="col"`...)
	if class != "" {
		b = append(append(append(b, ` class="`...), class...), '"')
	}
	return append(appendText(append(b, '>'), head), `</th>`...)
}

// cellTag returns the start tag of a cell.
func cellTag(class string, head report.TaggedText) string {
	b := append(make([]byte, 0, 96), `<td role="cell"`...)
	if class != "" {
		b = append(append(append(b, ` class="`...), class...), '"')
	}
	b = drawing.AppendEscaped(append(b, ` data-label="`...), head.String())
	return string(append(b, `">`...))
}

// resultColumn is a column of the table of competencies: its class, its head and the start tag of
// its cells.
type resultColumn struct {
	class string
	head  report.TaggedText
	cell  string
}

// barCell is the start tag of a cell with a bar, which needs no label.
const barCell = `<td role="cell" class="b">`

// resultColumns returns the columns after that of the bars: the median, the stages, the number of
// ratings, agreement and non-answers.
func (p *page) resultColumns(rated string) []resultColumn {
	columns := make([]resultColumn, 0, len(p.Stages)+4)
	add := func(class string, head report.TaggedText) {
		columns = append(columns, resultColumn{class, head, cellTag(class, head)})
	}
	plain := func(s string) report.TaggedText { return report.TaggedText{{Text: s}} }
	add("", plain(p.Labels.Median))
	for i := range p.Stages {
		add("n", p.Stages[i].Title)
	}
	add("n", plain(rated))
	add("", plain(p.Labels.Agreement))
	add("r", plain(p.Labels.NonAnswers))
	return columns
}

// resultTables are the tables of a domain, or of the strands in the same form. head and rated are the
// heads of the columns of labels and of the numbers of ratings. anchors reports whether the rows are
// competencies, which have ids.
type resultTables struct {
	*report.DomainSection
	head, rated string
	anchors     bool
}

// results writes the table of competencies.
func (p *page) results(t *resultTables) {
	m := p.markup
	columns := p.resultColumns(t.rated)
	b := appendScroll(m.b, "scroll", t.Caption)
	b = appendTableHead(b, t.Caption)
	b = appendColumnHead(b, "", report.TaggedText{{Text: t.head}})
	b = appendColumnHead(b, "b", report.TaggedText{{Text: p.Labels.Bar}})
	for _, c := range columns {
		b = appendColumnHead(b, c.class, c.head)
	}
	m.b = append(b, tableHeadEnd...)
	for i := range t.Competencies {
		m.b = p.appendCompetency(m.b, &t.Competencies[i], columns, t.anchors)
		m.flushFull()
	}
	m.tags(tableEnd + scrollEnd)
}

const scrollEnd = "\n</div>"

// appendScroll appends the start of an element that scrolls if its content is too wide.
func appendScroll(b []byte, class string, name report.TaggedText) []byte {
	b = append(append(b, `<div class="`...), class...)
	b = drawing.AppendEscaped(append(b, `" role="region" aria-label="`...), name.String())
	return append(b, "\" tabindex=\"0\">\n"...)
}

// byGroup writes the table of medians by group. It is not printed if the heat map has the same
// medians on one sheet of paper.
func (p *page) byGroup(t *resultTables) {
	m := p.markup
	class := "scroll medians"
	if t.anchors && p.View.Picture("overview") != nil {
		class = "scroll medians mapped"
	}
	b := appendScroll(m.b, class, t.ByCaption)
	b = appendTableHead(b, report.TaggedText{{Text: p.Labels.MedianBy}})
	b = appendColumnHead(b, "", report.TaggedText{{Text: t.head}})
	cells := make([]string, len(p.Groups))
	for i := range p.Groups {
		b = appendColumnHead(b, "", p.Groups[i].Title)
		cells[i] = cellTag("", p.Groups[i].Title)
	}
	m.b = append(b, tableHeadEnd...)
	for i := range t.Competencies {
		c := &t.Competencies[i]
		b = append(appendText(append(m.b, rowStart...), c.Label), `</th>`...)
		for j := range min(len(c.By), len(cells)) {
			b = append(b, cells[j]...)
			b = append(p.appendMedian(b, &c.By[j].Median), `</td>`...)
		}
		m.b = append(b, `</tr>`...)
		m.flushFull()
	}
	m.tags(tableEnd + scrollEnd)
}

func (p *page) appendCompetency(b []byte, c *report.CompetencyRow, columns []resultColumn, anchors bool) []byte {
	r := &c.Result
	b = append(b, "\n<tr role=\"row\""...)
	if anchors {
		b = append(drawing.AppendEscaped(append(b, ` id="competency-`...), c.ID), '"')
	}
	b = append(b, `><th role="rowheader" scope="row">`...)
	b = appendText(b, c.Label)
	if len(c.Summary) > 0 {
		b = appendInside(b, "small", c.Summary)
	}
	b = appendSmall(b, c.Asked)
	b = append(b, `</th>`+barCell...)
	b = append(append(appendBar(b, r.Bar), `</td>`...), columns[0].cell...)
	b = appendSmall(p.appendMedian(b, &r.Median), c.EqualVoice)
	columns = columns[1:]
	for i, n := range r.Counts[:min(len(r.Counts), len(columns)-3)] {
		b = p.appendFigure(append(append(b, `</td>`...), columns[i].cell...), n)
	}
	columns = columns[len(columns)-3:]
	b = p.appendFigure(append(append(b, `</td>`...), columns[0].cell...), r.Rated)
	b = append(append(b, `</td>`...), columns[1].cell...)
	if r.Hidden {
		b = p.appendHidden(b)
	} else {
		b = drawing.AppendEscaped(b, r.Agreement)
		if r.Pairs != "" {
			b = append(drawing.AppendEscaped(append(b, `<small>`...), r.Pairs), `</small>`...)
		}
	}
	b = p.appendFigure(append(append(b, `</td>`...), columns[2].cell...), r.NonAnswers)
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
