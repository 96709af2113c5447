package disclose

import (
	"math/rand/v2"
	"testing"
)

// TestShownCounts counts the cells of random tables one by one.
func TestShownCounts(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	someHidden := false
	for range 200 {
		tree := randomTree(rng, 3)
		groups, rows := 1+rng.IntN(3), 1+rng.IntN(3)
		table := randomCounts(rng, tree, groups, rows).table(tree, nil)
		if rng.IntN(2) == 0 {
			table.Asks = randomAsks(rng, groups, rows)
		}
		p := Hide(table, Rule{MinRaters: 11, MinRated: 10, MinOutside: 1})
		// below adds the raters of the leaves of a node.
		var below func(v, g int) uint64
		below = func(v, g int) (n uint64) {
			if tree.Leaf(v) {
				return table.Raters(v, g)
			}
			for part, parent := range tree.Parent {
				if parent == v {
					n += below(part, g)
				}
			}
			return n
		}
		shown, cells := 0, 0
		for v := range tree.Parent {
			var all uint64
			for g := range groups {
				all += below(v, g)
			}
			for column := range groups + 1 {
				n := all
				if column != Everyone {
					n = below(v, column-1)
				}
				for row := range rows {
					if n == 0 || column != Everyone && !table.asks(column-1, row) {
						continue
					}
					cells++
					if !p.Hides(v, column, row) {
						shown++
					}
				}
			}
		}
		gotShown, gotCells := p.Shown()
		if gotShown != shown || gotCells != cells {
			t.Fatalf("%d of %d cells are shown, want %d of %d", gotShown, gotCells, shown, cells)
		}
		someHidden = someHidden || shown > 0 && shown < cells
	}
	if !someHidden {
		t.Error("no table shows some cells and hides others")
	}
}

// TestWidestRow has as many counts in a row as there can be. The last two are non-answers.
func TestWidestRow(t *testing.T) {
	tree, err := NewTree([]int{-1})
	if err != nil {
		t.Fatal(err)
	}
	row := make([]uint64, MaxWidth)
	row[0], row[MaxWidth-3], row[MaxWidth-1] = 4, 5, 1
	c := counts{{{row}}}
	table := c.table(tree, nil)
	table.Stages = MaxWidth - 2
	for _, tt := range []struct {
		rule   Rule
		hidden bool
	}{
		{Rule{MinRaters: 10, MinRated: 9, MinOutside: 5}, false},
		{Rule{MinRaters: 11, MinRated: 9, MinOutside: 5}, true},
		{Rule{MinRaters: 10, MinRated: 10, MinOutside: 5}, true},
		{Rule{MinRaters: 10, MinRated: 9, MinOutside: 6}, true},
	} {
		if got := Hide(table, tt.rule).Hides(0, 1, 0); got != tt.hidden {
			t.Errorf("%+v: hidden %t", tt.rule, got)
		}
	}
	if MaxWidth < 16+4 {
		t.Errorf("a row of sixteen stages and four non-answers does not fit in %d", MaxWidth)
	}
}
