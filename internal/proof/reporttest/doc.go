// Package reporttest provides what the tests of reports and of their renderers share: small rubrics and
// tallies, the views of [Cases] that are difficult to lay out, views full of hostile text (see
// [Dealer]), a pseudo-language ([PseudoView]), and golden files ([Golden]).
//
// Its functions take the test that they work for and end it when something fails. The package
// registers the flag -update, which writes the golden files.
package reporttest
