// Package text writes reports, handouts, discussion guides and worksheets as plain text, for terminals and
// mail.
//
//	err := text.Write(os.Stdout, view, text.ForTerminal(os.Stdout))
//
// [Write] writes a report, [WriteHandout] a handout, [WriteNarrative] a draft of a text to paste, [WriteGuide] a guide, [WriteWorksheet] a worksheet,
// [WriteHandbook] a handbook and [WriteReflection] a reflection worksheet. Lines have
// at most [Options].Width columns: wide characters count as two, and a line breaks at spaces, between
// wide characters, and within a word only if the word is longer than a line. A narrative has one line for
// each paragraph unless Width is set, because it is pasted.
//
// Paragraphs of the rubric have an empty line between them, and the lines of list items hang below
// their first one.
//
// By default text has 80 columns and no color. [ForTerminal] returns options for the terminal
// that a program writes to. With color, stages have colors and headings are bold; without it, the
// text is the same.
//
// The view has made all decisions and has cleaned all texts, so no text can control a terminal. The
// layout of text may change with any version. The same view and options give the same bytes.
//
// Nil and zero arguments are rejected by the rule of package spectrum: an error that names the
// function and the argument.
package text
