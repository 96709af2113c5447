package scan

import (
	"math/bits"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/source"
)

// span is the place of a text.
type span struct {
	from, to int  // without the quotation marks
	escaped  bool // there are escapes in it
}

// text finds the end of a text from after its opening quotation mark. It returns the
// position after the closing one. It returns false if the text is not valid or has
// characters that no response may have.
func text(buf []byte, pos int) (s span, end int, ok bool) {
	s.from = pos
	var high uint64
	for {
		w := load(buf, pos)
		stops := equal(w, quotes) | equal(w, backslashes) | equal(w, deletes) | (w-spaces)&^w&highBits
		if stops == 0 {
			high |= w
			pos += 8
			continue
		}
		high |= w & (stops&-stops - 1)
		pos += bits.TrailingZeros64(stops) >> 3
		switch buf[pos] {
		case '"':
			s.to = pos
			return s, pos + 1, high&highBits == 0 || utf8.Valid(buf[s.from:s.to])
		case '\\':
			s.escaped = true
			n := escape(buf, pos)
			if n == 0 {
				return s, pos, false
			}
			pos += n
		default: // a control character, at least the line feed at the end
			return s, pos, false
		}
	}
}

// escape returns the length of the escape at a position, or 0 if it is not valid, half of
// a surrogate pair, or U+0000.
func escape(buf []byte, pos int) int {
	switch buf[pos+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		c, n := source.Hex4(buf[pos+2:])
		switch {
		case n < 4, c == 0, c >= 0xdc00 && c < 0xe000:
			return 0
		case c < 0xd800, c >= 0xe000:
			return 6
		}
		if buf[pos+6] == '\\' && buf[pos+7] == 'u' {
			if low, n := source.Hex4(buf[pos+8:]); n == 4 && low >= 0xdc00 && low < 0xe000 {
				return 12
			}
		}
	}
	return 0
}

// isName reports whether a text conforms to the rule for names: no control characters and
// a visible character. It returns false if all visible characters are outside ASCII.
func isName(text []byte) bool {
	seen := false
	for _, c := range text {
		if c < ' ' || c == 0x7f {
			return false
		}
		seen = seen || c > ' ' && c < 0x7f
	}
	return seen && len(text) <= maxName
}
