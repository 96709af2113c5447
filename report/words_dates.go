package report

import (
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"
)

type dateWords struct {
	Months      []string `json:"months" items:"12-12" rule:"name"`
	MonthsAlone []string `json:"months_alone,omitempty" items:"12-12" rule:"name"`
	Day         message  `json:"day" vars:"day,month,year"`
	Month       message  `json:"month" vars:"month,year"`
}

// date writes a calendar day (2026-10-01) or a month (2026-10) out. Anything else
// is a date that somebody wrote already.
func (w *Words) date(s string) string {
	dates := &w.doc.Dates
	if t, err := time.Parse("2006-01-02", s); err == nil {
		return dates.Day.fill(w.plain(strconv.Itoa(t.Day())), dates.Months[t.Month()-1], w.plain(s[:4]))
	}
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return s
	}
	months := dates.Months
	if len(dates.MonthsAlone) > 0 {
		months = dates.MonthsAlone
	}
	return dates.Month.fill(months[t.Month()-1], w.plain(s[:4]))
}

// titled begins a line with a capital letter, where the script has them.
func titled(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if upper := unicode.ToTitle(first); upper != first {
		return string(upper) + s[size:]
	}
	return s
}
