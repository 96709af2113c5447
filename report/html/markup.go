package html

import (
	"html/template"
	"io"
	"strconv"
	"sync"

	"github.com/waymark-go/waymark/report"
)

// markup is HTML that is being written. Its methods append to it and return it, so that calls can be
// chained.
//
// Only constants of this package are tags: a string variable does not convert to that type by itself,
// and a test makes sure that nothing but literals are converted. All other methods escape what they
// are given. Reports and handouts are written this way because there are thousands of them for a state:
// templates look up every field by its name, which takes most of their time.
type markup struct {
	b   []byte
	w   io.Writer // nil keeps everything in b
	err error     // the first one of w
}

// tags is HTML that needs no escaping.
type tags string

// bufferSize is how much is written at a time, about.
const bufferSize = 32 << 10

// buffers are the buffers of documents that are written.
var buffers = sync.OnceValue(func() *sync.Pool {
	return &sync.Pool{New: func() any { return new(buffer) }}
})

// buffer is the memory that writing a document needs.
type buffer struct {
	page  []byte
	drawn []byte // the elements of a picture
}

// Write appends HTML, for templates.
func (m *markup) Write(b []byte) (int, error) {
	m.b = append(m.b, b...)
	m.flushFull()
	return len(b), m.err
}

// flushFull writes what is buffered if it is long.
func (m *markup) flushFull() {
	if len(m.b) >= bufferSize && m.w != nil {
		m.flush()
	}
}

// flush writes what is buffered. It writes nothing after an error.
func (m *markup) flush() {
	if m.err == nil {
		var n int
		if n, m.err = m.w.Write(m.b); m.err == nil && n < len(m.b) {
			m.err = io.ErrShortWrite
		}
	}
	m.b = m.b[:0]
}

// tags appends tags.
func (m *markup) tags(s tags) *markup {
	m.b = append(m.b, s...)
	return m
}

// plain appends a string of the view, as a text or in an attribute.
func (m *markup) plain(s string) *markup {
	m.b = appendPlain(m.b, s)
	return m
}

// text appends a text on one line.
func (m *markup) text(t report.TaggedText) *markup {
	m.b = appendLabel(m.b, t)
	return m
}

// prose appends a text as paragraphs and lists.
func (m *markup) prose(t report.TaggedText) *markup {
	if t.HasBlocks() {
		m.b = appendProse(m.b, t)
		return m
	}
	return m.tags(`<p>`).text(t).tags(`</p>`)
}

// flow appends a text to an element that can contain paragraphs. A single paragraph is not in
// another element.
func (m *markup) flow(t report.TaggedText) *markup {
	if t.HasBlocks() {
		m.tags(`<div class="txt">`)
		m.b = appendProse(m.b, t)
		return m.tags(`</div>`)
	}
	return m.text(t)
}

// inside appends a text in an inline element or, because that cannot contain paragraphs, in a div.
func (m *markup) inside(element string, t report.TaggedText) *markup {
	m.b = appendInside(m.b, element, t)
	return m
}

// bar appends a bar.
func (m *markup) bar(bar report.StageBar) *markup {
	m.b = appendBar(m.b, bar)
	return m
}

// sample appends the sample of a stage in a legend.
func (m *markup) sample(stage, stages int) *markup {
	m.tags(`<svg class="bar" aria-hidden="true">`)
	m.b = appendSegment(m.b, stage, stages, report.BarSegment{Width: 1000})
	return m.tags(`</svg>`)
}

// paragraph appends a paragraph on a line.
func (m *markup) paragraph(s string) *markup {
	return m.tags("\n<p>").plain(s).tags(`</p>`)
}

// paragraphs appends texts on a line each.
func (m *markup) paragraphs(texts []report.TaggedText) *markup {
	for _, t := range texts {
		m.tags("\n<p>").text(t).tags(`</p>`)
	}
	return m
}

// classed appends a paragraph of a class on a line, unless it is empty.
func (m *markup) classed(class tags, s string) *markup {
	if s == "" {
		return m
	}
	return m.tags("\n<p class=\"").tags(class).tags(`">`).plain(s).tags(`</p>`)
}

// soft appends a text in the soft color on a line, unless it is empty.
func (m *markup) soft(t report.TaggedText) *markup {
	if len(t) == 0 {
		return m
	}
	return m.tags("\n<p class=\"soft\">").text(t).tags(`</p>`)
}

// section appends the start of a section of a class, or without one if it is "", and its heading.
func (m *markup) section(class tags, id, heading string) *markup {
	return m.open(class, id).tags("\n").heading(id, heading)
}

// open appends the start tag of a section.
func (m *markup) open(class tags, id string) *markup {
	m.tags("\n<section")
	if class != "" {
		m.tags(` class="`).tags(class).tags(`"`)
	}
	return m.tags(` id="`).plain(id).tags(`" aria-labelledby="`).plain(id).tags(`-h">`)
}

// heading appends the heading of the section with an id.
func (m *markup) heading(id, title string) *markup {
	return m.tags(`<h2 id="`).plain(id).tags(`-h">`).plain(title).tags(`</h2>`)
}

// scroll appends the start of an element that scrolls if its content is too wide.
func (m *markup) scroll(name string) *markup {
	return m.tags(`<div class="scroll" role="region" aria-label="`).plain(name).tags(`" tabindex="0">`)
}

// href appends an address, which must be relative or one of http, https and mailto.
func (m *markup) href(url string) *markup {
	if !isLinkable(url) {
		url = "#"
	}
	m.b = appendPlain(m.b, normalizedURL(url))
	return m
}

// number appends a number.
func (m *markup) number(n int) *markup {
	m.b = strconv.AppendInt(m.b, int64(n), 10)
	return m
}

// html returns what is written, for a template.
func (m *markup) html() template.HTML { return template.HTML(m.b) }
