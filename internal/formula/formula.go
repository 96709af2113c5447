package formula

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Guard returns the text of a CSV file's cell, with an apostrophe before it where a
// spreadsheet may take it for a formula. The signs count in their full and small widths
// too, which East Asian versions read as the plain ones, and after characters that do
// not show, which some programs drop.
func Guard(text string) string {
	shown := strings.TrimLeftFunc(text, func(r rune) bool { return unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) })
	first, _ := utf8.DecodeRuneInString(shown)
	if shown == "" || !strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫−", first) {
		return text
	}
	return "'" + text
}
