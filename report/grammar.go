package report

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// grammar knows how a language writes numbers, lists, sentences and dates. The words of each
// section embed it, so that their methods can fill in numbers. It does not change after it is
// loaded.
type grammar struct {
	punctuation *punctuationWords
	numbers     *numberWords
	dates       *dateWords

	plural    *pluralRule
	digits    []string // of 0 to 9, nil for the ASCII ones
	byLakhs   bool     // groups of two digits above the thousands, as in 1,23,456
	ungrouped int      // the greatest number of digits that is written without groups
}

// form returns the plural form of a message for n.
func (g *grammar) form(m *message, n uint64) *pattern { return &m.forms[g.plural.of(n)] }

// count fills n into a message with one placeholder, the number that selects its form.
func (g *grammar) count(m *message, n uint64) string { return g.form(m, n).fill(g.number(n)) }

type punctuationWords struct {
	List     string `json:"list" rule:"separator"`
	Sentence string `json:"sentence" rule:"separator"`
	Stop     string `json:"stop" rule:"separator"`
}

// list returns items as one text, such as "a, b".
func (g *grammar) list(items []string) string { return strings.Join(items, g.punctuation.List) }

// appendSeparator appends what is between items of a list, unless the list is empty.
func (g *grammar) appendSeparator(list []byte) []byte {
	if len(list) == 0 {
		return list
	}
	return append(list, g.punctuation.List...)
}

// sentences joins sentences and skips empty ones.
func (g *grammar) sentences(list ...string) string { return joined(g.punctuation.Sentence, list...) }

// closed returns s with a period, unless s ends with a punctuation mark of a sentence.
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

// number formats n with separators between groups of digits.
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

// groupEnds reports whether a separator goes before the last left digits.
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

// plain formats a number without groups, such as a year.
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

// twoPlaces formats x with two decimals, never as negative zero.
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

// spelled returns the word for n, or its digits if the words file has no word for it.
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

// date formats a calendar day (2026-10-01), a month (2026-10), or two of them with a slash between
// them, in words. It returns other texts unchanged.
func (g *grammar) date(s string) string {
	if first, last, ok := strings.Cut(s, "/"); ok {
		from, to := g.date(first), g.date(last)
		if from == first || to == last {
			return s
		}
		return from + " – " + to
	}
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

// labeled returns a title with its printed code before it.
func labeled(code, title string) string { return strings.TrimSpace(code + " " + title) }

// titled returns s with a capital first letter, if the script has capitals.
func titled(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if upper := unicode.ToTitle(first); upper != first {
		return string(upper) + s[size:]
	}
	return s
}
