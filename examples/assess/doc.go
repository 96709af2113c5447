// Command assess reads responses and writes a report.
//
//	go run ./examples/assess [flags] RESPONSES...
//
// With -out, the guide for a meeting about the report is written beside it, where the
// format is text, Markdown or HTML.
//
// Each file is NDJSON, a JSON array or a spreadsheet (CSV), plain or gzip; - is
// standard input. All cores read, and where standard error is a terminal it shows how
// far they have come. Records that are no valid response are reported on standard error
// and left out, and then the exit status is 1. It is 2 when the report could not be
// made.
package main
