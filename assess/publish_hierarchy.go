package assess

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/waymark-go/waymark/assess/internal/disclose"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// MaxHierarchyLevels is the most levels that a [Hierarchy] can have.
const MaxHierarchyLevels = 32

// Part is a node of a hierarchy, such as a school, a district or a state.
type Part struct {
	// ID names the node. It is unique over all levels.
	ID string
	// Parent is the ID of the node that this one is a part of. It is "" or the ID of the part itself
	// for the root, so an organization without schools can be given like a school of itself.
	Parent string
	// Tally is the counts of a node without parts. It is nil for the others, whose
	// counts are the sums of their parts. It must not change while the hierarchy is
	// in use.
	Tally *Tally
}

// HierarchyOptions says how a hierarchy is published. The nil pointer and the zero value
// are the defaults.
type HierarchyOptions struct {
	// Summary is how tallies are summarized. Its Invited is nil, in favor of that below.
	Summary *SummaryOptions
	// Invited is how many people were invited, by the id of a node. The numbers of a node that
	// is not listed are the sums of those of its parts, as far as they are known for all parts.
	// A node with numbers has none below it. So a school that is divided by answers to a
	// background question has numbers although nobody knows how many people of each answer
	// were invited.
	Invited map[string]Invitations
	// Merged are the ids of constituencies that are never shown apart, at any level, but
	// only as a part of everyone. By default none are: a node's result for everyone is
	// hidden if one of its constituencies has to be, and [ShownRaters] stands for it, and the
	// district shows its leaders although no school does. If nearly every school has few
	// leaders and few community members, but enough together, merging these two shows
	// everyone's results for more schools, and hides these two at every level. The choice
	// must not depend on the answers of the wave: decide before.
	Merged []string
	// Earlier yields what was published before of the same wave, by the same options, if
	// anything: the summaries of all nodes in any order, as [Hierarchy.All] yields them or
	// [LoadPublished] reads them. Only their Published is used, which has its [Place]. The
	// published documents are enough; nobody has to keep the tallies that they were made of.
	//
	// The rule is that of [Summary.PublishAgain], for everything that can be worked out from all
	// nodes together. Of several publications name the last one, if each was made with the one
	// before as its Earlier. An error ends the sequence and is returned. In the order of
	// [Hierarchy.All] only one node at a time takes memory.
	Earlier iter.Seq2[PublishedPart, error] `json:"-"`
}

// Place is a node of a [Hierarchy].
type Place struct {
	// The id of the node.
	ID string `json:"id" rule:"name"`
	// The id of the node that it is a part of, absent for the root.
	Parent string `json:"parent,omitempty" rule:"name"`
}

// Hierarchy is a tree of summaries that were published together, such as those of all
// schools, districts and counties of a state. The promises of the package documentation
// hold for all of them taken together.
//
// It holds the tallies and a byte for each cell, and makes the summaries when they are
// asked for. It never changes and is safe for concurrent use.
type Hierarchy struct {
	rubric       *rubric.Rubric
	policy       Policy
	opt          HierarchyOptions
	minGapRaters uint64
	levels       levelRule
	nodes        []node // parts before their parents; the last is the root
	index        map[string]int
	groups       []string // ids of the constituencies, or AllRaters
	table        *disclose.Table
	pattern      *disclose.Pattern
}

type node struct {
	id     string
	parent int
	tally  *Tally // of a leaf

	invited invited
}

