package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes a text of unknown origin safe to show on one line. Line breaks and
// tabs become spaces. What could command a terminal or reorder the text around it
// (control characters, the bidirectional embeddings, overrides and isolates)
// becomes U+FFFD, as does what is no character, which XML does not take, and what is
// not UTF-8. It is done once, when the view is built, so that no renderer can forget
// to.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	for _, r := range strings.TrimSpace(s) {
		switch {
		case isBreak(r):
			b.WriteByte(' ')
		case commands(r) || isNoncharacter(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isClean(s string) bool {
	for i, r := range s {
		if isBreak(r) || commands(r) || isNoncharacter(r) || r == utf8.RuneError {
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

// commands reports whether a character acts on what is around it in place of being
// shown: a control or a bidirectional formatting character. The marks U+200E,
// U+200F and U+061C are not among them: they cannot reach past their neighbors.
func commands(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// isNoncharacter reports whether Unicode will never have a character there.
func isNoncharacter(r rune) bool {
	return r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}
