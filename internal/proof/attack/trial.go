package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/waymark-go/waymark/assess"
)

// policies are the policies that assessments are published under, in turn.
var policies = []assess.Policy{
	{},
	{MinGroup: 5},
	{},
	{MinGroup: 20},
	{},
	{MinOutside: 1},
	{RoundTo: 5},
	{},
	{MinGroup: 5, MinOutside: 3},
	{MinGroup: 20, RoundTo: 10},
}

// totals is what the attacks on some assessments came to.
type totals struct {
	assessments, documents int
	kept                   tally      // the library
	exact                  tally      // group-size hiding alone
	shares                 [][3]share // by kind: the library, group-size hiding, every group when one is small
	constant               tally      // pairs of waves, by one who knows which groups have the same size in both
	calls, branches        int
	readers                readings
	bounds                 int // bounds that were compared with the closed form
	breaches               []string
}

func newTotals() *totals {
	return &totals{shares: make([][3]share, len(kinds)), readers: readings{fewest: 1}}
}

// tally counts what an attack had to do and what it found.
type tally struct {
	documents  int
	everything int // documents that hide everything
	withHidden int // documents that hide something and show something
	cells      share
	a, b, c    int // hidden counts, sizes, and sets of groups that were broken
	d          int // rows that were shown of too few ratings, or of unanimous raters
	broken     int // documents with one of (a) to (c)
}

// share is a part of some cells.
type share struct{ hidden, cells int }

func (s *share) add(t share) {
	s.hidden += t.hidden
	s.cells += t.cells
}

func (s share) String() string {
	if s.cells == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(s.hidden)/float64(s.cells))
}

// readings counts what one who knows the rule makes of the documents.
type readings struct {
	documents, affected, narrow, exact int
	breaches                           []string
	fewest                             float64 // possible sizes of a group, as a part of the minimum
}

func (t *tally) add(u tally) {
	t.documents += u.documents
	t.everything += u.everything
	t.withHidden += u.withHidden
	t.cells.add(u.cells)
	t.a += u.a
	t.b += u.b
	t.c += u.c
	t.d += u.d
	t.broken += u.broken
}

func (t *totals) add(u *totals) {
	t.assessments += u.assessments
	t.documents += u.documents
	t.kept.add(u.kept)
	t.exact.add(u.exact)
	for k := range t.shares {
		for i := range t.shares[k] {
			t.shares[k][i].add(u.shares[k][i])
		}
	}
	t.constant.add(u.constant)
	t.calls += u.calls
	t.branches += u.branches
	t.readers.documents += u.readers.documents
	t.readers.narrow += u.readers.narrow
	t.readers.exact += u.readers.exact
	t.breaches = append(t.breaches, u.readers.breaches...)
	t.readers.affected += u.readers.affected
	t.readers.fewest = min(t.readers.fewest, u.readers.fewest)
	t.bounds += u.bounds
	t.breaches = append(t.breaches, u.breaches...)
}

// run attacks so many assessments on all processors.
func run(assessments int, seed uint64) (*totals, error) {
	total := newTotals()
	err := each(assessments, func(i int, mu *sync.Mutex) error {
		t, err := try(i, seed+uint64(i))
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			return fmt.Errorf("assessment of seed %d: %w", seed+uint64(i), err)
		}
		total.add(t)
		return nil
	})
	slices.Sort(total.breaches)
	return total, err
}

// wave is a community, what was published of it, and the document of that.
type wave struct {
	*community
	published *assess.Published
	data      []byte
	doc       *document
}

func (c *community) wave(p assess.Policy) (*wave, error) {
	pub, data, err := c.publish(p)
	if err != nil {
		return nil, err
	}
	doc, err := parse(data)
	return &wave{c, pub, data, doc}, err
}

// try makes one assessment, half of the time of two waves, and attacks it. I says of
// which kind it is and under which policy it is published.
func try(i int, seed uint64) (*totals, error) {
	rng := rand.New(rand.NewPCG(seed, 0))
	kind, policy := i%len(kinds), policies[i/len(kinds)%len(policies)]
	waves, err := newWaves(rng, kind, policy)
	if err != nil {
		return nil, err
	}
	t := newTotals()
	t.assessments = 1
	if err := t.attackWaves(waves, seed); err != nil {
		return nil, err
	}
	for _, w := range waves {
		if err := t.checkWave(w, policy, rng); err != nil {
			return nil, err
		}
	}
	// Every bound of every cell takes long, and a prime sees to it that all kinds
	// and policies are among the few.
	if i%41 == 0 {
		n, err := checkBounds(waves[0].doc)
		if err != nil {
			return nil, err
		}
		t.bounds += n
	}
	if len(waves) == 2 {
		if err := checkProgress(waves[0], waves[1]); err != nil {
			return nil, err
		}
		if err := t.attackConstant(waves); err != nil {
			return nil, err
		}
	}
	return t, t.attackControl(waves[0], kind)
}

