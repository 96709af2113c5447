package yamlmistake

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

func countSpaces(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// endsAt reports whether a token ends before an offset: at a space, a tab or the
// end of the line.
func endsAt(s string, i int) bool { return i >= len(s) || s[i] == ' ' || s[i] == '\t' }

func isDash(s string) bool { return s != "" && s[0] == '-' && endsAt(s, 1) }

// isMarker reports whether a line separates documents.
func isMarker(line string) bool {
	return (strings.HasPrefix(line, "---") || strings.HasPrefix(line, "...")) && endsAt(line, 3)
}

// scanPlain returns the offset of the first colon that a space or the end of the
// line follows, and the offset of the comment, each -1 if there is none. A colon
// in the comment does not count.
func scanPlain(s string) (colon, comment int) {
	colon = -1
	for i := range len(s) {
		switch {
		case s[i] == ':' && colon < 0 && endsAt(s, i+1):
			colon = i
		case s[i] == '#' && (i == 0 || s[i-1] == ' ' || s[i-1] == '\t'):
			return colon, i
		}
	}
	return colon, -1
}

func commentStart(s string) int {
	_, comment := scanPlain(s)
	if comment >= 0 && strings.Trim(s[:comment], " \t") == "" {
		return 0
	}
	return comment
}

// wordLength returns how many bytes at the beginning are letters, digits, hyphens
// and underscores of ASCII: the characters of keys.
func wordLength(s string) int {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && (c != '-' || i == 0) {
			return i
		}
	}
	return len(s)
}

// isEntry reports whether a line begins with a dash or with a key of one word.
func isEntry(s string) bool {
	if isDash(s) {
		return true
	}
	n := 0
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		end := strings.IndexByte(s[1:], s[0])
		if end <= 0 || strings.ContainsAny(s[1:1+end], " \t") {
			return false
		}
		n = end + 2
	} else {
		n = strings.IndexAny(s, ": \t,[]{}\"'#")
	}
	return n > 0 && n < len(s) && s[n] == ':' && endsAt(s, n+1)
}

// missingSpace returns the offset of the colon after a word that no space
// follows, as in title:Talk, and 0 if there is none.
func missingSpace(s string) int {
	n := wordLength(s)
	if n == 0 || n+1 >= len(s) || s[n] != ':' || s[n+1] == ' ' || s[n+1] == '\t' || s[n+1] == ':' || strings.HasPrefix(s[n:], "://") {
		return 0
	}
	return n
}

// closingQuote returns the offset of the quote that closes the one at the
// beginning, and -1 if it is not on this line.
func closingQuote(s string) int {
	quote := s[0]
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case s[i] == quote && quote == '\'' && i+1 < len(s) && s[i+1] == quote:
			i++
		case s[i] == quote:
			return i
		}
	}
	return -1
}

// isInvisible reports whether a character shows as a space or as nothing, and is
// neither a space nor a tab.
func isInvisible(c rune) bool { return nameOf(c) != "" }

func isBlankOrInvisible(c rune) bool { return c == ' ' || c == '\t' || isInvisible(c) }

// nameOf names a character that looks like a space; "" for any other.
func nameOf(c rune) string {
	name := ""
	switch {
	case c == 0xa0:
		name = "a no-break space"
	case c == 0x202f:
		name = "a narrow no-break space"
	case c == 0x2007:
		name = "a figure space"
	case c == 0x3000:
		name = "an ideographic space"
	case c >= 0x2000 && c <= 0x200a || c == 0x205f || c == 0x1680:
		name = "a typographic space"
	case c >= 0x200b && c <= 0x200f || c == 0x2060 || c == 0xfeff:
		name = "an invisible character"
	default:
		return ""
	}
	return fmt.Sprintf("%s (U+%04X)", name, c)
}

// short returns the beginning of a text for a message.
func short(s string) string {
	const most = 40
	s = strings.TrimRight(s, " \t")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	runes := 0
	for i := range s {
		if runes == most {
			return s[:i] + "…"
		}
		runes++
	}
	return s
}

// inQuotes returns a text as it should be written: in the quotes that it does not contain.
func inQuotes(s string) string {
	s = short(s)
	switch {
	case !strings.ContainsAny(s, `"\`):
		return `"` + s + `"`
	case !strings.Contains(s, "'"):
		return "'" + s + "'"
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// source names a key in a message.
func source(key string) string {
	if key == "" {
		return "the text"
	}
	return strconv.Quote(short(key))
}

func spaces(n int) string {
	switch n {
	case 0:
		return "no space"
	case 1:
		return "1 space"
	}
	return strconv.Itoa(n) + " spaces"
}

func distance(a, b int) int { return max(a-b, b-a) }
