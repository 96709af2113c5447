// Command assess reads responses and writes a report.
//
//	go run ./examples/assess [flags] RESPONSES...
//
// With -out, the formats text, Markdown and HTML also get the guide for a meeting about the report
// and the handout of one page, and text and Markdown get drafts of texts to paste (narrative).
//
// -wording says how much of the rubric's wording a report repeats. -bom begins CSV files with a byte order
// mark, which Excel needs to read accented letters.
//
// The organization and the date at the top come from the responses if all have the same
// organization, or a date each: a day, a month or the first and the last month. -title,
// -organization, -date and -logo set them, -sections and -groups select what is shown. -address says in
// the handout where the complete report is.
//
// If the rubric asks background questions, -background QUESTION writes a report for each answer to one,
// in a directory below -out, beside the report on everyone.
//
// What moved since an earlier wave, on the samples:
//
//	go run ./examples/assess -baseline testdata/district-2023.2-2025.ndjson testdata/district-2023.2.ndjson
//
// What raters wrote is in no output unless somebody has cleared it. -comments-out writes it to a
// file for review, with nothing about who wrote it; -comments reads the reviewed file:
//
//	go run ./examples/assess -comments-out comments.csv RESPONSES...
//	go run ./examples/assess -policy internal -comments comments.csv RESPONSES...
//
// Each file is NDJSON, a JSON array or a spreadsheet (CSV), plain or gzip; - is
// standard input. All cores read, and where standard error is a terminal it shows how
// far they have come. Records that are not valid responses are reported on standard error
// and left out, and then the exit status is 1. It is 2 if the report could not be made,
// and 3 if the inputs have no responses.
//
// What was ignored, left out or not counted in a sheet is reported on standard error too.
// For a sheet whose columns are not clear, check proposes a mapping:
//
//	go run ./examples/check -propose FILE.csv > mapping.yaml
//	go run ./examples/assess -mapping mapping.yaml FILE.csv
//
// A rubric of one's own is named with -rubric FILE, its translations with -overlay FILE. To
// compare with a wave of an earlier edition, name the later edition first, then the earlier
// one, and the crosswalk between them:
//
//	go run ./examples/assess -rubric new.yaml -rubric old.yaml -crosswalk crosswalk.yaml \
//		-baseline old.ndjson new.ndjson
//
// The flags -column, -ignore, -constituency, -word, -ranks, -date-layout, -encoding, -skip, -fill
// and -keep replace a mapping in common cases. sheets.md has the commands for files of each known
// tool.
package main
