package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// twoWaves is two communities, of which the first so many raters are the same people.
type twoWaves struct {
	before, after *community
	twice         int
}

// newTwoWaves returns two waves that rate a rubric. Between none and all raters answer twice;
// some answer as before.
func newTwoWaves(r *rubric.Rubric, rng *rand.Rand, kind, minGroup int) *twoWaves {
	first := newCommunityOf(r, rng, kind, minGroup)
	rng.Shuffle(len(first.raters), func(i, j int) { first.raters[i], first.raters[j] = first.raters[j], first.raters[i] })
	w := &twoWaves{before: first, after: &community{rubric: first.rubric, groups: first.groups}}
	if left := []int{0, 3, 15, 40}[rng.IntN(4)]; left < len(first.raters) {
		w.twice = len(first.raters) - left
	}
	answer := first.answers(rng)
	for _, r := range first.raters[:w.twice] {
		answers := slices.Clone(r.answers)
		if rng.IntN(2) == 0 {
			answers = answer(r.group)
		}
		w.after.raters = append(w.after.raters, rater{r.group, answers})
	}
	group := rng.IntN(len(first.groups))
	for range []int{0, 2, 15, 40}[rng.IntN(4)] {
		if rng.IntN(3) == 0 {
			group = rng.IntN(len(first.groups))
		}
		w.after.raters = append(w.after.raters, rater{group, answer(group)})
	}
	return w
}

// tally counts the pairs.
func (w *twoWaves) tally() (*assess.PairTally, error) {
	r := w.before.rubric
	t := &assess.PairTally{Rubric: r.Ref(), Groups: make(map[string]*assess.PairGroup)}
	for i := range w.twice {
		id := w.before.groups[w.before.raters[i].group]
		g := t.Groups[id]
		if g == nil {
			g = &assess.PairGroup{Competencies: make([]spectrum.Transitions, r.CompetencyCount())}
			t.Groups[id] = g
		}
		g.Pairs++
		for c := range g.Competencies {
			from, rated := r.Spectrum().At(w.before.raters[i].answers[c] + 1)
			to, again := r.Spectrum().At(w.after.raters[i].answers[c] + 1)
			if rated && again {
				if err := g.Competencies[c].Add(from, to, 1); err != nil {
					return nil, err
				}
			}
		}
	}
	return t, nil
}

// shownPairs says what is shown of pairs: of a group or everyone, and of a competency.
type shownPairs struct {
	pairs func(group string) bool
	row   func(id, group string) bool
}

// exposed describes a set of groups of which the documents and the pairs give away those
// who answered once, or twice, if these are some but fewer than the minimum; or whose
// ratings in one wave alone are so few, or all the same.
func (w *twoWaves) exposed(before, after *document, shown shownPairs) string {
	for set := range subsets(before.groups()) {
		if !known(set, before.groups(), func(g string) bool { return shown.pairs(g) }) {
			continue
		}
		for wave, d := range []*document{before, after} {
			if _, ok := d.sum(set, nil, ""); ok {
				once, twice := w.raters(wave, set)
				if few(once, d.Policy.MinGroup) || few(twice, d.Policy.MinGroup) {
					return fmt.Sprintf("%v: %d answered in wave %d alone, %d twice", set, once, wave+1, twice)
				}
			}
			for _, r := range competencies(d) {
				if _, ok := d.sum(set, &r, d.Spectrum[0]); !ok || !known(set, d.groups(), func(g string) bool { return shown.row(r.ID, g) }) {
					continue
				}
				if once, alike := w.ratings(wave, r.ID, set); few(once, d.Policy.MinGroup) || once > 0 && alike {
					return fmt.Sprintf("%v: %s has %d ratings in wave %d alone, alike: %t", set, r.ID, once, wave+1, alike)
				}
			}
		}
	}
	return ""
}

func few(n, minGroup int) bool { return n > 0 && n < minGroup }

// known reports whether figures of a set follow by adding and subtracting.
func known(set, groups []string, shown func(group string) bool) bool {
	direct, rest := true, shown(assess.AllRaters)
	for _, g := range groups {
		if slices.Contains(set, g) {
			direct = direct && shown(g)
		} else {
			rest = rest && shown(g)
		}
	}
	return direct || rest
}

func competencies(d *document) []row {
	var rows []row
	for _, dom := range d.Domains {
		rows = append(rows, dom.Competencies...)
	}
	return rows
}

// raters returns how many raters of some groups answered in a wave alone, and how many
// twice.
func (w *twoWaves) raters(wave int, set []string) (once, twice int) {
	c := []*community{w.before, w.after}[wave]
	for i, r := range c.raters {
		switch {
		case !slices.Contains(set, c.groups[r.group]):
		case i < w.twice:
			twice++
		default:
			once++
		}
	}
	return once, twice
}

// ratings returns how many ratings of a competency are in no pair, and whether they are
// all the same.
func (w *twoWaves) ratings(wave int, id string, set []string) (once int, alike bool) {
	counts := w.alone(wave, id, set)
	for _, n := range counts {
		once += n
	}
	return once, slices.Max(counts) == once
}

