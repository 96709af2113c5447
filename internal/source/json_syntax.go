package source

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// syntaxError returns the message and the hint for a syntax error at an offset.
func syntaxError(doc string, at int) (msg, hint string) {
	if at == len(doc) {
		return "the document ends in the middle of a value", "the file may have been cut off"
	}
	c, _ := utf8.DecodeRuneInString(doc[at:])
	return fmt.Sprintf("not valid JSON: %s is not expected here", strconv.QuoteRune(c)), jsonHint(doc, at)
}

// jsonHint returns the hint for a common syntax error at an offset, or "".
func jsonHint(doc string, at int) string {
	before := strings.TrimRight(doc[:at], " \t\r\n")
	switch c := doc[at]; {
	case c == '\'':
		return "use double quotes"
	case (c == '}' || c == ']') && strings.HasSuffix(before, ","):
		return "remove the comma before it"
	case c == '"' || c == '{' || c == '[':
		return "a comma before it may be missing"
	case c == '/' || c == '#':
		return "remove the comment: JSON has none"
	}
	return ""
}
