package sheet

import (
	"unicode"
	"unicode/utf8"

	textfold "github.com/waymark-go/waymark/internal/fold"
)

// fold returns the part of a header or a cell that is compared, as [textfold.Text] does, so
// that a header still matches after a form tool, a spreadsheet or a person has typed it
// again. Two names with the same fold are ambiguous, and the lookup reports that.
func fold(s string) string { return textfold.Text(s) }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// wordKey returns the key of a word: its fold, or the word itself if it is only
// punctuation, such as a dash for no answer.
func wordKey(s string) string {
	if key := fold(s); key != "" {
		return key
	}
	return trimCell(s)
}

// trimCell removes white space and invisible characters from both ends.
func trimCell[T string | []byte](s T) T {
	if n := len(s); n > 0 && s[0] > ' ' && s[0] < utf8.RuneSelf && s[n-1] > ' ' && s[n-1] < utf8.RuneSelf {
		return s
	}
	lo, hi := 0, len(s)
	for lo < hi {
		r, size := utf8.DecodeRuneInString(string(s[lo:min(hi, lo+utf8.UTFMax)]))
		if !isBlank(r) {
			break
		}
		lo += size
	}
	for lo < hi {
		r, size := utf8.DecodeLastRuneInString(string(s[max(lo, hi-utf8.UTFMax):hi]))
		if !isBlank(r) {
			break
		}
		hi -= size
	}
	return s[lo:hi]
}

// isBlank reports whether a character at the edge of a cell is white space or invisible.
// Invisible characters come with text that is pasted from web pages.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\u2060' || r == '\ufeff'
}
