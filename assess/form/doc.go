// Package form creates forms from a rubric, for tools that people already use to collect
// answers, and reads what these tools export.
//
//	SurveyJS    form JSON, with translations     SurveyJSAnswers reads results, as JSON or NDJSON
//	XLSForm     KoboToolbox, ODK and others      XLSFormAnswers tells assess.CSV how to read exports
//	EmptySheet  headers for a spreadsheet        assess.CSV reads it
//	CASE        the rubric as 1EdTech CASE 1.1   nothing to read: it has no answers
//	CASEPackage the same as a package            author.ReadCASE reads the rubric back
//
// Forms for react-jsonschema-form come from assess/schema (Response and UI).
//
// # Losses
//
// No format can represent a complete rubric, so every form has a list of losses. An [Omission] has
// a stable reason, the affected texts or fields, and a note. Every text of the rubric is
// either in the form or among the losses. Losses are not errors: the person who collects the
// answers decides whether one matters.
//
// # Paragraphs and lists
//
// Texts in forms have a line for each paragraph and list item, with an empty line between
// paragraphs. SurveyJS shows the lines, and HTML paragraphs and lists where the form has HTML
// (questions and the notice). Tools for XLSForms show the lines, and some show the lists as
// lists. A list of questions cannot contain lists there, so a question is on one line. CASE has
// the lines.
//
// # Drafts
//
// No form asks whether a response is a draft, because the tools save unfinished answers in
// their own ways. [SurveyJSAnswers] reads a result with draft: true as a draft: a program
// that saves the data of a survey before it is complete adds it. What XLSForm tools export,
// and sheets, are finished responses only. CASE has no answers.
//
// # Languages
//
// A form is in the language of the rubric and of the localized rubrics in
// [Options].Translations. Words that are not part of the rubric (such as "I don't know") are
// available in English and Spanish. In other languages they are in English, and a loss
// reports it.
//
// # A web form
//
// To publish a page on which people answer:
//
//  1. In examples/webform, npm ci fetches what the page is made of, in the versions
//     that package-lock.json names.
//  2. npm run build makes the page in dist, in English and Spanish. For a custom
//     rubric: go run . -rubric FILE -out DIR, then node build.mjs DIR.
//  3. Put dist on any web server. The page asks no other server for anything and
//     sends nothing: people download their response as a file.
//  4. Back in the root, go run ./examples/check FILE... checks the files, and go run
//     ./examples/assess FILE... makes the report. Give both -rubric FILE for a custom
//     rubric.
//
// The tests of examples/webform take these steps in a browser, by keyboard alone.
//
// # A Kobo form
//
// To collect responses with KoboToolbox or ODK:
//
//  1. In examples/xlsform, go run . -lang es -out cei.xlsx writes the workbook and
//     reports its losses.
//
//  2. In KoboToolbox, choose New, Upload an XLSForm, then Deploy.
//
//  3. Once people have answered, export: CSV, values and headers as XML names (or as
//     labels), groups in headers or not.
//
//  4. Read the export with [XLSFormAnswers]:
//
//     opt, err := form.XLSFormAnswers(r, nil)
//     for p, err := range assess.CSV(r, "export.csv", file, &assess.ReadOptions{CSV: opt}) { ... }
//
// The first step runs in the tests of examples/xlsform. The last runs in the tests
// of this package, on exports in the shapes that KoboToolbox and ODK Central write.
//
// # Google Forms and Sheets
//
// Put the headers that [EmptySheet] writes into the first row of a sheet, or name the
// questions of a form like them; assess.CSV reads what is downloaded as CSV.
//
// Nil and zero rubrics and readers are rejected by the rule of package spectrum.
package form
