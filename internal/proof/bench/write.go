package main

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// impossible is a day that the calendar does not have.
const impossible = "2026-02-30"

// appendLine appends a response as a line of NDJSON.
func appendLine(b []byte, s *survey, a *answer) []byte {
	start := len(b)
	w := objectWriter{b: b, blank: a.style == spaced}
	w.open()
	for _, key := range headerOrder[a.style] {
		switch key {
		case "format":
			w.text(key, "response/1")
		case "rubric":
			w.text(key, edition(s, a))
		case "id":
			if a.fault != missingID {
				w.text(key, a.id)
			}
		case "organization":
			w.text(key, a.organization)
		case "constituency":
			w.text(key, constituency(s, a))
		case "date":
			w.text(key, date(a))
		case "language":
			w.text(key, a.language)
		case "ratings":
			w.key(key)
			w.ratings(s, a)
		}
	}
	w.close()
	b = w.b
	if a.fault == cutOff {
		b = cut(b[:start+(len(b)-start)*2/3])
	}
	return append(b, '\n')
}

// cut shortens a line until it ends within a text. After a line that ends where a value
// is due, DuckDB passes over the next line too.
func cut(line []byte) []byte {
	return bytes.TrimRightFunc(line, func(r rune) bool { return r < 'a' || r > 'z' })
}

// headerOrder is the order of a response's keys.
var headerOrder = [...][]string{
	printed:  {"format", "rubric", "id", "organization", "constituency", "date", "language", "ratings"},
	sorted:   {"constituency", "date", "format", "id", "language", "organization", "ratings", "rubric"},
	shuffled: {"id", "date", "ratings", "language", "constituency", "organization", "rubric", "format"},
	spaced:   {"format", "rubric", "id", "organization", "constituency", "date", "language", "ratings"},
}

func edition(s *survey, a *answer) string {
	if a.fault == wrongEdition {
		return "cei@2019.1"
	}
	return s.ref
}

func constituency(s *survey, a *answer) string {
	if a.fault == unknownConstituency {
		return "sponsor"
	}
	return s.constituencies[a.constituency]
}

func date(a *answer) string {
	if a.fault == impossibleDate {
		return impossible
	}
	return a.date
}

// rating returns the rating of a competency. The wrong one is of the competency that
// comes last, so that nothing is found out early.
func rating(s *survey, a *answer, competency int) string {
	word := s.ratings[a.ratings[competency]]
	if a.fault == unknownStage && word != notAnswered && competency >= len(a.ratings)-2 {
		return "mature"
	}
	return word
}

// objectWriter writes JSON objects.
type objectWriter struct {
	b     []byte
	blank bool // after colons and commas
	first bool // nothing is in the object yet
}

func (w *objectWriter) open() {
	w.b = append(w.b, '{')
	w.first = true
}

func (w *objectWriter) close() {
	w.b = append(w.b, '}')
	w.first = false
}

func (w *objectWriter) separator(c byte) {
	w.b = append(w.b, c)
	if w.blank {
		w.b = append(w.b, ' ')
	}
}

func (w *objectWriter) key(key string) {
	if !w.first {
		w.separator(',')
	}
	w.first = false
	w.b = append(append(append(w.b, '"'), key...), '"')
	w.separator(':')
}

func (w *objectWriter) text(key, text string) {
	w.key(key)
	w.b = appendString(w.b, text)
}

func (w *objectWriter) ratings(s *survey, a *answer) {
	w.open()
	for _, i := range a.order {
		word := rating(s, a, i)
		if word == notAnswered {
			continue
		}
		m := remarkOn(a, i)
		if m == nil {
			w.text(s.competencies[i], word)
			continue
		}
		w.key(s.competencies[i])
		w.open()
		w.text("stage", word)
		if m.evidence != "" {
			w.key("evidence")
			w.b = append(appendString(append(w.b, '['), m.evidence), ']')
		}
		if m.note != "" {
			w.text("note", m.note)
		}
		w.close()
	}
	w.close()
}

func remarkOn(a *answer, competency int) *remark {
	for i := range a.remarks {
		if a.remarks[i].competency == competency {
			return &a.remarks[i]
		}
	}
	return nil
}

// appendString appends a JSON string. What needs an escape gets one, and so does what
// many programs escape without need.
func appendString(b []byte, text string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		case c == '\n':
			b = append(b, '\\', 'n')
		case c >= 0xa0 && c < 0x100 || c == '&':
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = utf8.AppendRune(b, c)
		}
	}
	return append(b, '"')
}

// csvColumns are the columns of a sheet before those of the competencies. One for notes
// on a competency stands at the end.
var csvColumns = []string{"id", "rubric", "organization", "constituency", "date", "language"}

// appendHeader appends the first row of a sheet.
func appendHeader(b []byte, s *survey) []byte {
	for _, column := range csvColumns {
		b = append(append(b, column...), ',')
	}
	for _, id := range s.competencies {
		b = append(append(b, id...), ',')
	}
	return append(b, commented+" - note\n"...)
}

// appendRow appends a response as a row of a sheet.
func appendRow(b []byte, s *survey, a *answer) []byte {
	id := a.id
	if a.fault == missingID {
		id = ""
	}
	day, group := date(a), constituency(s, a)
	if a.fault == impossibleDate {
		day, group = a.date, "sponsor" // a sheet's row counts without an unreadable date
	}
	for _, text := range []string{id, edition(s, a), a.organization, group, day, a.language} {
		b = append(append(b, text...), ',')
	}
	note := ""
	for i, competency := range s.competencies {
		if a.fault == cutOff && i == len(s.competencies)*2/3 {
			return append(b, '\n')
		}
		b = append(append(b, rating(s, a, i)...), ',')
		if m := remarkOn(a, i); m != nil && competency == commented {
			note = m.note
		}
	}
	if strings.ContainsAny(note, "\",\n") {
		note = `"` + strings.ReplaceAll(note, `"`, `""`) + `"`
	}
	return append(append(b, note...), '\n')
}
