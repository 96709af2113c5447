// Package reporttest creates the inputs of report tests: small rubrics and tallies, views
// that are difficult to lay out ([Cases]), and views full of hostile text ([Dealer]). The
// tests of package report and the module internal/proof/rendered, which opens reports in a
// browser, share it.
//
// Its functions take a test and end it if something fails.
package reporttest
