package sheet

import (
	"strings"
	"time"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// parseDay reads a day, as YYYY-MM-DD, from a date or a timestamp. It uses the layout if
// there is one. The code is empty if there is a day.
func parseDay(text, layout string) (day string, code problem.Code, msg string) {
	if layout != "" {
		if t, err := parseTime(layout, text); err == nil {
			return t.Format(time.DateOnly), "", ""
		}
	}
	y, m, d, rest := cutDay(text)
	switch {
	case len(y) == 4 && len(m) <= 2 && len(d) <= 2 && startsTime(rest):
		if len(m) == 1 {
			m = "0" + m
		}
		if len(d) == 1 {
			d = "0" + d
		}
		day = y + "-" + m + "-" + d
		if !source.IsDate(day) {
			return "", problem.BadDate, "the calendar has no day " + source.Quote(day)
		}
		return day, "", ""
	case layout != "":
		return "", problem.BadFormat, source.Quote(text) + " does not have the layout " + source.Quote(layout)
	case y != "" && len(y) <= 2 && len(m) <= 2 && len(d) <= 4 && startsTime(rest):
		return "", problem.AmbiguousDate, source.Quote(text) + " does not say which number is the month"
	}
	return "", problem.BadFormat, source.Quote(text) + " is no day such as 2026-10-01"
}

// parseTime parses a time. If the layout has no time of day, it parses the day before
// one.
func parseTime(layout, text string) (time.Time, error) {
	t, err := time.Parse(layout, text)
	if err == nil {
		return t, nil
	}
	for i := len(text) - 1; i > 0; i-- {
		if text[i] == ' ' || text[i] == 'T' {
			if t, err := time.Parse(layout, text[:i]); err == nil {
				return t, nil
			}
		}
		if len(text) > 60 {
			break
		}
	}
	return time.Time{}, err
}

// cutDay cuts three numbers, with the same separator between them, from the front of a
// text. All three are empty if the text does not start with them.
func cutDay(text string) (a, b, c, rest string) {
	a, rest = cutDigits(text)
	if a == "" || rest == "" || !strings.Contains("-/.", rest[:1]) {
		return "", "", "", text
	}
	sep := rest[:1]
	b, rest = cutDigits(rest[1:])
	if b == "" || !strings.HasPrefix(rest, sep) {
		return "", "", "", text
	}
	c, rest = cutDigits(rest[1:])
	if c == "" {
		return "", "", "", text
	}
	return a, b, c, rest
}

func cutDigits(text string) (digits, rest string) {
	i := 0
	for i < len(text) && isDigit(rune(text[i])) {
		i++
	}
	return text[:i], text[i:]
}

// startsTime reports whether the rest after a day is empty or a time of day.
func startsTime(rest string) bool {
	if rest == "" {
		return true
	}
	if rest[0] != ' ' && rest[0] != 'T' && rest[0] != ',' {
		return false
	}
	rest = strings.TrimLeft(rest[1:], " ")
	return rest == "" || isDigit(rune(rest[0]))
}
