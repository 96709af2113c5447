// Package report writes what a published summary says for the people it is about:
// families, students, educators, boards.
//
// # One view, many renderers
//
// [Build] makes a [View], which is everything that a report says: each row, number,
// word and color class, in order. [View.WriteText], [View.WriteMarkdown],
// [View.WriteHTML] and [Picture.WriteSVG] lay it out and escape it; they decide
// nothing. [View.WriteJSON] and [View.WriteCSV] write the counts behind it for
// programs and spreadsheets. Thus all formats say the same, and a renderer of one's
// own needs no more than the view:
//
//	view, err := report.Build(published, nil)
//	err = view.WriteHTML(w)
//
// [Options] say what a report is called, what else is in it, what is left out, in
// which language it speaks, and how wide and colored text is; nil stands for the
// defaults. Text is for terminals and mail: 80 columns, without color. [ForTerminal]
// returns options that suit the terminal that a program runs in.
//
// The same summary and options give the same bytes, on every machine. Nothing in a
// report tells when it was made, unless Options.Date does.
//
// # Guide and worksheet
//
// Two more documents keep the same rules, each with text, Markdown and HTML that is
// made to be printed.
//
// [View.Guide] makes the discussion guide, the document that a team takes into a
// meeting about the report: how to use it, the strengths to start with, the growing
// edges and a plan to fill in. An edge has what people said in numbers of people, what
// the stage that it is at and the next one tell people, the rubric's descriptor where
// it has one, the two groups that see it most differently where that is among the
// biggest differences of view, and room to write. The edges are by domain, and each
// domain begins on paper of its own and has all its questions and those of its edges'
// stages, so that small groups can take one each. Without results, or where no growing
// edge stands out, the guide has the questions of every domain.
//
// [BuildWorksheet] makes a blank form of a rubric to rate on paper, a page or more for
// each domain: a row for each competency, a box for each stage with its descriptor
// where the rubric has one, boxes for not applicable, don't know and rather not say,
// and room for evidence and notes. A box that nobody marks is an answer left open.
//
//	err = view.Guide().WriteHTML(w)
//
//	worksheet, err := report.BuildWorksheet(r, nil)
//	err = worksheet.WriteHTML(w)
//
// # What is stable
//
// [View.WriteJSON] writes the summary/1 document, which is the one to read by
// program, and [View.WriteCSV] a table with a row for each count, whose columns
// [View.WriteCodebook] explains; columns may be added at the end, and those of
// change are there with Options.Progress only. The names of pictures are stable too.
// The wording and the layout of text, Markdown, HTML and SVG may change with any
// version, as may the words in a view; its fields may be added to.
//
// # What is shown
//
// The results of a report are those of an [assess.Published] and of an
// [assess.Progress] that is made of two, so that what the policy hides cannot get
// into it. A hidden value is a mark with a legend, whatever the reason, and says
// nothing of its size. Free text of raters is never in a report. Under a policy that
// hides nothing the head says so.
//
// # What a report has
//
// Options.Sections selects sections and Options.Constituencies groups, for two pages
// for a board or the view of some. Sections keep the order of every report. Some
// things are duties and are in all of them: the head with the sharing rule in plain
// words and the warning of a report for internal use, how to read it, and at the end
// the rubric's notice and sources. [View.Sections] lists what a report has, and
// renderers go by it.
//
// A selection of groups shows less and never more. It does not change what is
// hidden, nor what everyone says. No column, sentence or count of warnings is about
// a group that is not selected; what weighs all groups alike is left out then, as it
// could not say whom it weighs. CSV and JSON have all groups whatever is selected.
//
// Options.Logo puts a picture at the top of the page: PNG, JPEG, GIF or WebP as a
// data URI, up to 256 KiB and 4096 pixels a side. Its bytes must be what the type
// says. SVG is refused: it is a document that can hold scripts and refer to other
// places. Beside the organization's name the logo is decoration, which screen readers
// pass over; without it, LogoText is required.
//
// The methods are those of the measures that a report shows. Each says what it is,
// what it cannot say ([MethodDescription].Limits) and where it comes from.
//
// # Pictures
//
// View.Pictures are the pictures of a report, each with a title, a description of
// how to read it and a table of the same numbers:
//
//   - overview, where the rubric names groups: a heat map of the middle ratings of
//     everyone and of each group, for all competencies
//   - domain- with the id of a domain, for each: how the ratings of its competencies
//     spread, in bars around the middle of the spectrum
//   - differences, where the middle ratings of groups differ: shapes along the
//     spectrum, for the competencies on which they do
//   - progress, with Options.Progress: arrows from the middle ratings before to those
//     now
//
// A picture that would have nothing to show does not exist; without results there is
// none. What is hidden is on the picture as hidden.
//
// [View.WriteHTML] draws them in their sections. On narrow screens, where the picture
// of a domain has no room, its table has bars instead. [Picture.WriteSVG] writes a
// picture as a document of its own, to go into a letter or onto a slide:
//
//	for i := range view.Pictures {
//		p := &view.Pictures[i]
//		file, err := os.Create(p.Name + ".svg")
//		...
//		err = p.WriteSVG(file)
//	}
//
// The description that screen readers find in it has the table, a line for each row;
// [Picture.Table] has it for other uses.
//
// Color is never alone in saying something: stages have letters, hatches or a place,
// groups have shapes, and the colors of stages keep their order in gray. The letters
// of stages are the first of their titles where that tells them apart, else those of
// their words, else more letters of the titles, else ranks. The font is not known
// when a picture is written, so texts are measured with the widths of a wide one, and
// broken into lines where they would be too long. None is cut.
//
// # Change, agreements and goals
//
// Options.Progress adds what moved since an earlier wave. Everyone's ratings of each
// domain and competency are called higher or lower than before from a Cliff's delta
// of 0.147 on, and about the same below. That goes by all ratings, so the median may
// pass to another stage where they are about the same. Where fewer than ten rated
// one of the two times, the row says so. The largest moves are those of single
// groups, ten people or more of which rated both times. The two waves are taken for
// different people. The earlier one must be published under a policy that hides as
// much.
//
// What the crosswalk notes of a competency that was reworded, split or merged stands
// beside it.
//
// Options.Consensus adds what a team agreed on, beside the spread of the ratings and
// never counted with them. It is shown even where there are no results. What people
// wrote themselves (rationale, evidence, who) is shown where the policy's MinGroup
// is 1, and the head of text, Markdown and HTML then says that it holds people's own
// words. Under any other policy the stage and the date are all that is shown. JSON
// and CSV have nothing of it.
//
// Options.Targets adds how far it is to the goals, by a rule that the report names.
//
// Where each group counting the same would make another median, a line says which,
// with the groups that are counted if some are not.
//
// # What of a rubric is used
//
// By the keys of the rubric document:
//
//   - title, unless Options.Title is given, and then under it
//   - constituencies: the titles, as columns and, in sentences, as the names of groups
//     ("rated lower by Families than by Leaders"), so plural nouns read best
//   - spectrum: of each stage title, summary and messages, in the legend. Messages
//     are listed with commas between them, without a period at the end of one
//   - domains: code, title and summary. A rubric with one domain has no overview, and
//     its domain is not named again beside what stands out
//   - competencies: code, title and summary; of a growing edge also the descriptor
//     of the next stage above the lower one of its median that has one
//   - prompts and prompt_sets of the domain of a growing edge; prompts of the steps
//     that the stage of a growing edge lines up with, and the prompt_sets of that
//     stage or of those steps. Of each set the first four questions are shown and the
//     others counted, so that a meeting gets through them; a question stands there once.
//     The guide has them all (24 of a set at the most), each once in a domain
//   - definition, strands, the title and the alignment of reference_spectrum,
//     citation, notice, sources (title, publisher, url) and notes, at the end
//
// The worksheet uses title, constituencies, spectrum, domains, citation, notice and
// sources, and of competencies code, title, summary and all descriptors.
//
// Not used are belief, impact, date, introductions, prompt_sets of themes, lists and
// resources, the files of sources and, but in the worksheet, descriptors of other
// stages.
//
// # Languages
//
// A report speaks English and Spanish ([Languages]): the rubric's language, or that
// of Options.Language, and English where it has no words in it. The Spanish is written
// for families in California, with numbers as in the United States and in Mexico
// (1,128 and 0.33); Spain would write them otherwise. A region makes no difference:
// es-MX is Spanish.
//
// Any other language is a words/1 document, YAML or JSON: every sentence and label of
// a report by a key, how numbers, lists and dates are written, and the direction of
// the script. [WordsFile] returns the English one, whose comments tell a translator
// what each key is for. [LoadWords] reads it as strictly as a rubric and reports all
// that is missing, so that no report is half in another language:
//
//	words, err := report.LoadWords("vi.yaml", data)
//	view, err := report.Build(published, &report.Options{Words: words})
//
// Where words depend on a number they have the plural forms of the language, by the
// cardinal rules of Unicode CLDR for whole numbers: from other alone (Vietnamese,
// Chinese, Korean, Khmer, Hmong) to the six of Arabic. The rule goes by the language
// tag; a language that none is known for names one under plurals.
//
// Options.Date and the date of an agreement are written out in the language of the
// report (October 1, 2026; 1 de octubre de 2026) where they are a calendar day or a
// month, and stay as they are otherwise.
//
// The rubric's texts stay in their language, so a report in Spanish begins with
// a translation of the rubric:
//
//	overlay, err := cei.Overlay("2023.2", "es")
//	r, problems := cei.Latest().Localize(overlay)
//	summary, err := tally.Summarize(r, nil)
//
// Where the two differ, or a translation has gaps, each [TextPart] of a [TaggedText] knows its
// language, and the page marks it for screen readers. An unofficial translation is
// called that near the top of text, Markdown and HTML and in the codebook, in the
// words of its own notice where it has one.
//
// # How it is worded
//
// Numbers are counts of people or of ratings ("12 of 40"), never percentages:
// stages are ranks, and a percentage would be read as a score. Measures for analysts
// (Krippendorff's alpha, percent agreement) are in the methods, intervals in the CSV.
//
// The middle rating is the median, which is two stages when it falls between them.
//
// Agreement is van der Eijk's A in words: strong from 0.5, moderate from 0.2, mixed
// from 0, split below. No source gives words for A. Its fixed points are 1 for one
// stage, 0 for an even spread over all and -1 for two camps at the ends; 0.5 is half
// of the way from even to one. On four stages, half of the ratings on each of two
// neighbors have 0.67, a third on each of three 0.33. From fewer than three ratings,
// which agree too easily, no word is drawn.
//
// Groups are compared by Cliff's delta, with the sizes of Romano and others (2006):
// below 0.147 close, below 0.33 somewhat apart, below 0.474 apart, else far apart.
// Two groups are compared where ten people or more of each rated the same
// competency; for a domain, where ten or more of each rated at least one of its
// competencies. Of the pairs that differ on a competency, the biggest differences of
// view name the one that differs most.
//
// # Strengths and growing edges
//
// Up to five competencies are strengths and up to five growing edges, by a rule
// that uses order only. It looks at the competencies that as many people rated as
// the policy requires of a group, and orders them by
//
//  1. the median, its lower stage first and then its higher,
//  2. the share of ratings at or above the upper half of the stages (of four, the
//     third; the middle one of an odd number is not in it),
//  3. the shares at or above each stage, from the highest down,
//  4. the rubric's order.
//
// The first are the strengths, at most a third of all (one of two); the last are the
// growing edges, as many. Where the two lists would meet in competencies that are equal
// in all but the rubric's order, those are in neither. A competency whose median is the lowest
// stage is no strength, and one whose median is the highest stage no growing edge.
// Where that leaves nothing, the report says so in a sentence.
//
// # Text from outside
//
// Titles and all other texts may come from anywhere. Build replaces what could
// command a terminal or reorder the line (control characters, bidirectional
// overrides) and each renderer escapes for its format, so no text becomes markup,
// script or an escape sequence.
//
// The HTML page is one file without scripts that requests nothing, and has a
// Content-Security-Policy that says so. It follows the reader's choice of light or
// dark and is laid out for small screens and for paper. Printed, a report for internal
// use has its warning in the margin of each page, in browsers that print margin boxes.
// A picture on its own runs and requests nothing either; it is always light.
package report
