package main

// chosen returns the groups that the library hides of a community with these sizes,
// written from its documentation: the groups up to the minimum, and others, the last
// first, until two are hidden that leave each other enough sizes. All says that
// everything is hidden.
func chosen(sizes []int, minGroup int) (hidden []bool, all bool) {
	together, k, last := 0, 0, -1
	hidden = make([]bool, len(sizes))
	for g, n := range sizes {
		if n > 0 {
			last = g
		}
		if n > 0 && n <= minGroup {
			hidden[g] = true
			together += n
			k++
		}
	}
	for g := len(sizes) - 1; k > 0; g-- {
		if k >= 2 && (hidden[last] && together >= minGroup+k-1 || together >= minGroup+k && together-k <= (minGroup-1)*(k-1)) {
			return hidden, false
		}
		for g >= 0 && (sizes[g] == 0 || hidden[g]) {
			g--
		}
		if g < 0 {
			return nil, true
		}
		hidden[g] = true
		together += sizes[g]
		k++
	}
	return hidden, false
}

// maxReadings limits how many sizes the reader of the rule goes through.
const maxReadings = 300_000

// reader is an attacker who runs the library's rule: of every way in which the hidden
// groups could share their raters it asks whether these very groups would have been
// hidden.
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
