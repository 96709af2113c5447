// Package clean makes texts of unknown origin safe to show on one line.
//
// A rubric, an option or a response may hold any characters. [Line] removes what could
// control a terminal, break a line or reorder the text around it. The report package calls it
// once for each text, so renderers only escape for their format.
package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line returns s as one line of valid UTF-8 without surrounding spaces. Line breaks and
// tabs become spaces. Control characters, bidirectional embeddings, overrides and isolates,
// noncharacters (which XML refuses) and invalid UTF-8 become U+FFFD.
func Line(s string) string {
	if isLine(s) {
		return s
	}
	var b strings.Builder
	for _, r := range strings.TrimSpace(s) {
		switch {
		case isBreak(r):
			b.WriteByte(' ')
		case IsUnsafe(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isLine(s string) bool {
	for i, r := range s {
		if r > ' ' && r < 0x7F {
			continue
		}
		if isBreak(r) || IsUnsafe(r) || r == utf8.RuneError {
			return false
		}
		if i == 0 && unicode.IsSpace(r) {
			return false
		}
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || !unicode.IsSpace(r)
}

func isBreak(r rune) bool {
	return r >= '\t' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// IsUnsafe reports whether r must not be in a text that is shown on one line: a line break,
// a control character, a bidirectional formatting character or a noncharacter.
func IsUnsafe(r rune) bool { return isBreak(r) || IsControl(r) || isNoncharacter(r) }

// IsControl reports whether r is a control character or a bidirectional embedding, override
// or isolate. The marks U+200E, U+200F and U+061C are not included, because they affect only
// their neighbors.
func IsControl(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// isNoncharacter reports whether Unicode reserves r as a noncharacter.
func isNoncharacter(r rune) bool {
	return r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}
