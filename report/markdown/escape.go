package markdown

import "strings"

// escape returns s so that GitHub Flavored Markdown shows it as it is, anywhere on a line. It
// cannot become emphasis, a link, a table cell, a heading, a list, HTML, a mention, an emoji or a
// formula.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\`*_{}[]<>#|~&@:$.!+-=)") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\', '`', '*', '_', '[', ']', '<', '>', '#', '|', '~', '&':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '@', '$':
			// GitHub finds mentions and formulas after it has processed escapes, so the character
			// needs an element around it.
			b.WriteString("<span>")
			b.WriteByte(c)
			b.WriteString("</span>")
		case ':':
			if i == 0 && strings.HasPrefix(s[1:], " ") { // a definition, which others than GitHub read
				b.WriteByte('\\')
			}
			b.WriteString(escapeColon(s[i+1:]))
		case '.', ')':
			if startsList(s[:i], s[i+1:]) || c == '.' && endsWithWWW(s[:i]) {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		case '+', '-', '=':
			if i == 0 {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
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
