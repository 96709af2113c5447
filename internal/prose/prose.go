// Package prose writes texts with paragraphs and lists for places that show plain text: forms,
// schemas and single lines. rubric.Blocks reads these texts.
package prose

import (
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric"
)

// Lines returns a text with each list item and each paragraph on one line. An empty line is
// between paragraphs, between two lists, above a paragraph that follows a list, and above a list that
// does not begin with 1. rubric.Blocks returns the same blocks for both texts.
func Lines(text string) string {
	var s strings.Builder
	var before rubric.BlockKind // of the run before
	for run := range rubric.BlockRuns(text) {
		kind := run[0].Kind
		for i, b := range run {
			switch {
			case before == 0 && i == 0:
			case i > 0 || before == rubric.BlockParagraph && kind != before && b.Number <= 1:
				s.WriteByte('\n')
			default:
				s.WriteString("\n\n")
			}
			s.WriteString(b.String())
		}
		before = kind
	}
	return s.String()
}

// Labeled returns a label with a text from Lines after it, on the same line if the text is one
// paragraph. Either may be empty.
func Labeled(label, text string) string {
	switch {
	case label == "" || text == "":
		return label + text
	case strings.Contains(text, "\n"):
		return label + ":\n" + text
	}
	return label + ": " + text
}

// Line returns a text on one line.
func Line(text string) string {
	var s strings.Builder
	for _, b := range rubric.Blocks(text) {
		if s.Len() > 0 {
			s.WriteString(Separator(s.String()))
		}
		if b.Kind == rubric.BlockNumber {
			s.WriteString(b.String())
		} else {
			s.WriteString(b.Text)
		}
	}
	return s.String()
}

// Separator returns what is between two blocks on one line: a slash unless the first ends with a
// punctuation mark.
func Separator(before string) string {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, "”’»›\"')]）」』"))
	if strings.ContainsRune(".!?…:;,。．！？：；、，،؛؟۔।॥։።။", last) {
		return " "
	}
	return " / "
}
