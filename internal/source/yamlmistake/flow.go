package yamlmistake

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric/problem"
)

// flowValue reads a value in brackets or braces and checks what follows it.
func (e *examiner) flowValue(at, parent int) {
	f := &flow{e: e, line: e.line, at: at, parent: parent}
	start := e.line
	if !f.read() {
		return
	}
	rest := strings.TrimLeft(e.lines[f.line][f.at:], " \t")
	switch {
	case rest == "" || rest[0] == '#':
		e.line = f.line + 1
	case rest[0] == ']' || rest[0] == '}':
		e.report(f.line, len(e.lines[f.line])-len(rest), problem.Syntax, fmt.Sprintf("this %c closes nothing", rest[0]), "remove it, or write the bracket that opens the list before it")
	case f.line == start:
		e.reserved(start, at, e.lines[start][at:])
	default:
		e.report(f.line, len(e.lines[f.line])-len(rest), problem.Syntax, "there is text after the end of the list", "begin a new line before it, or remove it")
	}
}

// A flow is a list in brackets or an object in braces that is being read, with
// those inside it.
type flow struct {
	e        *examiner
	line, at int // what is read next
	parent   int // column of the block around it
	levels   []level
}

type tokenKind uint8

const (
	noToken tokenKind = iota
	plainToken
	quotedToken
	bracketToken
)

// A level is one list or object of a flow.
type level struct {
	open     byte // [ or {
	line, at int  // of open
	colon    bool // whether the entry has a colon
	last     tokenKind
	start    place // of the first token after the last comma or colon
	token    place // of the last token
	end      place // after the last token
	before   place // after the token before the last one
}

// A place is the index of a line and an offset in it.
type place struct{ line, at int }

func (f *flow) top() *level { return &f.levels[len(f.levels)-1] }

// read reads up to the bracket that closes the first one. It returns false if it
// found a mistake.
func (f *flow) read() bool {
	for f.e.found == nil {
		text := f.e.lines[f.line]
		for f.at < len(text) && (text[f.at] == ' ' || text[f.at] == '\t') {
			f.at++
		}
		if f.at == len(text) {
			f.nextLine()
			continue
		}
		if f.token(text) {
			return true
		}
	}
	return false
}

// nextLine goes to the next line, unless that is not part of the flow.
func (f *flow) nextLine() {
	f.line++
	f.at = 0
	if f.line == len(f.e.lines) {
		f.unclosed(f.top())
		return
	}
	text := f.e.lines[f.line]
	indent := countSpaces(text)
	if isMarker(text) || indent <= f.parent && isEntry(text[indent:]) {
		f.unclosed(f.top())
		return
	}
	if c, _ := utf8.DecodeRuneInString(text[indent:]); isInvisible(c) {
		f.e.report(f.line, indent, problem.Syntax, "this line is indented with "+nameOf(c)+", which looks like a space and is not one", "replace it with ordinary spaces")
	}
}

// token reads one token and reports whether it closes the first bracket.
func (f *flow) token(text string) bool {
	c := text[f.at]
	switch c {
	case '[', '{':
		f.opening(c)
	case ']', '}':
		return f.closing(c)
	case ',':
		if l := f.top(); l.last == noToken && !l.colon {
			f.e.report(f.line, f.at, problem.Syntax, "there is nothing before this comma", "remove the comma, or put the text around it in quotes")
		}
		f.comma()
	case ':':
		f.colon()
	case '#':
		f.comment(text)
	case '"', '\'':
		f.quoted()
	case '&', '*', '!', '%', '@', '`', '|', '>', '?':
		f.reserved(text)
	case '-':
		if endsAt(text, f.at+1) && f.at+1 < len(text) {
			f.reserved(text)
			break
		}
		f.plain(text)
	default:
		f.plain(text)
	}
	return false
}

func (f *flow) opening(c byte) {
	if len(f.levels) > 0 {
		l := f.top()
		if l.open == '{' && !l.colon && l.last == noToken {
			if l.line < f.line {
				f.unclosed(l)
			} else {
				f.e.report(f.line, f.at, problem.Syntax, fmt.Sprintf("there is no key before this %c", c), "write a key, a colon and a space before it, or put the text in quotes")
			}
			return
		}
		if !f.begin(bracketToken) {
			return
		}
	}
	f.levels = append(f.levels, level{open: c, line: f.line, at: f.at})
	f.at++
}

func (f *flow) closing(c byte) bool {
	l := f.top()
	if (l.open == '[') != (c == ']') {
		want := closer(l.open)
		f.e.report(l.line, l.at, problem.Syntax, fmt.Sprintf("this %c is not closed before the %c in line %d", l.open, c, f.line+1), fmt.Sprintf("write %c before the %c", want, c))
		return false
	}
	f.levels = f.levels[:len(f.levels)-1]
	f.at++
	if len(f.levels) == 0 {
		return true
	}
	f.top().end = place{f.line, f.at}
	return false
}

func closer(open byte) byte {
	if open == '[' {
		return ']'
	}
	return '}'
}

