package source

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric/problem"
)

// jsonScanner splits a JSON document into the same tokens as encoding/json, without
// allocating values and errors: the texts it returns are parts of the document. If a method
// fails, the scanner is at the unexpected byte, or at the end.
//
// The document is UTF-8 without control characters other than white space, so that 0 can
// mean the end.
type jsonScanner struct {
	file    string
	doc     string
	pos     int // of the next byte
	line    int // of the next byte, from 1
	origin  int // pos minus origin is the number of characters before pos on its line
	scratch []byte
}

// at returns the position of the next byte.
func (s *jsonScanner) at() problem.Pos {
	return problem.Pos{File: s.file, Line: s.line, Column: 1 + s.pos - s.origin}
}

// byte returns the next byte, 0 at the end.
func (s *jsonScanner) byte() byte {
	if s.pos < len(s.doc) {
		return s.doc[s.pos]
	}
	return 0
}

// take consumes c and returns true if c is the next byte.
func (s *jsonScanner) take(c byte) bool {
	if s.byte() != c {
		return false
	}
	s.pos++
	return true
}

// next skips white space and returns the byte after it, 0 at the end. Line ends occur only
// in white space.
func (s *jsonScanner) next() byte {
	for {
		switch c := s.byte(); c {
		case ' ', '\t', '\r':
			s.pos++
		case '\n':
			s.pos++
			s.line++
			s.origin = s.pos
		default:
			return c
		}
	}
}

// word reads one of the literal names.
func (s *jsonScanner) word(w string) (text string, ok bool) {
	for i := range len(w) {
		if !s.take(w[i]) {
			return "", false
		}
	}
	return w, true
}

// number reads a number and returns it as written.
func (s *jsonScanner) number() (text string, ok bool) {
	start := s.pos
	s.take('-')
	if !s.take('0') && !s.digits() {
		return "", false
	}
	if s.take('.') && !s.digits() {
		return "", false
	}
	if s.take('e') || s.take('E') {
		if !s.take('+') {
			s.take('-')
		}
		if !s.digits() {
			return "", false
		}
	}
	return s.doc[start:s.pos], true
}

// digits skips digits. It returns false if there are none.
func (s *jsonScanner) digits() (ok bool) {
	start := s.pos
	for '0' <= s.byte() && s.byte() <= '9' {
		s.pos++
	}
	return s.pos > start
}

// oddEscapes are the escapes in a text that JSON allows and a document should not have.
type oddEscapes struct {
	nul  bool // U+0000, which many programs cannot hold
	half rune // the first surrogate that is not half of a pair, or 0
}

// text reads a text in quotation marks. A surrogate without its other half becomes
// U+FFFD.
func (s *jsonScanner) text() (text string, odd oddEscapes, ok bool) {
	s.pos++
	start, escaped := s.pos, false // of what is not in scratch
	for {
		s.pos += plainASCII(s.doc[s.pos:])
		switch c := s.byte(); {
		case c == '"':
			text = s.doc[start:s.pos]
			s.pos++
			if escaped {
				s.scratch = append(s.scratch, text...)
				text = string(s.scratch)
			}
			return text, odd, true
		case c == '\\':
			if !escaped {
				escaped = true
				s.scratch = s.scratch[:0]
			}
			s.scratch = append(s.scratch, s.doc[start:s.pos]...)
			s.pos++
			if !s.escape(&odd) {
				return "", odd, false
			}
			start = s.pos
		case c < ' ':
			return "", odd, false
		default:
			if !utf8.RuneStart(c) {
				s.origin++
			}
			s.pos++
		}
	}
}

// plainASCII returns the number of leading ASCII bytes that are not special in a text.
func plainASCII(s string) int {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return i
		}
	}
	return len(s)
}

// escape appends the meaning of the escape after a backslash to scratch.
func (s *jsonScanner) escape(odd *oddEscapes) (ok bool) {
	c := s.byte()
	switch c {
	case '"', '\\', '/':
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'u':
		s.pos++
		return s.unicodeEscape(odd)
	default:
		return false
	}
	s.pos++
	s.scratch = append(s.scratch, c)
	return true
}

// unicodeEscape reads the digits of an escape, and the other escape of a surrogate pair.
func (s *jsonScanner) unicodeEscape(odd *oddEscapes) (ok bool) {
	r, n := hex4(s.doc[s.pos:])
	s.pos += n
	if n < 4 {
		return false
	}
	switch {
	case r == 0:
		odd.nul = true
	case utf16.IsSurrogate(r):
		if pair := utf16.DecodeRune(r, s.secondEscape()); pair != utf8.RuneError {
			s.pos += len(`\u0000`)
			r = pair
		} else if odd.half == 0 {
			odd.half = r
		}
	}
	s.scratch = utf8.AppendRune(s.scratch, r) // U+FFFD for a surrogate
	return true
}

// secondEscape returns the meaning of the escape that begins here, or 0 if there is none.
func (s *jsonScanner) secondEscape() rune {
	rest := s.doc[s.pos:]
	if len(rest) < 6 || rest[:2] != `\u` {
		return 0
	}
	r, n := hex4(rest[2:])
	if n < 4 {
		return 0
	}
	return r
}

// hex4 reads up to four hexadecimal digits. n is how many there are.
func hex4(s string) (r rune, n int) {
	for n < min(4, len(s)) {
		c := s[n]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, n
		}
		r = r<<4 | rune(c)
		n++
	}
	return r, n
}
