// Package formula keeps spreadsheets from running a text as a formula.
package formula

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Guard returns text with an apostrophe before it if a spreadsheet could run it as a formula, and
// text itself otherwise. Spreadsheets run a cell that begins with a sign such as =, even in a
// quoted cell of a CSV file, and a formula can fetch and send data. The full-width and small forms
// of the signs count, because East Asian versions accept them, as do signs after invisible
// characters, because some programs drop those.
func Guard(text string) string {
	if !runs(text) {
		return text
	}
	return "'" + text
}

func runs(text string) bool {
	shown := strings.TrimLeftFunc(text, func(r rune) bool { return unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) })
	first, _ := utf8.DecodeRuneInString(shown)
	return shown != "" && strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫−", first)
}

// Escape is like [Guard], but it also adds an apostrophe to a text that has one before such a
// text, so that [Unescape] returns every text unchanged.
func Escape(text string) string {
	if runs(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// Unescape removes the apostrophe that [Escape] adds.
func Unescape(text string) string {
	if strings.HasPrefix(text, "'") && runs(strings.TrimLeft(text, "'")) {
		return text[1:]
	}
	return text
}
