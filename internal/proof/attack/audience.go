package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/waymark-go/waymark/assess"
)

// audienceRun is what attacks on assessments came to in which no rubric asks everyone
// everything: published by the library, and by a rule that hides the same groups and shows
// the total of every row, as is right if everyone is asked.
type audienceRun struct {
	kept, totals tally
	breaches     []string
}

// runAudiences attacks so many assessments on all processors.
func runAudiences(assessments int, seed uint64) (*audienceRun, error) {
	var run audienceRun
	err := each(assessments, func(i int, mu *sync.Mutex) error {
		kept, totals, found, err := tryAudiences(i, seed+uint64(i))
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			return fmt.Errorf("audiences of seed %d: %w", seed+uint64(i), err)
		}
		run.kept.add(kept)
		run.totals.add(totals)
		for _, f := range found {
			run.breaches = append(run.breaches, fmt.Sprintf("audiences of seed %d: %s", seed+uint64(i), f))
		}
		return nil
	})
	slices.Sort(run.breaches)
	return &run, err
}

func tryAudiences(i int, seed uint64) (kept, totals tally, found []string, err error) {
	rng := rand.New(rand.NewPCG(seed, 3))
	policy := []assess.Policy{{}, {MinGroup: 5}, {MinGroup: 5, MinOutside: 3}}[i%3]
	minGroup := policy.MinGroup
	if minGroup == 0 {
		minGroup = assess.DefaultMinGroup
	}
	c, err := newCommunity(rng, i%len(kinds), minGroup)
	for err == nil && (c.rubric.AsksEveryone() || len(c.groups) < 3) {
		c, err = newCommunity(rng, i%len(kinds), minGroup)
	}
	if err != nil {
		return kept, totals, nil, err
	}
	w, err := c.wave(policy)
	if err != nil {
		return kept, totals, nil, err
	}
	if found, err = kept.attackOne(w.doc, c); err != nil {
		return kept, totals, nil, err
	}
	for _, weak := range w.doc.weak(max(1, policy.MinOutside)) {
		kept.d++
		found = append(found, weak)
	}
	if err := checkDerived(w.doc, nil); err != nil {
		return kept, totals, nil, err
	}
	data, err := c.control(minGroup, chosen)
	if err != nil {
		return kept, totals, nil, err
	}
	doc, err := parse(data)
	if err != nil {
		return kept, totals, nil, err
	}
	_, err = totals.attackOne(doc, c)
	return kept, totals, found, err
}

// attackOne attacks one document and judges what was found.
func (t *tally) attackOne(d *document, c *community) ([]string, error) {
	t.count(d, c.sizes())
	res, err := attack([]*document{d})
	if err != nil {
		return nil, err
	}
	return t.judge(res, []*community{c}, d.Policy.MinGroup)
}
