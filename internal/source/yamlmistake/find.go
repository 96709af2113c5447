// Package yamlmistake finds the first syntax mistake in a YAML document and
// describes it to the person who wrote the document.
//
// A YAML parser gives at best a line for an error, often the line after the
// mistake, and explains it in terms of its grammar. This package reads the
// document a second time, after a parser refused it, and looks for the mistakes
// that people make when they write YAML by hand: a missing quote, a text that
// begins with a character that YAML reserves, a colon or a comma in a text, a
// line that is indented wrongly, a missing space.
//
// It is not a parser. It knows the part of YAML that the documents of Waymark
// use and says nothing about constructs outside it. It reads each line a small,
// constant number of times.
package yamlmistake

import (
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric/problem"
)

// Find returns the first mistake in a document that a parser refused. It returns
// false if it does not find one. Lines of the position are separated by \n,
// columns count runes, and the file name is empty.
func Find(doc string) (problem.Problem, bool) {
	e := &examiner{lines: strings.Split(doc, "\n")}
	for i, line := range e.lines {
		e.lines[i] = strings.TrimSuffix(line, "\r")
	}
	for e.line < len(e.lines) && e.found == nil && !e.lost {
		e.examineLine()
	}
	if e.found == nil {
		e.found = e.suspect
	}
	if e.found == nil {
		return problem.Problem{}, false
	}
	return *e.found, true
}

// An examiner reads a document line by line. It keeps the lists and objects that
// are open, as a parser does.
type examiner struct {
	lines []string
	line  int // index of the line that is read
	open  []block
	text  *plainText // the plain text that deeper lines continue, or nil

	// lastBlockText is the number of the line with the last | or >, and 0 if
	// something other than its text followed.
	lastBlockText int

	// alone is where the last value without a key or dash on its line begins.
	alone place

	started, ended bool // whether the document has content, and whether "..." ended it
	lost           bool // whether the document uses a construct that the examiner does not know

	found   *problem.Problem
	suspect *problem.Problem // reported if nothing else is found
}

// A block is an open list or object whose items or keys begin in the same column.
type block struct {
	list     bool
	column   int    // from 0, in bytes: only spaces, dashes and ASCII text come before it
	opened   int    // index of the line of the first key or item
	line     int    // index of the line of the last key or item
	several  bool   // whether it has two keys or items
	firstKey string // of an object
	lastKey  string // of an object
	waiting  bool   // whether the last key or dash has no value yet
}

// A plainText is an unquoted text that may continue on the next line.
type plainText struct {
	line   int  // index of the line on which it begins
	start  int  // byte offset of its first character
	alone  bool // whether no key precedes it on its line
	parent int  // lines that are indented by more continue it
	// comment is the index of the line with a comment that ended the text, or -1.
	comment int
}

// report records the first mistake, at a byte offset in a line.
func (e *examiner) report(line, offset int, code problem.Code, msg, hint string) {
	if e.found == nil {
		e.found = e.mistake(line, offset, code, msg, hint)
	}
}

func (e *examiner) mistake(line, offset int, code problem.Code, msg, hint string) *problem.Problem {
	return &problem.Problem{
		Pos:  problem.Pos{Line: line + 1, Column: 1 + utf8.RuneCountInString(e.lines[line][:offset])},
		Code: code, Msg: msg, Hint: hint,
	}
}

func (e *examiner) top() *block {
	if len(e.open) == 0 {
		return nil
	}
	return &e.open[len(e.open)-1]
}

