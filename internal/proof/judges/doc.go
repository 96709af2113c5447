// Package judges compares what the library computes by itself with libraries that others wrote
// for the same purpose. It has tests only:
//
//	go test .
//
// # Distributions
//
// The intervals and probabilities of package spectrum are computed again from their formulas with
// the distributions of gonum.org/v1/gonum/stat/distuv, over grids of levels, counts and degrees of
// freedom.
//
// # Facts
//
// The rules for plurals and the widths of texts are internal to package report. Its tests compare
// them with files of facts, report/testdata/plurals-judged.txt and
// report/internal/layout/testdata/widths.txt. The tests here compute these files from
// golang.org/x/text and github.com/rivo/uniseg, compare them and list where the library
// deliberately differs, with the reason. After a new version of a judge:
//
//	go test . -update
package judges
