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
	for k > 0 {
		largest := together
		if len(others) > 0 {
			largest = min(largest, sizes[others[0]]-1)
		}
		if k >= 2 && together-k+1 >= minGroup && possibleSizes(k, together, largest, minGroup) >= minGroup {
			break
		}
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

// possibleSizes returns how many sizes one of k groups can have that have so many
// raters together, none of them empty or above the largest, one at least small.
func possibleSizes(k, together, largest, minGroup int) int {
	sizes := 0
	for n := 1; n <= largest; n++ {
		rest := together - n
		most := (k - 1) * largest
		if n >= minGroup {
			most = (k-2)*largest + minGroup - 1
		}
		if rest >= k-1 && rest <= most {
			sizes++
		}
	}
	return sizes
}

// maxReadings limits how many sizes the reader of the rule goes through.
const maxReadings = 300_000

// reader is an attacker who runs the library's rule: of every way in which the hidden
// groups could share their raters it asks whether these very groups would have been
// hidden. That tells also why hiding did not stop earlier, which the library does not
// guard against.
type reader struct {
	doc      *document
	ids      []string
	sizes    []int
	hidden   []int // indexes of the hidden groups
	readings int
	values   []map[int]bool // by hidden group, its possible sizes
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
		r.values[i][r.sizes[g]] = true
	}
}

// narrowed returns how many hidden groups have fewer possible sizes than the minimum,
// how many have a single one, and the fewest as a part of the minimum.
func (r *reader) narrowed() (narrow, exact int, fewest float64) {
	fewest = 1
	for _, values := range r.values {
		fewest = min(fewest, float64(len(values))/float64(r.doc.Policy.MinGroup))
		if len(values) < r.doc.Policy.MinGroup {
			narrow++
		}
		if len(values) == 1 {
			exact++
		}
	}
	return narrow, exact, fewest
}