// examineLine reads a line, and the lines after it that belong to its value.
func (e *examiner) examineLine() {
	text := e.lines[e.line]
	indent := countSpaces(text)
	rest := text[indent:]
	switch {
	case rest == "":
		e.line++
		return
	case strings.Trim(rest, " \t") == "":
		if e.suspect == nil {
			e.suspect = e.mistake(e.line, indent, problem.TabIndent, "there is a tab on this empty line", "remove it")
		}
		e.line++
		return
	case rest[0] == '#':
		if e.text != nil && e.text.comment < 0 {
			e.text.comment = e.line
		}
		e.line++
		return
	case isMarker(text):
		e.marker(text)
		return
	}
	if e.ended {
		e.report(e.line, indent, problem.MultipleDocuments, "there is more text after the line ... that ends the document", "remove the line ...")
		return
	}
	e.started = true
	if e.invisibleIndent(indent, rest) || e.tabIndent(indent, rest) {
		return
	}
	if e.text != nil && indent > e.text.parent {
		e.continuation(indent)
		return
	}
	e.text = nil
	e.entry(indent)
}

// marker reads a line that begins with --- or "...".
func (e *examiner) marker(text string) {
	switch {
	case text[0] == '.':
		e.ended = e.started
	case e.started:
		e.report(e.line, 0, problem.MultipleDocuments, "a second document starts here", "keep one document in a file; remove the line ---")
	case strings.TrimSpace(text[3:]) != "" && !strings.HasPrefix(strings.TrimSpace(text[3:]), "#"):
		e.lost = true
	default:
		e.started = true
	}
	e.text = nil
	e.line++
}

// invisibleIndent reports a line whose indentation contains a character that
// looks like a space and is not one.
func (e *examiner) invisibleIndent(indent int, rest string) bool {
	c, _ := utf8.DecodeRuneInString(rest)
	if !isInvisible(c) {
		return false
	}
	continues := e.text != nil && indent > e.text.parent
	if continues && !isEntry(strings.TrimLeftFunc(rest, isBlankOrInvisible)) {
		return false
	}
	e.report(e.line, indent, problem.Syntax, "this line is indented with "+nameOf(c)+", which looks like a space and is not one", "replace it with ordinary spaces")
	return true
}

// tabIndent reports a line that a tab indents.
func (e *examiner) tabIndent(indent int, rest string) bool {
	if rest[0] != '\t' || e.text != nil && indent > e.text.parent && !isEntry(strings.TrimLeft(rest, " \t")) {
		return false
	}
	e.report(e.line, indent, problem.TabIndent, "a tab indents this line", "replace it with spaces: YAML does not accept tabs")
	return true
}

// continuation reads a line that continues a plain text.
func (e *examiner) continuation(indent int) {
	rest := e.lines[e.line][indent:]
	first := e.lines[e.text.line][e.text.start:]
	colon, comment := scanPlain(rest)
	switch {
	case colon >= 0 && missingSpace(first) > 0:
		e.noSpaceAfterColon(e.text.line, e.text.start)
	case colon >= 0 && e.text.alone && e.missingColon(e.text.line, e.text.start):
	case colon >= 0 && (isEntry(rest) || isDash(rest)):
		e.misplaced(indent, nil)
	case colon >= 0:
		e.colonInText(e.line, indent+colon, e.text.line, "")
	case e.text.comment >= 0:
		if hash := commentStart(e.lines[e.text.comment]); hash > 0 {
			e.report(e.text.comment, hash, problem.CutText, "the # starts a comment and ends the text, which continues on the next line", "put the complete text in quotes, or remove the comment")
		} else {
			e.report(e.line, indent, problem.Syntax, "a comment interrupts the text before this line", "move the comment above the text")
		}
	case comment >= 0:
		e.text.comment = e.line
	}
	e.line++
}

// entry reads a line that begins with a dash, a key or a value.
func (e *examiner) entry(column int) {
	line := e.lines[e.line]
	dashes := 0
	for column < len(line) && isDash(line[column:]) {
		if !e.place(column, true, "") {
			return
		}
		dashes++
		e.top().waiting = true
		next := column + 1 + countSpaces(line[column+1:])
		if next < len(line) && line[next] == '\t' {
			e.report(e.line, next, problem.TabIndent, "there is a tab after the dash", "replace it with a space")
			return
		}
		column = next
	}
	if dashes > 0 && (column >= len(line) || line[column] == '#') {
		e.line++
		return
	}
	if e.dashWithoutSpace(column, dashes) {
		return
	}
	key, value, ok := e.key(column)
	switch {
	case e.found != nil || e.lost:
	case ok && e.place(column, false, key):
		e.top().waiting = true
		e.value(value, column)
	case ok:
	case dashes > 0:
		e.value(column, e.top().column)
	default:
		e.lone(column)
	}
}

