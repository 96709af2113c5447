// Package rendered tests what reports look like to other programs: to a browser,
// to the accessibility checker axe-core in it, and to a Markdown parser.
//
//	npm ci
//	go test ./...
//
// The tests need Chromium. They run one browser for all pages, without a network:
// a server on this machine hands out the pages, and whatever else a page asks for
// fails the test.
//
// A new kind of document is one more line in the table of documents.
package rendered
