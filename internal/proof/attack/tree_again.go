package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/waymark-go/waymark/assess"
)

// tryTreeAgain publishes a tree twice, the second time with a changed part. The library has
// only the documents of the first publication, in any order. Before is the same without
// naming the first publication, which the library does not refuse.
func tryTreeAgain(i int, seed uint64) (now, before differences, breach string, err error) {
	rng := rand.New(rand.NewPCG(seed, 3))
	f, err := newForest(rng, 2+i%3, assess.DefaultMinGroup)
	if err != nil {
		return now, before, "", err
	}
	opt := &assess.HierarchyOptions{Merged: f.merged}
	h, first, err := f.publish(assess.Policy{}, opt)
	if err != nil {
		return now, before, "", err
	}
	how := changes[i/3%len(changes)]
	next := *f
	next.nodes = slices.Clone(f.nodes)
	touched := make([][]int, len(f.nodes))
	for v, part := range f.nodes {
		if f.leaf[v] && (touched[0] == nil || rng.IntN(3) == 0) {
			next.nodes[v], touched[v] = part.changed(rng, how.late, how.withdrawn, how.edited)
		}
	}
	_, second, err := next.publish(assess.Policy{}, opt)
	if err != nil {
		return now, before, "", err
	}
	now.tried, before.tried, before.published = 1, 1, 1
	if f.subtract(first, second, touched) {
		before.broken = 1
	}
	earlier, err := reread(h, rng)
	if err != nil {
		return now, before, "", err
	}
	_, err = assess.PublishHierarchy(f.rubric, slices.Values(next.parts()), assess.Policy{}, &assess.HierarchyOptions{
		Merged: f.merged,
		Earlier: func(yield func(assess.PublishedPart, error) bool) {
			for _, p := range earlier {
				if !yield(assess.PublishedPart{Published: p}, nil) {
					return
				}
			}
		},
	})
	var refused *assess.RepublishError
	switch {
	case err == nil:
		now.published = 1
		if now.broken = before.broken; now.broken > 0 {
			breach = fmt.Sprintf("tree %d is published again with the changes %+v, of %v raters", i, how, touched)
		}
		return now, before, breach, nil
	case errors.As(err, &refused):
		return now, before, "", nil
	default:
		return now, before, "", err
	}
}

// reread returns the summaries of a hierarchy as they are read from documents, in any order.
func reread(h *assess.Hierarchy, rng *rand.Rand) ([]*assess.Published, error) {
	var all []*assess.Published
	for part, err := range h.All() {
		if err != nil {
			return nil, err
		}
		data, err := json.Marshal(part.Published)
		if err != nil {
			return nil, err
		}
		p, err := assess.LoadPublished(h.Rubric(), part.ID, data, nil)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all, nil
}

// treeChange is the change of the counts of a set of cells between two publications. Each bit of
// the set is a group of a part.
type treeChange struct {
	set uint64
	by  []int // by code
}

// subtract reports whether the difference of the documents of all nodes is known for a set of
// groups of parts of which fewer raters than the minimum, but some, changed.
func (f *forest) subtract(first, second []*document, touched [][]int) bool {
	groups := len(f.nodes[0].groups)
	few := func(set uint64) bool {
		n := 0
		for v := range touched {
			for g, by := range touched[v] {
				if set&(1<<(v*groups+g)) != 0 {
					n += by
				}
			}
		}
		return 0 < n && n < first[0].Policy.MinGroup
	}
	for row := range 1 + len(first[0].everyRow()) {
		for _, c := range differencesOf(f.treeChanges(first, second, row)) {
			if few(c.set) && slices.ContainsFunc(c.by, func(n int) bool { return n != 0 }) {
				return true
			}
		}
	}
	return false
}

// treeChanges returns the changes of the cells of a row that both publications show. Row 0 is
// the numbers of raters.
func (f *forest) treeChanges(first, second []*document, row int) []treeChange {
	groups := f.nodes[0].groups
	var known []treeChange
	for v := range f.nodes {
		var within uint64 // the first groups of the parts of the node
		for leaf := range f.nodes {
			under := leaf
			for under >= 0 && under < v {
				under = f.parent[under]
			}
			if f.leaf[leaf] && under == v {
				within |= 1 << (leaf * len(groups))
			}
		}
		var everyone uint64
		asked := func(group string) bool { return row == 0 || !first[v].everyRow()[row-1].By[group].NotAsked }
		for g, group := range groups {
			if asked(group) {
				everyone |= within << g
				known = first[v].change(second[v], row, group, within<<g, known)
			}
		}
		known = first[v].change(second[v], row, "", everyone, known)
	}
	return known
}

// change appends the change of a cell, of everyone if the group is "", if both documents show it.
func (d *document) change(later *document, row int, group string, set uint64, known []treeChange) []treeChange {
	if row == 0 {
		from, to := d.Raters.All, later.Raters.All
		if group != "" {
			from, to = d.Raters.By[group], later.Raters.By[group]
		}
		if from.hidden || to.hidden {
			return known
		}
		return append(known, treeChange{set, []int{to.n - from.n}})
	}
	was, is := d.everyRow()[row-1], later.everyRow()[row-1]
	from, to := was.All, is.All
	if group != "" {
		from, to = was.By[group], is.By[group]
	}
	if from.Hidden || to.Hidden {
		return known
	}
	c := treeChange{set: set}
	for _, code := range d.codes() {
		c.by = append(c.by, to.count(code)-from.count(code))
	}
	return append(known, c)
}

// differencesOf returns some changes and all that follow by subtracting a set from one that
// contains it, at the most a thousand.
func differencesOf(known []treeChange) []treeChange {
	seen := make(map[uint64]bool)
	for _, c := range known {
		seen[c.set] = true
	}
	for i := 0; i < len(known) && len(known) < 1000; i++ {
		for j := range i {
			large, small := known[i], known[j]
			if large.set&small.set == large.set {
				large, small = small, large
			}
			rest := large.set &^ small.set
			if large.set&small.set != small.set || rest == 0 || seen[rest] {
				continue
			}
			seen[rest] = true
			c := treeChange{set: rest}
			for k := range large.by {
				c.by = append(c.by, large.by[k]-small.by[k])
			}
			known = append(known, c)
		}
	}
	return known
}
