package markdown

import "strings"

// escape returns s so that GitHub Flavored Markdown shows it as it is, anywhere on a line. It
// cannot become emphasis, a link, a table cell, a heading, a list, HTML, a mention, an emoji or a
// formula.
func escape(s string) string {
	if !strings.ContainsAny(s, special) {
		return s
	}
	var memory [256]byte // of the stack
	return string(appendEscaped(memory[:0], s))
}

// special are the characters that may need an escape.
const special = "\\`*_{}[]<>#|~&@:$.!+-=)"

// appendEscaped appends to b what escape returns.
func appendEscaped(b []byte, s string) []byte {
	if !strings.ContainsAny(s, special) {
		return append(b, s...)
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\', '`', '*', '_', '[', ']', '<', '>', '#', '|', '~', '&':
			b = append(b, '\\', c)
		case '@', '$':
			// GitHub finds mentions and formulas after it has processed escapes, so the character
			// needs an element around it.
			b = append(b, "<span>"...)
			b = append(b, c)
			b = append(b, "</span>"...)
		case ':':
			if i == 0 && strings.HasPrefix(s[1:], " ") { // a definition, which others than GitHub read
				b = append(b, '\\')
			}
			b = append(b, escapeColon(s[i+1:])...)
		case '.', ')':
			if startsList(s[:i], s[i+1:]) || c == '.' && endsWithWWW(s[:i]) {
				b = append(b, '\\')
			}
			b = append(b, c)
		case '+', '-', '=':
			if i == 0 {
				b = append(b, '\\')
			}
			b = append(b, c)
		default:
			b = append(b, c)
		}
	}
	return b
}

// escapeColon escapes a colon in an address or before the name of an emoji, as in :smile:.
func escapeColon(rest string) string {
	if strings.HasPrefix(rest, "//") {
		return `\:`
	}
	name, _, ok := strings.Cut(rest, ":")
	if ok && name != "" && !strings.ContainsFunc(name, notInEmojiName) {
		return "<span>:</span>"
	}
	return ":"
}

func notInEmojiName(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '+' || r == '-')
}

// startsList reports whether a period or a parenthesis ends the number of a list item.
func startsList(before, after string) bool {
	return before != "" && strings.Trim(before, "0123456789") == "" && (after == "" || after[0] == ' ')
}

func endsWithWWW(before string) bool {
	return len(before) >= 3 && strings.EqualFold(before[len(before)-3:], "www")
}
