package html

import (
	"bytes"
	"strconv"

	"github.com/waymark-go/waymark/report/internal/drawing"
)

// Fragments are made from pages: every document is written as a page first. The start tags between
// the tags of the body get their prefixes in one place, so that templates and tables use plain ids
// and classes, and none can be forgotten. The pages of this package are well-formed, all attributes
// have double quotes, and escaping leaves no < and > in texts and attributes.

// fragment writes the start tags of a page for a fragment.
type fragment struct {
	b        []byte
	options  *Options
	page     *page
	hasTitle bool // whether the title was written
}

// appendFragment appends the fragment with the content of a page.
func appendFragment(b []byte, p *page, written []byte) []byte {
	f := fragment{b: b, options: &p.options, page: p}
	_, body, _ := bytes.Cut(written, []byte("<body"))
	i := bytes.IndexByte(body, '>')
	f.open(body[:i])
	body = body[i+1:]
	f.content(body[:bytes.LastIndex(body, []byte("</body>"))])
	return append(f.b, "</article>\n"...)
}

// open writes the start tag of the article, the style sheet and the script. The article has the
// attributes of the body.
func (f *fragment) open(attributes []byte) {
	o := f.options.Fragment
	f.b = append(f.b, `<article class="`+o.Prefix+`report `+o.Prefix+`stages-`...)
	f.b = strconv.AppendInt(f.b, int64(len(f.page.Stages)), 10)
	if f.page.class != "" {
		f.b = append(f.b, ` `+o.Prefix+string(f.page.class)...)
	}
	f.b = append(f.b, `" id="`+o.ID+`" lang="`...)
	f.b = drawing.AppendEscaped(f.b, f.page.Language)
	f.b = append(f.b, `" dir="`...)
	f.b = drawing.AppendEscaped(f.b, f.page.Direction)
	f.b = append(f.b, `" aria-labelledby="`+o.ID+`-title"`...)
	f.b = append(append(f.b, attributes...), '>')
	nonce := ""
	if f.options.Nonce != "" {
		nonce = ` nonce="` + f.options.Nonce + `"`
	}
	if !o.NoStyle {
		f.b = append(append(append(f.b, "\n<style"+nonce+">"...), fragmentSheet(len(f.page.Stages), f.options).CSS...), "</style>"...)
	}
	f.b = f.page.appendScript(f.b)
}

// content writes the elements within the body.
func (f *fragment) content(s []byte) {
	for {
		i := bytes.IndexByte(s, '<')
		if i < 0 {
			f.b = append(f.b, s...)
			return
		}
		f.b = append(f.b, s[:i]...)
		s = s[i:]
		end := bytes.IndexByte(s, '>')
		f.tag(s[:end])
		s = s[end:] // text begins with the > of the tag before it
	}
}

// tag writes a tag without its >.
func (f *fragment) tag(tag []byte) {
	start := 1
	if tag[1] == '/' {
		start = 2
	}
	end := start
	for end < len(tag) && isWordByte(tag[end]) {
		end++
	}
	f.b = append(f.b, tag[:start]...)
	name := string(tag[start:end])
	switch {
	case name == "main":
		f.b = append(f.b, "div"...)
		if start == 1 {
			f.b = append(f.b, ` class="`+f.options.Fragment.Prefix+`main"`...)
		}
	case isHeading(name):
		f.b = append(f.b, 'h', byte('0'+shiftedLevel(name[1], f.options.Fragment.HeadingLevel-1)))
		if name == "h1" && start == 1 && !f.hasTitle {
			f.b = append(f.b, ` id="`+f.options.Fragment.ID+`-title"`...)
			f.hasTitle = true
		}
	case name == "section" && start == 1:
		// A page around it should not get a landmark for each section.
		f.b = append(f.b, `section role="group"`...)
	default:
		f.b = append(f.b, name...)
	}
	f.attributes(name, tag[end:])
}

// attributes writes the rest of a start tag.
func (f *fragment) attributes(element string, s []byte) {
	for {
		i := bytes.Index(s, []byte(`="`))
		if i < 0 {
			f.b = append(f.b, s...)
			return
		}
		n := bytes.IndexByte(s[i+2:], '"')
		value := s[i+2 : i+2+n]
		f.b = append(f.b, s[:i+2]...)
		f.attribute(element, string(bytes.TrimSpace(s[:i])), value)
		s = s[i+2+n:]
		f.b = append(f.b, '"')
		s = s[1:]
	}
}

// attribute writes the value of an attribute.
func (f *fragment) attribute(element, name string, value []byte) {
	o := f.options.Fragment
	switch name {
	case "class":
		f.words(value, o.Prefix)
	case "id", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "for":
		f.words(value, o.ID+"-")
	case "href":
		if rest, ok := bytes.CutPrefix(value, []byte("#")); ok {
			f.b = append(f.b, "#"+o.ID+"-"...)
			value = rest
		}
		f.b = append(f.b, value...)
	case "fill":
		if rest, ok := bytes.CutPrefix(value, []byte("url(#")); ok {
			f.b = append(f.b, "url(#"+o.ID+"-"...)
			value = rest
		}
		f.b = append(f.b, value...)
	case "role":
		if string(value) == "region" {
			value = []byte("group")
		}
		f.b = append(f.b, value...)
	case "aria-label":
		f.b = append(f.b, value...)
		if element == "nav" {
			// Two fragments in a page have a table of contents each.
			f.b = drawing.AppendEscaped(append(f.b, ": "...), f.page.Head.Title.String())
		}
	default:
		f.b = append(f.b, value...)
	}
}

// words writes words separated by spaces, each with a prefix.
func (f *fragment) words(value []byte, prefix string) {
	for i, word := range bytes.Fields(value) {
		if i > 0 {
			f.b = append(f.b, ' ')
		}
		f.b = append(append(f.b, prefix...), word...)
	}
}
