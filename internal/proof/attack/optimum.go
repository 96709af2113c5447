package main

import (
	"fmt"
	"io"
	"math/bits"
	"math/rand/v2"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// shape is a tree that is small enough to try all choices of shown cells.
type shape struct {
	name   string
	parent []int
	groups int
}

var shapes = []shape{
	{"one node, three groups", []int{-1}, 3},
	{"three parts, one group", []int{3, 3, 3, -1}, 1},
	{"two parts, two groups", []int{2, 2, -1}, 2},
	{"three levels, one group", []int{3, 2, 3, -1}, 1},
}

// optimumMin is the minimum of the policy on small trees.
const optimumMin = assess.LeastMinGroup

// optimumCases is how many trees of each shape the tables of the README are of.
const optimumCases = 100

// compared is how many cells of some trees different ways of hiding show.
type compared struct {
	name                              string
	cases, cells                      int
	former, apart, together, best     int
	formerUnsafe, apartUnsafe, unsafe int
}

// atoms is a small tree with the counts of its leaves, by leaf and group: of each stage, and of
// no answer.
type atoms struct {
	forest *forest
	shape
	cells  [][2]int // node and group, -1 for everyone
	masks  []int    // for each cell, the atoms that it is the sum of, as bits
	counts [][]int
	sizes  bool // whether the numbers of raters are compared, or the counts of a row
	tables [][][]int
}

// newAtoms returns a random tree. The groups of a row are all large enough to be shown.
func newAtoms(rng *rand.Rand, sh shape, sizes bool) (*atoms, error) {
	r, err := rowRubric(sh.groups)
	if err != nil {
		return nil, err
	}
	a := &atoms{shape: sh, sizes: sizes, forest: &forest{rubric: r, parent: sh.parent}}
	f := a.forest
	for v := range sh.parent {
		f.nodes = append(f.nodes, &community{rubric: r})
		f.leaf = append(f.leaf, !slices.Contains(sh.parent, v))
		for g := range r.Constituencies() {
			f.nodes[v].groups = append(f.nodes[v].groups, g.ID)
		}
	}
	for v, c := range f.nodes {
		if !f.leaf[v] {
			continue
		}
		for g := range c.groups {
			n, counts := rng.IntN(2*optimumMin+1), make([]int, 3)
			if !sizes {
				n = optimumMin + 1 + rng.IntN(3)
			}
			same := rng.IntN(3)
			for range n {
				answer := []int{0, 1, 2}[rng.IntN(3)]
				if rng.IntN(2) == 0 {
					answer = same
				}
				counts[answer]++
				c.raters = append(c.raters, rater{g, []int{answer}})
			}
			a.counts = append(a.counts, counts)
		}
	}
	f.addUp()
	a.addCells()
	return a, nil
}

// rowRubric returns a rubric of one competency on two stages.
func rowRubric(groups int) (*rubric.Rubric, error) {
	text := func(s string) rubric.TextEntry { return rubric.TextEntry{Text: s} }
	d := rubric.EditionDocument{ID: "row", Edition: "1", Title: text("Row"), Language: "en", Spectrum: rubric.SpectrumEntry{
		ID: "stages", Stages: []rubric.StageEntry{{ID: "stage-1", Title: text("Stage 1")}, {ID: "stage-2", Title: text("Stage 2")}},
	}}
	for i := range groups {
		d.Constituencies = append(d.Constituencies, rubric.ConstituencyEntry{ID: fmt.Sprint("group-", i+1), Title: text(fmt.Sprint("Group ", i+1))})
	}
	d.Domains = []rubric.DomainEntry{{ID: "domain", Title: text("Domain"), Competencies: []rubric.CompetencyEntry{{ID: "competency", Title: text("Competency")}}}}
	return rubric.New(d)
}

func (a *atoms) addCells() {
	for v := range a.parent {
		for g := -1; g < a.groups; g++ {
			mask, atom := 0, 0
			for leaf := range a.parent {
				if !a.forest.leaf[leaf] {
					continue
				}
				for group := range a.groups {
					if a.forest.within(leaf, v) && (g < 0 || g == group) {
						mask |= 1 << atom
					}
					atom++
				}
			}
			if a.groups > 1 || g < 0 { // one group is everyone
				a.cells = append(a.cells, [2]int{v, g})
				a.masks = append(a.masks, mask)
			}
		}
	}
	a.tables = [][][]int{nil}
	for _, counts := range a.counts {
		var next [][][]int
		for _, table := range a.tables {
			for _, c := range a.candidates(counts) {
				next = append(next, append(slices.Clip(table), c))
			}
		}
		a.tables = next
	}
}

// candidates returns the counts that a cell may have for all that one knows before.
func (a *atoms) candidates(counts []int) [][]int {
	n := counts[0] + counts[1] + counts[2]
	var all [][]int
	if a.sizes {
		for n := range 2*optimumMin + 3 {
			all = append(all, []int{n})
		}
		return all
	}
	for i := range n + 1 {
		for j := range n - i + 1 {
			all = append(all, []int{i, j, n - i - j})
		}
	}
	return all
}

// truth is the counts as the tables have them.
func (a *atoms) truth() [][]int {
	if !a.sizes {
		return a.counts
	}
	var sizes [][]int
	for _, c := range a.counts {
		sizes = append(sizes, []int{c[0] + c[1] + c[2]})
	}
	return sizes
}

// sum adds up the atoms of a mask. The result can be compared.
func sum(mask int, table [][]int) [3]int {
	var total [3]int
	for i, counts := range table {
		if mask>>i&1 == 1 {
			for k, n := range counts {
				total[k] += n
			}
		}
	}
	return total
}

// weak reports whether a sum must not be known.
func (a *atoms) weak(s [3]int) bool {
	if a.sizes {
		return s[0] > 0 && s[0] < optimumMin
	}
	rated := s[0] + s[1]
	return rated > 0 && (rated < optimumMin || s[0]+s[1]+s[2] == max(s[0], s[1], s[2]))
}

// safe reports whether a choice of cells may be shown: nothing weak is certain, no hidden count
// above zero is, and each hidden size has as many candidates as the minimum. Nothing is assumed
// about what a reader knows of the way the choice was made.
func (a *atoms) safe(choice int) bool {
	truth := a.truth()
	visible := 0
	var shown []int
	for i, mask := range a.masks {
		if choice>>i&1 == 0 {
			continue
		}
		if a.weak(sum(mask, truth)) {
			return false
		}
		shown = append(shown, mask)
		if bits.OnesCount(uint(mask)) == 1 {
			visible |= mask
		}
	}
	sets := 1 << len(truth)
	values := make([]map[[3]int]bool, sets)
	for set := range values {
		values[set] = make(map[[3]int]bool)
	}
	for _, table := range a.tables {
		if slices.ContainsFunc(shown, func(mask int) bool { return sum(mask, table) != sum(mask, truth) }) {
			continue
		}
		for set := 1; set < sets; set++ {
			values[set][sum(set, table)] = true
		}
	}
	for set := 1; set < sets; set++ {
		s := sum(set, truth)
		if a.weak(s) && len(values[set]) < 2 {
			return false
		}
		if bits.OnesCount(uint(set)) > 1 || set&visible != 0 || s == [3]int{} {
			continue
		}
		if a.sizes && len(values[set]) < optimumMin || !a.sizes && certain(values[set], s) {
			return false
		}
	}
	return true
}

// certain reports whether a count above zero is the same in all that is possible.
func certain(possible map[[3]int]bool, truth [3]int) bool {
	for k, n := range truth {
		same := n > 0
		for p := range possible {
			same = same && p[k] == n
		}
		if same {
			return true
		}
	}
	return false
}

// choice returns what documents show.
func (a *atoms) choice(docs []*document) int {
	shown := 0
	for i, at := range a.cells {
		d, r := docs[at[0]], docs[at[0]].Domains[0].Competencies[0]
		n, c := d.Raters.All, r.All
		if at[1] >= 0 {
			n, c = d.Raters.By[d.groups()[at[1]]], r.By[d.groups()[at[1]]]
		}
		if a.sizes && !n.hidden || !a.sizes && !c.Hidden {
			shown |= 1 << i
		}
	}
	return shown
}

// best returns the most cells that a safe choice shows, no fewer than some.
func (a *atoms) best(least int) int {
	for n := len(a.cells); n > least; n-- {
		for choice := range 1 << len(a.cells) {
			if bits.OnesCount(uint(choice)) == n && a.safe(choice) {
				return n
			}
		}
	}
	return least
}

// compare counts what is shown of one tree in each way.
func (c *compared) compare(rng *rand.Rand, sh shape, sizes bool) error {
	a, err := newAtoms(rng, sh, sizes)
	if err != nil {
		return err
	}
	policy := assess.Policy{MinGroup: optimumMin}
	_, together, err := a.forest.publish(policy, nil)
	if err != nil {
		return err
	}
	former, err := a.forest.former(optimumMin)
	if err != nil {
		return err
	}
	var apart []*document
	for _, node := range a.forest.nodes {
		w, err := node.wave(policy)
		if err != nil {
			return err
		}
		apart = append(apart, w.doc)
	}
	c.cases++
	c.cells += len(a.cells)
	for _, way := range []struct {
		docs          []*document
		shown, unsafe *int
	}{{former, &c.former, &c.formerUnsafe}, {apart, &c.apart, &c.apartUnsafe}, {together, &c.together, &c.unsafe}} {
		choice := a.choice(way.docs)
		*way.shown += bits.OnesCount(uint(choice))
		if !a.safe(choice) {
			*way.unsafe++
		}
	}
	c.best += a.best(bits.OnesCount(uint(a.choice(together))))
	return nil
}

// runOptimum compares ways of hiding on so many trees of each shape.
func runOptimum(cases int, seed uint64) ([]compared, error) {
	var all []compared
	for _, sizes := range []bool{true, false} {
		for _, sh := range shapes {
			c := compared{name: "numbers of raters: " + sh.name}
			if !sizes {
				c.name = "rows: " + sh.name
			}
			if !sizes && len(sh.parent)*sh.groups > 4 {
				continue // too many tables
			}
			rng := rand.New(rand.NewPCG(seed, 5))
			for range cases {
				if err := c.compare(rng, sh, sizes); err != nil {
					return nil, err
				}
			}
			all = append(all, c)
		}
	}
	return all, nil
}

// writeOptimum prints the table of the README.
func writeOptimum(w io.Writer, all []compared) {
	fmt.Fprintf(w, "\n| cells of small trees, minimum %d | cases | cells | node by node, former rule | of these unsafe | node by node | of these unsafe | together | unsafe | best choice |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n", optimumMin)
	for _, c := range all {
		share := func(n int) string { return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(c.cells)) }
		fmt.Fprintf(w, "| %s | %d | %d | %s | %d | %s | %d | %s | %d | %s |\n", c.name, c.cases, c.cells, share(c.former), c.formerUnsafe, share(c.apart), c.apartUnsafe, share(c.together), c.unsafe, share(c.best))
	}
}