// PublishHierarchy hides what the policy does not let be shown of all nodes of a tree,
// taken together. R is the rubric that was rated. The parts are in any order. The root needs no
// part if others name it as their parent. So a program can give each school with its organization
// as the parent, whether there are many schools, one, or the organization is its own school. A
// school alone is a node below its organization, with the same results, unless their IDs are equal.
//
// The error says that an argument is invalid, that the parts do not form one tree, that a
// node with parts has a tally too, that an id occurs twice, or that a tally is of another
// rubric. A second division
// of the same raters, such as by language as well as by school, is an id that occurs
// twice or a second root: what the two show could be subtracted from each other. Make the
// language a level below the school instead, or publish one of the two.
//
// Time is linear in the number of counts of all tallies.
func PublishHierarchy(r *rubric.Rubric, parts iter.Seq[Part], p Policy, opt *HierarchyOptions) (*Hierarchy, error) {
	const function = "assess.PublishHierarchy"
	if err := cmp.Or(given.Rubric(function, "r", r), given.NotNil(function, "parts", parts == nil)); err != nil {
		return nil, err
	}
	h := &Hierarchy{rubric: r, minGapRaters: defaultMinGapRaters}
	if opt != nil {
		h.opt = *opt
	}
	var err error
	if h.policy, err = p.WithDefaults(); err != nil {
		return nil, fmt.Errorf("publish hierarchy: %w", err)
	}
	// An empty tally tells whether the options are valid.
	s, err := new(Tally).Summarize(r, h.opt.Summary)
	if err != nil {
		return nil, fmt.Errorf("publish hierarchy: %w", err)
	}
	h.minGapRaters, h.levels = s.minGapRaters, s.table.levels
	if err := h.order(parts); err != nil {
		return nil, fmt.Errorf("publish hierarchy: %w", err)
	}
	if err := h.setInvited(); err != nil {
		return nil, fmt.Errorf("publish hierarchy: %w", err)
	}
	if err := h.hide(); err != nil {
		return nil, fmt.Errorf("publish hierarchy: %w", err)
	}
	if h.opt.Earlier != nil {
		if err := h.checkEarlier(h.opt.Earlier); err != nil {
			return nil, fmt.Errorf("publish hierarchy: %w", err)
		}
		h.opt.Earlier = nil // it may hold files, and is not needed again
	}
	return h, nil
}

// order puts the parts before their parents, and those of one parent by their ids.
func (h *Hierarchy) order(parts iter.Seq[Part]) error {
	byID := make(map[string]Part)
	below := make(map[string][]string)
	for part := range parts {
		if part.ID == "" {
			return fmt.Errorf("a part without an id")
		}
		if part.Parent == part.ID {
			part.Parent = ""
		}
		if was, ok := byID[part.ID]; ok {
			if was.Parent == part.Parent {
				return fmt.Errorf("%q occurs twice: merge its tallies, or give its own responses a part of their own", part.ID)
			}
			return fmt.Errorf("%q is a part of %q and of %q: two divisions of the same raters could be subtracted from each other; make one a level below the other or publish only one", part.ID, was.Parent, part.Parent)
		}
		byID[part.ID] = part
		below[part.Parent] = append(below[part.Parent], part.ID)
	}
	if below[""] == nil {
		addRoots(byID, below)
	}
	roots := below[""]
	if len(roots) != 1 {
		slices.Sort(roots)
		return fmt.Errorf("%d parts without a parent, want one (%.3q): name a part that all others belong to", len(roots), roots)
	}
	for _, id := range slices.Sorted(maps.Keys(below)) {
		parent, ok := byID[id]
		if id != "" && !ok {
			return fmt.Errorf("%q is a part of %q, which is missing", slices.Min(below[id]), id)
		}
		if ok && parent.Tally != nil {
			return fmt.Errorf("%q has a tally and the part %q: give its own responses a part of their own", id, slices.Min(below[id]))
		}
		slices.Sort(below[id])
	}
	h.index = make(map[string]int, len(byID))
	if err := h.visit(roots[0], byID, below, 1); err != nil {
		return err
	}
	if len(h.nodes) != len(byID) {
		for _, id := range slices.Sorted(maps.Keys(byID)) {
			if _, ok := h.index[id]; !ok {
				return fmt.Errorf("%q is a part of itself", id)
			}
		}
	}
	for i := range h.nodes {
		h.nodes[i].parent = -1
		if parent := byID[h.nodes[i].id].Parent; parent != "" {
			h.nodes[i].parent = h.index[parent]
		}
	}
	return nil
}

