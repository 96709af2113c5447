package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// forest is the communities of the parts of a tree, and of the nodes above them.
type forest struct {
	rubric *rubric.Rubric
	parent []int // parts before their parents
	nodes  []*community
	leaf   []bool
	merged []string // groups that are never shown apart, and may be empty
}

// newForest returns a random tree of so many levels. Its communities are of one rubric and
// of various kinds, mostly with a few small groups.
func newForest(rng *rand.Rand, levels, minGroup int) (*forest, error) {
	r, err := smallRubric(rng)
	if err != nil {
		return nil, err
	}
	f := &forest{rubric: r}
	var build func(level int) int
	build = func(level int) int {
		var parts []int
		if level < levels {
			n := 1 + rng.IntN(3)
			if levels > 3 {
				n = 1 + rng.IntN(2)
			}
			for range n {
				parts = append(parts, build(level+1))
			}
		}
		at := len(f.parent)
		f.parent = append(f.parent, -1)
		f.leaf = append(f.leaf, parts == nil)
		for _, p := range parts {
			f.parent[p] = at
		}
		return at
	}
	build(1)
	f.populate(rng, minGroup)
	if groups := f.nodes[0].groups; len(groups) > 2 && rng.IntN(4) == 0 {
		f.merged = groups[1:3]
	}
	return f, nil
}

// smallRubric returns a rubric of up to four groups and four competencies, which keeps the
// systems of a tree small.
func smallRubric(rng *rand.Rand) (*rubric.Rubric, error) {
	for {
		r, err := newRubric(rng)
		if err != nil {
			return nil, err
		}
		if len(slices.Collect(r.Constituencies())) <= 4 && r.CompetencyCount() <= 4 && r.Spectrum().Len() <= 3 {
			return r, nil
		}
	}
}

// populate makes the communities of the leaves and adds them up.
func (f *forest) populate(rng *rand.Rand, minGroup int) {
	var groups []string
	for g := range f.rubric.Constituencies() {
		groups = append(groups, g.ID)
	}
	kind := rng.IntN(len(kinds))
	f.nodes = make([]*community, len(f.parent))
	for v := range f.nodes {
		f.nodes[v] = &community{rubric: f.rubric, groups: groups}
	}
	answer := f.nodes[0].answers(rng)
	part := rng.Perm(len(groups))
	for v, c := range f.nodes {
		if f.leaf[v] {
			for g := range groups {
				for range kinds[kind].size(rng, minGroup, part[g]) {
					c.raters = append(c.raters, rater{g, answer(g)})
				}
			}
		}
	}
	f.addUp()
}

// addUp gives every node above the leaves the raters of its parts.
func (f *forest) addUp() {
	for v, p := range f.parent {
		if p < 0 {
			continue
		}
		if f.leaf[v] {
			for u := p; u >= 0; u = f.parent[u] {
				f.nodes[u].raters = append(f.nodes[u].raters, f.nodes[v].raters...)
			}
		}
	}
}

func nodeID(v int) string { return fmt.Sprintf("node-%04d", v) }

// parts returns the tree as the library takes it.
func (f *forest) parts() []assess.Part {
	var parts []assess.Part
	for v, p := range f.parent {
		part := assess.Part{ID: nodeID(v)}
		if p >= 0 {
			part.Parent = nodeID(p)
		}
		if f.leaf[v] {
			part.Tally = f.nodes[v].tally()
		}
		parts = append(parts, part)
	}
	return parts
}

// publish returns the documents of all nodes, published together.
func (f *forest) publish(p assess.Policy, opt *assess.HierarchyOptions) (*assess.Hierarchy, []*document, error) {
	h, err := assess.PublishHierarchy(f.rubric, slices.Values(f.parts()), p, opt)
	if err != nil {
		return nil, nil, err
	}
	docs := make([]*document, len(f.nodes))
	for v := range f.nodes {
		published, _, err := h.Node(nodeID(v))
		if err != nil {
			return nil, nil, err
		}
		data, err := json.Marshal(published)
		if err != nil {
			return nil, nil, err
		}
		if docs[v], err = parse(data); err != nil {
			return nil, nil, err
		}
		if err := checkDerived(docs[v], nil); err != nil {
			return nil, nil, err
		}
	}
	return h, docs, nil
}

// former returns the documents of all nodes, each published by itself by the rule that the
// library had before.
func (f *forest) former(minGroup int) ([]*document, error) {
	docs := make([]*document, len(f.nodes))
	for v, c := range f.nodes {
		data, err := c.control(minGroup, formerly)
		if err != nil {
			return nil, err
		}
		if docs[v], err = parse(data); err != nil {
			return nil, err
		}
	}
	return docs, nil
}
