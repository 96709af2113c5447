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
// With the minimum m, a block of k hidden cells that have n raters together is large
// enough if
//
//	k >= 2 and n >= m+k-1 and (n <= (m-1)(k-1)+1 or n >= 2m+k-3 and it has the first cell)
//
// No cell of a block is empty, so each has one of n-k+1 >= m sizes. Cells are added in
// a fixed order, which does not depend on their sizes, until the block is large enough.
// The first cell is the first in this order.
//
// A reader who knows this rule and has the document of one node, or of one level,
// cannot narrow a size to fewer than m-1 candidates. Proof: in the first
// case any distribution of n in which all cells are below the minimum gives the same
// outcome, and each cell takes all sizes from 1 to m-1 in one of them. In the second case
// let the first cell have at least m raters, one other cell any size from 1 to m-1, and
// the rest one each. The block is not large enough without the first cell, which is
// therefore added; the first cell itself then takes m-1 sizes or more.
package disclose
