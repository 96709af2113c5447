package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold returns the part of a header or a cell that is compared: lower-case words with one
// space between them. Letter case, accents, composed and decomposed forms, full width,
// quotation marks, dashes, underscores and other punctuation make no difference, so that
// a header still matches after a form tool, a spreadsheet or a person has typed it again.
// Symbols such as % and #, and the point between two digits, are kept.
//
// Two names with the same fold are ambiguous, and the lookup reports that.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	var before rune
	for i, r := range s {
		if r >= utf8.RuneSelf {
			r = plainRune(r)
		}
		r = unicode.ToLower(r)
		switch {
		case r == ignoredRune, r == '\'', r == '`':
			continue
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), unicode.IsSymbol(r), r == '%', r == '&', r == '#':
		case r == '.' && isDigit(before) && i+1 < len(s) && isDigit(rune(s[i+1])):
		default:
			gap, before = true, r
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap, before = false, r
		b.WriteRune(r)
	}
	return b.String()
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// ignoredRune is the result of plainRune for characters that fold drops without a gap.
const ignoredRune = -1

// plainRune returns a character without its accents, an ASCII character for a full-width
// one, and ignoredRune for an apostrophe, a combining accent and an invisible character.
func plainRune(r rune) rune {
	switch {
	case 0x0300 <= r && r <= 0x036f, unicode.Is(unicode.Cf, r):
		return ignoredRune
	case 0xff01 <= r && r <= 0xff5e:
		return r - 0xff01 + '!'
	case r == '‘' || r == '’' || r == 'ʼ' || r == '´':
		return ignoredRune
	case r >= 0x1f00:
		return r
	}
	r = unicode.ToLower(r)
	for _, group := range [...]string{
		"aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "bḃḅḇ", "cçćĉċčḉ", "dďḋḍḏḑḓ", "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "fḟ",
		"gĝğġģǧǵḡ", "hĥȟḣḥḧḩḫẖ", "iìíîïĩīĭįǐȉȋḭḯỉị", "jĵǰ", "kķǩḱḳḵ", "lĺļľḷḹḻḽ", "mḿṁṃ", "nñńņňǹṅṇṉṋ",
		"oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ", "pṕṗ", "rŕŗřȑȓṙṛṝṟ", "sśŝşšșṡṣṥṧṩ", "tţťțṫṭṯṱẗ",
		"uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "vṽṿ", "wŵẁẃẅẇẉẘ", "xẋẍ", "yýÿŷȳẏẙỳỵỷỹ", "zźżžẑẓẕ",
	} {
		if strings.ContainsRune(group, r) {
			return rune(group[0])
		}
	}
	return r
}

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
