package source

import (
	"bytes"
	"errors"
	"strings"
	"time"
)

// ParseDay returns the calendar day that s names in the form YYYY-MM-DD, at midnight
// UTC. The error has no prefix, so that it can be the message of a problem.
func ParseDay(s string) (time.Time, error) {
	day, err := time.Parse(time.DateOnly, s)
	if err == nil {
		return day, nil
	}
	if !Keeps("date", s) {
		return time.Time{}, errors.New(Quote(s) + " is not a calendar day in the form YYYY-MM-DD")
	}
	return time.Time{}, errors.New("the calendar has no day " + Quote(s))
}

// PrimaryLanguage returns the first subtag of a language tag in lower case, which is the
// language without its script and region: es for es-MX.
func PrimaryLanguage(tag string) string {
	primary, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(primary)
}

// bomUTF8 is the byte order mark that some programs write at the start of UTF-8 files.
const bomUTF8 = "\xef\xbb\xbf"

// TrimBOM returns data without a leading UTF-8 byte order mark. The result shares the
// memory of data.
func TrimBOM(data []byte) []byte { return bytes.TrimPrefix(data, []byte(bomUTF8)) }

// IsUTF16 reports whether data starts with a UTF-16 byte order mark.
func IsUTF16(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}
