// Package disclose decides which results of a hierarchy must not be shown. It knows a
// tree of nodes and tables of integers, and no rubric.
//
// # What is published
//
// A leaf of the tree is a part, such as a school. Each part has some groups of raters,
// and each group has counts for some rows: how many raters gave which answer. Every
// node of the tree publishes a cell for each of its groups and one for everyone, on each
// row, and the numbers of raters in the same way. The cell of a group at a node is the
// sum of the cells of its parts. The cell for everyone is the sum over groups.
//
// # Method
//
// For each row the cells of the parts are divided into blocks. A block is one cell that
// is shown, or several hidden cells of which only the sum can be worked out. A cell of
// any level is shown only if it is a union of blocks. All figures that anybody can add
// and subtract from what is shown are therefore sums of blocks. This does not depend on
// the shape of the tree, and it remains true if all sums of blocks are known.
//
// The blocks are made from the parts upwards, one group at a time. A cell that must not
// be shown is pooled with cells of the same group in other parts of the same parent. If
// these do not suffice, the parent is hidden too and pooled one level up. At the root,
// groups that are still hidden are pooled with each other. The cell for everyone at a
// node is shown only if no block crosses the border of the node.
//
// # Why not another method
//
// Programs for official statistics (the hypercube method of GHMITER, and the modular
// and optimal methods of tau-ARGUS) choose hidden cells such that each is a corner of a
// rectangle of hidden cells, and show all the sums of its rows and columns. They hide
// less. They protect tables of magnitudes against being estimated closely. Here
// the counts are small and a sum is often zero: if no leader of a district chose a stage,
// then each school's hidden cells show exactly how many others chose it. Such a table is
// safe only if every count has been audited by solving linear programs, row by row and
// stage by stage, and what fails has to be hidden after all. A division into blocks
// needs no audit because the sums that are known do not overlap.
//
// # Sizes
//
// Cells that are too small are hidden first. Others are added to them in a fixed order,
// which does not depend on sizes, until the block is large enough: the last group of a
// node first, and the first part of a parent first. With the minimum m, a block of k
// cells that have n raters together is large enough if k >= 2, n >= m+k-1, and one of the
// following. (The caller asks for one rater more than its policy's minimum, so that m-1 is
// that minimum.)
//
//   - the cell to add first is in the block, or
//   - n-k <= (m-2)(k-1).
//
// No cell of a block is empty, so that the documents leave each n-k+1 >= m sizes. A reader
// who knows this rule too cannot narrow a size at one node to fewer than m-1. Proof: let
// one cell of the block have any size a from 1 to m-1. In the first case let all others
// have one rater and the cell to add first the rest. If the rest is m or more, the
// others alone are too few to be a block, so that the first cell is added. If it is less,
// all cells of the block are too small. Both give the same block, and the cell to add
// first has m-1 sizes itself. In the second case, distribute the n-a raters over the
// other cells such that each has fewer than m, which is possible because n-k <= (m-2)(k-1).
// All cells are then too small and the block is the same.
//
// In a tree of one node, a block with the cell to add first is large enough at n >= m+k-2. Any
// other cell has any size a from 1 to m-1, as in the first case: the others alone have at
// the most m+k-3 raters, and k-1 cells without the first need m+k-2. For the cell to add
// first, let the others have from k-1 to m+k-3 raters together, which are m-1 numbers, with
// each of them too small. They are no block by themselves, so that the cell is added if it is not too
// small itself.
//
// Blocks above the lowest level are treated alike, but a cell that is added to one of
// these is known to have m raters, because the cells beside it are shown. With j such cells
// the block is large enough if n >= (j+1)m+k-j-2. For trees there is no proof; the tests
// run the rule on all distributions of small trees and find no size with fewer than
// m-1 candidates.
//
// # Rows
//
// On a row a cell needs as many ratings as the minimum, unless it has none, and must not be
// unanimous. A block needs the same. Cells whose size is hidden are hidden on all rows. The
// blocks of a row contain those of the sizes. Which rows a cell is hidden on depends on its
// answers: a reader who knows the rule learns from it that one of the hidden cells of the
// row has too few ratings or is unanimous.
//
// # Groups that are not asked
//
// A row can be asked of some groups only. Which ones is known, so that a group that is not
// asked has no cell on the row, neither a shown nor a hidden one, and is in no block. The
// total of such a row is that of the groups that are asked. The number of raters in it is a
// sum of sizes that the totals of other rows do not have. Therefore a row whose total would
// contain a part of a block of sizes does not show its total at any node that has a hidden
// cell. Blocks of sizes below the root have cells of one group, of which a row asks all or
// none. What is left is the block of several groups at the root, and merged groups. All other
// totals of rows contain complete blocks of sizes.
package disclose