// addRoots adds the nodes that are the parents of others, but have no part.
func addRoots(byID map[string]Part, below map[string][]string) {
	for _, id := range slices.Sorted(maps.Keys(below)) {
		if _, ok := byID[id]; !ok {
			byID[id] = Part{ID: id}
			below[""] = append(below[""], id)
		}
	}
}

func (h *Hierarchy) visit(id string, byID map[string]Part, below map[string][]string, level int) error {
	if level > MaxHierarchyLevels {
		return fmt.Errorf("%q is at level %d, the limit is %d", id, level, MaxHierarchyLevels)
	}
	for _, part := range below[id] {
		if err := h.visit(part, byID, below, level+1); err != nil {
			return err
		}
	}
	t := byID[id].Tally
	if t == nil && below[id] == nil {
		t = new(Tally)
	}
	if t != nil {
		if t.Rubric != (rubric.Ref{}) && t.Rubric != h.rubric.Ref() {
			return fmt.Errorf("%q: the tally is of %s, not of %s", id, t.Rubric, describe(h.rubric.Ref(), t.Rubric))
		}
		if len(t.Groups) > 0 {
			if err := t.fits(h.rubric); err != nil {
				return fmt.Errorf("%q: %w", id, err)
			}
		}
	}
	h.index[id] = len(h.nodes)
	h.nodes = append(h.nodes, node{id: id, tally: t})
	return nil
}

// hide decides which cells are hidden.
func (h *Hierarchy) hide() error {
	for c := range h.rubric.Constituencies() {
		h.groups = append(h.groups, c.ID)
	}
	var merged []bool
	for _, id := range h.opt.Merged {
		at := slices.Index(h.groups, id)
		if at < 0 {
			return fmt.Errorf("%s has no constituency %q to merge", h.rubric.Ref(), id)
		}
		if merged == nil {
			merged = make([]bool, len(h.groups))
		}
		merged[at] = true
	}
	if len(h.opt.Merged) == 1 {
		return fmt.Errorf("%q is to be merged, but with nothing", h.opt.Merged[0])
	}
	if h.groups == nil {
		h.groups = []string{AllRaters}
	}
	parents := make([]int, len(h.nodes))
	for i, n := range h.nodes {
		parents[i] = n.parent
		if n.tally == nil {
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(n.tally.Groups)) {
			if !slices.Contains(h.groups, id) {
				return fmt.Errorf("%q: the tally has the constituency %q, which %s does not name", n.id, id, h.rubric.Ref())
			}
		}
	}
	tree, err := disclose.NewTree(parents)
	if err != nil {
		return err
	}
	h.table = &disclose.Table{
		Tree: tree, Groups: len(h.groups), Rows: h.rubric.CompetencyCount(), Stages: h.rubric.Spectrum().Len(), Merged: merged,
		Raters: func(leaf, g int) uint64 {
			if group := h.nodes[leaf].tally.Groups[h.groups[g]]; group != nil {
				return group.Raters
			}
			return 0
		},
		Counts: func(leaf, g, row int) []uint64 {
			if group := h.nodes[leaf].tally.Groups[h.groups[g]]; group != nil {
				return group.row(row, h.rubric)
			}
			return nil
		},
		Asks: asks(h.rubric),
	}
	h.pattern = disclose.Hide(h.table, h.policy.rule())
	return nil
}

// Policy returns the policy in force, defaults filled in.
func (h *Hierarchy) Policy() Policy { return h.policy }

// Rubric returns the rubric that was rated.
func (h *Hierarchy) Rubric() *rubric.Rubric { return h.rubric }

// PublishedPart is what is published of one node of a hierarchy.
type PublishedPart struct {
	ID, Parent string
	Published  *Published
}

