package report

import (
	"strings"
	"testing"
)

// wordsWith returns the English words with other lines.
func wordsWith(t testing.TB, oldnew ...string) *Words {
	t.Helper()
	data, err := WordsFile("en")
	if err != nil {
		t.Fatal(err)
	}
	w, err := LoadWords("en.yaml", []byte(strings.NewReplacer(oldnew...).Replace(string(data))))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestNumbers(t *testing.T) {
	const group, decimal = `group: ","`, `decimal: "."`
	spain := wordsWith(t, group, `group: " "`, decimal, `decimal: ","`+"\n  min_grouping_digits: 2")
	punjab := wordsWith(t, decimal, decimal+"\n  grouping: lakhs")
	persian := wordsWith(t, group, `group: "٬"`, decimal, `decimal: "٫"`+"\n  digits: ۰۱۲۳۴۵۶۷۸۹")
	bare := wordsWith(t, group, `group: ""`)
	for _, tt := range []struct{ got, want string }{
		{english().grammar.number(0), "0"},
		{english().grammar.number(999), "999"},
		{english().grammar.number(1000), "1,000"},
		{english().grammar.number(1<<64 - 1), "18,446,744,073,709,551,615"},
		{spain.grammar.number(1234), "1234"},
		{spain.grammar.number(12345), "12 345"},
		{spain.grammar.number(1234567), "1 234 567"},
		{spain.grammar.twoPlaces(-0.256), "-0,26"},
		{punjab.grammar.number(1234), "1,234"},
		{punjab.grammar.number(123456), "1,23,456"},
		{punjab.grammar.number(12345678), "1,23,45,678"},
		{persian.grammar.number(7), "۷"},
		{persian.grammar.number(12345), "۱۲٬۳۴۵"},
		{persian.grammar.twoPlaces(0.5), "۰٫۵۰"},
		{persian.grammar.date("2026-10-01"), "October ۱, ۲۰۲۶"},
		{bare.grammar.number(12345), "12345"},
		{english().grammar.twoPlaces(-0.001), "0.00"},
		{english().grammar.spelled(9), "nine"},
		{english().grammar.spelled(10), "10"},
		{punjab.grammar.spelled(1), "one"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	russian := wordsWith(t, `day: "{month} {day}, {year}"`, `months_alone: [январь, февраль, март, апрель, май, июнь, июль, август, сентябрь, октябрь, ноябрь, декабрь]
  day: "{day} {month} {year} г."`, "[January, February, March, April, May, June, July, August, September, October, November, December]",
		"[января, февраля, марта, апреля, мая, июня, июля, августа, сентября, октября, ноября, декабря]")
	chinese := wordsWith(t, `day: "{month} {day}, {year}"`, `day: "{year}年{month}{day}日"`, `month: "{month} {year}"`, `month: "{year}年{month}"`,
		"[January, February, March, April, May, June, July, August, September, October, November, December]",
		"[1月, 2月, 3月, 4月, 5月, 6月, 7月, 8月, 9月, 10月, 11月, 12月]")
	for _, tt := range []struct{ got, want string }{
		{english().grammar.date("2026-10-01"), "October 1, 2026"},
		{english().grammar.date("2026-12-31"), "December 31, 2026"},
		{english().grammar.date("2024-02-29"), "February 29, 2024"},
		{english().grammar.date("2026-10"), "October 2026"},
		{english().grammar.date("0026-01"), "January 0026"},
		{english().grammar.date("2026-02-29"), "2026-02-29"},
		{english().grammar.date("2026-13"), "2026-13"},
		{english().grammar.date("2026-1-2"), "2026-1-2"},
		{english().grammar.date("2026"), "2026"},
		{english().grammar.date("Fall 2026"), "Fall 2026"},
		{english().grammar.date(""), ""},
		{spanish().grammar.date("2026-10-01"), "1 de octubre de 2026"},
		{spanish().grammar.date("2026-10"), "octubre de 2026"},
		{russian.grammar.date("2026-10-01"), "1 октября 2026 г."},
		{russian.grammar.date("2026-10"), "октябрь 2026"},
		{chinese.grammar.date("2026-10-01"), "2026年10月1日"},
		{chinese.grammar.date("2026-10"), "2026年10月"},
		{titled("octubre de 2026"), "Octubre de 2026"},
		{titled("última"), "Última"},
		{titled("2026年10月"), "2026年10月"},
		{titled(""), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}
