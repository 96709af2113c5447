package main

import (
	"fmt"
	"io"
)

// write prints the tables of the README.
func (t *totals) write(w io.Writer) {
	fmt.Fprintf(w, "| | Waymark | group-size hiding alone |\n|---|---:|---:|\n")
	for _, r := range []struct {
		name        string
		kept, exact any
	}{
		{"published documents", t.kept.documents, t.exact.documents},
		{"of these, that hide something and show something", t.kept.withHidden, t.exact.withHidden},
		{"of these, that hide everything", t.kept.everything, t.exact.everything},
		{"cells", t.kept.cells.cells, t.exact.cells.cells},
		{"hidden cells", t.kept.cells.hidden, t.exact.cells.hidden},
		{"**(a)** hidden counts above zero worked out", t.kept.a, t.exact.a},
		{"**(b)** hidden groups with fewer possible sizes than the minimum", t.kept.b, t.exact.b},
		{"**(c)** sets of hidden groups under the minimum with a figure worked out", t.kept.c, t.exact.c},
		{"**(d)** rows that show fewer ratings than the minimum, or unanimous raters", t.kept.d, t.exact.d},
		{"documents broken with (a), (b) or (c)", t.kept.broken, t.exact.broken},
	} {
		fmt.Fprintf(w, "| %s | %v | %v |\n", r.name, r.kept, r.exact)
	}
	fmt.Fprintf(w, "\nCells hidden in the first waves:\n\n")
	fmt.Fprintf(w, "| community | Waymark | group-size hiding alone | every group when one is small |\n|---|---:|---:|---:|\n")
	var all [3]share
	for k, s := range t.shares {
		fmt.Fprintf(w, "| %s | %s | %s | %s |\n", kinds[k].name, s[0], s[1], s[2])
		for i := range all {
			all[i].add(s[i])
		}
	}
	fmt.Fprintf(w, "| all | %s | %s | %s |\n", all[0], all[1], all[2])
	fmt.Fprintf(w, "\nAttackers who know more:\n\n| the attacker | attacked | affected | sizes narrowed | sizes exact |\n|---|---:|---:|---:|---:|\n")
	fmt.Fprintf(w, "| runs the library's rule on every possible set of sizes | %d | %d | %d | %d |\n", t.readers.documents, t.readers.affected, t.readers.narrow, t.readers.exact)
	fmt.Fprintf(w, "| knows which groups have the same size in both of two waves | %d | %d | %d | %d |\n", t.constant.documents, t.constant.broken, t.constant.b, t.constant.a)
	fmt.Fprintf(w, "\nThe first leaves every group at least %.0f %% of the possible sizes that the policy asks for.\n", 100*t.readers.fewest)
	fmt.Fprintf(w, "\n%d assessments; %d linear programs solved, %d branches; %d bounds are those on paper.\n", t.assessments, t.calls, t.branches, t.bounds)
}

// others attacks trees, second publications and pairs, and prints what comes of it beside
// what the former rule gave away.
func (t *totals) others(w io.Writer, trees, publications int, seed uint64) error {
	run, err := runTrees(trees, seed)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\n| trees | together | node by node, former rule |\n|---|---:|---:|\n")
	for _, r := range []struct {
		name        string
		now, before any
	}{
		{"trees", run.now.trees, run.before.trees},
		{"nodes", run.now.nodes, run.before.nodes},
		{"(a) hidden counts of parts worked out", run.now.a, run.before.a},
		{"(b) hidden sizes with fewer candidates than the minimum", run.now.b, run.before.b},
		{"(c) figures of fewer raters than the minimum", run.now.c, run.before.c},
		{"(d) rows of few ratings, or unanimous", run.now.d, run.before.d},
		{"trees broken with (a), (b) or (c)", run.now.broken, run.before.broken},
		{"cells shown", fmt.Sprintf("%.1f %%", run.now.percent()), fmt.Sprintf("%.1f %%", run.before.percent())},
	} {
		fmt.Fprintf(w, "| %s | %v | %v |\n", r.name, r.now, r.before)
	}
	fmt.Fprintf(w, "\n| subtraction | tried | shown | broken | shown by the former rule | broken |\n|---|---:|---:|---:|---:|---:|\n")
	var pairs [2]differences
	for _, r := range []struct {
		name string
		try  subtraction
	}{{"a wave published again", tryAgain}, {"a tree published again", tryTreeAgain}, {"pairs of two waves", tryPairs}} {
		now, before, breaches, err := r.try.run(publications, seed)
		if err != nil {
			return err
		}
		t.breaches = append(t.breaches, breaches...)
		fmt.Fprintf(w, "| %s | %d | %d | %d | %d | %d |\n", r.name, now.tried, now.published, now.broken, before.published, before.broken)
		pairs = [2]differences{now, before}
	}
	fmt.Fprintf(w, "| of the pairs that are shown, by linear programs | | %d | %d | %d | %d |\n", pairs[0].solved, pairs[0].bySolver, pairs[1].solved, pairs[1].bySolver)
	t.breaches = append(t.breaches, run.breaches...)
	return nil
}