// All yields what is published of every node: the parts in the order of their ids, each
// before its parent, and the root last. Each is made when it is its turn, so that only
// one at a time takes memory, and a tally for each level. An error ends the sequence.
func (h *Hierarchy) All() iter.Seq2[PublishedPart, error] {
	return func(yield func(PublishedPart, error) bool) {
		sums := make(map[int]*Tally)
		for i, n := range h.nodes {
			t := cmp.Or(n.tally, sums[i])
			delete(sums, i)
			part := PublishedPart{ID: n.id}
			published, err := h.publish(i, t)
			part.Published = published
			if err == nil && n.parent >= 0 {
				part.Parent = h.nodes[n.parent].id
				if sums[n.parent] == nil {
					sums[n.parent] = new(Tally)
				}
				err = sums[n.parent].Merge(t)
			}
			if !yield(part, err) || err != nil {
				return
			}
		}
	}
}

// Node returns the published summary of one node; ok is false if there is no such id. It
// adds up the parts of the node each time.
func (h *Hierarchy) Node(id string) (p *Published, ok bool, err error) {
	at, ok := h.index[id]
	if !ok {
		return nil, false, nil
	}
	sum := new(Tally)
	for i := range at + 1 {
		n := &h.nodes[i]
		if n.tally == nil || !h.within(i, at) {
			continue
		}
		if err := sum.Merge(n.tally); err != nil {
			return nil, true, fmt.Errorf("publish %q: %w", id, err)
		}
	}
	p, err = h.publish(at, sum)
	return p, true, err
}

// within reports whether a node is another one or below it.
func (h *Hierarchy) within(i, ancestor int) bool {
	for i < ancestor {
		i = h.nodes[i].parent
	}
	return i == ancestor
}

func (h *Hierarchy) publish(i int, t *Tally) (*Published, error) {
	tab, err := newTable(h.rubric, t)
	if err != nil {
		return nil, fmt.Errorf("publish %q: %w", h.nodes[i].id, err)
	}
	if h.opt.Summary != nil {
		tab.assumption = h.opt.Summary.Assumption
	}
	tab.invited = h.nodes[i].invited
	tab.levels = h.levels
	p, err := tab.publish(h.policy, h.pattern, i, h.minGapRaters)
	if err != nil || len(h.nodes) == 1 {
		return p, err // one node is like a summary by itself
	}
	p.place = &Place{ID: h.nodes[i].id}
	if parent := h.nodes[i].parent; parent >= 0 {
		p.place.Parent = h.nodes[parent].id
	}
	return p, nil
}

// Share is how many of some cells are shown.
type Share struct{ Shown, Cells int }

// Shown returns how many cells of competencies are shown, over all nodes, constituencies
// with raters and everyone.
func (h *Hierarchy) Shown() Share {
	shown, cells := h.pattern.Shown()
	return Share{shown, cells}
}

// PublishHierarchy publishes the groups of a collection as the parts of a tree, in one call
// with all that they are parts of. Parent returns the id of what a group, or a node
// above the groups, is a part of: the district of a school, the county of a district. It
// returns "" or the id itself for the root. See the function [PublishHierarchy] for the rest.
//
// The group "", of responses that name no organization, is an error unless it is empty:
// without an id it has no parent. Groups of [ByBackground] have an id without an answer too.
// With [JoinKeys], responses without an organization are groups such as "/9-12", whose
// parent is up to the function. So are a nil parent and a zero Collection.
func (c *Collection) PublishHierarchy(parent func(id string) string, p Policy, opt *HierarchyOptions) (*Hierarchy, error) {
	const function = "assess.Collection.PublishHierarchy"
	made := given.Made(function, "c", c == nil, func() bool { return c.rubric == nil }, "assess.Collect")
	if err := cmp.Or(made, given.NotNil(function, "parent", parent == nil)); err != nil {
		return nil, err
	}
	parts := func(yield func(Part) bool) {
		above := make(map[string]bool)
		for id, t := range c.UnprotectedTallies() {
			if !yield(Part{ID: id, Parent: parent(id), Tally: t}) {
				return
			}
			for level := 0; id != "" && level <= MaxHierarchyLevels; level++ {
				child := id
				if id = parent(id); id == "" || id == child || above[id] {
					break
				}
				above[id] = true
				if !yield(Part{ID: id, Parent: parent(id)}) {
					return
				}
			}
		}
	}
	return PublishHierarchy(c.rubric, parts, p, opt)
}
