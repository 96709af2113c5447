package html

import (
	"html/template"
	"strconv"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/drawing"
	"github.com/waymark-go/waymark/rubric"
)

// The templates call the functions that return HTML.

// barHTML returns a bar.
func barHTML(bar report.StageBar) template.HTML { return new(markup).bar(bar).html() }

// textHTML returns a text on one line.
func textHTML(t report.TaggedText) template.HTML { return new(markup).text(t).html() }

// questionsHTML returns sets of questions.
func questionsHTML(sets []report.QuestionSet) template.HTML {
	return new(markup).questions(sets).html()
}

// helpHTML returns what the rubric offers.
func helpHTML(h report.HelpSection) template.HTML { return new(markup).help(&h).html() }

// linkHTML returns a text that leads to its address.
func linkHTML(l report.HelpLink) template.HTML { return new(markup).link(l).html() }

// proseHTML returns a text as paragraphs and lists.
func proseHTML(t report.TaggedText) template.HTML {
	return new(markup).prose(t).html()
}

// flowHTML returns a text for an element that can contain paragraphs. A single paragraph is not in
// another element.
func flowHTML(t report.TaggedText) template.HTML {
	return new(markup).flow(t).html()
}

// insideHTML returns a text in an inline element or, because that cannot contain paragraphs, in a
// div of the class sub.
func insideHTML(element string, t report.TaggedText) template.HTML {
	return template.HTML(appendInside(nil, element, t))
}

func appendInside(b []byte, element string, t report.TaggedText) []byte {
	if t.HasBlocks() {
		return append(appendProse(append(b, `<div class="sub">`...), t), `</div>`...)
	}
	b = append(append(append(b, '<'), element...), '>')
	b = append(appendText(b, t), `</`...)
	return append(append(b, element...), '>')
}

// appendProse appends the paragraphs and lists of a text.
func appendProse(b []byte, t report.TaggedText) []byte {
	for run := range t.BlockRuns() {
		if run[0].Kind != rubric.BlockParagraph {
			b = appendProseList(b, run)
			continue
		}
		b = append(appendElement(append(b, `<p`...), run[0].Text), `</p>`...)
	}
	return b
}

// appendProseList appends a list. Its language is that of its items if they have the same, so that
// the markers are on the right side.
func appendProseList(b []byte, items []report.TextBlock) []byte {
	element := "ul"
	if items[0].Kind == rubric.BlockNumber {
		element = "ol"
	}
	var all report.TaggedText
	for _, item := range items {
		all = append(all, item.Text...)
	}
	language, same := commonLanguage(all)
	b = append(append(append(b, '<'), element...), ` class="t"`...)
	if same {
		b = appendLanguageOf(b, language)
	}
	b = append(b, '>')
	number := 1
	for _, item := range items {
		b = append(b, "<li"...)
		if element == "ol" && item.Number != number {
			b = append(strconv.AppendInt(append(b, ` value="`...), int64(item.Number), 10), '"')
		}
		number = item.Number + 1
		if same {
			b = appendParts(append(b, '>'), item.Text)
		} else {
			b = appendElement(b, item.Text)
		}
		b = append(b, `</li>`...)
	}
	return append(append(append(b, `</`...), element...), '>')
}

// appendElement appends the rest of a start tag and the text of the element. If the complete text
// is in one other language, that is the language of the element.
func appendElement(b []byte, t report.TaggedText) []byte {
	if p, same := commonLanguage(t); same {
		return appendParts(append(appendLanguageOf(b, p), '>'), t)
	}
	return appendText(append(b, '>'), t)
}

// commonLanguage returns a part with the language of all parts, if that is another one than the
// page's.
func commonLanguage(t report.TaggedText) (report.TextPart, bool) {
	if len(t) == 0 {
		return report.TextPart{}, false
	}
	for _, p := range t {
		if p.Language == "" || p.Language != t[0].Language || p.Direction != t[0].Direction {
			return report.TextPart{}, false
		}
	}
	return t[0], true
}

// appendLanguageOf appends the attributes for the language of a part.
func appendLanguageOf(b []byte, p report.TextPart) []byte {
	b = drawing.AppendEscaped(append(b, ` lang="`...), p.Language)
	if p.Direction != "" {
		b = drawing.AppendEscaped(append(b, `" dir="`...), p.Direction)
	}
	return append(b, '"')
}

// appendParts appends a text without its languages.
func appendParts(b []byte, t report.TaggedText) []byte {
	for _, p := range t {
		b = drawing.AppendEscaped(b, p.Text)
	}
	return b
}
