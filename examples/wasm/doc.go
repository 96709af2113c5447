// Command wasm writes a web page that checks responses and shows their report by itself: the
// library runs in the browser, compiled to WebAssembly. No file leaves the computer.
//
//	go -C examples/wasm run . -out DIR
//
// The page is one file, index.html. It works on any host for static pages, and from a disk by
// opening it. It reads what package assess reads (NDJSON, JSON, spreadsheets as CSV) in English
// and Spanish, for the embedded editions of the CEI rubric.
//
// The Content-Security-Policy of the page allows its own script and style sheet by their digests,
// WebAssembly, the style sheet of reports, and nothing else: no request to anywhere. The
// report is in a sandboxed frame without scripts. A worker reads, so that the page answers
// while a long file is read.
//
// The program is in three parts: engine reads a file and makes the report, browser is the
// binding to JavaScript, and site is the page. It prints the sizes of what it has written.
package main
