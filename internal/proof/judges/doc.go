// Package judges compares what the library computes by itself with libraries that others wrote
// for the same purpose. It has tests only:
//
//	go test .
//
// # Distributions
//
// The intervals and probabilities of package spectrum are computed again from their formulas with
// the distributions of gonum.org/v1/gonum/stat/distuv, over grids of levels, counts and degrees of
// freedom, those of raters with several ratings with fractional ones.
//
// # Facts
//
// The rules for plurals, the numbers of reports and the widths of texts are internal to package
// report. The tests here compute files of facts from golang.org/x/text and github.com/rivo/uniseg:
// report/testdata/judged.txt and report/internal/layout/testdata/widths.txt. The tests there compare
// the code with the facts, and list where it deliberately differs, with the reason. After a new
// version of a judge:
//
//	go test . -update
package judges
