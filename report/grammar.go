package report

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// grammar is how a language puts numbers, lists, sentences and dates together. The words of each
// section have it, so that their methods can fill in numbers. It never changes once it is loaded.
type grammar struct {
	punctuation *punctuationWords
	numbers     *numberWords
	dates       *dateWords

	plural    *pluralRule
	digits    []string // of 0 to 9, nil for the ASCII ones
	byLakhs   bool     // groups of two digits above the thousands
	ungrouped int      // digits of the longest number without groups
}

// form returns the form of a message that goes with a number.
func (g *grammar) form(m *message, n uint64) *pattern { return &m.forms[g.plural.of(n)] }

// count returns a message whose one place is the number that chooses its form.
func (g *grammar) count(m *message, n uint64) string { return g.form(m, n).fill(g.number(n)) }

type punctuationWords struct {
	List     string `json:"list" rule:"separator"`
	Sentence string `json:"sentence" rule:"separator"`
	Stop     string `json:"stop" rule:"separator"`
}

// list returns items as one text, such as "a, b".
func (g *grammar) list(items []string) string { return strings.Join(items, g.punctuation.List) }

// sentences puts sentences one after another; empty ones are left out.
func (g *grammar) sentences(list ...string) string { return joined(g.punctuation.Sentence, list...) }

// closed ends a sentence with a period, unless what it ends with does.
func (g *grammar) closed(s string) string {
	if isClosed(s) {
		return s
	}
	return s + g.punctuation.Stop
}

type numberWords struct {
	Group             string   `json:"group" rule:"separator"`
	Decimal           string   `json:"decimal" rule:"separator"`
	Grouping          string   `json:"grouping,omitzero" enum:"thousands,lakhs"`
	MinGroupingDigits string   `json:"min_grouping_digits,omitzero" enum:"1,2"`
	Digits            string   `json:"digits,omitzero" rule:"name"`
	Spelled           []string `json:"spelled,omitempty" items:"0-20" rule:"name"`
}

// number writes a number with separators between its groups of digits.
func (g *grammar) number(n uint64) string {
	s := strconv.FormatUint(n, 10)
	if len(s) <= g.ungrouped && g.digits == nil {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if left := len(s) - i; i > 0 && len(s) > g.ungrouped && g.groupEnds(left) {
			b.WriteString(g.numbers.Group)
		}
		g.writeDigit(&b, s[i])
	}
	return b.String()
}

// groupEnds says whether a group of digits ends where so many digits are left.
func (g *grammar) groupEnds(left int) bool {
	if g.byLakhs && left > 3 {
		return left%2 == 1
	}
	return left%3 == 0
}

func (g *grammar) writeDigit(b *strings.Builder, digit byte) {
	if g.digits == nil {
		b.WriteByte(digit)
		return
	}
	b.WriteString(g.digits[digit-'0'])
}

// plain writes a number that stands for no quantity, such as a year.
func (g *grammar) plain(s string) string {
	if g.digits == nil {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		g.writeDigit(&b, s[i])
	}
	return b.String()
}

// twoPlaces writes a number with two decimals, and never as a negative zero.
func (g *grammar) twoPlaces(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	if s == "-0.00" {
		s = "0.00"
	}
	sign := ""
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		sign, s = "-", rest
	}
	whole, decimals, _ := strings.Cut(s, ".")
	return sign + g.plain(whole) + g.numbers.Decimal + g.plain(decimals)
}

// spelled returns the word for a small number, from one on, or its digits where the
// language has no word in its file.
func (g *grammar) spelled(n int) string {
	if words := g.numbers.Spelled; n >= 1 && n <= len(words) {
		return words[n-1]
	}
	return g.number(uint64(n))
}

type dateWords struct {
	Months      []string `json:"months" items:"12-12" rule:"name"`
	MonthsAlone []string `json:"months_alone,omitempty" items:"12-12" rule:"name"`
	Day         message  `json:"day" vars:"day,month,year"`
	Month       message  `json:"month" vars:"month,year"`
}

// date writes a calendar day (2026-10-01) or a month (2026-10) out. Anything else
// is a date that somebody wrote already.
func (g *grammar) date(s string) string {
	dates := g.dates
	if t, err := time.Parse("2006-01-02", s); err == nil {
		return dates.Day.fill(g.plain(strconv.Itoa(t.Day())), dates.Months[t.Month()-1], g.plain(s[:4]))
	}
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return s
	}
	months := dates.Months
	if len(dates.MonthsAlone) > 0 {
		months = dates.MonthsAlone
	}
	return dates.Month.fill(months[t.Month()-1], g.plain(s[:4]))
}

// labeled puts the printed number of something before its title.
func labeled(code, title string) string { return strings.TrimSpace(code + " " + title) }

// titled begins a line with a capital letter, where the script has them.
func titled(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if upper := unicode.ToTitle(first); upper != first {
		return string(upper) + s[size:]
	}
	return s
}
