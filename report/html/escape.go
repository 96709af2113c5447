package html

import (
	"strings"

	"github.com/waymark-go/waymark/report"
)

// appendLabel appends a text as the function text of the templates does.
func appendLabel(b []byte, t report.TaggedText) []byte {
	if len(t) == 1 && t[0].Language == "" && t[0].Begins == 0 {
		return appendString(b, t[0].Text, false)
	}
	return appendText(b, t)
}

// appendPlain appends a string of the view as a template does.
func appendPlain(b []byte, s string) []byte { return appendString(b, s, true) }

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

// isLinkable reports whether an address is relative or one of http, https and mailto, as html/template
// requires.
func isLinkable(url string) bool {
	scheme, _, found := strings.Cut(url, ":")
	if !found || strings.Contains(scheme, "/") {
		return true
	}
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// normalizedURL returns an address in which all characters that RFC 3986 does not allow are escaped.
func normalizedURL(url string) string {
	const hex = "0123456789abcdef"
	var b []byte
	from := 0
	for i := range len(url) {
		c := url[i]
		switch {
		case isWordByte(c) || strings.IndexByte("!#$&*+,/:;=?@[].~", c) >= 0:
			continue
		case c == '%' && i+2 < len(url) && isHex(url[i+1]) && isHex(url[i+2]):
			continue
		}
		b = append(append(b, url[from:i]...), '%', hex[c>>4], hex[c&15])
		from = i + 1
	}
	if from == 0 {
		return url
	}
	return string(append(b, url[from:]...))
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