func (f *flow) unclosed(l *level) {
	f.e.report(l.line, l.at, problem.Syntax, fmt.Sprintf("this %c is not closed", l.open), fmt.Sprintf("write %c at the end", closer(l.open)))
}

func (f *flow) comma() {
	l := f.top()
	l.colon, l.last = false, noToken
	f.at++
}

// colon reads the colon after a key.
func (f *flow) colon() {
	l, e := f.top(), f.e
	if !l.colon {
		f.at++
		l.colon, l.last, l.start = true, noToken, place{f.line, f.at}
		return
	}
	before := e.lines[f.line][:f.at]
	word := before[strings.LastIndexAny(before, " \t,{[")+1:]
	text := strings.TrimRight(e.lines[l.start.line][l.start.at:flowTextEnd(e.lines[l.start.line], f.at, l.start)], " \t")
	switch {
	case l.token.line > l.start.line && l.last == plainToken:
		f.noComma(l.before)
	case l.last == plainToken && l.start.line == f.line && f.at-len(word) > l.start.at && e.isKnownKey(word):
		end := len(strings.TrimRight(before[:len(before)-len(word)], " \t"))
		f.noComma(place{f.line, end})
	default:
		e.report(f.line, f.at, problem.Syntax, "a colon in a text needs quotes around the text", "put the text in quotes: "+inQuotes(text))
	}
}

// flowTextEnd returns where a text with a colon probably ends: before the next
// comma or closing bracket.
func flowTextEnd(line string, colon int, start place) int {
	from := max(colon, start.at)
	if from > len(line) {
		return len(line)
	}
	if i := strings.IndexAny(line[from:], ",]}"); i >= 0 {
		return from + i
	}
	return len(line)
}

func (f *flow) noComma(after place) {
	f.e.report(after.line, after.at, problem.Syntax, "a comma is missing here", "write a comma, or put the text in quotes if it is one text")
}

// comment reads a comment. One that follows a text directly and begins like a
// word was part of the text.
func (f *flow) comment(text string) {
	l := f.top()
	if l.last == plainToken && l.end.line == f.line && CutsText(text[f.at:]) {
		f.e.report(f.line, f.at, problem.CutText, CutMessage, CutHint)
	}
	f.at = len(text)
}

func (f *flow) reserved(text string) {
	if f.top().last != noToken {
		f.begin(plainToken)
	}
	f.e.reserved(f.line, f.at, text[f.at:flowTextEnd(text, f.at, place{f.line, f.at + 1})])
}

func (f *flow) quoted() {
	if !f.begin(quotedToken) {
		return
	}
	line, at := f.line, f.at
	end, after, ok := f.e.quoted(line, at, f.parent)
	if !ok {
		return
	}
	f.line, f.at = end, after
	f.top().end = place{end, after}
	rest := f.e.lines[end][after:]
	trimmed := strings.TrimLeft(rest, " \t")
	if trimmed != "" && strings.IndexByte(",]}:#", trimmed[0]) < 0 && (trimmed[0] != '"' && trimmed[0] != '\'' && trimmed[0] != '[' && trimmed[0] != '{' || rest[0] == trimmed[0]) {
		f.e.textAfterQuotes(line, at, end, after, rest[:flowTextEnd(rest, 0, place{})])
	}
}

// plain reads an unquoted text up to the end of the line.
func (f *flow) plain(text string) {
	if !f.begin(plainToken) {
		return
	}
	i := f.at
	for ; i < len(text); i++ {
		c := text[i]
		if strings.IndexByte(",[]{}?", c) >= 0 || c == ':' && endsAt(text, i+1) || c == '#' && i > f.at && (text[i-1] == ' ' || text[i-1] == '\t') {
			break
		}
	}
	if i < len(text) && text[i] == '?' {
		l := f.top()
		whole := text[l.start.at:]
		if l.start.line != f.line {
			whole = text[f.at:]
		}
		f.e.report(f.line, i, problem.Syntax, fmt.Sprintf("a question mark between %c and %c needs quotes around the text", l.open, closer(l.open)), "put the text in quotes: "+inQuotes(whole[:flowTextEnd(whole, 0, place{})]))
		return
	}
	f.top().end = place{f.line, f.at + len(strings.TrimRight(text[f.at:i], " \t"))}
	f.at = i
}

// begin starts a token. It reports one that a comma should separate from the token
// before it, and returns false then.
func (f *flow) begin(kind tokenKind) bool {
	l := f.top()
	here := place{f.line, f.at}
	switch {
	case l.last == noToken:
		l.start, l.before = here, here
	case l.last == plainToken && kind == plainToken:
		l.before = l.end
	case l.last == plainToken && l.end.line == f.line:
		f.e.report(f.line, f.at, problem.Syntax, fmt.Sprintf("a text with %c in it needs quotes around it here", f.e.lines[f.line][f.at]), "put the complete text in quotes, or write a comma before the "+f.e.lines[f.line][f.at:f.at+1])
		return false
	default:
		f.noComma(l.end)
		return false
	}
	l.last, l.token, l.end = kind, here, here
	return true
}