// newWaves makes one wave or two of a community.
//
// A rounded document is a rounding of the exact one, so whoever has the exact one knows
// more: that is what the waves are.
func newWaves(rng *rand.Rand, kind int, policy assess.Policy) ([]*wave, error) {
	minGroup := policy.MinGroup
	if minGroup == 0 {
		minGroup = assess.DefaultMinGroup
	}
	c, err := newCommunity(rng, kind, minGroup)
	if err != nil {
		return nil, err
	}
	policy.RoundTo = 0
	first, err := c.wave(policy)
	if err != nil || rng.IntN(2) != 0 {
		return []*wave{first}, err
	}
	second, err := c.later(rng, rng.IntN(2) == 0).wave(policy)
	return []*wave{first, second}, err
}

// count adds the cells of a document.
func (t *tally) count(d *document, sizes map[string]int) {
	cells := d.hiddenShare(sizes)
	t.documents++
	t.cells.add(cells)
	switch {
	case d.Raters.All.hidden:
		t.everything++
	case cells.hidden > 0:
		t.withHidden++
	}
}

// judge counts what an attack broke. The community is what the attacker does not
// know: everything that was worked out must be true of it.
func (t *tally) judge(res *result, communities []*community, minGroup int) ([]string, error) {
	var found []string
	sets := make(map[string]bool)
	for _, d := range res.derived {
		c := communities[d.wave]
		if got := c.count(d.row, d.code, d.groups); got != d.value {
			return nil, fmt.Errorf("the attack says that %s %s of %v is %d, and it is %d", d.row, d.code, d.groups, d.value, got)
		}
		raters := c.count("", "", d.groups)
		switch {
		case len(d.groups) == 1:
			t.a++
			found = append(found, fmt.Sprintf("(a) wave %d %s %s of %v is %d", d.wave+1, d.row, d.code, d.groups, d.value))
		case raters < minGroup && !sets[fmt.Sprint(d.wave, d.groups)]:
			sets[fmt.Sprint(d.wave, d.groups)] = true
			t.c++
			found = append(found, fmt.Sprintf("(c) wave %d %s %s of %v is %d, of %d raters", d.wave+1, d.row, d.code, d.groups, d.value, raters))
		}
	}
	for _, z := range res.sizes {
		if z.values < z.need {
			t.b++
			found = append(found, fmt.Sprintf("(b) wave %d %s has %d possible sizes of %d", z.wave+1, z.group, z.values, z.need))
		}
	}
	if len(found) > 0 {
		t.broken++
	}
	return found, nil
}

// attackWaves gives the documents of all waves to the attacker.
func (t *totals) attackWaves(waves []*wave, seed uint64) error {
	var docs []*document
	var communities []*community
	for _, w := range waves {
		docs, communities = append(docs, w.doc), append(communities, w.community)
	}
	res, err := attack(docs)
	if err != nil {
		return err
	}
	t.calls += res.calls
	t.branches += res.branches
	found, err := t.kept.judge(res, communities, docs[0].Policy.MinGroup)
	for _, f := range found {
		t.breaches = append(t.breaches, fmt.Sprintf("seed %d: %s", seed, f))
	}
	return err
}

// checkWave counts the document of a wave, makes sure that nothing but the counts speaks
// of anybody, and reads it as one who knows the rule would. The wave was published under
// the policy without its rounding.
func (t *totals) checkWave(w *wave, p assess.Policy, rng *rand.Rand) error {
	t.documents++
	t.kept.count(w.doc, w.sizes())
	for _, found := range w.doc.weak(max(1, p.MinOutside)) {
		t.kept.d++
		t.breaches = append(t.breaches, found)
	}
	if err := checkDerived(w.doc, nil); err != nil {
		return err
	}
	exact := p
	exact.RoundTo = 0
	if err := w.checkExchanged(exact, rng); err != nil {
		return err
	}
	if err := t.readers.read(w.doc); err != nil {
		return err
	}
	if p.RoundTo > 1 {
		return w.checkRounding(p)
	}
	return nil
}

// checkExchanged makes sure that the document is the same to the byte when the hidden
// groups have each other's answers, whatever a document may say some day.
func (w *wave) checkExchanged(p assess.Policy, rng *rand.Rand) error {
	_, data, err := w.exchanged(rng, w.doc.hiddenGroups()).publish(p)
	if err != nil {
		return err
	}
	if !bytes.Equal(data, w.data) {
		return errors.New("the document changes with the answers of hidden groups")
	}
	return nil
}