// dashWithoutSpace reports a dash that something other than a space follows.
func (e *examiner) dashWithoutSpace(column, dashes int) bool {
	rest := e.lines[e.line][column:]
	if rest[0] != '-' {
		return false
	}
	c, _ := utf8.DecodeRuneInString(rest[1:])
	if isInvisible(c) {
		e.report(e.line, column+1, problem.Syntax, nameOf(c)+" follows the dash, which looks like a space and is not one", "replace it with an ordinary space")
		return true
	}
	if dashes == 0 && (e.expectsDash(column) || isEntry(rest) && wordLength(rest[1:]) > 0) {
		e.report(e.line, column, problem.Syntax, "a space is missing after the dash", "write \"- "+short(rest[1:])+"\"")
		return true
	}
	return false
}

// expectsDash reports whether the other lines that begin in a column begin with a dash.
func (e *examiner) expectsDash(column int) bool {
	for i := len(e.open) - 1; i >= 0 && e.open[i].column >= column; i-- {
		if e.open[i].column == column {
			return e.open[i].list
		}
	}
	return false
}

// key returns the key that begins in a column and the offset of what follows its
// colon. It returns false if the line has no key there.
func (e *examiner) key(column int) (key string, value int, ok bool) {
	line := e.lines[e.line]
	rest := line[column:]
	colon := -1
	switch rest[0] {
	case '"', '\'':
		end := closingQuote(rest)
		if end < 0 {
			return "", 0, false
		}
		after := end + 1 + len(rest[end+1:]) - len(strings.TrimLeft(rest[end+1:], " \t"))
		if after < len(rest) && rest[after] == ':' {
			colon = after
			if !endsAt(rest, colon+1) {
				e.report(e.line, column+colon, problem.Syntax, "a space is missing after the colon", "write "+short(rest[:colon])+": "+short(strings.TrimLeftFunc(rest[colon+1:], isBlankOrInvisible)))
				return "", 0, false
			}
		}
		key = rest[1:end]
	case '[', '{', '|', '>', '@', '`', '%', '*', '&', '!', ',', ']', '}', '#':
	case '?':
		e.lost = endsAt(rest, 1)
		fallthrough
	default:
		colon, _ = scanPlain(rest)
		if colon == 0 {
			e.report(e.line, column, problem.Syntax, "there is no key before the colon", "write a key, such as title, before it")
			return "", 0, false
		}
		if colon > 0 {
			key = strings.TrimRight(rest[:colon], " \t")
			break
		}
		e.disguisedColon(column)
	}
	if colon < 0 {
		return "", 0, false
	}
	value = column + colon + 1
	value += len(line[value:]) - len(strings.TrimLeft(line[value:], " \t"))
	return key, value, true
}

// disguisedColon reports a colon that a no-break space follows, or another
// character that looks like a colon.
func (e *examiner) disguisedColon(column int) {
	rest := e.lines[e.line][column:]
	word := rest[:wordLength(rest)]
	if word == "" {
		return
	}
	after := rest[len(word):]
	c, size := utf8.DecodeRuneInString(after)
	switch {
	case c == ':':
		if next, _ := utf8.DecodeRuneInString(after[1:]); isInvisible(next) {
			e.report(e.line, column+len(word)+1, problem.Syntax, nameOf(next)+" follows the colon, which looks like a space and is not one", "replace it with an ordinary space")
		}
	case c == '\uff1a' || c == '\ua789' || c == '\u2236':
		e.report(e.line, column+len(word), problem.Syntax, "this is not an ordinary colon", "write "+word+": "+short(strings.TrimLeftFunc(after[size:], isBlankOrInvisible)))
	}
}
