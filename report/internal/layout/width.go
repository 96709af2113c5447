package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// variation16 selects the emoji form of the character before it, which is wide.
const variation16 = 0xFE0F

// RuneWidth returns the number of columns that a character takes in a terminal: 0, 1 or 2. If
// terminals differ, it returns the larger number, because a short line is better than a broken
// one.
func RuneWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1 // nearly all text; control characters are already removed, and a soft hyphen is shown
	case r == variation16:
		return 1
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return 1 // such as the Arabic number sign, which is displayed around digits
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// Width returns the number of columns of a text.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += RuneWidth(r)
	}
	return n
}

// wide is the blocks that Unicode's East Asian Width calls wide or fullwidth, with small gaps
// closed.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115F, 1}, // Hangul initial consonants
		{0x231A, 0x231B, 1},
		{0x2329, 0x232A, 1}, // watch, angle brackets
		{0x23E9, 0x23F3, 1},
		{0x25FD, 0x25FE, 1}, // media controls, squares
		{0x2614, 0x2615, 1},
		{0x2630, 0x2637, 1}, // emoji among the symbols, to 0x2B55
		{0x2648, 0x2653, 1},
		{0x267F, 0x267F, 1},
		{0x268A, 0x268F, 1},
		{0x2693, 0x2693, 1},
		{0x26A1, 0x26A1, 1},
		{0x26AA, 0x26AB, 1},
		{0x26BD, 0x26BE, 1},
		{0x26C4, 0x26C5, 1},
		{0x26CE, 0x26CE, 1},
		{0x26D4, 0x26D4, 1},
		{0x26EA, 0x26EA, 1},
		{0x26F2, 0x26F5, 1},
		{0x26FA, 0x26FD, 1},
		{0x2705, 0x2705, 1},
		{0x270A, 0x270B, 1},
		{0x2728, 0x2728, 1},
		{0x274C, 0x274E, 1},
		{0x2753, 0x2757, 1},
		{0x2795, 0x2797, 1},
		{0x27B0, 0x27BF, 1},
		{0x2B1B, 0x2B1C, 1},
		{0x2B50, 0x2B55, 1},
		{0x2E80, 0x303E, 1},
		{0x3041, 0xA4CF, 1}, // radicals, kana, CJK, Yi
		{0xA960, 0xA97C, 1},
		{0xAC00, 0xD7A3, 1}, // Hangul
		{0xF900, 0xFAFF, 1},
		{0xFE10, 0xFE19, 1}, // compatibility and vertical forms
		{0xFE30, 0xFE6B, 1},
		{0xFF01, 0xFF60, 1},
		{0xFFE0, 0xFFE6, 1},
	},
	R32: []unicode.Range32{
		{0x16FE0, 0x18DFF, 1},
		{0x1AFF0, 0x1B2FB, 1}, // Tangut, kana supplements
		{0x1D300, 0x1D376, 1},
		{0x1F004, 0x1F004, 1},
		{0x1F0CF, 0x1F0CF, 1},
		{0x1F18E, 0x1F19A, 1},
		{0x1F1E6, 0x1F1FF, 1}, // regional indicators: a flag is two of them
		{0x1F200, 0x1F64F, 1},
		{0x1F680, 0x1F6FF, 1}, // emoji
		{0x1F7E0, 0x1F7F0, 1},
		{0x1F90C, 0x1FAFF, 1},
		{0x20000, 0x3FFFD, 1}, // CJK extensions
	},
}

// Wrap breaks a text into lines of at most width columns: at spaces, between wide characters, and
// within a word only if the word is longer than a line. It returns at least one line.
func Wrap(s string, width int) []string {
	var lines []string
	var memory [128]byte // of the stack
	line, used := memory[:0], 0
	for word := range strings.FieldsSeq(s) {
		need := Width(word)
		if len(line) > 0 && used+1+need <= width {
			line, used = append(append(line, ' '), word...), used+1+need
			continue
		}
		if len(line) > 0 {
			lines = append(lines, string(line))
		}
		for need > width {
			var head string
			head, word = cut(word, width)
			lines = append(lines, head)
			need = Width(word)
		}
		line, used = append(line[:0], word...), need
	}
	if len(line) > 0 || len(lines) == 0 {
		lines = append(lines, string(line))
	}
	return lines
}

// cut splits a text after as many characters as fit into width columns, at least one. It does not
// split what is displayed as one character unless that is wider than a line.
func cut(s string, width int) (head, tail string) {
	used := 0
	for i := 0; i < len(s); {
		size := clusterSize(s[i:])
		n := Width(s[i : i+size])
		if i == 0 && n > width {
			return cutRunes(s, width)
		}
		if used+n > width {
			return s[:i], s[i:]
		}
		used += n
		i += size
	}
	return s, ""
}

func cutRunes(s string, width int) (head, tail string) {
	used := 0
	for i, r := range s {
		n := RuneWidth(r)
		if used+n > width && i > 0 {
			return s[:i], s[i:]
		}
		used += n
	}
	return s, ""
}

const zeroWidthJoiner = 0x200D

// clusterSize returns the size in bytes of what is displayed as one character at the start of s: a
// base with its marks, a flag, an emoji with its skin tone, or several joined emoji. It never
// joins more than Unicode's rule, and joins less in scripts whose letters take one column each.
func clusterSize(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	last, flag := first, isRegional(first)
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case flag && isRegional(r):
			flag = false // the third begins another flag
		case r == variation16 || RuneWidth(r) == 0 || isSkinTone(r) && RuneWidth(first) == 2:
		case last == zeroWidthJoiner && RuneWidth(r) == 2 || last == zeroWidthJoiner && r >= 0x2600 && r <= 0x27BF:
		default:
			return size
		}
		last, size = r, size+n
	}
	return size
}

func isRegional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

func isSkinTone(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

// Pad adds spaces to a text up to width columns.
func Pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-Width(s)))
}
