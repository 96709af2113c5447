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
	case top == nil && column == 0 && !closed[0].several:
		e.report(closed[0].opened, closed[0].column, problem.Syntax, "this line is indented and the lines below it are not", "begin it with no space")
		return false
	case top == nil:
		e.misplaced(column, closed)
		return false
	case top.column < column && top.waiting:
		top.waiting = false
		e.push(column, list, key)
		return true
	case top.column < column && list && len(closed) == 0 && e.alone.line > top.line:
		e.noDash(e.alone.line, e.alone.at)
		return false
	case top.column < column && list && len(closed) > 0 && !closed[0].list && isListKey(top.lastKey):
		e.noDash(closed[0].opened, closed[0].column)
		return false
	case top.column < column:
		e.misplaced(column, closed)
		return false
	case top.list == list:
		top.line, top.lastKey, top.several = e.line, key, true
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
		e.top().line, e.top().lastKey, e.top().several = e.line, key, true
		return true
	case !top.several && len(closed) == 1 && !closed[0].several && (n == 1 || !e.open[n-2].list && !isListKey(e.open[n-2].lastKey)):
		e.report(top.opened, top.column, problem.Syntax, "this line begins with a dash, and the lines beside it do not", "remove the dash and indent the line like the lines below it")
		return false
	}
	if len(closed) > 0 && !closed[0].list && closed[0].firstKey != key {
		e.misplaced(column, closed)
	} else {
		e.noDash(e.line, column)
	}
	return false
}

// isListKey reports whether a key of the documents of Waymark has a list of objects.
func isListKey(key string) bool {
	switch key {
	case "constituencies", "stages", "strands", "domains", "competencies", "sources", "prompt_sets":
		return true
	}
	return false
}

func (e *examiner) push(column int, list bool, key string) {
	e.open = append(e.open, block{list: list, column: column, opened: e.line, line: e.line, firstKey: key, lastKey: key})
}

func (e *examiner) noDash(line, column int) {
	e.report(line, column, problem.Syntax, "a dash is missing at the beginning of this line", "write \"- "+short(e.lines[line][column:])+"\", as in the lines beside it")
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
	if best != nil && e.misplacedFirst(best, column, len(e.open)+len(closed)) {
		return
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

// misplacedFirst reports the first line of a list or object instead of the second,
// which begins in a column, if the second is indented as lines of the document usually
// are and the first is not. N is how many blocks were open before the second line.
func (e *examiner) misplacedFirst(best *block, column, n int) bool {
	if best.several {
		return false
	}
	blocks := e.open[:n]
	first := 0
	for first < n && blocks[first].opened != best.opened {
		first++
	}
	if first == 0 || first == n || best.line != best.opened {
		return false
	}
	b, parent := blocks[first], blocks[first-1]
	if !b.list && isListKey(parent.lastKey) && column == b.column+2 {
		e.noDash(b.opened, b.column)
		return true
	}
	moved := b.column + column - best.column
	if step := e.step(); b.several || moved-parent.column != step || b.column-parent.column == step {
		return false
	}
	e.report(b.opened, b.column, problem.Syntax, "this line is indented differently from the lines below it", fmt.Sprintf("begin it with %s instead of %d", spaces(moved), b.column))
	return true
}

// step returns by how many spaces the lines of the document are most often indented
// further than the line before. It reads the document, so it is only called for a
// mistake.
func (e *examiner) step() int {
	var counts [9]int
	best, before := 2, 0
	for _, line := range e.lines {
		indent := countSpaces(line)
		if indent == len(line) || line[indent] == '#' {
			continue
		}
		if by := indent - before; by > 0 && by < len(counts) {
			if counts[by]++; counts[by] > counts[best] {
				best = by
			}
		}
		before = indent
	}
	return best
}

// missingColon reports a text that begins with a key without its colon.
func (e *examiner) missingColon(line, at int) bool {
	rest := e.lines[line][at:]
	n := wordLength(rest)
	if n == 0 || !e.isKnownKey(rest[:n]) || n < len(rest) && rest[n] == ':' {
		return false
	}
	e.report(line, at+n, problem.Syntax, "a colon is missing after "+rest[:n], "write "+rest[:n]+": "+short(strings.TrimLeft(rest[n:], " =;,.-")))
	return true
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
		e.alone = place{e.line, column}
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
		e.noDash(e.line, column)
	case rest[0] == '[' || rest[0] == '{':
		e.misplaced(column, nil)
	case e.lastBlockText > 0:
		e.report(e.line, column, problem.Syntax, fmt.Sprintf("this line is not part of the text that begins after line %d, because it is not indented far enough", e.lastBlockText), "indent it like the first line of that text")
	case e.missingColon(e.line, column):
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
