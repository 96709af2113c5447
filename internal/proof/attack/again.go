package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/waymark-go/waymark/assess"
)

// differences is what subtracting two publications of the same people came to.
type differences struct {
	tried, published, broken int
	// Of these, attacked by the solver, and broken by it.
	solved, bySolver int
}

func (d *differences) add(e differences) {
	d.tried += e.tried
	d.published += e.published
	d.broken += e.broken
	d.solved += e.solved
	d.bySolver += e.bySolver
}

// changes are the ways in which a community changes between two publications of one
// wave: by late answers, withdrawn ones and edited ones.
var changes = []struct{ late, withdrawn, edited int }{
	{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {40, 0, 0}, {12, 0, 0}, {40, 1, 0}, {40, 0, 1}, {3, 2, 1}, {0, 12, 0},
}

// changed returns a community at the second publication, and how many raters of each
// group came, left or answered otherwise.
func (c *community) changed(rng *rand.Rand, late, withdrawn, edited int) (*community, []int) {
	next := &community{rubric: c.rubric, groups: c.groups}
	touched := make([]int, len(c.groups))
	answer := c.answers(rng)
	order := rng.Perm(len(c.raters))
	for i, r := range c.raters {
		switch {
		case order[i] < withdrawn:
			touched[r.group]++
			continue
		case order[i] < withdrawn+edited:
			r = rater{r.group, slices.Clone(r.answers)}
			at := rng.IntN(len(r.answers))
			was := r.answers[at]
			if r.answers[at] = answer(r.group)[at]; r.answers[at] != was {
				touched[r.group]++
			}
		}
		next.raters = append(next.raters, r)
	}
	group := rng.IntN(len(c.groups))
	for range late {
		if rng.IntN(4) == 0 {
			group = rng.IntN(len(c.groups))
		}
		touched[group]++
		next.raters = append(next.raters, rater{group, answer(group)})
	}
	return next, touched
}

// subtract reports whether the difference of two documents is known for a set of groups of
// which fewer raters than the minimum, but some, changed. A set is known when both show it,
// or everyone without it, and the difference is known when a figure of it changed.
func subtract(first, second *document, touched []int) bool {
	groups := first.groups()
	for set := range subsets(groups) {
		n := 0
		for i, g := range groups {
			if slices.Contains(set, g) {
				n += touched[i]
			}
		}
		if n == 0 || n >= first.Policy.MinGroup {
			continue
		}
		from, ok := first.sum(set, nil, "")
		to, known := second.sum(set, nil, "")
		if ok && known && from != to {
			return true
		}
		rows, later := first.everyRow(), second.everyRow()
		for i := range rows {
			for _, code := range first.codes() {
				from, ok := first.sum(set, &rows[i], code)
				to, known := second.sum(set, &later[i], code)
				if ok && known && from != to {
					return true
				}
			}
		}
	}
	return false
}

// sum returns a count of some groups together, or their raters; ok is false if it does not
// follow by adding and subtracting.
func (d *document) sum(set []string, r *row, code string) (n int, ok bool) {
	value := func(g string) (int, bool) {
		if r == nil {
			return d.Raters.By[g].n, !d.Raters.By[g].hidden
		}
		return r.By[g].count(code), !r.By[g].Hidden
	}
	all, shown := d.Raters.All.n, !d.Raters.All.hidden
	if r != nil {
		all, shown = r.All.count(code), !r.All.Hidden
	}
	direct, rest := true, shown
	left := all
	for _, g := range d.groups() {
		in := slices.Contains(set, g)
		m, known := value(g)
		if in {
			n += m
			direct = direct && known
		} else {
			left -= m
			rest = rest && known
		}
	}
	if direct {
		return n, true
	}
	return left, rest
}

// tryAgain publishes a community twice, the second time changed: by the library, which may
// refuse, and by the former rule, which never does.
func tryAgain(i int, seed uint64) (now, before differences, breach string, err error) {
	rng := rand.New(rand.NewPCG(seed, 2))
	c, err := newCommunity(rng, i%len(kinds), assess.DefaultMinGroup)
	if err != nil {
		return now, before, "", err
	}
	how := changes[i/len(kinds)%len(changes)]
	next, touched := c.changed(rng, how.late, how.withdrawn, how.edited)
	first, err := c.wave(assess.Policy{})
	if err != nil {
		return now, before, "", err
	}
	s, err := next.summarize()
	if err != nil {
		return now, before, "", err
	}
	now.tried, before.tried = 1, 1
	_, err = s.PublishAgain(assess.Policy{}, first.published)
	var refused *assess.RepublishError
	if err != nil && !errors.As(err, &refused) {
		return now, before, "", err
	}
	if err == nil {
		now.published = 1
		second, err := next.wave(assess.Policy{})
		if err != nil {
			return now, before, "", err
		}
		if subtract(first.doc, second.doc, touched) {
			now.broken = 1
			breach = fmt.Sprintf("publication %d with the changes %+v, of %v raters", i, how, touched)
		}
	}
	var docs [2]*document
	for j, c := range []*community{c, next} {
		data, err := c.control(assess.DefaultMinGroup, formerly)
		if err != nil {
			return now, before, breach, err
		}
		if docs[j], err = parse(data); err != nil {
			return now, before, breach, err
		}
	}
	before.published = 1
	if subtract(docs[0], docs[1], touched) {
		before.broken = 1
	}
	return now, before, breach, nil
}

// subtraction is one trial of an attack that subtracts documents from each other: [tryAgain],
// [tryTreeAgain] or [tryPairs]. The number i selects the kind of the trial, and the seed its
// random choices. It returns what the library and the former rule came to, and the breach of the
// library, "" if there is none.
type subtraction func(i int, seed uint64) (now, before differences, breach string, err error)

// run runs n trials on all processors.
func (try subtraction) run(n int, seed uint64) (now, before differences, breaches []string, err error) {
	err = each(n, func(i int, mu *sync.Mutex) error {
		a, b, breach, err := try(i, seed+uint64(i))
		mu.Lock()
		defer mu.Unlock()
		now.add(a)
		before.add(b)
		if breach != "" {
			breaches = append(breaches, fmt.Sprintf("seed %d: %s", seed+uint64(i), breach))
		}
		return err
	})
	return now, before, breaches, err
}