// alone returns how many ratings of a competency are in no pair, by stage.
func (w *twoWaves) alone(wave int, id string, set []string) []int {
	c, other := w.before, w.after
	if wave == 1 {
		c, other = other, c
	}
	comp, _ := c.rubric.Competency(id)
	stages := c.rubric.Spectrum().Len()
	counts := make([]int, stages)
	for i, r := range c.raters {
		a := r.answers[comp.Index()]
		if !slices.Contains(set, c.groups[r.group]) || a == notAsked || a >= stages || i < w.twice && other.raters[i].answers[comp.Index()] < stages {
			continue
		}
		counts[a]++
	}
	return counts
}

// formerPairs is the rule that the library had before for pairs.
func (w *twoWaves) formerPairs(before, after *document, minGroup int) shownPairs {
	groups := before.groups()
	exposes := func(n number, pairs int) bool {
		return n.hidden || n.n < pairs || n.n > pairs && n.n-pairs < minGroup
	}
	var hidden, shown []string
	size := make(map[string]int)
	for _, g := range groups {
		_, size[g] = w.raters(0, []string{g})
		if exposes(before.Raters.By[g], size[g]) || exposes(after.Raters.By[g], size[g]) || few(size[g], minGroup) {
			hidden = append(hidden, g)
		} else if size[g] > 0 {
			shown = append(shown, g)
		}
	}
	slices.SortStableFunc(shown, func(a, b string) int { return cmp.Compare(size[a], size[b]) })
	together := func(d *document) number {
		left := d.Raters.All
		for _, g := range groups {
			if slices.Contains(hidden, g) {
				continue
			}
			left.n -= d.Raters.By[g].n
			left.hidden = left.hidden || d.Raters.By[g].hidden
		}
		return left
	}
	all := before.Raters.All.hidden || after.Raters.All.hidden || exposes(before.Raters.All, w.twice) || exposes(after.Raters.All, w.twice) || few(w.twice, minGroup)
	for len(hidden) > 0 && !all {
		n := 0
		for _, g := range hidden {
			n += size[g]
		}
		if len(hidden) >= 2 && n+1 >= minGroup+len(hidden) && !exposes(together(before), n) && !exposes(together(after), n) {
			break
		}
		if len(shown) == 0 {
			all = true
			break
		}
		hidden, shown = append(hidden, shown[0]), shown[1:]
	}
	pairs := func(g string) bool { return !all && !slices.Contains(hidden, g) }
	return shownPairs{pairs, func(_, g string) bool { return pairs(g) }}
}

// tryPairs attacks the pairs of two waves, published by the library and by the former rule:
// all by subtracting, and every second one, on a small rubric, by the solver.
func tryPairs(i int, seed uint64) (now, before differences, breach string, err error) {
	rng := rand.New(rand.NewPCG(seed, 4))
	newRubric, solve := newRubric, i%2 == 0
	if solve {
		newRubric = smallRubric
	}
	r, err := newRubric(rng)
	if err != nil {
		return now, before, "", err
	}
	w := newTwoWaves(r, rng, i/2%len(kinds), assess.DefaultMinGroup)
	first, err := w.before.wave(assess.Policy{})
	if err != nil {
		return now, before, "", err
	}
	second, err := w.after.wave(assess.Policy{})
	if err != nil {
		return now, before, "", err
	}
	t, err := w.tally()
	if err != nil {
		return now, before, "", err
	}
	p, err := t.Publish(first.published, second.published)
	if err != nil {
		return now, before, "", err
	}
	shown := shownPairs{
		func(g string) bool { return !p.Pairs(g).Hidden },
		func(id, g string) bool { _, ok := p.Transitions(id, g); return ok },
	}
	now.tried = 1
	if shown.pairs(assess.AllRaters) {
		now.published = 1
	}
	if breach = w.exposed(first.doc, second.doc, shown); breach == "" && solve && now.published > 0 {
		now.solved = 1
		found, err := attackPairs(w, first.doc, second.doc, shown)
		if err != nil {
			return now, before, "", err
		}
		if breach = strings.Join(found, "; "); breach != "" {
			now.bySolver = 1
		}
	}
	if breach != "" {
		now.broken = 1
	}
	before, err = w.tryFormer(solve && i/2%formerEvery == 0)
	return now, before, breach, err
}

// tryFormer attacks the pairs as the former rule publishes them, with the solver if solve is true.
func (w *twoWaves) tryFormer(solve bool) (before differences, err error) {
	before.tried = 1
	var docs [2]*document
	for j, c := range []*community{w.before, w.after} {
		data, err := c.control(assess.DefaultMinGroup, formerly)
		if err != nil {
			return before, err
		}
		if docs[j], err = parse(data); err != nil {
			return before, err
		}
	}
	former := w.formerPairs(docs[0], docs[1], assess.DefaultMinGroup)
	if w.exposed(docs[0], docs[1], former) != "" {
		before.broken = 1
	}
	if !former.pairs(assess.AllRaters) {
		return before, nil
	}
	before.published = 1
	if !solve {
		return before, nil
	}
	exposed, err := attackPairs(w, docs[0], docs[1], former)
	if err != nil {
		return before, fmt.Errorf("former rule: %w", err)
	}
	before.solved = 1
	if len(exposed) > 0 {
		before.bySolver = 1
	}
	return before, nil
}
