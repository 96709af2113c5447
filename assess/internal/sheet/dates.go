package sheet

import (
	"fmt"
	"strconv"
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
	case layout == "" && len(y) <= 2 && len(m) <= 2 && len(d) == 4 && startsTime(rest) && sureDay(y, m, d) != "":
		return sureDay(y, m, d), "", ""
	case layout == "" && writtenDay(text) != "":
		return writtenDay(text), "", ""
	case layout != "":
		return "", problem.BadFormat, source.Quote(text) + " does not have the layout " + source.Quote(layout)
	case y != "" && len(y) <= 2 && len(m) <= 2 && len(d) <= 4 && startsTime(rest):
		return "", problem.AmbiguousDate, source.Quote(text) + " does not say which number is the month"
	}
	if serial, ok := serialDay(text); ok {
		return "", problem.BadFormat, source.Quote(text) + " is the number that a spreadsheet has for " + serial + " if it is a day"
	}
	return "", problem.BadFormat, source.Quote(text) + " is not a day such as 2026-10-01"
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

// sureDay returns the day of two numbers and a year if only one of the two can be the month,
// otherwise "".
func sureDay(a, b, year string) string {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	day, month := x, y
	switch {
	case x == y || x > 12 && y <= 12:
	case y > 12 && x <= 12:
		day, month = y, x
	default:
		return ""
	}
	text := fmt.Sprintf("%s-%02d-%02d", year, month, day)
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return ""
	}
	return text
}

// writtenDay returns a day that is written with the name of its month in English or
// Spanish ("Oct 1, 2026", "1 de octubre de 2026"), or as eight digits, otherwise "".
func writtenDay(text string) string {
	if len(text) > 60 {
		return ""
	}
	if len(text) == 8 && strings.Trim(text, "0123456789") == "" {
		if t, err := time.Parse("20060102", text); err == nil && t.Year() > 1900 && t.Year() < 2200 {
			return t.Format(time.DateOnly)
		}
	}
	day, month, year := "", 0, ""
	for word := range strings.FieldsSeq(fold(text)) {
		number := strings.Trim(word, "0123456789") == ""
		switch {
		case month == 0 && !number && monthNamed(word) > 0:
			month = monthNamed(word)
		case number && year == "" && len(word) == 4:
			year = word
		case number && day == "" && len(word) <= 2:
			day = word
		case !number && day == "" && strings.Contains("st nd rd th", strings.TrimLeft(word, "0123456789")) && word[0] <= '9':
			day = strings.TrimRight(word, "stndrh")
		}
		if day != "" && month > 0 && year != "" {
			break
		}
	}
	if day == "" || month == 0 || year == "" {
		return ""
	}
	if len(day) == 1 {
		day = "0" + day
	}
	written := fmt.Sprintf("%s-%02d-%s", year, month, day)
	if _, err := time.Parse(time.DateOnly, written); err != nil {
		return ""
	}
	return written
}

// monthNamed returns the number of the month with a folded name or abbreviation, or 0.
func monthNamed(word string) int {
	if len(word) < 3 {
		return 0
	}
	for i, names := range [...]string{
		"january enero", "february febrero", "march marzo", "april abril", "may mayo", "june junio", "july julio", "august agosto",
		"september setiembre septiembre", "october octubre", "november noviembre", "december diciembre",
	} {
		for name := range strings.FieldsSeq(names) {
			if word == name || word == name[:3] || word == "sept" && i == 8 {
				return i + 1
			}
		}
	}
	return 0
}

// serialDay returns the day that a spreadsheet means by a number, if it is one of this
// century.
func serialDay(text string) (day string, ok bool) {
	whole, _, _ := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 36526 || n > 73050 || strings.Trim(text, "0123456789.") != "" {
		return "", false
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly), true
}

// goLayout returns a layout for [time.Parse] of one that is written like DD/MM/YYYY.
// Other layouts stay as they are.
func goLayout(layout string) string {
	if !strings.Contains(strings.ToUpper(layout), "YY") {
		return layout
	}
	return strings.NewReplacer(
		"YYYY", "2006", "yyyy", "2006", "YY", "06", "yy", "06", "MMMM", "January", "MMM", "Jan", "MM", "1", "M", "1", "DD", "2", "dd", "2", "D", "2", "d", "2",
		"HH", "15", "hh", "3", "h", "3", "mm", "4", "ss", "5", "AM", "PM", "A", "PM", "a", "pm",
	).Replace(layout)
}
