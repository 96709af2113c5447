package main

import (
	"cmp"
	"slices"
)

// chosen returns the groups that the library hides of a community with these sizes,
// written from its documentation: the groups under the minimum, and the smallest
// others until two are hidden that leave each other so many sizes. All says that
// everything is hidden.
func chosen(sizes []int, minGroup int) (hidden []bool, all bool) {
	total, together, k := 0, 0, 0
	hidden = make([]bool, len(sizes))
	var others []int
	for g, n := range sizes {
		total += n
		switch {
		case n > 0 && n < minGroup:
			hidden[g] = true
			together += n
			k++
		case n > 0:
			others = append(others, g)
		}
	}
	if total > 0 && total < minGroup {
		return nil, true
	}
	slices.SortStableFunc(others, func(a, b int) int { return cmp.Compare(sizes[a], sizes[b]) })
	for k > 0 && (k < 2 || together-k+1 < minGroup) {
		if len(others) == 0 {
			return nil, true
		}
		hidden[others[0]] = true
		together += sizes[others[0]]
		k++
		others = others[1:]
	}
	return hidden, false
}

// maxReadings limits how many sizes the reader of the rule goes through.
const maxReadings = 300_000

// reader is an attacker who asks, of every way in which the hidden groups could
// share their raters, whether the library would have hidden these very groups.
type reader struct {
	doc      *document
	ids      []string
	sizes    []int
	hidden   []int // indexes of the hidden groups
	readings int
	least    []int // by hidden group
	most     []int
	values   []map[int]bool
}

// read returns nil when there is nothing to read or too much.
func read(d *document) *reader {
	r := &reader{doc: d, ids: d.groups()}
	left := d.Raters.All.n
	for i, g := range r.ids {
		n := d.Raters.By[g]
		r.sizes = append(r.sizes, n.n)
		left -= n.n
		if n.hidden {
			r.hidden = append(r.hidden, i)
		}
	}
	if d.Raters.All.hidden || len(r.hidden) == 0 {
		return nil
	}
	ways := 1
	for i := range len(r.hidden) - 1 {
		if ways = ways * (left - 1 - i) / (i + 1); ways > maxReadings {
			return nil
		}
	}
	for range r.hidden {
		r.least, r.most = append(r.least, left), append(r.most, 0)
		r.values = append(r.values, make(map[int]bool))
	}
	r.share(0, left)
	return r
}

func (r *reader) share(i, left int) {
	if i == len(r.hidden)-1 {
		r.sizes[r.hidden[i]] = left
		r.check()
		return
	}
	for n := 1; n <= left-(len(r.hidden)-1-i); n++ {
		r.sizes[r.hidden[i]] = n
		r.share(i+1, left-n)
	}
}

func (r *reader) check() {
	hidden, all := chosen(r.sizes, r.doc.Policy.MinGroup)
	if all {
		return
	}
	for g, id := range r.ids {
		if hidden[g] != r.doc.Raters.By[id].hidden {
			return
		}
	}
	r.readings++
	for i, g := range r.hidden {
		n := r.sizes[g]
		r.least[i], r.most[i] = min(r.least[i], n), max(r.most[i], n)
		r.values[i][n] = true
	}
}

// narrowed returns how many hidden groups have fewer possible sizes than the minimum,
// and how many a single one.
func (r *reader) narrowed() (narrow, exact int) {
	for _, values := range r.values {
		if len(values) < r.doc.Policy.MinGroup {
			narrow++
		}
		if len(values) == 1 {
			exact++
		}
	}
	return narrow, exact
}
