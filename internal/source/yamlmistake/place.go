package yamlmistake

import (
	"fmt"
	"strings"

	"github.com/waymark-go/waymark/rubric/problem"
)

// place finds the list or object to which a dash or key in a column belongs, and
// opens a new one if the value of the surrounding one is still missing. It reports
// a line that belongs to none and returns false.
func (e *examiner) place(column int, list bool, key string) bool {
	n := len(e.open)
	for n > 0 && e.open[n-1].column > column {
		n--
	}
	closed := e.open[n:]
	e.open = e.open[:n]
	if n == 0 && len(closed) == 0 {
		e.push(column, list, key)
		return true
	}
	top := e.top()
	switch {
	case top == nil:
		e.misplaced(column, closed)
		return false
	case top.column < column && top.waiting:
		top.waiting = false
		e.push(column, list, key)
		return true
	case top.column < column:
		e.misplaced(column, closed)
		return false
	case top.list == list:
		top.line, top.lastKey = e.line, key
		return true
	case list && top.waiting:
		// A list may begin in the column of the key that it belongs to.
		top.waiting = false
		e.push(column, list, key)
		return true
	case list:
		e.report(e.line, column, problem.Syntax, "this line begins with a dash, and the lines beside it do not", fmt.Sprintf("remove the dash, or indent the line as the item of the list that it belongs to; line %d begins with %s", top.line+1, source(top.lastKey)))
		return false
	case n > 1 && e.open[n-2].column == column:
		e.open = e.open[:n-1]
		e.top().line, e.top().lastKey = e.line, key
		return true
	}
	if len(closed) > 0 && !closed[0].list && closed[0].firstKey != key {
		e.misplaced(column, closed)
	} else {
		e.noDash(column)
	}
	return false
}

func (e *examiner) push(column int, list bool, key string) {
	e.open = append(e.open, block{list: list, column: column, line: e.line, firstKey: key, lastKey: key})
}

func (e *examiner) noDash(column int) {
	e.report(e.line, column, problem.Syntax, "a dash is missing at the beginning of this line", "write \"- "+short(e.lines[e.line][column:])+"\", as in the lines beside it")
}

// misplaced reports a line that begins in a column in which nothing can begin.
// Closed are the lists and objects that the line has just closed.
func (e *examiner) misplaced(column int, closed []block) {
	dash := isDash(e.lines[e.line][column:])
	var best *block
	for _, blocks := range [][]block{e.open, closed} { // the closed ones are nearer
		for i := range blocks {
			b := &blocks[i]
			if b.list != dash {
				continue
			}
			if best == nil || distance(b.column, column) <= distance(best.column, column) {
				best = b
			}
		}
	}
	msg := "this line is indented differently from the lines that it belongs to"
	hint := "begin it in the same column as the lines that it belongs to"
	if best != nil {
		switch {
		case column > best.column:
			msg = "this line is indented too far"
		case column < best.column:
			msg = "this line is not indented far enough"
		}
		what := source(best.lastKey)
		if dash {
			what = "the dash"
		}
		hint = fmt.Sprintf("begin it below %s of line %d: with %s before it instead of %d", what, best.line+1, spaces(best.column), column)
	}
	e.report(e.line, column, problem.Syntax, msg, hint)
}

// lone reads a line without a key and without a dash.
func (e *examiner) lone(column int) {
	rest := e.lines[e.line][column:]
	n := len(e.open)
	for n > 0 && e.open[n-1].column > column {
		n--
	}
	if n == 0 && len(e.open) == 0 {
		e.value(column, -1)
		return
	}
	if n == len(e.open) && e.top().waiting && column > e.top().column {
		e.value(column, e.top().column)
		return
	}
	if closer := rest[0]; closer == ']' || closer == '}' {
		e.report(e.line, column, problem.Syntax, fmt.Sprintf("this %c closes nothing", closer), "remove it, or write the bracket that opens the list before it")
		return
	}
	inList := e.expectsDash(column)
	switch {
	case missingSpace(rest) > 0:
		e.noSpaceAfterColon(e.line, column)
	case inList:
		e.noDash(column)
	case rest[0] == '[' || rest[0] == '{':
		e.misplaced(column, nil)
	case e.lastBlockText > 0:
		e.report(e.line, column, problem.Syntax, fmt.Sprintf("this line is not part of the text that begins after line %d, because it is not indented far enough", e.lastBlockText), "indent it like the first line of that text")
	case wordLength(rest) > 0 && e.isKnownKey(rest[:wordLength(rest)]):
		word := rest[:wordLength(rest)]
		e.report(e.line, column+len(word), problem.Syntax, "a colon is missing after "+word, "write "+word+": "+short(strings.TrimLeft(rest[len(word):], " =;,.-")))
	default:
		e.report(e.line, column, problem.Syntax, "this line has no key, and it does not continue the text above it", "indent it further if it continues the text above it, or write a key, a colon and a space before it")
	}
}

// isKnownKey reports whether a word is a key that documents of Waymark have often.
func (e *examiner) isKnownKey(word string) bool {
	switch word {
	case "format", "id", "edition", "title", "language", "notice", "sources", "source", "constituencies", "spectrum",
		"stages", "messages", "strands", "domains", "code", "summary", "belief", "impact", "prompts", "competencies",
		"descriptors", "text", "url", "publisher", "from", "to", "relation", "comparable", "note", "rubric", "official",
		"texts", "hash", "ratings", "stage", "evidence", "rationale", "date", "organization", "constituency", "definition":
		return true
	}
	for i := range e.open {
		if e.open[i].firstKey == word || e.open[i].lastKey == word {
			return true
		}
	}
	return false
}

func (e *examiner) noSpaceAfterColon(line, start int) {
	rest := e.lines[line][start:]
	colon := missingSpace(rest)
	e.report(line, start+colon, problem.Syntax, "a space is missing after the colon", "write "+rest[:colon]+": "+short(rest[colon+1:]))
}
