// Package rendered tests what reports look like to other programs: to a browser,
// to the accessibility checker axe-core in it, and to a Markdown parser.
//
//	npm ci
//	go test ./...
//	go test -long -timeout 30m . # all hostile texts and all lengths of titles, not a sample
//
// The tests need Chromium. They run one browser for all pages, without a network:
// a local server provides the pages, and any other request of a page fails the test.
//
// To test a new kind of document, add a line to the table of documents.
package rendered
