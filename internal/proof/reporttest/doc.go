// Package reporttest makes what tests of reports need: small rubrics and tallies,
// the views of [Cases] that are awkward to lay out, and views full of hostile text
// (see [Dealer]). It is shared by the tests of package report and by the module
// internal/proof/rendered, which opens reports in a browser.
//
// Its functions take the test that they work for and end it when something fails.
package reporttest
