package html

import (
	"fmt"
	"html/template"
	"io"
	"strconv"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/report/internal/drawing"
)

// WriteHandbook writes a handbook to w as one page. The id of each chapter and part stays the same
// in later versions, so links to it can be kept. It returns an
// error if w fails or the options are wrong.
func WriteHandbook(w io.Writer, h *report.Handbook, opt *Options) error {
	if err := arguments.Handbook("html.WriteHandbook", w, h); err != nil {
		return err
	}
	v := &report.View{Language: h.Language, Direction: h.Direction, Labels: h.Labels, Head: h.Head, About: h.About}
	page, err := newPage(v, handbookSheet, opt)
	if err != nil {
		return fmt.Errorf("html.WriteHandbook: %w", err)
	}
	return page.execute(w, "handbook", &handbookPage{page: page, Handbook: h})
}

// WriteReflection writes a reflection worksheet to w as one page that is made to be printed. It returns
// an error if w fails or the options are wrong.
func WriteReflection(w io.Writer, s *report.Reflection, opt *Options) error {
	if err := arguments.Reflection("html.WriteReflection", w, s); err != nil {
		return err
	}
	v := &report.View{Language: s.Language, Direction: s.Direction, Labels: s.Labels, Head: s.Head, About: s.About}
	page, err := newPage(v, handbookSheet, opt)
	if err != nil {
		return fmt.Errorf("html.WriteReflection: %w", err)
	}
	return page.execute(w, "reflection", &reflectionPage{page: page, Reflection: s})
}

// handbookPage is the data of the template of a handbook.
type handbookPage struct {
	*page
	Handbook *report.Handbook
}

// SourceNumber returns the number of a source from its place in the list.
func (p *handbookPage) SourceNumber(i int) int { return i + 1 }

// reflectionPage is the data of the template of a reflection worksheet.
type reflectionPage struct {
	*page
	Reflection *report.Reflection
}

// chapter is a section with the level of its heading and the words around it.
type chapter struct {
	report.HandbookSection
	Level               int
	Source, Stage, Room string // names of the source of a text, of boxes and of lines
}

// Chapter returns a section of the page, for the template.
func (p *page) Chapter(s report.HandbookSection, room string) chapter {
	return chapter{s, 2, p.Labels.Source, p.Labels.Stage, room}
}

// Part returns a part of the section, for the template.
func (c chapter) Part(s report.HandbookSection) chapter {
	return chapter{s, c.Level + 1, c.Source, c.Stage, c.Room}
}

// Cited returns a text on one line with a link to its source.
func (c chapter) Cited(t report.CitedText) template.HTML {
	return template.HTML(c.appendSource(appendText(nil, t.Text), t))
}

// Flow returns a text that can have paragraphs with a link to its source.
func (c chapter) Flow(t report.CitedText) template.HTML {
	if !t.Text.HasBlocks() {
		return c.Cited(t)
	}
	b := append(appendProse([]byte(`<div class="txt">`), t.Text), `</div>`...)
	return template.HTML(c.appendSource(b, t))
}

// Prose returns a text as paragraphs with a link to its source.
func (c chapter) Prose(t report.CitedText) template.HTML {
	if !t.Text.HasBlocks() {
		return "<p>" + c.Cited(t) + "</p>"
	}
	b := appendProse(nil, t.Text)
	if t.Source > 0 {
		b = append(c.appendSource(append(b, `<p class="from">`...), t), `</p>`...)
	}
	return template.HTML(b)
}

func (c chapter) appendSource(b []byte, t report.CitedText) []byte {
	if t.Source == 0 {
		return b
	}
	b = append(strconv.AppendInt(append(b, ` <a class="cite" href="#source-`...), int64(t.Source), 10), `"><span class="vh">`...)
	b = append(drawing.AppendEscaped(b, c.Source), ` </span>`...)
	return append(drawing.AppendEscaped(b, t.SourceMark()), `</a>`...)
}
