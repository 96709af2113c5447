// Package html writes reports, discussion guides and worksheets as HTML pages.
//
//	err := html.Write(w, view, nil)
//
// [Write] writes a report, [WriteGuide] a guide and [WriteWorksheet] a worksheet. Each is one
// file that contains its style sheet and its pictures. It has no scripts and requests nothing,
// and its Content-Security-Policy enforces that. The markup is well-formed XML too.
//
// A page follows the reader's choice of light or dark and fits narrow screens and paper. Guides and
// worksheets are made to be printed: each topic or domain begins on a new page. Pictures are drawn in
// their sections and have the same values as a table. On narrow screens, where the picture of a
// domain does not fit, its table has bars instead; pairs of bars fit. Colors never carry meaning alone: stages
// have hatches or letters.
//
// A report for internal use has its warning at the top and, in browsers that print margin boxes,
// in the margin of each printed page.
//
// Paragraphs and lists of the rubric are p, ul and ol elements in the language and direction of the
// text. Numbered items keep their numbers.
//
// Every text is escaped, so none can become markup or style. The view has made all decisions. The
// layout may change with any version. The same view and options give the same bytes.
//
// Nil and zero arguments are rejected by the rule of package spectrum: an error that names the
// function and the argument.
package html
