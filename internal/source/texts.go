package source

import (
	"bytes"
	"strings"
)

// ByteOrderMark is the UTF-8 form of U+FEFF, which some programs write before a text.
const ByteOrderMark = "\xef\xbb\xbf"

// HasByteOrderMark reports whether data starts with [ByteOrderMark].
func HasByteOrderMark(data []byte) bool { return bytes.HasPrefix(data, []byte(ByteOrderMark)) }

// TrimByteOrderMark returns data without a leading [ByteOrderMark]. The result shares the
// memory of data.
func TrimByteOrderMark(data []byte) []byte { return bytes.TrimPrefix(data, []byte(ByteOrderMark)) }

// IsUTF16 reports whether data starts with a UTF-16 byte order mark.
func IsUTF16(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// PrimaryLanguage returns the first subtag of a language tag in lower case, which is the
// language without its script and region: es for es-MX.
func PrimaryLanguage(tag string) string {
	primary, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(primary)
}

// IsDate reports whether a text is a day of the calendar, YYYY-MM-DD. It is what
// [time.Parse] accepts with the layout [time.DateOnly], without its allocations, and the
// only check of days: the rule date checks their form.
func IsDate[T string | []byte](text T) bool {
	if len(text) != len("2006-01-02") || text[4] != '-' || text[7] != '-' {
		return false
	}
	century, year := twoDigits(text[0], text[1]), twoDigits(text[2], text[3])
	month, day := twoDigits(text[5], text[6]), twoDigits(text[8], text[9])
	if century < 0 || year < 0 || month < 1 || month > 12 || day < 1 {
		return false
	}
	days := int("\x00\x1f\x1c\x1f\x1e\x1f\x1e\x1f\x1f\x1e\x1f\x1e\x1f"[month])
	if month == 2 && year%4 == 0 && (year != 0 || century%4 == 0) {
		days++
	}
	return day <= days
}

// twoDigits returns the number that two digits make, or -1.
func twoDigits(a, b byte) int {
	a, b = a-'0', b-'0'
	if a > 9 || b > 9 {
		return -1
	}
	return int(a)*10 + int(b)
}

// IsLanguageTag reports whether a text has the form of the rule language: two or three
// letters, then parts of up to eight letters and digits, each after a hyphen. It is for
// readers that are too fast for the rule's regular expression; a test compares the two.
func IsLanguageTag[T string | []byte](text T) bool {
	const longest = 35
	part, first := 0, true
	for i := range len(text) {
		c := text[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		switch {
		case c == '-' && (!first || part >= 2) && part > 0:
			part, first = 0, false
		case letter || !first && '0' <= c && c <= '9':
			if part++; part > 8 || first && part > 3 {
				return false
			}
		default:
			return false
		}
	}
	return part > 0 && (!first || part >= 2) && len(text) <= longest
}
