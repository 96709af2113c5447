package fold

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Text returns the lower-case words of s with one space between them. Letter case,
// accents, composed and decomposed forms, full width, quotation marks, dashes,
// underscores and other punctuation make no difference. Symbols such as % and # and
// a point between two digits do. The result is empty if s has no letter, digit or
// symbol.
func Text(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	var before rune
	for i, r := range s {
		if r >= utf8.RuneSelf {
			r = plain(r)
		}
		r = unicode.ToLower(r)
		switch {
		case r == ignored, r == '\'', r == '`':
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

// Key returns the folded text of s. If that is empty, it returns s without white space
// and invisible characters at both ends, so that "-" and "?" are different keys.
func Key(s string) string {
	if key := Text(s); key != "" {
		return key
	}
	return strings.TrimFunc(s, isBlank)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// isBlank reports whether r is white space or one of the invisible characters that come
// along when text is pasted from a web page.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\u2060' || r == '\ufeff'
}

// ignored marks a character that is dropped without leaving a gap.
const ignored = -1

// plain returns r without its accents, an ASCII character for a full-width one, and
// ignored for an apostrophe, a combining accent or an invisible character.
func plain(r rune) rune {
	switch {
	case 0x0300 <= r && r <= 0x036f, unicode.Is(unicode.Cf, r):
		return ignored
	case 0xff01 <= r && r <= 0xff5e:
		return r - 0xff01 + '!'
	case r == '‘' || r == '’' || r == 'ʼ' || r == '´':
		return ignored
	case r >= 0x1f00:
		return r
	}
	r = unicode.ToLower(r)
	if letter, ok := letters()[r]; ok {
		return letter
	}
	return r
}

// letters are the Latin letters by their accented forms.
var letters = sync.OnceValue(func() map[rune]rune {
	m := make(map[rune]rune)
	for _, group := range [...]string{
		"aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "bḃḅḇ", "cçćĉċčḉ", "dďḋḍḏḑḓ", "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "fḟ",
		"gĝğġģǧǵḡ", "hĥȟḣḥḧḩḫẖ", "iìíîïĩīĭįǐȉȋḭḯỉị", "jĵǰ", "kķǩḱḳḵ", "lĺļľḷḹḻḽ", "mḿṁṃ", "nñńņňǹṅṇṉṋ",
		"oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ", "pṕṗ", "rŕŗřȑȓṙṛṝṟ", "sśŝşšșṡṣṥṧṩ", "tţťțṫṭṯṱẗ",
		"uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "vṽṿ", "wŵẁẃẅẇẉẘ", "xẋẍ", "yýÿŷȳẏẙỳỵỷỹ", "zźżžẑẓẕ",
	} {
		for _, accented := range group[1:] {
			m[accented] = rune(group[0])
		}
	}
	return m
})
