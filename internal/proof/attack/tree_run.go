package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/waymark-go/waymark/assess"
)

// treeTotals is what the attacks on trees came to.
type treeTotals struct {
	trees, nodes int
	a, b, c, d   int
	broken       int
	shown        share // hidden cells
	errs         int
}

// judgeTree compares what was worked out with the truth, and counts what must not be.
func (t *treeTotals) judgeTree(f *forest, docs []*document, res *result) ([]string, error) {
	t.trees++
	t.nodes += len(docs)
	minGroup := docs[0].Policy.MinGroup
	var found []string
	for _, d := range res.derived {
		got := f.nodes[d.wave].count(d.row, d.code, d.groups)
		raters := f.nodes[d.wave].count("", "", d.groups)
		if d.with != nil {
			got += f.nodes[d.with.wave].count(d.row, d.code, d.with.groups)
			raters += f.nodes[d.with.wave].count("", "", d.with.groups)
		}
		if got != d.value {
			return nil, fmt.Errorf("the attack says that %s %s of %v at %d is %d, and it is %d", d.row, d.code, d.groups, d.wave, d.value, got)
		}
		switch {
		case d.with == nil && len(d.groups) == 1 && f.leaf[d.wave]:
			t.a++
			found = append(found, fmt.Sprintf("(a) node %d %s %s of %v is %d", d.wave, d.row, d.code, d.groups, d.value))
		case raters < minGroup:
			t.c++
			found = append(found, fmt.Sprintf("(c) node %d %s %s of %v and %+v is %d, of %d raters", d.wave, d.row, d.code, d.groups, d.with, d.value, raters))
		}
	}
	for _, z := range res.sizes {
		if z.values < z.need {
			t.b++
			found = append(found, fmt.Sprintf("(b) %s has %d possible sizes of %d", z.group, z.values, z.need))
		}
	}
	for v, d := range docs {
		t.shown.add(d.hiddenShare(f.nodes[v].sizes()))
	}
	if len(found) > 0 {
		t.broken++
	}
	return found, nil
}

// formerEvery is how often the former rule is attacked. What it gives away takes the solver
// far longer than what is safe.
const formerEvery = 5

// treeRun is what attacks on trees that were published together came to, and on the same
// trees published node by node by the former rule.
type treeRun struct {
	now, before treeTotals
	breaches    []string
}

// runTrees attacks so many trees on all processors.
func runTrees(trees int, seed uint64) (*treeRun, error) {
	var run treeRun
	err := each(trees, func(i int, mu *sync.Mutex) error {
		now, before, breaches, err := tryTree(i, seed+uint64(i))
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			return fmt.Errorf("tree of seed %d: %w", seed+uint64(i), err)
		}
		run.now.add(now)
		run.before.add(before)
		for _, b := range breaches {
			run.breaches = append(run.breaches, fmt.Sprintf("tree of seed %d: %s", seed+uint64(i), b))
		}
		return nil
	})
	slices.Sort(run.breaches)
	return &run, err
}

// each calls a function for the numbers below n on all processors.
func each(n int, try func(i int, mu *sync.Mutex) error) error {
	var (
		errs []error
		mu   sync.Mutex
		wg   sync.WaitGroup
		next atomic.Int64
	)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := try(i, &mu); err != nil {
					mu.Lock()
					errs = append(errs, err)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// tryTree attacks one tree, published together and by the former rule.
func tryTree(i int, seed uint64) (now, before treeTotals, breaches []string, err error) {
	rng := rand.New(rand.NewPCG(seed, 1))
	policy := []assess.Policy{{}, {MinGroup: 5}, {MinGroup: 5, MinOutside: 2}}[i%3]
	minGroup := policy.MinGroup
	if minGroup == 0 {
		minGroup = assess.DefaultMinGroup
	}
	f, err := newForest(rng, 2+i%3, minGroup)
	if err != nil {
		return now, before, nil, err
	}
	_, docs, err := f.publish(policy, &assess.HierarchyOptions{Merged: f.merged})
	if err != nil {
		return now, before, nil, err
	}
	res, err := attackTree(f, docs, false)
	if err != nil {
		return now, before, nil, err
	}
	if breaches, err = now.judgeTree(f, docs, res); err != nil {
		return now, before, nil, err
	}
	for _, d := range docs {
		for _, w := range d.weak(max(1, policy.MinOutside)) {
			now.d++
			breaches = append(breaches, w)
		}
	}
	if i%formerEvery != 0 {
		return now, before, breaches, nil
	}
	if docs, err = f.former(minGroup); err != nil {
		return now, before, nil, err
	}
	if res, err = attackTree(f, docs, true); err != nil {
		return now, before, breaches, fmt.Errorf("former rule: %w", err)
	}
	_, err = before.judgeTree(f, docs, res)
	for _, d := range docs {
		before.d += len(d.weak(1))
	}
	return now, before, breaches, err
}

func (t *treeTotals) add(u treeTotals) {
	t.trees += u.trees
	t.nodes += u.nodes
	t.a += u.a
	t.b += u.b
	t.c += u.c
	t.d += u.d
	t.broken += u.broken
	t.errs += u.errs
	t.shown.add(u.shown)
}

// percent returns the share of cells that are shown.
func (t *treeTotals) percent() float64 {
	if t.shown.cells == 0 {
		return math.NaN()
	}
	return 100 * (1 - float64(t.shown.hidden)/float64(t.shown.cells))
}
