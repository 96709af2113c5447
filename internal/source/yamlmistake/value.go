package yamlmistake

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric/problem"
)

// value reads the value that begins at an offset of the current line. Lines that
// are indented by more than parent belong to it.
func (e *examiner) value(at, parent int) {
	line := e.lines[e.line]
	e.lastBlockText = 0
	if at < len(line) && line[at] == '!' {
		at += standardTag(line[at:])
	}
	rest := line[at:]
	if rest == "" || rest[0] == '#' {
		e.line++
		return
	}
	if top := e.top(); top != nil {
		top.waiting = false
	}
	switch rest[0] {
	case '"', '\'':
		start := e.line
		if end, after, ok := e.quoted(e.line, at, parent); ok {
			e.afterQuotes(start, at, end, after)
		}
	case '[', '{':
		e.flowValue(at, parent)
	case '|', '>':
		e.blockText(at, parent)
	case '&', '*', '!', '%', '@', '`', ',', ']', '}':
		e.reserved(e.line, at, rest)
	case '-', '?', ':':
		if endsAt(rest, 1) {
			e.reserved(e.line, at, rest)
			return
		}
		e.plain(at, parent)
	default:
		e.plain(at, parent)
	}
}

// standardTag returns how many bytes the tag of a text, list or object takes, with
// the spaces after it. Other tags are refused.
func standardTag(s string) int {
	for _, tag := range []string{"!!str", "!!map", "!!seq"} {
		if strings.HasPrefix(s, tag) && endsAt(s, len(tag)) {
			return len(tag) + countSpaces(s[len(tag):])
		}
	}
	return 0
}

// reserved reports a text that begins with a character that means something else.
func (e *examiner) reserved(line, at int, rest string) {
	code := problem.Syntax
	switch rest[0] {
	case '&':
		code = problem.Anchor
	case '*':
		code = problem.Alias
	case '!':
		code = problem.Tag
	}
	_, comment := scanPlain(rest)
	if comment > 0 {
		rest = rest[:comment]
	}
	e.report(line, at, code, fmt.Sprintf("a text cannot begin with %c unless it is in quotes", rest[0]), "write "+inQuotes(rest))
}

// plain reads the first line of an unquoted text.
func (e *examiner) plain(at, parent int) {
	colon, comment := scanPlain(e.lines[e.line][at:])
	if colon >= 0 {
		e.colonInText(e.line, at+colon, e.line, e.lines[e.line][at:])
		return
	}
	e.text = &plainText{line: e.line, start: at, alone: strings.Trim(e.lines[e.line][:at], " -") == "", parent: parent, comment: -1}
	if comment >= 0 {
		e.text.comment = e.line
	}
	e.line++
}

// colonInText reports a colon in a text that begins on line first. Text is that
// text, or "" if it has several lines.
func (e *examiner) colonInText(line, colon, first int, text string) {
	hint := fmt.Sprintf("put the complete text, from line %d, in quotes", first+1)
	if text != "" {
		if _, comment := scanPlain(text); comment > 0 {
			text = text[:comment]
		}
		hint = "put the text in quotes: " + inQuotes(text)
		before := e.lines[line][:colon]
		if word := before[strings.LastIndexAny(before, " \t")+1:]; e.isKnownKey(word) {
			hint += ", or begin a new line before " + word
		}
	}
	e.report(line, colon, problem.Syntax, "a colon in a text needs quotes around the text", hint)
}

// blockText reads a text after | or >.
func (e *examiner) blockText(at, parent int) {
	header := e.lines[e.line][at:]
	n, digit := 1, 0
	for ; n < len(header) && n < 3 && strings.IndexByte("+-123456789", header[n]) >= 0; n++ {
		if header[n] > '0' {
			digit = int(header[n] - '0')
		}
	}
	if after := strings.TrimLeft(header[n:], " \t"); after != "" && (after[0] != '#' || !endsAt(header, n)) {
		e.reserved(e.line, at, header)
		return
	}
	e.line++
	e.lastBlockText = e.line
	indent := 0
	if digit > 0 {
		indent = max(parent, 0) + digit
	}
	first, widest, widestLine := 0, 0, 0
	for ; e.line < len(e.lines); e.line++ {
		line := e.lines[e.line]
		have := countSpaces(line)
		if have < len(line) && line[have] == '\t' && (indent == 0 && have > parent || have < indent && have > parent) {
			e.report(e.line, have, problem.TabIndent, "a tab indents this line", "replace it with spaces: YAML does not accept tabs")
			return
		}
		if have == len(line) {
			if indent == 0 && have > widest {
				widest, widestLine = have, e.line
			}
			continue
		}
		if have <= parent || isMarker(line) {
			return
		}
		if indent == 0 {
			indent, first = have, e.line
			if widest > indent {
				e.report(widestLine, indent, problem.Syntax, "this empty line has more spaces than the text below it", "remove its spaces")
				return
			}
		}
		if have < indent {
			if line[have] == '#' || isEntry(line[have:]) && (e.opens(have) || e.isKnownKey(line[have:have+wordLength(line[have:])])) {
				return
			}
			if step := e.step(); have-parent == step && indent-parent != step && e.line == first+1 {
				e.report(first, indent, problem.Syntax, "this first line of a text is indented further than the line below it", "begin it with "+spaces(have)+" instead of "+fmt.Sprint(indent))
			} else {
				e.report(e.line, have, problem.Syntax, fmt.Sprintf("this line of a text is indented less than its first line, line %d", first+1), "begin it with "+spaces(indent)+" instead of "+fmt.Sprint(have))
			}
			return
		}
	}
}