// read reads a document as one who knows the rule would.
func (s *readings) read(d *document) error {
	r := read(d)
	if r == nil {
		return nil
	}
	narrow, single, fewest := r.narrowed()
	s.documents++
	s.narrow += narrow
	s.exact += single
	s.fewest = min(s.fewest, fewest)
	if narrow > 0 {
		s.affected++
		s.breaches = append(s.breaches, fmt.Sprintf("%d sizes can be narrowed by the rule: %v", narrow, d.Raters))
	}
	if r.readings == 0 {
		return errors.New("the groups that are hidden are not those that the documentation says")
	}
	return nil
}

// checkRounding makes sure that the rounded document is made of the exact one.
func (w *wave) checkRounding(p assess.Policy) error {
	rounded, err := w.community.wave(p)
	if err != nil {
		return err
	}
	if err := checkRounded(rounded.doc, w.doc, p.RoundTo); err != nil {
		return err
	}
	return checkDerived(rounded.doc, nil)
}

// weak describes the competencies on which a shown cell, or what the shown ones leave of
// everyone, has fewer ratings than the minimum but some, or too few answers that differ
// from the commonest one.
func (d *document) weak(minOutside int) []string {
	var found []string
	check := func(id, group string, counts []int) {
		rated, total, most := 0, 0, 0
		for i, n := range counts {
			if i < len(d.Spectrum) {
				rated += n
			}
			total += n
			most = max(most, n)
		}
		if rated > 0 && (rated < d.Policy.MinGroup || total-most < minOutside) {
			found = append(found, fmt.Sprintf("(d) %s of %s has %d ratings, and %d answers differ", id, group, rated, total-most))
		}
	}
	for _, dom := range d.Domains {
		for _, r := range dom.Competencies {
			hidden := false
			left := d.counts(r.All)
			for g, c := range r.By {
				if c.Hidden {
					hidden = true
					continue
				}
				counts := d.counts(c)
				check(r.ID, g, counts)
				for i, n := range counts {
					left[i] -= n
				}
			}
			if hidden && !r.All.Hidden {
				check(r.ID, "the hidden ones", left)
			}
		}
	}
	return found
}

// counts returns the counts of a shown cell in the order of codes.
func (d *document) counts(c cell) []int {
	var counts []int
	for _, code := range d.codes() {
		counts = append(counts, c.count(code))
	}
	return counts
}

// checkProgress makes sure that the document of progress is made of the two waves.
func checkProgress(before, after *wave) error {
	progress, err := assess.Compare(before.published, after.published, nil)
	if err != nil {
		return err
	}
	data, err := json.Marshal(progress)
	if err != nil {
		return err
	}
	doc, err := parse(data)
	if err != nil {
		return err
	}
	return checkDerived(doc, before.doc)
}

// attackConstant is the attack of someone who knows from elsewhere which groups have
// as many raters in both waves. It is on the sizes alone.
func (t *totals) attackConstant(waves []*wave) error {
	before, after := waves[0].sizes(), waves[1].sizes()
	var constant []string
	for _, g := range waves[0].groups {
		if before[g] > 0 && before[g] == after[g] {
			constant = append(constant, g)
		}
	}
	var docs []*document
	var communities []*community
	for _, w := range waves {
		if w.doc.Raters.All.hidden {
			return nil
		}
		d := *w.doc
		d.Domains, d.Strands = nil, nil
		docs, communities = append(docs, &d), append(communities, w.community)
	}
	res, err := attack(docs, constant...)
	if err != nil || len(res.sizes) == 0 {
		return err
	}
	t.constant.documents++
	_, err = t.constant.judge(res, communities, docs[0].Policy.MinGroup)
	return err
}

// attackControl attacks group-size hiding alone, and counts what hiding every group
// would hide.
func (t *totals) attackControl(first *wave, kind int) error {
	c, minGroup := first.community, first.doc.Policy.MinGroup
	data, err := c.control(minGroup, sizeAlone)
	if err != nil {
		return err
	}
	doc, err := parse(data)
	if err != nil {
		return err
	}
	sizes := c.sizes()
	t.exact.count(doc, sizes)
	t.exact.d += len(doc.weak(1))
	res, err := attack([]*document{doc})
	if err != nil {
		return err
	}
	t.calls += res.calls
	if _, err := t.exact.judge(res, []*community{c}, minGroup); err != nil {
		return err
	}
	cells := doc.hiddenShare(sizes)
	every := cells
	if every.hidden > 0 {
		every.hidden = every.cells - len(doc.rows())
	}
	t.shares[kind] = [3]share{first.doc.hiddenShare(sizes), cells, every}
	return nil
}
