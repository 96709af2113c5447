package disclose

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestNothingFollowsOfTotals compares all numbers of raters that can be worked out of the
// sizes and of the totals of the rows together, which are asked of some groups each, with
// the blocks of sizes.
func TestNothingFollowsOfTotals(t *testing.T) {
	rule := Rule{MinRaters: 10, MinRated: 10, MinOutside: 1}
	totals, sizes := 0, 0
	for seed := range uint64(600) {
		rng := rand.New(rand.NewPCG(seed, 2))
		tree := randomTree(rng, 1+rng.IntN(4))
		groups := 2 + rng.IntN(4)
		c := randomCounts(rng, tree, groups, 4)
		var merged []bool
		if groups > 2 && rng.IntN(3) == 0 {
			merged = make([]bool, groups)
			merged[0], merged[groups-1] = true, true
		}
		table := c.table(tree, merged)
		table.Asks = randomAsks(rng, groups, 4)
		p := Hide(table, rule)
		name := fmt.Sprintf("seed %d", seed)
		restricted, ofTotals := checkTotals(t, name, p, rule)
		sizes, totals = sizes+restricted, totals+ofTotals
		for row := range table.Rows {
			for block, pool := range p.Blocks(table) {
				if block.Row == row && pool.Rated > 0 && (pool.Rated < rule.MinRated || pool.outside() < rule.MinOutside) {
					t.Errorf("%s row %d: block %+v has %d ratings, %d others", name, row, block, pool.Rated, pool.outside())
				}
			}
		}
	}
	if sizes < 1000 || totals < 1000 {
		t.Errorf("%d sizes and %d totals of rows are shown", sizes, totals)
	}
	t.Logf("%d sizes and %d totals of rows are shown", sizes, totals)
}

// randomAsks returns whom each row asks, at least one group.
func randomAsks(rng *rand.Rand, groups, rows int) func(group, row int) bool {
	asks := make([][]bool, rows)
	for i := range asks {
		asks[i] = make([]bool, groups)
		for g := range groups {
			asks[i][g] = rng.IntN(3) > 0
		}
		asks[i][rng.IntN(groups)] = true
	}
	return func(group, row int) bool { return asks[row][group] }
}

// checkTotals returns how many sizes and how many totals of rows are shown. The figures are
// vectors over the cells of the leaves.
func checkTotals(t *testing.T, name string, p *Pattern, rule Rule) (sizes, totals int) {
	t.Helper()
	table, tree := p.table, p.table.Tree
	indicator := func(v, column, row int) []int {
		x := make([]int, len(tree.Parent)*table.Groups)
		for leaf := range tree.Parent {
			under := leaf
			for under >= 0 && under < v {
				under = tree.Parent[under]
			}
			for group := range table.Groups {
				if tree.Leaf(leaf) && under == v && (column == Everyone || column == group+1) && table.asks(group, row) && table.Raters(leaf, group) > 0 {
					x[leaf*table.Groups+group] = 1
				}
			}
		}
		return x
	}
	var known span
	for v := range tree.Parent {
		for column := range table.Groups + 1 {
			if !p.HidesSize(v, column) {
				known.add(indicator(v, column, raters))
				sizes++
			}
			for row := range table.Rows {
				if column != Everyone && !table.asks(column-1, row) || p.Hides(v, column, row) {
					continue
				}
				known.add(indicator(v, column, row))
				totals++
			}
		}
	}
	blocks := 0
	for block, pool := range p.Blocks(table) {
		if block.Row != raters || pool.Cells == 0 {
			continue
		}
		blocks++
		if pool.Raters < rule.MinRaters {
			t.Errorf("%s: block %+v has %d raters", name, block, pool.Raters)
		}
	}
	if len(known.rows) > blocks {
		t.Errorf("%s: %d independent sizes are known of %d blocks", name, len(known.rows), blocks)
	}
	return sizes, totals
}

// TestTotalOfSome hides the total of a row that would give the size of a hidden group.
func TestTotalOfSome(t *testing.T) {
	tree, err := NewTree([]int{-1})
	if err != nil {
		t.Fatal(err)
	}
	even := func(n uint64) [][]uint64 {
		one := []uint64{n / 2, n - n/2, 0, 0}
		return [][]uint64{one, one, one, one}
	}
	// The second group has too few raters, so that the size of the last one is hidden too.
	c := counts{{even(40), even(5), even(30), even(20)}}
	table := c.table(tree, nil)
	asked := [][]bool{{true, true, true, true}, {true, true, false, false}, {true, false, true, false}, {false, true, false, true}}
	table.Asks = func(group, row int) bool { return asked[row][group] }
	p := Hide(table, Rule{10, 10, 1})
	for row, want := range []string{
		"all shown, 1 shown, 2 hidden, 3 shown, 4 hidden",
		"all hidden, 1 shown, 2 hidden, 3 not asked, 4 not asked", // all less 1 are 2
		"all shown, 1 shown, 2 not asked, 3 shown, 4 not asked",
		"all shown, 1 not asked, 2 hidden, 3 not asked, 4 hidden", // together they are known
	} {
		got := ""
		for column, name := range []string{"all", ", 1", ", 2", ", 3", ", 4"} {
			state := " shown"
			switch {
			case column > 0 && !asked[row][column-1]:
				state = " not asked"
			case p.Hides(0, column, row):
				state = " hidden"
			}
			got += name + state
		}
		if got != want {
			t.Errorf("row %d: %s, want %s", row, got, want)
		}
	}
}
