package source

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// jsonSlip says what is wrong where a document stops being JSON.
func jsonSlip(doc string, at int) (msg, hint string) {
	if at == len(doc) {
		return "the document ends in the middle of a value", "the file may have been cut off"
	}
	c, _ := utf8.DecodeRuneInString(doc[at:])
	return fmt.Sprintf("not valid JSON: %s is not expected here", strconv.QuoteRune(c)), jsonHint(doc, at)
}

// jsonHint names the slip that most likely stands at an offset, for the common ones.
func jsonHint(doc string, at int) string {
	before := strings.TrimRight(doc[:at], " \t\r\n")
	switch c := doc[at]; {
	case c == '\'':
		return "JSON has double quotes"
	case (c == '}' || c == ']') && strings.HasSuffix(before, ","):
		return "the comma before it is one too many"
	case c == '"' || c == '{' || c == '[':
		return "a comma before it may be missing"
	case c == '/' || c == '#':
		return "JSON has no comments"
	}
	return ""
}
