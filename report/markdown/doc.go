// Package markdown writes reports, handouts, discussion guides and worksheets as GitHub Flavored Markdown.
//
//	err := markdown.Write(w, view, nil)
//
// [Write] writes a report, [WriteHandout] a handout, [WriteNarrative] a draft of a text to paste, [WriteGuide] a guide, [WriteWorksheet] a worksheet,
// [WriteHandbook] a handbook and [WriteReflection] a reflection worksheet. Results are
// tables, with bars made of characters. Markdown has no lines to write on, so those of guides and
// worksheets are thematic breaks.
//
// Paragraphs and lists of the rubric are paragraphs and lists; in a table they are lines of a cell.
// Numbered items keep their numbers: an HTML comment begins another list where numbers are left out.
//
// Every text is escaped: except for those lists, it cannot become markup, HTML, a link, a mention, an emoji name or a
// formula. The view has made all decisions. The layout may change with any version. The same view and
// options give the same bytes.
//
// Nil and zero arguments are rejected by the rule of package spectrum: an error that names the
// function and the argument.
package markdown
