package main

import (
	"cmp"
	"slices"
)

// formerly returns the groups that the library hid before it knew of hierarchies: in
// every summary by itself, the groups under the minimum, and the smallest
// others until two are hidden that leave each other so many sizes. All says that
// everything is hidden.
func formerly(sizes []int, minGroup int) (hidden []bool, all bool) {
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