// opens reports whether a list or object begins in a column.
func (e *examiner) opens(column int) bool {
	for i := len(e.open) - 1; i >= 0 && e.open[i].column >= column; i-- {
		if e.open[i].column == column {
			return true
		}
	}
	return false
}

// quoted reads a text in quotes that begins at an offset of a line. It returns the
// line and the offset after the closing quote.
func (e *examiner) quoted(line, at, parent int) (endLine, after int, ok bool) {
	quote := e.lines[line][at]
	i := at + 1
	for l := line; l < len(e.lines); l++ {
		text := e.lines[l]
		if l > line {
			i = 0
			indent := countSpaces(text)
			if isMarker(text) || indent <= parent && isEntry(text[indent:]) {
				break
			}
		}
		for i < len(text) {
			switch {
			case quote == '"' && text[i] == '\\':
				n := escapeLength(text[i:])
				if n == 0 {
					e.badEscape(l, i)
					return 0, 0, false
				}
				i += n
			case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
				i += 2
			case text[i] == quote:
				return l, i + 1, true
			default:
				i++
			}
		}
	}
	e.unclosedQuote(line, at)
	return 0, 0, false
}

func (e *examiner) unclosedQuote(line, at int) {
	text := strings.TrimRight(e.lines[line][at:], " \t")
	quote := text[:1]
	hint := "write " + quote + " at the end of the text"
	switch {
	case strings.HasSuffix(text, `\"`) && quote == `"`:
		hint = `write \\ for each backslash: a backslash before the last quote makes the quote part of the text`
	case quote == "'" && len(text) > 1 && text[1] != ' ':
		hint += ", or put a text that begins with an apostrophe in double quotes"
	}
	e.report(line, at, problem.Syntax, "this "+quote+" opens a quoted text that is not closed", hint)
}

// escapeLength returns the length of the escape at the beginning, and 0 if there
// is no such escape. A backslash at the end of the line is one.
func escapeLength(s string) int {
	if len(s) == 1 {
		return 1
	}
	digits := 0
	switch s[1] {
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		if strings.IndexByte("0abt\tnvfe \"'/\\N_LP", s[1]) < 0 {
			return 0
		}
		return 2
	}
	if len(s) < 2+digits {
		return 0
	}
	c := rune(0)
	for _, d := range s[2 : 2+digits] {
		v := strings.IndexRune("0123456789abcdef", d|0x20)
		if v < 0 || c > utf8.MaxRune {
			return 0
		}
		c = c<<4 | rune(v)
	}
	if !utf8.ValidRune(c) {
		return 0
	}
	return 2 + digits
}

func (e *examiner) badEscape(line, at int) {
	text := e.lines[line][at:]
	_, size := utf8.DecodeRuneInString(text[1:])
	e.report(line, at, problem.Syntax, "the backslash in "+text[:1+size]+" means nothing in double quotes", `write \\ for a backslash, or put the text in single quotes`)
}

// afterQuotes checks what follows a quoted text, which begins in line at offset at
// and ends in line end before offset after.
func (e *examiner) afterQuotes(line, at, end, after int) {
	text := e.lines[end]
	rest := strings.TrimLeft(text[after:], " \t")
	if rest == "" || rest[0] == '#' {
		e.line = end + 1
		return
	}
	e.textAfterQuotes(line, at, end, after, text[after:])
}

// textAfterQuotes reports a quote that ends a text early, because rest follows it.
func (e *examiner) textAfterQuotes(line, at, end, after int, rest string) {
	if end > line {
		e.unclosedQuote(line, at)
		return
	}
	quote := e.lines[line][at : at+1]
	trimmed := strings.TrimRight(rest, " \t")
	switch {
	case quote == "'" && strings.HasSuffix(trimmed, quote):
		e.report(end, after-1, problem.Syntax, "this ' ends the quoted text, and more text follows it", "write '' for an apostrophe within single quotes, or put the text in double quotes")
	case strings.HasSuffix(trimmed, quote):
		e.report(end, after-1, problem.Syntax, `this " ends the quoted text, and more text follows it`, `write \" for a quote within double quotes, or put the text in single quotes`)
	default:
		e.report(end, after-1, problem.Syntax, "this "+quote+" ends the quoted text, and more text follows it", "put the complete text in quotes: "+inQuotes(e.lines[line][at:]))
	}
}
