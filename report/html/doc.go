// Package html writes reports, handouts, discussion guides and worksheets as HTML pages, or as parts of a page of
// your own.
//
//	err := html.Write(w, view, nil)
//
// [Write] writes a report, [WriteHandout] a handout, [WriteGuide] a guide, [WriteWorksheet] a
// worksheet, [WriteHandbook] a handbook and [WriteReflection] a reflection worksheet. Each is one file
// that contains its style sheet and its pictures. Unless a script is asked for, it has no scripts
// and requests nothing, and its Content-Security-Policy enforces that. [Policy] returns it for the
// header of a response. The markup is well-formed XML too.
//
// # Screens and paper
//
// A page follows the reader's choice of light or dark and fits narrow screens and paper. On narrow
// screens, the rows of a table become cards in which each number has its heading, and pictures that
// do not fit are replaced by their tables. On paper, tables and the largest differences have bars
// instead of separate pictures, the heat map is on one sheet unless it would not be legible there,
// and medians by group are in it. Guides and worksheets are made to be printed: each topic or domain
// begins on a new sheet. A handout takes one sheet of Letter or A4 paper, or two with progress or
// goals. Colors never carry meaning alone: stages have hatches or letters.
//
// A report for internal use has its warning at the top and, in browsers that print margin boxes,
// in the margin of each printed page.
//
// # Anchors
//
// The sections of a report have the names of their [report.Section] as ids. A domain has the id
// domain-DOMAIN and a competency competency-COMPETENCY, with the ids of the rubric, so that links to
// them stay valid.
//
// # Fragments
//
// With a [Fragment] in its options, a document is an article element for a page of your own. Its ids
// and classes have prefixes, its style sheet has rules for the inside of the article only, and its
// headings begin at a level of your choice. Colors and fonts are CSS variables; see [Style], which
// also has the hash of the style sheet for a Content-Security-Policy. A policy needs img-src data:
// only if the report has a logo. A fragment has no running warning and no margins for paper, because
// those belong to the page around it. It is as wide as the element around it, which must have a width
// of its own: the width cannot depend on the fragment.
//
// # The script
//
// With a ScriptURL in its options, a document loads the file of [Script] from there. It adds buttons to
// sort tables, to show and hide groups and to copy pictures. Everything else works without it.
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
