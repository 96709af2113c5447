// Command office reads responses from Excel workbooks (.xlsx), NDJSON or CSV, and writes a report as
// documents, slides and a workbook:
//
//	go -C examples/office run . -out "$PWD/office" [flags] "$PWD/RESPONSES"...
//
// The command runs in its own directory, so paths begin with $PWD. The files are
//
//	report.docx   the report with pictures
//	handout.docx  the report in brief
//	guide.docx    the discussion guide, with lines to write on
//	handbook.docx the handbook of the rubric, with an index
//	narrative.docx and others of that name: drafts of texts to paste
//	report.pptx   slides, one finding on each, with notes for the speaker
//	results.xlsx  the results for people and the table for analysts (report/tidy) with its codebook
//
// -format docx,pptx,xlsx selects some of them. -baseline FILE compares with an earlier wave, whose
// report.json or responses it names. -comments FILE has comments that somebody has reviewed. -lang,
// -title, -organization, -date, -policy, -rubric, -overlay and -crosswalk are as in examples/assess.
//
// Documents and slides are made by pandoc, which has to be installed (the Debian package pandoc; 2.17
// was tested). Their styles are those of pandoc with the changes in reference.go. Pictures are PNG
// images with alternative texts that have all of their numbers, tables have headers, and what does
// not fit on a slide goes to another one. The same responses and flags give the same bytes with the
// same version of pandoc and -system-fonts=false. Building takes a C compiler, as examples/png does.
//
// In the workbook, numbers are numbers, hidden results are marked and gray, and no text is a formula.
//
// Without -out, the command writes one format of examples/assess to standard output, or the sheet of
// a workbook as CSV:
//
//	go -C examples/office run . [flags] "$PWD/FILE.xlsx"
//	go -C examples/office run . -csv "$PWD/FILE.xlsx" > sheet.csv
//
// It reads the sheet that -sheet names, otherwise the first visible one. Cells that are days
// are written as 2026-10-01, numbers as they were typed, without the digits that their
// format hides. All cells of a merged range get its value. Hidden rows are read and
// reported; -skip-hidden leaves them out. The reader, the mapping and the flags for sheets
// are those of examples/assess.
//
// A workbook may have 64 MiB, 128 MiB unpacked, parts that unpack to 200 times their size, and a
// sheet 200,000 rows, 4,096 columns and 4,000,000 cells; reading it may take a minute. The error of
// a workbook that exceeds a limit names the flag that raises it: -max-bytes, -max-unpacked,
// -max-ratio, -max-parts, -max-rows, -max-columns, -max-cells, -max-styles or -timeout.
//
// The tests open every file in LibreOffice; debian-packages has what they need. With the environment
// variable WAYMARK_PICTURES they write pictures of all pages to that directory.
package main
