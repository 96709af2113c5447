package source

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric/problem"
)

// jsonScanner takes a JSON document apart into the tokens that encoding/json finds in it,
// without making values and errors of them: the texts it returns are parts of the
// document, and where a method fails the scanner stands at the byte that cannot stand
// there, or at the end.
//
// The document is UTF-8 without control characters other than white space, so that 0 can
// stand for the end.
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

// take passes over a byte, if it is the next.
func (s *jsonScanner) take(c byte) bool {
	if s.byte() != c {
		return false
	}
	s.pos++
	return true
}

// next passes over white space and returns the byte after it, 0 at the end. Line ends
// stand nowhere else.
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

// number reads a number, which is returned as it is written.
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

// digits passes over digits. There must be one at least.
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
	start, escaped := s.pos, false
	for {
		s.pos += plainASCII(s.doc[s.pos:])
		switch c := s.byte(); {
		case c == '"':
			text = s.doc[start:s.pos]
			s.pos++
			if escaped {
				s.scratch = AppendUnescaped(s.scratch[:0], text)
				text = string(s.scratch)
			}
			return text, odd, true
		case c == '\\':
			escaped = true
			if !s.escape(&odd) {
				return "", odd, false
			}
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

// plainASCII returns how many bytes at the beginning stand for themselves, one character
// each.
func plainASCII(s string) int {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return i
		}
	}
	return len(s)
}

// escape passes over an escape.
func (s *jsonScanner) escape(odd *oddEscapes) (ok bool) {
	rest := s.doc[s.pos:]
	if len(rest) > 1 && rest[1] == 'u' {
		r, n := unicodeEscape(rest)
		s.pos += n
		switch {
		case r == 0:
			odd.nul = true
		case utf16.IsSurrogate(r) && odd.half == 0:
			odd.half = r
		}
		return r >= 0
	}
	s.pos++
	if unescaped(s.byte()) == 0 {
		return false
	}
	s.pos++
	return true
}

// Hex4 reads four hexadecimal digits. It returns how many there are.
func Hex4[T string | []byte](s T) (r rune, n int) {
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

// AppendUnescaped appends a JSON text, without its quotation marks, to dst and replaces
// its escapes, all of which must be valid. A surrogate without its other half becomes
// U+FFFD.
func AppendUnescaped[T string | []byte](dst []byte, text T) []byte {
	for i := 0; i < len(text); {
		c := text[i]
		if c != '\\' {
			dst = append(dst, c)
			i++
			continue
		}
		if c = text[i+1]; c == 'u' {
			r, n := unicodeEscape(text[i:])
			dst = utf8.AppendRune(dst, r) // U+FFFD for a surrogate
			i += n
			continue
		}
		dst = append(dst, unescaped(c))
		i += 2
	}
	return dst
}

// unescaped returns the character that the escape with a letter means, or 0 if there is
// no such escape. It does not accept the escape \u.
func unescaped(letter byte) byte {
	switch letter {
	case '"', '\\', '/':
		return letter
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return 0
}

// unicodeEscape reads the escape \u at the beginning of a text, or the two escapes of a
// surrogate pair. It returns the number of bytes, or of those up to the first that is
// not valid and -1 for the character. A surrogate without its other half is returned as it is.
func unicodeEscape[T string | []byte](s T) (r rune, size int) {
	const one = len(`\u0000`)
	r, n := Hex4(s[2:])
	if n < 4 {
		return -1, 2 + n
	}
	if utf16.IsSurrogate(r) && len(s) >= 2*one && s[one] == '\\' && s[one+1] == 'u' {
		low, n := Hex4(s[one+2:])
		if pair := utf16.DecodeRune(r, low); n == 4 && pair != utf8.RuneError {
			return pair, 2 * one
		}
	}
	return r, one
}
